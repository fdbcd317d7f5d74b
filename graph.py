"""Gigpath's topology: five agents and intake, the skill mapper beside the income analyst.

intake → market_researcher → (skill_mapper ∥ income_analyst) → career_decider → upskilling_coach
"""

from __future__ import annotations

from typing import Any

import httpx
from langgraph.cache.base import BaseCache
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import CachePolicy, RetryPolicy

from agents.base import Agent
from agents.career_decider import CareerDecider
from agents.income_analyst import IncomeAnalyst
from agents.intake import intake
from agents.market_researcher import MarketResearcher
from agents.skill_mapper import SkillMapper
from agents.state import CareerState, Context
from agents.upskilling_coach import UpskillingCoach

AGENTS: tuple[Agent[Any], ...] = (
    MarketResearcher(),
    SkillMapper(),
    IncomeAnalyst(),
    CareerDecider(),
    UpskillingCoach(),
)


def build_graph(
    checkpointer: BaseCheckpointSaver[Any] | None = None, cache: BaseCache[Any] | None = None
) -> CompiledStateGraph[CareerState, Context, CareerState, CareerState]:
    """The graph, compiled. With a cache, an agent whose inputs did not change does not run again."""
    builder = StateGraph(CareerState, context_schema=Context)
    builder.add_node("intake", intake)
    retry = RetryPolicy(max_attempts=3, retry_on=(httpx.TransportError, ConnectionError))  # a remote index may blink
    for agent in AGENTS:
        policy = CachePolicy(key_func=agent.cache_key) if cache else None
        builder.add_node(agent.name, agent, retry_policy=retry, cache_policy=policy)
    builder.add_edge(START, "intake")
    builder.add_edge("intake", "market_researcher")
    builder.add_edge("market_researcher", "skill_mapper")
    builder.add_edge("market_researcher", "income_analyst")
    builder.add_edge(["skill_mapper", "income_analyst"], "career_decider")
    builder.add_edge("career_decider", "upskilling_coach")
    builder.add_edge("upskilling_coach", END)
    return builder.compile(checkpointer=checkpointer, cache=cache)


graph = build_graph()
