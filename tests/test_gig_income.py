"""What an hour brings: worked by hand the tax office's own way, and what must hold for any gig.

Schedule SE in our words: take the year's profit; 92.35 % of it is taxed; when that is under $400 nothing is due; on the
part up to the wage base (less wages that were taxed already) 12.4 % goes to Social Security; on all of it 2.9 % goes to
Medicare. Form 8959 adds 0.9 % on what is above $200,000 of wages and taxed profit together, for one who files alone.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.rates import all_rates, rate
from runtime.errors import NotFound, UserError
from tools.fact import YOU_SAID, Fact
from tools.freelance import freelance_rate
from tools.gig_income import ASK, LEFT_OUT, NONE_UNPAID, GigIncome, gig_income
from tools.profile import Amount, Per, Work
from tools.taxes import Rates, employee_net, payroll_tax, profit_for, self_employment_tax

SPRING = date(2026, 3, 2)
AUTUMN = date(2026, 11, 24)


def one(
    usd: float = 950, per: Per = "week", on: date = SPRING, own: dict[str, float] | None = None, **more: Any
) -> GigIncome:
    return gig_income([Work(title="Uber driver", gross=Amount(usd=usd, per=per), **more)], on, own)


def facts(found: GigIncome) -> dict[str, Fact]:
    assert len({fact.id for fact in found.facts}) == len(found.facts) == len({fact.name for fact in found.facts})
    return {fact.id: fact for fact in found.facts}


# ---- rates ------------------------------------------------------------------------------------------------------


def test_rates_are_dated_and_cited() -> None:
    assert [rate("mileage", date(year, 5, 1)).value for year in (2024, 2025, 2026)] == [0.67, 0.70, 0.725]
    assert [rate("mileage", day).value for day in (date(2026, 6, 30), date(2026, 7, 1))] == [0.725, 0.76]
    assert rate("wage_base", date(2026, 1, 1)).value == 184_500
    assert all(row.source and row.url.startswith("https://www.") for row in all_rates())
    assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in all_rates())


def test_a_day_the_table_does_not_reach() -> None:
    late = rate("mileage", date(2031, 1, 1))
    assert not late.holds(date(2031, 1, 1))
    assert any("latest I know" in line for line in one(miles=10, hours=5, on=date(2031, 1, 1)).assumptions)
    with pytest.raises(NotFound):
        rate("mileage", date(2019, 1, 1))
    with pytest.raises(NotFound):
        rate("no_such_rate")


def test_rates_of_one_key_never_overlap() -> None:
    for key in {row.key for row in all_rates()}:
        rows = sorted((row for row in all_rates() if row.key == key), key=lambda row: row.valid_from)
        for early, late in pairwise(rows):
            assert early.valid_to is not None
            assert (late.valid_from - early.valid_to).days == 1, key


# ---- worked by hand ---------------------------------------------------------------------------------------------


def test_a_driver_in_phoenix() -> None:
    """$950 − 800 mi × $0.725 = $370 profit a week, $19,240 a year. × 0.9235 = $17,768.14 taxed; × 15.3 % = $2,718.53,
    $52.28 a week. $370 − $52.28 = $317.72; ÷ 45 h = $7.06, where an hour seemed to bring $950 ÷ 45 h = $21.11."""
    found = one(hours=45, miles=800)
    by_id = facts(found)
    assert (found.gross_hour, found.net_hour) == (21.11, 7.06)
    assert found.steps == ["you.gross_week", "you.miles_cost", "you.se_tax", "you.net_week"]
    assert [by_id[step].amount for step in found.steps] == [950, 580, 52, 318]
    assert by_id["you.mile_rate"].url.startswith("https://www.irs.gov/")
    assert {by_id[i].source for i in ("you.gross_week", "you.miles", "you.hours")} == {YOU_SAID}
    assert {LEFT_OUT, NONE_UNPAID} <= set(found.assumptions)
    assert (found.questions, found.problems) == ([], [])
    # from July a mile counts $0.76: $950 − $608 = $342; × 0.9235 × 0.153 = $48.32; $293.68 ÷ 45 h
    assert one(hours=45, miles=800, on=AUTUMN).net_hour == 6.53


def test_profit_above_the_wage_base() -> None:
    """$210,000: taxed $193,935; Social Security on $184,500 = $22,878; Medicare $5,624.12. Under the threshold."""
    assert self_employment_tax(210_000, Rates(SPRING)) == pytest.approx(22_878 + 5_624.115)


def test_profit_above_the_medicare_threshold() -> None:
    """$300,000: taxed $277,050; $22,878 + $8,034.45; and 0.9 % of $77,050 = $693.45."""
    assert self_employment_tax(300_000, Rates(SPRING)) == pytest.approx(22_878 + 8_034.45 + 693.45)


def test_wages_use_up_the_wage_base_first() -> None:
    """$150,000 of wages leave $34,500 of the base. $60,000 profit: taxed $55,410; 12.4 % of $34,500 = $4,278; 2.9 % of
    $55,410 = $1,606.89; wages and taxed profit together are $205,410, so 0.9 % of $5,410 = $48.69."""
    assert self_employment_tax(60_000, Rates(SPRING), 150_000) == pytest.approx(4_278 + 1_606.89 + 48.69)


@pytest.mark.parametrize(("profit", "tax"), [(433.0, 0.0), (433.14, 61.2), (0, 0), (-5_000, 0)])
def test_the_floor(profit: float, tax: float) -> None:
    """$433 × 0.9235 = $399.88 is under $400; $433.14 × 0.9235 = $400.00 is not: × 15.3 % = $61.20."""
    assert self_employment_tax(profit, Rates(SPRING)) == pytest.approx(tax, abs=0.01)


def test_an_employee_pays_half() -> None:
    """$20 × 40 h: $800 a week, 7.65 % = $61.20; $738.80 ÷ 40 = $18.47. At $120 an hour a year brings $249,600:
    6.2 % of $184,500 = $11,439; 1.45 % = $3,619.20; 0.9 % of $49,600 = $446.40; $15,504.60 ÷ 2080 h = $7.45."""
    paid = one(20, "hour", hours=40, employee=True)
    assert facts(paid)["you.fica"].amount == 61
    assert "you.se_tax" not in facts(paid)
    assert paid.net_hour == pytest.approx(18.47)
    assert employee_net(20, Rates(SPRING)) == pytest.approx(18.47)
    assert employee_net(120, Rates(SPRING)) == pytest.approx(120 - 15_504.60 / 2080)


def test_hours_nobody_pays_and_a_platform_that_keeps_a_share() -> None:
    """$40 × 25 h = $1,000; 20 % fees leave $800; taxed $738.80 × 15.3 % = $113.04; $686.96 ÷ 35 h = $19.63."""
    found = one(40, "hour", hours=25, unpaid_hours=10, fees=20)
    by_id = facts(found)
    assert (found.gross_hour, found.net_hour) == (40.0, 19.63)
    assert (by_id["you.fees"].amount, by_id["you.hours"].amount, by_id["you.unpaid_hours"].amount) == (200, 35, 10)
    assert by_id["you.said_hour"].source == YOU_SAID
    assert by_id["you.gross_week"].inputs == ("you.said_hour", "you.paid_hours")
    assert NONE_UNPAID not in found.assumptions


@pytest.mark.parametrize(
    ("usd", "per", "more", "week"),
    [
        (120, "day", {"days": 5}, 600),
        (8, "job", {"jobs": 60}, 480),
        (2_600, "month", {}, 600),
        (31_200, "year", {}, 600),
        (25, "hour", {}, 750),
    ],
)
def test_takings_per_whatever(usd: float, per: Per, more: dict[str, float], week: float) -> None:
    by_id = facts(one(usd, per, hours=30, **more))
    assert by_id["you.gross_week"].amount == week
    assert by_id["you.gross_week"].formula
    assert by_id[f"you.said_{per}"].amount == usd


def test_a_wage_and_two_gigs() -> None:
    """Cashier $15 × 10 h = $150, payroll tax $11.48. Rides $400 − 200 mi × $0.725 = $255; deliveries $7 × 40 = $280.
    Profit $535; × 0.9235 × 0.153 = $75.59, shared 255 : 280 = $36.03 and $39.56. Left $830 − 145 − 11.48 − 75.59 =
    $597.93 of 45 h and 5 h unpaid = $11.96."""
    found = gig_income(
        [
            Work(title="Uber driver", gross=Amount(usd=20, per="hour"), hours=20, unpaid_hours=5, miles=200),
            Work(title="DoorDash", gross=Amount(usd=7, per="job"), jobs=40, hours=15),
            Work(title="cashier", employee=True, gross=Amount(usd=15, per="hour"), hours=10),
            Work(title="Fiverr", gross=Amount(usd=100, per="month")),
        ],
        SPRING,
    )
    by_id = facts(found)
    assert found.net_hour == 11.96
    assert by_id["you.gig1.se_tax"].amount == 36
    assert by_id["you.gig2.se_tax"].amount == 40
    assert by_id["you.gig3.fica"].amount == 11
    assert by_id["you.gig1.net_hour"].name == "your_uber_driver_net_hour"
    assert by_id["you.gig2.net_hour"].amount == pytest.approx((280 - 39.56) / 15, abs=0.01)
    assert by_id["you.paid_hours"].inputs == ("you.gig1.paid_hours", "you.gig2.hours", "you.gig3.hours")
    assert any("If Fiverr brings in more" in line for line in found.assumptions)
    assert found.questions == ["How many hours a week do you work with Fiverr, waiting included?"]


def test_the_worker_knows_better() -> None:
    found = one(hours=45, miles=800, own={"mileage": 0.3})
    assert facts(found)["you.miles_cost"].amount == 240
    assert facts(found)["you.mile_rate"].source == YOU_SAID
    assert not any("tax office's rate" in line for line in found.assumptions)
    with pytest.raises(NotFound):
        one(hours=45, own={"nonsense": 1.0})
    with pytest.raises(UserError):
        one(hours=45, own={"mileage": -1.0})


def test_miles_and_costs_are_not_counted_twice() -> None:
    by_mile, by_cost = one(hours=40, miles=400, expenses=100), one(hours=40, miles=100, expenses=200)
    assert "you.expenses" not in facts(by_mile)
    assert "you.miles_cost" not in facts(by_cost)
    assert all(any("both miles and costs" in line for line in found.assumptions) for found in (by_mile, by_cost))


def test_tools_and_tolls_count_beside_the_miles() -> None:
    """The rate per mile covers the car alone: $950, 400 miles at 76 cents and $60 of tools leave less than without them."""
    plain, tools = one(hours=40, miles=400), one(hours=40, miles=400, supplies=60)
    assert facts(tools)["you.miles_cost"].value == facts(plain)["you.miles_cost"].value
    assert facts(tools)["you.expenses"].amount == 60
    assert plain.net_hour is not None
    assert tools.net_hour == pytest.approx(plain.net_hour - 60 / 40 * (1 - 0.9235 * 0.153), abs=0.02)


# ---- what is missing, and what cannot be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "asked"),
    [
        (Work(title="x", hours=20), "How much do you take in"),
        (Work(title="x", gross=Amount(usd=15, per="hour")), "How many hours a week"),
        (Work(title="x", gross=Amount(usd=100, per="day"), hours=40), "How many days a week"),
        (Work(title="x", gross=Amount(usd=9, per="job"), hours=40), "How many jobs a week"),
        (Work(title="x", gross=Amount(usd=500, per="week")), "How many hours a week"),
        (Work(title="x"), ASK),
    ],
)
def test_what_is_missing_is_asked_and_never_guessed(work: Work, asked: str) -> None:
    found = gig_income([work], SPRING)
    assert (found.gross_hour, found.net_hour) == (None, None)
    assert "you.net_hour" not in facts(found)
    assert [line for line in found.questions if asked in line]


def test_a_week_without_hours_still_has_its_net() -> None:
    found = one(hours=None, miles=800)
    assert facts(found)["you.net_week"].amount == 318
    assert found.steps[-1] == "you.net_week"


@pytest.mark.parametrize(
    "more",
    [{"hours": 400}, {"hours": -3}, {"hours": 100, "unpaid_hours": 90}, {"hours": 40, "miles": -1}, {"hours": 40, "fees": 130},
     {"hours": 40, "expenses": 1e9}, {"hours": float("nan")}, {"hours": 40, "days": 9}],
)  # fmt: skip
def test_what_cannot_be_is_said_and_not_used(more: dict[str, float]) -> None:
    found = one(**more)
    assert "cannot be right" in found.problems[0]
    assert (found.facts, found.net_hour) == ([], None)


@pytest.mark.parametrize("usd", [-500, 1e9, float("inf"), float("nan")])
def test_takings_that_cannot_be(usd: float) -> None:
    found = one(usd, hours=40)
    assert "cannot be right" in found.problems[0]
    assert found.facts == []


def test_nothing_said_is_nothing_found() -> None:
    assert gig_income([], SPRING) == GigIncome()


# ---- what must hold for any gig -----------------------------------------------------------------------------------

money, hour, mile = st.floats(0, 5_000), st.floats(1, 80), st.floats(0, 3_000)
anything = settings(max_examples=80, deadline=None)


FLOOR = 400 / 0.9235 / 52
"""USD of profit a week, $8.33, below which a year's profit owes no self-employment tax at all: there, less can leave more."""


def never_more(base: dict[str, Any], **then: Any) -> None:
    """The hour brings no more for it, but where the tax falls away whole at the floor."""
    before, after = (
        one(given_["gross"], **{k: v for k, v in given_.items() if k != "gross"}) for given_ in (base, base | then)
    )
    assert before.net_hour is not None
    assert after.net_hour is not None
    if not 0 < facts(after)["you.net_week"].amount <= FLOOR:
        assert after.net_hour <= before.net_hour + 0.005


@anything
@given(money, hour, mile, mile, st.floats(0, 900), st.floats(0, 900))
def test_more_miles_or_costs_never_raise_the_hour(
    gross: float, hours: float, miles: float, more: float, costs: float, dearer: float
) -> None:
    base = {"gross": gross, "hours": hours, "miles": miles, "expenses": costs}
    never_more(base, miles=miles + more)
    never_more(base, expenses=costs + dearer)


@anything
@given(money, hour, st.floats(0, 40), st.floats(0, 40), st.floats(0, 50), st.floats(0, 40))
@example(9.0, 1.0, 0.0, 0.0, 0.0, 8.0)
def test_unpaid_hours_and_fees_never_raise_the_hour(
    gross: float, hours: float, unpaid: float, more: float, fees: float, higher: float
) -> None:
    base = {"gross": gross, "hours": hours, "unpaid_hours": unpaid, "fees": fees}
    never_more(base, unpaid_hours=unpaid + more)
    never_more(base, fees=fees + higher)


def test_the_floor_of_the_tax() -> None:
    """$468 a year × 0.9235 = $432.20, taxed 15.3 %: $66.13 ÷ 52 = $1.27 a week. 8 % less is $397.62 and owes nothing."""
    assert one(9, hours=1).net_hour == pytest.approx(9 - 1.27, abs=0.005)
    assert one(9, hours=1, fees=8).net_hour == pytest.approx(9 * 0.92, abs=0.005)


gigs = st.builds(
    Work,
    title=st.sampled_from(["rides", "logos", "dog walks", "7-11 shifts", ""]),
    gross=st.builds(Amount, usd=st.floats(0, 900), per=st.sampled_from(["week", "hour", "month"])),
    hours=st.floats(1, 20), unpaid_hours=st.none() | st.floats(0, 20), miles=st.none() | st.floats(0, 900),
    expenses=st.none() | st.floats(0, 400), fees=st.none() | st.floats(0, 40), employee=st.booleans(),
)  # fmt: skip


@anything
@given(st.lists(gigs, min_size=1, max_size=4))
def test_the_chain_adds_up(work: list[Work]) -> None:
    found = gig_income(work, SPRING)
    by_id = facts(found)
    if found.problems:
        return
    start, *taken, left = (by_id[step].amount for step in found.steps)
    assert start - sum(taken) == pytest.approx(left, abs=len(found.steps) / 2 + 0.01)  # each is shown in whole dollars
    assert found.net_hour is not None
    assert found.gross_hour is not None
    assert found.net_hour <= found.gross_hour + 0.005
    hours = by_id["you.hours"].amount
    assert by_id["you.net_hour"].amount == pytest.approx(
        left / hours, abs=0.55 / hours + 0.06 * abs(left) / hours**2 + 0.01
    )
    for fact in found.facts:
        assert set(fact.inputs) <= set(by_id), fact.id
        assert not any(c.isdigit() for c in fact.meaning), fact.meaning
        assert fact.shown in fact.sentence
        assert bool(fact.formula) == (bool(fact.inputs)), fact.id
    if len(found.steps) and len(work) > 1:
        for key in ("gross_week", "se_tax", "hours"):
            parts = [
                fact.amount for fact in found.facts if fact.id.startswith("you.gig") and fact.id.endswith(f".{key}")
            ]
            if f"you.{key}" in by_id:
                assert sum(parts) == pytest.approx(by_id[f"you.{key}"].amount, abs=len(parts) / 2 + 0.51)


@anything
@given(st.floats(0, 400_000), st.floats(0, 50_000), st.floats(0, 300_000))
def test_tax_grows_with_profit_and_never_takes_all(profit: float, more: float, wages: float) -> None:
    rates = Rates(SPRING)
    low, high = self_employment_tax(profit, rates, wages), self_employment_tax(profit + more, rates, wages)
    assert 0 <= low <= high <= 0.1413 * (profit + more) + 1
    assert 0 <= payroll_tax(profit, rates) <= 0.0765 * profit + 1e-6 or profit > 200_000


# ---- the rate that matches a wage -------------------------------------------------------------------------------


def test_the_rate_that_matches_a_wage() -> None:
    """$25 × 40 h × 52 = $52,000, after 7.65 % $48,022. A profit of $55,923.60 leaves that after 14.12955 %; over the 30
    paid hours of 52 weeks: $35.85. Benefits (3.54 + 3.62 + 1.57) ÷ 32.60 = 26.78 % of the wage, $13,925: $61,947 is
    what $72,140 of profit leave, $46.24 an hour."""
    found = freelance_rate(25, 10, on=SPRING)
    assert (found.low, found.high) == (35.85, 46.24)
    by_id = {fact.id: fact for fact in found.facts}
    assert by_id["freelance.low"].amount == 35.85
    assert set(by_id["freelance.high"].inputs) <= set(by_id)
    assert by_id["freelance.benefits"].amount == 30.1
    assert by_id["freelance.hours"].source != YOU_SAID


def test_a_role_s_wage_is_matched_under_its_own_name() -> None:
    wage = Fact(id="wage.43-3031.x.p50", name="bookkeeping_pay", value=25, unit="USD/hour", subject="43-3031", meaning="typical pay of bookkeepers",
                source="BLS", place="Phoenix")  # fmt: skip
    found = freelance_rate(25, 10, hours=40, costs_week=60, wage=wage, on=SPRING)
    low = next(fact for fact in found.facts if fact.id == "freelance.43-3031.low")
    assert (low.subject, low.name, low.place) == ("43-3031", "bookkeeping_pay_match_low", "Phoenix")
    assert low.inputs[0] == wage.id
    assert low.amount == pytest.approx(35.85 + 2.0, abs=0.01)  # $60 over 30 paid hours


@pytest.mark.parametrize("wrong", [(0, 10), (-5, 10), (25, 40), (25, -1), (1e9, 10)])
def test_rates_that_cannot_be(wrong: tuple[float, float]) -> None:
    with pytest.raises(UserError):
        freelance_rate(*wrong, on=SPRING)


@anything
@given(st.floats(8, 150), st.floats(0, 30), st.floats(0, 9))
def test_a_freelancer_charges_more_than_the_wage(wage: float, unpaid: float, more: float) -> None:
    found, busier = freelance_rate(wage, unpaid, on=SPRING), freelance_rate(wage, unpaid + more, on=SPRING)
    assert wage < found.low < found.high
    assert busier.low >= found.low


@anything
@given(st.floats(500, 300_000))
def test_the_profit_for_a_net_leaves_that_net(net_year: float) -> None:
    rates = Rates(SPRING)
    profit = profit_for(net_year, rates)
    assert profit - self_employment_tax(profit, rates) == pytest.approx(net_year, abs=0.02)
