"""An earnings export (CSV) → what it comes to a week, in words a worker would say.

Columns are known by their names, in English or Spanish; where they are not, the worker is asked which is which.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

import polars as pl

from runtime.errors import SourceError
from ui.worker import days

Kind = Literal["date", "amount", "hours", "miles"]
"""What a column can be of, for the sum of a week; a date and an amount it must have."""

_AMOUNT = (
    r"gross|brut[ao]", r"total (?:earnings|pay|payout|amount|fare)", r"(?:your|driver|dasher|net)? ?earnings?|ganancias?", r"payout|pay\b|paid|pago",
    r"income|revenue|ingresos?", r"fare|tarifa", r"amount|importe|monto", r"total",
)  # fmt: skip
"""Best first."""
_NEVER = re.compile(r"\b(?:id|rate|per|por|balance|fee|tax|currency|method|type|status)\b", re.I)
_DATE = re.compile(r"date|day|week|start|begin|request|pickup|time|when|period|fecha|d[ií]a|semana", re.I)
_HOURS, _MINUTES, _SPAN = (
    re.compile(r"hours?|hrs?\b|horas?", re.I),
    re.compile(r"min(?:ute)?s?\b|minutos?", re.I),
    re.compile(r"duration|time|tiempo", re.I),
)
_MILES = re.compile(r"\bmiles?\b|\bmi\b|distance|mileage|millas?", re.I)
MOST_WEEK_HOURS = 168


class UnknownColumns(SourceError):
    """A table that can be read, but not which column is what, or which number of a date is the month.

    ``guesses`` are the columns that were known, ``dates`` the ways in which the first date in doubt can be meant, each
    with its form.
    """

    def __init__(
        self, name: str, table: pl.DataFrame, guesses: dict[Kind, str], readings: list[days.Reading] | None = None
    ) -> None:
        super().__init__(
            f"I cannot tell which {'day is meant' if readings else 'column is which'} in {name}.",
            "Tell me below, and I add it up.",
        )
        self.columns, self.guesses = table.columns, guesses
        self.rows = table.head(SHOWN_ROWS).fill_null("").to_dicts()
        self.date, self.dates = _in_doubt(table[guesses["date"]], readings) if readings else ("", {})


def _in_doubt(column: pl.Series, readings: list[days.Reading]) -> tuple[str, dict[str, str]]:
    """The first date that is read otherwise by another form, as it stands; and the days it may be, each with its form."""
    apart = readings[0][1] != readings[1][1]
    at = int(apart.fill_null(False).arg_max() or 0)
    return str(column[at]), {f"{found[at]:%-d %B %Y}": form for form, found in readings if found[at] is not None}


SHOWN_ROWS = 4


def summary(name: str, text: str, told: Mapping[Kind, str] | None = None, form: str = "") -> str:
    """``I take in $948 a week for 42.5 hours a week …``, and what it was worked out from. SourceError where it cannot be.

    ``told`` is which column is what, and ``form`` how its dates are meant, where the worker said so.
    """
    table = _table(name, text)
    named = (
        _named(table) if told is None else {kind: column for kind, column in told.items() if column in table.columns}
    )
    if "amount" not in named or "date" not in named:
        raise UnknownColumns(name, table, named)
    amount = _with_tips(table, named["amount"])
    if amount.is_null().all():
        raise SourceError(f"I cannot read the amounts in {name}.", "Tell me what you earn in words.")
    day = _days(name, table, named, form)
    nothing = pl.Series([None] * table.height, dtype=pl.Float64)
    hours = _as_hours(table[named["hours"]]) if "hours" in named else nothing
    miles = _numbers(table[named["miles"]]) if "miles" in named else nothing
    known = pl.DataFrame({"day": day, "usd": amount, "hours": hours, "miles": miles}).drop_nulls(["day", "usd"])
    if known.is_empty():
        raise SourceError(
            f"I can read no row of {name}: each needs a date and an amount.", "Tell me what you earn in words."
        )
    weeks = days.weeks(known["day"])
    usd, week_hours, week_miles = (float(known[column].sum() or 0) / weeks for column in ("usd", "hours", "miles"))
    if usd <= 0:
        raise SourceError(f"The earnings in {name} come to nothing.", "Tell me what you earn in words.")
    parts = [f"I take in ${usd:,.0f} a week"]
    if 0 < week_hours <= MOST_WEEK_HOURS:
        parts.append(f"work {week_hours:.1f} hours a week")
    if week_miles > 0:
        parts.append(f"drive {week_miles:,.0f} miles a week")
    sentence = ", ".join(parts)
    return f"{sentence}.\n({known.height:,} rows from {known['day'].min():%d %b %Y} to {known['day'].max():%d %b %Y}, as a week's average.)"


def _days(name: str, table: pl.DataFrame, named: Mapping[Kind, str], form: str) -> pl.Series:
    """The days of the column of dates. UnknownColumns where two readings of them come to different weeks."""
    found = days.readings(table[named["date"]])
    if not found:
        raise SourceError(f"I cannot read the dates in {name}.", "Tell me what you earn in words.")
    told = [one for one in found if one[0] == form]
    found = told or days.likely(found, date.today())
    if len(found) > 1 and not days.same(found):
        raise UnknownColumns(name, table, dict(named), found)
    return found[0][1]


def _named(table: pl.DataFrame) -> dict[Kind, str]:
    """Which column is what, by their names and by whether what stands in them can be it."""
    found: dict[Kind, str | None] = {
        "date": next((c for c in _dates_first(table) if days.readings(table[c])), None),
        "amount": _amount(table),
        "hours": _hours(table),
        "miles": _miles(table),
    }
    return {kind: found[kind] or "" for kind in get_args(Kind) if found[kind]}


def _table(name: str, text: str) -> pl.DataFrame:
    """All cells as text. Lines before the header, as some exports have them, are skipped."""
    lines = text.splitlines()
    counts = {mark: [len(cells) for cells in csv.reader(lines[:20], delimiter=mark)] for mark in ",;\t"}
    apart = max(counts, key=lambda mark: sum(counts[mark]))
    widest = max(counts[apart], default=0)
    if widest < 2:
        raise SourceError(f"{name} has no columns.", "Save it as comma-separated values, or tell me in words.")
    skip = counts[apart].index(widest)
    return pl.read_csv(
        io.BytesIO("\n".join(lines[skip:]).encode()),
        separator=apart,
        infer_schema=False,
        truncate_ragged_lines=True,
        ignore_errors=True,
    )


def _dates_first(table: pl.DataFrame) -> list[str]:
    """Columns that are named like a date, then the others: a date is known by its looks too."""
    named = sorted((c for c in table.columns if _DATE.search(c)), key=lambda c: "date" not in c.lower())
    return [*named, *(c for c in table.columns if c not in named)]


def _numbers(column: pl.Series) -> pl.Series:
    """``$1,234.50``, ``(5.00)``, ``1.234,50`` → a number; null for other text."""
    if column.str.contains(r",\d{1,2}\s*(?:[$€]|$)").sum() > column.drop_nulls().len() / 2:
        column = column.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    bare = column.str.replace_all(r"[$,\s]|USD|mi(les)?$|h(ou)?rs?$|min(s|utes)?$", "").str.replace(
        r"^\((.*)\)$", "-$1"
    )
    return bare.cast(pl.Float64, strict=False)


def _amount(table: pl.DataFrame) -> str | None:
    """The best-named column of money."""
    names = [c for c in table.columns if not _NEVER.search(c) and not _MILES.search(c)]
    for cue in _AMOUNT:
        for column in names:
            named = re.search(cue, column.replace("_", " "), re.I) and not re.search(
                r"tip|hour|time|date", column, re.I
            )
            if named and _mostly(_numbers(table[column])):
                return column
    return None


def _mostly(found: pl.Series) -> bool:
    return found.count() >= max(found.len(), 1) / 2


def _with_tips(table: pl.DataFrame, column: str) -> pl.Series:
    """The column of money, with tips that stand beside it and are not in it."""
    usd = _numbers(table[column])
    tips = next((c for c in table.columns if re.fullmatch(r"\W*(?:tips?|propinas?)\W*", c, re.I) and c != column), None)
    alone = tips is not None and not re.search("total|gross", column, re.I)
    return usd + _numbers(table[tips]).fill_null(0) if tips and alone else usd


def _hours(table: pl.DataFrame) -> str | None:
    for cue in (_HOURS, _MINUTES, _SPAN):
        for column in table.columns:
            if cue.search(column.replace("_", " ")) and not re.search(r"rate|per|date|earn|pay", column, re.I):
                hours = _as_hours(table[column])
                if _mostly(hours) and (hours.max() or 0) <= MOST_WEEK_HOURS:  # type: ignore[operator]
                    return column
    return None


def _as_hours(column: pl.Series) -> pl.Series:
    """``2:30`` is read as it stands; a bare number as hours, minutes or, in a span of time, seconds, by the column's name."""
    name = column.name.replace("_", " ")
    clock = (
        column.str.extract_groups(r"^\s*(\d+):(\d{2})(?::(\d{2}))?\s*$").struct.unnest().cast(pl.Float64, strict=False)
    )
    hours = clock["1"] + clock["2"] / 60 + clock["3"].fill_null(0) / 3600
    if _mostly(hours):
        return hours
    if not _HOURS.search(name) and not _MINUTES.search(name) and _SPAN.search(name):
        return hours  # seconds or minutes, who knows
    return _numbers(column) / (60.0 if _MINUTES.search(name) and not _HOURS.search(name) else 1.0)


def _miles(table: pl.DataFrame) -> str | None:
    for column in table.columns:
        named = _MILES.search(column) and not re.search(r"rate|per|pay|earn", column, re.I)
        if named and _mostly(_numbers(table[column])):
            return column
    return None
