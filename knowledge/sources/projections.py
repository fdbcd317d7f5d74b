"""BLS Employment Projections, Table 1.2 of the occupation workbook; employment there is in thousands."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import polars as pl

from knowledge.sources.files import need
from runtime.errors import SourceError

PAGE = "https://www.bls.gov/emp/tables.htm"
_COLUMNS = {
    r"matrix code": "soc", r"occupation type": "type", r"^employment, 20\d\d$": "employment",
    r"change, percent": "growth_pct", r"percent self.employed": "self_employed_pct", r"openings": "openings",
    r"median annual wage": "median_annual_wage", r"education": "education", r"work experience": "experience",
    r"training": "training",
}  # fmt: skip


def read(folder: Path) -> tuple[pl.DataFrame, str]:
    """(one row an occupation: people, percent, USD a year, entry education, experience, training; the release)."""
    path = need(folder, r"(?:ep-.*)?occupation\.xlsx", "The Employment Projections workbook (occupation.xlsx)", PAGE)
    book = openpyxl.load_workbook(path, read_only=True)
    if "Table 1.2" not in book.sheetnames:
        raise SourceError(f"{path.name} has no sheet 'Table 1.2'.", f"Download it from {PAGE}.")
    rows = book["Table 1.2"].iter_rows(values_only=True)
    title = str(next(rows)[0])
    header = [" ".join(str(cell).split()) for cell in next(rows)]
    at: dict[str, int] = {}
    years: list[int] = []
    for index, name in enumerate(header):
        for pattern, column in _COLUMNS.items():
            if re.search(pattern, name, re.I):
                if column == "employment":
                    years.append(index)
                else:
                    at.setdefault(column, index)
                break
    if missing := [c for c in _COLUMNS.values() if c != "employment" and c not in at] or len(years) != 2:
        raise SourceError(f"Table 1.2 of {path.name} has no column for {missing}.", f"Download it from {PAGE}.")
    at |= {"employment_2024": years[0], "employment_2034": years[1]}
    release = "–".join(re.findall(r"20\d\d", title)[:2])
    kept = []
    for row in rows:
        if row[at["type"]] != "Line item" and not _broad(row[at["soc"]]):
            continue
        cells = {name: row[index] for name, index in at.items()}
        kept.append(
            {
                "soc": str(cells["soc"]),
                **{name: _times(cells[name], 1000) for name in ("employment_2024", "employment_2034", "openings")},
                **{name: _times(cells[name], 1) for name in ("growth_pct", "self_employed_pct", "median_annual_wage")},
                **{name: _words(cells[name]) for name in ("education", "experience", "training")},
            }
        )
    return pl.DataFrame(kept).unique("soc", keep="first").sort("soc"), release


def _broad(code: object) -> bool:
    return bool(re.fullmatch(r"\d\d-\d{3}0", str(code))) and not str(code).endswith("00")


def _times(value: object, factor: int) -> float | None:
    return round(float(value) * factor, 1) if isinstance(value, int | float) else None


def _words(value: object) -> str | None:
    text = str(value or "").strip()
    return None if text in ("", "—", "None") else text
