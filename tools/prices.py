"""What a dollar buys where somebody lives, and the least an hour of work must pay there."""

from __future__ import annotations

from knowledge.rates import rate
from knowledge.tables import tables
from tools.fact import Fact
from tools.words import lettered


def price_fact(area: str) -> Fact | None:
    """Prices in a metro, the nation's being 100, as percent; None where none is published."""
    found, source = tables().price_level(area), tables().source("prices")
    if found is None:
        return None
    name = tables().area(area).name
    return Fact(
        id=f"price.{area}", name=f"prices_{lettered(area)}", value=found[0], unit="percent", subject=area, place=name,
        meaning=f"prices in {name}, those of the whole country being a hundred", source=source.name, release=source.release, url=source.url,
    )  # fmt: skip


def minimum_wage_fact(state: str) -> Fact:
    """The state's minimum wage, or the federal one where no state is known; a city may ask more."""
    usd, source = tables().minimum_wage(state), tables().source("minimum")
    if usd is None:
        federal = rate("minimum_wage")
        return Fact(
            id="rate.minimum", name="minimum_wage", value=federal.value, unit="USD/hour", subject="minimum wage",
            meaning="the federal minimum wage", source=federal.source, release=federal.release, url=federal.url,
        )  # fmt: skip
    name = tables().states[state].name
    return Fact(
        id=f"rate.minimum.{state}", name="minimum_wage", value=usd, unit="USD/hour", subject="minimum wage", place=name,
        meaning=f"the minimum wage of {name}", source=source.name, release=source.release, url=source.url,
    )  # fmt: skip
