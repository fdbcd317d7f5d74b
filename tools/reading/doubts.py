"""What a careful counsellor would ask before stating an hour or naming a role: at most three questions, each with what was read.

A doubt is raised where the reader is not sure, where figures contradict each other or what is known of such work, or where something
is missing that the answer hangs on. What it is about is then left out, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.profile import Profile
from tools.reading.assembly import Assembled
from tools.reading.lacking import Doubt, missing, unlikely
from tools.reading.person import POSSIBLE_LIMIT, SURE_LIMIT, likely_limits
from tools.reading.sums import Doubtful, period, times_a_week
from tools.reading.tagger import Figure, Reading
from tools.reading.works import SURE_PART, Gathered, is_code
from tools.taxes import Rates

MOST = 3
SURE_TITLE = 0.4
"""Probability of an occupation under which its piece is asked about."""
UNSURE = 0.4
"""A figure that was used for what it is with less probability than this is asked about."""
UNSURE_PART = 0.6
"""A quantity of money or time whose part is less sure than this is asked about rather than used."""
COST = 3.0
"""Of sums for one work that are further apart the smaller may be what it costs."""
UNSURE_STATUS, SURE_PAST = 0.6, 0.75
"""A work's status that is less sure is asked about; where money and hours are told of none but a former one, a higher bar."""


def doubts(reading: Reading, made: Assembled) -> list[Doubt]:
    """What the words leave doubtful, the weightiest first."""
    found = [
        *_of_work(made),
        *(one for gathered in made.works for one in _of_week(gathered, reading, len(made.works) > 1)),
        *_of_money(reading, made),
        *_of_limits(reading, made.profile),
        *unlikely(made.profile),
    ]
    if any(one.blocks for one in (*found, *missing(made.profile))):
        found += _of_payroll(made)
    return sorted(found, key=lambda doubt: -doubt.weight)


UNSURE_PAYROLL = (0.3, 0.95)
"""Between these probabilities of a payroll nobody can tell, and the tax of the two differs by a sixteenth of the pay."""


def _of_payroll(made: Assembled) -> Iterator[Doubt]:
    """Asked where something else is asked anyway: by itself it is not worth a turn."""
    for one in made.works:
        if UNSURE_PAYROLL[0] <= one.payroll < UNSURE_PAYROLL[1]:
            text = f"Does somebody take taxes out of your pay for “{one.title}” before you get it (a W-2 job)?"
            yield Doubt(
                "payroll",
                text,
                ("yes, taxes are taken out", "no, I get all of it (1099 or cash)"),
                ", ".join(one.words),
                blocks=False,
                weight=0.8,
            )


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
    shared = any(figure.part.label in ("fee", "kept") for figure in one.figures)
    before = ", before anybody takes a share of it" if shared else ""
    texts = {
        "money": f"I read “{words}” and cannot tell what a usual week with {name} brings. About how much is it{before}?",
        "hours": f"I read “{words}” and cannot tell how many hours a week {name} takes, waiting included. About how many?"
        if not told.hourly
        else f"I read “{words}”. About how many hours a week are you paid for with {name}?",
        "miles": f"I read “{words}”. About how many miles a week do you drive for {name}?",
        "costs": f"I read “{words}”. What do the app's cut and your costs for {name} come to in a week?",
    }
    for about in told.doubts:
        yield Doubt(about, texts[about], (), words, weight=1.6)
    sums = [f.quantity.value * (times_a_week(f, None) or 1.0) for f in one.figures if f.part.label == "takings"]
    if (
        "money" in told.doubts
        and "costs" not in told.doubts
        and not one.employee
        and max(sums, default=0) > COST * min(sums, default=0)
    ):
        yield Doubt("costs", texts["costs"], (), words, weight=1.15)
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
    if told.typical is not None:
        costs = (told.car_costs or 0) + (told.other_costs or 0)
        if costs > told.typical and told.hours:
            yield Doubt(
                "costs",
                f"With {name} the costs I read come to more than what you take in. What do they come to in a week?",
                (),
                words,
                weight=1.8,
            )
        car, guessed = (told.miles or 0) * Rates()["mileage"].value, [one for one in told.used if _each_time(one)]
        if guessed and car + (told.other_costs or 0) > told.typical and "miles" not in told.doubts:
            yield Doubt("miles", texts["miles"], (), reading.words(guessed[0]), weight=1.8)


def _each_time(one: Figure) -> bool:
    """Whether miles were taken for those of each day or job though nobody said so: they may be the week's."""
    unsaid = one.part.label == "miles" and one.quantity.per is None
    return unsaid and period(one) in ("day", "shift", "piece")


def _of_what_time(used: Sequence[Figure]) -> list[Figure]:
    """Hours and miles without a period beside takings of a month, a pay period or a year: they may be of a week or of that time."""
    if not any(one.part.label == "takings" and period(one) in LONG for one in used):
        return []
    return [one for one in used if one.part.label in ("hours", "active", "miles") and one.quantity.per is None]


LONG = ("two weeks", "half month", "month", "year")


def _spare(figure: Figure, one: Gathered) -> bool:
    """Whether the week is whole without a figure: shifts beside a week's hours, counts beside a week's sum."""
    label, told = figure.part.label, one.week
    if figure.quantity.days is not None and label != "days":  # a day of its own, beside the week or within it
        return False
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
        if is_code(one, reading.text):
            continue
        near = one.part.label in ("takings", "price", "hours", "miles", "cost")
        if (
            near
            and one.part.sure < UNSURE_PART
            and made.works
            and (id(one) in used or one.work < 0 or one.part.sure < SURE_PART)
        ) or (
            one.part.label == "other"
            and one.part.sure < UNSURE_PART
            and made.works
            and (one.quantity.unit in ("usd", "miles", "km") or one.quantity.days is not None)
        ):
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
    about = "miles" if one.quantity.unit in ("miles", "km") else FIELD_OF.get(one.part.label, "money")
    return Doubt(
        about,
        f"You wrote “{words}”. What is that?",
        _CHOICES.get(about, _CHOICES["money"]),
        words,
        weight=1.5,
    )
