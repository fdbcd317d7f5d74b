"""From what is said of a work to its week: hours, miles, takings, costs and fees, and what they leave in doubt.

Pure arithmetic on labelled quantities. Unknown stays unknown: nothing is brought to a week without what it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from tools.reading.sums import (
    APART,
    SURE_PERIOD,
    TIMES_A_WEEK,
    Counts,
    Week,
    adds,
    alike,
    by_part,
    composed,
    days_a_week,
    of_parts,
    period,
    single,
    standing,
    times_a_week,
    with_counts,
)
from tools.reading.tagger import Figure
from tools.reading.takings import takings

SURE_BASIS = 0.9
"""Takings that are told beside a fee are after it only when the network is this sure."""
KM = 0.621371


def week(figures: Sequence[Figure], common: str = "", drives: bool = True) -> Week:
    """All figures of one work, whatever their order in the list.

    ``common`` is the period of sums that are told without one; ``drives`` says that the work is driving, so that insurance is the
    car's, which its miles stand for already, and not the business's.
    """
    made = Week(common=common)
    by = by_part(sorted(figures, key=lambda one: one.quantity.start))
    for part, found in by.items():
        by[part] = standing(found, made)
    a_job = [one for one in by["days"] if period(one) == "piece"]
    days = [(one, value) for one in by["days"] if one not in a_job and (value := days_a_week(one)) is not None]
    in_all = composed([(one, (value, value)) for one, value in days], APART) if days else None
    made.days = sum(in_all) / 2 if in_all and sum(in_all) <= 14 else None
    days = _parts_of(days)
    counts = _counts(by["pieces"], made)
    many = {one.quantity.value for one in by["pieces"] if one.quantity.per not in ("day", "shift", "hour")}
    made.customers = many.pop() if len(many) == 1 else None
    if parts := of_parts(counts):  # kinds with prices of their own add up, else all are ways to tell one count
        level = composed([(one, (value, value)) for one, value in counts], APART)
        own = len(parts) == len(by["price"])
        made.jobs = sum(level) / 2 if level and not own else sum(parts) / (1 if own else len(parts))
    if a_job and not days and made.jobs is not None:  # "a job is 5 days of 8 hours"
        made.days = min(7.0, a_job[0].quantity.value * made.jobs)
        made.used += a_job
    _hours(by, made, days, counts)
    made.miles = single(by["miles"], made, lambda one: _miles(one, made), "miles")
    takings(by, made, days, counts)
    _costs(by, made, _CAR if drives else _CAR - {"insurance"})
    _fees(by, made)
    _without_share_of_tips(made)
    if made.doubts.get("money") in ("prices and counts", "no count"):  # what is told by the piece hangs on it too
        for part, about in (("hours", "hours"), ("miles", "miles"), ("cost", "costs")):
            if any(period(one) == "piece" and one in made.used for one in by[part]):
                made.doubts.setdefault(about, "no count")  # type: ignore[arg-type]
    made.used += [one for one, _ in days if made.days is not None or made.typical is not None or made.hours is not None]
    return made


def _counts(found: Sequence[Figure], made: Week) -> Counts:
    """Pieces a week, by figure, as far as their period is known."""
    counts = []
    said = {one.quantity.per or "" for one in found} & {"week", "month", "year"}
    for one in found:
        times, unsaid = times_a_week(one, made), one.quantity.per is None and one.heads["period"].sure < SURE_PERIOD
        if unsaid and len(said) == 1:  # "5 a week, 3 small and 2 big"
            times = TIMES_A_WEEK[next(iter(said))]
        elif times is None or period(one) in ("", "once"):
            made.doubts.setdefault("money", "no count")
            continue
        counts.append((one, one.quantity.value * times))
        made.used.append(one)
    return counts


def _hours(by: dict[str, list[Figure]], made: Week, days: Counts, counts: Counts) -> None:
    def weekly(one: Figure) -> float | None:
        value, at = _in_hours(one), period(one)
        there_all_day = value == 24 and one.quantity.per is None and at != "week"
        if one.quantity.unit == "clock" or there_all_day:  # neither is a length of work
            return None
        if one.quantity.relation == "total" and one.quantity.per is None and at in ("week", ""):
            return value
        unsaid = one.quantity.per in (None, "piece") and (one.heads["period"].sure < SURE_PERIOD or at in ("", "once"))
        if at == "hour" or (at in ("", "once") and not 14 < value <= 100):
            return None
        if unsaid and at in ("", "once", "week", "day", "shift"):
            if value > 14:  # a number of a shift's size is a shift's, a larger one a week's
                return value
            if made.days is not None:
                return value * made.days
            return value if at == "week" and not days and not by["pieces"] else None
        if at == "piece" and one.quantity.per is None and one.heads["period"].sure < SURE_PERIOD:
            return None  # "four games, about five hours": each or all
        times = times_a_week(one, made)
        if times is None and at == "piece":  # "three afternoons, four hours each time"
            times = made.days
        return None if times is None else value * times

    told = by["hours"]
    stated = [one for one in told if one.quantity.per in ("week", "month", "two weeks")]
    if stated:  # "30 hours one week, zero the next"
        stated = [one for one in told if one in stated or (one.quantity.per is None and _of_week(one))]
    by_day = [one for one in told if period(one) in ("day", "shift") and _in_hours(one) <= 24]
    each = [one for one in told if period(one) == "piece" and one.quantity.relation != "total"]
    every = adds(told) and len(by_day) < len(told)  # "10, 14 and 8 hours a month"; two days a week, and a job besides
    whole: float | None
    if not stated and not every and (pairs := _of_days(by_day, made, days)):
        whole = sum(_in_hours(one) * many for one, many in pairs)
        made.used += by_day
    elif len(each) > 1 and len(each) == len(told) and (many := _pieces_of(each, by["price"], counts)):
        whole = sum(_in_hours(one) * times for one, times in zip(each, many, strict=True))
        made.used += each
    else:
        some = stated or (by_day if made.days is not None else [])
        whole = single(told if every else some or told, made, weekly, "hours")
    active = single(by["active"], made, weekly, "hours")
    within = [one for one in by["unpaid"] if one.quantity.relation != "added" and _waits(one, by["hours"])]
    made.used += within
    unpaid = _unpaid([one for one in by["unpaid"] if one not in within], made, weekly)
    made.hours = whole if whole is not None else active
    made.unpaid = unpaid
    made.active = active if whole is not None and active is not None and active <= whole else None
    if made.hours == 0 or (made.hours or 0) + (unpaid or 0) > 120:
        made.doubts["hours"] = "out of bounds"
        made.hours = made.unpaid = None


def _of_week(one: Figure) -> bool:
    """Whether a figure of which nobody said so is surely of a week."""
    return one.heads["period"].label == "week" and one.heads["period"].sure >= SURE_PERIOD


def _of_days(by_day: Sequence[Figure], made: Week, days: Counts) -> list[tuple[Figure, float]] | None:
    """Lengths of days with the days a week each is of, where they are of days of their own: kinds of days counted apart, days that are
    named ("Monday to Thursday 8 to 6, and Friday 8 to 1"), stretches of one day. None where they are told of the same days."""
    if days and _unlike(days):
        return with_counts(by_day, [value for _, value in days])
    named = bool(days) and all(one.quantity.days is not None for one, _ in days)
    own = named and any(one.quantity.days is not None for one in by_day)
    if made.days is None or not (own or _apart(by_day)):
        return None
    return [(one, one.quantity.days or made.days) for one in by_day]


def _waits(one: Figure, hours: Sequence[Figure]) -> bool:
    """Whether time without pay lies within the day that is told from its begin to its end: "9 to 6:30, three of it waiting"."""
    stretches = [told for told in hours if told.quantity.at is not None]
    return bool(stretches) and period(one) in ("day", "shift") and _in_hours(one) < min(map(_in_hours, stretches)) / 2


def _parts_of(days: Counts) -> Counts:
    """Counts of days without the whole that the others make up: of "5 shifts, four slow ones and a Saturday" the four and the one."""
    values = [value for _, value in days]
    kept = of_parts(days)
    if len(kept) == len(values):
        return days
    at = next(n for n, value in enumerate(values) if [*values[:n], *values[n + 1 :]] == kept)
    return [*days[:at], *days[at + 1 :]]


def _unlike(days: Counts) -> bool:
    """Whether several kinds of days are counted, each with hours and pay of its own."""
    return alike([value for _, value in days]) is None


def _pieces_of(each: Sequence[Figure], prices: Sequence[Figure], counts: Counts) -> list[float]:
    """How many pieces a week each of several lengths of time is of: those of its own kind, where every kind has its price and its
    time, or all of them, where there is one kind whose time is told in parts ("two hours there, one to edit"). Empty otherwise."""
    many = of_parts(counts)
    if len(many) == len(each) and len(prices) in (len(each), 1):
        return many
    return many * len(each) if len(many) == 1 and len(prices) <= 1 else []


def _unpaid(found: Sequence[Figure], made: Week, weekly: Callable[[Figure], float | None]) -> float | None:
    """Hours that nobody pays are of several errands (driving, messages, setting up) and add up, where all are known."""
    if any(one.quantity.relation == "total" for one in found):
        return single(found, made, weekly, "hours")
    each = [single([one], made, weekly, "hours") for one in found]
    return sum(value for value in each if value is not None) if any(each) else None


def _apart(found: Sequence[Figure]) -> bool:
    """Whether several stretches of one day are told, none over another: "5 am to 9, then 1 pm to 5"."""
    times = sorted(one.quantity.at or (0.0, 24.0) for one in found)
    return len(times) > 1 and all(end <= begin for (_, end), (begin, _) in pairwise(times))


def _in_hours(one: Figure) -> float:
    """Hours of a figure; "5 to 11" without a word for hours is a stretch of the day."""
    quantity = one.quantity
    if quantity.unit == "" and quantity.per is None and quantity.high - quantity.low >= STRETCH and quantity.high <= 12:
        return quantity.high - quantity.low
    return quantity.value / (60 if quantity.unit == "minutes" else 1)


STRETCH = 3
"""Two bare numbers for hours that are as far apart are times of the day, not a few hours more or less."""


def _miles(one: Figure, made: Week) -> float | None:
    value = one.quantity.value * (KM if one.quantity.unit == "km" else 1)
    at, sure = period(one), one.heads["period"].sure
    if one.quantity.per is None and at in ("day", "shift", "piece") and sure < SURE_PERIOD:
        return None  # of a day, or of the week: that is several times as much car
    times = times_a_week(one, made) if at not in ("", "once") else (1.0 if value < 3_000 else None)
    return None if times is None or value * times > 4_000 else value * times


_CAR = {"fuel", "car", "insurance"}


def _costs(by: dict[str, list[Figure]], made: Week, of_car: set[str]) -> None:
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
        if one.heads["cost"].label in of_car:
            made.car_costs = (made.car_costs or 0.0) + value
        else:
            made.other_costs = (made.other_costs or 0.0) + value


def _without_share_of_tips(made: Week) -> None:
    """A percentage is taken of all but the tips: with some among the takings these are told after it."""
    if made.fee is None or not made.tips or made.low is None or made.typical is None or made.high is None:
        return
    kept = 1 - made.fee / 100
    made.low, made.typical, made.high = (
        (value - made.tips) * kept + made.tips for value in (made.low, made.typical, made.high)
    )
    made.fee = None


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
