"""One way to run the graph, for the chat, the terminal, the replay and the evaluation.

``run`` takes the graph and knows no agent: it hands the request in, passes the event stream on, takes the
answer out of the final state and keeps the record.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command
from pydantic import BaseModel

from runtime.database import trouble
from runtime.errors import GigpathError
from runtime.events import (
    AgentFinished,
    AgentStarted,
    Event,
    FactsFound,
    Fallback,
    QuestionsAsked,
    RunFailed,
    RunFinished,
    RunStarted,
    TextDelta,
)
from runtime.logs import LOG, RUN
from runtime.records import Outcome, Records, RunRecord, dump, now
from runtime.tracing import Traces

Assemble = Callable[[dict[str, Any], "RunInfo"], BaseModel]
"""The answer from the final state; ``agents.advice.assemble`` in this house."""


@dataclass
class RunInfo:
    """What a run knows of itself."""

    run_id: str
    thread: str
    mode: str = "evidence-only"
    why: str = ""
    timings: dict[str, float] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    origin: dict[str, Any] = field(default_factory=dict)
    """What the run was made from, when it was not asked for by a person: kept with the request."""


def new_id() -> str:
    return secrets.token_hex(6)


async def run(
    graph: CompiledStateGraph[Any, Any, Any, Any],
    request: BaseModel | None,
    *,
    context: Any,
    assemble: Assemble,
    info: RunInfo | None = None,
    answers: dict[str, str] | None = None,
    records: Records | None = None,
    traces: Traces | None = None,
    before: dict[str, dict[str, Any]] | None = None,
) -> AsyncIterator[Event]:
    """Events of one run, ending in ``RunFinished``, ``QuestionsAsked`` or ``RunFailed``.

    ``answers`` resume a thread that waits on questions; both ``request`` and ``answers`` None resume one that
    was cut off. ``before`` are the agents' results that the thread begins with, as each wrote them to the state; the
    stream tells them first, as from a cache. Closing the iterator early records the run as stopped.
    """
    info = info or RunInfo(new_id(), new_id())
    began, started, events = time.perf_counter(), now(), list[Event]()
    line = traces.line(info.run_id, info.thread, started, _words(request, answers), edges(graph)) if traces else None
    outcome: Outcome = "stopped"
    final: dict[str, Any] = {}

    def stamp(event: Event) -> Event:
        event.at -= began
        events.append(event)
        if line:
            line.hear(event)
        return event

    async def keep() -> None:
        if records is None:
            return
        took = time.perf_counter() - began
        try:
            await asyncio.to_thread(
                lambda: records.save(_record(info, request, answers, final, [*events], outcome, started, took))
            )
        except sqlite3.Error as error:  # an answer is not held back because no record of it can be kept
            LOG.error("The run's record could not be kept: %s", error)

    RUN.set((info.run_id, info.thread))
    LOG.info("Run started.", extra={"mode": info.mode})
    first = stamp(RunStarted(run_id=info.run_id, thread=info.thread, mode=info.mode, why=info.why))
    await keep()  # so that a run whose process is killed is still found, and resumed
    yield first
    for event in _replayed(before or {}):
        yield stamp(event)
    # to LangGraph an empty mapping is no answer at all, and it would ask again
    given: Any = (
        Command(resume=answers or {"said": ""}) if answers is not None else ({"request": request} if request else None)
    )
    config: RunnableConfig = {"configurable": {"thread_id": info.thread}}
    try:
        stream: AsyncIterator[Any] = graph.astream(
            given,
            config,
            context=context,
            stream_mode=["custom", "updates", "values"],
            version="v2",
            durability="async" if graph.checkpointer else None,
        )
        async for part in stream:
            kind, data = part["type"], part["data"]
            if kind == "custom":
                _count(info, data)
                yield stamp(data)
            elif kind == "values":
                final = data
            elif "__interrupt__" in data:
                outcome = "waiting"
                yield stamp(QuestionsAsked(questions=data["__interrupt__"][0].value["questions"]))
            elif data.get("__metadata__", {}).get("cached"):
                for event in _replayed(data):
                    yield stamp(event)
        if outcome != "waiting":
            info.timings["total"] = time.perf_counter() - began
            advice = assemble(final, info)
            outcome = "finished"
            yield stamp(RunFinished(advice=advice.model_dump(mode="json")))
    except GigpathError as error:
        outcome = "failed"
        LOG.error(error.message, extra={"mend": error.mend})
        yield stamp(RunFailed(agent=error.agent, message=error.message, mend=error.mend, exit_code=error.exit_code))
    except sqlite3.Error as error:
        outcome, told = "failed", trouble(error)
        LOG.error("What was found could not be kept: %s", error)
        yield stamp(RunFailed(message=told.message, mend=told.mend, exit_code=told.exit_code))
    finally:
        LOG.info("Run %s.", outcome, extra={"seconds": round(time.perf_counter() - began, 3)})
        if line:
            line.close(time.perf_counter() - began, outcome)
        await keep()


def edges(graph: CompiledStateGraph[Any, Any, Any, Any]) -> dict[str, list[str]]:
    """By node, the nodes it comes after: those it waits for, and those that may lead to it."""
    edges = [*graph.builder.edges, *((start, end) for starts, end in graph.builder.waiting_edges for start in starts)]
    choices = ((start, branch) for start, named in graph.builder.branches.items() for branch in named.values())
    edges += [(start, end) for start, branch in choices for end in (branch.ends or {}).values()]
    waits: dict[str, list[str]] = {}
    for start, end in edges:
        waits.setdefault(end, []).append(start)
    return waits


def _words(request: BaseModel | None, answers: dict[str, str] | None) -> str:
    return str(getattr(request, "text", "") or "") or "; ".join((answers or {}).values())


def _count(info: RunInfo, event: Event) -> None:
    if isinstance(event, Fallback):
        LOG.warning(
            "%s fell back: %s", event.agent, event.why, extra={"detail": event.detail} if event.detail else None
        )
    if isinstance(event, AgentFinished):
        info.timings[event.agent] = event.seconds
        for key, count in (("in", event.tokens_in), ("out", event.tokens_out)):
            info.tokens[key] = info.tokens.get(key, 0) + count


def _replayed(update: dict[str, Any]) -> list[Event]:
    """The events of an agent whose result came from the cache, so that a reader misses nothing."""
    events: list[Event] = []
    for agent, written in update.items():
        for finding in written.values() if agent != "__metadata__" else ():
            events.append(AgentStarted(agent=agent, doing="unchanged since last time"))
            events.append(
                FactsFound(agent=agent, facts={k: f.model_dump(mode="json") for k, f in finding.facts.items()})
            )
            events += [TextDelta(agent=agent, text=n.text, refs=n.refs, origin=n.origin) for n in finding.narrative]
            result = finding.model_dump(mode="json", exclude={"facts"})
            events.append(AgentFinished(agent=agent, seconds=0.0, result=result, cached=True))
    return events


def _record(
    info: RunInfo, request: BaseModel | None, answers: dict[str, str] | None, final: dict[str, Any], events: list[Event],
    outcome: Outcome, started: datetime, seconds: float,
) -> RunRecord:  # fmt: skip
    last = events[-1]
    advice = last.advice if isinstance(last, RunFinished) else None
    market = final.get("market")
    asked = request.model_dump(mode="json") if request else {"answers": answers} if answers is not None else {}
    asked |= info.origin
    return RunRecord(
        run_id=info.run_id,
        thread=info.thread,
        started=started,
        seconds=seconds,
        mode=info.mode,
        outcome=outcome,
        asked=(info.origin.get("asked") or _words(request, answers) or ("(a profile)" if request else "(went on)"))[
            :200
        ],
        answer=_headline(advice, last),
        request=asked,
        advice=advice,
        context=[p.model_dump(mode="json") for p in getattr(market, "passages", [])],
        events=dump(events),
    )


def _headline(advice: dict[str, Any] | None, last: Event) -> str:
    if advice and (reply := advice.get("reply")) and reply["alone"]:
        return str(reply.get("text", ""))[:120]
    if advice:
        role = (advice.get("decision") or {}).get("role") or {}
        return str(role.get("title") or "; ".join(advice.get("abstentions", []))[:120])
    if isinstance(last, QuestionsAsked):
        return f"asks about {', '.join(str(question.get('field', '')) for question in last.questions)}"
    return last.message[:120] if isinstance(last, RunFailed) else ""
