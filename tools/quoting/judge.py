"""Whether a piece of a report answers a question: question and piece are read together, so that a near miss is told from an answer.

MiniLM with small changes (``knowledge/facts/quoting.npz``, taught by :mod:`tools.quoting.lessons` from ``knowledge/corpus/reports/``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import minilm
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded

WEIGHTS = FACTS / "quoting.npz"
LONGEST = 160
"""Tokens of a question with a piece."""

Floats = NDArray[np.float32]


class Judge:
    """FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        matrices = [name.removeprefix("up/") for name in arrays if name.startswith("up/")]
        changes = {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in matrices}
        self.encoder, self.tokenizer = minilm().changed(changes), minilm().tokenizer
        self.weight, self.bias, self.heat = arrays["weight"], arrays["bias"], float(arrays["heat"])

    def __call__(self, question: str, pieces: Sequence[str]) -> list[float]:
        """The probability of each piece that it answers the question."""
        found = []
        for piece in pieces:
            ids = self.tokenizer.encode(*pair(question, piece)).ids[:LONGEST]
            mean = self.encoder.tokens(ids).mean(axis=0)
            found.append(float(1 / (1 + np.exp(-(mean @ self.weight + self.bias[0]) / self.heat))))
        return found


def pair(question: str, piece: str) -> tuple[str, str]:
    """The two texts as they are read together."""
    return " ".join(question.split()), piece


def placed(text: str, source: str, heading: str) -> str:
    """A piece with what it stands under, as it is searched and judged."""
    name = source.rpartition(".")[0].replace("-", " ").replace("_", " ")
    return ". ".join(filter(None, (name, heading, text)))


@lru_cache(maxsize=1)
def judge() -> Judge:
    """The shipped judge, once a process."""
    return Judge()
