"""When learning has paid for itself: weeks until the gain of the new work has brought back what the way there cost."""

from __future__ import annotations

import math

from pydantic import BaseModel

from runtime.errors import UserError
from tools.periods import WEEKS_A_MONTH

Span = tuple[float, float]
"""A low and a high end; equal where there is one value."""

NOT_COUNTED = "Hours spent learning are not counted as a cost."


class Payback(BaseModel):
    """Whole weeks, each rounded up. ``after_*`` count from the first day of the new work, ``from_now_*`` from today.

    ``soonest`` goes with the lowest cost and the highest gain; ``latest`` with the opposite, None where the lower gain
    brings nothing back. All are None where not even the higher one does.
    """

    after_soonest: int | None = None
    after_latest: int | None = None
    from_now_soonest: int | None = None
    from_now_latest: int | None = None

    def months(self, weeks: int | None) -> int | None:
        """Weeks as whole months, rounded up."""
        return None if weeks is None else math.ceil(weeks / WEEKS_A_MONTH)


def payback(cost: Span, uplift: Span, hours_week: float, ready_weeks: Span = (0.0, 0.0)) -> Payback:
    """``cost`` in USD, ``uplift`` the new work's net hour minus the present one in USD, ``hours_week`` in the new work,
    ``ready_weeks`` from today until it begins. UserError for spans whose low end is above the high one, or below zero.
    """
    for name, (low, high) in {"cost": cost, "uplift": uplift, "ready_weeks": ready_weeks}.items():
        if not low <= high or (low < 0 and name != "uplift"):
            raise UserError(f"The {name} cannot run from {low:g} to {high:g}.", "Give a low and a high end.")
    if not 0 < hours_week <= 168:
        raise UserError("The hours a week cannot be right.", "Give a number between 1 and 168.")
    soonest, latest = (
        _weeks(cost[0], uplift[1] * hours_week),
        _weeks(cost[1], uplift[0] * hours_week),
    )
    return Payback(
        after_soonest=soonest,
        after_latest=latest,
        from_now_soonest=None if soonest is None else math.ceil(ready_weeks[0]) + soonest,
        from_now_latest=None if latest is None else math.ceil(ready_weeks[1]) + latest,
    )


def _weeks(cost: float, gain: float) -> int | None:
    """Weeks until ``gain`` USD a week make up for ``cost``; none are needed where nothing was spent."""
    if cost == 0:
        return 0
    return math.ceil(cost / gain) if gain > 0 else None
