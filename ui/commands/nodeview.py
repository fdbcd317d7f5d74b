"""One part of a run whole, on a terminal: what came in, what was retrieved and found, chosen, asked, judged, said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from runtime.tracing import Span
from tools.fact import Fact
from ui.backstage.inspected import Asked, Inspected, Node, filters, names, passages
from ui.backstage.weighed import foremost, left_out, weighed
from ui.commands.lines import STATE, chosen, head, indented, took_by, under, wide
from ui.turn import NAMES
from ui.view import count

FACTS_SHOWN, LINES_SHOWN, PASSAGES_SHOWN = 12, 8, 3
TITLE = 24
"""Columns of a role's title."""


def show_node(run: Inspected, asked: str, whole: bool = False) -> None:
    """The part named ``asked``; lists are cut short unless ``whole``."""
    console, span = wide(), run.span(asked)
    if span.kind != "AGENT":
        return _show_span(console, span)
    node = run.nodes[span.name]
    console.print(Text.assemble((NAMES.get(node.name, node.name), "bold cyan"), f"  began {span.start:.3f} s, took {took_by(span):.3f} s  ",
                                (node.state, STATE.get(node.state, "")), (f"  {node.doing}", "dim")))  # fmt: skip
    head(console, "came in")
    for key, value in run.came_in(node.name).items():
        under(console, f"  {key}", _brief(value))
    for search in node.inner:
        if search.kind == "RETRIEVER":
            _passages(console, search, whole)
    _found(console, node, whole)
    _chose(console, run, node, whole)
    for call in node.asked:
        _asked(console, call)
    for trouble in node.fallbacks:
        head(console, f"fell back: {trouble.why}")
        for line in trouble.detail.strip().splitlines()[-6:]:
            indented(console, 2, Text(line, "dim"))
    if node.state == "failed":
        head(console, f"failed: {run.failure}")
    if node.state == "waiting":
        head(console, "asks the worker")
        for question in run.questions:
            indented(console, 2, Text(question))
    if node.said:
        _said(console, run, node)


def _found(console: Console, node: Node, whole: bool) -> None:
    head(console, f"found {count(len(node.facts), 'fact')}")
    standing = {ref for said in node.said for ref in said.refs}
    ranked = sorted(node.facts, key=lambda key: key not in standing)  # what it said something by comes first
    for key in ranked if whole else ranked[: max(FACTS_SHOWN, len(standing & set(node.facts)))]:
        indented(console, 2, _fact(node.facts[key], key in standing))
    _rest(console, ranked, FACTS_SHOWN, whole)


def _chose(console: Console, run: Inspected, node: Node, whole: bool) -> None:
    if node.choice:
        head(console, f"chose, by {node.choice.by}")
        indented(console, 2, Text(chosen(node, names(run))))
        if node.choice.why:
            indented(console, 2, Text(f"because {node.choice.why}"))
    if node.name == "career_decider" and (rows := weighed(run)):
        _ranking(console, rows if whole else foremost(rows), len(rows))
    if left := left_out(run, node.name):
        head(console, f"left out {count(len(left), 'role')}")
        for line in left if whole else left[:LINES_SHOWN]:
            indented(console, 2, Text(line))
        _rest(console, left, LINES_SHOWN, whole)


def _ranking(console: Console, rows: list[tuple[dict[str, Any], str]], of: int) -> None:
    """Roles by total, with the scores that it is made of (0–1, higher is better), and what became of each."""
    head(console, f"weighed {count(of, 'role')}" + (f", of which {len(rows)}" if len(rows) < of else ""))
    parts = list(rows[0][0]["scores"])
    console.print(Text(f"  {'role':<{TITLE}}" + "".join(f"{part:>8}" for part in parts), "dim"))
    for role, became in rows:
        title = role["title"] if len(role["title"]) <= TITLE else f"{role['title'][: TITLE - 1]}…"
        scores = "".join(f"{role['scores'][part]:>8.2f}" for part in parts)
        console.print(Text(f"  {title:<{TITLE}}{scores}  {became}", "bold" if became == "the pick" else ""))


def _asked(console: Console, asked: Asked) -> None:
    """A model call as it was sent and received, and the guard on each of its sentences."""
    call = asked.call
    first = "" if call.first_token is None else f", first token {call.first_token:.2f} s"
    tries = f", {call.attempts} tries" if call.attempts > 1 else ""
    spent = f"{call.seconds:.2f} s{first}, {call.tokens_in} tokens in, {call.tokens_out} out{tries}"
    head(console, f"asked {call.model}: {spent}")
    for message in call.messages:
        _lines(console, f"[{message['role']}] {message['content']}", "dim")
    _lines(console, f"[answer] {call.answer}")
    if call.error:
        _lines(console, f"[failed] {call.error}", "red")
    for verdict in asked.verdicts:
        mark = ("passed   ", "green") if verdict.ok else ("refused  ", "red")
        indented(console, 2, Text.assemble(mark, verdict.sentence))
        if not verdict.ok:
            indented(console, 11, Text(f"{verdict.rule}: {verdict.why}", "dim"))


def _said(console: Console, run: Inspected, node: Node) -> None:
    """What was shown, and each fact under it that another node had found."""
    head(console, "said")
    found = run.facts
    for said in node.said:
        indented(console, 2, Text.assemble((f"{said.origin}: ", "dim"), (said.text, "italic")))
        if said.refs:
            indented(console, 4, Text(f"stands on {', '.join(said.refs)}", "dim"))
        for ref in said.refs:
            if ref in found and found[ref][0] != node.name:
                indented(console, 4, Text(f"from {found[ref][0]}: ", "dim") + _fact(found[ref][1]))


def _passages(console: Console, search: Span, whole: bool) -> None:
    """One retrieval: its query, and each passage with its score, source and text, best first."""
    found = passages(search)
    a = search.attributes
    head(console, f"retrieved for “{a['input.value']}”" + (f", only {given}" if (given := filters(search)) else ""))
    for passage in found if whole else found[:PASSAGES_SHOWN]:
        indented(
            console, 2, Text.assemble(f"{passage['score']:.2f}  ", passage["chunk"], (f" ({passage['source']})", "dim"))
        )
    _rest(console, found, PASSAGES_SHOWN, whole)


def _rest(console: Console, all_: Sequence[Any], shown: int, whole: bool) -> None:
    if not whole and len(all_) > shown:
        console.print(Text(f"  and {len(all_) - shown} more; --facts lists them all", "dim"))


def _lines(console: Console, text: str, style: str = "") -> None:
    for line in text.splitlines() or [""]:
        indented(console, 0, Text(line, style))


def _show_span(console: Console, span: Span) -> None:
    console.print(
        Text.assemble(
            (span.name, "bold cyan"), f"  {span.kind.lower()}  began {span.start:.3f} s, took {took_by(span):.4f} s"
        )
    )
    for key, value in span.attributes.items():
        if key not in ("session.id", "gigpath.run_id", "openinference.span.kind") and not key.endswith("mime_type"):
            indented(console, 2, Text.assemble((f"{key}  ", "dim"), str(value)))
    if span.error:
        console.print(Text(f"  {span.error}", "red"))


def _brief(value: Any) -> str:
    """A result in a line: its scalars, and how many of everything else."""
    if not isinstance(value, dict):
        return str(value)
    inner = value["profile"] if isinstance(value.get("profile"), dict) else value
    told = [f"{k}={v}" if isinstance(v, str | int | float) else f"{k}: {len(v)}" for k, v in inner.items()
            if v and isinstance(v, str | int | float | list | dict) and k not in ("narrative", "opening")]  # fmt: skip
    return ", ".join(told)[:400] or "nothing"


def _fact(data: dict[str, Any], stands: bool = False) -> Text:
    fact = Fact.model_validate(data)
    source = f"{fact.source} {fact.release}".strip()
    of = f" of {', '.join(fact.inputs)}" if fact.inputs else ""
    how = f": {fact.formula}{of}" if fact.formula else ""
    return Text.assemble((f"{fact.id} ", "bold" if stands else "dim"), fact.sentence, (f" ({source}{how})", "dim"))
