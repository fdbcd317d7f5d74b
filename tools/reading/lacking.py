"""What a profile lacks that the answer hangs on, what in it cannot well be, and how it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from runtime.errors import NotFound
from tools.periods import per_week
from tools.profile import Profile, Work
from tools.wages import NATION, wages
from tools.words import listed

LEAST_HOUR, MOST_HOUR = 2.0, 250.0
"""USD gross an hour: outside of it something was misread, or is worth asking about."""
OF_LOW, OF_HIGH = 0.35, 2.2
"""The same by occupation, as shares of the low (p10) and of the high end (p90) of its pay in the country: of 436 labelled works
of one's own 1 in 100 lies below and 1 in 100 above."""
OWN_CAR = ("53-3054", "53-3053", "53-3031", "43-5021", "53-7065", "53-3033")
"""Work done in one's own car, mostly: rides, food, messages, groceries, parcels."""
OWN_LEGS = re.compile(
    r"\b(?:e-?\s?bikes?|bikes?|bicycles?|bici(?:cleta)?|biking|cycl\w+|scooters?|mopeds?|on foot|walk(?:ing)?|van they|company (?:car|van|truck|vehicle)|their (?:car|van|truck)|no car)\b",
    re.I,
)
"""Words for going without a car of one's own; one that is missed costs a needless question, no wrong figure."""


@dataclass(frozen=True)
class Doubt:
    """``field`` as in the contract's questions; ``blocks`` says that the hour may not be stated while it is open."""

    field: str
    text: str
    options: tuple[str, ...] = ()
    words: str = ""
    blocks: bool = True
    weight: float = 1.0


def missing(profile: Profile) -> list[Doubt]:
    """What the profile lacks that the answer hangs on."""
    found = []
    named = [work for work in profile.work if work.title]
    if not named and not profile.past and not profile.skills:
        found.append(
            Doubt(
                "work", "What work do you do now? A few words are enough, such as “I deliver for DoorDash”.", weight=3
            )
        )
    for work in profile.work:
        name = work.title or "your work"
        if work.with_first:
            continue
        paid = work.gross is not None and work.gross.per == "hour"
        if work.gross is None:
            hours = "" if work.hours else ", for how many hours a week"
            found.append(
                Doubt(
                    "money",
                    f"About how much do you take in with {name}{hours}, and is that before or after the app's cut and your costs?",
                    ("about $300 a week", "about $600 a week", "about $900 a week"),
                    weight=1.2,
                )
            )
        elif not work.hours:
            found.append(
                Doubt(
                    "hours",
                    f"About how many hours a week are you paid for with {name}?"
                    if paid
                    else f"About how many hours a week does {name} take, waiting and driving included?",
                    ("about 15 hours a week", "about 30 hours a week", "about 45 hours a week"),
                    weight=1.3,
                )
            )
        if _drives(work, profile):
            found.append(
                Doubt(
                    "miles",
                    f"About how many miles a week do you drive your own car for {name}? The car is usually the largest cost.",
                    (
                        "about 150 miles a week",
                        "about 400 miles a week",
                        "about 800 miles a week",
                        "I do not use my own car",
                    ),
                    weight=1.1,
                )
            )
    if not profile.place and profile.area.level == "nation":
        found.append(
            Doubt(
                "place",
                "Which city or state do you work in? Pay differs a lot from place to place.",
                blocks=False,
                weight=0.5,
            )
        )
    return found


ALL_MONEY = "What does a usual week bring in from all of it together, before costs?"
ALL_HOURS = "About how many hours a week is all of it together, waiting and driving included?"
ALL_COSTS = "What do the app's cut and your costs come to in a week, for all of it together?"


def of_all(profile: Profile, found: list[Doubt]) -> list[Doubt]:
    """The doubts, with two plain questions about all works together in the place of several about each one's money and hours.

    The hour is that of all works together, and whoever answers for one of two leaves the other as it was read. Works on a payroll
    and of one's own are taxed apart, so they stay apart.
    """
    works = [work for work in profile.work if work.title and not work.with_first]
    weekly = [one for one in found if one.blocks and one.field in ("money", "hours")]
    if len(works) < 2 or len(weekly) < 2 or len({work.employee for work in works}) > 1:
        return found
    names = listed([f"“{work.title}”" for work in works])
    most = max(one.weight for one in weekly)
    money = Doubt(
        "money",
        f"You named {names} as your work. {ALL_MONEY}",
        ("about $300 a week", "about $600 a week", "about $900 a week"),
        weight=most,
    )
    hours = Doubt(
        "hours",
        ALL_HOURS,
        ("about 15 hours a week", "about 30 hours a week", "about 45 hours a week"),
        weight=most - 0.01,
    )
    rest = [one for one in found if one not in weekly]
    if any(work.fees for work in works):  # a share that was read of one of them is none of the whole
        rest = [Doubt("costs", ALL_COSTS, weight=most - 0.02), *(one for one in rest if one.field != "costs")]
    return [money, hours, *rest]


def unlikely(profile: Profile) -> list[Doubt]:
    """Works that would bring far more or less an hour than such work is known to bring: something was misread or mistyped."""
    found = []
    for work in profile.work:
        if work.gross is None or (hourly := _gross_hour(work)) is None:
            continue
        least, most = likely_hours(work.soc)
        if not least <= hourly <= most:
            number = profile.work.index(work)
            words = profile.words.get("work.gross" + (f".{number}" if number else ""), "")
            read = f"From “{words}” I" if words else "I"
            text = f"{read} get about ${hourly:,.0f} an hour for {work.title or 'your work'}, which is rare. What does a usual week bring in all?"
            found.append(Doubt("money", text, (), words, weight=2))
    return found


def _gross_hour(work: Work) -> float | None:
    """USD an hour before cuts and costs; None where hours or what the money is for are not known."""
    assert work.gross is not None
    if work.gross.per == "hour" and not work.hours:
        return work.gross.usd
    hours = (work.hours or 0.0) + (work.unpaid_hours or 0.0)
    week = per_week(work.gross.usd, work.gross.per, work.hours, work.jobs if work.gross.per == "job" else work.days)
    return week / hours if week is not None and hours else None


@lru_cache(maxsize=256)
def likely_hours(soc: str) -> tuple[float, float]:
    """The least and the most gross USD an hour that are taken from a message without asking."""
    try:
        wage = wages(soc, NATION) if soc else None
    except NotFound:
        wage = None
    if wage is None or wage.p10 is None or wage.p90 is None:
        return LEAST_HOUR, MOST_HOUR
    return OF_LOW * wage.p10, OF_HIGH * wage.p90


def _drives(work: Work, profile: Profile) -> bool:
    """Whether the work is done in one's own car and its miles are not known; fuel alone says little of what a car costs."""
    if not work.soc.startswith(OWN_CAR) or work.employee or work.miles is not None:
        return False
    told = OWN_LEGS.search(profile.text) or {"no driving", "no car"} & set(profile.constraints)
    return not told
