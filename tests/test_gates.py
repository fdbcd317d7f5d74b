"""Hard gates: what the worker has, lacks and ruled out decides which roles are offered, whatever the words happen to name."""

from __future__ import annotations

import pytest

from agents.gates import refusal
from agents.scoring import closeness
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
