"""Fault drills that no other file holds: an index server that is gone or blinks, a clock that jumps, odd bytes and locales."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from knowledge import index
from runtime import records, run
from runtime.errors import Unreachable
from runtime.events import RunFailed, RunFinished
from runtime.settings import ROOT, settings
from ui.service import Service

TALK = "I drive for Lyft in Tampa, 45 hours a week for $800, 700 miles. I was a pharmacy technician."
MAIN = "import sys; from ui.cli import main; sys.exit(main())"


async def last(text: str, thread: str = "") -> RunFinished | RunFailed:
    async with Service.open(cached=False) as service:
        event = [event async for event in service.advise(text=text, thread=thread)][-1]
    assert isinstance(event, RunFinished | RunFailed)
    return event


@pytest.mark.allow_hosts(["127.0.0.1"])
async def test_an_index_server_that_is_gone_ends_in_one_true_sentence(
    at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIGPATH_CHROMA_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    index.close()
    event = await last(TALK)
    assert isinstance(event, RunFailed)
    assert "127.0.0.1:9" in event.message
    assert (event.exit_code, bool(event.mend)) == (1, True)


async def test_an_index_server_that_blinks_is_asked_again(at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = index.store, list[int]()

    def blinks() -> object:
        asked.append(1)
        if len(asked) == 1:
            raise Unreachable("The server blinked.")
        return real()

    monkeypatch.setattr(index, "store", blinks)
    event = await last(TALK)
    assert isinstance(event, RunFinished)
    assert not event.advice["market"]["degraded"]
    assert len(asked) > 1


async def test_a_clock_that_jumps_back_changes_no_answer(at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await last(TALK, "clock")
    true = records.now
    monkeypatch.setattr(run, "now", lambda: true() - timedelta(days=400))
    monkeypatch.setattr(time, "time", lambda real=time.time: real() - 400 * 86400)
    after = await last("sorry, it's 55 hours", "clock")
    assert isinstance(before, RunFinished)
    assert isinstance(after, RunFinished)
    assert after.advice["income"]["net_hour"] < before.advice["income"]["net_hour"]


@pytest.mark.parametrize(
    "given",
    [
        b"\xff\xfe\x00I drive\x00 Lyft \xc3\x28 in Tampa $800 a week 40 hours 700 miles",
        b"\x00" * 500,
        "Señor 🚗 ‮evil".encode(),
    ],
)
def test_odd_bytes_on_stdin_in_a_plain_locale_are_answered(given: bytes, indexed: object, at_home: None) -> None:
    env = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "advise", "--json", "--text", "-"],
        cwd=ROOT,
        env=env,
        input=given,
        capture_output=True,
    )
    assert done.returncode in (0, 2), done.stderr[-400:]
    assert b"Traceback" not in done.stderr
    assert b"Something broke" not in done.stderr


async def test_fifty_talks_at_once_each_get_their_own_answer(at_home: None) -> None:
    async with Service.open() as service:

        async def one(n: int) -> RunFinished:
            event = [
                event async for event in service.advise(text=TALK.replace("800", str(700 + n)), thread=f"talk-{n:02d}")
            ][-1]
            assert isinstance(event, RunFinished), event
            return event

        answers = await asyncio.gather(*(one(n) for n in range(50)))
    assert [answer.advice["profile"]["text"].count(f"${700 + n}") for n, answer in enumerate(answers)] == [1] * 50
