"""How a figure stands beside those before it: on top of them, all of them together, or in the place of one.

"40 minutes each and another 20 getting there", "3 evenings, 11 hours total", "four hours, really more like four and a half". Small
closed classes of English and Spanish words say so, whatever the figures are of; a figure on top of one beside which it stands has
its unit and period from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tools.reading.units import Quantity, Relation
from tools.reading.weekdays import WEEKDAY, weekdays

_ABOUT = r"(?:about|around|like|maybe|roughly|some|say|another|an extra|an additional|otr[oa]s?|unos|unas|como|~|\$)"
_ADDED = re.compile(
    rf"(?:\+|\bplus\b|\bmás\b|\bmas\b|\bon top(?: of (?:that|it))?,?|\badd(?:ing)?\b|\b(?:and|y|,)\s+then\b|\banother\b|\ban? (?:extra|additional|further)\b|\botr[oa]s?\b)(?:\s*{_ABOUT})*\s*$",
    re.I,
)
_WHOLE_BEFORE = re.compile(
    rf"\b(?:(?:in|for) (?:a )?total(?: of)?|totals|totall?ing|total (?:of|is|comes to)|adds? up to|all told|altogether|in all|en total|todo junto)[ \t,:]{{0,2}}(?:\s*(?:that'?s|it'?s|is|of|{_ABOUT}))*\s*$",
    re.I,
)
_WHOLE_BEHIND = re.compile(
    r"[\s,(]{0,2}(?:\w+[\s,]{1,2}){0,2}?(?:in total|total|all told|altogether|all together|(?:all )?combined|in all|en total|todo junto)\b",
    re.I,
)
_INSTEAD = re.compile(
    rf"\b(?:closer to|more like|make (?:that|it)|no,? wait,?|scratch that,?|i mean,?|or rather,?|más bien|mas bien|digo,?|mejor dicho,?)(?:\s*{_ABOUT})*\s*$",
    re.I,
)
_ADDS_ALONE = re.compile(rf"[\s,]*(?:\+|plus|and|y|más|mas)?(?:[\s,]*(?:{_ABOUT}|\+|plus|then))*[\s,]*", re.I)
"""Nothing but words of adding."""
_REACH, _BESIDE = 48, 90
"""Characters before a figure in which its relation stands; and between two figures of which one has its period from the other."""
_SENTENCE = re.compile(r"[.!?;](?:\s|$)|\n")


def related(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures with their relations; where one is on top of another and has no unit or period of its own, with those of it."""
    made = [replace(one, relation=_relation(text, found, n)) for n, one in enumerate(_by_weekday(text, found))]
    for n in range(1, len(made)):
        if made[n].relation in ("added", "instead"):
            made[n] = _like(text, made[n], made[n - 1], made[n - 1].words_end, made[n].start)
    for n in range(len(made) - 2, -1, -1):  # "4,200 + 2,600 + 1,900 a month"
        if made[n + 1].relation in ("added", "instead"):
            made[n] = _like(text, made[n], made[n + 1], made[n].words_end, made[n + 1].start)
    return made


_ONE_DAY = re.compile(
    rf"(?:\b(?:on|and|y|los|el|each|every|cada)\s|(?:^|[.,;:(\n])\s?)(?:an?\s)?{WEEKDAY}(?=[^.!?;\n]{{0,80}}$)", re.I
)
_OF_A_DAY = ("usd", "hours", "miles", "")


def _by_weekday(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Figures behind the name of a single day, in its sentence and without a period of their own, as by the day and once a week:
    "Saturdays about 4 hours and the bucket gets me $90"."""
    several = [(start, end) for start, end, _ in weekdays(text)]
    made: list[Quantity] = []
    last = 0
    for one in found:
        begin = max((m.end() for m in _SENTENCE.finditer(text, last, one.start)), default=last)
        day = _ONE_DAY.search(text, begin, one.start)
        if day and any(start < day.end() and day.start() < end for start, end in several):
            day = None
        carried = (
            bool(made)
            and made[-1].unit != "days"
            and made[-1].days is not None
            and not _SENTENCE.search(text, made[-1].end, one.start)
        )
        plain = one.per is None and one.unit in _OF_A_DAY
        if plain and (day or carried):
            one = replace(one, per="day", days=1.0)
        made.append(one)
        last = one.end
    return made


def _relation(text: str, found: Sequence[Quantity], n: int) -> Relation:
    one = found[n]
    least = found[n - 1].end if n else 0
    before = text[max(least, one.start - _REACH) : one.start]
    if n and _INSTEAD.search(before):
        return "instead"
    if n and _ADDED.search(before):
        return "added"
    most = found[n + 1].start if n + 1 < len(found) else len(text)
    behind = _WHOLE_BEHIND.match(text, one.end, most)
    if _WHOLE_BEFORE.search(before) or (behind and not _SENTENCE.search(behind.group())):
        return "total"
    return ""


def _like(text: str, one: Quantity, other: Quantity, end: int, start: int) -> Quantity:
    """``one`` with what ``other`` says of both: its unit where the figure has none, its period where nothing but words of adding
    stands between them. Pay by the hour is its own: "$18 an hour plus 200 in tips"."""
    gap = text[end:start]
    if start - end > _BESIDE or (_SENTENCE.search(gap) and one.relation != "instead"):
        return one
    alike = one.unit == other.unit or not one.unit or not other.unit
    times = {one.unit, other.unit} <= {"hours", "minutes"}
    if not (alike or times) or (one.unit or other.unit) in ("percent", "clock", "years", "days"):
        return one
    if one.relation == "instead":
        return replace(one, unit=one.unit or other.unit, per=one.per or other.per)
    close = _ADDS_ALONE.fullmatch(gap)
    by_hour = other.per == "hour" and "usd" in (one.unit, other.unit)
    return replace(
        one,
        unit=one.unit or (other.unit if close else ""),
        per=one.per or (other.per if close and not by_hour else None),
    )
