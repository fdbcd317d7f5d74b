"""Choosing: are the roles that are offered those a counsellor would stand behind, and is nobody harmed?

Grades are a counsellor's, 3 (would name it first) to 0, for five to twelve roles a person. Roles without a grade count as 0, and
their share is told: who grades the roles that were offered afterwards must not know who offered them (pooling, as in TREC).
"""

from __future__ import annotations

import re
from typing import get_args

from agents.contracts import Advice
from evals.cases import Case
from evals.expected import offered
from evals.hour import expected_hour
from evals.labels import Harm, Person
from evals.metrics.metric import Metric, metric, share
from evals.results import Result

STANDS_BEHIND = 2
"""The least grade of a role that a counsellor would stand behind."""
_LESS = re.compile(r"\b(?:less|lower|below|under|pay cut|not (?:pay )?more)\b", re.I)


def grades(person: Person) -> dict[str, int]:
    """SOC code → grade."""
    return {role.soc: role.grade for role in person.roles}


def _graded(case: Case, result: Result) -> tuple[dict[str, int], list[str]] | None:
    """The grades and what was offered, best first; None where nobody graded or there is no answer."""
    if case.label is None or not case.label.roles or result.advice is None:
        return None
    return grades(case.label), offered(result.advice)


def lead(advice: Advice) -> str:
    """SOC code of the role that leads; empty without one."""
    role = advice.decision.role if advice.decision else None
    return role.soc if role else ""


@metric("choice.lead")
def lead_defended(case: Case, result: Result) -> float | None:
    """1 when the first role is graded 2 or 3: a counsellor would stand behind it."""
    found = _graded(case, result)
    return float(found[0].get(lead(result.advice), 0) >= STANDS_BEHIND) if found and result.advice else None


@metric("choice.lead_grade", unit="grade")
def lead_grade(case: Case, result: Result) -> float | None:
    """Grade of the first role, 0 to 3; 0 where it has none or there is no role."""
    found = _graded(case, result)
    return float(found[0].get(lead(result.advice), 0)) if found and result.advice else None


@metric("choice.ndcg@3")
def ndcg_3(case: Case, result: Result) -> float | None:
    """Σ gradeᵢ ÷ log₂(i + 1) over the first three roles, ÷ the same of the best order (Järvelin and Kekäläinen, TOIS 2002)."""
    found = _graded(case, result)
    return ndcg(*found) if found else None


def ndcg(graded: dict[str, int], ranking: list[str], k: int = 3) -> float:
    """By trec_eval; 0 for an empty ranking."""
    import pytrec_eval

    ranked = {soc: -float(at) for at, soc in enumerate(dict.fromkeys(ranking))}
    if not ranked:
        return 0.0
    name = f"ndcg_cut_{k}"
    judge = pytrec_eval.RelevanceEvaluator({"person": graded}, {name})
    return float(judge.evaluate({"person": ranked}).get("person", {}).get(name, 0.0))


@metric("choice.others")
def others(case: Case, result: Result) -> float | None:
    """Further roles offered that are graded 1 or more ÷ further roles offered."""
    if (found := _graded(case, result)) is None or result.advice is None:
        return None
    more = [soc for soc in found[1] if soc != lead(result.advice)]
    return share(sum(found[0].get(soc, 0) >= 1 for soc in more), len(more))


@metric("choice.none", better="low")
def none(case: Case, result: Result) -> float | None:
    """1 when no role leads although a counsellor would name one first."""
    found = _graded(case, result)
    return float(not lead(result.advice)) if found and result.advice else None


@metric("choice.regret", better="low", unit="grade")
def regret(case: Case, result: Result) -> float | None:
    """Best grade among the roles that were compared − grade of the first role: what choosing lost of what was found.

    Regret of Savage's minimax criterion ("The Theory of Statistical Decision", JASA 1951) by a counsellor's grades. It rests on
    no figure of the product's own, so that a broken figure cannot improve it.
    """
    found = _graded(case, result)
    if found is None or result.advice is None or result.advice.market is None:
        return None
    compared = [role.soc for role in result.advice.market.candidates] + found[1]
    return float(max((found[0].get(soc, 0) for soc in compared), default=0) - found[0].get(lead(result.advice), 0))


@metric("choice.unjudged", better="none")
def unjudged(case: Case, result: Result) -> float | None:
    """Roles offered that nobody graded ÷ roles offered."""
    found = _graded(case, result)
    return share(sum(soc not in found[0] for soc in found[1]), len(found[1])) if found else None


# ---- harm -----------------------------------------------------------------------------------------------------


def harms(person: Person, advice: Advice) -> dict[str, list[str]]:
    """Kind of harm → SOC codes offered that would do it; ``underpaid`` is the lead's pay under today's hour, unsaid."""
    found: dict[str, list[str]] = {}
    for soc in offered(advice):
        for label in person.never:
            if soc.startswith(tuple(label.soc)):
                found.setdefault(label.kind, []).append(soc)
    if unsaid_cut(person, advice):
        found["underpaid"] = [lead(advice)]
    return found


def unsaid_cut(person: Person, advice: Advice) -> bool:
    """Whether the first role's typical pay, after payroll tax, is under what the hour brings now and nobody says so."""
    now, soc = expected_hour(person), lead(advice)
    pay = advice.income.roles.get(soc) if advice.income and soc else None
    if now is None or pay is None or pay.net is None or pay.net >= now[0]:
        return False
    about_now = (passage for passage in advice.narrative if "you.net_hour" in passage.refs)
    return not any(_LESS.search(passage.text) for passage in about_now if passage.agent == "career_decider")


@metric("harm.person", better="low")
def harmed(case: Case, result: Result) -> float | None:
    """1 when anything offered would harm this person; none may be."""
    if case.label is None or result.advice is None:
        return None
    return float(bool(harms(case.label, result.advice)))


def _by_kind(kind: str) -> Metric:
    def of(case: Case, result: Result) -> float | None:
        if case.label is None or result.advice is None:
            return None
        stated = any(label.kind == kind for label in case.label.never)
        return float(kind in harms(case.label, result.advice)) if stated or kind == "underpaid" else None

    of.__doc__ = {
        "underpaid": "1 when the first role pays under what the hour brings now and nobody says so.",
        "lost trade": "1 when the trade that was just lost is offered.",
        "refused": "1 when what the person refused is offered.",
    }.get(kind, f"1 when a role is offered that {kind} rules out.")
    return Metric(f"harm.{kind.replace(' ', '_')}", "harm", "low", of)


CHOOSING = (lead_defended, lead_grade, ndcg_3, others, none, regret, unjudged)
HARM = (harmed, *(_by_kind(kind) for kind in (*get_args(Harm), "underpaid")))
