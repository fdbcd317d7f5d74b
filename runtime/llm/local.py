"""llama.cpp inside this process, through the optional extra ``local``.

Its own server listens on a free loopback port with a key made up for this process, and is spoken to like any
other endpoint: one way to talk to a model.
"""

from __future__ import annotations

import asyncio
import importlib
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runtime.errors import ModelError
from runtime.llm.huggingface import EndpointChat

CONTEXT, SLOTS = 16384, 2
"""Tokens of context, shared by the slots; two, because two of the agents speak at the same time."""


@dataclass
class LocalChat(EndpointChat):
    """A GGUF file by path, or by Hub repository and file (``owner/repo:file.gguf``), loaded at the first call."""

    gguf: str = ""
    server: Any = None
    loading: threading.Lock = field(default_factory=threading.Lock, repr=False)

    async def ready(self) -> None:
        if self.server is None:
            await asyncio.to_thread(self._load)
        await super().ready()

    def _load(self) -> None:
        with self.loading:
            if self.server is None:
                server, self.key = start(self.gguf)
                self.url, self.server = f"{server.listening_address}/v1", server


def start(gguf: str) -> tuple[Any, str]:
    """A running llama.cpp server and its key; ModelError when the extra or the file is missing or unreadable."""
    try:
        llama: Any = importlib.import_module("xllamacpp")
    except ImportError as error:
        raise ModelError("llama.cpp is not installed.", "`pip install xllamacpp`, or use another backend.") from error
    params, key = llama.CommonParams(), secrets.token_hex(16)
    params.model.path = str(fetch(gguf))
    params.hostnames, params.port, params.api_keys, params.ui = ["127.0.0.1"], 0, [key], False
    params.n_ctx, params.n_parallel, params.use_jinja, params.verbosity = CONTEXT, SLOTS, True, -1
    try:
        return llama.Server(params), key
    except Exception as error:
        raise ModelError(f"llama.cpp cannot load {Path(gguf).name}.", "Check that it is a whole GGUF file.") from error


def fetch(gguf: str) -> Path:
    """The file itself. From the Hub with a progress bar and without any token: public files only."""
    path = Path(gguf).expanduser()
    if path.is_file():
        return path
    repo, _, file = gguf.partition(":")
    if not file or repo.count("/") != 1:
        raise ModelError(
            f"There is no file {gguf}.", "Set GIGPATH_LOCAL_GGUF to a GGUF file, or to owner/repo:file.gguf."
        )
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(repo, file, token=False))
    except Exception as error:
        why = type(error).__name__
        raise ModelError(f"{file} could not be had from {repo} ({why}).", "Check name and network.") from error
