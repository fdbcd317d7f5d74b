"""The learned reader: a message → its pieces, each with what it is, whose, and how sure that is.

MiniLM with small changes (``knowledge/facts/reader.npz``, learned by :mod:`tools.reading.training`) looks at each token where it
stands. Pieces without a number are tagged; every quantity that the grammar finds is given its part. Numpy alone, about 30 ms.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import gelu, minilm, model_dir
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded
from tools.reading.quantities import Quantity, quantities
from tools.reading.shape import HEADS, LINK, OF_QUANTITY, TAGS, bucket, features

WEIGHTS = FACTS / "reader.npz"
WINDOW, OVERLAP = 240, 40
"""Tokens that are looked at together, and that two windows share."""

SPLIT = 0.8
"""Two pieces of one kind side by side are one, unless the network is this sure that the second begins anew."""

Floats = NDArray[np.float32]


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
    """A quantity with its part. ``work`` is the index of its work among the spans of that kind; -1: none, or all together."""

    quantity: Quantity
    part: Guess
    heads: dict[str, Guess] = field(default_factory=dict)
    work: int = -1
    link: float = 1.0


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


class Tagger:
    """The network's weights. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        from tokenizers import Tokenizer

        arrays = read_arrays(path)
        matrices = [name.removeprefix("up/") for name in arrays if name.startswith("up/")]
        changes = {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in matrices}
        self.encoder = minilm().changed(changes)
        self.layers: dict[str, tuple[Floats, Floats]] = {
            name.removeprefix("layer/"): (unrounded(arrays, name), arrays[f"bias/{name.removeprefix('layer/')}"])
            for name in arrays
            if name.startswith("layer/")
        }
        self.distance: Floats = arrays["distance"]
        self.heat: dict[str, float] = {name: float(arrays[f"heat/{name}"]) for name in (*HEADS, "tags", "link")}
        self.tokenizer = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def read(self, text: str) -> Reading:
        """The pieces of a text of any length, window after window."""
        encoded = self.tokenizer.encode(text)
        offsets = encoded.offsets
        if len(offsets) == 2:  # nothing but the marks of beginning and end
            return Reading(text)
        hidden = self._hidden(encoded.ids)
        found = self._spans(text, hidden, offsets)
        works = [(span, vector) for span, vector in found if span.kind == "work"]
        return Reading(text, tuple(span for span, _ in found), tuple(self._figures(text, hidden, offsets, works)))

    def _hidden(self, ids: list[int]) -> Floats:
        """What each token means, shape (tokens, 384); where windows overlap, the side that has more around it."""
        first, *inner, last = ids
        rows = np.zeros((len(ids), 384), dtype=np.float32)
        for at in range(0, len(inner), WINDOW - OVERLAP):
            part = inner[at : at + WINDOW]
            seen, skip = self.encoder.tokens([first, *part, last]), OVERLAP // 2 if at else -1
            rows[at + skip + 1 : at + len(part) + 2] = seen[skip + 1 :]
            if at + WINDOW >= len(inner):
                break
        return rows

    def _layer(self, name: str, x: Floats) -> Floats:
        weight, bias = self.layers[name]
        return np.asarray(x @ weight + bias)

    def _chances(self, name: str, logits: Floats) -> Floats:
        scaled = logits / self.heat[name]
        powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))

    def _spans(self, text: str, hidden: Floats, offsets: list[tuple[int, int]]) -> list[tuple[Span, Floats]]:
        chances = self._chances("tags", self._layer("tags", hidden))
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
                found[-1] = (found[-1][0], last, kind, min(found[-1][3], sure))
            else:
                found.append((first, last, kind, sure))
        if not found:
            return []
        vectors = gelu(self._layer("span", _pieces(hidden, [(first, last) for first, last, _, _ in found])))
        spans = []
        for (first, last, kind, sure), vector in zip(found, vectors, strict=True):
            start, end = _trimmed(text, offsets[first][0], offsets[last][1])
            heads = {"work": ("status", "employment")}.get(kind, (kind,) if kind in HEADS else ())
            spans.append((Span(start, end, kind, sure, {name: self._guess(name, vector) for name in heads}), vector))
        return spans

    def _guess(self, head: str, vector: Floats) -> Guess:
        chances = self._chances(head, self._layer(f"heads.{head}", vector))
        return Guess(HEADS[head][int(chances.argmax())], float(chances.max()))

    def _figures(
        self, text: str, hidden: Floats, offsets: list[tuple[int, int]], works: list[tuple[Span, Floats]]
    ) -> list[Figure]:
        placed = [(one, at) for one in quantities(text) if (at := _tokens(offsets, one.start, one.end)) is not None]
        if not placed:
            return []
        extra = np.stack([features(one) for one, _ in placed])
        vectors = gelu(
            self._layer("quantity", np.concatenate([_pieces(hidden, [at for _, at in placed]), extra], axis=1))
        )
        found = []
        for (one, _), vector in zip(placed, vectors, strict=True):
            heads = {name: self._guess(name, vector) for name in OF_QUANTITY}
            work, link = self._link(one, vector, works)
            found.append(Figure(one, heads.pop("quantity"), heads, work, link))
        return found

    def _link(self, one: Quantity, vector: Floats, works: list[tuple[Span, Floats]]) -> tuple[int, float]:
        """Which work a quantity belongs to: the best of "none or all" and each work, with its probability."""
        scores = [float(self._layer("none", vector)[0])]
        if works:
            near = self.distance[[bucket(one.start, work.start) for work, _ in works]]
            rows = np.stack([row for _, row in works])
            status = self._chances("status", self._layer("heads.status", rows) * self.heat["status"])
            alike = self._layer("works", rows) @ self._layer("asks", vector) / math.sqrt(LINK)
            scores += (alike + near + self._layer("status_link", status)[:, 0]).tolist()
        chances = self._chances("link", np.array(scores, dtype=np.float32))
        return int(chances.argmax()) - 1, float(chances.max())


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


def _pieces(hidden: Floats, spans: list[tuple[int, int]]) -> Floats:
    """By span the mean of its tokens, the token before and the token behind, shape (spans, 3 × 384)."""
    last = len(hidden) - 1
    return np.stack(
        [
            np.concatenate([hidden[a : b + 1].mean(axis=0), hidden[max(0, a - 1)], hidden[min(last, b + 1)]])
            for a, b in spans
        ]
    )


def _tokens(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    hit = [n for n, (a, b) in enumerate(offsets) if a < end and start < b and b > a]
    return (hit[0], hit[-1]) if hit else None


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The shipped reader, once a process."""
    return Tagger()


__all__ = ["Figure", "Guess", "Reading", "Span", "Tagger", "tagger"]
