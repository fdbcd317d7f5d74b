"""From sums, rates, prices and counts to what a week of one work takes in, and how they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tools.reading.sums import (
    APART,
    WIDEST,
    Counts,
    Week,
    adds,
    alike,
    composed,
    of_parts,
    period,
    stands,
    times_a_week,
    with_counts,
)
from tools.reading.tagger import Figure

SPANS = {"week", "two weeks", "month", "half month", "year"}
RATES_APART, FORMS_APART, NIGHTS_APART = 1.05, 1.2, 2.5
"""Two rates an hour are of two kinds of work; sums that are told in different ways must agree this well; of a slow and a good night
the better brings at most this much more."""
SURE_NIGHT = 0.6
"""A sum of which nobody said what time it is of is a night's when the network is this sure."""
MOST_WEEK = 20_000.0
"""USD: nothing said of a week's takings that is more is believed."""


@dataclass(frozen=True)
class _Level:
    """USD a week as one way of telling them has it; ``figure`` is what it was told by, None for prices with their counts."""

    low: float
    high: float
    form: str
    added: bool = False
    """On top of what the others say."""
    figure: Figure | None = None


def takings(by: dict[str, list[Figure]], made: Week, days: Counts, counts: Counts) -> None:
    """What a week brings, written into ``made``: low, typical and high USD, or the doubt that keeps it open.

    Every way of telling it (sums, nights, hours, prices with counts) makes a level; levels must be of one thing.
    """
    levels: list[_Level] = []
    open_: list[Figure] = []
    nightly: list[Figure] = []
    sums = []
    for one in _told(by, made):
        at, quantity = period(one), one.quantity
        if quantity.high == 0:  # a time without any: no level of what a usual week brings
            made.doubts.setdefault("money", "not all")
            made.used.append(one)
        elif (
            at in ("day", "shift")
            and times_a_week(one, None) is None
            and (quantity.per or one.heads["period"].sure >= SURE_NIGHT)
        ):
            nightly.append(one)
        elif (times := (made.active or made.hours) if at == "hour" else times_a_week(one, made)) is None:
            open_.append(one)
        else:
            levels.append(_Level(quantity.low * times, quantity.high * times, at, quantity.relation == "added", one))
            made.used.append(one)
            sums.append(one)
    by_night = _by_the_night(nightly, made, days)
    levels += by_night
    open_ += nightly if nightly and not by_night else []
    priced = _priced(by["price"], by["pieces"], made, days, counts)
    spans = [level for level in levels if level.form in SPANS]
    on_top = any(one.quantity.relation == "added" for one in (*by["price"], *by["pieces"]))
    apart = bool(by_night) and bool(counts) and adds(by["hours"])  # days and pieces, each with time of its own
    if priced is not None and (not spans or on_top or any(level.added for level in spans)):
        levels.append(replace(priced, added=apart or (bool(spans) and on_top)))
    elif priced is not None and _contradicting([*spans, priced], []):
        made.doubts["money"] = "two figures"
    if not levels:
        _bare_rate(open_, made)
        if open_ and made.typical is None:
            made.doubts.setdefault("hours" if any(period(one) == "hour" for one in open_) else "money", "no period")
        elif by["price"] and made.typical is None:
            made.doubts.setdefault("money", "no count")
        return
    if any(level.form == "hour" for level in levels) and by["price"]:
        made.doubts.setdefault("money", "by the hour and by the piece")
    if open_ or (by["price"] and priced is None):
        made.doubts.setdefault("money", "not all")
    if _by_two_rates(levels, by, made):
        return
    whole = _in_all(levels, sums)
    if whole is None:
        made.doubts["money"] = "two figures"
        return
    if whole[2] > MOST_WEEK:
        made.doubts["money"] = "out of bounds"
        return
    made.low, made.typical, made.high = whole
    one_kind = {level.form for level in levels} == {"hour"} and made.active is None
    made.hourly = one_kind and not any(level.added for level in levels) and not adds(sums)
    _tips(by["tips"], made)


def _in_all(levels: Sequence[_Level], sums: Sequence[Figure]) -> tuple[float, float, float] | None:
    """Lowest, typical and highest of all levels together: as the words set them beside each other, else levels of one thing with
    what is told on top of them. None where they contradict each other."""
    told = [(level.figure, (level.low, level.high)) for level in levels if level.figure is not None]
    if len(told) == len(levels) > 1 and all(stands(one, before) for (before, _), (one, _) in pairwise(told)):
        level = composed(told, FORMS_APART)
        return level and (level[0], sum(level) / 2, level[1])
    more = [level for level in levels if level.added] if not all(level.added for level in levels) else []
    rest = [level for level in levels if level not in more]
    if _contradicting(rest, [one for one in sums if one.quantity.relation != "added"]):
        return None
    low, high = min(level.low for level in rest), max(level.high for level in rest)
    typical = sum(level.low + level.high for level in rest) / 2 / len(rest)
    typical += sum(level.low + level.high for level in more) / 2
    return low + sum(level.low for level in more), typical, high + sum(level.high for level in more)


def _by_two_rates(levels: Sequence[_Level], by: dict[str, list[Figure]], made: Week) -> bool:
    """Two kinds of work at rates of their own, each with its hours: "$18 for 25 hours and the other $20 for 20"."""
    rates = [level.figure for level in levels if level.form == "hour" and level.figure is not None]
    if len(rates) < 2 or len(rates) < len(levels) or not adds(rates):
        return False
    weekly = [
        (one, one.quantity.value) for one in by["hours"] if period(one) in ("week", "") or one.quantity.per is None
    ]
    parts = of_parts(weekly)
    hours = [one for one, value in weekly if value in parts]
    agree = made.hours is not None and abs(sum(one.quantity.value for one in hours) - made.hours) <= 0.05 * made.hours
    if len(hours) != len(rates) or not agree:
        made.doubts["money"] = "two rates"
        return True
    made.low = sum(one.quantity.low * many.quantity.low for one, many in zip(rates, hours, strict=True))
    made.high = sum(one.quantity.high * many.quantity.high for one, many in zip(rates, hours, strict=True))
    made.typical, made.hourly = (made.low + made.high) / 2, False
    made.used += [one for one in hours if one not in made.used]
    return True


def _contradicting(levels: Sequence[_Level], sums: Sequence[Figure]) -> bool:
    """Whether levels are too far apart to be of one thing. A good and a bad week, or night, may be; two rates an hour are of two
    kinds of work, sums told in different ways are one sum, and two by the month may be two clients or two months."""
    if len(levels) == 1:
        return False
    if sum(one.quantity.per in ("month", "year") for one in sums) > 1:
        return True
    low, high = min(level.low for level in levels), max(level.high for level in levels)
    forms = {level.form for level in levels}
    one_form = len(forms) == 1
    most = WIDEST if one_form and forms <= SPANS else NIGHTS_APART if forms == {"day"} else RATES_APART if forms == {"hour"} else FORMS_APART  # fmt: skip
    return bool(low) and high / low > most


def _by_the_night(rates: Sequence[Figure], made: Week, days: Counts) -> list[_Level]:
    """Pay by the day with the days a week: a slow and a good night are levels; rates that have days of their own add up."""
    pairs = with_counts(rates, [value for _, value in days]) if rates and days else None
    if not pairs:
        return []
    made.used += rates
    each = [(one.quantity.low * many, one.quantity.high * many) for one, many in pairs]
    if alike([value for _, value in days]) is None:
        return [_Level(sum(low for low, _ in each), sum(high for _, high in each), "day")]
    return [_Level(low, high, "day", figure=one) for one, (low, high) in zip(rates, each, strict=True)]


def _tips(found: Sequence[Figure], made: Week) -> None:
    assert made.low is not None
    assert made.typical is not None
    assert made.high is not None
    for tip in found:
        times = made.hours if period(tip) == "hour" else times_a_week(tip, made)
        if times is not None:
            made.used.append(tip)
            made.tips += tip.quantity.value * times
            made.low += tip.quantity.low * times
            made.typical += tip.quantity.value * times
            made.high += tip.quantity.high * times
            made.hourly = False


def _told(by: dict[str, list[Figure]], made: Week) -> list[Figure]:
    """The takings of one basis: what is told before the platform's cut, after it, and as left are no levels of one thing."""
    of: dict[str, list[Figure]] = {"before": [], "after": [], "left": []}
    for one in by["takings"]:
        of[one.heads["basis"].label].append(one)
    cut = any(one.quantity.unit == "percent" for one in (*by["fee"], *by["kept"]))
    told = of["after"] or of["before"]
    if cut and of["before"] and len(of["before"]) >= len(of["after"]):
        told = of["before"]
    if of["left"] and not (told and (by["cost"] or by["miles"] or cut)):
        made.left, told = True, of["left"]
    made.before = told is of["before"] if told else bool(by["price"])
    return told


def _bare_rate(found: Sequence[Figure], made: Week) -> None:
    """Pay by the hour of which the hours are not known: the rate alone."""
    hourly = [one for one in found if period(one) == "hour"]
    if hourly:
        made.used += hourly
        made.low, made.high = min(one.quantity.low for one in hourly), max(one.quantity.high for one in hourly)
        made.typical, made.hourly = (made.low + made.high) / 2, True
        made.doubts.setdefault("hours", "no hours")


def _priced(
    prices: Sequence[Figure], pieces: Sequence[Figure], made: Week, days: Counts, counts: Counts
) -> _Level | None:
    """What pieces bring: each kind of price with its own count, all kinds added up; None where one of them has no count.

    A price by the piece goes with the pieces, one by the night with the nights, one by the month with the customers who pay it.
    """
    kinds: dict[str, list[Figure]] = {"piece": [], "night": [], "span": []}
    for one in prices:
        said = one.quantity.per
        kinds["span" if said in SPANS else "night" if said in ("day", "shift") and days else "piece"].append(one)
    parts = [
        _by_the_piece(kinds["piece"], made, counts) if kinds["piece"] else (0.0, 0.0),
        _sum(with_counts(kinds["night"], [value for _, value in days])) if kinds["night"] else (0.0, 0.0),
        _by_the_customer(kinds["span"], kinds["piece"], pieces) if kinds["span"] else (0.0, 0.0),
    ]
    if kinds["span"] and kinds["piece"] and not counts:  # "600, 450 and 800 a month": the period of one is that of all
        parts = [_by_the_customer(list(prices), [], pieces)]
    if not prices or any(part is None for part in parts):
        return None
    made.used += prices
    if kinds["span"]:
        made.doubts.pop("money", None) if made.doubts.get("money") == "no count" else None
        made.used += [one for one in pieces if one not in made.used]
    low, high = (sum(part[end] for part in parts if part) for end in (0, 1))
    return _Level(low, high, "piece")


def _sum(pairs: Sequence[tuple[Figure, float]] | None) -> tuple[float, float] | None:
    if not pairs:
        return None
    return sum(one.quantity.low * many for one, many in pairs), sum(one.quantity.high * many for one, many in pairs)


def _by_the_piece(prices: Sequence[Figure], made: Week, counts: Counts) -> tuple[float, float] | None:
    """Prices with their counts in order where there are as many of each, else all prices and counts as a range; what is paid by the
    mile goes with the miles."""
    if any(one.quantity.of == "mile" for one in prices):
        if len(prices) > 1 or not made.miles or sum(one.part.label == "miles" for one in made.used) > 1:
            return None  # of two kinds of miles only one may be paid
        return prices[0].quantity.low * made.miles, prices[0].quantity.high * made.miles
    if not counts:
        return None
    many = of_parts(counts)
    if len(many) == len(prices) > 1:
        made.jobs = sum(many)
        return _sum(list(zip(prices, many, strict=True)))
    each = composed([(one, (one.quantity.low, one.quantity.high)) for one in prices], FORMS_APART)
    count = composed([(one, (value, value)) for one, value in counts], APART)
    if each is None or adds(prices) or (count is None and len(many) > 1):
        made.doubts.setdefault("money", "prices and counts")
    low, high = each or (min(one.quantity.low for one in prices), max(one.quantity.high for one in prices))
    least, most = count or (min(many), max(many))
    return low * least, high * most


def _by_the_customer(
    prices: Sequence[Figure], others: Sequence[Figure], pieces: Sequence[Figure]
) -> tuple[float, float] | None:
    """What customers pay by the week or month: each price once where several are named, else times the customers."""
    if len(prices) == 1:
        if len(pieces) != 1 or others:  # one price may be of each of many
            return None
        times, many = times_a_week(prices[0], None), pieces[0].quantity.value
        return (
            None if times is None else (prices[0].quantity.low * many * times, prices[0].quantity.high * many * times)
        )
    said = [one for one in prices if period(one) not in ("", "once")]
    alone = times_a_week(said[0], None) if said and len({period(one) for one in said}) == 1 else None
    every = [times_a_week(one, None) if one in said else alone for one in prices]
    pairs = [(one, many) for one, many in zip(prices, every, strict=True) if many is not None]
    return _sum(pairs) if len(pairs) == len(prices) and not pieces else None
