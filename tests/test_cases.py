"""Test profiles: the shipped set holds what it promises, and a kept run becomes one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from agents.advice import assemble
from agents.contracts import Advice, IncomeComparison
from agents.state import Context, Request
from evals.cases import PROFILES, Case, Expectation, from_record, load, read, write
from evals.expected import checks
from evals.results import Result
from graph import build_graph
from knowledge.rates import all_rates
from knowledge.tables import tables
from runtime.errors import UserError
from runtime.records import Records, RunRecord
from runtime.run import run
from runtime.settings import Settings, settings
from tools.profile import Area, Constraint, Education, Profile
from ui.service import Service

CASES = load()

TAGS = {
    "fluent", "terse", "typos", "slang", "ESL", "Spanish", "not English", "thin", "contradictory", "hostile", "absurd", "non-US",
    "rural", "remote", "ZIP", "state", "ambiguous place", "two gigs", "employee", "platform fee", "unpaid hours", "no gig",
    "foreign credential", "no schooling", "no budget", "disability", "record", "early career", "returning",
}  # fmt: skip
SCHOOLING: dict[str, str] = {
    "none": r"\b(?:6|8th|10th|11th) grade|no school", "high school": r"high school|\bged\b", "some college": r"some college|years? of college|out of college",
    "certificate": r"certificate", "associate": r"associate", "bachelor": r"bachelor", "master": r"master", "doctorate": r"phd|doctorate",
}  # fmt: skip


def named(expect: Expectation) -> list[str]:
    return [*expect.current, *expect.families, *expect.never, *expect.gated]


# ---- the shipped set ------------------------------------------------------------------------------------------


def test_the_set_has_all_sorts_of_people() -> None:
    assert len(CASES) >= 60
    assert len({case.gig for case in CASES}) >= 15
    assert len({case.expect.area for case in CASES if case.expect.area}) >= 20
    assert sum(bool(case.again) for case in CASES) >= 20
    assert {tag for case in CASES for tag in case.tags} >= TAGS


def test_half_is_made_from_what_real_people_said_of_themselves() -> None:
    made = [case.made_from for case in CASES if case.made_from != "run"]
    assert 2 * (made.count("skill list") + made.count("self-description")) >= len(made)
    assert min(made.count("skill list"), made.count("self-description")) >= 15


def test_every_education_is_there() -> None:
    assert set(SCHOOLING) == set(get_args(Education))
    for level, words in SCHOOLING.items():
        assert sum(bool(re.search(words, case.text, re.I)) for case in CASES) >= 2, level


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_is_sound(case: Case, tmp_path: Path) -> None:
    expect = case.expect
    assert case.text.strip() or case.profile
    assert case.why
    assert expect != Expectation()
    assert len({case.text, *case.again}) == 1 + len(case.again)
    assert read(write(case, tmp_path)) == case
    known = set(tables().occupations["soc"])
    for code in named(expect):
        assert any(soc.startswith(code) for soc in known), code
    assert not [code for code in (*expect.families, *expect.current) if code.startswith(tuple(expect.never))]
    assert set(expect.gated.values()) <= set(get_args(Constraint))
    assert not expect.area or tables().area(expect.area).level != "nation"
    assert not (expect.families and expect.abstains), "no pick can be of a family where none is to be made"


def test_ids_are_one_each_and_the_files_their_names() -> None:
    assert len({case.id for case in CASES}) == len(CASES) == len(list(PROFILES.glob("*.yaml")))
    assert {case.id for case in CASES} == {file.stem for file in PROFILES.glob("*.yaml")}


WEEK = re.compile(
    r"Week: gross (?P<gross>[\d.]+)(?:, fees (?P<fees>\d+) %)?(?:, miles (?P<miles>\d+))?(?:, expenses (?P<expenses>\d+))?, hours (?P<hours>[\d.]+); (?P<tax>self-employment|payroll) tax"
)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.expect.net_hour and case.made_from != "run"], ids=lambda case: case.id
)
def test_the_hour_worked_by_hand_is_worked_right(case: Case) -> None:
    """Schedule SE in the open: 92.35 % of the profit is taxed at 15.3 %; an employee gives 7.65 % of the gross."""
    assert case.expect.net_hour is not None
    told = WEEK.match(case.why)
    assert told, case.why
    gross, fees, miles, expenses, hours = (
        float(told[name] or 0) for name in ("gross", "fees", "miles", "expenses", "hours")
    )
    low, high = case.expect.net_hour
    for cents in (72.5, 76):  # the two mileage rates of 2026
        profit = gross - gross * fees / 100 - miles * cents / 100 - expenses
        tax = gross * 0.0765 if told["tax"] == "payroll" else max(0.0, profit) * 0.9235 * 0.153
        net = ((gross if told["tax"] == "payroll" else profit) - tax) / hours
        assert low <= net <= high
        assert f"{net:.2f}" in case.why
    assert high - low <= 0.05 * abs(high + low) + (0.036 * miles / hours), "the bounds are no wider than need be"


def test_the_rates_the_bounds_stand_on_are_those_of_the_table() -> None:
    """When the table gets another mileage rate, the bounds must be worked out anew."""
    of = {(rate.key, rate.value) for rate in all_rates()}
    assert {
        ("mileage", 0.725),
        ("mileage", 0.76),
        ("se_base", 92.35),
        ("se_social_security", 12.4),
        ("se_medicare", 2.9),
    } <= of
    assert max((rate for rate in all_rates() if rate.key == "mileage"), key=lambda rate: rate.valid_from).value == 0.76


@pytest.mark.parametrize(
    ("profile", "net", "said"),
    [
        (Profile(), None, "left open"),
        (Profile(), 0.0, "net_hour given"),
        (Profile(area=Area(code="0038060", name="Phoenix", level="metro")), -3.2, "net_hour, area given"),
    ],
)
def test_what_the_words_leave_open_must_not_be_given(profile: Profile, net: float | None, said: str) -> None:
    case = Case(id="a", gig="tutoring", text="I tutor", expect=Expectation(unknown=["net_hour", "area"]))
    advice = Advice(run_id="r", mode="evidence-only", profile=profile, income=IncomeComparison(net_hour=net))
    (check,) = checks(case, Result(case="a", run_id="r", outcome="finished", seconds=0, advice=advice))
    assert (check.said, check.ok) == (said, said == "left open")


# ---- files that are wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gig: tutoring\ntext: hi\nexpect: {famlies: ['43-3']}", r"a\.yaml: expect\.famlies: Extra inputs"),
        ("gig: tutoring\nmade_from: heard", r"a\.yaml: made_from: "),
        ("text: I tutor", r"a\.yaml: gig: Field required"),
        ("gig: tutoring\nexpect: {net_hour: [1]}", r"a\.yaml: expect\.net_hour\."),
        ("gig: [", r"a\.yaml is no YAML"),
        ("- tutoring", r"a\.yaml: the file: it is no mapping"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_by_file_and_field(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(UserError, match=says):
        load(tmp_path)


def test_a_set_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no set"):
        load(tmp_path / "none")
    with pytest.raises(UserError, match="holds no test profile"):
        load(tmp_path)


def test_what_says_nothing_is_not_written(tmp_path: Path) -> None:
    told = yaml.safe_load(write(Case(id="a", gig="tutoring", text="I tutor"), tmp_path).read_text())
    assert told == {"gig": "tutoring", "text": "I tutor"}


def test_a_case_that_changes_has_another_digest() -> None:
    one = CASES[0]
    assert one.digest == one.model_copy().digest != one.model_copy(update={"text": "other"}).digest


# ---- a run becomes a case -------------------------------------------------------------------------------------

DRIVER = "I drive for Uber in Phoenix 40 hours a week for $800, 500 miles. I know Excel. I can study 6 hours a week, $200 for courses. I want no driving. Mail me at jo@example.com."


async def kept(tmp_path: Path, request: Request) -> RunRecord:
    records = Records(tmp_path / "runs.db")
    async for _ in run(build_graph(), request, context=Context(), assemble=assemble, records=records):
        pass
    return records.get("last")


def own(tmp_path: Path) -> Settings:
    return settings().model_copy(update={"database_url": str(tmp_path / "g.db")})


@pytest.mark.usefixtures("at_home")
async def test_a_run_becomes_a_case_that_is_read_again_as_it_was_written(tmp_path: Path) -> None:
    case = from_record(await kept(tmp_path, Request(text=DRIVER)), "driver")
    assert read(write(case, tmp_path / "set")) == case
    assert case.made_from == "run"
    assert case.gig == "drive for uber"
    assert case.text == DRIVER.replace("jo@example.com", "[email]")
    assert case.profile is None
    # (800 − 500 miles × the year's rate) less 15.3 % of 92.35 %, over 40 hours: 9 to 10 dollars; the run's own, ± 5 %
    assert case.expect == Expectation()
    said = case.draft
    assert said is not None
    assert said.net_hour is not None
    assert said.net_hour[0] == pytest.approx(said.net_hour[1] * 0.95 / 1.05, abs=0.02)
    assert said.current == ["53-3054"]
    assert (said.area, said.hours_per_week, said.cost) == ("0038060", 6, 200)
    assert said.abstains is False
    assert len(said.families) == 1
    assert not said.families[0].startswith("53-3")
    assert "no driving" in said.gated.values()
    assert said.never == []


@pytest.mark.usefixtures("at_home")
async def test_a_later_turn_becomes_a_case_by_its_whole_profile(tmp_path: Path) -> None:
    """Its words alone would not lead to its answer."""
    async with Service.open(own(tmp_path)) as service:
        for text in ("I drive for Uber in Phoenix 40 hours a week for $800", "I moved to Denver"):
            async for _ in service.advise(text, thread="t"):
                pass
        record = service.records.get("last")
    case = from_record(record, "moved")
    assert case.text == ""
    assert case.profile is not None
    assert (case.profile.place, case.profile.work[0].hours) == ("Denver", 40)
    again = from_record(await kept(tmp_path, Request(text=case.text, profile=case.profile)), "moved")
    assert again.draft == case.draft
    assert read(write(case, tmp_path / "set")) == case


@pytest.mark.usefixtures("at_home")
async def test_what_intake_asked_and_was_answered_is_in_the_case(tmp_path: Path) -> None:
    async with Service.open(own(tmp_path)) as service:
        async for _ in service.advise("I clean houses", thread="t", ask=True):
            pass
        waiting = from_record(service.records.get("last"), "waiting")
        async for _ in service.advise(thread="t", answers={"money": "$600 a week, 30 hours", "place": "Boise"}):
            pass
        answered = from_record(service.records.get("last"), "answered")
    assert waiting.draft is not None
    assert answered.draft is not None
    assert waiting.draft.asks == ["money", "place"]
    assert waiting.draft.abstains is None
    assert answered.draft.current == ["37-2012"]
    assert "Boise" in answered.text
    assert "$600" in answered.text


@pytest.mark.usefixtures("at_home")
async def test_a_draft_fails_until_a_person_has_said_what_is_right(tmp_path: Path) -> None:
    """A run's own answer as the truth would hold for every run like it, right or wrong."""
    record = await kept(tmp_path, Request(text=DRIVER))
    draft = from_record(record, "driver")
    result = Result(
        case="driver", run_id="r", outcome="finished", seconds=1, advice=Advice.model_validate(record.advice)
    )
    assert [(check.field, check.ok) for check in checks(draft, result)] == [("draft", False)]
    assert draft.draft is not None
    reviewed = draft.model_copy(update={"expect": draft.draft, "draft": None})
    assert len(checks(reviewed, result)) > 3
    assert all(check.ok for check in checks(reviewed, result))


def _record(**fields: object) -> RunRecord:
    told = {"run_id": "a1", "thread": "t", "started": "2026-01-01T00:00:00Z", "seconds": 1, "mode": "evidence-only",
            "outcome": "failed", "asked": "", "answer": "", "request": {}, "advice": None, "context": [], "events": []}  # fmt: skip
    return RunRecord.model_validate(told | fields)


def test_a_run_that_failed_becomes_a_case_without_expectations() -> None:
    case = from_record(_record(request={"text": "I walk dogs"}), "failed")
    assert case == Case(id="failed", gig="none", made_from="run", text="I walk dogs", draft=Expectation(), why=case.why)
    given = from_record(_record(request={"profile": Profile(skills=["Excel"]).model_dump()}), "given")
    assert given.profile == Profile(skills=["Excel"])


@pytest.mark.parametrize(
    ("request_", "id", "says"),
    [({}, "x", "keeps neither words nor a profile"), ({"text": "hi"}, "../x", "id: ")],
)
def test_what_makes_no_case_is_said(request_: dict[str, str], id: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        from_record(_record(request=request_), id)


def test_a_case_is_never_written_over(tmp_path: Path) -> None:
    case = Case(id="a", gig="tutoring", text="I tutor")
    write(case, tmp_path)
    with pytest.raises(UserError, match=r"a\.yaml is there already"):
        write(case, tmp_path)
