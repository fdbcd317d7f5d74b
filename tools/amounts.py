"""Figures in a worker's own words: money, hours, miles, jobs. Read, never guessed; each with the words it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tools.figure import HOURS, NUMBER, PER, RANGE, Figure, Kind, clause_about, quoted, sentence_of, value_of
from tools.money import money_in
from tools.profile import Per

WEEKS_A_MONTH = 52 / 12
WEEKS_A_YEAR = 52
HOURS_A_YEAR = 2080  # full time, BLS's own factor between hourly and annual wages


_SMALL = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_WORDS = "|".join([*_SMALL, *_TENS])
_SPELLED = re.compile(rf"\b(?:(?:{_WORDS})(?:[ -](?:{_WORDS}|hundred|thousand))*)\b", re.I)

_MORE_UNPAID = re.compile(
    r"(?:\b(?:plus|and|another)\b|[+,])\s*(?:about |around |some |maybe )?(?P<n>\d{1,2}) (?:more )?unpaid\b(?! hours?| hrs?)",
    re.I,
)
"""The unpaid hours beside paid ones: "15 billable hours a week plus 10 unpaid"."""
_TIMES = re.compile(
    r"(?:hours?|hrs?|hr|h)\s?(?:x|×|\*)\s?(?P<n>\d{1,2})\b(?!\s?(?:hours?|hrs?|h\b|weeks?|months?|years?|days?|%))",
    re.I,
)
"""Hours a week after the pay of one: "$22/hr x 38"."""
_EACH_ONE = re.compile(
    r"\b\d+ (?!hours|hrs|days)[a-z]+ (?:an?|per|every|each) (?:week|wk|day)\b.*\beach\b|\beach\b.*\b\d+ (?!hours|hrs|days)[a-z]+ (?:an?|per|every|each) (?:week|wk|day)\b",
    re.I,
)
"""Jobs are counted, and each is told of: "5 blocks a week, each 3 hours long"."""
_MILES = re.compile(
    rf"(?<![\w.$]){NUMBER}{RANGE}\s?(?:miles?|mi)\b(?:\s*(?:(?:/|per|an?|every|each)\s*)?(?P<per>day|week|wk|month|year|daily|weekly|ride|trip|delivery|order|job|block|batch|visit|house))?",
    re.I,
)
_JOBS = re.compile(
    rf"(?<![\w.$]){NUMBER}{RANGE}\s?(?:rides|trips|deliveries|orders|batches|jobs|gigs|tasks|visits|cleans|projects|clients|houses|blocks|walks|lessons|sessions|appointments|rooms)"
    r"\s*(?:(?:/|per|an?|every|each)\s*)(?P<per>day|week|wk|month)\b", re.I,
)  # fmt: skip
_PERCENT = re.compile(r"(?P<n>\d{1,2}(?:\.\d+)?)\s?(?:%|percent)", re.I)
_YEARS = re.compile(rf"(?<![\w.$]){NUMBER}\+?{RANGE}\s?(?:years?|yrs?)\b", re.I)
_DAYS = re.compile(r"\b(?P<n>[1-7])\s?(?:days?|nights?|shifts?)\s*(?:a|per|each|every|/)\s*(?:week|wk)\b", re.I)

_STUDY = re.compile(
    r"stud(?:y|ies)|learn|class(?:es)?\b|courses?|train(?:ing)?|\bfree\b|spare|school|homework|practi[cs]e", re.I
)
_FOR_LEARNING = re.compile(
    r"(?:hours?|hrs?)\b(?: a week| per week| weekly)?,?(?: and| plus|,) \$[\d,]+ (?:for|on|to)\b|\$[\d,]+ (?:for|on) (?:training|courses?|learning|classes|school)\b,?(?: and| plus)? \d+ (?:hours|hrs)|"
    r"\b(?:put in|set aside|spare|free up) \d+ (?:hours|hrs)",
    re.I,
)
"""Hours named in one breath with the money for learning."""
_UNPAID = re.compile(
    r"unpaid|nobody pays|no ?one pays|(?<!including )(?<!incl )(?<!counting )(?<!with )(?<!no )\bwait(?:ing)?\b(?! (?:included|more|like|actually|no))|admin|finding (?:clients|work|jobs)|not paid|without pay|for free|deadhead|between (?:rides|orders|jobs)|prep\b|invoicing|marketing myself",
    re.I,
)

_CUE = (
    r"(?:no|nope)(?:, ?|\s?[-–—]+\s?|\s+(?=wait|sorry|make|i mean|it'?s|more))(?:wait,? ?|sorry,? ?)?(?:make (?:that|it) |i mean(?:t)? |it'?s |more like )?"
    r"|(?:no,? )?wait,? (?:no,? )?(?:make (?:that|it) |i mean(?:t)? |it'?s )?(?:more like )?|sorry,? (?:no,? )?(?:i mean(?:t)? |it'?s |make (?:that|it) |more like )?|i mean(?:t)?,? (?:to say )?"
    r"|correction[:,]? |(?:no,? )?(?:make|scratch) (?:that|it),? |or rather,? |actually,? (?:it'?s )?(?:more like )?|well,? (?:it'?s )?(?:really |more like )"
    r"|(?:it|that)(?:'?s| is) (?:really |actually |now |more |closer |probably )*(?:like |to |really |now |actually )"
)
_CORRECTS = re.compile(
    rf"(?<!weeks )(?<!days )(?<!months )(?:^|[\s,.;(–—-])(?:{_CUE})(?:about |around |like )?\$?$", re.I
)
"""Stands before a figure that takes the place of the one said before it."""
_FAMILIES: tuple[set[Kind], ...] = ({"hours", "unpaid_hours", "study_hours"}, {"gross", "target", "budget", "expenses"})
"""A correction repeats no cue, so right after a figure it is of that figure's kind."""
_NET_OF = re.compile(r"\bafter\b|\bnet\b|\btake[- ]home\b|\bleft\b|\bin my pocket\b", re.I)
"""What is left of a sum corrects nothing: "$900 a week, actually $500 after gas"."""
_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?k?"
_SPAN = r"(?:\s*(?:/|per |an? |each |every )\s?(?:hour|hr|day|week|wk|month|mo|year|yr)\b| weekly| monthly)"
_BARE_CORRECTION = re.compile(
    rf"(?P<old>(?P<usd>\$)?(?<![\w.]){_AMOUNT}(?(usd)|\s?-?(?=hours?|hrs?|miles?|mi\b|dollars|bucks))(?:\s?(?P<noun>hours?|hrs?|miles?|mi|dollars|bucks)\b)?(?P<per>{_SPAN})?)"
    rf"(?P<cue>(?:\s?[,.;(–—-]+\s?| )(?:but )?(?:{_CUE})(?:about |around |like )?)"
    rf"(?P<usd2>\$)?(?P<new>{_AMOUNT})(?![\d,.]*\d|\s?(?:-|to )?\s?\$?\d|\s?%|\s?(?!an? |per |each |every |weekly|monthly|but |and |now |or |i |so |with )[a-z])(?P<per2>(?={_SPAN}))?",
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
    """Every figure whose kind the words around it tell, in the order of the text (after :func:`completed`)."""
    found = [*money_in(text), *_hours(text), *_miles_jobs(text), *_shares(text), *_years(text)]
    found.sort(key=lambda figure: figure.at)
    found = _uncorrected(found, text)
    period = next((f.per for f in found if f.kind == "gross" and f.per in ("week", "month", "year")), None)
    return [  # "$1200 a month, supplies $400": costs without a period have that of the takings
        replace(f, per=period) if f.kind == "expenses" and f.per is None else f for f in found
    ]


def completed(text: str) -> str:
    """A corrected number with the unit of what it corrects: "25 hours a week, no, 40" → "…, no, 40 hours a week"."""

    def put(match: re.Match[str]) -> str:
        money = "$" if match["usd"] or match["usd2"] else ""
        per = f" {match['per'].strip()}" if match["per"] and match["per2"] is None else ""
        return f"{match['old']}{match['cue']}{money}{match['new']}{' ' + match['noun'] if match['noun'] else ''}{per}"

    return _BARE_CORRECTION.sub(put, text)


def _uncorrected(found: list[Figure], text: str) -> list[Figure]:
    """Without those the worker took back: "30 hours, no, 35 hours a week", "$500 a week. Sorry, I meant $600"."""
    kept: list[Figure] = []
    for figure in found:
        after = re.split(r"[.;!?\n]\s", text[figure.at : figure.at + 60])[0]
        if _CORRECTS.search(text[: figure.at]) and not _NET_OF.search(after):
            alike = next((family for family in _FAMILIES if figure.kind in family), {figure.kind})
            said = next((old for old in kept[-1:] if old.kind in alike), None) or next(
                (old for old in reversed(kept) if old.kind == figure.kind), None
            )
            if said is not None:
                kept.remove(said)
                figure = replace(figure, kind=said.kind)
                if said.per is not None and (figure.per is None or figure.assumed):
                    figure = replace(figure, per=said.per, assumed=said.assumed)
        kept.append(figure)
    return kept


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


def _hours(text: str) -> Iterator[Figure]:
    for m in HOURS.finditer(text):
        value, middle = value_of(m["n"], m["k"], m["n2"], m["k2"])
        before, after = clause_about(text, m.start(), m.end())
        around = f"{before} {m['adj'] or ''} {m['off']} {after}"
        per: Per | None = PER.get((m["per"] or m["adv"] or "").lower())
        kind: Kind = "unpaid_hours" if _UNPAID.search(around) else "study_hours" if _STUDY.search(around) else "hours"
        if kind == "hours" and _FOR_LEARNING.search(sentence_of(text, m.start())):
            kind = "study_hours"
        said = bool(per or kind != "hours" or re.search(r"\bweek", f"{before} {after}"))
        each = not said and value <= 12 and _EACH_ONE.search(sentence_of(text, m.start())) is not None
        daily = (
            not said and value < 17 and days_a_week(sentence_of(text, m.start())) is not None
        )  # "5 days a week, 8 hours"
        if value > 0 and (said or daily or each or 10 <= value <= 100):
            words, span = quoted(before, m[0], after), per or ("job" if each else "day" if daily else "week")
            yield Figure(
                kind,
                -value if m["sign"] else value,
                span,
                words,
                m.start(),
                middle,
                not said and not daily and not each,
            )
    for m in _TIMES.finditer(text):
        yield Figure("hours", float(m["n"]), "week", m[0], m.start())
    for m in _MORE_UNPAID.finditer(text):
        yield Figure("unpaid_hours", float(m["n"]), "week", m[0].strip(), m.start())


def _miles_jobs(text: str) -> Iterator[Figure]:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (("miles", _MILES), ("jobs", _JOBS))
    for kind, pattern in kinds:
        for m in pattern.finditer(text):
            value, middle = value_of(m["n"], m["k"], m["n2"], m["k2"])
            per: Per = PER.get((m["per"] or "").lower(), "week")
            yield Figure(kind, -value if m["sign"] else value, per, m[0].strip(), m.start(), middle)


def _shares(text: str) -> Iterator[Figure]:
    for m in _PERCENT.finditer(text):
        before, after = clause_about(text, m.start(), m.end())
        if re.search(r"tak(?:e|es|ing)|keeps?|fees?|commission|\bcuts?\b|charges?", f"{before} {after}", re.I):
            yield Figure("fees", float(m["n"]), None, quoted(before, m[0], after), m.start())


def _years(text: str) -> Iterator[Figure]:
    for m in _YEARS.finditer(text):
        before, _ = clause_about(text, m.start(), m.end())
        if not re.search(r"\$\s?[\d,.k]*\s*(?:a|per)?\s*$", before):
            yield Figure("years", value_of(m["n"], m["k"], m["n2"], m["k2"])[0], "year", m[0].strip(), m.start())
