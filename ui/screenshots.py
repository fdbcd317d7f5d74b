"""Pictures for README and docs, taken of the running chat: ``python ui/screenshots.py [URL]`` → ``docs/*.png``.

Needs playwright and Debian's chromium; the chat must be running with its index built.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
EXAMPLE = "Rideshare, Phoenix"


def shoot(
    browser: Browser, url: str, name: str, width: int, height: int, scheme: str, example: str = "", part: str = ""
) -> None:
    """One picture: the welcome, or the answer to an example scrolled to a part."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=2 if width < 500 else 1
    )
    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Rideshare").wait_for()
    if example:
        page.get_by_role("button", name=example).click()
        page.get_by_text("agents worked").first.wait_for()
        page.get_by_role("tab", name="Sources").first.wait_for()
        page.wait_for_timeout(3800)  # charts draw after their text
    if part:
        page.get_by_role("heading", name=part).first.evaluate("element => element.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(1500)
    page.mouse.move(0, 0)  # or a chart shows its tools
    page.wait_for_timeout(800)
    page.screenshot(path=DOCS / f"{name}.png")
    context.close()


def traces(browser: Browser, url: str) -> None:
    """The newest run taken apart, as a developer sees it."""
    page = browser.new_context(viewport={"width": 1280, "height": 1560}).new_page()
    page.goto(f"{url}/traces")
    page.get_by_text("Tick a run").wait_for()
    page.wait_for_timeout(1500)
    page.locator(".dvn-scroller").first.click(position={"x": 16, "y": 55})
    page.get_by_text("Chose by").wait_for()
    page.mouse.move(0, 0)
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.wait_for()
    page.get_by_test_id("stButtonGroup").first.wait_for()
    page.wait_for_timeout(2500)  # charts draw after their text
    page.screenshot(path=DOCS / "traces.png")


def main(url: str) -> None:
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        shoot(browser, url, "welcome", 1200, 760, "light")
        shoot(browser, url, "answer", 1200, 1000, "light", EXAMPLE, "Where to go from here")
        traces(browser, url)  # before the same words are said again, and answered from memory
        shoot(browser, url, "pay", 1200, 1000, "dark", EXAMPLE, "Where you could earn more")
        shoot(browser, url, "phone", 390, 844, "light", EXAMPLE, "What your hour really brings")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501")
