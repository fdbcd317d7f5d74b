"""A plan's own figures as facts: its pace, hours, weeks and fees, each step, and when the fees are earned back."""

from __future__ import annotations

from collections.abc import Iterable

from agents.contracts import Step, UpskillingPlan
from agents.readiness import ASSUMPTION
from agents.state import CareerState
from agents.worth import payback_facts
from tools.fact import YOU_SAID, Fact, by_id


def _source(plan: UpskillingPlan, step: Step) -> str:
    return plan.pathway.source if plan.pathway is not None and step.detail else ASSUMPTION


def fill(plan: UpskillingPlan, known: Iterable[Fact], state: CareerState) -> None:
    """The plan's facts: what is known of its links and its way, its own figures, and when they are earned back."""
    plan.facts = by_id(known, _facts(plan, state))
    plan.facts |= by_id(payback_facts(plan, state))


def _facts(plan: UpskillingPlan, state: CareerState) -> list[Fact]:
    said = state["intake"].profile.study_hours

    def fact(
        key: str, name: str, value: float, unit: str, meaning: str, formula: str, source: str = "computed"
    ) -> Fact:
        return Fact.model_validate(
            {"id": f"plan.{key}", "name": name, "value": value, "unit": unit, "subject": plan.soc, "meaning": meaning,
             "source": source, "formula": formula}
        )  # fmt: skip

    facts = [
        fact(
            "pace",
            "plan_pace",
            plan.hours_per_week,
            "hours/week",
            "the hours a week you can learn",
            "",
            "you said" if said else ASSUMPTION,
        ),
        fact("hours", "plan_hours", plan.hours, "hours", "all the learning in the plan", "sum of the steps' hours"),
        fact("weeks", "plan_weeks", plan.weeks, "weeks", "how long the plan takes", "hours ÷ hours a week, rounded up"),
        fact("cost", "plan_cost", plan.cost, "USD", "course fees in the plan", "sum of the steps' known fees"),
    ]
    for number, step in enumerate(plan.steps, 1):
        letter = "abcdefghijklmnop"[number - 1]
        what = f"{step.title}. {step.detail}" if step.detail else step.title
        facts.append(
            Fact(
                id=f"plan.step{number}.what",
                name=f"step_{letter}_what",
                value=what,
                unit="text",
                subject=plan.soc,
                meaning=f"step of the plan: {step.title}",
                sentence=what,
                source=_source(plan, step),
            )
        )
        formula, source = ("the middle of the way's bounds", _source(plan, step)) if step.of_way else ("", ASSUMPTION)
        meaning = f"hours for: {step.title}"
        facts.append(fact(f"step{number}.hours", f"step_{letter}_hours", step.hours, "hours", meaning, formula, source))
    if (budget := state["intake"].profile.budget) is not None:
        said_so = fact("budget", "your_budget", budget, "USD", "what you can spend on learning", "", YOU_SAID)
        facts.append(said_so.model_copy(update={"id": "you.budget", "subject": "you"}))
    return facts
