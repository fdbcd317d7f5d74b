"""Roles near a role, and roles that use given skills."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from knowledge.tables import tables
from tools.fit import software_by_role


class RoleMatch(BaseModel):
    soc: str
    title: str
    score: float


class Roles(BaseModel):
    roles: list[RoleMatch] = []


def related_roles(soc: str, k: int = 10) -> Roles:
    """The ``k`` nearest occupations: O*NET's related list and the likeness of what both need, scores 0–1."""
    t = tables()
    t.occupation(soc)
    codes, needs = _needs()
    score = dict.fromkeys(codes, 0.0)
    for other, index in t.related.filter(soc=soc).select("related_soc", "index").iter_rows():
        score[other] = score.get(other, 0.0) + 0.5 * (1 - (index - 1) / 20)
    if soc in codes:
        likeness = needs @ needs[codes.index(soc)]
        for other, value in zip(codes, likeness, strict=True):
            score[other] += 0.5 * float(value)
    score.pop(soc, None)
    best = sorted(score.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    return Roles(
        roles=[RoleMatch(soc=s, title=t.occupation(s).title, score=round(min(max(v, 0), 1), 4)) for s, v in best]
    )


def roles_for_skills(skill_ids: list[str], k: int = 10) -> Roles:
    """The ``k`` occupations in which the given skills, knowledge and software weigh most, scores 0–1."""
    t, total = tables(), dict[str, float]()
    for skill in set(skill_ids):
        if skill.startswith("sw:"):
            roles = software_by_role()
            users = [soc for soc, codes in roles.items() if skill in codes]
            weight = np.log(len(roles) / len(users)) if users else 0.0
            for soc in users:
                total[soc] = total.get(soc, 0.0) + float(weight) / 7 * roles[soc][skill]
        else:
            rows = t.skills.filter(element_id=skill)
            mean, spread = float(rows["importance"].mean() or 0), float(rows["importance"].std() or 1)  # type: ignore[arg-type]
            for soc, importance in rows.select("soc", "importance").iter_rows():
                total[soc] = total.get(soc, 0.0) + max(0.0, (importance - mean) / spread) / 3
    best = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    most = best[0][1] if best else 1.0
    return Roles(
        roles=[RoleMatch(soc=s, title=t.occupation(s).title, score=round(v / most, 4)) for s, v in best if v > 0]
    )


@lru_cache(maxsize=1)
def _needs() -> tuple[list[str], NDArray[np.float64]]:
    """Occupations × skills and knowledge: importance × level, standardised by column, rows of unit length."""
    t = tables()
    wide = t.skills.with_columns(weight=t.skills["importance"].cast(float) * t.skills["level"].fill_null(0).cast(float))
    wide = wide.pivot("element_id", index="soc", values="weight").fill_null(0.0).sort("soc")
    values = wide.drop("soc").to_numpy()
    values = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-9)
    return wide["soc"].to_list(), values / (np.linalg.norm(values, axis=1, keepdims=True) + 1e-9)
