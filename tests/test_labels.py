"""Labels are read or their mistake is named, the hour they lead to is worked out by hand, and sets of them become cases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import ARIZONA, PHOENIX, person, work

from agents.contracts import Advice
from evals import labels, scripts
from evals.cases import BY_HAND, SETS, Case, load
from evals.correct import correct_profile
from evals.hour import expected_hour
from evals.read import HOUR_NEAR
from evals.understood import verdicts
from knowledge.rates import rate
from knowledge.tables import tables
from runtime.errors import UserError
from tools.profile import Area, PastWork, Profile

LABELLED = [name for name, path in SETS.items() if path.suffix == ".jsonl" and "needs" not in name]
WITHOUT_STATE = {"2026-11-a": {"a56", "a62"}, "2026-11-d": {"d18"}}
"""Two live abroad; Kansas City lies in two states, and its area in both."""
"""In Medellín and in Kaiserslautern, labelled without their country; a blind set stays as it was written."""
ONE: dict[str, Any] = {"id": "ana", "voice": "a driver", "text": "I drive for Uber."}
TALK: dict[str, Any] = {
    "id": "talk", "about": "a plain question", "first": "I drive.", "turns": [{"say": "Why?", "kind": "question"}]
}  # fmt: skip
MILE = rate("mileage", date.today()).value


def lines(path: Path, *objects: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects), encoding="utf-8")
    return path


# ---- files of labels and of scripts ---------------------------------------------------------------------------


def test_people_are_read_in_their_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text(f"\n{json.dumps({**ONE, 'id': 'zoe'})}\n\n{json.dumps(ONE)}\n")
    assert [one.id for one in labels.load(file)] == ["zoe", "ana"]


def test_a_message_may_hold_any_mark_that_ends_a_line_elsewhere(tmp_path: Path) -> None:
    text = "I drive.\u2028I also\u0085cook."
    assert [one.text for one in labels.load(lines(tmp_path / "people.jsonl", {**ONE, "text": text}))] == [text]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"wage": 3}, r"line 2: wage: Extra inputs"),
        ({"id": "No Name"}, r"line 2: id: "),
        ({"text": ""}, r"line 2: text: "),
        ({"work": [work(soc="driver")]}, r"line 2: work\.0\.soc\.0: "),
        ({"work": [{**work(), "soc": []}]}, r"line 2: work\.0\.soc: "),
        ({"work": [work(hours_week=[40, 30])]}, r"line 2: work\.0\.hours_week: Value error, a range is"),
        ({"work": [work(miles_week=[-5, 30])]}, r"line 2: work\.0\.miles_week: Value error, a range is"),
        ({"work": [work(fee_percent=101)]}, r"line 2: work\.0\.fee_percent: "),
        ({"limits": ["no fun"]}, r"line 2: limits\.0: "),
        ({"open": ["mood"]}, r"line 2: open\.0: "),
        ({"education": "degree"}, r"line 2: education: "),
        ({"credentials": [{"name": "CDL", "state": "lost"}]}, r"line 2: credentials\.0\.state: "),
        ({"place": {"name": "Phoenix", "area": "38060"}}, r"line 2: place\.area: "),
        ({"roles": [{"soc": "43-3031", "title": "clerk", "grade": 4}]}, r"line 2: roles\.0\.grade: "),
        ({"roles": [{"soc": "43-", "title": "clerk", "grade": 3}]}, r"line 2: roles\.0\.soc: "),
        ({"never": [{"soc": ["53-"], "kind": "boredom", "why": "-"}]}, r"line 2: never\.0\.kind: "),
    ],
)
def test_a_wrong_label_is_told_by_line_and_field(more: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=says):
        labels.load(lines(tmp_path / "people.jsonl", ONE, {**ONE, **more}))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"turns": []}, "line 1: turns: "),
        ({"turns": TALK["turns"] * 7}, "line 1: turns: "),
        ({"turns": [{"say": "Why?", "kind": "doubt"}]}, r"line 1: turns\.0\.kind: "),
        ({"turns": [{"say": "Why?", "kind": "question", "then": {"mood": 1}}]}, r"line 1: turns\.0\.then\.mood"),
        ({"turns": [{"say": "Why?", "kind": "question", "must": [{"kind": "weather"}]}]}, r"line 1: turns\.0\.must\.0"),
    ],
)
def test_a_wrong_script_is_told_by_line_and_field(more: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=says):
        scripts.load(lines(tmp_path / "talk.jsonl", {**TALK, **more}))


def test_a_line_that_is_no_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "people.jsonl").write_text('{"id": "ana"')
    with pytest.raises(UserError, match="line 1: no JSON"):
        labels.load(tmp_path / "people.jsonl")


# ---- what an hour brings --------------------------------------------------------------------------------------


def by_miles(gross: float, miles: float, hours: float) -> float:
    """A self-employed driver's hour: of the profit 92.35 % is taxed at 15.3 %, which is 14.12955 %."""
    return (gross - miles * MILE) * (1 - 0.1412955) / hours


@pytest.mark.parametrize(
    ("works", "low", "high"),
    [
        # 600 − 50 = 550; × 14.12955 % = 77.71; 472.29 ÷ 30
        ([work(gross_week=600, costs_week=50, hours_week=30)], 15.7429, 15.7429),
        # at 76 cents a mile: 950 − 608 = 342; × 14.12955 % = 48.32; 293.68 ÷ 45 = 6.53
        ([work(gross_week=950, miles_week=800, hours_week=45)], by_miles(950, 800, 45), by_miles(950, 800, 45)),
        # 1000 less a fifth = 800; × 14.12955 % = 113.04; 686.96 ÷ 40
        ([work(gross_week=1000, fee_percent=20, hours_week=40)], 17.1741, 17.1741),
        # 600 × 7.65 % = 45.90; 554.10 ÷ 40
        ([work(gross_week=600, hours_week=40, employment="employee")], 13.8525, 13.8525),
        # on a payroll as above; self-employed 600 × 14.12955 % = 84.78, 515.22 ÷ 40
        ([work(gross_week=600, hours_week=40, employment="unclear")], 12.8806, 13.8525),
        # lowest 500 − 70.65 over 35 hours, highest 700 − 98.91 over 20
        ([work(gross_week=[500, 700], hours_week=[20, 35])], 12.2672, 30.0547),
        # 8 × 92.35 % = 7.39, under 400 ÷ 52 = 7.69: nothing is due; 8 ÷ 2
        ([work(gross_week=8, hours_week=2)], 4.0, 4.0),
        # 10 × 92.35 % = 9.24, over it: 10 − 1.41 over 2
        ([work(gross_week=10, hours_week=2)], 4.2935, 4.2935),
        # 400 − 56.52 and 400 − 30.60 together, 712.88 ÷ 40
        ([work(gross_week=400, hours_week=20), work(gross_week=400, hours_week=20, employment="employee")], 17.8220, 17.8220),
        # a loss of 50 a week is not taxed: −50 ÷ 10
        ([work(gross_week=100, costs_week=150, hours_week=10)], -5.0, -5.0),
        # at worst 100 − 250 in 10 hours, at best 200 − 250 spread over 20
        ([work(gross_week=[100, 200], costs_week=250, hours_week=[10, 20])], -15.0, -2.5),
        # at worst a loss of 50 in 10 hours; at best 250 − 35.32 in 10
        ([work(gross_week=[100, 400], costs_week=150, hours_week=[10, 20])], -5.0, 21.4676),
        # payroll tax is taken of the wages, whatever the worker lays out: 400 − 30.60 − 100 = 269.40 ÷ 20
        ([work(gross_week=400, costs_week=100, hours_week=20, employment="employee")], 13.47, 13.47),
    ],
)  # fmt: skip
def test_the_hour_by_hand(works: list[dict[str, Any]], low: float, high: float) -> None:
    assert expected_hour(person(work=works)) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize("doubt", ["money", "hours", "miles", "costs", "work", "place"])
def test_the_hour_is_open_where_what_it_takes_is(doubt: str) -> None:
    """Where the person lives changes nothing about what the hour brings."""
    found = expected_hour(person(work=[work(gross_week=600, hours_week=30)], open=[doubt]))
    assert (found is None) == (doubt != "place")


@pytest.mark.parametrize("more", [{"gross_week": 600}, {"hours_week": 30}, {"gross_week": 600, "hours_week": 0}])
def test_the_hour_is_open_without_takings_or_hours(more: dict[str, float]) -> None:
    whole = work(gross_week=600, hours_week=30)
    assert expected_hour(person(work=[whole])) is not None
    assert expected_hour(person(work=[work(**more)])) is None
    if more.get("hours_week") != 0:
        assert expected_hour(person(work=[whole, work(**more)])) is None
    assert expected_hour(person()) is None


spans = st.tuples(st.integers(0, 900), st.integers(0, 300)).map(lambda pair: [pair[0], pair[0] + pair[1]])
busy = st.tuples(st.integers(5, 60), st.integers(0, 20)).map(lambda pair: [pair[0], pair[0] + pair[1]])


@settings(max_examples=60, deadline=None)
@given(spans, busy, spans, spans, st.sampled_from(["self", "employee", "unclear"]), st.floats(0, 1))
def test_every_week_within_the_ranges_lies_within_the_hour(
    gross: list[int], hours: list[int], miles: list[int], costs: list[int], employment: str, at: float
) -> None:
    """The tax begins at a step, so that a little more may leave a little less."""
    ends = {"gross_week": gross, "hours_week": hours, "miles_week": miles, "costs_week": costs}
    found = expected_hour(person(work=[work(**ends, employment=employment)]))
    assert found is not None
    assert found[0] <= found[1]
    middle = {name: low + at * (high - low) for name, (low, high) in ends.items()}
    week = expected_hour(person(work=[work(**middle, employment=employment)]))
    assert week is not None
    assert found[0] - HOUR_NEAR <= week[0] <= week[1] <= found[1] + HOUR_NEAR


# ---- the profile of a perfect reader --------------------------------------------------------------------------


def test_the_correct_profile_by_hand() -> None:
    own = work(gross_week=[500, 700], hours_week=[30, 31], miles_week=200, costs_week=20, fee_percent=25)
    found = correct_profile(
        person(
            work=[own, work("43-6013", "biller", employment="employee")], past=[{"title": "bank teller", "soc": ["43-3071"], "years": 3}],
            skills=["Excel"], languages=["Spanish"], education="associate", limits=["no driving"], wishes=["nurse"],
            place={"name": "Phoenix", "state": "AZ", "area": "0038060"}, wanted_pay_hour=25, study_hours_week=6, budget=300,
        )
    )  # fmt: skip
    drives, bills = found.work
    assert (drives.gross, drives.hours, drives.miles, drives.supplies) == (drives.gross, 30.5, 200, 20)
    assert drives.gross is not None
    assert (drives.gross.usd, drives.gross.per, drives.fees, drives.employee) == (600, "week", 25, False)
    assert (bills.soc, bills.gross, bills.hours, bills.employee) == ("43-6013", None, None, True)
    assert found.past == [PastWork(title="bank teller", soc="43-3071", years=3)]
    assert (found.skills, found.languages, found.education) == (["Excel"], ["Spanish"], "associate")
    assert found.constraints == ["no driving"]
    assert (found.wants, found.aims) == (["nurse"], ["nurse"])
    assert (found.target_hourly, found.study_hours, found.budget) == (25, 6, 300)
    assert found.area == Area.model_validate(PHOENIX)


def test_a_limit_that_the_profile_has_no_word_for_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.correct.Constraint", Literal["no driving"])
    assert correct_profile(person(limits=["no nights", "no driving"])).constraints == ["no driving"]


def test_the_beginning_of_a_code_becomes_an_occupation_that_has_it() -> None:
    assert tables().occupation(correct_profile(person(work=[work("53-30")])).work[0].soc).soc.startswith("53-30")
    assert correct_profile(person(work=[work("99-")])).work[0].soc == ""


@pytest.mark.parametrize(
    ("place", "open_", "area"),
    [
        (None, [], Area()),
        ({"name": "Arizona", "state": "AZ"}, [], Area.model_validate(ARIZONA)),
        ({"name": "Lagos", "country": "NG"}, [], Area()),
        ({"name": "Phoenix", "state": "AZ", "area": "0038060"}, ["place"], Area()),
    ],
)
def test_the_correct_area(place: dict[str, str] | None, open_: list[str], area: Area) -> None:
    assert correct_profile(person(place=place, open=open_)).area == area


@pytest.mark.parametrize(
    ("doubt", "of"), [("money", "gross"), ("hours", "hours"), ("miles", "miles"), ("costs", "supplies")]
)
def test_what_the_words_leave_open_no_perfect_reader_states(doubt: str, of: str) -> None:
    full = work(gross_week=600, hours_week=30, miles_week=90, costs_week=20)
    assert getattr(correct_profile(person(work=[full])).work[0], of) is not None
    assert getattr(correct_profile(person(work=[full], open=[doubt])).work[0], of) is None


# ---- sets as cases --------------------------------------------------------------------------------------------


def test_labelled_people_become_cases_by_their_words_or_their_profiles(tmp_path: Path) -> None:
    ana, bo = {**ONE, "work": [work(gross_week=600)], "why": "by hand"}, {**ONE, "id": "bo", "skills": ["Excel"]}
    file = lines(tmp_path / "people.jsonl", ana, bo)
    words = load(file)
    assert [(one.id, one.gig, one.text, one.profile, one.tags) for one in words] == [
        ("ana", "Uber driver", "I drive for Uber.", None, []), ("bo", "none", "I drive for Uber.", None, [])
    ]  # fmt: skip
    assert [one.why for one in words] == ["by hand", "a driver"]
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "bo.json").write_text(Profile(skills=["Excel", "Word"]).model_dump_json())
    made, written = load(f"{file}:profiles")
    assert (made.text, made.profile, made.tags) == ("", correct_profile(labels.Person.model_validate(ana)), [])
    assert (written.text, written.profile, written.tags) == ("", Profile(skills=["Excel", "Word"]), [BY_HAND])
    assert [one.label for one in (made, written)] == [one.label for one in words]


@pytest.mark.parametrize("before", ["", "\n"])
def test_scripts_become_cases_told_by_their_first_message(before: str, tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_text(before + json.dumps(TALK) + "\n")
    (found,) = load(tmp_path / "talk.jsonl")
    assert (found.id, found.text, found.why, found.label) == ("talk", "I drive.", "a plain question", None)
    assert found.script == scripts.Script.model_validate(TALK)


def test_a_way_of_reading_a_set_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no way 'answers'"):
        load(f"{lines(tmp_path / 'people.jsonl', ONE)}:answers")
    with pytest.raises(UserError, match="There is no set 'nobody:profiles'"):
        load("nobody:profiles")


def test_a_case_whose_labels_change_has_another_digest() -> None:
    one = Case(id="one", gig="none", text="I drive.")
    assert len({one.digest, *(one.model_copy(update={"label": person(**more)}).digest for more in ({}, {"budget": 5}))}) == 3  # fmt: skip


@pytest.mark.parametrize("name", LABELLED)
def test_the_labels_of_a_shipped_set_name_what_there_is(name: str) -> None:
    """Soldiers (55-) are labelled as no work to advise, and are in no table."""
    cases, known = load(name), set(tables().occupations["soc"])
    assert cases
    assert len({case.id for case in cases}) == len(cases)
    people = [case.label for case in cases if case.label]
    named = {
        soc: one.id for one in people for part in (*one.work, *one.not_work, *one.past, *one.never) for soc in part.soc
    }
    unknown = {s: id for s, id in named.items() if s[:3] != "55-" and not any(soc.startswith(s) for soc in known)}
    assert unknown == {}
    assert {role.soc for one in people for role in one.roles} <= known
    places = {one.id: one.place for one in people if one.place and "place" not in one.open}
    assert {id for id, place in places.items() if place.country == "US" and not place.state} == WITHOUT_STATE.get(
        name, set()
    )


@pytest.mark.parametrize("name", LABELLED)
def test_the_perfect_reader_of_a_shipped_set_is_nowhere_wrong(name: str) -> None:
    for one in [case.label for case in load(name) if case.label]:
        advice = Advice(run_id="r", mode="evidence-only", profile=correct_profile(one))
        assert [verdict for verdict in verdicts(one, advice) if verdict.outcome == "wrong"] == [], one.id
