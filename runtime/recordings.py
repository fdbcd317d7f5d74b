"""Completions kept in a file and given back exactly: a run over a recording needs no model, no token, no network.

A line of JSON each: first what was recorded (mode, model, capability), then one completion a line, keyed by the
sha256 of the whole wire payload. Headers never enter, tokens in texts are blanked. A name that ends in ``.gz`` makes it
gzip, each call a member of its own until :meth:`Recording.pack`.
"""

from __future__ import annotations

import asyncio
import difflib
import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Unpack, cast

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from runtime.errors import ModelError, RecordingMiss, UserError
from runtime.llm.capabilities import Capability
from runtime.llm.chat import Backend, ChatModel, Completion, How, Message
from runtime.llm.faults import clean
from runtime.llm.wire import payload


class Recorded(BaseModel):
    """One call: what was sent, and either the completion with its pieces as they came, or the failure."""

    key: str
    payload: dict[str, Any]
    completion: Completion | None = None
    deltas: list[str] = []
    failure: tuple[str, str] | None = None


class Header(BaseModel):
    """What spoke."""

    mode: Backend
    model: str
    capability: dict[str, Any]


def key_of(body: dict[str, Any]) -> str:
    """sha256 of the payload with its keys in order."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass
class Recording:
    """The file. Later lines win over earlier ones of the same key."""

    path: Path
    header: Header | None = None
    calls: dict[str, Recorded] = field(default_factory=dict)
    torn: int | None = None
    """Where a line (of a packed file: a member) begins that a crash cut off; the next one is written in its place."""

    @property
    def packed(self) -> bool:
        return self.path.suffix == ".gz"

    def __post_init__(self) -> None:
        content = self.path.read_bytes() if self.path.exists() else b""
        if self.packed:
            content, self.torn = _unpacked(content, self.path)
        else:
            self.torn = None if content.endswith(b"\n") or not content else content.rfind(b"\n") + 1
        lines = content.split(b"\n")[:-1] or ([content] if content else [])  # a lone torn line is somebody else's file
        for number, line in enumerate(lines):
            try:
                if number == 0:
                    self.header = Header.model_validate_json(line)
                else:
                    call = Recorded.model_validate_json(line)
                    self.calls[call.key] = call
            except ValueError as error:
                mend = "Delete the file and record it anew."
                raise UserError(f"{self.path}: line {number + 1} is no recording.", mend) from error

    def add(self, header: Header, call: Recorded) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = [call] if self.header else [header, call]
        with self.path.open("ab") as file:
            if self.torn is not None:
                file.truncate(self.torn)
                self.torn = None
            lines = _lines(fresh)
            file.write(gzip.compress(lines, mtime=0) if self.packed else lines)
        self.header = self.header or header
        self.calls[call.key] = call

    def pack(self) -> None:
        """Write the file anew with like calls beside each other, so that it is small and the order of calls leaves no trace."""
        if self.header is None:
            return
        calls = sorted(self.calls.values(), key=lambda call: json.dumps(call.payload, sort_keys=True))
        lines, new = _lines([self.header, *calls]), self.path.with_name(self.path.name + ".new")
        new.write_bytes(gzip.compress(lines, mtime=0) if self.packed else lines)
        new.replace(self.path)
        self.torn = None

    def difference(self, body: dict[str, Any]) -> str:
        """What ``body`` has otherwise than the nearest recorded payload, as a diff of at most twelve lines."""
        asked, kept = _pretty(body), {key: _pretty(call.payload) for key, call in self.calls.items()}
        if not kept:
            return "nothing is recorded"
        nearest = process.extractOne(asked, kept, scorer=fuzz.ratio)[0]
        lines = difflib.unified_diff(nearest.splitlines(), asked.splitlines(), "recorded", "asked", "", "", 0, "")
        return "\n".join(line[:300] for line in list(lines)[:12])


def _lines(told: Sequence[BaseModel]) -> bytes:
    return "".join(clean(line.model_dump_json()) + "\n" for line in told).encode()


def _unpacked(content: bytes, path: Path) -> tuple[bytes, int | None]:
    """What the whole members hold, and where one begins that is not whole."""
    parts, at = list[bytes](), 0
    while at < len(content):
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(content[at:])
        except zlib.error as error:
            raise UserError(f"{path} is no gzip file.", "Delete the file and record it anew.") from error
        if not member.eof:
            return b"".join(parts), at
        parts.append(part)
        at = len(content) - len(member.unused_data)
    return b"".join(parts), None


def _pretty(body: dict[str, Any]) -> str:
    """One value a line and one line of text a line, so that a diff points at words and not at a whole prompt."""
    return clean(json.dumps(body, sort_keys=True, ensure_ascii=False, indent=1).replace("\\n", "\n"))


@dataclass
class Recorder:
    """A model whose answers are kept (record: asks only for what is not kept yet) or come from the file (replay)."""

    recording: Recording
    model: ChatModel | None = None
    """None replays."""

    def __post_init__(self) -> None:
        if self.model is None and self.recording.header is None:
            raise UserError(
                f"There is no recording in {self.recording.path}.", "Record one with GIGPATH_RECORDING=record."
            )

    @property
    def _header(self) -> Header:
        if self.model is not None:
            name, capability = self.model.model_name, asdict(self.model.capability)
            return Header(mode=self.model.mode, model=name, capability=capability)
        assert self.recording.header is not None
        return self.recording.header

    @property
    def mode(self) -> Backend:
        return self._header.mode

    @property
    def model_name(self) -> str:
        return self._header.model

    @property
    def capability(self) -> Capability:
        return Capability(**self._header.capability)

    async def ready(self) -> None:
        if self.model is not None:
            await self.model.ready()
            kept = self.recording.header
            if kept and kept != self._header:
                mend = "Record to another file, or delete it."
                raise UserError(f"{self.recording.path} was recorded with {kept.model}, not {self.model_name}.", mend)

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        await self.ready()
        body = payload(self.model_name, self.capability, messages, how)
        call = self.recording.calls.get(key_of(body))
        if self.model is not None and (call is None or call.failure):
            return await self._record(self.model, body, messages, how)
        if call is None:
            what = f"This call is not in {self.recording.path}:\n{self.recording.difference(body)}\n"
            raise RecordingMiss(what, "Record it with GIGPATH_RECORDING=record.")
        if shown := how.get("on_delta"):
            for delta in call.deltas:
                shown(delta)
        if call.completion is None:
            failed = ModelError(*(call.failure or ("The recorded call failed.", "")))
            failed.answer = "".join(call.deltas)
            raise failed
        return call.completion

    async def _record(
        self, model: ChatModel, body: dict[str, Any], messages: Sequence[Message], how: How
    ) -> Completion:
        deltas, shown = list[str](), how.get("on_delta")

        def hear(delta: str) -> None:
            deltas.append(delta)
            if shown:
                shown(delta)

        call = Recorded(key=key_of(body), payload=body)
        try:
            call.completion = await model.complete(messages, **cast(How, {**how, "on_delta": hear}))
        except ModelError as error:
            call.failure = (error.message, error.mend)
            raise
        except asyncio.CancelledError:
            call.failure = ("Nobody waited for the answer.", "Give it more time with GIGPATH_HINT_SECONDS.")
            raise
        finally:
            if call.completion or call.failure:
                self.recording.add(self._header, call.model_copy(update={"deltas": deltas}))
        return call.completion


Way = Literal["live", "record", "replay"]


def recorded(model: ChatModel | None, way: Way, path: Path | str) -> ChatModel | None:
    """``model`` as settings want it: untouched, kept, or replaced by what was kept."""
    if way == "live" or (way == "record" and model is None):
        return model
    if not path:
        raise UserError("No file is named for the recording.", "Set GIGPATH_RECORDINGS.")
    return Recorder(Recording(Path(path)), model if way == "record" else None)
