"""Observed moves between occupations → the shares that are shipped as ``moves.npz``. Offline, minutes on one core.

A conditional logit (McFadden, 1974): the share of movers out of an occupation that another one takes in is proportional to the exponential
of weighted evidence. Evidence of the pair is that of :mod:`knowledge.role_training` (related list, titles, needs, software), what movers
out of similar occupations did, the flow between their major groups in the Current Population Survey beside what chance would make
it, and the steps up and down in job zone and schooling; evidence of the target alone is how many work in it and how often movers arrive.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from knowledge.moves import WEIGHTS, rounded_shares
from knowledge.role_training import Square, evidence
from knowledge.tables import tables
from knowledge.title_model import digest, title_model
from knowledge.title_training import labelled

LIKENESS = {"related": 0.15, "title words": 0.25, "needs": 0.8, "software": 0.35, "titles": 0.6, "official title": 0.3}
"""Weights of the evidence that says which occupations are similar, as in :mod:`knowledge.role_training`."""
OF_PAIR = (*LIKENESS, "minor group", "rest class", "workers")
NARROW = 0.7
"""Log-odds of likeness in which a similar occupation's say falls to a third."""
RIDGE = 2.0
FOLDS = 10
UNSEEN = 0.3
"""What an occupation counts in which no observed mover arrived."""
SCHOOLING = {
    "No formal educational credential": 0.0, "High school diploma or equivalent": 1.0, "Some college, no degree": 1.5,
    "Postsecondary nondegree award": 1.5, "Associate's degree": 2.5, "Bachelor's degree": 4.0, "Master's degree": 5.0,
    "Doctoral or professional degree": 6.0,
}  # fmt: skip
GROUPS = (
    "11", "13", "15", "17", "19", "21", "23", "25", "27", "29", "31", "33", "35", "37", "39", "41", "43", "45", "47", "49", "51", "53",
)  # fmt: skip
"""The major groups in the order of the survey's 22."""

Progress = Callable[[str, float], None]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Observed:
    """Occupations, how many moved from each (rows) to each, and all evidence that does not hang on the moves, by name."""

    socs: list[str]
    counts: Square
    fixed: dict[str, Square]
    alike: Square

    @property
    def origins(self) -> Rows:
        return np.flatnonzero(self.counts.sum(axis=1))


@dataclass(frozen=True)
class Check:
    """What moves out of occupations that were not learned from say: the share of them among the first ten and twenty, the log loss, and
    pairs (log lift, whether it was observed) in equal parts."""

    reach10: float
    reach20: float
    loss: float
    lifts: NDArray[np.float64]
    seen: NDArray[np.float64]


def train(moves: Path, flows: Path, out: Path = WEIGHTS, progress: Progress = lambda what, share: None) -> Check:
    """Write the shares, from a table of moves (``from``, ``to``, ``n``) and one of flows between the 22 groups (``from``, ``to``, ``lift``)."""
    progress("reading titles", 0.0)
    seen = observed(moves, flows)
    check = cross_validated(seen, lambda share: progress("checking by origin", 0.5 + 0.4 * share))
    progress("learning", 0.9)
    origins = seen.origins
    columns = _columns(seen, seen.counts, origins)
    weights = fitted(columns[origins], seen.counts[origins], origins)
    arrays: dict[str, Any] = {
        "socs": np.array([soc.encode() for soc in seen.socs]),
        "log_shares": rounded_shares(np.asarray(log_shares(columns, weights), dtype=np.float32)),
        "arrivals": _arrivals(seen.counts).astype(np.float32),
        "calibration": np.array(calibrated(check.lifts, check.seen), dtype=np.float32),
    }
    np.savez_compressed(out, **arrays, sha256=np.array(digest(arrays)))
    return check


def observed(moves: Path, flows: Path) -> Observed:
    """Both tables beside the evidence of the fact tables."""
    socs = tables().occupations["soc"].sort().to_list()
    at = {soc: n for n, soc in enumerate(socs)}
    counts = np.zeros((len(socs), len(socs)))
    for origin, target, n in pl.read_csv(moves).select("from", "to", "n").iter_rows():
        if origin in at and target in at and origin != target:
            counts[at[origin], at[target]] += n
    texts = sorted(labelled())
    parts = evidence(socs, texts, title_model().encoder.encode_all(texts))
    standard = {name: (parts[name] - parts[name].mean()) / (parts[name].std() + 1e-12) for name in OF_PAIR}
    alike = np.asarray(sum(weight * standard[name] for name, weight in LIKENESS.items()), dtype=float)
    np.fill_diagonal(alike, -99.0)
    return Observed(socs, counts, standard | _steps(socs) | _flows(socs, flows), alike)


def _steps(socs: list[str]) -> dict[str, Square]:
    occupations = tables().occupations.sort("soc")
    zone = occupations["job_zone"].fill_null(3).cast(float).to_numpy()
    school = np.array([SCHOOLING.get(one or "", 1.0) for one in occupations["education"]])
    led = np.array([float(soc[3:5] == "10" or soc.startswith("11-")) for soc in socs])
    group, broad = np.array([soc[:2] for soc in socs]), np.array([soc[:6] for soc in socs])
    return {
        "zone up": np.maximum(0, zone - zone[:, None]), "zone down": np.maximum(0, zone[:, None] - zone),
        "schooling up": np.maximum(0, school - school[:, None]), "schooling down": np.maximum(0, school[:, None] - school),
        "leads others": np.tile(led, (len(socs), 1)), "major group": np.equal(group[:, None], group).astype(float),
        "broad group": np.equal(broad[:, None], broad).astype(float),
    }  # fmt: skip


def _flows(socs: list[str], flows: Path) -> dict[str, Square]:
    """The log of the survey's lift between two major groups; nothing within one, which has a column of its own."""
    lift = np.zeros((len(GROUPS), len(GROUPS)))
    for origin, target, value in pl.read_csv(flows).select("from", "to", "lift").iter_rows():
        lift[int(origin[-2:]) - 1, int(target[-2:]) - 1] = np.log(max(value, 0.02))
    np.fill_diagonal(lift, 0.0)
    padded = np.pad(lift, (0, 1))  # the last row and column are of groups that the survey leaves out
    at = [GROUPS.index(soc[:2]) if soc[:2] in GROUPS else len(GROUPS) for soc in socs]
    return {"survey flow": padded[np.ix_(at, at)]}


def _columns(seen: Observed, counts: Square, learned: Rows) -> NDArray[np.float64]:
    """All evidence, shape (occupations, occupations, kinds), standardised over the origins learned from. No origin's own moves are among
    what is known of it."""
    of_others = _by_similar(seen, counts)
    for part in np.array_split(learned, FOLDS):
        without = counts.copy()
        without[part] = 0
        of_others[part] = _by_similar(seen, without)[part]
    arrivals = np.log(counts.sum(axis=0) - counts + UNSEEN)
    every = np.stack([*seen.fixed.values(), of_others, arrivals, _group_arrivals(seen, counts)], axis=-1)
    mean, spread = every[learned].mean(axis=(0, 1)), every[learned].std(axis=(0, 1)) + 1e-9
    return np.asarray((every - mean) / spread)


def _by_similar(seen: Observed, counts: Square) -> Square:
    """The log share that movers out of similar occupations would give each target and those like it."""
    say = np.exp((seen.alike - seen.alike.max(axis=1, keepdims=True)) / NARROW) * (counts.sum(axis=1) > 0)
    say /= say.sum(axis=1, keepdims=True) + 1e-12
    spread = np.exp((seen.alike - seen.alike.max(axis=0, keepdims=True)) / NARROW)
    np.fill_diagonal(spread, 1.0)
    spread /= spread.sum(axis=1, keepdims=True)
    return np.asarray(np.log(say @ (counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)) @ spread + 1e-4))


def _group_arrivals(seen: Observed, counts: Square) -> Square:
    """How much more often movers arrive in a major group than its size would have it, as a log."""
    size, arrived = np.exp(seen.fixed["workers"][0]), counts.sum(axis=0)
    found = np.zeros(len(seen.socs))
    for group in GROUPS:
        of = np.array([soc.startswith(group) for soc in seen.socs])
        if of.any():
            found[of] = np.log((arrived[of].sum() + 5) / (arrived.sum() + 110)) - np.log(size[of].sum() / size.sum())
    return np.tile(found, (len(seen.socs), 1))


def fitted(columns: NDArray[np.float64], counts: Square, own: Rows) -> NDArray[np.float64]:
    """The weights that make the observed moves likeliest, with a ridge; an origin counts by the root of its moves."""
    from scipy.optimize import minimize

    told = counts / np.sqrt(counts.sum(axis=1, keepdims=True))

    def surprise(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logs = _shares_of(columns @ weights, own)
        gap = told.sum(axis=1, keepdims=True) * np.exp(logs) - told
        return -float((told * logs).sum()) + RIDGE * float(weights @ weights), np.einsum(
            "ot,otk->k", gap, columns
        ) + 2 * RIDGE * weights

    found = minimize(surprise, np.zeros(columns.shape[2]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def log_shares(columns: NDArray[np.float64], weights: NDArray[np.float64]) -> Square:
    """By origin and target the log share; none stays where they are."""
    return _shares_of(columns @ weights, np.arange(len(columns)))


def _shares_of(odds: Square, own: Rows) -> Square:
    odds = odds.copy()
    odds[np.arange(len(odds)), own] = -1e4
    most = odds.max(axis=1, keepdims=True)
    return np.asarray(odds - most - np.log(np.exp(odds - most).sum(axis=1, keepdims=True)))


def _arrivals(counts: Square) -> NDArray[np.float64]:
    """The log share of each target among all arrivals, the unseen counted a little."""
    arrived = counts.sum(axis=0) + UNSEEN
    return np.asarray(np.log(arrived / arrived.sum()))


def cross_validated(seen: Observed, progress: Callable[[float], None], seed: int = 0) -> Check:
    """Each tenth of the origins judged by what was learned from the others."""
    draw = np.random.default_rng(seed)
    folds = np.array_split(draw.permutation(seen.origins), FOLDS)
    hits, loss, lifts, real = np.zeros(2), 0.0, [], []
    for number, apart in enumerate(folds):
        progress(number / FOLDS)
        learned = np.setdiff1d(seen.origins, apart)
        counts = np.zeros_like(seen.counts)
        counts[learned] = seen.counts[learned]
        columns = _columns(seen, counts, learned)
        weights = fitted(columns[learned], counts[learned], learned)
        logs, usual = _shares_of(columns[apart] @ weights, apart), _arrivals(counts)
        for row, origin in enumerate(apart):
            moved, order = seen.counts[origin], np.argsort(-logs[row], kind="stable")
            hits += [moved[order[:10]].sum(), moved[order[:20]].sum()]
            loss -= float(moved @ logs[row])
            went = np.repeat(np.flatnonzero(moved), moved[moved > 0].astype(int))
            anywhere = draw.choice(len(usual), size=len(went), p=np.exp(usual))
            anywhere = anywhere[anywhere != origin]
            for targets, outcome in ((went, 1.0), (anywhere, 0.0)):
                lifts += list(logs[row, targets] - usual[targets])
                real += [outcome] * len(targets)
    total = float(seen.counts.sum())
    return Check(float(hits[0]) / total, float(hits[1]) / total, loss / total, np.array(lifts), np.array(real))


def calibrated(lifts: NDArray[np.float64], seen: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and offset that make the odds of a log lift true on moves that were not learned from (Platt scaling)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(lifts[:, None], seen)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def curve(check: Check, bins: int = 5) -> list[tuple[float, float, int]]:
    """The calibration by chance, in bins of equally many pairs: chance said, share observed, pairs. The two numbers of the calibration are
    learned on four fifths of the pairs and judged on the last, in turn."""
    chance = np.zeros(len(check.lifts))
    part = np.random.default_rng(0).integers(0, 5, len(chance))
    for one in range(5):
        slope, offset = calibrated(check.lifts[part != one], check.seen[part != one])
        chance[part == one] = 1 / (1 + np.exp(-(slope * check.lifts[part == one] + offset)))
    order = np.array_split(np.argsort(chance), bins)
    return [(float(chance[at].mean()), float(check.seen[at].mean()), len(at)) for at in order]
