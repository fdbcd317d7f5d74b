"""A figure in a worker's words, and the words about it: what the readers of money, hours and miles share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from tools.profile import Per

Kind = Literal[
    "gross", "target", "budget", "expenses", "fees", "hours", "unpaid_hours", "study_hours", "miles", "jobs", "years"
]


@dataclass(frozen=True)
class Figure:
    """``value`` in ``per`` (USD, hours, miles, jobs, percent or years); ``at`` is where it stands in the text."""

    kind: Kind
    value: float
    per: Per | None
    words: str
    at: int
    middle: bool = False
    assumed: bool = False
    """``middle``: the worker gave a range and this is its middle; ``assumed``: the period was not said."""


PER: dict[str, Per] = {
    "hour": "hour", "hr": "hour", "h": "hour", "hourly": "hour", "day": "day", "daily": "day", "shift": "day",
    "night": "day", "week": "week", "wk": "week", "weekly": "week", "w": "week", "month": "month", "mo": "month",
    "monthly": "month", "year": "year", "yr": "year", "yearly": "year", "annually": "year", "annum": "year",
    "annual": "year", "ride": "job", "trip": "job", "delivery": "job", "order": "job", "job": "job", "gig": "job",
    "task": "job", "batch": "job", "block": "job", "project": "job", "client": "job", "visit": "job", "clean": "job",
    "each": "job", "apiece": "job", "walk": "job", "lesson": "job", "session": "job", "appointment": "job", "house": "job", "room": "job",
}  # fmt: skip
PER_WORDS = "|".join(sorted(PER, key=len, reverse=True))
NUMBER = r"(?P<sign>-\s?)?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s?(?P<k>k\b)?"
RANGE = r"(?:\s?(?:-|–|to|or)\s?\$?(?P<n2>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<k2>k\b)?)?"
AFTER = rf"(?:[ ,]+(?:gross|net|before \w+|after \w+|total|all in|on average|tops?|max))?\s*(?:(?:/|(?:for |in )?(?:per|an?|every|each|the)|in)\s*)?(?P<per>{PER_WORDS})s?\b"
HOURS = re.compile(
    rf"(?<![\w.$]){NUMBER}\+?{RANGE}[ -]?(?P<adj>(?:unpaid|extra|more|other|free|spare|waiting|admin|study|billable|billed|paid|booked|working) )?(?:hours?|hrs?|h)\b(?P<off>[\w ]{{0,24}}?)"
    rf"(?:\s*(?:(?:/|per|an?|every|each|in a)\s*)(?P<per>day|week|wk|month|night|shift)s?\b|\s+(?P<adv>daily|weekly))?",
    re.I,
)


def value_of(n: str, k: str | None, n2: str | None, k2: str | None) -> tuple[float, bool]:
    first = float(n.replace(",", "").rstrip(".")) * (1000 if k or (k2 and n2) else 1)
    if n2 is None:
        return first, False
    second = float(n2.replace(",", "").rstrip(".")) * (1000 if k2 or k else 1)
    return (first, False) if second <= first else ((first + second) / 2, True)


def clause_about(text: str, at: int, end: int) -> tuple[str, str]:
    """The words before and after, within the sentence and no further than the neighbouring comma or figure."""
    before = re.split(r"[.;!?\n]\s|,(?!\d)\s?| but | and (?=i\b|want|need|can)", text[max(0, at - 60) : at])[-1]
    after = re.split(r"[.;!?\n]|,(?!\d)| but | and | plus ", text[end : end + 40])[0]
    return before, after


def sentence_before(text: str, at: int) -> str:
    """The part of the sentence before a place."""
    start = max((m.end() for m in re.finditer(r"[.;!?\n]\s", text[:at])), default=0)
    return text[start:at]


def sentence_of(text: str, at: int) -> str:
    start = max((m.end() for m in re.finditer(r"[.;!?\n]\s", text[:at])), default=0)
    return re.split(r"[.;!?\n](?:\s|$)", text[start:], maxsplit=1)[0]


def quoted(before: str, words: str, after: str) -> str:
    lead = re.sub(r"^\S*\s", "", before[-25:]) if len(before) > 25 else before
    tail = re.sub(r"\s\S*$", "", after[:15]) if len(after) > 15 else after
    return " ".join(f"{lead}{words}{tail}".split()).strip(" ,")


assert set(PER.values()) <= set(get_args(Per))
