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
    """``value`` in ``unit`` (percent, USD/mile, USD/hour, USD/year), in force from ``valid_from`` to ``valid_to``.

    ``valid_to`` is None while no end is known.
    """

    key: str
    value: float
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    url: str
    note: str

    @property
    def release(self) -> str:
        """Since when it holds, as a fact's release: "from July 2026"."""
        return f"from {self.valid_from:%B %Y}"

    def holds(self, on: date) -> bool:
        """Whether the table vouches for it on this day; a later year's rate may not be in the table yet."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@lru_cache(maxsize=1)
def all_rates() -> tuple[Rate, ...]:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return tuple(
            Rate(
                row["key"], float(row["value"]), row["unit"], date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None, row["source"], row["url"], row["note"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


def rate(key: str, on: date | None = None) -> Rate:
    """The rate in force on a day (default today); after the table's last year its latest, whose ``holds`` is then false.

    NotFound for an unknown key, and for a day before the table begins.
    """
    day = on or date.today()
    known = [row for row in all_rates() if row.key == key]
    if not known:
        raise NotFound(f"There is no rate '{key}'.", "knowledge/catalogue/rates.csv lists them.")
    begun = [row for row in known if row.valid_from <= day]
    if not begun:
        raise NotFound(f"The table of rates has no '{key}' for {day}.", "Add it to knowledge/catalogue/rates.csv.")
    return max(begun, key=lambda row: row.valid_from)
