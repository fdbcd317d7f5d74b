"""Gigpath's topology: intake, five agents that advise, and one that answers what is asked further.

intake → market_researcher → (skill_mapper ∥ income_analyst) → career_decider → upskilling_coach → answerer
       ↘ answerer, where a turn asks and changes nothing
A client that keeps the talk as messages gets the answer as one more of them, from the messenger.
"""

from __future__ import annotations

from typing import Any, cast

import httpx
from langgraph.cache.base import BaseCache
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import CachePolicy, RetryPolicy

from agents.answerer import Answerer
from agents.base import Agent
from agents.intake import intake
from agents.messenger import messenger
from agents.state import Asked, CareerState, Context, Served
from agents.team import ADVISERS

AGENTS: tuple[Agent[Any], ...] = (*ADVISERS, Answerer())


def build_graph(
    checkpointer: BaseCheckpointSaver[Any] | None = None, cache: BaseCache[Any] | None = None
) -> CompiledStateGraph[CareerState, Context, Asked, CareerState]:
    """The graph, compiled. With a cache, an adviser whose inputs did not change does not run again."""
    schema = cast(type[Context], Served)  # what a client sends; agents.state.at_hand makes a Context of it
    builder = StateGraph(CareerState, context_schema=schema, input_schema=Asked)
    builder.add_node("intake", intake)
    retry = RetryPolicy(max_attempts=3, retry_on=(httpx.TransportError, ConnectionError))  # a remote index may blink
    for agent in AGENTS:
        policy = CachePolicy(key_func=agent.cache_key) if cache and agent in ADVISERS else None
        builder.add_node(agent.name, agent, retry_policy=retry, cache_policy=policy)
    builder.add_edge(START, "intake")
    builder.add_conditional_edges("intake", _after_intake, ["market_researcher", "answerer"])
    builder.add_edge("market_researcher", "skill_mapper")
    builder.add_edge("market_researcher", "income_analyst")
    builder.add_edge(["skill_mapper", "income_analyst"], "career_decider")
    builder.add_edge("career_decider", "upskilling_coach")
    builder.add_conditional_edges("upskilling_coach", _after_advice, ["answerer", "messenger", END])
    builder.add_conditional_edges("answerer", _after_answer, ["messenger", END])
    builder.add_node("messenger", messenger)
    builder.add_edge("messenger", END)
    return builder.compile(checkpointer=checkpointer, cache=cache)


def _after_intake(state: CareerState) -> str:
    return "market_researcher" if state["intake"].advises else "answerer"


def _after_advice(state: CareerState) -> str:
    return "answerer" if state["intake"].turn is not None else _after_answer(state)


def _after_answer(state: CareerState) -> str:
    return "messenger" if state.get("messages") else END


graph = build_graph()
