"""A labelled message as a reader that is always right would read it: the labels' pieces, and the grammar's quantities."""

from __future__ import annotations

from collections.abc import Mapping

from tools.reading.corpus import SPAN, Label, Message
from tools.reading.quantities import quantities
from tools.reading.shape import HEADS, OF_QUANTITY
from tools.reading.tagger import Figure, Guess, Reading, Span

SURE = 0.97
"""The probability of everything that is not given another."""


def as_read(
    message: Message,
    sure: Mapping[str, float] | None = None,
    links: Mapping[str, float] | None = None,
    periods: Mapping[str, float] | None = None,
    basis: float = SURE,
    beside: Mapping[str, str] | None = None,
) -> Reading:
    """``sure``, ``links`` and ``periods``: by piece as it stands the probability of its kind, of its work, and of its period;
    ``beside``: how it stands beside the figures of its part before it."""
    text, labels = message.text, message.labels
    said = [(text[one.start : one.end], one) for one in labels]
    works = [one for one in labels if one.kind == "work"]
    spans = tuple(
        Span(one.start, one.end, one.kind, (sure or {}).get(words, SURE), _heads(one))
        for words, one in said
        if one.kind in SPAN
    )
    figures: list[Figure] = []
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
            stands = Guess((beside or {}).get(words, ""), SURE)
            earlier = {told.quantity.start: stands for told in figures if told.part.label == one.kind}
            figures.append(
                Figure(quantity, part, guess, whose, (links or {}).get(words, SURE), earlier if stands.label else {})
            )
    return Reading(text, spans, tuple(figures))


def _heads(one: Label) -> dict[str, Guess]:
    if one.kind == "work":
        return {"status": Guess(one.more[0], SURE), "employment": Guess(one.more[1], SURE)}
    return {one.kind: Guess(one.more[0], SURE)} if one.kind in HEADS and one.more else {}
