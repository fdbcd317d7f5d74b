"""Fact: what every tool finds and every agent stands on.

A fact is one value with its unit, its subject and where it comes from. Its value is rounded to what is
shown, so the number a person reads and the number in the record are the same number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Unit = Literal[
    "USD/hour", "USD/week", "USD/month", "USD/year", "USD", "USD/mile",
    "percent", "hours", "hours/week", "weeks", "months", "years", "miles/week", "jobs/week",
    "people", "zone", "text", "url",
]  # fmt: skip

_DECIMALS: dict[str, int] = {
    "USD/hour": 2, "USD/week": 0, "USD/month": 0, "USD/year": 0, "USD": 0, "USD/mile": 3,
    "percent": 2, "hours": 0, "hours/week": 1, "weeks": 0, "months": 0, "years": 0,
    "miles/week": 0, "jobs/week": 0, "people": 0, "zone": 0,
}  # fmt: skip

_SUFFIX: dict[str, tuple[str, str]] = {  # unit → (one, many)
    "USD/hour": (" an hour", " an hour"), "USD/week": (" a week", " a week"), "USD/month": (" a month", " a month"),
    "USD/year": (" a year", " a year"), "USD": ("", ""), "USD/mile": (" a mile", " a mile"),
    "percent": ("%", "%"), "hours": (" hour", " hours"), "hours/week": (" hour a week", " hours a week"),
    "weeks": (" week", " weeks"), "months": (" month", " months"), "years": (" year", " years"),
    "miles/week": (" mile a week", " miles a week"), "jobs/week": (" job a week", " jobs a week"),
    "people": ("", ""), "zone": ("", ""),
}  # fmt: skip

YOU_SAID = "you said"
"""The source of what the worker told us."""


def number(value: float, unit: Unit) -> str:
    """A value as a person reads it, without its unit's words: 1234.5 USD/hour → $1,234.50."""
    decimals = _DECIMALS[unit]
    digits = f"{abs(value):,.{decimals}f}"
    if unit in ("percent", "hours/week"):
        digits = digits.rstrip("0").rstrip(".")
    sign = "-" if value < 0 else ""
    return f"{sign}${digits}" if unit.startswith("USD") else f"{sign}{digits}"


class Fact(BaseModel):
    """One supported value.

    ``id``       unique in a run, e.g. ``wage.43-3031.0038060.p50``
    ``name``     the placeholder an agent speaks it by, lower-case words: ``bookkeeping_clerks_pay``
    ``value``    rounded to its unit's shown precision; ``str`` for text and URLs
    ``subject``  what it is about: ``you``, a SOC code, a skill id, a place code
    ``meaning``  what it is, in words without any figure: "typical pay of bookkeeping clerks in Phoenix"
    ``sentence`` the same as a plain sentence with the value in it
    ``source``/``release``/``url``  where it comes from; ``you said`` for the worker's own words
    ``formula``/``inputs``  for computed values: how, from which facts' ids
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    value: float | str
    unit: Unit
    subject: str
    meaning: str
    sentence: str = ""
    source: str
    release: str = ""
    url: str = ""
    place: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _round(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("value"), int | float):
            data = {**data, "value": round(float(data["value"]), _DECIMALS[data["unit"]]) + 0.0}
        return data

    @model_validator(mode="after")
    def _sentence(self) -> Fact:
        if not self.sentence:
            object.__setattr__(self, "sentence", f"{self.meaning[:1].upper()}{self.meaning[1:]}: {self.shown}.")
        return self

    @property
    def shown(self) -> str:
        """The value with its unit, as put into a sentence: ``$23.84 an hour``, ``9 weeks``."""
        if isinstance(self.value, str):
            return self.value
        one, many = _SUFFIX[self.unit]
        return number(self.value, self.unit) + (one if abs(self.value) == 1 else many)

    @property
    def amount(self) -> float:
        """The numeric value; TypeError for text and URLs, which have none."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.id} is {self.unit}, not a number")
        return self.value


def by_id(*groups: Iterable[Fact]) -> dict[str, Fact]:
    """Facts keyed by id, first one wins, order kept."""
    found: dict[str, Fact] = {}
    for group in groups:
        for fact in group:
            found.setdefault(fact.id, fact)
    return found
