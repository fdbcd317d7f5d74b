"""Who comes back: a date on what was said, a name on each talk, and how far the plan has come."""

from __future__ import annotations

from datetime import timedelta

import pytest
import ui_samples as samples
from app_samples import local, opened, read

from agents.contracts import UpskillingPlan
from runtime.records import now
from tools.profile import PastWork, Profile, Work
from ui.worker.progress import BEGUN, WENT, from_here
from ui.worker.threads import titled


def weeks_ago(house, weeks: int) -> str:
    """A talk whose profile was kept so long ago."""
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    thread = (
        app.query_params["thread"][0] if isinstance(app.query_params["thread"], list) else app.query_params["thread"]
    )
    profile, said = house.service.profiles[thread]
    house.service.profiles[thread] = profile, said - timedelta(weeks=weeks)
    return thread


def test_after_weeks_one_is_asked_how_far_the_plan_has_come(house, monkeypatch: pytest.MonkeyPatch) -> None:
    local(monkeypatch)
    thread = weeks_ago(house, 3)
    since = house.service.profiles[thread][1].astimezone()
    app = opened()
    assert f"On {since:%-d %B %Y} you told me this" in read(app)
    assert f"On {since:%-d %B} you planned 19 hours on the way to" in read(app)
    far = next(one for one in app.button_group if one.key.startswith("far."))
    far.set_value("About half").run()
    assert not app.exception
    by = (now() + timedelta(weeks=2)).astimezone()
    told = f"About 10 hours are left: at 6 hours a week that is 2 weeks, to about {by:%-d %B}."
    assert told in read(app)
    assert told in read(opened()), "it is kept"
    run_id = house.records.list(1)[0].run_id
    assert [one.how_far for one in house.notes.progress(run_id)] == ["About half"]
    house.notes.delete_thread(thread)
    assert house.notes.progress(run_id) == [], "it goes with its talk"


def test_a_day_after_nothing_is_asked(house, monkeypatch: pytest.MonkeyPatch) -> None:
    local(monkeypatch)
    weeks_ago(house, 0)
    app = opened()
    assert "Welcome back" in read(app)
    assert "you planned" not in read(app)


@pytest.mark.parametrize(
    ("how_far", "said"),
    [
        ("Not begun", "About 20 hours are left: at 5 hours a week that is 4 weeks"),
        ("A little", "About 15 hours are left: at 5 hours a week that is 3 weeks"),
        ("All the learning", "All of it is behind you."),
        ("I have that work", WENT["I have that work"]),
    ],
)
def test_what_is_left_is_told_from_how_far_one_is(how_far: str, said: str) -> None:
    assert from_here(UpskillingPlan(hours=20, hours_per_week=5), how_far, now()).startswith(said)


def test_a_plan_without_a_pace_has_no_date() -> None:
    assert from_here(UpskillingPlan(hours=20), "About half", now()) == "About 10 hours are left."
    assert not set(BEGUN) & set(WENT)


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        (Profile(work=[Work(title="uber driver")], place="Phoenix"), "Uber driver, Phoenix"),
        (Profile(past=[PastWork(title="waiter")]), "Waiter"),
        (Profile(place="Reno"), "Reno"),
        (Profile(work=[Work(title="deliverer of very many different things")], place="Reno"), "Deliverer of very many different…"),
        (Profile(), ""),
    ],
)  # fmt: skip
def test_a_talk_is_named_by_what_was_said_in_it(profile: Profile, name: str) -> None:
    assert titled(profile) == name


def test_a_given_name_stands_in_the_place_of_the_made_one(house, monkeypatch: pytest.MonkeyPatch) -> None:
    local(monkeypatch)
    thread = weeks_ago(house, 0)
    made = next(b.label for b in opened().sidebar.button if b.key == f"thread.{thread}")
    assert "Uber driver, Phoenix" in made
    house.notes.rename(thread, "My plan")
    assert "My plan" in next(b.label for b in opened().sidebar.button if b.key == f"thread.{thread}")
