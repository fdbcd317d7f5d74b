"""Parts of an answer as rich draws them on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from agents.contracts import Narrative, Quote
from ui import view
from ui.turn import Turn
from ui.view import Footnotes, RoleRow

ROLES_SHOWN = 6


def heading(words: str) -> Text:
    return Text(words, "bold cyan")


def section(title: str, *blocks: RenderableType | None) -> RenderableType | None:
    """A heading with its blocks, a blank line between blocks; None when there are none."""
    there = [block for block in blocks if block is not None]
    if not there:
        return None
    first, *more = there
    return Group(heading(title), first, *(part for block in more for part in ("", block)))


def marked(title: str, lines: list[str], style: str) -> RenderableType | None:
    if not lines:
        return None
    body = Table.grid(padding=(0, 1))
    for line in lines:
        body.add_row(Text("·", style), Text(line))
    return Group(Text(title, f"bold {style}"), body)


def understood(turn: Turn) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    lines = view.profile_lines(turn.understood.profile) if turn.understood else []
    for line in lines:
        grid.add_row(line.label, Text(line.shown))
    return Panel(
        grid if lines else Text("Nothing yet."), title="What I understood", title_align="left", border_style="dim"
    )


def reply(turn: Turn, notes: Footnotes, addresses: bool) -> RenderableType | None:
    """The answer to a further turn with its quotations, and what might be asked next."""
    found = turn.reply
    if found is None:
        return None
    said: list[RenderableType] = [
        passage(Narrative(agent="answerer", text=found.text, refs=found.refs), notes, addresses)
    ]
    said += ["", quoted(found.quotes)] if found.quotes else []
    if found.next:
        said += ["", Text(f"You could ask: {'  ·  '.join(found.next)}", "dim")]
    return Group(*said)


def quoted(quotes: list[Quote]) -> RenderableType:
    """Words of the worker's reports, each with where it stands."""
    lines = [
        (Text(f"“{quote.text}”", "italic"), Text(f"From your reports: {view.stands_in(quote)}", "dim"))
        for quote in quotes
    ]
    return Group(*(line for pair in lines for line in pair))


def passage(said: Narrative, notes: Footnotes, addresses: bool) -> Text:
    """The passage with clickable links (``addresses``: written out), marked when a fallback, and its footnotes."""
    text = Text("↳ plain facts, the model's words did not pass: ", "yellow") if said.origin == "fallback" else Text()
    for words, link in view.pieces(said, notes.facts):
        text.append(words, f"underline link {link}" if link else "")
        if link and addresses:
            text.append(f" ({link})")
    return text + marks(notes, said.refs)


def marks(notes: Footnotes, refs: Iterable[str]) -> Text:
    numbers = notes.marks(refs)
    return Text(" [" + ",".join(map(str, numbers)) + "]" if numbers else "", "dim cyan")


def income(turn: Turn, notes: Footnotes) -> RenderableType:
    """From gross to net, a line each."""
    lines = view.income_lines(turn)
    if not lines:
        return Text("Not known: say what comes in and for how many hours a week.", "yellow")
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=justify == "right")
    for sign, fact in lines:
        style = "bold green" if fact.id == "you.net_hour" else ""
        table.add_row(
            Text(sign, "dim"),
            Text(f"{fact.meaning[:1].upper()}{fact.meaning[1:]}", style),
            Text(fact.shown, style),
            marks(notes, [fact.id]),
        )
    return table


def roles(turn: Turn, notes: Footnotes, width: int) -> RenderableType | None:
    """The first roles with their range of pay as a bar, the worker's net hour as a line through all bars."""
    rows = view.role_rows(turn)
    shown = [row for row in rows if row.p50 is not None or row.p10 is not None][:ROLES_SHOWN]
    if not shown:
        return None
    now = turn.income.net_hour if turn.income else None
    values = [v for row in shown for v in (row.p10, row.p50, row.p90) if v is not None] + (
        [now] if now is not None else []
    )
    low, high = min(values), max(values)
    bar = max(12, min(30, width - 62))
    left = view.money(round(low))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    table.add_column("", no_wrap=True, width=1)
    table.add_column("Role", ratio=1)
    table.add_column(f"{left}{view.money(round(high)):>{bar - len(left)}}", no_wrap=True)
    for name in ("Typical", "More than now", "Fit"):
        table.add_column(name, justify="right", no_wrap=name != "More than now", max_width=9)
    for row in shown:
        style = "bold green" if row.part == "pick" else "" if row.part == "alternative" else "dim"
        mark = {"pick": "●", "alternative": "○"}.get(row.part, " ")
        uplift = "–" if row.uplift is None else f"{'+' if row.uplift > 0 else ''}{view.hourly(row.uplift)}"
        table.add_row(
            Text(mark, "green"), Text(row.title, style) + marks(notes, row.refs), _bar(row, low, high, bar, now),
            view.hourly(row.p50), uplift, view.percent(row.fit) if row.fit is not None else "–",
        )  # fmt: skip
    picked = "● go for  ○ other ways  " if rows[0].part == "pick" else ""
    legend = [f"{picked}─ 10–90% of people  ━ the middle half  ◆ typical"]
    if now is not None:
        legend.append(
            f"┃ what your hour brings now, {view.hourly(now)}; “more” is what a beginner may expect over it, after payroll tax"
        )
    if (more := len(rows) - len(shown)) > 0:
        legend.append(f"{more} more roles were weighed; the trace lists them.")
    where = view.places(turn, shown)
    title = f"What pays more, USD an hour{f' in {where}' if where else ''}"
    return section(title, Group(table, Text("\n".join(legend), "dim")))


def _bar(row: RoleRow, low: float, high: float, width: int, now: float | None) -> Text:
    def at(value: float) -> int:
        return round((value - low) / ((high - low) or 1) * (width - 1))

    cells = [" "] * width
    for start, end, mark in ((row.p10, row.p90, "─"), (row.p25, row.p75, "━")):
        if start is not None and end is not None:
            cells[at(start) : at(end) + 1] = mark * (at(end) - at(start) + 1)
    if row.p50 is not None:
        cells[at(row.p50)] = "◆"
    if now is not None:
        cells[at(now)] = "┃"
    return Text.assemble(*((c, {"◆": "bold", "┃": "yellow", "━": "green", "─": "green dim"}.get(c, "")) for c in cells))


def plan(turn: Turn) -> RenderableType | None:
    """The steps with their weeks, hours, cost and link."""
    if turn.plan is None or not turn.plan.steps:
        return None
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name in ("", "When", "Step", "Hours", "Cost"):
        table.add_column(
            name, justify="right" if name in ("", "Hours", "Cost") else "left", ratio=1 if name == "Step" else None
        )
    for number, step in enumerate(turn.plan.steps, 1):
        words = Text(step.title)
        if step.detail:
            words.append(f"\n{step.detail}", "dim")
        link = turn.facts.get(step.link)
        if link:
            words.append("\n")
            words.append(step.provider or link.meaning, "dim")
            words.append(f" {link.value}", f"dim link {link.value}")
        cost = "–" if step.cost is None else "free" if step.cost == 0 else view.money(step.cost)
        table.add_row(
            str(number),
            view.weeks(step.from_week, step.to_week),
            words,
            view.amount(step.hours) if step.hours else "–",
            cost,
        )
    return table


def support(turn: Turn) -> RenderableType | None:
    """Who may pay or help, a paragraph each with its page."""
    if turn.plan is None or not turn.plan.supports:
        return None
    text = Text("Who may pay, who can help", "bold cyan")
    for one in turn.plan.supports:
        page = turn.facts.get(one.link)
        text.append(f"\n· {one.name}", "not bold default").append(
            f" {turn.facts[one.words].value}", "not bold default dim"
        )
        if page is not None:
            text.append(f" {page.value}", f"not bold default dim link {page.value}")
    return text


def footnotes(notes: Footnotes) -> Text | None:
    """A line a source; to be printed unwrapped, so that an address stays whole."""
    if not notes.sources:
        return None
    text = Text("  Sources", "bold cyan")
    for number, source in enumerate(notes.sources, 1):
        text.append(f"\n  {f'[{number}]':>4} ", "dim cyan").append(source.line, "not bold default")
        if source.url:
            text.append("\n       ").append(source.url, f"not bold default dim link {source.url}")
    return text
