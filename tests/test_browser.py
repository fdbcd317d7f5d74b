"""The chat in a real browser: streaming, stop, reload, two people at once, a phone, the dark, the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import ui_samples as samples
from browsing import answered, say, serve, unfolded, visit

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def test_first_visit_to_answer(page: sync_api.Page, quick: str) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    visit(page, quick)
    page.get_by_role("button", name="Rideshare, Phoenix").click()
    answered(page)
    assert page.get_by_text("$7.44").count()
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").nth(4).wait_for(
        state="attached"
    )  # charts draw after their text
    assert page.get_by_role("link", name="GCFGlobal").first.get_attribute("href") == samples.LINK.value
    assert "thread=" in page.evaluate("location.href")
    assert not failed, "the page asks nothing of other hosts"


def test_a_question_by_chip(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    say(page, "where am I")
    page.get_by_role("radio", name="Tucson").or_(page.get_by_role("button", name="Tucson")).first.click()
    page.get_by_role("button", name="Go on").click()
    answered(page)


def test_stop_stops_and_the_thread_goes_on(page: sync_api.Page, slow: str) -> None:
    visit(page, slow)
    say(page, "I drive in Phoenix")
    page.get_by_test_id("stChatMessage").get_by_text("Uber driver").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("This answer was stopped").wait_for()
    page.get_by_role("button", name="Go on").click()
    answered(page)


def test_a_reload_in_mid_run_goes_on(page: sync_api.Page, slow: str) -> None:
    visit(page, slow)
    say(page, "I deliver in Atlanta")
    page.get_by_test_id("stChatMessage").get_by_text("Uber driver").first.wait_for()
    page.reload()
    page.get_by_test_id("stChatMessage").get_by_text("I deliver in Atlanta").wait_for()
    answered(page)
    assert not page.get_by_text("This answer was stopped").count()


def test_a_table_opened_in_mid_run_stops_nothing(page: sync_api.Page, slow: str) -> None:
    visit(page, slow)
    page.get_by_role("button", name="Rideshare, Phoenix").click()
    unfolded(page, "What your hour really brings")
    page.get_by_text("As a table").first.evaluate("element => element.click()")  # the page moves while words come
    page.get_by_test_id("stTable").first.wait_for()
    page.get_by_role("button", name="Stop").wait_for()
    assert not page.get_by_role("button", name="Home care, Columbus").count(), "the welcome is gone when a run begins"
    assert page.get_by_test_id("stChatMessage").filter(has_text="I drive for Uber in Phoenix").count() == 1
    answered(page)
    assert not page.get_by_role("button", name="Stop").count()


def test_words_in_mid_run_begin_anew(page: sync_api.Page, slow: str) -> None:
    visit(page, slow)
    say(page, "I drive in Phoenix")
    page.get_by_test_id("stChatMessage").get_by_text("Uber driver").first.wait_for()
    say(page, "No, I deliver in Atlanta")
    page.get_by_test_id("stChatMessage").get_by_text("No, I deliver in Atlanta").wait_for()
    answered(page)
    assert page.get_by_text("Stopped").count() == 1


def test_a_server_killed_in_mid_run_goes_on_by_itself(page: sync_api.Page, tmp_path: Path) -> None:
    server, url = serve(tmp_path, 0.25)
    visit(page, url)
    say(page, "I deliver in Atlanta")
    page.get_by_test_id("stChatMessage").get_by_text("Uber driver").first.wait_for()
    server.kill()
    server.wait()
    server, _ = serve(tmp_path, 0.25, port=int(url.rpartition(":")[2]))
    try:
        page.reload()
        answered(page)
    finally:
        server.terminate()
    assert page.get_by_test_id("stChatMessage").get_by_text("I deliver in Atlanta").count() == 1
    assert not page.get_by_text("Stopped").count()


def test_two_browsers_at_once(browser: sync_api.Browser, slow: str) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for number, page in enumerate(pages):
        visit(page, slow)
        say(page, f"I am worker number {number}")
    for number, page in enumerate(pages):
        answered(page)
        assert page.get_by_test_id("stChatMessage").get_by_text(f"worker number {number}").count()
        assert not page.get_by_test_id("stChatMessage").get_by_text(f"worker number {1 - number}").count()
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser: sync_api.Browser, quick: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True)
    page = context.new_page()
    visit(page, quick)
    page.get_by_role("button", name="Food delivery, Atlanta").click()
    answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = page.evaluate(
        "[...document.querySelectorAll('canvas, [data-testid=stChatMessage] p')].filter(e => e.getBoundingClientRect().right > 391).length"
    )
    assert wide == 0
    context.close()


def test_the_keyboard_alone_is_enough(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.matches('button') && document.activeElement.innerText.includes('Home care')"
        ):
            break
    page.keyboard.press("Enter")
    answered(page)


def test_markup_does_nothing(page: sync_api.Page, quick: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    visit(page, quick)
    say(page, samples.HOSTILE)
    answered(page)
    assert not [url for url in asked if "evil.example" in url]
    assert page.get_by_test_id("stChatMessage").get_by_text("<script>alert(1)</script>").first.is_visible()
    assert not page.locator("a[href^='javascript']").count()


def test_every_figure_opens_and_closes(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    say(page, "I drive in Phoenix")
    answered(page)
    unfolded(page, "What your hour really brings")
    page.get_by_role("link", name="$7.44 an hour").first.click()
    card = page.get_by_role("dialog", name="Where this figure comes from")
    card.get_by_text("net ÷ hours").wait_for()
    card.get_by_role("button", name="What is left in a week: $335 a week").click()
    card.get_by_text("gross − costs − tax").wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert "#" not in page.evaluate("location.href")
    unfolded(page, "Sources")
    page.get_by_text("IRS standard mileage rates, 2025").last.wait_for()


def test_the_figures_of_a_chart_open_by_keyboard(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    say(page, "I drive in Phoenix")
    answered(page)
    page.get_by_role("link", name="Typical pay").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Where this figure comes from")
    card.get_by_text("BLS OEWS").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText") == "Typical pay"


def test_an_answer_is_exported(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    say(page, "I drive in Phoenix")
    answered(page)
    unfolded(page, "Keep this answer")
    for label, begins in (
        ("PDF", b"%PDF"),
        ("Markdown", b"# What"),
        ("Plan as calendar", b"BEGIN:VCALENDAR"),
        ("This answer as JSON", b"{"),
    ):
        if begins == b"{":
            page.get_by_role("button", name="For developers").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        assert Path(download.value.path()).read_bytes().startswith(begins)
        assert download.value.suggested_filename.startswith("gigpath-bookkeeping")


def test_a_slider_keeps_its_place_and_the_keyboard(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    say(page, "I drive in Phoenix")
    answered(page)
    page.get_by_text("What if …").first.click()
    for told in ("800 → 790", "800 → 780"):
        page.get_by_role("slider", name="Miles a week").focus()
        page.keyboard.press("ArrowLeft")
        page.get_by_text(told).first.wait_for()
        answered(page)
        page.wait_for_function("document.activeElement.ariaLabel === 'Miles a week'")
    assert page.get_by_text("What changed").count() == 1
    assert page.get_by_role("slider", name="Miles a week").is_visible()


def test_a_file_is_dropped_into_the_chat(page: sync_api.Page, quick: str) -> None:
    visit(page, quick)
    rows = "".join(f"2026-{1 + n % 12:02d}-{1 + n % 28:02d},$100.50\n" for n in range(100_000))
    drop = page.get_by_test_id("stChatInput").locator("input[type=file]")
    drop.set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04 zip"})
    page.get_by_test_id("stChatInputSubmitButton").click()
    page.get_by_test_id("stAlert").get_by_text("zip archive").first.wait_for()
    drop.set_input_files({"name": "trips.csv", "mimeType": "text/csv", "buffer": f"Date,Earnings\n{rows}".encode()})
    page.get_by_test_id("stChatInputTextArea").fill("I drive")
    page.get_by_test_id("stChatInputSubmitButton").click()
    answered(page)
    page.get_by_text("What I read in trips.csv").click()
    page.get_by_text("100,000 rows").wait_for()


def test_a_hanging_model_keeps_no_fact_from_the_page(page: sync_api.Page, tmp_path: Path) -> None:
    server, url = serve(tmp_path, 0, HANGS="1")
    try:
        visit(page, url)
        say(page, "I drive in Phoenix")
        page.get_by_text("The facts are all here").wait_for(timeout=3000)
        for part in ("Go for: Bookkeepers", "Next step", "Where you could earn more", "The way there"):
            assert page.get_by_text(part).first.is_visible(), part
        page.get_by_role("button", name="Show me the facts now").click()
        answered(page)
        assert not page.get_by_role("button", name="Stop").count()
    finally:
        server.terminate()


def test_a_phone_shows_the_answer_first_and_each_later_one_where_it_begins(
    browser: sync_api.Browser, quick: str
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, quick)
    for number in range(5):
        say(page, f"I drive in Phoenix, {number}")
        page.get_by_test_id("stChatMessage").filter(has_text=f"I drive in Phoenix, {number}").wait_for()
        answered(page)
        page.wait_for_timeout(1500)  # the page has run to its end, and been brought back
        tops = page.evaluate(
            "[...document.querySelectorAll('[data-testid=stChatMessage]')].map(e => e.getBoundingClientRect().top)"
        )
        assert 0 <= tops[-2] < 120, f"answer {number} begins at {tops[-2]}"
    for seen in ("Go for: Bookkeepers", "Your hour now", "More a week", "Next step"):
        box = page.get_by_test_id("stChatMessage").last.get_by_text(seen).first.bounding_box()
        assert box["y"] + box["height"] < 720, f"{seen} ends at {box['y'] + box['height']}"
    height = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stChatMessage]')].slice(-2).reduce((sum, e) => sum + e.offsetHeight, 0)"
    )
    assert height < 2.5 * 844
    assert page.locator("#gigpath-told").inner_text().startswith("Go for: Bookkeepers.")
    assert not errors
    page.context.close()
