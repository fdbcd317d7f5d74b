"""Messages as a reader that is always right would read them: pieces are marked as in the corpus, the quantities are the grammar's.

``[drive for Uber](work now self 1), [$600 a week](takings/week before 1)``: a piece's label, a quantity's period, what else is said of
it, and the number of its work. A quantity without a number is of all works, or of none.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.reading.corpus import Message, unmarked
from tools.reading.gold import SURE, as_read
from tools.reading.sums import Week
from tools.reading.tagger import Reading
from tools.reading.week import week

UBER = "I drive for [Uber](work now self 1)."
"""A work that a table knows by its name, so that no network is asked."""


def told(
    marked: str,
    sure: Mapping[str, float] | None = None,
    links: Mapping[str, float] | None = None,
    periods: Mapping[str, float] | None = None,
    basis: float = SURE,
    beside: Mapping[str, str] | None = None,
) -> Reading:
    """``sure``, ``links`` and ``periods``: by piece as it is marked the probability of its kind, of its work, and of its period;
    ``beside``: how it stands beside the figures of its part before it."""
    return as_read(Message("", *unmarked(marked)), sure, links, periods, basis, beside)


def week_of(marked: str, basis: float = SURE, beside: Mapping[str, str] | None = None) -> Week:
    """The week of the only work that a message is about."""
    return week(told(marked, basis=basis, beside=beside).figures)
