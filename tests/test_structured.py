"""Objects out of what weak models write."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelserver import Scripted
from pydantic import BaseModel, Field

from runtime.errors import ModelError
from runtime.llm import Message
from runtime.structured import ask, parse, shape

HELLO = [Message(role="system", content="Choose."), Message(role="user", content="Which?")]
GOOD = '{"reasoning": "it fits", "choice": "a", "hours": 6}'


class Pick(BaseModel):
    reasoning: str = Field(description="why, in one sentence")
    choice: Literal["a", "b"] = Field(description="the better one")
    hours: int | None = None


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Sure! Here is the object:\n\n{GOOD}\n\nLet me know if you need {{more}}.",
        GOOD + GOOD,
        GOOD + ' {"reasoning": "it fi',
        f"[{GOOD}]",
        f'{{"answer": {GOOD}}}',
        '{"reasoning": "<why>", "choice": "a | b", "hours": null}\n' + GOOD,
        '{"reasoning": "it fits", "choice": "a", "hours": 6,}',
        "{'reasoning': 'it fits', 'choice': 'a', 'hours': '6'}",
        "{reasoning: it fits, choice: a, hours: 6}",
        '{"reasoning": "it fits",\n "choice": "a",\n "hours": 6,\n "note": "a {brace} and a \\" quote"}',
        '{"reasoning": "it\nfits", "choice": "a", "hours": 6}'.replace("it\nfits", "it fits"),
    ],
)
def test_an_object_is_found_in_what_surrounds_it(text: str) -> None:
    value, wrong = parse(text, Pick)
    assert value == Pick(reasoning="it fits", choice="a", hours=6), wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no JSON object"),
        ("I choose a.", "no JSON object"),
        ('{"reasoning": "it fits", "choice": "c"}', "choice: Input should be 'a' or 'b'"),
        ('{"reasoning": "it fits"}', "choice: Field required"),
        ('{"reasoning": "it fits", "choice": "a', "no JSON object"),
        ('{"reasoning": "it fits", "choice": "a", "hours": "six"}', "hours: Input should be a valid integer"),
        ("{" * 5000, "no JSON object"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_guessed(text: str, wrong: str) -> None:
    value, said = parse(text, Pick)
    assert value is None
    assert wrong in said


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    value, wrong = parse(text, Pick)
    assert (value is None) is bool(wrong)


@given(st.text(alphabet="{}[]\"',:\\ \nab", max_size=80), st.text(alphabet="{}[]\"',:\\ \nab", max_size=40))
def test_a_whole_object_first_is_found_whatever_follows(reasoning: str, tail: str) -> None:
    text = json.dumps({"reasoning": reasoning, "choice": "b"}) + tail
    value, _ = parse(text, Pick)
    assert value == Pick(reasoning=reasoning, choice="b")


def test_the_shape_is_asked_for_in_words() -> None:
    assert shape(Pick).splitlines() == [
        "Answer with one JSON object and nothing else:",
        "{",
        '  "reasoning": string (why, in one sentence),',
        '  "choice": one of "a" | "b" (the better one),',
        '  "hours": integer or null',
        "}",
    ]


def test_lists_and_parts_have_a_shape_too() -> None:
    class Job(BaseModel):
        title: str
        hours: float | None

    class Talk(BaseModel):
        jobs: list[Job]
        kind: Literal["one"]

    assert '"jobs": list of {"title": string, "hours": number or null}' in shape(Talk)
    assert '"kind": one of "one"' in shape(Talk)


async def test_a_right_answer_takes_one_call() -> None:
    model = Scripted([GOOD])
    answer = await ask(model, HELLO, Pick, max_tokens=50, temperature=0)
    assert (answer.value.hours, answer.repaired) == (6, False)
    [(messages, how)] = model.asked
    assert how == {"schema": Pick, "max_tokens": 50, "temperature": 0}
    assert messages[0] == HELLO[0]
    assert messages[1].content == f"Which?\n\n{shape(Pick)}"


async def test_a_wrong_answer_is_quoted_back_once() -> None:
    model = Scripted(['{"choice": "z"}', GOOD])
    answer = await ask(model, HELLO, Pick)
    assert answer.repaired
    assert len(answer.completions) == 2
    said, asked_again = model.asked[1][0][-2:]
    assert (said.role, said.content) == ("assistant", '{"choice": "z"}')
    assert "reasoning: Field required; choice: Input should be 'a' or 'b'" in asked_again.content


async def test_two_wrong_answers_are_the_end() -> None:
    model = Scripted(["no"])
    with pytest.raises(ModelError, match="two tries"):
        await ask(model, HELLO, Pick)
    assert len(model.asked) == 2


async def test_a_models_own_failure_is_not_repaired() -> None:
    model = Scripted([ModelError("gone")])
    with pytest.raises(ModelError, match="gone"):
        await ask(model, HELLO, Pick)
    assert len(model.asked) == 1
