"""Pieces that name a work, as people write them, with the occupation that was meant: what titles lists do not have.

``knowledge/corpus/work_phrases.csv`` holds the pieces of the corpus that a person coded to SOC; ``knowledge/facts/reader_phrases.npz``
their vectors. A piece is read by those most like it.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, title_model
from runtime.settings import ROOT

TABLE = ROOT / "knowledge" / "corpus" / "work_phrases.csv"
VECTORS = FACTS / "reader_phrases.npz"
NEIGHBOURS = 8
SHARPNESS = 14.0
"""How fast a neighbour's say falls with its distance."""


@lru_cache(maxsize=1)
def coded() -> dict[str, Counter[str]]:
    """Phrase, lower case → SOC codes with how often each was meant."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["phrase"]][row["soc"]] += int(row["count"])
    return dict(found)


@lru_cache(maxsize=1)
def _vectors() -> tuple[list[str], NDArray[np.float32]]:
    arrays = read_arrays(VECTORS)
    rows = arrays["rows"].astype(np.float32)
    return [phrase.decode() for phrase in arrays["phrases"].tolist()], rows / np.linalg.norm(
        rows, axis=1, keepdims=True
    )


def likely(words: str) -> Iterator[tuple[str, float]]:
    """SOC codes for a piece with their shares, the likeliest first; nothing where no coded piece is near.

    A piece that was coded before is read as it was then; else its nearest neighbours vote, each by its nearness.
    """
    plain = " ".join(words.lower().split())
    if plain in coded():
        votes = coded()[plain]
        whole = votes.total() + 0.5
        yield from ((soc, count / whole) for soc, count in votes.most_common())
        return
    phrases, rows = _vectors()
    like = rows @ title_model().encoder.encode(plain)
    shares: Counter[str] = Counter()
    best = float(like.max())
    for at in np.argsort(-like)[:NEIGHBOURS]:
        weight = float(np.exp(SHARPNESS * (like[at] - best)))
        total = coded()[phrases[at]].total()
        for soc, count in coded()[phrases[at]].items():
            shares[soc] += weight * count / total  # type: ignore[assignment]
    whole = sum(shares.values())
    sure = max(0.0, min(1.0, (best - 0.35) / 0.45))
    yield from ((soc, share / whole * sure) for soc, share in shares.most_common(5))


def built(phrases: list[str]) -> dict[str, NDArray[np.generic]]:
    """The arrays of :data:`VECTORS`: each phrase and its vector as bytes."""
    rows = title_model().encoder.encode_all(phrases)
    return {"phrases": np.array([phrase.encode() for phrase in phrases]), "rows": np.round(rows * 127).astype(np.int8)}
