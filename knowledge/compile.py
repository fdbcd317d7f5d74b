"""Official releases → compact tables of facts: codes, names and figures, no sentences.

Same input, same bytes: rows are sorted and nothing of the clock goes in.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel

from knowledge.attribution import MOVES_NOTICE, ONET_NOTICE, PLACES_NOTICE, SOURCES
from knowledge.sources import oews, onet, places, prices, projections
from knowledge.sources.files import Progress, find, opened

TABLES = (
    "occupations", "titles", "skills", "software", "related", "areas", "wages", "projections", "places", "zips", "counties",
    "activities", "prices", "minimum", "exposure",
)  # fmt: skip

_FROM = {
    "areas": "oews", "wages": "oews", "projections": "projections", "places": "places", "zips": "places", "counties": "counties",
    "prices": "prices", "minimum": "minimum", "exposure": "exposure",
}  # fmt: skip
"""Which source a table comes from; all others come from O*NET."""

_SPREAD: dict[str, str] = {
    "21-1011": "21-1018", "21-1014": "21-1018", "29-2011": "29-2010", "29-2012": "29-2010", "53-1042": "53-1047",
    "53-1043": "53-1047", "53-1044": "53-1047", "51-2092": "51-2090", "51-2099": "51-2090", "13-1021": "13-1020",
    "13-1022": "13-1020", "13-1023": "13-1020", "25-3097": "25-3099", "25-3098": "25-3099", "25-9042": "25-9045",
    "25-9043": "25-9045", "25-9049": "25-9045", "25-2055": "25-2052", "25-2056": "25-2052", "51-2022": "51-2028",
    "51-2023": "51-2028",
}  # fmt: skip
"""Occupations that the wage and projection programmes publish under another combined code."""


class TableInfo(BaseModel):
    file: str
    sha256: str
    rows: int
    columns: list[str]
    source: str


class SourceStamp(BaseModel):
    name: str
    licence: str
    url: str
    release: str
    inputs: dict[str, str]


class Manifest(BaseModel):
    """What the tables are made of, and how to tell that they are whole."""

    tables: dict[str, TableInfo]
    sources: dict[str, SourceStamp]
    notice: str = f"{ONET_NOTICE} {PLACES_NOTICE} {MOVES_NOTICE}"


def compile_facts(source: str, out: Path, progress: Progress = lambda what, share: None) -> Manifest:
    """Read the official files under a folder, ZIP or URL and write the tables and their manifest to ``out``.

    SourceError names the first file that is missing or not in its format; nothing is written then.
    """
    with opened(source, progress) as folder:
        frames, releases = read_all(folder, progress)
        inputs = _inputs(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        frames[name].write_parquet(
            out / f"{name}.parquet", compression="zstd", compression_level=19, row_group_size=_groups(name)
        )
    manifest = Manifest(
        tables={name: _stamp(out / f"{name}.parquet", frames[name], _FROM.get(name, "onet")) for name in TABLES},
        sources={
            key: SourceStamp(**asdict(info), release=releases[key], inputs=inputs[key]) for key, info in SOURCES.items()
        },
    )
    (out / "manifest.json").write_text(
        json.dumps(manifest.model_dump(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    )
    progress("done", 1.0)
    return manifest


def read_all(folder: Path, progress: Progress) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Every table in memory, with the releases they come from."""
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        "titles": onet.titles, "related": onet.related, "software": onet.software, "skills": onet.skills,
        "activities": onet.activities,
    }  # fmt: skip
    frames: dict[str, pl.DataFrame] = {}
    for step, (name, reader) in enumerate(readers.items()):
        progress(f"reading O*NET {name}", step / 8)
        frames[name] = reader(folder)
    progress("reading wages", 4 / 8)
    areas, wages, _names, wage_release = oews.read(folder)
    progress("reading projections", 6 / 8)
    outlook, outlook_release = projections.read(folder)
    progress("reading places", 7 / 8)
    towns, zips, counties = places.read(folder, set(areas["code"]))
    occupations = onet.occupations(folder)
    published, projected = set(wages["soc"]), set(outlook["soc"])
    occupations = occupations.with_columns(
        oews_soc=_under(occupations["soc"], published), ep_soc=_under(occupations["soc"], projected)
    )
    entry = outlook.select(ep_soc="soc", education="education", experience="experience", training="training")
    occupations = occupations.join(entry, on="ep_soc", how="left").join(_slugs(folder), on="soc", how="left")
    keep = set(occupations["oews_soc"].drop_nulls())
    frames |= {
        "occupations": occupations.sort("soc"),
        "areas": areas,
        "wages": wages.filter(pl.col("soc").is_in(keep)),
        "projections": outlook.drop("education", "experience", "training"),
        "places": towns,
        "zips": zips,
        "counties": counties,
        "prices": prices.prices(folder, set(areas["code"])),
        "minimum": prices.minimum(folder),
        "exposure": prices.exposure(folder),
    }
    releases = {
        "onet": onet.release(folder),
        "oews": wage_release,
        "projections": outlook_release,
        **places.RELEASES,
        **prices.RELEASES,
    }
    return frames, releases


def _under(codes: pl.Series, published: set[str]) -> pl.Series:
    """The code each occupation is published under: its own, or the combined one that stands for it and its siblings.

    A broad code counts as combined only where no detailed code below it is published; else it would be an average
    over other occupations.
    """

    def code(soc: str) -> str | None:
        if soc in published:
            return soc
        for other in (_SPREAD.get(soc, ""), f"{soc[:6]}0"):
            detailed = {c for c in published if c[:6] == other[:6] and c != other}
            if other in published and (other == _SPREAD.get(soc) or not detailed):
                return other
        return None

    return pl.Series([code(soc) for soc in codes], dtype=pl.String)


def _slugs(folder: Path) -> pl.DataFrame:
    """The handbook's page name by occupation, where its sections lie beside the other files."""
    path = find(folder, r"ooh_sections\.jsonl")
    rows = (
        {}
        if path is None
        else {r["soc"]: r["slug"] for r in map(json.loads, path.open(encoding="utf-8")) if len(r.get("soc") or "") == 7}
    )
    return pl.DataFrame(
        {"soc": list(rows), "ooh_slug": list(rows.values())}, schema={"soc": pl.String, "ooh_slug": pl.String}
    )


def _inputs(folder: Path) -> dict[str, dict[str, str]]:
    """sha256 of every official file, by source."""
    found: dict[str, dict[str, str]] = {key: {} for key in SOURCES}
    for name in (places.PLACES, places.ZIPS):
        if path := find(folder, name):
            found["places"][path.name] = sha256(path)
    found["counties"][places.COUNTY_AREAS.name] = sha256(places.COUNTY_AREAS)
    for key, name in (("prices", prices.PRICES), ("minimum", prices.MINIMUM), ("exposure", prices.EXPOSURE)):
        if path := find(folder, name):
            found[key][path.name] = sha256(path)
    for path in sorted(
        p
        for p in folder.rglob("*")
        if p.suffix in {".txt", ".xlsx", ".gz", ".sqlite", ".whl"} or p.name.startswith("oe.")
    ):
        kind = (
            "oews"
            if re.match(r"oe\.|oews-", path.name)
            else "projections"
            if path.name.endswith("occupation.xlsx")
            else "onet"
        )
        found[kind][path.name] = sha256(path)
    return found


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _groups(name: str) -> int:
    """Wages are read an area at a time, so their row groups are small."""
    return 16_384 if name == "wages" else 1_000_000


def _stamp(path: Path, frame: pl.DataFrame, source: str) -> TableInfo:
    return TableInfo(file=path.name, sha256=sha256(path), rows=frame.height, columns=frame.columns, source=source)


def verify(folder: Path) -> list[str]:
    """What is wrong with the tables, one sentence each; empty when they are whole."""
    try:
        manifest = Manifest.model_validate_json((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"manifest.json cannot be read ({type(error).__name__})."]
    problems = []
    for name, info in manifest.tables.items():
        path = folder / info.file
        if not path.exists():
            problems.append(f"{info.file} is missing.")
        elif sha256(path) != info.sha256:
            problems.append(f"{info.file} is truncated or edited: its sha256 is not the manifest's.")
        else:
            frame = pl.read_parquet(path)
            if frame.height != info.rows or frame.columns != info.columns:
                problems.append(f"{info.file} has other rows or columns than the manifest says ({name}).")
    return problems or _references(folder)


def _references(folder: Path) -> list[str]:
    """Codes that one table names and another does not have."""

    def column(table: str, name: str) -> set[Any]:
        return set(pl.read_parquet(folder / f"{table}.parquet", columns=[name])[name].drop_nulls())

    known, problems = column("occupations", "soc"), []
    for table, name in (
        ("titles", "soc"),
        ("skills", "soc"),
        ("software", "soc"),
        ("related", "soc"),
        ("related", "related_soc"),
        ("activities", "soc"),
    ):
        if strange := column(table, name) - known:
            problems.append(f"{table}.parquet names occupations that occupations.parquet lacks: {sorted(strange)[:3]}.")
    for table in ("wages", "places", "zips", "counties", "prices"):
        if strange := column(table, "area") - column("areas", "code"):
            problems.append(f"{table}.parquet names areas that areas.parquet lacks: {sorted(strange)[:3]}.")
    if strange := column("occupations", "oews_soc") - column("wages", "soc"):
        problems.append(f"occupations.parquet points to wages that are not there: {sorted(strange)[:3]}.")
    return problems
