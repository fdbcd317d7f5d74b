"""Whether a plan would get somebody in: each line of the checklist on a plan that holds, and on one it must not let pass."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import pytest
from eval_samples import answer, case, ran, said
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import told

from agents.contracts import Advice, Role, Step
from evals.cases import Case
from evals.credentialed import COURSES, ROLES, Course, Requirement, required, taught_by
from evals.metrics.plan import CHECKLIST, PLAN
from evals.results import Result
from knowledge.tables import tables

BY_NAME = {metric.name.removeprefix("plan."): metric for metric in PLAN}
AIDE = Requirement(
    "31-1131", ("CNA", "nurse aide certificate"), ("board of nursing", "EPA"), 75, 180, "yes", True, "42 CFR 483.152"
)
CARE, EXCEL = "care", "sw:excel"
LESSONS = {"care": Course(frozenset({CARE}), 15), "excel": Course(frozenset({EXCEL, "sw:word"}), None)}

GATE = Step(
    title="Get the nurse aide certificate, full-time", kind="gate", provider="Board of Nursing", hours=90, cost=900,
    from_week=1, to_week=3,
)  # fmt: skip
LEARN = Step(title="Learn care", kind="learn", skill=CARE, link="link.care", hours=15, from_week=4, to_week=4)
SHEETS = LEARN.model_copy(update={"title": "Learn Excel", "skill": EXCEL, "link": "link.excel", "hours": 10})
APPLY = Step(title="Apply", kind="apply", hours=5, from_week=4, to_week=4)
WHOLE = {"soc": "31-1131", "hours": 110, "weeks": 4, "cost": 900, "hours_per_week": 30}
"""90 + 15 + 5 = 110 hours, over 30 a week 3.7, so 4 weeks."""


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """One role and two courses, so that no line here depends on what is compiled."""
    monkeypatch.setattr("evals.metrics.plan.required", {AIDE.soc: AIDE}.get)
    monkeypatch.setattr("evals.metrics.plan.taught_by", lambda id: LESSONS.get(id, Course()))


def but(step: Step, **more: Any) -> Step:
    return step.model_copy(update=more)


def planned(*steps: Step, words: str = "", profile: dict[str, Any] | None = None, **plan: Any) -> Result:
    """A run with this plan, by default one that holds."""
    told_ = (said(words, agent="upskilling_coach"),) if words else ()
    own = {"study_hours": 30, "budget": 1000, **(profile or {})}
    return ran(answer(steps=steps or (GATE, LEARN, APPLY), plan={**WHOLE, **plan}, said=told_, profile=own))


def of(name: str, result: Result, case_: Case | None = None) -> float | None:
    return BY_NAME[name].of(case_ or told(), result)


def test_a_plan_that_a_counsellor_could_sign() -> None:
    good = planned()
    lines = {metric.name: metric.of(told(), good) for metric in CHECKLIST}
    assert lines == dict.fromkeys(lines, 1)
    assert len(lines) == 10
    assert of("lesson_hours", good) == of("valid", good) == 1


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("within_hours", planned(profile={"study_hours": 20})),
        ("within_hours", planned(hours=130)),  # 4 weeks of 30 hours do not hold 130
        ("within_budget", planned(profile={"budget": 899})),
        ("adds_up", planned(hours=115)),
        ("adds_up", planned(cost=950)),
        ("adds_up", planned(GATE, but(LEARN, from_week=5), APPLY)),
        ("credential", planned(but(GATE, title="Take a course, full-time"), LEARN, APPLY)),
        ("issuer", planned(but(GATE, provider="a school"), LEARN, APPLY)),
        ("published_hours", planned(but(GATE, hours=50), LEARN, APPLY, hours=70)),  # 5 under the least
        ("published_hours", planned(but(GATE, hours=165), LEARN, APPLY, hours=185)),  # 5 over the most
        ("tuition", planned(but(GATE, cost=None), LEARN, APPLY, cost=0)),
        ("tuition", planned(but(GATE, cost=0, title=GATE.title + ": the course costs nothing"), LEARN, APPLY, cost=0)),
        ("mode", planned(but(GATE, title="Get the CNA"), LEARN, APPLY, hours_per_week=6, weeks=19)),
        ("lesson_links", planned(GATE, but(LEARN, link="link.excel"), APPLY)),
        ("lesson_links", planned(GATE, but(LEARN, link="link.gone"), APPLY)),
        ("weeks_hold", planned(weeks=9)),
        ("weeks_hold", planned(weeks=3)),  # 3 weeks of 30 hours do not hold 110
    ],
)
def test_a_fault_in_one_line_makes_the_plan_invalid(line: str, bad: Result) -> None:
    assert of(line, bad) == 0
    assert of("valid", bad) == 0


@pytest.mark.parametrize("text", ["Get the cna.", "Nurse aide certificate", "A (CNA) course"])
def test_a_credential_is_named_in_any_of_its_words(text: str) -> None:
    bare = but(GATE, title="Take a course, full-time", provider="")
    assert of("credential", planned(but(bare, title=text), LEARN)) == 1
    assert of("credential", planned(but(bare, provider=text), LEARN)) == 1
    assert of("credential", planned(bare, LEARN, words=text)) == 1
    elsewhere = ran(answer(steps=(bare,), plan=WHOLE, said=(said(text, agent="career_decider"),)))
    assert of("credential", elsewhere) == 0  # the plan itself must say it


@pytest.mark.parametrize("text", ["Get the CNAX.", "nurse aide", "McCNA", ""])
def test_a_part_of_a_word_names_no_credential(text: str) -> None:
    assert not AIDE.names_credential(text)
    assert not AIDE.names_issuer("Repay the boards of nursing")


def test_an_issuer_is_named_by_the_coach_too() -> None:
    bare = planned(but(GATE, provider=""), words="Your state's board of nursing approves the course.")
    assert of("issuer", bare) == 1


@pytest.mark.parametrize(("hours", "holds"), [(74, 0), (75, 1), (180, 1), (181, 0), (0, None)])
def test_published_hours_by_hand(hours: float, holds: float | None) -> None:
    """Hours that are left open are no claim."""
    assert of("published_hours", planned(hours=hours)) == holds


@pytest.mark.parametrize(
    ("cost", "words", "holds"),
    [(900, "", 1), (0, "", 0), (0, "Tuition differs by school.", 1), (0, "There is no tuition.", 0), (0, "It is free.", 0)],
)  # fmt: skip
def test_schooling_that_costs_money_is_not_given_out_as_free(cost: float, words: str, holds: float) -> None:
    assert of("tuition", planned(but(GATE, cost=cost or None), cost=cost, words=words)) == holds


@pytest.mark.parametrize(
    ("pace", "words", "holds"),
    [(24, "", 1), (23, "", 0), (6, "It is taught full time.", 1), (6, "Ask when the next cohort begins.", 1), (6, "It is long.", 0)],
)  # fmt: skip
def test_a_full_time_programme_is_not_spread_thin(pace: float, words: str, holds: float) -> None:
    assert of("mode", planned(but(GATE, title="Get the CNA"), hours_per_week=pace, words=words)) == holds


@pytest.mark.parametrize(
    ("name", "more"), [("tuition", {"tuition": False}), ("mode", {"full_time": "no"}), ("mode", {"full_time": "mixed"})]
)
def test_what_a_role_does_not_ask_for_is_not_held_against_the_plan(
    name: str, more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    free = Requirement(**{**vars(AIDE), **more})
    monkeypatch.setattr("evals.metrics.plan.required", {AIDE.soc: free}.get)
    assert of(name, planned(but(GATE, title="Get the CNA", cost=None), cost=0, hours_per_week=6)) is None


def _in_the_trade(advice: Advice) -> None:
    assert advice.market is not None
    advice.market.current = [Role(soc="31-1131", title="aide", score=1)]


def _once_in_the_trade(advice: Advice) -> None:
    assert advice.market is not None
    advice.market.past = [Role(soc="31-1131", title="aide", score=1)]


def _other(advice: Advice) -> None:
    assert advice.plan is not None
    advice.plan.soc = "43-3031"


@pytest.mark.parametrize("change", [_in_the_trade, _once_in_the_trade, _other])
def test_nothing_is_asked_of_whoever_is_in_or_goes_where_nothing_is_asked(change: Callable[[Advice], None]) -> None:
    result = planned()
    assert result.advice is not None
    change(result.advice)
    for name in ("credential", "issuer", "published_hours", "tuition", "mode"):
        assert of(name, result) is None, name
    assert of("valid", result) == 1  # by the lines that are left


@pytest.mark.parametrize(("state", "holds"), [("held", None), ("lapsed", 1), ("foreign", 1), ("in progress", 1)])
def test_only_a_credential_that_is_held_spares_the_way_to_it(state: str, holds: float | None) -> None:
    assert of("credential", planned(), told(credentials=[{"name": "CNA license", "state": state}])) == holds
    assert of("credential", planned(), told(credentials=[{"name": "CDL", "state": state}])) == 1


@pytest.mark.parametrize(
    ("lessons", "links", "hours"),
    [
        ([LEARN], 1, 1),
        ([LEARN, SHEETS], 1, 1),  # whose course states no hours, is not asked for any
        ([LEARN, but(SHEETS, link="link.care")], 0, 1 / 2),  # one course for two skills: 15 hours stated, 10 planned
        ([LEARN, but(SHEETS, skill="sw:other")], 1 / 2, 1),
        ([but(LEARN, hours=15.5)], 1, 1),
        ([but(LEARN, hours=16)], 1, 0),
        ([SHEETS], 1, None),
        ([but(LEARN, link="")], None, None),
        ([but(LEARN, link="link.excel", skill="")], 0, None),
    ],
)
def test_lessons_by_hand(lessons: list[Step], links: float | None, hours: float | None) -> None:
    result = planned(GATE, *lessons, APPLY)
    assert of("lesson_links", result) == links
    assert of("lesson_hours", result) == hours


@settings(deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 40))
def test_weeks_of_whole_hours_hold_when_rounded_up(hours: list[int], pace: int) -> None:
    steps = [Step(title="Learn", kind="learn", hours=each) for each in hours]
    weeks = -(-sum(hours) // pace)
    assert of("weeks_hold", planned(*steps, weeks=weeks, hours_per_week=pace)) == 1
    assert of("weeks_hold", planned(*steps, weeks=weeks + 2, hours_per_week=pace)) == 0


def test_a_plan_without_a_pace_says_nothing_of_weeks() -> None:
    assert of("weeks_hold", planned(hours_per_week=0)) is None


def test_without_a_plan_no_line_applies() -> None:
    for metric in PLAN:
        assert metric.of(told(), ran(answer("43-3031"))) is None, metric.name
        assert metric.of(case(), ran()) is None, metric.name


# ---- what is published ----------------------------------------------------------------------------------------


def test_the_published_requirements_are_whole() -> None:
    with ROLES.open(encoding="utf-8", newline="") as lines:
        socs = [row["soc"] for row in csv.DictReader(lines)]
    assert len(set(socs)) == len(socs) >= 100
    assert set(socs) <= set(tables().occupations["soc"])
    for one in map(required, socs):
        assert one is not None
        assert 0 < one.hours_low <= one.hours_high, one.soc
        assert one.credentials, one.soc
        assert one.issuers, one.soc
        assert one.source, one.soc
    assert required("53-3054") is None


def test_courses_of_the_catalogue_say_what_they_teach() -> None:
    with COURSES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        course = taught_by(row["id"])
        assert ";".join(sorted(course.skills)) == ";".join(sorted(row["skill_ids"].split(";")))
        assert course.hours == (float(row["hours"]) if row["hours"] else None)
        assert "" not in course.skills, row["id"]
    assert taught_by("no such course") == Course()
