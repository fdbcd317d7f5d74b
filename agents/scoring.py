"""How roles are weighed: five criteria, each 0–1, a Pareto front over them, and a stated weighted sum."""

from __future__ import annotations

from math import log10

from agents.contracts import Choice, IncomeComparison, MarketBrief, Role, Scores
from tools.profile import Profile

WEIGHTS = {"fit": 0.30, "uplift": 0.25, "outlook": 0.15, "ready": 0.15, "wishes": 0.15}
"""Of the total; stated to the reader in README and shown with every decision."""

FULL_UPLIFT = 20.0
"""USD an hour above the net hour at which uplift counts in full"""

READY_HORIZON = 1500.0
"""Hours of learning at which a role counts as far off: about two years at fifteen hours a week."""


def clamp(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def closeness(fit: float, near: float) -> float:
    """0–1: three parts what the worker has of the role's needs, two parts how near it lies beside the nearest found.

    Needs alone do not tell a trade from another: a handyman has what a boilermaker's survey lists, and is none.
    """
    return clamp(0.6 * fit + 0.4 * min(1.0, near))


def score(
    fit: float, uplift: float | None, growth: float | None, openings: float | None, hours: float, wishes: float,
    presence: float = 1.0,
) -> Scores:  # fmt: skip
    """Scores from raw values: fit 0–1, uplift USD/hour, growth percent over the decade, openings a year
    per 100,000 jobs, hours to ready.

    ``presence`` 0–1 takes off the outlook of a role that is hardly found where the worker lives.

    Unknown uplift or growth counts as the middle, neither for nor against.
    """
    part = {
        "fit": clamp(fit),
        "uplift": 0.5 if uplift is None else clamp(uplift / FULL_UPLIFT),
        "outlook": clamp(presence * outlook(growth, openings)),
        "ready": clamp(1 - (hours / READY_HORIZON) ** 0.5),
        "wishes": clamp(wishes),
    }
    return Scores(**part, total=round(sum(WEIGHTS[name] * value for name, value in part.items()), 4))


def outlook(growth: float | None, openings: float | None) -> float:
    """Half growth (−15 % to +15 % over the decade), half openings a year per 100,000 jobs (a log scale from 1 to 1,000)."""
    if growth is None or openings is None:
        return 0.5
    size = log10(max(openings, 1)) / 3
    return clamp(0.5 * clamp((growth + 15) / 30) + 0.5 * clamp(size))


def wishes(profile: Profile, role: Role, met: float, market: MarketBrief) -> float:
    """Half how far the wanted pay is met, half whether the worker named the role.

    A worker who says what they want to become has said it of every role: that one is their wish, the others are not.
    The work they do now is not what they came to find. Pay weighs the same in a role that was named and in one that was
    not, so that asking for more never leads to less.
    """
    same = role.soc in {now.soc for now in market.current}
    named = role.soc in market.aims if profile.aims else "asked for" in role.why
    return met / 2 + (0.5 if named else 0.0 if profile.aims or same else 0.25)


def pay_met(profile: Profile, income: IncomeComparison) -> dict[str, float]:
    """By role, how far its typical pay meets the pay wanted: what is short of it, in shares of the span of all roles' pay.

    A dollar short counts the same whatever was wanted; who wants more than any role pays wants the best paid.
    """
    pays = {soc: usd for soc, pay in income.roles.items() if (usd := pay.p50 or pay.p25)}
    if profile.target_hourly is None or not pays:
        return {}
    wanted, span = (
        min(profile.target_hourly, max(pays.values())),
        max(FULL_UPLIFT, max(pays.values()) - min(pays.values())),
    )
    return {soc: 1 - max(0.0, wanted - usd) / span for soc, usd in pays.items()}


def pareto(choices: list[Choice]) -> list[Choice]:
    """Marks and returns the choices that no other beats or equals on every criterion (and beats on one)."""
    names = list(WEIGHTS)

    def beaten(one: Choice, other: Choice) -> bool:
        pairs = [(getattr(one.scores, n), getattr(other.scores, n)) for n in names]
        return all(b >= a for a, b in pairs) and any(b > a for a, b in pairs)

    front = [c for c in choices if not any(beaten(c, o) for o in choices if o is not c)]
    for choice in choices:
        choice.pareto = choice in front
    return front
