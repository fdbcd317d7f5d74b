"""A set of runs in MLflow: sent to a real store by the command, in the Python that has mlflow."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from run_sets import Parrot, played

from evals.mlflow_export import artifacts, metric_name, moment, parameters
from evals.results import RunSet
from evals.scorecard import card
from ui.cli import main

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
async def runs(at_home: None, tmp_path: Path) -> RunSet:
    return await played(tmp_path / "parrot", model=Parrot(), commit="abc123", finished="2026-11-20T10:05:00+00:00")


@pytest.fixture
def python() -> str:
    """The Python that has mlflow: this one, or the one beside the ``mlflow`` that GIGPATH_TEST_MLFLOW or the PATH names."""
    if importlib.util.find_spec("mlflow"):
        return sys.executable
    command = os.environ.get("GIGPATH_TEST_MLFLOW") or shutil.which("mlflow") or ""
    beside = Path(command).with_name("python") if command else None
    if beside is None or not beside.exists():
        pytest.skip("mlflow is not installed: pip install 'gigpath[mlflow]'")
    return str(beside)


def test_names_and_moments() -> None:
    assert metric_name("retrieval.hit@5") == "retrieval.hit_at_5"
    assert metric_name("speech.rejected.own words!") == "speech.rejected.own words_"
    assert moment("1970-01-01T00:01:00+00:00") == 60_000
    assert artifacts("http://localhost:5000") is None
    assert (artifacts("sqlite:////data/x/mlflow.db") or "").endswith("/data/x/mlartifacts")


async def test_parameters_are_the_manifest(runs: RunSet) -> None:
    told = parameters(runs.manifest)
    assert told["commit"] == "abc123"
    assert told["model"] == "parrot"
    assert told["prompts.career_decider"] == "abc"
    assert "recordings" not in told


async def test_without_mlflow_one_sentence(runs: RunSet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, "mlflow", None)
    assert main(["eval", "export-mlflow", str(runs.folder), "--to", "sqlite:///x.db"]) == 2
    assert "pip install 'gigpath[mlflow]'" in capsys.readouterr().err
    assert main(["eval", "export-mlflow", str(runs.folder)]) == 2


@pytest.mark.slow
async def test_a_set_is_an_mlflow_run(runs: RunSet, tmp_path: Path, python: str) -> None:
    store = f"sqlite:///{tmp_path / 'mlflow.db'}"

    def export() -> str:
        own = sysconfig.get_paths()["purelib"]
        code = (
            f"import sys; sys.path += [{str(ROOT)!r}, {own!r}]; from ui.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        command = [python, "-c", code, "eval", "export-mlflow", str(runs.folder), "--to", store]
        env = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "HOME": str(tmp_path)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    first = export()
    assert first.startswith("Sent")
    assert export().startswith("It is there already")
    with sqlite3.connect(tmp_path / "mlflow.db") as db:
        experiments = db.execute("SELECT name FROM experiments WHERE name != 'Default'").fetchall()
        (row,) = db.execute("SELECT run_uuid, name, status, artifact_uri, start_time, end_time FROM runs").fetchall()
        metrics = dict(db.execute("SELECT key, value FROM latest_metrics").fetchall())
        params = dict(db.execute("SELECT key, value FROM params").fetchall())
        tags = dict(db.execute("SELECT key, value FROM tags").fetchall())
    assert experiments == [("gigpath-profiles",)]
    assert row[1:3] == ("parrot", "FINISHED")
    assert row[5] - row[4] == 5 * 60 * 1000
    assert row[0] in first
    means = card(runs).means
    assert len(metrics) == len(means) + 2
    for name, value in means.items():
        assert metrics[metric_name(name)] == pytest.approx(value), name
    assert metrics["runs"] == 4
    assert params["commit"] == "abc123"
    assert tags["gigpath.broken"] == "none"
    kept = Path(row[3].removeprefix("file://"))
    assert (kept / "results.jsonl").read_bytes() == (runs.folder / "results.jsonl").read_bytes()
    assert json.loads((kept / "manifest.json").read_text())["name"] == "parrot"
    assert "<title>Gigpath evaluation: parrot</title>" in (kept / "report.html").read_text()
