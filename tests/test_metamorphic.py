"""What must hold between two answers: each relation on a pair by hand that keeps it and one that breaks it, and for real."""

from __future__ import annotations

import pytest
from eval_samples import answer
from hypothesis import given
from hypothesis import strategies as st

from agents.contracts import Advice, IncomeComparison, MarketBrief, Role, RolePay, SkillMap
from agents.scoring import pay_met, wishes
from evals.cases import load
from evals.metamorphic import ASKED, RELATIONS, doc, violations
from runtime.settings import settings
from tools.fit import RoleFit, SkillNeed
from tools.profile import Profile
from ui.commands.evaluate import through
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


WAYS = st.sampled_from(["related", "asked for"])


@given(
    st.lists(st.tuples(st.floats(10, 90), st.floats(0, 1), WAYS, st.booleans(), st.booleans()), min_size=2, max_size=8),
    st.floats(5, 150),
    st.floats(5, 150),
)
def test_wanting_more_never_moves_the_best_total_to_less_pay(
    roles: list[tuple[float, float, str, bool, bool]], one: float, other: float
) -> None:
    """Roles of any pay and any other merits, named or not, one's own or not."""
    market = MarketBrief(
        current=[Role(soc=str(n), title="t", score=1) for n, role in enumerate(roles) if role[3]],
        aims=[str(n) for n, role in enumerate(roles) if role[4]],
    )
    income = IncomeComparison(
        roles={str(n): RolePay(soc=str(n), area="0", p50=role[0]) for n, role in enumerate(roles)}
    )

    def best(wanted: float) -> float:
        profile = Profile(target_hourly=wanted, aims=["x"] if market.aims else [])
        met = pay_met(profile, income)
        totals = {
            n: merit + wishes(profile, Role(soc=str(n), title="t", score=1, why=[way]), met[str(n)], market)
            for n, (_, merit, way, _, _) in enumerate(roles)
        }
        top = max(totals.values())
        return max(roles[n][0] for n, total in totals.items() if total > top - 1e-9)

    low, high = sorted((one, other))
    assert best(high) >= best(low) - 1e-9
