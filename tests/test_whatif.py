"""What if: what the sliders stand at, what words mean, and what changed between two answers."""

from __future__ import annotations

from pathlib import Path

import pytest
import ui_samples as samples

from agents.contracts import UpskillingPlan
from agents.replies.supposing import changed_by
from runtime.settings import settings
from ui.service import Service
from ui.turn import Turn
from ui.worker.card import with_fields
from ui.worker.whatif import differences, sliders


def heard(*args, **kwargs) -> Turn:
    turn = Turn()
    for event in samples.events(*args, **kwargs):
        turn.hear(event)
    return turn


def test_the_same_answer_differs_in_nothing() -> None:
    assert differences(heard(), heard()) == []


def test_another_plan_is_told_before_and_now() -> None:
    turn = heard(instead=[UpskillingPlan(abstentions=["There is no plan."])])
    assert [(one.what, one.before, one.now) for one in differences(heard(), turn)] == [
        ("Hours of learning", "19 hours", "–")
    ]


def test_sliders_stand_at_what_was_said_or_assumed() -> None:
    at = {slider.field: slider.value for slider in sliders(heard())}
    assert at == {"target_hourly": 25, "study_hours": 6, "budget": 0, "work0.miles": 800}
    unsaid = samples.profile().model_copy(update={"target_hourly": None, "study_hours": None})
    at = {slider.field: slider.value for slider in sliders(heard(unsaid))}
    assert (at["target_hourly"], at["study_hours"]) == (24, 6)


@pytest.mark.parametrize(
    ("words", "employee"),
    [
        ("What if I were an employee?", True),
        ("what if they paid me on a W-2", True),
        ("Suppose I was self-employed again", False),
        ("if I were an independent contractor?", False),
        ("what if I moved to Denver?", None),
    ],
)
def test_how_one_is_paid_is_meant_by_words(words: str, employee: bool | None) -> None:
    profile = changed_by(words, samples.profile()) or samples.profile()
    assert profile.work[0].employee is bool(employee)


@pytest.mark.usefixtures("at_home")
async def test_fewer_miles_bring_more_an_hour_and_the_table_says_so(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    talk = "I drive for Uber in Phoenix 45 hours a week for $950, 800 miles. I did two years of bookkeeping. I want $25 an hour."
    turns = []
    async with Service.open(config) as service:
        for told in (None, {"work0.miles": 400.0}):
            given = {"edited": with_fields(turns[0].advice.profile, told)} if told else {"text": talk}
            turns.append(Turn())
            async for event in service.advise(thread="t", **given):
                turns[-1].hear(event)
    found = {one.what: one for one in differences(*turns)}
    assert float(found["Your hour now"].now.strip("$")) > float(found["Your hour now"].before.strip("$"))
    assert all(not one.ref or one.ref in turns[1].known for one in found.values())


@pytest.mark.usefixtures("at_home")
async def test_a_budget_named_afterwards_is_set_against_the_plan(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    talk = "I drive for Uber in Phoenix 45 hours a week for $950, 800 miles. I did two years of bookkeeping."
    turns = []
    async with Service.open(config) as service:
        for text in (talk, "I only have $210"):
            turns.append(Turn())
            async for event in service.advise(thread="t", text=text):
                turns[-1].hear(event)
    first, then = (turn.advice for turn in turns)
    assert "you.budget" not in first.facts
    assert then.facts["you.budget"].amount == 210
    told = [" ".join(part.text for part in advice.narrative) for advice in (first, then)]
    assert ["$210" in text for text in told] == [False, True]


@pytest.mark.usefixtures("at_home")
async def test_a_pace_that_changes_no_week_is_not_set_against_itself(tmp_path: Path) -> None:
    """“1 week instead of 1 week” tells nobody anything."""
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    talk = "I drive for Uber in Phoenix 45 hours a week for $950, 800 miles. I did two years of bookkeeping. I can study 10 hours a week."
    replies = []
    async with Service.open(config) as service:
        for text in (talk, "What if I could study 11 hours a week?"):
            turn = Turn()
            async for event in service.advise(thread="t", text=text):
                turn.hear(event)
            replies.append(turn.advice)
    said = replies[1].reply.text if replies[1].reply else ""
    print(said)
    assert "instead of" not in said
    assert ", as it does now" in said
