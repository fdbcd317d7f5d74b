"""What a run did, event by event, in lines that are the same whenever the run did the same.

Clocks, ids of runs and the order in which agents side by side took turns leave no trace. A line ends in a digest of the
whole event, so that two runs can be held against each other although only their scorecards are kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, get_args

from agents.contracts import AgentName
from evals.results import Result

_PATH = re.compile(r"\S*/\S+")
AGENTS = [*get_args(AgentName), ""]


def trail(result: Result) -> list[str]:
    """Lines "agent: what #digest", agent after agent in the graph's order; the run itself last."""
    told = [(event.get("agent", ""), line) for event in result.events if (line := _line(event))]
    told.sort(key=lambda pair: AGENTS.index(pair[0]))  # stable: within an agent as it happened
    return [f"{agent.replace('_', ' ') or 'the run'}: {line}" for agent, line in told]


def first_difference(a: list[str], b: list[str]) -> str:
    """In words, where two trails part; empty when they do not."""
    for one, other in zip(a, b, strict=False):
        if one != other:
            (who, was), (whose, now) = (line.rpartition(" #")[0].split(": ", 1) for line in (one, other))
            if who != whose:
                return f"{who} {was}, and now it is {whose} that {now}" if who else now
            return f"{who} {was}, with other content" if was == now else f"{who} {was}; now it {now}"
    longer = a[len(b) :] or b[len(a) :]
    if not longer:
        return ""
    who, what = longer[0].rpartition(" #")[0].split(": ", 1)
    return f"{who} {what}, {'no more' if len(a) > len(b) else 'and did not before'}"


def _line(event: dict[str, Any]) -> str:
    kind = event["type"]
    if kind == "facts_found":
        values = {key: fact["value"] for key, fact in event["facts"].items()}
        return _told(f"found {len(values)} facts", values)
    if kind == "choice_made":
        first = ", ".join(event["chosen"][:2])
        return _told(f"chose {_short(first) or 'nothing'} by {event['by']}", [event["chosen"], event["considered"]])
    if kind == "model_called":
        return _told(f"asked the model by prompt {event['prompt_hash'][:8]}", [event["answer"], event["error"]])
    if kind == "guard":
        verdict = "showed" if event["ok"] else f"kept back by “{event['rule']}”"
        return _told(f"{verdict} “{_short(event['sentence'])}”", event["sentence"])
    if kind == "fallback":
        return _told(f"fell back: {_short(_PATH.sub('…', event['why'].splitlines()[0]))}", None)
    if kind == "text":
        return _told(f"said “{_short(event['text'])}”", [event["text"], event["refs"], event["origin"]])
    if kind == "agent_finished":
        return _told("ended", {k: v for k, v in event["result"].items() if k != "narrative"})
    if kind == "run_failed":
        return _told(f"failed: {_short(_PATH.sub('…', event['message'].splitlines()[0]))}", None)
    return ""


def _told(words: str, whole: Any) -> str:
    content = json.dumps(_rounded(whole), sort_keys=True, ensure_ascii=False)
    return f"{words} #{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _rounded(value: Any) -> Any:
    """Floats to two places: likeness of vectors differs in the last ones from machine to machine."""
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
