"""A run as far as it has come, put together from its events; the terminal and the chat draw from this alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agents.contracts import (
    Advice,
    Decision,
    Finding,
    IncomeComparison,
    MarketBrief,
    Narrative,
    Reply,
    SkillMap,
    Understanding,
    UpskillingPlan,
)
from runtime.events import (
    AgentFinished,
    AgentStarted,
    ChoiceMade,
    Event,
    FactsFound,
    Fallback,
    QuestionsAsked,
    ResultReady,
    RunFailed,
    RunFinished,
    RunStarted,
    TextDelta,
)
from tools.fact import Fact
from ui.derived import derived

CONTRACTS: dict[str, type[Finding]] = {
    "intake": Understanding,
    "market_researcher": MarketBrief,
    "skill_mapper": SkillMap,
    "income_analyst": IncomeComparison,
    "career_decider": Decision,
    "upskilling_coach": UpskillingPlan,
    "answerer": Reply,
}
"""Agent → what it returns, in the order in which their parts are shown."""

NAMES = {
    "intake": "Intake",
    "market_researcher": "Market researcher",
    "skill_mapper": "Skill mapper",
    "income_analyst": "Income analyst",
    "career_decider": "Career decider",
    "upskilling_coach": "Upskilling coach",
    "answerer": "Answerer",
}


NOT_WAITED = "the worker did not wait for the model"
"""Why a turn went on without the model, where there is one."""


@dataclass
class Working:
    """One agent at work: what it is doing, how long it took, how many facts it found.

    ``lead`` is the fact that is shown while it is still at work.
    """

    agent: str
    doing: str
    seconds: float | None = None
    facts: int = 0
    cached: bool = False
    troubles: list[str] = field(default_factory=list)
    lead: Fact | None = None

    @property
    def name(self) -> str:
        return NAMES.get(self.agent, self.agent.replace("_", " "))

    @property
    def line(self) -> str:
        """``0.03 s · 41 facts``; while it works, what it is doing and the fact that leads those found so far."""
        if self.seconds is None:
            return f"{self.doing} · first facts: {self.lead.sentence}" if self.lead else self.doing
        time = "from last time" if self.cached else f"{self.seconds:.2f} s"
        return f"{time} · {self.facts} {'fact' if self.facts == 1 else 'facts'}" if self.facts else time


@dataclass
class Turn:
    """One run as far as it has come. Feed it the events in order; every part is there as soon as it is known."""

    run_id: str = ""
    thread: str = ""
    mode: str = ""
    why: str = ""
    asked: str = ""
    changed: bool = False
    """Whether the worker changed the profile rather than saying something."""
    sayable: bool = False
    """Whether what was asked are words that can be said otherwise."""
    instead: str = ""
    """The run in whose place this one stands: the worker said it otherwise."""
    working: dict[str, Working] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    said: dict[str, list[Narrative]] = field(default_factory=dict)
    choices: dict[str, ChoiceMade] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    advice: Advice | None = None
    failure: RunFailed | None = None
    drawn: dict[str, Any] = field(default_factory=dict, repr=False)
    """What a screen made of the whole turn and may use again."""
    _known: tuple[Any, dict[str, Fact]] = field(default=(None, {}), repr=False)

    def hear(self, event: Event) -> None:
        match event:
            case RunStarted():
                self.run_id, self.thread, self.mode, self.why = event.run_id, event.thread, event.mode, event.why
            case AgentStarted():
                self.working[event.agent] = Working(event.agent, event.doing)
            case FactsFound():
                new = {key: Fact.model_validate(value) for key, value in event.facts.items()}
                self.facts.update(new)
                work = self._at(event.agent)
                work.facts, work.lead = work.facts + len(new), new.get(event.lead, work.lead)
            case ChoiceMade():
                self.choices[event.agent] = event
            case TextDelta():
                passage = {"agent": event.agent, "text": event.text, "refs": event.refs, "origin": event.origin}
                self.said.setdefault(event.agent, []).append(Narrative.model_validate(passage))
            case Fallback():
                self._at(event.agent).troubles.append(event.why)
            case ResultReady():
                self.found[event.agent] = CONTRACTS[event.agent].model_validate(event.result)
            case AgentFinished():
                work = self._at(event.agent)
                work.seconds, work.cached = event.seconds, event.cached
                self.found[event.agent] = CONTRACTS[event.agent].model_validate(event.result)
            case QuestionsAsked():
                self.questions = event.questions
            case RunFinished():
                self.advice = Advice.model_validate(event.advice)
                self._complete(self.advice)
            case RunFailed():
                self.failure = event

    def _complete(self, advice: Advice) -> None:
        """What this run took over from an earlier one, of which it has no events: a resumed run goes on half-way."""
        self.facts.update(advice.facts)
        understood = Understanding(profile=advice.profile, assumptions=advice.assumptions)
        parts = (understood, advice.market, advice.skills, advice.income, advice.decision, advice.plan, advice.reply)
        for agent, part in zip(CONTRACTS, parts, strict=True):
            if part is not None and agent not in self.found:
                self.found[agent] = part
                self.working[agent] = Working(agent, "", 0.0, cached=True)
                self.said[agent] = [passage for passage in advice.narrative if passage.agent == agent]

    def _at(self, agent: str) -> Working:
        return self.working.setdefault(agent, Working(agent, ""))

    @property
    def known(self) -> dict[str, Fact]:
        """All facts, and those that a screen works out of them."""
        stage = (len(self.facts), len(self.found), self.advice is None)
        if self._known[0] != stage:
            self._known = (stage, {**self.facts, **derived(self.facts, self.income, self.skills, self.title)})
        return self._known[1]

    @property
    def reply(self) -> Reply | None:
        """The answer to a further turn, as soon as there is one."""
        found: Reply | None = self.advice.reply if self.advice else self.found.get("answerer")
        return found if found is not None and found.text else None

    @property
    def short(self) -> bool:
        """Whether this turn was answered without the advice being worked out anew."""
        return self.understood is not None and not self.understood.advises

    @property
    def over(self) -> bool:
        return bool(self.advice or self.failure or self.questions)

    # what each agent returned, None until it has
    @property
    def understood(self) -> Understanding | None:
        return self.found.get("intake")

    @property
    def market(self) -> MarketBrief | None:
        return self.found.get("market_researcher")

    @property
    def skills(self) -> SkillMap | None:
        return self.found.get("skill_mapper")

    @property
    def income(self) -> IncomeComparison | None:
        return self.found.get("income_analyst")

    @property
    def decision(self) -> Decision | None:
        return self.found.get("career_decider")

    @property
    def plan(self) -> UpskillingPlan | None:
        return self.found.get("upskilling_coach")

    @property
    def assumptions(self) -> list[str]:
        return self.understood.assumptions if self.understood else []

    @property
    def unsaid(self) -> list[str]:
        """What could not be said, in the agents' order."""
        if self.advice:
            return self.advice.abstentions
        return [line for agent in CONTRACTS if (found := self.found.get(agent)) for line in found.abstentions]

    @property
    def unworded(self) -> str:
        """Why some of a model's words are left out, in sentences; empty where none are, or none were to come."""
        if self.why == NOT_WAITED:
            return "You did not wait for the model, so these are the plain words."
        return " ".join(dict.fromkeys(why for work in self.working.values() for why in work.troubles))

    def title(self, soc: str) -> str:
        roles = [*self.market.candidates, *self.market.current] if self.market else []
        return next((role.title for role in roles if role.soc == soc), soc)
