"""Ways into a role: the table, which way is taken, what its steps ask, and what an answer says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.contracts import Step, UpskillingPlan
from agents.draft import schedule
from agents.readiness import ASSUMPTION
from agents.way import asks_degree, choose_way, held, steps, training_hours
from evals.grounded import unsupported
from runtime.errors import NotFound
from tests.test_advice import advice
from tools.pathways import COURSES, Pathway, Way, WayCredential, pathways, plain_names, problems
from tools.profile import Credential, Profile

pytestmark = pytest.mark.usefixtures("at_home")

ROLES = sorted(plain_names())


def way(**given: object) -> Way:
    whole = {
        "soc": "31-9097", "number": 1, "role": "phlebotomist", "roles": "phlebotomists", "how": "a short course", "modes": ["evenings"],
        "weeks": (4, 20), "hours": (80, 320), "weekly": (6, 40), "paid": "no", "cost": (700, 3500), "first_step": "Ask a school",
        "source": "a handbook", "how_known": "read", "checked": "2026-11-28",
    }  # fmt: skip
    return Way.model_validate({**whole, **given})


# ---- the table ------------------------------------------------------------------------------------------------


def test_the_tables_are_whole() -> None:
    assert problems() == []
    assert len(ROLES) >= 150


def test_every_row_is_known_from_somewhere() -> None:
    for soc in ROLES:
        for one in pathways(soc).ways:
            assert one.source
            assert one.first_step
            assert all(credential.issuer for credential in one.credentials)
            assert all(fact.source and fact.release for fact in pathways(soc).facts)


def test_a_trade_has_its_board_in_the_worker_s_state() -> None:
    """Ohio calls its nursing aides STNA and asks for 75 hours, by the table's row."""
    licence = pathways("31-1131", "OH").licence
    assert licence is not None
    assert "State Tested Nurse Aide" in licence.name
    assert licence.hours == 75
    assert pathways("31-1131", "oh").licence == licence
    assert pathways("31-1131").licence is None


def test_no_way_is_made_up() -> None:
    assert pathways("29-1241").ways == []  # ophthalmologists
    with pytest.raises(NotFound):
        pathways("99-9999")


# ---- which way ------------------------------------------------------------------------------------------------


def test_a_course_that_takes_more_hours_than_there_are_gives_way_to_one_that_does_not() -> None:
    full_time, evening = way(weekly=(30, 40), modes=["full-time cohort"]), way(number=2)
    found = Pathway(soc="31-9097", ways=[full_time, evening])
    taken = choose_way(found, Profile(study_hours=8))
    assert taken is not None
    assert taken.way.number == 2
    assert taken.in_time
    open_ = choose_way(found, Profile())
    assert open_ is not None
    assert open_.way.number == 1, "hours that were not named bar nothing"


def test_a_way_that_is_paid_takes_no_hours_of_one_s_own() -> None:
    trade = way(modes=["paid apprenticeship"], weekly=(40, 48), hours=(8000, 10000), paid="yes")
    taken = choose_way(Pathway(soc="31-9097", ways=[trade]), Profile(study_hours=2))
    assert taken is not None
    assert taken.in_time
    assert trade.own_hours == 0


@given(
    study=st.one_of(st.none(), st.floats(1, 60)),
    budget=st.one_of(st.none(), st.floats(0, 50_000)),
    soc=st.sampled_from(ROLES),
)
def test_a_way_within_the_hours_is_taken_where_there_is_one(
    study: float | None, budget: float | None, soc: str
) -> None:
    profile, found = Profile(study_hours=study, budget=budget), pathways(soc)
    taken = choose_way(found, profile)
    assert taken is not None
    theirs = [one for one in found.ways if not asks_degree(one)] or found.ways  # no degree was named
    can = [one for one in theirs if one.paid_training or study is None or one.weekly[0] <= study]
    assert taken.in_time == bool(can)
    assert not can or taken.way in can


# ---- what it asks ---------------------------------------------------------------------------------------------


@given(soc=st.sampled_from(ROLES), state=st.sampled_from(["", "OH", "CA", "TX", "MT"]))
def test_steps_stand_in_order_and_nobody_trains_twice(soc: str, state: str) -> None:
    found = pathways(soc, state)
    for one in found.ways:
        made = steps(one, found.licence, Profile(), {})
        titles = [step.title for step in made]
        assert len(titles) == len(set(titles))
        assert made[0].kind == "check"
        training = [step for step in made if step.detail.startswith(one.how[:1].upper() + one.how[1:])]
        assert len(training) == 1
        if "Sit the exam" in titles:
            assert titles.index("Sit the exam") > made.index(training[0])
        low, high = training_hours(one, found.licence)
        spent = training[0].hours + training[0].paid_hours
        assert low <= spent + 0.5
        assert spent <= high + 0.5
        if one.modes[0] in COURSES and one.cost[1]:
            assert "Tuition" in training[0].detail


def test_who_holds_what_is_asked_needs_no_course() -> None:
    card = WayCredential(name="Certified Phlebotomy Technician", short="CPT", issuer="the association", asked="usual")
    one = way(credentials=[card], exam="CPT exam")
    profile = Profile(credentials=[Credential(name="my CPT card", state="held")])
    assert held(one, profile) == (card, profile.credentials[0])
    titles = [step.title for step in steps(one, None, profile, {})]
    assert "Check that your CPT is current" in titles
    assert not [title for title in titles if "course" in title or "exam" in title]


@pytest.mark.parametrize(
    ("state", "says"),
    [("lapsed", "how to renew"), ("foreign", "from abroad count for"), ("in progress", "what you have begun")],
)
def test_what_is_lapsed_foreign_or_begun_counts(state: str, says: str) -> None:
    card = WayCredential(
        name="State RN license", short="RN", issuer="state board of nursing", asked="by law everywhere"
    )
    one = way(credentials=[card], exam="NCLEX-RN")
    profile = Profile(credentials=[Credential.model_validate({"name": "RN license", "state": state})])
    made = steps(one, None, profile, {})
    assert any(says in step.title for step in made)
    assert sum(step.hours for step in made) < 30, "how much is left is not made up"


@given(
    hours=st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0, 30.0, 400.0]), min_size=1, max_size=9),
    pace=st.sampled_from([1.0, 5.0, 8.0, 25.0]),
)
def test_no_step_lies_behind_the_last_week(hours: list[float], pace: float) -> None:
    plan = UpskillingPlan(
        hours_per_week=pace, steps=[Step(title=str(n), kind="learn", hours=h) for n, h in enumerate(hours)]
    )
    schedule(plan)
    assert all(1 <= step.from_week <= step.to_week for step in plan.steps)
    assert not plan.hours or all(step.to_week <= plan.weeks for step in plan.steps)
    assert plan.hours == sum(hours)


# ---- an answer ------------------------------------------------------------------------------------------------


async def test_a_licence_is_named_with_its_board_and_its_hours() -> None:
    found = await advice(
        "I deliver for DoorDash in Columbus, Ohio, 40 hours a week, $800 a week, 600 miles. I want to become a barber. I can study 25 hours a week."
    )
    plan = found.plan
    assert plan is not None
    assert plan.pathway is not None
    assert plan.soc == "39-5011"
    words = " ".join(step.title + " " + step.detail for step in plan.steps)
    assert "Ohio State Cosmetology and Barber Board" in words
    hours = pathways("39-5011", "OH").licence.hours
    assert plan.pathway.hours == (hours, hours)
    assert plan.hours > hours
    (course,) = [n for n, step in enumerate(plan.steps, 1) if step.hours == hours]
    assert found.facts[f"plan.step{course}.hours"].source == plan.pathway.source, "the table's hours, no assumption"
    assert found.facts["plan.step1.hours"].source == ASSUMPTION
    assert unsupported(found) == []


async def test_a_nurse_from_abroad_is_sent_to_the_board_and_promised_nothing() -> None:
    found = await advice(
        "I clean houses in Phoenix AZ, $600 a week, 30 hours. I was a nurse in the Philippines, license not valid here. I want to be a registered nurse. I can study 10 hours a week."
    )
    plan = found.plan
    assert plan is not None
    assert plan.soc == "29-1141"
    assert plan.pathway is not None
    assert plan.pathway.holds == "foreign"
    said = " ".join(passage.text for passage in found.narrative if passage.agent == "upskilling_coach")
    assert "I leave it open" in said
    assert "board" in said
    assert unsupported(found) == []


async def test_an_apprenticeship_is_applied_for_not_sat_through() -> None:
    found = await advice(
        "I drive a school van in Cleveland, Ohio, 30 hours a week, $540 a week, company van. I want to become an electrician. High school diploma, 6 hours a week to study."
    )
    plan = found.plan
    assert plan is not None
    assert plan.soc == "47-2111"
    assert plan.paid_hours > 4000
    assert plan.hours < 40
    assert any("apprenticeship" in step.title for step in plan.steps)


async def test_a_role_without_a_way_has_no_hours_of_schooling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a row the hours of the course are left open, not taken from a template."""
    monkeypatch.setattr("tools.pathways._ways", dict)
    found = await advice(
        "I clean houses in Denver, 20 hours a week, $400 a week, 60 miles. I want to be a dental assistant. I can study 30 hours a week."
    )
    plan = found.plan
    assert plan is not None
    assert plan.pathway is None
    assert any("left open" in line for line in found.abstentions)
    assert all(step.hours <= 30 for step in plan.steps)
    assert not any(key.startswith("way.") for key in found.facts)
    assert unsupported(found) == []


@pytest.mark.parametrize(
    ("education", "how"), [("bachelor", "bachelor's in hand"), ("master", "bachelor's in hand"), ("high school", "student teaching|teacher training"), (None, "student teaching|teacher training")]
)  # fmt: skip
@pytest.mark.parametrize("soc", ["25-2031", "25-2022", "25-2058"])
def test_a_way_that_asks_for_a_degree_is_for_who_holds_one(soc: str, education: str | None, how: str) -> None:
    """Also where the hours of a degree are more than the worker has."""
    chosen = choose_way(pathways(soc), Profile(education=education, study_hours=4))
    assert chosen is not None
    assert any(one in chosen.way.how for one in how.split("|")) or (
        "already hold a bachelor" in chosen.way.how and education in ("bachelor", "master")
    )
    assert chosen.in_time is (education in ("bachelor", "master"))


def test_a_credential_that_only_other_states_ask_for_is_not_named() -> None:
    names = lambda state: {one.name for way in pathways("31-9097", state).ways for one in way.credentials}  # noqa: E731
    assert "State phlebotomy license" in names("CA") & names("")
    assert "State phlebotomy license" not in names("OH")
