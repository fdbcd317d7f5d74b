"""Decision: is what was read, computed and chosen what the case expects?

Behavioural checks in the manner of Ribeiro et al., "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList"
(ACL 2020): an expectation by hand is a minimum functionality test, a paraphrase an invariance test.
"""

from __future__ import annotations

from evals.cases import Case
from evals.expected import checks, offered
from evals.metrics.metric import Metric, metric, paired, share
from evals.results import Result


def pick(result: Result) -> str | None:
    """The role recommended; empty when none is; None when there is no answer."""
    if result.advice is None:
        return None
    decision = result.advice.decision
    return decision.role.soc if decision and decision.role else ""


def _held(name: str, doc: str) -> Metric:
    """1 where the case's expectation of this name holds, as evals/expected.py says; a run without an answer holds none."""

    def of(case: Case, result: Result) -> float | None:
        return next((float(check.ok) for check in checks(case, result) if check.field == name), None)

    of.__doc__ = doc
    return Metric(f"decision.{name}", "decision", "high", of)


PARTS = (
    _held("current", "1 when the present work was read as one of the expected roles."),
    _held("families", "1 when the pick is of an accepted family."),
    _held("never", "1 when none of the roles that must not appear is pick or alternative."),
    _held("gated", "1 when no role that one of the worker's limits rules out is offered or weighed."),
    _held("net_hour", "1 when the net hour lies between the bounds worked by hand."),
    _held("unknown", "1 when no net hour and no area is given where the words leave it open."),
    _held("area", "1 when the place was read as the expected area."),
    _held("asks", "1 when intake would ask about every field that it must ask about."),
    _held("abstains", "1 when a role is picked where one must be, and none where none may be."),
)


@metric("decision.expected")
def expected(case: Case, result: Result) -> float | None:
    """Expectations that hold ÷ expectations that the case states."""
    told = checks(case, result)
    return share(sum(check.ok for check in told), len(told))


@metric("decision.violations", better="low", unit="roles")
def violations(case: Case, result: Result) -> float | None:
    """Roles offered against a limit or an expectation that they must not appear."""
    barred = [*case.expect.gated, *case.expect.never]
    if result.advice is None or not barred:
        return None
    return float(sum(soc.startswith(tuple(barred)) for soc in offered(result.advice)))


@metric("decision.pay", better="none", unit="USD/hour")
def pay(case: Case, result: Result) -> float | None:
    """Typical pay of the pick where the worker lives."""
    soc, income = pick(result), result.advice.income if result.advice else None
    return income.roles[soc].p50 if soc and income and soc in income.roles else None


@metric("decision.uplift", better="none", unit="USD/hour")
def uplift(case: Case, result: Result) -> float | None:
    """What the pick brings an hour more than the present work, after payroll tax."""
    soc, income = pick(result), result.advice.income if result.advice else None
    return income.roles[soc].uplift if soc and income and soc in income.roles else None


@metric("decision.candidates_pay", better="none", unit="USD/hour")
def candidates_pay(case: Case, result: Result) -> float | None:
    """Mean typical pay of all roles compared; moves with the tables of wages although no pick moves."""
    income = result.advice.income if result.advice else None
    known = [role.p50 for role in income.roles.values() if role.p50 is not None] if income else []
    return sum(known) / len(known) if known else None


@metric("decision.net", better="none", unit="USD/hour")
def net(case: Case, result: Result) -> float | None:
    """The worker's net hour as computed."""
    return result.advice.income.net_hour if result.advice and result.advice.income else None


@paired("decision.stable")
def stable(case: Case, result: Result, first: Result) -> float | None:
    """1 when the same worker in other words gets the same pick (Ribeiro et al.'s invariance test)."""
    here, there = pick(result), pick(first)
    if result.variant == 0 or here is None or there is None:
        return None
    return float(here == there)


@paired("decision.repeatable")
def repeatable(case: Case, result: Result, first: Result) -> float | None:
    """1 when the same words said again get the same pick."""
    here, there = pick(result), pick(first)
    if result.repeat == 0 or result.variant != first.variant or here is None or there is None:
        return None
    return float(here == there)


DECISION = (
    expected, *PARTS, violations, pay, uplift, candidates_pay, net, stable, repeatable,
)  # fmt: skip
