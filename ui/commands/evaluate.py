"""``gigpath eval run``, ``add``, ``runs``, ``score`` and ``compare``: profiles replayed, measured and held against another set."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from runtime.errors import GigpathError, UserError
from ui.commands.common import JsonFlag, LlmFlag, configured, machine, progress, ready_index

if TYPE_CHECKING:
    from evals.cases import Case
    from evals.metamorphic import Broken
    from evals.replay import Advise
    from evals.results import RunSet
    from runtime.events import Event
    from runtime.settings import Settings
    from tools.profile import Profile
    from ui.service import Service

SHIPPED = "shipped"
"""The recordings that come with a set: evals/recordings/SET.jsonl.gz."""


def run(
    profiles: Annotated[
        str, typer.Argument(metavar="SET", help="profiles, a folder of YAML files, or one file.")
    ] = "profiles",
    llm: LlmFlag = None,
    record: Annotated[Path | None, typer.Option(help="Ask the model, and keep what it answers; .gz packs it.")] = None,
    replayed: Annotated[
        str, typer.Option("--replay", help="A recording instead of a model; shipped is the set's own.")
    ] = "",
    jobs: Annotated[int, typer.Option(min=1, help="Runs at a time.")] = 1,
    repeat: Annotated[int, typer.Option(min=1, help="Times each.")] = 1,
    name: Annotated[
        str, typer.Option(help="Of the set of runs; the same name again goes on where it was stopped.")
    ] = "",
    sets: Annotated[
        list[str] | None, typer.Option("--set", help="prompt.AGENT=FILE, agents.AGENT.model=NAME, …")
    ] = None,
    grids: Annotated[
        list[str] | None, typer.Option("--grid", help="KEY=A,B: a set of runs for each, in one table.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The first so many profiles.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Profiles with the tag, gig or name; may be given again.")
    ] = None,
    as_json: JsonFlag = None,
) -> None:
    """Replay test profiles and measure the answers. Ctrl-C keeps what is done; the same --name goes on."""
    from evals.cases import load
    from evals.experiments import grid, parsed
    from evals.replay import chosen
    from evals.scorecard import card
    from ui.commands.scorecards import show_grid, show_scores

    if name and not re.fullmatch(r"[\w.+-]{1,80}", name):
        raise UserError(f"'{name}' is no name for a set of runs.", "Letters, digits, dots and dashes only.")
    cases = chosen(load(profiles), tag or (), limit)
    fixed, tried = parsed(sets or ()), grid(grids or ())
    base = heard(configured(llm), record, replayed, profiles)
    name = name or f"{Path(profiles).stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    made = []
    for number, changed in enumerate(tried, 1):
        called = f"{name}-{number}" if len(tried) > 1 else name
        made.append(asyncio.run(evaluated(called, profiles, cases, base, {**fixed, **changed}, jobs, repeat)))
    if len(made) > 1:
        show_grid([card(one) for one in made], machine(as_json))
    else:
        told = card(made[0])
        show_scores(told, machine(as_json))
        if told.rows and all(row.error for row in told.rows):
            raise GigpathError(f"No run came through. {told.rows[0].error}")


def heard(config: Settings, record: Path | None, replayed: str, source: str) -> Settings:
    """The settings with who is asked: the model, the model with its answers kept, or what was kept."""
    if record and replayed:
        raise UserError("A recording is either made or replayed.", "Give one of --record and --replay.")
    if record:
        return config.model_copy(update={"recording": "record", "recordings": str(record)})
    if replayed:
        file = recording_of(source) if replayed == SHIPPED else Path(replayed)
        if not file.exists():
            raise UserError(f"There is no recording {file}.", "Make one with --record.")
        return config.model_copy(update={"recording": "replay", "recordings": str(file), "llm": "none"})
    return config.model_copy(update={"recording": "live", "recordings": ""})


def recording_of(source: str) -> Path:
    """Where a set's shipped recording lies, whether or not there is one."""
    from runtime.settings import ROOT

    return ROOT / "evals" / "recordings" / f"{Path(source).stem.replace(':', '-')}.jsonl.gz"


def add(
    run: Annotated[str, typer.Argument(help="A run's id, the beginning of one, or last.")],
    id: Annotated[str, typer.Option("--id", help="The new profile's name; without it, from the run.")] = "",
    to: Annotated[Path | None, typer.Option(help="The folder; without it, the shipped set.")] = None,
) -> None:
    """A run → a test profile, what it said filled in as what is expected, to be reviewed."""
    from evals.cases import PROFILES, from_record, write
    from runtime.records import Records

    record = Records(configured().database).get(run)
    print(write(from_record(record, id or f"run-{record.run_id}"), to or PROFILES))


async def evaluated(
    name: str, source: str, cases: list[Case], base: Settings, changed: dict[str, str], jobs: int, repeat: int
) -> RunSet:
    """One set of runs, begun or gone on with, to its end."""
    from evals import experiments, replay
    from evals.results import home
    from runtime.recordings import Recorder

    ready_index()
    config, templates = experiments.configured(base, changed), experiments.prompts(changed)
    async with aside(config) as service:
        if service.model is None and config.recording == "record":
            raise UserError(f"There is no model to record. {service.why}", "Give --llm, and what it needs.")
        if service.model is not None:
            await service.model.ready()
        service.context = replace(service.context, prompts=templates)
        wanted = replay.manifest(
                name, Path(source).stem, cases, mode=service.mode, way=config.recording, recordings=_digest(config),
                model=service.model.model_name if service.model else "", changed=changed, repeat=repeat,
            )  # fmt: skip
        wanted.prompts = replay.prompts(templates)
        runs = replay.opened(home() / name, wanted)
        try:
            with progress() as bar:
                await replay.replay(replay.tasks(cases, repeat), through(service), runs, jobs, bar)
        finally:
            if isinstance(service.model, Recorder) and service.model.model is not None:
                service.model.recording.pack()
    replay.closed(runs)
    return runs


@asynccontextmanager
async def aside(config: Settings) -> AsyncIterator[Service]:
    """The product with a database of its own: a person's conversations are no place for these runs."""
    from ui.service import Service

    with TemporaryDirectory() as folder:
        async with Service.open(
            config.model_copy(update={"database_url": f"{folder}/runs.db"}), cached=False
        ) as service:
            yield service


def through(service: Service) -> Advise:
    """The product's own door."""

    def advise(text: str, profile: Profile | None, thread: str = "", /) -> AsyncIterator[Event]:
        return service.advise(text, profile, thread=thread)

    return advise


def _digest(config: Settings) -> str:
    from evals.replay import digest

    return digest(Path(config.recordings).read_bytes()) if config.recording == "replay" else ""


def runs(as_json: JsonFlag = None) -> None:
    """The sets of runs, oldest first."""
    from evals.results import every
    from ui.commands.scorecards import show_sets

    show_sets(every(), machine(as_json))


def score(
    name: Annotated[
        str, typer.Argument(metavar="RUN", help="A set of runs by name or folder, last, or a scorecard's file.")
    ] = "last",
    keep: Annotated[
        Path | None, typer.Option("--write", help="Keep the scorecard, for later comparisons; .gz packs it.")
    ] = None,
    as_json: JsonFlag = None,
) -> None:
    """The scorecard of a set of runs."""
    from evals.scorecard import read, write
    from ui.commands.scorecards import show_scores

    told = read(name)
    if keep:
        write(told, keep)
    show_scores(told, machine(as_json))


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A set of runs by name or folder, or a scorecard's file.")],
    b: Annotated[str, typer.Argument(metavar="B", help="What is held against it.")] = "last",
    whole: Annotated[bool, typer.Option("--all", help="What stayed the same too.")] = False,
    as_json: JsonFlag = None,
) -> None:
    """What moved from A to B, how surely, in which profiles and why; exit 1 when a gate is broken."""
    from evals.compare import compare as compared
    from evals.scorecard import read
    from ui.commands.scorecards import show_comparison

    told = compared(read(a), read(b))
    show_comparison(told, machine(as_json), whole)
    if any(gate.enforced for gate in told.broken):
        raise typer.Exit(1)


def relations(
    profiles: Annotated[
        str, typer.Argument(metavar="SET", help="profiles, a folder of YAML files, or one file.")
    ] = "profiles",
    limit: Annotated[int | None, typer.Option(min=1, help="The first so many profiles.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Profiles with the tag, gig or name; may be given again.")
    ] = None,
    as_json: JsonFlag = None,
) -> None:
    """Whether more income asked, a skill added or another order leave the advice as they must; exit 1 when not."""
    from evals.cases import load
    from evals.metamorphic import RELATIONS, doc
    from evals.replay import chosen

    pairs, found = asyncio.run(_related(chosen(load(profiles), tag or (), limit)))
    if machine(as_json):
        print(json.dumps({"pairs": pairs, "broken": [one.model_dump() for one in found]}, ensure_ascii=False))
    else:
        for relation in RELATIONS:
            wrong = [one for one in found if one.relation == relation.name]
            print(f"{'✗' if wrong else '✓'} {doc(relation)}")
            print("".join(f"    {one.case}: {one.words}\n" for one in wrong), end="")
        print(f"{pairs} pairs of answers were looked at.")
    if found:
        raise typer.Exit(1)


async def _related(cases: list[Case]) -> tuple[int, list[Broken]]:
    from evals.metamorphic import violations

    async with aside(configured("none")) as service:
        with progress() as bar:
            return await violations(cases, through(service), bar)
