"""One learned network of the reader, in numpy: MiniLM with small changes, and the layers over its tokens and pieces.

:mod:`tools.reading.training` is the same in torch, and :mod:`tools.reading.export` writes what is read here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import gelu, minilm
from knowledge.title_model import unrounded
from tools.reading.quantities import Quantity
from tools.reading.shape import LINK, features

WINDOW, OVERLAP = 240, 40
"""Tokens that are looked at together, and that two windows share."""

Floats = NDArray[np.float32]


def parted(arrays: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The arrays of one of a file's networks: ``0/layer/tags`` → ``layer/tags``."""
    return {key.removeprefix(f"{name}/"): value for key, value in arrays.items() if key.startswith(f"{name}/")}


class Network:
    """Weights by name, as :func:`tools.reading.export.arrays` makes them."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        matrices = [name.removeprefix("up/") for name in arrays if name.startswith("up/")]
        changes = {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in matrices}
        self.encoder = minilm().changed(changes)
        self.layers: dict[str, tuple[Floats, Floats]] = {
            name.removeprefix("layer/"): (unrounded(arrays, name), arrays[f"bias/{name.removeprefix('layer/')}"])
            for name in arrays
            if name.startswith("layer/")
        }
        self.distance: Floats = arrays["distance"]

    def hidden(self, ids: list[int]) -> Floats:
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

    def layer(self, name: str, x: Floats) -> Floats:
        weight, bias = self.layers[name]
        return np.asarray(x @ weight + bias)

    def span(self, hidden: Floats, first: int, last: int) -> Floats:
        """The vector of a piece of the text, shape (256,)."""
        return gelu(self.layer("span", _piece(hidden, first, last)))

    def quantity(self, hidden: Floats, first: int, last: int, one: Quantity) -> Floats:
        """The vector of a quantity, shape (256,): the piece, and what the grammar knows of it."""
        return gelu(self.layer("quantity", np.concatenate([_piece(hidden, first, last), features(one)])))

    def link(self, quantity: Floats, works: Sequence[Floats], near: Sequence[int]) -> Floats:
        """Scores of "none or all" and of each work, shape (works + 1,); ``near`` are the classes of distance."""
        scores = [self.layer("none", quantity)]
        if works:
            rows = np.stack(works)
            status = softmax(self.layer("heads.status", rows))
            alike = self.layer("works", rows) @ self.layer("asks", quantity) / math.sqrt(LINK)
            scores.append(alike + self.distance[list(near)] + self.layer("status_link", status)[:, 0])
        return np.concatenate(scores)


def softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _piece(hidden: Floats, first: int, last: int) -> Floats:
    """The mean of a piece's tokens, the token before and the token behind, shape (3 × 384,)."""
    before, behind = hidden[max(0, first - 1)], hidden[min(len(hidden) - 1, last + 1)]
    return np.concatenate([hidden[first : last + 1].mean(axis=0), before, behind])
