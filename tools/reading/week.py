"""From what is said of a work to its week: hours, miles, takings, costs and fees, and what they leave in doubt.

Pure arithmetic on labelled quantities. Unknown stays unknown: nothing is brought to a week without what it takes.
"""

from __future__ import annotations

from collections.abc import Sequence

from tools.reading.sums import SURE_PERIOD, Week, by_part, days_a_week, period, single, times_a_week
from tools.reading.tagger import Figure

SPANS = {"week", "two weeks", "month", "half month", "year"}
ONE_FORM_APART = 6.0
"""Sums of one period, such as a good and a bad week, may be this far apart: takings swing widely."""
RATES_APART, FORMS_APART = 1.05, 1.2
"""Two rates an hour are of two kinds of work; sums that are told in different ways must agree this well."""
SURE_BASIS = 0.9
"""Takings that are told beside a fee are after it only when the network is this sure."""
KM = 0.621371
MOST_WEEK = 20_000.0
"""USD: nothing said of a week's takings that is more is believed."""


def week(figures: Sequence[Figure], common: str = "") -> Week:
    """All figures of one work, whatever their order; ``common`` is the period of sums that are told without one."""
    made = Week(common=common)
    by = by_part(figures)
    made.days = single(by["days"], made, days_a_week, "hours")
    counts = _counts(by["pieces"], made)
    made.jobs = (min(counts) + max(counts)) / 2 if counts else None
    _hours(by, made)
    made.miles = single(by["miles"], made, lambda one: _miles(one, made), "miles")
    _takings(by, made, counts)
    _costs(by, made)
    _fees(by, made)
    return made


def _counts(found: Sequence[Figure], made: Week) -> list[float]:
    """Pieces a week, by figure, as far as their period is known."""
    counts = []
    for one in found:
        times = times_a_week(one, made)
        if times is None or period(one) in ("", "once"):
            made.doubts.setdefault("money", "no count")
            continue
        counts.append(one.quantity.value * times)
        made.used.append(one)
    return counts


def _hours(by: dict[str, list[Figure]], made: Week) -> None:
    def weekly(one: Figure) -> float | None:
        value = one.quantity.value / (60 if one.quantity.unit == "minutes" else 1)
        at = period(one)
        unsaid = one.quantity.per in (None, "piece") and (one.heads["period"].sure < SURE_PERIOD or at in ("", "once"))
        if at == "hour" or (at in ("", "once") and not 14 < value <= 100):
            return None
        if unsaid and at in (
            "",
            "once",
            "week",
            "day",
            "shift",
        ):  # a number of a shift's size is a shift's, a larger one a week's
            if value > 14:
                return value
            return None if made.days is None else value * made.days
        times = times_a_week(one, made)
        if times is None and at == "piece":  # "three afternoons, four hours each time"
            times = made.days
        return None if times is None else value * times

    stated = [one for one in by["hours"] if one.quantity.per in ("week", "month", "two weeks")]
    by_day = [one for one in by["hours"] if period(one) in ("day", "shift")] if made.days is not None else []
    whole = single(stated or by_day or by["hours"], made, weekly, "hours")  # a week's need no shifts, a day's no pieces
    active = single(by["active"], made, weekly, "hours")
    unpaid = single(by["unpaid"], made, weekly, "hours")
    made.hours = whole if whole is not None else active
    made.unpaid = unpaid
    made.active = active if whole is not None and active is not None and active <= whole else None
    if made.hours == 0 or (made.hours or 0) + (unpaid or 0) > 120:
        made.doubts["hours"] = "out of bounds"
        made.hours = made.unpaid = None


def _miles(one: Figure, made: Week) -> float | None:
    value = one.quantity.value * (KM if one.quantity.unit == "km" else 1)
    at = period(one)
    times = times_a_week(one, made) if at not in ("", "once") else (1.0 if value < 3_000 else None)
    return None if times is None or value * times > 4_000 else value * times


def _takings(by: dict[str, list[Figure]], made: Week, counts: list[float]) -> None:
    levels: list[tuple[float, float, str, Figure]] = []
    open_: list[Figure] = []
    active = made.active
    for one in _told(by, made):
        at, quantity = period(one), one.quantity
        if quantity.high == 0:  # a time without any: no level of what a usual week brings
            made.doubts.setdefault("money", "not all")
            made.used.append(one)
            continue
        times = (active or made.hours) if at == "hour" else times_a_week(one, made)
        if times is None:
            open_.append(one)
            continue
        levels.append((quantity.low * times, quantity.high * times, at, one))
    if by["pieces"]:
        priced = _priced(by["price"], counts, made)
    else:
        priced = _by_the_night(by["price"], made) or _of_clients(by["price"], made)
    if priced is not None and not any(
        at in ("week", "month", "two weeks", "half month", "year") for _, _, at, _ in levels
    ):
        levels.append((*priced, "piece", by["price"][0]))
    if not levels:
        _bare_rate(open_, made)
        if open_ and made.typical is None:
            made.doubts.setdefault("hours" if any(period(one) == "hour" for one in open_) else "money", "no period")
        elif by["price"] and made.typical is None:
            made.doubts.setdefault("money", "no count")
        return
    made.used += [one for _, _, _, one in levels]
    if any(level[2] == "hour" for level in levels) and by["price"]:
        made.doubts.setdefault("money", "by the hour and by the piece")
    unpriced = by["price"] and priced is None
    if open_ or unpriced:
        made.doubts.setdefault("money", "not all")
    low, high = min(level[0] for level in levels), max(level[1] for level in levels)
    forms = {level[2] for level in levels}
    most = (
        ONE_FORM_APART
        if len(forms) == 1 and forms <= SPANS
        else RATES_APART
        if forms <= SPANS | {"hour"} and len(forms) == 1
        else FORMS_APART
    )
    outright = [level for level in levels if level[3].quantity.per in ("month", "year")]
    if len(outright) > 1:  # two sums by the month may be two clients or two months: nobody can tell
        made.doubts["money"] = "two figures"
        return
    if len(levels) > 1 and low and high / low > most:
        made.doubts["money"] = "two figures"
        return
    if high > MOST_WEEK:
        made.doubts["money"] = "out of bounds"
        return
    made.low, made.high = low, high
    made.typical = sum((level[0] + level[1]) / 2 for level in levels) / len(levels)
    made.hourly = forms == {"hour"} and active is None
    for tip in by["tips"]:
        times = made.hours if period(tip) == "hour" else times_a_week(tip, made)
        if times is not None:
            made.used.append(tip)
            made.low, made.typical, made.high = (
                made.low + tip.quantity.low * times,
                made.typical + tip.quantity.value * times,
                made.high + tip.quantity.high * times,
            )
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


def _priced(prices: Sequence[Figure], counts: Sequence[float], made: Week) -> tuple[float, float] | None:
    """Prices times how many: pairwise in their order where there are as many of each, else all prices and counts as a range."""
    if not prices or not counts:
        return None
    made.used += list(prices)
    if len(prices) != len(counts):
        made.doubts.setdefault("money", "prices and counts")
    if len(prices) == len(counts) > 1:
        made.jobs = sum(counts)
        return (
            sum(price.quantity.low * many for price, many in zip(prices, counts, strict=True)),
            sum(price.quantity.high * many for price, many in zip(prices, counts, strict=True)),
        )
    return min(one.quantity.low for one in prices) * min(counts), max(one.quantity.high for one in prices) * max(counts)


def _by_the_night(prices: Sequence[Figure], made: Week) -> tuple[float, float] | None:
    """A price a day, night or shift with how many of them there are: "$45 a night, nine nights a month"."""
    if len(prices) != 1 or made.days is None or period(prices[0]) not in ("day", "shift"):
        return None
    made.used += list(prices)
    return prices[0].quantity.low * made.days, prices[0].quantity.high * made.days


def _of_clients(prices: Sequence[Figure], made: Week) -> tuple[float, float] | None:
    """What several customers pay by the week or month, added up; "600, 450 and 800 a month" are of one period."""
    if len(prices) < 2:  # one price may be of each of many
        return None
    said = [one for one in prices if period(one) not in ("", "once")]
    alone = times_a_week(said[0], None) if len({period(one) for one in said}) == 1 else None
    times = [times_a_week(one, None) if one in said else alone for one in prices]
    pairs = [(one.quantity, many) for one, many in zip(prices, times, strict=True) if many is not None]
    if len(pairs) < len(prices):
        return None
    made.used += list(prices)
    return sum(one.low * many for one, many in pairs), sum(one.high * many for one, many in pairs)


_CAR = ("fuel", "car", "insurance")


def _costs(by: dict[str, list[Figure]], made: Week) -> None:
    if made.left:
        return
    for one in by["cost"]:
        if one.quantity.unit == "percent":
            times = made.typical / 100 if made.typical is not None and not made.hourly else None
        else:
            times = times_a_week(one, made)
        if times is None:
            made.doubts.setdefault("costs", "no period")
            continue
        value = one.quantity.value * times
        made.used.append(one)
        if one.heads["cost"].label in _CAR:
            made.car_costs = (made.car_costs or 0.0) + value
        else:
            made.other_costs = (made.other_costs or 0.0) + value


def _fees(by: dict[str, list[Figure]], made: Week) -> None:
    """The platform's share, where the takings are told before it."""
    before = made.before
    unsure = any(told.heads["basis"].sure < SURE_BASIS for told in by["takings"])
    if unsure and not made.left and any(one.quantity.unit == "percent" for one in (*by["fee"], *by["kept"])):
        made.doubts["costs"] = "taken off already?"
    for one in by["kept"]:
        if one.quantity.value > 100:
            continue
        if before:
            made.used.append(one)
            made.fee = 100 - one.quantity.value
        elif unsure:
            made.doubts["costs"] = "taken off already?"
    for one in by["fee"]:
        bare = one.quantity.unit == "" and one.quantity.per is None and one.quantity.value <= 90  # "the shop keeps 45"
        if one.quantity.unit == "percent" or bare:
            made.used.append(one)
            made.fee = one.quantity.value if before else None
            if not before and unsure:
                made.doubts["costs"] = "taken off already?"
        elif (times := times_a_week(one, made)) is not None and before:
            made.used.append(one)
            made.other_costs = (made.other_costs or 0.0) + one.quantity.value * times
    if made.fee is not None and not 0 <= made.fee <= 50:
        made.doubts["costs"] = "fee"
        made.fee = None
