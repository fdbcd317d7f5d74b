"""Pictures for README and docs, taken of the running chat: ``python ui/screenshots.py [URL [HANGING]]`` → ``docs/*.png``.

Beside single pictures, every state of the page is taken at a phone's and a desk's width, light and dark, and laid out as a
sheet each, to be looked at and compared from change to change. HANGING is a chat whose model never answers. Needs
playwright and Debian's chromium; the chats must be running with their index built.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
EXAMPLE = "Rideshare, Phoenix"
SIZES = ((390, 844), (1280, 844))
SCHEMES = ("light", "dark")


def settled(page: Page) -> None:
    """Charts draw after their text, and the page comes to rest after both."""
    page.mouse.move(0, 0)  # or a chart shows its tools
    page.wait_for_timeout(3000)


def say(page: Page, words: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(words)
    box.press("Enter")


def first(page: Page) -> None:
    page.get_by_role("button", name=EXAMPLE).wait_for()


def question(page: Page) -> None:
    say(page, "I drive for Lyft in Tampa")
    page.get_by_role("button", name="Go on").wait_for()


def doubt(page: Page) -> None:
    say(page, "I drive 40 hours in Springfield for $800")
    page.get_by_role("button", name="Go on").wait_for()


def answer(page: Page) -> None:
    page.get_by_role("button", name=EXAMPLE).click()
    page.get_by_text("agents worked").last.wait_for()


def unfolded(page: Page) -> None:
    answer(page)
    page.locator("summary", has_text="Where you could earn more").last.click()
    settled(page)
    page.locator("summary", has_text="Where you could earn more").last.evaluate(
        "fold => fold.scrollIntoView({block: 'start'})"
    )


def follow_up(page: Page) -> None:
    answer(page)
    settled(page)
    say(page, "why not nursing?")
    page.get_by_text("Answered in").last.wait_for()


def corrected(page: Page) -> None:
    answer(page)
    settled(page)
    say(page, "sorry, it's 55 hours")
    page.get_by_text("What changed").last.wait_for()


def what_if(page: Page) -> None:
    answer(page)
    settled(page)
    page.locator("summary", has_text="What if").last.click()
    page.get_by_role("slider", name="Miles a week").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("What changed").last.wait_for()


def dropped(page: Page, name: str, data: bytes) -> None:
    files = page.get_by_test_id("stChatInput").locator("input[type=file]")
    files.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.get_by_test_id("stChatInputSubmitButton").click()


def table(page: Page) -> None:
    dropped(page, "wochen.csv", b"Woche;Umsatz;Stunden\n2026-03-02;712;41\n2026-03-09;650;38\n2026-03-16;698;40\n")
    page.get_by_role("button", name="Add it up").wait_for()


def photo(page: Page) -> None:
    dropped(page, "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(500))
    page.get_by_test_id("stAlert").wait_for()


def hanging(page: Page) -> None:
    page.get_by_role("button", name=EXAMPLE).click()
    page.get_by_text("The facts are all here").wait_for()


STATES: tuple[Callable[[Page], None], ...] = (
    first, question, doubt, answer, unfolded, follow_up, corrected, what_if, table, photo,
)  # fmt: skip
"""What the page can look like; each is reached from a first visit."""


def taken(browser: Browser, url: str, state: Callable[[Page], None], size: tuple[int, int], scheme: str) -> bytes:
    """One state as a picture."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    first(page)
    state(page)
    settled(page)
    picture = page.screenshot()
    context.close()
    return picture


def sheet(browser: Browser, pictures: dict[str, bytes], width: int, to: Path) -> None:
    """Pictures beside each other, each under its name, at half their size."""
    shown = "".join(
        f"<figure><figcaption>{name}</figcaption><img src='data:image/png;base64,{base64.b64encode(data).decode()}'></figure>"
        for name, data in pictures.items()
    )
    across = 6 if width < 500 else 3
    style = f"body {{margin: 8px; display: grid; grid-template-columns: repeat({across}, {width // 2}px); gap: 12px; background: #999;"
    style += " font: 14px sans-serif} figure {margin: 0} img {width: 100%; display: block}"
    page = browser.new_page(viewport={"width": across * (width // 2 + 12) + 16, "height": 600})
    page.set_content(f"<style>{style}</style>{shown}")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.screenshot(path=to, full_page=True)
    page.close()


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


def main(url: str, hangs: str = "") -> None:
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, state, size, scheme in (
            ("welcome", first, (1200, 760), "light"),
            ("answer", answer, (1200, 1000), "light"),
            ("pay", unfolded, (1200, 1000), "dark"),
            ("phone", answer, (390, 844), "light"),
        ):
            (DOCS / f"{name}.png").write_bytes(taken(browser, url, state, size, scheme))
            if name == "answer":  # before the same words are said again, and answered from memory
                traces(browser, url)
        for size in SIZES:
            for scheme in SCHEMES:
                pictures = {
                    state.__name__.replace("_", " "): taken(browser, url, state, size, scheme) for state in STATES
                }
                if hangs:
                    pictures["hanging model"] = taken(browser, hangs, hanging, size, scheme)
                sheet(browser, pictures, size[0], DOCS / f"states-{size[0]}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:] or ["http://localhost:8501"])
