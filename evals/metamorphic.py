"""Metamorphic relations: what must hold between two answers when the question is changed in a known way.

No oracle is needed for them (Chen, Cheung and Yiu, "Metamorphic testing: a new approach for generating next test cases",
HKUST-CS98-01, 1998). Each starts from a profile as it was read, changes one thing in it, and asks the product again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from agents.contracts import Advice
from evals.cases import Case
from evals.replay import Advise, Task, Told, outcome
from tools.profile import Profile

ASKED = (15.0, 20.0, 25.0, 30.0, 40.0, 60.0)
"""USD an hour that the worker asks for, in turn."""

SKILLS = 3
"""Missing skills that are added, one at a time."""


class Broken(BaseModel):
    """A pair of answers for which a relation does not hold."""

    relation: str
    case: str
    words: str


@dataclass(frozen=True)
class Relation:
    """``changes`` are the profiles to ask with after the first; ``broken`` says in words what is wrong between an answer
    and the next, empty when nothing is. ``chain`` compares each answer with the one before it, not with the first."""

    name: str
    changes: Callable[[Advice], list[Profile]]
    broken: Callable[[Advice, Advice], str]
    chain: bool = False


def _asking(advice: Advice) -> list[Profile]:
    return [advice.profile.model_copy(update={"target_hourly": usd}) for usd in ASKED]


def _pays_less(before: Advice, after: Advice) -> str:
    """More income asked never lowers the pay of the pick."""
    (was, low), (now, high) = _pay(before), _pay(after)
    if before.profile.target_hourly is None or low is None or high is None or high >= low:
        return ""
    asked = f"${before.profile.target_hourly:g} → ${after.profile.target_hourly:g}"
    return f"asked for {asked} an hour, the pick went from {was} (${low:.2f}) to {now} (${high:.2f})"


def _skilled(advice: Advice) -> list[Profile]:
    """Each of the first skills that the roles compared need and the worker has not, added alone."""
    missing = [need.name for fit in (advice.skills.roles.values() if advice.skills else ()) for need in fit.missing]
    added = list(dict.fromkeys(missing))[:SKILLS]
    return [advice.profile.model_copy(update={"skills": [*advice.profile.skills, name]}) for name in added]


def _fits_less(before: Advice, after: Advice) -> str:
    """A skill added never lowers the fit of a role that needs it, nor of any other."""
    was, now = (told.skills.roles if told.skills else {} for told in (before, after))
    added = [skill for skill in after.profile.skills if skill not in before.profile.skills]
    for soc in was.keys() & now.keys():
        if now[soc].fit < was[soc].fit - 1e-9:
            return f"with {', '.join(added)} the fit of {soc} fell from {was[soc].fit:.3f} to {now[soc].fit:.3f}"
    return ""


def _reordered(advice: Advice) -> list[Profile]:
    """The same lists the other way round."""
    told = advice.profile
    turned = {key: getattr(told, key)[::-1] for key in ("skills", "languages", "constraints", "past")}
    return [told.model_copy(update=turned)] if any(len(value) > 1 for value in turned.values()) else []


def _another_pick(before: Advice, after: Advice) -> str:
    """The order in which skills, languages, limits and past work are named does not change the pick."""
    (was, _), (now, _) = _pay(before), _pay(after)
    return "" if was == now else f"in another order the pick went from {was} to {now}"


RELATIONS = (
    Relation("more income asked", _asking, _pays_less, chain=True),
    Relation("a skill added", _skilled, _fits_less),
    Relation("another order", _reordered, _another_pick),
)


async def violations(
    cases: list[Case], advise: Advise, told: Told = lambda what, share: None
) -> tuple[int, list[Broken]]:
    """How many pairs of answers were looked at, and those for which a relation does not hold."""
    pairs, found = 0, list[Broken]()
    for number, case in enumerate(cases):
        told(case.id, number / len(cases))
        first = (await outcome(Task(case, 0, 0), advise)).advice
        for relation in RELATIONS if first else ():
            before = first
            for profile in relation.changes(first) if first else ():
                after = await _again(case, profile, advise)
                if after is None or before is None:
                    continue
                pairs += 1
                if words := relation.broken(before, after):
                    found.append(Broken(relation=relation.name, case=case.id, words=words))
                before = after if relation.chain else first
    told("done", 1.0)
    return pairs, found


async def _again(case: Case, profile: Profile, advise: Advise) -> Advice | None:
    """The profile alone, without the words that it was read from."""
    ready = profile.model_copy(update={"text": "", "words": {}, "asks": []})
    return (await outcome(Task(case.model_copy(update={"text": "", "profile": ready}), 0, 0), advise)).advice


def _pay(advice: Advice) -> tuple[str, float | None]:
    """The pick and its typical pay."""
    role = advice.decision.role if advice.decision else None
    pay = advice.income.roles.get(role.soc) if role and advice.income else None
    return (role.title, pay.p50 if pay else None) if role else ("no role", None)


def doc(relation: Relation) -> str:
    return (relation.broken.__doc__ or "").strip()
