"""Speed against its floors: a warm run, a cold command, the index built anew and built again unchanged.

Every figure is measured here and now, on this machine; nothing is remembered from elsewhere.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from runtime.errors import GigpathError
from runtime.events import Event, RunFailed, RunFinished

Advise = Callable[[str], AsyncIterator[Event]]
"""One evidence-only run from a text; each call is a thread of its own."""

FLOORS = {"warm run": 0.150, "traces": 0.005, "cold command": 8.0, "index anew": 120.0, "index unchanged": 3.0}
"""Seconds that a measure must stay under: the median of the warm runs, of what traces add to one, of the cold commands;
one build each."""

_WORK = (
    "I drive for Uber {place}, {hours} hours a week for ${week}, {miles} miles",
    "I deliver for DoorDash {place}, {hours} hours a week, about ${week} and {miles} miles",
    "I'm a freelance graphic designer {place}, {hours} hours a week, ${week} a week, I know Figma and Illustrator",
    "I clean houses {place}, {hours} hours a week for ${week}, and I have {miles} miles between them",
    "I work as a home health aide {place}, {hours} hours for ${week} a week",
    "I shop for Instacart {place}, {hours} hours, ${week} a week, {miles} miles",
    "I walk dogs with Rover {place}, {hours} hours a week, ${week}",
    "I do handyman jobs from TaskRabbit {place}, {hours} hours a week, ${week}, I can do drywall and basic wiring",
)
_PLACES = ("in Phoenix", "in Atlanta", "in Austin", "in Columbus, Ohio", "in Fresno", "in rural Kansas", "in Miami")


@dataclass(frozen=True)
class Measure:
    """``seconds`` beside the floor it must stay under."""

    name: str
    seconds: float
    floor: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    @property
    def ok(self) -> bool:
        return self.ratio <= 1


def texts(count: int) -> list[str]:
    """Distinct profiles in words: other work, place and figures each."""
    made = []
    for n in range(count):
        figures = {"hours": 20 + n % 31, "week": 400 + 17 * n, "miles": 100 + 13 * n}
        made.append(
            f"{_WORK[n % len(_WORK)].format(place=_PLACES[n % len(_PLACES)], **figures)}. I want ${18 + n % 20} an hour."
        )
    return made


async def warm(advise: Advise, count: int = 40) -> Measure:
    """The median run over distinct profiles, after one that opens tables and index. Every profile is new to the node cache."""
    opening, *measured = texts(count + 1)
    await _run(advise, opening)
    seconds = sorted([await _run(advise, text) for text in measured])
    slow = seconds[int(0.95 * (len(seconds) - 1))]
    note = f"{count} profiles; the slowest in twenty {slow * 1000:.0f} ms, the slowest {seconds[-1] * 1000:.0f} ms"
    return Measure("warm run", statistics.median(seconds), FLOORS["warm run"], note)


async def traces(traced: Advise, untraced: Advise, written: Callable[[], None], count: int = 40) -> Measure:
    """What traces add to a run: each profile once with and once without; the second of the two is faster, so the medians of
    either order are averaged.

    ``written`` waits until a run's spans are stored, which the run itself does not; so no run pays for the one before.
    """
    opening, *measured = texts(count + 1)
    for advise in (untraced, traced):
        await _run(advise, opening)
    added: tuple[list[float], list[float]] = ([], [])
    behind = []
    for n, text in enumerate(measured):
        written()
        took = {}
        for advise in (traced, untraced) if n % 2 else (untraced, traced):
            took[advise] = await _run(advise, text)
            began = time.perf_counter()
            written()
            if advise is traced:
                behind.append(time.perf_counter() - began)
        added[n % 2].append(took[traced] - took[untraced])
    seconds = statistics.mean(map(statistics.median, added))
    note = f"{count} profiles, with and without; then {statistics.median(behind) * 1000:.0f} ms in the background"
    return Measure("traces", seconds, FLOORS["traces"], note)


async def _run(advise: Advise, text: str) -> float:
    began = time.perf_counter()
    *_, last = [event async for event in advise(text)]
    if isinstance(last, RunFailed):
        raise GigpathError(f"A run of the benchmark failed: {last.message}", last.mend)
    if not isinstance(last, RunFinished):
        raise GigpathError("A run of the benchmark did not finish.")
    return time.perf_counter() - began


def cold(command: list[str], count: int = 3) -> Measure:
    """The median of whole processes, from start to exit, each with a database of its own."""
    seconds = []
    for text in texts(count):
        with tempfile.TemporaryDirectory() as folder:
            database = str(Path(folder) / "bench.db")
            seconds.append(_timed([*command, "advise", "--text", text, "--json"], GIGPATH_DATABASE_URL=database))
    return Measure("cold command", statistics.median(seconds), FLOORS["cold command"], f"median of {count} processes")


def index(command: list[str]) -> list[Measure]:
    """The index built anew in a home of its own, every vector embedded, then built again with nothing changed."""
    with tempfile.TemporaryDirectory() as home:
        anew = _timed([*command, "index", "build", "--fresh"], GIGPATH_HOME=home)
        unchanged = _timed([*command, "index", "build"], GIGPATH_HOME=home)
    return [
        Measure(name, seconds, FLOORS[name], "one process")
        for name, seconds in (("index anew", anew), ("index unchanged", unchanged))
    ]


def _timed(command: list[str], **env: str) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, "GIGPATH_LLM": "none", **env}, capture_output=True, text=True)
    if done.returncode:
        raise GigpathError(f"The benchmark's command `gigpath {command[-1]}` failed: {done.stderr.strip()[-300:]}")
    return time.perf_counter() - began
