"""Which model speaks, and why: settings in, one model or none out. No network is touched here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from runtime.llm import http
from runtime.llm.capabilities import TABLE
from runtime.llm.chat import ChatModel, Completion, How, Message, Wrapped
from runtime.llm.huggingface import EndpointChat, HostedChat
from runtime.llm.local import LocalChat
from runtime.settings import Settings, Voice


@dataclass(frozen=True)
class Choice:
    """``why`` is one sentence; ``mend`` says how to switch a model on where none is."""

    model: ChatModel | None
    why: str
    mend: str = ""

    @property
    def mode(self) -> str:
        return self.model.mode if self.model else "evidence-only"


def choose(config: Settings) -> Choice:
    """``auto``: hosted with a token, endpoint with a URL, else none. What is asked for but not set up is none too."""
    token = config.hf_token.get_secret_value().strip() if config.hf_token else ""
    wanted = config.llm
    if wanted == "auto":
        wanted = "hosted" if token else "endpoint" if config.endpoint_url else "none"
    asked = "GIGPATH_LLM asks for it" if config.llm != "auto" else ""
    if wanted == "hosted":
        return _hosted(config, token, asked or "HF_TOKEN is set")
    if wanted == "endpoint":
        return _endpoint(config, asked or "GIGPATH_ENDPOINT_URL is set")
    if wanted == "local":
        return _local(config, asked)
    how = "Set HF_TOKEN for Hugging Face, GIGPATH_ENDPOINT_URL for a server, or GIGPATH_LLM=local with GIGPATH_LOCAL_GGUF."
    why = "GIGPATH_LLM is none" if config.llm == "none" else "neither HF_TOKEN nor GIGPATH_ENDPOINT_URL is set"
    return Choice(None, f"No model: {why}.", how)


def _hosted(config: Settings, token: str, why: str) -> Choice:
    if not token.startswith("hf_"):
        state = "does not look like a Hugging Face token" if token else "is not set"
        return Choice(None, f"No model: HF_TOKEN {state}.", "Put a token (it begins with hf_) into .env as HF_TOKEN.")
    pinned = "" if config.provider in ("", "auto") else f":{config.provider}"
    name = f"{config.model}{pinned}"
    model = HostedChat("hosted", f"{http.ROUTER}/v1", name, token, TABLE["router"], config.llm_timeout)
    return Choice(model, f"{name} through Hugging Face, because {why}.")


def _endpoint(config: Settings, why: str) -> Choice:
    url = config.endpoint_url.strip()
    if not http.host(url):
        state = "is not a http:// or https:// address" if url else "is not set"
        mend = "Set it to a server's address, for example http://localhost:8080/v1."
        return Choice(None, f"No model: GIGPATH_ENDPOINT_URL {state}.", mend)
    key = config.endpoint_key.get_secret_value() if config.endpoint_key else None
    kind = None if config.endpoint_kind == "auto" else config.endpoint_kind
    model = EndpointChat(
        "endpoint", http.base_url(url), config.model, key, TABLE[kind or "openai"], config.llm_timeout, kind=kind
    )
    return Choice(model, f"The server at {http.host(url)}, because {why}.")


def _local(config: Settings, why: str) -> Choice:
    gguf = config.local_gguf.strip()
    if not gguf:
        return Choice(
            None, "No model: GIGPATH_LOCAL_GGUF is not set.", "Set it to a GGUF file, or to owner/repo:file.gguf."
        )
    name, kind = Path(gguf.partition(":")[2] or gguf).name, TABLE["llama.cpp"]
    model = LocalChat("local", "", name, None, kind, config.llm_timeout, kind="llama.cpp", gguf=gguf)
    return Choice(model, f"{name} in this process, because {why}.")


@dataclass(frozen=True)
class Spoken(Wrapped):
    """A model as one agent speaks through it: its own model name, temperature and token limit where settings say so."""

    voice: Voice

    @property
    def model_name(self) -> str:
        return self.voice.model or self.model.model_name

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        if self.voice.model and self.mode != "local":  # llama.cpp in this process has the one file it loaded
            how.setdefault("model", self.voice.model)
        if self.voice.temperature is not None:
            how["temperature"] = self.voice.temperature
        if self.voice.max_tokens is not None:
            how["max_tokens"] = min(how.get("max_tokens", self.voice.max_tokens), self.voice.max_tokens)
        return await self.model.complete(messages, **how)


def voice(model: ChatModel, agent: str, config: Settings) -> ChatModel:
    """``model`` as ``agent`` is to use it, by ``GIGPATH_AGENTS__<AGENT>__MODEL``, ``__TEMPERATURE``, ``__MAX_TOKENS``."""
    own = config.agents.get(agent)
    return Spoken(model, own) if own else model
