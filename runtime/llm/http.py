"""One HTTP client an event loop: connections are kept between calls, and a client never meets another loop."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import httpx

ROUTER = "https://router.huggingface.co"
CONNECT = 5.0
PATIENT = httpx.Timeout(None, connect=CONNECT)
"""Seconds to reach a server; how long it may think is the caller's to say."""

_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()


def client() -> httpx.AsyncClient:
    """The running loop's client. An error's body is read at once, so that it can be quoted from a stream too."""
    loop = asyncio.get_running_loop()
    if loop not in _clients:
        _clients[loop] = httpx.AsyncClient(
            timeout=PATIENT, follow_redirects=True, event_hooks={"response": [_read_error]}
        )
    return _clients[loop]


async def _read_error(response: httpx.Response) -> None:
    if response.is_error:
        await response.aread()


def bearer(key: str | None) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"} if key else {}


async def models(base: str, key: str | None) -> Any:
    """``GET {base}/models`` as JSON; httpx.HTTPError, or ValueError when it is not JSON."""
    response = await client().get(f"{base}/models", headers=bearer(key))
    return response.raise_for_status().json()


def base_url(url: str) -> str:
    """What ``/chat/completions`` and ``/models`` hang under: http://host:port → http://host:port/v1."""
    base = url.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
    return base if base.endswith("/v1") else f"{base}/v1"


def host(url: str) -> str:
    """A URL as it may be shown: scheme, host and port, never a user or a password. Empty when it is no web address."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}" if parts.scheme in ("http", "https") and parts.hostname else ""
