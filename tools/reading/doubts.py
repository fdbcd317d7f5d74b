"""What a careful counsellor would ask before stating an hour or naming a role: at most three questions, each with what was read.

A doubt is raised where the reader is not sure, where figures contradict each other or what is known of such work, or where something
is missing that the answer hangs on. What it is about is then left out, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.profile import Profile, Work
from tools.reading.assembly import Assembled
from tools.reading.person import POSSIBLE_LIMIT, SURE_LIMIT, likely_limits
from tools.reading.sums import Doubtful, period
from tools.reading.tagger import Figure, Reading
from tools.reading.works import Gathered

MOST = 3
SURE_TITLE = 0.4
"""Probability of an occupation under which its piece is asked about."""
UNSURE = 0.4
"""A figure that was used for what it is with less probability than this is asked about."""
UNSURE_PART = 0.6
"""A quantity of money or time whose part is less sure than this is asked about rather than used."""
UNSURE_STATUS, SURE_PAST = 0.6, 0.75
"""A work's status that is less sure is asked about; where money and hours are told of none but a former one, a higher bar."""
LEAST_HOUR, MOST_HOUR = 2.0, 250.0
"""USD gross an hour: outside of it something was misread, or is worth asking about."""
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


def doubts(reading: Reading, made: Assembled) -> list[Doubt]:
    """What the words leave doubtful, the weightiest first."""
    found = [
        *_of_work(made),
        *(one for gathered in made.works for one in _of_week(gathered, reading, len(made.works) > 1)),
        *_of_money(reading, made),
        *_of_limits(reading, made.profile),
    ]
    return sorted(found, key=lambda doubt: -doubt.weight)


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
                    f"About how many hours a week does {name} take, waiting and driving included?",
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


def _drives(work: Work, profile: Profile) -> bool:
    """Whether the work is done in one's own car and its miles are not known; fuel alone says little of what a car costs."""
    if not work.soc.startswith(OWN_CAR) or work.employee or work.miles is not None:
        return False
    told = OWN_LEGS.search(profile.text) or {"no driving", "no car"} & set(profile.constraints)
    return not told


def _of_limits(reading: Reading, profile: Profile) -> Iterator[Doubt]:
    """A limit that is likely meant, and not surely enough to keep roles back for it."""
    for name, words, sure in likely_limits(reading):
        if POSSIBLE_LIMIT <= sure < SURE_LIMIT and name not in profile.constraints:
            text = f"You wrote “{words}”. Must a new job respect this: {name}?"
            yield Doubt("limits", text, ("Yes", "No"), words, blocks=False, weight=0.6 + sure / 2)


# ---- doubts about words ---------------------------------------------------------------------------------------


def _of_work(made: Assembled) -> Iterator[Doubt]:
    for one in made.works:
        words = ", ".join(one.words)
        if one.status_sure < UNSURE_STATUS:
            options = (f"Yes, {words} is my work now", "No, that was before", "No, that is somebody else's")
            yield Doubt("work", f"You wrote “{words}”. Is that work you do for pay now?", options, words, weight=2)
        elif one.sure < SURE_TITLE:
            text = f"I am not sure what kind of work “{words}” is. What do you do there, in a few words?"
            yield Doubt("work", text, (), words, blocks=False, weight=1.5)
    for one in made.others:
        told = any(figure.part.label in ("takings", "price", "hours") for figure in one.figures)
        least = UNSURE_STATUS if made.works else SURE_PAST
        if told and one.status in ("past", "ended") and one.status_sure < least:
            words = ", ".join(one.words)
            either = (f"Yes, {words} is my work now", "No, that was before")
            yield Doubt("work", f"You wrote “{words}”. Is that work you do for pay now?", either, words, weight=2)


def _of_week(one: Gathered, reading: Reading, several: bool) -> Iterator[Doubt]:
    name, told = one.title or "your work", one.week
    words = ", ".join(reading.words(figure) for figure in one.figures[:3])
    texts = {
        "money": f"I read “{words}” and cannot tell what a usual week with {name} brings. About how much is it?",
        "hours": f"I read “{words}” and cannot tell how many hours a week {name} takes, waiting included. About how many?",
        "miles": f"I read “{words}”. About how many miles a week do you drive for {name}?",
        "costs": f"I read “{words}”. What do the app's cut and your costs for {name} come to in a week?",
    }
    for about in told.doubts:
        yield Doubt(about, texts[about], (), words, weight=1.6)
    for figure in told.used:
        about = FIELD_OF[figure.part.label]
        if about not in told.doubts and certainty(figure, several) < UNSURE:
            yield Doubt(about, texts[about], (), reading.words(figure), weight=1.7 - certainty(figure, several))
    for figure in _of_what_time(told.used):
        about = FIELD_OF[figure.part.label]
        if about not in told.doubts:
            yield Doubt(about, texts[about], (), reading.words(figure), weight=1.5)
    used = {id(figure) for figure in told.used}
    for figure in one.figures:
        if figure.part.label not in FIELD_OF:
            continue
        about = FIELD_OF[figure.part.label]
        if about not in told.doubts and id(figure) not in used and not _spare(figure, one):
            yield Doubt(about, texts[about], (), reading.words(figure), weight=1.5)
    if told.typical is not None and (told.hours or told.hourly):
        hourly = told.typical / (told.hours + (told.unpaid or 0)) if told.hours else told.typical
        if not LEAST_HOUR <= hourly <= MOST_HOUR:
            yield Doubt(
                "money",
                f"I read “{words}”, which makes about ${hourly:,.0f} an hour. What does a usual week bring?",
                (),
                words,
                weight=2,
            )
        costs = (told.car_costs or 0) + (told.other_costs or 0)
        if costs > told.typical and told.hours:
            yield Doubt(
                "costs",
                f"With {name} the costs I read come to more than what you take in. What do they come to in a week?",
                (),
                words,
                weight=1.8,
            )


def _of_what_time(used: Sequence[Figure]) -> list[Figure]:
    """Hours and miles without a period beside takings of a month, a pay period or a year: they may be of a week or of that time."""
    if not any(one.part.label == "takings" and period(one) in LONG for one in used):
        return []
    return [one for one in used if one.part.label in ("hours", "active", "miles") and one.quantity.per is None]


LONG = ("two weeks", "half month", "month", "year")


def _spare(figure: Figure, one: Gathered) -> bool:
    """Whether the week is whole without a figure: shifts beside a week's hours, counts beside a week's sum."""
    label, told = figure.part.label, one.week
    if label in ("hours", "active", "unpaid", "days"):
        return any(used.part.label == "hours" and used.quantity.per in ("week", "month") for used in told.used)
    if label == "pieces":
        return any(used.part.label == "takings" for used in told.used)
    return label in ("fee", "kept") and told.fee is not None


def _of_money(reading: Reading, made: Assembled) -> Iterator[Doubt]:
    """Sums and times that nobody could place, or whose part is unsure."""
    for one in made.loose:
        yield _unplaced(one, reading)
    used = {id(figure) for work in made.works for figure in work.week.used}
    for one in reading.figures:
        near = one.part.label in ("takings", "price", "hours", "miles", "cost")
        if near and one.part.sure < UNSURE_PART and made.works and (id(one) in used or one.work < 0):
            yield _unplaced(one, reading)


FIELD_OF: dict[str, Doubtful] = {
    "takings": "money", "price": "money", "tips": "money", "pieces": "money", "hours": "hours", "active": "hours", "unpaid": "hours", "days": "hours",
    "miles": "miles", "cost": "costs", "fee": "costs", "kept": "costs",
}  # fmt: skip
"""A quantity's part → the field of a question about it."""


def certainty(figure: Figure, several: bool) -> float:
    """The probability that a figure was used for what it is: its part, its work where there are several, its period where unsaid."""
    said = figure.quantity.per is not None or figure.part.label in ("days", "fee", "kept")
    told = 1.0 if said else max(SURE_ENOUGH, figure.heads["period"].sure)
    return figure.part.sure * told * (figure.link if several else 1.0)


SURE_ENOUGH = 0.7
"""What a period is worth that is not said beside its figure, and is taken from the figures about it."""


_CHOICES = {
    "money": ("what I take in", "what it costs me", "something else"),
    "hours": ("hours I work", "something else"),
    "miles": ("miles I drive for work", "something else"),
}
"""What a figure may be, by what it is taken for; each is an answer that :mod:`tools.reading.answers` reads."""


def _unplaced(one: Figure, reading: Reading) -> Doubt:
    words = reading.words(one)
    about = FIELD_OF.get(one.part.label, "money")
    return Doubt(
        about,
        f"You wrote “{words}”. What is that?",
        _CHOICES.get(about, _CHOICES["money"]),
        words,
        weight=1.5,
    )
