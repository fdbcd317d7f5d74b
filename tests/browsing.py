"""A browser at the chat: servers to visit, pages to talk on. The fixtures are a plug-in of conftest."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runtime.settings import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def serve(
    home: Path,
    pause: float,
    app: Path = ROOT / "tests" / "sample_app.py",
    port: int = 0,
    log: Path | None = None,
    **env: str,
) -> tuple[subprocess.Popen[bytes], str]:
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
    ]
    env = {
        **os.environ,
        "GIGPATH_DOOR": "open",
        **env,
        "GIGPATH_HOME": str(home),
        "PAUSE": str(pause),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    server = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=log.open("wb") if log else subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return server, url
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("the chat did not start")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, url = serve(tmp_path_factory.mktemp("quick"), 0.0)
    yield url
    server.terminate()


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, url = serve(tmp_path_factory.mktemp("slow"), 0.25)
    yield url
    server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


def visit(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_test_id("stChatInputTextArea").wait_for()


def say(page: Page, words: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(words)
    page.keyboard.press("Enter")


def unfolded(page: Page, *names: str) -> None:
    """Opens parts of the last answer by their names."""
    for name in names:
        page.locator("summary", has_text=name).last.click()


def answered(page: Page) -> None:
    page.get_by_text("agents worked").last.wait_for()
    page.get_by_text("The way there").last.wait_for()
    page.get_by_role("button", name="Change this").last.wait_for()  # it stands as recorded
