"""What a model's server can do wrong, and what a caller hears of it: one sentence, its mend, never another error."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

import httpx
import pytest
from modelserver import ModelServer, Reply, chunk, fails, hangs, says, sends
from pydantic import BaseModel

from runtime.errors import ModelError
from runtime.llm import Message
from runtime.llm.faults import clean, explain
from runtime.llm.huggingface import EndpointChat
from runtime.structured import ask

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HELLO = [Message(role="user", content="Hello?")]


class Pick(BaseModel):
    reasoning: str
    choice: Literal["a", "b"]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    made = ModelServer()
    yield made
    made.close()


class Naps:
    """Stands in for sleep."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def model(server: ModelServer, naps: Naps | None = None, seconds: float = 5) -> EndpointChat:
    return EndpointChat("endpoint", server.url, "m", timeout=seconds, sleep=naps or Naps())


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_passing_trouble_is_tried_again(server: ModelServer, status: int) -> None:
    naps = Naps()
    server.replies = [fails(status), fails(status), says("at last")]
    answer = await model(server, naps).complete(HELLO)
    assert (answer.text, answer.raw["attempts"], naps.taken) == ("at last", 3, [0.5, 1.0])


@pytest.mark.parametrize("status", [401, 402, 403, 404, 413])
async def test_a_lasting_trouble_is_not(server: ModelServer, status: int) -> None:
    server.replies = [fails(status)]
    with pytest.raises(ModelError):
        await model(server).complete(HELLO)
    assert len(server.asked) == 1


async def test_a_trouble_that_stays_ends_after_three_tries(server: ModelServer) -> None:
    server.replies = [fails(503)]
    with pytest.raises(ModelError, match="trouble of its own"):
        await model(server).complete(HELLO)
    assert len(server.asked) == 3


@pytest.mark.parametrize("asked", ["7", "1.5"])
async def test_retry_after_is_kept(server: ModelServer, asked: str) -> None:
    naps = Naps()
    server.replies = [fails(429, retry_after=asked), says("ok")]
    await model(server, naps).complete(HELLO)
    assert naps.taken == [float(asked)]


async def test_retry_after_may_be_a_date(server: ModelServer) -> None:
    naps = Naps()
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True)
    server.replies = [fails(429, retry_after=when), says("ok")]
    await model(server, naps).complete(HELLO)
    assert 7 < naps.taken[0] <= 9


async def test_nobody_waits_for_five_minutes(server: ModelServer) -> None:
    naps = Naps()
    server.replies = [fails(429, retry_after="300")]
    with pytest.raises(ModelError, match="enough calls"):
        await model(server, naps).complete(HELLO)
    assert naps.taken == []


@pytest.mark.parametrize("retry_after", ["soon", "", "-1"])
async def test_a_strange_retry_after_is_no_reason_to_stop(server: ModelServer, retry_after: str) -> None:
    server.replies = [fails(429, retry_after=retry_after), says("ok")]
    assert (await model(server).complete(HELLO)).text == "ok"


MENDS: list[tuple[Reply, str, str]] = [
    (fails(401), "wants another key", "GIGPATH_ENDPOINT_KEY"),
    (fails(402), "credits", "GIGPATH_LLM=none"),
    (fails(404), "is not served", "GIGPATH_MODEL"),
    (fails(400, "The requested model is not supported by any provider"), "is not served", "GIGPATH_MODEL"),
    (fails(422, "prompt is too long"), "HTTP 422.*prompt is too long", "server's log"),
    (sends(chunk(delta={"content": "Bookkeep"}, finish_reason=None)), "broke in the middle", "Try again"),
    (sends(b"data: {not json\n\n"), "cannot be read", "server's log"),
    (sends(b"data: []\n\n"), "cannot be read", "server's log"),
    (sends(b'data: {"error": {"message": "slot lost"}}\n\n'), "cannot be read.*slot lost", "server's log"),
    (sends(b"<html>welcome</html>"), "cannot be read", "server's log"),
    (says(""), "answered nothing", "larger model"),
    (says("  \n "), "answered nothing", "larger model"),
    (sends(b'data: {"choices":[{"index":0,"delta":{"content":"caf\xe9"}}]}\n\n'), "not text", "larger model"),
    (says("so " * 400), "repeats itself", "larger model"),
    (says("=" * 500), "repeats itself", "larger model"),
]


@pytest.mark.parametrize(("reply", "what", "mend"), MENDS, ids=[what for _, what, _ in MENDS])
async def test_every_fault_is_one_sentence_with_its_mend(
    server: ModelServer, reply: Reply, what: str, mend: str
) -> None:
    server.replies = [reply]
    with pytest.raises(ModelError, match=what) as caught:
        await model(server).complete(HELLO)
    assert mend in caught.value.mend
    assert "\n" not in caught.value.message


async def test_what_is_on_the_screen_is_not_said_again(server: ModelServer) -> None:
    server.replies = [sends(chunk(delta={"content": "Bookkeep"}, finish_reason=None)), says("Bookkeeping pays.")]
    heard: list[str] = []
    with pytest.raises(ModelError, match="broke in the middle"):
        await model(server).complete(HELLO, on_delta=heard.append)
    assert heard == ["Bookkeep"]


async def test_an_unseen_cut_is_asked_again(server: ModelServer) -> None:
    server.replies = [sends(chunk(delta={"content": "Bookkeep"}, finish_reason=None)), says("Bookkeeping pays.")]
    assert (await model(server).complete(HELLO)).text == "Bookkeeping pays."


async def test_a_server_that_hangs_is_left(server: ModelServer) -> None:
    server.replies = [hangs]
    with pytest.raises(ModelError, match="took too long"):
        await model(server, seconds=0.3).complete(HELLO)
    assert server.left.wait(2)


async def test_nobody_there(server: ModelServer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = EndpointChat("endpoint", f"http://127.0.0.1:{port}/v1", "m", sleep=Naps())
    with pytest.raises(ModelError, match=f"Nothing answers at http://127.0.0.1:{port}.*GIGPATH_ENDPOINT_URL"):
        await nobody.complete(HELLO)


async def test_a_server_that_comes_up_later_is_found(server: ModelServer) -> None:
    waking, server.models = server.models, 503
    speaks = model(server)
    await speaks.complete(HELLO)
    assert not speaks.known
    server.models = waking
    await speaks.complete(HELLO)
    assert speaks.capability.server == "llama.cpp"


async def test_a_schema_the_provider_refuses_is_left_out(server: ModelServer) -> None:
    server.replies = [fails(400, "response_format is not supported here"), says('{"reasoning": "r", "choice": "a"}')]
    answer = await model(server).complete(HELLO, schema=Pick)
    assert ["response_format" in asked.body for asked in server.asked] == [True, False]
    assert answer.raw["enforced"] is False


@pytest.mark.parametrize(
    ("texts", "repaired"),
    [
        (['{"reasoning": "r", "choice": "a"} Hope that helps! {'], False),
        (['{"reasoning": "r", "choice": "c"}', '{"reasoning": "r", "choice": "a"}'], True),
        (["I would say a.", '```json\n{"reasoning": "r", "choice": "a",}\n```'], True),
    ],
    ids=["a tail", "a wrong choice", "prose"],
)
async def test_a_wrong_shape_is_mended_once(server: ModelServer, texts: list[str], repaired: bool) -> None:
    server.replies = [says(text) for text in texts]
    answer = await ask(model(server), HELLO, Pick)
    assert (answer.value.choice, answer.repaired) == ("a", repaired)


async def test_a_wrong_shape_twice_is_a_models_failure(server: ModelServer) -> None:
    server.replies = [says('{"reasoning": "r", "choice": "c"}')]
    with pytest.raises(ModelError, match="no usable answer in two tries"):
        await ask(model(server), HELLO, Pick)
    quoted = server.asked[1].body["messages"][-1]["content"]
    assert "choice: Input should be 'a' or 'b'" in quoted


def test_hosted_faults_speak_of_the_token() -> None:
    request = httpx.Request("POST", "https://router.huggingface.co")
    for code, word in ((401, "know the token"), (403, "let this token")):
        error = httpx.HTTPStatusError("x", request=request, response=httpx.Response(code, request=request))
        told = explain(error, mode="hosted", where="Hugging Face", model="m")
        assert word in told.message
        assert "HF_TOKEN" in told.mend


def test_secrets_do_not_get_into_words() -> None:
    bad = "token hf_abcdefgh12345678 Bearer abcdefghijklmnopqrstuvwxyz http://me:secret@host/v1"
    assert clean(bad) == "token *** *** http://***@host/v1"
    assert clean("bearer certificates, hf_hub") == "bearer certificates, hf_hub"
    request = httpx.Request("POST", "http://h")
    body = json.dumps({"error": "token hf_abcdefgh12345678 is bad"})
    error = httpx.HTTPStatusError("x", request=request, response=httpx.Response(418, text=body, request=request))
    assert "abcdefgh" not in str(explain(error, mode="endpoint", where="http://h", model="m"))
