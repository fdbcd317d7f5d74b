"""The chat on the made-up run, driven without a browser. The fixture is a plug-in of conftest."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
import ui_samples as samples
from streamlit.testing.v1 import AppTest

import ui.loop
from runtime.settings import ROOT, settings

PAGE = ROOT / "ui" / "chat.py"


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch):
    made = samples.house(settings())
    monkeypatch.setattr(ui.loop, "house", lambda: made)
    yield made
    made.close()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=20)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "expander", "markdown", "caption", "error", "metric")
    return "\n".join(
        str(getattr(e, "label", "") or "") + " " + str(getattr(e, "value", "") or "")
        for kind in kinds
        for e in app.get(kind)
    )


def read(app: AppTest) -> str:
    """The page's words as they are read, without what escapes them."""
    return words(app).replace("\\", "")


def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser on this machine."""
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: None))
