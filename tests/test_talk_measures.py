"""Further turns through a stand-in for the product: what each left behind, and what the scorecard of talk makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from eval_samples import ran, said
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import ARIZONA, heard

from agents.contracts import Advice
from evals.cases import Case
from evals.metrics.talk import CHANGES, FACTS, FRESH, TALK, held
from evals.scripts import FactKind, Needed, ProfileField, Script, TurnKind
from evals.turns import TurnOutcome, compact, sentences, spoken, turns
from runtime.events import Event, QuestionsAsked, RunFailed, RunFinished, RunStarted
from tools.profile import Profile

BY_NAME = {metric.name: metric for metric in TALK}
REPORT = (
    "Your car takes most of it.",
    "An hour brings you little.",
    "Go for bookkeeping now.",
    "Read what they do first.",
)


def script(*further: dict[str, Any]) -> Script:
    each = [{"say": "And then?", "kind": "question", **turn} for turn in further]
    return Script.model_validate({"id": "talk", "about": "a test", "first": "I drive.", "turns": each})


def reported(*lines: str, **profile: Any) -> Advice:
    return heard(**profile).model_copy(update={"narrative": [said(line) for line in lines]})


class Scripted:
    """Answers each turn with the next of these events or answers, and notes what it was asked."""

    def __init__(self, *answers: Advice | Event) -> None:
        self.answers, self.asked = list(answers), list[tuple[str, str]]()

    async def __call__(self, text: str, profile: Profile | None, thread: str = "", /) -> AsyncIterator[Event]:
        self.asked.append((text, thread))
        yield RunStarted(run_id="r", thread=thread, mode="evidence-only")
        answer = self.answers.pop(0)
        yield RunFinished(advice=answer.model_dump(mode="json")) if isinstance(answer, Advice) else answer


# ---- what a turn left behind ----------------------------------------------------------------------------------


def test_sentences_are_told_apart_without_marks_and_case() -> None:
    text = "It pays $23.84 an hour.  GO for it now!\n- Learn the basics, then apply\nYes. Is it so? Perhaps it is."
    assert sentences(text) == {"it pays 23 84 an hour", "go for it now", "learn the basics then apply", "perhaps it is"}
    assert sentences("") == sentences("Yes.\nNo. Twelve lette") == set()  # what is short says nothing by itself


@settings(deadline=None)
@given(st.lists(st.sampled_from(REPORT), unique=True, min_size=1))
def test_the_order_of_sentences_makes_no_other_text(lines: list[str]) -> None:
    assert sentences(" ".join(lines)) == sentences("\n".join(reversed(lines)))
    assert len(sentences(" ".join(lines))) == len(lines)


def test_the_compact_profile_by_hand() -> None:
    drives = {
        "title": "driver",
        "soc": "53-3054",
        "gross": {"usd": 900.0, "per": "week"},
        "hours": 40,
        "unpaid_hours": 5,
    }
    cooks = {"title": "cook", "gross": {"usd": 1200.5, "per": "month"}, "miles": 30, "supplies": 12, "fees": 20}
    advice = heard(
        work=[drives, cooks, {"title": "", "expenses": 9}], past=[{"title": "teller", "soc": "43-3071"}], skills=["Word", "Excel"],
        place="Tucson", education="associate", languages=["Spanish"], constraints=["no sales", "no nights"], wants=["nurse"],
        aims=["nurse", "clerk"], target_hourly=25, study_hours=6, budget=300,
    )  # fmt: skip
    assert compact(advice) == {
        "work": ["cook", "driver 53-3054"], "money": ["900/week", "1200.5/month"], "hours": [40, 5], "miles": [30], "costs": [12, 20, 9],
        "place": "Tucson", "past": ["teller 43-3071"], "skills": ["Excel", "Word"], "education": "associate", "credentials": [],
        "languages": ["Spanish"], "limits": ["no nights", "no sales"], "wishes": ["clerk", "nurse"], "wanted_pay": 25, "study_hours": 6,
        "budget": 300,
    }  # fmt: skip
    assert compact(heard(place="Tucson", area=ARIZONA))["place"] == "Arizona"
    assert set(compact(heard())) == set(get_args(ProfileField))


def test_what_is_read_of_an_answer_is_its_reply_or_else_the_whole_report() -> None:
    report = heard().model_copy(update={"narrative": [said("One.", "a", "b"), said("Two.", "b", "c")]})
    assert spoken(report) == ("One.\nTwo.", ["a", "b", "c"], 0, "")
    reply = SimpleNamespace(text="As said.", refs=["d"], quotes=["“so”"], kind="question")
    assert spoken(SimpleNamespace(reply=reply, narrative=report.narrative)) == ("As said.", ["d"], 1, "question")  # type: ignore[arg-type]


async def test_turns_go_through_one_thread_and_tell_what_changed() -> None:
    first = reported(*REPORT, skills=["Excel"])
    talk = script({"say": "I know Word too"}, {"say": "Is that all?"}, {"say": "Thanks"})
    advise = Scripted(
        reported(*REPORT[:3], skills=["Excel", "Word"]), reported(REPORT[0], skills=["Word", "Excel"]), reported(*REPORT, budget=5)
    )  # fmt: skip
    found = await turns(talk, first, advise, "t1")
    assert advise.asked == [("I know Word too", "t1"), ("Is that all?", "t1"), ("Thanks", "t1")]
    assert [one.changed for one in found] == [["skills"], [], ["skills", "budget"]]  # another order is no change
    assert [one.repeated for one in found] == [3 / 4, 1 / 4, 1]  # of the first report: the shorter ones are none
    assert [one.profile["skills"] for one in found] == [["Excel", "Word"], ["Excel", "Word"], []]
    assert {one.error for one in found} == {""}


async def test_a_new_report_is_what_a_later_one_may_repeat() -> None:
    new = (
        "You clean houses in Tucson.",
        "An hour brings you enough.",
        "Stay where you are now.",
        "Ask again next year.",
    )
    found = await turns(script({}, {}), reported(*REPORT), Scripted(reported(*new), reported(*new)), "t")
    assert [one.repeated for one in found] == [0, 1]


async def test_a_turn_that_fails_leaves_the_profile_as_it_was() -> None:
    first = reported(*REPORT, skills=["Excel"])
    asks = QuestionsAsked(questions=[{"field": "money", "text": "How much?"}, {"field": "hours", "text": "How long?"}])
    advise = Scripted(RunFailed(message="The model is gone."), asks, reported("Go on as you are.", skills=["Excel"]))
    broke, asked, went_on = await turns(script({}, {}, {}), first, advise, "t")
    assert (broke.error, broke.text, broke.changed, broke.profile) == ("The model is gone.", "", [], {})
    assert (asked.error, asked.text, asked.changed) == ("", "How much? How long?", [])
    assert (went_on.text, went_on.changed, went_on.repeated) == ("Go on as you are.", [], 0)


async def test_after_a_first_run_without_an_answer_only_what_is_there_is_new() -> None:
    (found,) = await turns(script({}), None, Scripted(reported("Now I know.", skills=["Excel"])), "t")
    assert (found.changed, found.repeated) == (["skills"], 0)


# ---- the scorecard --------------------------------------------------------------------------------------------


def of(name: str, turn: dict[str, Any], outcome: dict[str, Any]) -> float | None:
    """A metric's value for one turn with this outcome."""
    case = Case(id="talk", gig="conversation", text="I drive.", script=script(turn))
    left = TurnOutcome.model_validate({"say": "And then?", "text": "So it is.", **outcome})
    return BY_NAME[f"talk.{name}"].of(case, ran(heard(), turns=[left]))


PAY = {"must": [{"kind": "typical pay", "soc": ["43-3031"]}, {"kind": "tax"}]}
LONG = "word " * 120


@pytest.mark.parametrize(
    ("name", "turn", "outcome", "value"),
    [
        ("kind", {}, {"kind": "question"}, 1),
        ("kind", {}, {"kind": "statement"}, 0),
        ("kind", {"kind": "statement"}, {"kind": ""}, 1),  # a kind that is not named is a statement
        ("kind", {}, {"kind": ""}, 0),
        ("profile_kept", {"kind": "correction", "may_change": ["miles"]}, {"changed": ["miles"]}, 1),
        ("profile_kept", {"kind": "correction", "may_change": ["miles"]}, {"changed": ["miles", "work"]}, 0),
        ("question_changes_nothing", {}, {}, 1),
        ("question_changes_nothing", {"may_change": ["miles"]}, {"changed": ["miles"]}, 0),
        ("question_changes_nothing", {"kind": "statement"}, {"changed": ["work"]}, None),
        ("change_made", {}, {"profile": {"miles": [50]}}, None),
        ("change_made", {"then": {"miles": 1050}}, {"profile": {"miles": [1000]}}, 1),  # within 6 %
        ("change_made", {"then": {"miles": 1050}}, {"profile": {"miles": [900]}}, 0),
        ("change_made", {"then": {"miles": 1050}}, {}, 0),
        ("change_made", {"then": {"money": 1100}}, {"profile": {"money": ["4767/month"]}}, 1),  # × 12 ÷ 52 = 1100
        ("change_made", {"then": {"money": 1100}}, {"profile": {"money": ["4767/week"]}}, 0),
        ("change_made", {"then": {"money": 1100}}, {"profile": {"money": ["1100/hour"]}}, 0),
        ("change_made", {"then": {"budget": 300, "work": "35-20"}}, {"profile": {"budget": 300, "work": ["cook 35-2014"]}}, 1),
        ("change_made", {"then": {"budget": 300, "work": "35-20"}}, {"profile": {"budget": 300, "work": []}}, 0),
        ("change_made", {"then": {"languages": "Spanish"}}, {"profile": {"languages": ["spanish"]}}, 1),
        ("facts", {}, {"refs": ["rate.se_base"]}, None),
        ("facts", PAY, {"refs": ["wage.43-3031.0038060.p50", "you.se_tax"]}, 1),
        ("facts", PAY, {"refs": ["wage.43-3031.0038060.p50"]}, 1 / 2),
        ("facts", PAY, {"refs": ["wage.13-2011.0038060.p50", "wage.43-3031.0038060.p90"]}, 0),
        ("words", {}, {}, None),
        ("words", {"says": ["SORRY", "no source"]}, {"text": "I have no source for that."}, 1),
        ("words", {"says": ["sorry"]}, {"text": "It pays well."}, 0),
        ("words", {"says": ["pays"], "never_says": ["Well"]}, {"text": "It pays well."}, 0),
        ("words", {"never_says": ["sorry"]}, {"text": "It pays well."}, 1),
        ("short", {}, {"text": LONG}, 1),
        ("short", {}, {"text": LONG + "too"}, 0),
        ("short", {"longest": 5}, {"text": "It is six words too long."}, 0),
        ("short", {}, {"text": ""}, 0),
        ("short", {"kind": "correction"}, {"text": LONG * 9}, None),
        ("repeated", {}, {"repeated": 0.6}, 1),
        ("repeated", {}, {"repeated": 0.59}, 0),
        ("repeated", {"kind": "statement"}, {"repeated": 1}, None),
        ("says_unknown", {}, {}, None),
        ("says_unknown", {"no_source": True}, {"text": "No source of mine knows."}, 1),
        ("says_unknown", {"no_source": True}, {"text": ""}, 0),
        ("says_unknown", {"no_source": True}, {"refs": ["link.a"]}, 0),
        ("says_unknown", {"no_source": True}, {"repeated": 0.6}, 0),
        ("says_unknown", {"no_source": True}, {"text": "They pay $15 there."}, 0),  # a figure of nobody's
        ("failed", {}, {"error": "It broke."}, 1),
        ("failed", {}, {}, 0),
    ],
)  # fmt: skip
def test_a_turn_by_hand(name: str, turn: dict[str, Any], outcome: dict[str, Any], value: float | None) -> None:
    assert of(name, turn, outcome) == value


def test_a_script_is_measured_over_the_turns_that_a_metric_applies_to() -> None:
    talk = script({}, {"kind": "correction"}, {"kind": "comparison"}, PAY)
    case = Case(id="talk", gig="conversation", text="I drive.", script=talk)
    left = [
        {"kind": "question", "changed": ["work"]}, {"kind": "correction", "changed": ["miles"]}, {"kind": "question"},
        {"kind": "question", "refs": ["you.se_tax"], "text": LONG * 2, "error": "It broke."},
    ]  # fmt: skip
    result = ran(heard(), turns=[{"say": "?", "text": "So.", **each} for each in left])
    values = {name: metric.of(case, result) for name, metric in BY_NAME.items()}
    assert values == {
        "talk.kind": 3 / 4, "talk.profile_kept": 2 / 4, "talk.question_changes_nothing": 2 / 3, "talk.change_made": None, "talk.facts": 1 / 2,
        "talk.words": None, "talk.short": 2 / 3, "talk.repeated": 0, "talk.says_unknown": None, "talk.failed": 1 / 4,
    }  # fmt: skip


def test_a_case_without_a_script_has_no_talk() -> None:
    result = ran(heard(), turns=[TurnOutcome(say="And then?")])
    assert {metric.of(Case(id="one", gig="none", text="I drive."), result) for metric in TALK} == {None}


@pytest.mark.parametrize(
    ("kind", "soc", "ref", "is_one"),
    [
        ("typical pay", [], "wage.43-3031.0038060.p50", True), ("typical pay", [], "wage.43-3031.0038060.p90", False),
        ("typical pay", ["43-30"], "wage.43-3031.0038060.p50", True), ("typical pay", ["13-"], "wage.43-3031.0038060.p50", False),
        ("typical pay", ["13-", "43-3031"], "wage.43-3031.0038060.p50", True), ("entry pay", [], "wage.43-3031.0038060.p25", True),
        ("top pay", [], "wage.43-3031.0038060.p90", True), ("pay range", [], "wage.43-3031.0038060.p50", False),
        ("openings", ["43-3031"], "role.43-3031.openings", True), ("growth", [], "role.43-3031.openings", False),
        ("net hour", [], "you.net_hour", True), ("net hour", [], "you.gross_hour", False), ("gross", [], "you.gross_week", True),
        ("tax", [], "you.se_tax", True), ("tax", [], "rate.se_base", True), ("tax", [], "rate.mileage", False),
        ("tax", [], "you.fica", True), ("mileage rate", [], "you.mile_rate", True), ("car cost", [], "you.miles_cost", True),
        ("plan hours", [], "plan.pace", True), ("plan weeks", [], "plan.hours", False), ("first step", [], "plan.step1.hours", True),
        ("first step", [], "plan.step2.hours", False), ("first step", [], "plan.step12.hours", False),
        ("job links", ["43-3031"], "link.43-3031.jobs", True), ("skills held", [], "you.skill.1", True),
        ("what the job is like", [], "activity.43-3031", True), ("self-employed share", [], "role.43-3031.self_employed", True),
    ],
)  # fmt: skip
def test_which_facts_are_of_a_kind(kind: FactKind, soc: list[str], ref: str, is_one: bool) -> None:
    assert held(Needed(kind=kind, soc=soc), TurnOutcome(say="?", refs=["you.name", ref])) == is_one
    assert not held(Needed(kind=kind, soc=soc), TurnOutcome(say="?", refs=[f"other.{ref}"]))


def test_a_quotation_is_counted_and_every_kind_is_known() -> None:
    assert held(Needed(kind="quotation"), TurnOutcome(say="?", quotes=1))
    assert not held(Needed(kind="quotation"), TurnOutcome(say="?", refs=["quote.1"]))
    assert set(FACTS) == set(get_args(FactKind))
    assert FRESH <= CHANGES <= set(get_args(TurnKind))
