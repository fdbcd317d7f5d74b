"""What the way costs and brings, and what to charge, inside a whole answer."""

from __future__ import annotations

import math

import pytest

from agents.readiness import gaps, hours_to_ready, licence, schooling, taught
from agents.upskilling_coach import near
from agents.worth import INDEPENDENT
from evals.grounded import unsupported
from tests.test_advice import advice
from tools.fit import role_fit
from tools.occupations import EDUCATION_RANK
from tools.profile import Amount, Area, Profile, Work
from tools.toolbox import Toolbox

pytestmark = pytest.mark.usefixtures("at_home")

BARBER = "I deliver for DoorDash in Dallas, 40 hours a week, $800 a week, 600 miles. I want to become a barber. I can study 25 hours a week."
DESIGNER = "I'm a freelance graphic designer in Austin. I make about $900 a week for 35 hours plus 10 unpaid hours finding clients."
SCHOOL = EDUCATION_RANK["high school"]


async def test_the_bounds_of_a_way_s_fees_are_set_against_the_gain() -> None:
    """Barber school costs from 3,000 to 20,000 dollars: soonest at the least and the typical pay, latest at the most and a beginner's."""
    found = await advice(BARBER)
    assert found.plan is not None
    assert found.plan.pathway is not None
    assert found.income is not None
    low, high = (found.facts[f"way.39-5011.1.cost.{end}"].amount for end in ("low", "high"))
    pay, soonest = found.income.roles["39-5011"], found.facts["plan.payback.soonest"]
    assert pay.net is not None
    assert found.income.net_hour is not None
    weeks = math.ceil(low / ((pay.net - found.income.net_hour) * 40))
    assert soonest.amount == (weeks if soonest.unit == "weeks" else math.ceil(weeks / (52 / 12)))
    assert (low, high) == found.plan.pathway.cost
    assert set(soonest.inputs) <= found.facts.keys()
    assert any("The fees are earned back between" in passage.text for passage in found.narrative)
    assert unsupported(found) == []


async def test_a_stated_budget_is_set_against_the_way_s_price() -> None:
    found = await advice(f"{BARBER} I have $5,000 for training.")
    assert any("against the $5,000 you have. Ask the school for the full price" in p.text for p in found.narrative)
    assert unsupported(found) == []


async def test_a_free_plan_says_nothing_of_payback() -> None:
    found = await advice("I shop for Instacart in Charlotte, 25 hours a week, $400 a week, 150 miles.")
    assert not any(key.startswith("plan.payback") for key in found.facts)
    assert not any("earned back" in passage.text or "$0" in passage.text for passage in found.narrative)


async def test_who_asks_what_to_charge_is_told_for_their_own_work() -> None:
    own = Work(title="graphic designer", soc="27-1024", gross=Amount(usd=900, per="week"), hours=35, unpaid_hours=10)
    found = await advice("What should I charge?", profile=Profile(work=[own], place="Austin"))
    assert {"freelance.27-1024.low", "freelance.27-1024.high"} <= found.facts.keys()
    low, wage = found.facts["freelance.27-1024.low"], found.facts[found.facts["freelance.27-1024.low"].inputs[0]]
    assert low.amount > wage.amount * 45 / 35  # the unpaid hours alone ask for as much
    assert set(low.inputs) <= found.facts.keys()
    assert sum("charge" in passage.text for passage in found.narrative) == 1
    assert unsupported(found) == []


@pytest.mark.parametrize(
    "text",
    [
        DESIGNER,
        "I drive for Lyft in Columbus, 45 hours, $900 a week, 700 miles. I want to become a real estate agent.",
        "I clean houses in Tampa, 30 hours, $350 a week. I want to become a photographer.",
    ],
)
async def test_who_does_not_ask_hears_of_it_only_where_many_work_for_themselves(text: str) -> None:
    found = await advice(text)
    assert found.decision is not None
    assert found.decision.role is not None
    share = found.facts[f"role.{found.decision.role.soc}.self_employed"].amount
    assert any(key.startswith("freelance.") for key in found.facts) == (share >= INDEPENDENT)
    assert unsupported(found) == []


def test_a_whole_course_or_an_apprenticeship_teaches_the_skills_itself() -> None:
    tools = Toolbox()
    nurse, electrician, clerk = "29-2061", "47-2111", "43-3031"
    assert taught(nurse, False, SCHOOL, tools)
    assert taught(electrician, False, SCHOOL, tools)
    assert not taught(clerk, False, SCHOOL, tools)
    fit = role_fit(nurse, {})
    assert gaps(fit, True) == []
    assert hours_to_ready(nurse, fit, fit.fit, False, SCHOOL, tools).middle == schooling(nurse, SCHOOL, tools) + 1
    assert hours_to_ready(nurse, fit, fit.fit, True, SCHOOL, tools).middle < 200


@pytest.mark.parametrize(
    ("soc", "hours"), [("43-3031", 0), ("53-3052", 21), ("47-2111", 1), ("29-2061", 1), ("41-9022", 41)]
)
def test_licences(soc: str, hours: float) -> None:
    """None asked; a permit to study for; learnt in the apprenticeship; learnt at school; a state's own course."""
    assert licence(soc, SCHOOL, Toolbox()) == hours


@pytest.mark.parametrize(
    ("code", "place"), [("0019100", "Dallas, TX"), ("0500001", "AR"), ("0400000", "AZ"), ("0000000", "United States")]
)
def test_finders_are_asked_near_the_worker(code: str, place: str) -> None:
    assert near(Area(code=code)) == place
