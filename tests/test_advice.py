"""From a worker's words to sourced advice, through the product's own path."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from agents.advice import assemble
from agents.contracts import Advice
from agents.readiness import gaps
from agents.state import Context, Request
from evals.grounded import Claim, shown, supported, unsupported
from graph import build_graph
from knowledge.rates import rate
from knowledge.tables import tables
from runtime.errors import IndexStale
from runtime.events import AgentFinished, ChoiceMade, Event, QuestionsAsked, RunFailed, RunFinished
from runtime.records import Records
from runtime.run import run
from runtime.settings import settings
from tools.fact import Fact
from tools.fit import role_fit
from tools.profile import Profile
from tools.reading.message import read_message
from tools.toolbox import Toolbox
from tools.words import role_words

PHOENIX = (
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of "
    "bookkeeping for my uncle, I know Excel and Spanish. I want $25 an hour, home in the evenings, can study 6 hours a week."
)

DESIGNER = (
    "I am a freelance graphic designer in Austin asking $40 an hour, make about $2500 a month, 25 hours a week. "
    "I use Figma, Photoshop and InDesign."
)
AIDE = "Nurse aide in Columbus, Ohio, 36 hours a week at $18 an hour, W2. I have a GED and can study 8 hours a week."


pytestmark = pytest.mark.usefixtures("at_home")


async def events(
    text: str = "", profile: Profile | None = None, tools: Toolbox | None = None, **more: Any
) -> list[Event]:
    request = Request(text=text, profile=profile)
    context = Context(tools=tools or Toolbox())
    return [event async for event in run(build_graph(), request, context=context, assemble=assemble, **more)]


async def advice(text: str, **more: Any) -> Advice:
    last = (await events(text, **more))[-1]
    assert isinstance(last, RunFinished), last
    return Advice.model_validate(last.advice)


async def test_the_worked_example() -> None:
    answer = await advice(PHOENIX)
    assert answer.profile.area.name.startswith("Phoenix")
    assert answer.income is not None
    # by hand, with the rate per mile of 2026's second half: $950 − 800 mi × $0.76 = $342 profit;
    # × 92.35 % × 15.3 % = $48.32 tax; ($342 − $48.32) ÷ 45 h = $6.53
    profit = 950 - 800 * rate("mileage").value
    assert answer.income.net_hour == pytest.approx(profit * (1 - 0.9235 * 0.153) / 45, abs=0.01)
    assert answer.income.gross_hour == pytest.approx(21.11, abs=0.01)
    assert answer.decision is not None
    assert answer.decision.role is not None
    assert answer.decision.role.soc[:4] in {"43-3", "43-4", "13-2"}
    assert answer.facts[f"wage.{answer.decision.role.soc}.0038060.p50"].place.startswith("Phoenix")
    assert len(answer.decision.alternatives) == 2
    assert answer.plan is not None
    assert answer.plan.hours_per_week == 6
    assert answer.plan.weeks * 6 >= answer.plan.hours
    assert all(step.to_week >= step.from_week for step in answer.plan.steps)
    assert any(step.link and str(answer.facts[step.link].value).startswith("https://") for step in answer.plan.steps)
    assert shown(answer) > 10
    assert unsupported(answer) == []


async def test_different_workers_get_different_answers() -> None:
    picks = set()
    for text in (PHOENIX, DESIGNER, AIDE):
        answer = await advice(text)
        assert answer.decision is not None
        assert answer.decision.role is not None
        assert unsupported(answer) == []
        picks.add(answer.decision.role.soc)
    assert len(picks) == 3


@pytest.mark.parametrize(
    "stated",
    [
        Profile(constraints=["home evenings"]),
        pytest.param(
            None, marks=pytest.mark.xfail(strict=True, reason="the reader misses half of the limits, and this one")
        ),
    ],
)
async def test_limits_are_kept(stated: Profile | None) -> None:
    answer = await advice(PHOENIX, profile=stated)
    assert answer.market is not None
    offered = {role.soc for role in answer.market.candidates}
    assert not {"53-3054", "53-3053", "53-3032"} & offered  # evenings and nights
    assert "evening" in answer.market.refused["53-3054"]


async def test_the_record_keeps_the_retrieved_context(tmp_path: Path) -> None:
    records = Records(tmp_path / "runs.db")
    await events(PHOENIX, records=records)
    record = records.get("last")
    assert record.outcome == "finished"
    assert record.context
    assert all(passage["text"] for passage in record.context)
    assert record.advice is not None
    assert record.events[0]["type"] == "run_started"


async def test_a_run_cut_off_at_its_start_is_in_the_records(tmp_path: Path) -> None:
    records = Records(tmp_path / "runs.db")
    stream = run(build_graph(), Request(text=PHOENIX), context=Context(), assemble=assemble, records=records)
    await anext(stream)
    assert records.get("last").outcome == "stopped"  # what a killed process leaves behind
    await stream.aclose()  # type: ignore[attr-defined]
    assert len(records.list()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "I don't know",
        "🚗🍕🙃",
        "我有数据分析和报表经验，使用 SQL 和 Excel",
        "qwerty asdf zxcv",
        "I drive and " * 5_000,
        "<script>alert(1)</script>",
    ],
    ids=["empty", "blank", "unknown", "emoji", "chinese", "gibberish", "ten thousand words", "markup"],
)
async def test_bad_input_ends_in_a_plan_or_a_stated_abstention(text: str) -> None:
    answer = await advice(text)
    assert (answer.plan and answer.plan.steps) or answer.abstentions
    assert unsupported(answer) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I deliver food in Lagos, Nigeria, 40 hours a week for $100 a week", "outside the United States"),
        ("I deliver for DoorDash in Springfield, 30 hours a week, $500 a week", "more than one Springfield"),
    ],
)
async def test_what_cannot_be_is_said_and_not_used(text: str, words: str) -> None:
    answer = await advice(text)
    assert any(words in line for line in answer.abstentions)
    assert answer.income is not None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I clean houses in Phoenix 45 hours a week and make $99999999 a week", "money"),
        ("I clean houses in Phoenix 400 hours a week and make $900 a week", "hours"),
        ("I drive for Uber in Phoenix, 40 hours a week, $900 a week", "miles"),
    ],
)
async def test_what_cannot_be_or_is_missing_is_asked_and_no_hour_is_stated(text: str, field: str) -> None:
    answer = await advice(text)
    assert field in {question.field for question in answer.questions}
    assert answer.income is not None
    assert answer.income.net_hour is None
    assert not any(fact.id == "you.net_hour" for fact in answer.facts.values())


async def test_a_broken_agent_never_starves_the_join() -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("planted")

    seen = await events(PHOENIX, tools=Toolbox(map_skills=broken))
    finished = [event.agent for event in seen if isinstance(event, AgentFinished)]
    assert finished[-1] == "upskilling_coach"
    answer = Advice.model_validate(seen[-1].advice)  # type: ignore[union-attr]
    assert any("is missing" in line for line in answer.abstentions)


async def test_a_data_error_ends_the_run_with_one_sentence() -> None:
    def empty(*_: Any, **__: Any) -> Any:
        raise IndexStale("The index is empty.", "Run `gigpath index build`.")

    last = (await events(PHOENIX, tools=Toolbox(market_search=empty)))[-1]
    assert isinstance(last, RunFailed)
    assert last.mend == "Run `gigpath index build`."


async def test_questions_stop_the_run_and_answers_resume_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from ui.service import Service

    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    with caplog.at_level(logging.WARNING):
        async with Service.open(config) as service:
            first = [event async for event in service.advise("I drive for Uber", thread="t", ask=True)]
            assert isinstance(first[-1], QuestionsAsked)
            assert [q["field"] for q in first[-1].questions] == ["money", "miles", "place"]
            reply = {"money": "$900 a week for 40 hours", "miles": "none, I rent by the day", "place": "Tampa"}
            second = [event async for event in service.advise(thread="t", answers=reply)]
    answer = Advice.model_validate(second[-1].advice)  # type: ignore[union-attr]
    assert answer.profile.area.name.startswith("Tampa")
    assert answer.income is not None
    assert answer.income.gross_hour == 22.5
    assert "Blocked deserialization" not in caplog.text


async def test_who_answers_nothing_is_not_asked_again(tmp_path: Path) -> None:
    from ui.service import Service

    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        first = [event async for event in service.advise("I walk dogs", thread="t", ask=True)]
        assert isinstance(first[-1], QuestionsAsked)
        second = [event async for event in service.advise(thread="t", answers={})]
    assert isinstance(second[-1], RunFinished)


async def test_a_later_turn_reruns_only_what_changed(tmp_path: Path) -> None:
    from ui.service import Service

    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        first = [event async for event in service.advise(PHOENIX, thread="t")]
        second = [event async for event in service.advise("I can study 12 hours a week", thread="t")]
    cached = {event.agent: event.cached for event in second if isinstance(event, AgentFinished)}
    assert cached == {
        "intake": False, "market_researcher": True, "skill_mapper": True, "income_analyst": True,
        "career_decider": False, "upskilling_coach": False, "answerer": False,
    }  # fmt: skip
    weeks = [Advice.model_validate(stream[-1].advice).plan.weeks for stream in (first, second)]  # type: ignore[union-attr]
    assert weeks[1] < weeks[0]


async def test_twenty_people_of_the_shipped_profiles_get_a_plan_or_an_abstention() -> None:
    gigs = json.loads((Path(__file__).parent / "twenty_people.json").read_text())
    assert len(gigs) == 20
    for text in gigs:
        answer = await advice(text)
        assert (answer.plan and answer.plan.steps) or answer.abstentions
        assert unsupported(answer) == []


@pytest.mark.parametrize(
    ("text", "good"),
    [("$24.99", True), ("25", False), ("24.98", False), ("https://a.b/c", True), ("https://a.b/d", False)],
)
def test_the_checker_itself(text: str, good: bool) -> None:
    common = {"subject": "x", "meaning": "m", "source": "s"}
    facts = [
        Fact.model_validate({**common, "id": "a", "name": "a", "value": 24.99, "unit": "USD/hour"}),
        Fact.model_validate({**common, "id": "b", "name": "b", "value": "https://a.b/c", "unit": "url"}),
    ]
    assert supported(Claim("x", text, text), facts) is good


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("why not nursing?", "Registered nurses typically earn"),
        ("explain the tax part", "for Social Security"),
        ("how do you count the miles?", "a mile"),
        ("what if I move to Austin?", "Austin"),
    ],
)
async def test_follow_ups_are_answered_from_facts(tmp_path: Path, second: str, words: str) -> None:
    from ui.service import Service

    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        first, last = [[event async for event in service.advise(text, thread="t")][-1] for text in (PHOENIX, second)]
    before, answer = (Advice.model_validate(event.advice) for event in (first, last))  # type: ignore[union-attr]
    assert answer.reply is not None
    assert words in answer.reply.text
    assert len(answer.reply.text.split()) <= 120
    assert answer.profile == before.profile
    assert answer.decision == before.decision
    assert unsupported(answer) == []


async def test_a_smaller_budget_changes_the_plan_alone(tmp_path: Path) -> None:
    from ui.service import Service

    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        _ = [event async for event in service.advise(PHOENIX, thread="t")]
        second = [event async for event in service.advise(profile=Profile(budget=20), thread="t")]
    again = {event.agent for event in second if isinstance(event, AgentFinished) and not event.cached}
    assert again == {"intake", "upskilling_coach"}


@pytest.mark.xfail(
    strict=True,
    reason="a sum alone is taken for wanted pay at 0.49, under the bar: read as nothing rather than as wrong",
)
def test_a_sum_to_spend_is_read_where_it_is_all_that_is_written() -> None:
    assert read_message("I only have $20").profile.budget == 20


# ---- what a counsellor would not get wrong ------------------------------------------------------------------------


async def test_an_aim_within_reach_is_what_is_recommended() -> None:
    answer = await advice("I clean houses in Miami, 30 hours a week for $600. I'd like to be a bookkeeper.")
    assert answer.profile.aims == ["bookkeeper"]
    assert answer.decision is not None
    assert answer.decision.role is not None
    assert answer.decision.role.soc == "43-3031"


TAMPA = "I drive for Uber in Tampa, $700 a week for 35 hours, 600 miles. {} 20 hours a week to study."


async def test_what_one_wants_to_become_comes_first_where_it_pays_and_can_be_reached() -> None:
    """Skincare specialists need a course of months that no school gives in under sixteen hours a week, and pay more than this driver's hour."""
    told = await events(TAMPA.format("I want to be an esthetician."))
    (choice,) = [event for event in told if isinstance(event, ChoiceMade) and event.agent == "career_decider"]
    assert choice.why.startswith("what the worker wants to become comes first; weights: suits 80%")
    answer = Advice.model_validate(told[-1].advice)
    assert answer.decision.role.soc == "39-5094"
    best = answer.decision.ranked[0]
    assert best.soc != "39-5094", "by the score alone, another would come first"
    words = " ".join(passage.text for passage in answer.narrative)
    assert "Go for what you want to become: estheticians." in words
    assert f"By all else together, {role_words(best.title)} would come first." in words
    asked = await advice(TAMPA.format("What about esthetician?"))
    assert asked.decision.aimed == [], "a question is weighed, not followed"
    assert asked.decision.role.soc != "39-5094"


async def test_an_aim_out_of_reach_is_not_followed() -> None:
    answer = await advice(
        "I drive for Uber in Tampa, $700 a week for 35 hours. I want to become a surgeon. 8 hours a week to study."
    )
    assert answer.decision.aimed == []
    assert answer.decision.role is None or not answer.decision.role.soc.startswith("29-12")


async def test_a_question_is_no_aim() -> None:
    answer = await advice("I clean houses in Miami, 30 hours a week for $600. What about bookkeeping?")
    assert (answer.profile.wants, answer.profile.aims) == (["bookkeeping"], [])


async def test_drivers_are_near_other_drivers_though_nobody_surveyed_taxi_drivers() -> None:
    answer = await advice("I drive for Uber in Boise, 40 hours a week, $800, 500 miles.")
    assert answer.skills is not None
    assert answer.decision is not None
    assert answer.decision.role is not None
    fit = answer.skills.roles
    assert fit["53-3053"].fit > 0.6  # shuttle drivers
    assert "53-4011" not in fit or fit["53-3053"].fit > fit["53-4011"].fit  # locomotive engineers
    assert answer.decision.role.soc.startswith("53-3")
    assert answer.decision.role.soc != "53-3054"  # not what they do already
    assert any("Nobody has surveyed" in line for line in answer.assumptions)


async def test_a_role_hardly_found_nearby_has_less_of_an_outlook() -> None:
    answer = await advice("I drive for Uber in Boise, 40 hours a week, $800, 500 miles.")
    assert answer.decision is not None
    assert answer.income is not None
    streetcars = next(c for c in answer.decision.ranked if c.soc == "53-4041")
    assert answer.income.roles["53-4041"].area != answer.profile.area.code
    assert streetcars.scores.outlook < 0.25


async def test_a_nurse_whose_hour_is_unknown_is_not_sent_down_the_ladder() -> None:
    answer = await advice("I work as a registered nurse in Ohio, and my license is active.")
    assert answer.decision is not None
    assert answer.decision.role is not None
    assert answer.decision.role.soc == "29-1141"


def test_no_office_role_is_taught_transport_or_mechanics() -> None:
    """Some are rated high on them by the few who were asked; a counsellor teaches what the field as a whole uses."""
    office = [soc for soc in tables().occupations["soc"] if soc[:2] in {"13", "15", "23", "27", "43"}]
    lessons = {soc: {need.name for need in gaps(role_fit(soc, {}), taught=False)} for soc in office}
    assert not {soc for soc, names in lessons.items() if names & {"Transportation", "Mechanical", "Repairing"}}
    assert "Project management software" in lessons["13-1082"]
    assert "Transportation" in {need.name for need in gaps(role_fit("53-3052", {}), taught=False)}  # bus drivers


def test_who_works_by_hand_is_taught_no_planning_software() -> None:
    kinds = {need.kind for need in gaps(role_fit("53-7051", {}), taught=False)}  # forklift operators
    assert "software" not in kinds
