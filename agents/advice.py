"""The whole answer, put together from what each agent wrote."""

from __future__ import annotations

from typing import Any

from agents.contracts import Advice, Finding, Reply, Understanding, UpskillingPlan
from runtime.run import RunInfo
from tools.fact import by_id

_ORDER = ("intake", "market", "skills", "income", "decision", "plan")
"""The keys of the agents that advise, in their order."""


def assemble(state: dict[str, Any], info: RunInfo) -> Advice:
    """One Advice: all facts keyed by id, narrative and abstentions in the order of the agents."""
    intake: Understanding = state["intake"]
    by_key: dict[str, Finding] = {key: state[key] for key in _ORDER if state.get(key) is not None}
    findings = list(by_key.values())
    plan: UpskillingPlan | None = state.get("plan")
    reply: Reply | None = state.get("reply")
    reply = reply if reply is not None and reply.number == intake.number and intake.turn is not None else None
    return Advice.model_validate(
        {
            "run_id": info.run_id,
            "mode": info.mode,
            "profile": intake.profile,
            "assumptions": [line for finding in findings for line in finding.assumptions],
            "questions": intake.questions,
            "supports": plan.supports if plan else [],
            "quotes": plan.quotes if plan else [],
            "facts": by_id(*(finding.facts.values() for finding in (*findings, *([reply] if reply else [])))),
            "reply": _lean(reply) if reply else None,
            "narrative": [passage for finding in findings for passage in finding.narrative],
            "abstentions": [line for finding in findings for line in finding.abstentions],
            "timings": {agent: round(seconds, 4) for agent, seconds in info.timings.items()},
            "tokens": info.tokens,
            **{key: _lean(finding) for key, finding in by_key.items() if key != "intake"},
        }
    )


def _lean(finding: Finding) -> Finding:
    """Its facts, narrative, assumptions and abstentions stand once, in the Advice."""
    return finding.model_copy(update={"facts": {}, "narrative": [], "assumptions": [], "abstentions": []})
