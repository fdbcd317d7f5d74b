"""Gates and working conditions of a role: licences, checks, hours, physical demands; from the reviewed table."""

from __future__ import annotations

import csv
from functools import lru_cache

from pydantic import BaseModel

from runtime.settings import ROOT

TABLE = ROOT / "knowledge" / "catalogue" / "role_conditions.csv"


class Condition(BaseModel):
    """``gate_hours`` and ``gate_cost`` (USD) only where a rule or a common school length states them."""

    condition: str
    note: str
    source: str
    gate_hours: float | None = None
    gate_cost: float | None = None


def conditions(soc: str) -> list[Condition]:
    """Every condition of an occupation, from its own code and the groups it belongs to; each once."""
    found: dict[str, Condition] = {}
    for prefix, condition in sorted(_rows(), key=lambda row: -len(row[0])):
        if soc.startswith(prefix):
            found.setdefault(condition.condition, condition)
    return list(found.values())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, Condition], ...]:
    with TABLE.open(newline="") as lines:
        return tuple(
            (
                row["soc_prefix"],
                Condition(
                    condition=row["condition"], note=row["note"], source=row["source"],
                    gate_hours=float(row["gate_hours"]) if row["gate_hours"] else None,
                    gate_cost=float(row["gate_cost"]) if row["gate_cost"] else None,
                ),
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip
