"""A model that says again what it said in a recorded run: that run can be had again with no model, no token, no network."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Iterable, Sequence
from typing import Any, Unpack, cast

from runtime.errors import ModelError, RecordingMiss
from runtime.events import Event, ModelCalled
from runtime.llm import TABLE, Capability, ChatModel, Completion, How, Message
from runtime.llm.chat import Backend


class Retold:
    """Answers by the messages asked, each recorded call once and in its order; RecordingMiss for what was never asked."""

    def __init__(self, events: Iterable[Event], mode: str) -> None:
        self.calls = [event for event in events if isinstance(event, ModelCalled)]
        self.mode: Backend = cast(Backend, mode)
        self.model_name = self.calls[0].model if self.calls else ""
        self.capability: Capability = TABLE["none"]

    async def ready(self) -> None: ...

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        asked = [message.model_dump() for message in messages]
        call = next((call for call in self.calls if call.messages == asked), None)
        if call is None:
            what = f"The run was never asked this:\n{self._difference(asked)}\n"
            raise RecordingMiss(what, "Its prompt has changed since; fork the run to ask the model anew.")
        self.calls.remove(call)
        await asyncio.sleep(0)
        if shown := how.get("on_delta"):
            shown(call.answer)
        if call.error:
            failed = ModelError(call.error)
            failed.seconds, failed.attempts, failed.answer = call.seconds, call.attempts, call.answer
            raise failed
        return Completion(
            text=call.answer, tokens_in=call.tokens_in, tokens_out=call.tokens_out, seconds=call.seconds,
            first_token_s=call.first_token, finish=call.finish, raw={"attempts": call.attempts, "asked": call.asked},
        )  # fmt: skip

    def _difference(self, asked: list[dict[str, Any]]) -> str:
        words = [line for message in asked for line in str(message["content"]).splitlines()]
        kept = [[line for message in call.messages for line in message["content"].splitlines()] for call in self.calls]
        nearest = max(kept, key=lambda lines: difflib.SequenceMatcher(None, lines, words).ratio(), default=[])
        return "\n".join(list(difflib.unified_diff(nearest, words, "recorded", "asked", lineterm="", n=0))[:12])


def retold(events: Iterable[Event], mode: str) -> ChatModel | None:
    """None where the run asked no model."""
    model = Retold(events, mode)
    return model if model.calls else None
