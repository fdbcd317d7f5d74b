"""How sure a figure is: 95 % intervals of means over cases, and the smallest change a comparison of two sets can see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from evals.scorecard import Scorecard

RESAMPLES, SEED = 2_000, 0


class Power(NamedTuple):
    """Of a metric's ``n`` cases so many must get worse, and none better, until a comparison is sure; above ``n`` it cannot be."""

    drop: int
    n: int


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean: Wilson's for values that are all 0 or 1, the bootstrap's percentiles otherwise.

    Wilson's (JASA 1927) is not of zero width at 0 of n: that nobody was harmed among sixty says little of the next sixty.
    """
    from scipy.stats import binomtest

    n = len(values)
    if not n:
        return 0.0, 1.0
    if all(value in (0, 1) for value in values):
        span = binomtest(round(sum(values)), n).proportion_ci(method="wilson")
        return float(span.low), float(span.high)
    sample = np.asarray(values, dtype=float)
    means = sample[np.random.default_rng(SEED).integers(0, n, (RESAMPLES, n))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def smallest_drop(values: Sequence[float]) -> int:
    """How many of a metric's cases must fall from its best to 0 until the paired bootstrap is sure that it fell.

    The gate "surely worse" of ``evals/gates.yaml`` sees nothing smaller. Cases that stand at 0 already cannot fall; where too
    few can, the answer is more than there are.
    """
    from evals.compare import interval

    sample = np.asarray(values, dtype=float)
    order = np.argsort(-sample)
    for count in range(1, int((sample > 0).sum()) + 1):
        change = np.zeros_like(sample)
        change[order[:count]] = -sample[order[:count]]
        if interval(change)[1] < 0:
            return count
    return len(values) + 1


def power(card: Scorecard) -> dict[str, Power]:
    """The smallest change that each statistical gate ("surely worse") can see in such a set of runs, by metric.

    A share for which low is better gets worse by rising to 1, a count of which there is no most by one more. How far a case
    falls makes no difference, only how many do: a resample of n misses all d of them at (1 − d ÷ n)ⁿ, which must be below 2.5 %.
    Figures of the whole set (``diversity``) are of no case, and are left out.
    """
    from evals.gates import gates
    from evals.metrics import METRICS

    found = {}
    for metric in METRICS:
        gate, by_case = gates().get(metric.name), dict[str, list[float]]()
        for row in card.rows:
            if metric.name in row.values:
                by_case.setdefault(row.case, []).append(row.values[metric.name])
        if gate is None or not gate.worse or not by_case:
            continue
        values = [sum(of) / len(of) for of in by_case.values()]
        if metric.better == "low":
            values = [1 - value if metric.unit == "share" else 1.0 for value in values]
        found[metric.name] = Power(smallest_drop(values), len(values))
    return found
