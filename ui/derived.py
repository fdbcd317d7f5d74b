"""Facts that a screen works out of facts, so that these figures too have a source, a formula and inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tools.fact import Fact

if TYPE_CHECKING:
    from ui.turn import Turn


def derived(turn: Turn) -> dict[str, Fact]:
    """What the page works out of facts: how much more a role brings, how well it fits."""
    made: dict[str, Fact] = {}
    facts, hour = turn.facts, turn.income.net_hour if turn.income else None
    for soc, pay in turn.income.roles.items() if turn.income else ():
        if pay.uplift is not None and hour is not None:
            new = pay.entry_net is not None and pay.uplift == round(pay.entry_net - hour, 2)
            made[f"uplift.{soc}"] = Fact(
                id=f"uplift.{soc}", name="uplift", value=pay.uplift, unit="USD/hour", subject=soc, source="computed",
                meaning=f"what an hour as {turn.title(soc).lower()} brings over your hour now", place=_place(facts, soc, pay.area),
                formula=f"{'a beginner’s' if new else 'typical'} pay after payroll tax − what your hour brings now",
                inputs=(f"wage.{soc}.{pay.area}.{'entry_net' if new else 'net'}", "you.net_hour"),
            )  # fmt: skip
    for soc, fit in turn.skills.roles.items() if turn.skills else ():
        onet = facts.get(f"role.{soc}.job_zone")
        made[f"fit.{soc}"] = Fact(
            id=f"fit.{soc}", name="fit", value=round(fit.fit * 100), unit="percent", subject=soc,
            source="computed from O*NET" if onet is None else f"computed from {onet.source}", release=onet.release if onet else "",
            url=onet.url if onet else "", meaning=f"how much of what {turn.title(soc).lower()} need you bring already",
            formula="of what sets the role apart, the share you have, each skill counted by its importance",
        )  # fmt: skip
    return made


def _place(facts: Mapping[str, Fact], soc: str, area: str) -> str:
    fact = facts.get(f"wage.{soc}.{area}.p50")
    return fact.place if fact else ""
