"""What a further turn is about: which roles it names, and whether it takes back what was said."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_talk import DRIVER, talk

from agents.changed import said_again
from evals.grounded import unsupported
from tools.profile import Profile, Work

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
