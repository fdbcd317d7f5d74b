"""How well a worker fits a role: what it asks for that they have, lack, or have not been asked about."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import fmean
from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, Field

from knowledge.tables import tables

Kind = Literal["skill", "knowledge", "software"]

TELLING = 10
"""Points by which a need's importance must stand above the mean of all occupations to tell the role apart."""

NEEDS, PROGRAMS = 10, 4
"""So many needs and kinds of software describe a role: those that set it apart most from others."""

SOFTWARE, PLAIN = 60.0, 6.0
"""Importance of the kind of software that sets a role apart most, others in proportion; it is less where even the
most telling kind tells less than ``PLAIN`` (a spreadsheet program, which a third of all roles are asked for)."""

COMMON = frozenset({
    "2.A.1.a", "2.A.1.b", "2.A.1.c", "2.A.1.d", "2.A.1.e", "2.A.2.a", "2.A.2.b", "2.A.2.c", "2.A.2.d", "2.B.1.a", "2.B.1.b", "2.B.1.c",
    "2.B.1.d", "2.B.1.e", "2.B.1.f", "2.B.2.i", "2.B.4.e", "2.B.4.g", "2.B.4.h", "2.B.5.a", "2.B.5.b", "2.B.5.c", "2.B.5.d",
    "2.B.3.g", "2.B.3.m", "2.C.3.a", "2.C.7.a", "sw:43233501", "sw:43231513", "sw:43232104", "sw:43232106", "sw:43233004", "sw:43232705", "sw:43233502",
    "sw:43233503",
})  # fmt: skip
"""Skills nobody lists about themselves (listening, judgement, computers, e-mail …): asked about, never counted as gaps."""


class SkillNeed(BaseModel):
    """One skill, knowledge or software a role uses. Importance 0–100."""

    id: str
    name: str
    kind: Kind
    importance: float
    had_as: str = Field("", description="the worker's own words for it, or the work that taught it; empty when not had")


class RoleFit(BaseModel):
    """Fit 0–1: importance-weighted share of the role's telling needs that the worker has."""

    soc: str
    fit: float
    have: list[SkillNeed] = []
    missing: list[SkillNeed] = []
    ask: list[SkillNeed] = Field([], description="common skills nobody mentions: asked about, not counted as gaps")


def role_fit(soc: str, have: dict[str, str], doing: list[str] | None = None, did: list[str] | None = None) -> RoleFit:
    """Fit of a worker with skill ids ``have`` (→ their words) who does the occupations ``doing`` and ``did`` others.

    An occupation teaches what it asks for: a need counts in the share of the level reached there. Software changes,
    so only work done now counts for it.
    """
    now = [other for other in doing or [] if other in _levels()]
    done = [*now, *(other for other in did or [] if other in _levels())]
    fit, weight, got = RoleFit(soc=soc, fit=0.0), 0.0, 0.0
    for need, level in _telling(soc):
        taught = now if need.kind == "software" else done
        share, words = (1.0, have[need.id]) if need.id in have else _taught(need.id, level, taught)
        weight += need.importance
        got += need.importance * share
        if share >= 0.75:
            fit.have.append(need.model_copy(update={"had_as": words}))
        elif need.id in COMMON:
            fit.ask.append(need)
            got += need.importance * max(0.0, 0.6 - share)  # unasked is neither had nor lacking
        else:
            fit.missing.append(need)
    for need in _also_used(soc, have):
        weight, got = weight + need.importance, got + need.importance
        fit.have.append(need)
    fit.fit = 1.0 if soc in now else round(got / weight, 4) if weight else 0.5
    return fit


def _also_used(soc: str, have: dict[str, str]) -> list[SkillNeed]:
    """Software the worker can use and the role uses too, though employers do not name it: it serves, its lack is no gap."""
    telling, names = {need.id for need, _ in _telling(soc)}, _commodities()
    used = {i: share for i, share in software_by_role().get(soc, {}).items() if i in have and i not in telling}
    return [
        SkillNeed(id=i, name=names[i], kind="software", importance=round(SOFTWARE * share / 2, 1), had_as=have[i])
        for i, share in sorted(used.items())
        if i not in COMMON
    ]


def _taught(need: str, level: float, done: list[str]) -> tuple[float, str]:
    """The largest share of the needed level that work already done asks for, and which work that is."""
    best = max(((_levels()[soc].get(need, 0.0) / max(level, 1.0), soc) for soc in done), default=(0.0, ""))
    return min(1.0, best[0]), f"your work as {tables().occupation(best[1]).title}" if best[1] else ""


@lru_cache(maxsize=1)
def stand_ins() -> dict[str, tuple[str, ...]]:
    """SOC of an occupation whose skills nobody has surveyed yet → its surveyed sisters (same broad, else minor, group)."""
    rated = set(tables().skills["soc"])
    sisters = {}
    for soc in set(tables().occupations["soc"]) - rated:
        found = next((near for width in (6, 5) if (near := [r for r in rated if r[:width] == soc[:width]])), [])
        if found:
            sisters[soc] = tuple(sorted(found))
    return sisters


def _ratings(soc: str) -> list[tuple[str, str, Kind, float, float | None]]:
    """element_id, name, kind, importance, level: its own, or the mean of its sisters'."""
    rated: dict[str, list[dict[str, Any]]] = {}
    for one in stand_ins().get(soc, (soc,)):
        for row in tables().rows("skills", one):
            rated.setdefault(row["element_id"], []).append(row)
    return [
        (i, rows[0]["name"], rows[0]["kind"], _average(rows, "importance") or 0.0, _average(rows, "level"))
        for i, rows in rated.items()
    ]


def _average(rows: list[dict[str, Any]], key: str) -> float | None:
    known = [row[key] for row in rows if row[key] is not None]
    return fmean(known) if known else None


@lru_cache(maxsize=1024)
def _telling(soc: str) -> tuple[tuple[SkillNeed, float], ...]:
    """(need, level 0–100) of what sets the role apart: skills and knowledge well above the mean, software in demand."""
    needs = [
        (
            SkillNeed(id=i, name=name, kind=kind, importance=float(importance)),
            float(importance if level is None else level),
        )
        for i, name, kind, importance, level in _ratings(soc)
        if importance >= 40 and importance >= _mean()[i] + TELLING
    ]
    needs = sorted(needs, key=lambda pair: (_mean()[pair[0].id] - pair[0].importance, pair[0].id))[:NEEDS]
    needs += [(need, 100.0) for need in _programs(soc)]
    return tuple(sorted(needs, key=lambda pair: (-pair[0].importance, pair[0].id)))


def _programs(soc: str) -> list[SkillNeed]:
    """Kinds of software employers ask of this role: by how many programs they name, and how few roles are asked for them."""
    asked: dict[str, list[float]] = {}
    named = {}
    for row in tables().rows("software", soc):
        code = row["commodity_code"]
        if row["in_demand"] and f"sw:{code}" not in COMMON:
            asked.setdefault(code, []).append(1.0 + row["hot"])
            named[code] = row["commodity"]
    telling = {code: sum(found) * _rarity()[code] for code, found in asked.items()}
    most = max([PLAIN, *telling.values()])
    best = sorted(telling, key=lambda code: (-telling[code], code))[:PROGRAMS]
    return [
        SkillNeed(id=f"sw:{c}", name=named[c], kind="software", importance=round(SOFTWARE * telling[c] / most, 1))
        for c in best
    ]


@lru_cache(maxsize=1)
def _commodities() -> dict[str, str]:
    """``sw:<commodity code>`` → kind of software."""
    return {f"sw:{c}": name for c, name in tables().software.select("commodity_code", "commodity").unique().iter_rows()}


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """Commodity code → log of all occupations over those whose employers ask for such software."""
    asked = tables().software.filter(in_demand=True).group_by("commodity_code").agg(pl.col("soc").n_unique())
    return {code: math.log(tables().occupations.height / roles) for code, roles in asked.iter_rows()}


@lru_cache(maxsize=1)
def _mean() -> dict[str, float]:
    frame = tables().skills.group_by("element_id").agg(pl.col("importance").mean())
    return dict(frame.iter_rows())


@lru_cache(maxsize=1)
def _levels() -> dict[str, dict[str, float]]:
    """SOC → need → level 0–100; software counts as known where the work uses it."""
    levels: dict[str, dict[str, float]] = {}
    for soc, element, importance, level in (
        tables().skills.select("soc", "element_id", "importance", "level").iter_rows()
    ):
        levels.setdefault(soc, {})[element] = float(
            importance if level is None else level
        )  # some levels are suppressed
    for soc in stand_ins():
        levels[soc] = {i: float(importance if level is None else level) for i, _, _, importance, level in _ratings(soc)}
    for soc, codes in software_by_role().items():
        levels.setdefault(soc, {}).update({code: 100.0 * share for code, share in codes.items()})
    return levels


@lru_cache(maxsize=1)
def software_by_role() -> dict[str, dict[str, float]]:
    """SOC → ``sw:<commodity code>`` → how surely its people use it: asked for by employers 1, hot 0.6, else 0.4."""
    roles: dict[str, dict[str, float]] = {}
    for soc, code, hot, demand in tables().software.select("soc", "commodity_code", "hot", "in_demand").iter_rows():
        known = roles.setdefault(soc, {})
        known[f"sw:{code}"] = max(known.get(f"sw:{code}", 0.4), 1.0 if demand else 0.6 if hot else 0.4)
    return roles
