"""One answer on the page. The same drawing serves a run in flight and a recorded one; each part has its place, kept free."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Literal

import streamlit as st

from agents.contracts import Narrative
from runtime.events import (
    AgentFinished,
    AgentStarted,
    Event,
    FactsFound,
    Fallback,
    QuestionsAsked,
    ResultReady,
    RunFailed,
    RunFinished,
    TextDelta,
)
from ui import view
from ui.prose import plain
from ui.turn import CONTRACTS, Turn
from ui.view import Footnotes
from ui.worker.figures import opening, said
from ui.worker.guarded import guarded
from ui.worker.sections import LEAD, OPEN, PARTS, TITLES, asides, guidance, label, reply, sources, unsaid
from ui.worker.whatif import changed

PLACES = (
    "reply", "changed", "warned", "lead", "why", "chips", "understood", "change", "income", "roles", "pick", "plan", "skills",
    "support", "moved", "whatif", "quotes", "asides", "sources", "ended", "keep",
)  # fmt: skip
"""The places of an answer in the order in which they stand: what one came for, then what folds open."""

PROSE = {
    "intake": "understood",
    "market_researcher": "understood",
    "skill_mapper": "skills",
    "income_analyst": "income",
    "career_decider": "pick",
    "upskilling_coach": "plan",
    "answerer": "reply",
}
"""Where each agent's passages stand."""
AT_ONCE = ("warned", "understood", *LEAD)
"""What is drawn as soon as it is known."""
FOLDS_EVERY = 0.5
"""Seconds between the drawings of what folds, while a run is in flight without a pause."""


class Answer:
    """Draws into the container it is made in: a run in flight from its events, a recorded ``turn`` at once.

    ``before`` is the answer that this one is compared with; what changed is told beside what was moved when the worker
    ``edited`` the profile, and before all else when they said something.
    """

    def __init__(self, turn: Turn | None = None, before: Turn | None = None, edited: bool = False) -> None:
        self.turn, self.running, self.before = turn or Turn(), turn is None, before
        self.told = "moved" if edited else "changed"
        self.status = None if turn else st.status("Reading what you said", expanded=True)
        self.lines: dict[str, Any] = {}
        self.troubles, self.body, self.script = st.container(), st.container(), st.empty()
        self.leading: tuple[Any, ...] = ()
        self.opened, self.folds_at = 0, -FOLDS_EVERY  # what came before one follows is drawn at once
        self.to_say: list[Narrative] = []
        self.slots: dict[str, Any] = {}
        self.inside: dict[str, tuple[Any, Any]] = {}
        self.drawn: set[str] = set()
        self.notes = Footnotes(self.turn.facts)
        if turn:
            for agent in CONTRACTS:
                self._draw(PARTS, agent)
                for passage in turn.said.get(agent, []):
                    self._passage(passage)
            self._end()
            if turn.working:
                with self.slot("ended"):
                    if turn.unworded:
                        st.caption(plain(turn.unworded))
                    self.status = st.expander(ended(turn), type="compact")
                for agent in turn.working:
                    self._line(agent)

    def hear(self, news: list[Event]) -> None:
        """Take what came. What leads is drawn at once; the rest waits for a pause, so that it holds nothing up: a run
        that is over before it pauses is drawn as recorded, a moment later."""
        for event in news:
            self.turn.hear(event)
            if isinstance(event, TextDelta):
                self.to_say.append(self.turn.said[event.agent][-1])
        if any(isinstance(event, RunFinished | RunFailed | QuestionsAsked) for event in news):
            self._end()
            return
        told = (
            event.agent
            for event in news
            if isinstance(event, AgentStarted | FactsFound | ResultReady | AgentFinished | Fallback)
        )
        for agent in dict.fromkeys(told):
            self._line(agent)
        self._draw(AT_ONCE)
        if time.monotonic() - self.folds_at > FOLDS_EVERY:
            self.folds()

    def folds(self) -> None:
        """Draw all that is known so far, and let its figures open."""
        self.folds_at = time.monotonic()
        drawn = len(self.drawn)
        self._draw(PARTS)
        for passage in self.to_say:
            self._passage(passage)
        if self.to_say or len(self.drawn) > drawn:
            self._opening()
        self.to_say = []

    def tick(self, seconds: float) -> None:
        """Nothing new for a moment; say that it is still at work."""
        self._label(f"Working, {seconds:.0f} s")
        self.folds()

    def waiting(self, seconds: float) -> None:
        """All facts are there, the model's words are not; what the agents did makes room for what they found."""
        if self.status is not None:
            label = f"The facts are all here. The model is still wording them, {seconds:.0f} s"
            self.status.update(label=label, state="running", expanded=False)

    def _label(self, words: str, state: Literal["running", "complete", "error"] = "running") -> None:
        if (
            self.running and self.status is not None
        ):  # what is not said again in an update may be lost with the message it replaces
            self.status.update(label=words, state=state, expanded=state == "running")

    # ---- agents' lines

    def _line(self, agent: str) -> None:
        work = self.turn.working[agent]
        if self.status is None:
            return
        if agent not in self.lines:
            self.lines[agent] = self.status.empty()
        trouble = "".join(f" :orange[{plain(words)}]" for words in work.troubles)
        if work.seconds is None:
            self._label(f"{work.name}: {work.doing}")
            self.lines[agent].markdown(
                f":material/hourglass_empty: :shimmer[{plain(work.name)}: {plain(work.line)}]{trouble}"
            )
        else:
            icon = ":orange[:material/warning:]" if work.troubles else ":green[:material/check:]"
            self.lines[agent].markdown(f"{icon} **{plain(work.name)}** :gray[{plain(work.line)}]{trouble}")

    def _end(self) -> None:
        turn = self.turn
        self.notes = Footnotes(turn.facts, self.notes.sources)
        self._label(ended(turn), "error" if turn.failure else "complete")
        if turn.failure:
            self.troubles.error(plain(f"{turn.failure.message} {turn.failure.mend}".strip()), icon=":material/error:")
        elif turn.found and not turn.questions and not self.running:  # else it is drawn as recorded, a moment later
            if turn.short:
                self._sources()
                self._opening()
                return
            if self.before and turn.advice:
                with (
                    self.slot(self.told).container(key=f"changed.{turn.run_id}.{self.opened}"),
                    guarded("What changed"),
                ):
                    changed(self.before, turn)
            with self.slot("asides"):
                if turn.assumptions or unsaid(turn):
                    self._fold("asides", asides)
                st.caption(guidance())
            self._sources()
            self._opening()

    def _sources(self) -> None:
        if self.turn.facts:
            with self.slot("sources"):
                self._fold("sources", sources)

    def _fold(self, name: str, draw: Callable[[Turn, Footnotes], None]) -> None:
        """One part behind its name; nothing of it where it breaks but a sentence."""
        with self._inside(name)[0], guarded(TITLES[name]):
            draw(self.turn, self.notes)

    # ---- parts

    def slot(self, name: str) -> Any:
        """A part's place. All are made with the first, as a run may end with a question or an error before."""
        if not self.slots:
            with self.body:
                self.slots |= {part: st.container() for part in PLACES}
        return self.slots[name]

    def _opening(self) -> None:
        if self.turn.facts:
            with self.script.container():
                self.opened += 1
                opening(self.turn, f"figures.{self.turn.run_id}.{self.opened}")

    def _leading(self, row: int) -> Any:
        """A row of what leads the answer: the role, the figures, the next step."""
        if not self.leading:
            with self.slot("lead"), st.container(border=True, gap="small"):
                self.leading = (st.container(), st.container(horizontal=True, gap="medium"), st.container())
        return self.leading[row]

    def _inside(self, name: str) -> tuple[Any, Any]:
        """The part's place for what is looked at, and below it the place for what is read; made on first use."""
        if name not in self.inside:
            with self.slot(name):
                if name in OPEN:
                    self.inside[name] = (st.container(), st.container())
                else:
                    with st.expander(label(name, self.turn), key=f"fold.{self.turn.run_id}.{name}"):
                        self.inside[name] = (st.container(), st.container())
        return self.inside[name]

    def _passage(self, passage: Narrative) -> None:
        """The plan's steps have a part of their own, the reply is one piece, and a short turn says nothing else."""
        if passage.text.startswith("- ") or passage.agent == "answerer" or self.turn.short:
            return
        name = PROSE[passage.agent]
        if passage.agent == "career_decider" and "why" not in self.drawn and not self.turn.reply:
            self.drawn.add("why")  # its first words are why this role; a further turn has said so already
            name = "why"
        with self._inside(name)[1], guarded("A sentence"):
            st.markdown(said(passage, self.turn, self.notes))

    def _draw(self, parts: Iterable[str], upto: str = "") -> None:
        """Draw each of the parts once, as soon as all it needs is known; with ``upto``, of a recorded run, as far as that agent."""
        if self.turn.reply and "reply" not in self.drawn:
            self.drawn.add("reply")
            with self.slot("reply"), guarded("The answer"):
                reply(self.turn, self.notes)
        if self.turn.short:
            return
        for name in parts:
            needs, worth, draw = PARTS[name]
            if upto and list(CONTRACTS).index(needs[-1]) > list(CONTRACTS).index(upto):
                continue
            if name not in self.drawn and all(agent in self.turn.found for agent in needs):
                self.drawn.add(name)
                with guarded(TITLES.get(name, "A part of the answer")):
                    if worth(self.turn):
                        with self._leading(LEAD[name][0]) if name in LEAD else self._inside(name)[0]:
                            draw(self.turn, self.notes)


def ended(turn: Turn) -> str:
    """How a run ended, in a line."""
    if turn.failure:
        return "Stopped by an error"
    if turn.questions:
        return "A question first"
    if turn.advice is None:
        return "Stopped"
    took = view.took(turn.advice.timings.get("total", 0.0))
    if turn.short:
        return f"Answered in {took} from {view.count(len(turn.reply.refs if turn.reply else []), 'fact')}"
    agents = len(
        [agent for agent in turn.working if agent != "intake"]
    )  # which listens; the five that are told of work
    return f"{view.count(agents, 'agent')} worked {took} and found {view.count(len(turn.facts), 'fact')}"
