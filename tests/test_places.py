"""A place is read where it is named, with its state, by its ZIP code, and not out of plain words."""

from __future__ import annotations

import pytest

from tools.places import find_area
from tools.reading import read_profile


def area(text: str) -> str:
    place = read_profile(text).place
    found = find_area(place).area if place else None
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I type from home in Lincoln, Nebraska, 20 hours", "Lincoln, NE"),
        ("Years at desks in Rochester, New York, now I clean", "Rochester, NY"),
        ("In Fresno, CA I walk dogs", "Fresno, CA"),
        ("mow lawns, chattanooga tn", "Chattanooga, TN-GA"),
        ("I tutor. Columbia, South Carolina.", "Columbia, SC"),
        ("dasher, zip 60614. 30 hours", "Chicago-Naperville-Elgin, IL-IN"),
        ("Car washing, 79912. Spanish.", "El Paso, TX"),
        ("Born in Peru, Houston is home now", "Houston-Pasadena-The Woodlands, TX"),
        ("I moved from Denver to Boise, Idaho last spring", "Boise City, ID"),
        ("I am in college in Ohio", "Ohio"),
        ("I tutor in Scranton PA", "Scranton--Wilkes-Barre, PA"),
        ("I dash in tulsa ok", "Tulsa, OK"),
        ("I live in Paris, Texas", "Texas"),
    ],
)
def test_where_one_is(text: str, name: str) -> None:
    assert area(text) == name


@pytest.mark.parametrize(
    "text",
    ["played ball in college", "qwerty 12345 !!!!", "put 15000 miles on it", "I make 60614 a year", "help me or"],
)
def test_plain_words_and_sums_are_no_place(text: str) -> None:
    assert read_profile(text).place == ""
