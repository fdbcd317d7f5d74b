"""A model server for tests: speaks the OpenAI protocol on loopback, answers by script, remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Unpack

import httpx

from runtime.llm import TABLE, Capability, Completion, How, Message
from runtime.llm.chat import Backend

Reply = Callable[[BaseHTTPRequestHandler], None]

LISTINGS = {
    "llama.cpp": {"data": [{"id": "/models/tiny.gguf", "owned_by": "llamacpp"}]},
    "vllm": {"data": [{"id": "meta-llama/Llama-3.2-3B-Instruct", "owned_by": "vllm"}]},
    "tgi": {"data": [{"id": "meta-llama/Llama-3.2-3B-Instruct", "owned_by": "meta-llama/Llama-3.2-3B-Instruct"}]},
    "ollama": {"data": [{"id": "llama3.2:3b", "owned_by": "library"}]},
    "openai": {"data": [{"id": "some-model", "owned_by": "me"}]},
}
"""What ``GET /v1/models`` looks like by kind of server."""


def chunk(**choice: Any) -> bytes:
    return b"data: " + json.dumps({"choices": [{"index": 0, **choice}]}).encode() + b"\n\n"


def stream(handler: BaseHTTPRequestHandler, *parts: bytes) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.end_headers()
    for part in parts:
        handler.wfile.write(part)
        handler.wfile.flush()


def says(text: str, tokens: tuple[int, int] | None = (11, 3), finish: str | None = "stop") -> Reply:
    """Word by word, then the finish reason and, where given, the token counts."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        words = [chunk(delta={"role": "assistant", "content": None}, finish_reason=None)]
        words += [chunk(delta={"content": w}, finish_reason=None) for w in text.replace(" ", " \0").split("\0")]
        end = [chunk(delta={}, finish_reason=finish)] if finish else []
        if tokens:
            usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
            end.append(b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\n")
        stream(handler, *words, *end, b"data: [DONE]\n\n")

    return reply


def fails(status: int, words: str = "no", **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps({"error": {"message": words}}).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def sends(*parts: bytes) -> Reply:
    return lambda handler: stream(handler, *parts)


def hangs(handler: BaseHTTPRequestHandler) -> None:
    """One word, then nothing until the client goes away or the server is closed."""
    stream(handler, chunk(delta={"content": "wait "}, finish_reason=None))
    handler.server.owner.left.clear()  # type: ignore[attr-defined]
    while not handler.server.owner.closing.is_set():  # type: ignore[attr-defined]
        time.sleep(0.005)
        try:
            handler.wfile.write(b": still here\n\n")
            handler.wfile.flush()
        except OSError:
            handler.server.owner.left.set()  # type: ignore[attr-defined]
            return


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    client: tuple[str, int]


@dataclass
class ModelServer:
    """``replies`` are used up in order, the last one stays; ``models`` is the listing, or a status that refuses it."""

    replies: list[Reply] = field(default_factory=lambda: [says("Hello there.")])
    models: Any = field(default_factory=lambda: LISTINGS["llama.cpp"])
    asked: list[Asked] = field(default_factory=list)
    listed: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is no news
        self.http.owner = self  # type: ignore[attr-defined]
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def close(self) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        owner: ModelServer = self.server.owner  # type: ignore[attr-defined]
        owner.listed.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, {}, self.client_address))
        if isinstance(owner.models, int):
            return fails(owner.models)(self)
        body = json.dumps(owner.models).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        owner: ModelServer = self.server.owner  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        owner.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body, self.client_address))
        reply = owner.replies.pop(0) if len(owner.replies) > 1 else owner.replies[0]
        reply(self)


class Rerouted(httpx.AsyncBaseTransport):
    """Sends every request to the test's server, whatever host it was meant for, and remembers that host."""

    def __init__(self, server: ModelServer) -> None:
        self.port, self.inner, self.hosts = server.http.server_port, httpx.AsyncHTTPTransport(), list[str]()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.hosts.append(request.url.host)
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await self.inner.handle_async_request(request)


@dataclass
class Scripted:
    """A chat model without a server: gives its answers in order (the last one stays), raises those that are errors."""

    answers: list[str | Exception]
    mode: Backend = "endpoint"
    model_name: str = "scripted"
    capability: Capability = TABLE["llama.cpp"]
    asked: list[tuple[list[Message], How]] = field(default_factory=list)

    async def ready(self) -> None:
        pass

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        self.asked.append((list(messages), how))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        shown = how.get("on_delta")
        for word in answer.replace(" ", " \0").split("\0") if shown else ():
            shown(word)  # type: ignore[misc]
        return Completion(text=answer, tokens_in=10, tokens_out=5, seconds=0.25, first_token_s=0.125)
