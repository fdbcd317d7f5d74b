"""Groundedness: every number, link and comparison a person sees against the facts its passage names (evals/grounded.py).

After "faithfulness" of Es et al., "RAGAS" (EACL 2024), claims supported ÷ claims, but exact: a claim is a figure, a link
or a comparison of two amounts, and what supports it is the value of a fact, not a model's opinion.
"""

from __future__ import annotations

from evals import grounded
from evals.cases import Case
from evals.metrics.metric import metric, share
from evals.results import Result


@metric("groundedness.unsupported", better="low", unit="claims")
def unsupported(case: Case, result: Result) -> float | None:
    """Numbers and links shown that are the value of no fact their passage names; none may be."""
    return float(len(grounded.unsupported(result.advice))) if result.advice else None


@metric("groundedness.supported")
def supported(case: Case, result: Result) -> float | None:
    """Numbers and links that a named fact has as its value ÷ all that are shown."""
    if result.advice is None:
        return None
    shown = grounded.shown(result.advice)
    return share(shown - len(grounded.unsupported(result.advice)), shown)


@metric("groundedness.contradicted", better="low", unit="claims")
def contradicted(case: Case, result: Result) -> float | None:
    """Comparisons of two amounts, as shown, that the amounts themselves deny; none may be."""
    return float(len(grounded.contradicted(result.advice))) if result.advice else None


@metric("groundedness.claims", better="none", unit="claims")
def claims(case: Case, result: Result) -> float | None:
    """Numbers and links the answer shows."""
    return float(grounded.shown(result.advice)) if result.advice else None


@metric("groundedness.sourced")
def sourced(case: Case, result: Result) -> float | None:
    """Facts of the answer with a source, and computed ones whose inputs are facts of the answer too, ÷ all facts."""
    if result.advice is None or not (facts := result.advice.facts):
        return None
    good = sum(bool(fact.source) and all(key in facts for key in fact.inputs) for fact in facts.values())
    return good / len(facts)


GROUNDEDNESS = (unsupported, supported, contradicted, claims, sourced)
