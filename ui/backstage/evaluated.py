"""A set of runs on the evaluations page, part by part; what is shown is computed by :mod:`evals.report`, as for its HTML file."""

from __future__ import annotations

import polars as pl
import streamlit as st

from evals.compare import Line
from evals.report.charts import bins
from evals.report.page import HEADLINES
from evals.report.shape import Side, Spread, Summary, Told, Worst
from evals.report.words import GLOSSARY, GROUPS, difference, figure, many
from ui.backstage.compared import marked
from ui.prose import plain
from ui.turn import NAMES

VERDICTS = {"broken": "✗ broken", "holds": "✓ holds", "compared": "by comparison"}


def opening(s: Summary) -> None:
    """What was run, with what, and what came out."""
    for words in s.opening[:-1]:
        st.markdown(plain(words))
    (st.error if s.broken else st.success)(plain(s.opening[-1]))
    for gate in s.broken:
        where = f" ({', '.join(gate.runs[:6])}{', …' if len(gate.runs) > 6 else ''})" if gate.runs else ""
        st.markdown(plain(f"{gate.metric}: {gate.words}{where}. It must hold that {gate.why}."))
    shown = [(m, words) for name, words in HEADLINES.items() for m in s.measured if m.metric == name]
    for start in range(0, len(shown), 3):
        for column, (m, words) in zip(st.columns(3), shown[start : start + 3], strict=False):
            column.metric(words, plain(figure(m.value, m.unit)), help=plain(f"{m.metric}: {m.meaning}"))


def scorecard(s: Summary) -> None:
    for group, rows in s.groups.items():
        title, asks = GROUPS.get(group, (group, ""))
        st.markdown(f"#### {title}")
        st.caption(plain(asks))
        table = [
            {"metric": m.metric.partition(".")[2], "value": figure(m.value, m.unit), "gate": VERDICTS.get(m.verdict, ""),
             "trend": [p.value for p in m.trend if p.value is not None], "what it is": m.meaning, "runs": m.runs} for m in rows
        ]  # fmt: skip
        columns = ["metric", "value", "gate", *(["trend"] if any(row["trend"] for row in table) else []), "what it is", "runs"]  # fmt: skip
        st.dataframe(
            table, hide_index=True, height="content", column_order=columns,
            column_config={"trend": st.column_config.LineChartColumn(width="small"), "what it is": st.column_config.TextColumn(width="large")},
        )  # fmt: skip


def trend(s: Summary) -> None:
    """The headline metrics over the sets of the same profiles up to this one."""
    if len(s.sets) < 2:
        st.caption("This is the only set of runs of these profiles so far.")
        return
    shown = [m for m in s.measured if m.metric in HEADLINES and m.trend]
    for start in range(0, len(shown), 3):
        for column, m in zip(st.columns(3), shown[start : start + 3], strict=False):
            column.caption(plain(f"{HEADLINES[m.metric]}: {m.metric}, {m.unit}"))
            column.line_chart(pl.DataFrame({"set": [f"{n}: {p.name}" for n, p in enumerate(m.trend, 1)], m.metric: [p.value for p in m.trend]}),
                              x="set", y=m.metric, height=180, x_label="", y_label="")  # fmt: skip


def spreads(s: Summary) -> None:
    for start in range(0, len(s.spreads), 2):
        for column, spread in zip(st.columns(2), s.spreads[start : start + 2], strict=False):
            with column:
                _spread(spread)


def _spread(spread: Spread) -> None:
    st.markdown(f"**{spread.name}**", help=plain(spread.meaning))
    middle = sorted(spread.values)[(len(spread.values) - 1) // 2]
    st.caption(plain(f"{many(len(spread.values), 'run')}, half below {figure(middle, spread.unit)}"))
    parts = [(start, count) for start, _, count in bins(spread.values)]
    st.bar_chart(pl.DataFrame(parts, schema=["from", "runs"], orient="row"), x="from", y="runs", height=180, x_label=spread.unit, y_label="")  # fmt: skip


def worst(s: Summary, open_run: str) -> None:
    """``open_run`` is the address of a run, to be followed by its id."""
    if not s.worst:
        st.caption("No run missed anything that was expected of it.")
    for number, one in enumerate(s.worst):
        title = f"{name(one.told)} · {one.gig} · {len(one.missed)} of {len(one.checks)} missed"
        with st.expander(plain(title), expanded=number == 0):
            expected(one)
            st.markdown(f"[The run whole](<{open_run}{one.told.run_id}>)")


def expected(one: Worst) -> None:
    """What was said to Gigpath, and what was expected of it beside what it said."""
    st.markdown("> " + plain(" ".join(one.told.asked.split())))
    for wrong in filter(None, (f"Breaks {', '.join(one.broken)}." if one.broken else "", one.told.error)):
        st.error(plain(wrong))
    rows = [{"": "✓" if c.ok else "✗", "expected": c.expected, "said": c.said} for c in sorted(one.checks, key=lambda c: c.ok)]  # fmt: skip
    if rows:
        st.dataframe(rows, hide_index=True, column_config={"": st.column_config.TextColumn(width=40)})
    if one.why:
        st.caption(plain(f"How it was worked out: {one.why}"))


def guard(s: Summary) -> None:
    if not s.judged:
        st.caption("No model was asked, so there was nothing to keep back.")
        return
    st.markdown(plain(f"Of {many(s.judged, 'sentence')} that the model wrote {sum(r.count for r in s.rules):,} were kept back and never shown."))  # fmt: skip
    st.dataframe([{"rule": r.rule, "kept back": r.count, "for example": "\n".join(f"“{text}” {why}" for text, why in r.examples)} for r in s.rules], hide_index=True)  # fmt: skip


def opinion(s: Summary) -> None:
    if s.opinion is None:
        st.caption("No model was asked for its opinion: `gigpath eval judge` does that.")
    for line in s.opinion.lines if s.opinion else ():
        st.markdown(plain(line))


def transcripts(s: Summary, open_run: str) -> None:
    for number, side in enumerate(s.transcripts):
        change = f"{side.other.pick} → " if side.other else ""
        with st.expander(plain(f"{name(side.told)}: {change}{side.told.pick}"), expanded=number == 0):
            st.markdown("> " + plain(" ".join(side.told.asked.split())))
            two(side) if side.other else said(side.told)
            st.markdown(f"[The run whole](<{open_run}{side.told.run_id}>)")


def said(told: Told) -> None:
    """The answer as it was shown, agent by agent."""
    before = ""
    for passage in told.passages:
        if passage.agent != before:
            st.caption(NAMES.get(passage.agent, passage.agent))
        before = passage.agent
        st.markdown("  \n".join(plain(line) for line in passage.text.split("\n")))
    if not told.passages:
        st.caption("Nothing was said.")


def two(side: Side) -> None:
    """The same run in both sets, the words that differ marked."""
    if side.why:
        st.caption(plain(f"First difference: {side.why}"))
    for agent, was, now in side.pairs:
        st.markdown(f"**{NAMES.get(agent, agent)}**" + ("" if was != now else " · the same"))
        for column, shown in zip(st.columns(2), marked(was, now), strict=True):
            column.html(f"<div>{shown}</div>")


def beside(s: Summary) -> None:
    """The comparison: what surely moved, what could be chance, and which runs did something else."""
    if s.comparison is None or s.against is None:
        return
    told = s.comparison
    if told.other:
        st.caption(plain(f"The two differ in {', '.join(told.other)}."))
    sure = [line for verdict in ("worse", "better", "changed") for line in told.lines if line.verdict == verdict]
    chance = [line for line in told.lines if line.verdict == "unsure"]
    if sure:
        st.dataframe([_line(line, s) for line in sure], hide_index=True, height="content")
    else:
        st.markdown("**No metric surely moved.**")
    if chance:
        with st.expander(f"{many(len(chance), 'difference')} that could be chance"):
            st.dataframe([_line(line, s) for line in chance], hide_index=True)
    if told.moved:
        st.markdown(f"**{many(len(told.moved), 'run')} did something else**")
        st.dataframe([{"profile": m.case, "variant": m.variant, "was": m.was, "is": m.now, "why": m.why} for m in told.moved], hide_index=True)  # fmt: skip


def _line(line: Line, s: Summary) -> dict[str, object]:
    was, now = s.against.name if s.against else "A", s.manifest.name
    low, high = difference(line.low, line.unit), difference(line.high, line.unit)
    return {"metric": line.metric, was: figure(line.a, line.unit), now: figure(line.b, line.unit), "difference": difference(line.difference, line.unit),
            "95 %": f"{low} to {high}", "profiles": line.n, "": line.verdict}  # fmt: skip


def made_with(s: Summary) -> None:
    m = s.manifest
    rows = {"set": m.set, "began": m.started, "ended": m.finished or "not finished", "words": f"{m.mode} {m.model} {m.way}", "commit": m.commit,
            "changed": ", ".join(f"{k} = {v}" for k, v in m.changed.items())}  # fmt: skip
    rows |= {f"{group}: {k}": v for group in ("versions", "prompts", "facts") for k, v in getattr(m, group).items()}
    st.dataframe([{"what": k, "which": v} for k, v in rows.items() if v], hide_index=True)


def words() -> None:
    for word, meaning in GLOSSARY.items():
        st.markdown(f"**{plain(word)}** {plain(meaning)}")


def name(told: Told) -> str:
    others = f", in other words ({told.variant})" if told.variant else ""
    return told.case + others + (f", again ({told.repeat})" if told.repeat else "")
