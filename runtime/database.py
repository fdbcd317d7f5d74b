"""SQLite files, opened in one way: by several processes at once, for their owner's eyes alone, and with nothing left
in them of what was deleted.

A file that is no database, or one of another schema, is set aside under a name of its own and begun anew: none of them
holds what an answer is made from, so none of them may stop one. Nothing is thrown away.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from runtime.errors import StoreError

WAIT = 30.0
"""Seconds that one process waits for another to have written."""
PRAGMAS = ("PRAGMA synchronous = NORMAL", "PRAGMA secure_delete = ON")
"""For each connection: with a write-ahead log nobody need wait for the disk, and what is deleted is overwritten."""
ASIDE = ".damaged-"
_OURS = ("gigpath", "index", "chroma", "errors", "runs", "open.lock", "evals")
_WIPED = 1
"""The user_version of a file whose pages freed before secure_delete was on have been cleared."""
LOG = logging.getLogger("gigpath.database")


def private(folder: Path) -> None:
    """Make the folder, mode 0700. One that is there is closed to others too, where nothing but ours is in it."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif folder.stat().st_mode & 0o077 and folder.stat().st_uid == os.getuid():
            if all(entry.name.startswith(_OURS) for entry in folder.iterdir()):
                folder.chmod(0o700)
        elif not folder.is_dir():
            raise NotADirectoryError(20, "Not a directory")
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(folder: Path, error: OSError) -> StoreError:
    """What is said where the home folder cannot be used."""
    why = (error.strerror or type(error).__name__).lower()
    return StoreError(f"{folder} cannot be written ({why}).", "Set GIGPATH_HOME to a folder of yours.")


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that waits its turn, to a file that :func:`prepare` has made."""
    db = sqlite3.connect(path, timeout=WAIT, check_same_thread=False)
    for pragma in PRAGMAS:
        db.execute(pragma)
    return db


@contextmanager
def transaction(path: Path | str) -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work, all of it or none; rows by name."""
    db = connect(path)
    db.row_factory = sqlite3.Row
    try:
        with db:
            yield db
    finally:
        db.close()


def prepare(path: Path | str, schema: str = "") -> None:
    """See that the file is there, is a database, has the schema, and is read by its owner alone.

    One process at a time does so; a :class:`StoreError` says why it cannot be done.
    """
    file = Path(path)
    private(file.parent)
    try:
        with FileLock(str(file.parent / "open.lock"), timeout=WAIT * 2):
            try:
                _made(file, schema)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _other_schema(error):
                    raise
                kept = set_aside(file)
                LOG.warning("%s could not be read (%s); it is kept as %s and begun anew.", file.name, error, kept.name)
                _made(file, schema)
    except sqlite3.Error as error:
        raise trouble(error, file) from error
    except OSError as error:
        raise unwritable(file.parent, error) from error


def _made(file: Path, schema: str) -> None:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    for each in beside(file):
        if each.stat().st_mode & 0o077:
            each.chmod(0o600)
    db = connect(file)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if db.execute("PRAGMA user_version").fetchone()[0] < _WIPED:
            db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            _patiently(db, "VACUUM")
            _patiently(db, f"PRAGMA user_version = {_WIPED}")
        _patiently(db, "PRAGMA journal_mode = WAL")
        db.executescript(schema)
    finally:
        db.close()


def _patiently(db: sqlite3.Connection, statement: str) -> None:
    """SQLite does not wait by itself where a statement needs the file alone."""
    until = time.monotonic() + WAIT
    while True:
        try:
            db.execute(statement).fetchall()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _other_schema(error: sqlite3.OperationalError) -> bool:
    return "no such column" in str(error) or "has no column" in str(error)


def beside(file: Path) -> list[Path]:
    """The database's files that are there: itself, its write-ahead log and the log's index."""
    return [each for end in ("", "-wal", "-shm") if (each := file.with_name(file.name + end)).exists()]


def set_aside(file: Path) -> Path:
    """Keep a damaged database under another name; returns it."""
    mark = f"{ASIDE}{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    for each in beside(file):  # of a folder of files, the folder alone
        each.rename(each.with_name(each.name + mark))
    return file.with_name(file.name + mark)


def wipe(path: Path | str) -> None:
    """Write the log into the file and empty it, so that what was deleted is in neither; waits for readers to end."""
    db, until = connect(path), time.monotonic() + WAIT
    try:
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                raise StoreError(
                    f"{Path(path).name} is being read, so what was deleted is still in its log.", "Delete it again."
                )
            time.sleep(0.05)
    finally:
        db.close()


def damage(path: Path | str) -> str:
    """What SQLite finds wrong with a file, page by page; empty where it is whole or not there."""
    if not Path(path).exists():
        return ""
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=WAIT)
        try:
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            db.close()
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found).splitlines()[-1]


def trouble(error: sqlite3.Error, file: Path | None = None) -> StoreError:
    """One sentence and its mend for what SQLite says."""
    said, name = str(error), file.name if file else "The file of conversations"
    if "full" in said or "disk I/O" in said:
        return StoreError("The disk is full, or cannot be written.", "Make room, then say it again.")
    if "locked" in said or "busy" in said:
        return StoreError(f"{name} has been in use by another program for too long.", "Say it again in a moment.")
    if "readonly" in said or "unable to open" in said:
        return StoreError(f"{name} cannot be written.", "Set GIGPATH_HOME to a folder of yours.")
    return StoreError(f"{name} is damaged ({said}).", "Run `gigpath doctor --mend`; it is kept aside and begun anew.")
