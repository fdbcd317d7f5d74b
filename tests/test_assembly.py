"""Pieces of a message are put together to a profile: works with their weeks, what was before, schooling, limits, wishes, place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import UBER, told

from tools.profile import Profile, Work
from tools.reading import occupations
from tools.reading.assembly import assembled
from tools.reading.message import read_message
from tools.reading.occupations import Title
from tools.reading.tagger import Reading


def profile(marked: str, **more: dict[str, float]) -> Profile:
    return assembled(told(marked, **more)).profile  # type: ignore[arg-type]


def only(marked: str, **more: dict[str, float]) -> Work:
    (work,) = profile(marked, **more).work
    return work


def unread(marked: str, **more: dict[str, float]) -> list[tuple[str, str]]:
    return [(one.words, one.kind) for one in profile(marked, **more).unread]


def test_nothing_said_is_an_empty_profile() -> None:
    assert assembled(Reading("")).profile == Profile()
    assert profile("hello there") == Profile(text="hello there")


def test_a_whole_message() -> None:
    made = profile(
        f"{UBER} [45 hours a week](hours/week 1), [$950 a week](takings/week before 1), [800 miles](miles 1), in [Phoenix](place now). I was in "
        "[bookkeeping](work past employee 2) for [two years](years 2) and know [Excel](skill) and [Spanish](lang), not only [English](lang). I want "
        "[$25 an hour](wanted/hour), home [in the evenings](limit home-evenings), can study [6 hours a week](study/week) and pay [$300](budget). "
        "I have [an associate degree](school associate) in [business](field) and [a forklift card](cred lapsed), [does it pay](question pay)?"
    )
    (work,), (past,) = made.work, made.past
    assert (work.title, work.soc, work.hours, work.miles, work.employee) == ("Uber", "53-3054", 45, 800, False)
    assert work.gross is not None
    assert (work.gross.usd, work.gross.per, work.gross.low, work.gross.high) == (950, "week", None, None)
    assert (past.title, past.soc, past.years) == ("bookkeeping", "43-3031", 2)
    assert (made.skills, made.languages, made.constraints) == (["Excel"], ["Spanish"], ["home evenings"])
    assert (made.target_hourly, made.study_hours, made.budget, made.place) == (25, 6, 300, "Phoenix")
    assert (made.education, made.field) == ("associate", "business")
    assert [(one.name, one.state) for one in made.credentials] == [("a forklift card", "lapsed")]
    assert [(one.topic, one.words) for one in made.questions] == [("pay", "does it pay")]
    assert made.unread == []
    assert (made.words["work.gross"], made.words["work.Uber"]) == ("$950 a week", "Uber")
    assert {one.field for one in made.read} >= {"work", "work.0.gross", "work.0.hours", "past", "education", "wanted"}


# ---- works ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "where"),
    [
        ("now", "work"), ("past", "past"), ("ended", "past"), ("offered", "wants"), ("wished", "aims"), ("studied", "aims"), ("other", ""), ("denied", ""),
    ],
)  # fmt: skip
def test_whose_and_when_a_work_is_decides_where_it_goes(status: str, where: str) -> None:
    made = profile(f"[dog walking](work {status} self 1)")
    there = {
        "work": [one.title for one in made.work],
        "past": [one.title for one in made.past],
        "wants": [title for title in made.wants if title not in made.aims],
        "aims": made.aims,
    }
    assert {name for name, titles in there.items() if titles} == ({where} - {""})
    assert [(one.words, one.kind) for one in made.unread] == ([] if where else [("dog walking", f"work: {status}")])


def test_a_work_on_a_payroll_is_one() -> None:
    assert only("[babysitting](work now employee 1)").employee


def test_two_mentions_of_one_work_are_one() -> None:
    work = only(
        "[Uber](work now self 1) and [Lyft](work now self 1), [$900 a week](takings/week before 1). I like [uber](work now self 1)."
    )
    assert (work.title, work.soc) == ("Uber and Lyft", "53-3054")


def test_two_gigs_of_one_occupation_with_their_own_money_are_two() -> None:
    made = profile(
        "[Uber](work now self 1) [$500 a week](takings/week before 1), [Lyft](work now self 2) [$200 a week](takings/week before 2)"
    )
    assert [(one.title, one.gross and one.gross.usd) for one in made.work] == [("Uber", 500), ("Lyft", 200)]


def test_a_work_now_and_the_same_work_before_stay_two() -> None:
    made = profile("[bookkeeping](work past employee 1), now [bookkeeping](work now self 2) again")
    assert ([one.title for one in made.past], [one.title for one in made.work]) == (["bookkeeping"], ["bookkeeping"])


def test_a_piece_that_names_no_occupation_is_part_of_the_work_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = occupations.title_of
    monkeypatch.setattr(
        occupations, "title_of", lambda words: Title("43-3031", 0.02) if words == "my clients" else real(words)
    )
    made = profile(
        "[clean houses](work now self 1), [my clients](work now self 2) pay [$700 a week](takings/week after 2)"
    )
    assert [(one.soc, one.gross and one.gross.usd) for one in made.work] == [("37-2012", 700)]


def test_a_piece_that_is_not_sure_enough_is_no_work_but_is_listed() -> None:
    found = {"sure": {"dog walking": 0.2}}
    assert profile("[dog walking](work now self 1)", **found).work == []
    assert unread("[dog walking](work now self 1)", **found) == [("dog walking", "work")]


# ---- whose a figure is ----------------------------------------------------------------------------------------

TWO = "[Uber](work now self 1) [30 hours a week](hours/week 1), [dog walking](work now self 2) [10 hours a week](hours/week 2)."


def money(made: Profile) -> list[float | None]:
    return [one.gross and one.gross.usd for one in made.work]


def test_each_figure_goes_to_its_work() -> None:
    made = profile(f"{TWO} The dogs [$200 a week](takings/week after 2), the car [$600 a week](takings/week before 1)")
    assert (money(made), [one.hours for one in made.work]) == ([600, 200], [30, 10])
    assert (made.words["work.gross"], made.words["work.gross.1"]) == ("$600 a week", "$200 a week")


def test_a_figure_of_all_works_goes_to_the_first() -> None:
    assert money(profile(f"{TWO} All in all [$800 a week](takings/week after)")) == [800, None]


def test_a_figure_whose_work_is_not_sure_is_given_to_no_other() -> None:
    """Less than even odds that it is of the dogs: that makes it no fare."""
    made = assembled(told(f"{TWO} [$200 a week](takings/week after 2)", links={"$200 a week": 0.3}))
    assert 200 not in [one.gross and one.gross.usd for one in made.profile.work[:1]]
    assert made.loose or made.profile.work[1].gross


def test_the_only_work_takes_what_is_not_sure() -> None:
    assert only(f"{UBER} [$900 a week](takings/week before 1)", links={"$900 a week": 0.3}).gross is not None


def test_what_was_earned_before_is_not_earned_now() -> None:
    made = assembled(
        told(
            f"[bookkeeping](work past employee 2) [$31 an hour](takings/hour before 2). {UBER} [30 hours](hours/week 1)"
        )
    )
    assert (money(made.profile), made.loose) == ([None], [])
    assert [(one.words, one.kind) for one in made.profile.unread] == [("$31 an hour", "takings")]


def test_figures_of_nobody_are_kept_for_a_question() -> None:
    made = assembled(told("[$900 a week](takings/week before), [40 hours](hours/week)"))
    assert (made.profile.work, len(made.loose)) == ([], 2)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[$450 a month](other)", "other"), ("[$8,000](debt)", "debt"), ("I am [52](age)", "age"), ("[$20 a day](tips/day 1)", "tips"),
    ],
)  # fmt: skip
def test_a_number_of_which_nothing_is_made_is_listed_with_what_it_was_taken_for(marked: str, kind: str) -> None:
    assert [one for _, one in unread(f"{UBER} {marked}")] == [kind]
    assert only(f"{UBER} {marked}").gross is None


def test_a_number_that_may_be_anything_is_listed_as_unclear() -> None:
    found = {"sure": {"$450": 0.3}}
    assert unread(f"{UBER} [$450](takings/week before 1)", **found) == [("$450", "unclear")]
    assert only(f"{UBER} [$450](takings/week before 1)", **found).gross is None


def test_a_code_is_no_amount() -> None:
    assert only(f"{UBER} [85014](takings/week before 1)").gross is None


# ---- the week in the profile ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "gross"),
    [
        ("[$20 an hour](takings/hour before 1)", (20, "hour", None, None)),
        ("[$18-22 an hour](takings/hour before 1), [30 hours a week](hours/week 1)", (20, "hour", 18, 22)),
        ("[$300](takings/week before 1), not [$1,300](takings/week before 1)", (800, "week", 300, 1300)),
        ("[$2,600 a month](takings/month before 1)", (600, "week", None, None)),
        ("[$500 a week](takings/week before 1), [$60,000 a year](takings/year before 1)", None),
    ],
)  # fmt: skip
def test_takings_as_the_profile_has_them(
    marked: str, gross: tuple[float, str, float | None, float | None] | None
) -> None:
    found = only(f"{UBER} {marked}").gross
    assert (found and (found.usd, found.per, found.low, found.high)) == gross


@pytest.mark.parametrize(("sure", "usd"), [(0.99, 27.7), (0.1, 120)])
def test_a_sum_without_a_period_is_told_by_that_of_the_others_where_nothing_else_is_sure(
    sure: float, usd: float
) -> None:
    marked = f"{UBER} [$900 a week](takings/week before 1), gas [$120](cost/month fuel 1)"
    assert only(marked, periods={"$120": sure}).expenses == usd


def test_what_is_left_after_the_car_is_paid_has_no_miles_taken_off_it_again() -> None:
    """The rate per mile covers the fuel: either the miles do not count, or it is asked what they cost."""
    made = assembled(told(f"{UBER} [$500 a week](takings/week left 1) after gas, [600 miles a week](miles/week 1)"))
    (work,) = made.profile.work
    assert work.gross is not None
    assert not work.miles or made.works[0].week.doubts


@pytest.mark.parametrize(
    ("marked", "years"),
    [
        ("[8 years](years 1)", 8), ("[2012-2019](years 1)", 7), ("[18 months](years 1)", 1.5), ("[2 to 4 years](years 1)", 3), ("since [2015](years 1)", None),
        ("[6 weeks](years 1)", 6 / 52), ("", None),
    ],
)  # fmt: skip
def test_years_of_what_was_done_before(marked: str, years: float | None) -> None:
    (past,) = profile(f"[bookkeeping](work past employee 1) {marked}").past
    assert past.years == pytest.approx(years)


# ---- whatever is read -----------------------------------------------------------------------------------------

pieces = st.lists(
    st.sampled_from(
        [
            "[Uber](work now self 1)", "[dog walking](work now self 2)", "[bookkeeping](work past employee 3)", "[tutoring](work wished self 4)",
            "[$900 a week](takings/week before 1)", "[$50 a day](takings/day after 2)", "[40 hours a week](hours/week 1)", "[8 hours](hours/shift 2)",
            "[3 years](years 3)", "[700 miles](miles)", "[20%](fee 1)", "[$90 a week](cost/week fuel 1)", "[$30 an hour](wanted/hour)", "[$450](other)",
            "[5 days a week](days/week)", "[24](pieces/week 2)", "[22 a walk](price/piece 2)", "[$1,300](wanted)", "[15%](wanted)", "[6 months](study)", "[$31 an hour](takings/hour before 3)",
        ]
    ),
    max_size=9, unique=True,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(pieces, st.floats(0, 1), st.floats(0, 1))
def test_every_number_is_used_or_listed_or_asked_about(marked: list[str], sure: float, link: float) -> None:
    words = [one[1:].partition("]")[0] for one in marked]
    reading = told("\n".join(marked), dict.fromkeys(words, sure), dict.fromkeys(words, link))
    made = assembled(reading)
    listed = {one.words for one in made.profile.unread}
    used = {reading.words(one) for work in made.works for one in work.week.used} | set(made.profile.words.values())
    used |= {"3 years"} & {f"{one.years:g} years" for one in made.profile.past if one.years}
    for one in reading.figures:
        assert (reading.words(one) in listed) != (reading.words(one) in used), reading.words(one)
    assert len(made.profile.work) == len(made.works)
    assert all(words in reading.text for one in made.profile.read for words in one.words.split(", "))


def test_a_heavy_truck_is_counted_by_what_it_costs_and_not_by_the_rate_for_cars() -> None:
    """The tax office's rate per mile is for cars, vans and pickups: 2,400 of its miles are far from what a tractor-trailer burns."""
    words = "Owner operator out of Joliet, 1.70 a mile all miles, 2400 miles a week, 60 hours"
    work = read_message(f"{words}, fuel is about 1,300 and insurance 350 a week.").profile.work[0]
    assert work.gross is not None
    assert (work.gross.usd, work.miles, work.expenses) == (4080, None, 1650)
    assert "costs" in {one.field for one in read_message(f"{words}.").doubts if one.blocks}
