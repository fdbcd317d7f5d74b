"""How a model's sentences take the place of plain ones: what is said stays whole, in its order, whatever the model writes."""

from __future__ import annotations

import re

import pytest

from agents.advice import assemble
from agents.contracts import Advice
from agents.guard import stands_for
from agents.state import Context, Request
from evals.hostile import Echo, Hostile, Liar
from evals.people import INJECTIONS, people
from graph import build_graph
from runtime.events import Event, GuardVerdict, RunFinished, TextDelta
from runtime.run import run
from runtime.settings import Settings
from tests.modelserver import Scripted

DRIVER = "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that two years of bookkeeping, I know Excel and Spanish."
PLAIN = ["You take in {gross} and give {hours} for it.", "The car takes {car} of it, counted by the mile as the tax office does.", "So your work really brings you {own}, before income tax."]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "places"),
    [
        (["For {hours} of work you take in {gross}."], range(0, 1)),
        (["The car uses up {car} of it by the mile rate."], range(1, 2)),
        (["You take in {gross}.", "You give {hours} for it."], range(0, 1)),
        (["For {hours} you take in {gross}, and the car takes {car} by the mile."], range(0, 2)),
        (["The car takes {car} of it."], None),  # how it was counted is lost
        (["That leaves you {own}."], None),  # so is that income tax is still to come
        (["You take in {gross}."], None),
        (["You take in {gross} for {hours}, which leaves {own} before income tax."], None),  # the car stands between
        (["Here is what your week looks like."], None),
    ],
)
def test_what_a_sentence_stands_for(said: list[str], places: range | None) -> None:
    assert stands_for(said, PLAIN) == places


def test_what_has_been_said_is_not_stood_for_again() -> None:
    assert stands_for([PLAIN[0]], PLAIN, 1) is None


async def spoken(text: str, model: Hostile | Scripted | None) -> tuple[Advice, list[Event]]:
    context = Context(model=model, config=Settings(_env_file=None, hints=frozenset()))
    events = [event async for event in run(build_graph(), Request(text=text), context=context, assemble=assemble)]
    assert isinstance(events[-1], RunFinished), events[-1]
    return Advice.model_validate(events[-1].advice), events


def sentences(advice: Advice, agent: str) -> str:
    return " ".join(passage.text for passage in advice.narrative if passage.agent == agent)


def stood_on(advice: Advice) -> set[tuple[str, str]]:
    """Every fact that is shown, by agent."""
    return {(passage.agent, ref) for passage in advice.narrative for ref in passage.refs}


@pytest.mark.usefixtures("at_home")
async def test_a_wording_takes_its_place_among_the_plain_sentences() -> None:
    model = Scripted(
        ["Here is what your week looks like. By the mile rate your car uses up {your_miles_cost} of it. You are rich."]
    )
    plain, _ = await spoken(DRIVER, None)
    advice, events = await spoken(DRIVER, model)
    mine = [(p.origin, p.text) for p in advice.narrative if p.agent == "income_analyst"]
    assert [origin for origin, _ in mine] == ["fallback", "model", "fallback"]
    assert re.fullmatch(
        r"Here is what your week looks like\. By the mile rate your car uses up \$\d+ a week of it\.", mine[1][1]
    )
    first, _, last = sentences(plain, "income_analyst").partition("The car takes")
    assert mine[0][1] == first.strip()
    assert last.endswith(mine[2][1])
    heard = {
        event.sentence: event for event in events if isinstance(event, GuardVerdict) and event.agent == "income_analyst"
    }
    assert not heard["You are rich."].ok
    streamed = [
        e.text for e in events if isinstance(e, TextDelta) and e.agent == "income_analyst" and e.origin != "facts"
    ]
    assert " ".join(streamed) == " ".join(text for _, text in mine), "shown in the order it is read in"


@pytest.mark.usefixtures("at_home")
async def test_three_sentences_at_most_are_the_models() -> None:
    model = Scripted(
        ["You give {your_hours} and take in {your_gross_week}. The car takes {your_miles_cost} by the mile. Self-employment tax takes {your_se_tax}. "
         "Your hour really brings {your_net_hour} before income tax."]
    )  # fmt: skip
    advice, events = await spoken(DRIVER, model)
    mine = [(p.origin, p.text) for p in advice.narrative if p.agent == "income_analyst"]
    assert [origin for origin, _ in mine] == ["model", "fallback"]
    assert mine[1][1].startswith("So your work really brings you")
    assert "length" in {event.rule for event in events if isinstance(event, GuardVerdict)}


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    "model", [Liar(), Echo(orders=tuple(INJECTIONS)), None], ids=["liar", "echo", "draft in other words"]
)
async def test_no_fact_is_lost_when_a_model_speaks(model: Hostile | None) -> None:
    other = model or Scripted(["Go for {pick}. {pick} typically earn {pick_pay} in {pick_place}. Starting out, expect about {pick_entry_pay}. You bring {your_skill_a}. You take in {your_gross_week}."])  # fmt: skip
    await nothing_lost([DRIVER, *people(15, seed=23)], other)


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("model", [Liar(), Echo(orders=tuple(INJECTIONS))], ids=["liar", "echo"])
async def test_two_hundred_people_lose_no_fact(model: Hostile) -> None:
    await nothing_lost(people(200, seed=11), model)


async def nothing_lost(texts: list[str], model: Hostile | Scripted) -> None:
    for text in texts:
        (plain, _), (advice, _) = await spoken(text, None), await spoken(text, model)
        assert stood_on(plain) == stood_on(advice), text
        assert {q.text for q in plain.questions} == {q.text for q in advice.questions}
