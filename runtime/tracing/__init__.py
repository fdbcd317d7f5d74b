"""Traces: spans of every run from its event stream, kept locally, sent elsewhere when asked (see docs/debugging.md)."""

from runtime.tracing.export import Line, Traces, traces, traces_path
from runtime.tracing.masks import mask, masked, without_identifiers
from runtime.tracing.spans import Builder, Span, spans_of, trace_id
from runtime.tracing.store import SpanStore

__all__ = [
    "Builder",
    "Line",
    "Span",
    "SpanStore",
    "Traces",
    "mask",
    "masked",
    "spans_of",
    "trace_id",
    "traces",
    "traces_path",
    "without_identifiers",
]
