"""What an hour really brings: gross → fees → costs → tax → net, divided by all hours, waiting included.

Per week, in USD, computed unrounded and shown rounded. Each gig has its own chain; the tax is worked out on all of them
together, as the tax office does, and shared among the gigs by their profit. Income tax is left out, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite

from pydantic import BaseModel, Field

from tools.fact import Fact
from tools.gig_facts import Chain, Sums
from tools.periods import WEEKS_A_YEAR, per_week
from tools.profile import Work
from tools.taxes import Rates, employee_net, payroll_tax, self_employment_tax
from tools.words import listed, slug

LEFT_OUT = "Income tax is left out: it depends on your household and your state."
AT_THE_RATE = (
    "The car is counted at the tax office's rate per mile, which covers fuel, wear and insurance; your own costs may be "
    "lower or higher."
)
OLD_RATE = "The rate per mile is the latest I know; the tax office may have set a new one since."
NONE_UNPAID = (
    "You named no hours that nobody pays, so none are counted; with waiting or paperwork on top, the hour brings less."
)
ASK = "Tell me about how much you take in and for how many hours a week, and I can work out your hour."

_MOST = {
    "hours": 168,
    "unpaid_hours": 168,
    "miles": 6_000,
    "expenses": 20_000,
    "supplies": 20_000,
    "jobs": 1_000,
    "days": 7,
    "fees": 99,
}
"""Per week, fees in percent; more than this is a slip of the finger, and is not used."""
_MOST_WEEK, _MOST_HOUR = 20_000, 1_000
"""USD gross a week, and charged an hour."""


class GigIncome(BaseModel):
    """``steps`` are the fact ids from gross to net in order. None where hours or takings are not known."""

    gross_hour: float | None = None
    net_hour: float | None = None
    steps: list[str] = []
    facts: list[Fact] = []
    questions: list[str] = Field([], description="what must be known for a figure")
    problems: list[str] = Field([], description="values that cannot be right and were not used")
    assumptions: list[str] = []


def gig_income(work: list[Work], on: date | None = None, overrides: Mapping[str, float] | None = None) -> GigIncome:
    """All gigs together, and each by itself when there are several; by the rates in force ``on`` a day (default today).

    ``overrides`` replace rates by key, for a worker who knows better: ``{"mileage": 0.4}`` is their own cost per mile.
    """
    result, rates = GigIncome(), Rates(on, overrides)
    read = [(one, sums) for one in work if (sums := _read(one, rates, result)) is not None]
    gigs = [pair for pair in read if pair[1].hours] or read
    if gigs:
        _tax(gigs, rates)
        _say(gigs, rates, result)
        left = [
            one.title or "one gig" for one in work if not one.with_first and not any(one is kept for kept, _ in gigs)
        ]
        if left:
            result.assumptions.insert(
                0, f"If {listed(left)} brings in more besides, tell me how much; it is not in these figures."
            )
    elif not result.problems and not result.questions and any(one.title for one in work):
        result.questions.append(ASK)
    return result


def _read(work: Work, rates: Rates, result: GigIncome) -> Sums | None:
    """A gig's week before tax; None, with the reason noted, when takings are missing or something cannot be right."""
    name = work.title or "your work"
    if wrong := _absurd(work):
        result.problems.append(
            f"The {wrong} you gave for {name} cannot be right, so I did not use them. Please tell me again."
        )
        return None
    if work.gross is None:
        if work.hours is not None:
            result.questions.append(f"How much do you take in with {name}?")
        return None
    gross = _gross(work)
    if gross is None:
        what = {"hour": "hours a week do you work", "day": "days a week do you work", "job": "jobs a week do you do"}
        result.questions.append(f"How many {what[work.gross.per]} with {name}?")
        return None
    paid, unpaid = work.hours or 0.0, work.unpaid_hours or 0.0
    if gross > _MOST_WEEK or (work.gross.per == "hour" and work.gross.usd > _MOST_HOUR):
        result.problems.append(
            f"The income you gave for {name} cannot be right, so I did not use it. Please tell me again."
        )
        return None
    if not paid:
        result.questions.append(f"How many hours a week do you work with {name}, waiting included?")
    elif work.unpaid_hours is None and not work.employee and NONE_UNPAID not in result.assumptions:
        result.assumptions.append(NONE_UNPAID)
    sums = Sums(gross, gross * (work.fees or 0.0) / 100, paid=paid, hours=paid + unpaid if paid else 0.0)
    sums.miles, sums.expenses = work.miles or 0.0, work.expenses or 0.0
    sums.car = sums.miles * rates["mileage"].value if sums.miles else 0.0
    if sums.car and sums.expenses:
        _one_of_both(sums, name, result)
    sums.expenses += work.supplies or 0.0
    return sums


def _absurd(work: Work) -> str:
    """The field that cannot be right, in words; empty when all may be."""
    for field, most in _MOST.items():
        value = getattr(work, field)
        if value is not None and not 0 <= value <= most:
            return field.replace("_", " ")
    if work.gross is not None and not (work.gross.usd >= 0 and isfinite(work.gross.usd)):
        return "takings"
    return "hours" if (work.hours or 0.0) + (work.unpaid_hours or 0.0) > _MOST["hours"] else ""


def _gross(work: Work) -> float | None:
    """USD a week; None when the hours, days or jobs a week that it takes are not known."""
    assert work.gross is not None
    if work.gross.per == "job":
        return None if work.jobs is None else work.gross.usd * work.jobs
    return per_week(work.gross.usd, work.gross.per, hours=work.hours, days=work.days)


def _one_of_both(sums: Sums, name: str, result: GigIncome) -> None:
    """The rate per mile covers the car's costs already, so only the higher of both counts, as on a tax return."""
    by_mile = sums.car >= sums.expenses
    result.assumptions.append(
        f"For {name} you gave both miles and costs, and the rate per mile covers fuel and upkeep already; I counted only "
        f"{'the miles' if by_mile else 'your costs'}, which come to more."
    )
    if by_mile:
        sums.expenses = 0.0
    else:
        sums.miles = sums.car = 0.0


def _tax(gigs: list[tuple[Work, Sums]], rates: Rates) -> None:
    """The week's tax, worked out on a year of all gigs together and shared by profit; a loss lowers the others' tax."""
    own = [sums for work, sums in gigs if not work.employee]
    paid = [sums for work, sums in gigs if work.employee]
    profit, wages = sum(s.profit for s in own), sum(s.gross for s in paid)
    tax = self_employment_tax(profit * WEEKS_A_YEAR, rates, wages * WEEKS_A_YEAR) / WEEKS_A_YEAR
    fica = payroll_tax(wages * WEEKS_A_YEAR, rates) / WEEKS_A_YEAR
    for sums in own:
        sums.tax = tax * sums.profit / profit if tax else 0.0
    for sums in paid:
        sums.fica = fica * sums.gross / wages if fica else 0.0


def _say(gigs: list[tuple[Work, Sums]], rates: Rates, result: GigIncome) -> None:
    """Facts of all gigs together, and of each by itself when there are several."""
    parts = []
    for number, (work, sums) in enumerate(gigs if len(gigs) > 1 else [], 1):
        stem = slug(work.title)
        again = (
            "" if [slug(other.title) for other, _ in gigs].count(stem) == 1 else f"_{'abcdefghij'[(number - 1) % 10]}"
        )
        parts.append(Chain([work], sums, rates, f"gig{number}.", f"{stem}{again}_"))
    total = sum((sums for _, sums in gigs), Sums())
    chain = Chain([work for work, _ in gigs], total, rates, parts=tuple(parts))
    result.steps, result.facts = chain.steps, [fact for one in (chain, *parts) for fact in one.facts]
    if total.hours:
        result.gross_hour, result.net_hour = round(total.gross / total.paid, 2), round(total.net / total.hours, 2)
    if total.miles and "mileage" not in rates.own:
        result.assumptions.append(AT_THE_RATE)
        if not rates["mileage"].holds(rates.on):
            result.assumptions.append(OLD_RATE)
    result.assumptions.append(LEFT_OUT)


__all__ = ["LEFT_OUT", "GigIncome", "employee_net", "gig_income"]
