"""Payroll and self-employment tax by the tables' own rates. A year's sums in, USD a year out; no income tax.

Self-employment tax goes the way of Schedule SE: 92.35 % of the profit is taxed; nothing is due when that stays under
$400; Social Security is taken up to the wage base, of which wages use up their part first; Medicare on all of it.
Over the threshold of Form 8959 Medicare takes a little more, of wages first, then of the taxed profit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.rates import Rate, rate
from runtime.errors import UserError
from tools.fact import YOU_SAID
from tools.periods import HOURS_A_YEAR


class Rates:
    """Rates by key on one day (default today); ``own`` replaces values by key, for a worker who knows better.

    UserError for an own rate that is negative or no number; NotFound for a key the table does not have.
    """

    def __init__(self, on: date | None = None, own: Mapping[str, float] | None = None) -> None:
        self.on, self.own = on or date.today(), dict(own or {})
        for key, value in self.own.items():
            if not 0 <= value < float("inf"):
                raise UserError(f"The rate '{key}' cannot be {value:g}.", "Give a number of zero or more.")
            rate(key, self.on)

    def __getitem__(self, key: str) -> Rate:
        found = rate(key, self.on)
        if key not in self.own:
            return found
        return replace(found, value=self.own[key], valid_from=self.on, valid_to=None, source=YOU_SAID, url="")

    def share(self, key: str) -> float:
        """A percent rate as a share of one."""
        return self[key].value / 100


def self_employment_tax(profit: float, rates: Rates, wages: float = 0.0) -> float:
    """On a year's profit beside a year's wages. Wages use up the wage base and the threshold first."""
    taxed = profit * rates.share("se_base")
    if taxed < rates["se_floor"].value:
        return 0.0
    room = max(0.0, rates["wage_base"].value - wages)
    threshold = max(0.0, rates["additional_medicare_from"].value - wages)
    return (
        min(taxed, room) * rates.share("se_social_security")
        + taxed * rates.share("se_medicare")
        + max(0.0, taxed - threshold) * rates.share("additional_medicare")
    )


def payroll_tax(wages: float, rates: Rates) -> float:
    """The employee's share on a year's wages."""
    return (
        min(wages, rates["wage_base"].value) * rates.share("fica_social_security")
        + wages * rates.share("fica_medicare")
        + max(0.0, wages - rates["additional_medicare_from"].value) * rates.share("additional_medicare")
    )


def employee_net(wage_hour: float, rates: Rates | None = None) -> float:
    """An employee's hour after payroll tax, USD, for a full-time year."""
    return wage_hour - payroll_tax(wage_hour * HOURS_A_YEAR, rates or Rates()) / HOURS_A_YEAR


def profit_for(net: float, rates: Rates) -> float:
    """The yearly profit that leaves ``net`` after self-employment tax, to the cent; zero for nothing to match."""
    low = high = max(net, 0.0)
    while high - self_employment_tax(high, rates) < net:
        low, high = high, high * 2
    while high - low > 0.005:
        middle = (low + high) / 2
        low, high = (low, middle) if middle - self_employment_tax(middle, rates) >= net else (middle, high)
    return high
