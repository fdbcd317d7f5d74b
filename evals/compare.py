"""Two sets of runs of the same profiles side by side: what moved, how surely, why, and whether a gate is broken.

The interval is the paired bootstrap's (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; Koehn, EMNLP 2004):
profiles are drawn with replacement, each with its two values; the middle 95 % of the mean differences is the interval. A
profile's variants and repeats are averaged first, for they are no independent witnesses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from evals.gates import Broken, Gate, broken_in, gates
from evals.metrics import METRICS, OVERALL, Better
from evals.results import Result, RunSet
from evals.scorecard import Key, Row, Scorecard, card
from evals.trail import first_difference
from knowledge.tables import tables

Verdict = Literal["same", "better", "worse", "changed", "unsure", "clock"]
RESAMPLES, SET_RESAMPLES, SEED = 4_000, 400, 0
AGREE = "facts.agree"
SOURCES = ("set", "commit", "prompts", "facts", "versions", "mode", "model", "way", "recordings", "changed")


class Line(BaseModel):
    """One metric. ``difference`` is b − a over the ``n`` profiles (for facts: facts) that both have; the interval is 95 %."""

    metric: str
    group: str
    unit: str
    better: Better
    a: float
    b: float
    difference: float
    low: float
    high: float
    n: int
    verdict: Verdict


class Moved(BaseModel):
    """A run that did something else; ``was`` and ``now`` are its picks in words."""

    case: str
    variant: int
    repeat: int
    was: str
    now: str
    picked: bool
    why: str


class Comparison(BaseModel):
    """``other`` are the manifests' differences, ``alone`` the runs that only one of the two has."""

    a: str
    b: str
    lines: list[Line] = []
    moved: list[Moved] = []
    broken: list[Broken] = []
    alone: list[str] = []
    other: list[str] = []


def compare(a: RunSet | Scorecard, b: RunSet | Scorecard, rules: dict[str, Gate] | None = None) -> Comparison:
    """``b`` beside ``a``. Runs of profiles that changed between the two are compared with nothing."""
    rules = gates() if rules is None else rules
    one, other = (told if isinstance(told, Scorecard) else card(told) for told in (a, b))
    same = {case for case, digest in one.digests.items() if other.digests.get(case) == digest}
    left, right = one.by_key, other.by_key
    shared = [key for key in left if key in right and key[0] in same]
    pairs = [(left[key], right[key]) for key in shared]
    lines = [*_agreement(one, other), *_lines(pairs)]
    values = {_name(row.key): row.values for row in other.rows}
    means = {**other.means, **{line.metric: line.b for line in lines if line.metric == AGREE}}
    return Comparison(
        a=one.manifest.name,
        b=other.manifest.name,
        lines=lines,
        moved=_moved(pairs, one, other),
        broken=[*broken_in(values, means, rules), *_worse(lines, rules)],
        alone=[_name(key) for key in sorted({*left, *right} - set(shared))],
        other=[f for f in SOURCES if getattr(one.manifest, f) != getattr(other.manifest, f)],
    )


# ---- metrics --------------------------------------------------------------------------------------------------


def _lines(pairs: list[tuple[Row, Row]]) -> list[Line]:
    lines = []
    for metric in METRICS:
        by_case: dict[str, list[tuple[float, float]]] = {}
        for a, b in pairs:
            if metric.name in a.values and metric.name in b.values:
                by_case.setdefault(a.case, []).append((a.values[metric.name], b.values[metric.name]))
        if by_case:
            values = np.array([np.mean(each, axis=0) for each in by_case.values()])
            low, high = interval(values[:, 1] - values[:, 0])
            a_mean, b_mean = values.mean(axis=0)
            lines.append(_line(metric.name, metric.unit, metric.better, a_mean, b_mean, low, high, len(values)))
    for name, (of, better, unit) in OVERALL.items():
        whole = _whole(pairs, name, of)
        if whole is not None:
            lines.append(_line(name, unit, better, *whole))  # type: ignore[arg-type]
    return lines


def interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 % of the means of resampled differences, by a fixed seed."""
    if not differences.any():
        return 0.0, 0.0
    picks = np.random.default_rng(SEED).integers(0, len(differences), (RESAMPLES, len(differences)))
    low, high = np.quantile(differences[picks].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def _whole(
    pairs: list[tuple[Row, Row]], name: str, of: Callable[[Sequence[tuple[str | None, dict[str, float]]]], float | None]
) -> tuple[float, float, float, float, int] | None:
    """A figure of the whole set, with its interval over resampled profiles."""
    if name.startswith("diversity"):
        pairs = [(a, b) for a, b in pairs if a.variant == a.repeat == 0]
    told = [((a.pick, a.values), (b.pick, b.values)) for a, b in pairs]
    if not told or (a := of([one for one, _ in told])) is None or (b := of([other for _, other in told])) is None:
        return None
    if all(one == other for one, other in told):
        return a, b, 0.0, 0.0, len(told)
    differences = []
    for drawn in np.random.default_rng(SEED).integers(0, len(told), (SET_RESAMPLES, len(told))):
        values = of([told[n][0] for n in drawn]), of([told[n][1] for n in drawn])
        if values[0] is not None and values[1] is not None:
            differences.append(values[1] - values[0])
    low, high = np.quantile(differences or [b - a], [0.025, 0.975])
    return a, b, float(low), float(high), len(told)


def _agreement(a: Scorecard, b: Scorecard) -> list[Line]:
    """Published facts that both stood on and that have the same value in both ÷ those that both stood on."""
    shared = a.facts.keys() & b.facts.keys()
    if not shared:
        return []
    share = sum(a.facts[key] == b.facts[key] for key in shared) / len(shared)
    return [_line(AGREE, "share", "none", 1.0, share, share - 1, share - 1, len(shared))]


def _line(name: str, unit: str, better: Better, a: float, b: float, low: float, high: float, n: int) -> Line:
    verdict: Verdict = "unsure"
    if unit == "s":
        verdict = "clock"
    elif a == b and low == high == 0:
        verdict = "same"
    elif low > 0 or high < 0:
        verdict = "changed" if better == "none" else "better" if (low > 0) == (better == "high") else "worse"
    return Line(
        metric=name, group=name.partition(".")[0], unit=unit, better=better, a=round(float(a), 6), b=round(float(b), 6),
        difference=round(float(b - a), 6), low=round(low, 6), high=round(high, 6), n=n, verdict=verdict,
    )  # fmt: skip


def _worse(lines: list[Line], rules: dict[str, Gate]) -> list[Broken]:
    found = []
    for line in lines:
        if line.verdict == "worse" and (gate := rules.get(line.metric)) and gate.worse:
            words = f"{line.a:.4g} → {line.b:.4g} ({line.low:+.3g} to {line.high:+.3g} over {line.n} profiles)"
            found.append(Broken(metric=line.metric, words=words, why=gate.why, enforced=gate.enforced))
    return found


# ---- runs -----------------------------------------------------------------------------------------------------


def _moved(pairs: list[tuple[Row, Row]], was: Scorecard, now: Scorecard) -> list[Moved]:
    """Runs that did something else, those with another pick first."""
    why = {a.key: first_difference(a.trail, b.trail) for a, b in pairs if a.trail != b.trail or a.pick != b.pick}
    keys = {key for key, words in why.items() if " facts" in words}
    before, after = (told.whole(keys) if keys else {} for told in (was, now))
    found = []
    for a, b in pairs:
        if a.key in why:
            fact = _first_fact(before.get(a.key), after.get(a.key))
            told = {"was": _words(a.pick), "now": _words(b.pick), "picked": a.pick != b.pick}
            told |= {"case": a.case, "variant": a.variant, "repeat": a.repeat}
            found.append(Moved.model_validate({**told, "why": why[a.key] + (f": {fact}" if fact else "")}))
    return sorted(found, key=lambda moved: (not moved.picked, moved.case, moved.variant, moved.repeat))


def _first_fact(a: Result | None, b: Result | None) -> str:
    """The first fact with another value, in words."""
    if a is None or b is None or a.advice is None or b.advice is None:
        return ""
    for key, fact in a.advice.facts.items():
        other = b.advice.facts.get(key)
        if other is not None and other.value != fact.value:
            return f"{fact.meaning} was {fact.shown} and is {other.shown}"
    return ""


def _words(soc: str | None) -> str:
    return "no answer" if soc is None else tables().occupation(soc).title if soc else "no role"


def _name(key: Key) -> str:
    case, variant, repeat = key
    return case + (f"/{variant}" if variant or repeat else "") + (f"/{repeat}" if repeat else "")
