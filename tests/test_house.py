"""The house keeps its own rules: imports run one way, files stay short, nothing of the workshop is in it."""

from __future__ import annotations

import ast
import socket
import subprocess
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

ROOT = Path(__file__).resolve().parent.parent
LAYER = {"knowledge": 0, "runtime": 0, "tools": 1, "agents": 2, "graph": 3, "evals": 4, "ui": 5}
"""A module imports from layers below its own, or from its own package; the command line also runs evaluations."""


def _modules() -> list[Path]:
    return [
        path for name in LAYER for path in ([ROOT / f"{name}.py"] if name == "graph" else (ROOT / name).rglob("*.py"))
    ]


def _package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & set(LAYER)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    own = _package(path)
    wrong = {name for name in _imports(path) if name != own and LAYER[name] >= LAYER[own] and name != "runtime"}
    assert not wrong, f"{own} must not import {wrong}"


def test_the_rule_would_catch_a_wrong_import(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("from agents.base import Agent\nimport ui.cli\n")
    assert _imports(bad) == {"agents", "ui"}


def test_files_are_short() -> None:
    long = {str(p.relative_to(ROOT)): n for p in _modules() if (n := len(p.read_text().splitlines())) > 300}
    assert not long
    assert len((ROOT / "graph.py").read_text().splitlines()) <= 120


def test_network_is_closed() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_types_and_style_hold() -> None:
    for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."]):
        done = subprocess.run([ROOT / ".venv/bin" / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
