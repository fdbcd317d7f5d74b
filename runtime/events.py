"""One typed stream a run. The chat, the terminal, the trace and the metrics read this and nothing else."""

from __future__ import annotations

import time
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, Field, TypeAdapter
from typing_extensions import TypedDict


class _Event(BaseModel):
    at: float = Field(
        default_factory=time.perf_counter,
        description="when it came to be: on the process's clock until it enters the stream, then seconds since the run began",
    )
    agent: str = Field("", description="the agent that speaks; empty for the run itself")


class RunStarted(_Event):
    type: Literal["run_started"] = "run_started"
    run_id: str
    thread: str
    mode: str
    why: str = Field("", description="why this backend was chosen")


class AgentStarted(_Event):
    type: Literal["agent_started"] = "agent_started"
    doing: str = Field("", description="what it is doing, in plain words")


class Call(TypedDict):
    """One use of a tool: ``began`` is in seconds before the event that tells of it, ``given`` and ``found`` are shortened."""

    tool: str
    given: dict[str, Any]
    found: str
    began: float
    seconds: float
    error: str
    searches: NotRequired[list[dict[str, Any]]]
    """Of a retrieval: each query with its passages (id, score, source, text), best first."""


class ToolsCalled(_Event):
    """What an agent's findings come from, in the order of the calls; told once an agent, after its last call."""

    type: Literal["tools_called"] = "tools_called"
    calls: list[Call]


class FactsFound(_Event):
    """``facts`` maps id → Fact as JSON."""

    type: Literal["facts_found"] = "facts_found"
    facts: dict[str, Any]
    lead: str = Field("", description="id of the fact to be shown at once, while the agent is still at work")


class ChoiceMade(_Event):
    """``chosen`` and ``considered`` are ids (SOC codes, skill ids), best first; ``by`` says who decided."""

    type: Literal["choice_made"] = "choice_made"
    chosen: list[str]
    considered: list[str] = []
    by: Literal["score", "model"] = "score"
    why: str = ""


class ResultReady(_Event):
    """An agent's contract before a model words it, so that tables and charts need not wait for prose."""

    type: Literal["result"] = "result"
    result: dict[str, Any]


class TextDelta(_Event):
    """A sentence or passage that may be shown: it has passed the guard, or was written from facts alone."""

    type: Literal["text"] = "text"
    text: str
    refs: list[str] = []
    origin: Literal["model", "fallback", "facts"] = "facts"


class ModelCalled(_Event):
    type: Literal["model_called"] = "model_called"
    model: str
    messages: list[dict[str, str]]
    answer: str
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    first_token: float | None = None
    prompt_hash: str = ""
    attempts: int = Field(1, description="tries over the wire")
    finish: str = Field("stop", description="stop, length, tool_calls, … as the server named it")
    asked: dict[str, Any] = Field({}, description="the rest of the body as sent: max_tokens, temperature, seed, schema")
    error: str = ""


class GuardVerdict(_Event):
    type: Literal["guard"] = "guard"
    sentence: str
    ok: bool
    rule: str = ""
    span: str = ""
    why: str = ""


class Fallback(_Event):
    """A model's or a tool's failure that the answer survives."""

    type: Literal["fallback"] = "fallback"
    why: str
    detail: str = ""


class AgentFinished(_Event):
    """``result`` is the agent's own contract as JSON, without its facts."""

    type: Literal["agent_finished"] = "agent_finished"
    seconds: float
    result: dict[str, Any]
    cached: bool = False
    tokens_in: int = 0
    tokens_out: int = 0


class QuestionsAsked(_Event):
    """The run waits; resume it with the answers by field."""

    type: Literal["questions"] = "questions"
    questions: list[dict[str, Any]]


class RunFinished(_Event):
    """``advice`` is the whole Advice as JSON."""

    type: Literal["run_finished"] = "run_finished"
    advice: dict[str, Any]


class RunFailed(_Event):
    """One sentence and its mend; never a traceback."""

    type: Literal["run_failed"] = "run_failed"
    message: str
    mend: str = ""
    exit_code: int = 1


Event = Annotated[
    RunStarted | AgentStarted | ToolsCalled | FactsFound | ChoiceMade | ResultReady | TextDelta | ModelCalled | GuardVerdict | Fallback
    | AgentFinished | QuestionsAsked | RunFinished | RunFailed,
    Field(discriminator="type"),
]  # fmt: skip

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
