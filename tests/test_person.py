"""What a message says of the person beside their works: pay that is wanted, hours to learn, schooling, limits, place."""

from __future__ import annotations

import pytest
from reading_samples import UBER, told

from tools.profile import Profile
from tools.reading.assembly import assembled


def profile(marked: str) -> Profile:
    return assembled(told(marked)).profile


@pytest.mark.parametrize(
    ("marked", "hourly"),
    [
        ("[$25 an hour](wanted/hour)", 25), ("[25](wanted)", 25), ("[$200 a day](wanted/day)", 25), ("[$1,000 a week](wanted/week)", 25),
        ("[$52,000 a year](wanted/year)", 25), ("[52k](wanted)", 25), ("[$25 to $30 an hour](wanted/hour)", 27.5), ("[$1,300](wanted)", None),
        ("[$200 a shift](wanted)", 25), ("[20%](wanted) more", None), ("[$1,600 every two weeks](wanted)", 20),
    ],
)  # fmt: skip
def test_pay_that_is_wanted_by_the_hour(marked: str, hourly: float | None) -> None:
    made = profile(marked)
    assert made.target_hourly == hourly
    assert ("target_hourly" in made.words) == (hourly is not None)


@pytest.mark.parametrize(
    ("marked", "hours"),
    [
        ("[6 hours a week](study/week)", 6), ("[6 hours](study)", 6), ("[2 hours a day](study/day)", 14), ("[30 minutes a day](study/day)", 3.5),
        ("[26 hours a month](study/month)", 6), ("[10 hours every two weeks](study)", 5), ("[3 months](study)", None),
    ],
)  # fmt: skip
def test_hours_to_learn_a_week(marked: str, hours: float | None) -> None:
    assert profile(marked).study_hours == pytest.approx(hours)


def test_a_cap_on_earnings_is_a_limit_and_no_takings() -> None:
    made = profile(f"{UBER} I can only earn [$1,600 a month](cap/month)")
    assert (made.constraints, made.work[0].gross) == (["earnings cap"], None)


def test_schooling_is_the_highest_that_is_said() -> None:
    made = profile(
        "[high school](school high-school), then [a bachelor](school bachelor), [some college](school some-college)"
    )
    assert (made.education, made.words["education"]) == ("bachelor", "a bachelor")


def test_a_licence_that_is_not_held_is_none() -> None:
    assert profile("I have no [CDL](cred none)").credentials == []


def test_a_limit_is_said_once() -> None:
    made = profile(
        "[no nights](limit no-nights), really [no nights at all](limit no-nights), [bad back](limit no-heavy-lifting)"
    )
    assert made.constraints == ["no nights", "no heavy lifting"]


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("I moved from [Tucson](place from) to [Phoenix](place now)", "Phoenix"), ("in [Portland](place now), [ME](place now)", "Portland, ME"),
        ("in [Nowhereville](place now), near [Tucson](place now)", "Tucson"), ("in [Nowhereville](place now)", "Nowhereville"),
        ("I want to move to [Tucson](place wished)", "Tucson"),
        ("[drive](work now self) and want to move to [Tucson](place wished)", ""),
    ],
)  # fmt: skip
def test_where_they_are_now(marked: str, place: str) -> None:
    assert profile(marked).place == place
