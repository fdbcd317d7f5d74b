"""Ten workers with a way of their own, each asked about as they would write: what must hold of the plan they are given."""

from __future__ import annotations

import pytest

from agents.contracts import Advice, UpskillingPlan
from evals.grounded import unsupported
from tests.test_advice import advice

pytestmark = pytest.mark.usefixtures("at_home")


async def planned(text: str) -> tuple[Advice, UpskillingPlan, str]:
    """The advice, its plan, and all that the plan says in lower case."""
    found = await advice(text)
    assert found.plan is not None
    assert unsupported(found) == []
    said = [f"{step.title}. {step.detail}" for step in found.plan.steps]
    coach = [passage.text for passage in found.narrative if passage.agent == "upskilling_coach"]
    return found, found.plan, " ".join([*said, *coach]).lower()


async def test_a_dental_assistant_from_abroad_is_sent_to_those_who_rate_papers_and_promised_nothing() -> None:
    _, plan, said = await planned(
        "I was a dental assistant for six years in Bogota, Colombia. Now I clean houses in Orlando, Florida, 30 hours a week, $540, I drive "
        "about 80 miles. I want to work as a dental assistant again here. My certificate is from Colombia. I can study 8 hours a week."
    )
    assert plan.soc == "31-9091"
    assert plan.pathway is not None
    assert plan.pathway.holds == "foreign"
    assert "papers from abroad" in said
    assert "i leave it open" in said
    assert "naces" in {one.id for one in plan.supports}
    assert not any(step.kind == "learn" for step in plan.steps), "six years of the work need no lesson of it"


async def test_a_phlebotomist_with_evenings_only_gets_an_evening_course_and_no_licence_that_ohio_does_not_ask() -> None:
    _, plan, said = await planned(
        "I drive for Lyft in Columbus, Ohio, 40 hours a week, around $820, 700 miles. I want to become a phlebotomist. I can only do evenings, "
        "and have about $1,500 for it."
    )
    assert plan.soc == "31-9097"
    assert "in the evenings" in said
    assert "state phlebotomy license" not in said
    assert "certified phlebotomy technician" in said
    assert "$1,500" in said


async def test_a_phlebotomist_in_california_hears_of_the_state_s_licence() -> None:
    _, plan, said = await planned(
        "I drive for Lyft in Fresno, California, 40 hours a week, around $820, 700 miles. I want to become a phlebotomist. I can study 8 hours a week."
    )
    assert plan.soc == "31-9097"
    assert "state phlebotomy license" in said


async def test_a_plumber_s_apprentice_at_thirty_eight_applies_and_earns_from_the_first_day() -> None:
    _, plan, said = await planned(
        "I'm 38 and do handyman jobs off TaskRabbit in Pittsburgh, 35 hours a week, about $900, parts are on the customer, 150 miles. I want to "
        "get into a plumber's apprenticeship. High school diploma. Am I too old?"
    )
    assert plan.soc == "47-2152"
    assert "full-time job from the first day" in said
    assert plan.paid_hours >= 8000
    assert plan.hours < 40
    assert not {"age 55 plus", "youth under 25"} & {one.need for one in plan.supports}


async def test_a_school_bus_licence_that_the_district_pays_begins_with_the_district() -> None:
    _, plan, said = await planned(
        "I deliver for DoorDash in Dayton, Ohio, 38 hours a week, $650, 550 miles. I want to drive a school bus. I heard the district pays for the "
        "license. I have kids so those hours would be good."
    )
    assert plan.soc == "53-3051"
    titles = [step.title.lower() for step in plan.steps]
    assert next(n for n, one in enumerate(titles) if "apply" in one) < next(
        n for n, one in enumerate(titles) if "employer that pays" in one
    )
    assert "paid driver class" in said
    assert "school bus endorsement" in said
    assert not any(step.kind == "learn" for step in plan.steps), "the district teaches"


async def test_a_history_graduate_teaches_by_the_alternative_licence_and_not_by_a_second_degree() -> None:
    _, plan, said = await planned(
        "I have a bachelor's in history and drive for Uber in Austin, Texas, 45 hours a week, $1,000, 850 miles. I want to become a high school "
        "teacher. I can study 10 hours a week, have $3,000."
    )
    assert plan.soc == "25-2031"
    assert "alternative licence" in said
    assert "student teaching" not in said
    assert not {"pell", "free_cc", "mi_reconnect"} & {one.id for one in plan.supports}, "for those without a degree"


async def test_a_machinist_with_a_record_hears_what_helps_and_no_course_of_graphic_design() -> None:
    _, plan, said = await planned(
        "I did five years, got out in 2021, felony. In prison I learned to run lathes. I do moving jobs in Cleveland, Ohio, 35 hours, $700 a week. "
        "I want to be a machinist. GED."
    )
    assert plan.soc == "51-4041"
    assert "on a record" in said
    assert {"record_clearing", "fair_chance"} <= {one.id for one in plan.supports}
    assert not any(step.kind == "learn" for step in plan.steps)


async def test_a_medical_coder_at_home_hears_the_course_the_exam_and_that_home_comes_later() -> None:
    _, plan, said = await planned(
        "I do data entry gigs from home in Macon, Georgia, 30 hours a week, $390. I want to be a medical coder working from home. I can study 12 hours "
        "a week and spend $2,000. High school diploma."
    )
    assert plan.soc == "29-2072"
    assert "from aapc or american health information management association" in said
    assert "work from home mostly comes after" in said
    assert "$2,000" in said


async def test_a_barber_without_a_licence_in_ohio_is_not_told_to_apply_as_one() -> None:
    found, plan, said = await planned(
        "I cut hair at people's houses in Toledo, Ohio, 25 hours a week, $500 cash, no license. I want to be a real barber with a license. I can study "
        "20 hours a week."
    )
    assert plan.soc == "39-5011"
    assert plan.pathway is not None
    assert plan.pathway.by_law
    assert "ohio state cosmetology and barber board" in said
    assert plan.hours > 1000
    assert found.decision is not None
    assert found.decision.lead in ("bridge", "career"), "nobody is hired next month without the licence"


async def test_who_cuts_hair_with_a_licence_is_sent_to_no_school() -> None:
    _, plan, _ = await planned(
        "I cut hair as a licensed barber in Toledo, Ohio, 25 hours a week, $500. I want steady work as a barber. I can study 20 hours a week."
    )
    assert plan.soc == "39-5011"
    assert plan.hours < 40


async def test_half_an_electrician_s_course_counts() -> None:
    _, plan, said = await planned(
        "I finished half of an electrician's course at community college in Tucson, Arizona, then ran out of money. I drive for Uber Eats now, 40 hours a "
        "week, $700, 600 miles. I still want to become an electrician. 10 hours a week to study."
    )
    assert plan.soc == "47-2111"
    assert "transcript" in said
    assert "before you pay for any of it again" in said
    assert "apprenticeship" in said


async def test_software_without_a_degree_hears_why_not_and_a_way_near_it() -> None:
    found, plan, said = await planned(
        "I drive for Amazon Flex in Boise, Idaho, 32 hours a week, $760, 400 miles. No degree. I taught myself Python and JavaScript and want to be a "
        "software developer. I can study 15 hours a week and have $500."
    )
    told = " ".join(passage.text for passage in found.narrative)
    assert "Software Developers: it usually asks for a bachelor's degree" in told
    assert plan.soc.startswith("15-")
    assert "$500" in said
    assert "computer science" not in said, "no four years of college were asked for"
