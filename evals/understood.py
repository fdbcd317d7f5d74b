"""What an answer understood of a message, field by field beside the labels: right, asked, missed or wrong.

*Right*: the value is there. *Asked*: no value, but a question about it. *Missed*: neither. *Wrong*: another value is stated as
fact, or a value where the message states none. Wrong is what harms a person; missed and asked cost them a turn.
"""

from __future__ import annotations

from dataclasses import dataclass

from agents.contracts import Advice
from evals.answering import net_hour_answered
from evals.judges_of_person import (
    credentials,
    education,
    limits,
    names,
    past,
    past_years,
    place,
    questions,
    single,
    study_field,
    wished,
)
from evals.judges_of_work import amount, employment, fees, invented, net_hour, net_hour_open, takings, works
from evals.labels import Person
from evals.read import (
    Judge,
    Outcome,
    understood,
)


@dataclass(frozen=True)
class Verdict:
    """One thing that a label states (or that was read without being stated), and how it came out."""

    field: str
    outcome: Outcome
    expected: str
    read: str


def verdicts(person: Person, advice: Advice) -> list[Verdict]:
    """Every field's verdicts, in the order of :data:`FIELDS`. A field that neither side speaks of has none."""
    read = understood(advice)
    return [Verdict(name, *one) for name, judge in FIELDS.items() for one in judge(person, read)]


FIELDS: dict[str, Judge] = {
    "works": works,
    "invented": invented,
    "takings": takings,
    "hours": amount("hours", "hours_week", "hours", "hours"),
    "miles": amount("miles", "miles_week", "miles", "miles"),
    "costs": amount("costs", "costs_week", "costs", "costs"),
    "fees": fees,
    "net_hour": net_hour,
    "net_hour_open": net_hour_open,
    "net_hour_answered": net_hour_answered,
    "place": place,
    "past": past,
    "past_years": past_years,
    "employment": employment,
    "education": education,
    "study_field": study_field,
    "credentials": credentials,
    "skills": names("skills", "skills", lambda read: read.profile["skills"]),
    "languages": names("languages", "languages", lambda read: read.profile["languages"]),
    "limits": limits,
    "wishes": names("wishes", "wishes", wished),
    "wanted_pay": single("wanted_pay_hour", "target_hourly"),
    "study_hours": single("study_hours_week", "study_hours"),
    "budget": single("budget", "budget"),
    "questions": questions,
}
"""Field → how it is judged; a judge gives (outcome, what the label says, what was read) for each thing of that field."""
