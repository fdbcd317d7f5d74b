"""``gigpath eval scorecards``: the labelled sets through the product, and the five scorecards of each."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from runtime.errors import UserError
from ui.commands.common import JsonFlag, LlmFlag, configured, machine

if TYPE_CHECKING:
    from evals.guarding import Guarded
    from evals.panel import Figure, Panel
    from evals.results import RunSet
    from evals.worth import Worth

WORDS = {
    "reading": "what was understood", "choosing": "what was advised, and whom it harms", "plans": "whether the way would get them in",
    "talk": "what follows the first answer", "model": "what a model adds, and what the guard lets through",
}  # fmt: skip
HARM = "harm.person"


def scorecards(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SET]…", help="Without any: all that ship. NAME:profiles hands in correct profiles."),
    ] = None,
    llm: LlmFlag = None,
    name: Annotated[str, typer.Option(help="Of the sets of runs that this makes; the same name goes on.")] = "",
    jobs: Annotated[int, typer.Option(min=1, help="Runs at a time.")] = 2,
    record: Annotated[
        Path | None, typer.Option(help="A folder: keep what the model answers, a file for each set.")
    ] = None,
    write: Annotated[Path | None, typer.Option(help="Keep the scorecards as JSON.")] = None,
    as_json: JsonFlag = None,
) -> None:
    """Five scorecards for each labelled set: reading, choosing and harm, plans, talk, and what a model is worth.

    Each set runs from facts alone. With --llm it runs with the model as well; without, a set's shipped recording speaks.
    """
    from evals.cases import SETS
    from evals.panel import guard_panel, short_of_target

    named = sets or [*SETS, *(f"{one}:profiles" for one in SETS if _has_people(one))]
    stamp = name or f"scorecards-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    panels = []
    for one in named:
        panels.append(_panel(one, f"{stamp}-{one.rpartition('/')[2].replace(':', '-')}", llm, jobs, record))
        if not machine(as_json):
            show(panels[-1])
    panels.append(guard_panel(_guarded()))
    if not machine(as_json):
        show(panels[-1])
    if write:
        write.write_text(
            json.dumps([one.model_dump() for one in panels], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if machine(as_json):
        print(json.dumps([one.model_dump() for one in panels], ensure_ascii=False))
    else:
        print(f"{short_of_target(panels)} figures are short of their target (evals/targets.yaml).")


def _has_people(name: str) -> bool:
    from evals.cases import SETS
    from evals.labels import Person, parsed

    if SETS[name].suffix != ".jsonl":
        return False
    try:
        return bool(parsed(SETS[name], Person))
    except UserError:
        return False


def _panel(one: str, called: str, llm: str | None, jobs: int, record: Path | None) -> Panel:
    from evals.panel import panel
    from evals.scorecard import card

    plain = _runs(one, called, "none", jobs, None)
    spoken = _spoken(one, f"{called}-spoken", llm, jobs, record)
    return panel(card(spoken or plain), _worth(plain, spoken) if spoken else None)


def _worth(plain: RunSet, spoken: RunSet) -> Worth:
    from evals.worth import worth

    return worth({case.id: case for case in plain.manifest.cases}, plain, spoken)


def _spoken(one: str, called: str, llm: str | None, jobs: int, record: Path | None) -> RunSet | None:
    """The set with the model that was named; else with its shipped recording, if it has one."""
    from ui.commands.evaluate import SHIPPED, recording_of

    if llm and llm != "none":
        return _runs(one, called, llm, jobs, record and record / recording_of(one).name)
    return _runs(one, called, "none", jobs, None, SHIPPED) if llm is None and recording_of(one).exists() else None


def _runs(one: str, called: str, llm: str, jobs: int, record: Path | None, replayed: str = "") -> RunSet:
    from evals.cases import load
    from ui.commands.evaluate import evaluated, heard

    base = heard(configured(llm), record, replayed, one)
    return asyncio.run(evaluated(called, one, load(one), base, {}, jobs, 1))


def _guarded() -> Guarded:
    """The guard before its labelled sentences, with the facts of one worker's run."""
    from evals.cases import Case
    from evals.guarding import WORKER, guarded
    from evals.replay import Task, outcome
    from ui.commands.evaluate import aside, through

    async def run() -> Guarded:
        async with aside(configured("none")) as service:
            result = await outcome(Task(Case(id="guard", gig="rideshare", text=WORKER), 0, 0), through(service))
        return guarded(result.events)

    return asyncio.run(run())


# ---- on a terminal --------------------------------------------------------------------------------------------


def show(panel: Panel) -> None:
    """The scorecards of one set; what is short of its target is red."""
    console = Console(highlight=False)
    console.print(Text(f"\n{panel.name}: {panel.cases} cases", "bold"))
    if panel.reading:
        console.print(_reading(panel))
    for name, figures in panel.figures.items():
        if figures:
            console.print(_figures(name, figures))
    if panel.guard:
        kinds = ", ".join(f"{kind} {count}" for kind, count in panel.guard.by_kind().items())
        console.print(f"Let through, by kind: {kinds or 'none'}.")
    if panel.worth:
        console.print(_worth_words(panel.worth))


def _reading(panel: Panel) -> Table:
    table = _table(
        f"reading: {WORDS['reading']}", "n", "right", "95 %", "asked", "missed", "wrong", "95 %", "wrong ÷ stated"
    )
    for line in panel.reading:
        table.add_row(
            line.field.replace("_", " "), str(line.n), _value(line.right), _span(line.right), _value(line.asked), f"{line.missed:.0%}",
            _value(line.wrong), _span(line.wrong), "" if line.risk is None else f"{line.risk:.0%}",
        )  # fmt: skip
    return table


def _figures(name: str, figures: list[Figure]) -> Table:
    table = _table(f"{name}: {WORDS[name]}", "n", "value", "95 %")
    for figure in figures:
        table.add_row(figure.metric, str(figure.n), _value(figure), _span(figure))
    return table


def _worth_words(worth: Worth) -> str:
    return (
        f"The model, over {worth.runs} runs: {worth.own} of {worth.sentences} sentences shown as its own say something that the plain answer "
        f"does not; {len(worth.lost_facts)} answers lost facts; {len(worth.moved)} first roles moved, {worth.better} for the better and "
        f"{worth.worse} for the worse; of what was read {worth.corrected} corrected, {worth.spoiled} spoiled, {worth.questioned} asked about, "
        f"{worth.needless} needlessly; {worth.refused:,} of {worth.tokens:,} tokens in sentences that were kept back."
    )


def _value(figure: Figure) -> Text:
    shown = f"{figure.value:.2f}" if "grade" in figure.metric or figure.value > 1 else f"{figure.value:.0%}"
    return Text(shown, "red" if figure.met is False else "green" if figure.met else "")


def _span(figure: Figure) -> Text:
    graded = "grade" in figure.metric or figure.value > 1
    return Text(f"{figure.low:.2f}–{figure.high:.2f}" if graded else f"{figure.low:.0%}–{figure.high:.0%}", "dim")


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, header_style="bold", padding=(0, 2, 0, 0))
