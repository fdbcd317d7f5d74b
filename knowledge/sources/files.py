"""Where the official files are: a folder, a ZIP or a URL, searched by name."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from runtime.errors import SourceError

Progress = Callable[[str, float], None]
"""Called with what is being done and how far it is, 0–1."""


@contextmanager
def opened(source: str, progress: Progress) -> Iterator[Path]:
    """A folder holding the source's files; a ZIP is unpacked and a URL fetched into one that goes away again."""
    path = Path(source)
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        if source.startswith(("http://", "https://")):
            path = _fetch(source, Path(folder), progress)
        if not path.exists():
            raise SourceError(
                f"There is no folder, ZIP or file '{source}'.", "Give --from a folder with the official files."
            )
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            yield Path(folder)
        else:
            yield path.parent


def _fetch(url: str, folder: Path, progress: Progress) -> Path:
    target = folder / (url.rstrip("/").rsplit("/", 1)[-1] or "download")
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=60) as answer, target.open("wb") as out:
            answer.raise_for_status()
            size, done = int(answer.headers.get("content-length", 0)), 0
            for chunk in answer.iter_bytes():
                out.write(chunk)
                done += len(chunk)
                progress(f"fetching {target.name}", done / size if size else 0.0)
    except httpx.HTTPError as error:
        raise SourceError(
            f"{url} could not be fetched ({type(error).__name__}).", "Download it by hand and give --from the file."
        ) from error
    return target


def find(folder: Path, pattern: str) -> Path | None:
    """The first file anywhere below whose name matches the pattern (whole name, any case); newest name first."""
    names = [path for path in folder.rglob("*") if path.is_file() and re.fullmatch(pattern, path.name, re.I)]
    return max(names, key=lambda path: path.name, default=None)


def need(folder: Path, pattern: str, what: str, page: str) -> Path:
    """As :func:`find`, but a missing file is named with the page that has it."""
    if (path := find(folder, pattern)) is None:
        raise SourceError(f"{what} is missing.", f"Download it from {page} and put it into the folder.")
    return path
