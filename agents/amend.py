"""Figures of a later turn that name no work, laid over the work that is known: "hours are more like 30 now", "its 55 not 45"."""

from __future__ import annotations

import re
from itertools import pairwise

from agents.changed import UNITS_OF
from agents.contracts import Question
from tools.profile import Profile, Work
from tools.reading.answers import answered
from tools.reading.corpus import in_reply
from tools.reading.tagger import Figure, Reading, tagger

SURE, SURE_TOLD = 0.35, 0.75
"""A figure's part counts from this probability on where something is put right or supposed; in a mere statement from the other on. Below
it its unit tells what it is, if that alone can."""
SURE_MONEY, SURE_COST = 0.6, 0.5
"""Takings are what everything hangs on, so their part must be surer where something is put right; of costs a mere statement may be less
sure than of others, for what is paid out is seldom anything else."""
SURE_TOP = 0.5
"""Of money that is told as coming on top, since its words say that it is of the known kind."""
SURE_OWN = 0.6
"""Hours and money to learn count from this probability on."""
SURE_PERIOD = 0.8
"""Another period than a week is taken from this probability on."""
FIELDS = {
    "takings": "money", "price": "money", "hours": "hours", "active": "hours", "unpaid": "hours", "miles": "miles", "cost": "costs", "fee": "costs",
}  # fmt: skip
"""Part of a quantity → the field that it is of."""
_UNITS = {"miles": "miles", "km": "miles", "hours": "hours"}


BARE, SURE_ANSWER = 4, 0.5
"""Words up to which an answer is nothing but its figure; and how sure a figure's part must be in a longer one."""
FAR, FAR_MONEY = 2.5, 1.6
"""A figure so many times off the one that is known is asked about before it takes its place."""


def amended(
    profile: Profile, text: str, sure: float = SURE, supposed: bool = False
) -> tuple[list[str], list[Question]]:
    """The fields that the turn's figures were laid over, and what to ask where one is far from what was said before. Of two figures
    for one field the one that is not known already counts; of several works the one whose figure it is nearest to."""
    reading = tagger().read(text)
    found: dict[str, list[Figure]] = {}
    anchored, paid_out = _anchored(profile, reading), _paid_out(reading)
    tops = [on_top(reading, one) for one in reading.figures]
    for at, one in enumerate(reading.figures):
        field = anchored.get(at) or (_field(one, SURE, SURE_TOP) if tops[at] else _field(one, sure))
        if tops[at] and not field and one.part.label in FIELDS:  # half of what comes on top would be a wrong hour
            return [], []
        if field == "money" and (
            at in paid_out or (at not in anchored and _SPENT.search(text) and not _EARNED.search(text))
        ):
            field = "costs"
        if field == "money" and at not in anchored and _WANTED.search(text):
            continue
        if not field and one.quantity.per and one.part.label in _LOOSE and _SPENT.search(text):
            field = "" if _EARNED.search(text) else "costs"
        if field:
            found.setdefault(field, []).append(one)
    done, asked = list[str](), list[Question]()
    for field, figures in found.items():
        known = _known(profile, field)
        fresh = [one for one in figures if one.quantity.value not in known] or figures
        told = (
            fresh if field == "costs" else fresh[-1:]
        )  # rent and polish are two costs, two other figures one told twice
        words, trial = " and ".join(_words(reading, one, field) for one in told), profile.model_copy(deep=True)
        if not supposed and len(told) == 1 and on_top(reading, told[0]):
            if not known:  # on top of what nobody knows
                continue
            words = (len(known) == 1 and _summed(profile, field, known, told[0])) or words
        title = _nearest(profile, field, fresh[-1].quantity.value)
        if not answered(trial, field, words, title or text):
            continue
        put_right = supposed or any(
            one.quantity.value in known for one in figures
        )  # "not 650, 150": the old one is named beside it
        if (
            any(known)
            and not put_right
            and (now := _known(trial, field) - known)
            and all(_far(one, known, FAR_MONEY if field == "money" else FAR) for one in now)
        ):
            before = min(known, key=lambda one: abs(one - next(iter(now))))
            sign = "$" if field in ("money", "costs") else ""
            text_ = f"So far I had {sign}{before:,.10g} as your {_NAMES[field]}. Is that “{words}” now?"
            asked.append(Question(field=field, text=text_, options=["yes", "no, something else"], words=words))
            continue
        for name in ("work", "words", "read", "doubts"):
            setattr(profile, name, getattr(trial, name))
        done.append(field)
    done += _own(profile, reading)
    return done, asked


_LOOSE = ("takings", "other")
"""Parts that a figure is given which nothing else fits."""
_MORE = (
    re.compile(r"\b(?:another|extra|additional|otr[oa]s?)\s+\$?$", re.I),
    re.compile(r"\s*(?:more|extra|m[aá]s)\b", re.I),
)
"""What stands before and behind a figure that comes on top of what is known."""


def on_top(reading: Reading, one: Figure) -> bool:
    """Whether a figure is told as coming on top: "another $140 a week and 4 more hours"; "and" and "for" carry it over."""
    before, behind = _MORE
    quantity, at = one.quantity, reading.figures.index(one)
    if before.search(reading.text[: quantity.start]) or behind.match(reading.text[quantity.end :]):
        return True
    last = reading.figures[at - 1] if at else None
    joint = reading.text[last.quantity.words_end : quantity.start] if last else ""
    return last is not None and joint.strip(" ,$") in ("and", "for", "y", "por") and on_top(reading, last)


def _summed(profile: Profile, field: str, known: set[float], one: Figure) -> str:
    """What is known and what comes on top of it in one figure; empty where they are of different periods."""
    quantity = one.quantity.by_week()
    total = sum(known) + quantity.value
    if field in ("hours", "miles"):
        return f"{total:g} {field} a week" if quantity.per in (None, "week") else ""
    pers = {work.gross.per for work in profile.work if work.gross} if field == "money" else {"week"}
    return f"${total:g} a {quantity.per}" if quantity.per is not None and pers == {quantity.per} else ""


_NAMES = {"money": "takings", "hours": "hours of work a week", "miles": "miles a week", "costs": "costs a week"}


def _far(value: float, known: set[float], times: float) -> bool:
    return all(value > times * one or one > times * value for one in known if one)


def _nearest(profile: Profile, field: str, value: float) -> str:
    """The title of the work whose figure is nearest, where several have one."""
    told = [(abs(one - value), work.title) for work in profile.work for one in _known(Profile(work=[work]), field)]
    return min(told)[1] if len(told) > 1 else ""


_SPENT = re.compile(
    r"\b(?:pay|pays|paying|costs?|spend\w*|rent|fees?|gas|insurance|expenses?|supplies|materials?|parts?|payments?|goods|gasto\w*|pago|renta)\b", re.I
)  # fmt: skip
_EARNED = re.compile(
    r"\b(?:make|makes|making|earn\w*|gross\w*|net|bring\w*|take in|take home|clear\w*|get paid|pays me|pay me|after|before|gano|ganamos|me pagan|ingresos?)\b", re.I
)  # fmt: skip
"""Words by which a turn without a work tells money that goes out from money that comes in."""
_MADE = re.compile(
    r"\b(?:make|makes|making|earn\w*|gross\w*|bring\w*|take in|take home|clear\w*|gano|ganamos|ingresos?)\b", re.I
)


def answers(field: str, text: str) -> bool:
    """Whether a turn's figures can be an answer to a question about ``field``: nothing but a figure, or one of that part."""
    if field not in _NAMES or len(text.split()) <= BARE:
        return True
    figures = tagger().read(in_reply(text, field)).figures
    return not figures or (
        any(FIELDS.get(one.part.label) == field and one.part.sure >= SURE_ANSWER for one in figures)
        and not (field == "money" and bool(_SPENT.search(text)) and not _EARNED.search(text))
    )


_WANTED = re.compile(
    r"\b(?:need|needs|want|wants|wanna|gotta|ha(?:ve|s)|got|necesit\w+|quier\w+|tengo que)\b(?:\s+to)?\s+(?:at least\s+|be\s+)?"
    r"(?:make|clear|earn|bring|take|net|gross|pull|get|at|ganar|sacar|hacer)\b|\b(?:my|the) (?:floor|minimum)\b", re.I
)  # fmt: skip
"""Words by which money is wanted, not taken in."""


SURE_ELSEWHERE = 0.9
"""From it on a figure is of the field that its own words say, whatever stands beside it."""
_STOP = re.compile(r"[.!?;]\s")


def _anchored(profile: Profile, reading: Reading) -> dict[int, str]:
    """By figure the field of a known one that stands next to it in the same sentence: "not 45, 55" is all of hours. One that is surely
    of another field is not drawn in."""
    found: dict[int, str] = {}
    for at, (one, other) in enumerate(pairwise(reading.figures)):
        units = {one.quantity.unit, other.quantity.unit}
        if at in found or _STOP.search(reading.text[one.quantity.end : other.quantity.start]):
            continue
        here, there = (
            {field for field in _NAMES if figure.quantity.value in _known(profile, field)} for figure in (one, other)
        )
        fields = {field for field in here | there if units <= set(UNITS_OF[field])}
        if len(fields) != 1 or (here and there):
            continue
        (field,), (old, new) = fields, (at, at + 1) if here else (at + 1, at)
        found[old] = field
        if _field(reading.figures[new], SURE_ELSEWHERE) in ("", field):
            found[new] = field
    return found


def _paid_out(reading: Reading) -> set[int]:
    """The figures that a word of cost leads to from the one before: "720 is before the chair rent, which is 150"."""
    ends = [one.quantity.end for one in reading.figures]
    return {
        at
        for at, (end, one) in enumerate(zip(ends, reading.figures[1:], strict=False), 1)
        if _SPENT.search(between := reading.text[end : one.quantity.start])
        and not _MADE.search(between)
        and not _STOP.search(between)
    }


def _field(one: Figure, sure: float, money: float = SURE_MONEY) -> str:
    field = FIELDS.get(one.part.label, "")
    least = max(sure, money) if field == "money" else min(sure, SURE_COST) if field == "costs" else sure
    if field and one.part.sure >= least:
        return field
    if sure > SURE:
        return ""
    return (
        ""
        if one.part.sure >= SURE and one.part.label not in ("other", "days", "years")
        else _UNITS.get(one.quantity.unit, "")
    )


def _known(profile: Profile, field: str) -> set[float]:
    def values(work: Work) -> list[float | None]:
        return {
            "money": [work.gross.usd if work.gross else None], "hours": [work.hours, work.unpaid_hours], "miles": [work.miles],
            "costs": [work.expenses, work.supplies, work.fees],
        }[field]  # fmt: skip

    return {value for work in profile.work for value in values(work) if value is not None}


def _words(reading: Reading, one: Figure, field: str) -> str:
    """The figure's own piece; a bare number with the field's unit, so that it can be nothing else."""
    words = reading.words(one)
    if field == "miles" and one.quantity.unit == "" and one.quantity.per is None:
        period = one.heads.get("period")
        per = period.label if period is not None and period.sure >= SURE_PERIOD else ""
        return f"{words} miles a {per}" if per in ("day", "month", "year") else f"{words} miles"
    return words


def _own(profile: Profile, reading: Reading) -> list[str]:
    """Hours and money to learn, which belong to no work."""
    done = []
    for one in reading.figures:
        if one.part.sure < SURE_OWN or one.quantity.value <= 0:
            continue
        if (
            one.part.label == "study"
            and one.quantity.unit in ("hours", "")
            and profile.study_hours != one.quantity.value
        ):
            profile.study_hours, profile.words["study_hours"] = one.quantity.value, reading.words(one)
            done.append("study_hours")
        elif one.part.label == "budget" and profile.budget != one.quantity.value:
            profile.budget, profile.words["budget"] = one.quantity.value, reading.words(one)
            done.append("budget")
    return done
