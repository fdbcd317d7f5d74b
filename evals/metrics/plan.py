"""Plan: can the worker do it with the hours and money they have, does every step lead somewhere, and would it get them in?

What a licensed or schooled role asks for is held against published requirements (evals/credentialed.py), not against the
product's own tables.
"""

from __future__ import annotations

import math
import re

from agents.contracts import Advice, UpskillingPlan
from evals import needing
from evals.cases import Case
from evals.credentialed import Requirement, required, taught_by
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


# ---- whether it would get them in -----------------------------------------------------------------------------


def _asked_for(case: Case, result: Result) -> tuple[Advice, UpskillingPlan, Requirement] | None:
    """The plan with what its role asks for; None where nothing is published, or the worker has been or is licensed in it."""
    if (found := _plan(result)) is None or (needed := required(found[1].soc)) is None:
        return None
    advice, plan = found
    roles = [*advice.market.current, *advice.market.past] if advice.market else []
    held = [one.name for one in case.label.credentials if one.state == "held"] if case.label else []
    if any(role.soc == plan.soc for role in roles) or any(needed.names_credential(name) for name in held):
        return None
    return advice, plan, needed


def _said(advice: Advice, plan: UpskillingPlan) -> str:
    """All that the plan says: its steps with who gives them, and the coach's sentences."""
    steps = [f"{step.title} {step.provider}" for step in plan.steps]
    coach = [passage.text for passage in advice.narrative if passage.agent == "upskilling_coach"]
    return " ".join([*steps, *coach, str(getattr(plan, "pathway", ""))])


@metric("plan.credential")
def credential(case: Case, result: Result) -> float | None:
    """1 when the plan of a role that asks for a credential names it."""
    found = _asked_for(case, result)
    return float(found[2].names_credential(_said(*found[:2]))) if found else None


@metric("plan.issuer")
def issuer(case: Case, result: Result) -> float | None:
    """1 when the plan of a role that asks for a credential names who issues it."""
    found = _asked_for(case, result)
    return float(found[2].names_issuer(_said(*found[:2]))) if found else None


@metric("plan.published_hours")
def published_hours(case: Case, result: Result) -> float | None:
    """1 when the hours, those that an employer pays for among them, lie within what is published for the role's way in; hours that
    are said to be left open do not count.
    """
    found = _asked_for(case, result)
    if found is None or not found[1].hours or _left_open(found[1]):
        return None
    return float(found[2].hours_low <= found[1].hours + found[1].paid_hours <= found[2].hours_high)


def _left_open(plan: UpskillingPlan) -> bool:
    """Whether the plan says that it does not know how long the training takes, or part of it."""
    return plan.left_open or bool(plan.pathway and plan.pathway.holds)


@metric("plan.tuition")
def tuition(case: Case, result: Result) -> float | None:
    """1 when a way that usually costs money is not given out as free: a cost, or a word that it has one."""
    found = _asked_for(case, result)
    if found is None or not found[2].tuition:
        return None
    words = re.sub(r"\b(?:no|without|free) tuition|tuition[- ]free", "", _said(*found[:2]).lower())
    open_ = any(word in words for word in ("tuition", "what the whole course costs is in none", "costs vary"))
    return float(found[1].cost > 0 or open_)


@metric("plan.mode")
def mode(case: Case, result: Result) -> float | None:
    """1 when a programme that is offered full-time is not spread over part-time weeks."""
    found = _asked_for(case, result)
    if found is None or found[2].full_time != "yes":
        return None
    words = _said(*found[:2]).lower()
    return float(
        found[1].hours_per_week >= FULL_TIME or "full-time" in words or "full time" in words or "cohort" in words
    )


FULL_TIME = 24
"""Hours a week from which a programme counts as full-time."""


@metric("plan.lesson_links")
def lesson_links(case: Case, result: Result) -> float | None:
    """Lessons whose link teaches the lesson's skill, by the catalogue, and is no other lesson's ÷ lessons with a link."""
    if (found := _plan(result)) is None:
        return None
    lessons = [step for step in found[1].steps if step.kind == "learn" and step.link]
    links = [step.link for step in lessons]
    good = [
        s for s in lessons if s.skill in taught_by(s.link.removeprefix("link.")).skills and links.count(s.link) == 1
    ]
    return share(len(good), len(lessons))


@metric("plan.lesson_hours")
def lesson_hours(case: Case, result: Result) -> float | None:
    """Lessons that take the hours their course states ÷ lessons whose course states hours."""
    if (found := _plan(result)) is None:
        return None
    lessons = [
        (step.hours, taught_by(step.link.removeprefix("link.")).hours)
        for step in found[1].steps
        if step.kind == "learn" and step.link
    ]
    stated = [(hours, published) for hours, published in lessons if published is not None]
    return share(sum(abs(hours - published) <= 0.5 for hours, published in stated), len(stated))


@metric("plan.weeks_hold")
def weeks_hold(case: Case, result: Result) -> float | None:
    """1 when the weeks are the hours ÷ the hours a week, rounded up."""
    if (found := _plan(result)) is None or not found[1].hours_per_week:
        return None
    plan = found[1]
    return float(plan.weeks == math.ceil(round(sum(step.hours for step in plan.steps) / plan.hours_per_week, 6)))


CHECKLIST = (
    within_hours,
    within_budget,
    adds_up,
    credential,
    issuer,
    published_hours,
    tuition,
    mode,
    lesson_links,
    weeks_hold,
)


@metric("plan.valid")
def valid(case: Case, result: Result) -> float | None:
    """1 when the plan passes every line of the checklist that applies to it: a counsellor could sign it."""
    if _plan(result) is None:
        return None
    lines = [value for one in CHECKLIST if (value := one.of(case, result)) is not None]
    return float(all(value == 1 for value in lines))


# ---- who pays, who helps, what is at stake ----------------------------------------------------------------------


@metric("support.right")
def support_right(case: Case, result: Result) -> float | None:
    """1 when a line that a counsellor would name for the person's need is shown."""
    return float(needing.right(case.needing, result.advice)) if case.needing and result.advice else None


@metric("support.wrong", better="low")
def support_wrong(case: Case, result: Result) -> float | None:
    """1 when a line is shown that would mislead or harm the person, or answers a need they did not speak of."""
    return float(bool(needing.wrong(case.needing, result.advice))) if case.needing and result.advice else None


PLAN = (
    within_hours, within_budget, adds_up, coverage, provenance, weeks, credential, issuer, published_hours, tuition, mode,
    lesson_links, lesson_hours, weeks_hold, valid, support_right, support_wrong,
)  # fmt: skip
