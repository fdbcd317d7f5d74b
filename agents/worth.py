"""What the way costs against what the new work brings, and what to charge where one stays one's own boss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.contracts import UpskillingPlan
from agents.readiness import ASSUMPTION
from agents.state import CareerState
from knowledge.tables import tables
from runtime.errors import NotFound, UserError
from tools.fact import YOU_SAID, Fact
from tools.freelance import FULL_TIME, FreelanceRate, freelance_rate
from tools.payback import payback
from tools.periods import WEEKS_A_MONTH
from tools.toolbox import Toolbox
from tools.wages import wage_facts
from tools.words import role_words

COURSE_HOURS = 30.0
"""From so many hours on, a step without a published fee is a course one may have to pay for."""

FEE = 1_000.0
"""USD: the fees the payback is shown for where neither the course's fee nor the worker's budget is known."""

INDEPENDENT = 30.0
"""Percent of a role's people who work for themselves, from which its freelance rate is worth saying."""

LONG = 13
"""Weeks from which a span is said in months."""

NEVER = 520
"""Weeks from which fees count as not earned back: ten years."""


def unpriced(plan: UpskillingPlan) -> bool:
    """Whether the plan holds a course whose fee no source publishes."""
    return plan.pathway is None and any(
        s.cost is None and s.kind in ("gate", "learn") and s.link and s.hours >= COURSE_HOURS for s in plan.steps
    )


def payback_facts(plan: UpskillingPlan, state: CareerState) -> list[Fact]:
    """The weeks or months of the new work until its gain has brought back the fees, soonest and latest.

    The fees are those of the way in, from the least to the most; those of the plan's courses where there is none; with a course of
    unknown fee the worker's whole budget, else :data:`FEE`. None where nothing is spent, or nothing is gained, or the present hour is
    not known.
    """
    income, profile = state["income"], state["intake"].profile
    pay = income.roles.get(plan.soc)
    low, high = plan.pathway.cost if plan.pathway else (plan.cost, plan.cost)
    if plan.pathway is not None and plan.pathway.holds:
        return []  # how much of the way is left is not known
    if pay is None or income.net_hour is None or pay.net is None or not (high or unpriced(plan)):
        return []
    facts: list[Fact] = []
    of = [key for key in plan.facts if key.startswith("way.") and ".cost." in key] or ["plan.cost"]
    if unpriced(plan):
        source = YOU_SAID if profile.budget else ASSUMPTION
        low = high = max(profile.budget or FEE, plan.cost)
        of = ["plan.fees"]
        meaning = "your whole budget for learning" if profile.budget else "fees to set against the gain"
        facts.append(_fact(plan, "fees", "plan_fees", high, "USD", meaning, "", source))
    gains = sorted(net - income.net_hour for net in (pay.entry_net or pay.net, pay.net))
    hours = min(sum(work.hours or 0 for work in profile.work) or FULL_TIME, FULL_TIME)
    found = payback((low, high), (gains[0], gains[1]), hours)
    if not unpriced(plan):
        plan.payback_weeks = found.after_latest
    inputs = [
        *of,
        *(i for i in (f"wage.{plan.soc}.{pay.area}.{key}" for key in ("net", "entry_net")) if i in income.facts),
    ]
    inputs += [i for i in ("you.net_hour",) if i in income.facts]
    ends = [("soonest", found.after_soonest, "typical"), ("latest", found.after_latest, "lower quarter's")]
    ends = [(key, weeks, gain) for key, weeks, gain in ends if weeks is not None and weeks < NEVER]
    months = any(weeks >= LONG for _, weeks, _ in ends if weeks)
    for key, weeks, gain in ends:
        value, unit = (found.months(weeks), "months") if months else (weeks, "weeks")
        formula = f"fees ÷ (the role's {gain} net hour − your net hour) × {hours:g} hours a week"
        formula += f", ÷ {WEEKS_A_MONTH:.2f} weeks a month" if months else ""
        name, meaning = f"plan_payback_{key}", f"how soon fees are earned back, at the {gain} pay"
        facts.append(_fact(plan, f"payback.{key}", name, value, unit, meaning, formula, inputs=inputs))
    return facts if ends else []


def payback_words(plan: UpskillingPlan, names: set[str]) -> str:
    """The payback in one sentence of placeholders; empty where there is none."""
    if "plan_payback_soonest" not in names:
        return ""
    if plan.facts["plan.payback.soonest"].amount == 0:
        known = "plan_payback_latest" in names
        return "The fees are earned back within {plan_payback_latest} of the new work." if known else ""
    span = "{plan_payback_soonest}"
    if "plan_payback_latest" not in names:
        end = f"{span} into the new work at typical pay; at a beginner's lower pay not within ten years."
    elif plan.facts["plan.payback.soonest"].shown == plan.facts["plan.payback.latest"].shown:
        end = f"{span} into the new work."
    else:
        end = f"between {span} and {{plan_payback_latest}} into the new work."
    if "plan_fees" not in names:
        return f"The fees are earned back {end}"
    whole = "even your whole {plan_fees}" if plan.facts["plan.fees"].source == YOU_SAID else "each {plan_fees} in fees"
    return f"Ask what the course costs; {whole} would be earned back {end}"


def _fact(
    plan: UpskillingPlan,
    key: str,
    name: str,
    value: Any,
    unit: str,
    meaning: str,
    formula: str,
    source: str = "computed",
    inputs: list[str] | None = None,
) -> Fact:
    return Fact.model_validate(
        {"id": f"plan.{key}", "name": name, "value": value, "unit": unit, "subject": plan.soc, "meaning": meaning,
         "source": source, "formula": formula, "inputs": inputs or []}
    )  # fmt: skip


def rate(state: CareerState, pick: str, tools: Toolbox) -> FreelanceRate | None:
    """What to charge to match a wage: for one who asks, their own line of work's, else the picked role's.

    Unasked only for a role many do on their own account, and a worker who does so now. None where it does not matter,
    no wage is published or the hours cannot be.
    """
    profile, market = state["intake"].profile, state["market"]
    alone = bool(profile.work) and not any(work.employee for work in profile.work)
    share, asked = market.facts.get(f"role.{pick}.self_employed"), "rate" in profile.asks
    if not asked and not (alone and share is not None and share.amount >= INDEPENDENT):
        return None
    own = [role.soc for role in market.current if alone and asked]
    paid, unpaid = (sum(getattr(work, key) or 0.0 for work in profile.work) for key in ("hours", "unpaid_hours"))
    costs = sum((work.expenses or 0.0) + (work.supplies or 0.0) for work in profile.work) if own else 0.0
    try:
        told = wage_facts(tools.wages(own[0] if own else pick, profile.area.code))
        wage = next(fact for fact in told if fact.id.endswith(".p50"))
        found = freelance_rate(wage.amount, unpaid, paid + unpaid if paid else None, costs, wage)
    except (NotFound, UserError):
        return None
    if not unpaid:
        found.assumptions.append(
            "You named no unpaid hours, so the rate to charge counts none; with some it must be higher."
        )
    return found.model_copy(update={"facts": [wage, *found.facts]})


def rate_words(facts: Mapping[str, Fact]) -> str:
    """The rate in one sentence of placeholders; empty where there is none."""
    high = next(
        (fact for fact in facts.values() if fact.id.startswith("freelance.") and fact.id.endswith(".high")), None
    )
    if high is None:
        return ""
    low, wage = facts[high.id.replace(".high", ".low")], facts[high.inputs[0]]
    return (
        f"To work for yourself and keep as much as {role_words(tables().occupation(high.subject).title)} on a typical wage of "
        f"{{{wage.name}}}, charge {{{low.name}}} for each paid hour, or {{{high.name}}} to make up for an employer's benefits too."
    )
