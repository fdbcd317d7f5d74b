"""Times of the day and the stretches between them, and lengths in hours and minutes: "8:30 to 2:15", "8 at night to 4 in the morning",
"an hour and fifteen"."""

from __future__ import annotations

import re
from dataclasses import replace

from tools.reading.units import Quantity


def clock(words: str) -> float:
    """Hours after midnight: "8:30" → 8.5, "1 pm" → 13."""
    hours, _, minutes = re.sub(r"[^\d:]", "", words).partition(":")
    half = _HALF.search(words)
    at = int(hours) % 24 if half is None else int(hours) % 12 + (12 if half[0] in "pP" else 0)
    return at + (int(minutes) % 60 if minutes else 0) / 60


_HALF = re.compile(r"[ap]", re.I)
"""Says which half of the day a time is in."""
_DAYTIME = re.compile(
    r"\s?(?:o'?clock\s?)?(?:(?P<am>in the mornings?|de la ma[nñ]ana|de la madrugada)|(?P<pm>in the (?:afternoon|evening)s?|de la tarde)|(?P<night>at nights?|de la noche))\b",
    re.I,
)
"""Words behind a number that make it a time of the day."""
_UNTIL = re.compile(r"\b(?:un)?till?\s(?:like\s|about\s|around\s)?$|\bhasta\s(?:las?\s)?$", re.I)
"""Words before a number that make it the time of the day when something ends."""
NOON = re.compile(r"(?<!\w)(?:(?P<noon>noon|mediod[ií]a)|(?P<night>midnight|media ?noche))(?!\w)", re.I)


def by_daytime(text: str, one: Quantity) -> Quantity:
    """A number with its part of the day as a time: "8 at night" → 20:00."""
    plain = one.unit in ("", "clock") and not one.is_range and 1 <= one.low <= 12.99
    match = _DAYTIME.match(text, one.end) if plain else None
    if match is None:
        ends = plain and one.unit == "" and one.per is None and _UNTIL.search(text, max(0, one.start - 24), one.start)
        return replace(one, unit="clock") if ends else one
    midnight = match["night"] is not None and one.low >= 12
    at = one.low % 12 + (24 if midnight else 0 if match["am"] else 12)
    return replace(one, end=match.end(), low=at, high=at, unit="clock", words_end=match.end())


def _knows_half(text: str, one: Quantity) -> bool:
    """Whether it is said which half of the day a time is in."""
    words = text[one.start : one.end]
    return bool(NOON.search(words) or _DAYTIME.search(words) or re.search(r"\d\s?[ap]", words, re.I))


_TILL = re.compile(r"\s?(?:-|–|—|to|till?|until|a|hasta)\s?(?:like\s|about\s|around\s|las?\s)?", re.I)
_HOME = re.compile(r"[^\d.?!;\n$]{1,22}\s(?:(?:by|at|around|about|till?|until|a las?)\s)?", re.I)
"""What may stand between two times of the day that begin and end a shift: "out the door 7pm home 3am"."""


def _spelled(one: Quantity) -> Quantity:
    """ "Four-thirty", read as 430 or 4.30, as the time of the day that it may be."""
    hours, minutes = divmod(one.low, 100)
    if one.also is None or one.unit or one.per or one.is_range or not (1 <= hours <= 12 and minutes < 60):
        return one
    at = hours % 24 + minutes / 60
    return replace(one, low=at, high=at, unit="clock", also=None)


def shift(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """From one time of the day to another as hours: "8:30 to 2:15" → 5.75, "10pm-6am" → 8; "9 to 5pm" and "7am to 3" too."""
    first, second = _spelled(first), _spelled(second)
    plain = first.unit == second.unit == "" and first.low > second.low  # "9 to 5", "10-7": down, so no range
    gap = text[first.end : second.start]
    till = _TILL.fullmatch(gap) if plain or "clock" in (first.unit, second.unit) else None
    if not till and not (first.unit == second.unit == "clock" and _HOME.fullmatch(gap)):
        return None
    for one in (first, second):
        bare = (
            one.unit == "" and one.per is None and not one.is_range and one.low == int(one.low) and 1 <= one.low <= 12
        )
        if one.unit != "clock" and not bare:
            return None
    length = (second.low - first.low) % 24
    if length > 12 and not all(_knows_half(text, one) for one in (first, second)):
        length -= 12  # where only one half of the day is said, the shorter way is meant
    if not 0 < length <= 24:
        return None
    begin = first.low if _knows_half(text, first) or not _knows_half(text, second) else (second.low - length) % 24
    at = (begin, begin + length)
    return Quantity(first.start, second.end, length, length, "hours", None, words_end=second.words_end, at=at)


_COUNTS = re.compile(
    r"\s(?!(?:with|each|for|incl\w*|per|from|round|there|total|to|of|in|on|by|and|if|or)\b)[^\W\d_]", re.I
)
"""A noun behind a number, which counts that and no minutes."""
_AND_MINUTES = re.compile(r"\s(?:(?:and|y|n)\s)?", re.I)


def hour_and(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "An hour and fifteen", "two hours 45 minutes" as one length of time; None where they are two figures."""
    bare = second.unit == "" and second.per is None and second.value % 5 == 0 and not _COUNTS.match(text, second.end)
    lone = first.at is None and not _TILL.match(text, second.end)
    if first.unit != "hours" or first.per or first.is_range or second.is_range or not (lone and 0 < second.value < 60):
        return None
    if not (second.unit == "minutes" or bare) or not _AND_MINUTES.fullmatch(
        text, first.words_end or first.end, second.start
    ):
        return None
    length = first.value + second.value / 60
    return replace(first, end=second.end, low=length, high=length, per=second.per, words_end=second.words_end)
