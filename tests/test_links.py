"""Links that answer, that do not, and hosts that refuse to be asked the short way."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from knowledge import links

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Page(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response({"/there": 200, "/moved": 301, "/gone": 404, "/broken": 500}.get(self.path, 405))
        self.send_header("Location", "/there")
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


async def test_dead_links_are_named() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base, seen = f"http://127.0.0.1:{server.server_port}", list[int]()
    wrong = await links.dead(
        [f"{base}/{page}" for page in ("there", "moved", "gone", "broken", "no-head")], seen.append
    )
    server.shutdown()
    assert {url.removeprefix(base): problem[:3] for url, problem in wrong.items()} == {"/broken": "500", "/gone": "404"}
    assert seen == [1, 2, 3, 4, 5]


def test_the_catalogue_has_links() -> None:
    found = links.urls()
    assert len(found) > 50
    assert all(url.startswith(("https://", "http://")) and " " not in url for url in found)
