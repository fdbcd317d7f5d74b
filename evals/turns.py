"""A conversation script through the product's own path: one thread, turn by turn, and what each turn left behind."""

from __future__ import annotations

import re
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from agents.contracts import Advice
from evals.scripts import ProfileField, Script
from runtime.events import QuestionsAsked, RunFailed, RunFinished
from tools.profile import Profile

if TYPE_CHECKING:
    from evals.replay import Advise

REPEATED = 0.6
"""From this share of an earlier answer's sentences on, the whole report has come again."""


class TurnOutcome(BaseModel):
    """What one turn brought. ``kind`` is empty where the answer names none; ``changed`` are profile fields that are other now."""

    say: str
    kind: str = ""
    text: str = ""
    refs: list[str] = Field([], description="ids of the facts whose values stand in the text")
    quotes: int = Field(0, description="quotations from documents")
    changed: list[ProfileField] = []
    profile: dict[ProfileField, Any] = Field({}, description="the compact profile afterwards, field by field")
    repeated: float = Field(0.0, description="share of the last report's sentences that stand in the text again")
    seconds: float = 0.0
    error: str = ""


async def turns(script: Script, first: Advice | None, advise: Advise, thread: str) -> list[TurnOutcome]:
    """The script's turns after its first answer; a turn that fails leaves the profile as it was."""
    before: dict[ProfileField, Any] = compact(first or Advice(run_id="", mode="evidence-only", profile=Profile()))
    report = sentences(spoken(first)[0]) if first else set()
    found = []
    for turn in script.turns:
        outcome, advice = await _turn(turn.say, advise, thread)
        if advice is not None:
            now = compact(advice)
            outcome.profile = now
            outcome.changed = [name for name in now if now[name] != before.get(name)]
            said = sentences(outcome.text)
            outcome.repeated = round(len(report & said) / len(report), 3) if report else 0.0
            before = now
            report = said if len(said) >= len(report) else report
        found.append(outcome)
    return found


async def _turn(say: str, advise: Advise, thread: str) -> tuple[TurnOutcome, Advice | None]:
    began, outcome, advice = time.perf_counter(), TurnOutcome(say=say), None
    async with aclosing(advise(say, None, thread)) as stream:  # type: ignore[type-var]
        async for event in stream:
            if isinstance(event, RunFinished):
                advice = Advice.model_validate(event.advice)
                outcome.text, outcome.refs, outcome.quotes, outcome.kind = spoken(advice)
            elif isinstance(event, RunFailed):
                outcome.error = event.message
            elif isinstance(event, QuestionsAsked):
                outcome.text = " ".join(str(question.get("text", "")) for question in event.questions)
    outcome.seconds = round(time.perf_counter() - began, 4)
    return outcome, advice


def spoken(advice: Advice) -> tuple[str, list[str], int, str]:
    """What a person reads of an answer, the facts in it, its quotations and its kind: the reply, else the whole report."""
    reply = getattr(advice, "reply", None)
    if reply is not None:
        return reply.text, list(reply.refs), len(reply.quotes), reply.kind
    text = "\n".join(passage.text for passage in advice.narrative)
    return text, list(dict.fromkeys(ref for passage in advice.narrative for ref in passage.refs)), 0, ""


def sentences(text: str) -> set[str]:
    """Sentences and lines of a text, without marks and case."""
    parts = re.split(r"(?<=[.!?])\s+|\n", text)
    return {plain for part in parts if len(plain := re.sub(r"\W+", " ", part).strip().lower()) > 12}


def compact(advice: Advice) -> dict[ProfileField, Any]:
    """The profile by the fields that scripts speak of; lists sorted, so that an order is no change."""
    profile = advice.profile.model_dump(mode="json")
    work = profile["work"]

    def each(*names: str) -> list[Any]:
        return [value for one in work for name in names if (value := one[name]) is not None]

    return {
        "work": sorted(f"{one['title']} {one['soc']}".strip() for one in work if one["title"]),
        "money": [f"{gross['usd']:g}/{gross['per']}" for gross in each("gross")],
        "hours": each("hours", "unpaid_hours"),
        "miles": each("miles"),
        "costs": each("expenses", "supplies", "fees"),
        "place": profile["area"]["name"] if profile["area"]["level"] != "nation" else profile["place"],
        "past": sorted(f"{one['title']} {one['soc']}".strip() for one in profile["past"]),
        "skills": sorted(profile["skills"]),
        "education": profile["education"],
        "credentials": sorted(str(one) for one in profile.get("credentials", [])),
        "languages": sorted(profile["languages"]),
        "limits": sorted(profile["constraints"]),
        "wishes": sorted({*profile["wants"], *profile["aims"]}),
        "wanted_pay": profile["target_hourly"],
        "study_hours": profile["study_hours"],
        "budget": profile["budget"],
    }


__all__ = ["REPEATED", "TurnOutcome", "compact", "sentences", "spoken", "turns"]
