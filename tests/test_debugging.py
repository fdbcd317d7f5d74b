"""docs/debugging.md: its commands run as they stand there, and what it shows of their output is what they print.

``GIGPATH_REFRESH=1 pytest tests/test_debugging.py`` writes the output anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from modelserver import ModelServer, says

from runtime.settings import ROOT, settings
from ui.cli import main

DOC = ROOT / "docs" / "debugging.md"
_BLOCK = re.compile(
    r"```sh\n(?P<commands>.*?)```\n(?:<!-- output: (?P<what>[^>]*) -->\n```\n(?P<shown>.*?)```\n)?", re.S
)
pytestmark = [pytest.mark.enable_socket]


def shown(output: str, what: str) -> str:
    """The first so many lines, or the parts whose first line begins as named."""
    if found := re.fullmatch(r"(\d+) lines", what):
        lines = output.splitlines()
        return "\n".join([*lines[: int(found[1])], "…"]) + "\n"
    wanted = tuple(what.split("; "))
    heads = "|".join(("came in", "retrieved", "found", "chose", "weighed", "left out", "asked", "fell back", "said"))
    parts = {
        part.split(",")[0].split(" ")[0]: part.strip("\n") for part in reversed(re.split(rf"\n\n(?={heads})", output))
    }
    return "\n\n".join(part for part in reversed(parts.values()) if part.startswith(wanted)) + "\n"


def outline(text: str) -> list[str]:
    """The lines that head a part, without figures: what does not change with the machine or with the data."""
    return [re.sub(r"[\d.]+", "0", line) for line in text.splitlines() if re.match(r"[a-z]", line)]


def test_its_commands_run_and_print_what_it_shows(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = ModelServer([says("You now earn $99 an hour. ")])
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    monkeypatch.setenv("GIGPATH_ENDPOINT_URL", model.url)
    text, fresh, blocks = DOC.read_text(encoding="utf-8"), "", 0
    for block in _BLOCK.finditer(text):
        for line in block["commands"].splitlines():
            output = run(line, monkeypatch, capsys)
        if block["what"]:
            blocks += 1
            now = shown(output, block["what"])
            assert outline(now)
            fresh = (fresh or text).replace(
                block[0], block[0].replace(f"```\n{block['shown']}```", f"```\n{now}```"), 1
            )
            if not os.environ.get("GIGPATH_REFRESH"):
                assert outline(block["shown"]) == outline(now)
                assert max(map(len, block["shown"].splitlines())) <= 100
    model.close()
    assert blocks == 3
    if os.environ.get("GIGPATH_REFRESH"):
        DOC.write_text(fresh, encoding="utf-8")


def run(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    words = shlex.split(line)
    with monkeypatch.context() as patch:
        while re.match(r"[A-Z_]+=", words[0]):
            patch.setenv(*words.pop(0).split("=", 1))
        settings.cache_clear()
        assert words.pop(0) == "gigpath", line
        assert main(words) == 0, line
    settings.cache_clear()
    return capsys.readouterr().out


def test_what_it_names_is_there() -> None:
    text = DOC.read_text(encoding="utf-8")
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text):
        assert (DOC.parent / picture).is_file(), picture
    fields = {f"GIGPATH_{name.upper()}" for name in type(settings()).model_fields}
    named = set(re.findall(r"GIGPATH_[A-Z_]+", text))
    assert named <= fields, named - fields
