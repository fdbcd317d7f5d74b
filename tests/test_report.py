"""What is told of a set of runs: the summary, the HTML file and the Streamlit page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_sets import CASES, DRIVER, Parrot, played
from streamlit.testing.v1 import AppTest

from evals.cases import Case
from evals.report import Summary, charts, html, summarise
from evals.report.charts import bins
from evals.report.page import linked, marked
from evals.report.shape import Spread
from evals.report.trend import KEPT, Point, kept
from evals.report.words import difference, figure
from evals.results import RunSet, home
from evals.traced import find_run, record_of
from runtime.errors import NotFound
from runtime.records import Records
from runtime.settings import settings
from ui.backstage.inspected import inspect
from ui.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGE = str(ROOT / "ui" / "pages" / "evaluations.py")
NASTY = "<script>alert(1)</script>"


@pytest.fixture
async def facts(at_home: None) -> RunSet:
    return await played(home() / "facts", started="2026-11-20T10:00:00+00:00", finished="2026-11-20T10:01:00+00:00")


@pytest.fixture
async def parrot(facts: RunSet) -> RunSet:
    return await played(home() / "parrot", model=Parrot(), started="2026-11-21T10:00:00+00:00")


@pytest.fixture(autouse=True)
def clean(at_home: None) -> None:
    import shutil

    shutil.rmtree(home(), ignore_errors=True)


class Page(HTMLParser):
    """What a browser would be asked to load or run, what is left open, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[tuple[str, str]] = []
        self.tags, self.open, self.links, self.words = set[str](), list[str](), list[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br", "img", "input", "hr", "link"):
            self.open.append(tag)
        for name, value in attrs:
            if (
                name in ("src", "srcset", "poster", "data", "action")
                or (tag == "link" and name == "href")
                or name.startswith("on")
            ):
                self.loads.append((tag, value or ""))
            if tag == "a" and name == "href":
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "title"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# ---- the summary ----------------------------------------------------------------------------------------------


def test_the_opening_says_what_was_run_with_what_and_what_came_out(facts: RunSet) -> None:
    """Four profiles with 6 + 4 + 1 + 1 expectations; the courier's accepted family does not exist."""
    ran, came, verdict = summarise(facts).opening
    assert ran.startswith(
        "On 20 November 2026 4 test profiles went through the whole of Gigpath in 4 runs, without a language model"
    )
    assert (
        "Every run came to an end. Of 12 expectations worked out by hand 11 held; 3 of 4 runs met all of theirs."
        in came
    )
    assert re.search(r"\d+ numbers and links were shown, each the value of a fact", came)
    assert verdict == "No gate is broken."


def test_worst_first_with_what_was_expected_and_said(facts: RunSet) -> None:
    s = summarise(facts)
    assert [one.told.case for one in s.worst] == ["tampa-courier"]
    (missed,) = s.worst[0].missed
    assert missed.field == "families"
    assert missed.expected == "the pick is one of others (99-9…)"
    assert re.search(r"\(\d\d-\d{4}\)", missed.said)


def test_a_broken_gate_is_told_and_its_run_is_the_worst(facts: RunSet, tmp_path: Path) -> None:
    bad = RunSet(tmp_path / "bad")
    bad.begin(facts.manifest)
    for result in facts:
        if result.case == "phoenix-driver" and result.advice:
            said = result.advice.narrative[2]
            result.advice.narrative[2] = said.model_copy(update={"text": said.text + " You could make $77.70 an hour."})
        bad.add(result)
    s = summarise(bad)
    assert {gate.metric for gate in s.broken} == {"groundedness.unsupported"}
    assert s.opening[-1] == "1 gate is broken: groundedness.unsupported."
    assert "without a fact behind" in s.opening[1]
    assert s.worst[0].told.case == "phoenix-driver"
    assert s.worst[0].broken == ["groundedness.unsupported"]
    page = Page(html(s))
    assert "Broken gates" in page.text
    assert "every number and link shown is the value of a fact" in page.text


def test_the_guard_s_work_is_counted_by_rule(parrot: RunSet) -> None:
    s = summarise(parrot)
    events = [event for result in parrot for event in result.events if event["type"] == "guard"]
    assert s.judged == len(events)
    assert sum(rule.count for rule in s.rules) == sum(not event["ok"] for event in events) > 0
    assert any("It pays $99 an hour." in sentence for rule in s.rules for sentence, _ in rule.examples)


def test_spreads_are_the_runs_own_figures(facts: RunSet) -> None:
    by = {spread.name: spread.values for spread in summarise(facts).spreads}
    assert by["Net hour"][0] == 6.53
    assert len(by["Net hour"]) == len(by["Fit"]) == 3  # the one without words has neither
    assert len(by["Time"]) == 4


def test_a_trend_ends_in_the_set_itself(facts: RunSet, parrot: RunSet) -> None:
    later, first = summarise(parrot, history=[facts, parrot]), summarise(facts, history=[facts, parrot])
    assert [point.name for point in later.sets] == ["facts", "parrot"]
    assert [point.name for point in first.sets] == ["facts"]
    for one in later.measured:
        assert one.trend[-1].value == one.value


def test_a_kept_scorecard_is_measured_anew_when_results_change(facts: RunSet) -> None:
    before = kept(facts)
    assert (facts.folder / KEPT).exists()
    assert kept(facts).model_dump() == before.model_dump()
    facts.add(next(iter(facts)).model_copy(update={"repeat": 1, "outcome": "failed", "advice": None}))
    assert len(kept(facts).rows) == len(before.rows) + 1
    (facts.folder / KEPT).write_text("no json")
    assert len(kept(facts).rows) == len(before.rows) + 1


# ---- the file -------------------------------------------------------------------------------------------------


def whole(s: Summary) -> tuple[str, Page]:
    text = html(s)
    return text, Page(text)


def test_the_file_stands_alone(facts: RunSet, parrot: RunSet) -> None:
    text, page = whole(summarise(parrot, facts, [facts, parrot]))
    assert page.open == []
    assert page.loads == []
    assert not page.tags & {"script", "iframe", "object", "embed", "link", "img", "form"}
    assert "@import" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text
    assert all(link.startswith(("http://", "https://", "#")) for link in page.links)


def test_every_anchor_has_its_part(facts: RunSet, parrot: RunSet) -> None:
    for s in (summarise(facts), summarise(parrot, facts, [facts, parrot])):
        text, page = whole(s)
        for link in page.links:
            if link.startswith("#"):
                assert f'id="{link[1:]}"' in text


def test_people_s_words_are_shown_as_typed_and_do_nothing(facts: RunSet) -> None:
    text, page = whole(summarise(facts))
    assert NASTY in CASES[1].text
    assert NASTY not in text
    assert NASTY in page.text
    assert "script" not in page.tags


def test_a_reader_finds_what_was_asked_expected_said_and_the_way_into_the_trace(facts: RunSet) -> None:
    text, page = whole(summarise(facts))
    run = next(result for result in facts if result.case == "tampa-courier")
    assert "gigpath eval trace facts tampa-courier" in page.text
    assert f"http://localhost:8501/evaluations?set=facts&run={run.run_id}" in page.links
    assert DRIVER in page.text
    assert "So your work really brings you $6.53 an hour" in page.text
    for words in ("Test profile", "Guard", "Gate", "Net hour", "SOC code"):
        assert words in page.text
    for svg in re.findall(r"<svg.*?</svg>", text, re.S):
        ElementTree.fromstring(svg)


def test_two_sets_side_by_side_with_what_differs_marked(facts: RunSet, parrot: RunSet) -> None:
    s = summarise(parrot, facts)
    assert s.comparison
    assert s.transcripts
    assert all(side.other for side in s.transcripts)
    _, page = whole(s)
    assert "Beside facts" in page.text
    assert "They differ" in page.text or "The two differ in mode, model" in page.text
    assert "speech.kept" in page.text


@given(st.text(max_size=80), st.text(max_size=80))
def test_marking_loses_no_word(left: str, right: str) -> None:
    from markupsafe import Markup

    for shown, text in zip(marked(left, right), (left, right), strict=True):
        if "](" not in text:
            assert Markup(re.sub(r"</?mark>", "", shown)).unescape().split() == text.split()


@given(st.text())
def test_links_are_of_the_web_alone(text: str) -> None:
    assert "<" not in re.sub(r'<a href="https?://[^"<>\s]+" rel="noreferrer">[^<]*</a>', "", linked(text))


def test_a_link_that_would_run_something_is_text() -> None:
    assert "<a" not in linked("[here](javascript:alert(1))")
    assert (
        linked("[O*NET](https://www.onetonline.org/x)")
        == '<a href="https://www.onetonline.org/x" rel="noreferrer">O*NET</a>'
    )
    assert '"onclick' not in linked('[a](https://x.y/"onclick="alert)')


@pytest.mark.browser
@pytest.mark.enable_socket
async def test_a_browser_asks_for_nothing_and_nothing_is_cut_off(facts: RunSet, parrot: RunSet, tmp_path: Path) -> None:
    from playwright.async_api import async_playwright

    file = tmp_path / "report.html"
    file.write_text(html(summarise(parrot, facts, [facts, parrot])), encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
            view = await browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            shown, asked, said = await view.new_page(), list[str](), list[str]()
            shown.on("request", lambda request, asked=asked: asked.append(request.url))
            shown.on("console", lambda message, said=said: said.append(message.text))
            await shown.goto(file.as_uri())
            assert await shown.evaluate("document.documentElement.scrollWidth") <= width
            assert asked == [file.as_uri()]
            assert said == []
        await browser.close()


# ---- charts and figures ---------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e4, 1e4, allow_nan=False, width=32), min_size=1, max_size=200))
def test_every_value_is_in_one_bin(values: list[float]) -> None:
    parts = bins(values)
    assert sum(count for _, _, count in parts) == len(values)
    assert all(a[1] == b[0] for a, b in pairwise(parts))
    slack = 1e-6 * max(1, *map(abs, values))
    assert parts[0][0] - slack <= min(values)
    assert max(values) <= parts[-1][1] + slack


def test_bins_by_hand() -> None:
    assert bins([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5) == [(0, 2, 2), (2, 4, 2), (4, 6, 2), (6, 8, 2), (8, 10, 3)]
    assert bins([3, 3]) == [(3, 3, 2)]


def test_a_chart_of_one_value_and_of_gaps_can_be_drawn() -> None:
    ElementTree.fromstring(charts.histogram(Spread(name="Fit", unit="share", meaning="", values=[0.5])))
    points = [
        Point(name='a"<b', started="", value=1),
        Point(name="b", started="", value=None),
        Point(name="c", started="", value=2),
    ]
    drawn = ElementTree.fromstring(charts.line(points, "s"))
    assert len([part for part in drawn.iter() if part.tag == "circle"]) == 2
    assert charts.line([Point(name="a", started="", value=None)], "s") == ""


def test_figures_by_hand() -> None:
    assert figure(0.8295, "share") == "83.0 %"
    assert figure(-5, "USD/hour") == "-$5.00"
    assert figure(0.2528, "s") == "0.253 s"
    assert figure(16.447, "claims") == "16.4 claims"
    assert figure(None, "share") == "–"
    assert difference(-0.027, "share") == "-2.7"
    assert difference(0.5, "USD/hour") == "+0.500"


# ---- the commands ---------------------------------------------------------------------------------------------


def test_the_command_writes_the_file(facts: RunSet, parrot: RunSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    file = tmp_path / "new" / "report.html"
    assert main(["eval", "report", "parrot", "--against", "facts", "--out", str(file), "--no-open"]) == 0
    assert capsys.readouterr().out.strip() == str(file)
    assert "Beside facts" in Page(file.read_text()).text
    assert main(["eval", "report", "facts"]) == 0
    assert (facts.folder / "report.html").exists()
    assert main(["eval", "report", "nothing"]) != 0
    assert "There is no set of runs 'nothing'" in capsys.readouterr().err


def test_a_run_of_an_evaluation_can_be_taken_apart(facts: RunSet, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "trace", "facts", "phoenix-driver"]) == 0
    shown = capsys.readouterr().out
    assert "Career decider" in shown
    assert "Bookkeeping" in shown
    assert main(["eval", "trace", "facts", "phoenix-driver", "--node", "income_analyst"]) == 0
    assert "$6.53" in capsys.readouterr().out
    assert main(["eval", "trace", "facts", "nobody"]) != 0
    assert "has no run 'nobody'" in capsys.readouterr().err


def test_kept_among_the_traces_it_is_whole(facts: RunSet, capsys: pytest.CaptureFixture[str]) -> None:
    run = next(result for result in facts if result.case == "phoenix-driver")
    assert main(["eval", "trace", "facts", run.run_id, "--keep"]) == 0
    record = Records(settings().database).get(run.run_id)
    assert record.advice == (run.advice.model_dump(mode="json") if run.advice else None)
    assert record.request["text"] == DRIVER
    taken = inspect(record)
    assert {node.state for node in taken.nodes.values()} <= {"done", "not needed"}
    assert main(["trace", run.run_id]) == 0


def test_a_run_is_found_by_profile_variant_and_repeat(facts: RunSet) -> None:
    first = next(iter(facts))
    facts.add(first.model_copy(update={"variant": 1, "run_id": "other"}))
    assert find_run(facts, "phoenix-driver")[1].run_id == first.run_id
    assert find_run(facts, "phoenix-driver/1")[1].run_id == "other"
    assert find_run(facts, "other")[1].variant == 1
    for wrong in ("phoenix-driver/2", "phoenix-driver/x", ""):
        with pytest.raises(NotFound):
            find_run(facts, wrong)


def test_a_failed_run_is_a_record_too(facts: RunSet) -> None:
    case = Case(id="broken", gig="x", text="I broke")
    last = {"type": "run_failed", "at": 0.1, "agent": "", "message": "The tables are gone.", "mend": "", "exit_code": 1}
    result = next(iter(facts)).model_copy(
        update={
            "case": "broken",
            "advice": None,
            "outcome": "failed",
            "events": [last],
            "error": "The tables are gone.",
        }
    )
    record = record_of(facts.manifest, case, result)
    assert record.outcome == "failed"
    assert record.advice is None
    inspect(record)


# ---- the page -------------------------------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser on this machine."""
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", property(lambda _: None))


def page(**query: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.query_params.update(query)
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    parts = (app.title, app.header, app.markdown, app.caption, app.success, app.error, app.info)
    return re.sub(r"\\(.)", r"\1", " ".join(str(element.value) for part in parts for element in part))


@pytest.mark.usefixtures("here")
def test_the_page_lists_the_sets(facts: RunSet, parrot: RunSet) -> None:
    app = page()
    assert list(app.dataframe[0].value["name"]) == ["parrot", "facts"]
    assert list(app.dataframe[0].value["runs"]) == [4, 4]


@pytest.mark.usefixtures("here")
def test_an_empty_page_says_how_to_begin() -> None:
    assert "gigpath eval run profiles" in words(page())


@pytest.mark.usefixtures("here")
def test_the_page_tells_a_set_whole(facts: RunSet) -> None:
    app = page(set="facts")
    shown = words(app)
    assert "On 20 November 2026 4 test profiles went through" in shown
    assert "No gate is broken." in shown
    assert [header.value for header in app.header] == [
        "Scorecard", "Trend", "Distributions", "Worst runs", "What the guard kept back", "A model's opinion", "Transcripts",
        "What it was run with", "Words",
    ]  # fmt: skip
    s = summarise(facts)
    tables = [frame.value for frame in app.dataframe]
    for group, rows in s.groups.items():
        assert any(list(table.get("value", [])) == [figure(m.value, m.unit) for m in rows] for table in tables), group


@pytest.mark.usefixtures("here")
def test_the_page_compares_two(facts: RunSet, parrot: RunSet) -> None:
    app = page(set="parrot", **{"with": "facts"})
    assert app.header[0].value == "Beside the other set"
    assert "did something else" in words(app)


@pytest.mark.usefixtures("here")
def test_the_page_shows_a_run_and_takes_it_apart(facts: RunSet) -> None:
    app = page(set="facts", run="tampa-courier")
    assert "<script>" in words(app)
    assert not any("<script>" in str(element.value) for element in app.markdown)  # only as escaped text
    app.button[1].click().run()
    assert not app.exception
    run = next(result for result in facts if result.case == "tampa-courier")
    assert Records(settings().database).get(run.run_id).outcome == "finished"


@pytest.mark.usefixtures("here")
def test_the_page_names_what_is_not_there(facts: RunSet) -> None:
    assert "There is no set of runs 'other'" in words(page(set="other"))
    assert "has no run 'x'" in words(page(set="facts", run="x"))


def test_the_page_is_for_this_machine_alone(facts: RunSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", property(lambda _: "203.0.113.9"))
    app = page(set="facts")
    assert "to no other" in words(app)
    assert not app.dataframe
