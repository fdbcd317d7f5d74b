"""Commands that look after the house: facts, evaluations, doctor; and the tools on their own."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runtime.errors import FactsError, GigpathError, UserError
from ui.commands.common import configured, machine, progress

if TYPE_CHECKING:
    from runtime.doctor import Check
    from runtime.settings import Settings

facts = typer.Typer(help="The tables of facts.", no_args_is_help=True)
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


def doctor(
    mend: Annotated[
        bool, typer.Option("--mend", help="Set damaged files aside and build the index where it is not whole.")
    ] = False,
) -> None:
    """What is configured, reachable and missing, each with its mend."""
    import asyncio

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from runtime.doctor import model_checks
    from runtime.stores import mend as mend_stores
    from runtime.stores import store_checks

    config = configured()
    if mend:
        from knowledge.index import build

        with progress() as bar:
            mend_stores(config, lambda: build(progress=lambda there, total, left: bar("index", there / max(total, 1))))
    checks = [_home(config), _facts(), _index(config), *store_checks(config), *asyncio.run(model_checks(config))]
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
        config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=config.home):
            pass
    except OSError as error:
        return Check(
            "home",
            "bad",
            f"{config.home} cannot be written ({error.strerror}).",
            "Set GIGPATH_HOME to a folder of yours.",
        )
    if config.home.stat().st_mode & 0o077:
        return Check(
            "home", "warn", f"{config.home} can be read by others on this machine.", f"chmod 700 {config.home}"
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

    where = config.chroma_url or str(config.home / "index")
    try:
        from knowledge.index import store

        count = store()._collection.count()
    except GigpathError as error:
        return Check("index", "bad", error.message, error.mend)
    except Exception as error:
        return Check(
            "index",
            "bad",
            f"The index at {where} cannot be read ({type(error).__name__}).",
            "Run `gigpath index build`.",
        )
    return Check("index", "ok", f"{count:,} passages at {where}, embedded with {config.embedder}.")
