"""Periods of time in which money is counted, and how they come to a week."""

from __future__ import annotations

from tools.profile import Per

WEEKS_A_MONTH = 52 / 12
WEEKS_A_YEAR = 52
HOURS_A_YEAR = 2080
"""Full time, BLS's own factor between hourly and annual wages."""


def per_week(value: float, per: Per | None, hours: float | None = None, days: float | None = None) -> float | None:
    """``value`` per ``per`` as a weekly value; None when the factor is unknown (hours a week; ``days`` or jobs a week)."""
    factor = {
        "job": days,
        "week": 1.0,
        "month": 1 / WEEKS_A_MONTH,
        "year": 1 / WEEKS_A_YEAR,
        "hour": hours,
        "day": days,
        None: 1.0,
    }
    times = factor.get(per)
    return None if times is None else value * times
