"""The comparison with a plain chain: fair to it, timed in turn, and exact about what either shows."""

from __future__ import annotations

import json

import pytest
from modelserver import Scripted

from agents.state import Request
from agents.understanding import understand
from evals.bench_llm import Beside, beside, report
from evals.plain_chain import STEPS, chain, retrieved, stands_in
from evals.speech_metrics import Kept, speech_metrics
from runtime.events import GuardVerdict, ModelCalled, RunFinished
from runtime.llm import Completion
from runtime.settings import settings
from tools.profile import Profile
from tools.toolbox import Toolbox
from ui.service import Service

pytestmark = pytest.mark.usefixtures("at_home")

DRIVER = "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. I know Excel."


@pytest.fixture
def profile() -> Profile:
    return understand(Request(text=DRIVER), None, Toolbox()).profile


class Chatty(Scripted):
    """Says the same in every call, and counts."""

    def __init__(self, text: str) -> None:
        super().__init__([text])
        self.text, self.asked = text, list[str]()

    async def complete(self, messages, **how) -> Completion:  # type: ignore[no-untyped-def]
        self.asked.append(messages[-1].content)
        return Completion(text=self.text, tokens_out=100)


async def test_the_chain_asks_five_times_with_context_and_what_was_said(profile: Profile) -> None:
    model = Chatty("1. You take in $950 a week, so $4,321 is yours: https://made.up/x and 45 hours.")
    done = await chain(model, profile)
    assert (len(model.asked), done.tokens_out) == (5, 500)
    assert all(task in asked for (_, task), asked in zip(STEPS, model.asked, strict=True))
    earlier = [json.JSONDecoder().raw_decode(asked)[0]["earlier_answers"] for asked in model.asked]
    assert [len(before) for before in earlier] == [0, 1, 2, 3, 4]
    assert done.claims == 5 * 4, "the list's mark is no figure"
    assert {claim.shown for claim in done.unsupported} == {"$4,321", "https://made.up/x"}


def test_the_chain_is_given_what_it_needs(profile: Profile) -> None:
    found = retrieved(profile)
    assert list(found) == [name for name, _ in STEPS]
    assert len(found["market"]) == 5
    assert all("$" in json.dumps(role) for role in found["market"])
    assert any("onetonline" in link["url"] for link in found["upskilling"])
    assert any("950" in line for line in found["income"]["present work"])


@pytest.mark.parametrize(("shown", "stands"), [("$950", True), ("45", True), ("$1,200.50", True), ("46", False), ("https://a.b/c", True), ("https://a.b/d", False)])  # fmt: skip
def test_a_figure_stands_where_its_value_does(shown: str, stands: bool) -> None:
    assert stands_in(shown, '{"gross": 950.0, "hours": "45", "fee": "$1,200.50", "url": "https://a.b/c"}') is stands


def test_what_is_kept_is_counted_by_agent_and_what_is_not_by_rule() -> None:
    said = [
        {"agent": "income_analyst", "origin": "model", "text": "You take in much. You keep little."},
        {"agent": "income_analyst", "origin": "fallback", "text": "So it is."},
        {"agent": "career_decider", "origin": "facts", "text": "Another way: none."},
    ]
    events = [
        GuardVerdict(agent="income_analyst", sentence="a", ok=True),
        GuardVerdict(agent="income_analyst", sentence="b", ok=False, rule="figure"),
        ModelCalled(agent="income_analyst", model="m", messages=[], answer="a b", tokens_out=7),
        ModelCalled(agent="career_decider", model="m", messages=[], answer="", error="It is gone."),
        RunFinished(advice={"narrative": said}),
    ]
    found = speech_metrics([events, events])
    assert (found.runs, found.judged, found.rejected, found.unheard, found.tokens_out) == (2, 4, {"figure": 2}, 2, 14)
    assert found.kept == {"income_analyst": Kept(model=4, fallback=2)}
    assert found.total.share == pytest.approx(2 / 3)
    assert speech_metrics([]).total.share == 0


async def test_both_are_timed_on_the_same_profiles(tmp_path) -> None:  # type: ignore[no-untyped-def]
    config = settings().model_copy(update={"database_url": str(tmp_path / "a.db"), "llm": "none"})
    model, told = Chatty("It pays $123,456 an hour."), list[float]()
    async with Service.open(config) as ours, Service.open(config) as plain:
        ours.model = Scripted(["You take in {your_gross_week} and give {your_hours} for it."])
        found: Beside = await beside(
            [DRIVER.replace("Phoenix", city) for city in ("Phoenix", "Tampa", "Boise", "Austin")],
            ours.advise,
            plain.advise,
            lambda p: chain(model, p),
            lambda _, share: told.append(share),
        )
    assert len(found.ours) == len(found.chain) == len(found.chain_seconds) == len(found.evidence_only_first) == 3
    assert told == [0, pytest.approx(1 / 3), pytest.approx(2 / 3), 1]
    words = "\n".join(report(found))
    assert "chain 15 of 15" in words
    assert "income_analyst" in words
    assert found.speech.kept["income_analyst"].model >= 3
