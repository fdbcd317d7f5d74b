"""The agents' questions: an answer is a tap or a figure in its field; the chat's own input answers too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

import streamlit as st

from tools.profile import Per
from ui.prose import plain
from ui.worker.bounds import MOST
from ui.worker.welcome import say

NO_ANSWER = "I don't know"
_EXAMPLES = {"place": "Phoenix, or Arizona", "work": "I deliver for DoorDash"}
Asked = dict[str, Any]


def questions(asked: list[Asked]) -> None:
    with st.form("questions", border=False):
        for question in asked:
            key, text = f"answer.{question['field']}", plain(question["text"])
            typed = _field(question)
            if question["options"]:
                st.pills(text, question["options"], key=key)
            elif typed is None:
                st.text_input(text, key=key, max_chars=500, placeholder=_EXAMPLES.get(question["field"]))
            else:
                st.markdown(text)
            if typed is not None:
                with st.container(horizontal=True, vertical_alignment="bottom"):
                    typed(key, _also_hours(question, asked))
        with st.container(horizontal=True):
            st.form_submit_button("Go on", type="primary", on_click=answered, args=(asked,))
            st.form_submit_button(
                "Skip, I don't know", on_click=say, kwargs={"said": NO_ANSWER, "answers": {"said": NO_ANSWER}}
            )


def answered(asked: Iterable[Asked]) -> None:
    given = {question["field"]: _answer(question) for question in asked}
    answers = {field: words for field, words in given.items() if words.strip()} or {"said": NO_ANSWER}
    say(said="; ".join(answers.values()), answers=answers)


def _answer(question: Asked) -> str:
    """The figure that was typed, in words; what was tapped, where none was."""
    key = f"answer.{question['field']}"
    tapped = st.session_state.get(key) or ""
    usd, per, hours, miles = (st.session_state.get(f"{key}.{name}") for name in ("usd", "per", "hours", "miles"))
    words = (
        f"${usd:g} a {per or 'week'}" if usd is not None else f"{miles:g} miles a week" if miles is not None else tapped
    )
    if hours is None:
        return words
    return f"{words} for {hours:g} hours a week" if words else f"{hours:g} hours a week"


# ---- fields for figures -----------------------------------------------------------------------------------------


def _field(question: Asked) -> Callable[[str, bool], None] | None:
    """The fields of a question that asks for a figure; none where it asks about words that were said already."""
    return None if question.get("words") else _FIELDS.get(question["field"])


def _also_hours(question: Asked, asked: Iterable[Asked]) -> bool:
    """Whether a question about pay asks for the hours too."""
    return "hours a week" in question["text"] and all(one["field"] != "hours" for one in asked)


def _number(label: str, most: str, key: str, example: str, width: int = 130) -> None:
    st.number_input(label, 0.0, MOST[most], None, step=1.0, format="%g", key=key, placeholder=example, width=width)


def _money(key: str, hours: bool) -> None:
    _number("Exactly, $", "gross", f"{key}.usd", "950")
    periods = get_args(Per)
    st.selectbox("for each", periods, periods.index("week"), key=f"{key}.per", width=110)
    if hours:
        _hours(key, False)


def _hours(key: str, _: bool) -> None:
    _number("Hours a week", "hours", f"{key}.hours", "40")


def _miles(key: str, _: bool) -> None:
    _number("Miles a week", "miles", f"{key}.miles", "300")


def _costs(key: str, _: bool) -> None:
    _number("Exactly, $ a week", "expenses", f"{key}.usd", "60", 150)


_FIELDS: dict[str, Callable[[str, bool], None]] = {"money": _money, "hours": _hours, "miles": _miles, "costs": _costs}
