"""What the doctor says of the model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from modelserver import ModelServer, Rerouted, fails, says

from runtime.doctor import Check, model_checks
from runtime.llm import http
from runtime.settings import Settings

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TOKEN = "hf_notarealtokenatall"
LLAMA = "meta-llama/Llama-3.2-3B-Instruct"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    made = ModelServer()
    yield made
    made.close()


async def checks(**given: object) -> dict[str, Check]:
    return {check.name: check for check in await model_checks(Settings(_env_file=None, **given))}  # type: ignore[arg-type, call-arg]


async def test_no_model_is_a_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIGPATH_LLM")
    [check] = (await checks()).values()
    assert check.state == "ok"
    assert "HF_TOKEN" in check.mend


async def test_what_was_asked_for_and_is_not_there_is_bad() -> None:
    [check] = (await checks(llm="endpoint")).values()
    assert (check.state, check.what.split(":")[0]) == ("bad", "No model")


async def test_an_endpoint_that_answers(server: ModelServer) -> None:
    found = await checks(llm="endpoint", endpoint_url=server.url)
    assert {check.state for check in found.values()} == {"ok"}
    assert found["served"].what == "A llama.cpp server with tiny.gguf."
    assert "3 tokens" in found["answers"].what


async def test_an_endpoint_that_enforces_nothing(server: ModelServer) -> None:
    server.models = 404
    found = await checks(llm="endpoint", endpoint_url=server.url)
    assert (found["served"].state, found["shape"].state, found["answers"].state) == ("warn", "warn", "ok")


async def test_a_wrong_key(server: ModelServer) -> None:
    server.models = 401
    found = await checks(llm="endpoint", endpoint_url=server.url)
    assert (found["served"].state, found["served"].mend) == ("bad", "Set GIGPATH_ENDPOINT_KEY.")
    assert "answers" not in found


async def test_a_model_that_says_nothing(server: ModelServer) -> None:
    server.replies = [says("")]
    found = await checks(llm="endpoint", endpoint_url=server.url)
    assert found["answers"].state == "bad"


@pytest.fixture
async def router(server: ModelServer) -> ModelServer:
    http._clients[asyncio.get_running_loop()] = httpx.AsyncClient(transport=Rerouted(server))
    abilities = {"status": "live", "supports_tools": True, "supports_structured_output": True}
    providers = [{"provider": "novita", **abilities}, {"provider": "together", "status": "live"}]
    server.models = {"data": [{"id": LLAMA, "providers": providers}]}
    return server


async def test_hosted_says_who_serves_it_and_what_they_can(router: ModelServer) -> None:
    found = await checks(llm="hosted", hf_token=TOKEN)
    assert found["served"].what == f"{LLAMA} is served by novita, together, without structured output, without tools."
    pinned = await checks(llm="hosted", hf_token=TOKEN, provider="novita")
    assert pinned["served"].what == f"{LLAMA} is served by novita, with structured output, with tools."
    assert TOKEN not in f"{found}{pinned}"


async def test_hosted_names_the_nearest_and_does_not_switch(router: ModelServer) -> None:
    router.models = {"data": [{"id": "meta-llama/Llama-3.2-1B-Instruct", "providers": [{"provider": "p"}]}]}
    found = await checks(llm="hosted", hf_token=TOKEN)
    assert found["served"].state == "bad"
    assert "GIGPATH_MODEL=meta-llama/Llama-3.2-1B-Instruct" in found["served"].mend
    assert not router.asked


async def test_a_refused_token(router: ModelServer) -> None:
    router.replies = [fails(401)]
    found = await checks(llm="hosted", hf_token=TOKEN)
    assert found["answers"].state == "bad"
    assert "HF_TOKEN" in found["answers"].mend


async def test_a_replay_asks_no_model() -> None:
    [check] = (await checks(recording="replay", recordings="answers.jsonl")).values()
    assert "answers.jsonl" in check.what
