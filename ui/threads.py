"""Conversations: the one in the address bar, the list beside the page, deleting for good."""

from __future__ import annotations

import re

import streamlit as st

from runtime.records import RunRow
from ui.loop import House
from ui.prose import plain


def current_thread() -> str:
    """The thread in the address bar; nothing for what cannot be one."""
    thread = st.query_params.get("thread", "")
    return thread if re.fullmatch(r"[0-9a-z-]{6,40}", thread) else ""


def sidebar(home: House, thread: str) -> None:
    with st.sidebar:
        st.markdown("### Gigpath")
        st.button("New conversation", icon=":material/add:", on_click=open_thread, args=("",), width="stretch")
        for row in conversations(home):
            label = f"{row.started.astimezone():%d %b} · {' '.join(row.asked.split())[:26]}"
            kind = "secondary" if row.thread == thread else "tertiary"
            when = f"{row.started.astimezone():%d %b %Y, %H:%M}"
            st.button(
                plain(label),
                key=f"thread.{row.thread}",
                type=kind,
                help=when,
                wrap=False,
                on_click=open_thread,
                args=(row.thread,),
                width="stretch",
            )
        if thread:
            with st.popover("Delete this conversation", icon=":material/delete:", width="stretch"):
                st.markdown("It is removed from this machine for good.")
                st.button("Delete for good", type="primary", on_click=delete_thread, args=(home, thread))


def conversations(home: House) -> list[RunRow]:
    """The first run of each thread, newest thread first: all of this machine's for a browser on it, else this session's."""
    mine: set[str] = st.session_state.setdefault("mine", set())
    if current := current_thread():
        mine.add(current)
    first: dict[str, RunRow] = {}
    for row in home.records.list(300):
        first[row.thread] = row
    return [row for key, row in first.items() if st.context.ip_address is None or key in mine][:20]


def open_thread(thread: str) -> None:
    st.session_state.pop("say", None)
    if thread:
        st.query_params["thread"] = thread
    else:
        st.query_params.pop("thread", None)


def delete_thread(home: House, thread: str) -> None:
    home.forget(thread)
    open_thread("")
