"""What several commands share: options, settings, whether JSON is wanted, a bar while something takes its time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from runtime.errors import UserError

if TYPE_CHECKING:
    from runtime.settings import Settings

JsonFlag = Annotated[
    bool | None, typer.Option("--json/--words", help="JSON or words on stdout; words on a terminal, JSON into a pipe.")
]
LlmFlag = Annotated[
    Literal["auto", "none", "hosted", "endpoint", "local"] | None, typer.Option("--llm", help="Who words the answer.")
]


def machine(json_flag: bool | None) -> bool:
    """Whether stdout gets JSON."""
    return not sys.stdout.isatty() if json_flag is None else json_flag


def configured(llm: str | None = None) -> Settings:
    """The settings, with the flag over the environment; UserError names a value that makes no sense."""
    from pydantic import ValidationError

    from runtime.settings import settings

    try:
        config = settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise UserError(
            f"The setting GIGPATH_{name} cannot be read: {first['msg'].removeprefix('Value error, ')}.",
            "See .env.example.",
        ) from None
    return config.model_copy(update={"llm": llm}) if llm else config


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on stderr: called with what is being done and how far it is, 0–1."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f}%"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("beginning", total=1.0)
        yield lambda what, share: bar.update(task, description=what, completed=share)


def ready_index() -> None:
    """At the first advice on this machine the shipped documents go into the index: seconds, with their shipped vectors."""
    from knowledge.index import build, whole
    from runtime.settings import settings

    if settings().chroma_url or whole():  # a server's index is its keeper's
        return
    with progress() as bar:
        build(
            progress=lambda there, total, left: bar(f"first run: indexing {total:,} documents", there / max(total, 1))
        )
