"""O*NET's own titles → the title model's weights. Offline: torch and sentence-transformers are imported here alone.

Same tables, same weights: rows are sorted, seeds fixed. Some seven minutes on two cores, most of it embedding.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import check_weights, embedder
from knowledge.tables import tables
from knowledge.title_model import SHARPNESS, WEIGHTS, Floats, digest, key, trigrams
from knowledge.title_words import forms, words

WIDTH = 128
"""Numbers kept of each title's 384; they hold 86 % of the variance."""
HIDDEN = 512
MIX = (2.75, 2.05, 0.12, 0.44, 3.45)
"""Weights of nearest meaning, nearest words, linear and two-layer classifier, nearest runs of letters: near those of a
regression on every fourteenth of O*NET's titles, held out from all five."""

KINDS = ("title", "variant", "reported", "alternate", "short")
"""Kinds of O*NET titles, the most official first."""

Labels = dict[str, dict[str, float]]
"""Normal form of a title → SOC → weight."""

Progress = Callable[[str, float], None]


def train(out: Path = WEIGHTS, progress: Progress = lambda what, share: None) -> int:
    """Write the weights; returns the file's size in bytes."""
    check_weights()
    labels = labelled()
    texts = sorted(labels)
    progress("embedding titles", 0.0)
    meant = np.array(embedder().embed_documents(texts), dtype=np.float32)
    progress("learning", 0.6)
    arrays = learn(labels, texts, meant)
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
    """All arrays of the model, from titles and their vectors of shape (titles, 384)."""
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
        **_classifiers(labels, texts, at, meant),
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


def _classifiers(labels: Labels, texts: list[str], at: dict[str, int], meant: Floats) -> dict[str, Any]:
    import torch
    from torch import nn

    torch.manual_seed(0)
    many = len(at)
    linear = nn.Linear(384, many)
    deep = nn.Sequential(
        nn.Dropout(0.1), nn.Linear(384, HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, many)
    )  # fmt: skip
    target = _targets(labels, texts, at)
    _fit(linear, meant * SHARPNESS, target, many)
    _fit(deep, meant * SHARPNESS, target, many)
    return {
        **_rounded("linear", linear),
        **_rounded("inner", deep[1]),
        **_rounded("outer", deep[4]),
    }


def _targets(labels: Labels, texts: list[str], at: dict[str, int]) -> list[tuple[list[int], list[float]]]:
    """Occupations and their shares, by title."""
    shares = []
    for text in texts:
        total = sum(labels[text].values())
        shares.append(([at[soc] for soc in labels[text]], [weight / total for weight in labels[text].values()]))
    return shares


def _fit(net: Any, inputs: Floats, target: list[tuple[list[int], list[float]]], many: int, epochs: int = 12) -> None:
    """Cross-entropy against the shares; AdamW with a falling rate."""
    import torch

    draw, x = np.random.default_rng(0), torch.tensor(inputs)
    steps = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-4)
    for epoch in range(epochs):
        net.train()
        steps.param_groups[0]["lr"] = 2e-3 * (1 - epoch / epochs)
        order = draw.permutation(len(inputs))
        for batch in np.split(order, range(512, len(order), 512)):
            wanted = torch.zeros(len(batch), many)
            for row, index in enumerate(batch):
                wanted[row, target[index][0]] = torch.tensor(target[index][1])
            loss = -(wanted * torch.log_softmax(net(x[batch]), 1)).sum(1).mean()
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            steps.step()
    net.eval()


def _rounded(name: str, layer: Any) -> dict[str, Any]:
    """A layer as bytes with a scale for each output: w·s, b."""
    weights = layer.weight.detach().numpy().T
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return {
        f"{name}_w": np.round(weights / scale).astype(np.int8),
        f"{name}_s": scale.astype(np.float32),
        f"{name}_b": layer.bias.detach().numpy().astype(np.float32),
    }
