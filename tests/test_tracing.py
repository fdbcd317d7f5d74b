"""Traces: spans of a real run, what is masked, what a killed process leaves behind, what it all costs."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from clock import SLACK
from hypothesis import given
from hypothesis import strategies as st
from modelserver import Scripted

from runtime.errors import FactsError
from runtime.events import EVENT, FactsFound, QuestionsAsked, RunFinished
from runtime.logs import LOG, Lines, Words
from runtime.records import Records
from runtime.settings import settings
from runtime.tracing import SpanStore, mask, spans_of, traces_path
from runtime.tracing.masks import luhn
from tools.toolbox import Toolbox
from ui.backstage.inspected import inspect
from ui.cli import main
from ui.service import Service
from ui.view import count

ROOT = Path(__file__).resolve().parent.parent
DRIVER = "I drive for Uber in Phoenix, 40 hours a week for $900, 500 miles; I know Excel. I want $25 an hour."
SECRETS = {
    "[email]": "jo.diaz+gigs@example.co.uk", "[phone]": "(602) 555-0143", "[address]": "1420 W Van Buren St, Apt 4",
    "[ssn]": "219-09-9999", "[card]": "4111 1111 1111 1111",
}  # fmt: skip


@pytest.fixture
async def service(at_home: None, tmp_path: Path):
    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db"), "trace": "full"})
    async with Service.open(config) as opened:
        yield opened


def _bytes(folder: Path) -> bytes:
    """All that the local store has on disk."""
    return b"".join(path.read_bytes() for path in folder.glob("gigpath.traces.db*"))


async def traced(service: Service, **given: object):
    """The spans of one run as they stand in the local store, by name, and the run's events."""
    events = [event async for event in service.advise(**given)]
    service.traces.flush()
    return service.traces.store.read(events[0].run_id), events


async def test_a_run_is_spans_under_the_right_parents(service: Service) -> None:
    spans, events = await traced(service, text=DRIVER)
    by_id = {span.span_id: span for span in spans}
    agents = {span.name: span for span in spans if span.kind == "AGENT"}
    (root,) = [span for span in spans if not span.parent_id]
    assert (root.name, root.kind, root.attributes["gigpath.outcome"]) == ("run", "CHAIN", "finished")
    assert root.attributes["input.value"] == DRIVER
    assert set(agents) == {
        "intake", "market_researcher", "skill_mapper", "income_analyst", "career_decider", "upskilling_coach",
    }  # fmt: skip
    node = "graph.node.parent_id"
    assert {agent.parent_id for agent in agents.values()} == {root.span_id}
    assert agents["skill_mapper"].attributes[node] == agents["income_analyst"].attributes[node] == "market_researcher"
    assert agents["career_decider"].attributes[node] in ("skill_mapper", "income_analyst")
    assert node not in agents["intake"].attributes
    assert {by_id[s.parent_id].name for s in spans if s.name == "wages"} == {"income_analyst"}
    assert {by_id[s.parent_id].name for s in spans if s.kind == "RETRIEVER"} == {"market_search"}
    assert all(span.attributes["session.id"] == events[0].thread for span in spans)
    assert all(span.end is not None and span.start <= span.end for span in spans)
    for span in spans:
        if span.parent_id and span.kind != "AGENT":
            above = by_id[span.parent_id]
            assert above.start - 1e-4 <= span.start, span.name
            assert span.end <= above.end + 1e-4, span.name


async def test_retrieval_and_facts_are_in_the_spans(service: Service) -> None:
    spans, events = await traced(service, text=DRIVER)
    first = next(span for span in spans if span.kind == "RETRIEVER").attributes
    passages = next(e.advice for e in events if isinstance(e, RunFinished))["market"]["passages"]
    assert first["retrieval.documents.0.document.id"] == passages[0]["id"]
    assert first["retrieval.documents.0.document.score"] == passages[0]["score"]
    assert first["retrieval.documents.0.document.content"] == passages[0]["text"]
    assert first["input.value"] == "better paid work near Taxi Drivers" or first["input.value"].startswith(
        "better paid"
    )
    found = {e.agent: e.facts for e in events if isinstance(e, FactsFound)}
    income = next(s for s in spans if s.name == "income_analyst").attributes
    assert len(income["gigpath.facts"]) == len(found["income_analyst"])
    assert any(line.startswith("you.net_hour = ") for line in income["gigpath.facts"])


async def test_a_model_call_and_the_guard_are_in_the_spans(service: Service) -> None:
    service.model = Scripted(["You now earn $99 an hour. "] * 40)
    spans, _ = await traced(service, text=DRIVER)
    call = next(span for span in spans if span.kind == "LLM" and span.attributes["gigpath.prompt_hash"])
    sent = [[message.model_dump() for message in messages] for messages, _ in service.model.asked]
    told = ("llm.input_messages.0.message.role", "llm.input_messages.0.message.content")
    assert tuple(call.attributes[key] for key in told) in {(first["role"], first["content"]) for first, *_ in sent}
    assert call.attributes["llm.output_messages.0.message.content"] == "You now earn $99 an hour. "
    assert call.attributes["llm.token_count.total"] >= 0
    refused = next(span for span in spans if span.kind == "GUARDRAIL")
    assert refused.attributes["gigpath.guard.ok"] is False
    assert refused.attributes["input.value"] == "You now earn $99 an hour."
    assert refused.attributes["gigpath.guard.why"]
    assert any(name == "fallback" for span in spans for _, name, _ in span.events)


async def test_a_cached_agent_says_so(service: Service) -> None:
    _, events = await traced(service, text=DRIVER)
    spans, _ = await traced(service, text="I have $200 for a course.", thread=events[0].thread)
    kept = [span.name for span in spans if span.attributes.get("gigpath.cached")]
    assert kept
    assert all(any(name == "cache_hit" for _, name, _ in span.events) for span in spans if span.name in kept)


async def test_questions_are_an_interrupt(service: Service) -> None:
    spans, events = await traced(service, text="I drive for Uber", ask=True)
    assert isinstance(events[-1], QuestionsAsked)
    (asking,) = [span for span in spans if span.name == "interrupt"]
    assert asking.attributes["gigpath.questions"] == [question["field"] for question in events[-1].questions]
    assert next(s for s in spans if s.name == "run").attributes["gigpath.outcome"] == "waiting"


async def test_the_call_that_broke_is_in_the_trace(service: Service) -> None:
    def broken(*_: object, **__: object) -> None:
        raise FactsError("The table wages is cut off.", "Restore it.")

    service.context = replace(service.context, tools=Toolbox(wages=broken))
    spans, events = await traced(service, text=DRIVER)
    assert (events[-1].type, events[-1].agent) == ("run_failed", "income_analyst")
    by_id = {span.span_id: span for span in spans}
    (call,) = [span for span in spans if span.name == "wages"]
    assert (call.error, by_id[call.parent_id].name) == ("The table wages is cut off. Restore it.", "income_analyst")
    wrong = {span.name for span in spans if span.error}
    assert wrong == {"run", "income_analyst", "wages"}
    run = inspect(service.records.get(events[0].run_id))
    assert run.nodes["income_analyst"].state == "failed"
    assert run.nodes["career_decider"].state == "not reached"
    assert run.failure == "The table wages is cut off. Restore it."


async def test_facts_level_holds_no_words_of_the_worker_or_the_model(at_home: None, tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db"), "trace": "facts"})
    async with Service.open(config) as service:
        service.model = Scripted(["Zebras are striped. "] * 40)
        spans, _ = await traced(service, text=DRIVER + " Rosebud.")
    written = json.dumps([span.attributes for span in spans])
    assert "Rosebud" not in written
    assert "Zebras" not in written
    assert "you.net_hour = " in written


async def test_off_writes_nothing(at_home: None, tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db"), "trace": "off"})
    async with Service.open(config) as service:
        events = [event async for event in service.advise(text=DRIVER)]
    assert not any(event.type == "tools_called" for event in events)
    assert not traces_path(config).exists()


async def test_planted_secrets_never_reach_the_store(service: Service, tmp_path: Path) -> None:
    planted = [*SECRETS.values(), "hf_abcdefgh12345678", "Bearer abcdefghijklmnopqrstuvwxyz"]
    spans, events = await traced(service, text=DRIVER + " I am at " + ", ".join(planted))
    service.traces.close()
    written = _bytes(tmp_path)
    for secret in planted:
        assert secret.encode() not in written, secret
    asked = next(s for s in spans if s.name == "run").attributes["input.value"]
    assert all(name in asked for name in SECRETS)
    await service.forget(events[0].thread)
    assert not service.traces.store.read(events[0].run_id)


async def test_spans_of_the_record_are_those_in_the_store(service: Service) -> None:
    spans, events = await traced(service, text=DRIVER)
    record = service.records.get(events[0].run_id)
    again = spans_of(record.run_id, record.thread, [EVENT.validate_python(e) for e in record.events], "full", DRIVER)
    assert {(s.span_id, s.parent_id, s.name) for s in again} == {(s.span_id, s.parent_id, s.name) for s in spans}


@pytest.mark.parametrize(("name", "secret"), SECRETS.items())
def test_masks(name: str, secret: str) -> None:
    assert mask(f"reach me: {secret}.") == f"reach me: {name}."


@pytest.mark.parametrize(
    "text",
    [
        DRIVER, "43-3031.00", "wage.43-3031.0038060.p50 = 23.41 USD/hour", "2.A.1.a", "run 3f9a1c22b6d0", "1234 5678 9012 3456",
        "$1,234.50 a week, 2024-05-13, 0.1234567890123", "I did 3 jobs a day, drive 40 hours, way too much",
        "the number of people employed: 1620540, growing 4.2 percent", "in 2026 120 people drove a court case",
        "I work 20 hours a week in Columbus, Ohio, on 5 apps, and drive 500 miles",
    ],
)  # fmt: skip
def test_figures_are_not_masked(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call 602-555-0143 or +1 602.555.0143", "call [phone] or [phone]"),
        ("6025550143", "[phone]"),
        ("5500000000000004 and 5500-0000-0000-0005", "[card] and 5500-0000-0000-0005"),
        ("I live at 77 massachusetts ave, unit 3b now", "I live at [address] now"),
        ("P.O. Box 1234", "[address]"),
        ("219 09 9999", "[ssn]"),
        ('{"Authorization": "Basic cHVibGljOnNlY3JldA=="}', '{"***}'),
        ("postgresql://me:hunter2@db/x", "postgresql://***@db/x"),
    ],
)
def test_masks_in_other_shapes(text: str, shown: str) -> None:
    assert mask(text) == shown


@given(st.integers(10**12, 10**18).map(str))
def test_a_card_is_masked_exactly_when_its_check_digit_holds(digits: str) -> None:
    assert (mask(digits) == "[card]") == luhn(digits)


_FIGURES = st.lists(st.sampled_from(["40", "900", "3 5", "219-09-9999", "1", "2024-05-13"]), max_size=2).map(" ".join)


@given(st.integers(10**14, 10**15 - 1), _FIGURES, _FIGURES, st.sampled_from([" ", "-"]))
def test_a_card_among_other_figures_is_masked(number: int, before: str, after: str, between: str) -> None:
    digits = next(f"{number}{last}" for last in range(10) if luhn(f"{number}{last}"))
    card = between.join(digits[i : i + 4] for i in range(0, 16, 4))
    shown = mask(f"{before} {card} {after}".strip())
    assert card not in shown
    assert "[card]" in shown
    assert digits[8:12] + between + digits[12:] not in shown


@given(st.text(" -0123456789.$", max_size=60) | st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a-", "7 ", "12 34-", "1", "a@a", "1 a a a a ", "1 St", "(602)", "http://a:a"]
)
def test_masking_takes_no_longer_for_being_led_astray(unit: str) -> None:
    began = time.process_time()
    mask(unit * (60_000 // len(unit)) + "@1")  # as long as the chat lets anybody write
    assert time.process_time() - began < 3 * SLACK


def test_old_spans_and_too_many_are_deleted(tmp_path: Path) -> None:
    store = SpanStore(tmp_path / "traces.db", days=2, megabytes=0.5)
    day = 86400 * 10**9

    def row(n: int, at: int) -> tuple[object, ...]:
        return (f"{n:016x}", "", "t", f"run{n}", "th", "x", "CHAIN", at, at, "", json.dumps("y" * 1000), "[]")

    store.write([row(n, (10 + n % 2 * 5) * day) for n in range(100)])  # half of day 10, half of day 15
    assert store.prune(now=15 * 86400.0) == 50
    store.write([row(1000 + n, 16 * day + n) for n in range(2000)])
    store.prune(now=16 * 86400.0)
    assert sum(path.stat().st_size for path in tmp_path.glob("traces.db*")) < 800_000
    assert not store.read("run1")
    assert store.read("run2999")


_VICTIM = """
import sys, time
from datetime import datetime, UTC
from runtime.events import *
from runtime.settings import Settings
from runtime.tracing import Traces
traces = Traces(Settings(database_url=sys.argv[1]))
line = traces.line("cafe", "thread", datetime.now(UTC))
began = time.perf_counter()
def tell(event):
    event.at -= began
    line.hear(event)
tell(RunStarted(run_id="cafe", thread="thread", mode="evidence-only"))
for n in range(10_000):
    tell(AgentStarted(agent=f"a{n}"))
    tell(AgentFinished(agent=f"a{n}", seconds=0.0, result={}))
    print(n, time.perf_counter(), flush=True)
    time.sleep(0.01)
"""


def test_a_killed_process_loses_at_most_the_last_second(tmp_path: Path) -> None:
    database = tmp_path / "gigpath.db"
    process = subprocess.Popen([sys.executable, "-c", _VICTIM, str(database)], stdout=subprocess.PIPE, text=True)
    said: list[tuple[int, float]] = []
    for line in process.stdout or ():
        number, at = line.split()
        said.append((int(number), float(at)))
        if said[-1][1] - said[0][1] > 2.5:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    store = SpanStore(tmp_path / "gigpath.traces.db")
    with sqlite3.connect(store.path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = {span.name for span in store.read("cafe") if span.end is not None}
    due = {f"a{number}" for number, at in said if at < said[-1][1] - 1}
    assert due
    assert due <= names
    (root,) = [span for span in store.read("cafe") if not span.parent_id]
    assert root.end is None  # it never ended, and says so


# ---- on the terminal --------------------------------------------------------------------------------------------


def on_terminal(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert main(list(args)) == 0
    return capsys.readouterr().out


@pytest.fixture
async def ran(service: Service, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two real runs, the second with a model that is refused; the id of the first."""
    monkeypatch.setenv("GIGPATH_DATABASE_URL", service.config.database)
    settings.cache_clear()
    _, events = await traced(service, text=DRIVER)
    service.model = Scripted(["You now earn $99 an hour. "] * 40)
    await traced(service, text="I clean houses in Atlanta, 30 hours a week, $600 a week")
    return str(events[0].run_id)


def test_a_trace_is_a_tree_of_100_columns(ran: str, capsys) -> None:
    words = on_terminal(capsys, "trace", ran)
    assert max(map(len, words.splitlines())) <= 100
    for part in ("Career decider", "wages ×", "chose ", " ms ", "passages, best 0.", "said (facts)"):
        assert part in words
    assert len(words.splitlines()) < 75  # a screen and a half, the plan's steps among them


def test_a_node_shows_what_its_words_stand_on(ran: str, capsys) -> None:
    shown = on_terminal(capsys, "trace", ran, "--node", "career_decider")
    assert max(map(len, shown.splitlines())) <= 100
    assert not [line for line in shown.splitlines() if line != line.rstrip()]
    words = " ".join(shown.split())
    record = json.loads(on_terminal(capsys, "trace", ran, "--json"))
    for part in (
        "the pick",
        "named beside it",
        f"weighed {len(record['advice']['decision']['ranked'])} roles",
        "weights: suits",
        "uplift",
        "from income_analyst: wage.",
        "net week ÷ all hours of you.net_week",
        "BLS",
    ):
        assert part in words
    assert record["advice"]["decision"]["role"]["title"] in words
    words = " ".join(on_terminal(capsys, "trace", "last", "--node", "income_analyst").split())
    for part in ("came in", "[user]", "[answer] You now earn $99 an hour.", "refused You now earn $99", "fell back"):
        assert part in words
    words = " ".join(on_terminal(capsys, "trace", ran, "--node", "market_researcher").split())
    passage = record["advice"]["market"]["passages"][0]
    for part in (
        f"{passage['score']:.2f} {passage['text']}",
        f"left out {count(len(record['advice']['market']['refused']), 'role')}",
    ):
        assert part in words
    assert next(iter(record["advice"]["market"]["refused"].values())) in words
    for number in range(1, 12):
        on_terminal(capsys, "trace", ran, "--node", str(number))
    span = json.loads(on_terminal(capsys, "trace", ran, "--node", "intake", "--json"))
    assert span["attributes"]["graph.node.id"] == "intake"
    assert main(["trace", ran, "--node", "nobody"]) == 2
    assert "market_researcher" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "first", "second"),
    [
        ([], True, True), (["--since", "1h"], True, True), (["--since", "2099-01-01"], False, False),
        (["--fallback"], False, True), (["--model", "SCRIPT"], False, True), (["--text", "atlanta"], False, True),
        (["--outcome", "finished"], True, True), (["--outcome", "failed"], False, False), (["--slower", "1000"], False, False),
        (["--mode", "evidence-only"], True, True), (["--mode", "local"], False, False), (["-n", "1"], False, True),
    ],
)  # fmt: skip
def test_runs_are_filtered(ran: str, capsys, given: list[str], first: bool, second: bool) -> None:
    rows = [json.loads(line) for line in on_terminal(capsys, "runs", "--json", *given).splitlines()]
    assert [row["run_id"] == ran for row in rows] == [False] * second + [True] * first
    assert max(map(len, on_terminal(capsys, "runs", "--words", *given).splitlines())) <= 100


def test_a_time_that_is_none_is_said(ran: str, capsys) -> None:
    assert main(["runs", "--since", "yesterday"]) == 2
    assert "7d" in capsys.readouterr().err


def test_a_killed_run_is_shown_from_the_span_store(ran: str, capsys) -> None:
    records = Records(settings().database)
    whole = records.get(ran)
    records.save(whole.model_copy(update={"events": whole.events[:1], "outcome": "stopped", "advice": None}))
    words = on_terminal(capsys, "trace", ran)
    assert "wages ×" in words
    on_terminal(capsys, "trace", ran, "--node", "income_analyst")


async def test_a_run_that_ended_early_says_how(service: Service) -> None:
    async def ends(**given: object) -> tuple[str, str]:
        _, events = await traced(service, **given)
        record = service.records.get(events[0].run_id)
        return record.outcome, record.answer

    assert await ends(text="I drive for Uber", ask=True) == ("waiting", "asks about money, miles, place")
    stream = service.advise(text=DRIVER)
    first = await anext(stream)
    await stream.aclose()
    record = service.records.get(first.run_id)
    assert (record.outcome, record.answer) == ("stopped", "")


# ---- logs -------------------------------------------------------------------------------------------------------


def written(stream: io.StringIO, formatter: logging.Formatter, level: int = logging.INFO) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    LOG.addHandler(handler)
    LOG.setLevel(level)
    return handler


async def test_logs_are_lines_of_json_with_run_and_thread(service: Service) -> None:
    stream = io.StringIO()
    handler = written(stream, Lines())
    try:
        events = [event async for event in service.advise(text=DRIVER)]
        try:
            raise ValueError(f"no {SECRETS['[email]']}")
        except ValueError:
            LOG.exception("Called %s.", SECRETS["[phone]"], extra={"key": "Bearer abcdefghijklmnopqrstuvwxyz"})
    finally:
        LOG.removeHandler(handler)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["message"] for line in lines] == ["Run started.", "Run finished.", "Called [phone]."]
    assert {(line["run"], line["thread"]) for line in lines} == {(events[0].run_id, events[0].thread)}
    assert lines[1]["seconds"] > 0
    assert "ValueError: no [email]" in lines[2]["traceback"]
    assert "abcdefghijkl" not in stream.getvalue()


def test_logs_at_a_terminal_are_words() -> None:
    stream = io.StringIO()
    handler = written(stream, Words())
    try:
        LOG.warning("Mail %s.", SECRETS["[email]"])
    finally:
        LOG.removeHandler(handler)
    assert stream.getvalue().endswith("warning Mail [email].\n")


def test_a_pipe_gets_json_logs(at_home: None, tmp_path: Path) -> None:
    env = {**os.environ, "GIGPATH_LOG": "info", "GIGPATH_DATABASE_URL": str(tmp_path / "x.db")}
    command = [
        sys.executable,
        "-c",
        "import sys; from ui.cli import main; sys.exit(main())",
        "advise",
        "--text",
        DRIVER,
        "--json",
    ]
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT)
    assert json.loads(done.stdout)["decision"]
    logs = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert [line["message"] for line in logs] == ["Run started.", "Run finished."]
    assert logs[0]["run"] == json.loads(done.stdout)["run_id"]
