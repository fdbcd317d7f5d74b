"""The worker's own words on the page: what was said, and the way to say it otherwise."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from ui.prose import plain
from ui.turn import Turn
from ui.worker import files
from ui.worker.welcome import say

LONGEST_SHOWN = 160
"""Letters of what was said that stand in sight; a phone's screen is for the answer."""
LONGEST_EDITED = 8_000


def user_said(words: str, turn: Turn | None = None) -> None:
    """The worker's words. Long ones fold: who wrote them knows them, and the screen is for the answer.

    Those of a recorded ``turn`` that were typed can be put otherwise: the talk goes on from before them.
    """
    typed, read = files.apart(words)
    with st.chat_message("user", avatar=":material/person:"):
        if turn is not None and turn.sayable and st.session_state.get("otherwise") == turn.run_id:
            otherwise(typed, words, turn)
        else:
            shown(typed)
            if typed and turn is not None and turn.sayable:  # in the message's corner, by its style
                st.button(
                    "Edit", key=f"edit-{turn.run_id}", icon=":material/edit:", type="tertiary", on_click=edit,
                    args=(turn.run_id,), help="Say it otherwise, or once more. What came after it is put aside.",
                )  # fmt: skip
        for name, text in read:
            with st.expander(f"What I read in {plain(name)}", icon=":material/attach_file:", type="compact"):
                st.markdown(lines(text))


def shown(typed: str) -> None:
    if len(typed) > LONGEST_SHOWN * 1.25:
        begin = shorten(typed, LONGEST_SHOWN // 2, placeholder=" …")
        with st.expander(plain(begin), type="compact"):
            st.markdown(lines(typed))
    elif typed:
        st.markdown(lines(typed))


def edit(run_id: str) -> None:
    st.session_state["otherwise"] = run_id


def otherwise(typed: str, words: str, turn: Turn) -> None:
    """The words in a field, to be said instead; what was read in files stays with them."""
    key = f"otherwise.{turn.run_id}"
    with st.form(f"{key}.form", border=False):
        st.text_area("Say it otherwise", typed.strip(), key=key, max_chars=LONGEST_EDITED)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Say this instead", type="primary", on_click=_instead, args=(key, words[len(typed) :], turn)
            )
            st.form_submit_button("Leave it as it was", on_click=edit, args=("",))


def _instead(key: str, read: str, turn: Turn) -> None:
    words = f"{st.session_state[key].strip()}{read}"
    edit("")
    if words.strip():
        say(said=words, text=words, ask=True, instead=turn.run_id)


def lines(words: str) -> str:
    return plain(words).replace("\n", "  \n")
