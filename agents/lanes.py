"""Four lanes by how soon a role pays: now, a bridge within a year, a career within four, and staying better paid."""

from __future__ import annotations

from collections.abc import Sequence

from agents.contracts import Choice, Decision
from agents.income_analyst import familiar
from agents.lane import Lane, LaneName, Lanes
from agents.scoring import expected
from agents.state import CareerState
from agents.way import Fits
from tools.freelance import FULL_TIME
from tools.profile import Profile
from tools.words import role_words

LANES: tuple[tuple[str, float, float], ...] = (("now", 0, 4), ("bridge", 4, 52), ("career", 52, 208))
"""Lane → weeks until somebody can be hired, from over the first up to the second."""
BACK_AT_WORK = (1.0, 4.0)
"""Weeks until hired in work that was done before; ours, the usual time of an application."""
WEEKS_A_YEAR = 52.0
_NONE = {
    "now": "nothing that pays more than your hour, and that I know the way to, starts within a month",
    "bridge": "nothing that pays more than your hour, and that I know the way to, takes one to twelve months",
    "career": "nothing near what you bring takes one to four years and pays more than your hour",
    "stay": "your work is sold by the app or the employer at their price; what raises it is named when you ask for it",
}


def laned(state: CareerState, found: Decision, paying: Sequence[Choice]) -> tuple[Lanes, LaneName]:
    """The best of each lane among the roles that beat the present hour, and the lane of the role to go for. A role whose way nobody
    here knows stands in none."""
    weeks, lanes = found.weeks, dict[str, Lane]()
    for name, over, up_to in LANES:
        inside = [
            c
            for c in paying
            if c.soc in weeks and over <= sum(weeks[c.soc]) / 2 < up_to and _brings_more(c, found, state)
        ]
        pick = next((c for c in inside if found.role is not None and c.soc == found.role.soc), None)
        best = pick or max(inside, key=lambda c: c.scores.total, default=None)
        lanes[name] = Lane(why=_NONE[name]) if best is None else _lane(name, best, weeks[best.soc], state)
    lanes["stay"] = _stay(state, paying)
    made = Lanes.model_validate(lanes)
    if found.role is None:
        return made, "stay"
    order: tuple[LaneName, ...] = ("now", "bridge", "career", "stay")
    return made, next((name for name in order if getattr(made, name).role == found.role.soc), "")


def weeks_to(known: bool, chosen: Fits | None, profile: Profile) -> tuple[float, float] | None:
    """Weeks until the worker can be hired, from and to: by the way in, longer where they named fewer hours to learn than it takes;
    None where no way is known."""
    if known:
        return BACK_AT_WORK
    if chosen is None:
        return None
    (low, high), way = chosen.way.weeks, chosen.way
    if profile.study_hours and not way.paid_training:
        low, high = max(low, way.hours[0] / profile.study_hours), max(high, way.hours[1] / profile.study_hours)
    return low, high


def _lane(name: str, choice: Choice, weeks: tuple[float, float], state: CareerState) -> Lane:
    known = choice.soc in familiar(state["market"])
    why = {
        "now": "you have done this work" if known else "one is hired first and learns there",
        "bridge": "one can be hired within a year",
        "career": "it takes one to four years until one can be hired",
    }[name]
    return Lane(role=choice.soc, title=role_words(choice.title), why=why, weeks=weeks, gain=gain(choice.soc, state))


def gain(soc: str, state: CareerState) -> float | None:
    """USD a year that a beginner keeps there more than the worker keeps now, at their hours of a week, forty at the most; None where
    their own hour or the pay is not known. The chance of getting there is not in it."""
    income = state["income"]
    pay = income.roles.get(soc)
    if pay is None or income.net_hour is None or (usd := expected(pay, soc in familiar(state["market"]))) is None:
        return None
    return round((usd - income.net_hour) * _hours(state["intake"].profile) * WEEKS_A_YEAR)


def _brings_more(choice: Choice, found: Decision, state: CareerState) -> bool:
    """Whether a beginner keeps more there; the role to go for stands in its lane in any case."""
    usd = gain(choice.soc, state)
    return usd is None or usd > 0 or (found.role is not None and choice.soc == found.role.soc)


def _hours(profile: Profile) -> float:
    hours = sum((work.hours or 0.0) + (work.unpaid_hours or 0.0) for work in profile.work)
    return min(hours or FULL_TIME, FULL_TIME)


def _stay(state: CareerState, paying: Sequence[Choice]) -> Lane:
    """The same work as somebody's employee where that pays more; else the own work itself where it beats every job near."""
    current = {role.soc for role in state["market"].current}
    same = next((choice for choice in paying if choice.soc in current), None)
    if same is not None and (gain(same.soc, state) or 0) > 0:
        why = "the same work on somebody's payroll brings more, with cover"
        return Lane(
            role=same.soc, title=role_words(same.title), why=why, weeks=BACK_AT_WORK, gain=gain(same.soc, state)
        )
    if not paying and state["income"].net_hour is not None and current:
        return Lane(
            why="your own hour is above what the jobs near you pay: keep it, and raise your price or drop what pays least"
        )
    return Lane(why=_NONE["stay"])


def by_when(result: Decision) -> list[str]:
    """The best of the lanes that the role to go for does not stand in, by how soon they pay."""
    names = {fact.subject: fact.name for fact in result.facts.values() if fact.id.endswith(".title")}
    has = {fact.name for fact in result.facts.values()}
    said = []
    for lane, words in (
        ("now", "If it must pay within a month"),
        ("bridge", "With up to a year to learn"),
        ("career", "With one to four years"),
    ):
        soc = getattr(result.lanes, lane).role if result.lanes else None
        if lane != result.lead and soc in names and result.role is not None and soc != result.role.soc:
            name = names[soc]
            new = name.startswith("lane_") and f"{name}_pay" in has  # of another way the pay is told there
            pay = f", typically {{{name}_pay}}" if new else ""
            said.append(f"{words}: {{{name}}}{pay}.")
    return [" ".join(said)] if said else []
