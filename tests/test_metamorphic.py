"""What must hold between two answers: each relation on a pair by hand that keeps it and one that breaks it, and for real."""

from __future__ import annotations

import pytest
from eval_samples import answer

from agents.contracts import Advice, RoleFit, SkillMap, SkillNeed
from evals.cases import load
from evals.metamorphic import ASKED, RELATIONS, doc, violations
from runtime.settings import settings
from ui.evaluate import through
from ui.service import Service

BY_NAME = {relation.name: relation for relation in RELATIONS}


def wanting(usd: float | None, pick: str, pay: float) -> Advice:
    told = answer(pick, pay={pick: pay})
    return told.model_copy(update={"profile": told.profile.model_copy(update={"target_hourly": usd})})


def fitting(*skills: str, fit: float) -> Advice:
    told = answer()
    need = SkillNeed(id="x", name="Excel", kind="software", importance=60)
    roles = {"43-3031": RoleFit(soc="43-3031", fit=fit, missing=[need])}
    profile = told.profile.model_copy(update={"skills": list(skills)})
    return told.model_copy(update={"skills": SkillMap(roles=roles), "profile": profile})


def test_more_income_asked() -> None:
    relation = BY_NAME["more income asked"]
    less, more = wanting(20, "43-3031", 24.0), wanting(30, "13-2011", 38.0)
    assert relation.broken(less, more) == ""
    words = relation.broken(wanting(20, "13-2011", 38.0), wanting(30, "43-3031", 24.0))
    assert words == "asked for $20 → $30 an hour, the pick went from 13-2011 ($38.00) to 43-3031 ($24.00)"
    assert [profile.target_hourly for profile in relation.changes(less)] == list(ASKED)


def test_a_skill_added() -> None:
    relation, before = BY_NAME["a skill added"], fitting("Word", fit=0.5)
    assert relation.changes(before)[0].skills == ["Word", "Excel"]
    assert relation.broken(before, fitting("Word", "Excel", fit=0.6)) == ""
    assert (
        relation.broken(before, fitting("Word", "Excel", fit=0.4))
        == "with Excel the fit of 43-3031 fell from 0.500 to 0.400"
    )


def test_another_order() -> None:
    relation = BY_NAME["another order"]
    assert relation.changes(fitting("Word", fit=1)) == []
    assert relation.changes(fitting("Word", "Excel", fit=1))[0].skills == ["Excel", "Word"]
    assert relation.broken(answer("43-3031"), answer("43-3031")) == ""
    assert relation.broken(answer("43-3031"), answer()) == "in another order the pick went from 43-3031 to no role"


def test_each_says_what_it_is() -> None:
    assert all(doc(relation) for relation in RELATIONS)


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
async def test_they_hold_for_the_product() -> None:
    config = settings().model_copy(update={"database_url": str(settings().home / "relations.db")})
    async with Service.open(config, cached=False) as service:
        pairs, found = await violations(load()[::9], through(service))
    assert pairs > 60
    assert found == []
