"""Figures over the sets of runs kept. A scorecard is kept beside its results until they, or the metrics, change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from pydantic import BaseModel, ValidationError

from evals.results import RunSet
from evals.scorecard import Scorecard, card
from runtime.settings import ROOT

KEPT = "scorecard.json"


class Point(BaseModel):
    """One set of runs; ``value`` is None where the metric does not apply to it."""

    name: str
    started: str
    value: float | None


def kept(runs: RunSet) -> Scorecard:
    """The scorecard, from beside the results where one of just these results and metrics lies there."""
    file, mark = runs.folder / KEPT, stamp(runs)
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        if held["stamp"] == mark:
            found = Scorecard.model_validate(held["card"])
            found._runs = runs  # a comparison looks there for what moved
            return found
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        pass  # none, or of another shape: measured anew
    made = card(runs)
    with suppress(OSError):  # a folder that cannot be written to can still be read
        file.write_text(json.dumps({"stamp": mark, "card": made.model_dump(mode="json")}), encoding="utf-8")
    return made


def points(cards: Iterable[Scorecard], metric: str) -> list[Point]:
    """The metric in each set, in the order given."""
    return [Point(name=one.manifest.name, started=one.manifest.started, value=one.means.get(metric)) for one in cards]


def stamp(runs: RunSet) -> str:
    """Changes when the results or what measures them do."""
    there = [runs.folder / name for name in ("manifest.json", "results.jsonl")]
    seen = [(file.stat().st_size, file.stat().st_mtime_ns) for file in there if file.exists()]
    return hashlib.sha256(f"{seen}{_measures()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _measures() -> str:
    """What measures, as a hash of its code."""
    files = [ROOT / "evals" / name for name in ("expected.py", "grounded.py", "trail.py", "scorecard.py")]
    files += sorted((ROOT / "evals" / "metrics").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
