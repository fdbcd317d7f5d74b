"""The very first start: what the agents search is made ready in sight of whoever waits for it, once."""

from __future__ import annotations

import streamlit as st

from knowledge.index import build
from ui.loop import House


def prepare(home: House) -> None:
    """Build the index where there is none, with its progress; whoever comes meanwhile waits for the same build."""
    if not home.service.unprepared():
        return
    words = "First start: I am getting what I know about jobs ready. It takes a minute or two, and only this once."
    bar = st.progress(0.0, words)
    build(progress=lambda done, total, left: bar.progress(min(done / max(total, 1), 1.0), words))
    bar.empty()
