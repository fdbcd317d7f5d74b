"""What a metric is: one number a run, with its unit and which way is better; its docstring holds formula and source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.cases import Case
from evals.results import Result

Better = Literal["high", "low", "none"]
Of = Callable[[Case, Result], float | None]
Paired = Callable[[Case, Result, Result], float | None]


def _alone(case: Case, result: Result) -> float | None:
    return None


@dataclass(frozen=True)
class Metric:
    """``of`` a run, None where it does not apply. A ``paired`` one looks at a variant or repeat and the case's first run."""

    name: str
    group: str
    better: Better
    of: Of
    unit: str = "share"
    paired: Paired | None = None

    @property
    def doc(self) -> str:
        """What it measures, in a line."""
        return ((self.paired or self.of).__doc__ or "").strip().splitlines()[0]


def metric(name: str, better: Better = "high", unit: str = "share") -> Callable[[Of], Metric]:
    """The function below as a metric of the group that the name begins with."""
    return lambda of: Metric(name, name.partition(".")[0], better, of, unit)


def paired(name: str, better: Better = "high", unit: str = "share") -> Callable[[Paired], Metric]:
    return lambda of: Metric(name, name.partition(".")[0], better, _alone, unit, of)


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
