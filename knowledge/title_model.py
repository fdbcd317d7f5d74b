"""What the shipped title model says of a title: how like each occupation's own titles it is, by meaning and by words.

Four kinds of evidence are added: the nearest of O*NET's titles by meaning (MiniLM with small changes, its vectors reduced
and rounded to bytes), the nearest by rare words and by rare runs of three letters, and a linear classifier over the meaning.
All were learned from O*NET's titles by ``title_training``; here is numpy alone.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import minilm
from knowledge.tables import FACTS
from knowledge.title_words import normal, words
from runtime.errors import FactsError

WEIGHTS = FACTS / "title_model.npz"
SHARPNESS = 20.0
"""Unit vectors are stretched by this before the classifier."""
LIKE = 0.65
"""Likeness of letters from which a title without a known word is still worth weighing."""
_MEND = "Run `git checkout knowledge/facts`, or `gigpath facts train-titles`."

Floats = NDArray[np.float32]
Parts = dict[str, Floats]


class TitleModel:
    """Arrays of the model and what they say of titles. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._unpack(read_arrays(path))

    def _unpack(self, arrays: dict[str, Any]) -> None:
        self.socs: list[str] = [soc.decode() for soc in arrays["socs"].tolist()]
        self.exact_keys, self.exact_rank, self.exact_soc = (arrays[f"exact_{part}"] for part in ("keys", "rank", "soc"))
        self.rows = arrays["rows"].astype(np.float32)
        self.reduce = arrays["reduce"].astype(np.float32)
        self.row_of, self.starts = arrays["row_of"], arrays["starts"]
        self.words, self.grams = Postings(arrays, "words"), Postings(arrays, "grams")
        self.classifier, self.bias = unrounded(arrays, "classifier"), arrays["bias"]
        matrices = [name.removeprefix("up/") for name in arrays if name.startswith("up/")]
        self.encoder = minilm().changed(
            {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in matrices}
        )
        self.mix: Floats = arrays["mix"]
        self.titles_sha256 = str(arrays["titles_sha256"])

    def parts(self, titles: list[str]) -> Parts:
        """Each kind of evidence by itself, shape (titles, occupations)."""
        meant = self.encoder.encode_all([normal(title) for title in titles])
        return {
            "near": self._by_occupation(meant @ self.reduce @ self.rows.T),
            "words": self._by_occupation(np.stack([self.words.likeness(words(title), 0.8) for title in titles])),
            "classifier": log_softmax(meant * SHARPNESS @ self.classifier + self.bias),
            "grams": self._by_occupation(np.stack([self.grams.likeness(trigrams(title)) for title in titles])),
        }

    def scores(self, titles: list[str]) -> Floats:
        """All evidence together as log-probabilities, shape (titles, occupations)."""
        parts = self.parts(titles)
        return log_softmax(sum_parts(parts, self.mix))

    def exact(self, title: str) -> dict[str, int]:
        """Occupations with a title of just these words → how official it is there, 0 the most; the best first."""
        of = np.uint64(key(words(title)))
        first, last = np.searchsorted(self.exact_keys, of, "left"), np.searchsorted(self.exact_keys, of, "right")
        return {self.socs[self.exact_soc[at]]: int(self.exact_rank[at]) for at in range(first, last)}

    def knows(self, title: str) -> bool:
        """Whether any word of the title stands in one of O*NET's."""
        return any(word.encode() in self.words.vocabulary for word in words(title))

    def resembles(self, title: str) -> bool:
        """Whether the letters of the title run much as one of O*NET's: "gemmologist", which is spelled otherwise there."""
        return float(self.grams.likeness(trigrams(title)).max()) >= LIKE

    def _by_occupation(self, likeness: Floats) -> Floats:
        """The best row of each occupation."""
        return np.asarray(np.maximum.reduceat(likeness[:, self.row_of], self.starts, axis=1))


class Postings:
    """Keys (words, or runs of letters) → the rows they stand in, with how rare each is and each row's length."""

    def __init__(self, arrays: dict[str, Any], name: str) -> None:
        self.vocabulary: dict[bytes, int] = {key: n for n, key in enumerate(arrays[f"{name}_keys"].tolist())}
        self.starts, self.rows = arrays[f"{name}_starts"], arrays[f"{name}_rows"]
        self.idf, self.lengths = arrays[f"{name}_idf"].astype(np.float32), arrays[f"{name}_lengths"].astype(np.float32)

    def likeness(self, said: list[str], strange: float = 0.0) -> Floats:
        """Cosine with each row; an unknown key lengthens the query by ``strange`` times the rarest known one."""
        known = [self.vocabulary.get(key.encode(), -1) for key in set(said)]
        found = np.zeros(len(self.lengths), dtype=np.float32)
        for at in (at for at in known if at >= 0):
            found[self.rows[self.starts[at] : self.starts[at + 1]]] += self.idf[at] ** 2
        rare = strange * float(self.idf.max())
        length = float(np.sqrt(sum(float(self.idf[at]) ** 2 if at >= 0 else rare**2 for at in known)))
        return np.asarray(found / (max(length, 1e-6) * self.lengths))


def trigrams(title: str) -> list[str]:
    """Runs of three letters within the words of a title's normal form, a blank before and after each word."""
    return [f" {word} "[at : at + 3] for word in normal(title).split() for at in range(len(word))]


def sum_parts(parts: Parts, mix: Floats) -> Floats:
    """Evidence weighted by ``mix``, in the order of PARTS."""
    total = np.zeros_like(parts["near"])
    for name, weight in zip(PARTS, mix, strict=True):
        total += float(weight) * parts[name]
    return total


PARTS = ("near", "words", "classifier", "grams")


def key(said: list[str]) -> int:
    """Eight bytes of the words' hash."""
    return int.from_bytes(hashlib.blake2b(" ".join(said).encode(), digest_size=8).digest(), "big")


def log_softmax(x: Floats) -> Floats:
    x = x - x.max(axis=1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(axis=1, keepdims=True)), dtype=np.float32)


def rounded(name: str, matrix: Floats) -> dict[str, Any]:
    """A matrix as bytes, with a scale for each column."""
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
    return {name: np.round(matrix / scale).astype(np.int8), f"scale/{name}": scale.astype(np.float32)}


def unrounded(arrays: dict[str, Any], name: str) -> Floats:
    """The matrix of ``rounded``."""
    return np.asarray(arrays[name].astype(np.float32) * arrays[f"scale/{name}"])


def read_arrays(path: Path) -> dict[str, Any]:
    """The arrays of a shipped file; FactsError when it is missing, or its checksum wrong."""
    try:
        with np.load(path) as packed:
            arrays = {name: packed[name] for name in packed.files}
    except (OSError, ValueError) as error:
        raise FactsError(f"{path.name} cannot be read ({type(error).__name__}).", _MEND) from error
    check = str(arrays.pop("sha256", ""))
    if digest(arrays) != check:
        raise FactsError(f"{path.name} is truncated or edited: its checksum is wrong.", _MEND)
    return arrays


def digest(arrays: dict[str, Any]) -> str:
    """sha256 over names, types and bytes, in the order of the names."""
    check = hashlib.sha256()
    for name in sorted(arrays):
        check.update(f"{name} {arrays[name].dtype.str} {arrays[name].shape} ".encode() + arrays[name].tobytes())
    return check.hexdigest()


@lru_cache(maxsize=1)
def title_model() -> TitleModel:
    """The shipped model, once a process."""
    return TitleModel()
