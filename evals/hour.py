"""What an hour brings, worked out from a person's labels and the rates in force; none of the product's arithmetic.

The figure is what the evaluation holds the product's against, so it is computed here a second time, in the plainest way.
"""

from __future__ import annotations

from datetime import date

from evals.labels import Person, Span, WorkLabel
from knowledge.rates import rate

SELF_EMPLOYMENT = 0.9235 * 0.153
"""Share of a self-employed profit (Schedule SE, below the wage base)."""
SE_FLOOR_WEEK = 400 / 52
"""USD a week of taxed profit under which nothing is due (IRC 1402(b))."""
PAYROLL = 0.0765
"""The employee's share of wages (FICA)."""


def expected_hour(person: Person) -> Span | None:
    """USD an hour, lowest and highest that the labels allow; None where they leave the hour open.

    Open is an hour of which the message leaves takings, hours, miles or costs in doubt, or one of whose works lacks
    takings or hours.
    """
    if not person.work or {"money", "hours", "miles", "costs", "work"} & set(person.open):
        return None
    if any(work.gross_week is None or work.hours_week is None for work in person.work):
        return None
    most, least = (sum(_week(work, end)[1] for work in person.work) for end in (1, 0))
    if not least:
        return None
    worst, best = _kept(person.work, 0), _kept(person.work, 1)
    ends = [kept / hours for kept in (worst, best) for hours in (least, most)]
    return min(ends), max(ends)


def _week(work: WorkLabel, end: int) -> tuple[float, float, float]:
    """Profit before tax, hours and wages of a week; ``end`` 0 takes what makes the hour worst, or the fewest hours."""
    assert work.gross_week is not None
    assert work.hours_week is not None
    miles, costs = work.miles_week or (0.0, 0.0), work.costs_week or (0.0, 0.0)
    gross = work.gross_week[end] * (1 - (work.fee_percent or 0) / 100)
    return (
        gross - miles[1 - end] * rate("mileage", date.today()).value - costs[1 - end],
        work.hours_week[end],
        work.gross_week[end],
    )


def _kept(works: list[WorkLabel], end: int) -> float:
    """USD a week after tax. Where it is not said whether a work is on a payroll, the worse or better of both counts."""
    own = sum(_week(work, end)[0] for work in works if work.employment == "self")
    whole = sum(_week(work, end)[0] for work in works)
    wages = sum(_week(work, end)[2] for work in works if work.employment == "employee")
    unclear = [_week(work, end) for work in works if work.employment == "unclear"]
    ways = [(own + sum(u[0] for u in unclear), wages), (own, wages + sum(u[2] for u in unclear))]
    kept = [whole - _tax(mine) - paid * PAYROLL for mine, paid in ways]
    return max(kept) if end else min(kept)


def _tax(profit: float) -> float:
    return profit * SELF_EMPLOYMENT if profit * 0.9235 >= SE_FLOOR_WEEK else 0.0
