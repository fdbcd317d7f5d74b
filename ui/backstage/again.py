"""Do something with a run: fork it from a node, replay it, make it a test profile, copy a model call as curl."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import streamlit as st

from evals.cases import from_record, write
from runtime.errors import UserError
from runtime.events import ModelCalled
from runtime.llm import http
from runtime.llm.faults import clean
from runtime.settings import ROOT, Settings
from ui.backstage.forks import Change, fork, replay, same, upstream
from ui.backstage.inspected import WRITER, Inspected, Node
from ui.prose import plain

if TYPE_CHECKING:
    from ui.loop import House


def as_curl(call: ModelCalled, mode: str, config: Settings) -> str:
    """The call as a command for a shell; the key stays in the environment, under its name."""
    hosted = mode == "hosted"
    url, key = (
        (f"{http.ROUTER}/v1", "HF_TOKEN")
        if hosted
        else (clean(config.endpoint_url.rstrip("/")), "GIGPATH_ENDPOINT_KEY")  # an address may hold a password
    )
    body: dict[str, Any] = {"model": call.model, "messages": call.messages, **call.asked}
    data = shlex.quote(json.dumps(body, ensure_ascii=False))
    return (
        f"curl -N {url or '$GIGPATH_ENDPOINT_URL'}/chat/completions \\\n  -H 'content-type: application/json' \\\n"
        f'  -H "authorization: Bearer ${key}" \\\n  -d {data}'
    )


def again(home: House, run: Inspected, node: Node) -> None:
    """The forms; each ends on the page of what came of it, beside this run."""
    record, key = run.record, f"{run.record.run_id}.{node.name}"
    st.markdown(plain(f"Run on from just before {node.name}, with something changed. The run itself stays as it is."))
    before = [name for name in upstream(home.service.graph, node.name) if run.nodes[name].result]
    edit = st.selectbox(
        "State to change", ["nothing", *(k for k, a in WRITER.items() if a in before)], key=f"edit.{key}"
    )
    with st.form(f"fork.{key}"):
        text = ""
        if edit != "nothing":
            now = json.dumps(run.nodes[WRITER[edit]].result, indent=1, ensure_ascii=False)
            text = st.text_area(f"{edit}, as JSON", now, height=320, key=f"state.{key}.{edit}")
        template = ROOT / "agents" / "prompts" / f"{node.name}.md"
        own = template.read_text(encoding="utf-8") if template.exists() else ""
        prompt = st.text_area("Prompt", own, height=200, disabled=not own)
        left, right = st.columns(2)
        llm = left.selectbox("Backend", ["as it was", "none", "hosted", "endpoint", "local"])
        model = right.text_input("Model", placeholder="as it was")
        if st.form_submit_button("Fork and compare", type="primary"):
            state = {edit: _read(text)} if edit != "nothing" else {}
            change = Change(state, prompt if prompt != own else "", model, "" if llm == "as it was" else llm)
            _go(record.run_id, home.call(fork(home.service, home.records.get(record.run_id), node.name, change), 600))
    left, right = st.columns(2)
    if left.button("Replay from its record", key=f"replay.{key}"):
        new = home.call(replay(home.service, home.records.get(record.run_id)), 600)
        wrong = same(home.records.get(record.run_id), home.records.get(new))
        st.session_state["told"] = (
            "The replay is the same, byte for byte." if not wrong else f"The replay differs in {', '.join(wrong[:8])}."
        )
        _go(record.run_id, new)
    if right.button("Make this a test profile", key=f"case.{key}"):
        case = from_record(home.records.get(record.run_id), f"run-{record.run_id}")  # masks what is private itself
        st.success(plain(f"Written: {write(case)}"))


def _read(text: str) -> dict[str, Any]:
    try:
        return dict(json.loads(text))
    except ValueError as error:
        raise UserError(f"The edited state is not JSON: {error}.") from error


def _go(run: str, other: str) -> None:
    st.query_params["run"], st.query_params["with"] = run, other
    st.rerun()
