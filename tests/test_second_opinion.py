"""A model's opinion on what a turn is: asked in doubt alone, between the two likeliest kinds, and never for what would wipe."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_hints import TALK, Helper, advise, helper

from agents.hints import quoted
from agents.offers import CHIPS
from agents.second_opinion import LIKELY, MEANINGS, UNSURE, in_doubt, opinion
from tools.turns.classifier import KINDS, Guess, Kind, turn_of

pytestmark = pytest.mark.usefixtures("at_home")


class Judge:
    """Says a kind, whatever is asked; None is a model that gave no usable answer."""

    def __init__(self, kind: str | None) -> None:
        self.kind, self.shown = kind, list[dict[str, str]]()

    async def ask(self, schema: type[Any], template: str = "", /, **values: str) -> Any:
        self.shown.append({"template": template, **values})
        return None if self.kind is None else schema(kind=self.kind)


def guess(**kinds: float) -> Guess:
    told = {name.replace("_", " "): share for name, share in kinds.items()}
    return Guess({kind: told.get(kind, 0.0) for kind in KINDS}, {}, {})


DOUBT = guess(statement=0.5, question=0.4, unclear=0.1)


def asked(judge: Judge | None, of: Guess = DOUBT, text: str = "no phone jobs please") -> Kind | None:
    return asyncio.run(opinion(text, of, judge))  # type: ignore[arg-type]


def test_it_decides_between_the_two_in_doubt() -> None:
    judge = Judge("question")
    assert asked(judge) == "question"
    (shown,) = judge.shown
    assert shown["template"] == "turn"
    assert shown["words"] == quoted("no phone jobs please")
    assert [line.partition(":")[0] for line in shown["options"].splitlines()] == ["- statement", "- question"]


@pytest.mark.parametrize(
    "of",
    [
        guess(question=0.9, statement=0.1), guess(undo=0.5, correction=0.4), guess(statement=0.45, start_over=0.4), guess(question=0.5, statement=0.1),
    ],
)  # fmt: skip
def test_nobody_is_asked_where_nothing_is_in_doubt_or_something_would_be_wiped(of: Guess) -> None:
    judge = Judge("question")
    assert asked(judge, of) is None
    assert judge.shown == []


def test_without_a_model_or_its_answer_there_is_no_opinion() -> None:
    assert asked(None) is None
    assert asked(Judge(None)) is None


def test_what_is_offered_is_never_in_doubt() -> None:
    assert in_doubt(CHIPS["pay"][0], DOUBT) == []


@given(st.lists(st.floats(0, 1), min_size=len(KINDS), max_size=len(KINDS)))
def test_the_two_in_doubt_are_the_likeliest(shares: list[float]) -> None:
    of = Guess(dict(zip(KINDS, shares, strict=True)), {}, {})
    if two := in_doubt("so", of):
        assert sorted((of.kinds[kind] for kind in two), reverse=True) == sorted(shares, reverse=True)[:2]
        assert max(shares) < UNSURE
        assert min(of.kinds[kind] for kind in two) >= LIKELY
        assert set(two) <= set(MEANINGS)


def unsure_turn() -> str:
    """A turn that the shipped classifier does not place: the first of some such."""
    turns = ("silver and stones cost me $120 in a typical week", "no phone jobs please, email or text only", "nights are out?", "my brother and me both", "so nursing then, or not", "the mornings thing")  # fmt: skip
    return next(text for text in turns if in_doubt(text, turn_of(text)))


@pytest.mark.parametrize("at", [0, 1])
def test_a_turn_in_doubt_is_what_the_model_takes_it_for(at: int) -> None:
    text = unsure_turn()
    kind = in_doubt(text, turn_of(text))[at]
    advice = advise(helper(Opinion={"kind": kind}), TALK, (text,))
    assert advice.reply is not None
    alike = {"statement", "correction", "answer"}
    assert advice.reply.kind == kind or {advice.reply.kind, kind} <= alike


def test_a_model_that_answers_nonsense_leaves_the_classifiers_kind() -> None:
    text = unsure_turn()
    alone, odd = (advise(model, TALK, (text,)) for model in (None, helper(Opinion={"kind": "start over"})))
    assert alone.reply is not None
    assert odd.reply is not None
    assert odd.reply.kind == alone.reply.kind
    assert odd.profile == alone.profile


def test_a_sure_turn_costs_no_call() -> None:
    model: Helper = helper()
    advise(model, TALK, ("what does that job pay?",))
    assert not [how for _, how in model.asked if how.get("schema") and how["schema"].__name__ == "Opinion"]
