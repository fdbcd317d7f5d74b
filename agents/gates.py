"""Hard gates, apart from every score: what keeps a role from being offered, in the worker's own terms."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from knowledge.tables import tables
from tools.conditions import IN_WORDS, RULED_OUT, conditions
from tools.fit import role_fit
from tools.occupations import EDUCATION_RANK
from tools.profile import Profile
from tools.roles import related_roles
from tools.skills import map_skills
from tools.toolbox import Toolbox


def reach(profile: Profile, own: set[str]) -> int:
    """The education rank the worker can apply with: stated, else high school, or what their own work already asks.

    Own work tells of a bachelor's degree at most: who has more says so, and a misread word must open no surgery.
    """
    ranks = [EDUCATION_RANK[profile.education or "high school"]]
    ranks += [min(4, _needed(soc)) for soc in own if not profile.education]
    return max(ranks)


def _needed(soc: str) -> int:
    return EDUCATION_RANK.get(tables().occupation(soc).education or "", 0)


def _schooled(soc: str, profile: Profile, own: set[str], tools: Toolbox) -> bool:
    """Whether the worker has the degree the role asks for, or does that work already without it.

    Work of one's own stands in for a degree, but not for one above a bachelor's, nor below a licence for one who
    stated less.
    """
    needed = _needed(soc)
    if needed < 3 or needed <= reach(profile, own) or by_samples(soc, profile, own):
        return True
    licensed = any(condition.condition == "licence" for condition in tools.conditions(soc))
    return soc in own and needed <= 4 and not (profile.education and licensed)


_SAMPLES = ("15-1", "15-2051", "27-1", "27-3", "27-4", "13-1161", "11-2")
"""Fields that hire by what one can show: computing, data, design, writing, media, marketing."""

_NEAR = 10
"""The nearest roles of a worker's own, from which they have work to show."""

_TO_SHOW, _TO_SHOW_INSTEAD = 2, 3
"""Skills they named that the role uses: where the schooling was not said, and where it was said and is less."""


def by_samples(soc: str, profile: Profile, own: set[str]) -> bool:
    """Whether work done may stand in for a degree the worker lacks or did not speak of; the answer says so.

    In any field without a licence, for who already does work of that minor group that asks for as much. In fields that
    hire by what one can show, for who does work near it, or named what it uses. Who stated less than some college does
    not come by either.
    """
    stated = EDUCATION_RANK[profile.education] if profile.education else None
    if not 3 <= _needed(soc) <= 4 or stated in range(2) or (stated or 0) >= _needed(soc):
        return False
    sisters = [other for other in own if other[:4] == soc[:4] and _needed(other) >= _needed(soc)]
    if sisters and not any(condition.condition == "licence" for condition in conditions(soc)):
        return True
    if not soc.startswith(_SAMPLES):
        return False
    if any(soc in _near(other) for other in own):
        return True
    have = {link.id: link.input for link in map_skills(profile.skills).linked}
    shown = {need.had_as for need in role_fit(soc, have).have}
    return len(shown) >= (_TO_SHOW if stated is None else _TO_SHOW_INSTEAD)


@lru_cache(maxsize=1024)
def _near(soc: str) -> frozenset[str]:
    return frozenset(role.soc for role in related_roles(soc, _NEAR).roles)


USUAL = 0.5
"""A role that a counsellor would name for such a person half as soon as the likeliest is reached by what they have done: what is
usually asked for first stands in its way no more, a licence or a stated limit does."""


def refusal(soc: str, profile: Profile, own: set[str], tools: Toolbox, suits: float = 0.0) -> str:
    """Why this role is not offered, in one clause without a figure; empty when nothing stands in the way."""
    occupation = tables().occupation(soc)
    if not _schooled(soc, profile, own, tools) and not (suits >= USUAL and _by_experience(soc, tools)):
        degree = _lower(occupation.education)
        return f"it usually asks for {'an' if degree[:1] in 'ao' else 'a'} {degree}"
    led = soc in own or suits >= USUAL
    if occupation.experience and not led and not any(_leads_to(code, soc) for code in own):
        return "it usually asks for some years in that line of work first"
    if occupation.experience == "5 years or more" and not led:
        return "it usually asks for many years in that line of work first"
    if soc in _second_language() and soc not in own and not profile.languages:
        return "it stands on a second language, and you named none"
    if occupation.title.endswith("All Other"):
        return "it is a group of many different jobs"
    comes_with = {condition.condition for condition in tools.conditions(soc)}
    for limit in (*profile.constraints, *profile.possible_limits):
        said = "you said" if limit in profile.constraints else "you may have meant"
        if limit == "remote only" and comes_with and "remote possible" not in comes_with:
            return "it is seldom done from home"
        if limit == "no degree" and not _schooled(soc, profile, own, tools):
            return f"{said} “{limit}”, and it usually asks for one"
        for condition in RULED_OUT.get(limit, ()):
            if condition in comes_with:
                return f"{said} “{limit}”, and it comes with {IN_WORDS[condition]}"
    return ""


def _by_experience(soc: str, tools: Toolbox) -> bool:
    """Whether years of work may stand in for the degree that a role usually asks for: none above a bachelor's, nor with a licence."""
    return _needed(soc) <= 4 and not any(condition.condition == "licence" for condition in tools.conditions(soc))


@lru_cache(maxsize=1)
def _second_language() -> frozenset[str]:
    """Occupations to which a foreign language is very important (75 of 100 and more)."""
    rows = tables().skills.filter(pl.col("element_id") == "2.C.7.b", pl.col("importance") >= 75)
    return frozenset(rows["soc"])


def _leads_to(own: str, soc: str) -> bool:
    """Whether years in a worker's occupation count for one that asks for them: one minor group, or its supervisors."""
    return own[:4] == soc[:4] or (own[:2] == soc[:2] and soc[3:5] == "10")


def _lower(education: str | None) -> str:
    return (education or "").lower()
