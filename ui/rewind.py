"""A talk taken back to where it stood before something was said, so that it can be said otherwise."""

from __future__ import annotations

import sqlite3
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.graph.state import CompiledStateGraph

Graph = CompiledStateGraph[Any, Any, Any, Any]
FROM, INSTEAD = "from", "instead"
"""Of a record's request: the checkpoint at which its thread stood before, and the run in whose place it is."""


async def stands_at(graph: Graph, thread: str) -> str | None:
    """The checkpoint at which a thread stands; empty where nothing was said in it, None where it cannot be read."""
    try:
        kept = await graph.checkpointer.aget_tuple({"configurable": {"thread_id": thread}})
    except sqlite3.Error:
        return None  # the run itself tells of it
    return str(kept.config["configurable"]["checkpoint_id"]) if kept else ""


async def take_back(graph: Graph, thread: str, checkpoint: str) -> None:
    """Let a thread go on from a checkpoint; from nothing, where that is empty."""
    if not checkpoint:
        await graph.checkpointer.adelete_thread(thread)
        return
    place = RunnableConfig(configurable={"thread_id": thread, "checkpoint_ns": "", "checkpoint_id": checkpoint})
    await graph.aupdate_state(place, None, as_node="__copy__")
