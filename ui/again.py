"""Do something with a run: a model call as curl."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import streamlit as st

from runtime.events import ModelCalled
from runtime.llm import http
from runtime.settings import Settings
from ui.inspected import Inspected, Node

if TYPE_CHECKING:
    from ui.loop import House


def as_curl(call: ModelCalled, config: Settings) -> str:
    """The call as a command for a shell; the key stays in the environment."""
    hosted = not config.endpoint_url
    url, key = (
        (f"{http.ROUTER}/v1", "HF_TOKEN") if hosted else (config.endpoint_url.rstrip("/"), "GIGPATH_ENDPOINT_KEY")
    )
    body: dict[str, Any] = {"model": call.model, "messages": call.messages}
    data = shlex.quote(json.dumps(body, ensure_ascii=False))
    return (
        f"curl -N {url}/chat/completions \\\n  -H 'content-type: application/json' \\\n"
        f'  -H "authorization: Bearer ${key}" \\\n  -d {data}'
    )


def again(home: House, run: Inspected, node: Node) -> None:
    st.caption("")
