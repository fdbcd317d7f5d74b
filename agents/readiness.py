"""How much learning stands between the worker and a role, in hours; a range, from stated assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from agents.way import Fits
from knowledge.tables import tables
from tools.fit import RoleFit, SkillNeed
from tools.occupations import EDUCATION_RANK
from tools.profile import Profile
from tools.toolbox import Toolbox

ASSUMPTION = "Gigpath planning assumption"
"""The source of every figure below: ours, shown as such, to be replaced by a course's own hours where it has some."""

LEARN_HOURS = {"software": 15.0, "knowledge": 30.0, "skill": 20.0}
"""To reach a beginner's use of one missing skill."""

NEW_ROLE_HOURS = {1: 0.0, 2: 20.0, 3: 120.0, 4: 600.0, 5: 800.0}
"""Practice before a first job in a role never done, by O*NET job zone, for a worker with none of what it needs; the
schooling of the upper zones is counted apart."""

SCHOOLING_HOURS = {
    "Postsecondary nondegree award": 600.0,
    "Associate's degree": 1800.0,
    "Bachelor's degree": 3600.0,
    "Master's degree": 5400.0,
    "Doctoral or professional degree": 8000.0,
}
"""Class and study hours of a whole programme, counted when the role asks for it and the worker lacks it."""

COURSE_HOURS = {
    "53-3032": 160.0, "29-2042": 170.0, "29-2043": 1200.0, "29-2055": 1200.0, "29-2061": 1300.0, "29-9093": 1500.0, "31-9011": 600.0, "31-9091": 700.0,
    "31-9092": 700.0, "31-9097": 120.0, "33-2011": 400.0, "39-501": 1200.0, "39-5092": 300.0,
}  # fmt: skip
"""The same for courses whose usual length is known, by the beginning of the SOC code; schools and states differ."""

WHOLE_COURSE = 100.0
"""Hours from which a course teaches the role's skills itself, so that none is learned or practised before it."""

PAID_TRAINING = {"Long-term on-the-job training": 400.0, "Apprenticeship": 400.0}
"""Hours that count in the score, not in the plan: the employer trains for over a year, and so takes on few beginners."""

LICENCE_HOURS = {"commercial driver's licence": 20.0, "states license": 40.0}
"""To prepare for a licence where no rule or schooling says how long, by how its note begins; employers often train drivers."""

HORIZON_YEARS = 3
"""A role that takes longer to get ready for, at the hours the worker has, is named but not recommended."""

STUDY_HOURS = 5.0
"""Hours a week a plan takes when the worker named none."""

GAPS = 4
"""The missing skills a plan closes before the worker applies; the rest are learned on the job."""

LEAST_IMPORTANCE = 50.0
"""Of 100: a missing skill less important than this is learned on the job."""


@dataclass(frozen=True)
class Ready:
    """Hours of learning before applying."""

    low: float
    middle: float
    high: float


OF_A_TRADE = frozenset({
    "2.B.3.h", "2.B.3.j", "2.B.3.k", "2.B.3.l", "2.B.3.d", "2.B.4.i", "2.C.2.a", "2.C.2.b", "2.C.3.b", "2.C.3.d", "2.C.3.e", "2.C.4.b",
    "2.C.4.c", "2.C.4.d", "2.C.4.g", "2.C.9.a", "2.C.10",
})  # fmt: skip
"""Running, mending and building things, science, transport: learned in the trades that live by them. An office role is
rated high on some by the few who were asked ("Transportation" for project managers); no counsellor teaches it them."""


BY_HAND = ("35-", "37-", "39-", "45-", "47-", "51-", "53-3", "53-7")
"""Kitchens, cleaning, care, farms, building, production, driving, moving."""


def gaps(fit: RoleFit, taught: bool) -> list[SkillNeed]:
    """The missing skills to close first: the most important, at most :data:`GAPS`; none where a course teaches them."""
    weighty = [n for n in fit.missing if n.importance >= LEAST_IMPORTANCE and _taught_for(n, fit.soc)]
    return [] if taught else sorted(weighty, key=lambda need: (-need.importance, need.id))[:GAPS]


def _taught_for(need: SkillNeed, soc: str) -> bool:
    """Whether a need is the role's field's: one of a trade is where its major group needs it more than others do.

    Software is not where one works with one's hands: the employer shows it.
    """
    if need.kind == "software":
        return not soc.startswith(BY_HAND)
    usual = _by_group().get(("", need.id), 0.0)
    return need.id not in OF_A_TRADE or _by_group().get((soc[:2], need.id), usual) >= usual


@lru_cache(maxsize=1)
def _by_group() -> dict[tuple[str, str], float]:
    """(major group, or "" for all occupations; skill or knowledge) → its mean importance there."""
    rated = tables().skills.select("element_id", "importance", group=pl.col("soc").str.slice(0, 2))
    both = pl.concat([rated, rated.with_columns(group=pl.lit(""))])
    means = both.group_by("group", "element_id").agg(pl.col("importance").cast(float).mean())
    return {(group, need): mean for group, need, mean in means.iter_rows()}


OWN_DEGREE = ("11-9021", "11-9041", "11-9111", "17-", "19-", "21-1", "23-", "25-1", "25-2", "29-", "31-2")
"""Fields in which a degree of another kind does not count: engineering, science, counselling, law, teaching, health."""


def schooling(soc: str, rank: int, tools: Toolbox) -> float:
    """Hours of the schooling a role asks for beyond education rank ``rank``; a rule's own hours where one states them."""
    stated = [c.gate_hours for c in tools.conditions(soc) if c.gate_hours]
    if stated:
        return max(stated)
    education = tables().occupation(soc).education or ""
    had = rank >= EDUCATION_RANK.get(education, 0) > 1 and not soc.startswith(OWN_DEGREE)
    usual = next((hours for start, hours in COURSE_HOURS.items() if soc.startswith(start)), None)
    return 0.0 if had else usual or SCHOOLING_HOURS.get(education, 0.0)


def taught(soc: str, known: bool, rank: int, tools: Toolbox) -> bool:
    """Whether the way in is a whole course or an apprenticeship, which teaches what the role asks for."""
    apprenticed = tables().occupation(soc).training == "Apprenticeship"
    return not known and (apprenticed or schooling(soc, rank, tools) >= WHOLE_COURSE)


def licence(soc: str, rank: int, tools: Toolbox) -> float:
    """Hours to find out about a role's licence and prepare for it; 0 where none is asked, 1 where schooling prepares."""
    notes = [condition.note for condition in tools.conditions(soc) if condition.condition == "licence"]
    if not notes:
        return 0.0
    prepared = taught(soc, False, rank, tools) or schooling(soc, rank, tools)
    return 1.0 + (0.0 if prepared else max(h if notes[0].startswith(s) else 0.0 for s, h in LICENCE_HOURS.items()))


def practice(soc: str, close: float, known: bool) -> float:
    """Hours of practice for a new role: the job zone's, in the share by which the worker is not yet close (0–1) to it."""
    zone = tables().occupation(soc).job_zone or 3
    return 0.0 if known else round(NEW_ROLE_HOURS[zone] * (1 - close))


def hours_to_ready(
    soc: str, fit: RoleFit, close: float, known: bool, rank: int, tools: Toolbox, chosen: Fits | None = None
) -> Ready:
    """For a role never done the hours of its way; where the table has none an estimate from gaps, practice, schooling and licence,
    ±40 % as nobody learns alike.
    """
    if chosen is not None and not known:
        low, high = (0.0, 0.0) if chosen.way.all_paid else chosen.way.hours
        return Ready(low, chosen.way.own_hours, high)
    whole = taught(soc, known, rank, tools)
    hours = sum(LEARN_HOURS[need.kind] for need in gaps(fit, whole)) + (0.0 if whole else practice(soc, close, known))
    hours += 0.0 if known else schooling(soc, rank, tools) + licence(soc, rank, tools)
    return Ready(round(hours * 0.6), round(hours), round(hours * 1.4))


def pace(profile: Profile) -> float:
    """Hours a week to learn: the worker's own, else :data:`STUDY_HOURS`."""
    return profile.study_hours if profile.study_hours and profile.study_hours > 0 else STUDY_HOURS
