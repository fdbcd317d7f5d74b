"""``gigpath facts train-…``: from the corpora to the small models that are shipped; offline, with the extra ``finetune``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from runtime.errors import UserError
from ui.commands.common import progress
from ui.commands.upkeep import facts

Train = Callable[[Callable[[str, float], None]], int]
"""Learns with a bar's progress and writes its file; returns the size in bytes."""


def _written(what: str, load: Callable[[], Train]) -> None:
    """UserError where a library of the extra is not installed."""
    try:
        train = load()
        with progress() as bar:
            size = train(bar)
    except ModuleNotFoundError as error:
        raise UserError(f"{error.name} is not installed.", "Run `pip install 'gigpath[finetune]'`.") from error
    print(f"The {what} is written, {size / 1e6:.1f} MB.", file=sys.stderr)


@facts.command("train-titles")
def train_titles() -> None:
    """O*NET's titles, as the tables have them → the model that reads job titles. A quarter of an hour on two cores."""

    def load() -> Train:
        from knowledge.title_training import train

        return lambda bar: train(progress=bar)

    _written("title model", load)


@facts.command("train-reader")
def train_reader(
    keep: Annotated[
        Path | None, typer.Option(help="A folder for the weights after each pass; what stands there is gone on from.")
    ] = None,
) -> None:
    """The labelled corpus → the reader of messages. Two hours on two cores; --keep loses no more than a pass."""

    def load() -> Train:
        from tools.reading.lessons import train_reader as train

        return lambda bar: train(bar, keep)

    _written("reader", load)


@facts.command("train-proposer")
def train_proposer() -> None:
    """The roles that the labelled corpus grades → the proposer. Ten minutes on one core."""

    def load() -> Train:
        from tools.proposing.lessons import train_proposer as train

        return train

    _written("proposer", load)


@facts.command("train-moves")
def train_moves(
    moves: Annotated[Path, typer.Argument(help="Observed moves: CSV with from, to, n; SOC codes.")],
    flows: Annotated[Path, typer.Argument(help="Flows between the 22 major groups: CSV with from, to, lift.")],
) -> None:
    """Observed moves between occupations → the shares that say how near a role is. Three minutes on one core."""
    from knowledge.move_training import curve, train

    with progress() as bar:
        check = train(moves, flows, progress=bar)
    print(
        f"On origins apart the first ten hold {check.reach10:.1%} of the moves, the first twenty {check.reach20:.1%}."
    )
    for chance, seen, pairs in curve(check):
        print(f"chance said {chance:.2f}, observed {seen:.2f}, {pairs} pairs")


@facts.command("train-needs")
def train_needs() -> None:
    """Labelled messages and phrases → what calls for help. Three minutes on one core."""

    def load() -> Train:
        from tools.needs.lessons import train_needs as train

        return train

    _written("classifier of needs", load)


@facts.command("train-turns")
def train_turns(
    new: Annotated[
        str,
        typer.Option(
            help="A file of knowledge/corpus/turns by its stem: the heads of the shipped weights go on from it."
        ),
    ] = "",
) -> None:
    """Labelled turns of talks → what a further turn is and asks. Half an hour on two cores; minutes with --new."""

    def load() -> Train:
        from tools.turns.lessons import train_turns as train

        return lambda progress: train(progress, new)

    _written("classifier of turns", load)


@facts.command("train-crisis")
def train_crisis() -> None:
    """Labelled messages → who may be thinking of not living on. Five minutes on two cores."""

    def load() -> Train:
        from tools.turns.crisis import train_crisis as train

        return train

    _written("watch for a crisis", load)


@facts.command("train-quoting")
def train_quoting() -> None:
    """Reports with questions → which piece of a report answers one, if any. Half an hour on two cores."""

    def load() -> Train:
        from tools.quoting.lessons import train_quoting as train

        return train

    _written("judge of quotations", load)


@facts.command("train-beside")
def train_beside() -> None:
    """Pairs of figures of the corpus → how a figure stands beside the one before it. Minutes; after train-reader, whose eyes it has."""

    def load() -> Train:
        from tools.reading.beside_lessons import train_beside as train

        return train

    _written("layer over the reader", load)
