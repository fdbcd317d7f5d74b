"""One answer on the page. The same drawing serves a run in flight and a recorded one; each part has its place, kept free."""

from __future__ import annotations

import time
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
from ui.worker.sections import PARTS, asides, guidance, reply, sources
from ui.worker.whatif import changed

SECTIONS = {
    "reply": "",
    "changed": "",
    "understood": "",
    "pick": "Where to go from here",
    "support": "Who may pay, who can help",
    "moved": "",
    "whatif": "",
    "income": "What your hour really brings",
    "roles": "Where you could earn more",
    "skills": "What you have and what is missing",
    "plan": "The way there",
    "quotes": "From your reports",
    "asides": "",
    "keep": "",
}
"""Parts of an answer in the order in which they stand, with their headings."""

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
OPENED_EVERY = 1.5
"""Seconds between the handings over of what figures open to, while a run is in flight."""


class Answer:
    """Draws into the container it is made in: a run in flight from its events, a recorded ``turn`` at once.

    ``before`` is the answer that this one is compared with; what changed is told beside what was moved when the worker
    ``edited`` the profile, and before all else when they said something.
    """

    def __init__(self, turn: Turn | None = None, before: Turn | None = None, edited: bool = False) -> None:
        self.turn, self.running, self.before = turn or Turn(), turn is None, before
        self.told = "moved" if edited else "changed"
        self.status = (
            st.expander(ended(turn), type="compact") if turn else st.status("Reading what you said", expanded=True)
        )
        self.lines: dict[str, Any] = {}
        self.troubles, self.body, self.script = st.container(), st.container(), st.empty()
        self.opened, self.opened_at = 0, time.monotonic()
        self.slots: dict[str, Any] = {}
        self.inside: dict[str, tuple[Any, Any]] = {}
        self.drawn: set[str] = set()
        self.notes = Footnotes(self.turn.facts)
        if turn:
            for agent in turn.working:
                self._line(agent)
            for agent in CONTRACTS:
                self._draw(agent)
                for passage in turn.said.get(agent, []):
                    self._passage(passage)
            self._end()

    def hear(self, news: list[Event]) -> None:
        """Take what came and draw it, each part once: on a busy machine much comes at once."""
        passages: list[Narrative] = []
        for event in news:
            self.turn.hear(event)
            if isinstance(event, TextDelta):
                passages.append(self.turn.said[event.agent][-1])
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
        self._draw()
        for passage in passages:
            self._passage(passage)
        if time.monotonic() - self.opened_at > OPENED_EVERY:
            self._opening()

    def tick(self, seconds: float) -> None:
        """Nothing new for a moment; say that it is still at work."""
        self._label(f"Working, {seconds:.0f} s")

    def _label(self, words: str, state: Literal["running", "complete", "error"] = "running") -> None:
        if self.running:  # what is not said again in an update may be lost with the message it replaces
            self.status.update(label=words, state=state, expanded=state == "running")

    # ---- agents' lines

    def _line(self, agent: str) -> None:
        work = self.turn.working[agent]
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
            self._draw()
            for passage in (p for agent in CONTRACTS if agent not in self.lines for p in turn.said.get(agent, [])):
                self._passage(passage)
            if turn.short:
                with self.slot("sources"):
                    sources(turn, self.notes)
                self._opening()
                return
            if self.before and turn.advice:
                with self.slot(self.told).container(key=f"changed.{turn.run_id}.{self.opened}"):
                    changed(self.before, turn)
            with self.slot("asides"):
                asides(turn)
                st.caption(guidance())
            with self.slot("sources"):
                sources(turn, self.notes)
            self._opening()

    # ---- parts

    def slot(self, name: str) -> Any:
        """A part's place. The tabs are made with the first, as a run may end with a question or an error before."""
        if not self.slots:
            with self.body:
                answer, self.slots["sources"] = st.tabs(["Answer", "Sources"])
            with answer:
                self.slots |= {part: st.container() for part in SECTIONS}
        return self.slots[name]

    def _opening(self) -> None:
        if self.turn.facts:
            with self.script.container():
                self.opened, self.opened_at = self.opened + 1, time.monotonic()
                opening(self.turn, f"figures.{self.turn.run_id}.{self.opened}")

    def _inside(self, name: str) -> tuple[Any, Any]:
        """The part's place for what is looked at, and below it the place for what is read; made on first use."""
        if name not in self.inside:
            with self.slot(name):
                if SECTIONS[name]:
                    st.subheader(SECTIONS[name], anchor=False)
                self.inside[name] = (st.container(), st.container())
        return self.inside[name]

    def _passage(self, passage: Narrative) -> None:
        """The plan's steps have a part of their own, the reply is one piece, and a short turn says nothing else."""
        if passage.text.startswith("- ") or passage.agent == "answerer" or self.turn.short:
            return
        with self._inside(PROSE[passage.agent])[1]:
            st.markdown(said(passage, self.turn, self.notes))

    def _draw(self, upto: str = "") -> None:
        """Draw each part once, as soon as all it needs is known; with ``upto``, of a recorded run, as far as that agent."""
        if self.turn.reply and "reply" not in self.drawn:
            self.drawn.add("reply")
            with self.slot("reply"):
                reply(self.turn, self.notes)
        if self.turn.short:
            return
        for name, (needs, worth, draw) in PARTS.items():
            if upto and list(CONTRACTS).index(needs[-1]) > list(CONTRACTS).index(upto):
                continue
            if name not in self.drawn and all(agent in self.turn.found for agent in needs):
                self.drawn.add(name)
                if worth(self.turn):
                    with self._inside(name)[0]:
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
