"""A model as judge: heard only where it agrees with people, and never in the way of a score."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelserver import ModelServer, Scripted, says
from run_sets import CASES, played

from evals.judge import LEAST, QUESTIONS, Labelled, judge, kappa, kept, labelled, said
from evals.results import RunSet
from runtime.errors import ModelError
from runtime.llm import Completion, How, Message
from runtime.settings import settings
from ui.cli import main


class Knows(Scripted):
    """Labels as the person did, and wrong as often as ``slips`` says; yes to what it does not know."""

    def __init__(self, slips: float = 0.0) -> None:
        super().__init__([""])
        self.slips, self.chance, self.known = slips, random.Random(3), {one.answer: one for one in labelled()}

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        self.asked.append((list(messages), how))
        one = next((one for answer, one in self.known.items() if answer in messages[0].content), None)
        told = {q: getattr(one, q) if one else True for q in QUESTIONS}
        told = {q: value != (one is not None and self.chance.random() < self.slips) for q, value in told.items()}
        return Completion(text=json.dumps({"reasoning": "so", **{q: "yes" if v else "no" for q, v in told.items()}}))


@pytest.fixture
async def runs(at_home: None, tmp_path: Path) -> RunSet:
    return await played(tmp_path / "facts")


def test_kappa_by_hand() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement 0.7, by chance 0.5, kappa 0.4 (Cohen's usual example)."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y"), ("n", "n")]) == 1
    assert kappa([("y", "n"), ("n", "y")]) == -1


def test_a_judge_who_always_says_the_same_has_no_kappa() -> None:
    assert kappa([("y", "y")] * 9 + [("n", "y")]) is None
    assert kappa([("y", "y")] * 9) is None
    assert kappa([]) is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_kappa_is_never_above_one_nor_above_agreement(pairs: list[tuple[bool, bool]]) -> None:
    found = kappa(pairs)
    if found is not None:
        assert -1 <= found <= sum(a == b for a, b in pairs) / len(pairs) <= 1


def test_the_labelled_set_is_of_both_kinds_with_reasons() -> None:
    examples = labelled()
    assert len(examples) >= 30
    assert len({one.id for one in examples}) == len(examples)
    for question in QUESTIONS:
        yes = sum(getattr(one, question) for one in examples)
        assert 0.25 * len(examples) <= yes <= 0.75 * len(examples)
    assert all(one.clear_why and one.helpful_why and one.asked and one.answer for one in examples)
    assert {(one.clear, one.helpful) for one in examples} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }


async def test_a_judge_who_agrees_is_heard(runs: RunSet) -> None:
    model = Knows()
    done = await judge(runs, model)
    assert [one.kappa for one in done.agreement] == [1, 1]
    answers = [r for r in runs if r.advice and r.advice.narrative]
    assert done.judged == len(answers)
    assert done.shares == {"clear": 1.0, "helpful": 1.0}
    assert kept(runs) == done
    asked = [messages[0].content for messages, _ in model.asked]
    assert any(said(answers[0]) in prompt and CASES[0].text in prompt for prompt in asked)
    assert {how["temperature"] for _, how in model.asked} == {0.0}
    assert "kappa 1.00" in done.lines[0]


async def test_a_judge_who_does_not_agree_is_withheld_and_not_asked_further(runs: RunSet) -> None:
    model = Knows(slips=0.5)
    done = await judge(runs, model)
    assert all(one.kappa is not None and one.kappa < LEAST for one in done.agreement)
    assert done.shares == {}
    assert len(model.asked) == len(labelled())
    assert all(line.split(": ")[1].startswith("withheld") and "kappa" in line for line in done.lines)


async def test_a_judge_who_always_says_yes_is_withheld(runs: RunSet) -> None:
    done = await judge(runs, Scripted(['{"reasoning": "fine", "clear": "yes", "helpful": "yes"}']))
    assert done.shares == {}
    assert "always says the same" in done.lines[0]


async def test_an_opinion_that_cannot_be_had_agrees_with_nobody(runs: RunSet) -> None:
    good = '{"reasoning": "x", "clear": "yes", "helpful": "yes"}'
    bad = good.replace("yes", "no")
    known = [
        Labelled(id=str(n), asked="a", answer=f"b{n}", clear=not n % 2, clear_why="", helpful=not n % 2, helpful_why="")
        for n in range(6)
    ]
    done = await judge(runs, Scripted([good, bad, good, bad, "no idea", "no idea", "none", good]), 1, known=known)
    assert done.agreement[0].same == 4
    assert done.agreement[0].kappa is not None
    assert done.agreement[0].kappa < 0.8


async def test_a_model_that_answers_nothing_is_an_error(runs: RunSet) -> None:
    with pytest.raises(ModelError, match="no usable answer"):
        await judge(runs, Scripted(["I would rather not."]))
    assert kept(runs) is None


async def test_scores_know_nothing_of_it(runs: RunSet) -> None:
    from evals.scorecard import card

    before = card(runs).means
    await judge(runs, Knows())
    assert card(runs).means == before


@pytest.mark.enable_socket
async def test_the_command_asks_the_configured_model(runs: RunSet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    import asyncio

    server = ModelServer([says('{"reasoning": "fine", "clear": "yes", "helpful": "yes"}')])
    monkeypatch.setenv("GIGPATH_ENDPOINT_URL", server.url)
    settings.cache_clear()
    try:
        code = await asyncio.to_thread(main, ["eval", "judge", str(runs.folder), "--llm", "endpoint"])
    finally:
        server.close()
    assert code == 0
    assert len(server.asked) == len(labelled())
    assert "withheld" in capsys.readouterr().out


async def test_without_a_model_there_is_no_judge(runs: RunSet, capsys: pytest.CaptureFixture[str]) -> None:
    import asyncio

    assert await asyncio.to_thread(main, ["eval", "judge", str(runs.folder)]) == 2
    assert "no model to judge" in capsys.readouterr().err
