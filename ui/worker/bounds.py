"""What a person's figures can be. One that cannot be is told as such and left out of the form, never drawn as it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tools.profile import Profile

HOURS_OF_A_WEEK = 168.0
MOST: dict[str, float] = {
    "hours": HOURS_OF_A_WEEK,
    "unpaid_hours": HOURS_OF_A_WEEK,
    "study_hours": HOURS_OF_A_WEEK,
    "miles": 10_000.0,
    "fees": 100.0,
    "gross": 1_000_000.0,
    "expenses": 1_000_000.0,
    "supplies": 1_000_000.0,
    "budget": 1_000_000.0,
    "target_hourly": 10_000.0,
}
"""Field → the most it can be; none can be less than nothing."""
_CALLED = {
    "hours": "your hours a week",
    "unpaid_hours": "your unpaid hours a week",
    "study_hours": "your hours a week to learn",
    "miles": "your miles a week",
    "fees": "the platform’s share, percent",
    "gross": "what you take in",
    "expenses": "your costs a week",
    "supplies": "your costs a week",
    "budget": "what you can spend on training",
    "target_hourly": "the pay you want, an hour",
}


def possible(name: str, value: float | None) -> float | None:
    """The value where it can be one; None where it cannot, or where there is none."""
    return value if value is not None and math.isfinite(value) and 0 <= value <= MOST[name] else None


@dataclass(frozen=True)
class Impossible:
    """A figure that cannot be, and the words it was read from."""

    what: str
    shown: str
    words: str

    @property
    def sentence(self) -> str:
        said = f", from “{self.words}”" if self.words else ""
        return f"I have {self.shown} for {self.what}{said}. That cannot be."


def impossible(profile: Profile) -> list[Impossible]:
    """Every figure of the profile that cannot be."""
    return [
        Impossible(_CALLED[name], f"{value:,g}", words)
        for name, value, words in _figures(profile)
        if value is not None and possible(name, value) is None
    ]


def _figures(profile: Profile) -> Iterator[tuple[str, float | None, str]]:
    for n, work in enumerate(profile.work):
        tail = f".{n}" if n else ""
        yield "gross", work.gross.usd if work.gross else None, profile.words.get(f"work.gross{tail}", "")
        for name in ("hours", "unpaid_hours", "miles", "expenses", "supplies", "fees"):
            yield name, getattr(work, name), profile.words.get(f"work.{name}{tail}", "")
    for name in ("target_hourly", "study_hours", "budget"):
        yield name, getattr(profile, name), profile.words.get(name, "")
