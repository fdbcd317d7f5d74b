"""The one door of the chat and the command line to the graph: model, records, checkpoints and cache in place."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
from filelock import AsyncFileLock
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
from knowledge.index import whole
from runtime.budget import Budget, Budgeted
from runtime.cache import NodeCache
from runtime.database import PRAGMAS, WAIT, prepare, wipe
from runtime.errors import Busy
from runtime.events import Event, RunFailed, RunFinished
from runtime.llm import Choice, choose
from runtime.logs import LOG, setup
from runtime.recordings import recorded
from runtime.records import Records
from runtime.run import RunInfo, new_id, run
from runtime.settings import Settings, settings
from runtime.tracing import Traces, traces, without_identifiers
from runtime.turns import Turns
from tools.profile import Profile
from ui.rewind import FROM, INSTEAD, stands_at, take_back
from ui.turn import NOT_WAITED

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
        self.prepared = False
        self.turns = Turns(config.most_runs, config.most_waiting)

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
                records.close()
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
        plain: bool = False,
        instead: str = "",
    ) -> AsyncIterator[Event]:
        """Events of one turn; a ``plain`` one does without the model. ``answers`` go to the questions a thread waits on; ``resume`` goes on where it was cut.

        ``edited`` is the profile as the worker changed it: it stands in place of what the thread knew, so that only the
        agents that depend on a changed field run again. ``instead`` is the run in whose place this one is said, on a
        thread that was taken back to before it (:meth:`go_back`).
        """
        try:
            self._bounded([text, *(answers or {}).values()])
            turn = self._turn(text, profile, thread, answers, ask, resume, edited, plain, instead)
            async with self.turns.mine(), aclosing(turn) as events:
                async for event in events:
                    yield event
        except Busy as error:
            yield RunFailed(message=error.message, mend=error.mend, exit_code=error.exit_code)

    def _bounded(self, said: Iterable[str]) -> None:
        """Busy where a message is longer than one may be."""
        letters, most = sum(map(len, said)), self.config.most_letters
        if letters > most:
            raise Busy(f"Your message has {letters:,} letters, and I read at most {most:,}.", "Send the main facts.")

    async def _turn(
        self, text: str, profile: Profile | None, thread: str, answers: dict[str, str] | None, ask: bool, resume: bool,
        edited: Profile | None, plain: bool, instead: str,
    ) -> AsyncGenerator[Event]:  # fmt: skip
        text = text.encode("utf-8", "replace").decode()  # half a character, of which no file can be made
        text = await asyncio.to_thread(without_identifiers, text)
        if answers is not None:
            answers = {field: without_identifiers(said) for field, said in answers.items()}
        model = Budgeted(self.model, Budget.of(self.config)) if self.model and not plain else None
        speaker = f"{self.mode}:{model.model_name}" if model else PLAIN
        given = edited.model_copy(update={"text": ""}) if edited else profile
        fresh = None if answers is not None or resume else Request(text=text, profile=given, ask=ask, speaker=speaker)
        told = (PLAIN, NOT_WAITED) if plain else (self.mode, self.why)
        info = RunInfo(new_id(), thread or new_id(), *told)
        if fresh:
            info.origin = {FROM: await stands_at(self.graph, info.thread), INSTEAD: instead}
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
                    await self._remember(info.thread, event.advice["profile"])
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
        text = await asyncio.to_thread(without_identifiers, text)
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

    async def _remember(self, thread: str, profile: dict[str, Any]) -> None:
        """Keep what is known of a worker for the next visit; an answer is not held back where that cannot be done."""
        try:
            await self.store.aput(PROFILES, thread, profile, index=False)
        except sqlite3.Error as error:
            LOG.error("The profile could not be kept: %s", error)

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

    async def go_back(self, thread: str, run_id: str) -> None:
        """Take a thread back to where it stood before one of its runs; one of an older record stays where it is."""
        at = self.records.get(run_id).request.get(FROM)
        if at is not None:
            await take_back(self.graph, thread, at)

    async def has(self, thread: str) -> bool:
        """Whether a talk of that name has come to an answer."""
        kept = await self.graph.aget_state({"configurable": {"thread_id": thread}})
        return "intake" in kept.values

    async def clear(self, thread: str) -> None:
        """Forget what was said in a talk, so that it begins anew; the records of its runs stay."""
        await self.graph.checkpointer.adelete_thread(thread)
        await self.store.adelete(PROFILES, thread)

    async def known(self, threads: Iterable[str]) -> dict[str, tuple[Profile, datetime]]:
        """What the worker had said last in each of these talks that can still be read, and when."""
        found: dict[str, tuple[Profile, datetime]] = {}
        for thread in threads:
            if item := await self.store.aget(PROFILES, thread):
                with suppress(ValidationError):
                    found[thread] = Profile.model_validate(item.value), item.updated_at.replace(tzinfo=UTC)
        return found

    def unprepared(self) -> bool:
        """Whether there is no whole index to be searched, and it is ours to make."""
        self.prepared = self.prepared or bool(self.config.chroma_url) or whole()
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
        """Delete a thread for good, its checkpoints, its profile, its spans and its records; returns how many runs it had.

        What was deleted is overwritten, and the logs of changes are emptied: none of its bytes is left in our files.
        """
        await self.graph.checkpointer.adelete_thread(thread)
        await self.store.adelete(PROFILES, thread)
        if self.graph.cache is not None:
            self.graph.cache.clear()

        def rest() -> int:
            if self.traces:
                self.traces.flush()
                self.traces.store.delete_thread(thread)
            for what in ("checkpoints", "profiles"):
                wipe(beside(self.config, what))
            return self.records.delete_thread(thread)

        return await asyncio.to_thread(rest)

    async def talks(self) -> list[str]:
        """Every thread of which anything is kept, the one last spoken in first."""
        kept = dict.fromkeys(await asyncio.to_thread(self.records.threads))
        async with self.graph.checkpointer.conn.execute("SELECT DISTINCT thread_id FROM checkpoints") as rows:
            kept |= dict.fromkeys([row[0] async for row in rows])
        kept |= {item.key: None for item in await self.store.asearch(PROFILES, limit=1_000_000)}
        return list(kept)
