"""Messages of the corpus as the network sees them, and the same messages said otherwise.

Amounts, places and spelling vary by seed in each pass, so that what is learned is how things are said and not the figures that
happen to stand in the corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.embedder import model_dir
from tools.reading.corpus import QUANTITY, SPAN, Label, Message
from tools.reading.quantities import quantities
from tools.reading.shape import HEADS, TAGS, features

LONGEST = 250
"""Tokens of a message that are learned from."""


@dataclass
class Example:
    """A message as the network sees it: token ids with their places, the tag of each, the quantities and spans with their classes."""

    ids: list[int]
    tags: list[int]
    quantities: list[tuple[int, int, Any, dict[str, int], int]]
    """First and last token, features, class by head, place in characters."""
    spans: list[tuple[int, int, dict[str, int], int]]
    """First and last token, class by head, place in characters; works first."""
    links: list[int]
    """By quantity the span that is its work; -1 for none, -2 where it is not to be learned."""


def example(message: Message, tokenizer: Any) -> Example:
    """The message with its labels on tokens; a quantity is what the grammar finds, labelled by the piece it stands in."""
    encoded = tokenizer.encode(message.text)
    offsets = encoded.offsets[:LONGEST]
    tags = [0] * len(offsets)
    works: dict[int, int] = {}
    spans: list[tuple[int, int, dict[str, int], int]] = []
    for label in sorted(message.labels, key=lambda one: one.kind != "work"):
        if label.kind not in SPAN or (at := _tokens(offsets, label.start, label.end)) is None:
            continue
        first, last = at
        for token in range(first, last + 1):
            tags[token] = TAGS.index(f"{'B' if token == first else 'I'}-{label.kind}")
        if label.kind == "work":
            works.setdefault(label.work, len(spans))
        spans.append((first, last, _classes(label), label.start))
    found, links = [], []
    for quantity in quantities(message.text):
        gold = next(
            (
                one
                for one in message.labels
                if one.kind in QUANTITY and one.start < quantity.end and quantity.start < one.end
            ),
            None,
        )
        at = _tokens(offsets, quantity.start, quantity.end)
        if at is None:
            continue
        classes = (
            _classes(gold) if gold is not None else {"quantity": QUANTITY.index("other")}
        )  # "one" that counts nothing
        found.append((*at, features(quantity), classes, quantity.start))
        links.append(-2 if gold is None else works.get(gold.work, -2) if gold.work else -1)
    return Example(encoded.ids[:LONGEST], tags, found, spans, links)


def _tokens(offsets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    hit = [n for n, (a, b) in enumerate(offsets) if a < end and start < b and b > a]
    return (hit[0], hit[-1]) if hit else None


def _classes(label: Label) -> dict[str, int]:
    """Head → class, of the heads that such a label teaches."""
    if label.kind in QUANTITY:
        found = {"quantity": QUANTITY.index(label.kind)}
        if label.period and label.period in HEADS["period"]:
            found["period"] = HEADS["period"].index(label.period)
        if label.kind == "takings":
            found["basis"] = HEADS["basis"].index(label.more[0])
        if label.kind == "cost":
            found["cost"] = HEADS["cost"].index(label.more[0])
        return found
    if label.kind == "work":
        return {"status": HEADS["status"].index(label.more[0]), "employment": HEADS["employment"].index(label.more[1])}
    if label.kind in HEADS and label.more:
        classes = HEADS[label.kind]
        return {label.kind: classes.index(label.more[0]) if label.more[0] in classes else len(classes) - 1}
    return {}


# ---- the same message said otherwise --------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d.,]*\d)")


def varied(message: Message, draw: random.Random, places: Sequence[str]) -> Message:
    """Other amounts of the same kind, another place, now and then slips of the keyboard and no punctuation."""
    parts, at = list[tuple[str, Label | None]](), 0
    for one in sorted(message.labels, key=lambda one: one.start):
        parts += [(message.text[at : one.start], None), (message.text[one.start : one.end], one)]
        at = one.end
    parts.append((message.text[at:], None))
    sloppy, bare = draw.random() < 0.25, draw.random() < 0.15
    text, labels = "", list[Label]()
    for words, label in parts:
        if label is not None and label.kind in QUANTITY:
            words = _NUMBER.sub(lambda match: _other(match[0], draw), words) if draw.random() < 0.5 else words
        elif label is not None and label.kind == "place" and draw.random() < 0.4:
            words = draw.choice(places)
        else:
            words = _slips(words, draw) if sloppy else words
        if bare and label is None:
            words = re.sub(r"[.,;:!?]", "", words)
        if label is not None:
            labels.append(replace(label, start=len(text), end=len(text) + len(words)))
        text += words
    return Message(message.id, text, tuple(labels))


def _other(number: str, draw: random.Random) -> str:
    """A number of the same length and form; years and ZIPs stay."""
    plain = number.replace(",", "")
    value = float(plain)
    if (
        len(plain.split(".")[0]) >= 5
        or (1900 <= value <= 2030 and "." not in plain and "," not in number)
        or value == 0
    ):
        return number
    new = max(1.0 if value >= 1 else 0.01, value * draw.uniform(0.6, 1.6))
    if "." in plain:
        return f"{new:.{len(plain.split('.')[1])}f}"
    if value >= 100:
        new = round(new / 10) * 10
    return f"{round(new):,}" if "," in number else str(max(1, round(new)))


def _slips(words: str, draw: random.Random) -> str:
    return re.sub(r"[^\W\d_]{4,}", lambda match: _slip(match[0], draw) if draw.random() < 0.06 else match[0], words)


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def tokenizer() -> Any:
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def examples(messages: Sequence[Message]) -> list[Example]:
    """Messages as the network sees them, unvaried."""
    words = tokenizer()
    return [example(message, words) for message in messages]
