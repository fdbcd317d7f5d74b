"""O*NET's own titles → the title model's weights. Offline.

Rows are sorted and seeds fixed; on two cores it takes a quarter of an hour, most of it the encoder's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import check_weights, minilm
from knowledge.tables import tables
from knowledge.title_encoder import Progress, Shares, classifier, tune
from knowledge.title_model import WEIGHTS, Floats, digest, key, rounded, trigrams, unrounded
from knowledge.title_words import forms, words

WIDTH = 96
"""Numbers kept of each title's 384; they hold 70 % of the variance, and rank titles no worse than 128 do."""
MIX = (6.0, 1.75, 0.35, 3.5)
"""Weights of nearest meaning, nearest words, classifier and nearest runs of letters: near those of a regression on every
fourteenth of O*NET's titles, held out from all four."""

KINDS = ("title", "variant", "reported", "alternate", "short")
"""Kinds of O*NET titles, the most official first."""

Labels = dict[str, dict[str, float]]
"""Normal form of a title → SOC → weight."""


def train(out: Path = WEIGHTS, progress: Progress = lambda what, share: None) -> int:
    """Write the weights; returns the file's size in bytes."""
    check_weights()
    labels = labelled()
    texts, socs = sorted(labels), sorted({soc for row in labels.values() for soc in row})
    shares = _shares(labels, texts, socs)
    changes = tune(texts, shares, socs, lambda what, share: progress(what, 0.9 * share))
    arrays: dict[str, Any] = {}
    for at, (up, down) in changes.items():
        arrays |= {**rounded(f"up/{at}", up), **rounded(f"down/{at}", down)}
    progress("embedding titles", 0.9)
    shipped = {at: (unrounded(arrays, f"up/{at}"), unrounded(arrays, f"down/{at}")) for at in changes}
    meant = minilm().changed(shipped).encode_all(texts)
    weights, bias = classifier(meant, shares, len(socs))
    arrays |= {**rounded("classifier", weights), "bias": bias, **learn(labels, texts, meant)}
    np.savez_compressed(out, **arrays, sha256=np.array(digest(arrays)))
    progress("done", 1.0)
    return out.stat().st_size


def labelled(keep: Callable[[str, str], bool] = lambda title, kind: True) -> Labels:
    """Every title's forms with the occupations they name; an abbreviation counts a little less."""
    found: Labels = {}
    for soc, title, kind in tables().titles.select("soc", "title", "kind").iter_rows():
        if keep(title, kind):
            for form in forms(title):
                row = found.setdefault(form, {})
                row[soc] = max(row.get(soc, 0.0), 0.7 if kind == "short" else 1.0)
    return found


def learn(labels: Labels, texts: list[str], meant: Floats) -> dict[str, Any]:
    """All arrays besides the encoder's, from titles and their vectors of shape (titles, 384)."""
    socs = sorted({soc for row in labels.values() for soc in row})
    at = {soc: n for n, soc in enumerate(socs)}
    pairs = sorted((at[soc], row) for row, text in enumerate(texts) for soc in labels[text])
    owner = np.array([soc for soc, _ in pairs])
    return {
        "socs": np.array([soc.encode() for soc in socs]),
        "row_of": np.array([row for _, row in pairs], dtype=np.min_scalar_type(len(texts))),
        "starts": np.searchsorted(owner, np.arange(len(socs))).astype(np.int32),
        "mix": np.array(MIX, dtype=np.float32),
        "titles_sha256": np.array(tables().manifest.tables["titles"].sha256),
        **_exact(at),
        **_reduced(meant),
        **_postings("words", [words(text) for text in texts], 0.0),
        **_postings("grams", [trigrams(text) for text in texts], 1.0),
    }


def _exact(at: dict[str, int]) -> dict[str, Any]:
    """Key of each title's words, the occupation it names, and how official the title is there, 0 the most."""
    rank: dict[tuple[int, int], int] = {}
    for soc, title, kind in tables().titles.select("soc", "title", "kind").iter_rows():
        if (said := words(title)) and soc in at:
            entry = (key(said), at[soc])
            rank[entry] = min(rank.get(entry, 9), KINDS.index(kind))
    rows = sorted((of, level, soc) for (of, soc), level in rank.items())
    return {
        "exact_keys": np.array([of for of, _, _ in rows], dtype=np.uint64),
        "exact_rank": np.array([level for _, level, _ in rows], dtype=np.uint8),
        "exact_soc": np.array([soc for _, _, soc in rows], dtype=np.uint16),
    }


def _reduced(meant: Floats) -> dict[str, Any]:
    """Rows on their first principal axes, rounded to bytes; the axes carry the scale."""
    axes = np.linalg.eigh(meant.T.astype(np.float64) @ meant)[1][:, ::-1][:, :WIDTH]
    rows = meant @ axes
    scale = np.abs(rows).max(axis=0) / 127
    return {"rows": np.round(rows / scale).astype(np.int8), "reduce": (axes * scale).astype(np.float32)}


def _postings(name: str, said: list[list[str]], least: float) -> dict[str, Any]:
    """Key → the rows it stands in, how rare it is (``least`` for one in every row), and each row's length in those weights."""
    rows_of: dict[str, list[int]] = {}
    for row, keys in enumerate(said):
        for one in set(keys):
            rows_of.setdefault(one, []).append(row)
    keys = sorted(rows_of)
    counts = np.array([len(rows_of[one]) for one in keys])
    idf = (np.log((1 + len(said)) / (1 + counts)) + least).astype(np.float32)
    lengths = np.zeros(len(said), dtype=np.float32)
    for n, one in enumerate(keys):
        lengths[rows_of[one]] += idf[n] ** 2
    return {
        f"{name}_keys": np.array([one.encode() for one in keys]),
        f"{name}_rows": np.array([row for one in keys for row in rows_of[one]], dtype=np.min_scalar_type(len(said))),
        f"{name}_starts": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        f"{name}_idf": idf.astype(np.float16),
        f"{name}_lengths": np.sqrt(np.maximum(lengths, 1e-4)).astype(np.float16),
    }


def _shares(labels: Labels, texts: list[str], socs: list[str]) -> Shares:
    at = {soc: n for n, soc in enumerate(socs)}
    shares = []
    for text in texts:
        total = sum(labels[text].values())
        shares.append(([at[soc] for soc in labels[text]], [weight / total for weight in labels[text].values()]))
    return shares
