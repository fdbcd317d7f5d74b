"""A part of the page that breaks says so in its own place, and the rest stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.mishap import sentence
from ui.prose import plain


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Streamlit's own signals, to stop or to run again, pass through: they are no exceptions of this kind."""
    try:
        yield
    except Exception as error:  # whatever it was: nothing that is read may take the page
        st.error(plain(f"{what} cannot be shown. The rest stands. {sentence(error)}"), icon=":material/error:")
