"""The learned reader: a message → its pieces, each with what it is, whose, and how sure that is.

MiniLM with small changes (``knowledge/facts/reader.npz``, learned by :mod:`tools.reading.training`) looks at each token where it
stands. Pieces without a number are tagged; every quantity that the grammar finds is given its part. Numpy alone, tens of ms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.embedder import model_dir
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays
from tools.reading.beside import BESIDE, PARTS, beside, seen
from tools.reading.network import Floats, Network, parted, softmax
from tools.reading.quantities import Quantity, quantities, settled
from tools.reading.shape import HEADS, OF_QUANTITY, TAGS, bucket

WEIGHTS = FACTS / "reader.npz"
SPLIT = 0.8
"""Two pieces of one kind side by side are one, unless the network is this sure that the second begins anew."""


@dataclass(frozen=True)
class Guess:
    """One of a head's classes and its calibrated probability."""

    label: str
    sure: float


@dataclass(frozen=True)
class Span:
    """A piece of the text without a number: ``kind`` is one of ``corpus.SPAN``; ``heads`` are what else is said of it."""

    start: int
    end: int
    kind: str
    sure: float
    heads: dict[str, Guess] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A quantity with its part. ``work`` is the index of its work among the spans of that kind; -1: none, or all together.

    ``beside`` says by the start of an earlier figure of the same part how this one stands to it, one of
    :data:`tools.reading.beside.BESIDE`.
    """

    quantity: Quantity
    part: Guess
    heads: dict[str, Guess] = field(default_factory=dict)
    work: int = -1
    link: float = 1.0
    beside: dict[int, Guess] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """All pieces of a message, in their order."""

    text: str
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()

    def of(self, kind: str) -> list[Span]:
        return [span for span in self.spans if span.kind == kind]

    def words(self, piece: Span | Figure) -> str:
        """The piece as it stands in the message."""
        if isinstance(piece, Span):
            return self.text[piece.start : piece.end]
        return self.text[piece.quantity.start : piece.quantity.words_end].strip()


Placed = tuple[Quantity, tuple[int, int], list[Floats]]
"""A quantity with its first and last token and its vector by network."""


@dataclass(frozen=True)
class Looked:
    """What the networks see of a text: by network what each token means, and the quantities in their places."""

    hidden: list[Floats]
    placed: list[Placed]

    def at(self, start: int) -> Placed | None:
        """The quantity over a place in the text."""
        return next((one for one in self.placed if one[0].start <= start < max(one[0].end, one[0].words_end)), None)


class Tagger:
    """Networks that were taught apart and judge together: their logits are averaged. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        from tokenizers import Tokenizer

        arrays = read_arrays(path)
        heats = [name for name in arrays if name.startswith("heat/")]
        self.heat = {name.removeprefix("heat/"): float(arrays.pop(name)) for name in heats}
        self.networks = [Network(parted(arrays, n)) for n in sorted({name.partition("/")[0] for name in arrays})]
        self.tokenizer = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def read(self, text: str) -> Reading:
        """The pieces of a text of any length, window after window."""
        encoded = self.tokenizer.encode(text)
        offsets = encoded.offsets
        if len(offsets) == 2:  # nothing but the marks of beginning and end
            return Reading(text)
        hidden = [network.hidden(encoded.ids) for network in self.networks]
        found = self._spans(text, hidden, offsets)
        works = [(span, vectors) for span, vectors in found if span.kind == "work"]
        looked = Looked(hidden, self._placed(text, hidden, offsets))
        return Reading(text, tuple(span for span, _ in found), tuple(self._figures(text, looked, works)))

    def look(self, text: str) -> Looked:
        """What the networks see of a text, before they say what it is."""
        encoded = self.tokenizer.encode(text)
        hidden = [network.hidden(encoded.ids) for network in self.networks]
        return Looked(hidden, self._placed(text, hidden, encoded.offsets))

    def _logits(self, name: str, rows: Sequence[Floats]) -> Floats:
        """A layer's answer to each network's own row, averaged."""
        answers = [network.layer(name, row) for network, row in zip(self.networks, rows, strict=True)]
        return np.asarray(np.mean(answers, axis=0))

    def _chances(self, name: str, logits: Floats) -> Floats:
        return softmax(logits / self.heat[name])

    def _spans(
        self, text: str, hidden: Sequence[Floats], offsets: list[tuple[int, int]]
    ) -> list[tuple[Span, list[Floats]]]:
        """Each piece with its vector by network."""
        chances = self._chances("tags", self._logits("tags", hidden))
        found: list[tuple[int, int, str, float]] = []
        for first, last in _words(text, offsets):
            word = chances[first : last + 1].mean(axis=0)
            tag = TAGS[int(chances[first].argmax() if chances[first].argmax() else word.argmax())]
            begins, _, kind = tag.partition("-")
            if not kind:
                continue
            sure = float(word[TAGS.index(f"B-{kind}")] + word[TAGS.index(f"I-{kind}")])
            near = bool(found) and found[-1][1] == first - 1 and found[-1][2] == kind
            gap = text[offsets[first - 1][1] : offsets[first][0]] if near else "?"
            if near and (begins == "I" or not gap or (gap == " " and float(word[TAGS.index(f"B-{kind}")]) < SPLIT)):
                found[-1] = (found[-1][0], last, kind, max(found[-1][3], sure))
            else:
                found.append((first, last, kind, sure))
        spans = []
        for first, last, kind, sure in found:
            start, end = _trimmed(text, offsets[first][0], offsets[last][1])
            vectors = [net.span(rows, first, last) for net, rows in zip(self.networks, hidden, strict=True)]
            heads = {"work": ("status", "employment")}.get(kind, (kind,) if kind in HEADS else ())
            spans.append((Span(start, end, kind, sure, {name: self._guess(name, vectors) for name in heads}), vectors))
        return spans

    def _guess(self, head: str, vectors: Sequence[Floats]) -> Guess:
        chances = self._chances(head, self._logits(f"heads.{head}", vectors))
        return Guess(HEADS[head][int(chances.argmax())], float(chances.max()))

    def _placed(self, text: str, hidden: Sequence[Floats], offsets: list[tuple[int, int]]) -> list[Placed]:
        placed = [(one, at) for one in quantities(text) if (at := _tokens(offsets, one.start, one.end)) is not None]
        return [
            (one, at, [net.quantity(rows, *at, one) for net, rows in zip(self.networks, hidden, strict=True)])
            for one, at in placed
        ]

    def _figures(self, text: str, looked: Looked, works: list[tuple[Span, list[Floats]]]) -> list[Figure]:
        found = []
        for one, _, vectors in looked.placed:
            heads = {name: self._guess(name, vectors) for name in OF_QUANTITY}
            work, link = self._link(one, vectors, works)
            found.append(Figure(settled(one, heads["period"].label), heads.pop("quantity"), heads, work, link))
        return compared(text, looked, found)

    def _link(
        self, one: Quantity, vectors: Sequence[Floats], works: list[tuple[Span, list[Floats]]]
    ) -> tuple[int, float]:
        """Which work a quantity belongs to: the best of "none or all" and each work, with its probability."""
        near = [bucket(one.start, work.start) for work, _ in works]
        scores = [
            network.link(vectors[n], [theirs[n] for _, theirs in works], near)
            for n, network in enumerate(self.networks)
        ]
        chances = self._chances("link", np.mean(scores, axis=0))
        return int(chances.argmax()) - 1, float(chances.max())


REACH = 4
"""To how many figures before it of its part a figure is compared."""


def compared(text: str, looked: Looked, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, each with how it stands beside those before it of the same part."""
    of: dict[str, list[int]] = {}
    for n, one in enumerate(figures):
        if one.part.label in PARTS and looked.at(one.quantity.start) is not None:
            of.setdefault(one.part.label, []).append(n)
    made = list(figures)
    for part, places in of.items():
        placed = {at: looked.at(figures[at].quantity.start) for at in places}
        for n, at in enumerate(places[1:], 1):
            guesses = {}
            for before in places[max(0, n - REACH) : n]:
                first, second = placed[before], placed[at]
                assert first is not None
                assert second is not None
                many = sum(figures[other].work == figures[at].work for other in places)
                chances = beside().chances(seen(text, looked.hidden, first, second, part, many))
                best = int(chances.argmax())
                guesses[figures[before].quantity.start] = Guess(BESIDE[best], float(chances[best]))
            made[at] = replace(made[at], beside=guesses)
    return made


def _words(text: str, offsets: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """First and last token of each word; marks stand for themselves."""
    words: list[tuple[int, int]] = []
    for n, (start, end) in enumerate(offsets):
        if end <= start:
            continue
        joined = (
            words
            and offsets[n - 1][1] == start
            and text[start].isalnum()
            and text[start - 1].isalnum()
            and words[-1][1] == n - 1
        )
        if joined:
            words[-1] = (words[-1][0], n)
        else:
            words.append((n, n))
    return words


_EDGES = re.compile(
    r"^(?:(?:and|or|y|e|n|the|a|an|my|of|in|at|to|with|for)\s+)+|(?:\s+(?:and|or|y|n|the|a|an|of|in|at|to|with|for|i))+$",
    re.I,
)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks and small words at the edges."""
    while start < end and not (text[start].isalnum() or text[start] in "#$.("):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "+#%)"):
        end -= 1
    piece = text[start:end]
    if match := _EDGES.match(piece):
        start += match.end() if match.end() < len(piece) else 0
    if match := re.search(_EDGES, text[start:end]):
        end = start + match.start() if match.start() > 0 else end
    return start, end


def _tokens(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    hit = [n for n, (a, b) in enumerate(offsets) if a < end and start < b and b > a]
    return (hit[0], hit[-1]) if hit else None


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The shipped reader, once a process."""
    return Tagger()


__all__ = ["Figure", "Guess", "Reading", "Span", "Tagger", "tagger"]
