"""What a further turn is about: which roles it names, and whether it takes back what was said."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import pytest
from clock import SLACK
from test_talk import DRIVER, talk

from agents.changed import said_again
from agents.offers import offered
from evals.grounded import unsupported
from runtime.events import RunFinished
from runtime.settings import settings
from tools.profile import Profile, Work
from ui.service import Service

pytestmark = pytest.mark.usefixtures("at_home")


async def test_a_figure_that_stood_there_before_takes_the_change_back(tmp_path: Path) -> None:
    talked = await talk(tmp_path, DRIVER, "sorry, it's 55 hours", "no wait, what I had first was right")
    first, corrected = (answer.profile.work[0].hours for _, answer in talked[:2])
    assert corrected == 55
    again = await talk(tmp_path / "again", DRIVER, "sorry, it's 55 hours", f"nah {first:g} was right")
    assert [answer.profile.work[0].hours for _, answer in again] == [first, 55, first]
    assert again[-1][1].reply is not None
    assert again[-1][1].reply.kind == "undo"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("nah 45 was right", True), ("45 hours", True), ("45 miles a day", False), ("$45", False), ("55", False),
        ("I drive for Lyft 45 hours, 700 dollars, 300 miles a week in Tampa", False),
    ],
)  # fmt: skip
def test_a_figure_of_another_kind_takes_nothing_back(text: str, again: bool) -> None:
    earlier, now = (Profile(work=[Work(title="Uber", hours=hours)]) for hours in (45, 55))
    assert said_again(text, earlier, now) is again


@pytest.mark.parametrize(
    ("said", "socs"),
    [
        ("compare athletic trainer with exercise physiologist", {"29-9091", "29-1128"}), ("which pays more, hygienist or assistant?", {"29-1292", "31-9091"}),
        ("what does a medical asst make", {"31-9092"}), ("is fire inspector better than firefighter", {"33-2021", "33-2011"}),
    ],
)  # fmt: skip
async def test_roles_are_those_that_were_named(tmp_path: Path, said: str, socs: set[str]) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, said)
    assert answer.reply is not None
    told = {ref.split(".")[1] for ref in answer.reply.refs if ref.startswith("wage.")}
    assert socs <= told


async def test_of_a_job_that_nobody_knows_nothing_of_another_one_is_told(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "what does a snorgle blivet earn")
    assert answer.reply is not None
    assert not [ref for ref in answer.reply.refs if ref.startswith("wage.")]


async def test_another_pace_of_learning_is_told_beside_how_long_it_takes_to_be_hired(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "what if I had 12 hours a week to study")
    assert answer.reply is not None
    assert answer.reply.kind == "what if"
    assert "12 hours" in answer.reply.text
    assert "until you can be hired" in answer.reply.text
    assert unsupported(answer) == []


async def test_what_is_asked_of_somebody_elses_role_is_answered_of_it(tmp_path: Path) -> None:
    first, (_, answer) = await talk(
        tmp_path, DRIVER, "my aunt braids hair at home with no license, does florida ask for one to be a hairdresser"
    )
    assert answer.profile == first[1].profile
    assert answer.reply is not None
    assert answer.reply.kind == "somebody else"
    assert answer.reply.refs[0].startswith("licence.cosmetology.FL")
    assert any(ref.startswith("wage.39-5012") for ref in answer.reply.refs)
    assert unsupported(answer) == []


async def test_a_comparison_by_something_else_tells_it_of_each_role(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "which is lighter on the knees, roofer or electrician")
    assert answer.reply is not None
    assert answer.reply.kind == "comparison"
    told = {ref.split(".")[1] for ref in answer.reply.refs if ref.startswith("condition.")}
    assert {"47-2181", "47-2111"} <= told
    assert unsupported(answer) == []


async def test_a_role_that_nobody_knows_is_compared_with_nothing_else(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "compare plumber with snorgle blivet")
    assert answer.reply is not None
    assert {ref.split(".")[1] for ref in answer.reply.refs if ref.startswith("wage.")} <= {"47-2152"}


@pytest.mark.parametrize(
    "words",
    [
        "does the hotel out by the interstate pay its housekeepers better than the others", "will the brewery be hiring again in the spring",
        "is the lady who runs that agency honest", "what are the odds my regulars follow me", "¿el encargado de la tienda es buena persona?",
    ],
)  # fmt: skip
async def test_of_what_no_source_says_no_figure_and_no_link_is_told(tmp_path: Path, words: str) -> None:
    first, (_, answer) = await talk(tmp_path, DRIVER, words)
    assert answer.reply is not None
    assert answer.reply.refs == []
    assert not any(char.isdigit() for char in answer.reply.text)
    assert answer.profile == first[1].profile


async def test_hours_to_learn_that_are_told_are_answered_with_how_long_it_takes(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "I can study 10 hours a week")
    assert answer.reply is not None
    assert answer.profile.study_hours == 10
    assert "plan.weeks" in answer.reply.refs or answer.plan is None or answer.plan.left_open


async def test_a_figure_told_without_a_word_of_asking_is_no_question(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "silver and stones cost me $120 in a typical week")
    assert answer.reply is not None
    assert answer.reply.kind in ("statement", "correction")
    assert answer.profile.work[0].supplies == 120 or answer.profile.work[0].expenses == 120


def test_what_is_offered_is_known_however_it_is_typed() -> None:
    assert offered("que hago primero esta semana") == "first step"
    assert offered("WHAT DOES IT PAY HERE") == "pay"
    assert offered("what does it cost to live here") is None


async def test_a_reply_takes_at_most_half_the_time_of_a_whole_advice(tmp_path: Path) -> None:
    """In the same run, without a model; the first of both are left out, since they open what later ones find open."""
    firsts = [DRIVER.replace("Tampa", place) for place in ("Boise", "Reno", "Omaha", "Tulsa")]
    questions = ("what does that job pay", "do I need a license for it", "what if I moved to Dallas", "how did you get my hour", "compare it with plumber", "who pays for the course")  # fmt: skip
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    took: dict[str, list[float]] = {"advice": [], "reply": []}
    async with Service.open(config, cached=False) as service:
        for number, first in enumerate(firsts):
            for at, words in enumerate((first, *questions)):
                began = time.perf_counter()
                last = [event async for event in service.advise(words, thread=f"t{number}")][-1]
                assert isinstance(last, RunFinished)
                if number:
                    took["reply" if at else "advice"].append(time.perf_counter() - began)
    advice, reply = (statistics.median(times) for times in took.values())
    print(f"\nadvice {advice:.3f} s, reply {reply:.3f} s, ratio {reply / advice:.2f}", file=sys.stderr)
    assert reply <= 0.5 * SLACK * advice
