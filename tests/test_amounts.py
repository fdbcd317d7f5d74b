"""Figures are read as a person would read them, and only where the words around them say what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.amounts import completed, digits, figures, per_week

PHOENIX = (
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of "
    "bookkeeping for my uncle, I know Excel and Spanish. I want $25 an hour, home in the evenings, can study 6 hours a week."
)


def read(text: str) -> dict[str, tuple[float, str | None]]:
    return {figure.kind: (figure.value, figure.per) for figure in reversed(figures(digits(text)))}


def test_the_worked_example() -> None:
    assert read(PHOENIX) == {
        "hours": (45, "week"), "gross": (950, None), "miles": (800, "week"), "years": (2, "year"),
        "target": (25, "hour"), "study_hours": (6, "week"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "value", "per"),
    [
        ("I make $700-800 a week doordashing", "gross", 750, "week"),
        ("I make about 800 bucks a week", "gross", 800, "week"),
        ("twenty five dollars an hour is what I charge", "gross", 25, "hour"),
        ("earning 60k a year", "gross", 60_000, "year"),
        ("I get paid $17.50/hr", "gross", 17.5, "hour"),
        ("12 rides a day at $9 a ride", "gross", 9, "job"),
        ("I lose money, I make -$200 a week", "gross", -200, "week"),
        ("spend about $120 on gas every week", "expenses", 120, None),
        ("Fiverr takes 20%", "fees", 20, None),
        ("I can spend $300 on courses", "budget", 300, None),
        ("I only have $200", "budget", 200, None),
        ("my goal is 50k", "target", 50_000, None),
        ("want at least 30/hr", "target", 30, "hour"),
        ("8 hours a day", "hours", 8, "day"),
        ("45-50h a week", "hours", 47.5, "week"),
        ("plus 10 unpaid hours finding clients", "unpaid_hours", 10, "week"),
        ("I have 3 hours free each day to learn", "study_hours", 3, "week"),
        ("150 miles a day", "miles", 150, "day"),
        ("60 deliveries per week", "jobs", 60, "week"),
    ],
)
def test_one_figure(text: str, kind: str, value: float, per: str | None) -> None:
    assert read(text)[kind] == (value, per)


@pytest.mark.parametrize(
    "text", ["", "I have two kids and one dog", "call me at 602 555 0100", "route 66", "no one pays", "🚗🚗"]
)
def test_figures_that_say_nothing_are_left_alone(text: str) -> None:
    assert not set(read(text)) - {"years"}


@pytest.mark.parametrize(
    ("text", "kind", "value", "per"),
    [
        ("I drive for Lyft 30 hours, no, 35 hours a week", "hours", 35, "week"),
        ("I said 40 hours but it's more like 50", "hours", 50, "week"),
        ("25 hours a week no wait more like 40, $600 a week", "hours", 40, "week"),
        ("forty hours a week, no, fifty", "hours", 50, "week"),
        ("30 hours a week for $500. Sorry, I meant 35 hours a week", "hours", 35, "week"),
        ("I make $500 a week, sorry, 600", "gross", 600, "week"),
        ("I make $500 a week, no, $600 with tips", "gross", 600, "week"),
        ("I want $20 an hour, no, make that $25 an hour", "target", 25, "hour"),
        ("I have $200, no, $300 for training", "budget", 300, None),
        ("I drive 45 hours, 800 miles a week. Wait, 700 miles", "miles", 700, "week"),
    ],
)
def test_a_corrected_figure_takes_the_place_of_the_first(text: str, kind: str, value: float, per: str | None) -> None:
    found = [(figure.value, figure.per) for figure in figures(completed(digits(text))) if figure.kind == kind]
    assert found == [(value, per)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("I gross $900 a week, actually $500 after gas", "gross", 900),
        ("I earn $500 a week, some weeks more like $700", "gross", 500),
        ("30 hours a week, no 2 days are the same", "hours", 30),
        ("I drive 30 hours a week, actually 300 miles", "hours", 30),
        ("I earn $15 an hour, no benefits, 30 hours a week", "hours", 30),
    ],
)
def test_not_every_second_figure_corrects_the_first(text: str, kind: str, value: float) -> None:
    assert next(figure.value for figure in figures(completed(digits(text))) if figure.kind == kind) == value


def test_spelled_numbers() -> None:
    assert digits("forty five hours, one of two hundred") == "45 hours, one of 200"


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for figure in figures(completed(digits(text))):
        assert figure.words.strip()


@given(st.floats(0, 1e6), st.sampled_from(["week", "month", "year"]))
def test_longer_periods_give_less_a_week(value: float, per: str) -> None:
    weekly = per_week(value, per)  # type: ignore[arg-type]
    assert weekly is not None
    assert weekly <= value
