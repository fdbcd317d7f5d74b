"""Under an answer: taking it along, and saying whether it helped."""

from __future__ import annotations

import streamlit as st

from ui import export
from ui.turn import Turn


def exports(turn: Turn) -> None:
    """The answer as a file, made when it is asked for."""
    name, key = export.name(turn), turn.run_id
    st.markdown("**Keep this answer**")
    with st.container(horizontal=True):
        for label, icon, make, ending, mime in (
            ("PDF", "picture_as_pdf", export.pdf, "pdf", "application/pdf"),
            ("Markdown", "markdown", export.markdown, "md", "text/markdown"),
            ("JSON", "data_object", export.as_json, "json", "application/json"),
            ("Plan as calendar", "calendar_month", export.calendar, "ics", "text/calendar"),
        ):
            if ending != "ics" or (turn.plan and turn.plan.steps):
                st.download_button(label, lambda make=make: make(turn), f"{name}.{ending}", mime, key=f"keep.{key}.{ending}",
                                   icon=f":material/{icon}:", on_click="ignore")  # fmt: skip
