"""What a chat model is to the rest of the house: one call, one answer, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypedDict, Unpack

from pydantic import BaseModel, ConfigDict, Field

from runtime.llm.capabilities import Capability

Backend = Literal["hosted", "endpoint", "local"]

MAX_TOKENS, TEMPERATURE, SEED = 300, 0.2, 7
"""What a call gets that does not say; short answers, because small models drift in long ones."""


class Message(BaseModel):
    """One turn. Results of tools go back as a ``user`` turn: every chat template knows that role."""

    model_config = ConfigDict(frozen=True)

    role: Literal["system", "user", "assistant"]
    content: str


class ToolCall(BaseModel):
    """A tool the model asks for; ``arguments`` as it wrote them, parsed but not checked."""

    model_config = ConfigDict(frozen=True)

    name: str
    arguments: dict[str, Any] = {}


class Completion(BaseModel):
    """One answer. ``seconds`` is the whole call, retries included; ``first_token_s`` until the first text."""

    model_config = ConfigDict(frozen=True)

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    first_token_s: float | None = None
    finish: str = Field("stop", description="stop, length, tool_calls, … as the server names it")
    calls: tuple[ToolCall, ...] = ()
    raw: dict[str, Any] = Field(
        {}, description="model, attempts, enforced, usage ('reported' or 'estimated'), asked (the body's rest)"
    )


class How(TypedDict, total=False):
    """How to ask. What is left out takes the defaults above; ``model`` empty is the backend's own."""

    schema: type[BaseModel] | None
    max_tokens: int
    temperature: float
    seed: int | None
    on_delta: Callable[[str], None] | None
    """Called with each piece of text as it comes, on the caller's own event loop."""
    model: str
    tools: list[dict[str, Any]] | None
    """OpenAI function tools; only where ``capability.tools`` says so."""


class ChatModel(Protocol):
    """``ready`` learns what the server is and serves (cheap after the first time); both raise ModelError only."""

    @property
    def mode(self) -> Backend: ...
    @property
    def model_name(self) -> str: ...
    @property
    def capability(self) -> Capability: ...

    async def ready(self) -> None: ...
    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion: ...


@dataclass(frozen=True)
class Wrapped:
    """A model with something in front of it; subclasses say what by their own ``complete``."""

    model: ChatModel

    @property
    def mode(self) -> Backend:
        return self.model.mode

    @property
    def model_name(self) -> str:
        return self.model.model_name

    @property
    def capability(self) -> Capability:
        return self.model.capability

    async def ready(self) -> None:
        await self.model.ready()
