"""Spans on their way out. A run only appends its events to a queue; a thread makes OpenTelemetry spans of them in
batches and writes them to the local store, and to an OTLP server when one is set.
"""

from __future__ import annotations

import atexit
import json
import logging
import queue
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runtime.events import Event
from runtime.settings import Settings
from runtime.tracing.spans import Builder, Parents, Span, trace_id
from runtime.tracing.store import Row, SpanStore

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span as OtelSpan

BEAT = 0.25
"""Seconds between batches: what a process that is killed may lose."""
PRUNE_EVERY = 400
"""Batches."""
LOG = logging.getLogger("gigpath.tracing")


class Line:
    """One run's line to the traces; ``hear`` and ``close`` cost an append each."""

    def __init__(self, traces: Traces, builder: Builder, began: datetime) -> None:
        self.traces, self.builder, self.began_ns = traces, builder, int(began.timestamp() * 1e9)
        self.live: dict[str, OtelSpan] = {}

    def hear(self, event: Event) -> None:
        self.traces.put(self, event)

    def close(self, at: float, outcome: str) -> None:
        """The run is over, however it ended; nothing when its last event has said so."""
        self.traces.put(self, (at, outcome))

    def ns(self, seconds: float) -> int:
        return self.began_ns + int(seconds * 1e9)


class Traces:
    """One a process. Nothing starts, and OpenTelemetry is not imported, before the first run."""

    def __init__(self, config: Settings) -> None:
        self.config, self.store = config, SpanStore(traces_path(config))
        self._queue: queue.SimpleQueue[tuple[Line, Event | tuple[float, str]] | threading.Event] = queue.SimpleQueue()
        self._urgent, self._closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def line(self, run_id: str, thread: str, began: datetime, asked: str = "", parents: Parents | None = None) -> Line:
        """Where one run's events go; ``parents`` are the graph's edges."""
        return Line(
            self,
            Builder(run_id, thread, "full" if self.config.trace == "full" else "facts", asked, parents or {}),
            began,
        )

    def put(self, line: Line, news: Event | tuple[float, str]) -> None:
        self._queue.put((line, news))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="gigpath-traces", daemon=True)
            self._thread.start()
            atexit.register(self.close)

    def flush(self, timeout: float = 10) -> None:
        """Wait until all that was heard is in the local store."""
        if self._thread is not None and self._thread.is_alive():
            written = threading.Event()
            self._queue.put(written)
            self._urgent.set()
            written.wait(timeout)

    def close(self) -> None:
        """Write what is left and end the thread."""
        self._closing.set()
        self.flush()
        if self._thread is not None:
            self._thread.join(timeout=12)  # an OTLP server may be slow to take the last spans
            atexit.unregister(self.close)
            self._thread = None
        self._closing.clear()

    def _work(self) -> None:
        local = _Local(self.store)
        provider, ids = _provider(self.config, local)
        tracer, batches = provider.get_tracer("gigpath"), 0
        while True:
            batch = [self._queue.get()]
            self._urgent.wait(BEAT)
            self._urgent.clear()
            while not self._queue.empty():
                batch.append(self._queue.get())
            for news in batch:
                if not isinstance(news, threading.Event):
                    _tell(*news, tracer, ids)
            try:
                local.write()
                if batches % PRUNE_EVERY == 0:
                    self.store.prune()
            except Exception:  # a full disk must not end the thread, and with it every later run's trace
                LOG.exception("Spans could not be written to %s.", self.store.path.name)
            batches += 1
            for news in batch:
                if isinstance(news, threading.Event):
                    news.set()
            if self._closing.is_set() and self._queue.empty():
                provider.shutdown()
                return


def traces_path(config: Settings) -> Path:
    """Beside the run records: ``gigpath.db`` → ``gigpath.traces.db``; under home when those are on a server."""
    if "://" in config.database:
        return config.home / "gigpath.traces.db"
    return Path(config.database).with_suffix(".traces.db")


def traces(config: Settings) -> Traces | None:
    """What ``GIGPATH_TRACE`` asks for; None when off."""
    return None if config.trace == "off" else Traces(config)


def _provider(config: Settings, local: Any) -> tuple[TracerProvider, _Ids]:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanLimits, TracerProvider
    from opentelemetry.sdk.trace.sampling import ALWAYS_ON

    ids: Any = _Ids()  # not of OpenTelemetry's class, which would have to be imported with this module
    provider = TracerProvider(
        sampler=ALWAYS_ON, id_generator=ids, shutdown_on_exit=False,
        resource=Resource.create({"service.name": "gigpath", "openinference.project.name": "gigpath"}),
        span_limits=SpanLimits(max_span_attributes=1000, max_events=1000),
    )  # fmt: skip
    provider.add_span_processor(local)
    if config.otlp_endpoint:
        _add_otlp(provider, config.otlp_endpoint)
    return provider, ids


def _add_otlp(provider: TracerProvider, endpoint: str) -> None:
    """A batch exporter to an OTLP server. Headers come from OTEL_EXPORTER_OTLP_HEADERS and are seen by nobody else."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ImportError:
        LOG.warning("GIGPATH_OTLP_ENDPOINT is set but its exporter is not installed: pip install 'gigpath[otlp]'.")
        return
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    url = endpoint if endpoint.rstrip("/").endswith("/v1/traces") else f"{endpoint.rstrip('/')}/v1/traces"
    provider.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=url, timeout=10), schedule_delay_millis=500)
    )


class _Ids:
    """OpenTelemetry's id generator, told beforehand: a run has the same ids here and on every server."""

    span, trace = "0" * 15 + "1", "0" * 31 + "1"

    def generate_span_id(self) -> int:
        return int(self.span, 16)

    def generate_trace_id(self) -> int:
        return int(self.trace, 16)

    def is_trace_id_random(self) -> bool:
        return True


class _Local:
    """OpenTelemetry's span processor for the local store: spans go in when they open and again when they end, so that a
    killed process leaves its open spans behind too."""

    def __init__(self, store: SpanStore) -> None:
        self.store, self.rows = store, dict[str, Row]()

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        self._keep(span)

    def on_end(self, span: Any) -> None:
        self._keep(span)

    def _on_ending(self, span: Any) -> None: ...

    def shutdown(self) -> None:
        self.write()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        self.write()
        return True

    def write(self) -> None:
        if self.rows:
            self.store.write(self.rows.values())
            self.rows.clear()

    def _keep(self, span: Any) -> None:
        context, attributes = span.get_span_context(), dict(span.attributes or {})
        span_id, parent = f"{context.span_id:016x}", f"{span.parent.span_id:016x}" if span.parent else ""
        told = [(event.timestamp, event.name, dict(event.attributes or {})) for event in span.events]
        self.rows[span_id] = (
            span_id, parent, f"{context.trace_id:032x}", str(attributes.get("gigpath.run_id", "")),
            str(attributes.get("session.id", "")), span.name, str(attributes.get("openinference.span.kind", "")),
            span.start_time, span.end_time, span.status.description or "", _json(attributes), _json(told),
        )  # fmt: skip


def _tell(line: Line, news: Event | tuple[float, str], tracer: Any, ids: _Ids) -> None:
    """Pass one event on to the run's builder, and what that opens and ends to OpenTelemetry."""
    from opentelemetry.trace import set_span_in_context

    def opened(span: Span) -> None:
        ids.span, ids.trace = span.span_id, trace_id(line.builder.run_id)
        parent = line.live.get(span.parent_id)
        context = set_span_in_context(parent) if parent is not None else None
        line.live[span.span_id] = tracer.start_span(
            span.name, context, attributes=_flat(span.attributes), start_time=line.ns(span.start)
        )

    def closed(span: Span) -> None:
        from opentelemetry.trace import Status, StatusCode

        live = line.live[span.span_id]
        live.set_attributes(_flat(span.attributes))
        for at, name, told in span.events:
            live.add_event(name, _flat(told), line.ns(at))
        live.set_status(Status(StatusCode.ERROR, span.error) if span.error else Status(StatusCode.OK))
        live.end(line.ns(span.end or span.start))
        if not span.parent_id:
            line.live.clear()

    line.builder.opened, line.builder.closed = opened, closed
    try:
        line.builder.close(*news) if isinstance(news, tuple) else line.builder.hear(news)
    except Exception:  # a trace that cannot be made must not end the thread
        LOG.exception("An event could not be traced.")


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    """What OpenTelemetry takes as values: scalars and lists of strings."""
    return {key: value for key, value in attributes.items() if value is not None and value != []}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
