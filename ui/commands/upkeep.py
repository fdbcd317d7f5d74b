"""Commands that look after the house: facts, index, evaluations, doctor; and the tools on their own."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runtime.errors import FactsError, GigpathError, IndexStale, SourceError, UserError
from ui.commands.common import configured, machine, progress

if TYPE_CHECKING:
    from runtime.doctor import Check
    from runtime.settings import Settings

facts = typer.Typer(help="The tables of facts.", no_args_is_help=True)
index = typer.Typer(help="What the market researcher searches.", no_args_is_help=True)
evals = typer.Typer(help="Measures, of speed and of quality.", no_args_is_help=True)


@facts.command("compile")
def compile_(
    source: Annotated[str, typer.Option("--from", help="A folder, a ZIP or a URL with the official releases.")],
) -> None:
    """Official releases of O*NET and BLS → the tables, with a manifest."""
    from knowledge.compile import compile_facts
    from knowledge.tables import FACTS

    with progress() as bar:
        manifest = compile_facts(source, FACTS, bar)
    for name, table in manifest.tables.items():
        print(f"{name:<12} {table.rows:>9,} rows", file=sys.stderr)


@facts.command()
def verify() -> None:
    """Whether every table is as the manifest says; exit 1 and the table's name when not."""
    from knowledge.compile import verify as problems_in
    from knowledge.tables import FACTS
    from tools import pathways, supports

    if problems := problems_in(FACTS):
        raise FactsError(" ".join(problems), "Restore the file, or run `gigpath facts compile`.")
    if problems := [*pathways.problems(), *supports.problems()]:
        raise FactsError(" ".join(problems), "Mend the rows in knowledge/catalogue.")
    print("All tables are whole.", file=sys.stderr)


@facts.command("train-titles")
def train_titles() -> None:
    """O*NET's titles, as the tables have them → the model that reads job titles. A quarter of an hour on two cores."""
    from knowledge.title_training import train

    try:
        with progress() as bar:
            size = train(progress=bar)
    except ModuleNotFoundError as error:
        raise UserError(f"{error.name} is not installed.", "Run `pip install 'gigpath[finetune]'`.") from error
    print(f"The title model is written, {size / 1e6:.1f} MB.", file=sys.stderr)


@facts.command("train-reader")
def train_reader(
    keep: Annotated[
        Path | None, typer.Option(help="A folder for the weights after each pass; what stands there is gone on from.")
    ] = None,
) -> None:
    """The labelled corpus → the reader of messages. Two hours on two cores; --keep loses no more than a pass."""
    from tools.reading.lessons import train_reader as train

    try:
        with progress() as bar:
            size = train(bar, keep)
    except ModuleNotFoundError as error:
        raise UserError(f"{error.name} is not installed.", "Run `pip install 'gigpath[finetune]'`.") from error
    print(f"The reader is written, {size / 1e6:.1f} MB.", file=sys.stderr)


@facts.command("train-proposer")
def train_proposer() -> None:
    """The roles that the labelled corpus grades → the proposer. Ten minutes on one core."""
    from tools.proposing.lessons import train_proposer as train

    try:
        with progress() as bar:
            size = train(bar)
    except ModuleNotFoundError as error:
        raise UserError(f"{error.name} is not installed.", "Run `pip install 'gigpath[finetune]'`.") from error
    print(f"The proposer is written, {size / 1e6:.1f} MB.", file=sys.stderr)


@facts.command("train-needs")
def train_needs() -> None:
    """Labelled messages and phrases → what calls for help. Three minutes on one core."""
    from tools.needs.lessons import train_needs as train

    try:
        with progress() as bar:
            size = train(bar)
    except ModuleNotFoundError as error:
        raise UserError(f"{error.name} is not installed.", "Run `pip install 'gigpath[finetune]'`.") from error
    print(f"The classifier of needs is written, {size / 1e6:.1f} MB.", file=sys.stderr)


@facts.command("check-links")
def check_links() -> None:
    """Whether every link of the catalogue answers; needs the network. Exit 1 and a line for each that does not."""
    import asyncio

    from knowledge.links import dead, urls

    addresses = urls()
    with progress() as bar:
        wrong = asyncio.run(dead(addresses, lambda done: bar(f"{len(addresses):,} links", done / len(addresses))))
    for address, problem in wrong.items():
        print(_line({"url": address, "problem": problem}) if not sys.stdout.isatty() else f"{problem:<24} {address}")
    print(f"{len(addresses) - len(wrong):,} of {len(addresses):,} links answer.", file=sys.stderr)
    if wrong:
        raise typer.Exit(1)


@index.command()
def build(
    fresh: Annotated[bool, typer.Option("--fresh", help="Embed everything anew, without the shipped vectors.")] = False,
) -> None:
    """The documents written from the facts → the index; only what changed is embedded."""
    from knowledge.index import build as build_index

    with progress() as bar:
        done = build_index(
            fresh, lambda there, total, left: bar(f"embedding {total:,} documents", there / max(total, 1))
        )
        bar("index", 1.0)
    print(_line(done) if not sys.stdout.isatty() else ", ".join(f"{count:,} {what}" for what, count in done.items()))


@index.command()
def add(files: Annotated[list[Path], typer.Argument(help="PDF, HTML, Markdown, CSV or JSONL.")]) -> None:
    """Market reports of your own → the index, each chunk with its file, page and date."""
    from knowledge.index import add_files

    with progress() as bar:
        counts, problems = add_files(
            files, lambda there, total, left: bar(f"embedding {total:,} chunks", there / max(total, 1))
        )
        bar("index", 1.0)
    print(
        _line(dict(counts))
        if not sys.stdout.isatty()
        else "\n".join(f"{name}: {count:,} chunks" for name, count in counts.items())
    )
    if problems:
        raise SourceError("Not added: " + "; ".join(f"{name}: {why}" for name, why in problems.items()))


def tool(
    name: Annotated[
        str,
        typer.Argument(
            help="match_title, related_roles, map_skills, wages, gig_income, market_search, find_resources…"
        ),
    ],
    given: Annotated[
        str, typer.Argument(help='The input as JSON: {"title": "Uber driver"}; without it, a line each from stdin.')
    ] = "",
) -> None:
    """One tool on its own, JSON lines in and out."""
    from tools.registry import run_json, run_many

    if given:
        print(_line(run_json(name, _parsed(given))))
        return
    failed: GigpathError | None = None
    for lines in _lines_at_hand():
        read: list[dict[str, Any] | UserError] = []
        for line in lines:
            try:
                read.append(_parsed(line))
            except UserError as error:  # a bad line answers with its error and the others go on
                read.append(error)
                failed = error
        answers = iter(run_many(name, [one for one in read if not isinstance(one, UserError)]))
        for one in read:
            print(_line({"error": str(one)} if isinstance(one, UserError) else next(answers)), flush=True)
    if failed:
        raise failed


def _lines_at_hand() -> Iterator[list[str]]:
    """Lines of stdin, those that came together in one list: a batch goes quickly, and a dialogue is not held up."""
    rest = b""
    while part := sys.stdin.buffer.read1(1 << 16):
        *whole, rest = (rest + part).split(b"\n")
        yield [line for each in whole if (line := each.decode(errors="replace")).strip()]
    if line := rest.decode(errors="replace").strip():
        yield [line]


def _parsed(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"The input is not JSON (column {error.colno}: {error.msg}).", 'Write it like {"title": "Uber driver"}.'
        ) from None
    if not isinstance(given, dict):
        raise UserError("The input is not a JSON object.", 'Write it like {"title": "Uber driver"}.')
    return given


def _line(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def doctor() -> None:
    """What is configured, reachable and missing, each with its mend."""
    import asyncio

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from runtime.doctor import model_checks

    config = configured()
    checks = [_home(config), _facts(), _index(config), *asyncio.run(model_checks(config))]
    if machine(None):
        for check in checks:
            print(
                json.dumps(
                    {"name": check.name, "state": check.state, "what": check.what, "mend": check.mend},
                    ensure_ascii=False,
                )
            )
    else:
        table = Table.grid(padding=(0, 2))
        for check in checks:
            mark, style = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}[check.state]
            table.add_row(
                Text(mark, style),
                Text(check.name, "bold"),
                Text.assemble(check.what, (f" {check.mend}" if check.mend else "", "cyan")),
            )
        Console(highlight=False).print(table)
    if any(check.state == "bad" for check in checks):
        raise typer.Exit(1)


def _home(config: Settings) -> Check:
    from runtime.doctor import Check

    try:
        config.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=config.home):
            pass
    except OSError as error:
        return Check(
            "home",
            "bad",
            f"{config.home} cannot be written ({error.strerror}).",
            "Set GIGPATH_HOME to a folder of yours.",
        )
    return Check("home", "ok", f"Runs and the index are kept in {config.home}.")


def _facts() -> Check:
    from knowledge.compile import verify as problems_in
    from knowledge.tables import FACTS, tables
    from runtime.doctor import Check

    if problems := problems_in(FACTS):
        return Check("facts", "bad", " ".join(problems), "Restore the files, or run `gigpath facts compile`.")
    sources = "; ".join(f"{source.name} {source.release}" for source in tables().manifest.sources.values())
    return Check("facts", "ok", f"All tables are whole: {sources}.")


def _index(config: Settings) -> Check:
    from runtime.doctor import Check

    where = config.chroma_url or str(config.index_dir)
    try:
        from knowledge.index import store

        count = store()._collection.count()
    except IndexStale as error:
        return Check("index", "bad", error.message, error.mend)
    except Exception as error:
        return Check(
            "index",
            "bad",
            f"The index at {where} cannot be read ({type(error).__name__}).",
            "Run `gigpath index build`.",
        )
    return Check("index", "ok", f"{count:,} passages at {where}, embedded with {config.embedder}.")
