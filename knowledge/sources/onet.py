"""O*NET database: tab-separated text (29.x) or workbooks (30.x), and the 30.3 layout with its new file names.

From 30.3 on, Skills become Essential Skills and Transferable Skills, and Technology Skills become Software Skills.
Columns keep their meaning; what differs is mapped here and nowhere else.
"""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import polars as pl

from knowledge.sources.files import find, need
from runtime.errors import SourceError

PAGE = "https://www.onetcenter.org/database.html"
CODE = "O*NET-SOC Code"


def read(path: Path, *columns: str) -> pl.DataFrame:
    """The named columns of a text file or workbook, all as text; SourceError names file and missing column."""
    if path.suffix.lower() == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = [str(cell) for cell in next(rows)]
        kept = [(name, header.index(name)) for name in columns if name in header]
        table = [tuple("" if row[i] is None else str(row[i]) for _, i in kept) for row in rows]
        frame = pl.DataFrame(table, schema={name: pl.String for name, _ in kept}, orient="row")
    else:
        frame = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    if missing := [name for name in columns if name not in frame.columns]:
        raise SourceError(f"{path.name} has no column '{missing[0]}'.", f"Download it anew from {PAGE}.")
    return frame.select(columns)


def soc(column: str = CODE) -> pl.Expr:
    """O*NET-SOC 43-3031.00 → SOC 43-3031."""
    return pl.col(column).str.slice(0, 7)


def occupations(folder: Path) -> pl.DataFrame:
    """soc, title, job_zone: the plain occupation's title, the job zone most of its variants have (lower on a tie)."""
    titles = read(_need(folder, "Occupation Data"), CODE, "Title").with_columns(soc=soc())
    zones = read(_need(folder, "Job Zones"), CODE, "Job Zone").with_columns(
        soc=soc(), zone=pl.col("Job Zone").cast(pl.Int8)
    )
    zone = zones.group_by("soc").agg(job_zone=pl.col("zone").sort().mode().min())
    plain = titles.sort(CODE).group_by("soc").agg(title=pl.col("Title").first()).sort("soc")
    return plain.join(zone, on="soc", how="left")


def titles(folder: Path) -> pl.DataFrame:
    """soc, onet_code, title, kind: every title O*NET knows, once an occupation."""
    own = read(_need(folder, "Occupation Data"), CODE, "Title").select(
        onet_code=CODE,
        title="Title",
        kind=pl.when(pl.col(CODE).str.ends_with(".00")).then(pl.lit("title")).otherwise(pl.lit("variant")),
    )
    other = read(_need(folder, "Alternate Titles"), CODE, "Alternate Title", "Short Title")
    parts = [own, other.select(onet_code=CODE, title="Alternate Title", kind=pl.lit("alternate"))]
    parts.append(
        other.filter(pl.col("Short Title") != "n/a").select(onet_code=CODE, title="Short Title", kind=pl.lit("short"))
    )
    if path := _find(folder, "Sample of Reported Titles"):
        parts.append(
            read(path, CODE, "Reported Job Title").select(
                onet_code=CODE, title="Reported Job Title", kind=pl.lit("reported")
            )
        )
    rank = pl.col("kind").replace_strict({"title": 0, "variant": 1, "reported": 2, "alternate": 3, "short": 4})
    frame = pl.concat(parts).with_columns(soc=soc("onet_code"), rank=rank, low=pl.col("title").str.to_lowercase())
    frame = frame.sort("soc", "rank", "onet_code", "title").unique(["soc", "low"], keep="first", maintain_order=True)
    return frame.select("soc", "onet_code", "title", "kind")


def skills(folder: Path) -> pl.DataFrame:
    """soc, element_id, name, kind, importance, level (0–100): mean over variants, suppressed estimates dropped."""
    essential, transferable = _find(folder, "Essential Skills"), _find(folder, "Transferable Skills")
    files = [(path, "skill") for path in (essential, transferable) if path] or [(_need(folder, "Skills"), "skill")]
    files.append((_need(folder, "Knowledge"), "knowledge"))
    frames = []
    for path, kind in files:
        frame = read(path, CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress")
        frame = frame.filter(pl.col("Recommend Suppress") != "Y").with_columns(
            soc=soc(), value=pl.col("Data Value").cast(pl.Float64), kind=pl.lit(kind)
        )
        frames.append(frame)
    scaled = (
        pl.when(pl.col("Scale ID") == "IM").then((pl.col("value") - 1) / 4 * 100).otherwise(pl.col("value") / 7 * 100)
    )
    means = (
        pl.concat(frames)
        .with_columns(scaled=scaled)
        .group_by("soc", element_id="Element ID", name="Element Name", kind="kind", scale="Scale ID")
        .agg(pl.col("scaled").mean())
    )
    wide = means.pivot("scale", index=["soc", "element_id", "name", "kind"], values="scaled")
    rounded = [pl.col(old).round(0).cast(pl.UInt8).alias(new) for old, new in (("IM", "importance"), ("LV", "level"))]
    return wide.drop_nulls("IM").select("soc", "element_id", "name", "kind", *rounded).sort("soc", "element_id")


def software(folder: Path) -> pl.DataFrame:
    """soc, name, commodity_code, commodity, hot, in_demand: software and tools by occupation."""
    path = _find(folder, "Software Skills") or _need(folder, "Technology Skills")
    header = read_header(path)
    example = next(name for name in ("Example", "Workplace Example", "Software Skill") if name in header)
    frame = read(path, CODE, example, "Commodity Code", "Commodity Title", "Hot Technology", "In Demand")
    return (
        frame.select(
            soc=soc(), name=example, commodity_code="Commodity Code", commodity="Commodity Title",
            hot=pl.col("Hot Technology") == "Y", in_demand=pl.col("In Demand") == "Y",
        )
        .group_by("soc", "name", "commodity_code", "commodity")
        .agg(pl.col("hot").any(), pl.col("in_demand").any())
        .sort("soc", "name", "commodity_code")
    )  # fmt: skip


def read_header(path: Path) -> list[str]:
    if path.suffix.lower() == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        return [str(cell) for cell in next(sheet.iter_rows(values_only=True))]
    with path.open(encoding="utf-8-sig") as lines:
        return lines.readline().rstrip("\r\n").split("\t")


def related(folder: Path) -> pl.DataFrame:
    """soc, related_soc, tier, index: the best place over variants; an occupation is not related to itself."""
    frame = read(_need(folder, "Related Occupations"), CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index")
    frame = frame.select(
        soc=soc(),
        related_soc=soc("Related O*NET-SOC Code"),
        tier="Relatedness Tier",
        index=pl.col("Index").cast(pl.UInt8),
    )
    best = frame.filter(pl.col("soc") != pl.col("related_soc")).sort("soc", "index", "related_soc")
    return best.unique(["soc", "related_soc"], keep="first", maintain_order=True)


ACTIVITIES = 8
"""Kept of an occupation."""
FADING = 0.88
"""What a task counts for beside the one before it; O*NET lists an occupation's tasks by how much they matter."""


def activities(folder: Path) -> pl.DataFrame:
    """soc, rank, activity: the detailed work activities that an occupation's weightiest tasks are made of, the first the most so.

    Without the two files the table is empty: then nothing is known of what a job is like.
    """
    parts, order = _find(folder, "Tasks to DWAs"), _find(folder, "Task Statements")
    if parts is None or order is None:
        return pl.DataFrame(schema={"soc": pl.String, "rank": pl.UInt8, "activity": pl.String})
    code = next(name for name in (CODE, "SOC Code") if name in read_header(parts))
    place = read(order, CODE, "Task ID").with_row_index("at")
    weight = FADING ** (pl.col("at") - pl.col("at").min().over(CODE)).cast(pl.Float64)
    tasks = place.with_columns(weight=weight).sort(CODE).unique("Task ID", keep="first", maintain_order=True)
    found = read(parts, code, "Task ID", "DWA Title").join(tasks.select("Task ID", "weight"), on="Task ID", how="inner")
    sums = found.group_by(soc=soc(code), activity=pl.col("DWA Title").str.strip_chars(" .")).agg(pl.col("weight").sum())
    sums = sums.with_columns(pl.col("weight").round(6)).sort(
        "soc", "weight", "activity", descending=[False, True, False]
    )
    ranked = sums.with_columns(rank=(pl.int_range(pl.len()).over("soc") + 1).cast(pl.UInt8))
    return ranked.filter(pl.col("rank") <= ACTIVITIES).select("soc", "rank", "activity")


def release(folder: Path) -> str:
    """As the Read Me names it, and the files of another release that carry it in their names: "Skills (30.2).xlsx"."""
    main = "unknown"
    if path := find(folder, r"read ?me.*\.txt"):
        main = next(
            (w for w in path.read_text(encoding="utf-8", errors="replace").split() if re.fullmatch(r"\d+\.\d", w)), main
        )
    newer: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if (named := re.fullmatch(r"(.+?) \((\d+\.\d)\)\.(?:txt|xlsx)", path.name)) and named[2] != main:
            newer.setdefault(named[2], []).append(named[1])
    return "; ".join([main, *(f"{', '.join(names)} {number}" for number, names in newer.items())])


def _find(folder: Path, name: str) -> Path | None:
    return find(folder, rf"{name.replace(' ', '[ _]')}(?: ?\([\d.]+\))?\.(?:txt|xlsx)")


def _need(folder: Path, name: str) -> Path:
    pattern = rf"{name.replace(' ', '[ _]')}(?: ?\([\d.]+\))?\.(?:txt|xlsx)"
    return need(folder, pattern, f"O*NET's “{name}”", PAGE)
