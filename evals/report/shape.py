"""The parts of a report, as they are computed and before they are drawn."""

from __future__ import annotations

from pydantic import BaseModel

from agents.contracts import Narrative
from evals.compare import Comparison
from evals.expected import Check
from evals.gates import Broken
from evals.judge import Judged
from evals.report.trend import Point
from evals.report.words import GROUPS
from evals.results import Manifest


class Measured(BaseModel):
    """One metric. ``verdict``: holds, broken, compared (its gate looks at two sets of runs), or empty where it has no gate."""

    metric: str
    group: str
    unit: str
    better: str
    meaning: str
    value: float
    runs: int
    verdict: str = ""
    gate: str = ""
    trend: list[Point] = []


class Spread(BaseModel):
    """The values of one figure over the runs."""

    name: str
    unit: str
    meaning: str
    values: list[float]


class Told(BaseModel):
    """A run as a person would see it."""

    case: str
    variant: int
    repeat: int
    run_id: str
    asked: str
    pick: str
    passages: list[Narrative] = []
    error: str = ""


class Worst(BaseModel):
    """A run that went wrong most: what was expected and said, how the expectations were worked out."""

    told: Told
    gig: str
    tags: list[str]
    checks: list[Check]
    why: str
    broken: list[str] = []

    @property
    def missed(self) -> list[Check]:
        return [check for check in self.checks if not check.ok]


class Rule(BaseModel):
    """A rule of the guard, and what it kept back."""

    rule: str
    count: int
    examples: list[tuple[str, str]] = []
    """Sentence and reason."""


class Side(BaseModel):
    """The same profile in two sets of runs; ``other`` is None in a report on one set."""

    told: Told
    other: Told | None = None
    why: str = ""

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """By agent what the other set said and what this one says."""
        sides = (self.other.passages if self.other else [], self.told.passages)
        agents = dict.fromkeys(passage.agent for side in sides for passage in side)
        said = [{agent: "\n".join(p.text for p in side if p.agent == agent) for agent in agents} for side in sides]
        return [(agent, said[0][agent], said[1][agent]) for agent in agents]


class Summary(BaseModel):
    manifest: Manifest
    opening: list[str]
    measured: list[Measured]
    broken: list[Broken]
    spreads: list[Spread]
    worst: list[Worst]
    rules: list[Rule]
    judged: int
    transcripts: list[Side]
    sets: list[Point]
    comparison: Comparison | None = None
    against: Manifest | None = None
    opinion: Judged | None = None

    @property
    def groups(self) -> dict[str, list[Measured]]:
        """In the order in which a reader asks."""
        found: dict[str, list[Measured]] = {group: [] for group in GROUPS}
        for one in self.measured:
            found.setdefault(one.group, []).append(one)
        return {group: rows for group, rows in found.items() if rows}
