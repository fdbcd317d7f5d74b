"""A person at the chat without a browser: Streamlit's own messages over its web socket, for measuring many at once."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass
class Talker:
    """One session. ``page`` holds all text that ever stood on it."""

    url: str
    page: list[str] = field(default_factory=list)
    socket: ClientConnection | None = None
    chat_input: str = ""

    async def visit(self) -> float:
        """Open the page; seconds until it stands."""
        began = time.perf_counter()
        address = self.url.replace("http", "ws") + "/_stcore/stream"
        self.socket = await connect(address, subprotocols=["streamlit"], max_size=None, origin=self.url)  # type: ignore[arg-type,list-item]
        await self._rerun()
        await self._read(lambda text: False)
        return time.perf_counter() - began

    async def say(self, words: str) -> tuple[float, float]:
        """Send a message; seconds until the first facts stand on the page, and until the whole answer does."""
        began = time.perf_counter()
        await self._rerun(words)
        first = await self._read(lambda text: "facts" in text and "·" in text)
        return (first or time.perf_counter()) - began, time.perf_counter() - began

    async def leave(self) -> None:
        if self.socket is not None:
            await self.socket.close()

    async def _rerun(self, words: str = "") -> None:
        message = BackMsg()
        message.rerun_script.query_string = ""
        if words:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.chat_input
            state.chat_input_value.data = words
        assert self.socket is not None
        await self.socket.send(message.SerializeToString())

    async def _read(self, wanted: Any) -> float | None:
        """Messages until the page stands; the moment at which a wanted text came."""
        at: float | None = None
        assert self.socket is not None
        async for data in self.socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return at
                continue  # it is run again at once
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "chat_input":
                self.chat_input = element.chat_input.id
            if kind in ("markdown", "heading", "alert"):
                text = getattr(element, kind).body
                self.page.append(text)
                if at is None and wanted(text):
                    at = time.perf_counter()
        return at


async def together(url: str, words: list[str]) -> list[tuple[Talker, float, float]]:
    """All say their words at once; each with the seconds until first facts and until the whole answer."""
    talkers = [Talker(url) for _ in words]
    for talker in talkers:
        await talker.visit()
    times = await asyncio.gather(*(talker.say(text) for talker, text in zip(talkers, words, strict=True)))
    for talker in talkers:
        await talker.leave()
    return [(talker, *took) for talker, took in zip(talkers, times, strict=True)]
