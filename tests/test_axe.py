"""axe-core finds nothing serious on any page of the chat, light and dark, wide and narrow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browsing import answered, say, unfolded, visit

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
AXE = Path(os.environ.get("GIGPATH_AXE", "axe.min.js"))
"""axe-core's own script, as its npm package brings it; not part of this repository."""


STANDS = """() => {
  const stands = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"]')
  window.standsSince = stands ? (window.standsSince ?? performance.now()) : null
  return stands && performance.now() - window.standsSince > 1200
}"""
"""Nothing is pale for a moment only (what is about to be drawn anew, or fades in), and that for longer than those parts wait that are
drawn after the rest."""


@pytest.mark.skipif(not AXE.is_file(), reason="GIGPATH_AXE does not name axe-core's axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 390])
def test_axe_finds_nothing_serious(browser: sync_api.Browser, quick: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, found = context.new_page(), list[str]()

    def look(where: str) -> None:
        page.evaluate("window.standsSince = null")
        page.wait_for_function(STANDS)
        page.add_style_tag(content="* {transition: none !important; animation: none !important}")
        page.evaluate(AXE.read_text())
        told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        found.extend(
            f"{where}: {one['id']} {one['nodes'][0]['html'][:120]} {one['nodes'][0]['failureSummary'][:300]}"
            for one in told
            if one["impact"] in ("serious", "critical")
        )

    visit(page, quick)
    look("welcome")
    say(page, "where am I")
    page.get_by_role("button", name="Go on").wait_for()
    look("question")
    say(page, "I drive in Phoenix")
    answered(page)
    page.get_by_text("What if …").first.click()
    look("answer")
    page.get_by_role("link", name="Typical pay").first.click()
    look("figure")
    page.keyboard.press("Escape")
    for part in (
        "What I understood",
        "What your hour really brings",
        "Where you could earn more",
        "The way there",
        "Sources",
    ):
        unfolded(page, part)
        look(part)
    page.get_by_role("button", name="Change this").click()
    page.get_by_role("dialog").wait_for()
    page.mouse.move(0, 0)  # what lies under a pointer has a colour of its own for as long
    look("card")
    context.close()
    assert not found, "\n".join(found)
