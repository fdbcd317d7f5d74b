"""How a figure stands beside the one before it of the same part and work: another stretch to add, another level of the same, its total.

Two sums of one work may be two clients or a good and a bad month; what stands between and around them tells which. A linear layer over
what the reader's networks see there says so; it is taught by :mod:`tools.reading.beside_lessons` from ``knowledge/corpus/beside.tsv``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded
from tools.reading.network import Floats, softmax
from tools.reading.quantities import Quantity

WEIGHTS = FACTS / "reader_beside.npz"
BESIDE = ("add", "range", "rate", "instead", "total")
"""``add``: both count, and are summed. ``range``: levels of one thing. ``rate``: of another basis or time, no part of the sum.
``instead``: takes the place of the one before. ``total``: what all of them come to, or a part of what stands before."""
PARTS = ("takings", "hours", "days", "unpaid", "pieces", "price", "miles", "active")
NEAR = 4
"""Tokens before and behind a figure that are looked at."""

Tokens = tuple[int, int]


def seen(
    text: str,
    hidden: Sequence[Floats],
    first: tuple[Quantity, Tokens, Sequence[Floats]],
    second: tuple[Quantity, Tokens, Sequence[Floats]],
    part: str,
    many: int,
) -> Floats:
    """What is known of two figures, shape (23 + networks × 2,048,): each figure is its quantity, its first and last token and its
    vectors by network; ``many`` are all figures of that part of the work."""
    (one, (_, end), mine), (other, (begin, last), theirs) = first, second
    start = first[1][0]
    views = [*mine, *theirs]
    for low, high in (
        (end + 1, begin),
        (max(0, begin - NEAR), begin),
        (max(0, start - NEAR), start),
        (last + 1, last + 1 + NEAR),
    ):
        views += [
            rows[low:high].mean(axis=0) if high > low and low < len(rows) else np.zeros(384, dtype=np.float32)
            for rows in hidden
        ]
    return np.concatenate([_plain(text, one, other, part, many), *views]).astype(np.float32)


def _plain(text: str, one: Quantity, other: Quantity, part: str, many: int) -> Floats:
    more = math.log(max(other.value, 0.01) / max(one.value, 0.01))
    gap = text[one.end : other.start]
    told = (one.per == other.per, one.per is None, other.per is None, one.unit == other.unit)
    said = [other.relation == relation for relation in ("added", "total", "instead")]
    marks = [mark in gap for mark in ("\n", ".", ",")]
    of = [part == name for name in PARTS]
    return np.array([more, abs(more), *told, len(gap) / 100, *said, many == 2, many > 3, *marks, *of], dtype=np.float32)


class Beside:
    """The layer. FactsError when its file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.weight, self.bias, self.heat = unrounded(arrays, "weight"), arrays["bias"], float(arrays["heat"])

    def chances(self, features: Floats) -> Floats:
        """The probability of each of :data:`BESIDE`."""
        return softmax((features @ self.weight + self.bias) / self.heat)


@lru_cache(maxsize=1)
def beside() -> Beside:
    """The shipped layer, once a process."""
    return Beside()
