"""What a quantity is, and the words for its unit and its period, in English and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from tools.reading.weekdays import WEEKDAY

Unit = Literal[
    "usd", "percent", "hours", "minutes", "miles", "km", "years", "months", "weeks", "days", "clock", "pieces", ""
]
Period = Literal["hour", "day", "week", "month", "year", "shift", "piece", "two weeks", "half month"]
Relation = Literal["", "added", "total", "instead"]

MOST = 1e9
"""No quantity of a person's working life is larger; longer runs of digits are numbers of something."""


@dataclass(frozen=True)
class Quantity:
    """A number or range at ``start:end`` of the text, never negative. ``low`` equals ``high`` where one figure stands.

    ``at`` are the times of the day that a length of hours was read from, hours after midnight, the second after the first.
    ``also`` is a second way to read the figure ("1.200", "twelve fifty"); None where there is only one. ``words`` is the piece
    with its unit and period, from ``start`` to ``words_end``. ``relation`` is how the words set it beside those before it: on top
    of them, all of them together, or in the place of one. ``of`` is the noun of what it is told by ("a word", "per stop"); ``each``
    says that its period is that of each one of several ("135 a month each"); ``days`` are the days a week that a figure by the day
    is of, where they are named ("250 each Sunday").
    """

    start: int
    end: int
    low: float
    high: float
    unit: Unit = ""
    per: Period | None = None
    also: float | None = None
    words_end: int = 0
    at: tuple[float, float] | None = None
    relation: Relation = ""
    of: str = ""
    each: bool = False
    days: float | None = None

    @property
    def value(self) -> float:
        """The middle of a range."""
        return (self.low + self.high) / 2

    def by_week(self) -> Quantity:
        """A figure of days that are named as the week's: "250 each Sunday" is 250 a week. Any other as it is."""
        if self.days is None or self.per != "day":
            return self
        return replace(self, low=self.low * self.days, high=self.high * self.days, per="week", days=None)

    @property
    def is_range(self) -> bool:
        return self.low != self.high


UNITS: dict[Unit, str] = {
    "usd": r"bucks?|dollars?|dolla|usd|d[oó]lares|pesos|dlls?|\$(?!\s?\.?\d)",
    "percent": r"%|percent|per cent|pct|por ciento",
    "minutes": r"minutes?|mins?\b|minutos?",
    "hours": r"hours?|hrs?|hr|h\b|horas?|hourly shifts?",
    "miles": r"miles?|mi\b|millas?",
    "km": r"km|kilomet(?:er|re)s?|kil[oó]metros?",
    "years": r"years?|yrs?|yr|y/?o\b|a[nñ]os?",
    "months": r"months?|mos?\b|meses|mes\b",
    "weeks": r"weeks?|wks?|semanas?",
    "days": r"days?|nights?|shifts?|d[ií]as?|noches|nites?",
}
_NO_ADJECTIVE = r"(?:or|and|to|a|an|per|each|every|in|at|of|the|on|for|with|by|from|plus|is|are|was|y|o|a|al|por|de|en|que|idk|dunno|um|uh|like|no|not|but|so|if|when|than|more|less|i|we)\b"
UNIT = re.compile(
    r"(?:-?ish)?\s?[-–]?\s?\+?\s?(?:(?!" + _NO_ADJECTIVE + r")[^\W\d_]+\s(?=(?:hours?|hrs?|miles?|horas?|millas?)\b))?(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS.items()) + r")(?![a-z])", re.I
)  # fmt: skip
PERIODS: dict[Period, str] = {
    "hour": r"hours?|hrs?|hr|h\b|hora",
    "day": r"days?|d[ií]a|nights?|noche|daily|al d[ií]a",
    "shift": r"shifts?|turno|blocks?",
    "week": r"weeks?|wks?|wk|semana|weekly",
    "month": r"months?|mos?\b|mes|monthly",
    "year": r"years?|yrs?|yr|a[nñ]o|annually|yearly",
}
_MILE = r"(?:/|\bper\b|\ban?\b|\b(?:for )?(?:every|each)\b|\bpor\b|\bcada\b)\s?(?:[^\W\d_]+\s)?(?P<mile>miles?|mi|millas?)(?![a-z])"
_ON_A = r"(?:\beach\b|\bevery\b|\bon(?: an?)?\b|\bcada\b|\blos\b)\s"
_AND_DAY = r"\.?\s?(?:,|/|&|-|and|to|thru|through|y|a|n)\s?"
PER = re.compile(
    r"\s?(?:\+|~|or so|ish|total|tips included|cash|gross|net|before taxes|in all)?\s?(?:(?:each|apiece)\s(?=per\b|a\b|an\b|every\b|/))?"
    rf"(?:{_MILE}|(?P<weekday>{_ON_A}{WEEKDAY})(?!{_AND_DAY}{WEEKDAY})|(?P<two>(?:every|each) (?:two|2|other) (?:weeks|week)|bi-?weekly|cada (?:dos|2) semanas|(?:cada|por|a la) quincena|quincenal(?:es)?)|(?P<half>twice (?:a|per) month|semi-?monthly)|"
    r"(?:(?:/|\bper\b|\ba\b|\ban\b|\beach\b|\bevery\b|\bthe\b|\bin(?: a| the| one)?\b|\bone\b|\bfor (?:a|the|one)\b|\bof (?:the|a)\b|\bpor\b|\bcada\b|\ba la\b|\bal\b|\bla\b|\bel\b|\bp/|\bp\b)\s?)(?:"
    + "|".join(f"(?P<p{n}>{words})" for n, words in enumerate(PERIODS.values()))
    + r")(?![a-z])|(?P<ly>hourly|daily|nightly|weekly|monthly|yearly|annually|semanales|mensuales|diarios)\b|(?P<each>(?:/|\bper\b|\ba\b|\ban\b|\beach\b|\bpor\b|\bapiece\b)\s?(?!(?:lot|bit|little|few|couple|day|good|bad)\b)[^\W\d_]{3,}|\b(?:each|apiece|a pop|cada un[oa]|c/u)(?!\w)))",
    re.I,
)
LY: dict[str, Period] = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "semanales": "week", "mensuales": "month", "diarios": "day",
}  # fmt: skip


CENTS = re.compile(r"\s?(?:¢|cents?\b|centavos?\b)", re.I)
_THING = re.compile(
    r"\s(?!(?:or|and|to|on|at|after|before|because|when|while|if|but|is|are|was|i|we|they|he|she|my|for|from|with|more|most|so|per|an?|the|each|every|this|that|only|all|take|home|profit|tops|max|maybe|about|o'?clock|o|y|e|de|por)\b)"
    r"[^\W\d_][\w'’-]*(?=\s)",
    re.I,
)


def thing_end(text: str, end: int, until: int) -> int:
    """Where the name of what is counted ends, a word or two before its period: "9 houses a week". 0 where there is none."""
    for _ in range(2):
        word = _THING.match(text, end)
        if word is None or word.end() > until:
            return 0
        end = word.end()
        if (per := PER.match(text, end)) and not per["each"]:
            return end
    return 0
