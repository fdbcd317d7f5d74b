"""The dated, cited table of tax and cost rates. Every figure of a tax comes from here."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from runtime.errors import NotFound
from runtime.settings import ROOT

TABLE = ROOT / "knowledge" / "catalogue" / "rates.csv"


@dataclass(frozen=True)
class Rate:
    """``value`` in ``unit`` (percent, USD/mile, USD/year), in force from ``valid_from`` to ``valid_to``."""

    key: str
    value: float
    unit: str
    valid_from: date
    valid_to: date
    source: str
    url: str
    note: str


@lru_cache(maxsize=1)
def all_rates() -> tuple[Rate, ...]:
    with TABLE.open(newline="") as lines:
        return tuple(
            Rate(
                row["key"], float(row["value"]), row["unit"], date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]), row["source"], row["url"], row["note"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


def rate(key: str, on: date | None = None) -> Rate:
    """The rate in force on a day (default today); after the table's last year its latest. NotFound for an unknown key."""
    day = on or date.today()
    known = sorted((r for r in all_rates() if r.key == key), key=lambda r: r.valid_from)
    if not known:
        raise NotFound(f"There is no rate '{key}'.", "knowledge/catalogue/rates.csv lists them.")
    return next((r for r in reversed(known) if r.valid_from <= day), known[0])
