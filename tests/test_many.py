"""Twenty people at once on one process: nobody sees another's words, and nobody waits long for the others."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import serve
from clock import SLACK
from modelserver import LISTINGS, ModelServer, says
from talker import Talker, together

from runtime.events import RunFinished
from runtime.settings import ROOT
from ui.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
PEOPLE = 20
SECONDS_A_CALL = 1.0
"""What a hosted model of this size takes for a short answer: a hundred tokens, at a hundred a second."""
MOST_TIMES = 3
"""How much longer than alone."""


@pytest.fixture
def model() -> Iterator[str]:
    """A model server that takes its time, for any number of calls at once."""

    def answer(handler) -> None:
        time.sleep(SECONDS_A_CALL)
        says("Go on as you do now.")(handler)

    server = ModelServer([answer], models=LISTINGS["openai"])
    yield server.url
    server.close()


def people() -> list[str]:
    gigs = json.loads((Path(__file__).parent / "twenty_people.json").read_text())
    return [f"{gig} My badge is number{chr(97 + n)}q." for n, gig in enumerate(gigs[:PEOPLE])]


def measured(url: str, words: list[str]) -> tuple[float, float, list[tuple[Talker, float, float]]]:
    """Seconds until the first facts and until the answer, of one alone; and of all at once."""

    async def both() -> tuple[float, float, list[tuple[Talker, float, float]]]:
        await together(url, ["I drive for Lyft in Tampa, $800 a week for 40 hours"])  # books and charts are opened
        # under another mark: what the newest talk on this machine was about, a first visit shows
        alone = [(await together(url, [text.replace("badge is number", "pass is digit")]))[0] for text in words[:5]]
        crowd = await together(url, words)
        return statistics.median(one[1] for one in alone), statistics.median(one[2] for one in alone), crowd

    return asyncio.run(both())


def strangers(crowd: list[tuple[Talker, float, float]]) -> list[str]:
    """Pages on which another's badge stands, or not one's own."""
    wrong = []
    for n, (talker, _, _) in enumerate(crowd):
        page = " ".join(talker.page)
        badges = {m for m in range(len(crowd)) if f"number{chr(97 + m)}q" in page}
        wrong += [f"{n} sees {sorted(badges)}"] if badges != {n} else []
        wrong += [f"{n}: broke"] if "broke" in page else []
    return wrong


@pytest.mark.usefixtures("at_home")
def test_twenty_at_once_with_a_model(indexed: Path, model: str) -> None:
    server, url = serve(
        indexed,
        0,
        app=ROOT / "ui" / "app.py",
        GIGPATH_LLM="endpoint",
        GIGPATH_ENDPOINT_URL=model,
        GIGPATH_ENDPOINT_KIND="openai",
    )
    try:
        first, whole, crowd = measured(url, people())
    finally:
        server.terminate()
    print(
        f"\nalone: first facts {first:.2f} s, answer {whole:.2f} s; twenty at once: slowest {max(c[1] for c in crowd):.2f} and {max(c[2] for c in crowd):.2f} s, {max(c[2] for c in crowd) / whole:.1f} times",
        file=sys.stderr,
    )
    assert not strangers(crowd)
    assert first <= SLACK
    assert max(took for _, _, took in crowd) <= MOST_TIMES * SLACK * whole


@pytest.mark.usefixtures("at_home")
def test_twenty_at_once_from_the_facts_alone(indexed: Path) -> None:
    server, url = serve(indexed, 0, app=ROOT / "ui" / "app.py", GIGPATH_LLM="none")
    try:
        first, whole, crowd = measured(url, people())
    finally:
        server.terminate()
    print(
        f"\nalone: first facts {first:.2f} s, answer {whole:.2f} s; twenty at once: slowest {max(c[1] for c in crowd):.2f} and {max(c[2] for c in crowd):.2f} s, {max(c[2] for c in crowd) / whole:.1f} times",
        file=sys.stderr,
    )
    assert not strangers(crowd)
    assert first <= SLACK
    # all work and no waiting, so that they wait for each other: but not longer than one after another, or half as much more
    assert max(took for _, _, took in crowd) <= 1.5 * PEOPLE * SLACK * whole


HOSTILE = ("x;", "/", "1.", "(", "2-", "$1 ", "\"'", "don't ")


@pytest.mark.parametrize("unit", HOSTILE)
def test_twenty_thousand_hostile_letters_from_one_hold_up_no_other(unit: str, at_home: None) -> None:
    """What another waits for an answer meanwhile is at most half as long again as when alone."""
    hostile = (unit * 20_000)[:20_000]

    async def answered(service: Service, text: str) -> float:
        began = time.perf_counter()
        [last] = [event async for event in service.advise(text=text) if isinstance(event, RunFinished)]
        assert last.advice["run_id"]
        return time.perf_counter() - began

    def other(n: int) -> str:
        return f"I drive for Lyft in Tampa, 45 hours a week for ${800 + n}, 700 miles. I was a pharmacy technician."

    async def both() -> tuple[float, float]:
        async with Service.open() as service:
            await service.warm()
            await answered(service, "x " * 2_000)  # the process for long messages has started
            spent = time.process_time()
            await answered(service, (unit[::-1] * 20_000)[:20_000])
            assert time.process_time() - spent < 0.5  # whatever else the machine does: of this process it takes nothing
            alone = [await answered(service, other(n)) for n in range(7)]
            sent, beside = asyncio.create_task(answered(service, hostile)), list[float]()
            await asyncio.sleep(0.1)
            while not sent.done() or len(beside) < len(alone):  # as many as alone, also where it is soon read
                beside.append(await answered(service, other(100 + len(beside))))
            await sent
            return statistics.median(alone), statistics.median(beside)

    alone, beside = asyncio.run(both())
    print(f"{unit!r}: alone {alone:.2f} s, beside {beside:.2f} s")
    assert beside <= 1.5 * SLACK * alone
