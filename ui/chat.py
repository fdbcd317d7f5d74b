"""The chat: say what you do, watch the agents work, read the answer with its sources."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import streamlit as st
from streamlit.typing import ChatInputValue

from runtime.errors import GigpathError
from runtime.events import Event, QuestionsAsked, RunFailed, RunFinished
from runtime.records import RunRow
from runtime.run import new_id
from ui.loop import House, Live, house
from ui.prose import plain
from ui.turn import Turn
from ui.worker import figures, files, keep, past, tables, whatif
from ui.worker.answer import Answer
from ui.worker.arrival import AGAIN, announced, arrive
from ui.worker.asking import questions
from ui.worker.card import dialog
from ui.worker.earnings import UnknownColumns
from ui.worker.guarded import guarded
from ui.worker.own import user_said
from ui.worker.past import WENT_ON, base_of, shown_rows, standing, turn_of
from ui.worker.prepare import prepare
from ui.worker.threads import current_thread, sidebar
from ui.worker.welcome import say, welcome

RESUME = {"said": WENT_ON, "resume": True}


def main() -> None:
    st.set_page_config("Gigpath", "🧭", initial_sidebar_state="auto")
    figures.opening(None, "figures")
    home = house()
    prepare(home)
    thread = current_thread()
    dropped = st.chat_input(
        "What do you do, what do you earn, what do you want?", key="typed", max_chars=60_000,
        accept_file="multiple", max_upload_size=files.MOST_TAKEN_MEGABYTES,
    )  # fmt: skip
    typed = told_by(dropped) if dropped else st.session_state.pop("told", "")
    given = st.session_state.pop("say", None)
    live = home.live(thread) if thread else None
    if live and (typed or given):  # who speaks up while the agents work wants something else
        home.stop(live)
        live = None
    rows = (
        [row for row in reversed(home.records.list(50, thread)) if not (live and row.run_id == live.run_id)]
        if thread
        else []
    )
    rows = standing(home, rows, live.instead if live else given.get("instead", "") if given else "")
    if rows and not (live or typed or given) and home.cut_off(rows[-1]):
        given = RESUME
    latest = next((turn for row in reversed(rows) if (turn := turn_of(home, row)).advice), None)
    sidebar(home, thread, latest)
    front = st.empty()  # its own place, so that it goes at once when a run begins
    if not (rows or live or given or typed):
        with front.container():
            notices()  # before the welcome, or it would be out of a phone's sight
            welcome(home)
    last = rows[-1].outcome if rows and live is None else ""
    editing = live.edited if live else bool(given and "edited" in given)
    shown = shown_rows(home, rows, editing)
    went_on = WENT_ON in (live.said if live else "", given["said"] if given else "")
    words = turn_of(home, shown.pop()[0]).asked if shown and went_on else ""  # what goes on stands in its place
    for row, before in shown:
        with guarded("A part of our talk"):
            recorded(home, row, before, open_end=row is rows[-1] and not (live or given or typed))
    if (arrived := st.session_state.pop("arrived", None)) is not None:
        moved = whatif.moved() if not arrived else AGAIN if arrived == AGAIN else ""
        if rows:
            turn = turn_of(home, rows[-1])
            arrive(turn.run_id, announced(turn), moved)
    if typed:
        given = (
            {"said": typed, "answers": {"said": typed}}
            if last == "waiting"
            else {"said": typed, "text": typed, "ask": True}
        )
    if rows or live or given or typed:
        notices()
    compared = base_of(home, rows) if editing else latest
    if live is not None:
        follow(home, words or live.said, lambda: live, compared, editing)
    elif given:
        thread = thread or new_id()
        st.query_params["thread"] = thread
        follow(home, words or given["said"], lambda: home.say(thread, **given), compared, editing)


def notices() -> None:
    """What of the files could not be read, and what is asked about them; it comes into view when it comes."""
    troubles = st.session_state.get("troubles", ())
    with st.container(key="notices"):
        for trouble in troubles:
            st.error(plain(trouble), icon=":material/error:")
        tables.ask()
    if told := " ".join(troubles) or tables.asked():
        arrive(f"{told} {st.session_state.get('heard', 0)}", told, ".st-key-notices")


# ---- what is there ----------------------------------------------------------------------------------------------


def recorded(home: House, row: RunRow, before: Turn | None, open_end: bool) -> None:
    """A run of the past. The last has an open end: its questions can be answered, and when stopped it can be gone on with.

    Earlier answers are folded, and drawn when they are opened.
    """
    turn = turn_of(home, row)
    if not turn.run_id:
        turn.run_id = row.run_id  # one whose record cannot be read
    user_said(turn.asked, turn)
    with st.chat_message("assistant", avatar=":material/explore:"):
        if turn.advice and not open_end and not turn.short:
            earlier = st.expander(
                f"The answer before: {plain(row.answer)}", key=f"open.{row.run_id}", on_change="rerun", type="compact"
            )
            if not earlier.open:
                return
        else:
            earlier = st.container()
        with earlier:
            answer = Answer(turn, before, turn.changed)
        if open_end and turn.reply:
            with answer.slot("chips"):
                further(turn)
        if open_end and turn.advice and not turn.short:
            underneath(home, turn, before, answer)
        if open_end and row.outcome == "waiting":
            questions(turn.questions)
        elif open_end and row.outcome == "stopped":
            go_on()
        else:
            for question in turn.questions:
                st.markdown(plain(question["text"]))


def underneath(home: House, turn: Turn, before: Turn | None, answer: Answer) -> None:
    """What can be done with an answer: put right, moved, kept."""
    with answer.slot("change"), guarded("The form"):
        if st.button("Change this", icon=":material/edit:", type="tertiary"):
            dialog(turn.advice.profile, f"over.{turn.run_id}")
    with answer.slot("whatif"), guarded("What if"):
        whatif.panel(turn, before.advice.profile if before and turn.changed else None)
    with answer.slot("keep"), guarded("Keeping the answer"):
        keep.exports(turn)
        keep.opinion(home, turn)


def told_by(dropped: ChatInputValue) -> str:
    """The words typed and those of the files; what cannot be read is told on the page, the rest goes on.

    Where the columns of a table are not known, all of it waits until the worker has said which is which.
    """
    parts, troubles, unknown = [tables.held_words(), dropped.text.strip()], [], []
    try:
        parts[1] = files.pasted(parts[1])
    except GigpathError as error:
        troubles.append(f"{error.message} {error.mend}".strip())
    for file in dropped.files:
        try:
            parts.append(files.said(file.name, file.getvalue()))
        except UnknownColumns as error:
            unknown.append(tables.Held(file.name, file.getvalue(), error))
        except GigpathError as error:
            troubles.append(f"{error.message} {error.mend}".strip())
    st.session_state["troubles"], st.session_state["heard"] = troubles, st.session_state.get("heard", 0) + 1
    words = "\n\n".join(filter(None, parts))
    if unknown:
        tables.hold(words, unknown)
        return ""
    return words


# ---- what can be done -------------------------------------------------------------------------------------------


def further(turn: Turn) -> None:
    """What might be asked next, a tap each; and the way back, where this turn changed something."""
    with st.container(horizontal=True):
        for number, words in enumerate(turn.reply.next):
            st.button(words, key=f"next.{turn.run_id}.{number}", on_click=say, kwargs={"said": words, "text": words})
        changed = turn.understood.turn.changed if turn.understood and turn.understood.turn else []
        if changed and turn.reply.kind != "undo":
            undo = {"said": "Undo", "text": "undo that"}
            st.button(
                "Undo", key=f"undo.{turn.run_id}", icon=":material/undo:", type="tertiary", on_click=say, kwargs=undo
            )


def go_on() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("This answer was stopped before its end.")
        st.button("Go on", icon=":material/play_arrow:", on_click=say, kwargs=RESUME)


def follow(home: House, said: str, begin: Callable[[], Live], before: Turn | None, edited: bool) -> None:
    """Draw a run as it goes. A script that is stopped leaves it running: the next pass, or a reload, follows it anew.

    Where a model words the answer, the facts are drawn from the run without it, and its words stand in their place once
    they are all there.
    """
    user_said(said)
    with st.chat_message("assistant", avatar=":material/explore:"), st.container():  # as it stands when recorded
        answer = Answer(before=before, edited=edited)
        live = begin()
        with st.container(horizontal=True, key="stop"):
            st.button("Stop", icon=":material/stop_circle:", on_click=home.stop, args=(live,))
            if live.facts is not None:
                st.button(
                    "Show me the facts now", icon=":material/fast_forward:", on_click=without_words, args=(home, live)
                )
        began = time.monotonic()
        if live.facts is not None:
            drawn(answer, (news for news in live.facts.follow() if not live.over), began, ending=False)
            answer.folds()
            arrive(f"facts {answer.turn.run_id}", "The facts are here. The wording takes a moment.")
            for _ in live.follow():
                answer.waiting(time.monotonic() - began)
            turn = Turn()
            for event in live.events:
                turn.hear(event)
        else:
            drawn(answer, live.follow(), began, ending=True)
            turn = answer.turn
    past.keep(turn, said, live)
    st.session_state["arrived"] = "" if edited else AGAIN if live.facts is not None else "said"
    st.rerun()


def drawn(answer: Answer, events: Iterable[list[Event] | None], began: float, ending: bool) -> None:
    """Draw events as they come; without its ``ending``, the run is not told to be over."""
    ends = () if ending else (QuestionsAsked, RunFailed, RunFinished)
    for news in events:
        if news is None:
            answer.tick(time.monotonic() - began)
        else:
            answer.hear([event for event in news if not isinstance(event, ends)])


def without_words(home: House, live: Live) -> None:
    """Not to wait for the model: the turn goes on from where it is, from facts alone."""
    home.stop(live)
    say(**RESUME, plain=True)


try:
    main()
except GigpathError as error:  # the service did not open; anything else is for the app's own handler
    st.error(plain(str(error)), icon=":material/error:")
