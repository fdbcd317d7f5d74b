"""Reading: what was understood of a message, field by field, beside a counsellor's labels (evals/understood.py).

Each field has a share that is right, one that was asked about instead, and one that is wrong; what is left was missed. After
selective prediction (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 2010): a reader may
abstain, so the error among what it states counts, at the coverage it has.
"""

from __future__ import annotations

from evals.cases import Case
from evals.metrics.metric import Better, Metric
from evals.read import Outcome
from evals.results import Result
from evals.understood import FIELDS, Verdict, verdicts

WAYS: dict[Outcome, tuple[str, Better, str]] = {
    "right": ("", "high", "read as the label says"),
    "asked": (".asked", "none", "asked about instead of read"),
    "wrong": (".wrong", "low", "stated otherwise than the label says, or stated where it says nothing"),
}
"""Outcome → the ending of its metric's name, which way is better, what it is in words."""


def judged(case: Case, result: Result) -> list[Verdict]:
    """The verdicts of a run from words; none where a profile was handed in, or nobody labelled the words."""
    if case.label is None or not case.text or result.advice is None:
        return []
    return verdicts(case.label, result.advice)


def _field(name: str, outcome: Outcome) -> Metric:
    ending, better, words = WAYS[outcome]

    def of(case: Case, result: Result) -> float | None:
        found = [verdict.outcome for verdict in judged(case, result) if verdict.field == name]
        return found.count(outcome) / len(found) if found else None

    of.__doc__ = f"Share of {name.replace('_', ' ')} {words}."
    return Metric(f"reading.{name}{ending}", "reading", better, of)


READING = tuple(_field(name, outcome) for name in FIELDS for outcome in WAYS)
