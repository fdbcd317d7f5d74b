"""The dates of a table → days. 02/03 is 3 February to some and 2 March to others: where other rows do not tell, it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

FORMS = (
    "%Y-%m-%d",
    "%m/%d/%y",
    "%m/%d/%Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%Y/%m/%d",
    "%m-%d-%y",
    "%m-%d-%Y",
    "%b %d %Y",
    "%d/%m/%y",
    "%d/%m/%Y",
    "%d-%m-%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
)
_DAY = (
    r"(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2} \d{4})"
)
FIRST_YEAR = 1990
NEARLY = 0.02
"""Two readings whose weeks differ by no more than this share come to the same."""
Reading = tuple[str, pl.Series]


def readings(column: pl.Series) -> list[Reading]:
    """The forms that read the most of a column, each with the days it reads, those that read otherwise; none where that
    is less than half of it."""
    written = column.str.extract(_DAY)
    read = {form: _of_our_time(written.str.to_date(form, strict=False)) for form in FORMS}
    most = max(days.count() for days in read.values())
    found: list[Reading] = []
    for form, days in read.items():
        if days.count() == most and not any(days.equals(other) for _, other in found):
            found.append((form, days))
    return found if most >= max(column.len(), 1) / 2 else []


def likely(found: list[Reading], today: date) -> list[Reading]:
    """Those readings that the rows themselves bear out: days that are past, and that stand in order.

    How far apart they lie tells nothing: what is one day after another to some is the second of each month to others.
    """
    tests: tuple[Callable[[pl.Series], bool], ...] = (lambda days: _past(days, today), _ordered)
    for test in tests:
        kept = [one for one in found if test(one[1])]
        found = kept or found
    return found


def weeks(days: pl.Series) -> float:
    """The weeks that the rows cover. Where no two days are nearer than a week, each row stands for as long as its usual gap."""
    gaps = _gaps(days)
    span = int(gaps.sum() or 0)
    row = float(gaps.median() or 7) if len(gaps) and int(gaps.min() or 0) >= 7 else 1.0  # type: ignore[call-overload, arg-type]
    return max(span + row, 7.0) / 7


def same(found: list[Reading]) -> bool:
    """Whether all readings come to as many weeks, so that it is all one which is right."""
    spans = [weeks(days) for _, days in found]
    return max(spans) - min(spans) <= NEARLY * min(spans)


def _of_our_time(days: pl.Series) -> pl.Series:
    """Without years that no export is of: four digits of a year may have been looked for where there are two."""
    return days.set(days.dt.year() < FIRST_YEAR, None)


def _gaps(days: pl.Series) -> pl.Series:
    return days.drop_nulls().unique().sort().diff().drop_nulls().dt.total_days()


def _past(days: pl.Series, today: date) -> bool:
    return all(day <= today + timedelta(days=1) for day in days.drop_nulls().unique())


def _ordered(days: pl.Series) -> bool:
    known = days.drop_nulls()
    return known.is_sorted() or known.is_sorted(descending=True)
