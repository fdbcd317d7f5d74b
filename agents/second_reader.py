"""With a model on, a second reader: it points at pieces of the message, and where it disagrees with the first, that is asked.

It never overwrites. What it points at must stand in the message word for word, and its numbers are those of the grammar; agreement
changes nothing, disagreement on the work, takings, hours or wanted pay becomes a question.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, Field

from agents.hints import Hinter, quoted, said
from runtime.tracing import mask
from tools.profile import Profile
from tools.reading.lacking import Doubt
from tools.reading.occupations import title_of
from tools.reading.quantities import Quantity, quantities

APART = 0.15
"""Share from which two readings of one amount are two."""


class Pieces(BaseModel):
    """Pieces of the worker's own words, exactly as they stand there; empty where they do not say it."""

    work: str = Field(description="the work they do for pay now")
    takings: str = Field(description="the money that work brings, with its period")
    hours: str = Field(description="the hours they work")
    wanted: str = Field(description="the pay they want")


async def disagreements(text: str, profile: Profile, hint: Hinter) -> list[Doubt]:
    """What the two readings do not agree on, as questions; none where the model gave no usable answer."""
    found = await hint.ask(Pieces, words=quoted(mask(text)))
    if found is None:
        return []
    doubts = [
        *_work(said(found.work, text), profile),
        *_amount(
            "money", said(found.takings, text), [*_takings(profile), *_told(profile, "gross")], "what you take in"
        ),
    ]
    hours = [work.hours for work in profile.work if work.hours is not None]
    doubts += _amount("hours", said(found.hours, text), [*hours, *_told(profile, "hours")], "the hours you work")
    return doubts


def _work(piece: str, profile: Profile) -> list[Doubt]:
    title = title_of(piece) if piece else None
    if title is None or not title.soc or title.sure < 0.6:
        return []
    if any(work.soc[:5] == title.soc[:5] for work in profile.work if work.soc):
        return []
    now = ", ".join(work.title for work in profile.work) or "nothing"
    text = (
        f"What is your work now: “{piece}”, or {now}?" if profile.work else f"Is “{piece}” the work you do for pay now?"
    )
    return [
        Doubt("work", text, tuple(filter(None, (piece, *(work.title for work in profile.work)))), piece, weight=1.4)
    ]


def _takings(profile: Profile) -> list[float]:
    amounts = [work.gross for work in profile.work if work.gross]
    return [value for amount in amounts for value in (amount.usd, amount.low, amount.high) if value is not None]


def _told(profile: Profile, field: str) -> list[float]:
    """The figures in the words that a work's field was read from."""
    words = [said for key, said in profile.words.items() if re.fullmatch(rf"work\.{field}(?:\.\d+)?", key)]
    return [value for said in words for value in _values(quantities(said))]


def _values(found: list[Quantity]) -> list[float]:
    return [value for one in found for value in (one.low, one.high, one.value)]


def _amount(field: str, piece: str, read: list[float], what: str) -> list[Doubt]:
    """A question where the piece holds figures and none of them is among those that were read, nor in the words read for it."""
    there = _values(quantities(piece))
    if not there or any(abs(a - b) <= APART * max(a, b) for a in there for b in read):
        return []
    return [Doubt(field, f"You wrote “{piece}”. Is that {what}?", (f"Yes: {piece}", "No"), piece, weight=1.4)]
