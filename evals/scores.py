"""What an evaluation of linking measures: shares with their intervals, and how far ours is ahead of what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from evals.baselines import Ranking

OURS = "gigpath"

RESAMPLES = 2_000
"""Bootstrap samples of the questions, by a fixed seed and the same for all systems, so that they can be compared."""


class Lead(BaseModel):
    """Ours minus another system's share, with its 95 % interval; ours is surely ahead where ``low`` is above 0."""

    value: float
    low: float
    high: float


class Measure(BaseModel):
    """A share, 0–1, with its 95 % bootstrap interval over ``n`` questions; ``lead`` is ours over this system."""

    set: str
    metric: str
    system: str
    value: float
    low: float
    high: float
    n: int
    target: float | None = None
    lead: Lead | None = None


class Confusion(BaseModel):
    """A family (SOC minor group) that is often missed in a set, what is answered instead, and one such title."""

    set: str
    family: str
    example_role: str
    questions: int
    missed: int
    instead: list[str]
    example: str
    answered: str


class Report(BaseModel):
    measures: list[Measure] = []
    confusions: list[Confusion] = []
    titles_per_second: float | None = None
    seconds: float = 0.0


def ranked(
    name: str,
    answers: Mapping[str, list[Ranking]],
    gold: list[set[str]],
    wanted: Mapping[str, str],
    targets: Mapping[str, float],
) -> list[Measure]:
    """Each system's rankings against the right codes by trec_eval's measures; ``wanted`` is ours → trec_eval's name."""
    import pytrec_eval

    truth = {str(n): dict.fromkeys(sorted(codes), 1) for n, codes in enumerate(gold)}
    judge = pytrec_eval.RelevanceEvaluator(truth, set(wanted.values()))
    scores = {}
    for system, rankings in answers.items():
        run = {str(n): {soc: -float(at) for at, soc in enumerate(ranking)} for n, ranking in enumerate(rankings)}
        scores[system] = judge.evaluate(run)
    found: list[Measure] = []
    for metric, theirs in wanted.items():
        values = {s: [by.get(q, {}).get(theirs, 0.0) for q in truth] for s, by in scores.items()}
        found += shares(name, metric, values, target=targets.get(metric))
    return found


def shares(
    name: str,
    metric: str,
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float] | None = None,
    target: float | None = None,
) -> list[Measure]:
    """System → one value a question, ours among them → the (weighted) mean of each, and ours over the others."""
    count = len(values[OURS])
    if not count:
        return []
    weight = np.ones(count) if weights is None else np.asarray(weights, dtype=float)
    picks = np.random.default_rng(0).integers(0, count, (RESAMPLES, count))

    def resampled(one: Sequence[float]) -> NDArray[np.float64]:
        return np.asarray((np.asarray(one) * weight)[picks].sum(axis=1) / weight[picks].sum(axis=1))

    ours, mean = resampled(values[OURS]), float(np.average(values[OURS], weights=weight))
    found = []
    for system, one in values.items():
        value, low, high = _span(float(np.average(one, weights=weight)), resampled(one))
        measure = Measure(set=name, metric=metric, system=system, value=value, low=low, high=high, n=count)
        if system == OURS:
            measure.target = target
        else:
            lead = _span(mean - float(np.average(one, weights=weight)), ours - resampled(one))
            measure.lead = Lead(value=lead[0], low=lead[1], high=lead[2])
        found.append(measure)
    return found


def _span(value: float, samples: NDArray[np.float64]) -> tuple[float, float, float]:
    low, high = np.quantile(samples, [0.025, 0.975])
    return round(value, 4), round(float(low), 4), round(float(high), 4)
