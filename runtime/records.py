"""What ran: one row a run in SQLite, with its advice, its retrieved context and its whole event stream as JSON."""

from __future__ import annotations

import json
import sqlite3
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic_core import to_json

from runtime.database import connect, prepare, transaction, wipe
from runtime.errors import NotFound
from runtime.events import Event

_AS_JSON = ("request", "advice", "context", "events")

Outcome = Literal["finished", "waiting", "failed", "stopped"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    run_id TEXT PRIMARY KEY, thread TEXT NOT NULL, started TEXT NOT NULL, seconds REAL NOT NULL,
    mode TEXT NOT NULL, outcome TEXT NOT NULL, asked TEXT NOT NULL, answer TEXT NOT NULL,
    request TEXT NOT NULL, advice TEXT, context TEXT, events TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS runs_started ON runs (started);
CREATE INDEX IF NOT EXISTS runs_thread ON runs (thread, started);
"""


class RunRow(BaseModel):
    """One line of ``gigpath runs``."""

    run_id: str
    thread: str
    started: datetime
    seconds: float
    mode: str
    outcome: Outcome
    asked: str
    answer: str


class RunRecord(RunRow):
    """A run whole: ``request`` in, ``advice`` out, ``context`` retrieved, ``events`` in between."""

    request: dict[str, Any]
    advice: dict[str, Any] | None
    context: list[dict[str, Any]]
    events: list[dict[str, Any]]


class Wanted(BaseModel):
    """Which runs a list is to have; what is left empty lets all through. ``model``: a part of a name that was called."""

    since: datetime | None = None
    mode: str = ""
    model: str = ""
    outcome: str = ""
    slower: float = 0.0
    fallback: bool = False
    text: str = ""

    def where(self) -> tuple[list[str], list[Any]]:
        """As SQL terms and their values."""
        called = """EXISTS (SELECT 1 FROM json_each(runs.events) e WHERE json_extract(e.value, '$.type') = 'model_called'
            AND instr(lower(json_extract(e.value, '$.model')), ?))"""
        # quotes inside of texts are escaped, so this is an event; older records have a blank in it
        fell = """(instr(events, '"type":"fallback"') OR instr(events, '"type": "fallback"'))"""
        terms: list[tuple[Any, str, list[Any]]] = [
            (self.since, "started >= ?", [self.since.astimezone(UTC).isoformat() if self.since else ""]),
            (self.mode, "mode = ?", [self.mode]),
            (self.outcome, "outcome = ?", [self.outcome]),
            (self.slower, "seconds >= ?", [self.slower]),
            (self.text, "instr(lower(asked || ' ' || answer), ?)", [self.text.lower()]),
            (self.model, called, [self.model.lower()]),
            (self.fallback, fell, []),
        ]
        given = [(term, values) for asked, term, values in terms if asked]
        return [term for term, _ in given], [value for _, values in given for value in values]


class Records:
    """The store. Every call opens its own connection, so that threads and processes may share the file."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        prepare(self.path, _SCHEMA)
        self._held = connect(self.path)  # while one is open, no other, on closing, waits for the disk
        self._held.execute("SELECT count(*) FROM runs").fetchall()

    def close(self) -> None:
        """Let go of the file, so that whoever removes or replaces it finds nobody at it."""
        self._held.close()

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self.path)

    def save(self, record: RunRecord) -> None:
        row = record.model_dump(mode="json", exclude=set(_AS_JSON))
        row |= {
            key: to_json(getattr(record, key)).decode() for key in _AS_JSON
        }  # ten times as quick as by way of dicts
        names = ", ".join(row)
        with self._open() as db:
            db.execute(f"INSERT OR REPLACE INTO runs ({names}) VALUES ({', '.join(':' + n for n in row)})", row)

    def list(self, limit: int = 50, thread: str = "", wanted: Wanted | None = None) -> list[RunRow]:
        """Newest first."""
        terms, args = (wanted or Wanted()).where()
        if thread:
            terms, args = [*terms, "thread = ?"], [*args, thread]
        where = f"WHERE {' AND '.join(terms)}" if terms else ""
        with self._open() as db:
            rows = db.execute(
                f"SELECT run_id, thread, started, seconds, mode, outcome, asked, answer FROM runs {where}"
                " ORDER BY started DESC LIMIT ?",
                [*args, limit],
            ).fetchall()
        return [RunRow.model_validate(dict(row)) for row in rows]

    def get(self, run_id: str) -> RunRecord:
        """By id, by an unambiguous beginning of one, or ``last``; NotFound otherwise."""
        with self._open() as db:
            if run_id == "last":
                rows = db.execute("SELECT * FROM runs ORDER BY started DESC LIMIT 1").fetchall()
            else:
                rows = db.execute("SELECT * FROM runs WHERE substr(run_id, 1, ?) = ?", (len(run_id), run_id)).fetchall()
        if len(rows) != 1:
            what = f"{len(rows)} runs begin with '{run_id}'" if rows else f"There is no run '{run_id}'"
            raise NotFound(f"{what}.", "`gigpath runs` lists them.")
        row = dict(rows[0])
        for key in _AS_JSON:
            row[key] = json.loads(row[key])
        return RunRecord.model_validate(row)

    def delete_thread(self, thread: str) -> int:
        """Remove every run of a thread for good; returns how many."""
        with self._open() as db:
            gone = db.execute("DELETE FROM runs WHERE thread = ?", (thread,)).rowcount
        wipe(self.path)
        return gone

    def threads(self, before: datetime | None = None) -> tuple[str, ...]:
        """Every talk, the one last spoken in first; those last spoken in before a moment, where one is given."""
        last = (before or datetime.max.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        with self._open() as db:
            rows = db.execute(
                "SELECT thread FROM runs GROUP BY thread HAVING max(started) < ? ORDER BY max(started) DESC", (last,)
            ).fetchall()
        return tuple(row["thread"] for row in rows)


def now() -> datetime:
    return datetime.now(UTC)


def dump(events: list[Event]) -> list[dict[str, Any]]:
    return [event.model_dump(mode="json") for event in events]
