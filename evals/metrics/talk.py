"""Talk: is a further turn taken for what it is, answered from facts, in few words, and does it leave the profile alone?

The cases are conversation scripts (evals/scripts.py). A figure is the share over a script's turns that it applies to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from evals.cases import Case
from evals.metrics.metric import Better, Metric
from evals.read import alike
from evals.results import Result
from evals.scripts import FactKind, Needed, Turn
from evals.turns import REPEATED, TurnOutcome

FACTS: dict[FactKind, str] = {
    "typical pay": r"wage\.SOC\..*\.p50", "entry pay": r"wage\.SOC\..*\.(?:p10|p25|entry_net)", "top pay": r"wage\.SOC\..*\.(?:p75|p90)",
    "pay range": r"wage\.SOC\..*\.(?:p10|p25|p75|p90)", "schooling": r"(?:role\.SOC\.(?:education|job_zone)|way\.SOC)", "training": r"(?:role\.SOC\.training|way\.SOC)",
    "openings": r"role\.SOC\.openings", "growth": r"role\.SOC\.growth", "job links": r"link\.SOC\.jobs", "self-employed share": r"role\.SOC\.self_employed",
    "net hour": r"you\.net_hour", "gross": r"you\.gross", "tax": r"(?:you\.(?:se_tax|fica)|rate\.(?:se|fica)_)", "mileage rate": r"(?:you\.mile_rate|rate\.mileage)",
    "car cost": r"you\.miles_cost", "hours worked": r"you\.hours", "plan hours": r"plan\.(?:hours|pace)", "plan weeks": r"(?:plan\.weeks|way\.SOC\.\d+\.weeks)", "plan cost": r"(?:plan\.cost|way\.SOC\.\d+\.cost)",
    "first step": r"(?:plan\.step1\.|link\.)", "course link": r"link\.", "credential": r"(?:credential|licence|way)\.", "licence": r"(?:licence|credential|link\.SOC\.licence)",
    "support": r"support\.", "what the job is like": r"(?:activity\.SOC|condition\.SOC|need\.SOC)", "skills needed": r"(?:need\.SOC|skill\.SOC|fit\.SOC)",
    "skills held": r"you\.skill", "ai exposure": r"role\.SOC\.ai", "price level": r"price\.", "minimum wage": r"rate\.minimum", "quotation": r"quote\.",
    "reasons for the choice": r"(?:reason\.|you\.(?:skill|net_hour)|wage\.SOC)",
}  # fmt: skip
"""Kind of fact → pattern of the ids that are one; SOC stands for a role's code."""

_FIGURE = re.compile(r"\d[\d,.]*")
CHANGES = {"statement", "correction", "answer", "undo", "start over"}
"""Kinds of turn that may change the profile at all."""
FRESH = {"statement", "correction", "answer", "start over"}
"""Kinds after which a new report may come."""
LIKE_STATEMENT = "statement"
"""What a turn was taken for where the answer names no kind: it went the way of a statement."""


def held(needed: Needed, outcome: TurnOutcome) -> bool:
    """Whether a fact of the kind, about one of the roles, stands in the reply."""
    if needed.kind == "quotation":
        return outcome.quotes > 0
    roles = "|".join(rf"{re.escape(soc)}[\d-]*" for soc in needed.soc) or r"\d\d-\d{4}"
    pattern = re.compile(FACTS[needed.kind].replace("SOC", f"(?:{roles})"))
    return any(pattern.match(ref) for ref in outcome.refs)


def _pairs(case: Case, result: Result) -> Iterator[tuple[Turn, TurnOutcome]]:
    if case.script is not None:
        yield from zip(case.script.turns, result.turns, strict=False)


def _kind(turn: Turn, outcome: TurnOutcome) -> bool:
    """Turns taken for the kind they are."""
    return (outcome.kind or LIKE_STATEMENT) == turn.kind


def _kept(turn: Turn, outcome: TurnOutcome) -> bool:
    """Turns that change no profile field that they may not change."""
    return not set(outcome.changed) - set(turn.may_change)


def _asked_kept(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Questions, comparisons and the like that leave the whole profile alone."""
    return None if turn.kind in CHANGES else not outcome.changed


def _taken(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Changes that were made as they were said."""
    if not turn.then:
        return None
    return all(_stands(value, outcome.profile.get(name)) for name, value in turn.then.items())


def _stands(wanted: Any, there: Any) -> bool:
    values = there if isinstance(there, list) else [there]
    if isinstance(wanted, (int, float)):
        return any(
            abs(amount - wanted) <= max(0.6, 0.06 * abs(wanted))
            for amount in map(_weekly, values)
            if amount is not None
        )
    wanted = wanted if isinstance(wanted, list) else [wanted]
    return all(any(str(w) in str(v) or alike(str(w), str(v)) for v in values if v is not None) for w in wanted)


def _weekly(value: Any) -> float | None:
    """A number; of "900/month" what comes in a week."""
    if isinstance(value, (int, float)):
        return float(value)
    usd, _, per = str(value).partition("/")
    times = {"week": 1.0, "month": 12 / 52, "year": 1 / 52, "": 1.0}.get(per)
    try:
        return float(usd) * times if times else None
    except ValueError:
        return None


def _facts(turn: Turn, outcome: TurnOutcome) -> float | None:
    """Facts that the reply must hold and holds."""
    return sum(held(needed, outcome) for needed in turn.must) / len(turn.must) if turn.must else None


def _words(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Replies with one of the words they must have, and none they must not."""
    if not turn.says and not turn.never_says:
        return None
    low = outcome.text.lower()
    there = any(word.lower() in low for word in turn.says) if turn.says else True
    return there and not any(word.lower() in low for word in turn.never_says)


def _short(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Replies within the length that such a turn calls for."""
    return None if turn.kind in FRESH else 0 < len(outcome.text.split()) <= turn.longest


def _repeated(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Turns after which the whole report comes again."""
    return None if turn.kind in FRESH else outcome.repeated >= REPEATED


def _unknown(turn: Turn, outcome: TurnOutcome) -> bool | None:
    """Questions that no source answers, and that are told so: no figure, no link."""
    if not turn.no_source:
        return None
    figures = set(_FIGURE.findall(outcome.text)) - set(_FIGURE.findall(turn.say))
    return bool(outcome.text) and not outcome.refs and not figures and outcome.repeated < REPEATED


def _failed(turn: Turn, outcome: TurnOutcome) -> bool:
    """Turns that end in an error."""
    return bool(outcome.error)


def _share(name: str, of: Callable[[Turn, TurnOutcome], float | bool | None], better: Better = "high") -> Metric:
    def share(case: Case, result: Result) -> float | None:
        values = [float(value) for turn, outcome in _pairs(case, result) if (value := of(turn, outcome)) is not None]
        return sum(values) / len(values) if values else None

    share.__doc__ = of.__doc__
    return Metric(f"talk.{name}", "talk", better, share)


TALK = (
    _share("kind", _kind),
    _share("profile_kept", _kept),
    _share("question_changes_nothing", _asked_kept),
    _share("change_made", _taken),
    _share("facts", _facts),
    _share("words", _words),
    _share("short", _short),
    _share("repeated", _repeated, "low"),
    _share("says_unknown", _unknown),
    _share("failed", _failed, "low"),
)
