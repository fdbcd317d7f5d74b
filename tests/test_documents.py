"""The documents are true where that can be told: links lead somewhere, commands exist, the glossary's names are in the code."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import tomllib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from graph import AGENTS, graph
from runtime.run import edges
from runtime.settings import ROOT, settings
from ui.cli import app, main

READMES = (page for room in ("evals", "knowledge") for page in (ROOT / room).rglob("README.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *READMES])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
CODE = ("agents", "tools", "knowledge", "runtime", "evals", "ui")
BLOCK = re.compile(r"```sh\n(.*?)```", re.S)
PLANNED = {"docs/chat.png"}
"""Named in a comment as what is to come."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """What a page tells to type: lines of its shell blocks, and code in a sentence that begins with a command's name."""
    without_blocks = re.sub(r"```.*?```", "", page, flags=re.S)
    lines = [line for block in BLOCK.findall(page) for line in block.splitlines()]
    return [*lines, *re.findall(r"`((?:gigpath|make) [^`]+)`", without_blocks)]


def words(line: str) -> list[str]:
    """A command's words, without settings before it, the folder of its program, and what is a comment."""
    found = shlex.split(re.sub(r"^(?:\w+=\S* )+", "", line), comments=True)
    return [found[0].removeprefix(".venv/bin/"), *found[1:]] if found else []


def unknown(given: list[str]) -> str:
    """The first word of a ``gigpath`` command that the command line does not have: a command or an option."""
    command: Any = get_command(app)
    for word in given:
        if word.startswith("--"):
            options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
            if word.split("=")[0] not in {*options, "--help"}:
                return word
        elif subs := getattr(command, "commands", None):
            if re.fullmatch(r"[A-Z]+|\S*…\S*", word):  # a placeholder for any of them
                return ""
            if word not in subs:
                return word
            command = subs[word]
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = re.sub(r"```.*?```|`[^`]*`", "", text(name), flags=re.S)
    for target, part in re.findall(r"\]\(([^)#\s]*)(#[^)\s]*)?\)", page):
        if target.startswith("http"):
            continue
        aimed = (ROOT / name).parent / target if target else ROOT / name
        assert aimed.exists(), target
        if part:
            heads = re.findall(r"^#+ (.+)$", aimed.read_text(encoding="utf-8"), re.M)
            assert part[1:] in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, part


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists(name: str) -> None:
    made = set(re.findall(r"^([\w-]+):", text("Makefile"), re.M))
    for line in commands(text(name)):
        given = words(line)
        if given[:1] == ["make"]:
            assert given[1] in made, line
        elif given[:1] == ["gigpath"]:
            assert not unknown(given[1:]), line


def test_a_command_or_link_that_is_not_there_is_seen() -> None:
    page = "```sh\nGIGPATH_LLM=none gigpath adviser --text x\n```\nRun `gigpath facts mend` or `make coffee`."
    told = [words(line) for line in commands(page)]
    assert [unknown(given[1:]) for given in told[:2]] == ["adviser", "mend"]
    assert told[2] == ["make", "coffee"]
    assert unknown(["advise", "--loud"]) == "--loud"


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(("evals/blind", "CHANGELOG"))])
def test_every_path_and_setting_named_in_code_style_is_there(name: str) -> None:
    page = re.sub(r"```.*?```", "", text(name), flags=re.S)
    known = {f"GIGPATH_{field.upper()}" for field in type(settings()).model_fields}
    known |= set(re.findall(r"GIGPATH_[A-Z_]+", "".join(map(text, (".ci/run", "ui/cli.py")))))
    for code in re.findall(r"`([^`\n]+)`", page):
        if re.fullmatch(rf"(?:{'|'.join((*CODE, 'tests', 'docs'))})/[\w./-]+", code):
            found = (ROOT / code).exists() or list(ROOT.glob(f"{code}*"))
            assert found or code in PLANNED, code
        for setting in re.findall(r"GIGPATH_[A-Z]+(?:_[A-Z]+)*", code):
            assert setting in known or any(one.startswith(f"{setting}_") for one in known), setting


def test_the_readme_is_short_and_shows_what_there_is() -> None:
    page = text("README.md")
    assert len(page.splitlines()) <= 120
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert pictures
    assert all((ROOT / one).is_file() for one in pictures)


# ---- architecture -----------------------------------------------------------------------------------------------


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table whose first line begins so."""
    lines = page[page.index(head) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


@lru_cache
def names_in_code() -> set[str]:
    files = [ROOT / "graph.py", *(file for room in CODE for file in (ROOT / room).rglob("*.py"))]
    return {name for file in files for name in re.findall(r"[A-Za-z_]\w*", file.read_text(encoding="utf-8"))}


def test_the_glossary_is_of_few_words_each_once_and_in_the_code() -> None:
    rows = table(text("docs/architecture.md"), "| word | meaning |")
    terms, names = [row[0] for row in rows], [row[2].strip("`") for row in rows]
    assert 40 <= len(rows) <= 60
    assert len(set(terms)) == len(terms)
    assert len(set(names)) == len(names)
    assert not [name for name in names if name not in names_in_code()]
    assert all(len(row) == 3 and row[1] for row in rows)


def test_the_picture_is_the_graph() -> None:
    drawn = set(re.findall(r"^ +(\w+) -->(?:\|[^|]*\|)? (\w+)$", text("docs/architecture.md"), re.M))
    built = {(start, end) for end, starts in edges(graph).items() for start in starts}
    assert drawn == {(start, end) for start, end in built if not {start, end} & {"__start__", "__end__"}}


def test_what_an_agent_reads_and_writes_is_as_its_class_says() -> None:
    rows = {row[0].strip("`"): row for row in table(text("docs/architecture.md"), "| agent | writes |")}
    assert set(rows) == {"intake", *(agent.name for agent in AGENTS)}
    for agent in AGENTS:
        _, writes, reads, contract = rows[agent.name]
        assert writes == f"`{agent.writes}`"
        assert set(re.findall(r"`(\w+)`", reads)) == {"intake", *agent.reads}
        assert contract.startswith(f"`{agent.result.__name__}`")


# ---- data -------------------------------------------------------------------------------------------------------


def test_every_shipped_artefact_has_its_maker() -> None:
    page = text("docs/data.md")
    shipped = {file.name for file in (ROOT / "knowledge" / "facts").iterdir()}
    assert shipped == set(re.findall(r"`(?:knowledge/facts/)?(\w+\.(?:parquet|npz)|manifest\.json)`", page)) & shipped
    catalogue = text("knowledge/catalogue/README.md")
    assert not [f for f in (ROOT / "knowledge" / "catalogue").glob("*.csv") if f"`{f.name}`" not in catalogue]


def test_releases_are_those_of_the_manifest() -> None:
    from knowledge.tables import tables

    page, sources = text("docs/data.md"), tables().manifest.sources
    for key in ("oews", "projections", "prices", "minimum", "exposure"):
        assert f"| {sources[key].release} |" in page, key
    assert sources["onet"].release.split(";")[0] in page
    assert f"{tables().manifest.tables['places'].rows:,} places" in page


def test_its_python_names_what_there_is() -> None:
    blocks = re.findall(r"```python\n(.*?)```", text("docs/data.md"), re.S)
    assert len(blocks) == 3
    for block in blocks:
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(node.module or "")
                assert all(hasattr(module, alias.name) for alias in node.names), node.module


def test_the_shipped_vectors_are_those_of_the_documents() -> None:
    """So that ``gigpath index build`` embeds nothing: who compiles new tables makes new vectors."""
    import numpy as np

    from knowledge.documents import documents
    from knowledge.index import VECTORS, key

    with np.load(VECTORS) as packed:
        assert {one.tobytes().hex() for one in packed["keys"]} == {key(doc.text) for doc in documents()}


def test_resources_are_compiled_of_the_known_pages_first() -> None:
    import csv

    folder = ROOT / "knowledge" / "catalogue"
    with (folder / "known_pages.csv").open(newline="") as known, (folder / "resources.csv").open(newline="") as made:
        pages = [row["url"] for row in csv.DictReader(known)]
        assert [row["url"] for row in csv.DictReader(made)][: len(pages)] == pages


# ---- the door ---------------------------------------------------------------------------------------------------


def title(page: str) -> str:
    return page.split("\n")[0].partition(". ")[2]


def test_decisions_are_listed_and_say_what_they_cost() -> None:
    folder = ROOT / "docs" / "decisions"
    records, listed = sorted(folder.glob("[0-9]*.md")), text("docs/decisions/README.md")
    assert len(records) >= 10
    for number, record in enumerate(records, 1):
        page = record.read_text(encoding="utf-8")
        assert record.name.startswith(f"{number:04d}-")
        assert f"| [{number}]({record.name}) | {title(page)} |" in listed
        assert page.startswith(f"# {number}. ")
        for part in ("**At stake.**", "**Decision.**", "**What it costs.**", "**Choose again**", "**In the code.**"):
            assert part in page, (record.name, part)
        assert len(page.splitlines()) <= 30


def test_the_changelog_begins_with_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## ([\d.]+)", text("CHANGELOG.md"), re.M)[0] == project
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == version("gigpath")


def test_the_workflow_and_the_hooks_run_what_the_house_runs() -> None:
    (job,) = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"].values()
    assert job["steps"][-1]["run"] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
    (local,) = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    checks = re.search(r"^check:.*\n\t(.+)$", text("Makefile"), re.M)
    assert checks
    asked = {words(part)[0] for part in checks[1].replace("$(BIN)/", "").split(" && ")}
    assert asked <= {Path(hook["entry"].split()[0]).name for hook in local["hooks"]}


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda form: form.stem
)
def test_issue_forms_are_whole(form: Path) -> None:
    found = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.stem == "config":
        return
    assert {"name", "description", "body"} <= set(found)
    fields = [one for one in found["body"] if one["type"] != "markdown"]
    assert len({one["id"] for one in fields}) == len(fields)
    assert all(one["attributes"]["label"] for one in fields)
    assert any("gigpath" in str(one) for one in fields) or form.stem == "idea"


def test_every_room_has_its_owner() -> None:
    lines = [line.split() for line in text(".github/CODEOWNERS").splitlines() if line and not line.startswith("#")]
    paths = [path for path, *owners in lines if owners]
    assert len(paths) == len(lines)
    assert not [path for path in paths if path != "*" and not (ROOT / path.strip("/")).exists()]
    assert {f"/{room}/" for room in CODE if room != "tools"} <= set(paths)
