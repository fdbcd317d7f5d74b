"""Gates: what no change may break, in one file, ``gates.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from runtime.errors import UserError
from runtime.settings import ROOT

GATES = ROOT / "evals" / "gates.yaml"


class Gate(BaseModel):
    """See the head of the file."""

    model_config = ConfigDict(extra="forbid")

    each_most: float | None = None
    each_least: float | None = None
    mean_most: float | None = None
    mean_least: float | None = None
    worse: bool = False
    enforced: bool = True
    why: str


class Broken(BaseModel):
    """A gate that does not hold, and where: runs as "case", "case/variant" or "case/variant/repeat"."""

    metric: str
    words: str
    why: str
    runs: list[str] = []
    enforced: bool = Field(True, description="false: it is told, and fails nothing yet")


@lru_cache
def gates(path: Path = GATES) -> dict[str, Gate]:
    """By metric. UserError names the file and the gate."""
    try:
        return TypeAdapter(dict[str, Gate]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (ValidationError, yaml.YAMLError) as error:
        what = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ("no YAML",)
        raise UserError(f"{path.name}: {'.'.join(map(str, what))} is no gate.", "See the head of the file.") from None


def broken_in(values: dict[str, dict[str, float]], means: dict[str, float], rules: dict[str, Gate]) -> list[Broken]:
    """The gates that one set of runs breaks by itself; ``values`` are metrics by run."""
    found = []
    for metric, gate in rules.items():
        bad = {
            run: told[metric]
            for run, told in values.items()
            if metric in told and not _between(told[metric], gate.each_least, gate.each_most)
        }
        if bad:
            at_worst = max(bad.values()) if gate.each_most is not None else min(bad.values())
            words = f"{len(bad)} of {sum(metric in told for told in values.values())} runs, {at_worst:g} at worst"
            found.append(Broken(metric=metric, words=words, why=gate.why, runs=sorted(bad), enforced=gate.enforced))
        if metric in means and not _between(means[metric], gate.mean_least, gate.mean_most):
            limit = gate.mean_least if gate.mean_least is not None else gate.mean_most
            words = f"{means[metric]:.4g}, and {limit:g} is the limit"
            found.append(Broken(metric=metric, words=words, why=gate.why, enforced=gate.enforced))
    return found


def _between(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least - 1e-9) and (most is None or value <= most + 1e-9)
