"""One typed stream a run. The chat, the terminal, the trace and the metrics read this and nothing else."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter


class _Event(BaseModel):
    at: float = Field(0.0, description="seconds since the run began; set when the event enters the stream")
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


class FactsFound(_Event):
    """``facts`` maps id → Fact as JSON."""

    type: Literal["facts_found"] = "facts_found"
    facts: dict[str, Any]


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
    RunStarted | AgentStarted | FactsFound | ChoiceMade | ResultReady | TextDelta | ModelCalled | GuardVerdict | Fallback
    | AgentFinished | QuestionsAsked | RunFinished | RunFailed,
    Field(discriminator="type"),
]  # fmt: skip

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
