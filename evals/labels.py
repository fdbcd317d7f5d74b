"""What a counsellor writes down about one message: what must be understood, what may be advised, what would harm.

A set of labels is a JSONL file, one :class:`Person` a line. Whoever labels sees the message alone, never what Gigpath
makes of it. Money is USD a week, hours and miles are a week; a range is ``[low, high]`` with both ends the same where
one figure is stated.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from runtime.errors import UserError

Open = Literal["work", "money", "hours", "miles", "costs", "place"]
"""What a message leaves open or contradicts itself about: it must be asked or left out, never stated."""

Limit = Literal[
    "no driving", "no car", "no heavy lifting", "no standing", "no hand strain", "no fumes", "no heights", "no outdoor work",
    "no nights", "no evenings", "no weekends", "home evenings", "school hours", "flexible hours", "part time only", "remote only",
    "no phone", "no public contact", "no care work", "no sales", "no degree", "no licence", "no background check",
    "limited English", "work status", "earnings cap",
]  # fmt: skip
"""``no background check``: a record that a check would find; ``no degree``: will not go back to school for one;
``no licence``: wants no licensed work; ``earnings cap``: may earn only so much (a benefit)."""

CredentialState = Literal["held", "lapsed", "foreign", "in progress"]
Education = Literal[
    "none", "high school", "some college", "certificate", "associate", "bachelor", "master", "doctorate"
]
Harm = Literal["licence", "health", "record", "driving", "schooling", "age", "status", "lost trade", "refused", "other"]
"""Why a role must not be offered. ``lost trade``: just lost it; ``refused``: the person said they do not want it."""


def _ordered(span: tuple[float, float]) -> tuple[float, float]:
    low, high = span
    if low > high or low < 0:
        raise ValueError("a range is [low, high], neither below 0")
    return span


Span = Annotated[tuple[float, float], AfterValidator(_ordered)]
T = TypeVar("T", bound=BaseModel)
Soc = Annotated[str, Field(pattern=r"^\d\d-\d{0,4}$", description="a SOC code or the beginning of one")]


class _Label(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WorkLabel(_Label):
    """One work the person does now. A figure that the message does not state is left out."""

    title: str
    soc: list[Soc] = Field(min_length=1, description="any of these is a right reading")
    employment: Literal["self", "employee", "unclear"] = "unclear"
    gross_week: Span | None = Field(None, description="what comes in before ``fee_percent`` and costs")
    fee_percent: float | None = Field(None, ge=0, le=100, description="still to come off the gross; else left out")
    hours_week: Span | None = Field(None, description="all hours, paid and unpaid")
    miles_week: Span | None = None
    costs_week: Span | None = Field(None, description="the work's own costs, the car's miles left out")


class NotWorkLabel(_Label):
    """A job in the message that is not the person's present work: somebody else's, wished, offered, past, a mere word."""

    title: str
    soc: list[Soc] = []


class PastLabel(_Label):
    title: str
    soc: list[Soc] = Field(min_length=1)
    years: float | None = None


class CredentialLabel(_Label):
    name: str
    state: CredentialState = "held"


class PlaceLabel(_Label):
    """``area`` is the 7-digit OEWS code; empty for a state alone, for abroad, or where the name is ambiguous."""

    name: str
    state: str = Field("", description="two letters; empty abroad or when open")
    area: str = Field("", pattern=r"^(\d{7})?$")
    country: str = "US"


class QuestionLabel(_Label):
    topic: str
    words: str


class RoleGrade(_Label):
    """3: a counsellor would name it first; 2: would stand behind it; 1: not wrong; 0: of no use to this person."""

    soc: str = Field(pattern=r"^\d\d-\d{4}$")
    title: str
    grade: Literal[0, 1, 2, 3]


class HarmLabel(_Label):
    soc: list[Soc] = Field(min_length=1)
    kind: Harm
    why: str


class Person(_Label):
    """One message with its labels. An empty list says that the message states nothing of the kind."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    voice: str = Field(description="trade, schooling, temper, way of writing: for the reader of a miss")
    text: str = Field(min_length=1)
    work: list[WorkLabel] = []
    not_work: list[NotWorkLabel] = []
    past: list[PastLabel] = []
    education: Education | None = None
    field: str = Field("", description="field of study, where one is named")
    credentials: list[CredentialLabel] = []
    skills: list[str] = Field([], description="skills and tools the person says they have")
    limits: list[Limit] = []
    wishes: list[str] = Field([], description="titles of roles they want or ask about")
    languages: list[str] = Field([], description="besides English")
    place: PlaceLabel | None = None
    wanted_pay_hour: float | None = None
    study_hours_week: float | None = None
    budget: float | None = None
    questions: list[QuestionLabel] = []
    open: list[Open] = []
    roles: list[RoleGrade] = Field([], description="five to twelve; empty where nobody could advise yet")
    never: list[HarmLabel] = []
    why: str = Field("", description="how the labels were worked out, where that is not plain")


def load(path: Path) -> list[Person]:
    """The labelled people of a file, in its order. UserError names the line and the field of the first mistake."""
    return parsed(path, Person)


def parsed(path: Path, kind: type[T]) -> list[T]:
    """A JSONL file's lines as ``kind``; empty lines are passed over."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(kind.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            raise UserError(f"{path}, line {number}: no JSON ({error.msg}).", "One object a line.") from None
        except ValidationError as error:
            what = error.errors()[0]
            at = ".".join(map(str, what["loc"]))
            raise UserError(
                f"{path}, line {number}: {at}: {what['msg']}.", f"{kind.__module__} has the fields."
            ) from None
    return found
