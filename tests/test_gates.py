"""Hard gates: what the worker has, lacks and ruled out decides which roles are offered, whatever the words happen to name."""

from __future__ import annotations

import pytest

from agents.gates import refusal
from agents.scoring import closeness, used, zone
from evals.grounded import unsupported
from tests.test_advice import advice
from tools.profile import Profile
from tools.toolbox import Toolbox

TOOLS = Toolbox()


@pytest.mark.parametrize(
    ("soc", "profile", "own", "why"),
    [
        ("29-1021", Profile(), {"29-1021"}, "degree"),  # "kept the books for a dentist"
        ("29-1141", Profile(education="none"), {"29-1141"}, "degree"),  # licensed, and less schooling stated
        ("15-1254", Profile(education="high school"), {"15-1254"}, ""),  # self-taught, and does it
        ("29-1141", Profile(education="bachelor"), set(), ""),
        ("53-4011", Profile(), {"53-7062"}, "years"),  # moving furniture leads to no locomotive
        ("53-1042", Profile(), {"53-7062"}, ""),  # but to supervising movers
        ("27-3091", Profile(education="bachelor"), set(), "second language"),
        ("27-3091", Profile(education="bachelor", languages=["Spanish"]), set(), ""),
        (
            "15-1212",
            Profile(education="certificate"),
            {"15-1232"},
            "",
        ),  # near what they do, in a field that looks at work
        ("15-1212", Profile(education="high school"), {"15-1232"}, "degree"),
        ("13-1082", Profile(education="associate"), {"13-1121"}, ""),  # who does work that asks for a degree without it
        ("13-1082", Profile(education="associate"), {"43-4051"}, "degree"),
        ("15-1255", Profile(education="some college", skills=["wordpress", "html css", "figma"]), {"53-7062"}, ""),
        ("15-1255", Profile(education="some college", skills=["wordpress"]), {"53-7062"}, "degree"),
        ("27-3031", Profile(skills=["Instagram"]), {"39-5012"}, "degree"),  # an account of one's own is no portfolio
        ("29-2092", Profile(constraints=["no care work"]), set(), "care work"),
        ("43-5051", Profile(constraints=["no standing"]), set(), "feet"),
        ("43-5053", Profile(constraints=["no nights"]), set(), "night work"),
    ],
)
def test_who_may_be_offered_what(soc: str, profile: Profile, own: set[str], why: str) -> None:
    refused = refusal(soc, profile, own, TOOLS)
    assert why in refused
    assert bool(refused) == bool(why)


def test_nearness_tells_trades_apart_that_needs_do_not() -> None:
    assert closeness(0.96, 0.3) < closeness(0.9, 0.9)
    assert 0 <= closeness(0.0, 0.0) <= closeness(1.0, 5.0) == 1
    assert closeness(0.9, 0.2) < 0.5  # neither makes up for the other


def test_a_role_below_the_workers_schooling_uses_less_of_it() -> None:
    accountants, stockers = used(0.8, "13-2011", zone(Profile(education="bachelor"), set())), used(0.9, "53-7065", 4)
    assert accountants == 0.8 > stockers
    assert used(0.9, "53-7065", zone(Profile(), {"53-3033"})) == 0.9


@pytest.mark.parametrize("words", ["", " I don't mind a course."])
@pytest.mark.usefixtures("at_home")
async def test_whose_nearest_roles_are_ruled_out_is_shown_further_ones(words: str) -> None:
    """No care work and no lifting leave hardly a role near home care: a desk is further, and paid better than counters."""
    found = await advice(
        "Twelve years of home care in Cleveland, Ohio. No more care work, no lifting. I get $14 an hour, 40 hours, 1099. "
        f"Finished high school. I keep the schedules on the computer and I know Word.{words}",
        profile=Profile(education="high school", constraints=["no care work", "no heavy lifting"]),
    )
    assert found.decision is not None
    assert found.decision.role is not None
    assert found.decision.role.soc.startswith("43-")
    assert unsupported(found) == []


@pytest.mark.usefixtures("at_home")
async def test_a_slight_dip_is_said_and_does_not_rule_a_role_out() -> None:
    found = await advice(
        "I work as a registered nurse, per diem, in Durham, NC, W-2, $44 an hour, 30 hours a week. I have a bachelor's degree. I'm learning SQL and built quality reports in Excel. I want off the floor."
    )
    assert found.decision is not None
    assert found.income is not None
    assert found.decision.role is not None
    pay = found.income.roles[found.decision.role.soc]
    assert pay.entry_net is not None
    assert found.income.net_hour is not None
    assert pay.entry_net < found.income.net_hour
    assert any("at first it may bring less" in passage.text for passage in found.narrative)


@pytest.mark.usefixtures("at_home")
async def test_a_thin_week_is_set_against_a_full_one() -> None:
    """Twelve hours at $51 bring some $525 a week: a full week at less an hour brings more, and the answer says so."""
    found = await advice(
        "I do content and social media marketing on Upwork, $51 an hour, 12 hours a week, Denver. Bachelor's in marketing."
    )
    assert found.decision is not None
    assert found.income is not None
    assert found.income.net_hour is not None
    assert found.decision.role is not None
    pay = found.income.roles[found.decision.role.soc]
    assert pay.net is not None
    if pay.net < found.income.net_hour:
        assert any("your week is thin" in passage.text for passage in found.narrative)
    assert pay.net * 40 > found.income.net_hour * 12
    assert unsupported(found) == []


@pytest.mark.usefixtures("at_home")
async def test_no_role_for_want_of_words_is_not_blamed_on_pay() -> None:
    found = await advice("I earn $9 an hour for 30 hours a week in Dayton, Ohio.")
    assert found.decision is not None
    assert found.decision.role is None
    assert not any("pays a beginner more" in line for line in found.abstentions)
