"""The answer on a terminal: agents' lines while they work, each part as it is ready, sources as footnotes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.text import Text

from runtime.errors import GigpathError, UserError
from runtime.events import Event, QuestionsAsked, RunFailed, RunFinished
from runtime.settings import Settings
from ui import view
from ui.commands import parts
from ui.commands.common import ready_index
from ui.turn import CONTRACTS, Turn
from ui.view import Footnotes

WIDEST = 100


def advise_here(config: Settings, given: dict[str, Any], machine: bool, quiet: bool) -> None:
    """Run to the end and show it: words to a terminal, or JSON to stdout with the words on stderr.

    ``quiet`` leaves only the agents' lines of the words. Raises what the run failed with.
    """
    ready_index()
    last = asyncio.run(_to_the_end(config, given, Terminal(_console(machine), quiet)))
    if machine:
        advice = last.advice if isinstance(last, RunFinished) else last.model_dump(mode="json")
        sys.stdout.write(_json(advice) + "\n")


def ask_here(config: Settings, thread: str, text: str, machine: bool, quiet: bool) -> None:
    """One further turn of a talk: the reply, and the advice where it changed. UserError where there is no such talk."""
    ready_index()
    screen = Terminal(_console(machine), quiet)
    last = asyncio.run(_to_the_end(config, {"text": text, "thread": thread, "goes_on": True}, screen))
    if machine:
        data = _turn_json(screen.turn) if isinstance(last, RunFinished) else last.model_dump(mode="json")
        sys.stdout.write(_json(data) + "\n")


def _turn_json(turn: Turn) -> dict[str, Any]:
    """kind, reply, profile and facts of a further turn; the advice is null where it did not change."""
    assert turn.advice is not None
    advice, reply = turn.advice.model_dump(mode="json"), turn.reply
    refs = reply.refs if reply else []
    return {
        "kind": reply.kind if reply else "statement",
        "reply": {name: advice["reply"][name] for name in ("text", "refs", "quotes", "next")} if reply else None,
        "profile": advice["profile"],
        "facts": {ref: advice["facts"][ref] for ref in refs} if turn.short else advice["facts"],
        "advice": None if turn.short else advice,
    }


async def talk_here(config: Settings, thread: str, read: Callable[[], str | None]) -> None:
    """A talk in a loop until ``read`` has nothing more; each turn is answered before the next is read."""
    from ui.service import Service

    async with Service.open(config) as service:
        screen = Terminal(_console(False))
        while (
            text := read()
        ) is not None:  # in no thread of its own: only the main one hears Ctrl-C, and nothing else runs meanwhile
            if not text.strip():
                continue
            last = await screen.play(service.advise(text=text, thread=thread))
            thread = screen.turn.thread
            if isinstance(last, RunFailed):
                screen.console.print(f"{last.message} {last.mend}".strip(), style="red")


def _console(machine: bool) -> Console:
    console = Console(file=sys.stderr if machine else sys.stdout, highlight=False)
    if console.width > WIDEST or not console.is_terminal:
        console.width = min(console.width, WIDEST) if console.is_terminal else WIDEST
    return console


def _json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)


async def _to_the_end(config: Settings, given: dict[str, Any], screen: Terminal) -> Event:
    from ui.service import Service

    goes_on, anew = given.pop("goes_on", False), given.pop("anew", False)
    async with Service.open(config) as service:
        if goes_on and not await service.has(given["thread"]):
            raise UserError(
                f"There is no talk '{given['thread']}' to go on with.",
                f'Begin it: gigpath advise --thread {given["thread"]} --text "…"',
            )
        if anew:
            await service.clear(given["thread"])
        while True:
            last = await screen.play(service.advise(**given))
            if isinstance(last, RunFailed):
                error = UserError if last.exit_code == UserError.exit_code else GigpathError
                raise error(last.message, last.mend)
            if not (isinstance(last, QuestionsAsked) and given.get("ask")):
                return last
            given = {"thread": screen.turn.thread, "answers": ask(last.questions)}


def ask(questions: list[dict[str, Any]]) -> dict[str, str]:
    """The worker's answers by field, asked one at a time; an empty answer is left out."""
    answers = {}
    for question in questions:
        choices = f" ({', '.join(question['options'])})" if question.get("options") else ""
        said = input(f"\n{question['text']}{choices}\n(Enter to skip) > ").strip()
        if said:
            answers[question["field"]] = said
    return answers


class Terminal:
    """Draws one run. Parts come out in the agents' order, whatever the order in which they are ready."""

    def __init__(self, console: Console, quiet: bool = False) -> None:
        self.console, self.quiet, self.turn = console, quiet, Turn()
        self.notes = Footnotes(self.turn.facts)
        self.waiting = list(CONTRACTS)

    async def play(self, events: AsyncIterator[Event]) -> Event:
        """Draw the events as they come; returns the last one."""
        self.turn = Turn()
        self.notes, self.waiting = Footnotes(self.turn.facts), list(CONTRACTS)
        event: Event = RunFailed(message="The run said nothing.")
        live = Live(self._status(), console=self.console, transient=True, refresh_per_second=12)
        with live if self.console.is_terminal else _Nothing():
            async for event in events:
                self.turn.hear(event)
                self._print_ready()
                live.update(self._status())
        if isinstance(event, RunFinished):
            self._print_end()
        return event

    def _status(self) -> RenderableType:
        """One line an agent: a spinner while it works, a tick with its time and facts after."""
        lines: list[RenderableType] = []
        for work in self.turn.working.values():
            if work.seconds is None:
                lines.append(Spinner("dots", Text(f"{work.name}: {work.line}", style="bold"), style="cyan"))
        return Group(*lines)

    def _print_ready(self) -> None:
        if self.turn.short:  # of the others none runs for this turn
            self.waiting = [agent for agent in self.waiting if agent in ("intake", "answerer")]
        while self.waiting and self.waiting[0] in self.turn.found:
            agent = self.waiting.pop(0)
            work = self.turn.working[agent]
            mark = Text("! ", "yellow") if work.troubles else Text("✓ ", "green")
            self.console.print(mark + Text(f"{work.name:<18}", "bold") + Text(f" {work.line}", "dim"))
            for trouble in work.troubles:
                self.console.print(f"  {trouble}", style="yellow")
            part = None if self.quiet else self._part(agent)
            if part is not None:
                self._print(part)

    def _print(self, part: RenderableType) -> None:
        self.console.print(Padding(part, (0, 0, 1, 2), expand=False))

    def _part(self, agent: str) -> RenderableType | None:
        turn, notes, plain = self.turn, self.notes, not self.console.is_terminal
        said = [
            parts.passage(p, notes, plain) for p in turn.said.get(agent, []) if not p.text.startswith("- ")
        ]  # in the plan's table
        match agent:
            case "intake":
                return None if turn.short else parts.understood(turn)
            case "answerer":
                return parts.reply(turn, notes, plain)
            case "income_analyst":
                return parts.section("What an hour really brings", parts.income(turn, notes), *said)
            case "career_decider":
                if (roles := parts.roles(turn, notes, self.console.width - 2)) is not None:
                    self._print(roles)
                return parts.section("Where to go from here", *said)
            case "upskilling_coach":
                if (support := parts.support(turn)) is not None:
                    self._print(support)
                quotes = parts.quoted(turn.plan.quotes) if turn.plan and turn.plan.quotes else None
                return parts.section("The way there", *said, parts.plan(turn), quotes)
        return Group(*said) if said else None

    def _print_end(self) -> None:
        if self.quiet:
            return
        turn = self.turn
        if turn.short:
            if (sources := parts.footnotes(self.notes)) is not None:
                self.console.print(sources, "", soft_wrap=True)
            return
        for part in (
            parts.marked("Assumed", turn.assumptions, "cyan"),
            parts.marked("Could not say", turn.unsaid, "yellow"),
        ):
            if part is not None:
                self._print(part)
        if (sources := parts.footnotes(self.notes)) is not None:
            self.console.print(sources, "", soft_wrap=True)
        self._print(Text(f"{view.GUIDANCE} ", "dim").append(view.COUNSELLOR, f"link {view.COUNSELLOR}"))
        mode = f"{turn.mode}: {turn.why}" if turn.why else turn.mode
        self._print(Text(f"Run {turn.run_id} · {mode}\n`gigpath trace {turn.run_id}` shows how it came about.", "dim"))


class _Nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...
