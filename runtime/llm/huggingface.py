"""Models behind HTTP through langchain-huggingface: the Hugging Face router, and any OpenAI-compatible server.

What the library does on its own and must not is answered in one place each: the whole body travels in
``extra_body``, so that temperature 0, seed, model name and schema arrive as written; the authorization header is
always ours, so that HF_TOKEN goes to the router alone; every call has its own library client, closed at its end,
over one HTTP client an event loop.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Unpack

import httpx

from runtime.errors import ModelError
from runtime.llm import catalog, http
from runtime.llm.capabilities import TABLE, Capability, Server
from runtime.llm.chat import Backend, Completion, How, Message, ToolCall
from runtime.llm.faults import RETRY, Sleep, Unusable, explain, retrying, status
from runtime.llm.wire import payload, unenforced


@dataclass
class _Heard:
    """What has come of one answer so far."""

    parts: list[str] = field(default_factory=list)
    first: float | None = None
    finish: str = ""
    usage: dict[str, int] | None = None
    asking: Any = None
    """Chunks that carry pieces of tool calls, added up."""

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        return tuple(ToolCall(name=c["name"], arguments=c["args"]) for c in getattr(self.asking, "tool_calls", ()))

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def looping(self) -> bool:
        """Whether the last 96 characters are one piece of up to 16 over and over."""
        tail = "".join(self.parts[-96:])[-96:]
        return len(tail) == 96 and any(tail[n:] == tail[:-n] for n in range(1, 17))


@dataclass
class HuggingFaceChat:
    """Either kind. ``timeout`` bounds a call in seconds, retries and waits included; ``sleep`` is for tests to replace."""

    mode: Backend
    url: str
    model_name: str
    key: str | None = field(default=None, repr=False)
    capability: Capability = TABLE["openai"]
    timeout: float = 60.0
    sleep: Sleep = asyncio.sleep
    clock: Callable[[], float] = time.perf_counter
    known: bool = False
    """Whether the server's own list of models has been heard."""
    serving: str = ""
    """What that list says, as a sentence."""

    async def ready(self) -> None:
        if self.known:
            return
        # Off the loop: the import takes a third of a second, and facts are to reach the screen meanwhile.
        await asyncio.to_thread(importlib.import_module, "langchain_huggingface")
        try:
            async with asyncio.timeout(self.timeout):
                listing = await retrying(self._list, sleep=self.sleep, again=lambda: True)
        except Exception as error:
            if status(error) in (None, 401, 403):
                raise self._explain(error, self.model_name) from error
            self.known = status(error) not in RETRY  # a server without a list is not asked for it again
            return
        self.learn(catalog.read(listing))
        self.known = True

    def learn(self, served: list[catalog.Served]) -> None:
        """Take model and capability from the server's list; ModelError when it does not serve what is asked for."""
        raise NotImplementedError

    def library_model(self, model: str) -> Any:
        """The library's HuggingFaceEndpoint for one call."""
        raise NotImplementedError

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        await self.ready()
        began, heard, attempts, shown = self.clock(), _Heard(), 0, how.get("on_delta")
        asked = payload(self.model_name, self.capability, messages, how)
        bodies = [asked] if unenforced(asked) == asked else [asked, unenforced(asked)]

        async def attempt(number: int) -> None:
            nonlocal heard, attempts
            heard, attempts = _Heard(), attempts + 1
            await self._stream(messages, body, heard, shown)

        try:
            async with asyncio.timeout(self.timeout):
                for body in bodies:  # a provider that takes no schema refuses it; the prompt asks for JSON as well
                    try:
                        await retrying(attempt, sleep=self.sleep, again=lambda: not (shown and heard.parts))
                        break
                    except Exception as error:
                        if status(error) not in (400, 422) or body is bodies[-1]:
                            raise
        except Exception as error:
            failed = self._explain(error, asked["model"])
            failed.seconds, failed.attempts, failed.answer = self.clock() - began, attempts, heard.text
            raise failed from error
        counted = heard.usage or {"in": sum(len(m.content) for m in messages) // 4, "out": len(heard.parts)}
        return Completion(
            text=heard.text,
            tokens_in=counted["in"],
            tokens_out=counted["out"],
            seconds=self.clock() - began,
            first_token_s=None if heard.first is None else heard.first - began,
            finish=heard.finish,
            calls=heard.calls,
            raw={
                "model": asked["model"],
                "attempts": attempts,
                "enforced": body is asked and len(bodies) > 1,
                "usage": "reported" if heard.usage else "estimated",
                "asked": {key: value for key, value in body.items() if key not in ("model", "messages")},
            },
        )

    async def _list(self, _: int) -> Any:
        async with asyncio.timeout(http.CONNECT * 2):
            return await http.models(self.url, self.key)

    async def _stream(
        self, messages: Sequence[Message], body: dict[str, Any], heard: _Heard, shown: Callable[[str], None] | None
    ) -> None:
        """One request, heard to its end. Its connection is given back however it ends."""
        from langchain_huggingface import ChatHuggingFace

        llm = self.library_model(body["model"])
        llm.async_client.timeout = http.PATIENT
        llm.async_client._async_client = http.client()  # without it the library opens a connection for every call
        rest = {key: value for key, value in body.items() if key not in ("model", "messages", "stream")}
        turns = [(message.role, message.content) for message in messages]
        try:
            async for chunk in ChatHuggingFace(llm=llm).astream(turns, model=body["model"], extra_body=rest):
                self._hear(chunk, heard, shown)
        finally:
            await llm.async_client.close()  # the library itself keeps every stream open for good
        if not heard.finish:
            raise httpx.RemoteProtocolError("the stream ended without a finish reason")
        if not heard.text.strip() and not heard.calls:
            raise Unusable("answered nothing")

    def _hear(self, chunk: Any, heard: _Heard, shown: Callable[[str], None] | None) -> None:
        if usage := chunk.usage_metadata:
            heard.usage = {"in": usage["input_tokens"], "out": usage["output_tokens"]}
        heard.finish = chunk.response_metadata.get("finish_reason") or heard.finish
        if chunk.tool_call_chunks:
            heard.asking = chunk if heard.asking is None else heard.asking + chunk
        if not (piece := str(chunk.content)):
            return
        if "\ufffd" in piece:
            raise Unusable("sent bytes that are not text")
        heard.first = heard.first or self.clock()
        heard.parts.append(piece)
        if heard.looping:
            raise Unusable("repeats itself without end")
        if shown:
            shown(piece)

    def _explain(self, error: Exception, model: str) -> ModelError:
        return explain(error, mode=self.mode, where=http.host(self.url), model=model)


@dataclass
class HostedChat(HuggingFaceChat):
    """Llama 3.2 (or another) through the Hugging Face router, chat completions only.

    A provider is pinned as the router itself does it, ``model:provider``; the library's ``provider=`` would ask
    the Hub first. ``:fastest`` and ``:cheapest`` leave the choice to the router.
    """

    def library_model(self, model: str) -> Any:
        from langchain_huggingface import HuggingFaceEndpoint

        return HuggingFaceEndpoint(repo_id=model, provider="auto", huggingfacehub_api_token=self.key)  # type: ignore[call-arg]

    def learn(self, served: list[catalog.Served]) -> None:
        name, _, pinned = self.model_name.partition(":")
        entry = next((model for model in served if model.id == name), None)
        if entry is None or not entry.providers:
            near = catalog.nearest(name, [model for model in served if model.providers])
            mend = f"The nearest Llama that is: set GIGPATH_MODEL={near}." if near else "Set another GIGPATH_MODEL."
            raise ModelError(f"No inference provider serves {name} now.", mend)
        able = {provider.name: provider for provider in entry.providers}
        if pinned and pinned not in ("fastest", "cheapest"):
            if pinned not in able:
                raise ModelError(f"{pinned} does not serve {name}.", f"Set GIGPATH_PROVIDER to {' or '.join(able)}.")
            able = {pinned: able[pinned]}
        schema = all(provider.structured for provider in able.values())
        tools = all(provider.tools for provider in able.values())
        self.capability = replace(TABLE["router"], json_schema="json_schema" if schema else "prompt", tools=tools)
        abilities = f"{'with' if schema else 'without'} structured output, {'with' if tools else 'without'} tools"
        self.serving = f"{name} is served by {', '.join(able)}, {abilities}."


@dataclass
class EndpointChat(HuggingFaceChat):
    """Any OpenAI-compatible URL: TGI, vLLM, llama.cpp, Ollama, or another. ``kind`` None is found out.

    A server of one model serves that one, whatever GIGPATH_MODEL says; llama.cpp calls it by its file's path,
    which is nobody's business.
    """

    kind: Server | None = None

    def library_model(self, model: str) -> Any:
        from langchain_huggingface import HuggingFaceEndpoint

        # The library falls back on HF_TOKEN for any URL; an authorization of None in lower case drops the header.
        own = {"authorization": None} | http.bearer(self.key)
        return HuggingFaceEndpoint(endpoint_url=self.url, server_kwargs={"headers": own})  # type: ignore[call-arg]

    def learn(self, served: list[catalog.Served]) -> None:
        self.capability = TABLE[self.kind or catalog.kind(served)]
        ids = sorted(model.id for model in served)
        if len(ids) == 1:
            self.model_name = PurePath(ids[0]).name if self.capability.server == "llama.cpp" else ids[0]
        elif ids and self.model_name not in ids:
            mend = f"Set GIGPATH_MODEL to one of: {', '.join(ids[:5])}."
            raise ModelError(f"{http.host(self.url)} does not serve {self.model_name}.", mend)
        self.serving = f"A {self.capability.server} server with {self.model_name}."
