"""Plain cues of a need: what says it outright, and what only has its words in it."""

from __future__ import annotations

import pytest

from tools.needs.classifier import needs_of
from tools.needs.cues import cued
from tools.profile import Profile


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("I'm on parole until spring and clean gutters.", "record"), ("Halfway house till June, I cook.", "record"), ("two felony convictions, long ago", "record"),
        ("I'm autistic and test software.", "disability"), ("Long covid since 2022 for me. My day ends at three.", "disability"), ("I have epilepsy, so buses it is", "disability"),
        ("Eight years Army, out in 2020.", "veteran"), ("Coast Guard cook, six years, out in 2022", "veteran"), ("I am a veteran", "veteran"),
        ("fiverr banned me out of the blue", "deactivated"), ("Airbnb delisted my room", "deactivated"),
    ],
)  # fmt: skip
def test_a_cue_says_its_need(text: str, need: str) -> None:
    assert cued(text) == [need]


@pytest.mark.parametrize(
    "text",
    [
        "my brother is on parole", "they hire felons here", "I have no felony", "I was a guard at a halfway house", "here with humanitarian parole from Ukraine",
        "my son is autistic", "I drive deaf customers", "I'm not deaf, just old", "Army wife, we move a lot", "dad was 25 years in the army", "I shop at the army store",
        "my account was never suspended", "I closed my Upwork profile myself", "I drive a van for people with prosthetics",
    ],
)  # fmt: skip
def test_words_of_a_need_that_say_none(text: str) -> None:
    assert cued(text) == []


def test_a_soldier_is_no_soldier_s_spouse_and_a_spouse_is() -> None:
    before = Profile(needs=["military spouse"])
    assert "military spouse" not in needs_of(before, "Eight years Army, out in 2020. I cook.")
    assert "military spouse" in needs_of(before, "My husband is in the Army. I cook.")


def test_a_benefit_is_not_heard_where_papers_are_in_doubt() -> None:
    assert "ssdi or ssi" not in needs_of(Profile(needs=["ssdi or ssi"], constraints=["work status"]), "")
    assert "ssdi or ssi" in needs_of(Profile(needs=["ssdi or ssi"]), "")
