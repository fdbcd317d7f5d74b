"""A recorded run taken apart for the developer: its spans, and by node of the graph all that went in and came out.

The terminal's trace and the trace page draw from this; it reads the run's record, or the span store when the process was
killed before it could write one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph import AGENTS, graph
from runtime.errors import NotFound
from runtime.events import (
    EVENT,
    AgentFinished,
    AgentStarted,
    ChoiceMade,
    Event,
    FactsFound,
    Fallback,
    GuardVerdict,
    ModelCalled,
    QuestionsAsked,
    ResultReady,
    RunFailed,
    TextDelta,
)
from runtime.records import RunRecord
from runtime.run import edges
from runtime.settings import Settings
from runtime.tracing import Span, SpanStore, mask, masked, spans_of, traces_path

READS = {agent.name: ("intake", *(key for key in agent.reads if key != "intake")) for agent in AGENTS}
WRITER = {"intake": "intake"} | {agent.writes: agent.name for agent in AGENTS}
"""State key → the node that writes it."""
NODES = ["intake", *(agent.name for agent in AGENTS)]


@dataclass
class Asked:
    """One model call, and the verdicts on the sentences it brought."""

    call: ModelCalled
    verdicts: list[GuardVerdict]


@dataclass
class Node:
    """One agent in one run."""

    name: str
    span: Span | None = None
    doing: str = ""
    state: str = "not reached"
    """not reached, not needed (the run ended well without it), working (when it ended), waiting, failed, done, cached, fell back"""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    choice: ChoiceMade | None = None
    asked: list[Asked] = field(default_factory=list)
    said: list[TextDelta] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)
    inner: list[Span] = field(default_factory=list)
    """Tools, retrievals, model calls, verdicts, in time; a retrieval comes after its tool."""

    @property
    def seconds(self) -> float:
        return (self.span.end or self.span.start) - self.span.start if self.span else 0.0


@dataclass
class Inspected:
    """``nodes`` in the graph's order, those that were not reached too."""

    record: RunRecord
    spans: list[Span]
    nodes: dict[str, Node]
    events: list[Event]

    @property
    def slow(self) -> Node | None:
        """The node that took longest."""
        return max(self.nodes.values(), key=lambda node: node.seconds, default=None)

    @property
    def facts(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Fact id → the node that found it first, and the fact."""
        nodes = reversed(self.nodes.values())
        return {key: (node.name, fact) for node in nodes for key, fact in node.facts.items()}

    @property
    def asked(self) -> str:
        """The worker's words whole, or what stands in their place."""
        text = self.record.request.get("text") or ""
        return " ".join(str(text or self.record.asked).split())

    @property
    def failure(self) -> str:
        """What a failed run failed with, and the mend; empty for any other."""
        return next((f"{e.message} {e.mend}".strip() for e in self.events if isinstance(e, RunFailed)), "")

    @property
    def questions(self) -> list[str]:
        """What a waiting run wants to know."""
        return [q["text"] for event in self.events if isinstance(event, QuestionsAsked) for q in event.questions]

    def came_in(self, name: str) -> dict[str, Any]:
        """What a node could see, by state key: the request for intake, else the results of the nodes it reads."""
        if name == "intake":
            return {"request": self.record.request}
        return {key: self.nodes[WRITER[key]].result for key in READS.get(name, ())}

    def span(self, asked: str) -> Span:
        """By a node's name, the number in the tree, or the beginning of a span's id; NotFound otherwise."""
        found = [s for s in self.spans if s.name == asked and s.kind == "AGENT"] or [
            s for n, s in enumerate(self.spans) if str(n) == asked
        ]
        found = found or [s for s in self.spans if len(asked) >= 4 and s.span_id.startswith(asked)]
        found = found or [s for s in self.spans if s.name == asked]
        if not found:
            names = ", ".join(name for name, node in self.nodes.items() if node.span)
            raise NotFound(f"The run has no node '{asked}'.", f"It has {names}; or give a number from the tree.")
        return found[0]


def inspect(record: RunRecord, config: Settings | None = None) -> Inspected:
    """``config`` says where the span store is; without it only the record is read."""
    shown = {"asked": mask(record.asked), "answer": mask(record.answer), "request": masked(record.request)}
    events, record = [EVENT.validate_python(masked(event)) for event in record.events], record.model_copy(update=shown)
    spans = spans_of(record.run_id, record.thread, events, "full", record.asked, edges(graph))
    if len(spans) <= 1 and config is not None and traces_path(config).exists():
        spans = SpanStore(traces_path(config)).read(record.run_id) or spans
    nodes = {name: Node(name) for name in NODES}
    verdicts: dict[str, list[GuardVerdict]] = {}
    for event in events:
        node = nodes.setdefault(event.agent, Node(event.agent)) if event.agent else None
        if node:
            _take(node, event, verdicts.setdefault(event.agent, []))
    _place(spans, nodes, record)
    return Inspected(record, spans, nodes, events)


def _take(node: Node, event: Event, verdicts: list[GuardVerdict]) -> None:
    match event:
        case AgentStarted():
            node.doing, node.state = event.doing, "working"
        case FactsFound():
            node.facts |= event.facts
        case ChoiceMade():
            node.choice = event
        case GuardVerdict():
            verdicts.append(event)
        case ModelCalled():
            node.asked.append(Asked(event, list(verdicts)))
            verdicts.clear()
        case TextDelta():
            node.said.append(event)
        case Fallback():
            node.fallbacks.append(event)
        case ResultReady():
            node.result = node.result or event.result
        case AgentFinished():
            node.result = event.result
            node.state = "cached" if event.cached else "fell back" if node.fallbacks else "done"


def _place(spans: list[Span], nodes: dict[str, Node], record: RunRecord) -> None:
    by_id = {span.span_id: span for span in spans}
    for span in spans:
        top = span
        while top.kind != "AGENT" and top.parent_id in by_id:
            top = by_id[top.parent_id]
        if top.kind != "AGENT":
            continue
        node = nodes.setdefault(top.name, Node(top.name))
        if top is not span:
            node.inner.append(span)
        else:
            node.span = span
            if node.state == "not reached":
                node.state = "done" if span.end is not None else "working"
    if record.outcome == "finished":
        for node in nodes.values():
            node.state = "not needed" if node.state == "not reached" else node.state
    if record.outcome in ("failed", "waiting"):
        for node in nodes.values():
            if node.state == "working" and (node.span is None or node.span.error or record.outcome == "waiting"):
                node.state = record.outcome


def names(run: Inspected) -> dict[str, str]:
    """SOC code → title, of the roles the run looked at."""
    return {role["soc"]: role["title"] for node in run.nodes.values() for role in node.result.get("candidates", [])}


def passages(search: Span) -> list[dict[str, Any]]:
    """What a retrieval brought, best first: score, chunk, source, id."""
    a, found = search.attributes, list[dict[str, Any]]()
    while f"{(key := f'retrieval.documents.{len(found)}.document')}.id" in a:
        found.append(
            {"score": a[f"{key}.score"], "chunk": a[f"{key}.content"], "source": a["gigpath.sources"][len(found)], "id": a[f"{key}.id"]}
        )  # fmt: skip
    return found


def filters(search: Span) -> str:
    """What a retrieval was limited to; empty where to nothing."""
    given = search.attributes.get("gigpath.filters", "null")
    return "" if given in ("null", "{}", '""') else str(given).strip('"')
