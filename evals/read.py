"""An answer's profile brought to the labels' form, and what judges of its fields share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz.fuzz import token_set_ratio

from agents.contracts import Advice
from evals.labels import Person, Span, WorkLabel
from tools.profile import Amount, Work

Outcome = Literal["right", "asked", "missed", "wrong"]
NATION = "0000000"

NEAR, NEAR_USD = 0.06, 0.6
"""Two amounts are the same within this share, or within so many dollars or hours: rounding and weeks of a month."""
HOUR_NEAR = 0.25
"""USD: how far a net hour may lie outside of what the labels allow."""
LIKE = 80
"""Of 100 (rapidfuzz's token set ratio): from here on two titles, languages or credentials name the same thing."""

SAME_LIMIT = ({"home evenings", "no evenings"}, {"no car", "no driving"}, {"school hours", "part time only"})
"""Limits that keep the same work away, so that either reading of such words is right."""

QUESTIONS: dict[str, set[str]] = {
    "works": {"work"}, "takings": {"money"}, "hours": {"hours", "money"}, "miles": {"miles"}, "costs": {"costs"}, "fees": {"costs", "money"},
    "net_hour": {"money", "hours", "miles", "costs"}, "place": {"place"}, "past": {"work"}, "past_years": {"work"}, "limits": {"limits"},
    "wishes": {"wish"}, "credentials": {"credential"},
}  # fmt: skip
"""Field of the scorecard → fields of a question that ask for it."""


@dataclass(frozen=True)
class PresentWork:
    """A work that the answer takes for the worker's present one; amounts are USD, hours and miles a week."""

    title: str
    socs: frozenset[str]
    gross: float | None = None
    after_fee: float | None = None
    fee: float | None = None
    hours: float | None = None
    miles: float | None = None
    costs: float | None = None
    employee: bool = False


@dataclass(frozen=True)
class Understood:
    """An answer's profile brought to the labels' form, in one place: what the contract names otherwise is renamed here."""

    advice: Advice
    works: list[PresentWork]
    profile: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def total(self, name: str) -> float | None:
        """A week's sum over all present works; None where no work states it."""
        stated = [value for work in self.works if (value := getattr(work, name)) is not None]
        return sum(stated) if stated else None


def understood(advice: Advice) -> Understood:
    """The profile with each present work's SOC codes, whether the reader or the market researcher named them."""
    current = advice.market.current if advice.market else []
    works = []
    for work in advice.profile.work:
        found = {role.soc for role in current if role.said and role.said == work.title} | ({work.soc} - {""})
        works.append(_present(work, frozenset(found)))
    named = {soc for work in works for soc in work.socs}
    works += [PresentWork(role.said or role.title, frozenset({role.soc})) for role in current if role.soc not in named]
    asked = frozenset(question.field for question in advice.questions)
    return Understood(advice, works, advice.profile.model_dump(mode="json"), asked)


def _present(work: Work, socs: frozenset[str]) -> PresentWork:
    gross = _week(work.gross, work) if work.gross else None
    costs = [cost for cost in (work.expenses, work.supplies) if cost is not None]
    hours = [part for part in (work.hours, work.unpaid_hours) if part is not None]
    after = gross * (1 - (work.fees or 0) / 100) if gross is not None else None
    return PresentWork(
        work.title, socs, gross, after, work.fees, sum(hours) if hours else None, work.miles, sum(costs) if costs else None, work.employee
    )  # fmt: skip


def _week(gross: Amount, work: Work) -> float | None:
    """USD a week; None where what the amount is for was not counted."""
    times = {"hour": work.hours, "day": work.days, "week": 1.0, "month": 12 / 52, "year": 1 / 52, "job": work.jobs}[
        gross.per
    ]
    return gross.usd * times if times else None


Judged = tuple[Outcome, str, str]
Judge = Callable[[Person, Understood], Iterator[Judged]]


def without(name: str, read: Understood) -> Outcome:
    """Nothing was read: asked about, or missed."""
    return "asked" if QUESTIONS.get(name, set()) & read.asked else "missed"


def near(value: float, span: Span) -> bool:
    """Whether a value is within a range, give or take :data:`NEAR`."""
    low, high = span
    return low - max(NEAR_USD, NEAR * abs(low)) <= value <= high + max(NEAR_USD, NEAR * abs(high))


def alike(one: str, other: str) -> bool:
    """Whether two names are of the same thing, whatever stands around them."""
    a, b = (re.sub(r"[^\w+#]+", " ", name.lower().replace("license", "licence")).strip() for name in (one, other))
    return bool(a and b) and token_set_ratio(a, b) >= LIKE


def is_of(work: PresentWork, label_socs: Sequence[str]) -> bool:
    return any(soc.startswith(tuple(label_socs)) for soc in work.socs)


def matched(person: Person, read: Understood) -> list[tuple[WorkLabel, PresentWork | None]]:
    """Each labelled work with the work that was read for it; a read work stands for one label alone."""
    held: dict[int, int] = {}

    def place(label: int, tried: set[int]) -> bool:
        for at, work in sorted(enumerate(read.works), key=lambda pair: pair[0] in held):
            if at not in tried and is_of(work, person.work[label].soc):
                tried.add(at)
                if at not in held or place(held[at], tried):
                    held[at] = label
                    return True
        return False

    for label in range(len(person.work)):
        place(label, set())
    found = {label: read.works[at] for at, label in held.items()}
    return [(label, found.get(at)) for at, label in enumerate(person.work)]


def in_words(span: Span) -> str:
    low, high = span
    return f"{low:,.4g}" if low == high else f"{low:,.4g} to {high:,.4g}"
