"""Cost: calls, tokens and seconds, of a run and by agent; and whether the run came through whole."""

from __future__ import annotations

from typing import Any, get_args

from agents.contracts import AgentName
from evals.cases import Case
from evals.metrics.metric import Metric, metric
from evals.results import Result


def _events(result: Result, kind: str, agent: str = "") -> list[dict[str, Any]]:
    return [event for event in result.events if event["type"] == kind and agent in ("", event["agent"])]


@metric("cost.finished")
def finished(case: Case, result: Result) -> float | None:
    """1 when the run came to an end with an answer or with questions."""
    return float(result.outcome in ("finished", "waiting"))


@metric("cost.fallbacks", better="low", unit="events")
def fallbacks(case: Case, result: Result) -> float | None:
    """Failures of a model or a tool that the answer survived."""
    return float(len(_events(result, "fallback")))


@metric("cost.broken", better="low", unit="agents")
def broken(case: Case, result: Result) -> float | None:
    """Agents whose part is missing because something in them broke."""
    return float(sum(bool(event["result"].get("degraded")) for event in _events(result, "agent_finished")))


@metric("cost.calls", better="low", unit="calls")
def calls(case: Case, result: Result) -> float | None:
    """Calls of the model."""
    return float(len(_events(result, "model_called")))


@metric("cost.tokens_in", better="low", unit="tokens")
def tokens_in(case: Case, result: Result) -> float | None:
    """Tokens sent to the model."""
    return float(sum(event["tokens_in"] for event in _events(result, "model_called")))


@metric("cost.tokens_out", better="low", unit="tokens")
def tokens_out(case: Case, result: Result) -> float | None:
    """Tokens the model wrote."""
    return float(sum(event["tokens_out"] for event in _events(result, "model_called")))


@metric("cost.seconds", better="low", unit="s")
def seconds(case: Case, result: Result) -> float | None:
    """From the request to the whole answer."""
    return result.seconds


@metric("cost.first_fact", better="low", unit="s")
def first_fact(case: Case, result: Result) -> float | None:
    """From the request to the first fact."""
    return result.first_fact


def _seconds_of(agent: str) -> Metric:
    def of(case: Case, result: Result) -> float | None:
        ended = _events(result, "agent_finished", agent)
        return float(sum(event["seconds"] for event in ended)) if ended else None

    of.__doc__ = f"Seconds in the {agent.replace('_', ' ')}."
    return Metric(f"cost.seconds.{agent}", "cost", "low", of, "s")


def _tokens_of(agent: str) -> Metric:
    def of(case: Case, result: Result) -> float | None:
        called = _events(result, "model_called", agent)
        return float(sum(event["tokens_in"] + event["tokens_out"] for event in called)) if called else None

    of.__doc__ = f"Tokens in and out of the {agent.replace('_', ' ')}."
    return Metric(f"cost.tokens.{agent}", "cost", "low", of, "tokens")


COST = (
    finished, fallbacks, broken, calls, tokens_in, tokens_out, seconds, first_fact,
    *(_seconds_of(agent) for agent in get_args(AgentName)), *(_tokens_of(agent) for agent in get_args(AgentName)),
)  # fmt: skip
