"""The door of the chat in local mode: who comes by the printed link is let in and known by a cookie from then on.

Nobody is trusted for an address: behind a forward or a proxy on this machine a stranger looks like its owner. The link's
key opens once; a new link is printed then, for another browser of the owner's. Neither is written to a file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

KEY = "key"
OPEN = ("/_stcore/health",)
"""Says that the server is up, and nothing else."""
KEPT_OUT = "This is somebody's own Gigpath. Open it by the link that it has printed in its terminal.\n"
SAME_HOST = ("localhost", "127.0.0.1", "::1")


class Door:
    """ASGI middleware; ``tell`` is given each new key, to print the link."""

    def __init__(self, app: ASGIApp, tell: Callable[[str], None]) -> None:
        self.app, self.tell = app, tell
        self.cookie, self.known = f"gigpath-{secrets.token_hex(4)}", secrets.token_urlsafe(32)
        self.key = ""
        self.renew()

    def renew(self) -> None:
        self.key = secrets.token_urlsafe(24)
        self.tell(self.key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] in OPEN or self._known(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and self._opens(scope):
            self.renew()
            rest = urlencode([(name, value) for name, value in _query(scope) if name != KEY])
            answer = RedirectResponse("/" + scope["path"].lstrip("/\\") + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self.cookie, self.known, httponly=True, samesite="lax")
            await answer(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(KEPT_OUT, 403)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    def _known(self, scope: Scope) -> bool:
        """By its cookie, at an address of this machine: a page elsewhere whose name points here is not let in."""
        headers = Headers(scope=scope)
        try:
            host = urlsplit(f"//{headers.get('host', '')}").hostname
            crumb = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except (CookieError, ValueError):
            return False
        if host not in SAME_HOST or crumb is None:
            return False
        return secrets.compare_digest(crumb.value.encode(), self.known.encode())

    def _opens(self, scope: Scope) -> bool:
        given = dict(_query(scope)).get(KEY, "")
        return secrets.compare_digest(given.encode(), self.key.encode())


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)


def print_link(key: str) -> None:
    """On the terminal that started the chat, and nowhere else."""
    import streamlit as st

    print(f"\n  Open your Gigpath: http://localhost:{st.get_option('server.port')}/?{KEY}={key}\n", flush=True)
