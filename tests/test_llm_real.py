"""A real small model, when there is one: GIGPATH_TEST_ENDPOINT is an OpenAI-compatible URL or a GGUF file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from agents.advice import assemble
from agents.contracts import Advice
from agents.state import Context, Request
from evals.grounded import contradicted, unsupported
from evals.people import people
from evals.speech_metrics import speech_metrics
from graph import build_graph
from runtime.doctor import model_checks
from runtime.events import Event, RunFinished
from runtime.llm import ChatModel, Message, choose
from runtime.recordings import Recorder, Recording
from runtime.run import run
from runtime.settings import Settings
from runtime.structured import ask

PROFILES = int(os.environ.get("GIGPATH_TEST_PROFILES", "10"))
WHERE = os.environ.get("GIGPATH_TEST_ENDPOINT", "")
pytestmark = [
    pytest.mark.model,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not WHERE, reason="GIGPATH_TEST_ENDPOINT names no model: a URL, or a GGUF file"),
]

STORY = [Message(role="user", content="Tell me a story about a taxi driver who becomes a bookkeeper.")]


class Pick(BaseModel):
    reasoning: str = Field(description="one short sentence", max_length=120)
    choice: Literal["43-3031", "43-5032", "31-1121"] = Field(description="the code of the role")


def config() -> Settings:
    if WHERE.startswith("http"):
        return Settings(_env_file=None, llm="endpoint", endpoint_url=WHERE)  # type: ignore[call-arg]
    return Settings(_env_file=None, llm="local", local_gguf=WHERE)  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def model() -> ChatModel:
    if not WHERE.startswith("http"):
        pytest.importorskip("xllamacpp", reason="a GGUF file needs the extra 'local'")
    chosen = choose(config()).model
    assert chosen
    return chosen


async def test_it_answers_word_by_word_with_its_counts(model: ChatModel) -> None:
    heard: list[str] = []
    answer = await model.complete(STORY, max_tokens=30, temperature=0, on_delta=heard.append)
    assert answer.text == "".join(heard)
    assert len(heard) > 10
    assert answer.raw["usage"] == "reported"
    assert 20 <= answer.tokens_out <= 30
    assert 0 < (answer.first_token_s or 0) < answer.seconds


async def test_greedy_answers_repeat(model: ChatModel) -> None:
    texts = {(await model.complete(STORY, max_tokens=24, temperature=0, seed=1)).text for _ in range(3)}
    assert len(texts) == 1


async def test_seeds_are_heeded(model: ChatModel) -> None:
    texts = [(await model.complete(STORY, max_tokens=24, temperature=1.5, seed=seed)).text for seed in (1, 2, 3)]
    assert len(set(texts)) > 1


async def test_even_nonsense_has_the_shape_asked_for(model: ChatModel) -> None:
    for seed in range(5):
        answer = await ask(model, STORY, Pick, temperature=1.0, seed=seed, max_tokens=200)
        assert answer.value.choice in ("43-3031", "43-5032", "31-1121")
        assert answer.completions[0].raw["enforced"]


async def test_a_call_given_up_leaves_the_server_free(model: ChatModel) -> None:
    await model.ready()
    task = asyncio.create_task(model.complete(STORY, max_tokens=2000))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await asyncio.wait_for(model.complete(STORY, max_tokens=4), 20)).text


async def test_what_it_said_is_replayed(model: ChatModel, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    said = await Recorder(Recording(path), model).complete(STORY, max_tokens=20)
    assert await Recorder(Recording(path)).complete(STORY, max_tokens=20) == said


async def test_the_doctor_finds_it_well() -> None:
    found = await model_checks(config())
    assert {check.state for check in found} == {"ok"}


# ---- the whole of Gigpath over HTTP, with a model that talks nonsense -----------------------------------------------


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The model behind an OpenAI-compatible URL: the one given, else a server of llama.cpp's own for the GGUF file."""
    if WHERE.startswith("http"):
        yield WHERE
        return
    llama = pytest.importorskip("xllamacpp", reason="a GGUF file needs the extra 'local'")
    params = llama.CommonParams()
    params.model.path, params.port, params.hostnames, params.ui = WHERE, 0, ["127.0.0.1"], False
    params.n_ctx, params.n_parallel, params.use_jinja, params.verbosity = 8192, 2, True, -1
    server = llama.Server(params)
    yield f"{server.listening_address}/v1"


async def test_nothing_unsupported_is_shown_over_http(url: str, at_home: None) -> None:
    """Ten profiles, each answered whole; the model was asked, and nothing it made up is on the screen."""
    config = Settings(_env_file=None, llm="endpoint", endpoint_url=url)  # type: ignore[call-arg]
    model, runs = choose(config).model, list[list[Event]]()
    for text in people(PROFILES, seed=23):
        context = Context(model=model, config=config)
        runs.append(
            [event async for event in run(build_graph(), Request(text=text), context=context, assemble=assemble)]
        )
        last = runs[-1][-1]
        assert isinstance(last, RunFinished), last
        advice = Advice.model_validate(last.advice)
        assert unsupported(advice) == [], text
        assert contradicted(advice) == [], text
        assert advice.market, text
        assert not any(part.degraded for part in (advice.market, advice.skills, advice.income, advice.decision) if part)
    said = speech_metrics(runs)
    assert said.tokens_out > 200
    assert said.judged > 10
    print(
        f"\n{said.total.share:.0%} of {said.total.model + said.total.fallback} sentences kept; rejected: {said.rejected}"
    )
