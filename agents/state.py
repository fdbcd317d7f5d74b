"""The graph's state: one key an agent, no shared scratchpad; and what comes in at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from pydantic import BaseModel

from agents.contracts import Decision, IncomeComparison, MarketBrief, Reply, SkillMap, Understanding, UpskillingPlan
from agents.hints import Hinter
from runtime.events import Event
from runtime.llm import ChatModel, voice
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
    history: list[Profile]
    """Profiles as they stood before each change of this talk, the last at the end: what an undo goes back to."""


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
