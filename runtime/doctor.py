"""Checks of the model side: which backend is on, why, whether it answers, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runtime.errors import ModelError
from runtime.llm.chat import ChatModel, Message
from runtime.llm.choose import choose
from runtime.settings import Settings

State = Literal["ok", "warn", "bad"]


@dataclass(frozen=True)
class Check:
    """One line on the doctor's screen."""

    name: str
    state: State
    what: str
    mend: str = ""


async def model_checks(config: Settings) -> list[Check]:
    """From the choice of a backend to one short answer; stops at the first thing that is bad."""
    if config.recording == "replay":
        what = f"Answers come from the recording {config.recordings}; no model is asked."
        return [Check("model", "ok", what, "GIGPATH_RECORDING=live asks a model.")]
    choice = choose(config)
    if choice.model is None:
        asked_for = config.llm not in ("auto", "none")
        what = f"{choice.why} Advice is complete, from facts alone."
        return [Check("model", "bad" if asked_for else "ok", what, choice.mend)]
    checks = [Check("model", "ok", choice.why)]
    try:
        await choice.model.ready()
    except ModelError as error:
        return [*checks, Check("served", "bad", error.message, error.mend)]
    checks.append(_served(choice.model))
    checks.append(_shape(choice.model))
    try:
        answer = await choice.model.complete([Message(role="user", content="Say hello.")], max_tokens=12)
    except ModelError as error:
        return [*checks, Check("answers", "bad", error.message, error.mend)]
    first = answer.first_token_s or answer.seconds
    return [
        *checks,
        Check("answers", "ok", f"First word after {first:.1f} s, {_speed(answer.tokens_out, answer.seconds)}."),
    ]


def _served(model: ChatModel) -> Check:
    said = getattr(model, "serving", "")
    if said:
        return Check("served", "ok", said)
    return Check("served", "warn", f"The server lists no models, so {model.model_name} is taken on trust.")


def _shape(model: ChatModel) -> Check:
    if model.capability.json_schema == "prompt":
        what = "The server does not enforce a JSON schema: answers are asked for in words, checked, and repaired once."
        return Check(
            "shape", "warn", what, "A server of llama.cpp, vLLM, TGI or Ollama does; see GIGPATH_ENDPOINT_KIND."
        )
    return Check("shape", "ok", f"The server enforces JSON schemas ({model.capability.server}).")


def _speed(tokens: int, seconds: float) -> str:
    return f"{tokens} tokens in {seconds:.1f} s"
