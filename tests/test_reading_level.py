"""What a worker reads asks for no more than eight years of school."""

from __future__ import annotations

import statistics

import pytest
from reading_level import grade, syllables

from runtime.events import RunFinished
from ui.service import Service

MOST = 8.0
TALKS = (
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of "
    "bookkeeping, I know Excel and Spanish. I want $25 an hour, home in the evenings, can study 6 hours a week.",
    "I'm a freelance graphic designer in Austin. I make about $900 a week for 35 hours plus 10 unpaid hours finding clients. "
    "I want $40 an hour, working from home, and can spend $600 on training.",
    "I clean houses in Miami, $600 a week, 30 hours, 60 miles. No degree.",
)
ASKED = (
    "why not nursing?",
    "how do I pay for it?",
    "what does the training cost",
    "is this job growing",
    "compare it with the other options",
    "what if I moved to Denver",
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [("hour", 1), ("typical", 3), ("takes", 1), ("wanted", 2), ("used", 1), ("costs", 1), ("training", 2), ("studying", 3)],
)  # fmt: skip
def test_a_words_syllables_are_counted(word: str, parts: int) -> None:
    assert syllables(word) == parts


def test_plain_words_ask_for_less_school_than_an_offices() -> None:
    plain = "Your car costs you money. Keep what is left."
    office = "Reimbursement of accumulated vehicular expenditures necessitates supplementary documentation."
    assert grade(plain) < 4 < 16 < grade(office)


@pytest.mark.usefixtures("at_home")
async def test_answers_ask_for_eight_years_of_school_at_most() -> None:
    async with Service.open() as service:
        replies = []
        for number, talk in enumerate(TALKS):
            thread = f"talk-{number}"
            told = await said(service, talk, thread)
            steps = [f"{step['title']}. {step['detail']}" for step in told["plan"]["steps"]]
            answer = "\n".join([*(passage["text"] for passage in told["narrative"]), *steps])
            assert grade(answer) <= MOST, answer
            replies += [(await said(service, words, thread))["reply"]["text"] for words in ASKED]
    grades = {text: grade(text) for text in replies}
    assert statistics.mean(grades.values()) <= MOST, grades


async def said(service: Service, words: str, thread: str) -> dict:
    last = [event async for event in service.advise(words, thread=thread)][-1]
    assert isinstance(last, RunFinished)
    return last.advice
