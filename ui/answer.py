"""One answer on the page. The same drawing serves a run in flight and a recorded one; each part has its place, kept free."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from agents.contracts import Narrative
from knowledge.attribution import ONET_NOTICE
from runtime.events import (
    AgentFinished,
    AgentStarted,
    Event,
    Fallback,
    QuestionsAsked,
    ResultReady,
    RunFailed,
    RunFinished,
    TextDelta,
)
from tools.fact import Fact
from ui import charts, view
from ui.charts import Drawn
from ui.prose import link, plain, said, source_line, source_lines
from ui.turn import CONTRACTS, Turn
from ui.view import Footnotes

SECTIONS = {
    "understood": "",
    "pick": "Where to go from here",
    "income": "What your hour really brings",
    "roles": "Where you could earn more",
    "skills": "What you have and what is missing",
    "plan": "The way there",
    "asides": "",
    "sources": "",
}
"""Parts of an answer in the order in which they stand, with their headings."""

PROSE = {
    "intake": "understood",
    "market_researcher": "understood",
    "skill_mapper": "skills",
    "income_analyst": "income",
    "career_decider": "pick",
    "upskilling_coach": "plan",
}
"""Where each agent's passages stand."""


class Answer:
    """Draws into the container it is made in. Feed it a run's events; of a recorded run, ``label`` is known from the start."""

    def __init__(self, label: str = "") -> None:
        self.turn, self.running = Turn(), not label
        self.status = (
            st.status("Reading what you said", expanded=True) if self.running else st.expander(label, type="compact")
        )
        self.lines: dict[str, Any] = {}
        self.slots = {name: st.container() for name in SECTIONS}
        self.inside: dict[str, tuple[Any, Any]] = {}
        self.drawn: set[str] = set()
        self.notes = Footnotes(self.turn.facts)

    def hear(self, event: Event) -> None:
        """Take the next event and draw what it brought."""
        self.turn.hear(event)
        match event:
            case AgentStarted() | ResultReady() | AgentFinished() | Fallback():
                self._line(event.agent)
                self._draw()
            case TextDelta():
                self._passage(self.turn.said[event.agent][-1])
            case RunFinished() | RunFailed() | QuestionsAsked():
                self._end()

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
                f":material/hourglass_empty: :shimmer[{plain(work.name)}: {plain(work.doing)}]{trouble}"
            )
        else:
            icon = ":orange[:material/warning:]" if work.troubles else ":green[:material/check:]"
            self.lines[agent].markdown(f"{icon} **{plain(work.name)}** :gray[{plain(work.line)}]{trouble}")

    def _end(self) -> None:
        turn = self.turn
        self.notes = Footnotes(turn.facts, self.notes.sources)
        self._label(ended(turn), "error" if turn.failure else "complete")
        if turn.failure:
            self.slots["understood"].error(
                plain(f"{turn.failure.message} {turn.failure.mend}".strip()), icon=":material/error:"
            )
        elif not turn.questions:
            self._draw()
            for passage in (p for agent in CONTRACTS if agent not in self.lines for p in turn.said.get(agent, [])):
                self._passage(passage)
            with self.slots["asides"]:
                asides(turn)
                st.caption(guidance())
            with self.slots["sources"]:
                sources(turn, self.notes)

    # ---- parts

    def _inside(self, name: str) -> tuple[Any, Any]:
        """The part's place for what is looked at, and below it the place for what is read; made on first use."""
        if name not in self.inside:
            with self.slots[name]:
                if SECTIONS[name]:
                    st.subheader(SECTIONS[name], anchor=False)
                self.inside[name] = (st.container(), st.container())
        return self.inside[name]

    def _passage(self, passage: Narrative) -> None:
        if passage.text.startswith("- "):  # the plan's steps, listed with their links in its own part
            return
        with self._inside(PROSE[passage.agent])[1]:
            st.markdown(said(passage, self.notes))

    def _draw(self) -> None:
        """Draw each part once, as soon as all it needs is known."""
        for name, (needs, worth, draw) in PARTS.items():
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
    return f"{view.count(len(turn.working), 'agent')} worked {took} and found {view.count(len(turn.facts), 'fact')}"


def profile_card(turn: Turn, notes: Footnotes) -> None:
    lines = view.profile_lines(turn.understood.profile)
    with st.container(border=True, gap="xsmall"):
        st.markdown("**What I understood**")
        said_as = [f" :small[:gray[{_from(line.words)}]]" if line.words else "" for line in lines]
        st.markdown(
            "  \n".join(
                f":gray[{plain(line.label)}:] {plain(line.shown)}{said}"
                for line, said in zip(lines, said_as, strict=True)
            )
        )


def _from(words: str) -> str:
    return words if words == view.CHANGED else f"from “{plain(words)}”"


def income(turn: Turn, notes: Footnotes) -> None:
    found = turn.income
    if found is None or found.net_hour is None:
        st.markdown("I cannot work out your hour yet. Tell me what comes in and for how many hours a week.")
        return
    chart(charts.waterfall(turn), notes)


def pick(turn: Turn, notes: Footnotes) -> None:
    role = turn.decision.role if turn.decision else None
    if role is None:
        st.markdown("I do not recommend a role; below is why.")
        return
    row = view.role_rows(turn)[0]
    with st.container(border=True):
        st.markdown(f"#### {plain(role.title)}", anchors=False)
        with st.container(horizontal=True, gap="medium"):
            if turn.income.net_hour is not None:
                _metric("Your hour now", view.hourly(turn.income.net_hour))
            _metric("Typical pay", view.hourly(row.p50))
            _metric("More than now", view.hourly(row.uplift))
            _metric("Fit", view.percent(row.fit) if row.fit is not None else "–")
        st.caption(source_line(notes, row.refs))


def _metric(label: str, value: str) -> None:
    st.metric(label, value.replace("$", r"\$"), width="content")


def roles(turn: Turn, notes: Footnotes) -> None:
    chart(charts.ranges(turn), notes)
    near = charts.near_and_worth_it(turn)
    if near:
        st.markdown("**Near and worth it**")
        chart(near, notes)


def skills(turn: Turn, notes: Footnotes) -> None:
    chart(charts.skills(turn), notes)


def plan(turn: Turn, notes: Footnotes) -> None:
    chart(charts.timeline(turn), notes)
    steps = turn.plan.steps if turn.plan else []
    for number, step in enumerate(steps, 1):
        at = turn.facts.get(step.link)
        cost = "" if step.cost is None else ", free" if step.cost == 0 else f", {view.money(step.cost)}"
        detail = f"{view.weeks(step.from_week, step.to_week)}, {view.hours(step.hours)}{cost}"
        where = f"  \n{link(step.provider or at.meaning, str(at.value))}" if at else ""
        st.markdown(f"{number}\\. **{plain(step.title)}** :gray[{plain(detail)}]{where}")


def asides(turn: Turn) -> None:
    """What was assumed, and what could not be said."""
    for title, lines in (("What I assumed", turn.assumptions), ("What I could not say", turn.unsaid)):
        if lines:
            st.markdown(f"**{title}**\n" + "\n".join(f"- {plain(line)}" for line in lines))


def guidance() -> str:
    return f"{plain(view.GUIDANCE)} {link('careeronestop.org', view.COUNSELLOR)}"


def chart(drawn: Drawn | None, notes: Footnotes) -> None:
    """A chart, its caption in words, its source, its table."""
    if drawn is None:
        return
    st.vega_lite_chart(spec=drawn.spec, alt=drawn.caption)
    st.caption(plain(drawn.caption) + (f"  \n{line}" if (line := source_line(notes, drawn.refs)) else ""))
    with st.expander("As a table", icon=":material/table:", type="compact"):
        st.table([{key: plain(value) for key, value in row.items()} for row in drawn.table], hide_index=True)


def sources(turn: Turn, notes: Footnotes) -> None:
    """Every source, and every fact with where it comes from."""
    if not turn.facts:
        return
    with st.expander(
        f"Sources: where all {view.count(len(turn.facts), 'fact')} come from", icon=":material/fact_check:"
    ):
        st.markdown("\n".join(f"- {line}" for line in source_lines(notes)))
        rows = [fact_row(fact, turn.facts) for fact in turn.facts.values()]
        st.dataframe(
            rows,
            column_config={"Link": st.column_config.LinkColumn(display_text="open")},
            hide_index=True,
            alt="Every fact of this answer with its value, source, release, link and formula",
        )
        st.caption(plain(ONET_NOTICE))


def fact_row(fact: Fact, facts: dict[str, Fact]) -> dict[str, str | None]:
    """One line of the Sources table; a computed fact says how, in the words of what went in."""
    inputs = "; ".join(f"{facts[i].meaning} {facts[i].shown}" for i in fact.inputs if i in facts)
    how = f"{fact.formula} — {inputs}" if fact.formula and inputs else fact.formula
    url = fact.url if fact.unit != "url" else str(fact.value)
    return {"What": fact.meaning, "Value": fact.shown, "Place": fact.place, "Source": fact.source, "Release": fact.release,
            "Link": url or None, "How": how}  # fmt: skip


_CHOICE = ("market_researcher", "skill_mapper", "income_analyst", "career_decider")
PARTS: dict[str, tuple[tuple[str, ...], Callable[[Turn], Any], Callable[[Turn, Footnotes], None]]] = {
    "understood": (("intake",), lambda turn: view.profile_lines(turn.understood.profile), profile_card),
    "income": (("income_analyst",), lambda turn: True, income),
    "pick": (_CHOICE, lambda turn: turn.market.candidates, pick),
    "roles": (_CHOICE, lambda turn: any(pay.p50 for pay in turn.income.roles.values()), roles),
    "skills": (_CHOICE, lambda turn: turn.decision.role, skills),
    "plan": (("upskilling_coach",), lambda turn: turn.plan.steps, plan),
}
"""What is looked at in each part: the agents it needs, whether there is anything, how it is drawn."""
