"""The person who answers from their labels: what they say to which question, and what is made of it."""

from __future__ import annotations

import pytest
from label_samples import person, work

from agents.contracts import Advice, IncomeComparison, Question
from agents.state import Request
from agents.understanding import left_open, understand
from evals.answering import UNKNOWN, answer, hour_after, net_hour_answered
from evals.hour import expected_hour
from evals.labels import Person, WorkLabel
from evals.read import Understood
from tools.profile import Amount, Profile, Work
from tools.reading.lacking import ALL_MONEY
from tools.toolbox import Toolbox

pytestmark = pytest.mark.usefixtures("at_home")

DRIVER = work(title="Uber", soc="53-3054", gross_week=900, hours_week=40, miles_week=500, employment="self")
CLEANER = work(
    title="cleaning",
    soc="37-2012",
    gross_week=[200, 300],
    hours_week=10,
    fee_percent=20,
    costs_week=15,
    employment="self",
)
KNOWN = Profile(
    work=[Work(title="Uber", soc="53-3054", gross=Amount(usd=30, per="hour")), Work(title="cleaning", soc="37-2012")]
)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("money", "About how much do you take in with Uber?", "about $900 a week"), ("money", "… with cleaning?", "about $250 a week before the 20% they take"),
        ("money", f"You named both. {ALL_MONEY}", "about $1150 a week before the 20% they take"), ("hours", "… with Uber take?", "40.0 hours a week"),
        ("hours", "… are you paid for with Uber?", "30.0 hours a week"), ("miles", "… for Uber?", "500 miles a week"), ("miles", "… for cleaning?", "I do not use my own car"),
        ("costs", "… for cleaning?", "they take 20% and $15 a week"), ("costs", "… for Uber?", "none"), ("place", "Where?", UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_said_is_what_the_labels_say(field: str, text: str, said: str) -> None:
    assert answer(person(work=[DRIVER, CLEANER]), Question(field=field, text=text), KNOWN) == said
    assert (
        answer(person(work=[DRIVER, CLEANER], open=[field]), Question(field=field, text=text), KNOWN) == UNKNOWN
        if field in ("money", "hours", "miles", "costs")
        else True
    )


SAID = person(text="I drive for Uber in Phoenix, about 40 hours a week.", work=[DRIVER])


def heard(labels: Person) -> Advice:
    """What intake makes of a message: its profile with what is open left out, and its questions."""
    read = understand(Request(text=labels.text), None, Toolbox())
    left_open(read.profile)
    return Advice(
        run_id="x", mode="evidence-only", profile=read.profile, income=IncomeComparison(), questions=read.questions
    )


def test_the_hour_after_the_answers_is_that_of_the_labels() -> None:
    wanted = expected_hour(SAID)
    assert wanted is not None
    assert hour_after(SAID, heard(SAID)) == pytest.approx(wanted[0], abs=0.02)
    assert [outcome for outcome, _, _ in net_hour_answered(SAID, Understood(heard(SAID), []))] == ["right"]


def test_another_hour_than_that_of_the_labels_is_wrong_and_none_is_missed() -> None:
    advice = heard(SAID)
    other = SAID.model_copy(
        update={"work": [WorkLabel.model_validate(work(gross_week=900, hours_week=20, miles_week=500))]}
    )
    assert [outcome for outcome, _, _ in net_hour_answered(other, Understood(advice, []))] == ["wrong"]
    unasked = advice.model_copy(update={"questions": [one for one in advice.questions if one.field != "money"]})
    assert [outcome for outcome, _, _ in net_hour_answered(SAID, Understood(unasked, []))] == ["missed"]


def test_the_hour_stays_open_where_the_labels_leave_it_open() -> None:
    one = SAID.model_copy(update={"open": ["money"]})
    assert hour_after(one, heard(one)) is None
    assert [outcome for outcome, _, _ in net_hour_answered(one, Understood(heard(one), []))] == ["right"]


def test_it_is_judged_only_where_something_was_asked() -> None:
    silent = heard(SAID).model_copy(update={"questions": []})
    assert list(net_hour_answered(SAID, Understood(silent, []))) == []
