"""``gigpath eval link``: linking beside its baselines, as a table or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.common import progress

if TYPE_CHECKING:
    from rich.table import Table

    from evals.scores import Measure, Report


def link(
    folder: Annotated[
        Path,
        typer.Argument(help="Holds title_to_soc_*.csv, similar_occupations_ooh.csv, …", exists=True, file_okay=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    sample: Annotated[int | None, typer.Option(min=1, help="So many questions of each set, by a fixed seed.")] = None,
    part: Annotated[list[str] | None, typer.Option("--set", help="titles, roles or skills; all without it.")] = None,
) -> None:
    """Titles, near roles and skills against sets apart, beside plain baselines of the same run."""
    from evals.linking import PARTS, evaluate
    from runtime.errors import UserError

    if unknown := set(part or ()) - set(PARTS):
        raise UserError(f"There is no set '{min(unknown)}'.", f"There are {', '.join(PARTS)}.")
    with progress() as bar:
        report = evaluate(folder, [known for known in PARTS if known in (part or PARTS)], sample, bar)
    if as_json or not sys.stdout.isatty():
        print(report.model_dump_json())
    else:
        _show(report)


def _show(report: Report) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(_measures(report.measures))
    if report.confusions:
        console.print(_confusions(report))
    pace = f", {report.titles_per_second:,.0f} titles a second" if report.titles_per_second else ""
    console.print(
        f"{report.seconds:.0f} s{pace}. Intervals: 95 %, bootstrap over the questions; < and >: ours is surely above or below.",
        style="dim",
    )


def _measures(measures: list[Measure]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(
        "set",
        "measure",
        "n",
        "gigpath",
        "95 %",
        "reach",
        "beside it",
        box=None,
        header_style="bold",
        padding=(0, 2, 0, 0),
    )
    before = ""
    for ours in (measure for measure in measures if measure.system == "gigpath"):
        others = [m for m in measures if (m.set, m.metric) == (ours.set, ours.metric) and m.system != "gigpath"]
        beside = ", ".join(f"{m.system} {m.value:.1%}{_surely(m)}" for m in sorted(others, key=lambda m: -m.value))
        reach = Text(f"{ours.target:.0%} {'✓' if ours.value >= ours.target else '✗'}" if ours.target else "")
        reach.stylize("green" if ours.target and ours.value >= ours.target else "red")
        name = "" if ours.set == before else ours.set
        table.add_row(name, ours.metric, str(ours.n), f"{ours.value:.1%}", f"{ours.low:.1%}–{ours.high:.1%}", reach, beside)  # fmt: skip
        before = ours.set
    return table


def _surely(measure: Measure) -> str:
    """ "<" where ours is surely ahead, ">" where this one is, nothing where chance may be all of it."""
    lead = measure.lead
    return "" if lead is None or lead.low <= 0 <= lead.high else " <" if lead.low > 0 else " >"


def _confusions(report: Report) -> Table:
    from rich.table import Table

    table = Table(
        "set", "family", "missed", "instead", "for example", box=None, header_style="bold", padding=(0, 2, 0, 0)
    )
    for row in report.confusions:
        example = f"{row.example} → {row.answered}, not {row.example_role}"
        table.add_row(row.set, row.family, f"{row.missed} of {row.questions}", " ".join(row.instead), example)
    return table
