"""How sure a figure is: 95 % intervals of means over cases, and the smallest change a comparison of two sets can see."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES, SEED = 2_000, 0


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
