"""Spans in a SQLite file of their own, bounded by age and size; as crash-safe as SQLite's write-ahead log."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from runtime.database import prepare, transaction, wipe
from runtime.tracing.spans import Span

DAYS, MEGABYTES = 30, 256
"""What is older, and the oldest of what takes more room, is deleted."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS spans (
    span_id TEXT PRIMARY KEY, parent_id TEXT NOT NULL, trace_id TEXT NOT NULL, run_id TEXT NOT NULL, thread TEXT NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, start_ns INTEGER NOT NULL, end_ns INTEGER, error TEXT NOT NULL,
    attributes TEXT NOT NULL, events TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS spans_run ON spans (run_id, start_ns);
CREATE INDEX IF NOT EXISTS spans_thread ON spans (thread);
CREATE INDEX IF NOT EXISTS spans_start ON spans (start_ns);
"""
Row = tuple[str, str, str, str, str, str, str, int, int | None, str, str, str]
"""A row in the table's own order; an open span has no end."""


class SpanStore:
    """Every call opens its own connection, so that threads and processes may share the file."""

    def __init__(self, path: Path | str, days: float = DAYS, megabytes: float = MEGABYTES) -> None:
        self.path, self.days, self.most = Path(path), days, int(megabytes * 1e6)
        prepare(self.path, _SCHEMA)

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self.path)

    def write(self, rows: Iterable[Row]) -> None:
        """All or none; a row of the same span replaces the earlier one."""
        with self._open() as db:
            db.executemany(f"INSERT OR REPLACE INTO spans VALUES ({', '.join('?' * 12)})", list(rows))

    def read(self, run_id: str) -> list[Span]:
        """A run's spans by their beginning, in seconds since the first; empty when there are none."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM spans WHERE run_id = ? ORDER BY start_ns, rowid", (run_id,)).fetchall()
        zero = rows[0][7] if rows else 0
        return [_span(row, zero) for row in rows]

    def delete_thread(self, thread: str) -> int:
        """Remove every span of a thread for good; returns how many."""
        with self._open() as db:
            gone = db.execute("DELETE FROM spans WHERE thread = ?", (thread,)).rowcount
        wipe(self.path)
        return gone

    def prune(self, now: float | None = None) -> int:
        """Delete spans older than ``days`` and then the oldest until the file has room again; returns how many."""
        before = int(((now or time.time()) - self.days * 86400) * 1e9)
        with self._open() as db:
            gone = db.execute("DELETE FROM spans WHERE start_ns < ?", (before,)).rowcount
            while _used(db) > self.most:
                count = db.execute("SELECT count(*) FROM spans").fetchone()[0]
                oldest = "SELECT span_id FROM spans ORDER BY start_ns LIMIT ?"
                gone += db.execute(f"DELETE FROM spans WHERE span_id IN ({oldest})", (count // 5 + 1,)).rowcount
        if gone:
            with self._open() as db:
                db.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")
        return gone


def _used(db: sqlite3.Connection) -> int:
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _span(row: sqlite3.Row | Row, zero: int) -> Span:
    span_id, parent_id, _, _, _, name, kind, start, end, error, attributes, events = row
    told: list[tuple[int, str, dict[str, Any]]] = json.loads(events)
    return Span(
        span_id, parent_id, name, kind, (start - zero) / 1e9, None if end is None else (end - zero) / 1e9, error,
        json.loads(attributes), [((at - zero) / 1e9, what, more) for at, what, more in told],
    )  # fmt: skip
