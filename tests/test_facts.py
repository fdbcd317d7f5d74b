"""Official formats → tables: both O*NET layouts, both OEWS forms, the workbook; and tables that were tampered with."""

from __future__ import annotations

import functools
import http.server
import shutil
import sqlite3
import threading
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from knowledge.compile import compile_facts, verify
from knowledge.sources import oews, onet
from knowledge.tables import FACTS, Tables, tables
from runtime.errors import FactsError, NotFound, SourceError

CODE = "O*NET-SOC Code"


def tsv(path: Path, *rows: tuple[str, ...]) -> None:
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n")


def book(path: Path, sheet: str, rows: list[tuple[object, ...]]) -> None:
    work = openpyxl.Workbook()
    page = work.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    work.save(path)


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A tiny release: clerks with a variant, and one role that the wage survey publishes under a combined code."""
    folder = tmp_path / "official"
    folder.mkdir()
    tsv(
        folder / "Occupation Data.txt",
        (CODE, "Title", "Description"),
        ("43-3031.00", "Clerks", "x"),
        ("43-3031.01", "Special Clerks", "x"),
        ("31-1121.00", "Home Aides", "x"),
    )
    tsv(
        folder / "Job Zones.txt",
        (CODE, "Job Zone", "Date", "Domain Source"),
        ("43-3031.00", "3", "", ""),
        ("43-3031.01", "2", "", ""),
        ("31-1121.00", "2", "", ""),
    )
    tsv(
        folder / "Alternate Titles.txt",
        (CODE, "Alternate Title", "Short Title", "Source(s)"),
        ("43-3031.00", "Book Keeper", "n/a", "1"),
        ("43-3031.01", "Ledger Clerk", "LC", "1"),
    )
    tsv(
        folder / "Related Occupations.txt",
        (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
        ("43-3031.00", "31-1121.00", "Primary-Short", "1"),
        ("43-3031.01", "43-3031.00", "Primary-Short", "2"),
    )
    tsv(
        folder / "Technology Skills.txt",
        (CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
        ("43-3031.00", "Excel", "43232110", "Spreadsheet software", "Y", "Y"),
    )
    tsv(folder / "Read Me.txt", ("O*NET 29.2 Database",))
    scale = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress")
    tsv(
        folder / "Skills.txt",
        scale,
        ("43-3031.00", "2.A.1.a", "Reading", "IM", "3.00", "N"),
        ("43-3031.01", "2.A.1.a", "Reading", "IM", "5.00", "N"),
        ("43-3031.00", "2.A.1.a", "Reading", "LV", "3.50", "N"),
        ("43-3031.00", "2.A.1.b", "Listening", "IM", "5.00", "Y"),
    )
    tsv(folder / "Knowledge.txt", scale, ("43-3031.00", "2.C.1.c", "Accounting", "IM", "4.00", "N"))
    head = [
        "2024 National Employment Matrix title",
        "2024 National Employment Matrix code",
        "Occupation type",
        "Employment, 2024",
        "Employment, 2034",
        "Employment change, percent, 2024–34",
        "Percent self employed, 2024",
        "Occupational openings, 2024–34 annual average",
        "Median annual wage, dollars, 2024",
        "Typical education needed for entry",
        "Work experience in a related occupation",
        "Typical on-the-job training",
    ]
    rows = [("Table 1.2 Occupational projections, 2024–2034",), tuple(head), ("Clerks", "43-3031", "Line item", 10.5, 11.0, 4.8, 5.2, 1.3, 49210, "Some college", "None", "Moderate"), ("Aides", "31-1120", "Line item", 20, 22, 10, "—", 3, 30000, "—", "None", "None")]  # fmt: skip
    book(folder / "occupation.xlsx", "Table 1.2", rows)
    flat(folder)
    (folder / "places_to_oews.csv").write_text(
        "place,state,population,county_fips,cbsa_title,oews_area,source\n"
        "Phoenix,AZ,1650070,04013,Phoenix,0038060,geonames\nMcArthur,OH,1700,39163,,,geonames\n"
    )
    (folder / "rpp_msa_2023.csv").write_text(
        "GeoFIPS,GeoName,RPPs: All items,RPPs: Goods,RPPs: Services: Housing\n0,United States,100,99,100\n38060,Phoenix,105.5,98.1,120.2\n99999,Elsewhere,90,90,90\n"
    )
    (folder / "state_minimum_wage_2026_07.csv").write_text("state,usd_per_hour,note\nAZ,15.15,\nFL,14.00,\n")
    (folder / "zip_place_county_oews.csv").write_text(
        "zip,place,state,county_fips,cbsa2023,cbsa_title,oews_area\n"
        "85004,Phoenix,AZ,04013,38060,Phoenix,0038060\n45651,McArthur,OH,39163,,,\n"
    )
    return folder


def flat(folder: Path) -> None:
    """BLS's own flat files, with the ragged spaces they have."""
    tsv(
        folder / "oe.area",
        ("state_code", "area_code", "areatype_code", "area_name"),
        ("00", "0000000", "N", "National"),
        ("04", "0038060", "M", "Phoenix, AZ"),
        ("39", "3900004", "M", "Southern Ohio nonmetropolitan area"),
    )
    tsv(folder / "oe.occupation", ("occupation_code", "occupation_name"), ("433031", "Clerks"), ("311120", "Aides"))
    rows = [("series_id                     ", "year", "period", "       value", "footnote_codes")]
    for area, code, values in (
        ("N0000000", "433031", {"08": "24.36", "01": "1000"}),
        ("M0038060", "433031", {"08": "-", "10": "-", "13": "-"}),
        ("N0000000", "311120", {"08": "17.00"}),
    ):
        rows += [
            (
                f"OEU{area}000000{code}{kind} ",
                "2025",
                "A01",
                f"  {value}",
                "5" if value == "-" and kind in {"08", "10"} else "",
            )
            for kind, value in values.items()
        ]
    rows.append(("OEUN0000000111110433031" + "08", "2025", "A01", "99.00", ""))  # one industry only: left out
    tsv(folder / "oe.data.0.Current", *rows)


def snapshot(folder: Path) -> None:
    db = sqlite3.connect(folder / "oews-2025.sqlite")
    columns = ", ".join(f"{letter}{n:02d} TEXT" for letter in "vf" for n in range(1, 18))
    db.execute(f"CREATE TABLE cell (key TEXT PRIMARY KEY, {columns})")
    db.execute("INSERT INTO cell (key, v08, v01) VALUES ('OEUN0000000000000433031', '24.36', '1000')")
    db.execute("INSERT INTO cell (key, v13) VALUES ('OEUN0000000000000311120', '41600')")
    db.execute("CREATE TABLE area (area_code, areatype_code, state_code, area_name)")
    db.execute("INSERT INTO area VALUES ('0000000', 'N', '00', 'National')")
    db.execute("CREATE TABLE occupation (occupation_code, occupation_name)")
    db.execute("CREATE TABLE meta (name, value)")
    db.execute("INSERT INTO meta VALUES ('release', 'May 2025')")
    db.commit()
    db.close()


def test_a_release_becomes_tables(official: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    manifest = compile_facts(str(official), out)
    assert verify(out) == []
    t = Tables(out)
    clerks = t.occupation("43-3031")
    assert (clerks.title, clerks.job_zone, clerks.oews_soc, clerks.education) == (
        "Clerks",
        2,
        "43-3031",
        "Some college",
    )
    assert t.occupation("31-1121").oews_soc == "31-1120"  # published together with its sibling
    assert set(t.titles.filter(kind="variant")["title"]) == {"Special Clerks"}
    reading = t.skills.filter(element_id="2.A.1.a").row(0, named=True)
    assert (reading["importance"], reading["level"]) == (75, 50)  # mean of 3 and 5 on 1–5; 3.5 on 0–7
    assert "2.A.1.b" not in set(t.skills["element_id"])  # suppressed
    assert t.related.rows() == [("43-3031", "31-1121", "Primary-Short", 1)]
    wage = t.wage("43-3031", "0000000")
    assert wage is not None
    assert wage.p50 == 24.36
    top = t.wage("43-3031", "0038060")
    assert top is not None
    assert (top.p50, top.top_coded) == (115.0, True)
    outlook = t.projection("31-1121")
    assert outlook is not None
    assert (outlook.openings, outlook.self_employed_pct) == (3000.0, None)
    assert manifest.sources["oews"].release == "May 2025"
    assert {("mcarthur", "3900004"), ("phoenix", "0038060")} <= set(t.places.select("key", "area").rows())
    assert t.zips.rows() == [("45651", "3900004"), ("85004", "0038060")]
    assert manifest.tables["zips"].source == "places"
    assert t.areas.filter(code="3900004")["level"].item() == "nonmetro"


def test_same_input_same_bytes(official: Path, tmp_path: Path) -> None:
    first, second = (compile_facts(str(official), tmp_path / name) for name in "ab")
    assert first == second


def test_the_snapshot_reads_like_the_flat_files(official: Path) -> None:
    for path in official.glob("oe.*"):
        path.unlink()
    snapshot(official)
    _, wages, _, release = oews.read(official)
    assert release == "May 2025"
    rows = {row["soc"]: row for row in wages.to_dicts()}
    assert rows["43-3031"]["p50"] == 2436
    assert (rows["31-1120"]["p50"], rows["31-1120"]["basis"]) == (2000, "annual/2080")


def test_the_newer_layout_and_workbooks(official: Path) -> None:
    plain = onet.skills(official)
    text = (official / "Skills.txt").read_text().splitlines()
    rows = [tuple(line.split("\t")) for line in text]
    (official / "Skills.txt").unlink()
    book(official / "Essential Skills (30.3).xlsx", "Essential Skills", [rows[0], rows[1], rows[3]])
    book(official / "Transferable Skills (30.3).xlsx", "Transferable Skills", [rows[0], rows[2], rows[4]])
    shutil.move(official / "Technology Skills.txt", official / "Software Skills.txt")
    assert onet.skills(official).equals(plain)
    assert onet.software(official)["name"].to_list() == ["Excel"]
    assert onet.release(official) == "29.2; Essential Skills, Transferable Skills 30.3"


@pytest.mark.parametrize(
    "name", ["Occupation Data.txt", "Skills.txt", "occupation.xlsx", "oe.data.0.Current", "places_to_oews.csv"]
)
def test_a_missing_file_is_named_with_its_page(official: Path, tmp_path: Path, name: str) -> None:
    (official / name).unlink()
    with pytest.raises(SourceError, match="https://") as error:
        compile_facts(str(official), tmp_path / "facts")
    assert error.value.exit_code == 2
    assert not (tmp_path / "facts").exists()


def test_a_missing_column_is_named(official: Path, tmp_path: Path) -> None:
    path = official / "Job Zones.txt"
    path.write_text(path.read_text().replace("Job Zone\t", "Zone\t"))
    with pytest.raises(SourceError, match="Job Zone"):
        compile_facts(str(official), tmp_path / "facts")


@pytest.mark.enable_socket
def test_from_a_zip_and_from_a_url(official: Path, tmp_path: Path) -> None:
    packed = tmp_path / "release.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in official.iterdir():
            archive.write(path, f"db/{path.name}")
    from_zip = compile_facts(str(packed), tmp_path / "a")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        from_url = compile_facts(f"http://127.0.0.1:{server.server_port}/release.zip", tmp_path / "b")
        with pytest.raises(SourceError, match="could not be fetched"):
            compile_facts(f"http://127.0.0.1:{server.server_port}/none.zip", tmp_path / "c")
    finally:
        server.shutdown()
    assert from_zip == from_url


@pytest.mark.parametrize("harm", ["truncate", "edit", "remove"])
def test_a_harmed_table_is_named_and_refused(official: Path, tmp_path: Path, harm: str) -> None:
    out = tmp_path / "facts"
    compile_facts(str(official), out)
    path = out / "skills.parquet"
    if harm == "truncate":
        path.write_bytes(path.read_bytes()[:200])
    elif harm == "edit":
        pl.read_parquet(path).with_columns(importance=pl.lit(100, pl.UInt8)).write_parquet(path)
    else:
        path.unlink()
    assert any("skills.parquet" in problem for problem in verify(out))
    if harm != "edit":
        with pytest.raises(FactsError, match=r"skills\.parquet"):
            _ = Tables(out).skills


def test_the_shipped_tables() -> None:
    assert verify(FACTS) == []
    assert sum(path.stat().st_size for path in FACTS.glob("*.parquet")) < 12_000_000
    t = tables()
    assert t.areas.height == 583
    assert (t.occupations.height, t.titles.height > 55_000) == (867, True)
    assert {row.level for row in map(t.area, t.areas["code"])} == {"nation", "state", "metro", "nonmetro"}
    # looked up by hand in the releases
    clerk, outlook = t.wage("43-3031", "0038060"), t.projection("43-3031")
    assert clerk is not None
    assert outlook is not None
    assert (clerk.p50, clerk.employment) == (24.99, 16_280)
    assert (outlook.growth_pct, outlook.openings, outlook.self_employed_pct) == (-5.8, 170_000, 5.2)
    with pytest.raises(NotFound, match="Did you mean"):
        t.occupation("43-3032")
