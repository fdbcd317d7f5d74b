"""A person's labels as the profile that a perfect reader would have made, to judge choosing apart from reading.

What the labels leave open is left out, as it would be while a question about it is open.
"""

from __future__ import annotations

from typing import get_args

from evals.labels import Person, Span, WorkLabel
from knowledge.tables import tables
from tools.profile import Amount, Area, Asked, Constraint, Credential, PastWork, Profile, Work


def correct_profile(person: Person) -> Profile:
    """Ranges become their middle. A limit in words that the profile does not know is dropped."""
    known = set(get_args(Constraint))
    return Profile.model_validate(
        {
            "work": [_work(work, set(person.open)) for work in person.work],
            "past": [PastWork(title=one.title, soc=_whole(one.soc), years=one.years) for one in person.past],
            "skills": person.skills,
            "languages": person.languages,
            "education": person.education,
            "field": person.field,
            "credentials": [Credential(name=one.name, state=one.state) for one in person.credentials],
            "questions": [Asked(topic=one.topic, words=one.words) for one in person.questions],
            "place": person.place.name if person.place else "",
            "area": _area(person),
            "target_hourly": person.wanted_pay_hour,
            "study_hours": person.study_hours_week,
            "budget": person.budget,
            "wants": person.wishes,
            "aims": person.wishes,
            "constraints": [limit for limit in person.limits if limit in known],
        }
    )


def _work(label: WorkLabel, open_: set[str]) -> Work:
    return Work(
        title=label.title,
        soc=_whole(label.soc),
        gross=Amount(usd=_middle(label.gross_week), per="week") if label.gross_week and "money" not in open_ else None,
        hours=_middle(label.hours_week) if label.hours_week and "hours" not in open_ else None,
        miles=_middle(label.miles_week) if label.miles_week and "miles" not in open_ else None,
        supplies=_middle(label.costs_week) if label.costs_week and "costs" not in open_ else None,
        fees=label.fee_percent,
        employee=label.employment == "employee",
    )


def _whole(socs: list[str]) -> str:
    """The first code; of a beginning the first detailed occupation that has it."""
    if len(socs[0]) == 7:
        return socs[0]
    return next((soc for soc in tables().occupations["soc"].to_list() if soc.startswith(socs[0])), "")


def _middle(span: Span) -> float:
    return round(sum(span) / 2, 2)


def _area(person: Person) -> Area:
    if person.place is None or "place" in person.open:
        return Area()
    row = tables().area(person.place.area) if person.place.area else tables().states.get(person.place.state)
    return Area.model_validate({"code": row.code, "name": row.name, "level": row.level}) if row else Area()
