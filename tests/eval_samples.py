"""Small answers and runs put together by hand, for the tests of what evaluations measure."""

from __future__ import annotations

from typing import Any

from agents.contracts import (
    Advice,
    Choice,
    Decision,
    IncomeComparison,
    MarketBrief,
    Narrative,
    Role,
    RolePay,
    Scores,
    Step,
    UpskillingPlan,
)
from evals.cases import Case, Expectation
from evals.results import Result
from tools.fact import Fact
from tools.market_search import Passage
from tools.profile import Area, Profile


def case(**expect: Any) -> Case:
    return Case(id="one", gig="rideshare", text="I drive.", expect=Expectation(**expect))


def fact(id: str, value: float | str, unit: str = "USD/hour", **more: Any) -> Fact:
    told = {"name": id.replace(".", "_").replace("-", "_"), "subject": "43-3031", "meaning": "a thing", "source": "BLS"}
    return Fact.model_validate({**told, "id": id, "value": value, "unit": unit, **more})


def choice(soc: str, total: float = 0.5, fit: float = 0.7) -> Choice:
    return Choice(soc=soc, title=soc, scores=Scores(fit=fit, uplift=0, outlook=0, ready=0, wishes=0, total=total))


def answer(
    pick: str = "",
    others: tuple[str, ...] = (),
    *,
    ranked: tuple[Choice, ...] = (),
    found: tuple[str, ...] = (),
    passages: tuple[tuple[str, float], ...] = (),
    current: tuple[str, ...] = (),
    pay: dict[str, float] | None = None,
    uplift: dict[str, float | None] | None = None,
    net: float | None = None,
    area: str = "0000000",
    facts: tuple[Fact, ...] = (),
    said: tuple[Narrative, ...] = (),
    steps: tuple[Step, ...] = (),
    plan: dict[str, Any] | None = None,
    profile: dict[str, Any] | None = None,
) -> Advice:
    """An Advice with these parts and nothing else."""
    totals = {one.soc: one for one in ranked}
    roles = dict.fromkeys([*(pay or {}), *(uplift or {})])
    return Advice(
        run_id="r",
        mode="evidence-only",
        profile=Profile(area=Area(code=area, name="here", level="metro"), **(profile or {})),
        facts={one.id: one for one in facts},
        narrative=list(said),
        market=MarketBrief(
            current=[Role(soc=soc, title=soc, score=1) for soc in current],
            candidates=[Role(soc=soc, title=soc, score=1) for soc in found],
            queries=["work near this"],
            passages=[Passage(id=str(n), text="t", score=score, soc=soc) for n, (soc, score) in enumerate(passages)],
        ),
        income=IncomeComparison(
            net_hour=net,
            roles={
                soc: RolePay(soc=soc, area=area, p50=(pay or {}).get(soc), uplift=(uplift or {}).get(soc))
                for soc in roles
            },
        ),
        decision=Decision(
            role=totals.get(pick, choice(pick)) if pick else None,
            alternatives=[totals.get(soc, choice(soc)) for soc in others],
            ranked=list(ranked),
        ),
        plan=UpskillingPlan(steps=list(steps), **(plan or {})) if steps else None,
    )


def ran(advice: Advice | None = None, *, events: tuple[dict[str, Any], ...] = (), **more: Any) -> Result:
    told = {"case": "one", "run_id": "r", "outcome": "finished" if advice else "failed", "seconds": 1.5}
    return Result.model_validate({**told, "advice": advice, "events": list(events), **more})


def said(text: str, *refs: str, origin: str = "facts", agent: str = "career_decider") -> Narrative:
    return Narrative.model_validate({"agent": agent, "text": text, "refs": list(refs), "origin": origin})
