"""Test profiles through the product's own path, one run after another or several at a time, each kept as it ends."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from agents.contracts import Advice
from evals.cases import Case
from evals.results import Manifest, Result, RunSet
from evals.turns import turns
from knowledge.tables import tables
from runtime.errors import UserError
from runtime.events import Event, FactsFound, QuestionsAsked, RunFailed, RunFinished
from runtime.records import Outcome, dump
from runtime.run import new_id
from runtime.settings import ROOT
from tools.profile import Profile


class Advise(Protocol):
    """One run that asks nothing, from words and a profile; each call is a thread of its own, unless it names one."""

    def __call__(self, text: str, profile: Profile | None, thread: str = "", /) -> AsyncIterator[Event]: ...


Told = Callable[[str, float], None]
"""Hears what was done last, and the share of all that is done."""

PACKAGES = ("langgraph", "langchain-core", "chromadb", "sentence-transformers", "torch", "polars", "pydantic")
"""Those whose versions may move a result."""

SAME = ("set", "prompts", "facts", "mode", "model", "way", "recordings", "changed", "seed")
"""What must not have changed when a set of runs is gone on with."""


@dataclass(frozen=True)
class Task:
    """One run to be made."""

    case: Case
    variant: int
    repeat: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.case.id, self.variant, self.repeat

    @property
    def text(self) -> str:
        return self.case.again[self.variant - 1] if self.variant else self.case.text

    @property
    def profile(self) -> Profile | None:
        """A case that is a profile alone is said again in words alone."""
        return self.case.profile if self.case.text or not self.variant else None


def tasks(cases: Iterable[Case], repeat: int = 1) -> list[Task]:
    """Each case in its own words and in each of its others, ``repeat`` times."""
    return [Task(case, n, k) for case in cases for n in range(1 + len(case.again)) for k in range(repeat)]


def chosen(cases: list[Case], tags: Iterable[str] = (), limit: int | None = None) -> list[Case]:
    """Those with one of the tags, of such a gig or of that name; the first ``limit`` of them. UserError for none."""
    wanted = set(tags)
    found = [case for case in cases if not wanted or wanted & {*case.tags, case.gig, case.id}][:limit]
    if not found:
        known = sorted({tag for case in cases for tag in (*case.tags, case.gig)})
        raise UserError(f"No profile is tagged {', '.join(sorted(wanted))}.", f"There are: {', '.join(known)}.")
    return found


async def replay(
    todo: list[Task], advise: Advise, runs: RunSet, jobs: int = 1, told: Told = lambda what, share: None
) -> int:
    """Run what has no result yet, ``jobs`` at a time; returns how many ran.

    A result is written whole when its run ends, so stopping loses no more than the runs in flight.
    """
    there = {result.key for result in runs}
    left = [task for task in todo if task.key not in there]
    ended, turn = len(todo) - len(left), asyncio.Semaphore(max(1, jobs))

    async def one(task: Task) -> None:
        nonlocal ended
        async with turn:
            runs.add(await outcome(task, advise))
        ended += 1
        told(task.case.id, ended / len(todo))

    told("beginning", ended / max(1, len(todo)))
    async with asyncio.TaskGroup() as group:
        for task in left:
            group.create_task(one(task))
    return len(left)


async def outcome(task: Task, advise: Advise) -> Result:
    """One run to its end. The answer stands in ``advice``, so the last event is kept without it."""
    began, events, thread = time.perf_counter(), list[Event](), new_id()
    async with aclosing(advise(task.text, task.profile, thread)) as stream:  # type: ignore[type-var]
        async for event in stream:
            events.append(event)
    seconds, last = time.perf_counter() - began, events[-1]
    advice = Advice.model_validate(last.advice) if isinstance(last, RunFinished) else None
    ends: dict[type, Outcome] = {RunFinished: "finished", QuestionsAsked: "waiting", RunFailed: "failed"}
    further = await turns(task.case.script, advice, advise, thread) if task.case.script else []
    kept = dump([*events[:-1], last.model_copy(update={"advice": {}}) if isinstance(last, RunFinished) else last])
    return Result(
        case=task.case.id,
        variant=task.variant,
        repeat=task.repeat,
        run_id=str(kept[0].get("run_id", "")),
        outcome=ends.get(type(last), "stopped"),
        seconds=round(seconds, 4),
        first_fact=next((round(e.at, 4) for e in events if isinstance(e, FactsFound)), None),
        advice=advice,
        asked=_asked(kept),
        events=kept,
        turns=further,
        error=f"{last.message} {last.mend}".strip() if isinstance(last, RunFailed) else "",
    )


def _asked(events: list[dict[str, Any]]) -> list[str]:
    """The fields intake would have asked about: it finds the same questions whether or not it may stop to ask them."""
    read: dict[str, Any] = next(
        (e["result"] for e in events if e["type"] == "agent_finished" and e["agent"] == "intake"), {}
    )
    questions = events[-1]["questions"] if events[-1]["type"] == "questions" else read.get("questions", [])
    return [question["field"] for question in questions]


# ---- what was run, and with what ------------------------------------------------------------------------------


def manifest(name: str, source: str, cases: list[Case], **more: Any) -> Manifest:
    """The manifest of a set of runs that begins now; ``more`` are fields of it."""
    return Manifest(
        name=name,
        set=source,
        started=now(),
        commit=commit(),
        versions={package: found for package in PACKAGES if (found := _version(package))},
        prompts=prompts(),
        facts={table: entry.sha256 for table, entry in sorted(tables().manifest.tables.items())},
        cases=cases,
        **more,
    )


def opened(folder: Path, wanted: Manifest) -> RunSet:
    """A new set of runs, or the one that is there to be gone on with; UserError when that one was run with other things."""
    runs = RunSet(folder)
    if not (folder / "manifest.json").exists():
        runs.begin(wanted)
        return runs
    kept = runs.manifest
    changed = [name for name in SAME if getattr(kept, name) != getattr(wanted, name)]
    digests = {case.id: case.digest for case in kept.cases}
    if any(digests.get(case.id, case.digest) != case.digest for case in wanted.cases):
        changed.append("cases")
    if changed:
        raise UserError(
            f"The set of runs '{kept.name}' was begun with other {', '.join(changed)}.", "Choose another --name."
        )
    known = {case.id for case in kept.cases}
    kept.cases += [case for case in wanted.cases if case.id not in known]
    kept.repeat = max(kept.repeat, wanted.repeat)
    runs.begin(kept)
    runs.mend()
    return runs


def closed(runs: RunSet) -> None:
    """Note that all of it has run."""
    runs.begin(runs.manifest.model_copy(update={"finished": now()}))


def prompts(changed: dict[str, str] | None = None) -> dict[str, str]:
    """Name → hash of each prompt; ``changed`` are texts in the place of an agent's own."""
    folder = ROOT / "agents" / "prompts"
    texts = {
        file.relative_to(folder).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.md"))
    }
    return {name: digest(text.encode()) for name, text in {**texts, **(changed or {})}.items()}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def commit() -> str:
    """The checkout's commit, with "+" when files differ from it; empty outside of a checkout."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return f"{head}+" if _git("status", "--porcelain", "--untracked-files=no") else head
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
