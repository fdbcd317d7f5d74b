"""The five scorecards of a set of runs: reading, choosing (with harm), plans, talk, and the worth of a model with its guard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.guarding import Guarded
from evals.intervals import mean_interval
from evals.metrics import METRICS
from evals.scorecard import Scorecard
from evals.understood import FIELDS
from evals.worth import Worth
from runtime.errors import UserError
from runtime.settings import ROOT

TARGETS = ROOT / "evals" / "targets.yaml"
SCORECARDS = {
    "reading": ("reading",), "choosing": ("choice", "harm"), "plans": ("plan", "support"), "talk": ("talk",), "model": ("speech", "guard"),
}  # fmt: skip
"""Scorecard → the groups of metrics that stand on it."""


class Target(BaseModel):
    """See the head of ``targets.yaml``."""

    model_config = ConfigDict(extra="forbid")

    least: float | None = None
    most: float | None = None
    why: str

    def met(self, value: float) -> bool:
        return (self.least is None or value >= self.least - 1e-9) and (self.most is None or value <= self.most + 1e-9)


class Figure(BaseModel):
    """A mean over ``n`` cases with its 95 % interval. ``met`` is None where there is no target."""

    metric: str
    value: float
    low: float
    high: float
    n: int
    met: bool | None = None


class FieldLine(BaseModel):
    """One field of the reading scorecard; shares over the cases that state it. ``risk`` is wrong ÷ stated."""

    field: str
    n: int
    right: Figure
    asked: Figure
    missed: float
    wrong: Figure
    risk: float | None = None


class Panel(BaseModel):
    """The scorecards of one set; a scorecard that does not apply is empty."""

    name: str
    cases: int
    reading: list[FieldLine] = []
    figures: dict[str, list[Figure]] = Field({}, description="scorecard → its figures, reading left out")
    worth: Worth | None = None
    guard: Guarded | None = None

    @property
    def short(self) -> list[str]:
        """Metrics that fall short of their target."""
        lines = [f for line in self.reading for f in (line.right, line.asked, line.wrong)]
        return [f.metric for f in [*lines, *(f for some in self.figures.values() for f in some)] if f.met is False]


def panel(card: Scorecard, worth: Worth | None = None) -> Panel:
    """From the rows of a scorecard; variants and repeats of a case are averaged first."""
    values = _by_case(card)
    made = Panel(name=card.manifest.set, cases=len(card.digests), worth=worth)
    made.reading = [line for name in FIELDS if (line := _line(name, values))]
    for name, groups in SCORECARDS.items():
        of = [
            m for m in METRICS if m.group in groups and m.name in values and m.group != "reading" and m.better != "none"
        ]
        made.figures[name] = [_figure(m.name, values[m.name]) for m in of if not m.name.startswith("speech.rejected.")]
    return made


def guard_panel(guard: Guarded) -> Panel:
    """The guard before its labelled sentences: shares of false ones let through and of true ones kept back."""
    figures = [
        _share("guard.false_pass", len(guard.passes), guard.false),
        _share("guard.false_rejection", len(guard.rejections), guard.true),
    ]
    return Panel(name="guard", cases=guard.false + guard.true, figures={"model": figures}, guard=guard)


def _by_case(card: Scorecard) -> dict[str, list[float]]:
    each: dict[str, dict[str, list[float]]] = {}
    for row in card.rows:
        for name, value in row.values.items():
            each.setdefault(name, {}).setdefault(row.case, []).append(value)
    return {name: [sum(v) / len(v) for v in cases.values()] for name, cases in each.items()}


def _line(field: str, values: dict[str, list[float]]) -> FieldLine | None:
    name = f"reading.{field}"
    if name not in values:
        return None
    right, asked, wrong = (_figure(f"{name}{ending}", values[f"{name}{ending}"]) for ending in ("", ".asked", ".wrong"))
    target = targets().get(name)
    right.met = None if target is None else target.met(right.value + asked.value)
    stated = right.value + wrong.value
    missed = max(0.0, 1 - right.value - asked.value - wrong.value)
    return FieldLine(field=field, n=right.n, right=right, asked=asked, missed=missed, wrong=wrong, risk=wrong.value / stated if stated else None)  # fmt: skip


def _figure(metric: str, values: Sequence[float]) -> Figure:
    mean, (low, high), target = sum(values) / len(values), mean_interval(values), targets().get(metric)
    return Figure(
        metric=metric, value=mean, low=low, high=high, n=len(values), met=target.met(mean) if target else None
    )


def _share(metric: str, part: int, whole: int) -> Figure:
    return _figure(metric, [1.0] * part + [0.0] * (whole - part))


@lru_cache
def targets(path: Path = TARGETS) -> dict[str, Target]:
    """By metric. UserError names the file and the target."""
    try:
        return TypeAdapter(dict[str, Target]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (ValidationError, yaml.YAMLError) as error:
        what = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ("no YAML",)
        raise UserError(f"{path.name}: {'.'.join(map(str, what))} is no target.", "See the head of the file.") from None


def short_of_target(panels: Iterable[Panel]) -> int:
    return sum(len(one.short) for one in panels)
