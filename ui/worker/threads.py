"""Conversations: the one in the address bar, the list beside the page, deleting for good."""

from __future__ import annotations

import re
from datetime import datetime
from textwrap import shorten

import streamlit as st

from runtime.records import RunRow, now
from tools.profile import Profile
from ui.loop import House
from ui.prose import plain
from ui.turn import Turn
from ui.view import profile_lines
from ui.worker import card, keep
from ui.worker.guarded import guarded
from ui.worker.notes import LONGEST_NAME

PAGES = (
    ("pages/traces.py", "What ran, step by step", "account_tree"),
    ("pages/evaluations.py", "How good the answers are", "fact_check"),
)
"""For the developer and the evaluator, at a browser on this machine."""
LONGEST_TITLE = 34
"""Letters of a made name; the list is narrow."""
ROWS_READ = 150
"""Runs looked through for the list of conversations."""


def current_thread() -> str:
    """The thread in the address bar; nothing for what cannot be one."""
    thread = st.query_params.get("thread", "")
    return thread if re.fullmatch(r"[0-9a-z-]{6,40}", thread) else ""


def sidebar(home: House, thread: str, latest: Turn | None) -> None:
    """Beside the page: what is known of the worker, to be changed there, and the conversations."""
    with st.sidebar:
        st.markdown("**Gigpath**")
        st.button("New conversation", icon=":material/add:", on_click=open_thread, args=("",), width="stretch")
        rows = conversations(home)
        if rows:
            listed = st.expander(
                "Conversations",
                icon=":material/forum:",
                expanded=latest is None,
                key=f"list.{thread}",
                on_change="rerun",
            )
            with listed:
                names = titles(home, rows) if listed.open else {}
                for row in rows if listed.open else ():
                    conversation(row, names[row.thread], row.thread == thread)
        if latest is not None:
            with st.expander("What I know of you", icon=":material/edit:", expanded=True), guarded("The form"):
                card.form(latest.advice.profile, f"card.{latest.run_id}")
        if thread in {row.thread for row in rows}:
            st.text_input(
                "Name of this conversation", home.notes.names().get(thread, ""), key=f"name.{thread}", max_chars=LONGEST_NAME, on_change=rename,
                args=(home, thread), placeholder="Rideshare in Phoenix",
            )  # fmt: skip
            with st.popover("Delete this conversation", icon=":material/delete:", width="stretch"):
                st.markdown("It is removed from this machine for good.")
                st.button("Delete for good", type="primary", on_click=delete_thread, args=(home, thread))
        with st.popover("For developers", icon=":material/code:", type="tertiary"):
            behind(home, latest)


def behind(home: House, latest: Turn | None) -> None:
    """The doors that no worker needs, all behind one; those to this machine's own records only for a browser on it."""
    if st.context.ip_address is None:
        for page, label, icon in PAGES:
            st.page_link(page, label=label, icon=f":material/{icon}:")
    if latest is not None:
        keep.developer(home, latest)
    elif st.context.ip_address is not None:
        st.caption("Nothing here before the first answer.")


def rename(home: House, thread: str) -> None:
    home.notes.rename(thread, st.session_state.get(f"name.{thread}") or "")


def conversation(row: RunRow, name: str, current: bool) -> None:
    when = row.started.astimezone()
    st.button(
        plain(f"{when:%d %b} · {name}"),
        key=f"thread.{row.thread}",
        type="secondary" if current else "tertiary",
        help=f"{when:%d %b %Y, %H:%M}",
        wrap=False,
        on_click=open_thread,
        args=(row.thread,),
        width="stretch",
    )


def conversations(home: House) -> list[RunRow]:
    """The first run of each thread, newest thread first: all of this machine's for a browser on it, else this session's."""
    mine: set[str] = st.session_state.setdefault("mine", set())
    if current := current_thread():
        mine.add(current)
    first: dict[str, RunRow] = {}
    for row in home.records.list(ROWS_READ):
        first[row.thread] = row
    return [row for key, row in first.items() if st.context.ip_address is None or key in mine][:20]


def last_known(home: House) -> tuple[str, Profile, datetime] | None:
    """What the worker said last time and when, from the newest conversation of theirs that came to an answer."""
    thread, (profile, said) = next(iter(known(home, conversations(home)).items()), ("", (Profile(), now())))
    return (thread, profile, said) if profile_lines(profile) else None


def known(home: House, rows: list[RunRow]) -> dict[str, tuple[Profile, datetime]]:
    found: dict[str, tuple[Profile, datetime]] = home.call(home.service.known([row.thread for row in rows]))
    return found


def titles(home: House, rows: list[RunRow]) -> dict[str, str]:
    """Each conversation's name: the one it was given, else one made from what was said in it."""
    made = {thread: titled(profile) for thread, (profile, _) in known(home, rows).items()}
    return {
        row.thread: made.get(row.thread)
        or shorten(row.asked.removeprefix("From my file "), LONGEST_TITLE, placeholder="…")
        for row in rows
    } | {thread: name for thread, name in home.notes.names().items() if name}


def titled(profile: Profile) -> str:
    """The work and where: "Uber driver, Phoenix"."""
    works = [*(work.title for work in profile.work), *(job.title for job in profile.past), *profile.wants]
    work = next(filter(None, works), "")
    return shorten(
        ", ".join(filter(None, (f"{work[:1].upper()}{work[1:]}", profile.place))), LONGEST_TITLE, placeholder="…"
    )


def open_thread(thread: str) -> None:
    st.session_state.pop("say", None)
    if thread:
        st.query_params["thread"] = thread
    else:
        st.query_params.pop("thread", None)


def delete_thread(home: House, thread: str) -> None:
    home.forget(thread)
    open_thread("")
