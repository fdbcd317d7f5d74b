"""One run on the trace page: its graph, its waterfall, and a node with all that went in and came out."""

from __future__ import annotations

import difflib
import json
from typing import Any

import streamlit as st

from runtime.prices import cost, prices
from runtime.records import RunRecord
from runtime.settings import Settings
from tools.fact import Fact
from ui.backstage.again import again, as_curl
from ui.backstage.inspected import Asked, Inspected, Node, filters, inspect, names, passages
from ui.backstage.waterfall import drawn, waterfall
from ui.backstage.weighed import left_out, named_first, weighed
from ui.loop import House
from ui.prose import plain
from ui.turn import NAMES
from ui.view import count


@st.cache_resource(max_entries=20, show_spinner=False)  # read and never changed, so no script needs a copy of its own
def _loaded(run_id: str, events: int, _record: RunRecord, _config: Settings) -> Inspected:
    return inspect(_record, _config)


def load(home: House, run_id: str) -> Inspected:
    """The run taken apart, kept while its record does not grow."""
    record = home.records.get(run_id)
    return _loaded(record.run_id, len(record.events), record, home.config)


def one(home: House, run: Inspected) -> None:
    head(home, run)
    left, right = st.columns([3, 7])
    with left:
        st.graphviz_chart(drawn(run), width="stretch")
    with right:
        waterfall(run)
    reached = [name for name in run.nodes if run.nodes[name].span]
    if not reached:
        st.info("The run ended before any agent began.")
        return
    asked = st.query_params.get("node", "")
    start = asked if asked in reached else "career_decider" if "career_decider" in reached else reached[-1]
    chosen = st.segmented_control(
        "Node", reached, default=start, format_func=lambda n: label(run.nodes[n]), key=f"node.{run.record.run_id}"
    )
    node_whole(home, run, run.nodes[chosen or start])


def label(node: Node) -> str:
    mark = {"done": "✓", "cached": "⟲", "fell back": "!", "failed": "✗"}.get(node.state, "…")
    return f"{mark} {NAMES.get(node.name, node.name)} {node.seconds * 1000:.0f} ms"


def head(home: House, run: Inspected) -> None:
    record = run.record
    st.subheader(plain(run.asked[:600] or "(nothing was said)"), anchor=False)
    when = record.started.astimezone()
    st.caption(
        plain(
            f"Run {record.run_id} · thread {record.thread} · {when:%d %b %Y %H:%M:%S} · {record.mode} · {record.outcome} · {record.answer}"
        )
    )
    if run.failure:
        st.error(plain(run.failure))
    calls = [asked.call for node in run.nodes.values() for asked in node.asked]
    refused = sum(not v.ok for node in run.nodes.values() for asked in node.asked for v in asked.verdicts)
    kept = sum(node.state == "cached" for node in run.nodes.values())
    price = cost(calls, record.mode, prices(home.config))
    tiles = {
        "Took": f"{record.seconds:.3f} s", "Facts": str(len(run.facts)), "Model calls": str(len(calls)),
        "Tokens in / out": f"{sum(c.tokens_in for c in calls)} / {sum(c.tokens_out for c in calls)}",
        "Cost": price.shown, "Refused": str(refused), "Cached": str(kept), "Spans": str(len(run.spans)),
    }  # fmt: skip
    helps = {
        "Cost": price.why,
        "Refused": "sentences that the guard kept back",
        "Cached": "agents whose result stood in the cache",
    }
    for column, (name, value) in zip(st.columns(len(tiles)), tiles.items(), strict=True):
        column.metric(name, plain(value), help=plain(helps[name]) if name in helps else None)


def node_whole(home: House, run: Inspected, node: Node) -> None:
    """Everything about one node, in the order in which it happened."""
    st.markdown(f"#### {NAMES.get(node.name, node.name)}")
    st.caption(plain(f"{node.state}: {node.doing}" if node.doing else node.state))
    refs = {ref for said in node.said for ref in said.refs}
    parts = st.tabs(
        [
            "Shown",
            f"Facts {len(node.facts)}",
            f"Model {len(node.asked)}",
            "Retrieval",
            "Tools",
            "Came in",
            "State",
            "Again",
        ]
    )
    with parts[0]:
        shown(run, node)
    with parts[1]:
        facts(node.facts, refs, f"{run.record.run_id}.{node.name}")
    with parts[2]:
        for n, asked in enumerate(node.asked):
            call(home, run.record.mode, asked, n)
        if not node.asked:
            st.caption("No model was asked.")
    with parts[3]:
        retrievals(node)
    with parts[4]:
        tools = [s for s in node.inner if s.kind == "TOOL"]
        st.dataframe([{"tool": s.name, "given": s.attributes.get("input.value", ""), "found": s.error or s.attributes.get("output.value", ""),
                       "ms": (s.end or s.start) * 1000 - s.start * 1000} for s in tools], hide_index=True)  # fmt: skip
    with parts[5]:
        for key, value in run.came_in(node.name).items():
            st.markdown(f"**{key}**")
            st.json(value, expanded=1)
    with parts[6]:
        state(home, run, node)
    with parts[7]:
        again(home, run, node)


def shown(run: Inspected, node: Node) -> None:
    """What was shown, sentence by sentence with the facts it stands on; the choice; what fell back."""
    found, titles = run.facts, names(run)
    if node.choice:
        chosen = "; ".join(titles.get(c, c) for c in node.choice.chosen[:5]) or "nothing"
        why = f" because {node.choice.why}" if node.choice.why else ""
        st.markdown(plain(f"Chose by {node.choice.by}: {chosen}{why}."))
    if node.name == "career_decider" and (rows := weighed(run)):
        st.dataframe(
            [{"role": r["title"], "became": became, **r["scores"]} for r, became in named_first(rows)],
            hide_index=True,
            height=38 + 35 * min(len(rows), 8),
            column_config={"role": st.column_config.TextColumn(width=330)},
        )
    if left := left_out(run, node.name):
        with st.expander(f"Left out: {count(len(left), 'role')}"):
            st.markdown("\n".join(f"- {plain(line)}" for line in left))
    if node.state == "waiting":
        st.markdown("\n".join(f"- asks: {plain(question)}" for question in run.questions))
    for trouble in node.fallbacks:
        st.warning(plain(f"Fell back: {trouble.why}"))
        if trouble.detail:
            st.code(trouble.detail, language=None)
    for said in node.said:
        with st.container(border=True):
            st.markdown(plain(said.text))
            st.caption(f"origin: {said.origin}")
            lines = [
                f"{NAMES.get(found[r][0], found[r][0])} → {source_of(found[r][1])}" for r in said.refs if r in found
            ]
            if lines:
                st.caption("\n".join(f"- {plain(line)}" for line in lines))


def source_of(data: dict[str, Any]) -> str:
    fact = Fact.model_validate(data)
    how = f" = {fact.formula} of {', '.join(fact.inputs)}" if fact.formula else ""
    return f"{fact.id}: {fact.shown} · {fact.source} {fact.release}{how}"


def facts(found: dict[str, dict[str, Any]], refs: set[str], key: str) -> None:
    """The facts as a table, those that were spoken of first."""
    if not found:
        st.caption("This node found none of its own; it reads those of the nodes before it.")
        return
    words = st.text_input("Only facts with", key=f"facts.{key}", placeholder="an id, a word, a source")
    rows = [{"spoken of": k in refs, "id": k, "sentence": f["sentence"], "value": str(f["value"]), "unit": f["unit"], "source": f["source"],
             "release": f["release"], "formula": f["formula"], "inputs": ", ".join(f["inputs"]), "url": f["url"]}
            for k, f in found.items() if words.lower() in json.dumps(f).lower()]  # fmt: skip
    st.dataframe(
        sorted(rows, key=lambda r: not r["spoken of"]),
        hide_index=True,
        column_config={"url": st.column_config.LinkColumn()},
    )


def call(home: House, mode: str, asked: Asked, number: int) -> None:
    """One model call: sent, received, judged."""
    event = asked.call
    first = "" if event.first_token is None else f", first token after {event.first_token:.2f} s"
    tries = f", {count(event.attempts, 'try').replace('trys', 'tries')}"
    with st.expander(
        f"Call {number + 1}: {event.model}, {event.seconds:.2f} s{first}, {event.tokens_in} tokens in, {event.tokens_out} out{tries}",
        expanded=number == 0,
    ):
        for message in event.messages:
            st.caption(f"sent, as {message['role']} (prompt {event.prompt_hash or 'without a template'})")
            st.code(message["content"], language=None, wrap_lines=True)
        st.caption("received")
        st.code(event.answer or "(nothing)", language=None, wrap_lines=True)
        if event.error:
            st.error(plain(event.error))
        if asked.verdicts:
            st.caption("the guard's verdict on each sentence")
            rows = [
                {"": "✓" if v.ok else "✗", "sentence": v.sentence, "rule": v.rule, "at": v.span, "why": v.why}
                for v in asked.verdicts
            ]
            st.table([{key: plain(value) for key, value in row.items()} for row in rows], hide_index=True)
        with st.popover("Copy as curl"):
            st.code(as_curl(event, mode, home.config), language="bash", wrap_lines=True)


def retrievals(node: Node) -> None:
    searches = [span for span in node.inner if span.kind == "RETRIEVER"]
    if not searches:
        st.caption("Nothing was retrieved here.")
    for span in searches:
        st.markdown(
            f"**{plain(span.attributes['input.value'])}** · {plain(f'only {given}') if (given := filters(span)) else 'no filter'}"
        )
        rows = [{**passage, "score": f"{passage['score']:.4f}", "id": passage["id"][:8]} for passage in passages(span)]
        st.table([{key: plain(value) for key, value in row.items()} for row in rows], hide_index=True)


def state(home: House, run: Inspected, node: Node) -> None:
    """What the node made of its key of the state: before (the thread's last run) and after, as a diff."""
    earlier = [row for row in home.records.list(50, run.record.thread) if row.started < run.record.started]
    before = load(home, earlier[0].run_id).nodes[node.name].result if earlier else {}
    st.caption(
        f"against run {earlier[0].run_id}, the one before on this thread"
        if earlier
        else "the thread's first run: there was nothing before"
    )
    st.code("\n".join(differences(before, node.result)) or "unchanged", language="diff")


def differences(before: Any, after: Any) -> list[str]:
    """Two JSON values as a diff of at most a few hundred lines."""
    texts = [json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).splitlines() for value in (before, after)]
    return list(difflib.unified_diff(*texts, "before", "after", lineterm="", n=1))[:400]
