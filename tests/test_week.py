"""A work's week, worked out by hand from labelled quantities: periods, parts, cuts and costs, and what stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import told, week_of

from tools.reading.quantities import Quantity
from tools.reading.shape import HEADS, PERIOD, PERS, UNITS
from tools.reading.sums import Week
from tools.reading.tagger import Figure, Guess
from tools.reading.week import week

MONTH = 12 / 52


def sums(made: Week) -> tuple[float | None, float | None, float | None]:
    return made.low, made.typical, made.high


# ---- how figures stand beside each other --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "beside", "typical", "hours"),
    [
        ("[$400](takings/month) and [$550 a month](takings/month), [10](hours/month) and [14 hours a month](hours/month)", {"$550 a month": "add", "14 hours a month": "add"}, 950 * MONTH, 24 * MONTH),
        ("a good month [$1,300](takings/month), a bad one [$600](takings/month), [40 hours a week](hours/week)", {"$600": "range"}, 950 * MONTH, 40),
        ("[$17.50 an hour](takings/hour), [40 hours](hours/week), some weeks [32](hours/week)", {"32": "range"}, 17.5 * 36, 36),
        ("[45 hours](hours/week): [$18](takings/hour) for [25 hours](hours/week), [$20](takings/hour) for [20 hours](hours/week)", {"$20": "add", "25 hours": "add", "20 hours": "add"}, 850, 45),
        ("[5 shifts](days/week) of [7 hours](hours/shift), some bring [180](takings/shift), others [320](takings/shift), [four](days/week) slow and [1](days/week) good", {"320": "range", "four": "add", "1": "add"}, 1040, 35),
        ("[8 walks a week](pieces/week) at [35 each](price/piece), [1 hour each](hours/piece), [8 hours](hours/week) of walks", {"8 hours": "add"}, 280, 8),
        ("[17 a week](pieces/week) once, now [9 a week](pieces/week) at [$90](price/piece), [2 hours](hours/piece)", {"9 a week": "instead"}, 810, 18),
        ("[9 a week](pieces/week) at [$90](price/piece), [2 hours](hours/piece), it was [17 a week](pieces/week)", {"17 a week": "rate"}, 810, 18),
        ("[12 a week](pieces/week) in summer, [6 a week](pieces/week) in winter, [$95 each](price/piece), [2 hours each](hours/piece)", {"6 a week": "range"}, 855, 18),
        ("[2 days a week](days/week), [$375 a day](takings/day), [7 hours](hours/day), and [3 dinners a month](pieces/month) at [$900](price/piece), [11 hours each](hours/piece)", {"11 hours each": "add"}, 750 + 2700 * MONTH, 14 + 33 * MONTH),
        ("[$1.05 for every mile](price/piece), [140 miles a day](miles/day), [5 days](days/week), [6 hours](hours/day)", {}, 735, 30),
        ("[58 pools](pieces/month) at [135 a month each](price/piece), [2 hours a month each](hours/month)", {}, 58 * 135 * MONTH, 116 * MONTH),
        ("[Monday to Thursday](days/week) [8 to 6](hours/day) and Friday from [8 until one](hours/day), [850 a week](takings/week)", {}, 850, 45),
        ("[2 jobs a month](pieces/month), [$1,400 a job](price/piece), [5 days](days/piece) of [8 hours](hours/day)", {}, 2800 * MONTH, 80 * MONTH),
        ("[4 blocks a week](pieces/week) at [$80](price/piece), [4 hours](hours/piece)", {}, 320, 16),
    ],
)  # fmt: skip
def test_stretches_add_up_levels_are_a_range_and_a_total_is_the_whole(
    marked: str, beside: dict[str, str], typical: float, hours: float
) -> None:
    made = week_of(marked, beside=beside)
    assert made.doubts == {}
    assert made.typical == pytest.approx(typical)
    assert made.hours == pytest.approx(hours)


@pytest.mark.parametrize(
    ("marked", "beside", "doubt"),
    [
        ("[$32 an hour](takings/hour), [18 hours a week](hours/week), [$410](takings/week) comes in", {"$410": "rate"}, "money"),
        ("[$4k a month](takings/month), in bad times [$600 a month](takings/month)", {"$600 a month": "range"}, "money"),
        ("[1.85 a loaded mile](price/piece), [1900 miles](miles/week) loaded and [500](miles/week) empty", {"500": "add"}, "money"),
        ("[40 hours](hours/week) and [25 hours](hours/week)", {}, "hours"),
        ("[30 hours](hours/week) one week, [zero](hours/week) the next", {}, "hours"),
        ("[30 an hour](takings/hour), [40 hours](hours/week), [610](takings/week) last week", {"610": "range"}, "money"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_asked_about(marked: str, beside: dict[str, str], doubt: str) -> None:
    made = week_of(marked, beside=beside)
    assert doubt in made.doubts


def test_nobody_takes_a_share_of_the_tips() -> None:
    made = week_of(
        "the shop takes [40%](fee), I make [1400 a week](takings/week before), [200 in tips](tips/week), [50 hours](hours/week)"
    )
    assert (made.typical, made.fee) == (1400 * 0.6 + 200, None)


def test_two_rates_need_the_hours_of_each() -> None:
    made = week_of(
        "[28 hours a week](hours/week) at [$18](takings/hour), and [2 nights](days/week) [10 hours](hours/shift) at [$21](takings/hour)",
        beside={"10 hours": "add", "$21": "add"},
    )
    assert "money" in made.doubts


def test_how_figures_stand_is_believed_only_of_figures_that_are_surely_of_their_part() -> None:
    marked = "[5 days](days/week), [6](hours/day), from [7 to 4](hours/day)"
    figures = told(marked, sure={"6": 0.7}, beside={"7 to 4": "add"}).figures
    assert "hours" in week(figures).doubts


def test_waiting_within_a_day_that_is_told_from_its_begin_to_its_end_is_not_added() -> None:
    made = week_of("[6 days](days/week) [9 to 6](hours/day), [3 hours a day](unpaid/day) of it I wait")
    assert (made.hours, made.unpaid) == (54, None)


# ---- hours, days, miles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "hours"),
    [
        ("[40 hours a week](hours/week)", 40), ("[3 nights a week](days/week), [5 hours](hours/shift) each", 15),
        ("[9 hours a day](hours/day), [5 days](days/week)", 45), ("[5 days](days/week), [8:30 to 2:15](hours/day)", 28.75),
        ("[30 to 40 hours a week](hours/week)", 35),
        ("[130 hours a month](hours/month)", 30), ("[80 hours every two weeks](hours)", 40),
        ("[20 houses a week](pieces/week), [90 minutes per house](hours/piece)", 30), ("[45](hours) hours or so", 45),
        ("[20 days a month](days/month), [6 hours a day](hours/day)", 20 * MONTH * 6),
        ("[9 to 6](hours/day), [4 days](days/week)", 36), ("[6](hours/week) hours, honestly", 6),
        ("[three afternoons](days/week), [4 hours each time](hours/day)", 12),
        ("[15 walks a day](pieces/day), [half hour each](hours/piece), call it [9 hours](hours/day) [mon-fri](days/week)", 45),
        ("[5am to 9am](hours/day), then [1pm to 5pm](hours/day), [6 days](days/week)", 48), ("[38h12m](hours/week)", 38.2),
        ("cook [6 hours a day](hours/day) on [two days](days/week), sell [5 hours](hours/day) on [three days](days/week)", 27),
        ("[four](days/week) mornings, [5 to 11](hours/day)", 24), ("[8 to 9](hours/day), [5 days](days/week)", 42.5),
        ("[three](days/week) [12s](hours/shift)", 36), ("[12 to 15 hours](hours/week)", 13.5),
        ("[10 lessons a week](pieces/week), [half an hour](hours/piece) each, [plus 10 minutes](hours/piece) of notes", 20 / 3),
        ("[3 evenings](days/week), [11 hours](hours/day) total", 11), ("[5 days](days/week), [four hours](hours/day), really more like [five](hours/day)", 25),
        ("[6 shoots a month](pieces/month), [4 hours](hours/piece) there and [6 hours](hours/piece) to edit", 6 * MONTH * 10),
        ("[10 cuts a week](pieces/week) at [30](price/piece), [4 colours a week](pieces/week) at [120](price/piece): [half an hour](hours/piece) and [2 hours](hours/piece)", 13),
        ("[24 hours a week](hours/week) and on top of that [6](hours/week)", 30),
        ("[fri n sat](days/week) [6 hours](hours/shift)", 12), ("[an hour and a half a day](hours/day), [5 days](days/week)", 7.5),
    ],
)  # fmt: skip
def test_hours_come_to_a_week(marked: str, hours: float) -> None:
    made = week_of(marked)
    assert made.hours == pytest.approx(hours)
    assert made.doubts == {}


@pytest.mark.parametrize(
    "marked",
    [
        "[9 hours a day](hours/day)",  # of how many days nobody said
        "[4 hours](hours) or so",
        "[30 hours a week](hours/week), no, [70 hours a week](hours/week)",
        "[2 hours an hour](hours/hour)",
        "[0 hours a week](hours/week)",
        "[24 hours](hours/day), [5 days](days/week)",  # there, and asleep for part of it
        "[7pm](hours/day), [5 days](days/week)",
        "[9 am to 5 pm](hours/day) or [8 am to 1 pm](hours/day), [5 days](days/week)",
        "[200 hours a week](hours/week)",
        "[7 days a week](days/week), [23 hours a day](hours/day)",
        "[100 hours a week](hours/week) and [60 hours a week](unpaid/week) of waiting",
    ],
)
def test_hours_that_are_not_known_or_cannot_be_are_left_open(marked: str) -> None:
    made = week_of(marked)
    assert (made.hours, set(made.doubts)) == (None, {"hours"})


def test_hours_that_nobody_pays_are_kept_apart_and_are_no_more_than_a_week_has() -> None:
    made = week_of("[30 hours a week](hours/week), [6 hours a week](unpaid/week) of looking for clients")
    assert (made.hours, made.unpaid, made.doubts) == (30, 6, {})
    made = week_of(
        "[13 a week](pieces/week), [50 minutes](hours/piece) there, [40 minutes](unpaid/piece) to drive, [half an hour](unpaid/piece) to print"
    )
    assert (made.hours, made.unpaid) == (pytest.approx(13 * 5 / 6), pytest.approx(13 * 7 / 6))
    made = week_of("[50 hours a day](unpaid/day) of waiting, [7 days](days/week)")
    assert (made.unpaid, set(made.doubts)) == (None, {"hours"})


@pytest.mark.parametrize(
    ("marked", "miles"),
    [
        ("[700 miles a week](miles/week)", 700), ("[700 miles](miles)", 700), ("[5 days](days/week), [60 miles a day](miles/day)", 300),
        ("[500 km a week](miles/week)", 310.6855), ("[26,000 miles a year](miles/year)", 500),
        ("[40 orders a week](pieces/week), [5 miles per order](miles/piece)", 200),
    ],
)  # fmt: skip
def test_miles_come_to_a_week(marked: str, miles: float) -> None:
    made = week_of(marked)
    assert made.miles == pytest.approx(miles)
    assert made.doubts == {}


@pytest.mark.parametrize(
    "marked",
    ["[60 miles a day](miles/day)", "[90,000 miles](miles)", "[200 miles a week](miles/week). No, [600 miles a week](miles/week)"],
)  # fmt: skip
def test_miles_that_are_not_known_are_left_open(marked: str) -> None:
    made = week_of(marked)
    assert (made.miles, set(made.doubts)) == (None, {"miles"})


# ---- takings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "usd"),
    [
        ("[$950 a week](takings/week before)", 950), ("[$2,600 a month](takings/month before)", 600), ("[$52,000 a year](takings/year before)", 1000),
        ("[$1,400 every two weeks](takings after)", 700), ("[$900 twice a month](takings after)", 900 * 2 * MONTH),
        ("[$150 a day](takings/day before), [4 days](days/week)", 600), ("[4 days](days/week), [$150 a day](takings/day before)", 600),
        ("[22 a walk](price/piece), [24](pieces/week) walks", 528), ("[130-160 per house](price/piece), [9](pieces/week) houses", 9 * 145),
        ("[20 a walk](price/piece), [50 a groom](price/piece): [10](pieces/week) and [3](pieces/week)", 350),
        ("[$600 a week](takings/week before), [$90 a week](tips/week) in tips", 690),
        ("[48](pieces/week) pools at [110 a month](price/month) each", 48 * 110 * MONTH), ("[14 a week](pieces/week) at [20](price/piece), [9 nights a month](days/month) at [45 a night](price/piece)", 280 + 405 * MONTH),
        ("[5 houses a week](pieces/week), [three a week](pieces/week) at [130](price/piece) and [two a week](pieces/week) at [160](price/piece)", 710),
        ("[3 days](days/week), [$100 a day](takings/day before), [$20 a day](tips/day)", 360),
        ("[4,200](takings/month after) + [2,600](takings/month after) + [1,900 a month](takings/month after)", 8700 * MONTH),
        ("[$500 a week](takings/week after) from one, plus [$260 a month](takings/month after) from the other", 560),
        ("[5 a week](pieces/week) at [90](price/piece), plus [$200 a week](takings/week after) from the shop", 650),
    ],
)  # fmt: skip
def test_takings_come_to_a_week(marked: str, usd: float) -> None:
    made = week_of(marked)
    assert made.typical == pytest.approx(usd)
    assert made.doubts == {}
    assert not made.hourly


@pytest.mark.parametrize(
    ("marked", "low", "high"),
    [
        ("a good week [$1,300](takings/week before), a bad one [$300](takings/week before)", 300, 1300),
        ("[between $300 and $1,300 a week](takings/week before)", 300, 1300),
        ("[$800 a week](takings/week before), about [$3,900 a month](takings/month before)", 800, 900),
        ("[130-160 per house](price/piece), [10](pieces/week) houses", 1300, 1600),
        ("[$120 a night](takings/shift before) when it is slow, [$220 a night](takings/shift before) on weddings, [4 nights](days/week)", 480, 880),
        ("[10 a week](pieces/week), [120](price/piece) some and [140](price/piece) others", 1200, 1400),
    ],
)  # fmt: skip
def test_levels_of_one_thing_make_a_range(marked: str, low: float, high: float) -> None:
    made = week_of(marked)
    assert sums(made) == pytest.approx((low, (low + high) / 2, high))
    assert made.doubts == {}


@pytest.mark.parametrize(
    ("marked", "open_"),
    [
        ("some weeks [30 hours a week](hours/week), some [50 hours a week](hours/week)", "hours"),
        ("[600 miles a week](miles/week), some weeks [800 miles a week](miles/week)", "miles"),
        ("[$150 a day](takings/day before), [3 days](days/week), [$20 an hour](takings/hour before), [30 hours](hours/week)", "money"),
        ("[$27 an hour](takings/hour before) and [$30 an hour](takings/hour before), [38 hours](hours/week)", "money"),
        ("[$650 a month](takings/month before) and [$900 a month](takings/month before)", "money"),
        ("[$1 a pound](price/piece), of which I get [.75](price/piece), [220 pounds](pieces/week)", "money"),
    ],
)  # fmt: skip
def test_two_figures_that_may_be_two_things_leave_it_open(marked: str, open_: str) -> None:
    """Two gigs, two clients, or one thing told twice: nobody can tell, so nothing is stated for sure."""
    assert open_ in week_of(marked).doubts


def test_what_hangs_on_a_count_that_is_in_doubt_is_in_doubt_too() -> None:
    """Nine in July and two in December: neither the money nor the hours that each takes are known."""
    made = week_of("[9 a week](pieces/week), [2 a week](pieces/week), [75](price/piece), [3 hours each](hours/piece)")
    assert set(made.doubts) == {"money", "hours"}


def test_what_each_client_pays_by_the_month_is_added_up() -> None:
    """A good and a bad month are levels of one thing; what three clients pay is a sum."""
    made = week_of("clients at [600, 450 and 800 a month](price/month)")
    assert sums(made) == pytest.approx((1850 * MONTH,) * 3)
    assert made.doubts == {}


def test_pay_by_the_hour_keeps_its_hour() -> None:
    made = week_of("[$18 to $22 an hour](takings/hour before), [30 hours a week](hours/week)")
    assert (sums(made), made.hourly, made.hours, made.doubts) == ((540, 600, 660), True, 30, {})


def test_a_rate_alone_is_no_week() -> None:
    made = week_of("[$20 an hour](takings/hour before)")
    assert (sums(made), made.hourly) == ((20, 20, 20), True)
    assert set(made.doubts) == {"hours"}


def test_pay_by_the_active_hour_counts_those_and_the_week_counts_all() -> None:
    made = week_of(
        "[40 hours a week](hours/week), [25 hours](active/week) active, [$18 an active hour](takings/hour after)"
    )
    assert (made.typical, made.hours, made.hourly) == (450, 40, False)


@pytest.mark.parametrize(
    "marked",
    [
        "I charge [600 a month](price/month) per client",  # it may be of each of many
        "[$500 a week](takings/week before), [$60,000 a year](takings/year before)",  # 1,154 a week
        "[$100 a week](takings/week before), [$1,000 a week](takings/week before)",
        "[$150 a day](takings/day before)",
        "[$90](takings/once before)",
        "[22 a walk](price/piece)",
        "[$400,000 a month](takings/month before)",
    ],
)
def test_takings_that_contradict_or_lack_something_are_left_open(marked: str) -> None:
    made = week_of(marked)
    assert made.typical is None
    assert "money" in made.doubts


# ---- costs and cuts -------------------------------------------------------------------------------------------


def test_costs_of_the_car_and_others_come_to_a_week_each() -> None:
    made = week_of(
        "[$900 a week](takings/week before), [$120 a week](cost/week fuel), [$260 a month](cost/month car), [$52 a month](cost/month phone), "
        "[$1,040 a year](cost/year supplies)"
    )
    assert (made.car_costs, made.other_costs) == (pytest.approx(180), pytest.approx(32))
    assert (made.typical, made.doubts) == (900, {})


def test_a_share_of_the_takings_is_a_cost_in_dollars() -> None:
    made = week_of("[$600 a week](takings/week before), [a third](cost/week supplies) of it goes to the suppliers")
    assert made.other_costs == pytest.approx(200)


def test_a_price_by_the_night_counts_the_nights() -> None:
    made = week_of("[$45 a night](price/piece), [9 nights a month](days/month)")
    assert made.typical == pytest.approx(45 * 9 * MONTH)
    assert "money" not in made.doubts


def test_a_time_without_any_is_no_level_of_a_week_and_is_asked_about() -> None:
    made = week_of("[$1,800 a week](takings/week after) in season, [zero](takings/week after) the rest of the year")
    assert (made.typical, set(made.doubts)) == (1800, {"money"})


def test_a_cost_without_its_period_is_left_open() -> None:
    made = week_of("[$900 a week](takings/week before), [$450](cost fuel)")
    assert (made.car_costs, set(made.doubts)) == (None, {"costs"})


@pytest.mark.parametrize(
    ("marked", "fee"),
    [
        ("[$900 a week](takings/week before), they take [20%](fee)", 20), ("[$900 a week](takings/week before), I keep [80%](kept)", 20),
        ("[$900 a week](takings/week after), they take [20%](fee)", None), ("[$900 a week](takings/week after), I keep [80%](kept)", None),
        ("[$900 a week](takings/week left), they take [20%](fee)", None), ("[22 a walk](price/piece), [24](pieces/week) walks, Rover takes [20%](fee)", 20),
    ],
)  # fmt: skip
def test_a_cut_is_taken_off_once(marked: str, fee: float | None) -> None:
    made = week_of(marked)
    assert made.fee == fee
    assert made.doubts == {}
    assert made.typical is not None


@pytest.mark.parametrize(("basis", "costs"), [("before", 100), ("after", None), ("left", None)])
def test_a_cut_in_dollars_is_a_cost_where_takings_are_before_it(basis: str, costs: float | None) -> None:
    made = week_of(f"[$900 a week](takings/week {basis}), booth fee [$100 a week](fee/week)")
    assert made.other_costs == costs


@pytest.mark.parametrize(("told", "fee", "sure"), [("before", "95%", 0.97), ("after", "20%", 0.6)])
def test_a_cut_that_cannot_be_or_may_be_off_already_is_left_open(told: str, fee: str, sure: float) -> None:
    made = week_of(f"[$900 a week](takings/week {told}), they take [{fee}](fee)", basis=sure)
    assert (made.fee, set(made.doubts)) == (None, {"costs"})


def test_what_is_left_after_costs_takes_no_costs_off_again() -> None:
    made = week_of(
        "[$500 a week](takings/week left) after gas, gas is [$150 a week](cost/week fuel), phone [$13 a week](cost/week phone)"
    )
    assert (made.typical, made.left) == (500, True)
    assert (made.car_costs, made.other_costs, made.fee) == (None, None, None)


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("[$1,000 a week](takings/week before), [$750 a week](takings/week after) after Uber", {750}),
        ("[$1,000 a week](takings/week before), [$750 a week](takings/week after), Uber takes [25%](fee)", {750}),
        ("[$1,000 a week](takings/week before), they take [20%](fee), [$700 a week](takings/week left) is left", {700, 800}),
        ("[$900 a week](takings/week before), [$700 a week](takings/week left) after gas", {700}),
    ],
)  # fmt: skip
def test_before_and_after_the_cut_are_not_two_levels(marked: str, kept: set[float]) -> None:
    """What is told before the cut, after it, and as left is one sum seen three times; the cut comes off it once at most."""
    made = week_of(marked)
    assert made.typical is not None
    assert made.typical * (1 - (made.fee or 0) / 100) in kept


def test_gross_with_its_costs_goes_before_what_is_left() -> None:
    made = week_of(
        "[$900 a week](takings/week before), gas [$150 a week](cost/week fuel), so [$750 a week](takings/week left)"
    )
    assert (made.typical, made.car_costs, made.left) == (900, 150, False)


# ---- whatever is read -----------------------------------------------------------------------------------------

PARTS = [
    "takings", "price", "pieces", "tips", "fee", "kept", "cost", "hours", "active", "unpaid", "days", "miles", "years", "other", "wanted",
]  # fmt: skip


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low = draw(st.one_of(st.integers(0, 60), st.floats(0, 9e8)))
    high = draw(st.one_of(st.just(low), st.floats(low, 9.5e8)))
    per = draw(st.sampled_from([one or None for one in PERS]))
    heads = {name: Guess(draw(st.sampled_from(HEADS[name])), draw(st.floats(0.2, 1))) for name in ("basis", "cost")}
    heads["period"] = Guess(draw(st.sampled_from(PERIOD)), draw(st.floats(0.2, 1)))
    quantity = Quantity(0, 1, low, high, draw(st.sampled_from(UNITS)), per)  # type: ignore[arg-type]
    return Figure(quantity, Guess(draw(st.sampled_from(PARTS)), 0.9), heads)


@settings(max_examples=200, deadline=None)
@given(st.lists(figures(), max_size=7))
def test_no_week_comes_out_that_cannot_be(found: list[Figure]) -> None:
    made = week(found)
    assert 0 <= (made.hours or 0) + (made.unpaid or 0) <= 168
    assert 0 <= (made.days or 0) <= 7
    assert 0 <= (made.miles or 0) <= 6000
    assert made.fee is None or 0 <= made.fee <= 100
    amounts = [made.jobs, made.car_costs, made.other_costs, made.low, made.typical, made.high]
    assert all(value >= 0 for value in amounts if value is not None)
    if made.typical is not None:
        assert made.low is not None
        assert made.high is not None
        assert made.low * (1 - 1e-9) <= made.typical <= made.high * (1 + 1e-9)
    assert {id(one) for one in made.used} <= {id(one) for one in found}


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_the_words_changes_nothing(order: list[int]) -> None:
    marked = "[5 days](days/week), [9 hours a day](hours/day), [$150 a day](takings/day before), [20%](fee), [60 miles a day](miles/day)"
    found = told(marked).figures
    made = week([found[n] for n in order])
    assert (made.hours, made.typical, made.fee, made.miles) == (45, 750, 20, 300)


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), max_size=5), st.sampled_from(["years", "other", "wanted", "debt", "age"]))
def test_figures_of_other_parts_change_nothing(found: list[Figure], part: str) -> None:
    more = [replace(one, part=Guess(part, 0.9)) for one in found]
    assert sums(week([*found, *more])) == sums(week(found))
    assert week([*found, *more]).doubts == week(found).doubts
