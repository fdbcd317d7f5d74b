"""The one door to the compiled tables: lazily loaded, kept in memory, wages an area at a time."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from knowledge.compile import Manifest, SourceStamp
from runtime.errors import FactsError, NotFound
from runtime.settings import ROOT

FACTS = ROOT / "knowledge" / "facts"
_MEND = "Run `git checkout knowledge/facts`, or `gigpath facts compile --from DIR`."


@dataclass(frozen=True)
class Occupation:
    """``job_zone`` 1–5; ``education``, ``experience``, ``training`` as the projections name what is typical on entry."""

    soc: str
    title: str
    job_zone: int | None
    oews_soc: str | None
    ep_soc: str | None
    education: str | None
    experience: str | None
    training: str | None
    ooh_slug: str | None


@dataclass(frozen=True)
class Projection:
    """People, percent over the decade, people a year, percent, USD a year."""

    soc: str
    growth_pct: float | None
    self_employed_pct: float | None
    openings: float | None
    median_annual_wage: float | None
    employment_2024: float | None
    employment_2034: float | None


@dataclass(frozen=True)
class AreaRow:
    code: str
    name: str
    level: str
    state: str


@dataclass(frozen=True)
class WageRow:
    """USD an hour; None where BLS publishes none. ``basis`` is "hourly" or "annual/2080"."""

    area: str
    soc: str
    employment: int | None
    mean: float | None
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None
    basis: str
    top_coded: bool


class Tables:
    """Frames under their names, and quick look-ups by code."""

    def __init__(self, folder: Path = FACTS) -> None:
        self.folder = folder
        self._wages: dict[str, dict[str, WageRow]] = {}
        self._parts: dict[str, dict[tuple[object, ...], pl.DataFrame]] = {}

    def _read(self, name: str) -> pl.DataFrame:
        try:
            return pl.read_parquet(self.folder / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise FactsError(f"The table {name}.parquet cannot be read ({type(error).__name__}).", _MEND) from error

    @cached_property
    def manifest(self) -> Manifest:
        try:
            return Manifest.model_validate_json((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise FactsError("The facts' manifest.json cannot be read.", _MEND) from error

    def source(self, table: str) -> SourceStamp:
        """Name, release, licence and page of the source a table comes from."""
        return self.manifest.sources[self.manifest.tables[table].source]

    @cached_property
    def occupations(self) -> pl.DataFrame:
        return self._read("occupations")

    @cached_property
    def titles(self) -> pl.DataFrame:
        return self._read("titles")

    @cached_property
    def skills(self) -> pl.DataFrame:
        return self._read("skills")

    @cached_property
    def software(self) -> pl.DataFrame:
        return self._read("software")

    @cached_property
    def related(self) -> pl.DataFrame:
        return self._read("related")

    @cached_property
    def areas(self) -> pl.DataFrame:
        return self._read("areas")

    @cached_property
    def projections(self) -> pl.DataFrame:
        return self._read("projections")

    @cached_property
    def places(self) -> pl.DataFrame:
        """key, place, state, population, area (whose wages hold there); by key, the most populous first."""
        return self._read("places")

    @cached_property
    def zips(self) -> pl.DataFrame:
        return self._read("zips")

    @cached_property
    def counties(self) -> pl.DataFrame:
        return self._read("counties")

    @cached_property
    def activities(self) -> pl.DataFrame:
        """soc, rank, activity: what an occupation's weightiest tasks are made of."""
        return self._read("activities")

    @cached_property
    def _prices(self) -> dict[str, tuple[float, float | None]]:
        return {area: (level, housing) for area, level, housing in self._read("prices").iter_rows()}

    @cached_property
    def _minimum(self) -> dict[str, float]:
        return dict(self._read("minimum").iter_rows())

    @cached_property
    def _exposure(self) -> dict[str, float]:
        return dict(self._read("exposure").select("soc", "share").iter_rows())

    def price_level(self, area: str) -> tuple[float, float | None] | None:
        """All prices and housing in an area, the nation's being 100; None where none is published."""
        return self._prices.get(area)

    def minimum_wage(self, state: str) -> float | None:
        """USD an hour that holds in a state (two letters)."""
        return self._minimum.get(state)

    def ai_share(self, soc: str) -> float | None:
        """Percent of occupations whose work AI reaches into less; None where it was not measured."""
        return self._exposure.get(soc)

    @cached_property
    def _by_soc(self) -> dict[str, Occupation]:
        return {
            row["soc"]: Occupation(**row) for row in self.occupations.select(*Occupation.__annotations__).to_dicts()
        }

    @cached_property
    def _outlook(self) -> dict[str, Projection]:
        return {
            row["soc"]: Projection(**row) for row in self.projections.select(*Projection.__annotations__).to_dicts()
        }

    @cached_property
    def _area(self) -> dict[str, AreaRow]:
        return {row["code"]: AreaRow(**row) for row in self.areas.to_dicts()}

    def occupation(self, soc: str) -> Occupation:
        """NotFound names the nearest code."""
        if (found := self._by_soc.get(soc)) is not None:
            return found
        near = difflib.get_close_matches(soc, self._by_soc, n=1)
        raise NotFound(
            f"There is no occupation '{soc}'.",
            f"Did you mean {near[0]}?" if near else "Give a SOC code such as 43-3031.",
        )

    def rows(self, table: str, soc: str) -> Iterator[dict[str, Any]]:
        """A table's rows of one occupation. The table is parted once, so that no run looks through all of it."""
        if table not in self._parts:
            self._parts[table] = getattr(self, table).partition_by("soc", as_dict=True)
        part = self._parts[table].get((soc,))
        return iter(()) if part is None else part.iter_rows(named=True)

    def detailed(self, code: str) -> list[str]:
        """Detailed codes behind a SOC code: itself, or those a joint or broader code stands for ("43-6000", "25-9045")."""
        if code in self._by_soc:
            return [code]
        joint = [soc for soc, row in self._by_soc.items() if code in (row.oews_soc, row.ep_soc)]
        wide = code[:3] + code[3:].rstrip("0")
        return sorted(joint or [soc for soc in self._by_soc if len(wide) > 3 and soc.startswith(wide)])

    def projection(self, soc: str) -> Projection | None:
        return self._outlook.get(self.occupation(soc).ep_soc or "")

    def area(self, code: str) -> AreaRow:
        """NotFound for a code BLS publishes no wages for."""
        if (found := self._area.get(code)) is not None:
            return found
        raise NotFound(f"There is no wage area '{code}'.", "Give a 7-digit OEWS area code, or a place name.")

    @cached_property
    def states(self) -> dict[str, AreaRow]:
        """The states' own areas by their letters."""
        return {row.state: row for row in self._area.values() if row.level == "state"}

    def wage(self, soc: str, area: str) -> WageRow | None:
        """The row an occupation's wages are published under in this very area; None when there is none."""
        if area not in self._wages:
            self._wages[area] = self._area_wages(area)
        return self._wages[area].get(self.occupation(soc).oews_soc or "")

    def jobs(self, area: str) -> int:
        """People employed in an area, over all occupations published there."""
        self.wage("43-9061", area)  # reads the area
        return sum(row.employment or 0 for row in self._wages[area].values())

    def _area_wages(self, area: str) -> dict[str, WageRow]:
        names = ("mean", "p10", "p25", "p50", "p75", "p90")
        try:
            frame = pl.scan_parquet(self.folder / "wages.parquet").filter(pl.col("area") == area).collect()
        except (OSError, pl.exceptions.PolarsError) as error:
            raise FactsError(f"The table wages.parquet cannot be read ({type(error).__name__}).", _MEND) from error
        frame = frame.with_columns([(pl.col(name) / 100).round(2) for name in names])
        return {row["soc"]: WageRow(**row) for row in frame.to_dicts()}


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The shipped tables, once a process."""
    return Tables()
