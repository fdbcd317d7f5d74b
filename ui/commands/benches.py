"""``gigpath eval bench``: speed against the floors, or a model's runs beside a plain chain's."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from runtime.errors import UserError
from ui.commands.common import configured, progress

if TYPE_CHECKING:
    from evals.bench import Measure
    from runtime.settings import Settings


def bench(
    runs: Annotated[int, typer.Option(min=3, help="Warm runs.")] = 40,
    index_too: Annotated[
        bool, typer.Option("--index/--no-index", help="Build the index too, which takes a minute or two.")
    ] = True,
    llm: Annotated[
        bool, typer.Option("--llm", help="With the configured model instead, beside a plain chain of five prompts.")
    ] = False,
    count: Annotated[int, typer.Option("--profiles", min=2, help="Profiles for --llm.")] = 10,
) -> None:
    """Speed against the floors; exit 1 when one is missed."""
    import asyncio

    if llm:
        if not asyncio.run(_bench_llm(count)):
            raise typer.Exit(1)
        return

    from evals.bench import cold, traces, warm
    from evals.bench import index as index_measures

    async def warm_runs(home: str) -> list[Measure]:
        from ui.service import Service

        def at(name: str, trace: str) -> Settings:
            return configured("none").model_copy(update={"database_url": f"{home}/{name}.db", "trace": trace})

        async with Service.open(at("bench", "facts")) as service:
            plain = await warm(service.advise, runs)
        async with Service.open(at("on", "facts")) as on, Service.open(at("off", "off")) as off:
            return [plain, await traces(on.advise, off.advise, on.traces.flush, runs)]

    command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    missed = False
    with tempfile.TemporaryDirectory() as home:
        steps: list[Callable[[], list[Measure]]] = [lambda: asyncio.run(warm_runs(home)), lambda: [cold(command)]]
        if index_too:
            steps.append(lambda: index_measures(command))
        for step in steps:
            for measure in step():
                missed = missed or not measure.ok
                _report(measure)
    if missed:
        raise typer.Exit(1)


async def _bench_llm(count: int) -> bool:
    from evals.bench import texts
    from evals.bench_llm import beside, report
    from evals.plain_chain import chain
    from runtime.llm import choose
    from ui.service import Service

    config = configured()
    choice = choose(config)
    if choice.model is None:
        raise UserError(choice.why, choice.mend)
    print(choice.why, file=sys.stderr)
    model = choice.model
    with tempfile.TemporaryDirectory() as home:
        on = config.model_copy(update={"database_url": f"{home}/on.db", "recording": "live"})
        off = config.model_copy(update={"database_url": f"{home}/off.db", "llm": "none"})
        async with Service.open(on) as ours, Service.open(off) as plain:
            with progress() as bar:
                found = await beside(texts(count + 1), ours.advise, plain.advise, lambda p: chain(model, p), bar)
    print("\n".join(report(found)))
    return found.ok


def _report(measure: Measure) -> None:
    data = {
        "name": measure.name,
        "seconds": round(measure.seconds, 4),
        "floor": measure.floor,
        "ratio": round(measure.ratio, 3),
        "ok": measure.ok,
    }
    words = f"{'✓' if measure.ok else '✗'} {measure.name:<16} {measure.seconds:8.3f} s   of {measure.floor:7.2f} s   ×{measure.ratio:.2f}   {measure.note}"
    print(words if sys.stdout.isatty() else json.dumps(data, ensure_ascii=False), flush=True)
