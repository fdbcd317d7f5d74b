"""A run as pictures: the graph with each node's state and time, and every span on the run's own clock."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph import graph
from runtime.run import edges
from runtime.tracing import Span
from ui.backstage.inspected import NODES, Inspected
from ui.turn import NAMES

COLOURS = {"done": "#0f766e", "cached": "#2563eb", "fell back": "#b45309", "failed": "#b91c1c", "waiting": "#0e7490",
           "working": "#b45309", "not reached": "#6b7280", "not needed": "#6b7280"}  # fmt: skip
CROWDED = 1000
"""Spans."""
KINDS = {
    "AGENT": "#0f766e",
    "TOOL": "#64748b",
    "RETRIEVER": "#2563eb",
    "LLM": "#b45309",
    "GUARDRAIL": "#b91c1c",
    "CHAIN": "#0891b2",
}


def drawn(run: Inspected) -> str:
    """The graph in DOT: each node with its state and time."""
    lines = [
        'rankdir=TB; bgcolor="transparent"; node [shape=box style="rounded,filled" fontname="sans-serif" fontcolor=white fontsize=12 color=white];'
    ]
    for name in NODES:
        node = run.nodes[name]
        time = f"{node.seconds * 1000:.1f} ms" if node.span else ""
        lines.append(f'"{name}" [fillcolor="{COLOURS[node.state]}" label="{NAMES[name]}\\n{node.state} {time}"];')
    for end, starts in edges(graph).items():
        lines += [f'"{start}" -> "{end}" [color="#94a3b8"];' for start in starts if start in NODES and end in NODES]
    return "digraph {" + "\n".join(lines) + "}"


def waterfall(run: Inspected) -> None:
    """Bars on the run's own clock. Many spans share lanes."""
    import altair as alt
    import pandas as pd

    rows, order = bars(run.spans)
    if not rows:
        return
    data = pd.DataFrame(rows)
    chart = (
        alt.Chart(data)
        .mark_bar(height={"band": 0.8}, cornerRadius=2)
        .encode(
            x=alt.X("start:Q", title="milliseconds since the run began"), x2="end:Q",
            y=alt.Y("lane:N", sort=order, title=None, axis=alt.Axis(labelLimit=230, labelOverlap=False, labelBaseline="middle")),
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=alt.Legend(orient="bottom", title=None, symbolSize=60)),
            tooltip=["name", "kind", alt.Tooltip("start:Q", format=".1f"), alt.Tooltip("took:Q", format=".2f"), "number", "spans"],
        )
        .properties(height=alt.Step(17))
    )  # fmt: skip
    st.altair_chart(chart, width="stretch")


def bars(spans: list[Span]) -> tuple[list[dict[str, Any]], list[str]]:
    """Bars in milliseconds, and the lanes from top to bottom: each agent, under it one for each of its tools and kinds.

    A bar is at least a sliver wide, so that nothing vanishes; in a crowded run, bars within a sliver are one.
    """
    top = max((span.end or span.start for span in spans), default=0.0) * 1000
    by_id = {span.span_id: span for span in spans}
    rows: list[dict[str, Any]] = []
    latest: dict[str, dict[str, Any]] = {}
    sliver = top / 800
    lanes: dict[str, dict[str, None]] = {}
    for number, span in enumerate(spans):
        above = span
        while above.kind != "AGENT" and above.parent_id in by_id:
            above = by_id[above.parent_id]
        if above.kind != "AGENT" and span.name != "interrupt":
            continue  # the run itself is the whole width
        agent = NAMES.get(above.name, above.name)
        lane = agent if span is above else f"{agent} · {span.name}"
        lanes.setdefault(agent, {})[lane] = None
        start, end = span.start * 1000, (span.end or span.start) * 1000
        last = latest.get(lane)
        if len(spans) > CROWDED and last and start < last["start"] + sliver:  # nobody could tell the two apart
            last |= {"end": max(last["end"], end), "took": last["took"] + end - start, "spans": last["spans"] + 1}
            continue
        rows.append({
            "lane": lane, "name": span.name, "kind": span.kind, "start": start, "end": max(end, start + sliver),
            "took": end - start, "number": number, "spans": 1,
        })  # fmt: skip
        latest[lane] = rows[-1]
    return rows, [lane for group in lanes.values() for lane in group]
