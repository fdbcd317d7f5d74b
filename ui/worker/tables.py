"""A table whose columns are not known is shown, and the worker says which is what; until then nothing of it or beside it is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from runtime.errors import GigpathError
from ui.prose import plain
from ui.worker import files
from ui.worker.earnings import Kind, UnknownColumns

_ASKED: tuple[tuple[Kind, str], ...] = (
    ("date", "Which column is the date?"),
    ("amount", "Which is what you were paid?"),
    ("hours", "Which is the hours you worked?"),
    ("miles", "Which is the miles you drove?"),
)
NONE = "none of them"
FORM = "column.form"
_WHICH_COLUMNS = "I need the column with the date and the one with what you were paid."
_WHICH_DAY = "I need to know which number of a date is the month."


@dataclass(frozen=True)
class Held:
    """A file that waits for an answer, and the words that were said with it."""

    name: str
    data: bytes
    why: UnknownColumns


def hold(words: str, tables: list[Held]) -> None:
    st.session_state["held"] = (words, tables)


def held_words() -> str:
    """The words that waited, where somebody goes on without answering; nothing waits after."""
    words, _ = st.session_state.pop("held", ("", []))
    return str(words)


def asked() -> str:
    """What is asked about the first table that waits, in a sentence."""
    _, tables = st.session_state.get("held", ("", []))
    return f"{tables[0].why.message} {tables[0].why.mend}" if tables else ""


def ask() -> None:
    """The first table that waits, with a question a column."""
    _, tables = st.session_state.get("held", ("", []))
    for table in tables[:1]:
        with st.container(border=True):
            st.markdown(f"**{plain(table.why.message)}** This is how it begins. {plain(table.why.mend)}")
            st.table([{plain(c): plain(value) for c, value in row.items()} for row in table.why.rows], hide_index=True)
            with st.form("columns", border=False):
                for kind, question in _ASKED:
                    options = [NONE, *table.why.columns]
                    guess = table.why.guesses.get(kind, NONE)
                    st.selectbox(question, options, options.index(guess), key=f"column.{kind}")
                if table.why.dates:
                    st.radio(f"Which day is {plain(table.why.date)}?", list(table.why.dates), None, key=FORM)
                with st.container(horizontal=True):
                    st.form_submit_button("Add it up", type="primary", on_click=_answered, args=(table,))
                    st.form_submit_button("Leave this file out", on_click=_left, args=(table, ""))


def _answered(table: Held) -> None:
    told: dict[Kind, str] = {
        kind: column for kind, _ in _ASKED if (column := st.session_state.get(f"column.{kind}", NONE)) != NONE
    }
    form = table.why.dates.get(st.session_state.get(FORM) or "", "")
    try:
        words = files.said(table.name, table.data, told, form)
    except UnknownColumns as error:
        st.session_state["troubles"] = [_WHICH_DAY if error.dates else _WHICH_COLUMNS]
        if error.dates:  # it is known now which column is what
            words, tables = st.session_state["held"]
            hold(words, [replace(one, why=error) if one == table else one for one in tables])
    except GigpathError as error:
        st.session_state["troubles"] = [f"{error.message} {error.mend}".strip()]
    else:
        _left(table, words)


def _left(table: Held, said: str) -> None:
    """Go on with what was said and what the file came to; with the next table first, where one waits."""
    words, tables = st.session_state.get("held", ("", []))
    words, tables = "\n\n".join(filter(None, (words, said))), [one for one in tables if one != table]
    st.session_state["troubles"] = []
    hold(words, tables)
    if not tables:
        st.session_state["told"] = held_words()
