"""``gigpath eval report``, ``trace``, ``judge``, ``export-sft``, ``finetune`` and ``export-mlflow``: what is made of sets of runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from runtime.errors import UserError
from ui.commands.common import LlmFlag, configured, progress

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A set of runs by name or folder, or last.")]


def report(
    name: RunArgument = "last",
    against: Annotated[str, typer.Option(help="An earlier set of runs to set beside it.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="The HTML file; without it, report.html in the set's folder.")
    ] = None,
    show: Annotated[
        bool | None, typer.Option("--open/--no-open", help="In the browser; at a terminal it opens.")
    ] = None,
) -> None:
    """One HTML file that tells the whole: scorecard, trend, distributions, worst runs, transcripts."""
    import webbrowser

    from evals.report import html, summarise
    from evals.results import every, find

    runs = find(name)
    file = out or runs.folder / "report.html"
    page = html(summarise(runs, find(against) if against else None, every()))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{file} cannot be written ({error.strerror}).", "Name another file with --out.") from None
    print(file)
    if sys.stdout.isatty() if show is None else show:
        webbrowser.open(file.resolve().as_uri())


def trace(
    name: RunArgument,
    case: Annotated[str, typer.Argument(help="A profile's id, with /VARIANT and /REPEAT where needed; or a run's id.")],
    node: Annotated[str, typer.Option("--node", help="One part whole: an agent's name, or a number.")] = "",
    facts: Annotated[bool, typer.Option("--facts", help="With --node: every fact, not the first alone.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Among the runs that `gigpath trace` and its page show.")
    ] = False,
) -> None:
    """One run of an evaluation, taken apart as `gigpath trace` does it."""
    from evals.results import find
    from evals.traced import find_run, record_of
    from runtime.records import Records
    from ui.backstage.inspected import inspect
    from ui.commands.history import show_trace
    from ui.commands.nodeview import show_node

    runs = find(name)
    record = record_of(runs.manifest, *find_run(runs, case))
    if keep:
        Records(configured().database).save(record)
        print(f"Kept: `gigpath trace {record.run_id}`.", file=sys.stderr)
    taken = inspect(record)
    if node:
        show_node(taken, node, facts)
    else:
        show_trace(taken)


def export_sft(
    names: Annotated[list[str], typer.Argument(metavar="RUN…", help="Sets of runs by name or folder.")],
    out: Annotated[Path, typer.Option(help="The JSONL file.")],
    words: Annotated[Literal["model", "facts", "both"], typer.Option(help="Whose words are the answers.")] = "both",
) -> None:
    """Turns that hold as training data: chat JSONL with where each comes from, split by profile."""
    import json
    from collections import Counter

    from evals.results import find
    from evals.sft import export

    done = export((find(name) for name in names), words)
    done.write(out)
    parts = Counter(turn.split for turn in done.turns)
    if sys.stdout.isatty():
        print(f"{len(done.turns):,} turns in {out}: {', '.join(f'{parts[part]:,} {part}' for part in ('train', 'valid', 'test'))}.")  # fmt: skip
        for why, count in done.left_out.most_common():
            print(f"{count:>7,} left out: {why}")
    else:
        print(json.dumps({"file": str(out), "turns": len(done.turns), **parts, "left_out": done.left_out}))


def finetune(
    data: Annotated[Path, typer.Argument(help="A file of `gigpath eval export-sft`.")],
    base: Annotated[str, typer.Option(help="A model's folder, or its name on the Hub.")],
    out: Annotated[Path, typer.Option(help="A folder for the adapter.")],
    epochs: Annotated[float, typer.Option(min=0.1, help="Passes over the training part.")] = 3,
    steps: Annotated[int, typer.Option(min=0, help="So many steps instead.")] = 0,
    rank: Annotated[int, typer.Option(min=1, help="Of the adapter.")] = 16,
    batch: Annotated[int, typer.Option(min=1, help="Turns at a time.")] = 4,
    rate: Annotated[float, typer.Option(help="Learning rate.")] = 2e-4,
) -> None:
    """A LoRA adapter over a model, trained on exported turns; docs/finetuning.md explains it."""
    from evals.finetune import Recipe, train

    done = train(data, base, out, Recipe(epochs=epochs, steps=steps, rank=rank, batch=batch, rate=rate))
    valid = "" if done.valid is None else f"; {done.valid:.3f} on profiles kept apart"
    print(f"{done.steps} steps on {done.turns:,} turns: loss {done.first:.3f} → {done.last:.3f}{valid}. The adapter is in {done.adapter}.")  # fmt: skip


def export_mlflow(
    name: RunArgument = "last",
    to: Annotated[str, typer.Option(help="A tracking store: sqlite:///FILE, a folder, or http://HOST:PORT.")] = "",
) -> None:
    """A set of runs as a run of an MLflow experiment: parameters, metrics, results and report."""
    from evals.mlflow_export import send
    from evals.results import find

    if not to:
        raise UserError("There is no place to send it to.", "Give --to sqlite:///mlflow.db, or a server's address.")
    sent = send(find(name), to)
    state = "Sent" if sent.new else "It is there already"
    print(f"{state}: run {sent.run_id} of the experiment {sent.experiment}.")


def judge(
    name: RunArgument = "last",
    llm: LlmFlag = None,
    jobs: Annotated[int, typer.Option(min=1, help="Questions at a time.")] = 2,
) -> None:
    """A model's opinion of the answers, apart from the scores; shown only where it agrees with people on a labelled set."""
    import asyncio

    from evals.judge import judge as judged
    from evals.results import find
    from runtime.llm import choose

    runs, choice = find(name), choose(configured(llm))
    if choice.model is None:
        raise UserError(f"There is no model to judge. {choice.why}", choice.mend or "Give --llm, and what it needs.")
    with progress() as bar:
        done = asyncio.run(judged(runs, choice.model, jobs, bar))
    for line in done.lines:
        print(line)
