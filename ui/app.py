"""``streamlit run ui/app.py``: the chat, with the books opened before the first visitor comes."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware

from runtime.settings import settings
from ui.door import Door, print_link
from ui.loop import house
from ui.mishap import sentence
from ui.prose import plain


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    home = house()
    threading.Thread(
        target=import_module, args=("altair",), daemon=True
    ).start()  # takes a while, and the first chart needs it
    yield
    home.close()


def on_error(error: Exception) -> bool:
    """One sentence in place of a traceback."""
    st.error(plain(sentence(error)), icon=":material/error:")
    return True


doors = [Middleware(Door, tell=print_link)] if settings().door == "key" else []
app = st.App("chat.py", lifespan=lifespan, on_script_error=on_error, middleware=doors)
