"""Skill mapper: which of the worker's skills serve each role, which are missing, which to ask about."""

from __future__ import annotations

from agents.base import Agent
from agents.contracts import SkillMap
from agents.state import CareerState
from runtime.events import ChoiceMade
from tools.fact import YOU_SAID, Fact
from tools.toolbox import Toolbox


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
        found.roles = {role.soc: tools.role_fit(role.soc, have, doing, did) for role in market.candidates}
        found.facts = {fact.id: fact for fact in (_said_fact(n, words) for n, words in enumerate(said, 1))}
        return found

    def choice(self, result: SkillMap) -> ChoiceMade:
        best = sorted(result.roles.values(), key=lambda fit: -fit.fit)
        return ChoiceMade(chosen=[fit.soc for fit in best])

    def tell(self, state: CareerState, result: SkillMap) -> list[str]:
        if not result.linked:
            if state["market"].candidates:
                result.abstentions.append(
                    "You named no skills, so the fit stands on your work alone. Tell me what you are good at."
                )
            return []
        names = {str(fact.value): fact.name for fact in result.facts.values()}
        told = [f"You bring {_list([f'{{{names[words]}}}' for words in list(result.linked)[:6]])}."]
        if result.unlinked:
            told.append(
                f"I could not place {_list([f'{{{names[words]}}}' for words in result.unlinked[:4]])}, so it is not counted for or against you."
            )
        return [" ".join(told)]


def _said_fact(number: int, words: str) -> Fact:
    return Fact(
        id=f"you.skill.{number}", name=f"your_skill_{'abcdefghijklmnopqrstuvwxyz'[(number - 1) % 26] * (1 + (number - 1) // 26)}",
        value=words, unit="text", subject="you", meaning="something you are good at", source=YOU_SAID,
    )  # fmt: skip


def _list(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else words[0]
