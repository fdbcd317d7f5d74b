"""Days of the week as how many of them: "m thru f" is five, "Tues to Sat" five, "weekends" two."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPANISH = {"lun": 0, "mar": 1, "mié": 2, "mie": 2, "jue": 3, "vie": 4, "sáb": 5, "sab": 5, "dom": 6}
_SHORT = {"m": 0, "tu": 1, "th": 3, "f": 4, "sa": 5, "su": 6}
_NAME = rf"(?:(?:{'|'.join((*_DAYS, *_SPANISH))})[a-zéá]*)"
_SPAN = re.compile(
    rf"\b(?P<first>{_NAME}|m|tu|th)\.?\s?(?:-|–|—|\bto\b|\bthru\b|\bthrough\b|\btill?\b|\buntil\b|\ba\b|\bal\b)\s?(?P<last>{_NAME}|f|th|sa|su)\b"
    r"|\b(?P<five>week ?days)\b",
    re.I,
)


def weekdays(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, days a week) of each span of weekdays."""
    for match in _SPAN.finditer(text):
        if match["five"]:
            yield *match.span(), 5
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
