"""Messages as a reader that is always right would read them: pieces are marked as in the corpus, the quantities are the grammar's.

``[drive for Uber](work now self 1), [$600 a week](takings/week before 1)``: a piece's label, a quantity's period, what else is said of
it, and the number of its work. A quantity without a number is of all works, or of none.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.reading.corpus import SPAN, Label, unmarked
from tools.reading.quantities import quantities
from tools.reading.shape import HEADS, OF_QUANTITY
from tools.reading.sums import Week
from tools.reading.tagger import Figure, Guess, Reading, Span
from tools.reading.week import week

SURE = 0.97
UBER = "I drive for [Uber](work now self 1)."
"""A work that a table knows by its name, so that no network is asked."""


def told(
    marked: str,
    sure: Mapping[str, float] | None = None,
    links: Mapping[str, float] | None = None,
    periods: Mapping[str, float] | None = None,
    basis: float = SURE,
) -> Reading:
    """``sure``, ``links`` and ``periods``: by piece as it is marked the probability of its kind, of its work, and of its period."""
    text, labels = unmarked(marked)
    said = [(text[one.start : one.end], one) for one in labels]
    works = [one for one in labels if one.kind == "work"]
    spans = tuple(
        Span(one.start, one.end, one.kind, (sure or {}).get(words, SURE), _heads(one))
        for words, one in said
        if one.kind in SPAN
    )
    figures = []
    for quantity in quantities(text):
        for words, one in said:
            if one.kind in SPAN or not (one.start < quantity.end and quantity.start < one.end):
                continue
            guess = dict.fromkeys(OF_QUANTITY, Guess("", SURE)) | {
                "period": Guess(one.period, (periods or {}).get(words, SURE)),
                "basis": Guess(next((more for more in one.more if more in HEADS["basis"]), "after"), basis),
                "cost": Guess(next((more for more in one.more if more in HEADS["cost"]), "other"), SURE),
            }
            guess.pop("quantity")
            whose = next((n for n, work in enumerate(works) if one.work and work.work == one.work), -1)
            part = Guess(one.kind, (sure or {}).get(words, SURE))
            figures.append(Figure(quantity, part, guess, whose, (links or {}).get(words, SURE)))
    return Reading(text, spans, tuple(figures))


def _heads(one: Label) -> dict[str, Guess]:
    if one.kind == "work":
        return {"status": Guess(one.more[0], SURE), "employment": Guess(one.more[1], SURE)}
    return {one.kind: Guess(one.more[0], SURE)} if one.kind in HEADS and one.more else {}


def week_of(marked: str, basis: float = SURE) -> Week:
    """The week of the only work that a message is about."""
    return week(told(marked, basis=basis).figures)
