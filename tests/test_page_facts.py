"""A model that is slow or hangs holds back its own words alone: all facts are there at once, from the same turn without it."""

from __future__ import annotations

from pathlib import Path

import pytest
import ui_samples as samples
from app_samples import opened, words

import ui.loop
from agents.contracts import Advice
from knowledge import index
from knowledge.documents import documents
from runtime.events import QuestionsAsked, RunFinished, RunStarted
from runtime.settings import settings
from ui.loop import House
from ui.service import Service
from ui.worker import prepare

TALK = "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles."


def test_the_facts_are_there_while_the_model_hangs() -> None:
    house = samples.house(settings(), hangs=True)
    live = house.say("hanging", samples.WORDS, text=samples.WORDS)
    live.facts.wait(10)
    assert [type(event) for event in live.facts.events][-1] is RunFinished
    assert not live.over
    house.stop(live)
    plain = house.say("hanging", "(went on)", resume=True, plain=True)
    plain.wait(10)
    assert plain.facts is None
    assert isinstance(plain.events[-1], RunFinished)
    house.close()


@pytest.mark.usefixtures("at_home")
async def test_what_runs_beside_a_talk_knows_it_and_changes_nothing(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        asked = [event async for event in service.advise("I drive for Lyft in Tampa", thread="t", ask=True)]
        assert isinstance(asked[-1], QuestionsAsked)
        answers = {"money": "$900 a week for 40 hours a week", "miles": "600 miles a week"}
        aside = [event async for event in service.facts(await service.beside("t"), "t", answers=answers)]
        own = [event async for event in service.advise(thread="t", answers=answers)]
        more = {"text": "sorry, it's 50 hours"}
        aside_too = [event async for event in service.facts(await service.beside("t"), "t", **more)]
        own_too = [event async for event in service.advise(thread="t", **more)]
        runs = service.records.list(10)
    for facts, run in ((aside, own), (aside_too, own_too)):
        there, said = (Advice.model_validate(events[-1].advice) for events in (facts, run))
        assert there.profile == said.profile
        assert there.income == said.income
        assert there.decision.role == said.decision.role
    assert len(runs) == 3, "what runs beside leaves no record"


@pytest.mark.usefixtures("at_home")
async def test_a_plain_turn_says_why_it_has_no_words_of_the_model(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    async with Service.open(config) as service:
        events = [event async for event in service.advise(TALK, thread="t", plain=True)]
    assert isinstance(events[0], RunStarted)
    assert (events[0].mode, events[0].why) == ("evidence-only", "the worker did not wait for the model")


def test_the_first_start_makes_the_index_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    made = House(settings())
    monkeypatch.setattr(ui.loop, "house", lambda: made)
    docs = documents()[:40]
    monkeypatch.setattr(prepare, "build", lambda progress: index.build(progress=progress, docs=docs))
    assert not index.whole()
    app = opened()
    assert not app.exception
    assert not app.error
    assert index.whole()
    assert "What does your hour really bring?" in words(app)
    made.close()
