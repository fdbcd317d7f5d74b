"""With keys alone from the first visit to an export, and the order in which a screen reader meets the page."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import ui_samples as samples
from browsing import answered, visit

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

FOCUSED = """() => {
  const on = document.activeElement, named = on.ariaLabel || on.innerText || on.getAttribute('placeholder') || '';
  return named.replace(/\\s+/g, ' ').trim();
}"""
MOST_KEYS = 60


def tab_to(page: sync_api.Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what has that name has the keyboard, and can be seen to have it."""
    met: list[str] = []
    for _ in range(MOST_KEYS):
        page.keyboard.press(key)
        met.append(str(page.evaluate(FOCUSED)))
        if re.search(name, met[-1]):
            box = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
            assert 0 <= box[0] < box[1] <= page.viewport_size["height"], f"{name} has the keyboard out of sight: {box}"
            return
    pytest.fail(f"{name!r} is not met by {key}; met were {met}")


def test_keys_alone_lead_from_the_first_visit_to_an_export(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to the message box", "the first key leads to what one came for"
    page.keyboard.press("Enter")
    page.keyboard.type("where am I, I drive")
    page.keyboard.press("Enter")
    page.get_by_role("radiogroup").or_(page.get_by_role("button", name="Tucson")).first.wait_for()
    tab_to(page, "^Phoenix|^Tucson", "Shift+Tab")
    page.keyboard.press("Space")
    tab_to(page, "^Go on")
    page.keyboard.press("Enter")
    answered(page)
    page.wait_for_timeout(500)
    tab_to(page, "^Your hour now", "Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Where this figure comes from").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "Your hour now", "what was opened gives the keyboard back"
    tab_to(page, "Keep this answer$")
    page.keyboard.press("Enter")
    tab_to(page, "PDF$")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


ORDER = (
    "Uber driver|I drive",  # what one said
    "Go for: Bookkeepers",
    "Your hour now",
    "Typical pay",
    "Next step",
    "Go for bookkeeping clerks",  # why
    "What I understood",
    "Change this",
    "What your hour really brings",
    "Where you could earn more",
    "Other ways",
    "The way there",
    "What you have and what is missing",
    "What if",
    "What I assumed",
    "Sources",
    "Keep this answer",
)
"""What a screen reader tells of an answer, in this order."""


def test_a_screen_reader_is_told_the_answer_in_order(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    page.get_by_test_id("stChatInputTextArea").fill(f"I drive. {samples.WORDS}")
    page.keyboard.press("Enter")
    answered(page)
    page.get_by_role("link", name="Typical pay").wait_for()
    tree = page.locator("body").aria_snapshot()
    main = tree[tree.index("- main") :] if "- main" in tree else tree
    at = 0
    for part in ORDER:
        found = re.search(part, main[at:])
        assert found, f"{part} is not told after what stands before it:\n{main}"
        at += found.end()
    headings = [int(level) for level in re.findall(r'heading "[^"]*" \[level=(\d)\]', main)]
    assert headings, "one can leap by headings"
    assert all(after - before <= 1 for before, after in pairwise(headings)), headings
    unnamed = re.findall(
        r"^\s*- (?:button|link|textbox|slider|combobox|spinbutton|checkbox|radio)\s*(?::|$|\[)", main, re.M
    )
    assert not unnamed, f"without a name: {unnamed}\n{main}"
