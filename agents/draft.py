"""A plan in the making: steps with their official pages, lessons with their courses, and the weeks they fall in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.cards import WayStep
from agents.contracts import Step, StepKind, UpskillingPlan
from agents.readiness import LEARN_HOURS
from knowledge.tables import tables
from tools.fact import Fact
from tools.fit import SkillNeed
from tools.profile import Area, Profile
from tools.resources import Resource, resource_fact
from tools.toolbox import Toolbox
from tools.words import skill_words


@dataclass
class Draft:
    """A plan in the making, with the role's official pages by their key and the facts of its links."""

    plan: UpskillingPlan
    pages: Mapping[str, Resource]
    facts: list[Fact] = field(default_factory=list)

    def add(self, title: str, kind: StepKind, hours: float, page: str = "", detail: str = "") -> None:
        """A step by one of the role's official pages."""
        self.put(WayStep(title, kind, hours, detail, page))

    def put(self, one: WayStep) -> None:
        step = Step(
            title=one.title, detail=one.detail, kind=one.kind, hours=one.hours, cost=one.cost, provider=one.provider,
            link=one.link, paid_hours=one.paid_hours, of_way=one.of_way,
        )  # fmt: skip
        self.plan.steps.append(_linked(step, self.pages[one.page], self.facts) if one.page in self.pages else step)

    def learn(self, need: SkillNeed, profile: Profile, tools: Toolbox) -> None:
        """The first resource within the budget, free ones first; without one the step stands and says so."""
        plan = self.plan
        left = math.inf if profile.budget is None else profile.budget - sum(step.cost or 0 for step in plan.steps)
        used = {step.link for step in plan.steps}
        offers = [o for o in tools.find_resources(need.id, 5).resources if f"link.{o.id}" not in used]
        fitting = [o for o in offers if (o.cost_usd or 0) <= left]
        step = Step(
            title=f"Learn the basics of {skill_words(need.name)}",
            kind="learn",
            skill=need.id,
            hours=LEARN_HOURS[need.kind],
        )
        if fitting:
            offer = fitting[0]
            step = step.model_copy(
                update={"hours": offer.hours or step.hours, "cost": offer.cost_usd, "provider": offer.provider}
            )
            step = _linked(step, offer, self.facts)
        else:
            plan.abstentions.append(f"I have no course for {need.name} within your budget in the catalogue.")
        plan.steps.append(step)


def near(area: Area) -> str:
    """An area as a finder takes it: "Dallas-Fort Worth-Arlington, TX" → "Dallas, TX"; the state outside of towns."""
    row = tables().area(area.code)
    if row.level == "metro":
        town, _, states = row.name.partition(", ")
        return f"{town.split('-')[0]}, {states[:2]}"
    return "United States" if row.level == "nation" else row.state


def _linked(step: Step, resource: Resource, facts: list[Fact]) -> Step:
    fact = resource_fact(resource)
    facts.append(fact)
    return step.model_copy(update={"link": fact.id, "provider": step.provider or resource.provider})


def schedule(plan: UpskillingPlan) -> None:
    """Steps one after another at the weekly hours; a step may begin in the week another ends."""
    done, last = 0.0, max(1, math.ceil(sum(step.hours for step in plan.steps) / plan.hours_per_week))
    for step in plan.steps:
        step.from_week = min(last, int(done // plan.hours_per_week) + 1)
        done += step.hours
        step.to_week = max(step.from_week, math.ceil(done / plan.hours_per_week))
    plan.hours, plan.weeks = round(done), math.ceil(done / plan.hours_per_week)
    plan.paid_hours = round(sum(step.paid_hours for step in plan.steps))
    plan.cost = sum(step.cost or 0.0 for step in plan.steps)
