"""How roles are weighed: six criteria, each 0–1, a Pareto front over them, and a stated weighted sum."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10
from statistics import median

from agents.contracts import Choice, IncomeComparison, MarketBrief, Role, RolePay, Scores
from agents.income_analyst import familiar
from agents.market_researcher import WISHED
from agents.state import CareerState
from knowledge.tables import tables
from tools.profile import Profile

WEIGHTS = {"suits": 0.80, "fit": 0.02, "uplift": 0.08, "outlook": 0.04, "ready": 0.02, "wishes": 0.04}
"""Of the total; stated to the reader in README and shown with every decision."""

FULL_UPLIFT = 20.0
"""USD an hour above the net hour at which uplift counts in full"""

READY_HORIZON = 1500.0
"""Hours of learning at which a role counts as far off: about two years at fifteen hours a week."""

USUAL_NEAR = 0.4
"""The score in the pool of a role among the ten nearest to one's work."""

STEP_DOWN = 0.85
"""What is left of a role's closeness for each job zone below the worker's own."""

DEGREE_ZONE = {"associate": 3, "bachelor": 4, "master": 4, "doctorate": 4}


PRESENCE = {"metro": 1.0, "nonmetro": 1.0, "state": 0.6, "nation": 0.3}
"""What is left of a role's outlook where no wage of it is published for the worker's own area, only for a wider one."""

DIP = 0.9
"""Share of the present hour that typical pay must bring: what a payroll adds, such as paid leave and insurance, is not in the hour."""

THIN_WEEK, FULL_WEEK = 20.0, 40.0
"""Hours: up to the first, a week is too thin for its hour alone to be compared with a full-time job's."""


def clamp(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def closeness(fit: float, near: float) -> float:
    """0–1: three parts what the worker has of the role's needs, two parts how near it lies beside the nearest found,
    multiplied, so that neither makes up for the other.

    Needs alone do not tell a trade from another: a handyman has what a boilermaker's survey lists, and is none.
    """
    return clamp(clamp(fit) ** 0.6 * clamp(near) ** 0.4)


def nearest(roles: Iterable[Role]) -> float:
    """The score in the pool of the nearest role; what a wish adds makes none near, and where all are far none is near."""
    return max([USUAL_NEAR, *(role.score - (WISHED if "asked for" in role.why else 0.0) for role in roles)])


def zone(profile: Profile, known: set[str]) -> int:
    """The O*NET job zone of the worker: that of their highest work, or what their degree prepares for."""
    return max([DEGREE_ZONE.get(profile.education or "", 1), *(tables().occupation(s).job_zone or 1 for s in known)])


def used(close: float, soc: str, own_zone: int) -> float:
    """Closeness, less for each job zone that a role lies below the worker's own: it uses less of what they bring."""
    return close * STEP_DOWN ** max(0, own_zone - (tables().occupation(soc).job_zone or own_zone))


def score(
    fit: float, uplift: float | None, growth: float | None, openings: float | None, hours: float, wishes: float,
    presence: float = 1.0, suits: float = 0.0,
) -> Scores:  # fmt: skip
    """Scores from raw values: suits and fit 0–1, uplift USD/hour, growth percent over the decade, openings a year
    per 100,000 jobs, hours to ready.

    ``presence`` 0–1 takes off the outlook of a role that is hardly found where the worker lives.

    Unknown uplift or growth counts as the middle, neither for nor against.
    """
    part = {
        "suits": clamp(suits),
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
    """Half how far the wanted pay is met, half whether the worker named the role, or told of having done it.

    A worker who says what they want to become has said it of every role: that one is their wish, the others are not.
    The work they do now is not what they came to find. Pay weighs the same in a role that was named and in one that was
    not, so that asking for more never leads to less.
    """
    same = role.soc in {now.soc for now in market.current}
    named = role.soc in market.aims if profile.aims else "asked for" in role.why
    did = "past work" in role.why
    return met / 2 + (0.5 if named else 0.0 if profile.aims or same else 0.35 if did else 0.25)


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


def expected(pay: RolePay, known: bool) -> float | None:
    """Net pay to count on: typical in a role the worker knows, the lower quarter's in a new one."""
    return pay.net if known else pay.entry_net or pay.net


def baseline(income: IncomeComparison, profile: Profile) -> float:
    """The worker's own net hour; where it is unknown, so much that the middle of the candidates counts as half.

    A good hour in a thin week is set against a full one: the week's net over forty hours, at least half the hour.
    """
    if income.net_hour is not None:
        hours = profile.week_hours
        thin = 0 < hours <= THIN_WEEK and income.net_hour > 0
        return income.net_hour * max(0.5, hours / FULL_WEEK) if thin else income.net_hour
    nets = [pay.net for pay in income.roles.values() if pay.net is not None]
    return median(nets) - FULL_UPLIFT / 2 if nets else 0.0


def presence(pay: RolePay, profile: Profile) -> float:
    """0–1: whether the role is found where the worker lives, and in what share its people are on somebody's payroll."""
    here = 1.0 if pay.area == profile.area.code else PRESENCE[tables().area(pay.area).level]
    projection = tables().projection(pay.soc)
    return here * (1 - ((projection.self_employed_pct if projection else None) or 0.0) / 100)


def pays(pay: RolePay, state: CareerState) -> bool:
    """Whether a role brings what the present hour does, or a thin week, or hardly less; unknown pay counts as yes."""
    income, known = state["income"], pay.soc in familiar(state["market"])
    if income.net_hour is None or (usd := expected(pay, known)) is None:
        return True
    base = baseline(income, state["intake"].profile)
    return usd > base or (pay.net is not None and pay.net >= DIP * base)
