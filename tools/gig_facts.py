"""A week of gig work from gross to net, said as facts: each step with its formula, its inputs and where its rate is from."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.rates import Rate
from tools.fact import YOU_SAID, Fact, Unit
from tools.profile import Work
from tools.taxes import Rates

_PERIODS: dict[str, tuple[Unit, str, str]] = {  # per → unit, in words, how it becomes a week
    "hour": ("USD/hour", "an hour", "× paid hours"), "day": ("USD", "a day", "× days a week"), "job": ("USD", "a job", "× jobs a week"),
    "month": ("USD/month", "a month", "× 12 ÷ 52"), "year": ("USD/year", "a year", "÷ 52"),
}  # fmt: skip
_SAYS: dict[str, tuple[Unit, str, str]] = {  # key → unit, meaning, sentence
    "gross_week": ("USD/week", "what you take in a week before any cost", "You take in {} before any cost."),
    "jobs": ("jobs/week", "the jobs you do a week", "You do {}."),
    "fees": ("USD/week", "what the platform keeps a week", "The platform keeps {}."),
    "miles": ("miles/week", "the miles you drive a week", "You drive {}."),
    "mile_rate": ("USD/mile", "what a mile costs by the tax office's rate", "A mile counts {}."),
    "miles_cost": ("USD/week", "what the car costs a week", "The car costs {}."),
    "expenses": ("USD/week", "your other costs a week", "Your other costs are {}."),
    "se_tax": ("USD/week", "your self-employment tax a week", "Self-employment tax takes {}."),
    "fica": ("USD/week", "your payroll tax a week", "Payroll tax takes {}."),
    "net_week": ("USD/week", "what is left of a week", "After costs and tax {} is left."),
    "paid_hours": ("hours/week", "the hours a week you are paid for or on call", "You are paid for, or on call, {}."),
    "unpaid_hours": ("hours/week", "the hours a week that nobody pays", "Nobody pays you for {}."),
    "hours": ("hours/week", "all the hours you give a week, waiting included", "You give {}."),
    "gross_hour": ("USD/hour", "what an hour seems to bring", "An hour seems to bring {}."),
    "net_hour": ("USD/hour", "what an hour really brings you", "An hour really brings you {}."),
}  # fmt: skip
_SAYS |= {
    f"said_{per}": (unit, f"what you take in {of}", f"You take in {{}}{'' if '/' in unit else f' {of}'}.")
    for per, (unit, of, _) in _PERIODS.items()
}
_SUMMED = {"gross_week", "fees", "miles", "expenses", "paid_hours", "unpaid_hours", "hours", "se_tax", "fica"}
"""What a total adds up from its gigs; the rest is worked out from these."""
_SE_RATES = {
    "se_base": "the share of the profit that is taxed",
    "se_social_security": "the Social Security part of self-employment tax",
    "se_medicare": "the Medicare part of self-employment tax",
}


@dataclass
class Sums:
    """USD a week of one gig, or of all together; ``hours`` are all of them, ``paid`` those that pay; zero when not known."""

    gross: float = 0.0
    fees: float = 0.0
    miles: float = 0.0
    car: float = 0.0
    expenses: float = 0.0
    paid: float = 0.0
    hours: float = 0.0
    tax: float = 0.0
    fica: float = 0.0

    @property
    def profit(self) -> float:
        return self.gross - self.fees - self.car - self.expenses

    @property
    def net(self) -> float:
        return self.profit - self.tax - self.fica

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


class Chain:
    """The facts of ``work``, one gig or all together, and ``steps``, their ids from gross to net.

    Ids begin with ``you.``, those of one gig among several with ``you.gig1.``; ``parts`` are the gigs of a total.
    """

    def __init__(
        self, work: list[Work], sums: Sums, rates: Rates, mark: str = "", stem: str = "", parts: tuple[Chain, ...] = ()
    ) -> None:
        self.work, self.sums, self.rates, self.parts = work, sums, rates, parts
        self.id, self.name = f"you.{mark}", f"your_{stem}"
        title = work[0].title if mark else ""
        named = title and not any(c.isdigit() for c in title)
        self.of = f" with your {title} work" if named else " with one of your gigs" if mark else ""
        self.facts: list[Fact] = []
        self.steps = [f"{self.id}{key}" for key in self._week()]
        if sums.hours:
            self._hour()

    def _week(self) -> list[str]:
        """Gross, what is taken off it, and what is left."""
        s, steps = self.sums, [self._gross()]
        if s.fees:
            steps.append(self._add("fees", s.fees, "gross × the platform's share", ("gross_week",)))
        if s.miles:
            steps.append(self._car())
        if s.expenses:
            steps.append(self._add("expenses", s.expenses))
        costs = tuple(steps)
        if any(not work.employee for work in self.work):
            steps.append(self._se_tax(costs))
        if any(work.employee for work in self.work):
            pay, medicare = self.rates["fica_social_security"], self.rates["fica_medicare"]
            formula = f"wages × ({pay.value:g}% + {medicare.value:g}%)"
            steps.append(self._add("fica", s.fica, formula, ("gross_week",), pay))
        return [*steps, self._add("net_week", s.net, "gross − fees − costs − tax", tuple(steps))]

    def _gross(self) -> str:
        """The week's takings: as said, or worked out from what was said an hour, day, job, month or year."""
        said = self.work[0].gross if len(self.work) == 1 else None
        if said is None or said.per == "week":
            return self._add("gross_week", self.sums.gross)
        inputs = [self._add(f"said_{said.per}", said.usd)]
        if said.per == "job":
            inputs.append(self._add("jobs", self.work[0].jobs or 0.0))
        elif said.per == "hour":
            inputs.append("paid_hours" if self.sums.hours > self.sums.paid else "hours")
        _, of, times = _PERIODS[said.per]
        formula = f"takings {of} {times}" + (f" ({self.work[0].days:g})" if said.per == "day" else "")
        return self._add("gross_week", self.sums.gross, formula, tuple(inputs))

    def _car(self) -> str:
        mile = self.rates["mileage"]
        self._add("miles", self.sums.miles)
        self._add("mile_rate", mile.value, rate=mile)
        return self._add("miles_cost", self.sums.car, "miles × rate per mile", ("miles", "mile_rate"), mile)

    def _se_tax(self, costs: tuple[str, ...]) -> str:
        rates = self.rates
        for key, meaning in _SE_RATES.items() if self.id == "you." else ():
            one = rates[key]
            self.facts.append(
                Fact(id=f"rate.{key}", name=f"rate_{key}", value=one.value, unit="percent", subject="tax", meaning=meaning,
                     source=one.source, release=one.release, url=one.url)
            )  # fmt: skip
        share, floor = rates["se_social_security"], rates["se_floor"]
        both = f"{share.value:g}% + {rates['se_medicare'].value:g}%"
        formula = f"{rates['se_base'].value:g}% of the profit × ({both}), none under ${floor.value:,.0f} a year"
        return self._add("se_tax", self.sums.tax, formula, costs, share)

    def _hour(self) -> None:
        s, split = self.sums, tuple[str, ...]()
        if s.hours > s.paid:
            split = self._add("paid_hours", s.paid), self._add("unpaid_hours", s.hours - s.paid)
        self._add("hours", s.hours, "paid + unpaid hours" if split else "", split)
        self._add("gross_hour", s.gross / s.paid, "gross ÷ paid hours", ("gross_week", split[0] if split else "hours"))
        self._add("net_hour", s.net / s.hours, "net week ÷ all hours", ("net_week", "hours"))

    def _add(
        self, key: str, value: float, formula: str = "", inputs: tuple[str, ...] = (), rate: Rate | None = None
    ) -> str:
        """One fact, in the words of its key. The key comes back, for the next fact's inputs."""
        unit, meaning, says = _SAYS[key]
        ids = tuple(f"{self.id}{name}" for name in inputs)
        if self.parts and key in _SUMMED:
            formula, ids = formula or "sum of your gigs", tuple(filter(None, (part.has(key) for part in self.parts)))
        if rate and rate.source == YOU_SAID and not formula:
            meaning = "what a mile costs you"
        source = rate.source if rate else YOU_SAID
        source = "computed from what you said" if formula and source == YOU_SAID else source
        fact = Fact(id=f"{self.id}{key}", name=f"{self.name}{key}", value=value, unit=unit, subject="you", meaning=meaning + self.of,
                    formula=formula, inputs=ids, source=source, release=rate.release if rate else "", url=rate.url if rate else "")  # fmt: skip
        self.facts.append(fact.model_copy(update={"sentence": says[:-1].format(fact.shown) + f"{self.of}."}))
        return key

    def has(self, key: str) -> str:
        """The id under which these facts have it, where they do; a gig without unpaid hours is paid for all of its hours."""
        ids = {fact.id for fact in self.facts}
        return next((i for i in (f"{self.id}{key}", f"{self.id}hours" * (key == "paid_hours")) if i in ids), "")
