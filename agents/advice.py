"""The whole answer, put together from what each agent wrote."""

from __future__ import annotations

from typing import Any

from agents.contracts import Advice, Finding, Understanding
from runtime.run import RunInfo
from tools.fact import by_id

_ORDER = ("intake", "market", "skills", "income", "decision", "plan")


def assemble(state: dict[str, Any], info: RunInfo) -> Advice:
    """One Advice: all facts keyed by id, narrative and abstentions in the order of the agents."""
    findings: list[Finding] = [state[key] for key in _ORDER if key in state]
    intake: Understanding = state["intake"]
    return Advice.model_validate(
        {
            "run_id": info.run_id,
            "mode": info.mode,
            "profile": intake.profile,
            "assumptions": [line for finding in findings for line in finding.assumptions],
            "questions": intake.questions,
            "supports": state["plan"].supports if "plan" in state else [],
            "facts": by_id(*(finding.facts.values() for finding in findings)),
            "narrative": [passage for finding in findings for passage in finding.narrative],
            "abstentions": [line for finding in findings for line in finding.abstentions],
            "timings": {agent: round(seconds, 4) for agent, seconds in info.timings.items()},
            "tokens": info.tokens,
            **{key: _lean(state[key]) for key in _ORDER[1:] if key in state},
        }
    )


def _lean(finding: Finding) -> Finding:
    """Its facts, narrative, assumptions and abstentions stand once, in the Advice."""
    return finding.model_copy(update={"facts": {}, "narrative": [], "assumptions": [], "abstentions": []})
