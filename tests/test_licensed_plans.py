"""Plans of licensed roles beside what is published of them, which was compiled apart from the product's own table."""

from __future__ import annotations

import pytest

from agents.cards import named
from agents.way import choose_way, steps
from evals.credentialed import required
from tools.pathways import pathways
from tools.profile import Profile

LICENSED = (
    "31-1131", "31-1121", "31-9097", "29-2042", "29-2061", "29-1141", "29-2052", "31-9091", "53-3032", "53-3051", "53-3052", "39-5011", "39-5012",
    "39-5092", "39-5094", "31-9011", "47-2111", "47-2152", "33-9032", "41-9022", "25-2031", "41-3021",
)  # fmt: skip
"""Chosen by what people from gig work ask about, before any of them was looked at."""


@pytest.mark.parametrize("soc", LICENSED)
def test_a_plan_of_a_licensed_role_names_credential_and_issuer_and_takes_the_published_hours(soc: str) -> None:
    published, found = required(soc), pathways(soc)
    worker = Profile(study_hours=20)
    chosen = choose_way(found, worker)
    assert published is not None
    assert chosen is not None
    plan = steps(chosen.way, found.licence, worker, {})
    holds = [f"{named(one)} {one.issuer}" for one in chosen.way.credentials]
    said = " ".join([*(f"{step.title} {step.provider}" for step in plan), *holds])
    assert published.names_credential(said), said
    assert published.names_issuer(said), said
    assert published.hours_low <= sum(step.hours + step.paid_hours for step in plan) <= published.hours_high
