"""What an hour really brings: gross → fees → costs → tax → net, divided by all hours, waiting included.

Per week, in USD. Self-employment tax as on Schedule SE: 92.35 % of the profit × (12.4 % up to the wage base + 2.9 %),
nothing when that profit stays under $400 a year. Income tax is left out, and the answer says so.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from knowledge.rates import Rate, rate
from tools.amounts import WEEKS_A_MONTH, WEEKS_A_YEAR
from tools.fact import YOU_SAID, Fact, Unit
from tools.profile import Work

LEFT_OUT = "Income tax is left out: it depends on your household and your state."

_MOST = {"hours": 112.0, "unpaid_hours": 112.0, "miles": 6_000.0, "expenses": 20_000.0, "jobs": 1_000.0}
"""Per week; more than this is a slip of the finger, and is not used."""
_MOST_GROSS = 20_000.0


_SE_RATES = {
    "se_base": "the share of the profit that is taxed",
    "se_social_security": "the Social Security part of self-employment tax",
    "se_medicare": "the Medicare part of self-employment tax",
}


class GigIncome(BaseModel):
    """``steps`` are the fact ids from gross to net in order. None where hours or takings are not known."""

    gross_hour: float | None = None
    net_hour: float | None = None
    steps: list[str] = []
    facts: list[Fact] = []
    questions: list[str] = Field([], description="what must be known for a figure")
    problems: list[str] = Field([], description="values that cannot be right and were not used")
    assumptions: list[str] = []


class _Gig(BaseModel):
    """One gig's sums a week."""

    gross: float
    fees: float
    miles: float
    expenses: float
    hours: float
    employee: bool


def gig_income(work: list[Work], on: date | None = None, overrides: dict[str, float] | None = None) -> GigIncome:
    """All gigs together. ``overrides`` replace rates by key, for a worker who knows better (their own cost per mile)."""
    result = GigIncome()
    gigs = [gig for one in work if (gig := _weekly(one, result)) is not None]
    if gigs:
        _chain(gigs, _Rates(on, overrides or {}), result)
    elif not result.problems and not result.questions and any(one.title for one in work):
        result.questions.append(
            "Tell me about how much you take in and for how many hours a week, and I can work out your hour."
        )
    return result


class _Rates:
    """Rates by key, the worker's own first."""

    def __init__(self, on: date | None, overrides: dict[str, float]) -> None:
        self.on, self.overrides = on, overrides

    def __getitem__(self, key: str) -> Rate:
        found = rate(key, self.on)
        if key not in self.overrides:
            return found
        return Rate(key, self.overrides[key], found.unit, found.valid_from, found.valid_to, YOU_SAID, "", found.note)


def _weekly(work: Work, result: GigIncome) -> _Gig | None:
    """One gig's weekly sums; None, with the reason noted, when hours or takings are missing or cannot be right."""
    if work.gross is None and work.hours is None:
        return None
    name = work.title or "your work"
    for field, most in _MOST.items():
        value = getattr(work, field)
        if value is not None and not 0 <= value <= most:
            result.problems.append(
                f"The {field.replace('_', ' ')} you gave for {name} cannot be right, so I did not use them."
            )
            return None
    if work.gross is None:
        result.questions.append(f"How much do you take in with {name}?")
        return None
    hours = (work.hours or 0.0) + (work.unpaid_hours or 0.0)
    times = {
        "week": 1.0, "month": 1 / WEEKS_A_MONTH, "year": 1 / WEEKS_A_YEAR, "hour": work.hours, "job": work.jobs, "day": None,
    }[work.gross.per]  # fmt: skip
    if times is None or hours == 0:
        missing = {"job": "How many jobs a week", "day": "How many days a week"}.get(
            work.gross.per, "How many hours a week"
        )
        missing = "How many hours a week" if times is not None else missing
        result.questions.append(f"{missing} do you work with {name}, waiting included?")
        return None
    gross = work.gross.usd * times
    if not 0 <= gross <= _MOST_GROSS:
        result.problems.append(f"The income you gave for {name} cannot be right, so I did not use it.")
        return None
    fees = gross * (work.fees or 0.0) / 100
    by_mile = 0.0 if work.expenses is not None and not work.miles else (work.miles or 0.0)
    expenses = work.expenses or 0.0
    if work.miles and work.expenses:
        result.assumptions.append(
            "You gave both miles and costs; the rate per mile already covers fuel and upkeep, so I used the miles alone."
        )
        expenses = 0.0
    return _Gig(gross=gross, fees=fees, miles=by_mile, expenses=expenses, hours=hours, employee=work.employee)


def _chain(gigs: list[_Gig], rates: _Rates, result: GigIncome) -> None:
    gross, hours = sum(g.gross for g in gigs), sum(g.hours for g in gigs)
    fees, expenses, miles = sum(g.fees for g in gigs), sum(g.expenses for g in gigs), sum(g.miles for g in gigs)
    mile = rates["mileage"]
    car = miles * mile.value
    own = [g for g in gigs if not g.employee]
    profit = sum(g.gross - g.fees - g.expenses - g.miles * mile.value for g in own)
    wages = sum(g.gross for g in gigs if g.employee)
    se, fica = (
        self_employment_tax(profit * WEEKS_A_YEAR, rates, wages * WEEKS_A_YEAR) / WEEKS_A_YEAR,
        payroll_tax(wages, rates),
    )
    net = gross - fees - expenses - car - se - fica
    facts = result.facts

    def add(
        key: str,
        value: float,
        unit: Unit,
        meaning: str,
        formula: str = "",
        inputs: tuple[str, ...] = (),
        source: str = "",
        url: str = "",
    ) -> None:
        said = not formula
        facts.append(Fact(id=f"you.{key}", name=f"your_{key}", value=value, unit=unit, subject="you", meaning=meaning, formula=formula,
                          inputs=tuple(f"you.{i}" for i in inputs), source=source or (YOU_SAID if said else "computed from what you said"), url=url))  # fmt: skip

    add("gross_week", gross, "USD/week", "what you take in a week before any cost")
    add("hours", hours, "hours/week", "all the hours you give a week, waiting included")
    add(
        "gross_hour",
        gross / hours,
        "USD/hour",
        "what an hour seems to bring",
        "gross ÷ all hours",
        ("gross_week", "hours"),
    )
    steps = ["gross_week"]
    if fees:
        add("fees", fees, "USD/week", "what the platform keeps a week", "gross × the platform's share", ("gross_week",))
        steps.append("fees")
    if miles and "mileage" not in rates.overrides:
        result.assumptions.append(
            "The car is counted at the tax office's rate per mile, which covers fuel, wear and insurance; your own costs may be lower or higher."
        )
    if miles:
        add("miles", miles, "miles/week", "the miles you drive a week")
        add(
            "mile_rate",
            mile.value,
            "USD/mile",
            "what a mile costs by the tax office's rate",
            "",
            (),
            mile.source,
            mile.url,
        )
        add(
            "miles_cost",
            car,
            "USD/week",
            "what the car costs a week",
            "miles × rate per mile",
            ("miles", "mile_rate"),
            mile.source,
            mile.url,
        )
        steps.append("miles_cost")
    if expenses:
        add("expenses", expenses, "USD/week", "your other costs a week")
        steps.append("expenses")
    if own:
        share, floor = rates["se_social_security"], rates["se_floor"]
        formula = f"{rates['se_base'].value:g}% of the profit × ({share.value:g}% + {rates['se_medicare'].value:g}%), none under ${floor.value:,.0f} a year"
        add("se_tax", se, "USD/week", "your self-employment tax a week", formula, tuple(steps), share.source, share.url)
        steps.append("se_tax")
        for key, what in _SE_RATES.items():
            found = rates[key]
            facts.append(
                Fact(
                    id=f"rate.{key}",
                    name=f"rate_{key}",
                    value=found.value,
                    unit="percent",
                    subject="tax",
                    meaning=what,
                    source=found.source,
                    url=found.url,
                )
            )
    if wages:
        pay = rates["fica_social_security"]
        add(
            "fica",
            fica,
            "USD/week",
            "your payroll tax a week",
            f"wages × ({pay.value:g}% + {rates['fica_medicare'].value:g}%)",
            ("gross_week",),
            pay.source,
            pay.url,
        )
        steps.append("fica")
    add("net_week", net, "USD/week", "what is left of a week", "gross − fees − costs − tax", tuple(steps))
    add(
        "net_hour",
        net / hours,
        "USD/hour",
        "what an hour really brings you",
        "net week ÷ all hours",
        ("net_week", "hours"),
    )
    result.steps = [f"you.{step}" for step in (*steps, "net_week")]
    result.gross_hour, result.net_hour = round(gross / hours, 2), round(net / hours, 2)
    result.assumptions.append(LEFT_OUT)


def self_employment_tax(profit: float, rates: _Rates, wages: float = 0.0) -> float:
    """USD a year on a year's profit; wages already taxed use up the social security wage base first."""
    taxed = profit * rates["se_base"].value / 100
    if taxed < rates["se_floor"].value:
        return 0.0
    room = max(0.0, rates["wage_base"].value - wages)
    return min(taxed, room) * rates["se_social_security"].value / 100 + taxed * rates["se_medicare"].value / 100


def payroll_tax(wages_week: float, rates: _Rates | None = None) -> float:
    """The employee's share a week, USD."""
    rates = rates or _Rates(None, {})
    capped = min(wages_week, rates["wage_base"].value / WEEKS_A_YEAR)
    return capped * rates["fica_social_security"].value / 100 + wages_week * rates["fica_medicare"].value / 100


def employee_net(wage_hour: float) -> float:
    """An employee's hour after payroll tax, USD, at full time (40 hours a week)."""
    return wage_hour - payroll_tax(wage_hour * 40) / 40
