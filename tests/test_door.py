"""Who may open the chat: whoever has the printed link, once; an address makes nobody known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import serve
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from ui.door import Door


class Told(list[str]):
    @property
    def last(self) -> str:
        return self[-1]


async def _hello(request: Any) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def _talk(socket: WebSocket) -> None:
    await socket.accept()


@pytest.fixture
def keys() -> Told:
    return Told()


@pytest.fixture
def door(keys: Told) -> Door:
    routes = [Route("/{rest:path}", _hello), WebSocketRoute("/talk", _talk)]
    return Door(Starlette(routes=routes), keys.append)


def client(door: Door, host: str = "localhost:8501", address: str = "127.0.0.1") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(door, client=(address, 1)), base_url=f"http://{host}")


async def test_the_link_opens_once_and_the_cookie_from_then_on(door: Door, keys: Told) -> None:
    link = f"/?thread=abc&key={keys.last}"
    async with client(door) as owner, client(door) as stranger:
        assert (await owner.get("/")).status_code == 403
        opened = await owner.get(link)
        assert (opened.status_code, opened.headers["location"]) == (303, "/?thread=abc")
        assert "httponly" in opened.headers["set-cookie"].lower()
        assert (await owner.get("/?thread=abc")).text == "hello"
        assert (await stranger.get(link)).status_code == 403  # from this machine's own address, as behind a forward
        assert len(keys) == 2
        assert (await stranger.get(f"/?key={keys.last}")).status_code == 303  # a second browser of the owner's


@pytest.mark.parametrize(
    "path", ["/", "/?key=", "/?key=wrong", "/?key=%F0%9F%9A%97", "/_stcore/stream", "/media/x.pdf", "/?thread=abc"]
)
async def test_nobody_comes_in_without(door: Door, path: str) -> None:
    async with client(door) as stranger:
        answer = await stranger.get(path, headers={"cookie": "gigpath=x; =; \x7f", "x-forwarded-for": "127.0.0.1"})
    assert answer.status_code == 403
    assert "hello" not in answer.text


async def test_a_page_elsewhere_whose_name_points_here_is_kept_out(door: Door, keys: Told) -> None:
    async with client(door) as owner:
        await owner.get(f"/?key={keys.last}")
        crumb = "; ".join(f"{name}={value}" for name, value in owner.cookies.items())
    async with client(door, host="evil.example:8501") as elsewhere:
        assert (await elsewhere.get("/", headers={"cookie": crumb})).status_code == 403


async def test_the_link_leads_to_no_other_host(door: Door, keys: Told) -> None:
    async with client(door) as owner:
        assert (await owner.get(f"http://localhost:8501//evil.example/?key={keys.last}")).headers[
            "location"
        ] == "/evil.example/"


async def test_a_socket_without_the_cookie_is_closed(door: Door) -> None:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {"type": "websocket", "path": "/talk", "headers": [(b"host", b"localhost")], "query_string": b""}
    await door(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    from runtime.settings import ROOT

    log = tmp_path / "log"
    server, url = serve(
        tmp_path / "home", 0, app=ROOT / "ui" / "app.py", log=log, GIGPATH_DOOR="key", GIGPATH_LLM="none"
    )
    yield url, log
    server.terminate()
    server.wait(30)


@pytest.mark.slow
@pytest.mark.enable_socket
def test_the_chat_itself_is_behind_the_door(chat: tuple[str, Path]) -> None:
    url, log = chat
    with httpx.Client(base_url=url) as stranger:
        assert stranger.get("/").status_code == 403
    (key, *_) = re.findall(r"key=(\S+)", log.read_text())
    with httpx.Client(base_url=url, follow_redirects=True) as owner:
        assert owner.get(f"/?key={key}").status_code == 200
        assert owner.get("/").status_code == 200
