"""Spans of a run, made from its event stream and from nothing else.

``Builder.hear`` takes the events in order; ``spans_of`` does it for a recorded run. Attribute names are OpenInference's,
so that any viewer that knows them shows agents, tools, retrievals, model calls and guards as what they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from openinference.semconv.trace import DocumentAttributes as Doc
from openinference.semconv.trace import MessageAttributes as Msg
from openinference.semconv.trace import OpenInferenceSpanKindValues as Kind
from openinference.semconv.trace import SpanAttributes as A

from runtime.events import (
    AgentFinished,
    AgentStarted,
    Call,
    ChoiceMade,
    Event,
    FactsFound,
    Fallback,
    GuardVerdict,
    ModelCalled,
    QuestionsAsked,
    RunFailed,
    RunFinished,
    RunStarted,
    TextDelta,
    ToolsCalled,
)
from runtime.tracing.masks import masked

Level = Literal["facts", "full"]
Parents = Mapping[str, list[str]]
"""By node of the graph, the nodes it waits for."""


@dataclass
class Span:
    """``start`` and ``end`` in seconds since the run began; ``end`` None while it is open."""

    span_id: str
    parent_id: str
    name: str
    kind: str
    start: float
    end: float | None = None
    error: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[float, str, dict[str, Any]]] = field(default_factory=list)


def trace_id(run_id: str) -> str:
    """32 hex digits, the same for the same run everywhere."""
    return hashlib.sha256(run_id.encode()).hexdigest()[:32]


@dataclass
class Builder:
    """One run's spans. ``opened`` and ``closed`` are told of each span once; ``level`` facts leaves the worker's words out,
    and what was said to a model and by it."""

    run_id: str
    thread: str
    level: Level = "facts"
    asked: str = ""
    parents: Parents = field(default_factory=dict)
    opened: Callable[[Span], None] = lambda span: None
    closed: Callable[[Span], None] = lambda span: None
    spans: list[Span] = field(default_factory=list)
    agents: dict[str, Span] = field(default_factory=dict)
    """Those at work now."""
    done: list[str] = field(default_factory=list)
    """Agents that have finished, in that order."""

    def hear(self, event: Event) -> None:
        match event:
            case RunStarted():
                self._open("run", Kind.CHAIN, 0.0, None, **{"gigpath.mode": event.mode, "gigpath.why": event.why})
            case AgentStarted():
                self.agents[event.agent] = self._agent(event)
            case ToolsCalled():
                for call in event.calls:
                    self._tool(event, call)
            case FactsFound():
                known = (
                    self.agents[event.agent].attributes.get("gigpath.facts", []) if event.agent in self.agents else []
                )
                self._note(event, {"gigpath.facts": [*known, *(_fact(fact) for fact in event.facts.values())]})
            case ChoiceMade():
                chosen = {"gigpath.chosen": event.chosen, "gigpath.considered": event.considered}
                self._note(event, chosen | {"gigpath.chosen_by": event.by, "gigpath.why": event.why}, "choice")
            case TextDelta():
                self._note(event, {}, "said", text=event.text, origin=event.origin, refs=event.refs)
            case ModelCalled():
                self._model(event)
            case GuardVerdict():
                self._guard(event)
            case Fallback():
                self._note(event, {"gigpath.fallback": event.why}, "fallback", why=event.why, detail=event.detail)
            case AgentFinished():
                self._finish(event)
            case QuestionsAsked():
                fields = [str(question.get("field", "")) for question in event.questions]
                asking = self._under(event) or self.spans[0]
                self._whole("interrupt", Kind.CHAIN, event.at, event.at, asking, **{"gigpath.questions": fields})
                self.close(event.at, "waiting")
            case RunFinished():
                self.close(event.at, "finished")
            case RunFailed():
                self.close(event.at, "failed", event.message, event.agent)

    def close(self, at: float, outcome: str, error: str = "", by: str = "") -> None:
        """End whatever is open; does nothing when the run has ended already. An ``error`` is that of the agent ``by``, or of
        all at work where nobody knows.
        """
        if not self.spans or self.spans[0].end is not None:
            return
        for span in [*self.agents.values(), self.spans[0]]:
            span.error = error if by in ("", span.name) or span is self.spans[0] else ""
            if span is self.spans[0]:
                span.attributes["gigpath.outcome"] = outcome
            self._end(span, at)
        self.agents.clear()

    def _under(self, event: Event) -> Span | None:
        return self.agents.get(event.agent) or (self.spans[0] if self.spans else None)

    def _agent(self, event: AgentStarted) -> Span:
        before = [name for name in self.parents.get(event.agent, ()) if name in self.done]
        waited = max(before, key=self.done.index) if before else ""  # of several, the one it really waited for
        node = {A.GRAPH_NODE_ID: event.agent, A.GRAPH_NODE_NAME: event.agent, A.AGENT_NAME: event.agent}
        return self._open(
            event.agent, Kind.AGENT, event.at, self.spans[0],
            **node, **({A.GRAPH_NODE_PARENT_ID: waited} if waited else {}), **{"gigpath.doing": event.doing},
        )  # fmt: skip

    def _tool(self, event: ToolsCalled, call: Call) -> None:
        start = event.at - call["began"]
        end, parent = start + call["seconds"], self._under(event)
        given = {A.TOOL_NAME: call["tool"], A.INPUT_VALUE: _json(call["given"]), A.INPUT_MIME_TYPE: "application/json"}
        tool = self._whole(
            call["tool"], Kind.TOOL, start, end, parent, call["error"], **given, **{A.OUTPUT_VALUE: call["found"]}
        )
        for search in call.get("searches", ()):
            found = {
                f"{A.RETRIEVAL_DOCUMENTS}.{i}.{name}": passage[key]
                for i, passage in enumerate(search["passages"])
                for name, key in (
                    (Doc.DOCUMENT_ID, "id"),
                    (Doc.DOCUMENT_SCORE, "score"),
                    (Doc.DOCUMENT_CONTENT, "text"),
                )
            }
            sources = [passage["source"] for passage in search["passages"]]
            more = {"gigpath.filters": _json(call["given"].get("filters")), "gigpath.sources": sources}
            self._whole(
                "retrieval", Kind.RETRIEVER, start, end, tool, **{A.INPUT_VALUE: search["query"]}, **found, **more
            )

    def _model(self, event: ModelCalled) -> None:
        full = self.level == "full"
        tokens = {
            A.LLM_TOKEN_COUNT_PROMPT: event.tokens_in,
            A.LLM_TOKEN_COUNT_COMPLETION: event.tokens_out,
            A.LLM_TOKEN_COUNT_TOTAL: event.tokens_in + event.tokens_out,
        }
        words: dict[str, Any] = {"gigpath.prompt_hash": event.prompt_hash, "gigpath.attempts": event.attempts}
        if event.first_token is not None:
            words["gigpath.first_token_s"] = event.first_token
        if full:
            words |= {
                A.INPUT_VALUE: _json(event.messages),
                A.INPUT_MIME_TYPE: "application/json",
                A.OUTPUT_VALUE: event.answer,
            }
            for i, message in enumerate(event.messages):
                words[f"{A.LLM_INPUT_MESSAGES}.{i}.{Msg.MESSAGE_ROLE}"] = message["role"]
                words[f"{A.LLM_INPUT_MESSAGES}.{i}.{Msg.MESSAGE_CONTENT}"] = message["content"]
            words[f"{A.LLM_OUTPUT_MESSAGES}.0.{Msg.MESSAGE_ROLE}"] = "assistant"
            words[f"{A.LLM_OUTPUT_MESSAGES}.0.{Msg.MESSAGE_CONTENT}"] = event.answer
        parent = self._under(event)
        start = max(
            parent.start if parent else 0.0, event.at - event.seconds
        )  # a replayed call tells the time it took then
        self._whole(
            "model", Kind.LLM, start, event.at, parent, event.error,
            **{A.LLM_MODEL_NAME: event.model}, **tokens, **words,
        )  # fmt: skip

    def _guard(self, event: GuardVerdict) -> None:
        told: dict[str, Any] = {
            "gigpath.guard.ok": event.ok,
            "gigpath.guard.rule": event.rule,
            "gigpath.guard.why": event.why,
        }
        if self.level == "full":
            told |= {A.INPUT_VALUE: event.sentence, "gigpath.guard.span": event.span}
        self._whole("guard", Kind.GUARDRAIL, event.at, event.at, self._under(event), **told)

    def _finish(self, event: AgentFinished) -> None:
        span = self.agents.pop(event.agent, None)
        if span is None:
            return
        spent = {"gigpath.tokens_in": event.tokens_in, "gigpath.tokens_out": event.tokens_out}
        self._set(
            span, {"gigpath.cached": event.cached, "gigpath.degraded": bool(event.result.get("degraded")), **spent}
        )
        if event.cached:
            span.events.append((event.at, "cache_hit", {}))
        if self.level == "full":
            self._set(span, {A.OUTPUT_VALUE: _json(event.result), A.OUTPUT_MIME_TYPE: "application/json"})
        self.done.append(event.agent)
        self._end(span, event.at)

    def _note(self, event: Event, attributes: dict[str, Any], name: str = "", /, **told: Any) -> None:
        if (span := self._under(event)) is not None:
            self._set(span, attributes)
            if name:
                span.events.append((event.at, name, masked(told)))

    def _set(self, span: Span, attributes: dict[str, Any]) -> None:
        span.attributes.update(masked(attributes))

    def _open(self, name: str, kind: Kind, start: float, parent: Span | None, **attributes: Any) -> Span:
        own = {A.OPENINFERENCE_SPAN_KIND: kind.value, A.SESSION_ID: self.thread, "gigpath.run_id": self.run_id}
        number = f"{self.run_id}.{len(self.spans)}".encode()
        span = Span(hashlib.sha256(number).hexdigest()[:16], parent.span_id if parent else "", name, kind.value, start)
        self._set(span, attributes | ({A.INPUT_VALUE: self.asked} if not parent and self.level == "full" else {}))
        span.attributes |= own
        self.spans.append(span)
        self.opened(span)
        return span

    def _end(self, span: Span, at: float) -> None:
        span.end = at
        self.closed(span)

    def _whole(
        self, name: str, kind: Kind, start: float, end: float, parent: Span | None, error: str = "", /, **attributes: Any
    ) -> Span:  # fmt: skip
        span = self._open(name, kind, start, parent, **attributes)
        span.error = error
        self._end(span, end)
        return span


def spans_of(
    run_id: str, thread: str, events: Iterable[Event], level: Level = "facts", asked: str = "", parents: Parents | None = None
) -> list[Span]:  # fmt: skip
    """The spans of a recorded run, in the order in which they began to be known."""
    builder, last = Builder(run_id, thread, level, asked, parents or {}), 0.0
    for event in events:
        builder.hear(event)
        last = event.at
    builder.close(last, "stopped")
    return builder.spans


def _fact(fact: dict[str, Any]) -> str:
    return f"{fact.get('id', '')} = {fact.get('value')} {fact.get('unit', '')}".strip()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
