"""The whole JSON body of one call, exactly as it goes over the wire; recordings are keyed by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from runtime.llm.capabilities import Capability, enforcing
from runtime.llm.chat import MAX_TOKENS, SEED, TEMPERATURE, How, Message


def payload(model: str, capability: Capability, messages: Sequence[Message], how: How) -> dict[str, Any]:
    """Body of ``POST …/chat/completions``. Always streamed: that is how a cut answer shows, and a slow one speaks."""
    body: dict[str, Any] = {
        "model": how.get("model") or model,
        "messages": [message.model_dump() for message in messages],
        "max_tokens": how.get("max_tokens", MAX_TOKENS),
        "temperature": how.get("temperature", TEMPERATURE),
        "stream": True,
    }
    seed = how.get("seed", SEED)
    if capability.seed and seed is not None:
        body["seed"] = seed
    if capability.stream_usage:
        body["stream_options"] = {"include_usage": True}
    if schema := how.get("schema"):
        body |= enforcing(capability.json_schema, schema)
    if tools := how.get("tools"):
        body |= {"tools": tools, "tool_choice": "auto"}
    return body


def unenforced(body: dict[str, Any]) -> dict[str, Any]:
    """The same body without what makes a server keep to a schema."""
    return {key: value for key, value in body.items() if key not in ("response_format", "structured_outputs")}
