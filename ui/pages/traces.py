"""The developer's page: what ran, one run taken apart, two side by side. For browsers on this machine."""

from __future__ import annotations

import streamlit as st

from runtime.errors import GigpathError
from runtime.records import RunRow, Wanted
from runtime.tracing import mask
from ui.backstage.compared import two
from ui.backstage.traced import load, one
from ui.commands.answers import moment
from ui.loop import House, house
from ui.prose import plain

WIDE = "<style>[data-testid=stMainBlockContainer] {padding: 3.5rem 2.5rem}</style>"
AGES = {"any time": "", "the last hour": "1h", "the last day": "1d", "the last week": "7d"}


def main() -> None:
    st.set_page_config("Gigpath: traces", "🧭", layout="wide", initial_sidebar_state="collapsed")
    st.html(WIDE)
    if st.context.ip_address is not None:  # Streamlit gives none for a browser on this machine
        st.info("Traces are shown to a browser on the machine that Gigpath runs on, and to no other.")
        return
    home, run, other = house(), st.query_params.get("run", ""), st.query_params.get("with", "")
    try:
        if run and other:
            top()
            if told := st.session_state.pop("told", ""):
                st.info(plain(told))
            two(load(home, run), load(home, other))
        elif run:
            top()
            one(home, load(home, run))
        else:
            listed(home)
    except GigpathError as error:
        st.error(plain(str(error)))


def top() -> None:
    with st.container(horizontal=True):
        if "run" in st.query_params:
            st.button("All runs", icon=":material/arrow_back:", on_click=open_runs, args=([],))
        st.link_button("The chat", "./", icon=":material/chat:")


def open_runs(ids: list[str]) -> None:
    for key in ("run", "with", "node"):
        st.query_params.pop(key, None)
    for key, run in zip(("run", "with"), ids, strict=False):
        st.query_params[key] = run


def listed(home: House) -> None:
    top()
    st.title("Traces")
    rows = home.records.list(300, "", filters(home))
    if not rows:
        st.info("No run is like that.")
        return
    st.caption("Tick a run to open it; with “Compare two”, tick two to see them side by side.")
    chosen = st.dataframe(
        [shown(row) for row in rows], hide_index=True, on_select="rerun", selection_mode="multi-row", key="runs",
        height=38 + 35 * min(len(rows), 18),
        column_config={
            "when": st.column_config.DatetimeColumn(format="D MMM HH:mm:ss", width=125),
            "took": st.column_config.NumberColumn("seconds", format="%.3f", width=70),
            "asked": st.column_config.TextColumn(width="large"),
            "answer": st.column_config.TextColumn(width="medium"),
            "thread": st.column_config.TextColumn(width=115),
        },
    ).selection.rows  # fmt: skip
    ids = [rows[n].run_id for n in chosen if n < len(rows)]
    if len(ids) == 2 or (ids and not st.session_state.get("comparing")):
        open_runs(ids)
        st.rerun()


def filters(home: House) -> Wanted:
    """The filters over the list, as they stand."""
    when, mode, model, outcome, slow, words = st.columns([1, 1, 1, 1, 1, 2], vertical_alignment="bottom")
    modes = ["any", "evidence-only", "hosted", "endpoint", "local"]
    since = AGES[when.selectbox("When", list(AGES))]
    chosen_mode = mode.selectbox("Mode", modes)
    named = model.text_input("Model", placeholder="a part of its name")
    ended = outcome.selectbox("Outcome", ["any", "finished", "waiting", "failed", "stopped"])
    slower = slow.number_input("At least seconds", 0.0, step=0.5, format="%.1f")
    text = words.text_input("Words", placeholder="in what was asked or answered")
    left, right, _ = st.columns([1, 1, 4])
    fell = left.toggle("Fell back")
    right.toggle("Compare two", key="comparing")
    return Wanted(
        since=moment(since), mode="" if chosen_mode == "any" else chosen_mode, model=named, slower=slower, fallback=fell,
        outcome="" if ended == "any" else ended, text=text,
    )  # fmt: skip


def shown(row: RunRow) -> dict[str, object]:
    return {"run": row.run_id, "when": row.started.astimezone(), "took": row.seconds, "mode": row.mode,
            "outcome": row.outcome, "asked": mask(" ".join(row.asked.split())), "answer": row.answer, "thread": row.thread}  # fmt: skip


main()
