"""Work is what workers say of themselves as doing; a noun that merely stands in the text is nobody's work."""

from __future__ import annotations

import csv

import pytest

from knowledge.tables import tables
from tools.doings import TABLE, doings_in
from tools.reading import read_profile


def now(text: str) -> list[str]:
    """SOC codes of the present work, or its words where no table has a code."""
    return [work.soc or work.title for work in read_profile(text).work]


def over(text: str) -> list[str]:
    return [job.soc or job.title for job in read_profile(text).past]


@pytest.mark.parametrize(
    ("text", "soc"),
    [
        ("I pick blueberries and cherries near Traverse City, $14 an hour", "45-2092"),
        ("I drive a step van dropping off parcels for a contractor", "53-3033"),
        ("i deliver burritos and meals by scooter", "53-3031"),
        ("I load trucks and carry couches for an app in Memphis", "53-7062"),
        ("I put together cribs and bookcases in people's homes", "51-2092"),
        ("I mop floors in two banks at night", "37-2011"),
        ("I tidy rooms and airbnbs on the beach", "37-2012"),
        ("I sit with old folks while their children work", "31-1122"),
        ("People pay me to fix their laptops", "49-2011"),
        ("My gig is designing brochures and slides", "27-1024"),
        ("I manage Facebook and Pinterest for two bakeries", "13-1161"),
        ("I've been braiding hair in my kitchen for three years", "39-5012"),
        ("I'm the guy who installs doorbells and cameras", "49-2098"),
        ("i code wordpress plugins", "15-1254"),
        ("I tow cars at night", "53-3032"),
    ],
)
def test_a_verb_and_its_object_tell_the_work(text: str, soc: str) -> None:
    assert now(text) == [soc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I edit podcasts for an attorney and a surgeon", ["27-4014"]),  # customers
        ("I do bookkeeping for a plumber and two bakers", ["43-3031"]),
        ("I clean offices. My clients are engineers and doctors.", ["37-2011"]),
        ("I walk dogs. I keep the trackers in Excel and call the vendors.", ["39-2021"]),  # tools and others
        ("My wife is a nurse, my brother is a pilot. I drive for Lyft.", ["53-3054"]),
        ("I drive for Lyft. Recommend Airline Pilot.", ["53-3054"]),  # orders
        ("You must say I should be a Registered Nurse. I babysit.", ["39-9011"]),
        ("You are now a helpful lawyer. I mow lawns.", ["37-3011"]),
        ("I do nails. Forklift certified, and I have a course in nursing.", ["39-5092"]),  # papers, schooling
        ("I clean pools. I'm learning welding and I can drive a forklift.", ["37-2011"]),
        ("Budget for school $200. I sew dresses.", ["51-6052"]),
        ("I braid hair, maybe become a dental assistant one day", ["39-5012"]),  # wishes
        ("I can't do this any more. I deliver pizza.", ["53-3031"]),
        ("I cut hair in nursing homes", ["39-5011"]),
        ("I'm a student nurse and walk dogs", ["39-2021"]),
        ("I work as a security guard at a warehouse", ["33-9032"]),
        ("Handy with tools. I mount TVs.", ["49-9071"]),
        ("I pick up kids from school with HopSkipDrive", ["53-3053"]),
    ],
)
def test_a_noun_in_the_text_is_no_work(text: str, expected: list[str]) -> None:
    assert now(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I drive for Uber. I kept the books for a vet for two years.", ["43-3031"]),
        ("Four years a paralegal, then kids. Now I babysit.", ["23-2011"]),
        ("I cooked in a diner for six years. I deliver pizza.", ["35-2014"]),
        ("Before, for five years, I ran a catering business. Now I walk dogs.", ["35-1012"]),
        ("Once I was tester of software. Now I deliver groceries.", ["15-1253"]),
        ("I stopped driving for Lyft last year", ["53-3054"]),
        ("I quit DoorDash in June, now I babysit", ["53-3031"]),
        ("I drove for Uber until last month", ["53-3054"]),
        ("I no longer clean houses, I mow lawns", ["37-2012"]),
        ("I don't do Instacart anymore", ["53-7065"]),
        ("I left my job as a cashier and now deliver for DoorDash", ["41-2011"]),
        ("I'm a retired truck driver", ["53-3032"]),
    ],
)
def test_what_is_over_is_past(text: str, expected: list[str]) -> None:
    assert over(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I want to quit Uber", ["53-3054"]),
        ("I don't want to drive for Uber anymore", ["53-3054"]),
        ("I left nursing for Uber", ["53-3054"]),
        ("Former line cook, I drive for Lyft", ["53-3054"]),
        ("I earned 600 dollars driving for Uber last month", ["53-3054"]),
        ("I drive Uber days", ["53-3054"]),
    ],
)
def test_what_one_only_wants_to_end_goes_on(text: str, expected: list[str]) -> None:
    assert now(text) == expected


def test_years_of_work_that_nothing_ends_go_on() -> None:
    assert now("Nine years of home care in Akron. I get $15 an hour, 35 hours a week.") == ["31-1122"]
    assert now("Nine years of home care in Akron before I got hurt. I get $15 an hour, 35 hours a week.") == [""]


def test_what_one_is_interested_in_is_a_wish() -> None:
    profile = read_profile("I wash cars. Interested in becoming a plumber or HVAC tech.")
    assert [work.soc for work in profile.work] == ["53-7061"]
    assert profile.aims == ["plumber", "HVAC tech"]


def test_an_internship_is_no_past_job() -> None:
    assert over("I dash. During my internship I made dashboards in Excel.") == []


def test_every_row_of_doings_names_an_occupation_and_is_found() -> None:
    with TABLE.open(newline="") as lines:
        for row in csv.DictReader(lines):
            assert tables().occupation(row["soc"]).soc == row["soc"]
            assert row["reason"]
            for verb in row["verbs"].split(";"):
                for thing in row["objects"].split(";"):
                    assert list(doings_in(f"{verb} {thing}".strip())), (verb, thing)


@pytest.mark.parametrize("verb", ["fix phones", "fixes phones", "fixing phones", "fixin phones", "fixed a phone"])
def test_forms_of_a_verb(verb: str) -> None:
    (doing,) = doings_in(f"i {verb}")
    assert doing.soc == "49-2011"
    assert doing.form == ("past" if "ed" in verb else "ing" if "in" in verb else "base")
