"""Lists of free courses and hand-checked pages → the table of learning resources.

Of a list only titles, providers and links are taken, they are facts; descriptions stay out. Links that have expired,
are not https or lead to a file on a code host are left out.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.sources.files import find

Row = dict[str, str]

COLUMNS = (
    "id", "title", "provider", "url", "cost_usd", "cost_note", "hours", "level", "skill_ids", "topics", "language", "found_in",
)  # fmt: skip

SECTIONS: dict[str, str] = {
    "algorithms & data structures": "2.B.3.e", "android": "2.B.3.e;sw:43232402", "artificial intelligence": "2.B.3.e;sw:43232605",
    "generative ai": "2.B.3.e;sw:43232402", "bash / shell": "sw:43233004", "blockchain": "2.B.3.e", "c": "2.B.3.e;sw:43232402",
    "c#": "sw:43232405;2.B.3.e", "c++": "sw:43232405;2.B.3.e", "cloud computing": "sw:43232806", "aws": "sw:43232306;sw:43232806",
    "azure": "sw:43232402;sw:43232806", "gcp": "sw:43232806", "compilers": "2.B.3.e;sw:43232409", "computer science": "2.B.3.e;2.C.3.a",
    "computer organization and architecture": "2.C.3.a", "cryptography": "sw:43233205", "dart": "2.B.3.e", "flutter": "2.B.3.e;sw:43233508",
    "data science": "sw:43232605;2.C.4.a", "databases": "sw:43232304;sw:43232306", "nosql": "sw:43232304", "sql": "sw:43232306",
    "deep learning": "2.B.3.e;sw:43232605", "devops": "sw:43232401;sw:43232701", "ansible": "sw:43232401", "chef": "sw:43232401",
    "jenkins": "sw:43232401", "digital electronics": "2.C.3.a;2.C.3.b", "docker": "sw:43232701", "elastic": "sw:43232306",
    "game development": "2.B.3.e;sw:43232402", "git": "sw:43232203", "go": "2.B.3.e;sw:43232402", "html and css": "sw:43232408;sw:43232107",
    "bootstrap": "sw:43232408", "ios": "2.B.3.e;sw:43232405", "java": "sw:43232405;2.B.3.e", "javascript": "sw:43232408;2.B.3.e",
    "angular": "sw:43232408", "jquery": "sw:43232408", "next.js": "sw:43232408", "nodejs": "sw:43232408", "react": "sw:43232408",
    "react native": "2.B.3.e;sw:43232408", "redux": "sw:43232408", "svelte": "sw:43232408", "typescript": "sw:43232405;sw:43232408",
    "vue.js": "sw:43232408", "kotlin": "sw:43232402;2.B.3.e", "kubernetes": "sw:43232701", "linux": "sw:43233004",
    "machine learning": "2.B.3.e;sw:43232605;2.C.4.a", "matlab": "sw:43232605", ".net": "sw:43232405;sw:43232402",
    "networking": "2.C.9.a;sw:43232801", "operating systems": "sw:43233004", "perl": "sw:43232405", "php": "sw:43232408",
    "plc - programmable logic controllers": "sw:43232608;2.B.3.g", "python": "sw:43232405;2.B.3.e", "django": "sw:43232408", "fastapi": "2.B.3.e",
    "flask": "sw:43232402", "jupyter": "sw:43232605", "r": "sw:43232405;2.C.4.a", "redis": "sw:43232304", "robotics": "2.C.3.b;2.B.3.b",
    "ruby": "sw:43232402;sw:43232408", "rust": "2.B.3.e", "spark": "sw:43232314", "scala": "sw:43232405", "security": "sw:43233205",
    "software engineering": "2.B.3.e;2.B.4.g", "swift": "sw:43232405", "system design": "2.B.4.g;2.B.3.b", "terraform": "sw:43232401",
    "ui/ux": "sw:43232404;2.C.3.c", "web development": "sw:43232408;sw:43232107", "wordpress": "sw:43232107",
    "marketing": "2.C.1.d;sw:43231514", "project management": "2.C.1.a;sw:43231507",
    # the curricula's own headings
    "core programming": "2.B.3.e", "core math": "2.C.4.a", "cs tools": "2.B.3.e;sw:43233004", "core systems": "2.C.3.a", "core theory": "2.B.3.e",
    "core security": "sw:43233205", "core applications": "2.B.3.e", "core ethics": "2.C.7.e;2.C.8.b", "intro cs": "2.B.3.e;sw:43232405",
    "statistics & probability": "2.C.4.a", "statistics": "2.C.4.a", "introduction to data science": "sw:43232605",
    "introduction to computer science": "2.B.3.e;sw:43232405", "data structures and algorithms": "2.B.3.e", "single variable calculus": "2.C.4.a",
    "multivariable calculus": "2.C.4.a", "linear algebra": "2.C.4.a", "data science tools & methods": "sw:43232605;sw:43232405",
    "machine learning/data mining": "2.B.3.e;sw:43232605",
    # and the certificates' technologies
    "machine learning with python": "2.B.3.e;sw:43232405", "data visualization": "sw:43232314", "data analytics": "sw:43232314",
    "cpanel": "sw:43232107;2.C.3.a", "plesk": "sw:43232107;2.C.3.a", "data science, ai": "sw:43232605;2.B.3.e", "network": "2.C.9.a;sw:43232801",
    "internet of things": "2.C.3.a", "ai": "2.B.3.e", "ai fundamentals": "2.B.3.e", "cloud": "sw:43232806",
}  # fmt: skip
"""A list's heading → the skill ids its courses teach. Headings not named here are left out."""

_LINK = re.compile(r"\[(?P<title>[^\]]+)\]\(\s*(?P<url>https?://[^)\s]+)\s*\)")
_GONE = re.compile(
    r"expired|(?<!\d)20(?:1\d|2[0-6])\b|(?<!un)limited|eligible|voucher|coupon|students only|members|days of access|code",
    re.I,
)
_ELSEWHERE = ("discord.gg", "discord.com", "github.com", "ossu.dev", "blog.", "bit.ly")


def _books(path: Path) -> Iterator[Row]:
    """free-programming-books: "* [Title](link) - Author" under a heading."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#{3,5} (.+)", line):
            section = re.sub(r"<[^>]+>|\\", "", heading[1]).strip().lower()
        elif line.lstrip().startswith("* ") and section in SECTIONS and (m := _LINK.search(line)):
            by = re.search(r"\)\s+[-–]\s+([^(*_\[]{2,60})", line)
            provider = _plain(by[1]) if by else re.sub(r"^www\.", "", urlsplit(m["url"]).netloc)
            yield _row(m["title"], provider, m["url"], section, "free-programming-books (CC BY 4.0)")


def _certificates(path: Path) -> Iterator[Row]:
    """Free-Certifications: tables of (technology,) provider, description, link and the offer's end; those without end."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip().lower()
        *named, _, _, end = (
            cells if len(cells := [cell.strip() for cell in line.strip().strip("|").split("|")]) >= 4 else [""] * 4
        )
        topic = (named[0] if len(named) > 1 else section).lower()
        if topic in SECTIONS and (m := _LINK.search(line)) and end == "Unlimited" and not _GONE.search(line):
            title = f"{named[0] if len(named) > 1 else section.capitalize()}, free course with certificate"
            yield _row(title, _plain(named[-1]), m["url"], topic, "Free-Certifications (MIT)")


def _curriculum(path: Path) -> Iterator[Row]:
    """OSSU: "[Course](link) | 4 weeks | 2-5 hours/week"; hours are weeks times the middle of the weekly effort."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#{2,5} (.+)", line):
            section = heading[1].strip().lower()
        m = _LINK.match(line)
        span = re.search(r"\|\s*(\d+) weeks? *\|\s*(\d+)(?:\s*[-–]\s*(\d+))? hours", line)
        if m and span and section in SECTIONS:
            weekly = (int(span[2]) + int(span[3] or span[2])) / 2
            row = _row(m["title"], re.sub(r"^www\.", "", urlsplit(m["url"]).netloc), m["url"], section, "OSSU (MIT)")
            yield row | {"hours": f"{int(span[1]) * weekly:.0f}", "level": "advanced"}


LISTS: tuple[tuple[str, Callable[[Path], Iterator[Row]]], ...] = (
    (r"ossu_ds\.md", _curriculum),
    (r"ossu_cs\.md", _curriculum),
    (r"(?:ebf_)?free-courses-en\.md", _books),
    (r"free_certifications\.md", _certificates),
)


def _row(title: str, provider: str, url: str, section: str, found_in: str) -> Row:
    paid = any(host in url for host in ("coursera.org", "edx.org", "udacity.com", "pluralsight.com"))
    note = "a certificate may cost extra" if paid else ""
    return {
        "title": _plain(title), "provider": provider, "url": url, "cost_usd": "0", "cost_note": note, "hours": "", "level": "",
        "skill_ids": SECTIONS[section], "topics": section, "language": "en", "found_in": found_in,
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`\\]|<[^>]+>|\[|\]|:\w+:", "", text).split()).strip(" -–")


def pages(known: Path) -> Iterator[Row]:
    """The hand-checked pages; a US government page says so."""
    with known.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            host = urlsplit(row["url"]).netloc
            yield row | {
                "found_in": "official page" if host.endswith((".gov", ".mil")) else "provider's own stable page"
            }


def read(folder: Path) -> Iterator[Row]:
    """Courses of every list found below the folder."""
    for pattern, reader in LISTS:
        if path := find(folder, pattern):
            yield from reader(path)


def compile_catalogue(folder: Path, known: Path, out: Path) -> int:
    """Hand-checked pages first, then the lists' courses, each link once, into one table; returns how many.

    A title with a figure in it ("CS50") is left out: in an answer it would be a number without a source.
    """
    rows: dict[str, Row] = {}
    for row in [*pages(known), *(row for row in read(folder) if _kept(row))]:
        rows.setdefault(row["url"].split("#")[0].rstrip("/").lower(), {**row, "id": _key(row)})
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
    return len(rows)


def _kept(row: Row) -> bool:
    """Whether a list's row is a course's own https page with a title that can be shown."""
    elsewhere = any(host in row["url"] for host in _ELSEWHERE)
    return (
        row["url"].startswith("https://")
        and not elsewhere
        and not re.search(r"\d", row["title"])
        and len(row["title"]) > 3
    )


def _key(row: Row) -> str:
    """An id that stays as rows come and go: the provider's first word and the link's hash."""
    maker = re.sub(r"[^a-z]", "", row["provider"].lower().split(" ")[0].split(".")[0])[:12] or "link"
    return f"{maker}-{hashlib.sha256(row['url'].encode()).hexdigest()[:6]}"
