"""What a test profile expected beside what the run said, field by field, in words for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.contracts import Advice
from evals.cases import Case
from evals.results import Result
from knowledge.tables import tables
from runtime.errors import NotFound


@dataclass(frozen=True)
class Check:
    """One expectation: ``field`` of :class:`evals.cases.Expectation`, both sides in words, and whether it held."""

    field: str
    expected: str
    said: str
    ok: bool


def checks(case: Case, result: Result) -> list[Check]:
    """One for each expectation that the case states; none of them holds in a run without an answer. A draft fails."""
    if case.draft is not None:
        return [
            Check("draft", "a person has said what is right", "nobody has: the run's own answer is no truth", False)
        ]
    fields = [name for name, stated in case.expect if stated not in ([], {}, None, "")]
    if result.advice is None:
        said = f"no answer: the run {result.outcome}"
        return [
            Check(name, _expected(name, case), said, False) if name != "asks" else _asks(case, result)
            for name in fields
        ]
    return [_check(name, case, result, result.advice) for name in fields]


def holds(case: Case, result: Result) -> bool:
    """Whether the run finished with an answer, and all that was expected held."""
    return result.advice is not None and all(check.ok for check in checks(case, result))


def offered(advice: Advice) -> list[str]:
    """SOC codes of the pick and its alternatives."""
    decision = advice.decision
    shown = [decision.role, *decision.alternatives] if decision else []
    return [choice.soc for choice in shown if choice is not None]


def _check(name: str, case: Case, result: Result, advice: Advice) -> Check:
    expect, plan, pick = case.expect, advice.plan, advice.decision.role if advice.decision else None
    if name == "asks":
        return _asks(case, result)
    if name == "current":
        now = [role.soc for role in advice.market.current] if advice.market else []
        said, ok = _roles(now), any(soc.startswith(tuple(expect.current)) for soc in now)
    elif name == "families":
        said, ok = _roles([pick.soc] if pick else []), pick is not None and pick.soc.startswith(tuple(expect.families))
    elif name == "never":
        there = [soc for soc in offered(advice) if soc.startswith(tuple(expect.never))]
        said, ok = (_roles(there) if there else "none of them"), not there
    elif name == "gated":
        ranked = [choice.soc for choice in advice.decision.ranked] if advice.decision else []
        there = [soc for soc in dict.fromkeys([*offered(advice), *ranked]) if soc.startswith(tuple(expect.gated))]
        said, ok = (_roles(there) if there else "not offered"), not there
    elif name == "net_hour":
        net, (low, high) = advice.income.net_hour if advice.income else None, expect.net_hour or (0, 0)
        said, ok = "unknown" if net is None else f"${net:.2f} an hour", net is not None and low <= net <= high
    elif name == "unknown":
        hour = advice.income is not None and advice.income.net_hour is not None
        known = {"net_hour": hour, "area": advice.profile.area.level != "nation"}
        there = [what for what in expect.unknown if known[what]]
        said, ok = (f"{', '.join(there)} given" if there else "left open"), not there
    elif name == "area":
        said, ok = _area(advice.profile.area.code), advice.profile.area.code == expect.area
    elif name == "abstains":
        said, ok = _roles([pick.soc]) if pick else "no role was picked", (pick is None) == expect.abstains
    elif name == "hours_per_week":
        hours = plan.hours_per_week if plan else 0.0
        said, ok = f"{hours:g} hours a week", hours <= (expect.hours_per_week or 0)
    else:
        cost = plan.cost if plan else 0.0
        said, ok = f"${cost:,.0f}", cost <= (expect.cost or 0)
    return Check(name, _expected(name, case), said, ok)


def _asks(case: Case, result: Result) -> Check:
    said = ", ".join(result.asked) or "nothing"
    return Check(
        "asks", _expected("asks", case), f"it would ask about {said}", set(case.expect.asks) <= {*result.asked}
    )


def _expected(name: str, case: Case) -> str:
    expect = case.expect
    low, high = expect.net_hour or (0.0, 0.0)
    return {
        "current": f"present work read as {_families(expect.current)}",
        "families": f"the pick is one of {_families(expect.families)}",
        "never": f"never offered: {_families(expect.never)}",
        "gated": "; ".join(f"{_families([soc])} is ruled out by “{limit}”" for soc, limit in expect.gated.items()),
        "net_hour": f"a net hour between ${low:.2f} and ${high:.2f}",
        "unknown": f"left open: {', '.join(expect.unknown)}",
        "area": f"the place read as {_area(expect.area)}",
        "asks": f"it asks about {', '.join(expect.asks)}",
        "abstains": "no role is picked" if expect.abstains else "a role is picked",
        "hours_per_week": f"a plan of at most {expect.hours_per_week or 0:g} hours a week",
        "cost": f"a plan of at most ${expect.cost or 0:,.0f}",
    }[name]


def _roles(socs: Iterable[str]) -> str:
    return "; ".join(f"{tables().occupation(soc).title} ({soc})" for soc in socs) or "none"


MAJOR = {
    "11": "management", "13": "business and finance", "15": "computing and mathematics", "17": "engineering", "19": "science",
    "21": "social service", "23": "legal work", "25": "teaching and libraries", "27": "arts, design and media", "29": "health care",
    "31": "health care support", "33": "protective service", "35": "food", "37": "cleaning and grounds", "39": "personal care and service",
    "41": "sales", "43": "office work", "45": "farming, fishing and forestry", "47": "construction", "49": "installation and repair",
    "51": "production", "53": "transport and moving",
}  # fmt: skip
"""The SOC's major groups, shortened."""


def _families(codes: Iterable[str]) -> str:
    """Whole codes with their titles, beginnings of codes with the major group they are of."""
    known = set(tables().occupations["soc"])
    return ", ".join(_roles([c]) if c in known else f"{MAJOR.get(c[:2], 'others')} ({c}…)" for c in codes)


def _area(code: str) -> str:
    try:
        return tables().area(code).name
    except NotFound:
        return code
