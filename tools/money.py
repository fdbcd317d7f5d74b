"""Sums of money in a worker's words: takings, costs, wishes and budgets, by the hour, the week or the piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.figure import (
    AFTER,
    HOURS,
    NUMBER,
    PER,
    RANGE,
    Figure,
    Kind,
    clause_about,
    quoted,
    sentence_before,
    sentence_of,
    value_of,
)

_MONEY = re.compile(
    rf"(?:(?P<neg>-)\s?)?(?:\$\s?|usd\s?){NUMBER}{RANGE}(?:{AFTER})?"
    rf"|(?<![\w.$]){NUMBER.replace('sign', 'sign3').replace('<n>', '<n3>').replace('<k>', '<k3>')}"
    rf"{RANGE.replace('n2', 'n4').replace('k2', 'k4')}\s?(?:dollars?|bucks?|usd|\$)(?:{AFTER.replace('<per>', '<per3>')})?"
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
    rf"(?:{AFTER})?", re.I,
)  # fmt: skip
_PIECE = re.compile(
    r"(?<![\w.$,])(?P<n>\d{1,4})\s(?:each|apiece|a pop|(?:an?|per)\s(?!hour|hr|day|week|wk|month|year|shift|night)(?P<thing>[a-z]{3,12}))\b",
    re.I,
)
_FOR_HOURS = re.compile(
    r"\b(?:hours?|hrs?)(?: (?:a|per|each|every) week| weekly|/wk)?,? for (?P<n>\d{2,4}|\d,\d{3})\b(?! ?(?:hours?|hrs?|miles?|weeks?|months?|years?|days?|[a-z]+s\b))",
    re.I,
)
"""A bare sum after the hours it is paid for: "10 hours a week for 180"."""
_EACH = re.compile(r"\s*(?:per|an?|each|for (?:an?|each|every)|every)\s+(?P<thing>[a-z]{3,15})\b", re.I)
_COUNT = re.compile(
    r"(?<![\w.$,])(?P<n>\d{1,3})(?: (?!hours?|hrs?|miles?|days?|nights?|shifts?|weeks?|months?|years?|dollars?|bucks?|unpaid|paid|billed)[a-z-]+){0,2}?\s*"
    r"(?:/|\b(?:per|an?|every|each|in an?|in|the)\b)\s*(?P<per>day|week|wk|month|mo)\b",
    re.I,
)
"""How many of a thing in a span of time, beside what each of them pays: "9 signings a week at $95"."""
_APIECE_BEFORE = re.compile(
    r"(?:\bat|@|\beach (?:one )?(?:pays|brings|is|makes|costs|for|at)?|\bfor|\bthey pay(?: me)?)\s*(?:about |around )?$",
    re.I,
)
_APIECE_AFTER = re.compile(r"\s*(?:each|apiece|a piece|a pop|every one|per (?:one|piece))\b", re.I)
_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("budget", re.compile(r"budget|\bspend (?:up to|at most)\b|(?:can|could) (?:only )?(?:spend|invest|afford|pay)|save[d]?\b|saved up|to spend|for (?:training|courses?|school|classes|tuition|learning)|only have|i have \$|up to \$\S+ (?:for|on)", re.I)),
    ("expenses", re.compile(r"\bgas\b|fuel|expenses?|insurance|(?<!i )\brepairs?\b(?! and)|supplies|costs? me|spend(?:ing)?\b.{0,15}\bon\b|\brent(?:al|ing)?\b|maintenance|phone bill|materials|ingredients|\bfees\b|\bwax\b|\bjars\b|\bbait\b|\bfeed\b|\bflour\b|\bdetergent|chemicals|shipping|postage|clay|yarn|fabric|lumber|\bparts\b|products?\b|cleaning stuff|\bbuy\b|subscriptions?\b|\bads\b|software costs?|\btools\b|\bgear\b|equipment|parking|tolls|runs? me\b", re.I)),
    ("target", re.compile(r"\bwant|\bneed|looking for|\baim|\bgoal|target|hop(?:e|ing)|would like|\basking|at least|\bask for|\bminimum|wish|i'd like|dream", re.I)),
    ("gross", re.compile(r"gross|mak(?:e|ing)|earn|bring|get(?:ting)? paid|\bpa(?:id|ys?|y)\b|income|take home|clear(?:ing)?\b|charg|my rate|pull(?:ing)? in|\bmak(?:in|e)\b|average|profit|revenue|salary|wage", re.I)),
)  # fmt: skip


def money_in(text: str) -> Iterator[Figure]:
    seen: list[tuple[int, int]] = []
    for m in _MONEY.finditer(text):
        g = m.groupdict()
        plain = (g["n5"], "k") if g["n5"] else (g["n6"], None)
        n, k = (g["n"], g["k"]) if g["n"] else (g["n3"], g["k3"]) if g["n3"] else plain
        n2, k2 = (g["n2"], g["k2"]) if g["n"] else (g["n4"] or g["n7"], g["k4"])
        value, middle = value_of(n, k, n2, k2)
        if g["neg"] or g["sign"] or g["sign3"] or (g["n6"] and text[m.start() - 1 : m.start()] == "-"):
            value = -value
        per_word = (g["per"] or g["per3"] or g["per5"] or g["per6"] or g["per7"] or "").lower()
        per = PER.get(per_word)
        before, after = clause_about(text, m.start(), m.end())
        if not per_word or per == "job":
            piece, jobs = _by_piece(text, m.start(), m.end(), per_word)
            per = "job" if piece else per
            yield from jobs
        if per in ("week", "month") and re.match(r"\s*each\b", after):  # "6 kids at $180 a week each"
            several = re.search(r"\b(\d{1,2}) [a-z]+ (?:at|for)?\s*$", text[: m.start()])
            if not several:
                continue
            value *= int(several[1])
        kind = _money_kind(before, after)
        if (
            kind is None
            and re.search(r"\bup to $", before)
            and re.match(r"\s*for (?:it|this|that|training|school)\b", after)
        ):
            kind = "budget"
        if kind is None and _BOUGHT.search(sentence_before(text, m.start())):
            kind = "expenses"  # "I buy the products, 40 dollars a week"
        if (
            (kind is None or (kind == "gross" and not _said_gross(before)))
            and per in ("hour", "year", None)
            and _wished(text, m.start())
        ):
            kind = "target"  # "I want something steady, $25 an hour"
        if kind is None and per and (per == "hour" or not g["n6"] or value >= 100):
            kind = "gross"
        if kind is None and per is None and value >= 10 and (g["n"] or g["n3"]):
            kind = _beside_hours(sentence_of(text, m.start()))
        if kind:
            seen.append((m.start(), m.end()))
            yield Figure(kind, value, per, quoted(before, m[0], after), m.start(), middle)
    for m in _PIECE.finditer(text):
        if any(start < m.end() and m.start() < end for start, end in seen):
            continue
        piece, jobs = _by_piece(text, m.start(), m.end(), (m["thing"] or "").lower())
        if piece and jobs:  # "7 loads a week, 85 a load": bare, but counted
            yield from jobs
            seen.append((m.start(), m.end()))
            yield Figure("gross", float(m["n"]), "job", m[0].strip(), m.start())
    for m in _FOR_HOURS.finditer(text):
        yield Figure("gross", float(m["n"].replace(",", "")), "week", m[0].strip(), m.start("n"))
    for m in _BARE.finditer(text):
        if any(start < m.end() and m.start() < end for start, end in seen):
            continue
        value = float(m["n"].replace(",", ""))
        bare: Kind = "gross" if m["gross"] else "budget" if m["budget"] else "expenses"
        yield Figure(bare, value, PER.get((m["per"] or "").lower()), m[0].strip(), m.start())


def _beside_hours(sentence: str) -> Kind | None:
    """What a bare sum is that stands beside hours: takings where they are worked, money for learning where they are learnt."""
    hours = list(HOURS.finditer(sentence))
    if not hours:
        return None
    return "budget" if all(_LEARNT.match(sentence[m.end() :]) for m in hours) else "gross"


_LEARNT = re.compile(r"\s*(?:free |left |spare )?(?:for|to|of) (?:learn|stud|train|class|course|school)", re.I)


def _by_piece(text: str, start: int, end: int, unit: str) -> tuple[bool, list[Figure]]:
    """Whether a sum is for one piece of work, and how many of them in what span, where the sentence says it."""
    thing = unit or _thing(text[end : end + 40])
    at_each = bool(_APIECE_BEFORE.search(text[:start]) or _APIECE_AFTER.match(text[end:]))
    if not (thing or at_each):
        return False, []
    first = start - len(sentence_before(text, start))
    spans = (m for m in _COUNT.finditer(sentence_of(text, start)))
    if thing and thing not in ("each", "apiece"):
        named = re.compile(rf"\b{re.escape(thing[:-1] if thing.endswith('y') else thing)}", re.I)
        counts = [m for m in _COUNT.finditer(text) if named.search(m[0])] or [
            m for m in spans if not re.search(r"[a-z]{3,} ", m[0][len(m["n"]) :].replace(m["per"], ""))
        ]
        first = 0 if counts and named.search(counts[0][0]) else first
    else:
        counts = list(spans)
    jobs = [Figure("jobs", float(m["n"]), PER[m["per"].lower()], m[0].strip(), first + m.start()) for m in counts[:1]]
    return bool(thing or _APIECE_AFTER.match(text[end:]) or (at_each and jobs)), jobs


def _thing(after: str) -> str:
    """What is paid by the piece: "$35 an article" → "article"; empty for a span of time or none."""
    match = _EACH.match(after)
    return match["thing"].lower() if match and PER.get(match["thing"].lower().rstrip("s"), "job") == "job" else ""


_BOUGHT = re.compile(r"\bi (?:buy|pay for|spend|rent)\b(?!.*\b(?:mak(?:e|ing)|earn|get|bring|charge)\b)", re.I)
_WISHED = re.compile(
    r"\b(?:want|wish|hope|looking for|would like|i'd (?:like|love|prefer|rather)|prefer|goal|aim)\b", re.I
)
_EARNED = re.compile(
    r"\b(?:now|currently|mak(?:e|ing)|earn(?:ing)?|get(?:ting)?|paid|pays|charge|my rate|gross)\b|\d ?(?:hours|hrs)",
    re.I,
)


def _wished(text: str, at: int) -> bool:
    """Whether the sentence has told a wish, and nothing of what there is, before a sum."""
    wish = _WISHED.search(sentence_before(text, at))
    return wish is not None and not _EARNED.search(sentence_before(text, at)[wish.end() :])


def _said_gross(before: str) -> bool:
    return _CUES[-1][1].search(before) is not None


def _money_kind(before: str, after: str) -> Kind | None:
    """By the cue nearest before the figure; else by the first one after it."""
    nearest: tuple[int, Kind] | None = None
    for kind, cue in _CUES:
        for match in cue.finditer(before):
            if nearest is None or match.start() > nearest[0]:
                nearest = (match.start(), kind)
    if re.match(r"\s*(?:before|b4|after|minus|less|without|not counting)\b", after, re.I):  # "$900 before gas"
        after = ""
    later = next((k for k, cue in _CUES if k in ("budget", "expenses") and cue.search(after)), None)
    if later and (nearest is None or nearest[1] != "target"):
        return later
    if nearest:
        return nearest[1]
    return next((kind for kind, cue in _CUES if cue.search(after)), None)
