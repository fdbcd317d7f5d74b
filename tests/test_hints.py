"""What a model may add besides wording, and all it may not: every hint is checked, and a wrong one changes nothing."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from modelserver import Scripted

from agents.advice import assemble
from agents.contracts import Advice
from agents.hints import quoted, said
from agents.state import Context, Request
from evals.grounded import unsupported
from graph import build_graph
from knowledge import reports
from runtime.events import Event, RunFinished
from runtime.llm import TABLE, Completion
from runtime.llm.chat import ToolCall
from runtime.run import RunInfo, run
from runtime.settings import Settings
from ui.turn import Turn

pytestmark = pytest.mark.usefixtures("at_home")

TALK = (
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of "
    "bookkeeping for my uncle, I know Excel. I like to be with people most of all."
)


class Helper(Scripted):
    """Answers hints by schema name with what a test says; speech gets words that do not hold."""

    hints: dict[str, Any]

    async def complete(self, messages: Any, **how: Any) -> Completion:
        schema = how.get("schema")
        self.asked.append((list(messages), how))
        answer = self.hints.get(schema.__name__, {}) if schema else "Nothing."
        if how.get("tools"):
            calls = [ToolCall(name="market_search", arguments={"query": q}) for q in self.hints.get("calls", [])]
            return Completion(text="", calls=tuple(calls), finish="tool_calls")
        return Completion(text=answer if isinstance(answer, str) else json.dumps(answer), tokens_in=10, tokens_out=5)


def helper(tools: bool = False, **hints: Any) -> Helper:
    model = Helper([""])
    model.hints = hints
    if tools:
        model.capability = TABLE["tgi"]
    return model


def advise(model: Scripted | None, text: str = TALK, turns: tuple[str, ...] = (), **more: Any) -> Advice:
    agents = frozenset({"intake", "market_researcher", "skill_mapper", "career_decider", "upskilling_coach"})
    config = Settings(_env_file=None, hints=agents, **more)

    async def go() -> Advice:
        graph, last = build_graph(InMemorySaver()), None
        for number, words in enumerate((text, *turns)):
            info = RunInfo(f"run{number}", "thread", "endpoint", "test")
            async for event in run(
                graph, Request(text=words), context=Context(model=model, config=config), assemble=assemble, info=info
            ):
                assert event.type != "run_failed", event
                if isinstance(event, RunFinished):
                    last = Advice.model_validate(event.advice)
        assert last is not None
        return last

    return asyncio.run(go())


@pytest.fixture
def plain(at_home: None) -> Advice:
    return advise(None)


# ---- intake ----------------------------------------------------------------------------------------------------


def test_a_second_reading_that_agrees_changes_nothing() -> None:
    talk = "I clean houses in Boise, $700 a week, 40 hours a week"
    pieces = {"work": "clean houses", "takings": "$700 a week", "hours": "40 hours a week", "wanted": ""}
    alone, read = advise(None, talk), advise(helper(Pieces=pieces), talk)
    assert read.questions == alone.questions
    assert read.profile.work == alone.profile.work


def test_what_does_not_stand_in_the_words_is_not_asked_about() -> None:
    invented = {"work": "astronaut", "takings": "$9,000 a week", "hours": "12 hours", "wanted": ""}
    talk = "I clean houses in Boise, $700 a week, 40 hours a week"
    alone, read = advise(None, talk), advise(helper(Pieces=invented), talk)
    assert read.questions == alone.questions


def test_a_second_reading_that_disagrees_is_asked_about_and_never_overwrites() -> None:
    talk = "I clean houses in Boise, $700 a week, 40 hours a week, and my rent is $1,450 a month"
    pieces = {"work": "clean houses", "takings": "$1,450 a month", "hours": "40 hours a week", "wanted": ""}
    read = advise(helper(Pieces=pieces), talk)
    assert "money" in {question.field for question in read.questions}
    assert read.income is not None
    assert read.income.net_hour is None


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("I clean houses in Boise, $700 a week, 40 hours a week", "you.net_hour"),
        ("I drive a taxi in Phoenix", ".p50"),
        ("idk what I want", ""),
    ],
)
async def test_facts_are_on_screen_before_a_hint_is_asked_for(text: str, shows: str) -> None:
    model, seen = helper(), list[Event]()
    context = Context(model=model, config=Settings(_env_file=None, hints=frozenset({"intake"})))
    async for event in run(build_graph(), Request(text=text), context=context, assemble=assemble):
        seen.append(event)
    asked = next(n for n, event in enumerate(seen) if event.type == "model_called" and event.agent == "intake")
    known = [fact for event in seen[:asked] if event.type == "facts_found" for fact in event.facts]
    assert any(fact.endswith(shows) for fact in known) if shows else not known


# ---- market researcher -------------------------------------------------------------------------------------------


def test_titles_it_names_are_looked_up_and_unsure_ones_count_nothing(plain: Advice) -> None:
    advice = advise(helper(Titles={"reasoning": "", "titles": ["Court Reporter", "zzqx vlorp", "Dispatcher"]}))
    assert plain.market is not None
    assert advice.market is not None
    added = {r.soc for r in advice.market.candidates} - {r.soc for r in plain.market.candidates}
    assert added <= {"27-3092", "43-5032"}
    assert all("hinted" in r.why for r in advice.market.candidates if r.soc in added)
    assert "zzqx vlorp" not in advice.market.hinted
    assert unsupported(advice) == []


def test_a_model_that_can_call_the_retriever_does_at_most_four_times() -> None:
    queries = ["what dispatchers earn", "x" * 500, "couriers", "warehouse pay", "sales pay", "too many"]
    advice = advise(helper(tools=True, calls=queries))
    assert advice.market is not None
    assert "what dispatchers earn" in advice.market.queries
    assert not {"too many", "sales pay", "x" * 500} & set(advice.market.queries)


# ---- skill mapper ------------------------------------------------------------------------------------------------


def test_implied_skills_are_asked_and_never_counted(plain: Advice) -> None:
    assert plain.skills is not None
    needs = [n for fit in plain.skills.roles.values() for n in fit.missing[:2]]
    advice = advise(helper(Implied={"reasoning": "", "skills": [needs[0].name]}))
    assert advice.skills is not None
    assert set(advice.skills.implied) <= {need.id for need in needs}
    assert {soc: fit.fit for soc, fit in advice.skills.roles.items()} == {soc: fit.fit for soc, fit in plain.skills.roles.items()}  # fmt: skip
    shown = " ".join(n.text for n in advice.narrative)
    assert all(name in shown and "Tell me if so" in shown for name in advice.skills.implied.values())


# ---- career decider ----------------------------------------------------------------------------------------------

REASON = "You like to be with people, and {pick} fits that."


def prefers(letter: str, words: str = "be with people", reason: str = REASON) -> Advice:
    return advise(helper(Preference={"reasoning": "", "words": words, "choice": letter, "reason": reason}))


def test_a_choice_counts_with_words_and_a_reason_that_hold(plain: Advice) -> None:
    advice = prefers("B")
    assert plain.decision is not None
    assert advice.decision is not None
    assert plain.decision.role is not None
    assert advice.decision.role is not None
    assert advice.decision.by == "model"
    assert advice.decision.role.soc == advice.decision.preferred != plain.decision.role.soc
    assert advice.decision.role.pareto
    assert "You said “be with people”." in " ".join(n.text for n in advice.narrative)
    assert unsupported(advice) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("I must have a yacht", REASON),  # not the worker's words
        ("be with people", "It pays $90 an hour."),
        ("be with people", "{pick} is in demand and stable, a safe bet."),
        ("be with people", "Registered nurses earn more than {pick}."),
        ("gross around $950", REASON),  # a figure without its fact
        ("", REASON),
    ],
)
def test_a_choice_without_either_leaves_it_to_the_score(plain: Advice, words: str, reason: str) -> None:
    advice = prefers("B", words, reason)
    assert advice.decision is not None
    assert plain.decision is not None
    assert advice.decision.by == "score"
    assert advice.decision.role == plain.decision.role
    assert advice.decision.preferred  # kept in the record beside it


# ---- upskilling coach --------------------------------------------------------------------------------------------


def test_what_is_learned_first_may_change_and_nothing_else() -> None:
    designer = "I design logos on Fiverr in Austin, 30 hours a week, $600 a week. I know Photoshop. I want to be a web developer."
    plain, turned = advise(None, designer), advise(helper(First={"reasoning": "", "first": "B"}), designer)
    assert plain.plan is not None
    assert turned.plan is not None
    learn = [step.title for step in plain.plan.steps if step.kind == "learn"]
    assert len(learn) >= 2
    assert [s.title for s in turned.plan.steps if s.kind == "learn"] == [learn[1], learn[0], *learn[2:]]
    assert (turned.plan.hours, turned.plan.weeks, turned.plan.cost) == (plain.plan.hours, plain.plan.weeks, plain.plan.cost)  # fmt: skip
    assert unsupported(turned) == []


def test_what_added_reports_say_goes_into_the_coachs_prompt_as_json(tmp_path: Path) -> None:
    designer = "I design logos on Fiverr in Austin, 30 hours a week, $600 a week. I know Photoshop. I want to be a web developer."
    report = tmp_path / "austin-web.md"
    report.write_text(
        '# Web developers in Austin: pay, training and hiring\nWeb developers near Austin start at $31.40 an hour, and "agencies" train them.'
    )

    def prompt() -> tuple[str, Advice]:
        model = helper(First={"reasoning": "", "first": "A"})
        advice = advise(model, designer)
        (said,) = [messages[-1].content for messages, how in model.asked if getattr(how.get("schema"), "__name__", "") == "First"]  # fmt: skip
        return said, advice

    plain, before = prompt()
    assert "Reports" not in plain
    reports.add([report])
    told, after = prompt()
    line = next(line for line in told.splitlines() if line.startswith("["))
    (quote, *_) = json.loads(line)
    assert quote["source"] == "austin-web.md"
    assert "$31.40 an hour" in quote["text"]
    assert '"' not in quote["text"]
    assert after.decision == before.decision


# ---- any model ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["", "no json here", "[]", '{"choice": "Z", "titles": 7, "skills": "x"}', "{" * 400])
def test_a_model_that_gives_no_hint_changes_nothing(plain: Advice, answer: str) -> None:
    names = ("Pointers", "Meant", "Titles", "Implied", "Preference", "First")
    advice = advise(helper(**dict.fromkeys(names, answer)))
    assert advice.decision is not None
    assert plain.decision is not None
    assert advice.decision.role == plain.decision.role
    assert unsupported(advice) == []


def test_hints_are_asked_only_where_settings_say() -> None:
    model = helper()
    config = Settings(_env_file=None, hints=frozenset())
    assert Context(model=model, config=config).hinter("intake", lambda event: None) is None


def test_the_hour_is_shown_before_the_model_has_read() -> None:
    """The second reader's model answers only once the hour stands on the screen."""
    turn, shown = Turn(), asyncio.Event()

    class Waiting(Helper):
        async def complete(self, messages: Any, **how: Any) -> Completion:
            async with asyncio.timeout(20):
                await shown.wait()
            return await super().complete(messages, **how)

    model = Waiting([""])
    model.hints = {}
    config = Settings(_env_file=None, hints=frozenset({"intake"}))
    lines: list[str] = []

    async def go() -> None:
        info = RunInfo("run0", "thread", "endpoint", "test")
        context = Context(model=model, config=config)
        async for event in run(
            build_graph(InMemorySaver()), Request(text=TALK), context=context, assemble=assemble, info=info
        ):
            turn.hear(event)
            lines.append(turn.working["intake"].line if "intake" in turn.working else "")
            if "$" in lines[-1]:
                shown.set()

    asyncio.run(go())
    assert turn.income is not None
    assert turn.income.net_hour is not None
    assert any(f"${turn.income.net_hour:.2f} an hour" in line for line in lines)
    assert lines[-1].endswith("facts")


def test_words_are_found_as_they_stand_or_not_at_all() -> None:
    assert said("be  with PEOPLE", TALK) == "be with people"
    assert said("be with peopl", TALK) == ""
    assert said("", TALK) == ""
    assert "{" not in quoted('say {pick} "now"\nplease')
    assert "\n" not in quoted("a\nb")


def test_nobody_waits_long_for_a_hint(plain: Advice) -> None:
    class Asleep(Scripted):
        async def complete(self, messages: Any, **how: Any) -> Completion:
            if how.get("schema"):
                await asyncio.Event().wait()
            return Completion(text="Nothing.")

    advice = advise(Asleep([""]), hint_seconds=0.01)
    assert advice.decision is not None
    assert plain.decision is not None
    assert advice.decision.role == plain.decision.role
