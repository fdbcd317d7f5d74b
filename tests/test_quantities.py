"""Quantities are found and normalised as a person would say them: digits and words, money, ranges, units and periods."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tools.reading.quantities import MOST, Quantity, quantities

LONGEST = 20_000
"""Characters; more than a page lets anybody send."""


def read(text: str) -> list[tuple[float, float, str, str | None]]:
    return [(one.low, one.high, one.unit, one.per) for one in quantities(text)]


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("40 minutes each and another 20 getting there", [(40, "minutes", "piece", ""), (20, "minutes", "piece", "added")]),
        ("4,200 + 2,600 + 1,900 a month", [(4200, "", "month", ""), (2600, "", "month", "added"), (1900, "", "month", "added")]),
        ("$18 an hour plus 200 in tips", [(18, "usd", "hour", ""), (200, "usd", None, "added")]),
        ("22 paid hrs/wk, plus ~8 unpaid", [(22, "hours", "week", ""), (8, "hours", "week", "added")]),
        ("3 evenings, 11 hrs total", [(3, "", None, ""), (11, "hours", None, "total")]),
        ("in all about 26 hours", [(26, "hours", None, "total")]),
        ("four hours. It's more like four and a half", [(4, "hours", None, ""), (4.5, "hours", None, "instead")]),
        ("30 minutos cada una más otros 10", [(30, "minutes", "piece", ""), (10, "minutes", "piece", "added")]),
        ("2.5 hours plus three quarters of an hour driving", [(2.5, "hours", None, ""), (0.75, "hours", None, "added")]),
        ("I paid 60 in total. 20 hours", [(60, "", None, "total"), (20, "hours", None, "")]),
    ],
)  # fmt: skip
def test_how_a_figure_stands_beside_the_one_before(text: str, found: list[tuple[float, str, str | None, str]]) -> None:
    assert [(one.low, one.unit, one.per, one.relation) for one in quantities(text)] == found


def test_a_number_that_only_counts_the_lines_of_a_list_is_no_figure() -> None:
    assert [one.low for one in quantities("Waco\n1. subbing 105 a day\n2) DoorDash 215/wk\n 3. nothing")] == [105, 215]
    assert [one.low for one in quantities("It is\n2.5 hours")] == [2.5]


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("$600 por semana", 600, "usd", "week"),
        ("$17.50/hr", 17.5, "usd", "hour"),
        ("18 bucks an hour", 18, "usd", "hour"),
        ("1200$ a month", 1200, "usd", "month"),
        ("US$900 weekly", 900, "usd", "week"),
        ("25 dlls la hora", 25, "usd", "hour"),
        ("doscientos dólares a la semana", 200, "usd", "week"),
        ("120/wk", 120, "", "week"),
        ("45hrs", 45, "hours", None),
        ("20 hrs/wk", 20, "hours", "week"),
        ("40ish hours a week", 40, "hours", "week"),
        ("12-hour shift", 12, "hours", None),
        ("30 horas", 30, "hours", None),
        ("cuarenta horas a la semana", 40, "hours", "week"),
        ("40 horas semanales", 40, "hours", "week"),
        ("three nights a week", 3, "days", "week"),
        ("one night a week", 1, "days", "week"),
        ("15 mins per order", 15, "minutes", "piece"),
        (".07/word", 0.07, "", "piece"),
        ("$0.085 per word", 0.085, "usd", "piece"),
        ("22 a walk", 22, "", "piece"),
        ("I keep 80%", 80, "percent", None),
        ("80 per cent of it", 80, "percent", None),
        ("15,000 miles a year", 15_000, "miles", "year"),
        ("60 km a day", 60, "km", "day"),
        ("168k", 168_000, "", None),
        ("$2.5k/mo", 2500, "usd", "month"),
        ("2 mil al mes", 2000, "", "month"),
        ("mil doscientos al mes", 1200, "", "month"),
        ("trescientos cincuenta por semana", 350, "", "week"),
        ("setenta y cinco por casa", 75, "", "piece"),
        ("couple hundred", 200, "", None),
        ("a couple hundred bucks a week", 200, "usd", "week"),
        ("a few thousand a year", 3000, "", "year"),
        ("a grand a week", 1000, "", "week"),
        ("a hundred", 100, "", None),
        ("a hundred and fifty dollars a day", 150, "usd", "day"),
        ("one thousand and fifty a month", 1050, "", "month"),
        ("fifty two hundred a week", 5200, "", "week"),
        ("fifteen hundred a month", 1500, "", "month"),
        ("twenty-five an hour", 25, "", "hour"),
        ("$1,400 every two weeks", 1400, "usd", "two weeks"),
        ("900 every other week", 900, "", "two weeks"),
        ("$900 biweekly", 900, "usd", "two weeks"),
        ("I get $900 twice a month", 900, "usd", "half month"),
        ("800 cada quincena", 800, "", "two weeks"),
        # as people say them, and as our grammar is told to count them
        ("9 houses a week", 9, "pieces", "week"),
        ("24 walks a week", 24, "pieces", "week"),
        ("35 boxes in the week", 35, "pieces", "week"),
        ("9 big houses a week", 9, "pieces", "week"),
        ("twenty grand a year", 20_000, "", "year"),
        ("one fifty a day", 150, "", "day"),
        ("10 cents a word", 0.1, "usd", "piece"),
        ("8 1/2 hours a day", 8.5, "hours", "day"),
        ("8½ hours", 8.5, "hours", None),
        ("two and a half years", 2.5, "years", None),
        ("ochocientos por quincena", 800, "", "two weeks"),
    ],
)
def test_one_quantity(text: str, value: float, unit: str, per: str | None) -> None:
    assert read(text) == [(value, value, unit, per)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "per"),
    [
        ("five or six hundred", 500, 600, "", None),
        ("fifteen or sixteen hundred a month", 1500, 1600, "", "month"),
        ("3 or 4 hundred a week", 300, 400, "", "week"),
        ("between $300 and $1,300 a week", 300, 1300, "usd", "week"),
        ("between about 300 and 400 a week", 300, 400, "", "week"),
        ("$300-$1,300 a week", 300, 1300, "usd", "week"),
        ("$12 - $15 an hour", 12, 15, "usd", "hour"),
        ("$15–20 / hr", 15, 20, "usd", "hour"),
        ("entre 300 y 500 por semana", 300, 500, "", "week"),
        ("de 300 a 500 por semana", 300, 500, "", "week"),
        ("130-160 per house", 130, 160, "", "piece"),
        ("18 to 22 an hour", 18, 22, "", "hour"),
        ("twelve to fifteen an hour", 12, 15, "", "hour"),
        ("twenty to thirty bucks", 20, 30, "usd", None),
        ("6-7k", 6000, 7000, "", None),
        ("6-700 a week", 600, 700, "", "week"),
        ("80 to 90 thousand", 80_000, 90_000, "", None),
        ("$300 a week to $1,300 a week", 300, 1300, "usd", "week"),
        ("20-25%", 20, 25, "percent", None),
        ("4 or 5 days", 4, 5, "days", None),
        ("thirty forty hours a week", 30, 40, "hours", "week"),
        ("2012-2019", 2012, 2019, "", None),
    ],
)
def test_one_range(text: str, low: float, high: float, unit: str, per: str | None) -> None:
    assert read(text) == [(low, high, unit, per)]
    assert only(text).value == (low + high) / 2
    assert only(text).is_range


@pytest.mark.parametrize(
    ("text", "value", "also"),
    [
        ("$1.200 a week", 1200, 1.2),
        ("1.200 an hour", 1.2, 1200),
        ("twelve fifty an hour", 12.5, 1250),
        ("twelve fifty a month", 1250, 12.5),
        ("seven fifty", 750, 7.5),
    ],
)
def test_a_figure_that_may_be_read_two_ways_keeps_both(text: str, value: float, also: float) -> None:
    assert (only(text).value, only(text).also) == (value, also)


def test_what_can_be_read_in_one_way_has_no_other() -> None:
    assert {one.also for one in quantities("$1,200 a week, 12.50 an hour, fifteen hundred, 0.125 a word, 168k")} == {
        None
    }


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8:30 to 2:15", 5.75),
        ("10pm-6am", 8),
        ("10 p.m. until 6 a.m.", 8),
        ("9 to 5pm", 8),
        ("7am to 3", 8),
        ("from 9am to 5pm", 8),
        ("12am to 6am", 6),
        ("12:30 to 1:30", 1),
        ("11:00 to 1:00", 2),
        ("7-9pm", 2),
        ("6am to 10pm", 16),
        ("7p-7a", 12),
        ("11:30pm hasta 7:30am", 8),
    ],
)
def test_from_one_time_of_the_day_to_another_are_hours(text: str, hours: float) -> None:
    assert read(text) == [(hours, hours, "hours", None)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri", 5),
        ("m thru f", 5),
        ("Tues to Sat", 5),
        ("Fri–Sun", 3),
        ("de lunes a jueves", 4),
        ("weekdays", 5),
        ("weekends", 2),
        ("fri n sat", 2),
        ("tues, thurs & sat", 3),
        ("mon/wed/fri", 3),
    ],
)
def test_a_span_of_weekdays_is_days_a_week(text: str, days: float) -> None:
    assert read(text) == [(days, days, "days", "week")]


@pytest.mark.parametrize("text", ["sunny money", "sat down", "jan feb mar apr", "fri fri", "married in may"])
def test_words_that_only_begin_like_days_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("half of it", 50, "percent", None), ("a third goes to the shop", 100 / 3, "percent", None), ("se queda la mitad", 50, "percent", None),
        ("half an hour each", 0.5, "hours", "piece"), ("an hour and a half a day", 1.5, "hours", "day"), ("hora y media", 1.5, "hours", None),
        ("another hour", 1, "hours", None), ("a couple of days a week", 2, "days", "week"), ("twice a week", 2, "", "week"),
        ("a year and a half", 1.5, "years", None), ("half a dozen a day", 6, "", "day"), ("I have zero", 0, "", None), ("couple hundred", 200, "", None),
    ],
)  # fmt: skip
def test_amounts_without_a_number(text: str, value: float, unit: str, per: str | None) -> None:
    assert read(text) == [(value, value, unit, per)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("an hour and fifteen", 1.25, "hours", None), ("two hours 45 minutes", 2.75, "hours", None), ("an hour twenty with the drive", 4 / 3, "hours", None),
        ("3 hours and half of cleaning", 3.5, "hours", None), ("420 one week", 420, "", "week"), ("110 dollars one day", 110, "usd", "day"),
        ("from ten until four-thirty", 6.5, "hours", None), ("from eight until one", 5, "hours", None),
        ("$1.05 for every mile I drive", 1.05, "usd", "piece"), ("$90 per student per month", 90, "usd", "month"), ("250 each Sunday", 250, "", "day"),
    ],
)  # fmt: skip
def test_lengths_and_periods_of_two_words_are_one(text: str, value: float, unit: str, per: str | None) -> None:
    assert read(text) == [(pytest.approx(value), pytest.approx(value), unit, per)]


@pytest.mark.parametrize(
    "text", ["3 hours 15 rides", "3 hours 20 a night", "2 hours 45 dollars", "- driving 4\n- 70 miles"]
)
def test_two_figures_side_by_side_stay_two(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("text", "of", "each", "days"),
    [
        ("0.07 a word", "word", False, None), ("1.85 a loaded mile", "mile", False, None), ("135 a month each", "", True, None),
        ("22 a pool a month", "pool", True, None), ("each one takes six hours a month", "", True, None), ("six hours a month", "", False, None),
        ("320 on a Saturday", "", False, 1), ("Saturdays, about 6 hours", "", False, 1), ("Sundays off. 10 hours", "", False, None),
        ("wed and sat 5 hours", "", False, None),
    ],
)  # fmt: skip
def test_what_a_figure_is_told_by(text: str, of: str, each: bool, days: float | None) -> None:
    one = quantities(text)[-1]
    assert (one.of, one.each, one.days) == (of, each, days)


def test_an_idiom_that_is_a_period_is_no_amount_of_its_own() -> None:
    assert read("$20 an hour") == [(20, 20, "usd", "hour")]
    assert read("$1,200 twice a month") == [(1200, 1200, "usd", "half month")]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8 at night to 4 in the morning", 8), ("de 8 a 10 de la noche", 2), ("4 to midnight", 8), ("out the door 7pm home 3am", 8),
        ("salgo 5:30 y regreso 4 de la tarde", 10.5), ("from 6am till like 2:30pm", 8.5), ("noon to 6", 6), ("11 at night to 7 in the morning", 8),
    ],
)  # fmt: skip
def test_a_stretch_of_the_day_is_hours_however_its_ends_are_said(text: str, hours: float) -> None:
    (found,) = quantities(text)
    assert (found.low, found.unit) == (hours, "hours")
    assert found.at is not None
    assert found.at[1] - found.at[0] == hours


def test_a_stretch_stands_where_its_known_end_puts_it() -> None:
    assert [one.at for one in quantities("4 to midnight")] == [(16, 24)]
    assert [one.at for one in quantities("7am to 3")] == [(7, 15)]
    assert [one.at for one in quantities("9 to 5")] == [(9, 17)]


def test_times_of_the_day_that_begin_and_end_no_stretch_stay_apart() -> None:
    assert [one.unit for one in quantities("bed at 10pm. Then I am up at 5am")] == ["clock", "clock"]
    assert [one.unit for one in quantities("at 8pm I eat, they pay $20, and at 9pm I go")] == ["clock", "usd", "clock"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I pull three 12s", [(3, 3, "", None), (12, 12, "hours", "shift")]), ("four tens", [(4, 4, "", None), (10, 10, "hours", "shift")]),
        ("online 38h12m", [(38.2, 38.2, "hours", None)]), ("$300 each per month", [(300, 300, "usd", "month")]), ("48 casas a 110 el mes", [(48, 48, "", None), (110, 110, "", "month")]),
        ("eighty four to a hundred and eight a block", [(84, 108, "", "shift")]),
    ],
)  # fmt: skip
def test_shifts_by_their_length_and_sums_by_each(text: str, found: list[tuple[float, float, str, str | None]]) -> None:
    assert read(text) == found


def test_a_time_of_the_day_is_no_length() -> None:
    assert read("I start at 7:30") == [(7.5, 7.5, "clock", None)]
    assert read("the bus leaves at 1 pm") == [(13, 13, "clock", None)]


@pytest.mark.parametrize(
    "text",
    [
        "", "no one pays", "I have one kid", "one of them", "lots of miles", "a day", "my better half", "a third job", "half day", "once", "no soy un experto",
        "the first week", "and a half", "I said oh well", "🚗🚗", "v2rocket", "month to month", "from sunrise to sunset", "99999999999999999 trips", "five billion",
    ],
)  # fmt: skip
def test_words_that_count_nothing_are_no_quantity(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 40 hours a week - $900 a week", [(40, 40, "hours", "week"), (900, 900, "usd", "week")]),
        ("I lose -$200 a week", [(200, 200, "usd", "week")]),
        ("$600 por semana, 30 horas", [(600, 600, "usd", "week"), (30, 30, "hours", None)]),
        ("6 days a week, 9 hours a day", [(6, 6, "days", "week"), (9, 9, "hours", "day")]),
        ("some weeks $300, some $1,300", [(300, 300, "usd", None), (1300, 1300, "usd", None)]),
        ("5 days and 40 hours", [(5, 5, "days", None), (40, 40, "hours", None)]),
        ("anywhere from 5 to 500 a day", [(5, 5, "", None), (500, 500, "", "day")]),
        ("14 casas al mes a 120", [(14, 14, "pieces", "month"), (120, 120, "", None)]),
        ("entre los dos $900 por semana", [(2, 2, "", None), (900, 900, "usd", "week")]),
        ("2018-2022 $18.25/hr", [(2018, 2022, "", None), (18.25, 18.25, "usd", "hour")]),
        ("$610 a month til 2027", [(610, 610, "usd", "month"), (2027, 2027, "", None)]),
        ("gone past 4 because the day nurse leaves", [(4, 4, "", None)]),
        ("went from 20 to 15 an hour", [(20, 20, "", None), (15, 15, "", "hour")]),
        ("clients at 600, 450 and 800 a month", [(600, 600, "", None), (450, 450, "", None), (800, 800, "", "month")]),
        ("24/7", [(24, 24, "", None), (7, 7, "", None)]),
    ],
)
def test_figures_that_are_two_stay_two(text: str, found: list[tuple[float, float, str, str | None]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("I make about $1,400 every two weeks, before tax", "$1,400", "$1,400 every two weeks"),
        ("roughly five or six hundred dollars a week", "five or six hundred", "five or six hundred dollars a week"),
        ("I clean 9 houses a week", "9", "9 houses a week"),
        ("I keep 80% of it", "80", "80%"),
    ],
)
def test_a_quantity_knows_where_it_stands(text: str, figure: str, words: str) -> None:
    one = only(text)
    assert text[one.start : one.end] == figure
    assert text[one.start : one.words_end].strip() == words


# ---- whatever is written --------------------------------------------------------------------------------------

SHARDS = [
    "1", "0", "12", "1,300", "1.200", "2019", "999999999", ".5", "$", "US$", "%", "¢", "½", "1/2", "k", "K", "-", "–", " - ", "+", "/", "~", ":", ",", ".", " ", "\n",
    "\t", "'", "’", "one", "two", "fifty", "twenty", "hundred", "thousand", "million", "billion", "grand", "a", "an", "and", "or", "to", "between ", "from", "un", "y",
    "cien", "mil", "veinte", "once", "entre ", "am", "pm", "8:30", "10pm", "hours", "h", "hr", "miles", "km", "days", "weeks", "shift", "every two weeks", "twice a month",
    "a week", "per ", "por semana", "hourly", "ish", "bucks", "couple of", "few", "each", "half", "houses", "🚗", "é", "ñ", "١", "²", "Ⅷ", "\u2028", "\u0000", "\u202e",
]  # fmt: skip
spoken = st.lists(st.sampled_from(SHARDS), max_size=40).flatmap(
    lambda shards: st.sampled_from(["", " "]).map(lambda gap: gap.join(shards))
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(spoken, spoken, st.text(max_size=200)))
@example("1-1-1-1")
@example("nine hundred ninety nine million thousand")
@example("999999999k to 999999999 grand")
@example("between 1 and between 2 and 3 or 4 hundred")
def test_quantities_of_any_text_are_in_order_apart_and_possible(text: str) -> None:
    end = 0
    for one in quantities(text):
        assert end <= one.start < one.end <= one.words_end <= len(text)
        end = one.end
        assert 0 <= one.low <= one.high < MOST  # neither negative nor infinite, nor no number at all
        assert one.also is None or 0 <= one.also < MOST


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["week", "month", "year", "hour", "day"]), st.booleans(), spoken)
def test_an_amount_is_found_whatever_stands_on_other_lines(usd: int, per: str, comma: bool, other: str) -> None:
    said = f"${usd:,}" if comma else f"${usd}"
    text = f"I make {said} a {per}.\n\nSo. {other}"
    assert read(text)[0] == (usd, usd, "usd", per)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 900), st.integers(0, 900), st.sampled_from(["-", " - ", "–", " to ", " or "]), st.booleans())
def test_two_sums_with_a_dash_or_to_are_one_range(low: int, more: int, gap: str, marked: bool) -> None:
    """Where the ends are not of one size, such as 5 and 500, they may be two figures; but none is lost."""
    mark = "$" if marked else ""
    found = read(f"I make ${low}{gap}{mark}{low + more} a week")
    if more <= low:
        assert found == [(low, low + more, "usd", "week")]
    else:
        assert (found[0][0] % low, found[-1][1], found[-1][3]) == (0, low + more, "week")


LOADS = [
    "1 ", "-", "one two ", "one hundred and ", "between $1 and ", "$1-", "10pm to ", "🚗1", "é", "１ ", "1 a b c ", "12 hour a week ",
]  # fmt: skip


@pytest.mark.parametrize("load", LOADS)
def test_no_text_takes_longer_than_a_second(load: str) -> None:
    text = (load * LONGEST)[:LONGEST]
    quantities("forty two")  # the words of a language are loaded once
    gc.collect()  # what other tests have left is not ours to clear away meanwhile
    began = time.process_time()
    quantities(text)
    assert time.process_time() - began < 1
