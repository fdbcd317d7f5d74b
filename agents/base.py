"""Agent: find → decide → speak, once for all agents.

The contract of failure: *a data error (GigpathError) travels up and ends the run with one sentence; anything
else that breaks leaves a degraded result, so that a join downstream always fires; a model's failure never
shows as anything but* ``origin: fallback``.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import traceback
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from langgraph.runtime import Runtime
from langgraph.types import StreamWriter
from pydantic import BaseModel

from agents.contracts import AgentName, Finding, Narrative
from agents.hints import Hinter
from agents.render import placeholders, render
from agents.speech import Speech
from agents.state import CareerState, Context, at_hand
from agents.subjects import allowed
from runtime.errors import GigpathError
from runtime.events import (
    AgentFinished,
    AgentStarted,
    ChoiceMade,
    FactsFound,
    Fallback,
    ResultReady,
    TextDelta,
    ToolsCalled,
)
from tools.fact import Fact
from tools.toolbox import Toolbox

T = TypeVar("T", bound=Finding)


class Agent(ABC, Generic[T]):
    """One specialist. ``reads`` are the state keys it may see, ``heeds`` the profile's fields it depends on."""

    name: ClassVar[AgentName]
    writes: ClassVar[str]
    reads: ClassVar[tuple[str, ...]] = ()
    heeds: ClassVar[tuple[str, ...]] = ()
    doing: ClassVar[str]
    result: type[T]

    @abstractmethod
    def find(self, state: CareerState, tools: Toolbox) -> T:
        """All that the tools find, as the agent's contract with its facts filled in."""

    async def consult(self, state: CareerState, found: T, hint: Hinter) -> T:
        """What a model may add to the findings (see :mod:`agents.hints`); most agents ask nothing."""
        return found

    def decide(self, state: CareerState, found: T) -> T:
        """The choice among what was found; agents that only find return it as it is."""
        return found

    @abstractmethod
    def tell(self, state: CareerState, result: T) -> list[str]:
        """What to say, as passages with ``{fact_name}`` where a value goes. Never a figure of its own."""

    def lists(self, state: CareerState, result: T) -> list[str]:
        """Passages that are never reworded: steps with their links."""
        return []

    def choice(self, result: T) -> ChoiceMade | None:
        """What the event stream shows as this agent's choice."""
        return None

    async def __call__(self, state: CareerState, runtime: Runtime[Context]) -> dict[str, T]:
        write, began, spent = runtime.stream_writer, time.perf_counter(), (0, 0)
        context = at_hand(runtime.context)
        write(AgentStarted(agent=self.name, doing=self.doing))
        try:
            tools, calls = context.instruments()
            try:
                found = await asyncio.to_thread(self.find, state, tools)
                if hint := context.hinter(self.name, write, tools):
                    found = await self.consult(state, found, hint)
                    spent = hint.tokens
            finally:  # the call that broke stands in the trace as well
                if calls:
                    now = time.perf_counter()
                    write(ToolsCalled(agent=self.name, calls=[call.told(now) for call in calls], at=now))
            write(FactsFound(agent=self.name, facts={k: f.model_dump(mode="json") for k, f in found.facts.items()}))
            known = set(found.facts)
            result = self.decide(state, found)
            if more := {k: f.model_dump(mode="json") for k, f in result.facts.items() if k not in known}:
                write(FactsFound(agent=self.name, facts=more))
            if choice := self.choice(result):
                write(choice.model_copy(update={"agent": self.name}))
            if context.model is not None:
                write(ResultReady(agent=self.name, result=result.model_dump(mode="json", exclude={"facts"})))
            result.narrative, spoken = await self._speak(state, result, context, write)
            spent = (spent[0] + spoken[0], spent[1] + spoken[1])
        except GigpathError as error:
            error.agent = self.name
            raise
        except Exception as error:
            write(Fallback(agent=self.name, why="This part could not be worked out.", detail=traceback.format_exc()))
            lost = f"The {self.name.replace('_', ' ')} broke ({type(error).__name__}), so its part is missing."
            result = self.result(abstentions=[lost], degraded=True)
        seconds = time.perf_counter() - began
        write(
            AgentFinished(
                agent=self.name,
                seconds=seconds,
                result=result.model_dump(mode="json", exclude={"facts"}),
                tokens_in=spent[0],
                tokens_out=spent[1],
            )
        )
        return {self.writes: result}

    async def _speak(
        self, state: CareerState, result: T, context: Context, write: StreamWriter
    ) -> tuple[list[Narrative], tuple[int, int]]:
        """The passages as shown, and the model's tokens in and out (none where the facts speak)."""
        named = {fact.name: fact for fact in self.speakable(state, result).values()}
        plain, lists = self.tell(state, result), self.lists(state, result)
        given = {name: named[name] for passage in plain for name in placeholders(passage)}
        if context.model is None or not given:  # without a placeholder there is nothing a model could say
            return [self._plainly(state, passage, named, write) for passage in (*plain, *lists)], (0, 0)
        speech = Speech(self.name, context.voice(self.name), given, allowed(given), write)
        speech.template = context.prompts.get(self.name, "")
        said = await speech.speak(plain)
        return said + [self._plainly(state, passage, named, write) for passage in lists], speech.tokens

    def wording(self, state: CareerState, text: str) -> str:
        """A passage that facts speak, as it is shown; where it is not in English, put into the worker's language."""
        return text

    def _plainly(self, state: CareerState, passage: str, named: Mapping[str, Fact], write: StreamWriter) -> Narrative:
        text, refs = render(passage, named)
        text = self.wording(state, text)
        write(TextDelta(agent=self.name, text=text, refs=refs))
        return Narrative(agent=self.name, text=text, refs=refs)

    def speakable(self, state: CareerState, result: T) -> Mapping[str, Any]:
        """Facts this agent may speak of: its own, and those of the agents it reads."""
        facts = dict(result.facts)
        for key in self.reads:
            for fact_id, fact in getattr(state.get(key), "facts", {}).items():
                facts.setdefault(fact_id, fact)
        return facts

    def cache_key(self, state: CareerState) -> str:
        """What this agent's answer depends on: the agents it reads and the profile fields it heeds."""
        digest = hashlib.sha256(f"{self.name}:{state['request'].speaker}".encode())
        intake = state.get("intake")
        if intake is not None:
            digest.update(intake.profile.model_dump_json(include=set(self.heeds)).encode())
        for key in self.reads:
            value = state.get(key)
            if key != "intake" and isinstance(value, BaseModel):
                digest.update(value.model_dump_json(exclude={"narrative"}).encode())
        return digest.hexdigest()
