"""A made-up run in events, built from the contracts: what the screens are tried on without tables, index or agents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from agents.advice import assemble
from agents.contracts import (
    Choice,
    Decision,
    Finding,
    IncomeComparison,
    MarketBrief,
    Narrative,
    Question,
    Role,
    RolePay,
    Scores,
    SkillMap,
    Step,
    Understanding,
    UpskillingPlan,
)
from runtime.events import (
    AgentFinished,
    AgentStarted,
    ChoiceMade,
    Event,
    FactsFound,
    QuestionsAsked,
    RunFailed,
    RunFinished,
    RunStarted,
    TextDelta,
)
from runtime.records import Outcome, Records, RunRecord, dump, now
from runtime.run import RunInfo, new_id
from runtime.settings import Settings
from tools.fact import YOU_SAID, Fact, by_id
from tools.fit import RoleFit, SkillNeed
from tools.profile import Amount, Area, PastWork, Profile, Work
from ui.loop import House

WORDS = "I drive for Uber in Phoenix about 45 hours a week, gross around $950. Did bookkeeping before. I know Excel."
HOSTILE = "<script>alert(1)</script> **bold** [x](javascript:alert(1)) ![p](http://evil.example/p.png) $9 $8 :red[r] `c` [bold red]rich[/]"
PHX = "0038060"
OEWS = {
    "source": "BLS OEWS",
    "release": "May 2025",
    "url": "https://www.bls.gov/oes/",
    "place": "Phoenix-Mesa-Chandler, AZ",
}
EP = {"source": "BLS Employment Projections", "release": "2024–34", "url": "https://www.bls.gov/emp/"}
ROLES = {
    "43-3031": "Bookkeeping, Accounting, and Auditing Clerks",
    "43-5032": "Dispatchers, Except Police, Fire, and Ambulance",
    "53-3054": "Taxi Drivers",
}
_PAY = {
    "43-3031": (17.1, 20.2, 23.8, 28.4, 33.0, 21.9),
    "43-5032": (16.0, 18.5, 22.4, 27.0, 34.1, 20.7),
    "53-3054": (14.7, 15.2, 17.0, 19.9, 24.0, 15.7),
}
_FIT = {"43-3031": 0.71, "43-5032": 0.44, "53-3054": 0.9}


def profile(title: str = "Uber driver", **more: Any) -> Profile:
    work = Work(title=title, soc="53-3054", gross=Amount(usd=950, per="week"), hours=45, miles=800)
    return Profile(
        text=WORDS, work=[work], past=[PastWork(title="bookkeeping", years=2)], skills=["Excel"], languages=["Spanish"],
        place="Phoenix", area=Area(code=PHX, name="Phoenix-Mesa-Chandler, AZ", level="metro"), target_hourly=25, study_hours=6,
        constraints=["home evenings"], words={"work.hours": "about 45 hours a week", "place": "in Phoenix"}, **more,
    )  # fmt: skip


def _you(key: str, value: float, unit: str, meaning: str, formula: str = "", inputs: tuple[str, ...] = ()) -> Fact:
    source = "computed from what you said" if formula else YOU_SAID
    return Fact.model_validate(
        {"id": f"you.{key}", "name": f"your_{key}", "value": value, "unit": unit, "subject": "you", "meaning": meaning,
         "source": source, "formula": formula, "inputs": inputs}
    )  # fmt: skip


def income_facts() -> list[Fact]:
    rate = Fact(id="rate.irs_mile", name="irs_mile", value=0.7, unit="USD/mile", subject="tax", meaning="the IRS rate for a business mile",
                source="IRS standard mileage rates", release="2025", url="https://www.irs.gov/tax-professionals/standard-mileage-rates")  # fmt: skip
    return [
        _you("gross_week", 950, "USD/week", "what comes in"),
        _you("hours", 45, "hours/week", "all the hours you work"),
        _you("miles", 800, "miles/week", "the miles you drive"),
        rate,
        _you("miles_cost", 560, "USD/week", "what the car costs", "miles × rate", ("you.miles", "rate.irs_mile")),
        _you(
            "se_tax",
            55,
            "USD/week",
            "self-employment tax",
            "(gross − costs) × 0.9235 × 15.3%",
            ("you.gross_week", "you.miles_cost"),
        ),
        _you(
            "net_week",
            335,
            "USD/week",
            "what is left in a week",
            "gross − costs − tax",
            ("you.gross_week", "you.miles_cost", "you.se_tax"),
        ),
        _you("net_hour", 7.44, "USD/hour", "what an hour really brings", "net ÷ hours", ("you.net_week", "you.hours")),
    ]


def _wages(soc: str) -> list[Fact]:
    title = ROLES[soc].split(",")[0].lower()
    return [
        Fact(id=f"wage.{soc}.{PHX}.{key}", name=f"{title.replace(' ', '_')}_{key}", value=value, unit="USD/hour", subject=soc,
             meaning=f"{key} pay of {title} in Phoenix", **OEWS)
        for key, value in zip(("p10", "p25", "p50", "p75", "p90", "net"), _PAY[soc], strict=True)
    ]  # fmt: skip


def _outlook(soc: str) -> list[Fact]:
    title = ROLES[soc].split(",")[0].lower()
    return [
        Fact(id=f"role.{soc}.growth", name=f"{title.replace(' ', '_')}_growth", value=-5.8 if soc == "43-3031" else 1.4, unit="percent",
             subject=soc, meaning=f"projected change in the number of {title}", **EP),
        Fact(id=f"role.{soc}.openings", name=f"{title.replace(' ', '_')}_openings", value=170_000, unit="people", subject=soc,
             meaning=f"openings a year for {title}", **EP),
    ]  # fmt: skip


LINK = Fact(id="link.excel", name="excel_course", value="https://www.gcfglobal.org/en/excel/", unit="url", subject="excel",
            meaning="Excel at GCFGlobal", source="GCFGlobal", release="2026")  # fmt: skip


def findings(who: Profile) -> dict[str, Finding]:
    """Agent → what it returned."""
    need = SkillNeed(id="2.C.1.c", name="Economics and Accounting", kind="knowledge", importance=72)
    have = SkillNeed(id="sw.excel", name="Spreadsheet software", kind="software", importance=88, had_as="Excel")
    choices = [Choice(soc=soc, title=title, scores=Scores(fit=_FIT[soc], uplift=0.7, outlook=0.4, ready=0.8, wishes=0.9, total=t))
               for (soc, title), t in zip(ROLES.items(), (0.71, 0.55, 0.41), strict=True)]  # fmt: skip
    pay = {soc: RolePay(soc=soc, area=PHX, p10=p[0], p25=p[1], p50=p[2], p75=p[3], p90=p[4], net=p[5], uplift=round(p[5] - 7.44, 2))
           for soc, p in _PAY.items()}  # fmt: skip
    hours = Fact(
        id="plan.hours",
        name="plan_hours",
        value=19,
        unit="hours",
        subject="43-3031",
        meaning="all the learning in the plan",
        source="computed",
        formula="sum of the steps' hours",
    )
    return {
        "intake": Understanding(profile=who, assumptions=["You did not name a budget, so free courses come first."]),
        "market_researcher": MarketBrief(
            candidates=[Role(soc=soc, title=title, score=1.0, why=["related"]) for soc, title in ROLES.items()],
            narrative=[Narrative(agent="market_researcher", text=f"I read your work as: {who.work[0].title}.")],
            facts=by_id(*(_outlook(soc) for soc in ROLES)),
        ),
        "skill_mapper": SkillMap(
            linked={"Excel": "sw.excel"}, names={"sw.excel": "Spreadsheet software"},
            roles={soc: RoleFit(soc=soc, fit=fit, have=[have], missing=[need]) for soc, fit in _FIT.items()},
            abstentions=["I could not place Spanish, so it is not counted for or against you."],
        ),
        "income_analyst": IncomeComparison(
            gross_hour=21.11, net_hour=7.44, roles=pay, steps=["you.gross_week", "you.miles_cost", "you.se_tax", "you.net_week"],
            facts=by_id(income_facts(), *(_wages(soc) for soc in ROLES)),
            narrative=[Narrative(agent="income_analyst", text="An hour really brings you $7.44 an hour, before income tax.", refs=["you.net_hour"])],
        ),
        "career_decider": Decision(
            role=choices[0], ranked=choices, alternatives=[c.model_copy(update={"trade_off": "You are ready sooner, but it pays less."}) for c in choices[1:]],
            reasons=[f"wage.43-3031.{PHX}.p50"],
            narrative=[Narrative(agent="career_decider", text="Go for bookkeeping clerks. They typically earn $23.80 an hour.", refs=[f"wage.43-3031.{PHX}.p50"])],
        ),
        "upskilling_coach": UpskillingPlan(
            soc="43-3031", hours=19, weeks=4, cost=0, hours_per_week=6, facts=by_id([LINK, hours]),
            steps=[Step(title="Learn the basics of Excel", kind="learn", provider="GCFGlobal", link="link.excel", hours=15, cost=0, from_week=1, to_week=3),
                   Step(title="Write your résumé and apply", kind="apply", hours=4, from_week=3, to_week=4)],
            narrative=[Narrative(agent="upskilling_coach", text="Begin here: [Excel at GCFGlobal](https://www.gcfglobal.org/en/excel/).", refs=["link.excel"])],
        ),
    }  # fmt: skip


_KEYS = {"intake": "intake", "market_researcher": "market", "skill_mapper": "skills", "income_analyst": "income",
         "career_decider": "decision", "upskilling_coach": "plan"}  # fmt: skip


def events(
    who: Profile | None = None, run_id: str = "aaaabbbbcccc", thread: str = "sample", instead: Iterable[Finding] = ()
) -> list[Event]:
    """A finished run. ``instead`` stands in for the agents' own findings, by type."""
    found = findings(who or profile())
    for finding in instead:
        agent = next(name for name, usual in found.items() if type(usual) is type(finding))
        found[agent] = finding
    stream: list[Event] = [RunStarted(run_id=run_id, thread=thread, mode="evidence-only", why="no model is set")]
    for agent, finding in found.items():
        stream.append(AgentStarted(agent=agent, doing=f"{agent.replace('_', ' ')} at work"))
        stream.append(
            FactsFound(agent=agent, facts={key: fact.model_dump(mode="json") for key, fact in finding.facts.items()})
        )
        if agent == "career_decider":
            stream.append(ChoiceMade(agent=agent, chosen=["43-3031"], considered=list(ROLES), why="weights: fit 30%"))
        stream += [TextDelta(agent=agent, text=n.text, refs=n.refs, origin=n.origin) for n in finding.narrative]
        stream.append(
            AgentFinished(agent=agent, seconds=0.01, result=finding.model_dump(mode="json", exclude={"facts"}))
        )
    advice = assemble({_KEYS[agent]: finding for agent, finding in found.items()}, RunInfo(run_id, thread))
    stream.append(RunFinished(advice=advice.model_dump(mode="json")))
    for n, event in enumerate(stream):
        event.at = n / 1000
    return stream


QUESTIONS = {
    "where": Question(field="place", text="Which city or state do you work in?", options=["Phoenix", "Tucson"]),
    "earn what": Question(
        field="money", text="About how much do you take in, for how many hours a week?", options=["about $300 a week"]
    ),
}
"""A word in what was said → the question it brings."""


def asking(run_id: str = "ddddeeeeffff", thread: str = "sample", about: str = "where") -> list[Event]:
    """A run that stops to ask."""
    return [
        RunStarted(run_id=run_id, thread=thread, mode="evidence-only", why="no model is set"),
        AgentStarted(agent="intake", doing="reading what you said"),
        QuestionsAsked(questions=[QUESTIONS[about].model_dump()]),
    ]


async def played(stream: Iterable[Event]) -> AsyncIterator[Event]:
    for event in stream:
        yield event


class FakeService:
    """Stands where the Service stands: plays the sample, slowly if wished, and keeps records as a run does."""

    mode, why = "evidence-only", "no model is set"

    def __init__(self, records: Records, pause: float = 0.0, hangs: bool = False) -> None:
        self.records, self.pause, self.asked = records, pause, list[dict[str, Any]]()
        if hangs:  # a model that never answers
            self.mode, self.why = "endpoint", "some-model is set"
        self.profiles = dict[str, tuple[Profile, datetime]]()

    async def advise(self, thread: str = "", **given: Any) -> AsyncIterator[Event]:
        self.asked.append(given)
        run_id, kept = new_id(), list[Event]()
        text = str(given.get("text") or "")
        about = next((words for words in QUESTIONS if words in text), "")
        stream = (
            asking(run_id, thread, about)
            if about
            else events(given.get("edited") or (profile(title=text) if "<" in text else None), run_id, thread)
        )
        if "fail" in text:
            stream = [
                stream[0],
                RunFailed(message="The table wages is truncated.", mend="Run `gigpath facts compile`."),
            ]
        started, outcome = now(), "stopped"

        def keep() -> None:
            self.records.save(RunRecord(
                run_id=run_id, thread=thread, started=started, seconds=0.1, mode=self.mode, outcome=outcome, events=dump(kept), context=[],
                asked=text or "; ".join((given.get("answers") or {}).values()) or ("(a profile)" if given.get("edited") else "(went on)"), answer="",
                request={"text": text, "instead": given.get("instead", ""), "profile": edited.model_dump(mode="json") if (edited := given.get("edited")) else None},
                advice=stream[-1].advice if outcome == "finished" else None,
            ))  # fmt: skip

        try:
            for event in stream:
                await asyncio.sleep(self.pause)
                kept.append(event)
                if len(kept) == 1:
                    keep()  # so that a run whose process is killed is found
                yield event
                if self.mode == "endpoint" and not given.get("plain"):
                    await asyncio.Event().wait()
            ends: dict[type, Outcome] = {RunFinished: "finished", QuestionsAsked: "waiting", RunFailed: "failed"}
            outcome = ends[type(stream[-1])]
            if outcome == "finished":
                self.profiles[thread] = Profile.model_validate(stream[-1].advice["profile"]), now()
        finally:
            keep()

    def unprepared(self) -> bool:
        return False

    async def beside(self, thread: str) -> None: ...

    async def facts(self, graph: None, thread: str, **given: Any) -> AsyncIterator[Event]:
        for event in events(given.get("edited"), new_id(), thread):
            yield event

    async def go_back(self, thread: str, run_id: str) -> None:
        self.asked.append({"back before": run_id})

    async def warm(self) -> None: ...

    async def known(self, threads: Iterable[str]) -> dict[str, tuple[Profile, datetime]]:
        return {thread: self.profiles[thread] for thread in threads if thread in self.profiles}

    async def forget(self, thread: str) -> int:
        self.profiles.pop(thread, None)
        return self.records.delete_thread(thread)


def house(config: Settings, pause: float = 0.0, hangs: bool = False) -> House:
    """A House with the fake in it."""

    @asynccontextmanager
    async def opened(_: Settings) -> AsyncIterator[FakeService]:
        yield FakeService(Records(config.database), pause, hangs)

    return House(config, opened)
