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


def test_a_table_of_unknown_columns_is_shown_and_asked_about_and_the_words_wait(house) -> None:
    app = opened()
    app.chat_input[0].upload("paie.csv", b"Semaine;Gagne;Heures\n2026-03-02;700;40\n2026-03-09;650;38\n")
    app.chat_input[0].set_value("I drive for Uber").run()
    assert not app.exception
    assert house.service.asked == []
    assert "which column is which" in words(app)
    assert app.table
    asked = {one.label: one for one in app.selectbox}
    next(b for b in app.button if b.label == "Add it up").click().run()
    assert "the one with what you were paid" in app.error[0].value
    asked = {one.label: one for one in app.selectbox}
    assert asked["Which column is the date?"].value == "Semaine"
    asked["Which is what you were paid?"].set_value("Gagne")
    asked["Which is the hours you worked?"].set_value("Heures")
    next(b for b in app.button if b.label == "Add it up").click().run()
    assert not app.exception
    assert not app.error
    assert house.service.asked[-1]["text"].startswith(
        "I drive for Uber\n\nFrom my file paie.csv:\nI take in $675 a week, work 39.0 hours a week."
    )


def test_words_said_instead_take_those_that_waited_along(house) -> None:
    app = opened()
    app.chat_input[0].upload("pay.csv", b"a,b\n1,2\n")
    app.chat_input[0].set_value("I drive for Uber").run()
    app.chat_input[0].set_value("in Phoenix, $900 a week").run()
    assert house.service.asked[-1]["text"] == "I drive for Uber\n\nin Phoenix, $900 a week"
    assert not any(b.label == "Add it up" for b in app.button)


def test_a_photo_gets_a_next_step_and_the_words_beside_it_count(house) -> None:
    app = opened()
    app.chat_input[0].upload("pay.jpg", b"\xff\xd8\xff\xe0" + bytes(300))
    app.chat_input[0].set_value(samples.WORDS).run()
    assert not app.exception
    assert "is a picture" in app.error[0].value
    assert house.service.asked[-1]["text"] == samples.WORDS
    assert "Go for: Bookkeep" in words(app)


def test_a_figure_is_typed_into_its_own_field(house) -> None:
    app = opened()
    app.chat_input[0].set_value("I earn what").run()
    field = {one.label: one for one in app.main.number_input}
    field["Exactly, $"].set_value(912.0)
    field["Hours a week"].set_value(41.5)
    next(b for b in app.button if b.label == "Go on").click().run()
    assert not app.exception
    assert house.service.asked[-1] == {"answers": {"money": "$912 a week for 41.5 hours a week"}}
