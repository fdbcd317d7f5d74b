"""Skill mapper: which of the worker's skills serve each role, which are missing, which to ask about."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pydantic import BaseModel, Field, create_model

from agents.base import Agent
from agents.contracts import SkillMap
from agents.hints import Hinter, one_of, quoted
from agents.state import CareerState
from runtime.events import ChoiceMade
from tools.fact import YOU_SAID, Fact
from tools.fit import stand_ins
from tools.toolbox import Toolbox

OPTIONS = 12
"""Skills a model may choose from."""


class Implied(BaseModel):
    reasoning: str = Field(description="one short sentence: what such work has a person do")
    skills: list[Any]


class SkillMapper(Agent[SkillMap]):
    """The worker's words linked to O*NET skills, and each candidate's fit, gaps and open questions."""

    name, writes, reads = "skill_mapper", "skills", ("intake", "market")
    heeds = ("skills", "languages", "work", "past", "education")
    doing = "matching your skills to each role"
    result = SkillMap

    def find(self, state: CareerState, tools: Toolbox) -> SkillMap:
        profile, market = state["intake"].profile, state["market"]
        said = [*profile.skills, *profile.languages]
        links = tools.map_skills(said)
        found = SkillMap(
            linked={link.input: link.id for link in links.linked},
            names={link.id: link.name for link in links.linked},
            unlinked=list(links.unlinked),
        )
        have = {link.id: link.input for link in links.linked}
        doing, did = [role.soc for role in market.current], [role.soc for role in market.past]
        if unrated := [role.title for role in market.current if role.soc in stand_ins()]:
            found.assumptions.append(
                f"Nobody has surveyed yet what {_list(unrated)} need, so I took the occupations nearest to it."
            )
        found.roles = {role.soc: tools.role_fit(role.soc, have, doing, did) for role in market.candidates}
        found.facts = {fact.id: fact for fact in (_said_fact(n, words) for n, words in enumerate(said, 1))}
        return found

    async def consult(self, state: CareerState, found: SkillMap, hint: Hinter) -> SkillMap:
        """Which of the roles' needs the told work implies: put as a question, never counted as had."""
        needs = (need for role in state["market"].candidates for need in found.roles[role.soc].missing[:3])
        options = dict(islice({need.name: need.id for need in needs if len(need.name) < 40}.items(), OPTIONS))
        profile = state["intake"].profile
        if not options or not (profile.work or profile.past):
            return found
        names: Any = (list[one_of(options)], Field(description="at most three"))  # type: ignore[misc]
        schema = create_model("Implied", __base__=Implied, skills=names)
        told = await hint.ask(
            schema,
            words=quoted(profile.text),
            skills=", ".join(found.names.values()) or "none",
            options="; ".join(options),
        )
        found.implied = {options[name]: name for name in told.skills[:3]} if told else {}
        for number, name in enumerate(found.implied.values()):
            fact = _said_fact(1, name).model_copy(
                update={"id": f"asked.skill.{number + 1}", "name": f"asked_skill_{'abc'[number]}", "source": "O*NET",
                        "meaning": "something your work may have taught you"}
            )  # fmt: skip
            found.facts[fact.id] = fact
        return found

    def lists(self, state: CareerState, result: SkillMap) -> list[str]:
        if not result.implied:
            return []
        names = [f"{{asked_skill_{letter}}}" for letter in "abc"[: len(result.implied)]]
        return [f"Your work may also have taught you {_list(names)}. Tell me if so, and I count it."]

    def choice(self, result: SkillMap) -> ChoiceMade:
        best = sorted(result.roles.values(), key=lambda fit: -fit.fit)
        return ChoiceMade(chosen=[fit.soc for fit in best])

    def tell(self, state: CareerState, result: SkillMap) -> list[str]:
        if not result.linked:
            if state["market"].candidates and result.unlinked:
                result.abstentions.append(
                    "I could not place the skills you named, so the fit stands on your work alone. Tell me what you are good at."
                )
            return []
        names = {str(fact.value): fact.name for fact in result.facts.values()}
        told = [f"You bring {_list([f'{{{names[words]}}}' for words in _once(result.linked)[:6]])}."]
        if result.unlinked:
            told.append(
                f"I could not place {_list([f'{{{names[words]}}}' for words in result.unlinked[:4]])}, so it is not counted for or against you."
            )
        return [" ".join(told)]


def _once(linked: Mapping[str, str]) -> list[str]:
    """The worker's words for each skill; "Excel a little" says nothing beside "Excel"."""
    tokens = {words: set(words.lower().split()) for words in linked}
    return [w for w in linked if not any(linked[o] == linked[w] and tokens[o] < tokens[w] for o in linked)]


def _said_fact(number: int, words: str) -> Fact:
    return Fact(
        id=f"you.skill.{number}", name=f"your_skill_{'abcdefghijklmnopqrstuvwxyz'[(number - 1) % 26] * (1 + (number - 1) // 26)}",
        value=words, unit="text", subject="you", meaning="something you are good at", source=YOU_SAID,
    )  # fmt: skip


def _list(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else words[0]
