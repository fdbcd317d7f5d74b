"""A set of runs → a run of an MLflow experiment, one experiment a set of profiles.

Needs ``pip install 'gigpath[mlflow]'``. The manifest becomes parameters, each metric's mean a metric, and the results with
their report artifacts. What was sent once is found again and not sent twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.gates import broken_in, gates
from evals.report import html, summarise
from evals.report.trend import kept
from evals.results import Manifest, RunSet
from runtime.errors import SourceError, UserError

TAG = "gigpath.runs"
"""Holds the set's name and beginning: by it a run that was sent is found."""
LONGEST = 500
"""Characters of a parameter; older servers take no more."""


@dataclass(frozen=True)
class Sent:
    experiment: str
    run_id: str
    new: bool


def send(runs: RunSet, to: str) -> Sent:
    """UserError without mlflow or for a store that cannot be; SourceError when the store cannot be reached."""
    try:
        from mlflow import MlflowClient  # type: ignore[import-not-found,unused-ignore]
        from mlflow.entities import Metric, Param, RunTag  # type: ignore[import-not-found,unused-ignore]
        from mlflow.exceptions import MlflowException  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise UserError("mlflow is not installed.", "pip install 'gigpath[mlflow]'") from None
    manifest, card = runs.manifest, kept(runs)
    means = card.means
    broken = broken_in({"/".join(map(str, row.key)): row.values for row in card.rows}, means, gates())
    name, mark = f"gigpath-{manifest.set}", f"{manifest.name} {manifest.started}"
    try:
        client = MlflowClient(tracking_uri=to)
        found = client.get_experiment_by_name(name)
        experiment = found.experiment_id if found else client.create_experiment(name, artifacts(to))
        if there := client.search_runs([experiment], f"tags.`{TAG}` = '{mark}'", max_results=1):
            return Sent(name, there[0].info.run_id, False)
        began, ended = moment(manifest.started), moment(manifest.finished or manifest.started)
        tags = {"gigpath.broken": " ".join(sorted({gate.metric for gate in broken})) or "none"}
        made = client.create_run(experiment, began, tags, manifest.name)
        told = {**means, "runs": float(len(card.rows)), "profiles": float(len(card.digests))}
        client.log_batch(
            made.info.run_id,
            [Metric(metric_name(key), value, ended, 0) for key, value in told.items()],
            [Param(key, value[:LONGEST]) for key, value in parameters(manifest).items()],
            [RunTag("mlflow.source.name", "gigpath eval"), RunTag("mlflow.source.git.commit", manifest.commit)],
        )
        with TemporaryDirectory() as aside:
            page = Path(aside) / "report.html"
            page.write_text(html(summarise(runs)), encoding="utf-8")
            for file in (page, runs.folder / "manifest.json", runs.folder / "results.jsonl"):
                client.log_artifact(made.info.run_id, str(file))
        client.set_terminated(made.info.run_id, end_time=ended)
        client.set_tag(made.info.run_id, TAG, mark)  # last, so that what was cut off is sent again
    except (MlflowException, OSError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise SourceError(
            f"MLflow at {to} took nothing: {why}", "Give --to sqlite:///mlflow.db, or a server."
        ) from None
    return Sent(name, made.info.run_id, True)


def parameters(manifest: Manifest) -> dict[str, str]:
    """The manifest in flat words; what is empty is left out."""
    told = {key: str(getattr(manifest, key)) for key in ("name", "set", "commit", "mode", "model", "way", "recordings", "repeat", "seed")}  # fmt: skip
    for group in ("versions", "prompts", "facts", "changed"):
        told |= {f"{group}.{key}": value for key, value in getattr(manifest, group).items()}
    return {metric_name(key): value for key, value in told.items() if value}


def metric_name(name: str) -> str:
    """As MLflow takes it: hit@5 → hit_at_5."""
    return re.sub(r"[^\w./: -]", "_", name.replace("@", "_at_"))


def moment(words: str) -> int:
    """An ISO moment in milliseconds."""
    return int(datetime.fromisoformat(words).timestamp() * 1000)


def artifacts(to: str) -> str | None:
    """Beside a SQLite file, for MLflow would put them wherever one stands; else where the server wants them."""
    if not to.startswith("sqlite:///"):
        return None
    return (Path(to.removeprefix("sqlite:///")).resolve().parent / "mlartifacts").as_uri()
