"""The trace page, and what can be done from it: forks, replays, a call as curl."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from modelserver import ModelServer, Scripted, chunk, fails, sends
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from evals.bench import texts
from evals.cases import load, write
from runtime.errors import RecordingMiss, UserError
from runtime.events import AgentFinished, AgentStarted, ModelCalled, RunFinished, RunStarted, ToolsCalled
from runtime.llm import Message
from runtime.prices import cost, prices
from runtime.records import Records, RunRecord, dump, now
from runtime.retold import Retold
from runtime.settings import settings
from ui import loop
from ui.backstage.again import as_curl
from ui.backstage.compared import facts, marked, nodes
from ui.backstage.forks import Change, fork, replay, same, upstream
from ui.backstage.inspected import inspect
from ui.backstage.waterfall import bars
from ui.backstage.weighed import weighed
from ui.loop import House
from ui.service import Service

ROOT = Path(__file__).resolve().parent.parent
DRIVER = (
    "I drive for Uber in Phoenix, 40 hours a week for $900, 500 miles; I know Excel and did bookkeeping. I want $25."
)
SAYS = ["You now earn $99 an hour. "] * 80


@pytest.fixture
async def service(at_home: None, tmp_path: Path):
    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db")})
    async with Service.open(config) as opened:
        yield opened


async def asked(service: Service, **given: object) -> RunRecord:
    events = [event async for event in service.advise(**given)]
    return service.records.get(events[0].run_id)


async def test_a_fork_with_nothing_changed_says_the_same(service: Service) -> None:
    record = await asked(service, text=DRIVER)
    for node in ("market_researcher", "skill_mapper", "career_decider", "upskilling_coach"):
        again = service.records.get(await fork(service, record, node))
        assert same(record, again) == []
        assert again.thread.startswith("fork-")
        ran = [e for e in again.events if e["type"] == "agent_finished" and not e["cached"]]
        assert {e["agent"] for e in ran}.isdisjoint(upstream(service.graph, node))
        assert node in {e["agent"] for e in ran}
    assert [row.run_id for row in service.records.list(9, record.thread)] == [record.run_id]


async def test_a_fork_with_edited_state_goes_on_from_there(service: Service) -> None:
    record = await asked(service, text=DRIVER)
    result = inspect(record).nodes["intake"].result
    result["profile"]["constraints"] = ["no driving"]
    again = service.records.get(await fork(service, record, "market_researcher", Change({"intake": result})))
    assert again.advice
    assert record.advice
    left_out = [" ".join(r.advice["market"]["refused"].values()) for r in (record, again)]
    assert ["no driving" in reasons for reasons in left_out] == [False, True]
    assert again.request["fork_of"] == record.run_id
    assert any(path.startswith("market.refused") for path in same(record, again))
    table = {row["node"]: row[""] for row in nodes(inspect(record), inspect(again))}
    assert table["Market researcher"] == "≠"


async def test_a_fork_of_a_fork_goes_back_to_the_words(service: Service) -> None:
    record = await asked(service, text=DRIVER)
    once = service.records.get(await fork(service, record, "career_decider"))
    assert once.asked == f"fork of {record.run_id} at career_decider"
    twice = service.records.get(await fork(service, once, "intake"))
    assert same(record, twice) == []


async def test_a_fork_with_another_prompt_sends_it(service: Service) -> None:
    service.model = Scripted(list(SAYS))
    record = await asked(service, text=DRIVER)
    again = service.records.get(
        await fork(service, record, "income_analyst", Change(prompt="Say it in one word. $draft"))
    )
    sent = [asked.call.messages[0]["content"] for asked in inspect(again).nodes["income_analyst"].asked]
    assert sent[0].startswith("Say it in one word. ")
    with pytest.raises(UserError, match="cannot hold"):
        await fork(service, record, "income_analyst", Change(prompt="$secret"))
    with pytest.raises(UserError, match="HF_TOKEN"):
        await fork(service, record, "income_analyst", Change(llm="hosted"))
    without = service.records.get(await fork(service, record, "income_analyst", Change(llm="none")))
    assert not any(e["type"] == "model_called" for e in without.events if e["agent"] == "income_analyst")


async def test_edited_state_that_is_none_is_said(service: Service) -> None:
    record = await asked(service, text=DRIVER)
    with pytest.raises(UserError, match="MarketBrief"):
        await fork(service, record, "career_decider", Change({"market": {"candidates": "all"}}))


async def test_a_replay_is_the_same_byte_for_byte(service: Service) -> None:
    service.model = Scripted(list(SAYS))
    first = await asked(service, text=DRIVER)
    second = await asked(service, text="And with a budget of $200?", thread=first.thread)
    service.model = None
    for record in (first, second):
        again = service.records.get(await replay(service, record))
        assert same(record, again) == []
        calls = [[e["answer"] for e in r.events if e["type"] == "model_called"] for r in (record, again)]
        assert set(calls[0]) <= set(calls[1])  # what came from the cache is asked for again


@pytest.mark.enable_socket
async def test_a_call_that_broke_off_is_kept_as_far_as_it_came(at_home: None, tmp_path: Path) -> None:
    broken = sends(*(chunk(delta={"content": part}, finish_reason=None) for part in ("It is a ", "start. ", "And th")))
    server = ModelServer([fails(503, retry_after="0"), broken])
    given = {"database_url": str(tmp_path / "gigpath.db"), "llm": "endpoint", "endpoint_url": server.url}
    given |= {"hints": frozenset()}  # only agents that speak
    async with Service.open(settings().model_copy(update=given)) as service:
        record = await asked(service, text=DRIVER)
        calls = [node.asked[0].call for node in inspect(record).nodes.values() if node.asked]
        *sent, unsent = calls  # after three failures the model is left alone
        assert {call.answer for call in sent} == {"It is a start. And th"}
        assert all(call.error and call.seconds > 0 for call in sent)
        assert sorted(call.attempts for call in sent) == [1, 1, 2]
        assert "left alone" in unsent.error
        said = [n["text"] for n in record.advice["narrative"] if n["agent"] == "income_analyst"]
        assert said[0].startswith("You take in $"), "words without a fact do not stand for the plain ones"
        again = service.records.get(await replay(service, record))
        assert same(record, again) == []
        spans = [span for span in inspect(record).spans if span.kind == "LLM"]
        assert max(span.end - span.start for span in spans) > 0
    server.close()


async def test_what_was_never_asked_is_not_answered() -> None:
    call = ModelCalled(agent="a", model="m", messages=[{"role": "user", "content": "one\ntwo"}], answer="yes")
    with pytest.raises(RecordingMiss, match=r"-two\n\+three"):
        await Retold([call], "hosted").complete([Message(role="user", content="one\nthree")])


def test_a_call_as_curl_holds_no_token() -> None:
    config = settings().model_copy(
        update={"hf_token": SecretStr("hf_secretsecret"), "endpoint_key": SecretStr("sesame")}
    )
    call = ModelCalled(
        agent="a", model="m", messages=[{"role": "user", "content": "it's $5"}], answer="", asked={"max_tokens": 140, "temperature": 0.2}
    )  # fmt: skip
    hosted, endpoint = (
        as_curl(call, "hosted", config),
        as_curl(call, "endpoint", config.model_copy(update={"endpoint_url": "http://h:1/v1"})),
    )
    assert "$HF_TOKEN" in hosted
    assert "http://h:1/v1/chat/completions" in endpoint
    assert "secret" not in hosted + endpoint
    assert "sesame" not in hosted + endpoint


def test_a_curl_runs_as_it_stands(tmp_path: Path) -> None:
    call = ModelCalled(
        agent="a",
        model="m",
        messages=[{"role": "user", "content": 'it\'s "$5" `x`\nnow'}],
        answer="",
        asked={"max_tokens": 1},
    )
    echo = tmp_path / "curl"
    echo.write_text('#!/bin/sh\nwhile [ $# -gt 1 ]; do shift; done\nprintf %s "$1"\n')
    echo.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", as_curl(call, "hosted", settings())], capture_output=True, text=True, env=env)
    assert json.loads(done.stdout) == {"model": "m", "messages": call.messages, "max_tokens": 1}


def test_cost_is_by_the_owners_table(home: Path) -> None:
    call = ModelCalled(agent="a", model="m", messages=[], answer="", tokens_in=2_000_000, tokens_out=500_000)
    assert cost([], "hosted", {}).usd == 0
    assert cost([call], "local", {}).usd == 0
    assert cost([call], "hosted", {}).shown == "not known"
    (home / "prices.csv").write_text("model,input,output,source,date\nm,0.10,0.40,a price list,2025-01-01\n")
    assert cost([call], "hosted", prices(settings())).shown == "$0.4"
    (home / "prices.csv").write_text("model,input,output\nm,free,0.40\n")
    with pytest.raises(UserError, match="line 2"):
        prices(settings())


async def test_every_role_that_scored_better_than_the_pick_has_a_reason(service: Service) -> None:
    reasons = set()
    for text in texts(8):
        run = inspect(await asked(service, text=text))
        rows = weighed(run)
        pick = next((choice for choice, became in rows if became == "the pick"), None)
        assert (pick or {}).get("soc") == (run.record.advice["decision"]["role"] or {}).get("soc")
        for choice, became in rows:
            reasons.add(became)
            if pick and choice["scores"]["total"] > pick["scores"]["total"]:
                assert became not in ("a lower total", "kept back by a rule"), choice["title"]
    assert {"the pick", "named beside it", "pays no more than now"} <= reasons


def test_differences_are_marked() -> None:
    left, right = marked("you earn $900 now", "you earn <b>$450</b> now")
    assert left == 'you earn <mark style="font-weight:600">$900</mark> now'
    assert "<b>" not in right


async def test_facts_that_differ_are_listed(service: Service) -> None:
    runs = [inspect(await asked(service, text=DRIVER.replace("$900", gross))) for gross in ("$900", "$500")]
    changed = {row["fact"]: (row["A"], row["B"]) for row in facts(*runs)}
    assert changed["you.gross_week"] == ("900.0 USD/week", "500.0 USD/week")
    assert not facts(runs[0], runs[0])


# ---- the page ---------------------------------------------------------------------------------------------------


def big(records: Records, spans: int = 5000) -> str:
    """A run of so many spans."""
    call = {"tool": "wages", "given": {"soc": "53-3054"}, "found": "x", "began": 0.5, "seconds": 0.0001, "error": ""}
    events = [RunStarted(run_id="b1b1b1b1b1b1", thread="bigbig", mode="evidence-only", at=0)]
    for n, agent in enumerate(("intake", "market_researcher", "skill_mapper", "income_analyst", "career_decider")):
        calls = [{**call, "began": 0.9 - i / spans} for i in range(spans // 5)]
        events.append(AgentStarted(agent=agent, at=float(n)))
        events.append(ToolsCalled(agent=agent, at=n + 0.9, calls=calls))
        events.append(AgentFinished(agent=agent, at=n + 0.95, seconds=0.95, result={}))
    events.append(RunFinished(advice={}, at=5.0))
    records.save(RunRecord(
        run_id="b1b1b1b1b1b1", thread="bigbig", started=now(), seconds=5.0, mode="evidence-only", outcome="finished",
        asked="a big one", answer="", request={}, advice=None, context=[], events=dump(events),
    ))  # fmt: skip
    return "b1b1b1b1b1b1"


@pytest.fixture
def page(at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AppTest, House]]:
    config = settings().model_copy(update={"database_url": str(tmp_path / "gigpath.db")})
    home = House(config)
    monkeypatch.setattr(loop, "house", lambda: home)
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", property(lambda _: None))
    yield AppTest.from_file(str(ROOT / "ui/pages/traces.py"), default_timeout=60), home
    home.close()


def ran(home: House, text: str, **given: object) -> RunRecord:
    thread = (
        f"thread-{abs(hash(text))}"  # what is kept of the words is without e-mail and the like, so not told by them
    )
    list(home.say(thread, text, text=text, **given).follow())
    until = time.monotonic() + 60
    while not (rows := home.records.list(1)) or rows[0].thread != thread or rows[0].outcome == "stopped":
        assert time.monotonic() < until, "the run is on no record"
    return home.records.get(rows[0].run_id)


def words(page: AppTest) -> str:
    parts = [*page.markdown, *page.caption, *page.subheader, *page.code, *page.info, *page.error, *page.warning]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_the_page_lists_opens_and_compares(page) -> None:
    at, home = page
    at.run()
    assert "No run is like that" in words(at)
    home.service.model = Scripted(list(SAYS))
    first = ran(home, DRIVER)
    home.service.model = None
    second = ran(home, DRIVER.replace("$900", "$500"))
    at.run()
    assert list(at.dataframe[0].value["run"]) == [second.run_id, first.run_id]
    at.toggle[0].set_value(True).run()
    assert list(at.dataframe[0].value["run"]) == [first.run_id]
    at.query_params["run"] = first.run_id
    at.run()
    shown = words(at)
    for part in (
        "You now earn $99 an hour.",
        "wage.",
        "received",
        "the guard's verdict",
        "curl -N",
        "against",
        "+++ after",
    ):
        assert part in shown, part
    assert not at.exception
    at.button_group[0].set_value("income_analyst").run() if at.button_group else None
    assert not at.exception
    at.query_params["with"] = second.run_id
    at.run()
    assert "Facts:" in words(at)
    assert not at.exception
    del at.query_params["with"]
    at.query_params["run"] = "nosuch"
    at.run()
    assert "There is no run" in words(at)


def test_a_replay_from_the_page_lands_beside_the_run(page) -> None:
    at, home = page
    record = ran(home, DRIVER)
    at.query_params["run"] = record.run_id
    at.run()
    next(b for b in at.button if b.label == "Replay from its record").click().run()
    assert "byte for byte" in words(at)
    assert not at.exception


def test_a_run_is_made_a_test_profile_from_the_page(page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at, home = page
    record = ran(home, DRIVER + " Mail jo@example.com.")
    monkeypatch.setattr("ui.backstage.again.write", lambda case: write(case, tmp_path))
    at.query_params["run"] = record.run_id
    at.run()
    next(b for b in at.button if b.label == "Make this a test profile").click().run()
    assert "Written" in at.success[0].value
    (case,) = load(tmp_path)
    assert case.text == DRIVER + " Mail [email]."
    assert "jo@example.com" not in next(tmp_path.glob("run-*.yaml")).read_text()
    assert case.draft.families == [record.advice["decision"]["role"]["soc"][:4]]


def test_a_run_of_5000_spans_is_taken_apart_quickly(tmp_path: Path) -> None:
    records = Records(tmp_path / "gigpath.db")
    run = big(records)
    began = time.process_time()
    taken = inspect(records.get(run))
    rows, _ = bars(taken.spans)
    assert sum(row["spans"] for row in rows) == 5005  # all but the run itself
    assert len(rows) < 1500
    assert len(taken.spans) == 5006
    assert time.process_time() - began < 2
