"""The five agents that work an advice out, in their order; and the same for a profile that is only supposed."""

from __future__ import annotations

from typing import Any, cast

from agents.base import Agent
from agents.career_decider import CareerDecider
from agents.contracts import Understanding
from agents.income_analyst import IncomeAnalyst
from agents.market_researcher import MarketResearcher
from agents.skill_mapper import SkillMapper
from agents.state import CareerState, Request
from agents.upskilling_coach import UpskillingCoach
from tools.profile import Profile
from tools.toolbox import Toolbox

ADVISERS: tuple[Agent[Any], ...] = (
    MarketResearcher(),
    SkillMapper(),
    IncomeAnalyst(),
    CareerDecider(),
    UpskillingCoach(),
)


def supposed(profile: Profile, tools: Toolbox) -> CareerState:
    """What the agents find and decide for a profile, without a word said and with nothing kept: for "what if" and for somebody else."""
    state: dict[str, Any] = {"request": Request(text=profile.text), "intake": Understanding(profile=profile)}
    for agent in ADVISERS:
        given = cast(CareerState, state)
        state[agent.writes] = agent.decide(given, agent.find(given, tools))
    return cast(CareerState, state)
