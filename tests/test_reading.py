"""A worker's words become a profile; what was not said stays empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_amounts import PHOENIX
from tools.profile import Profile
from tools.reading import read_profile


def test_the_worked_example() -> None:
    profile = read_profile(PHOENIX)
    (work,) = profile.work
    assert work.soc in {"53-3054", "53-3053"}
    assert work.gross is not None
    assert (work.gross.usd, work.gross.per, work.hours, work.miles) == (950, "week", 45, 800)
    assert [job.title.lower() for job in profile.past] == ["bookkeeping"]
    assert profile.past[0].years == 2
    assert "phoenix" in profile.place.lower()
    assert (profile.target_hourly, profile.study_hours, profile.budget) == (25, 6, None)
    assert profile.constraints == ["home evenings"]
    assert profile.languages == ["Spanish"]
    assert "excel" in " ".join(profile.skills).lower()
    assert any("week" in note for note in profile.notes)  # "gross around $950" did not say per what


@pytest.mark.parametrize(
    ("text", "current", "past"),
    [
        ("I'm a freelance graphic designer in Austin, asking $40/h", "graphic designer", None),
        ("I work as a nurse aide, used to be a cashier", "nurse aide", "cashier"),
        ("Dasher here, 30 hours a week", "dasher", None),
        ("I walk dogs on Rover and deliver for Instacart", "rover", None),
        ("Before this I was a truck driver. Now I do TaskRabbit furniture assembly.", "taskrabbit", "truck driver"),
        ("I used to be a line cook, now I drive for Lyft", "lyft", "line cook"),
        ("I do hair and nails from home", "hair", None),
    ],
)
def test_work_now_and_before(text: str, current: str, past: str | None) -> None:
    profile = read_profile(text)
    assert any(current in work.title.lower() for work in profile.work), profile.work
    assert past is None or any(past in job.title.lower() for job in profile.past), profile.past


@pytest.mark.parametrize(
    ("text", "constraints"),
    [
        ("I have a bad back and want to be home in the evenings", {"no heavy lifting", "home evenings"}),
        ("no nights, no weekends please", {"no nights", "no weekends"}),
        ("I want to get off the road and work from home", {"no driving", "remote only"}),
        ("I can't afford to go back to college", set()),
        ("I hate driving now", {"no driving"}),
        ("I work nights and want days", {"no nights"}),
        ("I have a felony on my record", {"no background check"}),
    ],
)
def test_limits(text: str, constraints: set[str]) -> None:
    assert set(read_profile(text).constraints) >= constraints


@pytest.mark.parametrize("text", ["", "   ", "I don't know", "🚗🍕🙃", "???", "hello", "help me please"])
def test_nothing_said_is_nothing_known(text: str) -> None:
    profile = read_profile(text)
    assert profile.model_dump(exclude={"text", "words", "notes"}) == Profile().model_dump(
        exclude={"text", "words", "notes"}
    )


def test_every_field_has_its_words() -> None:
    profile = read_profile(PHOENIX)
    for field in ("target_hourly", "study_hours", "place", "work.gross", "work.hours", "work.miles"):
        assert profile.words[field]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    read_profile(text)


def test_ten_thousand_words() -> None:
    read_profile("I drive for Uber and " * 3_000)


@pytest.mark.parametrize(
    ("text", "usd", "per"),
    [
        ("I drive for Lyft in Denver 40 hours for $900, I want to be a medical assistant", 900, "week"),
        ("I do Instacart in Atlanta 35 hours a week, $600, 300 miles", 600, "week"),
        ("They give me 480 weekly for pushing carts", 480, "week"),
        ("I babysit 20 hrs a week, $15", 15, "hour"),
    ],
)
def test_a_bare_sum_beside_hours_is_what_one_takes_in(text: str, usd: float, per: str) -> None:
    work = read_profile(text).work[0]
    assert work.gross is not None
    assert (work.gross.usd, work.gross.per) == (usd, per)


def test_one_gig_named_twice_is_one_gig() -> None:
    assert len(read_profile("I walk dogs on Rover in Seattle, 25 hours, $450 a week").work) == 1


def test_what_one_wants_to_do_is_not_what_one_does() -> None:
    profile = read_profile("I do data entry on Upwork, 20 hours, $300 a week, Ohio. I want to do graphic design.")
    assert [work.soc for work in profile.work] == ["43-9021"]
    assert profile.aims == ["graphic design"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i do uber eats and doordash, like 50 hrs a week make 750ish, gas 120", {"gross": (750, "week"), "hours": 50, "expenses": 120}),
        ("I'm a freelance writer on Upwork, $35 per article, 10 articles a week, about 30 hours", {"gross": (35, "job"), "jobs": 10, "hours": 30}),
        ("Etsy seller, $1200 a month, supplies $400, 25 hours a week", {"gross": (1200, "month"), "expenses": 92.3}),
        ("I drive for Lyft, about 1,200 a week before gas, 60 hours", {"gross": (1200, "week"), "expenses": None}),
        ("I clean houses and earn 20 to 25 an hour, 30 hours a week", {"gross": (22.5, "hour")}),
    ],
)  # fmt: skip
def test_how_people_say_what_they_make(text: str, expected: dict[str, object]) -> None:
    (work,) = read_profile(text).work
    for field, value in expected.items():
        found = getattr(work, field)
        assert ((found.usd, found.per) if field == "gross" else found) == value, field


def test_a_platform_through_which_one_works_is_no_second_job() -> None:
    assert [w.soc for w in read_profile("Home health aide through Care.com in Cleveland, $14/hr, 32 hours a week").work] == ["31-1121"]  # fmt: skip
    assert [w.title for w in read_profile("i do uber eats and doordash, 50 hrs, $750").work] == [
        "doordash and uber eats"
    ]


def test_one_gig_told_by_its_name_and_its_verb_keeps_its_name() -> None:
    (work,) = read_profile("I dash for DoorDash in Tulsa, 35 hours a week, $550 a week").work
    assert work.title == "DoorDash"
    (work,) = read_profile("I sell candles on Etsy, $1,500 a month, 30 hours a week").work
    assert " and " not in work.title


def test_what_one_wishes_for_is_no_skill() -> None:
    profile = read_profile("Freelance writer. English degree. I want stable income and health insurance.")
    assert (profile.skills, profile.education) == ([], "bachelor")


@pytest.mark.parametrize(
    ("text", "place"),
    [("ex con, 400 a week 30 hours st louis", "st louis"), ("nyc uber driver", "nyc"), ("ft worth, clean houses", "ft worth"), ("driving all day in tulsa", "tulsa")],
)  # fmt: skip
def test_places_without_a_capital(text: str, place: str) -> None:
    assert read_profile(text).place == place


def test_pay_and_miles_by_the_block() -> None:
    (work,) = read_profile("I do Amazon Flex in Denver, 4 blocks a week at $90 each, 60 miles per block").work
    assert work.gross is not None
    assert (work.gross.usd, work.gross.per, work.jobs, work.miles) == (90, "job", 4, 240)


def test_a_record_is_heard() -> None:
    assert "no background check" in read_profile("ex con, trying to get off doordash").constraints


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("No college degree.", "high school"),
        ("I don't have a degree", "high school"),
        ("no degree but a bachelor's from Ghana", "bachelor"),
        ("never finished college", "some college"),
        ("left college after a year", "some college"),
        ("three years of college", "some college"),
        ("I'm in my first year at a state school", "some college"),
        ("I got to 9th grade", "none"),
        ("ten years of school", "none"),
        ("no school after 8th grade", "none"),
        ("I dropped out of high school", "none"),
        ("I tutor 8th grade math, bachelor's in physics", "bachelor"),
        ("associate degree, no bachelor's", "associate"),
        ("GED", "high school"),
        ("BFA in dance", "bachelor"),
        ("what can I do without a degree", "high school"),
        ("I don't have a bachelor's", "high school"),
        ("never got a degree", "high school"),
        ("I didn't go to college", "high school"),
        ("I never graduated from college", "some college"),
        ("I did not finish my bachelor's", "some college"),
        ("I'm a college dropout", "some college"),
        ("I've never used my college degree", "bachelor"),
        ("I have a bachelor's degree and want a job without another degree", "bachelor"),
    ],
)
def test_schooling_one_has_and_schooling_one_lacks(text: str, level: str) -> None:
    assert read_profile(text).education == level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I groom dogs, 14 dogs a week at $65, 35 hours", {"gross": (65, "job"), "jobs": 14}),
        ("I clean house, 6 house in week, they pay 120 dollar for each house", {"gross": (120, "job"), "jobs": 6}),
        ("i mow 11 yards a week at 40 each, 18 hours", {"gross": (40, "job"), "jobs": 11}),
        ("I haul junk, 85 a load, 7 loads a week", {"gross": (85, "job"), "jobs": 7}),
        ("I write resumes, $60 each, 8 a week, Fiverr keeps 20%", {"gross": (60, "job"), "jobs": 8, "fees": 20}),
        ("I do Amazon Flex, 5 blocks a week, each pays $85 and is 3 hours", {"gross": (85, "job"), "jobs": 5, "hours": 15}),
        ("I shoot weddings, 2 weddings a month at $1,800 each", {"gross": (1800, "job"), "jobs": 0.5}),
        ("I hang drywall, $22/hr x 38", {"gross": (22, "hour"), "hours": 38}),
        ("i dash, makin 500 a week b4 gas", {"gross": (500, "week"), "expenses": None}),
        ("I drive for Lyft in Reno, 35 hours, 800 dollars", {"gross": (800, "week"), "hours": 35}),
        ("I translate, $0.08 a word comes to about $700 a week", {"gross": (700, "week"), "jobs": None}),
        ("I'm a barber, I rent a chair for $220 a week and make $900 a week", {"gross": (900, "week"), "expenses": 220}),
        ("I make candles, $800 a month, wax and jars $40 a week", {"gross": (800, "month"), "expenses": 40}),
        ("I design logos, $50 an hour, 15 billed hours a week, 6 unpaid", {"hours": 15, "unpaid_hours": 6}),
        ("I run a daycare, 6 kids at $150 a week each", {"gross": (900, "week")}),
        ("I dash 20 hours a week including waiting, $300 a week", {"hours": 20, "unpaid_hours": None}),
    ],
)  # fmt: skip
def test_sums_by_the_piece_and_beside_it(text: str, expected: dict[str, object]) -> None:
    (work,) = read_profile(text).work
    for field, value in expected.items():
        found = getattr(work, field)
        assert ((found.usd, found.per) if field == "gross" and found else found) == value, field


def test_each_gig_has_its_own_sum() -> None:
    plow, lyft = read_profile(
        "winters i plow driveways, 550 a week 18 hours. also drive lyft 9 hours a week for 170"
    ).work
    assert plow.gross is not None
    assert lyft.gross is not None
    assert (plow.gross.usd, plow.hours, lyft.gross.usd, lyft.hours) == (550, 18, 170, 9)


def test_a_wish_for_pay_and_hours_to_learn_are_not_the_gig() -> None:
    profile = read_profile(
        "I babysit in Reno, $14 an hour, 30 hours a week. With 8 hours a week and $300 for training I'd like to reach $24 an hour."
    )
    (work,) = profile.work
    assert (work.hours, profile.study_hours, profile.budget, profile.target_hourly) == (30, 8, 300, 24)
    assert read_profile("I dash, $500 a week. Want steady pay, like $20 an hour").target_hourly == 20


def test_payroll_counts_before_the_job_is_known() -> None:
    (work,) = read_profile("W-2, $18 an hour, 40 hours a week").work
    assert work.employee


def test_a_bare_sum_beside_hours_to_learn_is_no_pay() -> None:
    """Beside hours worked it is."""
    learner = read_profile("No work at present. I'd like to be a welder; 12 hours a week for classes, $400.")
    assert (learner.study_hours, learner.budget) == (12, 400)
    assert not any(work.gross for work in learner.work)
    cleaner = read_profile("I clean houses, 30 hours a week, $600, 5 hours a week to study.")
    assert (cleaner.work[0].gross.usd, cleaner.study_hours, cleaner.budget) == (600, 5, None)


@pytest.mark.parametrize(
    "text",
    [
        "I stopped driving last year. I clean houses in Tulsa",
        "I stopped driving for Lyft last year",
        "I drove a truck for twenty years and gave up driving",
        "I used to drive for Uber until March",
        "I no longer drive for Uber",
        "I drive Lyft full time, well I stopped driving last year, now I only do Instacart",
    ],
)
def test_who_gave_up_driving_is_sent_to_no_driving(text: str) -> None:
    profile = read_profile(text)
    assert "no driving" in profile.constraints
    assert not any(work.soc.startswith("53-3") for work in profile.work)


@pytest.mark.parametrize("text", ["I stopped driving at night. I drive Uber days", "I quit smoking. I drive for Uber"])
def test_who_still_drives_has_not_given_it_up(text: str) -> None:
    profile = read_profile(text)
    assert "no driving" not in profile.constraints
    assert [work.soc for work in profile.work] == ["53-3054"]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("No cold calling. I know Excel", ["Excel"]),
        ("never had a resume, no degree but QuickBooks", ["QuickBooks"]),
        ("I deliver last-minute orders at $25 an hr", []),
        ("with people I speak every day", []),
        ("Forklift certified. No nights. Excel", ["Forklift certified", "Excel"]),
        ("No more care work: I have done bookkeeping", ["bookkeeping"]),
        ("I stopped driving at night", []),
        ("Freelance editor. Machine translation takes my work", []),
        ("I rent a chair. I do my own bookings, Instagram and taxes", []),
    ],
)
def test_skills_are_what_one_can_do(text: str, skills: list[str]) -> None:
    assert read_profile(text).skills == skills
