"""A user's market reports → windows of text with file, page, heading and date: PDF, HTML, Markdown, CSV, JSONL and plain text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from knowledge.documents import Doc
from runtime.errors import SourceError

LARGEST = 100 * 2**20
"""Bytes; a larger file is refused."""
SENTENCES, WINDOW = 2, 700
"""Of a window; and its characters at most, for text without stops (MiniLM reads 256 tokens, about a thousand characters)."""

Part = tuple[str, int | None]
"""Text and the page or row it stands on."""
TABLES = (".csv",)
"""Kinds of files whose parts are rows, each one window."""


def windows(path: Path) -> list[Doc]:
    """Windows in reading order. SourceError when the file is missing, too large, empty or not what its name says."""
    if not path.is_file():
        raise SourceError(f"There is no file {path.name}.", "Check the path.")
    if path.stat().st_size > LARGEST:
        raise SourceError(f"{path.name} is larger than 100 MB.", "Split it.")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(f"{path.name} is of a kind I cannot read.", f"Give one of {', '.join(sorted(_READERS))}.")
    date = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    found: list[Doc] = []
    for text, page in reader(path):
        heading, body = headed(text)
        for piece in pieces(body) if path.suffix.lower() in TABLES else sentences(body):
            meta: dict[str, str | int | float] = {
                "origin": "user",
                "facet": "report",
                "source": path.name,
                "date": date,
            }
            meta |= {"page": page} if page is not None else {}
            meta |= {"heading": heading} if heading else {}
            found.append(Doc(piece, meta))
    if not found:
        raise SourceError(f"{path.name} has no text in it.", "If it is a scan, run text recognition on it first.")
    return list({doc.id: doc for doc in found}.values())


def headed(text: str) -> tuple[str, str]:
    """A section's heading and its text, white space made one blank."""
    match = re.match(r"\s*#{1,6} +([^\n]*)\n?", text)
    return (
        (" ".join(match[1].split()), " ".join(text[match.end() :].split())) if match else ("", " ".join(text.split()))
    )


def sentences(text: str) -> list[str]:
    """Windows of :data:`SENTENCES` neighbouring sentences, fewer where they are long, each beginning one sentence after the last; one that lies
    whole in the window before it is left out, and none is lost."""
    parts = [
        piece for part in re.split(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z0-9“\"$(])", text) if part for piece in pieces(part)
    ]
    found: list[str] = []
    reached = 0
    for at in range(len(parts)):
        end = at + 1
        while end < len(parts) and end - at < SENTENCES and len(" ".join(parts[at : end + 1])) <= WINDOW:
            end += 1
        if end > reached:
            found.append(" ".join(parts[at:end]))
            reached = end
    return found


def pieces(text: str) -> list[str]:
    """A text cut into pieces of at most :data:`WINDOW` characters."""
    return [text[at : at + WINDOW] for at in range(0, len(text), WINDOW)]


def _pdf(path: Path) -> Iterator[Part]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise SourceError(f"{path.name} is not a PDF, whatever its name says.", "Save it as PDF anew.")
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(f"{path.name} is locked with a password.", "Save a copy without one.")
        for number, page in enumerate(reader.pages, 1):
            yield page.extract_text() or "", number
    except (PyPdfError, ValueError, KeyError) as error:
        raise SourceError(f"{path.name} is a broken PDF ({type(error).__name__}).", "Save it as PDF anew.") from error


def _html(path: Path) -> Iterator[Part]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    for tag in soup(["script", "style", "nav", "noscript", "template"]):
        tag.decompose()
    yield soup.get_text(" "), None


def _text(path: Path) -> Iterator[Part]:
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        raise SourceError(f"{path.name} is not text.", "Save it as text anew.")
    text = raw.decode("utf-8-sig", errors="replace")
    for section in re.split(r"(?m)^(?=#{1,3} )", text):
        yield section, None


def _csv(path: Path) -> Iterator[Part]:
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        try:
            for number, row in enumerate(csv.DictReader(lines), 2):
                yield "; ".join(f"{key}: {value}" for key, value in row.items() if key and value), number
        except csv.Error as error:
            raise SourceError(
                f"{path.name} is not a CSV table ({error}).", "Save it as CSV with a heading line."
            ) from error


def _jsonl(path: Path) -> Iterator[Part]:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
            except json.JSONDecodeError as error:
                raise SourceError(f"Line {number} of {path.name} is not JSON.", "Mend that line.") from error
            text = entry.get("text") if isinstance(entry, dict) else None
            yield (
                str(text)
                if text
                else "; ".join(f"{k}: {v}" for k, v in entry.items())
                if isinstance(entry, dict)
                else str(entry),
                number,
            )


_READERS: dict[str, Callable[[Path], Iterator[Part]]] = {
    ".pdf": _pdf, ".html": _html, ".htm": _html, ".md": _text, ".txt": _text, ".csv": _csv, ".jsonl": _jsonl,
}  # fmt: skip
