"""The one door of the chat and the command line to the graph: model, records, checkpoints and cache in place."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiosqlite
from filelock import AsyncFileLock
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.store.base import BaseStore
from langgraph.store.sqlite.aio import AsyncSqliteStore

from agents.advice import assemble
from agents.contracts import Decision, IncomeComparison, MarketBrief, SkillMap, Understanding, UpskillingPlan
from agents.state import Context, Request
from agents.talk import UNDONE
from graph import build_graph
from runtime.budget import Budget, Budgeted
from runtime.cache import NodeCache
from runtime.database import PRAGMAS, WAIT, prepare, wipe
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


PROFILES = ("profiles",)
"""Namespace of the store in which each thread's profile is kept, to meet a worker who comes back."""


def beside(config: Settings, what: str) -> str:
    """Beside the run records, in a file of their own: ``gigpath.db`` → ``gigpath.checkpoints.db``.

    Records are written in the event loop, checkpoints by a thread that waits for the loop; with one file for both, the
    one would hold the lock that the other waits for.
    """
    return str(Path(config.database).with_suffix(f".{what}.db"))


@asynccontextmanager
async def _opened(config: Settings, what: str, **given: Any) -> AsyncIterator[aiosqlite.Connection]:
    path = beside(config, what)
    await asyncio.to_thread(prepare, path)
    async with aiosqlite.connect(path, timeout=WAIT, **given) as kept:
        for pragma in PRAGMAS:
            await kept.execute(pragma)
        yield kept


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

    @classmethod
    @asynccontextmanager
    async def open(cls, config: Settings | None = None, cached: bool = True) -> AsyncIterator[Service]:
        """``cached`` lets an agent whose inputs did not change answer from memory, whichever run it was asked in."""
        config = config or settings()
        setup(config.log)
        cache = NodeCache(MarketBrief, SkillMap, IncomeComparison, Decision, UpskillingPlan) if cached else None
        async with _opened(config, "checkpoints") as kept, _opened(config, "profiles", isolation_level=None) as known:
            saver, store = AsyncSqliteSaver(kept), AsyncSqliteStore(known)
            async with AsyncFileLock(
                str(Path(config.database).parent / "open.lock")
            ):  # tables are made by one at a time
                await saver.setup()
                await store.setup()
            records, spans = await asyncio.to_thread(lambda: (Records(config.database), traces(config)))
            try:
                yield cls(build_graph(saver, cache), records, config, choose(config), store, spans)
            finally:
                if spans:
                    await asyncio.to_thread(spans.close)

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
    ) -> AsyncIterator[Event]:
        """Events of one turn. ``answers`` go to the questions a thread waits on; ``resume`` goes on where it was cut.

        ``edited`` is the profile as the worker changed it: it stands in place of what the thread knew, so that only the
        agents that depend on a changed field run again.
        """
        speaker = f"{self.mode}:{self.model.model_name}" if self.model else self.mode
        given = edited.model_copy(update={"text": ""}) if edited else profile
        fresh = None if answers is not None or resume else Request(text=text, profile=given, ask=ask, speaker=speaker)
        info = RunInfo(new_id(), thread or new_id(), self.mode, self.why)
        model = Budgeted(self.model, Budget.of(self.config)) if self.model else None
        context = replace(self.context, model=model)
        if edited is not None:
            await self._edit(info.thread, edited)
        events = run(
            self.graph, fresh, context=context, assemble=assemble, info=info, answers=answers, records=self.records,
            traces=self.traces,
        )  # fmt: skip
        async with aclosing(events):
            async for event in events:
                if isinstance(event, RunFinished):
                    await self.store.aput(PROFILES, info.thread, event.advice["profile"], index=False)
                yield event

    async def _edit(self, thread: str, profile: Profile) -> None:
        """The profile in place of what the thread knew; what it knew is kept, to be gone back to."""
        place: RunnableConfig = {"configurable": {"thread_id": thread}}
        values = (await self.graph.aget_state(place)).values
        old: Understanding | None = values.get("intake")
        number, language = (old.number, old.language) if old else (0, "en")
        known: dict[str, Any] = {"intake": Understanding(profile=profile, number=number, language=language)}
        if old is not None:
            known["history"] = [*values.get("history", []), old.profile][-UNDONE:]
        await self.graph.aupdate_state(place, known, as_node=LAST)

    async def has(self, thread: str) -> bool:
        """Whether a talk of that name has come to an answer."""
        kept = await self.graph.aget_state({"configurable": {"thread_id": thread}})
        return "intake" in kept.values

    async def clear(self, thread: str) -> None:
        """Forget what was said in a talk, so that it begins anew; the records of its runs stay."""
        await self.graph.checkpointer.adelete_thread(thread)
        await self.store.adelete(PROFILES, thread)

    async def last_profile(self, threads: Iterable[str]) -> Profile | None:
        """What the worker had said last, of the first of these threads that came to an answer."""
        for thread in threads:
            if item := await self.store.aget(PROFILES, thread):
                return Profile.model_validate(item.value)
        return None

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
