"""A run as pictures: the graph with each node's state and time, and every span on the run's own clock."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph import graph
from runtime.run import edges
from runtime.tracing import Span
from ui.inspected import NODES, Inspected
from ui.turn import NAMES

COLOURS = {"done": "#0f766e", "cached": "#2563eb", "fell back": "#b45309", "failed": "#b91c1c", "waiting": "#0891b2",
           "working": "#b45309", "not reached": "#9ca3af"}  # fmt: skip
KINDS = {
    "AGENT": "#0f766e",
    "TOOL": "#64748b",
    "RETRIEVER": "#2563eb",
    "LLM": "#b45309",
    "GUARDRAIL": "#b91c1c",
    "CHAIN": "#0891b2",
}
LANES_FROM = 120
"""More bars than this share lanes, one for each node and kind."""


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
            y=alt.Y("lane:N", sort=order, title=None, axis=alt.Axis(labelLimit=230, labelOverlap=False)),
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=alt.Legend(orient="top", title=None, columns=6, symbolSize=60, labelFontSize=10)),
            tooltip=["name", "kind", alt.Tooltip("start:Q", format=".1f"), alt.Tooltip("took:Q", format=".2f"), "number"],
        )
        .properties(height=alt.Step(17))
    )  # fmt: skip
    st.altair_chart(chart, width="stretch")


def bars(spans: list[Span]) -> tuple[list[dict[str, Any]], list[str]]:
    """Bars in milliseconds, and the lanes from top to bottom; at least a sliver wide, so that nothing vanishes."""
    top = max((s.end or s.start for s in spans), default=0.0) * 1000
    agent: dict[str, str] = {}
    rows, order = [], dict[str, None]()
    shared = len(spans) > LANES_FROM
    by_id = {span.span_id: span for span in spans}
    for n, span in enumerate(spans):
        if not span.parent_id:
            continue
        above = span
        while above.kind != "AGENT" and above.parent_id in by_id and by_id[above.parent_id].parent_id:
            above = by_id[above.parent_id]
        agent[span.span_id] = above.name
        name = NAMES.get(span.name, span.name)
        lane = (
            name
            if span.kind == "AGENT"
            else f"{NAMES.get(above.name, above.name)} · {span.kind.lower() if shared and span.kind != 'TOOL' else name}"
            + ("" if shared else f" #{n}")
        )
        order[lane] = None
        start, end = span.start * 1000, (span.end or span.start) * 1000
        rows.append(
            {
                "lane": lane,
                "name": name,
                "kind": span.kind,
                "start": start,
                "end": max(end, start + top / 800),
                "took": end - start,
                "number": n,
            }
        )
    return rows, list(order)
