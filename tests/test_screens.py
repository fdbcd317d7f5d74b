"""What the screens make of a run: prose that does nothing, footnotes, charts, the terminal's words."""

from __future__ import annotations

import asyncio
import io
import re

import altair
import pytest
import ui_samples as samples
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from agents.contracts import Decision, IncomeComparison, Narrative, UpskillingPlan
from ui import prose, view
from ui.commands.terminal import Terminal
from ui.turn import Turn
from ui.worker import charts, figures, gaps


def heard(*args, **kwargs) -> Turn:
    turn = Turn()
    for event in samples.events(*args, **kwargs):
        turn.hear(event)
    return turn


def terminal(stream, width: int = 100) -> str:
    out = io.StringIO()
    asyncio.run(Terminal(Console(file=out, width=width, highlight=False)).play(samples.played(stream)))
    return out.getvalue()


def test_a_turn_is_whole_when_the_run_is() -> None:
    turn = heard()
    assert turn.advice
    assert turn.decision.role.soc == "43-3031"
    assert [row.part for row in view.role_rows(turn)] == ["pick", "alternative", "alternative"]
    assert turn.unsaid == turn.advice.abstentions
    assert turn.assumptions == turn.advice.assumptions


def test_a_computed_fact_cites_what_it_was_computed_from() -> None:
    notes = view.Footnotes(heard().facts)
    assert notes.marks(["you.gross_week"]) == []
    assert notes.marks(["you.net_hour"]) == [1]
    assert notes.sources[0].name == "IRS standard mileage rates"
    assert notes.marks([f"wage.43-3031.{samples.PHX}.p50", "you.net_hour"]) == [1, 2]


_COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@given(
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60).map(
        lambda s: " ".join(s.split())
    )
)
def test_plain_text_is_only_text_in_markdown(words: str) -> None:
    inline = [t for block in _COMMONMARK.parse("x" + prose.plain(words)) for t in block.children or [block]]
    kinds = {t.type for t in inline} - {"paragraph_open", "paragraph_close", "text", "text_special"}
    assert not kinds
    shown = "".join(t.content for t in inline)
    assert shown.replace("\u2060", "") == "x" + words.replace("\u2060", "")


@pytest.mark.parametrize("sign", ["$", ":", "http://", "www."])
def test_plain_text_escapes_what_streamlit_adds_to_markdown(sign: str) -> None:
    shown = prose.plain(f"a {sign}b")
    assert not re.search(r"(?<!\\)[$:]", shown)
    assert not re.search(r"https?:|www\.", shown.replace("\\", ""))


def test_only_links_of_facts_are_links() -> None:
    facts = {samples.LINK.id: samples.LINK}
    good, bad = f"[here]({samples.LINK.value})", "[there](https://evil.example/)"
    both = list(view.pieces(Narrative(agent="intake", text=f"{good} {bad}", refs=[samples.LINK.id]), facts))
    assert [link for _, link in both if link] == [samples.LINK.value]
    assert all(not link for _, link in view.pieces(Narrative(agent="intake", text=good), facts))
    assert prose.link("x", "javascript:alert(1)") == "x"


def test_the_terminal_tells_the_whole_answer() -> None:
    words = terminal(samples.events())
    for part in ("What I understood", "What an hour really brings", "$7.44 an hour", "Bookkeeping", "$23.80", "The way there",
                 samples.LINK.value, "Assumed", "Could not say", "[1] IRS standard mileage rates, 2025", view.COUNSELLOR):  # fmt: skip
        assert part in words, part


def test_a_resumed_run_shows_what_it_took_over() -> None:
    whole = samples.events()
    resumed = [whole[0], *(event for event in whole if event.agent == "upskilling_coach"), whole[-1]]
    words = terminal(resumed)
    for part in (
        "What I understood",
        "What an hour really brings",
        "Go for bookkeeping",
        "from last time",
        "The way there",
    ):
        assert part in words, part


@pytest.mark.parametrize("width", [80, 100])
def test_the_terminal_keeps_to_its_width(width: int) -> None:
    assert max(map(len, terminal(samples.events(), width).splitlines())) <= width


def test_markup_in_a_workers_words_stays_words() -> None:
    assert "[bold red]rich[/]" in terminal(samples.events(samples.profile(title=samples.HOSTILE)))


def test_no_role_no_wage_and_no_plan_are_said_not_drawn() -> None:
    nothing = [IncomeComparison(abstentions=["You did not say what comes in."]), Decision(abstentions=["I recommend none."]),
               UpskillingPlan(abstentions=["There is no plan without a role."])]  # fmt: skip
    turn = heard(instead=nothing)
    assert charts.waterfall(turn) is None
    assert gaps.timeline(turn) is None
    assert gaps.skills(turn) is None
    words = terminal(samples.events(instead=nothing))
    assert "I recommend none." in words
    assert "Not known" in words


def test_the_waterfall_runs_from_gross_to_net() -> None:
    drawn = charts.waterfall(heard())
    bars = drawn.spec["data"]["values"]
    assert [bar["to"] for bar in bars] == [950, 390, 335, 335]
    assert [bar["kind"] for bar in bars] == ["comes in", "goes out", "goes out", "is left"]
    assert "$7.44" in drawn.caption


@pytest.mark.parametrize(
    "draw", [charts.waterfall, charts.ranges, charts.near_and_worth_it, gaps.skills, gaps.timeline]
)
def test_every_chart_has_a_caption_and_a_table(draw) -> None:
    drawn = draw(heard())
    assert drawn.spec["width"] == "container"
    (altair.LayerChart if "layer" in drawn.spec else altair.Chart).from_dict(drawn.spec, validate=True)
    assert drawn.caption.endswith(".")
    assert drawn.table
    assert all(isinstance(value, str) for row in drawn.table for value in row.values())


def test_a_figure_in_a_text_opens_its_fact() -> None:
    turn = heard()
    shown = figures.opened(
        "It brings $7.44 an hour, not $17.44 an hour or $950 a week.", ["you.net_hour", "you.gross_week"], turn
    )
    assert f"(<#f.{turn.run_id}.you.net_hour>)" in shown
    assert shown.count("](<#f.") == 2
    assert figures.opened("$9", ["no.such.fact"], turn) == prose.plain("$9")


def test_lines_of_a_passage_are_paragraphs_and_those_with_hyphens_a_list() -> None:
    turn = heard()
    passage = Narrative(
        agent="answerer",
        text="- It brings $7.44 an hour\n- It pays less\nBy pay the first comes first.",
        refs=["you.net_hour"],
    )
    shown = figures.said(passage, turn, view.Footnotes(turn.facts))
    first, second, rest = re.split(r"\n+", shown)
    assert first.startswith("- It brings [")
    assert second.startswith("- It pays")
    assert f"{second}\n\n{rest}" in shown


def test_what_a_screen_works_out_has_a_formula_and_inputs() -> None:
    turn = heard()
    uplift, fit = turn.known["uplift.43-3031"], turn.known["fit.43-3031"]
    assert (uplift.shown, uplift.inputs) == ("$14.46 an hour", (f"wage.43-3031.{samples.PHX}.net", "you.net_hour"))
    assert all(ref in turn.known for ref in uplift.inputs)
    assert (fit.shown, bool(fit.formula)) == ("71%", True)


@pytest.mark.parametrize("draw", [charts.waterfall, charts.ranges, charts.near_and_worth_it])
def test_the_figures_of_a_charts_table_are_facts(draw) -> None:
    turn, drawn = heard(), draw(heard())
    for row, refs in zip(drawn.table, drawn.cells, strict=True):
        for column, ref in refs.items():
            assert row[column] == "–" or (ref in turn.known and column in row)
