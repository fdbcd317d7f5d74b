"""What the parts of a work's week are put together with: its figures by part, periods brought to a week, one value out of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tools.periods import WEEKS_A_MONTH
from tools.reading.tagger import Figure

APART = 1.1
"""Two figures for hours, miles or days that differ by more than this factor are two things, not one told twice."""
Doubtful = Literal["money", "hours", "miles", "costs"]


@dataclass
class Week:
    """A work's week. Amounts are USD; ``left`` says that takings are what is left after costs, ``before`` that they are told before
    the platform's cut. ``doubts`` are fields that the words contradict or leave without what they need.
    """

    low: float | None = None
    typical: float | None = None
    high: float | None = None
    hourly: bool = False
    hours: float | None = None
    unpaid: float | None = None
    days: float | None = None
    jobs: float | None = None
    active: float | None = None
    miles: float | None = None
    car_costs: float | None = None
    other_costs: float | None = None
    fee: float | None = None
    left: bool = False
    before: bool = False
    common: str = ""
    """The period that the message's sums of money are told by, for those that are told without."""
    doubts: dict[Doubtful, str] = field(default_factory=dict)
    used: list[Figure] = field(default_factory=list)


def by_part(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Part of a quantity → the figures that are one, in their order."""
    parts: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        parts[one.part.label].append(one)
    return parts


def standing(found: Sequence[Figure], made: Week) -> list[Figure]:
    """Figures of one part without those that the next one takes the place of: "four hours, really more like four and a half"."""
    kept: list[Figure] = []
    for one in found:
        if one.quantity.relation == "instead" and kept and period(one) == period(kept[-1]):
            made.used.append(kept.pop())
        kept.append(one)
    return kept


def period(one: Figure) -> str:
    """What the grammar saw beside the figure; where it saw nothing (or any noun for a piece), what the network says. What all of
    something comes to is none of its parts: a week's, where no longer time is meant."""
    seen, guessed = one.quantity.per, one.heads["period"]
    if seen is None and one.quantity.relation == "total" and guessed.label in ("", "hour", "day", "shift", "once"):
        return "week"
    if seen is not None and not (
        seen == "piece" and guessed.label in ("shift", "day", "hour", "week") and guessed.sure >= 0.6
    ):
        return seen
    return guessed.label


SURE_PERIOD = 0.8
"""A period that is not said is taken from the network when it is this sure, else from the sums about it."""


TIMES_A_WEEK = {
    "week": 1.0, "two weeks": 0.5, "month": 1 / WEEKS_A_MONTH, "half month": 2 / WEEKS_A_MONTH, "year": 1 / 52,
}  # fmt: skip
"""How often a stretch of time comes in a week."""


def times_a_week(one: Figure, made: Week | None) -> float | None:
    """How often a figure's period comes in a week; None where that was not said."""
    at = period(one)
    money = one.part.label in ("takings", "tips", "cost")
    if (
        made is not None
        and made.common
        and money
        and one.quantity.per is None
        and one.heads["period"].sure < SURE_PERIOD
    ):
        at = made.common
    if at in TIMES_A_WEEK:
        return TIMES_A_WEEK[at]
    if made is None:
        return None
    return {"day": made.days, "shift": made.days, "piece": made.jobs, "hour": made.hours}.get(at)


def days_a_week(one: Figure) -> float | None:
    """Days a week; a bare number over seven is a month's."""
    value, times = one.quantity.value, times_a_week(one, None)
    times = times if times is not None and times < 1 else 1 / WEEKS_A_MONTH if value > 7 else 1.0
    return value * times if 0 < value * times <= 7 else None


def alike(values: Sequence[float]) -> float | None:
    """The middle of figures that may be levels of one thing; None where there are none or they contradict each other."""
    if not values:
        return None
    low, high = min(values), max(values)
    return None if low and high / low > APART else (low + high) / 2


def single(
    found: Sequence[Figure], made: Week, weekly: Callable[[Figure], float | None], doubt: Doubtful
) -> float | None:
    """One value out of the figures of a part; figures that contradict each other leave it open."""
    pairs = [(one, value) for one in found if (value := weekly(one)) is not None]
    values = [value for _, value in pairs]
    if len(values) < len(found):
        made.doubts.setdefault(doubt, "no period")
    if not values:
        return None
    made.used += [one for one, _ in pairs]
    value = _together(pairs)
    if value is None:
        made.doubts[doubt] = "two figures"
    return value


def _together(pairs: Sequence[tuple[Figure, float]]) -> float | None:
    """What figures of one thing come to: a total where one is told, else the one value they are all ways to tell, and on top of it
    what is said to be added. None where they contradict each other."""
    totals = [value for one, value in pairs if one.quantity.relation == "total"]
    told = [value for n, (one, value) in enumerate(pairs) if n == 0 or one.quantity.relation != "added"]
    more = sum(value for n, (one, value) in enumerate(pairs) if n and one.quantity.relation == "added")
    whole = alike(totals or told)
    return None if whole is None else whole if totals else whole + more


Counts = list[tuple[Figure, float]]
"""Figures that count something, with how many of it a week has."""


def of_parts(counts: Counts) -> list[float]:
    """Counts without the whole that the others make up: of "five houses, three at 130 and two at 160" the three and the two."""
    values = [value for _, value in counts]
    if len(values) > 2:
        for at, whole in enumerate(values):
            rest = values[:at] + values[at + 1 :]
            if abs(sum(rest) - whole) < 1e-6 * whole:
                return rest
    return values


def with_counts(found: Sequence[Figure], counts: Sequence[float]) -> list[tuple[Figure, float]] | None:
    """Each figure with its count: the only one there is, or one for each in their order; None where nobody can tell."""
    if (shared := alike(counts)) is not None:
        return [(one, shared) for one in found]
    return list(zip(found, counts, strict=True)) if len(found) == len(counts) else None
