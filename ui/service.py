"""The one door of the chat and the command line to the graph: model, records, checkpoints and cache in place."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph.state import CompiledStateGraph
from langgraph.store.base import BaseStore
from langgraph.store.sqlite.aio import AsyncSqliteStore
from pydantic import ValidationError

from agents.advice import assemble
from agents.contracts import Decision, IncomeComparison, MarketBrief, Mode, SkillMap, Understanding, UpskillingPlan
from agents.state import Context, Request
from agents.talk import UNDONE
from graph import build_graph
from knowledge.index import empty
from runtime.budget import Budget, Budgeted
from runtime.cache import NodeCache
from runtime.events import Event, RunFinished
from runtime.llm import Choice, choose
from runtime.logs import setup
from runtime.recordings import recorded
from runtime.records import Records
from runtime.run import RunInfo, new_id, run
from runtime.settings import Settings, settings
from runtime.tracing import Traces, traces
from tools.profile import Profile

LAST = "answerer"
"""State written as by this agent leaves nothing to run but what comes next from outside."""


PLAIN: Mode = "evidence-only"
PROFILES = ("profiles",)
"""Namespace of the store in which each thread's profile is kept, to meet a worker who comes back."""


def beside(config: Settings, what: str) -> str:
    """Beside the run records, in a file of their own: ``gigpath.db`` → ``gigpath.checkpoints.db``.

    Records are written in the event loop, checkpoints by a thread that waits for the loop; with one file for both, the
    one would hold the lock that the other waits for.
    """
    return str(Path(config.database).with_suffix(f".{what}.db"))


class Service:
    """Open with ``async with Service.open() as service``; one a process, any number of runs at once."""

    def __init__(
        self, graph, records: Records, config: Settings, choice: Choice, store: BaseStore, traces: Traces | None = None
    ) -> None:
        self.graph, self.records, self.config, self.store, self.traces = graph, records, config, store, traces
        self.mode, self.why = choice.mode, choice.why
        self.model = recorded(choice.model, config.recording, config.recordings)
        if self.model and config.recording == "replay":
            self.mode, self.why = self.model.mode, "its answers come from a recording"
        self.context = Context(config=config)
        self.prepared = False

    @classmethod
    @asynccontextmanager
    async def open(cls, config: Settings | None = None, cached: bool = True) -> AsyncIterator[Service]:
        """``cached`` lets an agent whose inputs did not change answer from memory, whichever run it was asked in."""
        config = config or settings()
        setup(config.log)
        Path(config.database).parent.mkdir(parents=True, exist_ok=True)
        cache = NodeCache(MarketBrief, SkillMap, IncomeComparison, Decision, UpskillingPlan) if cached else None
        async with (
            AsyncSqliteSaver.from_conn_string(beside(config, "checkpoints")) as saver,
            AsyncSqliteStore.from_conn_string(beside(config, "profiles")) as store,
        ):
            await store.setup()
            spans = traces(config)
            try:
                yield cls(build_graph(saver, cache), Records(config.database), config, choose(config), store, spans)
            finally:
                if spans:
                    spans.close()

    async def advise(
        self,
        text: str = "",
        profile: Profile | None = None,
        *,
        thread: str = "",
        answers: dict[str, str] | None = None,
        ask: bool = False,
        resume: bool = False,
        edited: Profile | None = None,
        plain: bool = False,
    ) -> AsyncIterator[Event]:
        """Events of one turn; a ``plain`` one does without the model. ``answers`` go to the questions a thread waits on; ``resume`` goes on where it was cut.

        ``edited`` is the profile as the worker changed it: it stands in place of what the thread knew, so that only the
        agents that depend on a changed field run again.
        """
        model = Budgeted(self.model, Budget.of(self.config)) if self.model and not plain else None
        speaker = f"{self.mode}:{model.model_name}" if model else PLAIN
        given = edited.model_copy(update={"text": ""}) if edited else profile
        fresh = None if answers is not None or resume else Request(text=text, profile=given, ask=ask, speaker=speaker)
        told = (PLAIN, "the worker did not wait for the model") if plain else (self.mode, self.why)
        info = RunInfo(new_id(), thread or new_id(), *told)
        context = replace(self.context, model=model)
        if edited is not None:
            await self._edit(self.graph, info.thread, edited)
        events = run(
            self.graph, fresh, context=context, assemble=assemble, info=info, answers=answers, records=self.records,
            traces=self.traces,
        )  # fmt: skip
        async with aclosing(events):
            async for event in events:
                if isinstance(event, RunFinished):
                    await self.store.aput(PROFILES, info.thread, event.advice["profile"], index=False)
                yield event

    async def beside(self, thread: str) -> CompiledStateGraph[Any, Any, Any, Any]:
        """The graph with a copy of what the thread knows: what runs in it changes nothing, and is gone with it."""
        copy, place = InMemorySaver(), RunnableConfig(configurable={"thread_id": thread, "checkpoint_ns": ""})
        kept = await self.graph.checkpointer.aget_tuple(place)
        if kept is not None:
            there = await copy.aput(place, kept.checkpoint, kept.metadata, kept.checkpoint["channel_versions"])
            for task, channel, value in kept.pending_writes or ():
                await copy.aput_writes(there, [(channel, value)], task)
        return build_graph(copy)

    async def facts(
        self, graph: CompiledStateGraph[Any, Any, Any, Any], thread: str, *, text: str = "", edited: Profile | None = None,
        answers: dict[str, str] | None = None, ask: bool = False, resume: bool = False, **_: Any,
    ) -> AsyncIterator[Event]:  # fmt: skip
        """Events of the same turn without the model, in a graph that stands ``beside``: all facts, long before the wording."""
        if edited is not None:
            await self._edit(graph, thread, edited)
        given = edited.model_copy(update={"text": ""}) if edited else None
        fresh = None if answers is not None or resume else Request(text=text, profile=given, ask=ask, speaker=PLAIN)
        events = run(
            graph, fresh, context=self.context, assemble=assemble, info=RunInfo(new_id(), thread), answers=answers
        )
        async with aclosing(events):
            async for event in events:
                yield event

    async def _edit(self, graph: CompiledStateGraph[Any, Any, Any, Any], thread: str, profile: Profile) -> None:
        """The profile in place of what the thread knew; what it knew is kept, to be gone back to."""
        place: RunnableConfig = {"configurable": {"thread_id": thread}}
        values = (await graph.aget_state(place)).values
        old: Understanding | None = values.get("intake")
        number, language = (old.number, old.language) if old else (0, "en")
        known: dict[str, Any] = {"intake": Understanding(profile=profile, number=number, language=language)}
        if old is not None:
            known["history"] = [*values.get("history", []), old.profile][-UNDONE:]
        await graph.aupdate_state(place, known, as_node=LAST)

    async def has(self, thread: str) -> bool:
        """Whether a talk of that name has come to an answer."""
        kept = await self.graph.aget_state({"configurable": {"thread_id": thread}})
        return "intake" in kept.values

    async def clear(self, thread: str) -> None:
        """Forget what was said in a talk, so that it begins anew; the records of its runs stay."""
        await self.graph.checkpointer.adelete_thread(thread)
        await self.store.adelete(PROFILES, thread)

    async def last_profile(self, threads: Iterable[str]) -> Profile | None:
        """What the worker had said last, of the first of these threads that came to an answer that can still be read."""
        for thread in threads:
            if item := await self.store.aget(PROFILES, thread):
                with suppress(ValidationError):
                    return Profile.model_validate(item.value)
        return None

    def unprepared(self) -> bool:
        """Whether there is no index yet to be searched, and it is ours to make."""
        self.prepared = self.prepared or bool(self.config.chroma_url) or not empty()
        return not self.prepared

    async def warm(self) -> None:
        """Open tables, index and classifiers by runs that leave no trace, so that the first worker need not wait for them."""
        for text in (
            "I drive for a living in Phoenix, 40 hours a week for $800, and I know Excel",
            "What do plumbers make?",
        ):
            request = Request(text=text)
            async for _ in run(build_graph(), request, context=Context(self.context.tools), assemble=assemble):
                pass
        gc.collect()
        gc.freeze()  # tables, index and code are here to stay; looking through them again stops a run for a tenth of a second

    async def forget(self, thread: str) -> int:
        """Delete a thread for good, its checkpoints, its profile and its records; returns how many runs it had."""
        await self.graph.checkpointer.adelete_thread(thread)
        await self.store.adelete(PROFILES, thread)
        if self.traces:
            self.traces.flush()
            self.traces.store.delete_thread(thread)
        return self.records.delete_thread(thread)
