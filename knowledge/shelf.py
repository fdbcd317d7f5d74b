"""Where the index stands under ``home/index``: a folder for each build, and one small file that names the one in use.

A build is made in a folder of its own and counts from the moment that the small file names it: it is whole or not there.
Before a process uses a build it compares what lies in the folder with what was written down when it was finished.
The user's own reports lie apart, in ``home/chroma``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from runtime.database import damage, private
from runtime.errors import IndexStale, Unreachable
from runtime.settings import Settings, settings

MEND = "Run `gigpath index build`."
WAIT = 600.0
"""Seconds that one process waits for another to have built."""


class Build(BaseModel):
    """What was written down of a finished build. ``digest`` stands for its documents, ``files`` for its vectors."""

    folder: str
    documents: int
    embedder: str
    dimension: int
    digest: str
    files: dict[str, str]


def root() -> Path:
    """Folder of the builds."""
    return settings().home / "index"


def place(build: Build) -> Path:
    return root() / build.folder


def current() -> Build | None:
    """The build in use, as it was written down; None where none was finished."""
    try:
        return Build.model_validate_json((root() / "current.json").read_bytes())
    except FileNotFoundError:
        return None
    except (ValidationError, OSError):
        raise IndexStale("The note of which index is in use cannot be read.", MEND) from None


def check(build: Build | None) -> Build:
    """The build, where all of it is as it was when it was finished; IndexStale names what is not."""
    if build is None:
        raise IndexStale("The index is empty.", MEND)
    if build.embedder != settings().embedder:
        raise IndexStale(
            f"The index was built with the embedder {build.embedder}, not {settings().embedder}.",
            "Run `gigpath index build`, or set GIGPATH_EMBEDDER back.",
        )
    folder = place(build)
    if not (folder / "chroma.sqlite3").is_file():
        raise IndexStale("The index is gone.", MEND)
    if wrong := damage(folder / "chroma.sqlite3"):
        if "locked" in wrong or "busy" in wrong:
            raise IndexStale("The index is held by another program.", "Close it, then ask again.")
        raise IndexStale(f"The index is damaged ({wrong}).", MEND)
    if lost := [name for name, digest in build.files.items() if _digest(folder / name) != digest]:
        raise IndexStale(f"The index is damaged ({Path(lost[0]).name} is not as it was built).", MEND)
    count, dimension = _held(folder / "chroma.sqlite3")
    if count != build.documents:
        raise IndexStale(f"The index has {count:,} of {build.documents:,} documents.", MEND)
    if dimension != build.dimension:
        raise IndexStale(f"The index has vectors of {dimension} numbers, not {build.dimension}.", MEND)
    return build


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _held(file: Path) -> tuple[int, int | None]:
    """How many documents a Chroma file holds, and of how many numbers their vectors are."""
    try:
        db = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
        try:
            [count] = db.execute("SELECT count(*) FROM embeddings").fetchone()
            row = db.execute("SELECT dimension FROM collections").fetchone()
        finally:
            db.close()
    except sqlite3.Error as error:
        raise IndexStale(f"The index cannot be read ({error}).", MEND) from error
    return int(count), row[0] if row else None


def begun() -> Path | None:
    """The folder of a build that was broken off after the one in use."""
    try:
        used = current()
    except IndexStale:
        return None
    folders = sorted(folder for folder in root().glob("b*") if folder.is_dir())
    return folders[-1] if folders and (used is None or folders[-1].name > used.folder) else None


def new() -> Path:
    """The folder of a build to come, empty; later ones sort behind earlier ones."""
    private(root())
    folder = root() / f"b{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    folder.mkdir(mode=0o700)
    return folder


def finish(folder: Path, documents: int, embedder: str, dimension: int, digest: str) -> Build:
    """Write a build down as whole and in use, at once; of the earlier ones the last stays for those who still read it."""
    used = None
    with suppress(IndexStale):  # what cannot be read is what is mended here
        used = current()
    files = {str(f.relative_to(folder)): _digest(f) for f in sorted(folder.rglob("*")) if f.parent != folder}
    build = Build(folder=folder.name, documents=documents, embedder=embedder, dimension=dimension, digest=digest,
                  files={name: digest for name, digest in files.items() if digest})  # fmt: skip
    check(build)
    note = root() / "current.json.new"
    with note.open("w", encoding="utf-8") as out:
        out.write(build.model_dump_json(indent=1))
        out.flush()
        os.fsync(out.fileno())
    note.replace(root() / "current.json")
    for old in root().glob("b*"):
        if old.name not in (build.folder, used.folder if used else ""):
            shutil.rmtree(old, ignore_errors=True)
    return build


@contextmanager
def writing() -> Iterator[None]:
    """One writer at a time a home; the others wait."""
    private(settings().home)
    try:
        with FileLock(str(settings().home / "index.lock"), timeout=WAIT, mode=0o600):
            yield
    except Timeout:
        raise IndexStale("Another program is still building the index.", "Ask again in a moment.") from None


def client(folder: Path) -> Any:
    """Chroma over a folder, or over the server of GIGPATH_CHROMA_URL. One is opened at a time, in any process:
    two at once that find an empty folder would both make its tables."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from chromadb.errors import ChromaError

    config, quiet = settings(), ChromaSettings(anonymized_telemetry=False)
    if config.chroma_url:
        return _remote(config, quiet)
    private(config.home)
    private(folder)
    try:
        with FileLock(str(config.home / "open.lock"), timeout=60, mode=0o600):
            return chromadb.PersistentClient(path=str(folder), settings=quiet)
    except (ChromaError, ValueError) as error:
        raise IndexStale(
            f"The store at {folder} cannot be read ({str(error)[:120]}).", "Run `gigpath doctor --mend`."
        ) from error


def _remote(config: Settings, quiet: Any) -> Any:
    import chromadb

    url = urlsplit(config.chroma_url)
    try:
        return chromadb.HttpClient(
            host=url.hostname or "127.0.0.1", port=url.port or 8000, ssl=url.scheme == "https", settings=quiet
        )
    except ValueError as error:  # what Chroma raises where nobody answers; it may blink, and is asked again
        raise unreachable() from error


def unreachable() -> Unreachable:
    return Unreachable(
        f"No Chroma server answers at {settings().chroma_url}.", "Start it, or take GIGPATH_CHROMA_URL away."
    )
