"""The chat, driven as a person would: talk, watch, answer, come back, delete; and it never shows a traceback."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
import ui_samples as samples
from app_samples import local, opened, read, words

import ui.loop
from evals import cases
from runtime.errors import FactsError
from runtime.settings import settings
from ui.worker.welcome import privacy


def test_a_first_visit_explains_and_offers_examples(house) -> None:
    app = opened()
    assert not app.exception
    assert "What does your hour really bring?" in words(app)
    assert "stays on this machine" in words(app)
    assert len([b for b in app.button if b.label.startswith(":material")]) == 4


def test_words_become_an_answer_with_parts_sources_and_care(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    assert not app.exception
    shown = words(app)
    for part in ("Go for: Bookkeep", "Next step", "More a week", "What your hour really brings", "Where you could earn more", "The way there",
                 "What I assumed", "What I could not say", r"\$7\.44", "not a promise"):  # fmt: skip
        assert part in shown, part
    assert app.query_params["thread"]
    sources = next(e for e in app.expander if e.label.startswith("**Sources**"))
    assert (
        len(sources.dataframe[0].value) == 34 + 9
    )  # the facts, and each role's uplift an hour and a week, and its fit
    told = [e.label for e in app.expander if e.label.startswith("**")]
    assert told == list(dict.fromkeys(told)), "each part stands once"
    sentences = [one.value for one in app.main.markdown if len(one.value) > 40]
    assert sentences == list(dict.fromkeys(sentences)), "nothing is said twice"
    assert any(e.label.startswith("5 agents worked") for e in app.expander)


def test_an_example_is_one_touch(house) -> None:
    app = opened()
    next(b for b in app.button if "Rideshare" in b.label).click().run()
    assert not app.exception
    assert house.records.list()[0].outcome == "finished"
    assert "Bookkeeping" in words(app)


def test_a_reload_shows_the_thread_again(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    again = opened(thread=app.query_params["thread"])
    assert not again.exception
    assert "Uber in Phoenix" in words(again)
    assert "Go for: Bookkeep" in words(again)


@pytest.mark.parametrize("thread", ["nosuchthread", "../../etc", "<script>", "x" * 500])
def test_an_unknown_thread_is_a_first_visit(house, thread: str) -> None:
    app = opened(thread=thread)
    assert not app.exception
    assert "What does your hour really bring?" in words(app)


def test_a_question_is_answered_by_a_chip(house) -> None:
    app = opened()
    app.chat_input[0].set_value("where am I").run()
    assert app.get("button_group")
    app.get("button_group")[0].set_value("Tucson")
    next(b for b in app.button if b.label == "Go on").click().run()
    assert not app.exception
    assert house.service.asked[-1] == {"answers": {"place": "Tucson"}}
    assert "Go for: Bookkeep" in words(app)


def test_a_question_is_answered_in_the_chat_or_skipped(house) -> None:
    app = opened()
    app.chat_input[0].set_value("where am I").run()
    app.chat_input[0].set_value("Phoenix").run()
    assert house.service.asked[-1] == {"answers": {"said": "Phoenix"}}
    other = opened()
    other.chat_input[0].set_value("where am I").run()
    next(b for b in other.button if b.label.startswith("Skip")).click().run()
    assert house.service.asked[-1] == {"answers": {"said": "I don't know"}}
    assert not other.exception


def test_what_failed_is_a_sentence_and_the_thread_goes_on(house) -> None:
    app = opened()
    app.chat_input[0].set_value("please fail").run()
    assert not app.exception
    assert "wages" in app.error[0].value
    app.chat_input[0].set_value(samples.WORDS).run()
    assert "Go for: Bookkeep" in words(app)


def test_markup_in_words_does_nothing(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.HOSTILE).run()
    assert not app.exception
    for element in [*app.markdown, *app.caption]:
        assert not element.allow_html
        assert "<script>" not in element.value
        assert "](javascript" not in element.value
        assert "evil.example/p" not in element.value.replace("\\", "") or r"\!\[p\]" in element.value


def test_a_thread_is_deleted_for_good(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    next(b for b in app.button if b.label == "Delete for good").click().run()
    assert not app.exception
    assert house.records.list() == []
    assert "What does your hour really bring?" in words(app)


def test_conversations_are_listed_and_opened(house, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: None))  # a browser on this machine
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    thread = app.query_params["thread"]
    fresh = opened()
    fresh.button(key=f"thread.{thread}").click().run()
    assert fresh.query_params["thread"] in (thread, [thread])
    assert "Go for: Bookkeep" in words(fresh)


def test_a_browser_elsewhere_sees_its_own_conversations_alone(house, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: "10.0.0.9"))
    app, other = opened(), opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    thread = app.query_params["thread"]
    next(b for b in app.button if b.label == "New conversation").click().run()
    assert [b.key for b in app.button if (b.key or "").startswith("thread.")] == [f"thread.{thread}"]
    other.run()
    assert not [b.key for b in other.button if (b.key or "").startswith("thread.")]


def test_a_failing_warm_up_hinders_nobody(house, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self) -> None:
        raise RuntimeError("the index is gone")

    monkeypatch.setattr(samples.FakeService, "warm", broken)
    mine = samples.house(settings())
    monkeypatch.setattr(ui.loop, "house", lambda: mine)
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    assert "Go for: Bookkeep" in words(app)
    mine.close()


def test_a_service_that_does_not_open_is_a_sentence(house, monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def broken(_):
        raise FactsError("The table wages.parquet cannot be read.", "Restore it.")
        yield

    mine = ui.loop.House(settings(), broken)
    monkeypatch.setattr(ui.loop, "house", lambda: mine)
    app = opened()
    assert not app.exception
    assert "wages" in app.error[0].value
    mine.close()


def test_a_field_of_the_card_is_changed_and_says_so(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    card = {field.label: field for field in app.sidebar.number_input}
    assert card["Hours a week, waiting included"].value == 45
    assert any("about 45 hours a week" in caption.value for caption in app.sidebar.caption)
    card["Hours a week to learn"].set_value(12.0)
    next(b for b in app.sidebar.button if b.label == "Update the answer").click().run()
    assert not app.exception
    told = house.service.asked[-1]["edited"]
    assert (told.study_hours, told.work[0].hours, told.area.code) == (12, 45, samples.PHX)
    assert told.words["study_hours"] == "changed by you"
    assert told.words["place"] == "in Phoenix"
    assert "Hours a week to learn: 6 → 12" in read(app)
    app.run()
    assert "Hours a week to learn: 6 → 12" in read(app)


def test_an_unchanged_card_runs_nothing(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    asked = len(house.service.asked)
    next(b for b in app.sidebar.button if b.label == "Update the answer").click().run()
    assert len(house.service.asked) == asked


def test_the_card_opens_over_the_page_too(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    next(b for b in app.button if b.label == "Change this").click().run()
    assert not app.exception
    over = [field for field in app.text_input if field.label == "City or state"]
    assert len(over) == 2


def test_a_slider_runs_the_answer_again_in_its_place(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    slider = {one.label: one for one in app.slider}
    assert [slider[name].value for name in ("Pay wanted, an hour", "Hours a week to learn", "Miles a week")] == [
        25,
        6,
        800,
    ]
    slider["Miles a week"].set_value(400.0).run()
    assert not app.exception
    assert house.service.asked[-1]["edited"].work[0].miles == 400
    assert "Miles a week: 800 → 400" in read(app)
    assert "What changed" in words(app)
    next(one for one in app.slider if one.label == "Hours a week to learn").set_value(12.0).run()
    shown = read(app)
    assert "Hours a week to learn: 6 → 12" in shown
    assert "Miles a week: 800 → 400" in shown  # both, against what was said
    assert shown.count("Miles a week: 800 → 400") == 1
    next(b for b in app.button if b.label == "Back to what I said").click().run()
    told = house.service.asked[-1]["edited"]
    assert (told.work[0].miles, told.study_hours) == (800, 6)


def test_a_move_and_being_an_employee_are_tried(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    app.main.text_input[0].set_value("Denver").run()
    assert house.service.asked[-1]["edited"].place == "Denver"
    app.chat_input[0].set_value("What if I were an employee?").run()
    assert not app.exception
    assert house.service.asked[-1]["text"] == "What if I were an employee?"
    assert "edited" not in house.service.asked[-1], "a what-if in words is tried on a copy"


def test_an_answer_is_taken_along(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    kept = [button.label for button in app.main.get("download_button")]
    assert kept == ["PDF", "Markdown", "Plan as calendar"], (
        "what a developer takes along stands behind a menu of their own"
    )
    assert [button.label for button in app.sidebar.get("download_button")] == ["This answer as JSON"]


def test_a_file_is_dropped_with_words_or_without(house) -> None:
    app = opened()
    app.chat_input[0].upload("trips.csv", b"Date,Payout\n2026-03-02,70\n2026-03-08,70\n")
    app.chat_input[0].set_value("I drive for Uber").run()
    assert not app.exception
    assert house.service.asked[-1]["text"].startswith(
        "I drive for Uber\n\nFrom my file trips.csv:\nI take in $140 a week."
    )
    assert any(e.label == r"What I read in trips\.csv" for e in app.expander)
    other = opened()
    other.chat_input[0].upload("cv.txt", samples.HOSTILE.encode()).run()
    assert not other.exception
    assert "](javascript" not in words(other)


def test_a_file_that_cannot_be_read_is_a_sentence(house) -> None:
    app = opened()
    app.chat_input[0].upload("cv.pdf", b"PK\x03\x04 not a pdf").run()
    assert not app.exception
    assert "zip archive" in app.error[0].value
    assert house.service.asked == []
    assert "What does your hour really bring?" in words(app)
    app.chat_input[0].set_value(samples.WORDS).run()
    assert not app.error


def test_a_worker_who_comes_back_is_met_with_the_profile_of_last_time(house, monkeypatch: pytest.MonkeyPatch) -> None:
    local(monkeypatch)
    opened().chat_input[0].set_value(samples.WORDS).run()
    app = opened()
    assert "Welcome back" in words(app)
    assert "Uber driver" in words(app)
    next(b for b in app.button if b.label == "Yes, go on with it").click().run()
    assert not app.exception
    assert house.service.asked[-1]["edited"].work[0].title == "Uber driver"
    assert "As I said last time" in words(app)
    assert "Go for: Bookkeep" in words(app)
    again = opened()
    next(b for b in again.button if b.label == "Change it").click().run()
    assert [field.value for field in again.text_input if field.label == "City or state"] == ["Phoenix"]


def test_nobody_is_met_with_another_browsers_profile(house, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: "10.0.0.9"))
    opened().chat_input[0].set_value(samples.WORDS).run()
    assert "Welcome back" not in words(opened())


def test_a_conversation_is_renamed_and_its_name_deleted_with_it(house, monkeypatch: pytest.MonkeyPatch) -> None:
    local(monkeypatch)
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    thread = app.query_params["thread"]
    thread = thread if isinstance(thread, str) else thread[0]
    app.text_input(key=f"name.{thread}").set_value("<b>My</b> plan").run()
    assert not app.exception
    next(b for b in app.button if b.label == "New conversation").click().run()
    assert r"\<b\>My" in app.button(key=f"thread.{thread}").label
    app.button(key=f"thread.{thread}").click().run()
    assert house.notes.names() == {thread: "<b>My</b> plan"}
    next(b for b in app.button if b.label == "Delete for good").click().run()
    assert (house.notes.names(), house.notes.feedback()) == ({}, [])


def test_thumbs_and_a_comment_are_kept(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    app.feedback[0].set_value(0).run()
    assert not app.exception
    next(f for f in app.text_input if "wrong" in f.label).set_value("The miles are wrong").run()
    kept = house.notes.feedback()
    assert [(one.helped, one.comment) for one in kept] == [(False, "The miles are wrong")]
    assert kept[0].run_id == house.records.list()[0].run_id
    assert "Thank you" in words(app)


def test_an_answer_becomes_a_test_profile(house, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    local(monkeypatch)
    monkeypatch.setattr(cases, "PROFILES", tmp_path)
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    save = next(b for b in app.button if b.label == "Save as test profile")
    app = save.click().run()
    run = house.records.list()[0].run_id
    assert [case.text for case in cases.load(tmp_path)] == [samples.WORDS]
    assert f"run-{run}.yaml" in app.success[0].value.replace("\\", "")
    next(b for b in app.button if b.label == "Save as test profile").click().run()
    assert "is there already" in app.info[0].value
    assert not app.exception


def test_an_answer_elsewhere_is_no_test_profile(house, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: "10.0.0.9"))
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    assert not [b for b in app.button if b.label == "Save as test profile"]


@pytest.mark.parametrize(
    ("mode", "hints", "said"),
    [
        ("evidence-only", {"intake"}, "stays on this machine. No language model is used"),
        ("local", {"intake"}, "stays on this machine. The language model runs here too"),
        ("hosted", set(), "neither your words nor any figure is sent"),
        ("hosted", {"intake"}, "may be sent to a language model, to understand it better (Llama through Hugging Face)"),
    ],
)
def test_what_leaves_the_machine_is_said_before_the_first_message(mode: str, hints: set[str], said: str) -> None:
    service = SimpleNamespace(
        mode=mode, why="Llama through Hugging Face, because HF_TOKEN is set.", config=SimpleNamespace(hints=hints)
    )
    assert said in privacy(SimpleNamespace(service=service))  # type: ignore[arg-type]


def test_what_was_said_is_said_otherwise_and_what_came_after_gives_way(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    app.chat_input[0].set_value("I live in Tucson").run()
    first = next(b for b in app.button if b.label == "Edit")
    first.click().run()
    assert app.text_area[0].value == samples.WORDS
    app.text_area[0].set_value("I drive for Lyft")
    next(b for b in app.button if b.label == "Say this instead").click().run()
    assert not app.exception
    before, told = house.service.asked[-2:]
    assert told == {"text": "I drive for Lyft", "ask": True, "instead": before["back before"]}
    for visit in (app, opened(thread=app.query_params["thread"])):
        said = [m.children[0] for m in visit.chat_message if m.name == "user"]
        assert len(said) == 1
        assert "Tucson" not in words(visit)
        assert "I drive for Lyft" in words(visit)


def test_words_that_are_left_as_they_were_say_nothing(house) -> None:
    app = opened()
    app.chat_input[0].set_value(samples.WORDS).run()
    next(b for b in app.button if b.label == "Edit").click().run()
    next(b for b in app.button if b.label == "Leave it as it was").click().run()
    assert len(house.service.asked) == 1
    assert not app.text_area
