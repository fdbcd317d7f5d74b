"""An answer's plan as iCalendar (RFC 5545): its steps as evenings of learning, with reminders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import ceil

from ui import view
from ui.turn import Turn

EVENING = "183000"
LONGEST_SITTING = 3.0
"""Hours of an evening; more of a week goes on more days of it."""
_DAYS = ("MO", "WE", "FR", "TU", "TH", "SA", "SU")


def calendar(turn: Turn, today: date | None = None) -> str:
    """Sittings of an evening, each with a reminder, the first week beginning next Monday.

    The times are local wherever the calendar is opened, and are there to be moved.
    """
    today = today or date.today()
    monday = today + timedelta(days=7 - today.weekday())
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gigpath//Plan//EN", "CALSCALE:GREGORIAN"]
    for n, step in enumerate(turn.plan.steps if turn.plan else [], 1):
        at = turn.facts.get(step.link)
        weeks = step.to_week - step.from_week + 1
        days, minutes = sittings(step.hours / weeks)
        begins = monday + timedelta(weeks=step.from_week - 1)
        cost = "" if step.cost is None else ", free" if step.cost == 0 else f", {view.money(step.cost)}"
        lines += [
            "BEGIN:VEVENT", f"UID:{turn.run_id}-{n}@gigpath", f"DTSTAMP:{stamp}", f"DTSTART:{begins:%Y%m%d}T{EVENING}", f"DURATION:PT{minutes}M",
            *([f"RRULE:FREQ=WEEKLY;BYDAY={','.join(_DAYS[:days])};COUNT={days * weeks}"] if days * weeks > 1 else []),
            f"SUMMARY:{_ics(step.title)}", f"DESCRIPTION:{_ics(' '.join(filter(None, (view.hours(step.hours) + cost, step.detail))))}",
            *([f"URL:{at.value}"] if at and view.web(str(at.value)) else []), "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_ics(step.title)}",
            "TRIGGER:-PT30M", "END:VALARM", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def sittings(hours: float) -> tuple[int, int]:
    """Hours of a week → evenings of it, and minutes of each, to the quarter of an hour."""
    days = min(max(ceil(hours / LONGEST_SITTING), 1), len(_DAYS))
    return days, max(round(hours * 60 / days / 15) * 15, 15)


def _ics(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", " ".join(text.split()))


def _folded(line: str) -> Iterator[str]:
    """In pieces of at most 75 octets, each further one begun with a blank."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > 75:
            yield piece
            piece = " "
        piece += letter
    yield piece
