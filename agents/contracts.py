"""What each agent must return. One class an agent; ``Advice`` is the whole answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from agents.lane import LaneName, Lanes
from agents.turn import Headline, TurnRead
from tools.fact import Fact
from tools.fit import RoleFit
from tools.market_search import Passage
from tools.profile import Profile
from tools.quoting.quotes import Quotation
from tools.turns.classifier import Kind, Topic

AgentName = Literal[
    "intake", "market_researcher", "skill_mapper", "income_analyst", "career_decider", "upskilling_coach", "answerer"
]
Mode = Literal["evidence-only", "hosted", "endpoint", "local"]


class Narrative(BaseModel):
    """One passage as shown: every number and link in ``text`` is the value of a fact named in ``refs``."""

    agent: AgentName
    text: str
    refs: list[str] = []
    origin: Literal["model", "fallback", "facts"] = "facts"


class Finding(BaseModel):
    """What every agent returns besides its own fields."""

    facts: dict[str, Fact] = {}
    narrative: list[Narrative] = []
    assumptions: list[str] = Field([], description="what was taken for granted, one sentence each")
    abstentions: list[str] = Field([], description="what could not be said and why, one sentence each")
    degraded: bool = Field(False, description="true when the agent broke and this stands in for its answer")


class Question(BaseModel):
    """``field``: work, money, hours, miles, costs, payroll, place, limits, wish, credential or other; ``words`` are what was read."""

    field: str
    text: str
    options: list[str] = []
    words: str = ""


class Understanding(Finding):
    """Intake: the profile, what is still missing, and what is assumed instead.

    ``turn`` is None for a first message and for a profile that was edited by hand; ``number`` counts the turns of the talk.
    """

    profile: Profile = Profile()
    questions: list[Question] = []
    turn: TurnRead | None = None
    earlier: Headline | None = Field(None, description="of the answer before this turn")
    advises: bool = Field(True, description="whether the agents work an answer out anew")
    number: int = 1
    language: Literal["en", "es"] = "en"


class Role(BaseModel):
    """A role worth a look. ``why`` names how it was found: related, past work, asked for, skills, market."""

    soc: str
    title: str
    score: float
    why: list[str] = []
    said: str = Field("", description="the worker's words for it")
    suits: float = Field(
        0.0, description="how likely a counsellor would name it for this person, beside the likeliest, 0–1"
    )
    job_zone: int | None = None


class MarketBrief(Finding):
    current: list[Role] = []
    past: list[Role] = []
    candidates: list[Role] = []
    asked: list[str] = Field([], description="SOC codes of the roles the worker asked about")
    aims: list[str] = Field([], description="SOC codes of those the worker wants to become")
    refused: dict[str, str] = Field({}, description="SOC → why a role is not offered")
    queries: list[str] = []
    passages: list[Passage] = []
    hinted: list[str] = Field([], description="titles and queries a model added")


class SkillMap(Finding):
    linked: dict[str, str] = Field({}, description="the worker's words → skill id")
    names: dict[str, str] = Field({}, description="skill id → name")
    unlinked: list[str] = []
    roles: dict[str, RoleFit] = {}
    implied: dict[str, str] = Field(
        {}, description="skill id → name, of skills a model thinks the work taught: asked, not counted"
    )


class RolePay(BaseModel):
    """What a role pays where the worker lives, USD an hour; ``net`` after the employee's payroll tax."""

    soc: str
    area: str
    p10: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None
    net: float | None = None
    entry_net: float | None = Field(None, description="net of the lower quarter's pay: what a beginner may expect")
    uplift: float | None = Field(None, description="net minus the worker's own net hour; None when that is unknown")


class IncomeComparison(Finding):
    gross_hour: float | None = None
    net_hour: float | None = None
    steps: list[str] = Field([], description="fact ids from gross to net, in order")
    roles: dict[str, RolePay] = {}
    unranked: list[str] = Field([], description="SOC codes without a published wage")


class Scores(BaseModel):
    """Each 0–1, higher is better for the worker; ``total`` their weighted sum."""

    suits: float = 0.0
    fit: float
    uplift: float
    outlook: float
    ready: float
    wishes: float
    total: float


class Choice(BaseModel):
    soc: str
    title: str
    scores: Scores
    pareto: bool = False
    trade_off: str = Field("", description="against the pick, in words")


class Decision(Finding):
    lanes: Lanes | None = None
    lead: LaneName = Field("", description="the lane of the role to go for; empty where no way to it is known")
    weeks: dict[str, tuple[float, float]] = Field(
        {}, description="SOC code → weeks until one can be hired, from and to"
    )
    role: Choice | None = None
    alternatives: list[Choice] = []
    asked: Choice | None = Field(None, description="a role the worker asked about that is neither pick nor alternative")
    ranked: list[Choice] = []
    too_far: list[str] = Field([], description="SOC codes that take too long to get ready for at the worker's hours")
    aimed: list[str] = Field(
        [],
        description="SOC codes the worker wants to become, that can be reached in time: where they pay, they come first",
    )
    reasons: list[str] = Field([], description="fact ids the choice stands on")
    by: Literal["score", "model"] = Field("score", description="who chose among the Pareto-best")
    preferred: str = Field("", description="SOC code a model chose, whether or not it counted")
    preference: str = Field(
        "", description="its reason with the worker's words it stands on; empty when it did not hold"
    )
    would_change: list[str] = []


StepKind = Literal["check", "learn", "practise", "gate", "apply"]


class Step(BaseModel):
    """One step of the plan. ``link`` is the id of a URL fact; hours and cost are of this step."""

    title: str
    detail: str = Field("", description="what the step asks, its price and its form, in sentences; a fact of the plan")
    kind: StepKind
    skill: str = ""
    provider: str = ""
    link: str = ""
    hours: float = Field(0, description="of one's own unpaid time")
    of_way: bool = Field(
        False, description="whether the hours are the middle of the way's bounds, no assumption of ours"
    )
    paid_hours: float = Field(0, description="of training that an employer pays one for")
    cost: float | None = Field(None, description="USD; None when the provider does not publish it in our sources")
    from_week: int = 1
    to_week: int = 1


class Quote(BaseModel):
    """Words of a document that the user added, as they stand there."""

    text: str
    source: str
    page: int | None = None
    date: str = ""
    url: str = ""

    @classmethod
    def of(cls, found: Quotation) -> Quote:
        return cls(text=found.text, source=found.source, page=found.page, date=found.date)


class SupportShown(BaseModel):
    """Who may pay or help, or what is at stake; ``link`` and ``words`` are ids of facts."""

    id: str
    name: str
    kind: str
    need: str = Field("", description="what it is shown for")
    words: str
    link: str = ""
    how_known: str = ""


class PathwayTaken(BaseModel):
    """The way into the role that the plan follows: its form, what one holds in the end, and bounds for the whole country."""

    role: str
    how: str
    modes: list[str] = []
    credentials: list[str] = []
    issuers: list[str] = []
    steps: list[str] = []
    paid: str = "no"
    weeks: tuple[float, float] = (0, 0)
    hours: tuple[float, float] = (0, 0)
    cost: tuple[float, float] = (0, 0)
    weekly: tuple[float, float] = (0, 0)
    source: str = ""
    url: str = ""
    how_known: str = ""
    checked: str = ""
    trade: str = Field("", description="key into the licence table")
    by_law: bool = Field(False, description="whether the law of most states asks for a credential")
    holds: str = Field(
        "", description="held, lapsed, foreign or in progress: the state of a credential the worker speaks of"
    )


class UpskillingPlan(Finding):
    soc: str = ""
    left_open: bool = Field(False, description="whether the length of the whole way is not known")
    pathway: PathwayTaken | None = Field(None, description="None where the table has no way into the role")
    supports: list[SupportShown] = Field([], description="the most pressing need first")
    quotes: list[Quote] = Field([], description="what the user's own reports say of the role")
    steps: list[Step] = []
    hours: float = 0
    paid_hours: float = 0
    weeks: int = 0
    cost: float = 0
    hours_per_week: float = 0
    payback_weeks: float | None = None


class Reply(Finding):
    """The answer to one further turn: ``text`` with the ids of its facts, quotations, and what might be asked next."""

    number: int = Field(0, description="of the turn that it answers")
    kind: Kind = "question"
    alone: bool = Field(
        True, description="whether the turn brought nothing else; false where the advice was worked out anew"
    )
    passages: list[str] = Field([], exclude=True, description="the text with placeholders, as it is streamed")
    text: str = ""
    refs: list[str] = []
    quotes: list[Quote] = []
    next: list[str] = []
    topics: list[Topic] = []
    roles: list[str] = Field([], description="SOC codes that it speaks of; a turn that names none goes on with them")


class Advice(BaseModel):
    """The whole answer of one run, as ``gigpath advise --json`` prints it."""

    run_id: str
    mode: Mode
    profile: Profile
    assumptions: list[str] = []
    questions: list[Question] = []
    facts: dict[str, Fact] = {}
    market: MarketBrief | None = None
    skills: SkillMap | None = None
    income: IncomeComparison | None = None
    decision: Decision | None = None
    plan: UpskillingPlan | None = None
    supports: list[SupportShown] = []
    quotes: list[Quote] = Field([], description="what the user's own reports say of the role to go for")
    reply: Reply | None = Field(None, description="the answer to a further turn; None for a first message")
    narrative: list[Narrative] = []
    abstentions: list[str] = []
    timings: dict[str, float] = Field({}, description="seconds by agent, and total")
    tokens: dict[str, int] = {}
