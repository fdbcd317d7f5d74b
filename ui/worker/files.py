"""A file dropped into the chat → words. PDF, DOCX and text as they read; an earnings export as what it comes to a week.

What a file is, is told by its content, not by its name. :class:`SourceError` says in a sentence what cannot be read.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from xml.etree import ElementTree

from runtime.bounded import TookTooLong, bounded
from runtime.errors import SourceError
from ui.worker.earnings import summary

TYPES = ["pdf", "docx", "csv", "txt", "md"]
MOST_MEGABYTES = 10
MOST_LETTERS = 15_000
"""Of a file; about six pages. More than that is not what somebody does and earns."""
MOST_PAGES = 40
MOST_SECONDS = 20
PLAIN_BYTES = 50_000
_MOST_XML = 20_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = re.compile(r"(?:^|\n+)From my file ([^\n]{1,60}):\n")


def said(name: str, data: bytes) -> str:
    """What the worker says by dropping the file, headed by its name."""
    return f"From my file {_named(name)}:\n{read(name, data)}"


def apart(words: str) -> tuple[str, list[tuple[str, str]]]:
    """Words as typed, and the files among them as (name, words)."""
    typed, *files = _HEAD.split(words)
    return typed, list(zip(files[::2], files[1::2], strict=True))


def read(name: str, data: bytes) -> str:
    """The file's words, at most :data:`MOST_LETTERS`."""
    name = _named(name)
    if len(data) > MOST_MEGABYTES * 1_000_000 * 1.05:
        raise SourceError(
            f"{name} is larger than {MOST_MEGABYTES} MB.", "Send a smaller one, or tell me the main facts in words."
        )
    if not data.strip():
        raise SourceError(f"{name} is empty.", "Send another, or tell me in words.")
    try:
        text = bounded(_read, name, data, MOST_SECONDS) if _needs_care(data) else _read(name, data)
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
        raise SourceError(
            f"I find no words in {name}; it may be a scanned picture.", "Tell me the main facts in words."
        )
    return text[:MOST_LETTERS]


def _needs_care(data: bytes) -> bool:
    """Whether a parser stands between the bytes and their words, or they are many; then a process apart reads them."""
    begins = data[:1024].lstrip().lower()
    return len(data) > PLAIN_BYTES or begins.startswith((b"%pdf", b"pk", b"<!doctype", b"<html"))


def _read(name: str, data: bytes) -> str:
    ending = PurePath(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF"):
        return _pdf(name, data)
    if data.startswith(b"PK"):
        return _docx(name, data)
    if ending in (".pdf", ".docx"):
        raise SourceError(
            f"{name} is not a {ending[1:].upper()}, whatever its name says.", "Save it anew, or tell me in words."
        )
    text = _decoded(name, data)
    if ending == ".csv":
        return summary(name, text)
    if re.match(r"\s*(?:<!doctype html|<html)", text, re.I):
        return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.I | re.S)
    return text


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
