"""The proposer: what it sees of a person, that it is a distribution, that it hears wishes, limits and the past, and that it only proposes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.contracts import Understanding
from agents.gates import refusal
from agents.market_researcher import MarketResearcher
from knowledge.tables import tables
from runtime.errors import FactsError
from tools.profile import Credential, Education, PastWork, Profile, Work
from tools.proposing import proposer as proposing
from tools.proposing.lessons import profile_of
from tools.proposing.pairs import NAMES, pairs
from tools.proposing.proposer import Proposer, propose_roles, proposer
from tools.proposing.traits import pieces, traits
from tools.reading.corpus import Message, unmarked
from tools.toolbox import Toolbox

DRIVER = Work(title="Uber", soc="53-3054")


def first(profile: Profile, k: int = 5) -> list[str]:
    return [one.soc for one in propose_roles(profile, k).roles]


def test_traits_are_of_all_that_was_said() -> None:
    profile = Profile(
        work=[DRIVER], past=[PastWork(title="welder", soc="51-4121")], education="high school", constraints=["no nights"],
        credentials=[Credential(name="forklift card", state="lapsed")], skills=["MIG"], languages=["Spanish"], wishes=["steady hours"],
    )  # fmt: skip
    assert {"now:53-3054", "now:53", "past:51-4121", "past:51-4", "school:high school", "limit:no nights", "cred:forklift", "cred:lapsed", "skill:mig", "lang:spanish", "wish:steady"} <= set(traits(profile))  # fmt: skip
    assert pieces(profile) == "welder; Uber; forklift card lapsed; MIG"


def test_what_somebody_else_does_and_what_was_denied_is_no_trait() -> None:
    text = "I [drive for Uber](work now self 1), my sister [is a nurse](work other - 2), I [don't do roofing](work denied - 3)."
    assert traits(profile_of(Message("x", *unmarked(text)))) == ["now:53-3054", "now:53-3", "now:53"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["53-3054", "37-2012", "", "15-1254"]))
def test_shares_are_a_distribution_and_best_first(text: str, soc: str) -> None:
    profile = Profile(text=text, work=[Work(title="work", soc=soc)])
    assert np.isclose(proposer().shares(profile).sum(), 1, atol=1e-4)
    found = [one.share for one in propose_roles(profile, 20).roles]
    assert found == sorted(found, reverse=True)
    assert len(found) == 20


def test_nothing_said_proposes_nothing() -> None:
    assert propose_roles(Profile()).roles == []


@pytest.mark.parametrize(
    ("past", "soc", "near"),
    [("bookkeeper", "43-3031", "43-3"), ("welder", "51-4121", "51-4"), ("medical assistant", "31-9092", "31-"), ("web developer", "15-1254", "15-1")],
)  # fmt: skip
def test_a_stopgap_driver_is_seen_by_what_they_have_been(past: str, soc: str, near: str) -> None:
    profile = Profile(work=[DRIVER], past=[PastWork(title=past, soc=soc, years=8)])
    assert any(one.startswith(near) for one in first(profile, 3))
    assert not first(profile, 1)[0].startswith("53-305")


def test_a_wish_moves_it_towards_the_wish() -> None:
    plain, wished = Profile(work=[DRIVER]), Profile(work=[DRIVER], wants=["electrician"], aims=["electrician"])
    at = proposer().socs.index("47-2111")
    assert proposer().shares(wished)[at] > 5 * proposer().shares(plain)[at]


def test_a_bad_back_moves_it_away_from_lifting() -> None:
    """Over all roles whose conditions tell of heavy work."""
    tools = Toolbox()
    heavy = [
        n
        for n, soc in enumerate(proposer().socs)
        if any(c.condition == "heavy physical" for c in tools.conditions(soc))
    ]
    mover = Work(title="moving furniture", soc="53-7062")
    well, hurt = Profile(work=[mover]), Profile(work=[mover], constraints=["no heavy lifting"])
    assert proposer().shares(hurt)[heavy].sum() < 0.8 * proposer().shares(well)[heavy].sum()


def test_every_role_it_knows_is_an_occupation() -> None:
    for soc in proposer().socs:
        tables().occupation(soc)


def test_what_it_names_is_gated_like_every_other_role() -> None:
    profile = Profile(work=[DRIVER], constraints=["no background check"], education="high school")
    brief = MarketResearcher().find(
        {"intake": Understanding(profile=profile)}, Toolbox(market_search=lambda *a, **k: [])
    )  # type: ignore[typeddict-item]
    own = {DRIVER.soc}
    named = set(first(profile, 5))
    assert named & {role.soc for role in brief.candidates}
    assert not [role.soc for role in brief.candidates if refusal(role.soc, profile, own, Toolbox(), role.suits)]
    assert named <= {role.soc for role in brief.candidates} | brief.refused.keys()


def test_an_edited_file_is_refused(tmp_path: Path) -> None:
    harmed = tmp_path / "proposer.npz"
    with np.load(proposing.WEIGHTS) as packed:
        arrays = {name: packed[name] for name in packed.files}
    arrays["0/inner_bias"] = arrays["0/inner_bias"] + 1
    np.savez(harmed, **arrays)
    with pytest.raises(FactsError, match="checksum"):
        Proposer(harmed)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["53-3054", "37-2012", "15-1254", "29-1141"]), max_size=2),
    st.sampled_from([None, "none", "high school", "bachelor", "doctorate"]),
    st.sampled_from([None, 1.0, 19.0, 10_000.0]),
)
def test_pairs_are_finite_and_of_unit_size(own: list[str], school: Education | None, wanted: float | None) -> None:
    profile = Profile(work=[Work(title="x", soc=soc) for soc in own], education=school, target_hourly=wanted)
    found = pairs(profile, proposer().socs)
    assert found.shape == (len(proposer().socs), len(NAMES))
    assert np.isfinite(found).all()
    assert np.abs(found).max() < 10


def test_a_pair_tells_what_hand_work_says_of_it() -> None:
    """A driver with high school and $20 wanted, who would be an electrician and may not lift, beside a nurse and an electrician."""
    profile = Profile(
        work=[DRIVER],
        education="high school",
        wants=["electrician"],
        target_hourly=20,
        constraints=["no heavy lifting"],
    )
    rows = pairs(profile, ["29-1141", "47-2111", "53-3054"])
    nurse, electrician, driver = (dict(zip(NAMES, row, strict=True)) for row in rows)
    assert (driver["now same"], electrician["want same"], nurse["now same"]) == (1, 1, 0)
    assert nurse["schooling lacked"] == 1, "a bachelor's is three steps above high school"
    assert electrician["limits"] == 1
    assert driver["less than wanted"] <= 0 < nurse["more than wanted"]
    assert driver["moves from now"] == 0 < nurse["moves from now"], "none moves to where they are"
