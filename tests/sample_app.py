"""The chat served with the made-up run, for browsers: ``streamlit run tests/sample_app.py``; PAUSE seconds an event,
with a model that never answers where HANGS is set."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
import ui_samples

import ui.loop
from runtime.settings import settings

HOUSE = ui_samples.house(settings(), float(os.environ.get("PAUSE", "0")), bool(os.environ.get("HANGS")))
ui.loop.house = lambda: HOUSE  # type: ignore[assignment]

from ui.app import lifespan, on_error  # noqa: E402

app = st.App(Path(__file__).resolve().parent.parent / "ui" / "chat.py", lifespan=lifespan, on_script_error=on_error)
