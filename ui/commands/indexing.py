"""``gigpath index``: the documents that the market researcher searches, and the user's own reports."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from runtime.errors import SourceError
from ui.commands.common import progress

index = typer.Typer(help="What the market researcher searches, and your own reports.", no_args_is_help=True)


@index.command()
def build(
    fresh: Annotated[bool, typer.Option("--fresh", help="Embed everything anew, without the shipped vectors.")] = False,
) -> None:
    """The documents written from the facts → the index; only what changed is embedded."""
    from knowledge.index import build as build_index
    from knowledge.reports import renew

    with progress() as bar:
        done = build_index(
            fresh, lambda there, total, left: bar(f"embedding {total:,} documents", there / max(total, 1))
        )
        renew(lambda there, total, left: bar(f"embedding {total:,} pieces of your reports", there / max(total, 1)))
        bar("index", 1.0)
    print(
        json.dumps(done) if not sys.stdout.isatty() else ", ".join(f"{count:,} {what}" for what, count in done.items())
    )


@index.command()
def add(files: Annotated[list[Path], typer.Argument(help="PDF, HTML, Markdown, CSV or JSONL.")]) -> None:
    """Market reports of your own: what they say on a question is quoted word for word, with file, page and date."""
    from knowledge.reports import add as add_reports

    with progress() as bar:
        counts, problems = add_reports(
            files, lambda there, total, left: bar(f"embedding {total:,} pieces", there / max(total, 1))
        )
        bar("index", 1.0)
    print(
        json.dumps(dict(counts))
        if not sys.stdout.isatty()
        else "\n".join(f"{name}: {count:,} pieces" for name, count in counts.items())
    )
    if problems:
        raise SourceError("Not added: " + "; ".join(f"{name}: {why}" for name, why in problems.items()))


@index.command(name="list")
def list_() -> None:
    """Your own reports, and how many pieces each has."""
    from knowledge.reports import names

    found = names()
    words = "\n".join(f"{name}: {count:,} pieces" for name, count in found.items()) or "No report was added yet."
    print(json.dumps(dict(found)) if not sys.stdout.isatty() else words)


@index.command()
def remove(name: Annotated[str, typer.Argument(help="As `gigpath index list` names it.")]) -> None:
    """Take one of your reports out again."""
    from knowledge.reports import remove as remove_report

    gone = remove_report(name)
    print(
        json.dumps({"removed": name, "pieces": gone})
        if not sys.stdout.isatty()
        else f"{name}: {gone:,} pieces removed."
    )
