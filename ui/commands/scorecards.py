"""Scorecards, lists of sets of runs and comparisons on a terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.gates import broken_in, gates
from evals.metrics import METRICS, OVERALL
from evals.scorecard import Scorecard

if TYPE_CHECKING:
    from evals.compare import Comparison, Line
    from evals.results import RunSet

COLOURS = {"better": "green", "worse": "red", "changed": "yellow", "unsure": "dim", "same": "dim", "clock": "dim"}
LISTED = 12
"""Moved runs that are shown on a terminal."""


def show_scores(told: Scorecard, machine: bool) -> None:
    """Each metric's mean over the profiles, with its gate where it has one of its own."""
    means, rows = told.means, [*told.rows]
    values = {"/".join(map(str, row.key)): row.values for row in rows}
    broken = {gate.metric: gate for gate in broken_in(values, means, gates())}
    if machine:
        failed = sum(row.pick is None for row in rows)
        summary = {
            "name": told.manifest.name,
            "runs": len(rows),
            "profiles": len(told.digests),
            "without_answer": failed,
        }
        print(
            json.dumps(
                {**summary, "means": means, "broken": [gate.model_dump() for gate in broken.values()]},
                ensure_ascii=False,
            )
        )
        return
    console = Console(highlight=False)
    console.print(_head(told), style="bold")
    table = _table("metric", "mean", "runs", "", "what it is")
    count = {m.name: sum(m.name in row.values for row in rows) for m in METRICS}
    words = {m.name: m.doc for m in METRICS} | {
        name: (of.__doc__ or "").strip().splitlines()[0] if of.__doc__ else "" for name, (of, _, _) in OVERALL.items()
    }
    for name, mean in means.items():
        bad = broken.get(name)
        mark = Text(f"✗ {bad.words}", "red") if bad else Text()
        table.add_row(name, _figure(mean, _unit(name)), str(count.get(name, len(rows))), mark, Text(words[name], "dim"))
    console.print(table)
    for row in [row for row in rows if row.error][:3]:
        console.print(f"{row.case}: {row.error}", style="red")


def show_grid(cards: list[Scorecard], machine: bool) -> None:
    """Sets of runs beside each other; the metrics on which they differ."""
    if machine:
        print(
            json.dumps(
                [{"name": c.manifest.name, "changed": c.manifest.changed, "means": c.means} for c in cards],
                ensure_ascii=False,
            )
        )
        return
    from evals.scorecard import timed

    console, means, clock = Console(highlight=False), [told.means for told in cards], timed()
    for number, told in enumerate(cards, 1):
        changed = ", ".join(f"{key}={value}" for key, value in told.manifest.changed.items())
        console.print(f"{number}: {told.manifest.name}  {changed}", style="bold")
    table = _table("metric", *(str(n) for n in range(1, len(cards) + 1)))
    for name in dict.fromkeys(name for mean in means for name in mean):
        each = [mean.get(name) for mean in means]
        if len(set(each)) > 1 and name not in clock:
            table.add_row(name, *("" if value is None else _figure(value, _unit(name)) for value in each))
    if table.row_count:
        console.print(table)
    console.print("What is not listed is the same in all. `gigpath eval compare` gives intervals.", style="dim")


def show_sets(sets: Iterable[RunSet], machine: bool) -> None:
    table = _table("name", "began", "set", "runs", "profiles", "mode", "model", "way", "changed")
    for one in sets:
        manifest, count = one.manifest, len({result.key for result in one})
        if machine:
            told = manifest.model_dump(mode="json", exclude={"cases", "facts", "prompts", "versions"})
            print(json.dumps({**told, "profiles": len(manifest.cases), "runs": count}, ensure_ascii=False))
            continue
        changed = ", ".join(f"{key}={value}" for key, value in manifest.changed.items())
        began = f"{manifest.started[:16].replace('T', ' ')}{'' if manifest.finished else ' (not finished)'}"
        table.add_row(manifest.name, began, manifest.set, str(count), str(len(manifest.cases)), manifest.mode, manifest.model, manifest.way, changed)  # fmt: skip
    if not machine:
        Console(highlight=False).print(table if table.row_count else "There are none yet: `gigpath eval run profiles`.")


def show_comparison(told: Comparison, machine: bool, whole: bool) -> None:
    """What moved; ``whole`` lists what stayed the same too."""
    if machine:
        print(told.model_dump_json())
        return
    console = Console(highlight=False)
    console.print(f"{told.b} beside {told.a}", style="bold")
    if told.other:
        console.print(f"They differ in {', '.join(told.other)}.", style="dim")
    if told.alone:
        console.print(f"{len(told.alone)} runs have no counterpart and are compared with nothing.", style="yellow")
    table = _table("metric", "was", "is", "difference", "95 %", "n", "")
    for line in told.lines:
        if whole or line.verdict not in ("same", "clock"):
            _add(table, line)
    console.print(table if table.row_count else "No metric moved.")
    for moved in told.moved[:LISTED]:
        name = moved.case + (f" ({moved.variant}, {moved.repeat})" if moved.variant or moved.repeat else "")
        picks = f"{moved.was} → {moved.now}. " if moved.picked else ""
        console.print(Text.assemble((f"{name}  ", "bold"), picks, (moved.why, "dim")))
    if len(told.moved) > LISTED:
        console.print(f"… and {len(told.moved) - LISTED} more runs did something else.", style="dim")
    for gate in told.broken:
        runs = f" [{', '.join(gate.runs[:4])}{', …' if len(gate.runs) > 4 else ''}]" if gate.runs else ""
        yet = "" if gate.enforced else " (told, and not enforced yet)"
        console.print(Text(f"✗ {gate.metric}: {gate.words}{runs}. It must hold that {gate.why}{yet}.", "red"))
    if not told.broken:
        console.print("Every gate holds.", style="green")


def _add(table: Table, line: Line) -> None:
    span = f"{line.low:+.3g} to {line.high:+.3g}" if line.low or line.high else ""
    table.add_row(
        line.metric, _figure(line.a, line.unit), _figure(line.b, line.unit), f"{line.difference:+.3g}", span, str(line.n),
        Text(line.verdict, COLOURS[line.verdict]),
    )  # fmt: skip


def _head(told: Scorecard) -> str:
    manifest = told.manifest
    who = f"{manifest.model}, {manifest.mode}" if manifest.model else manifest.mode
    way = {"live": "", "record": ", recorded", "replay": ", from a recording"}[manifest.way]
    return f"{manifest.name}: {len(told.rows)} runs of {len(told.digests)} profiles, {who}{way}"


def _unit(name: str) -> str:
    return next((m.unit for m in METRICS if m.name == name), OVERALL[name][2] if name in OVERALL else "share")


def _figure(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value:.1%}"
    if unit == "USD/hour":
        return f"${value:,.2f}"
    return f"{value:,.3f} s" if unit == "s" else f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, header_style="bold", padding=(0, 2, 0, 0))
