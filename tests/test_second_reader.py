"""A model as a second reader: what it points at must stand in the message, agreement changes nothing, disagreement becomes a question."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.hints import LONGEST, quoted
from agents.second_reader import Pieces, disagreements
from tools.profile import Amount, Profile, Work
from tools.reading.lacking import Doubt
from tools.reading.occupations import Title

TALK = "I drive for Uber in Phoenix, about 640 last week, $2,600 a month, 9 hours a day, 5 days. I used to be a line cook for $15 an hour."
WEEK = Amount(usd=640, per="week")
SOCS = {"drive for Uber": "53-3054", "line cook": "35-2014", "Phoenix": ""}


class Helper:
    """Points at what a test says, and remembers what it was shown; ``None`` is a model that gave no usable answer."""

    def __init__(self, pieces: dict[str, str] | None) -> None:
        self.pieces = pieces
        self.shown: list[str] = []

    async def ask(self, schema: type[Pieces], **values: str) -> Pieces | None:
        self.shown.append(values["words"])
        return None if self.pieces is None else schema(**{**dict.fromkeys(schema.model_fields, ""), **self.pieces})


@pytest.fixture(autouse=True)
def sure_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agents.second_reader.title_of", lambda words: Title(SOCS.get(words, "39-2021"), 0.9))


def asked(profile: Profile, text: str = TALK, **pieces: str) -> list[Doubt]:
    return asyncio.run(disagreements(text, profile, Helper(pieces)))  # type: ignore[arg-type]


def driver(**more: Any) -> Profile:
    words = more.pop("words", {})
    return Profile(work=[Work.model_validate({"title": "Uber", "soc": "53-3054", **more})], words=words)


def test_a_model_that_gives_no_answer_asks_nothing() -> None:
    assert asyncio.run(disagreements(TALK, Profile(), Helper(None))) == []  # type: ignore[arg-type]
    assert asked(Profile()) == []


def test_the_model_sees_the_words_as_they_may_leave_the_machine() -> None:
    """As quoted data, of one line and no longer than needed, without what tells who wrote it."""
    helper = Helper({})
    asyncio.run(disagreements(f'Mail me: ana@example.org\n"{TALK}" {"x" * 5000}', Profile(), helper))  # type: ignore[arg-type]
    (shown,) = helper.shown
    assert "ana@example.org" not in shown
    assert shown == quoted(shown)
    assert len(shown) <= LONGEST


# ---- agreement ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "pieces"),
    [
        (driver(), {"work": "drive for Uber"}),
        (driver(soc="53-3053"), {"work": "drive for Uber"}),  # told apart by their cars alone
        (driver(gross=WEEK), {"takings": "about 640 last week"}),
        (driver(gross=Amount(usd=600, per="week")), {"takings": "640"}),  # near enough
        (driver(gross=Amount(usd=900, per="week", low=640, high=1300)), {"takings": "about 640 last week"}),
        (driver(hours=9), {"hours": "9 hours a day"}),
        (driver(gross=WEEK, hours=45), {"work": "drive for Uber", "takings": "about 640 last week", "wanted": ""}),
        # one amount in two periods: what was read is the week's, what was said the month's or the day's
        (driver(gross=Amount(usd=600, per="week"), words={"work.gross": "$2,600 a month"}), {"takings": "$2,600 a month"}),
        (driver(hours=45, words={"work.hours": "9 hours a day", "work.days": "5 days"}), {"hours": "9 hours a day"}),
        (driver(gross=WEEK, words={"work.gross.1": "$2,600 a month"}), {"takings": "$2,600 a month"}),
    ],
)  # fmt: skip
def test_agreement_asks_nothing(profile: Profile, pieces: dict[str, str]) -> None:
    before = profile.model_copy(deep=True)
    assert asked(profile, **pieces) == []
    assert profile == before


# ---- disagreement ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "pieces", "field", "piece"),
    [
        (driver(), {"work": "line cook"}, "work", "line cook"),
        (Profile(), {"work": "drive for Uber"}, "work", "drive for Uber"),
        (driver(gross=Amount(usd=15, per="hour")), {"takings": "about 640 last week"}, "money", "about 640 last week"),
        (driver(), {"takings": "about 640 last week"}, "money", "about 640 last week"),
        (driver(hours=5, words={"work.hours": "5 days"}), {"hours": "9 hours a day"}, "hours", "9 hours a day"),
        (driver(hours=2600, words={"work.gross": "9 hours"}), {"hours": "9 hours a day"}, "hours", "9 hours a day"),
    ],
)
def test_disagreement_becomes_a_question_about_the_piece(
    profile: Profile, pieces: dict[str, str], field: str, piece: str
) -> None:
    before = profile.model_copy(deep=True)
    (found,) = asked(profile, **pieces)
    assert (found.field, found.words, found.blocks) == (field, piece, True)
    assert f"“{piece}”" in found.text
    assert any(piece in option for option in found.options)
    assert profile == before  # it never overwrites


def test_a_question_about_the_work_offers_both_readings() -> None:
    (found,) = asked(driver(), work="line cook")
    assert found.options == ("line cook", "Uber")


def test_each_disagreement_is_its_own_question() -> None:
    found = asked(
        driver(gross=Amount(usd=15, per="hour"), hours=5), work="line cook", takings="640", hours="9 hours a day"
    )
    assert [one.field for one in found] == ["work", "money", "hours"]


# ---- what a model may not do ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pieces",
    [
        {"work": "plumber"},  # nobody said so
        {"takings": "about 900 last week"},
        {"takings": "about 640, $2,600"},
        {"hours": "45 hours a week"},
        {"takings": "last week"},  # no figure in it
        {"hours": "a day"},
        {"work": "Phoenix"},  # no occupation
        {"work": TALK},
    ],
)
def test_what_does_not_stand_there_or_says_nothing_counts_for_nothing(pieces: dict[str, str]) -> None:
    assert asked(driver(gross=Amount(usd=1, per="week"), hours=1), **pieces) == []


def test_an_occupation_that_is_not_sure_is_no_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agents.second_reader.title_of", lambda words: Title("35-2014", 0.3))
    assert asked(driver(), work="line cook") == []


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({name: st.one_of(st.text(max_size=30), st.sampled_from(TALK.split(", "))) for name in Pieces.model_fields}))  # fmt: skip
def test_whatever_a_model_says_only_the_workers_own_words_are_quoted(pieces: dict[str, str]) -> None:
    profile = driver(hours=1)
    for one in asked(profile, **pieces):
        assert one.words in TALK
        assert one.field in {"work", "money", "hours"}
    assert profile == driver(hours=1)
