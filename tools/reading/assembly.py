"""From the pieces of a message to a profile: works with their weeks, what was before, schooling, limits, wishes, place.

What a piece is, the learned reader says; here pieces are put together, and nothing is guessed: a piece that is not sure enough, and
every number that nothing was made of, is listed as unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.profile import (
    Amount,
    PastWork,
    Profile,
    Read,
    Unread,
    Work,
)
from tools.reading.person import limits, lists, own_numbers, place, schooling
from tools.reading.tagger import Figure, Reading
from tools.reading.week import week
from tools.reading.works import SURE_PART, SURE_SPAN, Gathered, joined, share_out, without_mentions, works_in


@dataclass
class Assembled:
    """The profile, and what it was made of, for whoever doubts: the present works with their weeks, the others, and figures left
    over."""

    profile: Profile
    works: list[Gathered]
    others: list[Gathered]
    loose: list[Figure]


def assembled(reading: Reading, now: str = "") -> Assembled:
    """A reading as a profile. Figures that belong to no work go to the only one, or to the first where they are of all.

    ``now`` are the words of a work of which the worker has said that they do it now.
    """
    profile = Profile(text=reading.text)
    works = works_in(reading)
    for one in works:
        if now and ", ".join(one.words) == now:
            one.status, one.status_sure = "now", 1.0
    present = [work for work in works if work.status == "now"]
    loose = share_out(reading, works, present)
    present = joined(without_mentions(present, works), works)
    for work in present:
        work.week = week(work.figures, common_period(reading), work.soc.startswith("53-"))
        if work.soc.startswith(HEAVY) and not work.employee:
            _by_own_costs(work)
        profile.work.append(_work(work))
        _note_work(profile, work, reading)
    _former(profile, works, reading)
    _wished(profile, works, reading)
    schooling(profile, reading)
    limits(profile, reading)
    place(profile, reading)
    own = own_numbers(profile, reading)
    lists(profile, reading)
    _unread(profile, reading, works, {id(one) for one in own} | {id(one) for work in works for one in work.week.used})
    return Assembled(profile, present, [work for work in works if work.status != "now"], loose)


HEAVY = "53-3032"
"""Tractor-trailers and other heavy trucks, for which the tax office's rate per mile is not made: it is for cars, vans and pickups."""


def _by_own_costs(work: Gathered) -> None:
    """A heavy truck's week is counted by what it really costs; without its fuel the costs are asked for."""
    told = work.week
    if any(one.part.label == "cost" and one.heads["cost"].label == "fuel" for one in told.used) or told.left:
        told.miles = None
    elif told.typical is not None and told.miles:
        told.doubts.setdefault("costs", "a truck's")


def common_period(reading: Reading) -> str:
    """The period by which most sums of a message are told outright: week, month, day or year; empty where none is."""
    said = Counter(
        one.quantity.per
        for one in reading.figures
        if one.part.label in ("takings", "tips", "cost") and one.quantity.per in ("day", "week", "month", "year")
    )
    return str(said.most_common(1)[0][0]) if said else ""


MOST_JOBS = 1_000
SURE_SOC = 0.3
"""Under this probability a work has its words and no occupation: the question about it settles that."""


def _work(one: Gathered) -> Work:
    told = one.week
    title = (
        " and ".join(one.words[:2])
        if len(one.words) > 1 and all(len(w.split()) <= 2 for w in one.words[:2])
        else one.title
    )
    made = Work(title=title, soc=one.soc if one.sure >= SURE_SOC else "", employee=one.employee)
    made.hours, made.unpaid_hours, made.miles = _rounded(told.hours), _rounded(told.unpaid), _rounded(told.miles)
    made.days, made.fees = _rounded(told.days), told.fee
    made.jobs = _rounded(told.jobs) if (told.jobs or 0) <= MOST_JOBS else None  # words or lines, and no jobs
    made.expenses, made.supplies = _rounded(told.car_costs), _rounded(told.other_costs)
    if told.left:  # the car is paid already, and its miles would take it off again
        made.miles, made.expenses = None, 0.0
    if told.typical is not None and told.low is not None and told.high is not None:
        by_hour = told.hourly and (told.hours or told.low < 300)
        share = (told.hours or 1.0) if by_hour else 1.0
        low, high = (told.low / share, told.high / share) if told.low != told.high else (None, None)
        made.gross = Amount(
            usd=round(told.typical / share, 2),
            per="hour" if by_hour else "week",
            low=_rounded(low, 2),
            high=_rounded(high, 2),
        )
    return made


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)


_NAMED = {
    "takings": "gross", "price": "gross", "tips": "gross", "pieces": "jobs", "fee": "fees", "kept": "fees", "cost": "expenses", "hours": "hours",
    "active": "hours", "unpaid": "unpaid_hours", "days": "days", "miles": "miles",
}  # fmt: skip
"""A quantity's part → the field of the work that it stands behind."""


def _read_work(work: Gathered, field: str) -> Read:
    return Read(
        field=field,
        value=work.soc or work.title,
        words=", ".join(work.words),
        sure=round(work.sure * work.status_sure, 3),
    )


def _note_work(profile: Profile, work: Gathered, reading: Reading) -> None:
    number = len(profile.work) - 1
    profile.words[f"work.{profile.work[-1].title}"] = ", ".join(work.words)
    profile.read.append(_read_work(work, "work"))
    for one in work.week.used:
        if (name := _NAMED.get(one.part.label)) is None:
            continue
        key = f"work.{name}" + (f".{number}" if number else "")
        words = reading.words(one)
        profile.words[key] = ", ".join(filter(None, (profile.words.get(key), words)))
        profile.read.append(
            Read(
                field=f"work.{number}.{name}",
                value=f"{one.quantity.value:g}",
                words=words,
                sure=round(one.part.sure * one.link, 3),
            )
        )


def _former(profile: Profile, works: Iterable[Gathered], reading: Reading) -> None:
    for work in works:
        if work.status not in ("past", "ended"):
            continue
        years = [one for one in work.figures if one.part.label == "years" and _years(one) is not None][:1]
        length = _years(years[0]) if years else None
        work.week.used += years
        profile.past.append(PastWork(title=work.title, soc=work.soc, years=length))
        profile.words[f"past.{work.title}"] = ", ".join(work.words)
        profile.read.append(_read_work(work, "past"))


def _years(one: Figure) -> float | None:
    """Years of a length, of months, or of a span of calendar years."""
    low, high, unit = one.quantity.low, one.quantity.high, one.quantity.unit
    if 1940 <= low < high <= 2100:
        return high - low
    if 1940 <= low <= 2100:
        return None
    years = (low + high) / 2 / {"months": 12, "weeks": 52, "days": 365}.get(unit, 1)
    return years if years <= 60 else None


def _wished(profile: Profile, works: Iterable[Gathered], reading: Reading) -> None:
    """Roles that are wished for or asked about; one that only stands in a question is looked at, not aimed at."""
    spans = reading.of("work")
    for work in works:
        asked = all(_in_question(reading, spans[at].start, spans[at].end) for at in work.at)
        if work.status in ("wished", "offered", "studied") or (asked and work.status == "denied"):  # "why not nursing?"
            profile.wants.append(work.title)
            if work.status in ("wished", "studied") and not asked:
                profile.aims.append(work.title)
            profile.words[f"wants.{work.title}"] = ", ".join(work.words)


def _in_question(reading: Reading, start: int, end: int) -> bool:
    """Whether a piece stands in a question: a span that was found as one, or a sentence that ends in a question mark."""
    if any(span.start <= start < span.end for span in reading.of("question")):
        return True
    close = _SENTENCE_END.search(reading.text, end)
    return close is not None and "?" in close.group()


_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")


def _unread(profile: Profile, reading: Reading, works: Sequence[Gathered], used: set[int]) -> None:
    """Every number and job-like piece of which nothing was made, with what it was taken for; ``used`` are ids of the others."""
    for one in reading.figures:
        if id(one) in used:
            continue
        kind = one.part.label if one.part.sure >= SURE_PART else "unclear"
        profile.unread.append(Unread(words=reading.words(one), kind=kind))
    for span in reading.of("work"):
        if span.sure < SURE_SPAN:
            profile.unread.append(Unread(words=reading.words(span), kind="work"))
    for work in works:
        if work.status in ("other", "denied") and work.title not in profile.wants:
            profile.unread.append(Unread(words=", ".join(work.words), kind=f"work: {work.status}"))
