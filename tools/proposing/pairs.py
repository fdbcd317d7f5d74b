"""What speaks for one role for one person, beside who the person is: how near it lies, and what it asks, pays and rules out.

Each is a number of about unit size; the proposer learns one weight for each (:mod:`tools.proposing.lessons`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from knowledge.moves import FLOOR, moves
from knowledge.role_model import role_model
from knowledge.tables import tables
from knowledge.title_model import Floats
from runtime.errors import NotFound
from tools.conditions import RULED_OUT, conditions
from tools.gig_income import gig_income
from tools.occupations import EDUCATION_RANK
from tools.profile import Profile
from tools.proposing.traits import socs_of
from tools.wages import wages

FAR = -2.0
"""Log-odds of nearness of all that is not among an occupation's hundred nearest."""
ITSELF = 14.0
USUAL_PAY = (15.0, 20.0)
"""USD an hour, the lower quarter's and typical, where none is published."""
HIGH_SCHOOL = 1
GREATER = ("Less than 5 years", "5 years or more")
"""Years that are asked for first, as the projections say it."""
LEAST_HOUR, MOST_HOUR = 5.0, 150.0
"""USD an hour between which an own hour or a wish tells something of what pays more."""

NAMES = (
    *(f"{when} {how}" for when in ("now", "past", "want") for how in ("same", "near", "family")),
    "moves from now", "moves from past",
    "schooling lacked", "schooling unused", "schooling asked, own unknown", "zone up", "zone down",
    "less than own hour", "more than own hour", "less than wanted", "more than wanted",
    "limits", "no degree", "no licence",
    "zone by zone", "size by zone",
    "size", "growth", "self-employed", "schooling", "zone", "experience", "pay", "licence",
)  # fmt: skip


@dataclass(frozen=True)
class _Roles:
    """What is known of each role by itself, arrays of shape (roles,)."""

    socs: tuple[str, ...]
    families: Any
    rank: Floats
    zone: Floats
    experience: Floats
    size: Floats
    growth: Floats
    alone: Floats
    entry: Floats
    typical: Floats
    licence: Floats
    comes_with: tuple[frozenset[str], ...]

    def against(self, limit: str) -> Floats:
        """1 where a limit rules a role out."""
        if limit == "remote only":
            return _floats(["remote possible" not in one for one in self.comes_with])
        barred = set(RULED_OUT.get(limit, ()))  # type: ignore[call-overload]
        return _floats([bool(barred & one) for one in self.comes_with])


@lru_cache(maxsize=4)
def _roles(socs: tuple[str, ...]) -> _Roles:
    t = tables()
    known, outlook = [t.occupation(soc) for soc in socs], [t.projection(soc) for soc in socs]
    people = np.log([(one.employment_2024 if one else None) or 10_000 for one in outlook])
    pay = np.log([_pay(soc) for soc in socs])
    comes_with = tuple(frozenset(one.condition for one in conditions(soc)) for soc in socs)
    return _Roles(
        socs=socs,
        families=np.array([soc[:4] for soc in socs]),
        rank=_floats([EDUCATION_RANK.get(one.education or "", HIGH_SCHOOL) for one in known]),
        zone=_floats([one.job_zone or 3 for one in known]),
        experience=_floats([1 + GREATER.index(one.experience) if one.experience in GREATER else 0 for one in known]),
        size=_floats((people - people.mean()) / people.std()),
        growth=_floats([((one.growth_pct if one else 0) or 0) / 10 for one in outlook]),
        alone=_floats([((one.self_employed_pct if one else 0) or 0) / 50 for one in outlook]),
        entry=_floats(pay[:, 0]),
        typical=_floats(pay[:, 1]),
        licence=_floats(["licence" in one for one in comes_with]),
        comes_with=comes_with,
    )


def pairs(profile: Profile, socs: Sequence[str]) -> Floats:
    """The numbers of :data:`NAMES` for each role, shape (roles, names)."""
    roles = _roles(tuple(socs))
    now, past, want = socs_of(profile).values()
    columns = [
        *(column for own in (now, past, want) for column in _nearness(own, roles)),
        *(_moved(own, roles) for own in (now, past)),
        *_steps(profile, [*now, *past], roles),
        *_beside(gig_income(profile.work).net_hour, roles.entry),
        *_beside(profile.target_hourly, roles.typical),
        *_limits(profile, roles),
        *_by_zone([*now, *past], roles),
        *(
            roles.size,
            roles.growth,
            roles.alone,
            roles.rank / 3,
            roles.zone / 2,
            roles.experience,
            roles.entry,
            roles.licence,
        ),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _nearness(own: Sequence[str], roles: _Roles) -> list[Any]:
    """Whether a role is one of ``own``, how near it lies to the nearest of them, and whether it is of their minor group."""
    if not own:
        return [np.zeros(len(roles.socs))] * 3
    near = np.max([_near(soc, roles.socs) for soc in own], axis=0)
    return [np.isin(roles.socs, own), near / 10, np.isin(roles.families, [soc[:4] for soc in own])]


def _steps(profile: Profile, own: Sequence[str], roles: _Roles) -> list[Any]:
    """Schooling that a role asks for and somebody lacks, or has beyond it; and the steps in job zone."""
    rank = EDUCATION_RANK[profile.education] if profile.education else None
    lacked = np.maximum(0, roles.rank - (HIGH_SCHOOL if rank is None else rank)) / 3
    unused, zone = np.maximum(0, (rank or 0) - roles.rank) / 3, _zone(own)
    return [
        *((lacked, unused, 0 * lacked) if rank is not None else (0 * lacked, 0 * lacked, lacked)),
        np.maximum(0, roles.zone - zone) / 2,
        np.maximum(0, zone - roles.zone) / 2,
    ]


def _limits(profile: Profile, roles: _Roles) -> list[Any]:
    """How many of somebody's limits a role runs against; schooling and licences for who wants neither."""
    against = sum((roles.against(limit) for limit in profile.constraints), np.zeros(len(roles.socs), dtype=np.float32))
    no_degree, no_licence = ("no degree" in profile.constraints, "no licence" in profile.constraints)
    return [against, np.maximum(0, roles.rank - 2) * no_degree, roles.licence * no_licence]


def _by_zone(own: Sequence[str], roles: _Roles) -> list[Any]:
    """A role's zone and size, for who is above or below the zone of most gigs."""
    return [roles.zone / 2 * (_zone(own) - 2), roles.size * (_zone(own) - 2)]


def _zone(own: Sequence[str]) -> int:
    return max((tables().occupation(soc).job_zone or 2 for soc in own), default=2)


@lru_cache(maxsize=512)
def _near(soc: str, socs: tuple[str, ...]) -> Floats:
    odds = dict(role_model().near(soc)) | {soc: ITSELF}
    return _floats([max(FAR, odds.get(one, FAR)) for one in socs])


def _moved(own: Sequence[str], roles: _Roles) -> Any:
    """0–1: the log share of movers out of the likeliest of ``own``."""
    if not own:
        return np.zeros(len(roles.socs))
    at = [moves().at[soc] for soc in roles.socs]
    return 1 - np.max([moves().log_shares(soc)[at] for soc in own], axis=0) / FLOOR


def _beside(usd: float | None, log_pay: Floats) -> list[Any]:
    """How far pay lies under and over an hour, as logs; nothing where the hour is not known or cannot be right."""
    if usd is None or not LEAST_HOUR / 2 < usd < MOST_HOUR:
        return [np.zeros_like(log_pay)] * 2
    gap = log_pay - np.log(max(usd, LEAST_HOUR))
    return [np.minimum(gap, 0), np.clip(gap, 0, 1)]


def _pay(soc: str) -> tuple[float, float]:
    try:
        wage = wages(soc)
    except NotFound:
        return USUAL_PAY
    return wage.p25 or USUAL_PAY[0], wage.p50 or USUAL_PAY[1]


def _floats(values: object) -> Floats:
    return np.asarray(values, dtype=np.float32)
