"""How the coach says a plan: the way in, its length and price, and the money against what the worker has; sentences of placeholders."""

from __future__ import annotations

from agents.contracts import UpskillingPlan
from agents.worth import unpriced

OPEN = {
    "no way": "How long the whole way takes is not in my tables, so I leave it open. At {plan_pace} the plan before that takes {plan_hours}, about {plan_weeks}.",
    "held": "You hold what the role asks for, so no course stands in between. At {plan_pace} the plan takes {plan_hours}, about {plan_weeks}.",
    "lapsed": "What you held may be renewed; how long that takes is for the board to say, so I leave it open. At {plan_pace} the plan before that takes {plan_hours}, about {plan_weeks}.",
    "foreign": "What you bring from abroad may count; how much is missing is for the board to say, so I leave it open. At {plan_pace} the plan before that takes {plan_hours}, about {plan_weeks}.",
    "in progress": "You have begun already; how much is left is for your school to say, so I leave it open. At {plan_pace} the rest of the plan takes {plan_hours}, about {plan_weeks}.",
}  # fmt: skip
"""What is said of the length where the worker holds something already, by its state."""


PACE = "At {plan_pace} the plan takes {plan_hours}, about {plan_weeks}"


def way_words(plan: UpskillingPlan) -> list[str]:
    """The way in with its bounds. One that is paid says until when somebody is taken on, a course how long it takes at the worker's
    hours; where something is held already its length is left open.
    """
    way = plan.pathway
    if plan.left_open:
        return [OPEN["no way"]]
    if way is None:
        fees = ", and {plan_cost} in course fees" if plan.cost else ""
        return [f"{PACE}{fees}."]
    if way.holds:
        return [OPEN[way.holds]]
    price = " It costs {way_cost_low} to {way_cost_high}." if way.cost[1] > way.cost[0] else ""
    if plan.paid_hours or way.modes[0] in ("on the job", "promotion", "paid apprenticeship"):
        return [
            f"The way in: {{way_how}}; {{way_paid}}. Until somebody takes you on, count on {{way_weeks_low}} to {{way_weeks_high}}. {PACE}.{price}"
        ]
    return [f"The way in: {{way_how}}; {{way_paid}}. {PACE}.{price}"]


def budget_words(plan: UpskillingPlan) -> str:
    """What the plan costs against what the worker can spend; empty where they named no budget."""
    budget = plan.facts.get("you.budget")
    if budget is None:
        return ""
    if plan.pathway is not None and plan.pathway.cost[1]:
        over = budget.amount < plan.pathway.cost[1]
        ask = " Ask the school for the full price, and who may pay it, before you sign up." if over else ""
        return f"Set the {{way_cost_low}} to {{way_cost_high}} against the {{your_budget}} you have.{ask}"
    if plan.cost:
        known = "Its course fees come to {plan_cost} of the {your_budget} you have."
    elif budget.amount:
        known = "No step has a course fee I know of, so your {your_budget} is there for what else it takes, such as getting to interviews."
    else:
        known = "No step has a course fee I know of, as you can spend nothing."
    open_ = (
        " What the whole course costs is in none of my sources: ask before you sign up, and ask who may pay it for you."
    )
    return known + (open_ if unpriced(plan) else "")


def support_words(plan: UpskillingPlan) -> str:
    """Who may pay or help, a line each with its page; empty without any."""
    lines = []
    for one in plan.supports:
        link = f" {{{plan.facts[one.link].name}}}" if one.link in plan.facts else ""
        lines.append(f"- {{{plan.facts[one.words].name}}}{link}")
    return "\n".join(lines)
