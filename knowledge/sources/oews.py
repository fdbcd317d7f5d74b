"""BLS Occupational Employment and Wage Statistics: the SQLite snapshot or BLS's own flat files.

Series id: OEU + area type + 7-digit area + 6-digit industry + 6-digit occupation (+ 2-digit data type in flat files).
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import tempfile
from pathlib import Path

import polars as pl

from knowledge.sources.files import find
from runtime.errors import SourceError

PAGE = "https://download.bls.gov/pub/time.series/oe/"
TYPES = {
    "01": "employment", "03": "mean", "06": "p10", "07": "p25", "08": "p50", "09": "p75", "10": "p90",
    "04": "a_mean", "11": "a_p10", "12": "a_p25", "13": "a_p50", "14": "a_p75", "15": "a_p90",
}  # fmt: skip
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
LEVELS = {"N": "nation", "S": "state", "M": "metro"}
ALL_INDUSTRIES = "000000"
TOP_HOUR = 115.0
"""BLS publishes no hourly wage from here on, only that it is at least this much."""

STATE = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC", "12": "FL",
    "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME",
    "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH",
    "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI",
    "56": "WY", "66": "GU", "72": "PR", "78": "VI", "00": "US",
}  # fmt: skip
"""FIPS state code → postal code."""


def read(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str], str]:
    """(areas, wages, occupation names by code, release). Wages in USD an hour; one row an area and occupation."""
    if snapshot := find(folder, r"oews-\d+\.sqlite(?:\.gz)?|.*oews.*\.whl"):
        return _snapshot(snapshot)
    if data := find(folder, r"oe\.data\..*current.*"):
        return _flat(data)
    raise SourceError(
        "The OEWS wages are missing.", f"Put oews-….sqlite.gz or oe.data.0.Current (from {PAGE}) into the folder."
    )


def _snapshot(path: Path) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str], str]:
    with tempfile.TemporaryDirectory() as folder:
        if path.suffix == ".gz":
            target = Path(folder) / path.stem
            with gzip.open(path) as packed, target.open("wb") as out:
                shutil.copyfileobj(packed, out)
            path = target
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            values = ", ".join(f"v{code} AS {name}" for code, name in TYPES.items())
            notes = ", ".join(f"f{code} AS f_{name}" for code, name in TYPES.items() if name in PERCENTILES)
            query = f"SELECT substr(key, 5, 7) AS area, substr(key, 18, 6) AS code, {values}, {notes} FROM cell WHERE substr(key, 12, 6) = ?"
            rows = db.execute(query, (ALL_INDUSTRIES,))
            frame = pl.DataFrame(
                rows.fetchall(), schema=dict.fromkeys((c[0] for c in rows.description), pl.String), orient="row"
            )
            areas = db.execute("SELECT area_code, areatype_code, state_code, area_name FROM area").fetchall()
            names = dict(db.execute("SELECT occupation_code, occupation_name FROM occupation").fetchall())
            release = dict(db.execute("SELECT name, value FROM meta").fetchall()).get("release", "unknown")
        except sqlite3.DatabaseError as error:
            raise SourceError(f"{path.name} is not an OEWS snapshot ({error}).", "Fetch it anew.") from error
        finally:
            db.close()
    return _areas(areas), _wages(frame), names, release


def _flat(data: Path) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, str], str]:
    """BLS's flat files, streamed: only the cross-industry series are kept."""

    def table(name: str) -> pl.DataFrame:
        path = find(data.parent, rf"oe\.{name}(?:\.txt)?")
        if path is None:
            raise SourceError(f"oe.{name} is missing beside {data.name}.", f"Download it from {PAGE}.")
        frame = pl.read_csv(path, separator="\t", infer_schema=False, quote_char=None)
        return frame.rename(str.strip).with_columns(pl.all().str.strip_chars())

    lazy = pl.scan_csv(data, separator="\t", infer_schema=False, quote_char=None).rename(str.strip)
    series = pl.col("series_id").str.strip_chars()
    kept = (
        lazy.with_columns(series=series)
        .filter(pl.col("series").str.slice(11, 6) == ALL_INDUSTRIES)
        .filter(pl.col("series").str.slice(23, 2).is_in(list(TYPES)))
        .select(
            area=pl.col("series").str.slice(4, 7), code=pl.col("series").str.slice(17, 6),
            type=pl.col("series").str.slice(23, 2).replace(TYPES), value=pl.col("value").str.strip_chars(),
            note=pl.col("footnote_codes").str.strip_chars(), year="year",
        )
        .collect()
    )  # fmt: skip
    wide = kept.pivot("type", index=["area", "code"], values="value")
    notes = kept.filter(pl.col("type").is_in(PERCENTILES)).pivot("type", index=["area", "code"], values="note")
    frame = wide.join(
        notes.rename({p: f"f_{p}" for p in notes.columns if p in PERCENTILES}), on=["area", "code"], how="left"
    )
    for name in (*TYPES.values(), *(f"f_{p}" for p in PERCENTILES)):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(name))
    area, occupation = table("area"), table("occupation")
    names = dict(occupation.select("occupation_code", "occupation_name").iter_rows())
    rows = list(area.select("area_code", "areatype_code", "state_code", "area_name").iter_rows())
    year = str(kept["year"].max()).strip()
    return _areas(rows), _wages(frame), names, f"May {year}"


def _areas(rows: list[tuple[str, str, str, str]]) -> pl.DataFrame:
    """code, name, level, state."""
    frame = pl.DataFrame(rows, schema=["code", "type", "fips", "name"], orient="row")
    level = (
        pl.when(pl.col("name").str.contains("nonmetropolitan"))
        .then(pl.lit("nonmetro"))
        .otherwise(pl.col("type").replace(LEVELS))
    )
    name = pl.when(pl.col("type") == "N").then(pl.lit("the United States")).otherwise(pl.col("name"))
    return frame.select("code", name=name, level=level, state=pl.col("fips").replace(STATE)).sort("code")


def _wages(frame: pl.DataFrame) -> pl.DataFrame:
    """area, soc, employment, mean and percentiles in USD an hour, basis, top_coded.

    Where only annual wages are published, the hour is the year ÷ 2,080, BLS's own factor, and ``basis`` says so.
    Footnote 5 means "at least $115 an hour": the value is set to that and ``top_coded`` is true.
    """
    numbers = [pl.col(name).cast(pl.Float64, strict=False) for name in TYPES.values()]
    frame = frame.with_columns(numbers)
    hourly = pl.col("p50").is_not_null() | pl.any_horizontal(
        [pl.col(f"f_{p}").fill_null("").str.contains("5") for p in PERCENTILES]
    )
    top = {p: pl.col(f"f_{p}").fill_null("").str.contains("5") for p in PERCENTILES}
    values = [
        pl.when(top[p])
        .then(TOP_HOUR)
        .when(hourly)
        .then(pl.col(p))
        .otherwise((pl.col(f"a_{p}") / 2080).round(2))
        .alias(p)
        for p in PERCENTILES
    ]
    mean = pl.coalesce("mean", (pl.col("a_mean") / 2080).round(2)).alias("mean")
    frame = frame.with_columns(
        *values,
        mean,
        basis=pl.when(hourly).then(pl.lit("hourly")).otherwise(pl.lit("annual/2080")),
        top_coded=pl.any_horizontal(list(top.values())),
    )
    frame = frame.filter(pl.any_horizontal([pl.col(p).is_not_null() for p in PERCENTILES]))
    cents = [(pl.col(p) * 100).round(0).cast(pl.Int32).alias(p) for p in (*PERCENTILES, "mean")]
    soc = (pl.col("code").str.slice(0, 2) + "-" + pl.col("code").str.slice(2, 4)).alias("soc")
    return frame.select("area", soc, pl.col("employment").cast(pl.Int32), *cents, "basis", "top_coded").sort(
        "area", "soc"
    )
