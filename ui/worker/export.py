"""An answer to keep: as Markdown, PDF and JSON. One document, drawn twice.

Words of people and pages are escaped for each format; a character a PDF's own fonts lack is put in its nearest plain form.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from knowledge.attribution import ONET_NOTICE
from ui import view
from ui.turn import CONTRACTS, Turn
from ui.view import Footnotes

Piece = tuple[str, str]
"""Words and the address they link to, empty for none."""


@dataclass(frozen=True)
class Block:
    """One part of the document: a heading (``level`` 1–2), a paragraph, a list item, or a table with its header first."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    level: int = 2


def document(turn: Turn) -> list[Block]:
    """The whole answer in the order of the page."""
    return list(_blocks(turn))


def _blocks(turn: Turn) -> Iterator[Block]:
    notes, role = Footnotes(turn.facts), turn.decision.role if turn.decision else None
    yield Block("heading", [("What your hour brings, and the way to a better one", "")], level=1)
    yield from _profile(turn)
    yield _h("Where to go from here")
    if role is not None:
        yield _p(role.title)
    yield from _passages(turn, notes, "career_decider")
    if rows := view.income_lines(turn):
        yield _h("What your hour really brings")
        table = [["", "What", "How much"]]
        table += [
            [sign, f"{fact.meaning[:1].upper()}{fact.meaning[1:]}", fact.shown + _marks(notes, [fact.id])]
            for sign, fact in rows
        ]
        yield Block("table", rows=table)
    yield from _passages(turn, notes, "income_analyst")
    roles = [row for row in view.role_rows(turn) if row.p50 is not None]
    if roles:
        yield _h("Where you could earn more")
        if where := view.places(turn, roles):
            yield _p(f"Pay an hour in {where}, before tax.")
        table = [["Role", "Low (10%)", "Typical", "High (90%)", "More than now", "Fit"]]
        table += [[row.title + _marks(notes, row.refs), view.hourly(row.p10), view.hourly(row.p50), view.hourly(row.p90),
                   view.hourly(row.uplift), view.percent(row.fit) if row.fit is not None else "–"] for row in roles]  # fmt: skip
        yield Block("table", rows=table)
    yield from _skills(turn, notes)
    yield from _support(turn)
    yield from _plan(turn, notes)
    for title, lines in (("What I assumed", turn.assumptions), ("What I could not say", turn.unsaid)):
        if lines:
            yield _h(title)
            yield from (Block("item", [(line, "")]) for line in lines)
    yield _h("Sources")
    yield from _sources(notes)
    yield _p(ONET_NOTICE)
    yield Block("text", [(f"{view.GUIDANCE} ", ""), ("careeronestop.org", view.COUNSELLOR)])


def _sources(notes: Footnotes) -> Iterator[Block]:
    """Each source once, with its pages by their numbers."""
    pages: dict[str, list[int]] = {}
    for n, source in enumerate(notes.sources, 1):
        pages.setdefault(source.line, []).append(n)
    for line, numbers in pages.items():
        marks = [piece for n in numbers for piece in ((" ", ""), (f"[{n}]", notes.sources[n - 1].url))]
        yield Block("item", [(line, ""), *marks])


def _profile(turn: Turn) -> Iterator[Block]:
    yield _h("What I understood")
    for line in view.profile_lines(turn.advice.profile):
        yield Block("item", [(f"{line.label}: {line.shown}", "")])


def _skills(turn: Turn, notes: Footnotes) -> Iterator[Block]:
    role = turn.decision.role if turn.decision else None
    fit = turn.skills.roles.get(role.soc) if turn.skills and role else None
    if fit is not None:
        yield _h("What you have and what is missing")
        table = [["What", "How much it matters, 0–100", ""]]
        needs = [(need, "you have") for need in fit.have] + [(need, "to learn") for need in fit.missing]
        table += [
            [need.name, f"{need.importance:.0f}", state]
            for need, state in sorted(needs, key=lambda pair: -pair[0].importance)
        ]
        yield Block("table", rows=table)
    yield from _passages(turn, notes, "skill_mapper")


def _support(turn: Turn) -> Iterator[Block]:
    if turn.plan is None or not turn.plan.supports:
        return
    yield _h("Who may pay, who can help")
    for one in turn.plan.supports:
        page = turn.facts.get(one.link)
        yield Block(
            "item",
            [
                (f"{one.name}. {turn.facts[one.words].value} ", ""),
                *([(str(page.value), str(page.value))] if page else []),
            ],
        )


def _plan(turn: Turn, notes: Footnotes) -> Iterator[Block]:
    if turn.plan is None or not turn.plan.steps:
        return
    yield _h("The way there")
    for step in turn.plan.steps:
        at = turn.facts.get(step.link)
        cost = "" if step.cost is None else ", free" if step.cost == 0 else f", {view.money(step.cost)}"
        hours = f", {view.hours(step.hours)}" if step.hours else ""
        detail = f"{step.detail} " if step.detail else ""
        yield Block("item", [(f"{step.title} ({view.weeks(step.from_week, step.to_week)}{hours}{cost}). {detail}", ""),
                             *([(step.provider or at.meaning, str(at.value))] if at else [])])  # fmt: skip
    yield from _passages(turn, notes, "upskilling_coach")


def _passages(turn: Turn, notes: Footnotes, agent: str) -> Iterator[Block]:
    assert agent in CONTRACTS
    for passage in turn.said.get(agent, []):
        if not passage.text.startswith("- "):
            mark = _marks(notes, passage.refs)
            yield Block("text", [*view.pieces(passage, turn.facts), *([(mark, "")] if mark else [])])


def _marks(notes: Footnotes, refs: list[str] | tuple[str, ...]) -> str:
    numbers = notes.marks(refs)
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def _h(words: str) -> Block:
    return Block("heading", [(words, "")])


def _p(words: str) -> Block:
    return Block("text", [(words, "")])


# ---- Markdown ---------------------------------------------------------------------------------------------------


def markdown(turn: Turn) -> str:
    """The answer as CommonMark with tables."""
    lines: list[str] = []
    for block in document(turn):
        if block.kind == "table":
            head, *rows = ([_md(cell) for cell in row] for row in block.rows)
            lines += ["", *(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)), ""]
            continue
        words = "".join(f"[{_md(text)}](<{url}>)" if view.web(url) else _md(text) for text, url in block.pieces).strip()
        lines += {"heading": ["", f"{'#' * block.level} {words}", ""], "item": [f"- {words}"]}.get(
            block.kind, ["", words, ""]
        )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _md(text: str) -> str:
    text = " ".join(text.split()) + (" " if text.endswith(" ") else "")
    text = re.sub(r"(?i)(https?(?=:)|www(?=\.)|@)", "\\1\u2060", text)  # what was typed is no link
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", text)


# ---- PDF --------------------------------------------------------------------------------------------------------


def pdf(turn: Turn) -> bytes:
    """The answer on A4 pages, in the fonts every reader has."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=5)
    small = ParagraphStyle("small", body, fontSize=8.5, leading=11, spaceAfter=0)
    styles = {
        "text": body,
        "item": ParagraphStyle("item", body, leftIndent=12, bulletIndent=2, spaceAfter=3),
        1: ParagraphStyle("h1", body, fontName="Helvetica-Bold", fontSize=17, leading=21, spaceAfter=8),
        2: ParagraphStyle(
            "h2", body, fontName="Helvetica-Bold", fontSize=12.5, leading=16, spaceBefore=9, spaceAfter=4
        ),
    }
    made: list[object] = []
    for block in document(turn):
        if block.kind == "table":
            cells = [[Paragraph(escape(_latin(cell)), small) for cell in row] for row in block.rows]
            longest = [max(len(row[n]) for row in block.rows) for n in range(len(block.rows[0]))]
            shares = [min(max(count, 6), 46) + 3 for count in longest]  # the cells' own margins
            table = Table(cells, [480 * share / sum(shares) for share in shares], repeatRows=1)
            table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                                       ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]))  # fmt: skip
            made += [table, Spacer(1, 6)]
            continue
        words = "".join(
            f'<a href="{escape(url, {chr(34): "&quot;"})}" color="#0b5f58">{escape(_latin(text))}</a>'
            if view.web(url)
            else escape(_latin(text))
            for text, url in block.pieces
        )
        style = styles[block.level if block.kind == "heading" else block.kind]
        made.append(Paragraph(words, style, bulletText="•" if block.kind == "item" else None))
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, title="Gigpath", leftMargin=56, rightMargin=56, topMargin=50, bottomMargin=50
    ).build(made)
    return out.getvalue()


_LIKE = {"−": "-", "→": "->", "\u2060": "", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"}


def _latin(text: str) -> str:
    """As Windows-1252, which the PDF fonts write; other letters lose their accents, what has no like is a question mark."""
    made = []
    for letter in text:
        letter = _LIKE.get(letter, letter)
        try:
            letter.encode("cp1252")
        except UnicodeEncodeError:
            plain = unicodedata.normalize("NFKD", letter).encode("cp1252", "ignore").decode("cp1252")
            letter = plain or ("" if unicodedata.combining(letter) else "?")
        made.append(letter if letter.isprintable() or letter == "" else " ")
    return "".join(made)


# ---- JSON and calendar ------------------------------------------------------------------------------------------


def as_json(turn: Turn) -> str:
    """The whole Advice, as the command line prints it."""
    return turn.advice.model_dump_json(indent=2)


def name(turn: Turn) -> str:
    """``gigpath-bookkeeping-clerks``: a file's name without its ending."""
    role = turn.decision.role.title if turn.decision and turn.decision.role else "answer"
    return "gigpath-" + "-".join(re.findall(r"[a-z]+", role.lower())[:4])
