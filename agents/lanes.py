"""Four lanes by how soon a role pays: now, a bridge within a year, a career within four, and staying better paid."""

from __future__ import annotations

from collections.abc import Sequence

from agents.contracts import Choice, Decision
from agents.income_analyst import familiar
from agents.lane import Lane, LaneName, Lanes
from agents.scoring import expected
from agents.state import CareerState
from agents.way import Fits, held
from knowledge.moves import moves
from tools.freelance import FULL_TIME
from tools.periods import WEEKS_A_YEAR
from tools.profile import Profile
from tools.words import role_words

LANES: tuple[tuple[str, float, float], ...] = (("now", 0, 4), ("bridge", 4, 52), ("career", 52, 208))
"""Lane → weeks until somebody can be hired: from the first on, and fewer than the second."""
BACK_AT_WORK = (1.0, 4.0)
"""Weeks until hired in work that was done before; ours, the usual time of an application."""
_NONE = {
    "now": "of what I know the way to, nothing that pays more than your hour starts within a month",
    "bridge": "of what I know the way to, nothing that takes one to twelve months pays more than your hour and what comes sooner",
    "career": "of what I know the way to, nothing that takes one to four years pays more than your hour and what comes sooner",
}


def laned(state: CareerState, found: Decision, paying: Sequence[Choice]) -> tuple[Lanes, LaneName]:
    """The best of each lane among the roles that beat the present hour, and the lane of the role to go for. A role whose way nobody
    here knows stands in none."""
    weeks, lanes, sooner = found.weeks, dict[str, Lane](), 0.0
    for name, over, up_to in LANES:
        inside = [c for c in paying if c.soc in weeks and over <= sum(weeks[c.soc]) / 2 < up_to]
        pick = next((c for c in inside if found.role is not None and c.soc == found.role.soc), None)
        more = [c for c in inside if (gain(c.soc, state) or 1) > 0 and (usd_there(c.soc, state) or 0.0) > sooner]
        best = pick or max(more, key=lambda c: c.scores.total, default=None)
        sooner = max(sooner, usd_there(best.soc, state) or 0.0) if best else sooner
        lanes[name] = Lane(why=_NONE[name]) if best is None else _lane(name, best, weeks[best.soc], state)
    lanes["stay"] = _stay(state, paying)
    made = Lanes.model_validate(lanes)
    if found.role is None:
        return made, "stay" if state["market"].current else ""
    order: tuple[LaneName, ...] = ("now", "bridge", "career", "stay")
    return made, next((name for name in order if getattr(made, name).role == found.role.soc), "")


def weeks_to(known: bool, chosen: Fits | None, profile: Profile) -> tuple[float, float] | None:
    """Weeks until the worker can be hired, from and to: by the way in, longer where they named fewer hours to learn than it takes;
    None where no way is known, or where a credential for it lapsed or is from abroad: how much is left nobody here knows."""
    own = held(chosen.way, profile, known) if chosen is not None else None
    if own is not None and own[1].state != "held":
        return None
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
    return _of_role(choice, why, weeks, state)


def _of_role(choice: Choice, why: str, weeks: tuple[float, float], state: CareerState) -> Lane:
    soc = choice.soc
    title = role_words(choice.title)
    return Lane(role=soc, title=title, why=why, weeks=weeks, gain=gain(soc, state), chance=chance(soc, state))


def chance(soc: str, state: CareerState) -> float | None:
    """How likely a move into a role is out of the likeliest of the worker's own occupations; see :meth:`knowledge.moves.Moves.chance`.
    None where no work of theirs is known."""
    own = familiar(state["market"])
    return max((moves().chance(other, soc) for other in own), default=None)


def usd_there(soc: str, state: CareerState) -> float | None:
    """USD an hour that a beginner keeps there; the typical pay where they have done it."""
    pay = state["income"].roles.get(soc)
    return None if pay is None else expected(pay, soc in familiar(state["market"]))


def gain(soc: str, state: CareerState) -> float | None:
    """USD a year that a beginner keeps there more than the worker keeps now, at their hours of a week, forty at the most; None where
    their own hour or the pay is not known. The chance of getting there is not in it: it stands beside it."""
    usd, own = usd_there(soc, state), state["income"].net_hour
    hours = state["intake"].profile.week_hours or FULL_TIME
    return None if usd is None or own is None else round((usd - own) * min(hours, FULL_TIME) * WEEKS_A_YEAR)


def _stay(state: CareerState, paying: Sequence[Choice]) -> Lane:
    """The same work as somebody's employee where that pays more; else the own work itself where it beats every job near."""
    current = {role.soc for role in state["market"].current}
    same = next((choice for choice in paying if choice.soc in current), None)
    if same is not None and (gain(same.soc, state) or 0) > 0:
        return _of_role(same, "the same work on somebody's payroll brings more, with cover", BACK_AT_WORK, state)
    if not paying and state["income"].net_hour is not None and current:
        return Lane(
            why="your own hour is above what the jobs near you pay: keep it, and raise your price or drop what pays least"
        )
    if not current:
        return Lane(why="you named no work that you do now")
    return Lane(why="what raises the pay of your own work is named when you ask for it")


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
