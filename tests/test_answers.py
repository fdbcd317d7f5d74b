"""An answer is read in the light of its question and overrides what was read before; what cannot be read changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.profile import Amount, Area, Profile, Read, Work
from tools.reading.answers import answered
from tools.reading.message import Message
from tools.reading.occupations import Title

ASKABLE = ("money", "hours", "miles", "costs", "work", "place")
UBER = {"title": "Uber", "soc": "53-3054"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the network only this is known: who delivers for DoorDash has a work."""

    def read(text: str) -> Message:
        work = [Work(title="DoorDash", soc="53-3031")] if "DoorDash" in text else []
        return Message(Profile(text=text, work=work))

    def title(words: str) -> Title:
        return Title("39-2021", 1.0) if "dog" in words else Title("25-3021", 0.01)

    monkeypatch.setattr("tools.reading.answers.read_message", read)
    monkeypatch.setattr("tools.reading.answers.title_of", title)


def after(field: str, words: str, **work: object) -> Work:
    """The work of somebody who drives for Uber, after an answer that can be read."""
    profile = Profile(work=[Work.model_validate({**UBER, **work})], doubts=[field, "other"])
    assert answered(profile, field, words)
    assert profile.doubts == ["other"]
    assert profile.read[-1] == Read(field=field, value=words, words=words, by="answer")
    return profile.work[0]


# ---- one answer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "usd", "per"),
    [
        ("$900", 900, "week"),
        ("about 600", 600, "week"),
        ("600 every two weeks", 300, "week"),
        ("$900 twice a month", 1800, "month"),
        ("$2,600 a month", 2600, "month"),
        ("45k a year", 45_000, "year"),
        ("18 an hour", 18, "hour"),
        ("twelve fifty an hour", 12.5, "hour"),
        ("$25 a ride", 25, "job"),
        ("between $500 and $700 a week", 600, "week"),
        ("3 clients, about $600 a week", 600, "week"),
        ("in 40 hours about $800 a week", 800, "week"),
        ("about 900 take home a week", 900, "week"),
    ],
)
def test_takings_in_answer(words: str, usd: float, per: str) -> None:
    gross = after("money", words, gross=Amount(usd=9, per="week")).gross
    assert gross is not None
    assert (gross.usd, gross.per) == (usd, per)
    assert (gross.low, gross.high) == ((500, 700) if "between" in words else (None, None))


def test_takings_may_come_with_their_hours_and_days() -> None:
    assert after("money", "$800 a week for 40 hours a week").hours == 40
    work = after("money", "$150 a day, 4 days a week")
    assert (work.gross, work.days) == (Amount(usd=150, per="day"), 4)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("about 45 hours a week", 45),
        ("45", 45),
        ("30 to 40 hours", 35),
        ("9 hours a day, 5 days", 45),
        ("8:30 to 2:15, 4 days a week", 23),
        ("40 hours over 5 days", 40),
        ("40 hours a week, 5 days a week", 40),
        ("80 hours every two weeks", 40),
        ("130 hours a month", 30),
    ],
)
def test_hours_in_answer(words: str, hours: float) -> None:
    work = after("hours", words, hours=9, unpaid_hours=3)
    assert (work.hours, work.unpaid_hours) == (hours, None)


def test_hours_a_day_are_counted_by_the_days_that_are_known() -> None:
    assert after("hours", "9 hours a day", days=4).hours == 36


@pytest.mark.parametrize(
    ("words", "miles"),
    [
        ("about 150 miles a week", 150), ("400", 400), ("none", 0), ("no", 0), ("zero", 0), ("I do not use my own car", 0), ("500 km a week", 310.7),
        ("26,000 miles a year", 500), ("60 miles a day, 5 days a week", 300), ("40 miles a day", 240),
    ],
)  # fmt: skip
def test_miles_in_answer(words: str, miles: float) -> None:
    assert after("miles", words, miles=9, days=6).miles == miles


@pytest.mark.parametrize(
    ("words", "usd"),
    [
        ("$60 a week", 60),
        ("gas $60 a week, phone $52 a month", 72),
        ("none", 0),
        ("no", 0),
        ("$120 every two weeks", 60),
    ],
)
def test_costs_in_answer_are_all_there_are(words: str, usd: float) -> None:
    work = after("costs", words, expenses=99, supplies=9)
    assert (work.expenses or 0) + (work.supplies or 0) == usd


def test_a_share_in_answer_to_costs_is_the_cut() -> None:
    work = after("costs", "they take 25%")
    assert (work.fees, work.supplies) == (25, None)


def test_a_place_in_answer() -> None:
    profile = Profile(place="Springfield", area=Area(code="0400000", name="Arizona", level="state"))
    assert answered(profile, "place", "I live in Phoenix.")
    assert (profile.place, profile.area, profile.words["place"]) == ("I live in Phoenix", Area(), "I live in Phoenix.")


@pytest.mark.parametrize(
    ("words", "titles", "past"),
    [
        ("Yes, Uber is my work now", ["Uber"], []),
        ("yes", ["Uber"], []),
        ("No, that was before", [], ["Uber"]),
        ("not anymore", [], ["Uber"]),
        ("No, that is somebody else's", [], []),
        ("no", [], []),
        ("I deliver for DoorDash", ["DoorDash"], []),
        ("No, I deliver for DoorDash now", ["DoorDash"], []),
        ("dog walking", ["dog walking"], []),
    ],
)
def test_a_work_in_answer(words: str, titles: list[str], past: list[str]) -> None:
    profile = Profile(work=[Work.model_validate(UBER)], doubts=["work"])
    assert answered(profile, "work", words)
    assert ([one.title for one in profile.work], [one.title for one in profile.past]) == (titles, past)
    assert {one.title: one.soc for one in profile.work}.items() <= {"Uber": "53-3054", "DoorDash": "53-3031", "dog walking": "39-2021"}.items()  # fmt: skip


def test_an_answer_makes_the_work_where_none_was_read() -> None:
    profile = Profile()
    assert answered(profile, "work", "dog walking")
    assert answered(profile, "money", "$400 a week")
    assert answered(profile, "hours", "20")
    assert profile.work == [Work(title="dog walking", soc="39-2021", gross=Amount(usd=400, per="week"), hours=20)]


# ---- no answer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("money", "no"), ("money", "blah blah"), ("money", "it depends"), ("hours", "no"), ("hours", "all the time"), ("hours", "500 hours a week"),
        ("miles", "a lot"), ("miles", "I don't know exactly"), ("miles", "not sure, it depends"), ("costs", "what?"), ("costs", "I never counted, no idea"),
        ("place", "asdf qwer"), ("place", "no"), ("work", "asdf qwer"), ("work", "not sure what you mean"), ("work", "yes"), ("place", "  "), ("other", " "),
    ],
)  # fmt: skip
def test_nonsense_leaves_the_field_open_and_everything_as_it_was(field: str, words: str) -> None:
    profiles = [Profile(doubts=[field], place="Springfield")]
    if words != "yes":  # there is something to agree to
        full = {**UBER, "expenses": 50, "hours": 9, "miles": 9}
        profiles.append(Profile(work=[Work.model_validate(full)], doubts=[field], place="Springfield"))
    for profile in profiles:
        before = profile.model_copy(deep=True)
        assert not answered(profile, field, words)
        assert profile == before


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ASKABLE), st.one_of(st.text(max_size=40), st.sampled_from(["999 hours a day", "-5", "1e400", "99999999 miles a day"])))  # fmt: skip
def test_no_answer_makes_a_week_that_cannot_be(field: str, words: str) -> None:
    profile = Profile(work=[Work.model_validate(UBER)])
    answered(profile, field, words)
    for work in profile.work:
        assert 0 <= (work.hours or 0) <= 168
        assert all(value >= 0 for value in (work.miles, work.supplies, work.fees) if value is not None)
        assert work.gross is None or 0 <= work.gross.usd < float("inf")


@pytest.mark.parametrize(
    ("words", "known"), [("Yes", ["no evenings"]), ("yes, I have kids", ["no evenings"]), ("No", [])]
)
def test_a_limit_is_kept_where_it_is_confirmed(words: str, known: list[str]) -> None:
    profile = Profile(work=[Work.model_validate(UBER)])
    asked = "You wrote “can't do evenings”. Must a new job respect this: no evenings?"
    assert answered(profile, "limits", words, asked, "can't do evenings")
    assert profile.constraints == known
    assert profile.words.get("constraints.no evenings", "") == ("can't do evenings" if known else "")


@pytest.mark.parametrize(
    ("words", "known", "read"),
    [
        ("No, but nights are out for me", ["no nights"], True), ("Yes, and nights are out for me", ["no nights", "no evenings"], True),
        ("nights are out for me", ["no nights"], True), ("purple", [], False), ("nope", [], True),
    ],
)  # fmt: skip
def test_a_limit_may_be_answered_in_words_of_ones_own(
    words: str, known: list[str], read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading(text: str, now: str = "") -> Message:
        assert text == f"limits? {words}", "an answer is read behind what was asked"
        return Message(Profile(constraints=["no nights"] if "nights" in text else []))

    monkeypatch.setattr("tools.reading.answers.read_message", reading)
    profile = Profile(work=[Work.model_validate(UBER)])
    asked = "You wrote “can't do evenings”. Must a new job respect this: no evenings?"
    assert answered(profile, "limits", words, asked, "can't do evenings") is read
    assert profile.constraints == known
