"""Gates and working conditions of a role: licences, checks, schooling, hours, physical demands.

Hand-written rows by SOC code or the code's beginning, each with its source; schooling and apprenticeship as the
employment projections name them. What is absent here is not known to be asked.
"""

from __future__ import annotations

import csv
from functools import lru_cache

from pydantic import BaseModel, Field

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.profile import Constraint

TABLE = ROOT / "knowledge" / "catalogue" / "role_conditions.csv"

CONDITIONS = frozenset({
    "licence", "licence in some states", "required training", "degree", "union/apprenticeship", "driving record", "background check", "entry exam", "heavy physical", "standing",
    "nights", "evenings", "weekends", "shifts", "on call", "away overnight", "mostly driving", "on site", "remote possible", "sales", "care work",
    "phones", "dealing with the public", "fumes and dust", "heights", "outdoors", "hard on the hands", "own car", "status check",
})  # fmt: skip
"""Every word a condition can be. "shifts" and "on call" mean that other hours can be had, so they rule nothing out."""

IN_WORDS = {
    "nights": "night work", "evenings": "evening work", "weekends": "weekend work", "shifts": "shifts", "on call": "being on call",
    "away overnight": "nights away from home", "heavy physical": "heavy lifting", "standing": "long hours on your feet", "heights": "ladders or roofs",
    "fumes and dust": "fumes or dust", "outdoors": "work outdoors in most weathers", "hard on the hands": "the same hand movements for hours",
    "phones": "much of the day on the phone", "dealing with the public": "meeting strangers all day", "sales": "selling", "care work": "care work",
    "mostly driving": "driving most of the day", "remote possible": "work that is often done from home", "on site": "work that is done on site",
    "background check": "a background check", "driving record": "a check of your driving record", "own car": "a car of your own to get around",
    "entry exam": "an exam before hiring", "status check": "a check of citizenship or papers", "required training": "required training",
    "licence": "a licence", "licence in some states": "a licence in some states", "union/apprenticeship": "an apprenticeship", "degree": "a degree",
}  # fmt: skip
"""Each condition as a noun that follows "it comes with"."""

RULED_OUT: dict[Constraint, tuple[str, ...]] = {
    "home evenings": ("evenings", "nights", "away overnight"),
    "no nights": ("nights", "away overnight"),
    "no weekends": ("weekends",),
    "no driving": ("mostly driving", "driving record"),
    "no heavy lifting": ("heavy physical",),
    "no standing": ("standing",),
    "no licence": ("licence",),
    "no background check": ("background check",),
    "no care work": ("care work",),
    "no sales": ("sales",),
    "no evenings": ("evenings", "away overnight"),
    "school hours": ("evenings", "nights", "weekends", "away overnight"),
    "no phone": ("phones",),
    "limited English": ("phones",),
    "no public contact": ("dealing with the public", "sales"),
    "no fumes": ("fumes and dust",),
    "no heights": ("heights",),
    "no outdoor work": ("outdoors",),
    "no hand strain": ("hard on the hands",),
    "no car": ("own car",),
    "work status": ("status check",),
}
"""Which conditions of a role each of the worker's limits rules out."""

_DEGREES = ("Associate", "Bachelor", "Master", "Doctoral")


class Condition(BaseModel):
    """One condition with its reason in a few words and where that is from."""

    condition: str
    note: str
    source: str
    gate_hours: float | None = Field(
        None, description="hours of training a published rule asks for; None where none is stated"
    )
    gate_cost: float | None = Field(None, description="USD a published rule states")


def conditions(soc: str) -> list[Condition]:
    """Every condition of an occupation, each once, the row of the longest code first. NotFound for no occupation."""
    occupation, source = tables().occupation(soc), tables().source("projections").name
    found: dict[str, Condition] = {}
    for prefix, condition in _rows():
        if soc.startswith(prefix):
            found.setdefault(condition.condition, condition)
    if occupation.education and occupation.education.startswith(_DEGREES):
        note = f"usually asks for a {occupation.education.lower()}".replace("a a", "an a")
        found["degree"] = Condition(condition="degree", note=note, source=source)
    if occupation.training == "Apprenticeship":
        note = "usually learnt in a paid apprenticeship"
        found["union/apprenticeship"] = Condition(condition="union/apprenticeship", note=note, source=source)
    return list(found.values())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, Condition], ...]:
    """(code's beginning, condition), the longest beginnings first."""
    with TABLE.open(newline="", encoding="utf-8") as lines:
        rows = [
            (row.pop("soc_prefix"), Condition.model_validate({k: v for k, v in row.items() if v}))
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
