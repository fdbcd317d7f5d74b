"""Public lists of free courses (Markdown) → learning resources: titles and links are facts, descriptions stay out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.sources.files import find

SECTIONS: dict[str, str] = {
    "algorithms & data structures": "2.B.3.e", "android": "sw:43232405;2.B.3.e", "artificial intelligence": "sw:43232605", "bash / shell": "sw:43233004",
    "c": "2.B.3.e", "c#": "sw:43232405;2.B.3.e", "c++": "sw:43232405;2.B.3.e", "cloud computing": "sw:43232806", "compilers": "2.B.3.e",
    "computer science": "2.C.3.a;2.B.3.e", "computer organization and architecture": "2.C.3.a", "cryptography": "sw:43233205", "dart": "2.B.3.e",
    "data science": "sw:43232605", "databases": "sw:43232304;sw:43232306", "deep learning": "sw:43232605", "devops": "sw:43232401",
    "digital electronics": "2.C.3.a", "docker": "sw:43232401", "flutter": "sw:43232405", "game development": "sw:43232405;2.B.3.e", "git": "sw:43232203",
    "go": "2.B.3.e", "html and css": "sw:43232408;sw:43232107", "ios": "sw:43232405", "java": "sw:43232405;2.B.3.e", "javascript": "sw:43232408;2.B.3.e",
    "typescript": "sw:43232408", "kotlin": "sw:43232405", "kubernetes": "sw:43232401", "linux": "sw:43233004", "machine learning": "sw:43232605",
    "matlab": "sw:43232605", ".net": "sw:43232405", "networking": "2.C.9.a;sw:43232801", "operating systems": "sw:43233004", "php": "sw:43232408",
    "plc - programmable logic controllers": "sw:43232608", "python": "sw:43232405;2.B.3.e", "r": "sw:43232605", "redis": "sw:43232304",
    "robotics": "2.C.3.b", "ruby": "sw:43232408", "rust": "2.B.3.e", "spark": "sw:43232605", "scala": "sw:43232405", "security": "sw:43233205",
    "software engineering": "2.B.4.g;2.B.3.e", "swift": "sw:43232405", "system design": "2.B.4.g", "terraform": "sw:43232401", "ui/ux": "2.C.3.c",
    "web development": "sw:43232408", "wordpress": "sw:43232107", "marketing": "2.C.1.d;sw:43231514", "project management": "2.C.1.a;sw:43231507",
}  # fmt: skip
"""A list's section → the skill ids its courses teach. Sections not named here are left out."""

COLUMNS = ("id", "title", "provider", "url", "cost_usd", "cost_note", "hours", "level", "skill_ids", "found_in")
_LINK = re.compile(r"\[(?P<title>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)")
_GONE = re.compile(r"expired|20(?:1\d|2[0-5])\b|limited time", re.I)


@dataclass(frozen=True)
class Course:
    title: str
    provider: str
    url: str
    skill_ids: str
    found_in: str


def read(folder: Path) -> list[Course]:
    """Courses of every list found below the folder, each link once."""
    courses: dict[str, Course] = {}
    for pattern, reader in (
        (r"ebf_free-courses-en\.md|free-courses-en\.md", _books),
        (r"free_certifications\.md", _certificates),
    ):
        if path := find(folder, pattern):
            for course in reader(path):
                courses.setdefault(course.url.rstrip("/"), course)
    return list(courses.values())


def _books(path: Path) -> Iterator[Course]:
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            section = re.sub(r"<[^>]+>|\\", "", line[4:]).strip().lower()
        elif (
            line.lstrip().startswith("* ")
            and section in SECTIONS
            and (m := _LINK.search(line))
            and m["url"].startswith("https")
        ):
            by = re.search(r"\)\s+-\s+([^(*_\[]+)", line)
            host = re.sub(r"^www\.", "", m["url"].split("/")[2])
            yield Course(
                _plain(m["title"]),
                _plain(by[1]) if by and len(by[1]) < 60 else host,
                m["url"],
                SECTIONS[section],
                "free-programming-books (CC BY 4.0)",
            )


def _certificates(path: Path) -> Iterator[Course]:
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip().lower()
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        m = _LINK.search(line)
        if (
            section in SECTIONS
            and len(cells) >= 3
            and m
            and m["url"].startswith("https")
            and not _GONE.search(cells[-1])
            and not _GONE.search(cells[1])
        ):
            yield Course(
                f"{_plain(cells[0])} free course",
                _plain(cells[0]),
                m["url"],
                SECTIONS[section],
                "Free-Certifications (MIT)",
            )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`\\]|<[^>]+>|\[|\]", "", text).split()).strip(" -–")


def compile_catalogue(folder: Path, known: Path, out: Path) -> int:
    """Hand-checked pages first, then the lists' courses, into one table; returns how many."""
    with known.open(newline="") as lines:
        pages = list(csv.DictReader(lines, delimiter="|"))
    seen = {page["url"].rstrip("/") for page in pages}
    rows = [
        {**page, "id": f"page-{n:03d}", "found_in": "the provider's own stable page"} for n, page in enumerate(pages, 1)
    ]
    # a figure in a title ("CS50") would be a number without a source in the answer
    courses = [c for c in read(folder) if c.url.rstrip("/") not in seen and not re.search(r"\d", c.title)]
    for n, course in enumerate(courses, 1):
        rows.append(
            {"id": f"list-{n:04d}", "title": course.title, "provider": course.provider, "url": course.url, "cost_usd": "0", "cost_note": "",
             "hours": "", "level": "beginner", "skill_ids": course.skill_ids, "found_in": course.found_in}
        )  # fmt: skip
    with out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)
