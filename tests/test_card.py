"""The profile's form: what is changed replaces what was read, what is not changed keeps its words; only what depends on it runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import ui_samples as samples
from hypothesis import given
from hypothesis import settings as patient
from hypothesis import strategies as st

from agents.contracts import Advice
from runtime.events import AgentFinished, Event
from runtime.records import now
from runtime.settings import settings
from tools.profile import Amount, PastWork, Profile, Work
from ui.service import Service
from ui.worker.card import _FIGURES, _listed, changes, with_fields


def test_another_place_is_looked_up_anew_and_keeps_the_rest() -> None:
    old = samples.profile()
    new = with_fields(old, {"place": "Denver", "work0.miles": 800.0, "past": "bookkeeping (2 years)"})
    assert (new.place, new.area.level) == ("Denver", "nation")
    assert new.model_copy(update={"place": old.place, "area": old.area, "words": old.words}) == old
    assert new.words == {**old.words, "place": "changed by you"}
    assert changes(old, new) == "City or state: Phoenix → Denver"


def test_fields_are_cleared() -> None:
    new = with_fields(
        samples.profile(), {"target_hourly": None, "skills": " ", "past": "", "constraints": [], "work0.gross": None}
    )
    assert new.target_hourly is None
    assert (new.skills, new.past, new.constraints, new.work[0].gross) == ([], [], [], None)


def test_another_job_is_found_by_its_title() -> None:
    new = with_fields(samples.profile(), {"work0.title": "DoorDash driver"})
    assert new.work[0].soc == "53-3031"
    assert new.work[0].miles == 800
    assert with_fields(samples.profile(), {"work0.title": "zzqx vlorp"}).work[0].soc == ""


def test_a_work_that_is_counted_with_the_first_stands_by_itself_once_it_has_a_figure() -> None:
    profile = samples.profile()
    profile.work = [profile.work[0], Work(title="dog walking", soc="39-2021", with_first=True)]
    assert with_fields(profile, {"place": "Denver"}).work[1].with_first
    own = with_fields(profile, {"work1.gross": 200.0, "work1.per": "week"}).work[1]
    assert (own.with_first, own.gross) == (False, Amount(usd=200, per="week"))


def test_work_before_is_written_as_a_line() -> None:
    new = with_fields(samples.profile(), {"past": "bookkeeping (2 years); retail 4 years; army"})
    assert new.past == [
        PastWork(title="bookkeeping", years=2),
        PastWork(title="retail", years=4),
        PastWork(title="army"),
    ]


def test_a_note_on_changed_words_is_dropped() -> None:
    old = samples.profile(notes=["I took “about 45 hours a week” as by the week."])
    assert with_fields(old, {"work0.hours": 30.0}).notes == []
    assert with_fields(old, {"place": "Denver"}).notes == old.notes


@patient(deadline=None)  # the first title opens the tables
@given(st.dictionaries(st.sampled_from(["place", "skills", "past", "wants", "work0.title"]), st.text(max_size=60)))
def test_any_words_make_a_profile(told: dict[str, str]) -> None:
    new = with_fields(samples.profile(), told)
    assert Profile.model_validate_json(new.model_dump_json()) == new
    assert with_fields(new, {}) == new


def test_lists_are_told_apart_by_commas_and_semicolons() -> None:
    assert _listed("a, b;c\nb ,") == ["a", "b", "c"]
    assert {name for name, _ in _FIGURES} <= set(samples.profile().work[0].model_dump())


TALK = "I drive for Uber in Phoenix 45 hours a week for $950, 800 miles. I did two years of bookkeeping. I want $25 an hour."


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("told", "runs"),
    [
        ({"budget": 300.0}, ["upskilling_coach"]),
        ({"target_hourly": 40.0}, ["career_decider", "upskilling_coach"]),
        ({"target_hourly": None}, ["career_decider", "upskilling_coach"]),
    ],
)
async def test_an_edit_reruns_what_depends_on_it(tmp_path: Path, told: dict[str, float], runs: list[str]) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        first = [event async for event in service.advise(TALK, thread="t")]
        profile = with_fields(advised(first).profile, told)
        second = [event async for event in service.advise(thread="t", edited=profile)]
        again = service.records.list(1)[0]
    ran = [event.agent for event in second if isinstance(event, AgentFinished) and not event.cached]
    assert [agent for agent in ran if agent in runs] == runs
    assert not {"market_researcher", "skill_mapper", "income_analyst"} & set(ran)
    assert advised(second).profile == profile
    assert again.outcome == "finished"


@pytest.mark.usefixtures("at_home")
async def test_an_edited_place_and_pay_count(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        first = advised([event async for event in service.advise(TALK, thread="t")])
        moved = with_fields(first.profile, {"place": "Denver", "work0.employee": True})
        second = advised([event async for event in service.advise(thread="t", edited=moved)])
        fresh = advised([event async for event in service.advise(thread="new", edited=moved)])
    assert second.profile.area.name.startswith("Denver")
    assert second.income.net_hour != first.income.net_hour  # payroll tax is taken before costs
    assert fresh.income.net_hour == second.income.net_hour


def advised(events: list[Event]) -> Advice:
    return Advice.model_validate(events[-1].advice)  # type: ignore[union-attr]


@pytest.mark.usefixtures("at_home")
async def test_the_profile_is_remembered_past_a_restart_and_forgotten_with_its_thread(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        for thread, place in (("one", "Tampa"), ("two", "Reno")):
            async for _ in service.advise(f"I drive for Uber in {place}, $900 a week for 40 hours", thread=thread):
                pass
    async with Service.open(config) as service:
        known = await service.known(["none", "two", "one"])
        assert [(thread, profile.place) for thread, (profile, _) in known.items()] == [
            ("two", "Reno"),
            ("one", "Tampa"),
        ]
        assert all(abs(now() - said) < timedelta(minutes=10) for _, said in known.values())
        await service.forget("two")
        assert list(await service.known(["two", "one"])) == ["one"]
        assert await service.known([]) == {}
