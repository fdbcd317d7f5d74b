"""A person who answers the product's questions once, plainly, from their labels: is the hour right then?

What a message leaves open is asked, so what most people see is the hour after their answers; it is judged like the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agents.contracts import Advice, Question, Understanding
from agents.understanding import lay_answers, left_open
from evals.hour import expected_hour
from evals.labels import Person, Span, WorkLabel
from evals.read import HOUR_NEAR, Judged, Understood, in_words
from tools.gig_income import gig_income
from tools.profile import Profile
from tools.reading.lacking import ALL_HOURS, ALL_MONEY
from tools.reading.message import read_message
from tools.toolbox import Toolbox

UNKNOWN = "I don't know"
HOUR = ("work", "money", "hours", "miles", "costs")


def net_hour_answered(person: Person, read: Understood) -> Iterator[Judged]:
    """The hour after the questions were answered from the labels. Wrong where it is stated though the labels leave it open."""
    if not read.advice.profile.text or not read.advice.questions:
        return
    wanted, found = expected_hour(person), hour_after(person, read.advice)
    if wanted is None:
        yield ("wrong" if found is not None else "right"), "left open", "" if found is None else f"{found:.2f}"
    elif found is None:
        yield "missed", in_words(wanted), ""
    else:
        right = wanted[0] - HOUR_NEAR <= found <= wanted[1] + HOUR_NEAR
        yield ("right" if right else "wrong"), in_words(wanted), f"{found:.2f}"


def hour_after(person: Person, advice: Advice) -> float | None:
    """USD an hour that is stated once the advice's questions are answered; None where it stays open."""
    profile = read_message(person.text).profile  # in the advice what is open was left out of it
    profile.area, profile.doubts = advice.profile.area, list(advice.profile.doubts)
    result = Understanding(profile=profile, questions=list(advice.questions))
    lay_answers(result, {one.field: answer(person, one, profile) for one in result.questions}, Toolbox())
    left_open(result.profile)
    return None if set(HOUR) & set(result.profile.doubts) else gig_income(result.profile.work).net_hour


def answer(person: Person, question: Question, profile: Profile) -> str:
    """What somebody says who knows exactly what their labels say; of the work that the question names, else of all."""
    labels = _asked_of(person, question, profile)
    if question.field in person.open:
        return UNKNOWN
    says = _SAYS.get(question.field)
    return UNKNOWN if says is None else says(labels, question, profile)


def _asked_of(person: Person, question: Question, profile: Profile) -> Sequence[WorkLabel]:
    if ALL_MONEY in question.text or ALL_HOURS in question.text or len(person.work) < 2:
        return person.work
    named = next((work for work in profile.work if work.title and work.title in question.text), None)
    if named is None:
        return person.work
    same = [one for one in person.work if any(named.soc.startswith(soc) for soc in one.soc)]
    return same[:1] or person.work[:1]


def _sum(labels: Sequence[WorkLabel], name: str) -> float | None:
    """The middle of a week's figure over the works; None where none states it."""
    spans: list[Span] = [span for one in labels if (span := getattr(one, name)) is not None]
    return sum((low + high) / 2 for low, high in spans) if spans else None


def _money(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    usd = _sum(labels, "gross_week")
    cut = next((one.fee_percent for one in labels if one.fee_percent), None)
    return UNKNOWN if usd is None else f"about ${usd:.0f} a week" + (f" before the {cut:g}% they take" if cut else "")


def _hours(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    hours, usd = _sum(labels, "hours_week"), _sum(labels, "gross_week")
    rate = next(
        (
            work.gross.usd
            for work in profile.work
            if work.gross and work.gross.per == "hour" and work.title in question.text
        ),
        None,
    )
    if "paid for" in question.text and usd is not None and rate:
        return f"{usd / rate:.1f} hours a week"
    return UNKNOWN if hours is None else f"{hours:.1f} hours a week"


def _miles(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    miles = _sum(labels, "miles_week")
    return "I do not use my own car" if miles is None else f"{miles:.0f} miles a week"


def _costs(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    cut, usd = next((one.fee_percent for one in labels if one.fee_percent), None), _sum(labels, "costs_week")
    parts = [f"they take {cut:g}%" if cut else "", f"${usd:.0f} a week" if usd is not None else ""]
    return " and ".join(filter(None, parts)) or "none"


def _work(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    """The first option where a piece names a labelled work by a word of its title, else the second; without options the title."""
    if not question.options:
        return labels[0].title if labels else "nothing now"
    words = {word for one in labels for word in one.title.lower().split()}
    return question.options[not words & set(question.words.lower().split())]


def _payroll(labels: Sequence[WorkLabel], question: Question, profile: Profile) -> str:
    return question.options[0 if labels and labels[0].employment == "employee" else 1]


_SAYS: dict[str, Callable[[Sequence[WorkLabel], Question, Profile], str]] = {
    "money": _money, "hours": _hours, "miles": _miles, "costs": _costs, "work": _work, "payroll": _payroll,
    "limits": lambda labels, question, profile: "Yes",
}  # fmt: skip
