"""Profile: what a worker told us, each field with the words it came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Per = Literal["hour", "day", "week", "month", "year", "job"]
Education = Literal[
    "none", "high school", "some college", "certificate", "associate", "bachelor", "master", "doctorate"
]
Constraint = Literal[
    "home evenings", "no nights", "no weekends", "no driving", "no heavy lifting", "no standing",
    "remote only", "no degree", "no licence", "no background check", "no care work", "no sales", "flexible hours",
    "no car", "no hand strain", "no fumes", "no heights", "no outdoor work", "no evenings", "school hours", "part time only",
    "no phone", "no public contact", "limited English", "work status", "earnings cap",
]  # fmt: skip
Topic = Literal["tax", "miles", "choice", "rate"]
AreaLevel = Literal["metro", "nonmetro", "state", "nation"]


class Amount(BaseModel):
    """USD per period; ``low`` and ``high`` where the worker told of a range or of good and bad times."""

    usd: float
    per: Per
    low: float | None = None
    high: float | None = None


class Work(BaseModel):
    """One gig or job the worker does now. Hours, miles and expenses are per week."""

    title: str = Field(description="the job in the worker's words: 'Uber driver'")
    soc: str = ""
    gross: Amount | None = None
    hours: float | None = Field(
        None, description="hours a week paid or on call for work, waiting included if they said so"
    )
    unpaid_hours: float | None = Field(
        None, description="further hours a week nobody pays: waiting, admin, finding clients"
    )
    days: float | None = Field(None, description="days a week worked")
    jobs: float | None = Field(None, description="jobs, rides or deliveries a week")
    miles: float | None = None
    expenses: float | None = Field(
        None, description="USD a week; beside miles, the car's own costs, and the higher of both counts"
    )
    supplies: float | None = Field(
        None, description="USD a week that count beside the miles: tools, supplies, phone, parking, tolls"
    )
    fees: float | None = Field(None, description="platform's share of the gross, percent, when gross is before fees")
    employee: bool = Field(False, description="true when paid on a W-2, not a 1099")
    with_first: bool = Field(
        False, description="its week is counted with that of the first work, which holds all works' sums"
    )


class PastWork(BaseModel):
    title: str
    soc: str = ""
    years: float | None = None


CredentialState = Literal["held", "lapsed", "foreign", "in progress"]


class Credential(BaseModel):
    """A licence, certificate or permit, by the worker's name for it."""

    name: str
    state: CredentialState = "held"


class Read(BaseModel):
    """How one field was read: ``words`` are the worker's own, ``by`` the reader that read them, ``sure`` 0 to 1."""

    field: str
    value: str
    words: str
    by: Literal["reader", "model", "answer"] = "reader"
    sure: float = 1.0


class Unread(BaseModel):
    """Words that stand for a number or a job and were not used: ``kind`` says what they were taken for, if for anything."""

    words: str
    kind: str


class Asked(BaseModel):
    """A question that the worker put, by its topic."""

    topic: str
    words: str


class Area(BaseModel):
    """An area that BLS publishes wages for; ``code`` is its 7-digit OEWS code."""

    code: str = "0000000"
    name: str = "the United States"
    level: AreaLevel = "nation"


class Profile(BaseModel):
    """What the worker said. Empty means not said, never guessed; ``words`` maps a field to the words it came from."""

    text: str = ""
    opening: str = Field(
        "", description="the first message of which something was understood; later ones do not change it"
    )
    work: list[Work] = []
    past: list[PastWork] = []
    skills: list[str] = []
    languages: list[str] = []
    education: Education | None = None
    field: str = Field("", description="field of study")
    credentials: list[Credential] = []
    questions: list[Asked] = Field([], description="what the worker asks")
    place: str = ""
    area: Area = Area()
    target_hourly: float | None = Field(None, description="USD an hour wanted")
    study_hours: float | None = Field(None, description="hours a week free to learn")
    budget: float | None = Field(None, description="USD for training")
    wants: list[str] = Field([], description="titles of roles the worker asks about")
    aims: list[str] = Field([], description="those of ``wants`` that the worker wants to become")
    wishes: list[str] = Field([], description="what a new job should bring, beside the role and its pay")
    needs: list[str] = Field([], description="what may call for help or money from others: keys of the support table")
    asks: list[Topic] = Field([], description="what the worker wants explained")
    constraints: list[Constraint] = []
    possible_limits: list[Constraint] = Field(
        [], description="limits that may be meant; until they are answered, roles against them are held back too"
    )
    words: dict[str, str] = {}
    read: list[Read] = []
    unread: list[Unread] = []
    doubts: list[str] = Field([], description="fields that a question is open about; what hangs on them is left out")
    notes: list[str] = Field([], description="how unclear words were read, one sentence each")

    @property
    def week_hours(self) -> float:
        """Hours a week of all present works, paid and unpaid; 0 where none are known."""
        return sum((work.hours or 0.0) + (work.unpaid_hours or 0.0) for work in self.work)
