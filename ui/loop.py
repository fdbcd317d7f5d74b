"""One event loop in a daemon thread with one open Service; page scripts hand it runs and read their events.

A page's script may be stopped or run again at any moment, and a browser may reload in mid-run. So a run lives
here, apart from any script: readers come and go, each reads all events from the first on.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from functools import lru_cache
from typing import Any, TypeVar

from runtime.database import wipe
from runtime.events import Event, RunFailed, RunStarted
from runtime.records import Records, RunRow, now
from runtime.settings import Settings, settings
from ui.worker.notes import Notes

T = TypeVar("T")
PLAIN = "evidence-only"
"""The mode without a model."""
Open = Callable[[Settings], AbstractAsyncContextManager[Any]]

BEAT = 0.25
"""Seconds after which a reader without news gets None, so that it can notice that it was stopped."""
FACTS_FIRST = 3.0
"""Seconds for which the wording waits at most until all facts stand on the page."""
STOPPED_WITHIN = 10.0
"""Seconds in which a cancelled run is over and on record."""


class Live:
    """One run in flight, and after: its events so far, for any number of readers in any threads."""

    def __init__(self, thread: str, said: str, given: Mapping[str, Any] | None = None) -> None:
        given = given or {}
        self.thread, self.said = thread, said
        self.sayable = bool(given.get("text"))
        self.edited = "edited" in given and not self.sayable
        self.instead = str(given.get("instead") or "")
        self.events: list[Event] = []
        self.over = False
        self.task: asyncio.Task[None] | None = None
        self.facts: Live | None = None
        """The same turn without the model, where one words the answer: all facts, while the wording is waited for."""
        self._news = threading.Condition()

    @property
    def run_id(self) -> str:
        """The run's, once it has begun."""
        return next((event.run_id for event in self.events[:1] if isinstance(event, RunStarted)), "")

    def add(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def close(self) -> None:
        with self._news:
            self.over = True
            self._news.notify_all()

    def wait(self, seconds: float) -> None:
        with self._news:
            self._news.wait_for(lambda: self.over, seconds)

    def follow(self) -> Iterator[list[Event] | None]:
        """All events from the first on, what came meanwhile at once; None now and then while there are none."""
        read = 0
        while True:
            with self._news:
                if read == len(self.events) and not self.over:
                    self._news.wait(BEAT)
                news, over = self.events[read:], self.over
            read += len(news)
            if news or not over:
                yield news or None
            if over:
                return


class House:
    """Opened once a process. The first ``say`` waits for the Service to be open; what hindered it is raised there."""

    def __init__(self, config: Settings, opened: Open | None = None) -> None:
        os.umask(0o077)  # what this process keeps is for its owner's eyes
        self.config, self._open, self.since = config, opened, now()
        self.records, self.notes = Records(config.database), Notes(config.database)
        self.lives: dict[str, Live] = {}
        self._loop = asyncio.new_event_loop()
        self._ready: asyncio.Future[Any] = self._loop.create_future()
        self._closing = asyncio.Event()
        threading.Thread(target=self._run, name="gigpath", daemon=True).start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self.records.close()

    async def _serve(self) -> None:
        try:
            if self._open is None:
                from ui.service import Service

                self._open = Service.open
            async with self._open(self.config) as service:
                self._ready.set_result(service)
                warming = asyncio.create_task(service.warm())  # what breaks there, breaks and is told in the first run
                await self._closing.wait()
                warming.cancel()
        except Exception as error:
            self._ready.set_exception(error)
            await self._closing.wait()

    def call(self, work: Coroutine[Any, Any, T], timeout: float | None = 60) -> T:
        """Run a coroutine in the house's loop and wait for what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    @property
    def service(self) -> Any:
        async def ready() -> Any:
            return await asyncio.shield(self._ready)

        return self.call(ready())

    def say(self, thread: str, said: str, **given: Any) -> Live:
        """Begin a run on a thread and return it; the one in flight, when there is one."""
        service = self.service

        async def begin() -> Live:
            if (live := self.lives.get(thread)) is None:
                live = self.lives[thread] = Live(thread, said, given)
                if live.instead:
                    await service.go_back(thread, live.instead)
                if service.mode != PLAIN and not given.get("plain"):
                    live.facts = Live(thread, said)
                    live.facts.task = asyncio.create_task(
                        self._facts(live.facts, service, await service.beside(thread), given)
                    )
                live.task = asyncio.create_task(self._pump(live, service, given))
            return live

        return self.call(begin())

    async def _pump(self, live: Live, service: Any, given: dict[str, Any]) -> None:
        events = service.advise(thread=live.thread, **given)
        try:
            if (
                live.facts is not None and live.facts.task is not None
            ):  # both at once would read the message twice at once
                await asyncio.wait({live.facts.task}, timeout=FACTS_FIRST)
            async for event in events:
                live.add(event)
        except Exception as error:
            from ui.mishap import sentence

            live.add(RunFailed(message=sentence(error), mend="You can go on from here, or start anew."))
        finally:
            await events.aclose()
            if self.lives.get(live.thread) is live:
                del self.lives[live.thread]
            if live.facts is not None and live.facts.task is not None:
                live.facts.task.cancel()
            live.close()

    async def _facts(self, live: Live, service: Any, graph: Any, given: dict[str, Any]) -> None:
        """What breaks here, breaks in the run itself too, and is told there."""
        try:
            async with aclosing(service.facts(graph, live.thread, **given)) as events:
                async for event in events:
                    live.add(event)
        except Exception:
            pass
        finally:
            live.close()

    def live(self, thread: str) -> Live | None:
        """The thread's run in flight."""
        return self.lives.get(thread)

    def stop(self, live: Live) -> None:
        """Cancel the run and see it end; its record says stopped, and it can be gone on with."""
        if live.task is not None:
            self._loop.call_soon_threadsafe(live.task.cancel)
            live.wait(STOPPED_WITHIN)

    def cut_off(self, row: RunRow) -> bool:
        """Whether a run was in flight when an earlier process ended: it began before this one, and came to no end."""
        return row.outcome == "stopped" and row.started < self.since and not self._ended(row.run_id)

    def _ended(self, run_id: str) -> bool:
        return len(self.records.get(run_id).events) > 1  # at its beginning a run is recorded with its first event alone

    def forget(self, thread: str) -> None:
        """Delete a thread for good: its run in flight, its records and checkpoints, its name and what was said of it."""
        if (live := self.lives.get(thread)) is not None:
            self.stop(live)
        self.call(self.service.forget(thread))
        self.notes.delete_thread(thread)
        wipe(self.config.database)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)


@lru_cache(maxsize=1)
def house() -> House:
    """The process's house; tests put their own in its place."""
    return House(settings())
