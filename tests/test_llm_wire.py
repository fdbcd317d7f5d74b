"""What goes over the wire: each thing the client library does on its own and must not."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from modelserver import LISTINGS, ModelServer, Rerouted, chunk, hangs, says, sends
from pydantic import BaseModel, Field

from runtime.errors import ModelError
from runtime.llm import TABLE, Message, choose, http
from runtime.llm.capabilities import Server, json_schema
from runtime.llm.huggingface import EndpointChat, HostedChat
from runtime.llm.wire import payload
from runtime.settings import Settings

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TOKEN = "hf_notarealtokenatall"
LLAMA = "meta-llama/Llama-3.2-3B-Instruct"
HELLO = [Message(role="system", content="Be brief."), Message(role="user", content="Hello?")]


class Pick(BaseModel):
    """One of two."""

    reasoning: str = Field(description="why, in one sentence", max_length=200)
    choice: Literal["a", "b"]
    title: str | None = None


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setenv("HUGGINGFACEHUB_API_TOKEN", TOKEN)
    made = ModelServer()
    yield made
    made.close()


def endpoint(server: ModelServer, **more: object) -> EndpointChat:
    return EndpointChat("endpoint", server.url, LLAMA, **more)  # type: ignore[arg-type]


@pytest.fixture
async def router(server: ModelServer) -> Rerouted:
    """The running loop's client, with every host leading to the test's server."""
    transport = Rerouted(server)
    http._clients[asyncio.get_running_loop()] = httpx.AsyncClient(transport=transport)
    provider = {"provider": "novita", "status": "live", "supports_tools": False, "supports_structured_output": True}
    server.models = {"data": [{"id": LLAMA, "owned_by": "meta-llama", "providers": [provider]}]}
    return transport


def hosted(name: str = LLAMA) -> HostedChat:
    return HostedChat("hosted", f"{http.ROUTER}/v1", name, TOKEN, TABLE["router"])


@pytest.mark.parametrize("kind", ["llama.cpp", "vllm", "tgi", "ollama", "openai"])
async def test_the_body_arrives_as_it_was_written(server: ModelServer, kind: Server) -> None:
    server.models = LISTINGS[kind]
    model = endpoint(server)
    await model.complete(HELLO, schema=Pick, temperature=0, seed=3, max_tokens=40)
    assert model.capability == TABLE[kind]
    [asked] = server.asked
    expected = payload(
        model.model_name, TABLE[kind], HELLO, {"schema": Pick, "temperature": 0, "seed": 3, "max_tokens": 40}
    )
    assert asked.body == expected
    assert asked.path == "/v1/chat/completions"


async def test_temperature_zero_seed_and_limits_arrive_and_nothing_is_added(server: ModelServer) -> None:
    await endpoint(server).complete(HELLO, temperature=0.0, seed=11, max_tokens=5)
    body = server.asked[0].body
    assert (body["temperature"], body["seed"], body["max_tokens"]) == (0, 11, 5)
    assert body["stream_options"] == {"include_usage": True}
    assert set(body) == {"model", "messages", "max_tokens", "temperature", "stream", "seed", "stream_options"}


@pytest.mark.parametrize(
    ("listing", "name"),
    [(LISTINGS["llama.cpp"], "tiny.gguf"), (LISTINGS["ollama"], "llama3.2:3b"), (404, LLAMA), ({"data": "?"}, LLAMA)],
)
async def test_the_model_has_its_name(server: ModelServer, listing: object, name: str) -> None:
    server.models = listing
    await endpoint(server).complete(HELLO)
    assert server.asked[0].body["model"] == name


async def test_one_of_several_models_must_be_named(server: ModelServer) -> None:
    server.models = {"data": [{"id": "qwen3:4b", "owned_by": "library"}, {"id": "llama3.2:3b", "owned_by": "library"}]}
    with pytest.raises(ModelError, match=r"Set GIGPATH_MODEL to one of: llama3.2:3b, qwen3:4b"):
        await endpoint(server).complete(HELLO)
    assert not server.asked


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("llama.cpp", {"response_format": {"type": "json_object", "schema": json_schema(Pick)}}),
        ("tgi", {"response_format": {"type": "json_object", "value": json_schema(Pick)}}),
        ("vllm", {"structured_outputs": {"json": json_schema(Pick)}}),
        ("openai", {}),
    ],
)
async def test_each_server_gets_the_schema_in_the_form_it_enforces(
    server: ModelServer, kind: Server, field: dict[str, object]
) -> None:
    answer = await endpoint(server, kind=kind).complete(HELLO, schema=Pick)
    body = server.asked[0].body
    assert {k: body[k] for k in ("response_format", "structured_outputs") if k in body} == field
    assert answer.raw["enforced"] is bool(field)


async def test_ollama_gets_a_spelling_that_the_client_leaves_alone(server: ModelServer) -> None:
    await endpoint(server, kind="ollama").complete(HELLO, schema=Pick)
    form = server.asked[0].body["response_format"]
    assert form["type"].lower() == "json_schema"
    assert form["json_schema"]["schema"] == json_schema(Pick)


def test_schemas_are_strict_and_keep_the_order() -> None:
    schema = json_schema(Pick)
    assert list(schema["properties"]) == schema["required"] == ["reasoning", "choice", "title"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["choice"]["enum"] == ["a", "b"]
    assert "default" not in schema["properties"]["title"]


async def test_the_token_stays_away_from_other_hosts(server: ModelServer) -> None:
    await endpoint(server).complete(HELLO)
    sent = [*server.asked, *server.listed]
    assert len(sent) == 2
    assert not any("authorization" in asked.headers or TOKEN in str(asked) for asked in sent)


async def test_an_endpoint_gets_its_own_key(server: ModelServer) -> None:
    await endpoint(server, key="mine").complete(HELLO)
    assert {asked.headers["authorization"] for asked in [*server.asked, *server.listed]} == {"Bearer mine"}


async def test_a_redirect_does_not_carry_the_key_away(server: ModelServer) -> None:
    other = ModelServer()

    def moved(handler: object) -> None:
        handler.send_response(307)  # type: ignore[attr-defined]
        handler.send_header("location", f"{other.url}/chat/completions")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    server.replies = [moved]
    await endpoint(server, key="mine").complete(HELLO)
    other.close()
    assert len(other.asked) == 1
    assert "authorization" not in other.asked[0].headers


async def test_hosted_speaks_to_the_router_alone(server: ModelServer, router: Rerouted) -> None:
    answer = await hosted().complete(HELLO, schema=Pick, temperature=0, seed=5)
    assert set(router.hosts) == {"router.huggingface.co"}
    [asked] = server.asked
    assert asked.path == "/v1/chat/completions"  # text generation is refused for Llama 3.2
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.body == payload(LLAMA, TABLE["router"], HELLO, {"schema": Pick, "temperature": 0, "seed": 5})
    assert asked.body["response_format"]["json_schema"] == {"name": "Pick", "schema": json_schema(Pick), "strict": True}
    assert answer.text == "Hello there."


async def test_a_provider_is_pinned_without_asking_the_hub(server: ModelServer, router: Rerouted) -> None:
    await hosted(f"{LLAMA}:novita").complete(HELLO)
    assert server.asked[0].body["model"] == f"{LLAMA}:novita"
    assert set(router.hosts) == {"router.huggingface.co"}


async def test_a_model_that_is_not_served_is_not_swapped(server: ModelServer, router: Rerouted) -> None:
    live = [{"provider": "p", "status": "live"}]
    server.models["data"] = [
        {"id": LLAMA, "providers": [{"provider": "novita", "status": "error"}]},
        {"id": "meta-llama/Llama-3.1-8B-Instruct", "providers": live},
        {"id": "meta-llama/Llama-3.3-70B-Instruct", "providers": live},
        {"id": "meta-llama/Llama-Guard-4-3B", "providers": live},
        {"id": "someone/Llama-3.2-3B-tuned", "providers": live},
        {"id": "Qwen/Qwen3-4B", "providers": live},
    ]
    with pytest.raises(
        ModelError, match=r"No inference provider serves .* GIGPATH_MODEL=meta-llama/Llama-3.1-8B-Instruct"
    ):
        await hosted().complete(HELLO)
    assert not server.asked


async def test_a_provider_that_does_not_serve_it_is_named(server: ModelServer, router: Rerouted) -> None:
    with pytest.raises(ModelError, match=r"together does not serve .* GIGPATH_PROVIDER to novita"):
        await hosted(f"{LLAMA}:together").complete(HELLO)


async def test_a_provider_without_schemas_is_asked_in_words(server: ModelServer, router: Rerouted) -> None:
    server.models["data"][0]["providers"][0]["supports_structured_output"] = False
    answer = await hosted().complete(HELLO, schema=Pick)
    assert "response_format" not in server.asked[0].body
    assert answer.raw["enforced"] is False


async def test_tokens_are_the_servers_own_where_it_counts(server: ModelServer) -> None:
    server.replies = [says("one two three", (40, 9))]
    counted = await endpoint(server).complete(HELLO)
    assert (counted.tokens_in, counted.tokens_out, counted.raw["usage"]) == (40, 9, "reported")
    server.replies = [says("one two three", None)]
    guessed = await endpoint(server).complete(HELLO)
    assert (guessed.tokens_in, guessed.tokens_out, guessed.raw["usage"]) == (15 // 4, 3, "estimated")


async def test_text_comes_in_pieces_and_in_order(server: ModelServer) -> None:
    server.replies = [says("one two three")]
    heard: list[str] = []
    answer = await endpoint(server).complete(HELLO, on_delta=heard.append)
    assert heard == ["one ", "two ", "three"]
    assert answer.text == "one two three"
    assert 0 <= (answer.first_token_s or 0) <= answer.seconds


async def test_tool_calls_are_put_together_from_their_pieces(server: ModelServer) -> None:
    def piece(**function: str) -> bytes:
        call = {"index": 0, "id": "x", "type": "function", "function": function}
        return chunk(delta={"tool_calls": [call]}, finish_reason=None)

    end = chunk(delta={}, finish_reason="tool_calls")
    server.replies = [sends(piece(name="search", arguments='{"query": '), piece(arguments='"pay"}'), end)]
    tools = [{"type": "function", "function": {"name": "search", "parameters": {"type": "object", "properties": {}}}}]
    answer = await endpoint(server).complete(HELLO, tools=tools)
    assert [(call.name, call.arguments) for call in answer.calls] == [("search", {"query": "pay"})]
    assert server.asked[0].body["tool_choice"] == "auto"  # a named or required choice is ignored by llama.cpp


def test_one_model_serves_many_event_loops(server: ModelServer) -> None:
    model = endpoint(server)
    for _ in range(4):
        assert asyncio.run(model.complete(HELLO)).text == "Hello there."


async def test_no_cache_of_the_library_comes_between(server: ModelServer) -> None:
    from langchain_core.caches import InMemoryCache
    from langchain_core.globals import set_llm_cache

    set_llm_cache(InMemoryCache())
    try:
        server.replies = [says("first"), says("second")]
        model = endpoint(server)
        texts = [(await model.complete(HELLO)).text for _ in range(2)]
    finally:
        set_llm_cache(None)
    assert texts == ["first", "second"]


async def test_a_call_that_is_given_up_is_hung_up(server: ModelServer) -> None:
    server.replies = [hangs]
    heard = asyncio.Event()
    task = asyncio.create_task(endpoint(server).complete(HELLO, on_delta=lambda _: heard.set()))
    await asyncio.wait_for(heard.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(server.left.wait, 2)


async def test_two_agents_may_speak_at_once(server: ModelServer) -> None:
    model = endpoint(server)
    answers = await asyncio.gather(*(model.complete(HELLO) for _ in range(8)))
    assert {answer.text for answer in answers} == {"Hello there."}


def test_nothing_heavy_is_imported_until_a_model_is_asked() -> None:
    heavy = "langchain_huggingface", "langchain_core", "huggingface_hub", "xllamacpp"
    code = (
        "import sys; from runtime.llm import choose; import runtime.recordings, runtime.budget, runtime.structured;"
        "from runtime.settings import Settings; choose(Settings(hf_token='hf_x', llm='hosted'));"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("given", "mode", "why"),
    [
        ({}, "evidence-only", "neither HF_TOKEN nor"),
        ({"hf_token": TOKEN}, "hosted", "HF_TOKEN is set"),
        ({"endpoint_url": "http://h:1"}, "endpoint", "http://h:1"),
        ({"hf_token": TOKEN, "endpoint_url": "http://h:1"}, "hosted", "HF_TOKEN is set"),
        ({"hf_token": TOKEN, "llm": "none"}, "evidence-only", "GIGPATH_LLM is none"),
        ({"hf_token": "sk-other"}, "evidence-only", "does not look like"),
        ({"llm": "hosted"}, "evidence-only", "HF_TOKEN is not set"),
        ({"llm": "endpoint"}, "evidence-only", "GIGPATH_ENDPOINT_URL is not set"),
        ({"endpoint_url": "localhost:8080"}, "evidence-only", "is not a http://"),
        ({"endpoint_url": "http://h:port"}, "evidence-only", "is not a http://"),
        ({"llm": "local"}, "evidence-only", "GIGPATH_LOCAL_GGUF is not set"),
        ({"llm": "local", "local_gguf": "a/b:c.gguf"}, "local", "c.gguf in this process"),
    ],
)
def test_the_choice_says_why(given: dict[str, str], mode: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIGPATH_LLM", raising=False)
    choice = choose(Settings(_env_file=None, **given))  # type: ignore[call-arg, arg-type]
    assert choice.mode == mode
    assert why in choice.why
    assert TOKEN not in f"{choice}"
    assert bool(choice.mend) is (choice.model is None)


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("http://h:8080", "http://h:8080/v1"),
        ("http://h:8080/v1/", "http://h:8080/v1"),
        ("https://h/api/v1/chat/completions", "https://h/api/v1"),
    ],
)
def test_an_address_may_be_given_in_any_of_its_forms(given: str, base: str) -> None:
    assert http.base_url(given) == base


def test_a_password_in_an_address_is_not_shown() -> None:
    assert http.host("https://me:secret@h.example:9/v1") == "https://h.example:9"
