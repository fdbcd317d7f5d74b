"""The node cache: an agent whose inputs did not change answers from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langgraph.cache.base import FullKey
from langgraph.cache.memory import InMemoryCache
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from pydantic import BaseModel


class NodeCache(InMemoryCache[Any]):
    """In memory, bounded; a degraded result is never kept, so that the next run tries again."""

    def __init__(self, contracts: type[BaseModel], *more: type[BaseModel], most: int = 500) -> None:
        allowed = [(kind.__module__, kind.__name__) for kind in (contracts, *more)]
        super().__init__(serde=JsonPlusSerializer(allowed_msgpack_modules=allowed))
        self.most = most

    def set(self, keys: Mapping[FullKey, tuple[Any, int | None]]) -> None:
        super().set({key: value for key, value in keys.items() if not _degraded(value[0])})
        with self._lock:
            for kept in self._cache.values():
                while len(kept) > self.most:
                    del kept[next(iter(kept))]


def _degraded(writes: Any) -> bool:
    return any(getattr(value, "degraded", False) for _, value in writes)
