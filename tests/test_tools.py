"""Tools: hand-worked cases on the committed tables, and what must hold for any input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.readiness import gaps
from runtime.errors import NotFound, UserError
from tools.conditions import conditions
from tools.fit import COMMON, role_fit
from tools.gig_income import employee_net, gig_income
from tools.places import find_area, places_in
from tools.profile import Amount, Work
from tools.registry import TOOLS, as_langchain_tools, run_json
from tools.resources import find_resources, role_links
from tools.roles import related_roles, roles_for_skills
from tools.skills import map_skills
from tools.titles import match_title
from tools.wages import wage_facts, wages


@pytest.mark.parametrize(
    ("title", "soc"),
    [("bookkeeper", "43-3031"), ("Graphic Designer", "27-1024"), ("Dasher", "53-3031"), ("uber driver", "53-3054"),
     ("registered nurses", "29-1141"), ("CNA", "31-1131"), ("electrician", "47-2111")],
)  # fmt: skip
def test_titles(title: str, soc: str) -> None:
    found = match_title(title)
    assert found.matches[0].soc == soc
    assert found.sure


def test_gibberish_is_not_sure() -> None:
    assert not match_title("qwzx flurb").sure
    assert match_title("").matches == []


def test_near_roles() -> None:
    near = {role.soc for role in related_roles("43-3031", 10).roles}
    assert {"43-3021", "43-3051"} <= near
    assert "43-3031" not in near
    assert roles_for_skills([], 5).roles == []


def test_skills_link_and_say_what_they_cannot() -> None:
    found = map_skills(["Excel", "Spanish", "flurbing"])
    assert {(link.input, link.id) for link in found.linked} >= {("Excel", "sw:43232110"), ("Spanish", "2.C.7.b")}
    assert found.unlinked == ["flurbing"]


def test_wages_are_the_metros_own() -> None:
    wage = wages("43-3031", "0038060")  # looked up by hand: OEWS May 2025, Phoenix-Mesa-Chandler
    assert (wage.p10, wage.p25, wage.p50, wage.p75, wage.p90) == (18.87, 22.40, 24.99, 29.00, 34.25)
    assert wage.used_level == "metro"
    assert wages("27-2032", "0010180").used_level in {"state", "nation"}  # no choreographers published for Abilene
    with pytest.raises(NotFound):
        wages("55-1011")
    assert {fact.place for fact in wage_facts(wage)} == {"Phoenix-Mesa-Chandler, AZ"}


def test_schedule_se_by_hand() -> None:
    # $52,000 a year: × 0.9235 = $48,022; × 15.3 % = $7,347.37; ÷ 52 = $141.30 a week
    found = gig_income([Work(title="x", gross=Amount(usd=1000, per="week"), hours=40)])
    tax = next(fact for fact in found.facts if fact.id == "you.se_tax")
    assert tax.amount == 141
    assert found.net_hour == pytest.approx((1000 - 141.2955) / 40, abs=0.01)


def test_small_profit_owes_no_tax_and_a_payroll_worker_pays_half() -> None:
    little = gig_income([Work(title="x", gross=Amount(usd=400, per="year"), hours=1)])
    assert next(fact for fact in little.facts if fact.id == "you.se_tax").amount == 0  # $369.40 < $400
    paid = gig_income([Work(title="x", gross=Amount(usd=20, per="hour"), hours=40, employee=True)])
    assert paid.net_hour == pytest.approx(20 * (1 - 0.0765), abs=0.01)
    assert employee_net(20) == pytest.approx(18.47, abs=0.005)


def test_two_gigs_are_added_before_tax() -> None:
    both = gig_income(
        [
            Work(title="a", gross=Amount(usd=300, per="week"), hours=20),
            Work(title="b", gross=Amount(usd=30, per="hour"), hours=10),
        ]
    )
    assert both.gross_hour == 20.0


@settings(max_examples=60, deadline=None)
@given(st.floats(1, 3000), st.floats(1, 80), st.floats(0, 2000), st.floats(0, 2000), st.floats(0, 40))
def test_more_miles_or_waiting_never_raise_the_net_hour(
    gross: float, hours: float, miles: float, more: float, waiting: float
) -> None:
    def net(miles: float, waiting: float) -> float:
        found = gig_income(
            [Work(title="x", gross=Amount(usd=gross, per="week"), hours=hours, miles=miles, unpaid_hours=waiting)]
        )
        assert found.net_hour is not None
        return found.net_hour

    assert net(miles + more, 0) <= net(miles, 0) + 0.01
    assert abs(net(0, waiting)) <= abs(net(0, 0)) + 0.01


@pytest.mark.parametrize(
    ("place", "area"),
    [("Phoenix", "0038060"), ("Phx AZ", "0038060"), ("85004", "0038060"), ("Bay Area", "0041860"), ("NYC", "0035620"),
     ("Columbus, Ohio", "0018140"), ("Texas", "4800000"), ("remote", "0000000"), ("rural Ohio", "3900000"), ("Winston-Salem", "0049180")],
)  # fmt: skip
def test_places(place: str, area: str) -> None:
    found = find_area(place)
    assert found.area is not None
    assert found.area.code == area


def test_doubtful_places_are_said() -> None:
    assert find_area("Springfield").how == "ambiguous"
    assert find_area("London").how == "not in the US"
    assert find_area("London, KY").how == "exact"
    assert find_area("Nowhereville, KY").how == "wider"
    assert find_area("Qwertyville").how == "unknown"
    assert places_in("I read books and make 12000 a year") == []


def test_fit_of_what_one_does_is_whole_and_software_of_the_past_is_not_assumed() -> None:
    assert role_fit("43-3031", {}, ["43-3031"]).fit == 1.0
    past = role_fit("43-3031", {}, [], ["43-3031"])
    assert any(need.kind == "software" for need in past.missing)
    assert past.fit < 1.0


def test_what_sets_a_role_apart_leads_its_gaps() -> None:
    """A driver who once kept books lacks the accounting program, not the ERP one, and no course in listening."""
    fit = role_fit("43-3031", {"2.C.1.c": "bookkeeping", "sw:43232110": "Excel"}, ["53-3054"], ["43-3031"])
    lacking = gaps(fit, taught=False)
    assert lacking[0].id == "sw:43231601"
    assert not {"sw:43231602", "2.C.3.a", *COMMON} & {need.id for need in lacking}


def test_software_of_ones_own_serves_where_it_is_used() -> None:
    """Sound editing programs are not in demand by name, and still serve a sound engineer; elsewhere they say nothing."""
    editor, audacity = "27-4014", {"sw:43232005": "Audacity"}
    assert role_fit(editor, audacity).fit > role_fit(editor, {}).fit
    assert any(need.had_as == "Audacity" for need in role_fit(editor, audacity).have)
    assert role_fit("53-3032", audacity).fit == role_fit("53-3032", {}).fit


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["43-3031", "29-1141", "15-1252", "53-3032"]),
    st.sets(st.sampled_from(["2.C.1.c", "2.C.1.b", "2.C.10", "2.C.5.a", "2.B.3.e"])),
)
def test_a_skill_more_never_lowers_the_fit(soc: str, have: set[str]) -> None:
    base = role_fit(soc, dict.fromkeys(have, "x")).fit
    for skill in ("2.C.1.c", "2.C.8.b", "2.B.3.k"):
        assert role_fit(soc, dict.fromkeys({*have, skill}, "x")).fit >= base


def test_gates_and_links() -> None:
    assert {"licence", "away overnight"} <= {c.condition for c in conditions("53-3032")}
    assert find_resources("Excel").resources[0].cost_usd == 0
    assert all(page.url.startswith("https://") for page in role_links("43-3031"))


def test_every_tool_runs_by_name_and_refuses_a_wrong_field() -> None:
    assert run_json("wages", {"soc": "43-3031", "area": "Phoenix"})["p50"] == 24.99
    assert "error" in run_json("wages", {"soc": "99-9999"})
    assert "error" in run_json("match_title", {"titel": "x"})
    assert "error" in run_json("map_skills", ["Excel"])
    with pytest.raises(UserError):
        run_json("nonsense", {})
    assert {tool.name for tool in as_langchain_tools()} == set(TOOLS)
