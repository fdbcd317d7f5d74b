"""Two runs side by side, what differs marked."""

from __future__ import annotations

import difflib
import html
from typing import Any

import streamlit as st

from ui.backstage.inspected import Inspected, Node, names
from ui.prose import plain
from ui.turn import NAMES

SAME, OTHER = "", "≠"


def two(left: Inspected, right: Inspected) -> None:
    """Both runs' heads, their nodes in a table, the facts that differ, and what each said."""
    for column, run in zip(st.columns(2), (left, right), strict=True):
        record = run.record
        column.subheader(plain(" ".join(record.asked.split())[:120] or "(nothing was said)"), anchor=False)
        column.caption(
            plain(
                f"Run {record.run_id} · {record.started.astimezone():%d %b %H:%M:%S} · {record.mode} · {record.outcome} · {record.seconds:.3f} s"
            )
        )
        column.markdown(plain(f"Answer: {record.answer}"))
    st.markdown("#### Nodes")
    st.dataframe(nodes(left, right), hide_index=True)
    changed = facts(left, right)
    st.markdown(f"#### Facts: {len(changed)} differ of {len({*left.facts, *right.facts})}")
    if changed:
        st.dataframe(changed, hide_index=True)
    st.markdown("#### What was said")
    for name in dict.fromkeys([*left.nodes, *right.nodes]):
        texts = [
            " ".join(said.text for said in run.nodes[name].said) if name in run.nodes else "" for run in (left, right)
        ]
        if any(texts):
            mark = SAME if texts[0] == texts[1] else f" {OTHER}"
            st.markdown(f"**{NAMES.get(name, name)}{mark}**")
            for column, shown in zip(st.columns(2), marked(*texts), strict=True):
                column.html(f"<div>{shown}</div>")


def nodes(left: Inspected, right: Inspected) -> list[dict[str, Any]]:
    """A row a node: states, milliseconds, choices, tokens; ``≠`` where anything but the time differs."""
    rows = []
    for name in dict.fromkeys([*left.nodes, *right.nodes]):
        a, b = left.nodes.get(name, Node(name)), right.nodes.get(name, Node(name))
        one, other = _told(a, names(left)), _told(b, names(right))
        same = one == other and {k: f["value"] for k, f in a.facts.items()} == {
            k: f["value"] for k, f in b.facts.items()
        }
        rows.append({"": SAME if same else OTHER, "node": NAMES.get(name, name), "A": a.state, "B": b.state,
                     "A ms": a.seconds * 1000, "B ms": b.seconds * 1000, "A chose": one["chose"], "B chose": other["chose"],
                     "A tokens": one["tokens"], "B tokens": other["tokens"], "A refused": one["refused"], "B refused": other["refused"]})  # fmt: skip
    return rows


def _told(node: Node, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "chose": "; ".join(titles.get(c, c) for c in node.choice.chosen[:3]) if node.choice else "",
        "tokens": sum(asked.call.tokens_in + asked.call.tokens_out for asked in node.asked),
        "refused": sum(not v.ok for asked in node.asked for v in asked.verdicts),
        "said": [said.text for said in node.said],
        "result": {key: value for key, value in node.result.items() if key != "narrative"},
    }


def facts(left: Inspected, right: Inspected) -> list[dict[str, str]]:
    """Facts that only one run has, or that have another value in the other."""
    a, b = ({key: fact for key, (_, fact) in run.facts.items()} for run in (left, right))
    rows = []
    for key in dict.fromkeys([*a, *b]):
        values = [_value(run[key]) if key in run else "—" for run in (a, b)]
        if values[0] != values[1]:
            rows.append({"fact": key, "A": values[0], "B": values[1], "meaning": (a.get(key) or b[key])["meaning"]})
    return rows


def _value(fact: dict[str, Any]) -> str:
    return str(fact["value"]) if fact["unit"] in ("text", "url") else f"{fact['value']} {fact['unit']}"


def marked(left: str, right: str) -> tuple[str, str]:
    """Both texts as HTML, the words that the other has not in bold on a tint."""
    words = left.split(), right.split()
    out: tuple[list[str], list[str]] = ([], [])
    for what, a0, a1, b0, b1 in difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        for side, part in ((0, words[0][a0:a1]), (1, words[1][b0:b1])):
            text = html.escape(" ".join(part))
            if text:
                out[side].append(text if what == "equal" else f'<mark style="font-weight:600">{text}</mark>')
    return " ".join(out[0]), " ".join(out[1])
