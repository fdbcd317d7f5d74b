"""Plan: can the worker do it with the hours and money they have, and does every step lead somewhere?"""

from __future__ import annotations

from agents.contracts import Advice, UpskillingPlan
from evals.cases import Case
from evals.metrics.metric import metric, share
from evals.results import Result


def _plan(result: Result) -> tuple[Advice, UpskillingPlan] | None:
    advice = result.advice
    return (advice, advice.plan) if advice and advice.plan and advice.plan.steps else None


@metric("plan.within_hours")
def within_hours(case: Case, result: Result) -> float | None:
    """1 when the plan takes no more hours a week than the worker has, and its weeks hold its hours."""
    if (found := _plan(result)) is None:
        return None
    advice, plan = found
    most = case.expect.hours_per_week or advice.profile.study_hours
    if most is None:
        return None
    return float(plan.hours_per_week <= most and plan.hours <= plan.hours_per_week * plan.weeks + 0.5)


@metric("plan.within_budget")
def within_budget(case: Case, result: Result) -> float | None:
    """1 when the plan's known fees stay within the worker's money."""
    if (found := _plan(result)) is None:
        return None
    advice, plan = found
    most = case.expect.cost if case.expect.cost is not None else advice.profile.budget
    return None if most is None else float(plan.cost <= most)


@metric("plan.adds_up")
def adds_up(case: Case, result: Result) -> float | None:
    """1 when the totals are the sums of the steps and no step ends before it begins."""
    if (found := _plan(result)) is None:
        return None
    plan = found[1]
    hours, cost = sum(step.hours for step in plan.steps), sum(step.cost or 0 for step in plan.steps)
    ordered = all(1 <= step.from_week <= step.to_week <= plan.weeks for step in plan.steps)
    return float(ordered and abs(hours - plan.hours) <= 0.5 and abs(cost - plan.cost) < 0.01)


@metric("plan.coverage")
def coverage(case: Case, result: Result) -> float | None:
    """Steps to learn or to pass a gate that have a link ÷ all such steps."""
    if (found := _plan(result)) is None:
        return None
    steps = [step for step in found[1].steps if step.kind in ("learn", "gate")]
    return share(sum(bool(step.link) for step in steps), len(steps))


@metric("plan.provenance")
def provenance(case: Case, result: Result) -> float | None:
    """Links of steps that are the address in a fact with its source ÷ all links of steps."""
    if (found := _plan(result)) is None:
        return None
    advice, plan = found
    facts = [advice.facts.get(step.link) for step in plan.steps if step.link]
    good = [f for f in facts if f and f.unit == "url" and str(f.value).startswith("https://") and f.source]
    return share(len(good), len(facts))


@metric("plan.weeks", better="none", unit="weeks")
def weeks(case: Case, result: Result) -> float | None:
    """How long the plan takes."""
    return float(found[1].weeks) if (found := _plan(result)) else None


PLAN = (within_hours, within_budget, adds_up, coverage, provenance, weeks)
