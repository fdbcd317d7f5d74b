"""Facts that a screen works out of facts, so that these figures too have a source, a formula and inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agents.contracts import IncomeComparison, SkillMap
from tools.fact import Fact
from tools.freelance import FULL_TIME


def derived(
    facts: Mapping[str, Fact], income: IncomeComparison | None, skills: SkillMap | None, title: Callable[[str], str]
) -> dict[str, Fact]:
    """What the page works out of facts: how much more a role brings an hour and a week, how well it fits. ``title`` names a SOC code."""
    made: dict[str, Fact] = {}
    hour = income.net_hour if income else None
    for soc, pay in income.roles.items() if income else ():
        if pay.uplift is not None and hour is not None:
            new = pay.entry_net is not None and pay.uplift == round(pay.entry_net - hour, 2)
            made[f"uplift.{soc}"] = Fact(
                id=f"uplift.{soc}", name="uplift", value=pay.uplift, unit="USD/hour", subject=soc, source="computed",
                meaning=f"what an hour as {title(soc).lower()} brings over your hour now", place=_place(facts, soc, pay.area),
                formula=f"{'a beginner’s' if new else 'typical'} pay after payroll tax − what your hour brings now",
                inputs=(f"wage.{soc}.{pay.area}.{'entry_net' if new else 'net'}", "you.net_hour"),
            )  # fmt: skip
            if (own := facts.get("you.hours")) is not None:
                week = min(own.amount, FULL_TIME)
                made[f"uplift_week.{soc}"] = Fact(
                    id=f"uplift_week.{soc}", name="uplift_week", value=round(pay.uplift * week), unit="USD/week", subject=soc, source="computed",
                    meaning=f"what {week:g} hours a week as {title(soc).lower()} bring over the same hours now", place=_place(facts, soc, pay.area),
                    formula=f"what an hour brings over your hour now × your hours a week, {FULL_TIME:g} at the most",
                    inputs=(f"uplift.{soc}", "you.hours"),
                )  # fmt: skip
    for soc, fit in skills.roles.items() if skills else ():
        onet = facts.get(f"role.{soc}.job_zone")
        made[f"fit.{soc}"] = Fact(
            id=f"fit.{soc}", name="fit", value=round(fit.fit * 100), unit="percent", subject=soc,
            source="computed from O*NET" if onet is None else f"computed from {onet.source}", release=onet.release if onet else "",
            url=onet.url if onet else "", meaning=f"how much of what {title(soc).lower()} need you bring already",
            formula="of what sets the role apart, the share you have, each skill counted by its importance",
        )  # fmt: skip
    return made


def _place(facts: Mapping[str, Fact], soc: str, area: str) -> str:
    fact = facts.get(f"wage.{soc}.{area}.p50")
    return fact.place if fact else ""
