"""What a message says outright: an age, a right to work, asylum granted, no licence, a course begun."""

from __future__ import annotations

import pytest

from tools.needs.classifier import needs_of
from tools.needs.plainly import age, asylum_granted, has_begun, lacks_licence, may_work
from tools.profile import Profile


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("I'm 38 now with grown kids", 38), ("26 yrs old. Thinking about a trade", 26), ("Sixty-one. Forty years in print shops.", 61),
        ("67, widower, it don't stretch", 67), ("8th grade is as far as I got. 57. Swamper on trucks.", 57), ("At sixty I have taught long enough", 60),
        ("tengo 44 y limpio casas", 44), ("My son is 19 years old", None), ("I'm 40 hours a week on the road", None), ("my mom is 71 years old", None),
        ("I'm 12 years in the trade", None), ("I make 60 dollars. 45 hours. Boise.", None), ("a 24 years old truck", None),
    ],
)  # fmt: skip
def test_an_age_is_the_worker_s_own(text: str, years: int | None) -> None:
    assert age(text) == years


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("I have a green card six years", True), ("my EAD came in May so I can work", True), ("visa is fine, I have paper to work", True), ("I am citizen since 2004", True),
        ("I don't have a work permit", False), ("waiting for my green card", False), ("my wife has a green card", False), ("no papers, no work permit", False),
        ("I need a work permit first", False), ("I drive for Uber", False),
    ],
)  # fmt: skip
def test_a_right_to_work_is_said_of_oneself_and_not_denied(text: str, may: bool) -> None:
    assert may_work(text) is may


def test_granted_asylum_makes_a_refugee() -> None:
    assert asylum_granted("I won asylum in March")
    assert asylum_granted("my asylum was approved")
    assert not asylum_granted("my asylum case is open, not granted yet")
    assert not asylum_granted("waiting until asylum is granted")
    needs = needs_of(
        Profile(needs=["asylum seeker", "immigrant no papers"]), "I won asylum in March. I was a pharmacist."
    )
    assert "refugee" in needs
    assert not {"asylum seeker", "immigrant no papers"} & set(needs)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("I cut hair at home, no license", True), ("unlicensed but good", True), ("I want to get licensed", True), ("never got my license for nails", True),
        ("corto pelo sin licencia", True), ("I lost my driver's license", False), ("no driver's license", False), ("I have a license", False),
        ("my boss has no license", False),
    ],
)  # fmt: skip
def test_a_licence_that_is_lacking(text: str, lacks: bool) -> None:
    assert lacks_licence(text) is lacks


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("I finished half of an electrician's course", True), ("started a welding program but the money went", True), ("two semesters of nursing school", True),
    ],
)  # fmt: skip
def test_a_course_that_was_begun(text: str, begun: bool) -> None:
    assert has_begun(text) is begun


def test_an_age_outweighs_a_guess() -> None:
    assert "age 55 plus" not in needs_of(Profile(needs=["age 55 plus"]), "I'm 26 and want a trade.")
    assert "age 55 plus" in needs_of(Profile(), "Sixty-one. Nobody hires sixty-one.")
