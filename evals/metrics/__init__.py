"""What an evaluation measures: one module a group, each metric with its formula and source in its docstring."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from evals.cases import Case
from evals.metrics.choosing import CHOOSING, HARM
from evals.metrics.cost import COST
from evals.metrics.decision import DECISION, pick
from evals.metrics.groundedness import GROUNDEDNESS
from evals.metrics.metric import Better, Metric
from evals.metrics.overall import OVERALL
from evals.metrics.plan import PLAN
from evals.metrics.reading import READING
from evals.metrics.retrieval import RETRIEVAL
from evals.metrics.speech import SPEECH
from evals.metrics.talk import TALK
from evals.results import Result, RunSet

METRICS: tuple[Metric, ...] = (
    *GROUNDEDNESS, *READING, *DECISION, *CHOOSING, *HARM, *RETRIEVAL, *PLAN, *TALK, *SPEECH, *COST
)  # fmt: skip


class Scored(BaseModel):
    """A run's figures by the metric's name; those that do not apply are left out."""

    case: str
    variant: int
    repeat: int
    run_id: str
    values: dict[str, float]

    @property
    def key(self) -> tuple[str, int, int]:
        return self.case, self.variant, self.repeat


def scored(runs: RunSet) -> list[Scored]:
    """Every run of a set, in the order of case, variant and repeat, so that the order of running shows nowhere."""
    return score({case.id: case for case in runs.manifest.cases}, runs)


def score(cases: dict[str, Case], results: Iterable[Result]) -> list[Scored]:
    """Runs of cases that are not given are passed over."""
    there = {result.key: result for result in results if result.case in cases}
    rows = []
    for key in sorted(there):
        result, case, values = there[key], cases[there[key].case], dict[str, float]()
        firsts = {
            "variant": there.get((result.case, 0, result.repeat)),
            "repeat": there.get((result.case, result.variant, 0)),
        }
        for metric in METRICS:
            first = firsts["repeat" if metric.name == "decision.repeatable" else "variant"]
            value = metric.of(case, result)
            if metric.paired and first is not None and first is not result:
                value = metric.paired(case, result, first)
            if value is not None:
                values[metric.name] = round(float(value), 6)
        rows.append(Scored(case=key[0], variant=key[1], repeat=key[2], run_id=result.run_id, values=values))
    return rows


def overall(runs: RunSet) -> dict[str, float]:
    """The figures of the set as a whole: diversity of picks, median and slow runs."""
    picks = {result.key: pick(result) for result in runs}
    return overall_of([((row.case, row.variant, row.repeat), picks[row.key], row.values) for row in scored(runs)])


def overall_of(rows: list[tuple[tuple[str, int, int], str | None, dict[str, float]]]) -> dict[str, float]:
    """From (key, pick, values) of each run."""
    firsts = [(pick, values) for (_, variant, repeat), pick, values in rows if variant == repeat == 0]
    every = [(pick, values) for _, pick, values in rows]
    found = {name: of(firsts if name.startswith("diversity") else every) for name, (of, _, _) in OVERALL.items()}
    return {name: round(value, 6) for name, value in found.items() if value is not None}


def means(rows: list[Scored]) -> dict[str, float]:
    """Each metric over the cases it applies to: the mean of the cases' means, so that a case with many variants counts once."""
    by_case: dict[str, dict[str, list[float]]] = {}
    for row in rows:
        for name, value in row.values.items():
            by_case.setdefault(name, {}).setdefault(row.case, []).append(value)
    averages = {name: [sum(v) / len(v) for v in cases.values()] for name, cases in by_case.items()}
    return {m.name: sum(averages[m.name]) / len(averages[m.name]) for m in METRICS if m.name in averages}


__all__ = ["METRICS", "OVERALL", "Better", "Metric", "Scored", "means", "overall", "overall_of", "score", "scored"]
