"""Nothing that is read can take the page: what cannot be shown says so in its own place."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
import ui_samples as samples
from app_samples import PAGE, opened, words
from streamlit.testing.v1 import AppTest

from tools.profile import Amount
from ui.turn import Turn
from ui.worker import charts
from ui.worker.bounds import impossible


@pytest.mark.parametrize(
    ("work", "more", "said"),
    [
        ({"hours": -45}, {}, "I have -45 for your hours a week"),
        ({"miles": -800}, {}, "I have -800 for your miles a week"),
        ({"hours": 99_999}, {}, "I have 99,999 for your hours a week"),
        ({"gross": Amount(usd=1e15, per="week")}, {}, "I have 1e+15 for what you take in"),
        ({"fees": 400}, {}, "I have 400 for the platform’s share"),
        ({}, {"study_hours": -3}, "I have -3 for your hours a week to learn"),
        ({}, {"budget": 1e12}, "I have 1e+12 for what you can spend"),
        ({}, {"target_hourly": -25}, "I have -25 for the pay you want"),
    ],
)
def test_a_figure_that_cannot_be_is_told_as_such_and_the_page_stands(
    house, work: dict[str, Any], more: dict[str, Any], said: str
) -> None:
    known = samples.profile().model_copy(update=more)
    known.work[0] = known.work[0].model_copy(update=work)
    app = AppTest.from_file(str(PAGE), default_timeout=20)
    app.session_state["say"] = {"said": "As I said", "edited": known}
    app.run()
    for visit in (app, opened(thread=app.query_params["thread"])):
        assert not visit.exception
        assert not visit.error
        assert said in visit.warning[0].value.replace("\\", "")
        assert any("What is right?" in caption.value for caption in visit.sidebar.caption)
        next(b for b in visit.button if b.label == "Change this").click().run()
        assert not visit.exception
    next(b for b in app.sidebar.button if b.label == "Update the answer").click().run()
    told = house.service.asked[-1]["edited"]
    assert not list(impossible(told)), "what cannot be is left out once the form is sent"


def test_a_record_that_cannot_be_read_takes_its_own_place_alone(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    with sqlite3.connect(house.records.path) as db:
        db.execute("update runs set events = replace(events, 'run_started', 'nobody_knows')")
    again = opened(thread=app.query_params["thread"])
    assert not again.exception
    assert "This answer can no longer be read" in again.error[0].value
    again.chat_input[0].set_value(samples.WORDS).run()
    assert not again.exception
    assert "Go for: Bookkeep" in words(again)


def test_a_part_that_breaks_takes_its_own_place_alone(house, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(turn: Turn) -> None:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr(charts, "waterfall", broken)
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    assert not app.exception
    assert app.error[0].value.startswith("What your hour really brings cannot be shown")
    assert "The way there" in words(app)
