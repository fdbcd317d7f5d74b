"""A file dropped into the chat → words. PDF, DOCX and text as they read; an earnings export as what it comes to a week, a tax
form as what it says was paid in the year.

What a file is, is told by its content, not by its name. :class:`SourceError` says in a sentence what cannot be read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from xml.etree import ElementTree

from runtime.bounded import TookTooLong, bounded
from runtime.errors import SourceError
from ui.worker.earnings import Kind, summary
from ui.worker.forms import form as tax_form

MOST_MEGABYTES = 10
MOST_TAKEN_MEGABYTES = 40
"""What the page takes in, so that for what is too large it is we who say what to do."""
MOST_LETTERS = 15_000
"""Of a file; about six pages. More than that is not what somebody does and earns."""
FORM_LINES = 3
"""Line breaks that a form has at the least when it is pasted in whole."""
MOST_PAGES = 40
MOST_SECONDS = 20
PLAIN_BYTES = 50_000
TABLES = (".csv", ".tsv")
_MOST_XML = 20_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = re.compile(r"(?:^|\n+)From my file ([^\n]{1,60}):\n")


def said(name: str, data: bytes, columns: Mapping[Kind, str] | None = None, form: str = "") -> str:
    """What the worker says by dropping the file, headed by its name. ``columns`` is which column of a table is what, ``form`` how its dates are meant."""
    return f"From my file {_named(name)}:\n{read(name, data, columns, form)}"


def pasted(words: str) -> str:
    """Words as typed; of a tax form that was pasted in whole, what it says was paid."""
    if words.count("\n") >= FORM_LINES and re.search(r"\bpayer|\bemployer|\bfiler", words, re.I):
        found = tax_form("What you pasted", words)
        return f"From my file what I pasted:\n{found}" if found else words
    return words


def apart(words: str) -> tuple[str, list[tuple[str, str]]]:
    """Words as typed, and the files among them as (name, words)."""
    typed, *files = _HEAD.split(words)
    return typed, list(zip(files[::2], files[1::2], strict=True))


def read(name: str, data: bytes, columns: Mapping[Kind, str] | None = None, form: str = "") -> str:
    """The file's words, at most :data:`MOST_LETTERS`."""
    name = _named(name)
    if len(data) > MOST_MEGABYTES * 1_000_000 * 1.05:
        raise SourceError(
            f"{name} is larger than {MOST_MEGABYTES} MB.", "Send a smaller one, or tell me the main facts in words."
        )
    if not data.strip():
        raise SourceError(f"{name} is empty.", "Send another, or tell me in words.")
    try:
        table = columns is not None or PurePath(name).suffix.lower() in TABLES  # read in one pass, whatever is in it
        text = (
            bounded(_read, name, data, MOST_SECONDS)
            if _needs_care(data) and not table
            else _read(name, data, columns, form)
        )
    except TookTooLong:
        raise SourceError(
            f"{name} takes too long to read.", "Save it as plain text, or tell me the main facts."
        ) from None
    except SourceError:
        raise
    except Exception as error:  # broken files break their readers in ways beyond counting
        raise SourceError(
            f"{name} cannot be read: it seems damaged.", "Save it anew, or tell me the main facts in words."
        ) from error
    text = "\n".join(filter(None, (" ".join(line.split()) for line in _printable(text).splitlines())))
    if not re.search(r"\w{2}", text):
        raise SourceError(f"I find no words in {name}; it may be a scanned picture.", _SAY_IT)
    return text[:MOST_LETTERS]


_PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.S
)
_SAY_IT = "Type what matters in it: what you were paid, for how many hours and miles, where, and what you can do."


def _needs_care(data: bytes) -> bool:
    """Whether a parser stands between the bytes and their words, or they are many; then a process apart reads them."""
    begins = data[:1024].lstrip().lower()
    return len(data) > PLAIN_BYTES or begins.startswith((b"%pdf", b"pk", b"<!doctype", b"<html"))


def _read(name: str, data: bytes, columns: Mapping[Kind, str] | None = None, form: str = "") -> str:
    ending = PurePath(name).suffix.lower()
    if _PICTURE.match(data):
        raise SourceError(f"{name} is a picture, and I cannot read pictures yet.", _SAY_IT)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SourceError(
            f"{name} is in an old Office format.", "Save it as PDF, Word (.docx) or CSV, or type what matters in it."
        )
    if data[:1024].lstrip().startswith(b"%PDF"):
        words = _pdf(name, data)
        return tax_form(name, words) or words
    if data.startswith(b"PK"):
        return _docx(name, data)
    if ending in (".pdf", ".docx"):
        raise SourceError(
            f"{name} is not a {ending[1:].upper()}, whatever its name says.", "Save it anew, or tell me in words."
        )
    text = _decoded(name, data)
    if ending in TABLES or columns is not None:
        return summary(name, text, columns, form)
    if re.match(r"\s*(?:<!doctype html|<html)", text, re.I):
        return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.I | re.S)
    return tax_form(name, text) or text


def _pdf(name: str, data: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(
            f"{name} is locked with a password.", "Save it without one, or tell me the main facts in words."
        )
    text = ""
    for page in reader.pages[:MOST_PAGES]:
        text += f"{page.extract_text()}\n"
        if len(text) > MOST_LETTERS:
            break
    return text


def _docx(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.getinfo("word/document.xml")
            if inside.file_size > _MOST_XML:
                raise SourceError(
                    f"{name} is too large once unpacked.", "Save it as plain text, or tell me the main facts."
                )
            tree = ElementTree.fromstring(archive.read(inside))
    except (KeyError, zipfile.BadZipFile):
        if b"xl/workbook.xml" in data:
            raise SourceError(
                f"{name} is an Excel workbook.", "Open it, save it as CSV (comma-separated values), and send that."
            ) from None
        what = "a zip archive, not a PDF or a Word document"
        raise SourceError(f"{name} is {what}.", "Unpack it and send the file that is in it.") from None
    lines = ("".join(piece.text or "" for piece in line.iter(f"{_WORD}t")) for line in tree.iter(f"{_WORD}p"))
    return "\n".join(lines)


def _decoded(name: str, data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(letter < " " and letter not in "\t\r\n\f" for letter in text[:4000]) <= len(text[:4000]) // 50:
            return text
    raise SourceError(f"{name} is not a PDF, a Word document, a CSV or a text.", "Tell me the main facts in words.")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _named(name: str) -> str:
    name = re.split(r"[/\\]", name)[-1]
    return " ".join(_printable(name).split())[-60:].replace(":", "") or "file"
