"""The rate a freelancer must charge to match a wage: both halves of payroll tax, the benefits, the hours nobody pays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from runtime.errors import UserError
from tools.fact import YOU_SAID, Fact
from tools.gig_income import LEFT_OUT
from tools.periods import WEEKS_A_YEAR
from tools.taxes import Rates, payroll_tax, profit_for

FULL_TIME = 40.0
"""Hours a week, where the worker names none."""
ALL_HOURS = "The week to be matched is a full-time one."
AVERAGE = (
    "Benefits are counted as private employers pay on average: time off, insurance and retirement; yours may differ."
)

_PARTS = ("employer_leave", "employer_insurance", "employer_retirement")
"""What a freelancer pays for alone. Payroll tax is counted by itself; bonuses and overtime are left out."""


class FreelanceRate(BaseModel):
    """USD per paid hour: ``low`` matches the wage by itself, ``high`` the wage with an average employer's benefits."""

    low: float
    high: float
    facts: list[Fact]
    assumptions: list[str]


def freelance_rate(
    wage_hour: float,
    unpaid_hours: float,
    hours: float | None = None,
    costs_week: float = 0.0,
    wage: Fact | None = None,
    on: date | None = None,
    overrides: Mapping[str, float] | None = None,
) -> FreelanceRate:
    """What to charge per paid hour so that as much is left as of ``wage_hour``, USD.

    ``hours`` are all hours a week (full time when None), of which ``unpaid_hours`` bring no pay; ``costs_week`` are USD.
    ``wage`` is the fact the wage comes from, a role's pay; without it the worker said it. UserError for what cannot be.
    """
    week = FULL_TIME if hours is None else hours
    if not (0 < wage_hour <= 1_000 and 0 < week <= 168 and 0 <= unpaid_hours < week and 0 <= costs_week <= 20_000):
        raise UserError("These figures cannot be right.", "Give a wage, and fewer unpaid hours than hours a week.")
    rates = Rates(on, overrides)
    year = wage_hour * week * WEEKS_A_YEAR
    kept, paid = year - payroll_tax(year, rates), (week - unpaid_hours) * WEEKS_A_YEAR
    benefits = year * benefit_ratio(rates)
    low, high = ((profit_for(goal, rates) + costs_week * WEEKS_A_YEAR) / paid for goal in (kept, kept + benefits))
    facts = _inputs(wage_hour, week, hours is None, unpaid_hours, costs_week, wage, rates)
    facts += _rates(low, high, wage, [fact.id for fact in facts[1:]], rates)
    return FreelanceRate(
        low=round(low, 2),
        high=round(high, 2),
        facts=facts,
        assumptions=[*([ALL_HOURS] if hours is None else []), AVERAGE, LEFT_OUT],
    )


def benefit_ratio(rates: Rates) -> float:
    """Time off, insurance and retirement for each dollar of wages that private employers pay, on average."""
    return sum(rates[key].value for key in _PARTS) / rates["employer_wages"].value


def _inputs(
    wage_hour: float, week: float, assumed: bool, unpaid: float, costs: float, wage: Fact | None, rates: Rates
) -> list[Fact]:
    """What the rate stands on; the benefits' share comes first, then what the worker said."""
    share = rates["employer_benefits"]
    benefits = Fact(
        id="freelance.benefits", name="benefits_share", value=share.value, unit="percent", subject="benefits",
        meaning="the share of benefits in what a worker costs a private employer", source=share.source, release=share.release, url=share.url,
    )  # fmt: skip
    hours = _said("hours", week, "hours/week", "all the hours of the week to be matched")
    facts = [
        benefits,
        hours.model_copy(update={"source": f"assumed: {ALL_HOURS}"}) if assumed else hours,
        _said("unpaid_hours", unpaid, "hours/week", "the hours of these that nobody pays"),
    ]
    if costs:
        facts.append(_said("costs", costs, "USD/week", "the costs a week to be covered"))
    if wage is None:
        facts.append(_said("wage", wage_hour, "USD/hour", "the wage you named"))
    return facts


def _said(key: str, value: float, unit: Any, meaning: str) -> Fact:
    return Fact(
        id=f"freelance.{key}", name=f"match_{key}", value=value, unit=unit, subject="you", meaning=meaning, source=YOU_SAID
    )  # fmt: skip


def _rates(low: float, high: float, wage: Fact | None, inputs: list[str], rates: Rates) -> list[Fact]:
    start, stem, of = (
        (f"freelance.{wage.subject}", wage.name, wage.meaning) if wage else ("freelance", "wage", "the wage you named")
    )
    cost = rates["employer_wages"]
    common: dict[str, Any] = {
        "unit": "USD/hour", "subject": wage.subject if wage else "you", "place": wage.place if wage else "", "url": cost.url,
        "source": f"computed from {cost.source} and IRS rates", "release": cost.release, "inputs": ([wage.id] if wage else []) + inputs,
    }  # fmt: skip
    least = Fact(
        **common, id=f"{start}.low", name=f"{stem}_match_low", value=low, meaning=f"what a freelancer's paid hour must bring to match {of}, benefits aside",
        formula="(pay after payroll tax, raised by self-employment tax, + costs) ÷ paid hours",
    )  # fmt: skip
    full = Fact(
        **common, id=f"{start}.high", name=f"{stem}_match", value=high, meaning=f"what a freelancer's paid hour must bring to match {of} with benefits",
        formula=f"(pay after payroll tax + {benefit_ratio(rates):.1%} for benefits, raised by self-employment tax, + costs) ÷ paid hours",
    )  # fmt: skip
    return [least, full]
