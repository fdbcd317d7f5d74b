"""Taking an answer along, saying whether it helped, making it a test profile."""

from __future__ import annotations

import streamlit as st

from runtime.errors import GigpathError
from ui.loop import House
from ui.prose import plain
from ui.turn import Turn
from ui.worker import export, ics


def exports(turn: Turn) -> None:
    """The answer as a file, made when it is asked for."""
    name, key = export.name(turn), turn.run_id
    with st.expander("**Keep this answer**", key=f"fold.{key}.keep"), st.container(horizontal=True):
        for label, icon, make, ending, mime in (
            ("PDF", "picture_as_pdf", export.pdf, "pdf", "application/pdf"),
            ("Markdown", "markdown", export.markdown, "md", "text/markdown"),
            ("Plan as calendar", "calendar_month", ics.calendar, "ics", "text/calendar"),
        ):
            if ending != "ics" or (turn.plan and turn.plan.steps):
                st.download_button(label, lambda make=make: make(turn), f"{name}.{ending}", mime, key=f"keep.{key}.{ending}",
                                   icon=f":material/{icon}:", on_click="ignore")  # fmt: skip


def opinion(home: House, turn: Turn) -> None:
    """Thumbs and a comment, kept on this machine as soon as they are given."""
    before = next(iter(home.notes.feedback(turn.run_id)), None)
    key = f"helped.{turn.run_id}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Did this help?", width="content")
        st.feedback(
            "thumbs", key=key, on_change=_rated, args=(home, turn),
            default=None if before is None or before.helped is None else int(before.helped),
        )  # fmt: skip
    if before is not None:
        st.text_input(
            "What was good, what was wrong?",
            before.comment,
            key=f"{key}.comment",
            max_chars=2000,
            on_change=_rated,
            args=(home, turn),
        )
        st.caption("Kept on this machine. Thank you.")


def _rated(home: House, turn: Turn) -> None:
    key = f"helped.{turn.run_id}"
    thumb = st.session_state.get(key)
    home.notes.rate(
        turn.run_id, turn.thread, None if thumb is None else bool(thumb), st.session_state.get(f"{key}.comment")
    )


def developer(home: House, turn: Turn) -> None:
    """The answer as a developer and an evaluator take it along."""
    st.download_button("This answer as JSON", lambda: export.as_json(turn), f"{export.name(turn)}.json", "application/json",
                       key=f"keep.{turn.run_id}.json", icon=":material/data_object:", on_click="ignore", type="tertiary")  # fmt: skip
    test_profile(home, turn)


def test_profile(home: House, turn: Turn) -> None:
    """For the evaluator, at a browser on this machine: the words and what came of them as a case to review."""
    if st.context.ip_address is not None:
        return
    if st.button(
        "Save as test profile",
        key=f"case.{turn.run_id}",
        icon=":material/science:",
        type="tertiary",
        help="For the evaluator: your words and this answer as a case to review",
    ):
        from evals import cases

        try:
            file = cases.write(cases.from_record(home.records.get(turn.run_id), f"run-{turn.run_id}"), cases.PROFILES)
        except GigpathError as error:
            st.info(plain(str(error)))
        else:
            st.success(
                plain(f"Written to {'/'.join(file.parts[-3:])}. It holds your words: read it before you share it.")
            )
