"""Amounts that are said without a number: "half of it", "an hour and a half", "a couple of days", "twice a week", "a dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.reading.units import Period, Quantity, Unit


@dataclass(frozen=True)
class _Idiom:
    words: re.Pattern[str]
    value: float
    unit: Unit = ""
    per: Period | None = None


def _idiom(words: str, value: float, unit: Unit = "", per: Period | None = None) -> _Idiom:
    return _Idiom(re.compile(rf"(?<![\w$])(?:{words})(?!\w)", re.I), value, unit, per)


_PART = r"(?=\s+(?:of|goes?|is|to|off|for|back|each|from|in|de|del|es|va|para)\b|\s*(?:[.,;:!?)]|$))"
"""What stands behind a share: "a third of it", "a quarter goes to the shop"; not "a third job"."""

_IDIOMS = (
    _idiom(r"(?<!first )(?<!second )(?<!other )(?<!better )(?<!last )(?<!and )(?<!and a )(?:(?:a|one)[ -])?half(?![ -]?(?:an?\b|hours?|hrs?|days?|time|past|way|bath|the (?:time|year|month|week|day)|years?|mile|dozen))|la mitad|mitad", 50, "percent"),
    _idiom(rf"(?:a|one|un)[ -](?:third|tercio){_PART}", 100 / 3, "percent"),
    _idiom(rf"(?:two|dos)[ -](?:thirds|tercios){_PART}", 200 / 3, "percent"),
    _idiom(rf"(?:a|one|un)[ -](?:quarter|cuarto){_PART}", 25, "percent"),
    _idiom(rf"(?:three|tres)[ -](?:quarters|cuartos){_PART}", 75, "percent"),
    _idiom(rf"(?:a|one) fifth{_PART}", 20, "percent"),
    _idiom(rf"(?:a|one) tenth{_PART}", 10, "percent"),
    _idiom(r"(?:an?\s)?half[ -]?(?:an?\s)?(?:hour|hr)|media hora", 0.5, "hours"),
    _idiom(r"(?:an?\s|one\s)?(?:hour|hr) and a half|(?:una\s)?hora y media", 1.5, "hours"),
    _idiom(r"(?:an?\s|one\s)?(?:hour|hr) and a quarter|(?:una\s)?hora y cuarto", 1.25, "hours"),
    _idiom(r"(?:three[- ]quarters|3/4)(?: of)?(?: an)? (?:hour|hr)|tres cuartos de hora", 0.75, "hours"),
    _idiom(r"(?:(?:a|another) )?quarter(?: of an)?[- ](?:hour|hr)|(?:un )?cuarto de hora", 0.25, "hours"),
    _idiom(r"an(?:other)? (?:hour|hr)|(?:una|otra) hora", 1, "hours"),
    _idiom(r"(?:a\s)?couple(?: of)? (?:hours|hrs)", 2, "hours"),
    _idiom(r"(?:a\s)?couple(?: of)? (?:days|nights|shifts)", 2, "days"),
    _idiom(r"(?:a\s)?couple(?: of)? (?:weeks|wks)", 2, "weeks"),
    _idiom(r"(?:a\s)?couple(?: of)? months", 2, "months"),
    _idiom(r"(?:a\s)?couple(?: of)? (?:years|yrs)", 2, "years"),
    _idiom(r"(?:a\s)?couple(?=(?: of)? (?!hundred|thousand|grand|dozen))", 2),
    _idiom(r"(?:an?\s|one\s)?(?:year|yr) and a half|(?:un\s)?a[nñ]o y medio", 1.5, "years"),
    _idiom(r"a decade", 10, "years"),
    _idiom(r"half a dozen|media docena", 6),
    _idiom(r"(?:a\s|one\s|una\s)?(?:dozen|docena)", 12),
    _idiom(r"twice|dos veces", 2),
    _idiom(r"zero|cero", 0),
    _idiom(r"(?:8|eight)['’]?s", 8, "hours", "shift"),
    _idiom(r"(?:10|ten)['’]?s", 10, "hours", "shift"),
    _idiom(r"(?:12|twelve)['’]?s", 12, "hours", "shift"),
    _idiom(r"(?:16|sixteen)['’]?s", 16, "hours", "shift"),
)  # fmt: skip


def idioms(text: str) -> Iterator[Quantity]:
    """Each of them with its value and unit, and no period yet; shares are percent."""
    for one in _IDIOMS:
        for match in one.words.finditer(text):
            yield Quantity(
                *match.span(), one.value, one.value, one.unit, one.per, words_end=match.end() if one.per else 0
            )
