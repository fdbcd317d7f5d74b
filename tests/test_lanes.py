"""The four lanes: each role by how soon one can be hired, what it brings in a year, and nothing where nothing brings more."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_talk import DRIVER, talk

from agents.contracts import Advice, Choice, Scores
from agents.lane import Lane
from agents.lanes import BACK_AT_WORK, LANES, weeks_to
from agents.tradeoffs import trade_off, would_change
from agents.way import Fits, choose_way
from tools.pathways import pathways
from tools.profile import Profile

pytestmark = pytest.mark.usefixtures("at_home")

PEOPLE = (
    DRIVER,
    "I clean houses in Tampa, 600 a week 30 hours 80 miles, want to be a nurse",
    "doordash got deactivated yesterday, rent due friday, columbus oh",
    "i tutor math online 40 an hour 12 hours a week and sub teach 150 a day 3 days, Boston. BA math",
    "freelance web dev in austin 2500 a week 35 hours",
    "PCA in Minneapolis 18/hr 32 hours, 8 hours a week to study, did two years of college",
)


async def advised(tmp_path: Path, text: str) -> Advice:
    ((_, answer),) = await talk(tmp_path, text)
    return answer


@pytest.mark.parametrize("text", PEOPLE)
async def test_each_lane_has_what_it_says_or_says_why_not(tmp_path: Path, text: str) -> None:
    answer = await advised(tmp_path, text)
    decision = answer.decision
    assert decision is not None
    assert decision.lanes is not None
    ranked = {choice.soc for choice in decision.ranked}
    for name, over, up_to in LANES:
        lane: Lane = getattr(decision.lanes, name)
        assert lane.why
        if lane.role is None:
            continue
        assert lane.role in ranked
        assert lane.weeks == decision.weeks[lane.role]
        assert over <= sum(lane.weeks) / 2 < up_to
        assert lane.gain is None or lane.gain > 0 or lane.role == (decision.role and decision.role.soc)
        assert answer.market is not None
        own = {role.soc for role in (*answer.market.current, *answer.market.past)}
        assert (lane.chance is None) == (not own)
        assert lane.chance is None or 0 < lane.chance <= 1
        assert (lane.chance == 1) == (lane.role in own)
    sooner = 0.0  # whoever waits longer gets more for it
    for name, _, _ in LANES:
        lane = getattr(decision.lanes, name)
        if lane.role and lane.role != (decision.role and decision.role.soc):
            pay = answer.income.roles[lane.role] if answer.income else None
            kept = pay and (pay.entry_net or pay.net)
            assert kept is None or max(kept, (pay and pay.net) or 0.0) > sooner
            sooner = max(sooner, kept or 0.0)
    if decision.lead:
        assert decision.role is not None
        assert getattr(decision.lanes, decision.lead).role == decision.role.soc


async def test_a_gain_is_a_beginners_pay_less_the_own_hour_over_the_own_hours(tmp_path: Path) -> None:
    """By hand: 45 hours a week count as 40, a year has 52 weeks; a role that was done before pays its typical wage."""
    answer = await advised(
        tmp_path, "uber in phoenix 950 a week 45 hours 800 miles, before that i was a bank teller for 6 years"
    )
    assert answer.decision is not None
    assert answer.decision.lanes is not None
    assert answer.income is not None
    assert answer.income.net_hour is not None
    lane = answer.decision.lanes.now
    assert (lane.role, lane.weeks, answer.decision.lead) == ("43-3071", BACK_AT_WORK, "now")
    pay = answer.income.roles["43-3071"].net
    assert pay is not None
    assert lane.gain == pytest.approx((pay - answer.income.net_hour) * 40 * 52, abs=1)


async def test_lanes_that_are_spoken_of_have_their_facts(tmp_path: Path) -> None:
    answer = await advised(tmp_path, PEOPLE[1])
    (passage,) = [
        one for one in answer.narrative if one.text.startswith(("If it must pay", "With up to", "With one to"))
    ]
    assert passage.refs
    assert set(passage.refs) <= answer.facts.keys()


async def test_a_credential_that_lapsed_pays_nobody_within_a_month(tmp_path: Path) -> None:
    answer = await advised(tmp_path, "dash in tulsa ok, 500ish a week 32 hrs 410 miles. used to be a cna, let it lapse")
    assert answer.decision is not None
    assert answer.decision.lanes is not None
    assert "31-1131" not in answer.decision.weeks
    assert answer.decision.lanes.now.role != "31-1131"


def test_weeks_are_those_of_the_way_and_longer_where_there_is_little_time_to_learn() -> None:
    chosen = choose_way(pathways("31-9092"), Profile())
    assert isinstance(chosen, Fits)
    assert weeks_to(True, chosen, Profile()) == BACK_AT_WORK
    assert weeks_to(False, None, Profile()) is None
    assert weeks_to(False, chosen, Profile()) == chosen.way.weeks
    slow = weeks_to(False, chosen, Profile(study_hours=1))
    assert slow is not None
    assert chosen.way.paid_training or slow[1] == max(chosen.way.weeks[1], chosen.way.hours[1])


def test_nobody_is_ready_sooner_who_waits_longer_to_be_hired() -> None:
    """A promotion asks for no hours of learning and takes years."""
    common = {"suits": 0.5, "fit": 0.5, "uplift": 0.5, "outlook": 0.5, "wishes": 0.5, "total": 0.5}
    pick, other = (
        Choice(soc=soc, title=soc, scores=Scores(ready=ready, **common))
        for soc, ready in (("31-1131", 0.5), ("37-1011", 1.0))
    )
    weeks = {"31-1131": (3.0, 10.0), "37-1011": (52.0, 156.0)}
    assert "sooner" not in trade_off(other, pick, False, weeks)
    assert would_change(pick, [other], False, weeks) == []
    assert "sooner" in trade_off(other, pick, False, {})
