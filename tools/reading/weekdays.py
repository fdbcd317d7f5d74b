"""Days of the week as how many of them: "m thru f" is five, "fri n sat" two, "weekends" two."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPANISH = {"lun": 0, "mar": 1, "mié": 2, "mie": 2, "jue": 3, "vie": 4, "sáb": 5, "sab": 5, "dom": 6}
_SHORT = {"m": 0, "tu": 1, "th": 3, "f": 4, "sa": 5, "su": 6}
WEEKDAY = (
    r"(?:mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|thu(?:rs?|rsdays?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?|"
    r"lun(?:es)?|mar(?:tes)?|mi[eé](?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|s[aá]b(?:ados?)?|dom(?:ingos?)?)\b"
)
_SPAN = re.compile(
    rf"\b(?P<first>{WEEKDAY}|m|tu|th)\.?\s?(?:-|–|—|\bto\b|\bthru\b|\bthrough\b|\btill?\b|\buntil\b|\ba\b|\bal\b)\s?(?P<last>{WEEKDAY}|f|th|sa|su)\b"
    r"|\b(?P<five>week ?days?)\b|\b(?P<two>week ?ends?)\b"
    rf"|\b(?P<list>{WEEKDAY}(?:\.?\s?(?:,|/|&|\+|\band\b|\bn\b|\by\b|\s)\s?{WEEKDAY})+)(?![\w])",
    re.I,
)


def weekdays(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, days a week) of each span of weekdays."""
    for match in _SPAN.finditer(text):
        if match["five"]:
            yield *match.span(), 5
            continue
        if match["two"]:
            yield *match.span(), 2
            continue
        if match["list"]:
            named = {_number(name) for name in re.findall(r"[^\W\d_]+", match["list"])} - {None}
            if len(named) > 1:
                yield *match.span(), len(named)
            continue
        first, last = _number(match["first"]), _number(match["last"])
        if first is not None and last is not None and first != last:
            yield *match.span(), (last - first) % 7 + 1


def _number(name: str) -> int | None:
    """0 for Monday; None for a word that only begins like a day."""
    low = name.lower()
    if low in _SHORT:
        return _SHORT[low]
    return _DAYS.index(low[:3]) if low[:3] in _DAYS else _SPANISH.get(low[:3])
