"""What a replay leaves behind: a folder with one manifest and one line a run, written as each run ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from agents.contracts import Advice
from evals.cases import Case
from evals.turns import TurnOutcome
from runtime.errors import NotFound
from runtime.settings import settings


class Result(BaseModel):
    """One run of one case. ``variant`` 0 is the case's own text, n the n-th of its ``again``."""

    case: str
    variant: int = 0
    repeat: int = 0
    run_id: str
    outcome: Literal["finished", "waiting", "failed", "stopped"]
    seconds: float
    first_fact: float | None = Field(None, description="seconds until the first fact")
    advice: Advice | None = None
    asked: list[str] = Field([], description="fields that intake would ask about")
    events: list[dict[str, Any]] = Field([], description="as in the run's record, the last without the advice")
    turns: list[TurnOutcome] = Field([], description="of a conversation script: what each further turn brought")
    error: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        return self.case, self.variant, self.repeat


class Manifest(BaseModel):
    """What was run and with what, so that a difference between two sets of runs can be laid to something."""

    name: str
    set: str
    started: str
    finished: str = ""
    commit: str = ""
    versions: dict[str, str] = {}
    prompts: dict[str, str] = Field({}, description="agent → hash of its prompt")
    facts: dict[str, str] = Field({}, description="table → its sha256")
    cases: list[Case] = Field([], description="as they were when they were run")
    mode: str = "evidence-only"
    model: str = ""
    way: Literal["live", "record", "replay"] = "live"
    recordings: str = Field("", description="sha256 of the recordings replayed")
    changed: dict[str, str] = Field({}, description="what --set changed")
    repeat: int = 1
    seed: int = 0


class RunSet:
    """A folder of results: ``manifest.json`` and ``results.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> Manifest:
        return Manifest.model_validate_json((self.folder / "manifest.json").read_text(encoding="utf-8"))

    def begin(self, manifest: Manifest) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")

    def add(self, result: Result) -> None:
        with (self.folder / "results.jsonl").open("a", encoding="utf-8") as file:
            file.write(result.model_dump_json() + "\n")

    def mend(self) -> None:
        """Take off what is to be run again: a line that a killed process cut short, and runs that failed."""
        kept = [result for result in self if result.outcome != "failed"]
        new = self.folder / "results.jsonl.new"
        new.write_text("".join(f"{result.model_dump_json()}\n" for result in kept), encoding="utf-8")
        new.replace(self.folder / "results.jsonl")

    def __iter__(self) -> Iterator[Result]:
        """Results in the order they ended; a line cut off by a killed process is passed over."""
        path = self.folder / "results.jsonl"
        if path.exists():
            with path.open(encoding="utf-8", newline="\n") as file:
                yield from (Result.model_validate_json(line) for line in file if line.endswith("\n"))


def home() -> Path:
    return settings().home / "evals"


def find(name: str) -> RunSet:
    """By folder, by name, by the beginning of one, or ``last``; NotFound otherwise."""
    if (Path(name) / "manifest.json").exists():
        return RunSet(Path(name))
    there = every()
    hits = there[-1:] if name == "last" else [one for one in there if one.folder.name.startswith(name)]
    exact = [one for one in hits if one.folder.name == name]
    if len(exact or hits) != 1:
        what = f"{len(hits)} sets of runs begin with '{name}'" if hits else f"There is no set of runs '{name}'"
        raise NotFound(f"{what}.", "`gigpath eval runs` lists them; `gigpath eval run profiles` makes one.")
    return (exact or hits)[0]


def every() -> list[RunSet]:
    """All under ``home``, oldest first."""
    return sorted(
        (RunSet(file.parent) for file in home().glob("*/manifest.json")), key=lambda one: one.manifest.started
    )
