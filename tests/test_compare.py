"""Two sets of runs side by side: intervals by hand, verdicts, what moved and why, gates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eval_samples import answer, fact, ran, said
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case, Expectation
from evals.compare import Comparison, compare, interval
from evals.gates import GATES, Gate, broken_in, gates
from evals.metrics import METRICS, OVERALL
from evals.report import summarise
from evals.results import Manifest, Result, RunSet
from evals.scorecard import Scorecard, card
from evals.trail import first_difference, trail
from runtime.errors import UserError

GOOD, BAD, THIRD = "43-3031", "41-2011", "13-2011"


def cases(count: int) -> list[Case]:
    return [
        Case(id=f"case-{n:02}", gig="rideshare", text="I drive.", expect=Expectation(families=["43-3"]))
        for n in range(count)
    ]


def chose(soc: str) -> dict[str, Any]:
    return {"type": "choice_made", "agent": "career_decider", "chosen": [soc], "considered": [], "by": "score"}


def run_set(folder: Path, picks: list[str], **more: Any) -> RunSet:
    """A run for each pick, as a set of runs on the disk."""
    runs = RunSet(folder)
    runs.begin(Manifest(name=folder.name, set="people", started="2026-01-01", cases=cases(len(picks)), **more))
    for n, soc in enumerate(picks):
        runs.add(ran(answer(soc), case=f"case-{n:02}", events=(chose(soc),)))
    return runs


def line(told: Comparison, metric: str) -> Any:
    return next(line for line in told.lines if line.metric == metric)


# ---- intervals ------------------------------------------------------------------------------------------------


def test_the_interval_by_hand() -> None:
    """Two profiles, one worse by 1: a resample has none, one or both of it, with chances ¼, ½, ¼."""
    assert interval(np.array([0.0, -1.0])) == (-1.0, 0.0)
    assert interval(np.array([-0.5, -0.5, -0.5])) == (-0.5, -0.5)
    assert interval(np.zeros(9)) == (0.0, 0.0)
    # ten ones among forty: the mean is 0.25, its standard error √(0.25 · 0.75 ÷ 40) = 0.068
    low, high = interval(np.array([1.0] * 10 + [0.0] * 30))
    assert low == pytest.approx(0.25 - 1.96 * 0.0685, abs=0.026)
    assert high == pytest.approx(0.25 + 1.96 * 0.0685, abs=0.026)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_an_interval_holds_between_the_least_and_the_greatest(values: list[float]) -> None:
    low, high = interval(np.array(values))
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert (low, high) == interval(np.array(values))  # by a fixed seed


# ---- verdicts -------------------------------------------------------------------------------------------------


def test_nothing_moved(tmp_path: Path) -> None:
    told = compare(run_set(tmp_path / "a", [GOOD] * 8), run_set(tmp_path / "b", [GOOD] * 8))
    assert {one.verdict for one in told.lines} <= {"same", "clock"}
    assert (told.moved, told.broken, told.alone, told.other) == ([], [], [], [])


def test_many_worse_picks_are_surely_worse_and_one_is_not(tmp_path: Path) -> None:
    before = run_set(tmp_path / "a", [GOOD] * 20)
    many = compare(before, run_set(tmp_path / "b", [BAD] * 8 + [GOOD] * 12))
    hit = line(many, "decision.families")
    assert (hit.a, hit.b, hit.difference, hit.n, hit.verdict) == (1, 0.6, -0.4, 20, "worse")
    assert {gate.metric for gate in many.broken} == {"decision.families", "decision.expected"}
    one = compare(before, run_set(tmp_path / "c", [BAD] + [GOOD] * 19))
    assert line(one, "decision.families").verdict == "unsure"
    assert one.broken == []
    assert [(moved.case, moved.was, moved.now) for moved in one.moved] == [
        ("case-00", "Bookkeeping, Accounting, and Auditing Clerks", "Cashiers")
    ]
    assert one.moved[0].why == f"career decider chose {GOOD} by score; now it chose {BAD} by score"
    back = compare(run_set(tmp_path / "d", [BAD] * 20), before)
    assert line(back, "decision.families").verdict == "better"
    assert back.broken == []


def test_everybody_sent_to_the_same_role_is_less_diverse(tmp_path: Path) -> None:
    various = [GOOD, THIRD, "43-4051", "15-1232", "31-1131", "53-3032"] * 4
    told = compare(run_set(tmp_path / "a", various), run_set(tmp_path / "b", [GOOD] * 24))
    entropy = line(told, "diversity.entropy")
    assert entropy.a == pytest.approx(np.log2(6), abs=1e-6)
    assert (entropy.b, entropy.verdict) == (0, "worse")
    assert "diversity.distinct" in {gate.metric for gate in told.broken}


def test_clocks_raise_no_alarm(tmp_path: Path) -> None:
    slow = run_set(tmp_path / "b", [])
    slow.begin(Manifest(name="b", set="people", started="2026-01-01", cases=cases(5)))
    for n in range(5):
        slow.add(ran(answer(GOOD), case=f"case-{n:02}", events=(chose(GOOD),), seconds=90))
    told = compare(run_set(tmp_path / "a", [GOOD] * 5), slow)
    assert line(told, "cost.seconds").difference == pytest.approx(88.5)
    assert line(told, "cost.seconds").verdict == "clock"
    assert (told.moved, told.broken) == ([], [])


def test_only_what_both_ran_is_compared(tmp_path: Path) -> None:
    a, b = run_set(tmp_path / "a", [GOOD] * 5), run_set(tmp_path / "b", [BAD] * 4)
    other = b.manifest
    other.cases[0] = other.cases[0].model_copy(update={"text": "Other words."})
    b.begin(other)
    told = compare(a, b)
    assert told.alone == ["case-00", "case-04"]
    assert line(told, "decision.families").n == 3


def test_what_was_run_with_is_told(tmp_path: Path) -> None:
    a = run_set(tmp_path / "a", [GOOD], model="one", prompts={"rules": "x"})
    told = compare(a, run_set(tmp_path / "b", [GOOD], model="two", prompts={"rules": "y"}))
    assert told.other == ["prompts", "model"]


def test_a_kept_scorecard_compares_as_its_runs_do(tmp_path: Path) -> None:
    a, b = run_set(tmp_path / "a", [GOOD] * 9), run_set(tmp_path / "b", [GOOD] * 4 + [BAD] * 5)
    kept = Scorecard.model_validate_json(card(a).model_dump_json())
    assert compare(kept, b) == compare(a, b)


# ---- published facts ------------------------------------------------------------------------------------------


def with_wage(folder: Path, value: float) -> RunSet:
    runs = RunSet(folder)
    runs.begin(Manifest(name=folder.name, set="people", started="2026-01-01", cases=cases(3)))
    wages = (fact("wage.43-3031.0038060.p50", value, meaning="typical pay"), fact("role.43-3031.growth", -5, "percent"))
    told = {"type": "facts_found", "agent": "income_analyst", "facts": {f.id: f.model_dump() for f in wages}}
    for n in range(3):
        runs.add(ran(answer(GOOD, facts=wages), case=f"case-{n:02}", events=(told,)))
    return runs


def test_a_published_wage_that_moved_is_named(tmp_path: Path) -> None:
    told = compare(with_wage(tmp_path / "a", 20.0), with_wage(tmp_path / "b", 22.0))
    agree = line(told, "facts.agree")
    assert (agree.a, agree.b, agree.n, agree.verdict) == (1, 0.5, 2, "changed")
    assert [gate.metric for gate in told.broken] == ["facts.agree"]
    assert "typical pay was $20.00 an hour and is $22.00 an hour" in told.moved[0].why
    assert compare(with_wage(tmp_path / "c", 20.0), with_wage(tmp_path / "d", 20.0)).broken == []


# ---- trails ---------------------------------------------------------------------------------------------------


def spoke(text: str, agent: str = "career_decider") -> dict[str, Any]:
    return {"type": "text", "agent": agent, "text": text, "refs": [], "origin": "facts", "at": 1.0}


def test_clocks_and_turns_of_agents_side_by_side_leave_no_trace() -> None:
    here = {**spoke("One.", "skill_mapper"), "at": 0.1}, spoke("Two.", "income_analyst")
    there = spoke("Two.", "income_analyst"), {**spoke("One.", "skill_mapper"), "at": 9.9}
    a, b = (trail(ran(answer(), events=events)) for events in (here, there))
    assert a == b
    assert len(a) == 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (["One."], ["One."], ""),
        (["One."], ["Two."], "career decider said “One.”; now it said “Two.”"),
        (["One.", "Two."], ["One."], "career decider said “Two.”, no more"),
        (["One."], ["One.", "Two."], "career decider said “Two.”, and did not before"),
        (["a" * 90], ["a" * 91], f"career decider said “{'a' * 59}…”, with other content"),
    ],
)
def test_the_first_difference_in_words(before: list[str], after: list[str], words: str) -> None:
    a, b = (trail(ran(answer(), events=tuple(map(spoke, texts)))) for texts in (before, after))
    assert first_difference(a, b) == words


def test_a_path_of_this_machine_is_no_part_of_a_trail() -> None:
    events = ({"type": "run_failed", "agent": "", "message": "This call is not in /home/me/x.jsonl: …"},)
    assert "/home" not in trail(ran(events=events))[0]


# ---- gates ----------------------------------------------------------------------------------------------------


def test_gates_are_of_metrics_that_exist() -> None:
    known = {metric.name for metric in METRICS} | OVERALL.keys() | {"facts.agree"}
    assert gates().keys() <= known
    clocks = {metric.name for metric in METRICS if metric.unit == "s"}
    assert not clocks & gates().keys()


def test_a_gate_holds_for_every_run_or_on_the_mean() -> None:
    rules = {"x": Gate(each_most=0, why="w"), "y": Gate(mean_least=0.9, why="w"), "z": Gate(worse=True, why="w")}
    values = {"one": {"x": 0.0, "y": 1.0}, "two": {"x": 2.0, "y": 0.7}}
    found = broken_in(values, {"x": 1.0, "y": 0.85}, rules)
    assert [(gate.metric, gate.runs) for gate in found] == [("x", ["two"]), ("y", [])]
    assert found[0].words == "1 of 2 runs, 2 at worst"
    assert broken_in({"one": values["one"]}, {"x": 0.0, "y": 0.95}, rules) == []


def test_an_unsupported_number_breaks_its_gate(tmp_path: Path) -> None:
    runs = run_set(tmp_path / "b", [GOOD] * 3)
    runs.add(ran(answer(GOOD, said=(said("You get $99.00 an hour."),)), case="case-01"))
    told = compare(run_set(tmp_path / "a", [GOOD] * 3), runs)
    assert [(gate.metric, gate.runs) for gate in told.broken] == [("groundedness.unsupported", ["case-01"])]


def test_a_file_of_gates_that_is_wrong_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gates.yaml"
    file.write_text("decision.expected: {each_mots: 0, why: w}\n")
    with pytest.raises(UserError, match=r"gates\.yaml: decision\.expected\.each_mots is no gate"):
        gates(file)
    assert GATES.name == "gates.yaml"


def test_a_gate_that_only_a_comparison_can_break_stands_in_the_report_s_opening(tmp_path: Path) -> None:
    """It said that no gate was broken above the list of those that were."""
    good = run_set(tmp_path / "a", [GOOD] * 12)
    bad = run_set(tmp_path / "b", [BAD] * 12)
    s = summarise(bad, good)
    assert s.broken
    assert s.opening[-1].startswith(f"{len(s.broken)} gate")
    assert all(gate.metric in s.opening[-1] for gate in s.broken)
    assert summarise(good, good).opening[-1] == "No gate is broken."


def test_a_gate_that_is_not_enforced_yet_is_told_as_such() -> None:
    rules = {"harm.person": Gate(each_most=0, enforced=False, why="nobody is harmed")}
    (told,) = broken_in({"a": {"harm.person": 1.0}}, {}, rules)
    assert (told.runs, told.enforced) == (["a"], False)


def test_a_result_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    [first, *_] = run_set(tmp_path / "a", [GOOD, BAD])
    assert Result.model_validate_json(first.model_dump_json()) == first
