"""``gigpath forget``: delete talks for good."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from runtime.errors import UserError
from ui.commands.common import configured

if TYPE_CHECKING:
    from runtime.settings import Settings


def forget(
    talk: Annotated[list[str] | None, typer.Argument(help="Names of talks, or ids of runs in them.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every talk, error reports and damaged files set aside.")
    ] = False,
    older: Annotated[
        str, typer.Option(help="Talks last spoken in before this: 12h, 30d, or a day as 2025-03-31.")
    ] = "",
    show: Annotated[bool, typer.Option("--list", help="Only name the talks of which anything is kept.")] = False,
) -> None:
    """Delete talks for good: what was said, what was found, how it came about. No byte of them is left in our files."""
    if not (talk or everything or older or show):
        raise UserError("Nothing was named to forget.", "`gigpath forget --list` names what is kept.")
    config = configured()
    gone, runs = asyncio.run(_forgotten(config, talk or [], everything, older, show))
    if show:
        print("\n".join(gone) or "No talk is kept.")
        return
    if everything:
        _files_gone(config)
    print(f"{len(gone):,} talks with {runs:,} runs are gone for good.")


async def _forgotten(
    config: Settings, named: list[str], everything: bool, older: str, show: bool
) -> tuple[list[str], int]:
    from ui.commands.answers import moment
    from ui.service import Service
    from ui.worker.notes import Notes

    async with Service.open(config, cached=False) as service:
        there = await service.talks()
        if everything or show:
            chosen = there
        else:
            chosen = list(service.records.threads(moment(older))) if older else []
            chosen += [name if name in there else service.records.get(name).thread for name in named]
        if show:
            return chosen, 0
        notes, runs = Notes(config.database), 0
        for thread in dict.fromkeys(chosen):
            notes.delete_thread(thread)
            runs += await service.forget(thread)
        return list(dict.fromkeys(chosen)), runs


def _files_gone(config: Settings) -> None:
    """Reports of mishaps, and databases that were set aside: both may hold words of a talk."""
    from pathlib import Path

    from runtime.database import ASIDE

    folder = Path(config.database).parent
    for file in [*(config.home / "errors").glob("*.txt"), *folder.glob(f"*{ASIDE}*")]:
        if file.is_file():
            file.unlink()
