"""docs/evaluating.md and docs/finetuning.md: the commands run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from modelserver import ModelServer, says
from typer.main import get_command

from evals.results import home
from runtime.settings import ROOT, settings
from ui.cli import app, main

DOCS = ROOT / "docs"
BLOCK = re.compile(r"(<!-- not run here[^>]*-->\n)?```sh\n(.*?)```", re.S)
OPINION = '{"reasoning": "plain", "clear": "yes", "helpful": "yes"}'


def commands(name: str, run: bool) -> list[list[str]]:
    """The ``gigpath`` commands of a page, those that are run here or all."""
    found = []
    for skipped, block in BLOCK.findall((DOCS / name).read_text(encoding="utf-8")):
        lines = [] if run and skipped else [re.sub(r"^(\w+=\S+ )+", "", line) for line in block.splitlines()]
        found += [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("gigpath ")]
    return found


@pytest.mark.parametrize("name", ["evaluating.md", "finetuning.md"])
def test_every_command_and_option_exists(name: str) -> None:
    told = commands(name, run=False)
    assert len(told) >= 8
    for words in told:
        command, left = get_command(app), list(words)
        while hasattr(command, "commands") and left:
            command = command.commands[left.pop(0)]
        command.make_context("gigpath", left).close()


@pytest.mark.enable_socket
def test_the_evaluator_s_way_can_be_gone(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command as it stands, but of three profiles; the model is a server of the test's."""
    model = ModelServer([says(OPINION)])
    monkeypatch.setenv("GIGPATH_ENDPOINT_URL", model.url)
    monkeypatch.setenv("GIGPATH_HOME", str(settings().home))
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    told = commands("evaluating.md", run=True)
    try:
        for words in told:
            few = ["--limit", "3"] if words[1] == "run" else []
            assert main([*words, *few]) == 0, (words, capsys.readouterr().err)
    finally:
        model.close()
    names = {file.parent.name for file in home().glob("*/manifest.json")}
    assert {"before", "after", "spoken", "again", "warmth-1", "warmth-2"} <= names
    assert (home() / "after" / "report.html").exists()
    assert (tmp_path / "turns.jsonl").exists()
    assert {words[1] for words in told} >= {"run", "runs", "score", "report", "trace", "compare", "judge", "export-sft"}


@pytest.mark.parametrize("name", ["evaluating.md", "finetuning.md"])
def test_every_link_of_the_page_leads_somewhere(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("http") or (DOCS / target).exists(), target
