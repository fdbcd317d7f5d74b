"""Skill linking: hand-labelled links stay as labelled, and phrases no table holds are read by their parts."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.skill_mapper import _once
from runtime.settings import ROOT
from tools.skills import map_skills, names, skill_phrases_in

LABELS = ROOT / "evals" / "data" / "skill_links.csv"
"""Two random samples of 200 mentions each, every link looked at: mention, id, right."""


def labelled(right: str) -> set[tuple[str, str]]:
    with LABELS.open(newline="") as lines:
        return {(row["mention"], row["id"]) for row in csv.DictReader(lines) if row["right"] == right}


def test_labelled_links_hold_and_those_found_wrong_are_gone() -> None:
    right, wrong = labelled("yes"), labelled("no")
    found = {(link.input, link.id) for link in map_skills(sorted({said for said, _ in right | wrong})).linked}
    assert not wrong & found
    assert len(right & found) >= 0.98 * len(right)


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("seasonal advertising strategy", "Sales and Marketing"),  # what is done with it gives way to what it is
        ("boutique logo design", "Design"),
        ("WordPress bug hunting", "Web page creation and editing software"),
        ("Photoshpo", "Graphics or photo imaging software"),
        ("basic knowledge of bookkeeping", "Economics and Accounting"),
        ("dataentry", "Administrative"),
    ],
)
def test_phrases_no_table_holds(said: str, skill: str) -> None:
    assert skill in {link.name for link in map_skills([said]).linked}


@pytest.mark.parametrize("said", ["qqxzv", "", "  ", "42", "bridge building club"])
def test_what_means_nothing_here_stays_unlinked(said: str) -> None:
    result = map_skills([said])
    assert result.unlinked == [said]
    assert not result.linked


@given(st.lists(st.text(max_size=30), max_size=5))
def test_each_input_is_linked_or_named_unlinked_once(said: list[str]) -> None:
    result = map_skills(said)
    assert {link.input for link in result.linked} | set(result.unlinked) == set(said)
    assert not {link.input for link in result.linked} & set(result.unlinked)
    assert all(link.id in names() and 0 < link.score <= 1 for link in result.linked)


def test_plain_words_in_running_text_are_no_skills() -> None:
    assert skill_phrases_in("I like good design and driving") == []
    assert (
        skill_phrases_in("last-minute orders at 25 an hr, I will trust the managers with the menu at the hospital")
        == []
    )
    assert skill_phrases_in("I worked in HR, took the meeting minutes in Word") != []
    assert skill_phrases_in("I do logo design with Adobe Illustrator") == ["logo design", "Adobe Illustrator"]


def test_a_skill_said_twice_is_told_once() -> None:
    linked = {"Excel": "software.spreadsheet", "Excel a little": "software.spreadsheet", "little league": "coaching"}
    assert _once(linked) == ["Excel", "little league"]
