"""Regressions planted into the product itself, each of which `gigpath eval compare` must catch and name; and changes that
change nothing, at which it must keep still."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from agents.guard import Verdict
from evals import cases as case_files
from evals.hostile import Hostile, Liar
from knowledge.index import nearest
from knowledge.tables import Tables, WageRow
from runtime.llm import Choice
from runtime.settings import ROOT
from ui.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("at_home")]

SOME = ["--limit", "24"]
MONEY = ("mean", "p10", "p25", "p50", "p75", "p90")


class Dutiful(Hostile):
    """Says its draft where the prompt holds the rules, and makes figures up where it does not; has nothing to hint at."""

    model_name: str = "dutiful"

    def words(self, prompt: str) -> list[str]:
        draft = re.search(r"Draft: (.+)", prompt)
        ruled = "Never write a digit" in prompt and draft
        return [draft[1]] if ruled else [f"You will make ${n} an hour." for n in (40, 50, 60)]

    def hint(self, prompt: str, schema: type[BaseModel]) -> dict[str, Any]:
        fields = schema.model_json_schema()["properties"]
        return {
            name: [] if spec.get("type") == "array" else spec.get("enum", [""])[-1] for name, spec in fields.items()
        }


def evaluated(name: str, *more: str) -> None:
    assert main(["eval", "run", "profiles", "--name", name, *SOME, *more]) == 0


@pytest.fixture
def compared(capsys: pytest.CaptureFixture[str]) -> Callable[[str, str], tuple[int, dict[str, Any]]]:
    """The command's exit code and what it told."""

    def compare(a: str, b: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["eval", "compare", a, b])
        return code, json.loads(capsys.readouterr().out)

    return compare


Compared = Callable[[str, str], tuple[int, dict[str, Any]]]


def spoken_by(model: Hostile, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ui.service.choose", lambda config: Choice(model, "planted"))


def broken(told: dict[str, Any]) -> set[str]:
    return {gate["metric"] for gate in told["broken"]}


# ---- regressions ----------------------------------------------------------------------------------------------


def test_a_worse_prompt(compared: Compared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken_by(Dutiful(), monkeypatch)
    evaluated("ruled")
    worse = tmp_path / "worse.md"
    worse.write_text("Sell it to them with big figures.\n$facts\n")
    evaluated("unruled", "--set", f"prompt.career_decider={worse}")
    code, told = compared("ruled", "unruled")
    assert code == 1
    assert broken(told) >= {"speech.kept", "speech.model"}
    assert set(told["other"]) >= {"prompts", "changed"}
    assert all(moved["why"].startswith("career decider") for moved in told["moved"])


def test_wages_a_tenth_too_high(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated("plain")
    real = Tables.wage

    def shifted(self: Tables, soc: str, area: str) -> WageRow | None:
        row = real(self, soc, area)
        return row and replace(row, **{k: round(v * 1.1, 2) for k in MONEY if (v := getattr(row, k)) is not None})

    monkeypatch.setattr(Tables, "wage", shifted)
    evaluated("dearer")
    code, told = compared("plain", "dearer")
    assert code == 1
    assert "facts.agree" in broken(told)
    pay = next(line for line in told["lines"] if line["metric"] == "decision.candidates_pay")
    assert pay["b"] / pay["a"] == pytest.approx(1.1, abs=0.02)
    assert any(re.search(r"pay .* was \$[\d.]+ an hour and is \$", moved["why"]) for moved in told["moved"])


def test_a_dropped_gate(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated("plain")
    monkeypatch.setattr("agents.market_researcher.refusal", lambda *given: "")
    evaluated("ungated")
    code, told = compared("plain", "ungated")
    assert code == 1
    assert broken(told) & {"decision.gated", "decision.violations"}


def test_a_broken_retriever(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated("plain")
    monkeypatch.setattr("tools.market_search.nearest", lambda query, k, where=None: nearest("weather at sea", k, where))
    evaluated("astray")
    code, told = compared("plain", "astray")
    assert code == 1
    assert "retrieval.passages.hit@10" in broken(told)


def test_the_guard_off(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken_by(Liar(), monkeypatch)
    evaluated("guarded")
    monkeypatch.setattr("agents.speech.check", lambda sentence, allowed: Verdict(True))
    evaluated("unguarded")
    code, told = compared("guarded", "unguarded")
    assert code == 1
    assert "groundedness.unsupported" in broken(told)


# ---- changes that change nothing ------------------------------------------------------------------------------


def quiet(compared: Compared, a: str, b: str) -> None:
    code, told = compared(a, b)
    assert (code, told["moved"], told["broken"], told["alone"]) == (0, [], [], [])
    assert {line["verdict"] for line in told["lines"]} <= {"same", "clock"}


def test_run_again_under_another_name_and_several_at_a_time(compared: Compared) -> None:
    evaluated("plain")
    evaluated("plain-again", "--jobs", "4")
    quiet(compared, "plain", "plain-again")


def test_run_in_another_order_and_gone_on_with(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated("plain")
    assert main(["eval", "run", "profiles", "--name", "pieces", "--limit", "7"]) == 0
    some = case_files.load()[: int(SOME[1])]
    monkeypatch.setattr(case_files, "load", lambda source="profiles": some[::-1])
    evaluated("pieces")
    quiet(compared, "plain", "pieces")


def test_another_process_with_another_seed_for_hashes(compared: Compared) -> None:
    evaluated("plain")
    command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    subprocess.run(
        [*command, "eval", "run", "profiles", "--name", "elsewhere", *SOME],
        env={**os.environ, "PYTHONHASHSEED": "12345", "GIGPATH_TRACE": "off"}, check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    quiet(compared, "plain", "elsewhere")


def test_kept_as_a_scorecard(compared: Compared, tmp_path: Path) -> None:
    evaluated("plain")
    file = str(tmp_path / "plain.json.gz")
    assert main(["eval", "score", "plain", "--write", file]) == 0
    quiet(compared, file, "plain")


def test_from_a_recording_made_by_a_model_and_packed(compared: Compared, tmp_path: Path) -> None:
    file = str(tmp_path / "made.jsonl.gz")
    with pytest.MonkeyPatch.context() as patch:
        spoken_by(Dutiful(), patch)
        evaluated("spoken", "--record", file)
    evaluated("retold", "--replay", file)
    code, told = compared("spoken", "retold")
    assert (code, told["moved"], told["broken"]) == (0, [], [])
