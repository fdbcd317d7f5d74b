"""Income analyst: what an hour brings now, beside what each candidate role pays where the worker lives."""

from __future__ import annotations

from agents.base import Agent
from agents.contracts import IncomeComparison, MarketBrief, RolePay
from agents.state import CareerState
from runtime.errors import NotFound
from runtime.events import ChoiceMade
from tools.fact import Fact, by_id
from tools.gig_income import GigIncome
from tools.toolbox import Toolbox
from tools.wages import wage_facts

HOUR = ("work", "money", "hours", "miles", "costs")
"""Fields on which the hour hangs: while a question about one is open, none is stated."""
LEFT_OPEN = (
    "What your hour really brings is left open until my question is answered: a figure that may be wrong helps nobody."
)


class IncomeAnalyst(Agent[IncomeComparison]):
    """The net hour, and each role's pay, its net and the uplift over that hour, all USD an hour."""

    name, writes, reads = "income_analyst", "income", ("intake", "market")
    heeds = ("work", "area", "asks", "doubts")
    doing = "working out what your hour really brings"
    result = IncomeComparison

    def find(self, state: CareerState, tools: Toolbox) -> IncomeComparison:
        profile, market = state["intake"].profile, state["market"]
        open_ = [name for name in profile.doubts if name in HOUR]
        now = GigIncome() if open_ else tools.gig_income(profile.work)
        found = IncomeComparison(
            gross_hour=now.gross_hour,
            net_hour=now.net_hour,
            steps=now.steps,
            assumptions=now.assumptions,
            abstentions=[*now.problems, *now.questions, *([LEFT_OPEN] if open_ else [])],
        )
        facts: list[Fact] = list(now.facts)
        known = familiar(market)
        for role in market.candidates:
            try:
                wage = tools.wages(role.soc, profile.area.code)
            except NotFound:
                found.unranked.append(role.soc)
                continue
            told = wage_facts(wage)
            facts += told
            found.roles[role.soc] = _pay(role.soc, wage.used_area, told, now.net_hour, role.soc in known)
        found.facts = by_id(facts)
        return found

    def choice(self, result: IncomeComparison) -> ChoiceMade:
        ranked = sorted(
            (pay for pay in result.roles.values() if pay.uplift is not None), key=lambda pay: -(pay.uplift or 0)
        )
        return ChoiceMade(chosen=[pay.soc for pay in ranked], considered=result.unranked)

    def tell(self, state: CareerState, result: IncomeComparison) -> list[str]:
        if result.net_hour is None:
            return []
        names = {fact.name for fact in result.facts.values()}
        told = ["You take in {your_gross_week} and give {your_hours} for it."]
        if "your_miles_cost" in names:
            told.append("The car takes {your_miles_cost} of it, counted by the mile as the tax office does.")
        elif "your_expenses" in names:
            told.append("Your costs take {your_expenses} of it.")
        if "your_se_tax" in names:
            told.append("Self-employment tax takes {your_se_tax}.")
        elif "your_fica" in names:
            told.append("Payroll tax takes {your_fica}.")
        told.append("So your work really brings you {your_net_hour}, before income tax.")
        return [" ".join(told)]

    def lists(self, state: CareerState, result: IncomeComparison) -> list[str]:
        """What the worker asked to have explained, in the tax office's own steps."""
        names, asked = {fact.name for fact in result.facts.values()}, state["intake"].profile.asks
        told = []
        if "tax" in asked and "your_se_tax" in names:
            told.append(
                "How the tax comes about: of what is left after costs, {rate_se_base} counts. On that you pay {rate_se_social_security} "
                "for Social Security, up to a yearly limit, and {rate_se_medicare} for Medicare, because you are employee and employer "
                "in one. An employee pays half of that, and the employer the other half. That makes {your_se_tax}."
            )
        if "miles" in asked and "your_miles_cost" in names:
            told.append(
                "How the car is counted: {your_miles} at {your_mile_rate} make {your_miles_cost}. The rate covers fuel, wear, insurance "
                "and repairs; if you know your own costs, tell me and I use those."
            )
        return told


def familiar(market: MarketBrief) -> set[str]:
    """Roles the worker does or did; a beginner's pay is not theirs."""
    return {role.soc for role in (*market.current, *market.past)}


def _pay(soc: str, area: str, facts: list[Fact], net_hour: float | None, known: bool) -> RolePay:
    """Uplift stands on the typical pay of a role the worker knows, and on the lower quarter's pay of a new one."""
    value = {fact.id.rsplit(".", 1)[-1]: fact.amount for fact in facts if fact.unit == "USD/hour"}
    expected = value.get("net") if known else value.get("entry_net", value.get("net"))
    uplift = None if net_hour is None or expected is None else round(expected - net_hour, 2)
    pay = {key: value.get(key) for key in ("p10", "p25", "p50", "p75", "p90", "net", "entry_net")}
    return RolePay(soc=soc, area=area, uplift=uplift, **pay)
