"""A server's own list of models (``GET …/v1/models``): what it is, what it serves, and the nearest to what we want."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from runtime.llm.capabilities import Server


@dataclass(frozen=True)
class Provider:
    """One inference provider of the router that serves a model."""

    name: str
    tools: bool = False
    structured: bool = False


@dataclass(frozen=True)
class Served:
    id: str
    owner: str = ""
    providers: tuple[Provider, ...] = field(default=())


def read(listing: Any) -> list[Served]:
    """The models of an OpenAI-style listing; of the router's, with their live providers. Odd entries are left out."""
    entries = listing.get("data") if isinstance(listing, dict) else None
    return [
        Served(entry["id"], str(entry.get("owned_by", "")), tuple(_providers(entry.get("providers") or [])))
        for entry in entries or []
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    ]


def _providers(entries: list[Any]) -> list[Provider]:
    return [
        Provider(p["provider"], bool(p.get("supports_tools")), bool(p.get("supports_structured_output")))
        for p in entries
        if isinstance(p, dict) and p.get("provider") and p.get("status", "live") == "live"
    ]


def kind(served: list[Served]) -> Server:
    """Which server wrote the list, by the owner it gives: one request tells kind and models."""
    owners = {model.owner for model in served}
    known: dict[str, Server] = {"llamacpp": "llama.cpp", "vllm": "vllm", "library": "ollama"}
    for owner, server in known.items():
        if owner in owners:
            return server
    return "tgi" if served and all(model.owner == model.id for model in served) else "openai"


def nearest(wanted: str, served: list[Served]) -> str | None:
    """The Llama most like ``wanted``: same owner first, then size, then version. None when no Llama is served."""
    owner, size, version = _traits(wanted)

    def distance(model: Served) -> tuple[bool, float, float, str]:
        its_owner, its_size, its_version = _traits(model.id)
        return its_owner != owner, abs(math.log(its_size / size)), abs(its_version - version), model.id

    llamas = [m for m in served if "llama" in m.id.lower() and "guard" not in m.id.lower() and m.id != wanted]
    return min(llamas, key=distance).id if llamas else None


def _traits(model: str) -> tuple[str, float, float]:
    """Owner, billions of parameters and Llama version out of a name; 8 and 3.0 where it does not say."""
    owner, _, name = model.lower().rpartition("/")
    size = re.search(r"(\d+(?:\.\d+)?)b\b", name)
    version = re.search(r"llama-?(\d+(?:\.\d+)?)", name)
    return owner, float(size[1]) if size else 8.0, float(version[1]) if version else 3.0
