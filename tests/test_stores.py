"""Files that several processes share: made by one at a time, waited for, set aside when damaged, wiped when deleted."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge import index, reports, shelf
from knowledge.documents import Doc, documents
from runtime.database import prepare, trouble
from runtime.errors import IndexStale, StoreError
from runtime.events import RunFailed, RunFinished
from runtime.records import Records
from runtime.settings import ROOT, settings
from runtime.turns import Turns
from ui.cli import main
from ui.service import Service
from ui.worker.notes import Notes

TALK = "I drive for Lyft in Tampa, 45 hours a week for $800, 700 miles. I was a pharmacy technician."
ADVISE = f"import sys; from ui.cli import main; sys.exit(main(['advise', '--json', '--text', {TALK!r}]))"


def at_once(count: int, **env: str) -> list[tuple[int, str, str]]:
    """The same advice, asked by several processes at the same time: (exit code, what it said, what went wrong)."""
    started = [
        subprocess.Popen([sys.executable, "-c", ADVISE], cwd=ROOT, env={**os.environ, **env}, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(count)
    ]  # fmt: skip
    return [(one.wait(), out, err) for one in started for out, err in [one.communicate()]]


@pytest.mark.slow
def test_ten_processes_on_a_cold_home_give_ten_answers(home: Path) -> None:
    answers = at_once(10)
    assert [code for code, _, _ in answers] == [0] * 10, [err[-300:] for code, _, err in answers if code]
    assert len({json.loads(out)["income"]["net_hour"] for _, out, _ in answers}) == 1
    assert len(Records(settings().database).list()) == 10
    open_to_others = [path for path in home.rglob("*") if path.stat().st_mode & 0o077]
    assert not open_to_others
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_tables_are_made_once_by_whoever_comes_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        made = list(threads.map(lambda n: Records(tmp_path / f"cold{n % 4}.db"), range(64)))
    assert all(records.list() == [] for records in made)


def test_who_finds_a_file_in_use_waits(tmp_path: Path) -> None:
    """A process that holds the file for a second loses nobody's note."""
    notes = Notes(tmp_path / "gigpath.db")
    holder = sqlite3.connect(notes.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    freed = threading.Timer(1.0, holder.execute, ["COMMIT"])
    freed.start()
    notes.rename("thread1", "Tampa")
    freed.join()
    assert notes.names() == {"thread1": "Tampa"}


@contextmanager
def calls_in_the_loop() -> Iterator[list[str]]:
    """What was opened, connected to or slept for by a thread that runs an event loop."""
    seen: list[str] = []
    LISTENERS.append(seen)
    try:
        yield seen
    finally:
        LISTENERS.remove(seen)


LISTENERS: list[list[str]] = []
BLOCKING = ("sqlite3.connect", "open", "time.sleep", "subprocess.Popen", "os.remove", "os.rename", "os.mkdir")


def _hear(event: str, args: tuple[object, ...]) -> None:
    if LISTENERS and event in BLOCKING and asyncio._get_running_loop() is not None:
        for seen in LISTENERS:
            seen.append(f"{event} {args[:1]}")


sys.addaudithook(_hear)


async def test_no_call_of_a_run_holds_the_event_loop(at_home: None) -> None:
    async with Service.open() as service:
        await said(service, TALK)  # tables and code are read in
        with calls_in_the_loop() as seen:
            sqlite3.connect(":memory:").close()  # so that the detector is known to hear
            assert len(seen) == 1
            assert isinstance(await said(service, TALK.replace("800", "820"), "a-thread"), RunFinished)
            assert isinstance(await said(service, "why not nursing?", "a-thread"), RunFinished)
            await service.forget("a-thread")
        assert seen[1:] == []


async def said(service: Service, text: str, thread: str = "") -> RunFinished | RunFailed:
    last = [event async for event in service.advise(text=text, thread=thread)][-1]
    assert isinstance(last, RunFinished | RunFailed)
    return last


@pytest.mark.parametrize("name", ["gigpath.db", "gigpath.checkpoints.db", "gigpath.profiles.db", "gigpath.traces.db"])
async def test_a_database_of_garbage_stops_no_answer_and_is_kept(
    name: str, at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    settings.cache_clear()
    (tmp_path / name).write_bytes(b"not a database at all " * 500)
    async with Service.open() as service:
        assert isinstance(await said(service, TALK), RunFinished)
    assert kept_aside(tmp_path).startswith(b"not a database")


def kept_aside(folder: Path) -> bytes:
    [kept] = folder.glob("*.damaged-*")
    return kept.read_bytes()


def test_a_database_of_an_older_schema_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "gigpath.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE runs (run_id TEXT PRIMARY KEY)")
        db.execute("INSERT INTO runs VALUES ('old')")
    assert Records(path).list() == []
    [kept] = tmp_path.glob("*.damaged-*")
    with sqlite3.connect(kept) as db:
        assert db.execute("SELECT run_id FROM runs").fetchall() == [("old",)]


async def test_a_page_that_is_damaged_ends_in_one_sentence_and_one_command_mends_it(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    settings.cache_clear()
    async with Service.open() as service:
        await said(service, TALK, "thread-one")
    harmed = tmp_path / "gigpath.checkpoints.db"
    whole = harmed.read_bytes()
    harmed.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    async with Service.open() as service:
        last = await said(service, "what does it cost?", "thread-one")
        assert isinstance(last, RunFailed)
        assert "gigpath doctor --mend" in f"{last.message} {last.mend}"
    assert await asyncio.to_thread(main, ["doctor"]) == 1
    assert '"talks"' in capsys.readouterr().out
    assert await asyncio.to_thread(main, ["doctor", "--mend"]) == 0
    async with Service.open() as service:
        assert isinstance(await said(service, TALK, "thread-one"), RunFinished)


async def test_a_full_disk_gives_one_true_sentence(at_home: None, tmp_path: Path) -> None:
    async with Service.open(settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db")})) as service:
        await said(service, TALK)
        conn = service.graph.checkpointer.conn
        [[pages]] = await conn.execute_fetchall("PRAGMA page_count")
        await conn.execute(f"PRAGMA max_page_count = {pages + 2}")
        last = await said(service, TALK.replace("800", "840"))
    assert isinstance(last, RunFailed)
    assert (last.message, last.exit_code) == ("The disk is full, or cannot be written.", 1)


async def test_records_that_cannot_be_written_hold_no_answer_back(at_home: None, tmp_path: Path) -> None:
    async with Service.open(settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db")})) as service:
        with sqlite3.connect(tmp_path / "gigpath.db") as db:
            db.execute("DROP TABLE runs")
        assert isinstance(await said(service, TALK), RunFinished)


def test_a_home_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIGPATH_HOME", "/proc/gigpath")
    settings.cache_clear()
    assert main(["advise", "--text", TALK]) == 1
    words = capsys.readouterr().err.strip().splitlines()
    assert words[-1].endswith("Set GIGPATH_HOME to a folder of yours.")
    assert main(["doctor"]) == 1


def test_what_sqlite_says_is_one_sentence_with_a_mend() -> None:
    for said_by_it in (
        "database is locked",
        "database or disk is full",
        "attempt to write a readonly database",
        "file is not a database",
    ):
        error = trouble(sqlite3.OperationalError(said_by_it))
        assert isinstance(error, StoreError)
        assert error.mend


async def test_too_long_and_too_many_are_told_so(at_home: None) -> None:
    few = settings().model_copy(update={"most_letters": 1_000, "most_runs": 1, "most_waiting": 1})
    async with Service.open(few) as service:
        long = await said(service, "a" * 1_001)
        assert isinstance(long, RunFailed)
        assert (long.exit_code, "1,000" in long.message) == (2, True)
        three = await asyncio.gather(*(said(service, TALK.replace("800", f"8{n}0")) for n in range(3)))
        assert sorted(type(one).__name__ for one in three) == ["RunFailed", "RunFinished", "RunFinished"]
        assert isinstance(await said(service, TALK), RunFinished)


async def test_a_place_in_the_line_is_given_back_however_a_run_ends() -> None:
    turns = Turns(1, 0)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            async with turns.mine():
                raise RuntimeError
    assert turns.room == 1


# --- the index ---------------------------------------------------------------------------------------------------


def built(count: int = 300) -> list[Doc]:
    docs = documents()[:count]
    index.build(docs=docs)
    return docs


def test_a_build_that_is_broken_off_is_never_searched(home: Path) -> None:
    def stop(done: int, total: int, left: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.build(docs=documents()[:600], progress=stop)
    assert not index.whole()
    with pytest.raises(IndexStale, match="index build"):
        index.nearest("pay", 1)
    docs = built(300)
    with pytest.raises(KeyboardInterrupt):
        index.build(fresh=False, docs=[*docs, *documents()[300:600]], progress=stop)
    assert index.store()._collection.count() == 300  # the one in use goes on


def test_serving_goes_on_while_another_is_built(home: Path) -> None:
    docs = built()
    counts: list[int] = []

    def look(done: int, total: int, left: float) -> None:
        counts.append(index.store()._collection.count())
        assert index.nearest("pay", 1)

    index.build(docs=[*docs, *documents()[300:900]], progress=look)
    assert set(counts) == {300}
    assert index.store()._collection.count() == 900
    assert len(list(shelf.root().glob("b*"))) == 2


HARMS = {
    "gone": lambda folder: [file.unlink() for file in folder.rglob("*") if file.is_file()],
    "garbage": lambda folder: (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1_000),
    "cut short": lambda folder: os.truncate(folder / "chroma.sqlite3", 40_000),
    "vectors overwritten": lambda folder: next(folder.rglob("data_level0.bin")).write_bytes(b"\xff" * 5_000),
    "vectors gone": lambda folder: next(folder.rglob("header.bin")).unlink(),
    "another dimension": lambda folder: _sql(folder, "UPDATE collections SET dimension = 17"),
    "documents missing": lambda folder: _sql(folder, "DELETE FROM embeddings WHERE id % 2"),
    "note unreadable": lambda folder: (folder.parent / "current.json").write_text("{"),
    "note gone": lambda folder: (folder.parent / "current.json").unlink(),
}


def _sql(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "chroma.sqlite3") as db:
        db.execute(statement)


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_with_an_index_is_found_before_use_and_mended_by_one_command(harm: str, home: Path) -> None:
    docs = built()
    build = shelf.current()
    assert build is not None
    HARMS[harm](shelf.place(build))
    index.close()
    with pytest.raises(IndexStale, match="index build"):
        index.nearest("pay", 1)
    assert not index.whole()
    index.build(docs=docs)
    assert index.whole()
    assert index.nearest("pay", 1)


def test_an_index_that_is_locked_is_said_to_be_held(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(20)
    build = shelf.current()
    assert build is not None
    monkeypatch.setattr("runtime.database.WAIT", 0.05)
    holder = sqlite3.connect(shelf.place(build) / "chroma.sqlite3", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    index.close()
    with pytest.raises(IndexStale, match="held by another program"):
        index.nearest("pay", 1)
    holder.close()
    assert index.nearest("pay", 1)


def test_reports_live_through_a_fresh_build_and_a_harmed_store_of_them_stops_no_search(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "county.md").write_text("# Pay\nHome care agencies in Alder County pay $17.80 an hour to start.\n")
    reports.add([tmp_path / "county.md"])
    docs = built(50)
    index.build(fresh=True, docs=docs[:20])
    assert reports.names() == {"county.md": 1}
    reports.close()
    (home / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1_000)
    assert reports.nearest("what do agencies pay", 1) == []
    assert main(["doctor"]) == 1


def test_a_file_is_closed_to_others_and_an_open_one_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "home" / "gigpath.db"
    prepare(path)
    path.chmod(0o644)
    prepare(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.usefixtures("at_home")
async def test_a_service_that_is_closed_holds_no_file(tmp_path: Path) -> None:
    """Who removes the files afterwards and begins anew must find nobody at the old ones."""

    def held() -> list[str]:
        fds = [f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")]
        return [path for fd in fds if os.path.lexists(fd) and (path := os.readlink(fd)).startswith(str(tmp_path))]

    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db")})
    async with Service.open(config) as service:
        async for _ in service.advise(text=TALK):
            pass
        assert held()
    assert held() == []
