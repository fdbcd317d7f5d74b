"""How much learning stands between the worker and a role, in hours; a range, from stated assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from agents.contracts import RoleFit, SkillNeed
from knowledge.tables import tables
from tools.toolbox import Toolbox

ASSUMPTION = "Gigpath planning assumption"
"""The source of every figure below: ours, shown as such, to be replaced by a course's own hours where it has some."""

LEARN_HOURS = {"software": 15.0, "knowledge": 30.0, "skill": 20.0}
"""To reach a beginner's use of one missing skill."""

SCHOOLING_HOURS = {
    "Postsecondary nondegree award": 300.0,
    "Associate's degree": 1800.0,
    "Bachelor's degree": 3600.0,
    "Master's degree": 5400.0,
    "Doctoral or professional degree": 8000.0,
}
"""Class and study hours of a whole programme, counted when the role asks for it and the worker lacks it."""

GAPS = 4
"""The missing skills a plan closes before the worker applies; the rest are learned on the job."""


@dataclass(frozen=True)
class Ready:
    """Hours of learning before applying."""

    low: float
    middle: float
    high: float


def gaps(fit: RoleFit) -> list[SkillNeed]:
    """The missing skills to close first: the most important, at most :data:`GAPS`."""
    return sorted(fit.missing, key=lambda need: (-need.importance, need.id))[:GAPS]


def schooling(soc: str, tools: Toolbox) -> float:
    """Hours of the schooling a role asks for: a licence's own required hours where a rule states them."""
    stated = [c.gate_hours for c in tools.conditions(soc) if c.gate_hours]
    return max(stated) if stated else SCHOOLING_HOURS.get(tables().occupation(soc).education or "", 0.0)


def hours_to_ready(soc: str, fit: RoleFit, known: bool, tools: Toolbox) -> Ready:
    """The gaps, and for a role the worker never did its schooling; ±40 % as nobody learns alike."""
    hours = sum(LEARN_HOURS[need.kind] for need in gaps(fit)) + (0.0 if known else schooling(soc, tools))
    return Ready(round(hours * 0.6), round(hours), round(hours * 1.4))
