"""The fact tables → for each occupation the hundred nearest others. Offline.

Evidence, each an occupations × occupations array: O*NET's Related list; likeness of titles (by words, by meaning of
all, by meaning of the official one), of skills and knowledge, and of software; one family, one job zone; and of the
target alone, whether it is a rest class ("All Other") and how many people work in it. Likenesses are corrected for
hubs, occupations that are near to everything. The weights come from a logistic regression on the Occupational Outlook
Handbook's similar occupations, cross-validated by occupation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.role_model import NEAREST, WEIGHTS
from knowledge.tables import tables
from knowledge.title_model import Floats, digest
from knowledge.title_words import forms, words

WEIGHT = {
    "related": 0.15, "title words": 0.25, "needs": 0.8, "software": 0.35, "titles": 0.6, "official title": 0.3,
    "minor group": 0.1, "job zone": 0.2, "rest class": -1.2, "workers": 0.44,
}  # fmt: skip
"""Log-odds for one standard deviation of each kind of evidence: round numbers near the regression's."""
HUB = 15
"""Neighbours whose mean likeness says how much of a hub an occupation is."""

Square = NDArray[np.float64]


def train(texts: list[str], meant: Floats, out: Path = WEIGHTS) -> int:
    """Write the nearest roles, from the normal forms of titles and their vectors; returns the file's bytes."""
    codes = tables().occupations["soc"].sort().to_list()
    total = together(evidence(codes, texts, meant), WEIGHT)
    order = np.argsort(-total, axis=1, kind="stable")[:, :NEAREST]
    odds = np.take_along_axis(total, order, axis=1)
    arrays: dict[str, Any] = {
        "socs": np.array([code.encode() for code in codes]),
        "nearest": order.astype(np.uint16),
        "odds": odds.astype(np.float16),
    }
    np.savez_compressed(out, **arrays, sha256=np.array(digest(arrays)))
    return out.stat().st_size


def together(parts: dict[str, Square], weight: dict[str, float]) -> Square:
    """Standardised evidence, weighted and added; oneself comes last."""
    total = sum(weight[name] * (part - part.mean()) / (part.std() + 1e-12) for name, part in parts.items())
    total = np.asarray(total, dtype=float)
    np.fill_diagonal(total, -100.0)
    return total


def evidence(codes: list[str], texts: list[str], meant: Floats) -> dict[str, Square]:
    """Each kind of evidence, shape (occupations, occupations): row the role one leaves, column the one it is near."""
    t, at = tables(), {code: n for n, code in enumerate(codes)}
    occupations = t.occupations.sort("soc")
    vector = dict(zip(texts, meant, strict=True))
    titles = t.titles.sort("soc").group_by("soc", maintain_order=True).agg("title")
    named = dict(zip(titles["soc"], titles["title"], strict=True))
    zone = occupations["job_zone"].fill_null(3).cast(float).to_numpy()
    rest = np.array([float("All Other" in title) for title in occupations["title"]])
    return {
        "related": _related(at),
        "title words": _unhubbed(_cosine(_words(codes, named))),
        "needs": _unhubbed(_cosine(_needs(at))),
        "software": _unhubbed(_cosine(_software(at))),
        "titles": _unhubbed(_cosine(_centres(codes, named, vector))),
        "official title": _unhubbed(_cosine(np.array([_vector(title, vector) for title in occupations["title"]]))),
        "minor group": _same([code[:4] for code in codes]),
        "job zone": -np.abs(zone[:, None] - zone),
        "rest class": np.tile(rest, (len(codes), 1)),
        "workers": np.tile(_workers(codes), (len(codes), 1)),
    }


def _related(at: dict[str, int]) -> Square:
    found = np.zeros((len(at), len(at)))
    for soc, other, index in tables().related.select("soc", "related_soc", "index").iter_rows():
        found[at[soc], at[other]] = 1 - (index - 1) / 20
    return found


def _words(codes: list[str], named: dict[str, list[str]]) -> Square:
    """Occupations × words of their titles, by how often (damped) and how rare."""
    columns: dict[str, int] = {}
    cells: list[tuple[int, int]] = [
        (row, columns.setdefault(word, len(columns)))
        for row, code in enumerate(codes)
        for title in named[code]
        for word in words(title)
    ]
    counts = np.zeros((len(codes), len(columns)))
    np.add.at(counts, tuple(np.array(cells).T), 1)
    return np.asarray(np.log1p(counts) * _rarity(counts))


def _needs(at: dict[str, int]) -> Square:
    """Occupations × skills and knowledge: importance, standardised by column; zero where not surveyed."""
    wide = tables().skills.pivot("element_id", index="soc", values="importance").fill_null(0).sort("soc")
    values = wide.drop("soc").to_numpy().astype(float)
    found = np.zeros((len(at), values.shape[1]))
    found[[at[soc] for soc in wide["soc"]]] = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-9)
    return found


def _software(at: dict[str, int]) -> Square:
    """Occupations × programs, by how rare."""
    pairs = tables().software.select("soc", "name").unique().sort("soc", "name")
    columns = {name: n for n, name in enumerate(pairs["name"].unique().sort())}
    found = np.zeros((len(at), len(columns)))
    for soc, name in pairs.iter_rows():
        found[at[soc], columns[name]] = 1
    return found * _rarity(found)


def _rarity(counts: Square) -> Square:
    return np.asarray(np.log(len(counts) / np.maximum((counts > 0).sum(axis=0), 1)))


def _centres(codes: list[str], named: dict[str, list[str]], vector: dict[str, Floats]) -> Square:
    """Sum of each occupation's title vectors."""
    return np.array([np.sum([_vector(title, vector) for title in named[code]], axis=0) for code in codes])


def _vector(title: str, vector: dict[str, Floats]) -> NDArray[np.float64]:
    """Mean over the title's forms."""
    found = [vector[form].astype(float) for form in sorted(forms(title))]
    return np.asarray(np.mean(found or [np.zeros(384)], axis=0))


def _workers(codes: list[str]) -> NDArray[np.float64]:
    """Log of the people employed; of a typical small occupation where none are counted."""
    t = tables()
    people = (t.projection(code) for code in codes)
    return np.log([(row.employment_2024 if row else None) or 10_000 for row in people])


def _same(groups: list[str]) -> Square:
    of = np.array(groups)
    return np.asarray(of[:, None] == of, dtype=np.float64)


def _cosine(rows: Square) -> Square:
    unit = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-12)
    return np.asarray(unit @ unit.T)


def _unhubbed(likeness: Square) -> Square:
    """Twice the likeness less each side's mean likeness to its nearest; oneself does not count."""
    np.fill_diagonal(likeness, -9.0)
    near = np.sort(likeness, axis=1)[:, -HUB:].mean(axis=1)
    found = 2 * likeness - near[:, None] - near
    np.fill_diagonal(found, 0.0)
    return np.asarray(found)
