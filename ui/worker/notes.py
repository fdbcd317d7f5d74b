"""What a person adds to runs: a conversation's name, whether an answer helped, how far the plan has come.

In the records' own file, deleted with them.
"""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from runtime.database import prepare, transaction
from runtime.records import now

_SCHEMA = """
CREATE TABLE IF NOT EXISTS thread_names (thread TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS feedback (
    run_id TEXT PRIMARY KEY, thread TEXT NOT NULL, at TEXT NOT NULL, helped INTEGER, comment TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS progress (
    thread TEXT NOT NULL, run_id TEXT NOT NULL, at TEXT NOT NULL, how_far TEXT NOT NULL, PRIMARY KEY (run_id, at));
"""
LONGEST_NAME, LONGEST_COMMENT = 60, 2000


class Feedback(BaseModel):
    """``helped`` is None where only a comment was given."""

    run_id: str
    thread: str
    at: str
    helped: bool | None = None
    comment: str = ""


class Progress(BaseModel):
    """How far somebody says to have come with the plan of a run."""

    thread: str
    run_id: str
    at: datetime
    how_far: str


class Notes:
    """The store. Every call opens its own connection, so that threads may share the file."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        prepare(self.path, _SCHEMA)

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self.path)

    def names(self) -> dict[str, str]:
        """Thread → the name it was given."""
        with self._open() as db:
            return {row["thread"]: row["name"] for row in db.execute("SELECT thread, name FROM thread_names")}

    def rename(self, thread: str, name: str) -> None:
        """Give a thread a name; an empty one takes it away."""
        name = " ".join(name.split())[:LONGEST_NAME]
        with self._open() as db:
            db.execute("DELETE FROM thread_names WHERE thread = ?", (thread,))
            if name:
                db.execute("INSERT INTO thread_names VALUES (?, ?)", (thread, name))

    def rate(self, run_id: str, thread: str, helped: bool | None = None, comment: str | None = None) -> None:
        """Keep whether an answer helped, or a comment on it; what is None stays as it was."""
        with self._open() as db:
            db.execute(
                "INSERT OR IGNORE INTO feedback (run_id, thread, at) VALUES (?, ?, ?)",
                (run_id, thread, now().isoformat()),
            )
            if helped is not None:
                db.execute("UPDATE feedback SET helped = ? WHERE run_id = ?", (helped, run_id))
            if comment is not None:
                db.execute("UPDATE feedback SET comment = ? WHERE run_id = ?", (comment[:LONGEST_COMMENT], run_id))

    def feedback(self, run_id: str = "") -> list[Feedback]:
        """Newest first; of one run when it is named."""
        where, args = ("WHERE run_id = ?", (run_id,)) if run_id else ("", ())
        with self._open() as db:
            rows = db.execute(f"SELECT * FROM feedback {where} ORDER BY at DESC", args).fetchall()
        return [Feedback.model_validate(dict(row)) for row in rows]

    def came(self, run_id: str, thread: str, how_far: str) -> None:
        """Keep how far the plan of a run has come."""
        with self._open() as db:
            db.execute("INSERT INTO progress VALUES (?, ?, ?, ?)", (thread, run_id, now().isoformat(), how_far))

    def progress(self, run_id: str) -> list[Progress]:
        """What was said of a run's plan, newest first."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM progress WHERE run_id = ? ORDER BY at DESC", (run_id,)).fetchall()
        return [Progress.model_validate(dict(row)) for row in rows]

    def delete_thread(self, thread: str) -> None:
        with self._open() as db:
            for table in ("thread_names", "feedback", "progress"):
                db.execute(f"DELETE FROM {table} WHERE thread = ?", (thread,))
