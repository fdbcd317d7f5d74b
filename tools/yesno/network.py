"""A small network that answers one question about one text, or about two that are read together: a probability of yes.

MiniLM with small changes and one weight row over the mean of its tokens; :mod:`tools.yesno.training` makes it. Numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.embedder import minilm
from knowledge.title_model import read_arrays, unrounded

LONGEST = 160
"""Tokens that are looked at."""

Texts = tuple[str, ...]
"""One text, or two that are read together."""


def encoded(texts: Texts) -> list[int]:
    """The tokens of one text, or of two read together."""
    first, *second = texts
    return list(minilm().tokenizer.encode(first, second[0] if second else None).ids[:LONGEST])


class YesNo:
    """FactsError when the file is missing or edited."""

    def __init__(self, path: Path) -> None:
        arrays = read_arrays(path)
        matrices = [name.removeprefix("up/") for name in arrays if name.startswith("up/")]
        changes = {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in matrices}
        self.encoder = minilm().changed(changes)
        self.weight, self.bias, self.heat = arrays["weight"], arrays["bias"], float(arrays["heat"])

    def __call__(self, asked: Sequence[Texts]) -> list[float]:
        """A probability for each."""
        return [self._one(encoded(texts)) for texts in asked]

    def _one(self, ids: list[int]) -> float:
        mean = self.encoder.tokens(ids).mean(axis=0)
        return float(1 / (1 + np.exp(-(mean @ self.weight + self.bias[0]) / self.heat)))
