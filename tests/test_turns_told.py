"""Figures of a later turn: which field each belongs to, what comes on top, and what is only wanted."""

from __future__ import annotations

import pytest

from agents.amend import SURE, SURE_TOLD, amended
from agents.state import CareerState, Request
from agents.talk import further
from agents.understanding import understand
from tools.profile import Amount, Profile, Work
from tools.toolbox import Toolbox

KNOWN = {"gross": 720.0, "hours": 40.0, "miles": None, "costs": None}


def told(words: str, corrects: bool = True, **known: float | None) -> dict[str, float | None]:
    """What the work holds after a turn."""
    has = {**KNOWN, **known}
    work = Work(title="nail tech", soc="39-5092", gross=Amount(usd=has["gross"] or 0.0, per="week"), hours=has["hours"], miles=has["miles"], expenses=has["costs"])  # fmt: skip
    profile = Profile(work=[work])
    amended(profile, words, SURE if corrects else SURE_TOLD)
    now = profile.work[0]
    assert now.gross is not None
    return {
        "gross": now.gross.usd,
        "hours": now.hours,
        "miles": now.miles,
        "costs": now.supplies if now.supplies is not None else now.expenses,
    }


@pytest.mark.parametrize(
    ("words", "known", "then"),
    [
        ("the 720 is before my booth rent, which is 110 a week", {}, {"costs": 110}),
        ("720 is what comes in before I pay a helper $150 a week", {}, {"costs": 150}),
        ("el 720 es antes de la renta de la silla, que son 100 por semana", {}, {"costs": 100}),
        ("that 720 is before the studio rent, 35 a week", {"costs": 0.0}, {"costs": 35}),
        ("not 40, they cut me to 32. so more like 560", {}, {"hours": 32, "gross": 560}),
        ("its 55 not 40", {}, {"hours": 55}),
        ("sorry, it was 640, not 720", {}, {"gross": 640}),
        ("its 46 hrs total not 40, the shuttle is 15 of it", {}, {"hours": 46}),
        ("gas eats 200 a week of it, and 350 miles is wrong, 450", {"miles": 350.0}, {"costs": 200, "miles": 450}),
        ("I make 700 not 720 and I drive 300 miles", {}, {"gross": 700, "miles": 300}),
        ("no its 40 hours and 600 miles", {}, {"miles": 600}),
    ],
)
def test_figures_go_where_what_stands_beside_them_says(words: str, known: dict, then: dict) -> None:
    assert told(words, **known) == {**KNOWN, **known, **then}


def test_what_was_paid_in_another_sentence_makes_no_cost_of_what_comes_in() -> None:
    now = told("Actually the $720 is what's left after I pay my helper. Before that it is $1,050.")
    assert now["costs"] is None


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("I also give lessons, another $140 a week and 4 more hours", {"gross": 860, "hours": 44}),
        ("and I took on two more houses, another 4 hours and 100 a week", {"hours": 44, "gross": 820}),
        ("and i do brows on saturdays, another 6 hrs and 120 a week", {"hours": 46, "gross": 840}),
    ],
)
def test_what_comes_on_top_is_added(words: str, then: dict) -> None:
    assert told(words, corrects=False) == {**KNOWN, **then}


def test_on_top_of_what_is_not_known_nothing_is_added() -> None:
    assert told("I also give lessons, 4 more hours", corrects=False, hours=None) == {**KNOWN, "hours": None}


@pytest.mark.parametrize(
    "words",
    [
        "i need to clear 900 a week, thats the floor",
        "I have to make at least 850 a week",
        "necesito ganar 900 por semana",
    ],
)
def test_money_that_is_wanted_is_not_taken_in(words: str) -> None:
    assert told(words, corrects=False) == KNOWN


def test_what_is_paid_out_each_week_is_a_cost_however_it_is_worded() -> None:
    assert told("i never mentioned i pay a guy 90 a week for sound", corrects=False) == {**KNOWN, "costs": 90}
    assert told("i get 90 a week from my dad", corrects=False) == KNOWN


def test_what_is_asked_about_one_figure_stays_open_where_another_one_is_laid_over() -> None:
    first = understand(Request(text="I clean houses in Austin, 30 hours a week, I take in $720 a week, drive 90 miles, supplies $35."), None, Toolbox())  # fmt: skip
    words = "also the 720 is before I pay my helper, about 90 a week"
    state = CareerState(request=Request(text=words), intake=first, history=[])
    after, _ = further(Request(text=words), state, Toolbox())
    assert [question.field for question in after.questions] == ["costs"]
    assert after.profile.work == first.profile.work
