"""An earnings export (CSV) → what it comes to a week, in words a worker would say. Columns are known by their names."""

from __future__ import annotations

import csv
import io
import re

import polars as pl

from runtime.errors import SourceError

_AMOUNT = (
    r"gross", r"total (?:earnings|pay|payout|amount|fare)", r"(?:your|driver|dasher|net)? ?earnings?", r"payout|pay\b|paid", r"income|revenue",
    r"fare", r"amount", r"total",
)  # fmt: skip
"""Best first."""
_NEVER = re.compile(r"\b(?:id|rate|per|balance|fee|tax|currency|method|type|status)\b", re.I)
_DATE = re.compile(r"date|day|week|start|begin|request|pickup|time|when|period", re.I)
_HOURS, _MINUTES, _SPAN = (
    re.compile(r"hours?|hrs?\b", re.I),
    re.compile(r"min(?:ute)?s?\b", re.I),
    re.compile(r"duration|time", re.I),
)
_MILES = re.compile(r"\bmiles?\b|\bmi\b|distance|mileage", re.I)
_FORMATS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%Y/%m/%d",
    "%m-%d-%Y",
    "%b %d %Y",
)
_DAY = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}"
)
MOST_WEEK_HOURS = 168


def summary(name: str, text: str) -> str:
    """``I take in $948 a week for 42.5 hours a week …``, and what it was worked out from. SourceError where it cannot be."""
    table = _table(name, text)
    days = _days(table)
    amount = _amount(table)
    if amount is None or days is None:
        missing = "of earnings" if amount is None else "of dates"
        raise SourceError(
            f"I find no column {missing} in {name}.",
            "It needs one named like Earnings or Total, and one named like Date.",
        )
    known = pl.DataFrame({"day": days, "usd": amount, "hours": _hours(table), "miles": _miles(table)}).drop_nulls(
        ["day", "usd"]
    )
    if known.is_empty():
        raise SourceError(
            f"I can read no row of {name}: each needs a date and an amount.", "Tell me what you earn in words."
        )
    weeks = max((known["day"].max() - known["day"].min()).days + 1, 7) / 7  # type: ignore[union-attr, operator]
    usd, hours, miles = (float(known[column].sum() or 0) / weeks for column in ("usd", "hours", "miles"))
    if usd <= 0:
        raise SourceError(f"The earnings in {name} come to nothing.", "Tell me what you earn in words.")
    parts = [f"I take in ${usd:,.0f} a week"]
    if 0 < hours <= MOST_WEEK_HOURS:
        parts.append(f"work {hours:.1f} hours a week")
    if miles > 0:
        parts.append(f"drive {miles:,.0f} miles a week")
    first, *more = parts
    told = first + "".join(f", {part}" for part in more)
    return f"{told}.\n({known.height:,} rows from {known['day'].min():%d %b %Y} to {known['day'].max():%d %b %Y}, as a week's average.)"


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


def _days(table: pl.DataFrame) -> pl.Series | None:
    for column in sorted((c for c in table.columns if _DATE.search(c)), key=lambda c: "date" not in c.lower()):
        day = table[column].str.extract(f"({_DAY.pattern})")
        for form in _FORMATS:
            found = day.str.to_date(form, strict=False)
            if found.is_not_null().mean() >= 0.5:  # type: ignore[operator]
                return found
    return None


def _numbers(column: pl.Series) -> pl.Series:
    """``$1,234.50``, ``(5.00)`` → a number; null for other text."""
    bare = column.str.replace_all(r"[$,\s]|USD|mi(les)?$|h(ou)?rs?$|min(s|utes)?$", "").str.replace(
        r"^\((.*)\)$", "-$1"
    )
    return bare.cast(pl.Float64, strict=False)


def _amount(table: pl.DataFrame) -> pl.Series | None:
    """The best-named column of money, with tips that stand beside it."""
    names = [c for c in table.columns if not _NEVER.search(c) and not _MILES.search(c)]
    for cue in _AMOUNT:
        for column in (
            c
            for c in names
            if re.search(cue, c.replace("_", " "), re.I) and not re.search(r"tip|hour|time|date", c, re.I)
        ):
            usd = _numbers(table[column])
            if usd.is_not_null().mean() >= 0.5:  # type: ignore[operator]
                tips = next((c for c in names if re.fullmatch(r"\W*tips?\W*", c, re.I)), None)
                alone = tips is not None and not re.search("total|gross", column, re.I)
                return usd + _numbers(table[tips]).fill_null(0) if tips and alone else usd
    return None


def _hours(table: pl.DataFrame) -> pl.Series:
    for cue, share in ((_HOURS, 1.0), (_MINUTES, 60.0), (_SPAN, 3600.0)):
        for column in (
            c
            for c in table.columns
            if cue.search(c.replace("_", " ")) and not re.search(r"rate|per|date|earn|pay", c, re.I)
        ):
            clock = (
                table[column]
                .str.extract_groups(r"^\s*(\d+):(\d{2})(?::(\d{2}))?\s*$")
                .struct.unnest()
                .cast(pl.Float64, strict=False)
            )
            hours = clock["1"] + clock["2"] / 60 + clock["3"].fill_null(0) / 3600
            if hours.is_not_null().mean() < 0.5 and cue is not _SPAN:  # type: ignore[operator]
                hours = _numbers(table[column]) / share
            if hours.is_not_null().mean() >= 0.5 and hours.max() <= 24 * 7:  # type: ignore[operator]
                return hours
    return pl.Series([None] * table.height, dtype=pl.Float64)


def _miles(table: pl.DataFrame) -> pl.Series:
    for column in (c for c in table.columns if _MILES.search(c) and not re.search(r"rate|per|pay|earn", c, re.I)):
        if (miles := _numbers(table[column])).is_not_null().mean() >= 0.5:  # type: ignore[operator]
            return miles
    return pl.Series([None] * table.height, dtype=pl.Float64)
