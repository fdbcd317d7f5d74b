"""The scorecard of a set of runs: small enough to be committed, whole enough to be compared with."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, Field, PrivateAttr, ValidationError

from evals.metrics import Scored, means, overall_of, score
from evals.metrics.decision import pick
from evals.results import Manifest, Result, RunSet, find
from evals.trail import trail
from runtime.errors import UserError
from tools.fact import Fact

Key = tuple[str, int, int]


class Row(Scored):
    """A run's figures, what it picked and what it did."""

    pick: str | None = Field(None, description="SOC code; empty: no role; none: no answer")
    trail: list[str] = Field([], description="see evals/trail.py")
    error: str = ""


class Scorecard(BaseModel):
    """``manifest`` without the cases' own words."""

    manifest: Manifest
    digests: dict[str, str] = Field({}, description="case → what it was, as a hash")
    rows: list[Row] = []
    facts: dict[str, float] = Field({}, description="published facts the runs stood on, by id")
    _runs: RunSet | None = PrivateAttr(None)

    @property
    def means(self) -> dict[str, float]:
        """Each metric over the cases, then the figures of the whole set."""
        whole = overall_of([(row.key, row.pick, row.values) for row in self.rows])
        return {**means(list(self.rows)), **whole}

    @property
    def by_key(self) -> dict[Key, Row]:
        return {row.key: row for row in self.rows}

    def whole(self, keys: set[Key]) -> dict[Key, Result]:
        """These runs whole, where the scorecard was made from them just now; none of a scorecard that was kept."""
        return {result.key: result for result in self._runs or () if result.key in keys}


def card(runs: RunSet) -> Scorecard:
    """Measured now, with the metrics of now, from what the runs left."""
    manifest, facts, did = runs.manifest, dict[str, float](), dict[Key, Result]()

    def heard() -> Iterator[Result]:
        for result in runs:
            facts.update(published(result))
            did[result.key] = result
            yield result

    scored = score({case.id: case for case in manifest.cases}, heard())
    rows = [
        Row(
            **row.model_dump(), pick=pick(did[row.key]), trail=trail(did[row.key]), error=did[row.key].error
        )
        for row in scored
    ]  # fmt: skip
    digests = {case.id: case.digest for case in manifest.cases}
    lean = manifest.model_copy(update={"cases": []})
    made = Scorecard(manifest=lean, digests=digests, rows=rows, facts=dict(sorted(facts.items())))
    made._runs = runs
    return made


def published(result: Result) -> dict[str, float]:
    """Typical pay, growth, openings and rates that the run stood on: what the tables say, whoever asks."""
    facts = result.advice.facts.values() if result.advice else ()
    return {fact.id: fact.value for fact in facts if isinstance(fact.value, float) and _of_tables(fact)}


def _of_tables(fact: Fact) -> bool:
    kind, _, rest = fact.id.partition(".")
    return (kind == "wage" and rest.endswith(".p50")) or (
        kind in ("role", "rate") and not fact.inputs and not fact.formula
    )


def read(name: str) -> Scorecard:
    """A scorecard's file, or the scorecard of a set of runs by name, folder or ``last``."""
    path = Path(name)
    if path.suffix not in (".json", ".gz"):
        return card(find(name))
    try:
        content = path.read_bytes()
        return Scorecard.model_validate_json(gzip.decompress(content) if path.suffix == ".gz" else content)
    except (ValidationError, OSError, EOFError) as error:
        raise UserError(
            f"{path} is no scorecard ({type(error).__name__}).", "`gigpath eval score --write` keeps one."
        ) from None


def write(told: Scorecard, path: Path) -> None:
    """As JSON, packed where the name ends in .gz; ids of runs and clocks are left out, for they are of one machine."""
    rows = [
        row.model_copy(
            update={"run_id": "", "values": {k: v for k, v in row.values.items() if k not in timed()}}
        )
        for row in told.rows
    ]  # fmt: skip
    lean = told.model_copy(update={"rows": rows})
    content = lean.model_dump_json(exclude_defaults=True).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content + b"\n")


def timed() -> set[str]:
    """Metrics measured by the clock."""
    from evals.metrics import METRICS, OVERALL

    return {m.name for m in METRICS if m.unit == "s"} | {name for name, (_, _, unit) in OVERALL.items() if unit == "s"}
