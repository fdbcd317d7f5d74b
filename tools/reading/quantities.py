"""One grammar for the quantities in a message: digits and words, money, ranges, units and periods, with their place.

It finds and normalises and gives no meaning: whether "$18-22/hr" is earned, wanted or owed is for the learned reader to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from text_to_num import find_numbers

from tools.reading.daytime import NOON, by_daytime, clock, hour_and, shift
from tools.reading.idioms import idioms
from tools.reading.relations import related
from tools.reading.units import CENTS, LY, MOST, PER, PERIODS, UNIT, Period, Quantity, Unit, thing_end
from tools.reading.weekdays import weekdays

# ---- numbers --------------------------------------------------------------------------------------------------

_DIGITS = re.compile(
    r"(?P<clock>(?<![\w:$.,])(?:\d{1,2}:\d\d(?![\d:])(?:(?:\s?[ap](?:m|\.m\.?)|[ap])(?!\w))?|\d{1,2}(?:\s?[ap](?:m|\.m\.?)|[ap])(?!\w)))|"
    r"(?P<usd>\$\s?|US\$\s?|USD\s?)?(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?|\.\d{1,4})"
    r"(?P<half>\s?½|\s1/2(?![\d/])|\sand a half\b|\sy media\b)?(?P<k>\s?k(?![a-z])|\s?(?:thousand|grand|mil)\b|\s?hundred\b|\s?cien\b)?",
    re.I,
)
_TIMES = {"k": 1000.0, "thousand": 1000.0, "grand": 1000.0, "mil": 1000.0, "hundred": 100.0, "cien": 100.0}
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d|[^\w\s]")
_GRAND = re.compile(r"\s?(?:grand|k)\b(?!\s?piano)", re.I)
_HOURS_MINUTES = re.compile(r"(?<![\w.,])(\d{1,3})\s?h(?:rs?|ours?)?\s?(\d{1,2})\s?m(?:ins?|inutes?)?(?![a-z])", re.I)
_AND_A_HALF = re.compile(r"\s(?:and a half|y media)\b", re.I)
_LONE = {"a", "an", "one", "un", "una", "uno", "zero", "cero", "o", "oh", "second", "and", "y", "hundred", "thousand"}
_NEVER = {"miles", "mil", "once", "real", "tan"}  # spelled like a Spanish number, and nearly always an English word
_UNTIL = re.compile(
    r"(?:\d(?:\s?[ap]m?)?|t[wh]\w+|four|five|six|seven|eight|nine|eleven|noon|morning)\s(?:to|till?|until|hasta)\s(?:like\s|about\s)?$", re.I
)  # fmt: skip
"""A time of the day and words that lead to another."""
_SHIFTS = re.compile(r"(?:eight|ten|twelve|sixteen)s$")
"""Shifts by their length, which are no number of anything: "four tens"."""
_VAGUE = re.compile(
    r"\b(?:(?:a|the)\s+)?(?:couple|few|a)(?:\s+of)?\s+(?P<n>hundred|thousand|grand)\b(?!\s(?:and\s)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twen|for|six|sev|eigh|nine))",
    re.I,
)
_FEW = {"couple": 2.0, "few": 3.0, "a": 1.0}


class _Word:
    """A token as text2num wants it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def text(self) -> str:
        return self.match.group()

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.match.group()[0].isdigit()


def _in_digits(text: str) -> Iterator[Quantity]:
    for match in _HOURS_MINUTES.finditer(text):  # "38h12m"
        length = int(match[1]) + int(match[2]) / 60
        yield Quantity(*match.span(), length, length, "hours")
    for match in NOON.finditer(text):
        at = 12.0 if match["noon"] else 24.0
        yield Quantity(*match.span(), at, at, "clock")
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if match["clock"]:
            at = clock(match["clock"])
            yield Quantity(start, end, at, at, "clock")
            continue
        raw = match["n"].replace(",", "")
        value, also = float(raw) + (0.5 if match["half"] else 0.0), None
        if re.fullmatch(
            r"[1-9]\d{0,2}\.\d{3}", raw
        ):  # "1.200": a thousand as much of the world writes it, or one and a fifth
            value, also = float(raw.replace(".", "")), value
        times = _TIMES.get((match["k"] or "").strip().lower(), 1.0)
        if value * times < MOST:
            yield Quantity(start, end, value * times, value * times, "usd" if match["usd"] else "", also=also)


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    """Numbers spelled out; a lone "one" or "a" is none. Two that follow each other ("twelve fifty") are one figure."""
    words = [_Word(match) for match in _TOKEN.finditer(text)]
    if not words:
        return
    found = [one for one in find_numbers(words, language, 0.0) if not one.is_ordinal]
    spans: list[Quantity] = []
    for number, one in enumerate(found):
        start, end = words[one.start].match.start(), words[one.end - 1].match.end()
        plain, value = text[start:end].lower(), float(one.value)
        follows = (
            found[number + 1].start == one.end and text[end : end + 1] == " " if number + 1 < len(found) else False
        )
        unit = UNIT.match(text, end)
        until = plain == "one" and _UNTIL.search(text, max(0, start - 32), start)
        counts = (unit and "$" not in unit.group()) or PER.match(text, end) or (plain == "one" and follows) or until
        if plain in _NEVER or _SHIFTS.search(plain) or value >= MOST or (plain in _LONE and not counts):
            continue
        if (grand := _GRAND.match(text, end)) and value * 1000 < MOST:
            value, end = value * 1000, grand.end()
        elif half := _AND_A_HALF.match(text, end):
            value, end = value + 0.5, half.end()
        spans.append(Quantity(start, end, value, value))
    for number in range(1, len(spans)):
        before, one = spans[number - 1], spans[number]
        if (
            before.end > before.start
            and text[before.end : one.start] in (" ", "-")
            and 1 <= before.low < 100
            and 10 <= one.low < 100
        ):
            unit = UNIT.match(text, one.end)
            if unit and unit.lastgroup in ("hours", "days", "miles", "percent") and 10 <= before.low < one.low:
                spans[number] = replace(one, start=before.start, low=before.low)  # "thirty forty hours"
            else:
                value = before.low * 100 + one.low
                spans[number] = Quantity(before.start, one.end, value, value, also=before.low + one.low / 100)
            spans[number - 1] = replace(before, end=before.start)
    yield from (one for one in spans if one.end > one.start and not _lone(text, one))


def _lone(text: str, one: Quantity) -> bool:
    """A "one" that counts nothing after all."""
    if text[one.start : one.end].lower() != "one":
        return False
    return not (
        UNIT.match(text, one.end) or PER.match(text, one.end) or _UNTIL.search(text, max(0, one.start - 32), one.start)
    )


def _vague(text: str) -> Iterator[Quantity]:
    for match in _VAGUE.finditer(text):
        many = next(value for word, value in _FEW.items() if word in match.group().lower().split())
        value = many * _TIMES[match["n"].lower()]
        yield Quantity(*match.span(), value, value)


def _with_unit(text: str, found: Quantity, until: int) -> Quantity:
    """The quantity with its unit and period, which end before ``until``."""
    end, unit = found.end, found.unit
    if not unit and (cents := CENTS.match(text, end)):
        found, unit, end = replace(found, low=found.low / 100, high=found.high / 100, unit="usd"), "usd", cents.end()
    if match := UNIT.match(text, end):
        if not unit or match.lastgroup == "usd":
            unit, end = match.lastgroup or unit, match.end()  # type: ignore[assignment]
        elif unit == "usd" and match.lastgroup in ("hours", "days", "weeks", "months", "years"):
            pass  # "$900 weeks" is no length of time; the period is looked for below
    if unit in ("hours", "years") and (half := _HALF_BEHIND.match(text, end)):  # "3 hours and half"
        found, end = replace(found, low=found.low + 0.5, high=found.high + 0.5), half.end()
    if not unit and not PER.match(text, end) and (after := thing_end(text, end, until)):
        unit, end = "pieces", after
    per, of, days, each = None, "", None, bool(_EACH_BEFORE.search(text, max(0, found.start - 40), found.start))
    if match := PER.match(text, end):
        per, end = _period(match), match.end()
        of, days = _noun(match), 1.0 if match["weekday"] else None
        again = PER.match(text, end) if match["each"] else None
        if again and not again["each"] and not again["mile"]:  # "22 a pool a month"
            per, end, each = _period(again), again.end(), True
        elif per != "piece" and (one := _EACH_BEHIND.match(text, end)):  # "135 a month each"
            end, each = one.end(), True
    each = each and per not in (None, "piece")
    return replace(found, unit=unit, per=per, of=of, each=each, days=days, words_end=max(end, found.words_end))


_HALF_BEHIND = re.compile(r"\s(?:and (?:a )?half|y media)\b(?! (?:of|the|de) (?:it|that|this|my|eso)\b)", re.I)
_EACH_BEFORE = re.compile(r"\b(?:each|cada un[oa])(?:\s(?!week|month|day|shift|hour)[^\W\d_]+){0,4}\s\$?$", re.I)
_EACH_BEHIND = re.compile(r"\s?(?:each|apiece|cada un[oa]|c/u)(?!\w)(?!\s(?:week|month|day|shift))", re.I)
"""Words before and behind a figure that make it that of each one of several."""


def _period(match: re.Match[str]) -> Period:
    """The period that :data:`PER` found."""
    if match["mile"] or match["each"]:
        return "piece"
    if match["two"]:
        return "two weeks"
    if match["half"]:
        return "half month"
    if match["weekday"]:
        return "day"
    if match["ly"]:
        return LY[match["ly"].lower()]
    return next(period for n, period in enumerate(PERIODS) if match[f"p{n}"])


def _noun(match: re.Match[str]) -> str:
    """What a figure is told by, one word: "a word" → "word", "per loaded mile" → "mile"; empty for "each" alone."""
    if match["mile"]:
        return "mile"
    word = re.search(r"[^\W\d_]+$", match["each"] or "")
    return "" if word is None or word[0].lower() in ("each", "apiece", "pop", "uno", "una", "u") else word[0].lower()


# ---- ranges ---------------------------------------------------------------------------------------------------

_DASH = re.compile(r"[ \t]?(?:-|–|—|~|/)[ \t]?\$?[ \t]?")
_TO = re.compile(
    r",?\s(?:to|or|till?|until|a|o|maybe|sometimes|up to)\s(?:a\s)?(?:like\s|maybe\s|about\s|sometimes\s)?\$?\s?", re.I
)
_AND = re.compile(r"\s(?:and|y)\s\$?\s?", re.I)
_BETWEEN = re.compile(r"\b(?:between|from|entre|anywhere from)\s(?:about\s|like\s|around\s|roughly\s)?\$?\s?$", re.I)
_SCALE = re.compile(r"(k|thousand|grand|mil|hundred|cien)$", re.I)


def _scaled(low: float, high: float, times: float) -> float:
    """The lower end told in the upper one's hundreds or thousands, where that leaves it below."""
    return low * times if low * times < high else low


def _joined(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Both as one range; None where they are two figures."""
    gap = text[first.words_end or first.end : second.start]
    bare = text[first.end : second.start]
    between = _BETWEEN.search(text, max(0, first.start - 24), first.start) is not None
    alike = first.unit == second.unit or (second.unit == "" and first.per is None and first.unit != "pieces")
    joined = (
        _DASH.fullmatch(bare)
        or _TO.fullmatch(bare)
        or (alike and _TO.fullmatch(gap))
        or (between and _AND.fullmatch(bare))
    )
    if not joined or first.is_range or second.is_range or first.unit == "clock":
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    low, high = first.low, second.low
    if second.also is not None and low <= 12:
        return None  # "ten to one thirty" may be times of the day
    if second.unit == "usd" and first.unit == "" and CENTS.match(text, second.end):
        low /= 100  # "10 to 15 cents"
    scale = _SCALE.search(text, second.start, second.end)
    if scale and not _SCALE.search(text, first.start, first.end):  # "five or six hundred", "6-7k", "80 to 90 thousand"
        low = _scaled(low, high, _TIMES[scale[1].lower()])
    elif low < 10 and high >= 100 and high % 100 == 0:  # "6-700"
        low = _scaled(low, high, 1000 if high % 1000 == 0 else 100)
    if not low <= high or (low and high / low > 20) or "/" in bare:
        return None
    return replace(
        second, start=first.start, low=low, high=high, unit=second.unit or first.unit, per=second.per or first.per
    )


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in its order, none over another."""
    found: list[Quantity] = []
    days = [
        Quantity(a, b, float(n), float(n), "days", "week", words_end=b, days=float(n)) for a, b, n in weekdays(text)
    ]
    words = [*idioms(text), *_in_words(text, "en"), *_in_words(text, "es")]
    every = [*_in_digits(text), *_vague(text), *words, *days]
    for one in sorted(every, key=lambda q: (q.start, -q.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    found = [by_daytime(text, one) for one in found]
    made: list[Quantity] = []
    ends = [*(one.start for one in found[1:]), len(text)]
    both = zip(found, ends, strict=False)
    for one in (one if one.words_end else _with_unit(text, one, until) for one, until in both):
        if made and one.start < made[-1].words_end:  # "every two weeks" is the period of what stands before it
            continue
        joined = (
            (shift(text, made[-1], one) or hour_and(text, made[-1], one) or _joined(text, made[-1], one))
            if made
            else None
        )
        if joined is not None:
            made[-1] = joined
        else:
            made.append(one)
    return [settled(one, one.per) for one in related(text, [one for one in made if not _numbers_a_line(text, one)])]


_LINE_NUMBER = re.compile(r"(?:^|\n)[ \t]*\(?$")


def _numbers_a_line(text: str, one: Quantity) -> bool:
    """Whether a number only counts the lines of a list: "2. DoorDash", "3) ..."."""
    marked = text[one.end : one.end + 1] in (".", ")") and text[one.end + 1 : one.end + 2].isspace()
    return (
        marked
        and text[one.start : one.end].isdigit()
        and bool(_LINE_NUMBER.search(text, max(0, one.start - 8), one.start))
    )


def settled(found: Quantity, per: str | None) -> Quantity:
    """ "Twelve fifty" is 12.50 by the hour, and 1,250 by the week or month; the other way stays open beside it."""
    if found.also is not None and per == "hour" and found.low >= 200 and not found.is_range:
        return replace(found, low=found.also, high=found.also, also=found.low)
    return found


__all__ = ["MOST", "Period", "Quantity", "Unit", "quantities", "settled"]
