"""The evaluator's page: sets of runs, one of them told whole, two compared, one run. For browsers on this machine."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from evals.expected import checks
from evals.report.shape import Summary, Worst
from evals.report.summary import summarise, told
from evals.report.trend import kept, stamp
from evals.results import RunSet, every, find
from evals.traced import find_run, record_of
from runtime.errors import GigpathError
from ui.backstage import evaluated
from ui.loop import house
from ui.prose import plain
from ui.turn import NAMES


def main() -> None:
    st.set_page_config("Gigpath: evaluations", "🧭", layout="wide")
    st.sidebar.link_button("The chat", "./", icon=":material/chat:")
    st.sidebar.link_button("Traces", "./traces", icon=":material/account_tree:")
    if st.context.ip_address is not None:  # Streamlit gives none for a browser on this machine
        st.info("Evaluations are shown to a browser on the machine that Gigpath runs on, and to no other.")
        return
    name, other, run = (st.query_params.get(key, "") for key in ("set", "with", "run"))
    try:
        if name and run:
            one_run(find(name), run)
        elif name:
            whole(find(name), find(other) if other else None)
        else:
            listed()
    except GigpathError as error:
        st.error(plain(str(error)))


def listed() -> None:
    st.title("Evaluations")
    sets = every()
    if not sets:
        st.info("There are no sets of runs yet. `gigpath eval run profiles` makes one.")
        return
    st.caption("Tick a set of runs to read what came of it; tick two to see the later one beside the earlier.")
    with st.spinner("Measuring what is new…"):
        rows = [row(one) for one in reversed(sets)]
    chosen = st.dataframe(
        rows, hide_index=True, on_select="rerun", selection_mode="multi-row", key="sets",
        column_config={"began": st.column_config.DatetimeColumn(format="D MMM YYYY HH:mm"), "expected": st.column_config.NumberColumn(format="percent")},
    ).selection.rows  # fmt: skip
    names = sorted((str(rows[n]["name"]) for n in chosen if n < len(rows)), key=[one.folder.name for one in sets].index)
    if len(names) == 2 and st.button(f"{names[1]} beside {names[0]}", type="primary"):
        open_(names[1], names[0])
    elif len(names) == 1 and st.button(f"Open {names[0]}", type="primary"):
        open_(names[0])


def row(one: RunSet) -> dict[str, object]:
    card = kept(one)
    m = card.manifest
    changed = ", ".join(f"{key}={value}" for key, value in m.changed.items())
    return {"name": one.folder.name, "began": m.started, "set": m.set, "profiles": len(card.digests), "runs": len(card.rows),
            "expected": card.means.get("decision.expected"), "model": m.model or "none", "way": m.way, "changed": changed}  # fmt: skip


def open_(name: str, other: str = "") -> None:
    st.query_params.from_dict({"set": name, **({"with": other} if other else {})})
    st.rerun()


def back() -> None:
    st.button("All sets of runs", icon=":material/arrow_back:", on_click=st.query_params.clear)


@st.cache_data(max_entries=8, show_spinner="Reading the runs…")
def summary(name: str, other: str, marks: tuple[str, ...]) -> Summary:
    """Kept while neither the results nor what measures them change."""
    return summarise(find(name), find(other) if other else None, every())


PARTS = {
    "beside": "Beside the other set", "scorecard": "Scorecard", "trend": "Trend", "distributions": "Distributions", "worst": "Worst runs",
    "guard": "What the guard kept back", "opinion": "A model's opinion", "transcripts": "Transcripts", "with": "What it was run with",
    "words": "Words",
}  # fmt: skip
"""Anchor → heading, in the order of the page."""


def part(anchor: str) -> None:
    st.header(PARTS[anchor], anchor=anchor)


def whole(runs: RunSet, against: RunSet | None) -> None:
    """A set of runs from its first sentence to the last word of its glossary."""
    back()
    st.sidebar.markdown("\n".join(f"- [{title}](#{anchor})" for anchor, title in PARTS.items() if against or anchor != "beside"))  # fmt: skip
    name, other = str(runs.folder), str(against.folder) if against else ""
    s = summary(name, other, (stamp(runs), stamp(against) if against else "", str(len(every()))))
    run = f"./evaluations?set={quote(runs.folder.name)}&run="
    st.title(plain(s.manifest.name), anchor=False)
    evaluated.opening(s)
    if against:
        part("beside")
        evaluated.beside(s)
    part("scorecard")
    evaluated.scorecard(s)
    part("trend")
    evaluated.trend(s)
    part("distributions")
    evaluated.spreads(s)
    part("worst")
    evaluated.worst(s, run)
    part("guard")
    evaluated.guard(s)
    part("opinion")
    evaluated.opinion(s)
    part("transcripts")
    evaluated.transcripts(s, run)
    part("with")
    evaluated.made_with(s)
    part("words")
    evaluated.words()


def one_run(runs: RunSet, asked: str) -> None:
    """One run: expected and said, the answer, and the way into its trace."""
    st.button("The whole set", icon=":material/arrow_back:", on_click=st.query_params.pop, args=("run",))
    case, result = find_run(runs, asked)
    shown = told(case, result)
    st.title(plain(evaluated.name(shown)), anchor=False)
    st.caption(plain(f"{runs.manifest.name} · {case.gig} · run {result.run_id} · {result.outcome} · {result.seconds:.3f} s"))  # fmt: skip
    evaluated.expected(Worst(told=shown, gig=case.gig, tags=case.tags, checks=checks(case, result), why=case.why))
    if st.button("Take it apart in the traces", icon=":material/account_tree:", type="primary"):
        house().records.save(record_of(runs.manifest, case, result))
        st.link_button(f"Run {result.run_id} among the traces", f"./traces?run={result.run_id}")
    st.header("What Gigpath said", anchor=False)
    evaluated.said(shown)
    spent = [(NAMES.get(agent, agent), seconds) for agent, seconds in (result.advice.timings if result.advice else {}).items()]  # fmt: skip
    if spent:
        st.header("Where the time went", anchor=False)
        st.dataframe([{"agent": agent, "seconds": seconds} for agent, seconds in spent], hide_index=True)


main()
