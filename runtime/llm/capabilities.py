"""What each kind of server can do, declared; and how a JSON schema is put to it so that it is enforced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

Server = Literal["router", "tgi", "vllm", "llama.cpp", "ollama", "openai", "none"]
Enforce = Literal["json_schema", "value", "schema", "structured_outputs", "JSON_SCHEMA", "prompt"]


@dataclass(frozen=True)
class Capability:
    """``json_schema`` names the request field that enforces a schema; ``prompt``: nothing does, only words ask.

    ``tools``         whether ``tools`` with automatic choice comes back as tool calls and not as prose
    ``seed``          whether a seed is heeded
    ``stream_usage``  whether token counts come at the end of a stream
    """

    server: Server
    json_schema: Enforce
    tools: bool
    seed: bool
    stream_usage: bool


TABLE: dict[Server, Capability] = {
    # The router passes everything on; whether model and provider can is in its model list, which refines this row.
    "router": Capability("router", "json_schema", tools=False, seed=True, stream_usage=True),
    "tgi": Capability("tgi", "value", tools=True, seed=True, stream_usage=True),
    # Tool calls need a start-up flag of vLLM that a client cannot see.
    "vllm": Capability("vllm", "structured_outputs", tools=False, seed=True, stream_usage=True),
    # llama.cpp ignores a named or required tool and answers in prose.
    "llama.cpp": Capability("llama.cpp", "schema", tools=False, seed=True, stream_usage=True),
    "ollama": Capability("ollama", "JSON_SCHEMA", tools=False, seed=True, stream_usage=True),
    "openai": Capability("openai", "prompt", tools=False, seed=True, stream_usage=True),
    "none": Capability("none", "prompt", tools=False, seed=False, stream_usage=False),
}

_FIELDS: dict[Enforce, Callable[[str, dict[str, Any]], dict[str, Any]]] = {
    "json_schema": lambda name, schema: _openai("json_schema", name, schema),
    # The Hugging Face client turns "json_schema" into TGI's own form for every URL; llama.cpp and Ollama then
    # enforce nothing. Each gets a form that passes the client unchanged. Ollama reads the type case-blind.
    "JSON_SCHEMA": lambda name, schema: _openai("JSON_SCHEMA", name, schema),
    "value": lambda name, schema: {"response_format": {"type": "json_object", "value": schema}},
    "schema": lambda name, schema: {"response_format": {"type": "json_object", "schema": schema}},
    "structured_outputs": lambda name, schema: {"structured_outputs": {"json": schema}},
    "prompt": lambda name, schema: {},
}


def _openai(kind: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"response_format": {"type": kind, "json_schema": {"name": name, "schema": schema, "strict": True}}}


def enforcing(how: Enforce, model: type[BaseModel]) -> dict[str, Any]:
    """The request fields that make a server keep to ``model``'s schema; empty where none do."""
    return _FIELDS[how](model.__name__, json_schema(model))


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """``model``'s JSON schema in the strict subset all servers take: every field required, nothing else allowed."""
    strict: dict[str, Any] = _strict(model.model_json_schema())
    return strict


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(part) for key, part in node.items() if key not in ("title", "default")}
    if isinstance(node.get("properties"), dict):
        kept["properties"] = {name: _strict(part) for name, part in node["properties"].items()}
        kept |= {"required": list(node["properties"]), "additionalProperties": False}
        kept.pop("description", None)
    return kept
