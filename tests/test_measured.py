"""How long a page takes beside an empty one, how soon facts stand there, and what hostile files and words do to it."""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
import zipfile
from pathlib import Path

import pytest
import ui_samples as samples
from browsing import answered, say, serve, visit
from clock import SLACK
from reportlab.pdfgen.canvas import Canvas

from runtime.settings import ROOT

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
PAINTS = 7
EMPTY = """import streamlit as st

st.title("What does your hour really bring?")
if said := st.chat_input("Say"):
    st.chat_message("user").markdown(said)
    st.chat_message("assistant").markdown(r"\\$900 a week")
"""
"""A page that answers as fast as Streamlit can."""


def painted(browser: sync_api.Browser, url: str) -> float:
    """Seconds until a browser that was never here shows the page's heading."""
    context = browser.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url)
    page.get_by_role("heading", name="What does your hour really bring?").wait_for()
    took = time.perf_counter() - began
    context.close()
    return took


@pytest.mark.usefixtures("at_home")
def test_first_paint_beside_an_empty_page(browser: sync_api.Browser, indexed: Path, tmp_path: Path) -> None:
    bare = tmp_path / "empty.py"
    bare.write_text(EMPTY)
    servers = [serve(indexed, 0, app=app, GIGPATH_LLM="none") for app in (bare, ROOT / "ui" / "app.py")]
    try:
        for _, url in servers:
            painted(browser, url)  # warm
        pairs = [[painted(browser, url) for _, url in servers] for _ in range(PAINTS)]
    finally:
        for server, _ in servers:
            server.terminate()
    empty, chat = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"\nfirst paint: empty {empty:.2f} s, chat {chat:.2f} s, ratio {chat / empty:.2f}", file=sys.stderr)
    assert chat <= 1.5 * SLACK * empty


@pytest.mark.usefixtures("at_home")
def test_first_facts_within_a_second(browser: sync_api.Browser, indexed: Path, tmp_path: Path) -> None:
    bare = tmp_path / "empty.py"
    bare.write_text(EMPTY)
    servers = [serve(indexed, 0, app=app, GIGPATH_LLM="none") for app in (bare, ROOT / "ui" / "app.py")]
    times: list[list[float]] = []
    try:
        for miles in range(700, 760, 10):  # never the same words, so that nothing is kept from before
            times.append([first_fact(browser, url, miles) for _, url in servers])
    finally:
        for server, _ in servers:
            server.terminate()
    empty, chat = (statistics.median(one) for one in zip(*times, strict=True))
    every = ", ".join(f"{own:.2f}" for _, own in times)
    print(f"\nfirst facts: {chat:.2f} s (of {every}), an empty page's echo {empty:.2f} s", file=sys.stderr)
    assert chat <= SLACK


def first_fact(browser: sync_api.Browser, url: str, miles: int) -> float:
    """Seconds from the key that sends a message until something that was found out of it stands on the page."""
    page = browser.new_page()
    visit(page, url)
    page.get_by_test_id("stChatInputTextArea").fill(f"I drive for Uber in Tampa, $900 for 40 hours, {miles} miles")
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.get_by_test_id("stChatMessage").get_by_text("$900 a week").first.wait_for()
    took = time.perf_counter() - began
    page.close()
    return took


def heavy_pdf() -> bytes:
    """A PDF of just under ten megabytes with a line of words on each of many pages."""
    noise, out = random.Random(7), io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    while out.tell() == 0 and canvas.getPageNumber() <= 95:
        canvas.drawString(72, 720, "I drive for Uber in Phoenix, $900 a week for 40 hours")
        for _ in range(1000):
            canvas.drawString(72, 600, f"{noise.getrandbits(256):064x}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_hostile_files_are_told_in_a_sentence_or_read(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    drop = page.get_by_test_id("stChatInput").locator("input[type=file]")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("cv.txt", "I drive")
    drop.set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": archive.getvalue()})
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.get_by_text("zip archive").first.wait_for()
    drop.set_input_files({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + bytes(12_000_000)})
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.get_by_text("scan.pdf is larger than 10 MB. Send a smaller one").first.wait_for()
    heavy, began = heavy_pdf(), time.perf_counter()
    assert 9_000_000 < len(heavy) <= 10_000_000
    drop.set_input_files({"name": "résumé.pdf", "mimeType": "application/pdf", "buffer": heavy})
    page.get_by_test_id("stChatInputSubmitButton").click()
    answered(page)
    page.get_by_text("What I read in résumé.pdf").wait_for()
    pdf, began = time.perf_counter() - began, time.perf_counter()
    rows = "".join(f"2026-{1 + n % 12:02d}-{1 + n % 28:02d},$100.50\n" for n in range(100_000))
    drop.set_input_files({"name": "trips.csv", "mimeType": "text/csv", "buffer": f"Date,Earnings\n{rows}".encode()})
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.get_by_text("What I read in trips.csv").click()
    page.get_by_text("100,000 rows").wait_for()
    csv = time.perf_counter() - began
    print(f"\n{len(heavy) / 1e6:.1f} MB of PDF in {pdf:.1f} s, 100,000 rows in {csv:.1f} s", file=sys.stderr)


def test_markup_in_every_field_of_the_card_does_nothing(page: sync_api.Page, quick: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    visit(page, quick)
    say(page, "I drive in Phoenix")
    answered(page)
    page.get_by_label("Name of this conversation").wait_for()
    fields = page.get_by_test_id("stSidebar").get_by_test_id("stTextInput").locator("input")
    names = [fields.nth(n).get_attribute("aria-label") for n in range(fields.count())]
    for name in names[:-1]:  # the last is the conversation's name, kept on its own
        page.get_by_test_id("stSidebar").get_by_label(name, exact=True).first.fill(
            f"{samples.HOSTILE[:70]}<img src=x onerror=alert(1)>"
        )
    page.get_by_role("button", name="Update the answer").click()
    page.get_by_text("Work now:").first.wait_for()
    answered(page)
    for name, words in ((names[-1], samples.HOSTILE), ("Where you live", samples.HOSTILE)):
        if name == "Where you live":
            page.get_by_text("What if …").first.click()
        page.get_by_label(name, exact=True).first.fill(words[:60])
        page.keyboard.press("Enter")
        answered(page)
    page.get_by_test_id("stFeedbackButton").first.click()
    page.get_by_label("What was good, what was wrong?").fill(samples.HOSTILE)
    page.keyboard.press("Enter")
    page.get_by_text("Thank you").wait_for()
    assert len(names) >= 6
    assert not [url for url in asked if "evil.example" in url]
    assert not page.locator("a[href^='javascript'], [onerror]").count()
