"""A run once more: from any node on with something changed, or exactly as it was, from its own record.

Either is a thread of its own. For a fork, what the nodes before it found is put back into the state, so that only the
rest runs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from agents.advice import assemble
from agents.contracts import Finding
from agents.state import Context, Request
from evals.experiments import well_formed
from graph import build_graph
from runtime.budget import Budget, Budgeted
from runtime.errors import GigpathError, UserError
from runtime.events import EVENT, AgentFinished, Event, FactsFound, RunFailed
from runtime.llm import choose
from runtime.records import RunRecord
from runtime.retold import retold
from runtime.run import RunInfo, edges, new_id, run
from ui.backstage.inspected import NODES, WRITER
from ui.service import LAST, Service
from ui.turn import CONTRACTS

FORK = "fork-"
"""How the threads of forks and replays begin."""
KEYS = {agent: key for key, agent in WRITER.items()}


@dataclass(frozen=True)
class Change:
    """``state`` are whole results by state key, as JSON; ``prompt`` a template for the node; ``model`` and ``llm`` as in
    the settings. What is left empty stays as it is."""

    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    prompt: str = ""
    model: str = ""
    llm: str = ""


def findings(record: RunRecord) -> dict[str, Finding]:
    """What each agent wrote to the state, by agent."""
    facts: dict[str, dict[str, Any]] = {}
    found: dict[str, Finding] = {}
    for event in (EVENT.validate_python(event) for event in record.events):
        if isinstance(event, FactsFound):
            facts.setdefault(event.agent, {}).update(event.facts)
        elif isinstance(event, AgentFinished):
            whole = {**event.result, "facts": facts.get(event.agent, {})}
            found[event.agent] = CONTRACTS[event.agent].model_validate(whole)
    return found


def upstream(graph: Any, node: str) -> list[str]:
    """The nodes that run before ``node``, or beside one that it waits for, in the graph's order."""
    waits, before, open_ = edges(graph), set[str](), [node]
    while open_:
        new = [name for name in waits.get(open_.pop(), ()) if name in NODES and name not in before]
        before |= set(new)
        open_ += new
    return [name for name in NODES if name in before]


async def fork(service: Service, record: RunRecord, node: str, change: Change | None = None) -> str:
    """Run on from just before ``node``; returns the new run's id. UserError for a change that cannot be."""
    change = change or Change()
    graph = build_graph(service.graph.checkpointer)  # without the cache, which knows no other prompt or model
    kept = {name: value for name, value in findings(record).items() if name in upstream(graph, node)}
    if missing := [name for name in upstream(graph, node) if name not in kept]:
        raise UserError(f"The run has nothing of {missing[0]} to go on from.", "Fork it from an earlier node.")
    for key, edited in change.state.items():
        kept[WRITER[key]] = _edited(WRITER[key], kept.get(WRITER[key]), edited)
    well_formed(change.prompt)
    context, mode, why = _speaker(service, change)
    context = replace(context, prompts={node: change.prompt} if change.prompt else {})
    told = [*change.state, *(["prompt"] if change.prompt else []), *filter(None, (change.llm, change.model))]
    words = f"fork of {record.run_id} at {node}" + (f" with other {', '.join(told)}" if told else "")
    request = _request(record)
    origin = {"asked": words, "fork_of": record.run_id, "node": node, "changed": told}
    origin |= request.model_dump(mode="json", exclude_defaults=True)  # so that a fork can be forked as well
    info = RunInfo(new_id(), FORK + new_id(), mode, why, origin=origin)
    config = {"configurable": {"thread_id": info.thread}}
    state = {KEYS[name]: value for name, value in kept.items()} | {"request": request}
    for name in edges(graph).get(node, ()):  # written as by those it waits for, so that it is next
        if name in kept:
            await graph.aupdate_state(config, state, as_node=name)
    before = {name: {KEYS[name]: value} for name, value in kept.items()}
    await _through(run(
        graph, None if kept else request, context=context, assemble=assemble, info=info, records=service.records,
        traces=service.traces, before=before,
    ))  # fmt: skip
    return info.run_id


async def replay(service: Service, record: RunRecord) -> str:
    """The whole run again, its model's answers taken from the record; returns the new run's id."""
    if "fork_of" in record.request:
        raise UserError("A fork cannot be replayed.", "Replay the run it was made from.")
    graph = build_graph(service.graph.checkpointer)
    origin = {"asked": f"replay of {record.run_id}", "replay_of": record.run_id}
    info = RunInfo(new_id(), FORK + new_id(), record.mode, "its model's answers come from the record", origin=origin)
    earlier = [row for row in service.records.list(200, record.thread) if row.started < record.started]
    if earlier:
        known = {KEYS[name]: value for name, value in findings(service.records.get(earlier[0].run_id)).items()}
        await graph.aupdate_state({"configurable": {"thread_id": info.thread}}, known, as_node=LAST)
    told = [record, *(service.records.get(row.run_id) for row in earlier)]  # what came from the cache was said earlier
    events = [EVENT.validate_python(event) for one in told for event in one.events if event["type"] == "model_called"]
    context = replace(service.context, model=retold(events, record.mode))
    await _through(run(
        graph, _request(record), context=context, assemble=assemble, info=info, records=service.records, traces=service.traces
    ))  # fmt: skip
    return info.run_id


def same(first: RunRecord, second: RunRecord) -> list[str]:
    """Where two answers differ, as paths into the advice; id, times and spent tokens do not count. Empty: byte for byte
    the same."""
    own = {"run_id", "timings", "tokens"}
    a, b = ({k: v for k, v in (r.advice or {}).items() if k not in own} for r in (first, second))
    return list(_paths(a, b, ""))


def _paths(a: Any, b: Any, at: str) -> list[str]:
    if isinstance(a, dict) and isinstance(b, dict):
        return [path for key in {**a, **b} for path in _paths(a.get(key), b.get(key), f"{at}.{key}" if at else key)]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [path for n, pair in enumerate(zip(a, b, strict=True)) for path in _paths(*pair, f"{at}[{n}]")]
    return [] if a == b else [at]


def _edited(agent: str, now: Finding | None, edited: dict[str, Any]) -> Finding:
    facts = {key: fact.model_dump(mode="json") for key, fact in now.facts.items()} if now else {}
    try:
        return CONTRACTS[agent].model_validate({"facts": facts, **edited})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UserError(
            f"The edited {KEYS[agent]} is not a {CONTRACTS[agent].__name__}: {where}: {first['msg']}."
        ) from error


def _speaker(service: Service, change: Change) -> tuple[Context, str, str]:
    """The context with the model that is to speak, its mode, and why."""
    config, model, mode, why = service.config, service.model, service.mode, service.why
    if change.llm or change.model:
        given = {"llm": change.llm or config.llm, "model": change.model or config.model}
        config = config.model_copy(update=given)
        choice = choose(config)
        if choice.model is None and change.llm != "none":
            raise UserError(choice.why, choice.mend)
        model, mode, why = choice.model, choice.mode, choice.why
    return (
        replace(service.context, config=config, model=Budgeted(model, Budget.of(config)) if model else None),
        mode,
        why,
    )


def _request(record: RunRecord) -> Request:
    """What was asked for; a run that answered questions is asked in the words of its answers."""
    if "answers" in record.request:
        return Request(text="; ".join((record.request["answers"] or {}).values()))
    known = {key: value for key, value in record.request.items() if key in Request.model_fields}
    return Request.model_validate({"text": "" if known else record.asked, **known, "ask": False})


async def _through(events: AsyncIterator[Event]) -> None:
    async for event in events:
        if isinstance(event, RunFailed):
            raise GigpathError(event.message, event.mend)
