"""The parts of an answer as they stand on the page: what each shows, and from which agents' results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow
import streamlit as st

from agents.contracts import Narrative, Quote
from knowledge.attribution import ONET_NOTICE
from tools.fact import Fact
from ui import view
from ui.prose import link, plain, source_line, source_lines
from ui.turn import Turn
from ui.view import Footnotes
from ui.worker import charts, files, gaps, lead
from ui.worker.bounds import impossible
from ui.worker.charts import Drawn
from ui.worker.figures import figure, opened, said
from ui.worker.lead import metric


def reply(turn: Turn, notes: Footnotes) -> None:
    """The answer to a further turn, and what of the worker's reports answers it, word for word."""
    found = turn.reply
    if found is None:
        return
    st.markdown(said(Narrative(agent="answerer", text=found.text, refs=found.refs), turn, notes))
    if found.quotes:
        st.caption("From your reports")
        quoted(found.quotes)


def quoted(quotes: list[Quote]) -> None:
    """Words of the worker's reports, each with where it stands."""
    for quote in quotes:
        st.markdown(f"> {plain(quote.text)}  \n> :small[:gray[{plain(view.stands_in(quote))}]]")


def warned(turn: Turn, notes: Footnotes) -> None:
    """Figures that cannot be: what rests on them is no answer."""
    for one in impossible(turn.understood.profile):
        st.warning(
            plain(f"{one.sentence} Put it right under “Change this”, and I work it out anew."),
            icon=":material/warning:",
        )


def profile_card(turn: Turn, notes: Footnotes) -> None:
    """What was said, each with the words it came from; and the words that were not used."""
    profile = turn.understood.profile
    lines = view.profile_lines(profile)
    said_as = [f" :small[:gray[{_from(line)}]]" if _from(line) else "" for line in lines]
    shown = [
        f":gray[{plain(line.label)}:] {plain(line.shown)}{said}" for line, said in zip(lines, said_as, strict=True)
    ]
    typed, read = files.apart(turn.asked)
    if unread := [one for one in profile.unread if one.words in typed]:
        words = ", ".join(f"“{one.words}”" for one in unread)
        shown.append(f":gray[Not used:] {plain(words)} :small[:gray[I could not tell what it stands for.]]")
    st.markdown("  \n".join(shown))
    for name, text in read:
        taken = [line.label for line in lines if any(part and part in text for part in line.words.split(" … "))]
        what = f"I took from it: {', '.join(dict.fromkeys(taken)).lower()}." if taken else "I took nothing from it."
        st.caption(plain(f"{name}: {what}"))


def _from(line: view.Line) -> str:
    """The worker's words behind a line; nothing where they say just the same."""
    if line.words in (view.CHANGED, ""):
        return line.words
    parts = [part for part in line.words.split(" … ") if part not in line.shown]
    return f"from “{plain(' … '.join(parts))}”" if parts else ""


def income(turn: Turn, notes: Footnotes) -> None:
    chart(charts.waterfall, turn, notes)


def pick(turn: Turn, notes: Footnotes) -> None:
    """How the role stands beside the worker, under the words on the other ways."""
    soc = turn.decision.role.soc
    row = view.role_rows(turn)[0]
    with st.container(horizontal=True, gap="medium"):
        metric(
            "Less at first" if (row.uplift or 0.0) < 0 else "More an hour",
            view.hourly(row.uplift),
            f"uplift.{soc}",
            turn,
        )
        if row.fit is not None:
            metric("Fit", view.percent(row.fit), f"fit.{soc}", turn)
    st.caption(
        "Fit is how much of what sets the work apart you have already, each skill by its weight.  \n"
        + source_line(notes, row.refs)
    )


def roles(turn: Turn, notes: Footnotes) -> None:
    chart(charts.ranges, turn, notes)
    chart(charts.near_and_worth_it, turn, notes, "Near and worth it")


def skills(turn: Turn, notes: Footnotes) -> None:
    chart(gaps.skills, turn, notes)


def plan(turn: Turn, notes: Footnotes) -> None:
    chart(gaps.timeline, turn, notes)
    steps = turn.plan.steps if turn.plan else []
    for number, step in enumerate(steps, 1):
        at = turn.facts.get(step.link)
        cost = "" if step.cost is None else ", free" if step.cost == 0 else f", {view.money(step.cost)}"
        hours = f", {figure(view.hours(step.hours), f'plan.step{number}.hours', turn)}" if step.hours else ""
        detail = f"{plain(view.weeks(step.from_week, step.to_week))}{hours}{plain(cost)}"
        where = f"  \n{link(step.provider or at.meaning, str(at.value))}" if at else ""
        more = f"  \n{plain(step.detail)}" if step.detail else ""
        st.markdown(f"{number}\\. **{plain(step.title)}** :gray[{detail}]{more}{where}")


def support(turn: Turn, notes: Footnotes) -> None:
    """Who may pay or help, the most pressing first."""
    for one in turn.plan.supports:
        page = turn.facts.get(one.link)
        name = link(one.name, str(page.value)) if page else plain(one.name)
        words = turn.facts[one.words]
        unsure = " :gray[(not checked)]" if one.how_known == "general knowledge" else ""
        st.markdown(f"- **{name}**{unsure}  \n{plain(str(words.value))}")


def unsaid(turn: Turn) -> list[str]:
    """What could not be said, but for why there is no role, which stands where the role would."""
    why = turn.decision.abstentions if turn.decision and turn.decision.role is None else []
    return [line for line in turn.unsaid if line not in why]


def asides(turn: Turn, notes: Footnotes) -> None:
    """What was assumed, and what could not be said."""
    for title, lines in (("What I assumed", turn.assumptions), ("What I could not say", unsaid(turn))):
        if lines:
            st.markdown(f"**{title}**\n" + "\n".join(f"- {plain(line)}" for line in lines))


def guidance() -> str:
    return f"{plain(view.GUIDANCE)} {link('careeronestop.org', view.COUNSELLOR)}"


def chart(draw: Callable[[Turn], Drawn | None], turn: Turn, notes: Footnotes, title: str = "") -> None:
    """A chart, its caption in words, its source, its table."""
    name = draw.__name__
    if name not in turn.drawn:
        turn.drawn[name] = draw(turn)
    if (drawn := turn.drawn[name]) is None:
        return
    if title:
        st.markdown(f"**{title}**")
    spec = dict(drawn.spec)
    rows = pyarrow.Table.from_pylist(spec.pop("data")["values"])  # from a list, Streamlit would go by way of pandas
    st.vega_lite_chart(rows, spec=spec, alt=drawn.caption)
    caption = opened(drawn.caption, ["you.net_hour", *drawn.refs], turn)
    st.caption(caption + (f"  \n{line}" if (line := source_line(notes, drawn.refs)) else ""))
    table = st.expander(
        "As a table", icon=":material/table:", type="compact", key=f"table.{turn.run_id}.{name}", on_change="rerun"
    )
    if table.open:
        cells = drawn.cells or [{}] * len(drawn.table)
        rows = [{column: figure(value, refs.get(column, ""), turn) for column, value in row.items()}
                for row, refs in zip(drawn.table, cells, strict=True)]  # fmt: skip
        table.table(rows, hide_index=True)


def sources(turn: Turn, notes: Footnotes) -> None:
    """Every source, and every fact with where it comes from."""
    st.markdown("\n".join(f"- {line}" for line in source_lines(notes)))
    if "sources" not in turn.drawn:
        turn.drawn["sources"] = pyarrow.Table.from_pylist([fact_row(fact, turn.known) for fact in turn.known.values()])
    st.dataframe(
        turn.drawn["sources"],
        column_config={
            "What": st.column_config.TextColumn(width=260),
            "Link": st.column_config.LinkColumn(display_text="open"),
        },
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


# ---- which parts there are ---------------------------------------------------------------------------------------

OPEN = frozenset({"warned", "why"})
"""Parts that stand open; all others fold open under their name."""
TITLES = {
    "understood": "What I understood",
    "income": "What your hour really brings",
    "roles": "Where you could earn more",
    "pick": "Other ways, and what would change this",
    "plan": "The way there",
    "skills": "What you have and what is missing",
    "support": "Who may pay, who can help",
    "quotes": "From your reports",
    "asides": "What I assumed, what I could not say",
    "sources": "Sources",
}


SHORT_LINES = 2
"""Lines of the profile that the fold's own name tells."""


def label(name: str, turn: Turn) -> str:
    """A fold's name with what it comes to in short, so that one need not open it to know."""
    known = all(agent in turn.found for agent in PARTS[name][0]) if name in PARTS else True  # words may come before
    short = _SHORT[name](turn) if name in _SHORT and known else ""
    return f"**{TITLES[name]}**" + (f" :gray[{plain(short)}]" if short else "")


def _plan_short(turn: Turn) -> str:
    return ", ".join(turn.facts[ref].shown for ref in ("plan.hours", "plan.weeks") if ref in turn.facts)


_SHORT: dict[str, Callable[[Turn], str]] = {
    "understood": lambda turn: "; ".join(
        line.shown for line in view.profile_lines(turn.understood.profile)[:SHORT_LINES]
    ),
    "income": lambda turn: f"{view.hourly(turn.income.net_hour)} an hour" if turn.income.net_hour is not None else "",
    "roles": lambda turn: view.count(sum(pay.p50 is not None for pay in turn.income.roles.values()), "role"),
    "plan": _plan_short,
    "support": lambda turn: view.count(len(turn.plan.supports), "place"),
    "sources": lambda turn: view.count(len(turn.facts), "fact"),
}
_CHOICE = ("market_researcher", "skill_mapper", "income_analyst", "career_decider")
Part = tuple[tuple[str, ...], Callable[[Turn], Any], Callable[[Turn, Footnotes], None]]
LEAD: dict[str, tuple[int, Part]] = {
    "hour": (1, (("income_analyst",), lambda turn: True, lead.hour)),
    "role": (0, (_CHOICE, lambda turn: turn.market.candidates, lead.role)),
    "pay": (1, (_CHOICE, lambda turn: turn.decision.role, lead.pay)),
    "next": (2, (("upskilling_coach",), lambda turn: turn.plan.steps, lead.first_step)),
}
"""What leads the answer: in which of the lead's three rows each stands, and the part."""
PARTS: dict[str, Part] = {
    "warned": (("intake",), lambda turn: impossible(turn.understood.profile), warned),
    **{name: part for name, (_, part) in LEAD.items()},
    "understood": (("intake",), lambda turn: view.profile_lines(turn.understood.profile), profile_card),
    "income": (("income_analyst",), lambda turn: turn.income.net_hour is not None, income),
    "roles": (_CHOICE, lambda turn: any(pay.p50 for pay in turn.income.roles.values()), roles),
    "pick": (_CHOICE, lambda turn: turn.decision.role, pick),
    "skills": (_CHOICE, lambda turn: turn.decision.role, skills),
    "support": (("upskilling_coach",), lambda turn: turn.plan.supports, support),
    "plan": (("upskilling_coach",), lambda turn: turn.plan.steps, plan),
    "quotes": (("upskilling_coach",), lambda turn: turn.plan.quotes, lambda turn, notes: quoted(turn.plan.quotes)),
}
"""What is looked at in each part: the agents it needs, whether there is anything, how it is drawn."""
