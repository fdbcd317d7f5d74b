"""Test profiles: the shipped set holds what it promises, and a kept run becomes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.advice import assemble
from agents.state import Context, Request
from evals.cases import Case, from_record, read, write
from graph import build_graph
from runtime.errors import UserError
from runtime.records import Records, RunRecord
from runtime.run import run
from runtime.settings import Settings, settings
from tools.profile import Profile
from ui.service import Service

DRIVER = "I drive for Uber in Phoenix 40 hours a week for $800, 500 miles. I know Excel. No driving any more, 6 hours a week to learn, budget $200. Mail me at jo@example.com."


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
    assert case.gig == "uber"
    assert case.text == DRIVER.replace("jo@example.com", "[email]")
    assert case.profile is None
    # (800 − 500 miles × the year's rate) less 15.3 % of 92.35 %, over 40 hours: 9 to 10 dollars; the run's own, ± 5 %
    said = case.expect
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
    assert again.expect == case.expect
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
    assert waiting.expect.asks == ["money", "place"]
    assert waiting.expect.abstains is None
    assert answered.expect.current == ["37-2012"]
    assert "Boise" in answered.text
    assert "$600" in answered.text


def _record(**fields: object) -> RunRecord:
    told = {"run_id": "a1", "thread": "t", "started": "2026-01-01T00:00:00Z", "seconds": 1, "mode": "evidence-only",
            "outcome": "failed", "asked": "", "answer": "", "request": {}, "advice": None, "context": [], "events": []}  # fmt: skip
    return RunRecord.model_validate(told | fields)


def test_a_run_that_failed_becomes_a_case_without_expectations() -> None:
    case = from_record(_record(request={"text": "I walk dogs"}), "failed")
    assert case == Case(id="failed", gig="none", made_from="run", text="I walk dogs", why=case.why)
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
