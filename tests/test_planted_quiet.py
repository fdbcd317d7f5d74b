"""Changes that change nothing, at which `gigpath eval compare` must keep still: nothing moves, no verdict, exit 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from planted import Dutiful, compared, evaluated, plain, spoken_by

from evals import cases as case_files
from evals.results import find
from knowledge import index
from runtime.settings import ROOT, settings
from tools import wages
from ui.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("at_home")]

SOME = ("profiles", "--limit", "12")
PEOPLE = ("people", "--limit", "12")
TALK = ("2026-11-talk", "--limit", "4")


def quiet(a: str, b: str) -> None:
    """``b`` beside ``a`` tells no gate but those, not enforced yet, that ``a`` does not hold beside itself."""
    told = compared(a, b)
    assert (told.code, told.broken) == (0, {})
    assert not told.mentioned or told.comparison.broken == compared(a, a).comparison.broken
    assert (told.comparison.moved, told.comparison.alone) == ([], [])
    assert {line.verdict for line in told.comparison.lines} <= {"same", "clock"}


# ---- run again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [SOME, PEOPLE, ("people:profiles", "--limit", "12")], ids=lambda what: what[0])
def test_run_again_under_another_name(what: tuple[str, ...]) -> None:
    quiet(plain(*what), evaluated("again", *what))


def test_conversations_held_again() -> None:
    """Turn by turn too: what a run did is told of its first message alone."""

    def turns(name: str) -> list[dict[str, Any]]:
        return [turn.model_dump(exclude={"seconds"}) for result in find(name) for turn in result.turns]

    quiet(plain(*TALK), evaluated("again", *TALK))
    assert turns(plain(*TALK)) == turns("again")


def test_several_at_a_time() -> None:
    quiet(plain(*SOME), evaluated("side-by-side", *SOME, "--jobs", "4"))


def test_in_another_order_and_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(*SOME)
    evaluated("pieces", "profiles", "--limit", "5")
    some = case_files.load()[: int(SOME[-1])]
    monkeypatch.setattr(case_files, "load", lambda source="profiles": some[::-1])
    quiet(before, evaluated("pieces", *SOME))


def test_another_process_with_another_seed_for_hashes() -> None:
    before = plain(*SOME)
    command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [*command, "eval", "run", *SOME, "--name", "elsewhere"],
        env={**os.environ, "PYTHONHASHSEED": "12345"}, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    quiet(before, "elsewhere")


# ---- kept -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "name"),
    [(SOME, "card.json.gz"), (PEOPLE, "card.json"), (TALK, "card.json.gz")],
    ids=["profiles", "people", "talk"],
)
def test_kept_as_a_scorecard(what: tuple[str, ...], name: str, tmp_path: Path) -> None:
    runs, file = plain(*what), str(tmp_path / name)
    assert main(["eval", "score", runs, "--write", file]) == 0
    quiet(file, runs)
    quiet(runs, file)


def test_from_a_recording_made_by_a_model_and_packed(tmp_path: Path) -> None:
    few, file = (*SOME[:-1], "6"), str(tmp_path / "made.jsonl.gz")
    with pytest.MonkeyPatch.context() as patch:
        spoken_by(Dutiful(), patch)
        evaluated("spoken", *few, "--record", file)
    quiet("spoken", evaluated("retold", *few, "--replay", file))


# ---- round about the answer -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value"), [("TRACE", "off"), ("LOG", "debug")])
def test_a_setting_that_no_answer_hangs_on(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(*SOME)
    monkeypatch.setenv(f"GIGPATH_{name}", value)
    settings.cache_clear()
    assert getattr(settings(), name.lower()) == value
    quiet(before, evaluated("set-otherwise", *SOME))


def test_the_index_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(*SOME)
    monkeypatch.setenv("GIGPATH_HOME", str(tmp_path))
    settings.cache_clear()
    index.close()
    index.build()
    assert index.whole()
    quiet(before, evaluated("anew", *SOME))


def test_a_fact_in_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a fact means is shown to models alone; without one the same values make the same answer."""
    before = plain(*SOME)
    monkeypatch.setattr(
        wages, "_SAYS", {key: (name, f"so to say {means}") for key, (name, means) in wages._SAYS.items()}
    )
    quiet(before, evaluated("reworded", *SOME))
    facts = [fact for result in find("reworded") if result.advice for fact in result.advice.facts.values()]
    assert any(fact.meaning.startswith("so to say") for fact in facts)
