"""Figures in a worker's own words: money, hours, miles, jobs. Read, never guessed; each with the words it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tools.profile import Per

Kind = Literal[
    "gross", "target", "budget", "expenses", "fees", "hours", "unpaid_hours", "study_hours", "miles", "jobs", "years"
]

WEEKS_A_MONTH = 52 / 12
WEEKS_A_YEAR = 52
HOURS_A_YEAR = 2080  # full time, BLS's own factor between hourly and annual wages


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


_SMALL = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_WORDS = "|".join([*_SMALL, *_TENS])
_SPELLED = re.compile(rf"\b(?:(?:{_WORDS})(?:[ -](?:{_WORDS}|hundred|thousand))*)\b", re.I)

_PER: dict[str, Per] = {
    "hour": "hour", "hr": "hour", "h": "hour", "hourly": "hour", "day": "day", "daily": "day", "shift": "day",
    "night": "day", "week": "week", "wk": "week", "weekly": "week", "w": "week", "month": "month", "mo": "month",
    "monthly": "month", "year": "year", "yr": "year", "yearly": "year", "annually": "year", "annum": "year",
    "annual": "year", "ride": "job", "trip": "job", "delivery": "job", "order": "job", "job": "job", "gig": "job",
    "task": "job", "batch": "job", "block": "job", "project": "job", "client": "job", "visit": "job", "clean": "job",
    "each": "job", "apiece": "job", "walk": "job", "lesson": "job", "session": "job", "appointment": "job", "house": "job", "room": "job",
}  # fmt: skip
_PER_WORDS = "|".join(sorted(_PER, key=len, reverse=True))
_NUMBER = r"(?P<sign>-\s?)?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s?(?P<k>k\b)?"
_RANGE = r"(?:\s?(?:-|–|to|or)\s?\$?(?P<n2>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<k2>k\b)?)?"
_AFTER = rf"(?:[ ,]+(?:gross|net|before \w+|after \w+|total|all in|on average|tops?|max))?\s*(?:(?:/|per|an?|every|each|the)\s*)?(?P<per>{_PER_WORDS})s?\b"
_MONEY = re.compile(
    rf"(?:(?P<neg>-)\s?)?(?:\$\s?|usd\s?){_NUMBER}{_RANGE}(?:{_AFTER})?"
    rf"|(?<![\w.$]){_NUMBER.replace('sign', 'sign3').replace('<n>', '<n3>').replace('<k>', '<k3>')}"
    rf"{_RANGE.replace('n2', 'n4').replace('k2', 'k4')}\s?(?:dollars?|bucks|usd|\$)(?:{_AFTER.replace('<per>', '<per3>')})?"
    r"|(?<![\w.$])(?P<n5>\d{2,3})\s?k\b(?:\s*(?:/|per|an?)\s*(?P<per5>year|yr|month|mo))?"
    r"|(?<![\w.$])(?P<n6>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s?(?:-|–|to|or)\s?(?P<n7>\d+(?:\.\d+)?))?\s?(?:(?:/|per|an?)\s?(?P<per6>hour|hr|h|day|week|wk|month|mo|year|yr)|(?P<per7>hourly|daily|weekly|monthly|yearly))\b",
    re.I,
)
_BARE = re.compile(  # "make 750ish", "gas 120": no sign of money but the verb or the thing bought
    r"(?:\b(?P<gross>mak(?:e|es|ing)|earn(?:s|ing)?|clear(?:s|ing)?|bring(?:s|ing)?(?: (?:in|home))?|gross(?:es|ing)?|pull(?:s|ing)? in|taking (?:in|home))"
    r"|\b(?P<cost>gas|fuel|supplies|materials|insurance|repairs|maintenance|parking|tolls|gear|equipment|tools|rent|lease|phone(?: bill)?|payments?|costs|expenses)"
    r"|\b(?P<budget>budget))"
    r"\s+(?:(?:is|are|runs?|costs?(?: me)?|about|around|like|roughly|maybe|some|usually|of)\s+)*(?P<n>\d{2,3}(?:,\d{3})+|\d{2,5})(?:ish|\+)?"
    rf"(?![\d,.]*\s?(?:[$%]|hours?|hrs?|miles?|mi\b|years?|rides|trips|deliveries|orders|bucks|dollars|k\b|-|to\b))"
    rf"(?:{_AFTER})?", re.I,
)  # fmt: skip
_EACH = re.compile(r"\s*(?:per|an?|each|for (?:an?|each|every)|every)\s+(?P<thing>[a-z]{3,15})\b", re.I)
_HOURS = re.compile(
    rf"(?<![\w.$]){_NUMBER}\+?{_RANGE}[ -]?(?P<adj>(?:unpaid|extra|more|free|spare|waiting|admin|study|billable|billed|paid|booked|working) )?(?:hours?|hrs?|h)\b(?P<off>[\w ]{{0,24}}?)"
    rf"(?:\s*(?:(?:/|per|an?|every|each|in a)\s*)(?P<per>day|week|wk|month|night|shift)s?\b|\s+(?P<adv>daily|weekly))?",
    re.I,
)
_MORE_UNPAID = re.compile(
    r"\b(?:plus|and|another|\+)\s*(?:about |around )?(?P<n>\d{1,2}) unpaid\b(?! hours?| hrs?)", re.I
)
"""The unpaid hours beside paid ones: "15 billable hours a week plus 10 unpaid"."""
_MILES = re.compile(
    rf"(?<![\w.$]){_NUMBER}{_RANGE}\s?(?:miles?|mi)\b(?:\s*(?:(?:/|per|an?|every|each)\s*)?(?P<per>day|week|wk|month|year|daily|weekly|ride|trip|delivery|order|job|block|batch|visit|house))?",
    re.I,
)
_JOBS = re.compile(
    rf"(?<![\w.$]){_NUMBER}{_RANGE}\s?(?:rides|trips|deliveries|orders|batches|jobs|gigs|tasks|visits|cleans|projects|clients|houses|blocks|walks|lessons|sessions|appointments|rooms)"
    r"\s*(?:(?:/|per|an?|every|each)\s*)(?P<per>day|week|wk|month)\b", re.I,
)  # fmt: skip
_PERCENT = re.compile(r"(?P<n>\d{1,2}(?:\.\d+)?)\s?(?:%|percent)", re.I)
_YEARS = re.compile(rf"(?<![\w.$]){_NUMBER}\+?{_RANGE}\s?(?:years?|yrs?)\b", re.I)
_DAYS = re.compile(r"\b(?P<n>[1-7])\s?(?:days?|nights?|shifts?)\s*(?:a|per|each|every|/)\s*(?:week|wk)\b", re.I)

_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("budget", re.compile(r"budget|(?:can|could) (?:only )?(?:spend|invest|afford|pay)|save[d]?\b|saved up|to spend|for (?:training|courses?|school|classes|tuition|learning)|only have|i have \$|up to \$\S+ (?:for|on)", re.I)),
    ("expenses", re.compile(r"\bgas\b|fuel|expenses?|insurance|repairs?|supplies|costs? me|spend(?:ing)?\b.{0,15}\bon\b|\brent(?:al|ing)?\b|maintenance|phone bill|materials|\btools\b|\bgear\b|equipment|parking|tolls", re.I)),
    ("target", re.compile(r"\bwant|\bneed|looking for|\baim|\bgoal|target|hop(?:e|ing)|would like|\basking|at least|\bask for|\bminimum|wish|i'd like|dream", re.I)),
    ("gross", re.compile(r"gross|mak(?:e|ing)|earn|bring|get(?:ting)? paid|\bpa(?:id|ys?|y)\b|income|take home|clear(?:ing)?\b|charg|my rate|pull(?:ing)? in|average|profit|revenue|salary|wage", re.I)),
)  # fmt: skip
_STUDY = re.compile(
    r"stud(?:y|ies)|learn|class(?:es)?\b|courses?|train(?:ing)?|\bfree\b|spare|school|homework|practi[cs]e", re.I
)
_UNPAID = re.compile(
    r"unpaid|wait(?:ing)?|admin|finding (?:clients|work|jobs)|not paid|without pay|for free|deadhead|between (?:rides|orders|jobs)|prep\b|invoicing|marketing myself",
    re.I,
)


def digits(text: str) -> str:
    """Spelled-out numbers as digits, so that "twenty five bucks" reads like "25 bucks"; all else unchanged."""

    def put(match: re.Match[str]) -> str:
        words = re.split(r"[ -]", match[0].lower())
        if words == ["one"]:  # "one of", "no one": a word, not a figure
            return match[0]
        total = part = 0
        for word in words:
            if word == "hundred":
                part = (part or 1) * 100
            elif word == "thousand":
                total, part = total + (part or 1) * 1000, 0
            else:
                part += _SMALL.get(word, 0) or _TENS.get(word, 0)
        return str(total + part)

    return _SPELLED.sub(put, text)


def figures(text: str) -> list[Figure]:
    """Every figure whose kind the words around it tell, in the order of the text (after :func:`digits`)."""
    found = [*_money(text), *_hours(text), *_miles_jobs(text), *_shares(text), *_years(text)]
    found.sort(key=lambda figure: figure.at)
    period = next((f.per for f in found if f.kind == "gross" and f.per in ("week", "month", "year")), None)
    return [  # "$1200 a month, supplies $400": costs without a period have that of the takings
        replace(f, per=period) if f.kind == "expenses" and f.per is None else f for f in found
    ]


def per_week(value: float, per: Per | None, hours: float | None = None, days: float | None = None) -> float | None:
    """``value`` per ``per`` as a weekly value; None when the factor is unknown (hours a week; ``days`` or jobs a week)."""
    factor = {
        "job": days,
        "week": 1.0,
        "month": 1 / WEEKS_A_MONTH,
        "year": 1 / WEEKS_A_YEAR,
        "hour": hours,
        "day": days,
        None: 1.0,
    }
    times = factor.get(per)
    return None if times is None else value * times


def days_a_week(text: str) -> float | None:
    """ "5 days a week" → 5; None when not said."""
    match = _DAYS.search(text)
    return float(match["n"]) if match else None


def _value(n: str, k: str | None, n2: str | None, k2: str | None) -> tuple[float, bool]:
    first = float(n.replace(",", "").rstrip(".")) * (1000 if k or (k2 and n2) else 1)
    if n2 is None:
        return first, False
    second = float(n2.replace(",", "").rstrip(".")) * (1000 if k2 or k else 1)
    return (first, False) if second <= first else ((first + second) / 2, True)


def _clause(text: str, at: int, end: int) -> tuple[str, str]:
    """The words before and after, within the sentence and no further than the neighbouring comma or figure."""
    before = re.split(r"[.;!?\n]\s|,(?!\d)\s?| but | and (?=i\b|want|need|can)", text[max(0, at - 60) : at])[-1]
    after = re.split(r"[.;!?\n]|,(?!\d)| but | and | plus ", text[end : end + 40])[0]
    return before, after


def _money(text: str) -> Iterator[Figure]:
    for m in _MONEY.finditer(text):
        g = m.groupdict()
        plain = (g["n5"], "k") if g["n5"] else (g["n6"], None)
        n, k = (g["n"], g["k"]) if g["n"] else (g["n3"], g["k3"]) if g["n3"] else plain
        n2, k2 = (g["n2"], g["k2"]) if g["n"] else (g["n4"] or g["n7"], g["k4"])
        value, middle = _value(n, k, n2, k2)
        if g["neg"] or g["sign"] or g["sign3"] or (g["n6"] and text[m.start() - 1 : m.start()] == "-"):
            value = -value
        per_word = (g["per"] or g["per3"] or g["per5"] or g["per6"] or g["per7"] or "").lower()
        per = _PER.get(per_word)
        before, after = _clause(text, m.start(), m.end())
        if not per_word and (thing := _thing(text[m.end() : m.end() + 40])):
            per = "job"
            for done in re.finditer(
                rf"(?<![\w.$])(\d{{1,3}})\s+{thing}(?:e?s)?\s*(?:/|per|an?|every|each)\s*(day|week|wk|month)\b"
                rf"|(?<=\b{thing})[, ]+(\d{{1,2}}) (?:an?|per|every|each) (day|week|wk|month)\b",
                text,
                re.I,
            ):
                times, span = (done[1], done[2]) if done[1] else (done[3], done[4])
                yield Figure("jobs", float(times), _PER[span.lower()], done[0].strip(" ,"), done.start())
        kind = _money_kind(before, after)
        if kind is None and per and (per == "hour" or not g["n6"] or value >= 100):
            kind = "gross"
        if kind is None and per is None and value >= 10 and g["n"] and _HOURS.search(_sentence(text, m.start())):
            kind = "gross"  # a bare sum beside the hours worked
        if kind:
            yield Figure(kind, value, per, _quote(before, m[0], after), m.start(), middle)
    for m in _BARE.finditer(text):
        value = float(m["n"].replace(",", ""))
        bare: Kind = "gross" if m["gross"] else "budget" if m["budget"] else "expenses"
        yield Figure(bare, value, _PER.get((m["per"] or "").lower()), m[0].strip(), m.start())


def _thing(after: str) -> str:
    """What is paid by the piece: "$35 an article" → "article"; empty for a span of time or none."""
    match = _EACH.match(after)
    return match["thing"].lower() if match and match["thing"].lower().rstrip("s") not in _PER else ""


def _sentence(text: str, at: int) -> str:
    start = max((m.end() for m in re.finditer(r"[.;!?\n]\s", text[:at])), default=0)
    return re.split(r"[.;!?\n](?:\s|$)", text[start:], maxsplit=1)[0]


def _money_kind(before: str, after: str) -> Kind | None:
    """By the cue nearest before the figure; else by the first one after it."""
    nearest: tuple[int, Kind] | None = None
    for kind, cue in _CUES:
        for match in cue.finditer(before):
            if nearest is None or match.start() > nearest[0]:
                nearest = (match.start(), kind)
    if re.match(r"\s*(?:before|after|minus|less|without|not counting)\b", after, re.I):  # "$900 before gas"
        after = ""
    later = next((k for k, cue in _CUES if k in ("budget", "expenses") and cue.search(after)), None)
    if later and (nearest is None or nearest[1] != "target"):
        return later
    if nearest:
        return nearest[1]
    return next((kind for kind, cue in _CUES if cue.search(after)), None)


def _hours(text: str) -> Iterator[Figure]:
    for m in _HOURS.finditer(text):
        value, middle = _value(m["n"], m["k"], m["n2"], m["k2"])
        before, after = _clause(text, m.start(), m.end())
        around = f"{before} {m['adj'] or ''} {m['off']} {after}"
        per: Per | None = _PER.get((m["per"] or m["adv"] or "").lower())
        kind: Kind = "unpaid_hours" if _UNPAID.search(around) else "study_hours" if _STUDY.search(around) else "hours"
        said = bool(per or kind != "hours" or re.search(r"\bweek", f"{before} {after}"))
        daily = (
            not said and value < 17 and days_a_week(_sentence(text, m.start())) is not None
        )  # "5 days a week, 8 hours"
        if value > 0 and (said or daily or 10 <= value <= 100):
            words, span = _quote(before, m[0], after), per or ("day" if daily else "week")
            yield Figure(kind, -value if m["sign"] else value, span, words, m.start(), middle, not said and not daily)
    for m in _MORE_UNPAID.finditer(text):
        yield Figure("unpaid_hours", float(m["n"]), "week", m[0].strip(), m.start())


def _miles_jobs(text: str) -> Iterator[Figure]:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (("miles", _MILES), ("jobs", _JOBS))
    for kind, pattern in kinds:
        for m in pattern.finditer(text):
            value, middle = _value(m["n"], m["k"], m["n2"], m["k2"])
            per: Per = _PER.get((m["per"] or "").lower(), "week")
            yield Figure(kind, -value if m["sign"] else value, per, m[0].strip(), m.start(), middle)


def _shares(text: str) -> Iterator[Figure]:
    for m in _PERCENT.finditer(text):
        before, after = _clause(text, m.start(), m.end())
        if re.search(r"tak(?:e|es|ing)|fees?|commission|\bcuts?\b|charges?", f"{before} {after}", re.I):
            yield Figure("fees", float(m["n"]), None, _quote(before, m[0], after), m.start())


def _years(text: str) -> Iterator[Figure]:
    for m in _YEARS.finditer(text):
        before, _ = _clause(text, m.start(), m.end())
        if not re.search(r"\$\s?[\d,.k]*\s*(?:a|per)?\s*$", before):
            yield Figure("years", _value(m["n"], m["k"], m["n2"], m["k2"])[0], "year", m[0].strip(), m.start())


def _quote(before: str, words: str, after: str) -> str:
    lead = re.sub(r"^\S*\s", "", before[-25:]) if len(before) > 25 else before
    tail = re.sub(r"\s\S*$", "", after[:15]) if len(after) > 15 else after
    return " ".join(f"{lead}{words}{tail}".split()).strip(" ,")


assert set(_PER.values()) <= set(get_args(Per))
