"""Roles near a role, and roles that use given skills."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from knowledge.role_model import role_model
from knowledge.tables import tables
from tools.fit import COMMON, software_by_role
from tools.titles import match_titles

ENOUGH = 3
"""Skills beside common ones from which needs speak in full: one alone is like a hundred roles'."""

TENTH = 5.0
"""Log-odds usual among the tenth nearest roles."""


class RoleMatch(BaseModel):
    soc: str
    title: str
    score: float


class Roles(BaseModel):
    roles: list[RoleMatch] = []


def related_roles(soc: str, k: int = 10) -> Roles:
    """The ``k`` nearest occupations, at most a hundred: by O*NET's related list, titles, needs and software together.

    A joint code, as wages and the handbook have some ("43-6000"), is as near to a role as the nearest of its members;
    they are no neighbours of their own. NotFound for a code that is neither.
    """
    t = tables()
    members = t.detailed(soc) or [t.occupation(soc).soc]
    near: dict[str, float] = {}
    for member in members:
        for other, odds in role_model().near(member):
            if other not in members:
                near[other] = max(odds, near.get(other, odds))
    best = sorted(near.items(), key=lambda pair: -pair[1])[:k]
    return Roles(roles=[RoleMatch(soc=s, title=t.occupation(s).title, score=_score(odds)) for s, odds in best])


def _score(odds: float) -> float:
    """0–1: about a half for the tenth nearest of a usual occupation."""
    return round(1 / (1 + math.exp((TENTH - odds) / 1.5)), 4)


def roles_for_skills(skill_ids: list[str], k: int = 10, words: list[str] | None = None) -> Roles:
    """The ``k`` occupations nearest to given skills, scores 0–1, from two kinds of evidence in equal parts.

    What they need: likeness of the role's needs to the skills, common ones counting little. What they are called:
    how well the worker's ``words`` match O*NET's titles ("email marketing" → Email Marketing Specialist).
    """
    t, total = tables(), dict[str, float]()
    needed, named = _by_need(set(skill_ids)), _by_title(words or [])
    telling = len(set(skill_ids) - COMMON)
    for part, share in ((needed, min(1.0, telling / ENOUGH)), (named, 1.0)):
        most = max(part.values(), default=0.0)
        for soc, value in part.items():
            total[soc] = total.get(soc, 0.0) + 0.5 * share * value / most if most else total.get(soc, 0.0)
    best = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    return Roles(roles=[RoleMatch(soc=s, title=t.occupation(s).title, score=round(v, 4)) for s, v in best if v > 0])


def _by_need(skills: set[str]) -> dict[str, float]:
    """SOC → likeness of its needs to the skills; software weighs by how few occupations use it."""
    codes, needs = _needs()
    at = {name: n for n, name in enumerate(_columns())}
    score = dict.fromkeys(codes, 0.0)
    known = [skill for skill in skills if skill in at]
    for skill in known:
        for soc, value in zip(codes, needs[:, at[skill]], strict=True):
            score[soc] += float(value) * (0.2 if skill in COMMON else 1.0)
    roles = software_by_role()
    for skill in skills - set(known):
        users = {soc: codes_[skill] for soc, codes_ in roles.items() if skill in codes_}
        for soc, share in users.items():
            score[soc] = score.get(soc, 0.0) + 0.05 * share * float(np.log(len(roles) / len(users)))
    return {soc: max(0.0, value) for soc, value in score.items()}


def _by_title(words: list[str]) -> dict[str, float]:
    """SOC → summed title evidence; a word that matches many titles weakly adds little."""
    found: dict[str, float] = {}
    for said in match_titles(words[:20]):
        for match in said.matches:
            found[match.soc] = found.get(match.soc, 0.0) + match.score**2
    return found


@lru_cache(maxsize=1)
def _needs() -> tuple[list[str], NDArray[np.float64]]:
    """Occupations × skills and knowledge: importance × level, standardised by column, rows of unit length."""
    t = tables()
    wide = t.skills.with_columns(weight=t.skills["importance"].cast(float) * t.skills["level"].fill_null(0).cast(float))
    wide = wide.pivot("element_id", index="soc", values="weight").fill_null(0.0).sort("soc").select("soc", *_columns())
    values = wide.drop("soc").to_numpy()
    values = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-9)
    return wide["soc"].to_list(), values / (np.linalg.norm(values, axis=1, keepdims=True) + 1e-9)


@lru_cache(maxsize=1)
def _columns() -> list[str]:
    return sorted(tables().skills["element_id"].unique())
