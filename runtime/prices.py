"""What model calls cost, by a table of prices that the house's owner keeps: nobody else's prices are guessed.

``prices.csv`` under GIGPATH_HOME has the columns model, input, output (USD per million tokens), source and date.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from runtime.errors import UserError
from runtime.events import ModelCalled
from runtime.settings import Settings


@dataclass(frozen=True)
class Price:
    """USD per million tokens."""

    input: float
    output: float
    source: str = ""


@dataclass(frozen=True)
class Cost:
    """``usd`` None where a price is not known; ``why`` says what it was reckoned from, or what is missing."""

    usd: float | None
    why: str

    @property
    def shown(self) -> str:
        return "not known" if self.usd is None else f"${self.usd:.6f}".rstrip("0").rstrip(".")


def prices_path(config: Settings) -> Path:
    return config.home / "prices.csv"


def prices(config: Settings) -> dict[str, Price]:
    """The table by model; empty when there is none; UserError names a line that cannot be read."""
    path = prices_path(config)
    if not path.exists():
        return {}
    table = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                table[row["model"]] = Price(
                    float(row["input"]), float(row["output"]), f"{row.get('source', '')} {row.get('date', '')}".strip()
                )
            except (KeyError, TypeError, ValueError) as error:
                raise UserError(
                    f"{path}: line {number} is no price.", "Columns: model,input,output,source,date."
                ) from error
    return table


def cost(calls: Iterable[ModelCalled], mode: str, table: dict[str, Price]) -> Cost:
    """What these calls cost; nothing where no model was asked or it ran on this machine."""
    asked = list(calls)
    if not asked:
        return Cost(0.0, "No model was asked.")
    if mode == "local":
        return Cost(0.0, "The model ran on this machine.")
    if missing := sorted({call.model for call in asked} - set(table)):
        return Cost(None, f"No price is known for {', '.join(missing)}; add a line to prices.csv under GIGPATH_HOME.")
    total = sum(c.tokens_in * table[c.model].input + c.tokens_out * table[c.model].output for c in asked) / 1e6
    sources = ", ".join(sorted({f"{c.model}: {table[c.model].source}" for c in asked}))
    return Cost(total, f"Tokens by the table of prices ({sources}).")
