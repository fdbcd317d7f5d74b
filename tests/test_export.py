"""Exports: whole, safe whatever was typed, and readable by other programs."""

from __future__ import annotations

import io
from datetime import date

import pytest
import ui_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from agents.contracts import Advice, Decision, UpskillingPlan
from ui.turn import Turn
from ui.worker import export, ics


def heard(*args, **kwargs) -> Turn:
    turn = Turn()
    for event in samples.events(*args, **kwargs):
        turn.hear(event)
    return turn


def pdf_words(turn: Turn) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(export.pdf(turn))).pages).split())


PARTS = ("What I understood", "Where to go from here", "What your hour really brings", "$7.44 an hour", "$23.80", "Where you could earn more",
         "What you have and what is missing", "The way there", "What I assumed", "What I could not say", "IRS standard mileage rates, 2025",
         "not a promise", "careeronestop.org")  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_the_whole_answer_is_in_markdown_and_pdf(part: str) -> None:
    assert part in export.markdown(heard()).replace("\\", "")
    assert part in pdf_words(heard())


def test_a_pdf_keeps_its_links() -> None:
    reader = PdfReader(io.BytesIO(export.pdf(heard())))
    links = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])}
    assert samples.LINK.value in links


def test_json_is_the_advice() -> None:
    turn = heard()
    assert Advice.model_validate_json(export.as_json(turn)) == turn.advice


def test_the_plan_is_a_calendar_from_next_monday_on() -> None:
    text = ics.calendar(heard(), date(2026, 11, 24))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "DTSTART:20261130T183000\r\n" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO" in text
    assert text.count("TRIGGER:-PT30M") == 2, "each step reminds"
    assert f"URL:{samples.LINK.value}" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize(
    ("hours", "days", "minutes"), [(0, 1, 15), (1, 1, 60), (3, 1, 180), (6, 2, 180), (5.7, 2, 165), (40, 7, 345)]
)
def test_hours_of_a_week_become_evenings(hours: float, days: int, minutes: int) -> None:
    assert ics.sittings(hours) == (days, minutes)


def test_no_role_and_no_plan_are_exported_too() -> None:
    turn = heard(
        instead=[Decision(abstentions=["I recommend none."]), UpskillingPlan(abstentions=["No plan without a role."])]
    )
    assert "I recommend none" in export.markdown(turn)
    assert "I recommend none" in pdf_words(turn)
    assert "VEVENT" not in ics.calendar(turn)
    assert export.name(turn) == "gigpath-answer"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80) | st.just(samples.HOSTILE) | st.just("Zażółć 配達 🚗 مرحبا e\u0301"))
def test_any_characters_are_exported_and_do_nothing(title: str) -> None:
    turn = heard(samples.profile(title=title))
    assert pdf_words(turn)
    blocks = MarkdownIt("commonmark", {"html": True}).enable("table").parse(export.markdown(turn))
    inline = [token for block in blocks for token in block.children or [block]]
    assert not {token.type for token in inline} & {"html_block", "html_inline", "image", "fence", "code_block"}
    known = {str(fact.url) for fact in turn.facts.values()} | {samples.LINK.value, export.view.COUNSELLOR}
    assert {token.attrs["href"] for token in inline if token.type == "link_open"} <= known


def test_letters_without_a_like_in_a_pdf_become_plain() -> None:
    assert export._latin("Zażółć − 5 → 6 “ok” 配") == "Zazólc - 5 -> 6 “ok” ?"


def test_long_lines_of_a_calendar_are_folded_between_letters() -> None:
    folded = list(ics._folded("SUMMARY:" + "é" * 100))
    assert "".join(piece.removeprefix(" ") if n else piece for n, piece in enumerate(folded)) == "SUMMARY:" + "é" * 100
