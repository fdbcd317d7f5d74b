"""What the parts of a work's week are put together with: its figures by part, periods brought to a week, one value out of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
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
    tips: float = 0.0
    """USD of the takings that are tips, of which nobody takes a share."""
    hourly: bool = False
    hours: float | None = None
    unpaid: float | None = None
    days: float | None = None
    jobs: float | None = None
    customers: float | None = None
    """How many there are of what comes back by the week or month: clients, pools, driveways."""
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


SURE_BESIDE = 0.75
"""How a figure stands beside the one before it is taken from the network when it is this sure."""
SURE_BOTH = 0.8
"""And where both figures are this surely of their part."""
_SAID = {"added": "add", "total": "total", "instead": "instead"}


def stands(one: Figure, before: Figure) -> str:
    """How a figure stands beside one before it, as :data:`tools.reading.beside.BESIDE` has it; empty where nobody can tell."""
    guess = one.beside.get(before.quantity.start)
    if one.quantity.relation:
        said = _SAID[one.quantity.relation]
        return "" if said == "instead" and guess is not None and guess.label != said else said  # "210 is more like it"
    sure = guess is not None and guess.sure >= SURE_BESIDE and min(one.part.sure, before.part.sure) >= SURE_BOTH
    return guess.label if guess is not None and sure else ""


def adds(found: Sequence[Figure]) -> bool:
    """Whether some figure of a part is told beside another, to be added to it."""
    return any(stands(one, before) == "add" for before, one in pairwise(found))


def standing(found: Sequence[Figure], made: Week) -> list[Figure]:
    """Figures of one part without those that the next one takes the place of, and counts and prices without those of another time
    or basis: "four hours, really more like four and a half"."""
    kept: list[Figure] = []
    for one in found:
        how = stands(one, kept[-1]) if kept else ""
        if how == "instead" and (period(one) == period(kept[-1]) or one.quantity.per is None):
            made.used.append(kept.pop())
        if how == "rate" and one.part.label in ("pieces", "price", "days"):
            made.used.append(one)
        else:
            kept.append(one)
    return kept


Level = tuple[float, float]
"""Lowest and highest of one figure, by the week."""


def composed(told: Sequence[tuple[Figure, Level]], apart: float) -> Level | None:
    """What figures of one thing come to, lowest and highest: stretches add up, levels of one stretch are a range, a total stands for
    all. None where two figures stand side by side, differ by more than the factor ``apart``, and nobody can tell how."""
    if (whole := _whole([level for _, level in told])) is not None:
        return whole
    stretches: list[list[Level]] = []
    for n, (one, level) in enumerate(told):
        how = stands(one, told[n - 1][0]) if n else "add"
        sums, alike_told = _summed(stretches), not n or period(one) == period(told[n - 1][0])
        if n and how == "add" and _near([sums], level, TWICE) and not alike_told:
            how = "total"  # "8 walks of an hour each; walks 8 hours a week"
        if how == "total":
            part = sum(level) < TOTAL * sum(sums)  # of what was told before
            whole = (whole or sums) if part else level
        elif how == "add":
            stretches.append([level])
        elif how == "instead":
            stretches[-1] = [level]
        elif _near(stretches[-1], level, max(apart, WIDEST) if how == "range" and alike_told else apart):
            stretches[-1].append(level)
        else:
            return None
    return whole or _summed(stretches)


WIDEST = 6.0
"""A good and a bad week, month or season may be this far apart: takings swing widely."""
TWICE, TOTAL = 1.05, 0.95
"""Figures of two periods that are as near are one told twice; a total is at least this share of its parts."""


def _whole(levels: Sequence[Level]) -> Level | None:
    """Of three and more the one that all others make up."""
    values = [low + high for low, high in levels]
    fits = [n for n, value in enumerate(values) if value and abs(sum(values) - 2 * value) < 0.01 * value]
    return levels[fits[0]] if len(levels) > 2 and fits else None


def _summed(stretches: Sequence[Sequence[Level]]) -> Level:
    return sum(min(low for low, _ in one) for one in stretches), sum(max(high for _, high in one) for one in stretches)


def _near(levels: Sequence[Level], level: Level, apart: float) -> bool:
    low, high = min(level[0], *(low for low, _ in levels)), max(level[1], *(high for _, high in levels))
    return high == low or (low > 0 and high / low <= apart)


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
    each = made.customers if made is not None and one.quantity.each else 1.0
    if at in TIMES_A_WEEK:
        return TIMES_A_WEEK[at] * each if each is not None else None
    if at in ("day", "shift") and one.quantity.days is not None:
        seldom = made is not None and made.days is not None and made.days < 1  # "on Sundays, three times a month"
        return made.days if made is not None and seldom else one.quantity.days
    if made is None:
        return None
    if at == "shift" and one.quantity.per == "shift" and made.days is None:
        return made.jobs  # "70 miles per block"
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
    """One value out of the figures of a part, the middle of its levels; figures that contradict each other leave it open."""
    pairs = [(one, value) for one in found if (value := weekly(one)) is not None]
    if len(pairs) < len(found):
        made.doubts.setdefault(doubt, "no period")
    if not pairs:
        return None
    made.used += [one for one, _ in pairs]
    level = composed([(one, (value, value)) for one, value in pairs], APART)
    if level is None:
        made.doubts[doubt] = "two figures"
        return None
    return sum(level) / 2


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
