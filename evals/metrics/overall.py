"""Figures of a whole set of runs, from what was picked and how long each run took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import ceil, log2

Row = tuple[str | None, dict[str, float]]
"""A run: its pick (empty: none, None: no answer) and its metrics."""


def distinct(rows: Sequence[Row]) -> float | None:
    """Distinct picks ÷ runs with a pick; 1 when everybody is sent somewhere else."""
    picks = [pick for pick, _ in rows if pick]
    return len(set(picks)) / len(picks) if picks else None


def entropy(rows: Sequence[Row]) -> float | None:
    """−Σ p log₂ p over the shares of the picks, in bits (Shannon 1948); 0 when all are sent to the same role."""
    picks = Counter(pick for pick, _ in rows if pick)
    total = picks.total()
    return sum(-n / total * log2(n / total) for n in picks.values()) if total else None


def commonest(rows: Sequence[Row]) -> float | None:
    """Runs with the commonest pick ÷ runs with a pick."""
    picks = Counter(pick for pick, _ in rows if pick)
    return max(picks.values()) / picks.total() if picks else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank quantile: the least value that ``share`` of all are not above."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)] if values else None


def _timed(metric: str, share: float) -> Callable[[Sequence[Row]], float | None]:
    return lambda rows: quantile([values[metric] for _, values in rows if metric in values], share)


OVERALL: dict[str, tuple[Callable[[Sequence[Row]], float | None], str, str]] = {
    "diversity.distinct": (distinct, "high", "share"),
    "diversity.entropy": (entropy, "high", "bits"),
    "diversity.commonest": (commonest, "low", "share"),
    "cost.seconds.p50": (_timed("cost.seconds", 0.5), "low", "s"),
    "cost.seconds.p95": (_timed("cost.seconds", 0.95), "low", "s"),
    "cost.first_fact.p50": (_timed("cost.first_fact", 0.5), "low", "s"),
    "cost.first_fact.p95": (_timed("cost.first_fact", 0.95), "low", "s"),
    "cost.tokens_out.p95": (_timed("cost.tokens_out", 0.95), "low", "tokens"),
}
"""Name → formula, which way is better, unit. Diversity counts each case's first run alone."""
