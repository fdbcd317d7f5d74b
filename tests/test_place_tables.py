"""The tables of places against the look-up: every row comes back with its own area, and quickly; every code is published."""

from __future__ import annotations

import csv
import time

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.place_keys import key
from knowledge.tables import tables
from tools.place_names import ABROAD, ALIASES, abroad, aliases, towns
from tools.place_wording import AREA
from tools.places import FAR_MORE, find_area

ROWS = tables().places.height


def code(place: str) -> str:
    found = find_area(place)
    return found.area.code if found.area else found.how


def test_every_zip_code_has_its_area() -> None:
    """513 of military posts and far islands have the nation's, and say so."""
    wrong, wider = 0, 0
    for zip_code, area in tables().zips.iter_rows():
        found = find_area(zip_code)
        wrong += found.area is None or found.area.code != area
        wider += found.how == "wider" and bool(found.note)
    assert (tables().zips.height, wrong, wider) == (41_488, 0, 513)
    assert code("60614-1234") == code("60614") == code("zip 60614") == "0016980"
    assert code("Denver 99999") == code("Denver")


def test_every_place_with_its_state_has_its_own_area() -> None:
    exact = 0
    for _, place, state, _, area in tables().places.iter_rows():
        found = find_area(f"{place}, {state}")
        exact += found.how == "exact" and found.area is not None and found.area.code == area
    assert exact / ROWS >= 0.995


@settings(max_examples=500, deadline=None)
@given(
    row=st.integers(0, ROWS - 1),
    form=st.sampled_from(["{p}, {s}", "{p} {s}", "{l}, {t}", "{u} {s}", "near {p}, {t}"]),
)
def test_however_a_place_and_its_state_are_written(row: int, form: str) -> None:
    _, place, state, _, area = tables().places.row(row)
    name = tables().states[state].name
    said = form.format(p=place, s=state, t=name, l=place.lower(), u=place.upper())
    if place != "West" and not AREA.search(f" {place}"):  # West Texas is no town; the "Industrial Area" of Baltimore
        assert code(said) == area


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    found = find_area(text)
    assert (found.area is not None) == (found.how in ("exact", "wider"))
    assert bool(found.candidates) == (found.how == "ambiguous")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, ROWS - 1))
def test_a_name_alone_is_a_place_only_if_far_more_populous(row: int) -> None:
    name = tables().places.row(row)[0]
    found = find_area(name)
    people: dict[str, int] = {}
    for town in towns(name):
        people[town.area] = people.get(town.area, 0) + town.people
    if found.area and found.area.code in people and not found.note and name not in aliases():
        rest = sum(people.values()) - people[found.area.code]
        assert len(people) == 1 or people[found.area.code] >= FAR_MORE * rest


def test_the_nicknames_are_a_table_of_areas() -> None:
    with ALIASES.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 150
    assert len({key(row["alias"]) for row in rows}) == len(rows)
    known = set(tables().areas["code"])
    assert all(set(row["code"].split("|")) <= known and row["stands_for"] for row in rows)
    assert all(len(set(row["code"].split("|"))) == row["code"].count("|") + 1 for row in rows)
    with ABROAD.open(newline="", encoding="utf-8") as lines:
        assert len({key(row["name"]) for row in csv.DictReader(lines)}) == len(abroad())


def test_counties_have_no_state_but_their_own_areas() -> None:
    """Every metro and non-metropolitan area has a county, and every county one of those."""
    counties, areas = tables().counties, tables().areas
    finest = set(areas.filter(pl.col("level").is_in(["metro", "nonmetro"]))["code"])
    assert set(counties["area"]) == finest
    assert counties.height == 3_223
    small = sum((tables().folder / f"{name}.parquet").stat().st_size for name in ("places", "zips", "counties"))
    assert small < 700_000


def test_a_look_up_is_quick() -> None:
    said = [
        "Scarsdale NY",
        "cincinatti",
        "Springfield",
        "60614",
        "between Denver and Boulder",
        "North Philly",
        "Qwertyville",
        "Paris TX",
    ]
    for place in said:
        find_area(place)
    start = time.process_time()
    for _ in range(25):
        for place in said:
            find_area(place)
    assert (time.process_time() - start) / (25 * len(said)) < 0.002
