"""The graph's state: one key an agent, no shared scratchpad; and what comes in at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from pydantic import BaseModel
from typing_extensions import TypedDict

from agents.contracts import Decision, IncomeComparison, MarketBrief, Reply, SkillMap, Understanding, UpskillingPlan
from agents.hints import Hinter
from runtime.errors import UserError
from runtime.events import Event
from runtime.llm import ChatModel, choose, voice
from runtime.settings import Settings, settings
from tools.profile import Profile
from tools.toolbox import Seen, Toolbox


class Request(BaseModel):
    """One turn of a worker: words, or a ready profile, or both. ``speaker`` names who words the answer."""

    text: str = ""
    profile: Profile | None = None
    speaker: str = "facts"
    ask: bool = False
    """Whether intake may stop the run to ask; otherwise it goes on with stated assumptions."""


class CareerState(TypedDict, total=False):
    """What the agents wrote. After a start over the keys of what was found for a person hold None until there is advice again."""

    request: Request
    intake: Understanding
    market: MarketBrief
    skills: SkillMap
    income: IncomeComparison
    decision: Decision
    plan: UpskillingPlan
    reply: Reply
    messages: Annotated[list[AnyMessage], add_messages]
    """The talk as a client of the Agent Protocol keeps it; empty where a request is handed in instead."""
    history: list[Profile]
    """Profiles as they stood before each change of this talk, the last at the end: what an undo goes back to."""


class Asked(TypedDict, total=False):
    """What a client sends, as JSON: messages, of which the last is the worker's, or a request."""

    messages: Annotated[list[AnyMessage], add_messages]
    request: Request


class Served(TypedDict, total=False):
    """What a client may choose of a run, as JSON; the rest is this machine's settings."""

    facts_only: bool
    """Whether no model is to word the answer."""


@dataclass(frozen=True)
class Context:
    """Run-time dependencies: the instruments, and the model that words the answer (None: facts speak)."""

    tools: Toolbox = field(default_factory=Toolbox)
    model: ChatModel | None = None
    config: Settings = field(default_factory=settings)
    prompts: Mapping[str, str] = field(default_factory=dict)
    """By agent, a prompt's template in the place of its own; for trying one out."""

    def voice(self, agent: str) -> ChatModel:
        """The model as this agent speaks through it: its own model name, temperature and tokens where set."""
        assert self.model is not None
        return voice(self.model, agent, self.config)

    def instruments(self) -> tuple[Toolbox, list[Seen]]:
        """The tools, and the list that their uses are added to; it stays empty where traces are off."""
        calls: list[Seen] = []
        return (self.tools if self.config.trace == "off" else self.tools.watched(calls)), calls

    def hinter(self, agent: str, write: Callable[[Event], None], tools: Toolbox | None = None) -> Hinter | None:
        """The agent's line to the model for hints; None without a model, or where settings do not ask for them."""
        if self.model is None or agent not in self.config.hints:
            return None
        return Hinter(agent, self.voice(agent), tools or self.tools, write, self.config.hint_seconds)


def at_hand(given: Context | Served | None) -> Context:
    """The instruments and the model of a run: as handed in, or, for a client that sends plain JSON, from the settings."""
    if isinstance(given, Context):
        return given
    return _of_settings(bool((given or {}).get("facts_only")))


@lru_cache(maxsize=2)
def _of_settings(facts_only: bool) -> Context:
    return Context(model=None if facts_only else choose(settings()).model)


def requested(state: Mapping[str, Any]) -> Request:
    """What this turn is about: the last message where the worker has spoken last, else the request."""
    said = state.get("messages") or []
    if said and said[-1].type == "human":
        return Request(text=str(said[-1].text)[: settings().most_letters], ask=True)
    request = state.get("request")
    if request is None:
        raise UserError("Nothing was said.", 'Send {"messages": [{"role": "user", "content": "…"}]}.')
    return Request.model_validate(request)
