"""A run of an evaluation as the record of a run, so that it can be taken apart like any other."""

from __future__ import annotations

import re
from datetime import datetime

from evals.cases import Case
from evals.replay import Task
from evals.results import Manifest, Result, RunSet
from runtime.errors import NotFound
from runtime.records import RunRecord

THREAD = "fork-"
"""How threads begin that the chat does not list."""


def find_run(runs: RunSet, asked: str) -> tuple[Case, Result]:
    """By "case", "case/variant", "case/variant/repeat", or a run's id; NotFound otherwise."""
    case, _, rest = asked.partition("/")
    variant, _, repeat = rest.partition("/")
    cases = {one.id: one for one in runs.manifest.cases}
    key = (case, int(variant or 0), int(repeat or 0)) if re.fullmatch(r"\d*(/\d+)?", rest) else None
    for result in runs:
        if result.case in cases and (result.key == key or (asked and result.run_id == asked)):
            return cases[result.case], result
    name = runs.manifest.name
    raise NotFound(f"The set of runs '{name}' has no run '{asked}'.", f"`gigpath eval report {name}` lists the worst.")


def record_of(manifest: Manifest, case: Case, result: Result) -> RunRecord:
    """What the run's own record would be; the advice stands in its last event again."""
    task = Task(case, result.variant, result.repeat)
    advice = result.advice.model_dump(mode="json") if result.advice else None
    role = result.advice.decision.role if result.advice and result.advice.decision else None
    *events, last = result.events or [{}]
    events = [*events, {**last, "advice": advice or {}} if last.get("type") == "run_finished" else last]
    profile = task.profile.model_dump(mode="json") if task.profile else None
    return RunRecord(
        run_id=result.run_id,
        thread=f"{THREAD}{result.run_id}",
        started=datetime.fromisoformat(manifest.started),
        seconds=result.seconds,
        mode=manifest.mode,
        outcome=result.outcome,
        asked=(task.text or "(a profile)")[:200],
        answer=role.title if role else result.error or "no role",
        request={"text": task.text, "profile": profile, "evaluation": f"{manifest.name}: {case.id}"},
        advice=advice,
        context=[],
        events=events if last else [],
    )
