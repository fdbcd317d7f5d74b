"""Upskilling coach: the way to the role, step by step, within the hours and money the worker has."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic import BaseModel, Field, create_model

from agents.base import Agent
from agents.contracts import Step, StepKind, UpskillingPlan
from agents.gates import by_samples, reach
from agents.hints import Hinter, one_of, quoted
from agents.income_analyst import familiar
from agents.readiness import ASSUMPTION, LEARN_HOURS, gaps, licence, pace, practice, schooling, taught
from agents.state import CareerState
from agents.worth import payback_facts, payback_words, rate, rate_words, unpriced
from knowledge.tables import tables
from runtime.events import ChoiceMade
from tools.fact import YOU_SAID, Fact, by_id
from tools.freelance import FreelanceRate
from tools.payback import NOT_COUNTED
from tools.profile import Area, Profile
from tools.resources import Resource, resource_fact
from tools.toolbox import Toolbox
from tools.words import role_words, skill_words

_PRACTISE = "Practise on small real tasks, for yourself, friends or a volunteer group, and keep the results to show"


LEAST_PRACTICE = 10.0
"""Hours below which practice is no step of its own."""


class First(BaseModel):
    reasoning: str = Field(description="one short sentence: what they know already")
    first: str


class UpskillingCoach(Agent[UpskillingPlan]):
    """Check, learn, practise, pass the gates, apply; each step with its hours, its cost and its link."""

    name, writes, reads = "upskilling_coach", "plan", ("intake", "market", "skills", "income", "decision")
    heeds = ("study_hours", "budget", "asks", "area")
    doing = "planning the way there"
    result = UpskillingPlan

    def find(self, state: CareerState, tools: Toolbox) -> UpskillingPlan:
        profile, role = state["intake"].profile, state["decision"].role
        charge = rate(state, role.soc if role else "", tools)
        if role is None:
            plan = UpskillingPlan(abstentions=["There is no plan without a role to go for."])
            return _charged(plan, charge, state)
        weekly, rank = pace(profile), reach(profile, familiar(state["market"]))
        rank = max(rank, 4) if by_samples(role.soc, profile, familiar(state["market"])) else rank
        plan = UpskillingPlan(soc=role.soc, hours_per_week=weekly)
        fit, known = state["skills"].roles[role.soc], role.soc in familiar(state["market"])
        facts: list[Fact] = []
        pages = {page.id.rpartition(".")[2]: page for page in tools.role_links(role.soc, near(profile.area))}

        def add(title: str, kind: StepKind, hours: float, page: str = "") -> None:
            step = Step(title=title, kind=kind, hours=hours)
            plan.steps.append(_linked(step, pages[page], facts) if page in pages else step)

        words = role_words(role.title)
        add(f"Read what {words} do and what it asks", "check", 1, "onet")
        whole = taught(role.soc, known, rank, tools)
        for need in gaps(fit, whole):
            plan.steps.append(self._learn(need.id, need.name, LEARN_HOURS[need.kind], profile, tools, plan, facts))
        if not whole and (hours := practice(role.soc, role.scores.fit, known)) >= LEAST_PRACTICE:
            add(_PRACTISE, "practise", hours)
        if not known and (hours := schooling(role.soc, rank, tools)):
            add("Take the course the role asks for", "gate", hours, "training")
        if not known and (hours := licence(role.soc, rank, tools)):
            prepare = " and prepare for it" if hours > 1 else ""
            add(f"Find out what licence your state asks for{prepare}", "gate", hours, "licence")
        doing = {now.soc for now in state["market"].current}
        if known and role.soc not in doing and any(c.condition == "licence" for c in tools.conditions(role.soc)):
            add("Find out whether your licence holds in your state, or what it asks for", "gate", 2, "licence")
        if not known and any(condition.condition == "entry exam" for condition in tools.conditions(role.soc)):
            add("Sit the exam that comes before hiring; ask the employer for the next date", "gate", 3)
        if not known and tables().occupation(role.soc).training == "Apprenticeship":
            add("Look for a paid apprenticeship; one earns while one learns", "apply", 2, "apprenticeship")
        add("Write your résumé around what you bring, and apply", "apply", 4, "jobs")
        _schedule(plan)
        plan.facts = by_id(facts, _facts(plan, state))
        plan.assumptions += [NOT_COUNTED] if "plan.payback.soonest" in plan.facts else []
        return _charged(plan, charge, state)

    def _learn(
        self,
        skill: str,
        name: str,
        hours: float,
        profile: Profile,
        tools: Toolbox,
        plan: UpskillingPlan,
        facts: list[Fact],
    ) -> Step:
        """The first resource within the budget, free ones first; without one the step stands and says so."""
        left = math.inf if profile.budget is None else profile.budget - sum(step.cost or 0 for step in plan.steps)
        used = {step.link for step in plan.steps}
        offers = [o for o in tools.find_resources(skill, 5).resources if f"link.{o.id}" not in used]
        fitting = [o for o in offers if (o.cost_usd or 0) <= left]
        step = Step(title=f"Learn the basics of {skill_words(name)}", kind="learn", skill=skill, hours=hours)
        if fitting:
            offer = fitting[0]
            step = step.model_copy(
                update={"hours": offer.hours or hours, "cost": offer.cost_usd, "provider": offer.provider}
            )
            return _linked(step, offer, facts)
        plan.abstentions.append(f"I have no course for {name} within your budget in the catalogue.")
        return step

    async def consult(self, state: CareerState, found: UpskillingPlan, hint: Hinter) -> UpskillingPlan:
        """What to learn first; hours, costs and dates stay computed."""
        learn = dict(zip("ABCDEF", (step for step in found.steps if step.kind == "learn"), strict=False))
        if len(learn) < 2:
            return found
        schema = create_model("First", __base__=First, first=(one_of(learn), ...))
        options = "\n".join(f"{letter}: {step.title}" for letter, step in learn.items())
        told = await hint.ask(schema, words=quoted(state["intake"].profile.text), options=options)
        if told is None or told.first == "A":
            return found
        first, place = learn[told.first], found.steps.index(learn["A"])
        found.steps.remove(first)
        found.steps.insert(place, first)
        _schedule(found)
        kept = {fact.id: fact for fact in found.facts.values() if not fact.id.startswith("plan.")}
        found.facts = kept | by_id(_facts(found, state))
        return found

    def choice(self, result: UpskillingPlan) -> ChoiceMade:
        return ChoiceMade(chosen=[step.title for step in result.steps])

    def tell(self, state: CareerState, result: UpskillingPlan) -> list[str]:
        if not result.steps:
            return []
        fees = ", and {plan_cost} in course fees" if result.cost else ""
        return [f"At {{plan_pace}} the plan takes {{plan_hours}}, about {{plan_weeks}}{fees}."]

    def lists(self, state: CareerState, result: UpskillingPlan) -> list[str]:
        names = {fact.id: fact.name for fact in result.facts.values()}
        passages = []
        for number, step in enumerate(result.steps, 1):
            link = f": {{{names[step.link]}}}" if step.link in names else ""
            passages.append(f"- {step.title}{link} ({{{names[f'plan.step{number}.hours']}}})")
        passages = ["\n".join(passages), _budget_words(result)]
        worth = (payback_words(result, set(names.values())), rate_words(result.facts))
        return [passage for passage in (*passages, *worth) if passage]

    def must(self, result: UpskillingPlan, given: Mapping[str, Fact]) -> set[str]:
        return {"plan_weeks"}


def _budget_words(plan: UpskillingPlan) -> str:
    """What the plan costs against what the worker can spend; empty where they named no budget."""
    budget = plan.facts.get("you.budget")
    if budget is None:
        return ""
    if plan.cost:
        known = "Its course fees come to {plan_cost} of the {your_budget} you have."
    elif budget.amount:
        rest = "a licence or an exam" if any(step.kind == "gate" for step in plan.steps) else "getting to interviews"
        known = f"No step has a course fee I know of, so your {{your_budget}} is there for what else it takes, such as {rest}."
    else:
        known = "No step has a course fee I know of, as you can spend nothing."
    open_ = (
        " What the whole course costs is in none of my sources: ask before you sign up, and ask who may pay it for you."
    )
    return known + (open_ if unpriced(plan) else "")


def _charged(plan: UpskillingPlan, charge: FreelanceRate | None, state: CareerState) -> UpskillingPlan:
    if charge is not None:
        plan.facts |= by_id(charge.facts)
        plan.assumptions += [line for line in charge.assumptions if line not in state["income"].assumptions]
    return plan


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


def _schedule(plan: UpskillingPlan) -> None:
    """Steps one after another at the weekly hours; a step may begin in the week another ends."""
    done = 0.0
    for step in plan.steps:
        step.from_week = int(done // plan.hours_per_week) + 1
        done += step.hours
        step.to_week = max(step.from_week, math.ceil(done / plan.hours_per_week))
    plan.hours, plan.weeks = round(done), math.ceil(done / plan.hours_per_week)
    plan.cost = sum(step.cost or 0.0 for step in plan.steps)


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
        facts.append(
            fact(
                f"step{number}.hours",
                f"step_{letter}_hours",
                step.hours,
                "hours",
                f"hours for: {step.title}",
                "",
                ASSUMPTION,
            )
        )
    if (budget := state["intake"].profile.budget) is not None:
        said_so = fact("budget", "your_budget", budget, "USD", "what you can spend on learning", "", YOU_SAID)
        facts.append(said_so.model_copy(update={"id": "you.budget", "subject": "you"}))
    return facts + payback_facts(plan, state)
