"""What ran, as rich draws it: the list of runs, one run as a tree with times, one node of it whole.

Made for 100 columns; into a pipe it goes the same, without colours.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from runtime.records import RunRow
from runtime.tracing import Span, mask
from tools.fact import Fact
from ui.inspected import Inspected, Node, names
from ui.turn import NAMES
from ui.view import count

_STYLE = {"finished": "green", "waiting": "cyan", "failed": "red", "stopped": "yellow"}
_STATE = {
    "done": "green",
    "cached": "blue",
    "fell back": "yellow",
    "failed": "red",
    "waiting": "cyan",
    "working": "yellow",
}
FACTS_SHOWN = 12
WIDEST = 100


def _console() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else WIDEST
    return console


def show_runs(rows: list[RunRow]) -> None:
    console = _console()
    if not rows:
        console.print('Nothing has run yet. Begin with: gigpath advise --text "I drive for Uber in Phoenix"')
        return
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), expand=True)
    for name, width in (("Run", 12), ("When", 12), ("Took", 7), ("End", 8)):
        table.add_column(name, no_wrap=True, min_width=width, justify="right" if name == "Took" else "left")
    table.add_column("Asked", ratio=3, no_wrap=True)
    table.add_column("Answer", ratio=2, no_wrap=True)
    for row in rows:
        when = row.started.astimezone().strftime("%d %b %H:%M")
        asked, took = Text(mask(" ".join(row.asked.split()))), f"{row.seconds:.2f} s"
        table.add_row(row.run_id, when, took, Text(row.outcome, _STYLE[row.outcome]), asked, Text(row.answer))
    console.print(table)


def show_trace(run: Inspected) -> None:
    """The run as a tree: when each part began, how long it took, what came of it. Like tools side by side are one line."""
    console, record = _console(), run.record
    when = record.started.astimezone().strftime("%d %b %Y %H:%M:%S")
    console.print(Text.assemble((f"Run {record.run_id}", "bold"), f" · {when} · {record.seconds:.3f} s · {record.mode} · ",
                                (record.outcome, _STYLE[record.outcome]), (f" · thread {record.thread}", "dim")))  # fmt: skip
    for label, words in (("asked", record.asked), ("answered", record.answer)):
        console.print(Text.assemble((f"{label:<10}", "dim"), " ".join(words.split())))
    console.print(Text("\n  number      began      took", "dim"))
    titles = names(run)
    for n, span in enumerate(run.spans):
        if span.kind == "AGENT":
            node = run.nodes[span.name]
            head = Text.assemble(
                (NAMES.get(node.name, node.name), "bold cyan"), "  ", (node.state, _STATE.get(node.state, ""))
            )
            _line(console, n, span, 0, head + Text(f"  {_sum(node)}", "dim"))
            if node.choice:
                _more(console, 1, f"chose {_chosen(node, titles)}")
            for trouble in node.fallbacks:
                _more(console, 1, f"fell back: {trouble.why}", "yellow")
            numbered = {inner.span_id: i for i, inner in enumerate(run.spans)}
            for inner in _grouped(node.inner):
                _line(console, numbered[inner[0].span_id], inner[0], 1, _what(inner), sum(map(_took, inner)))
            for said in node.said:
                _more(console, 1, f"said ({said.origin}): {said.text}", "italic")
        elif span.name == "interrupt" and span.parent_id == run.spans[0].span_id:
            _line(console, n, span, 0, _what([span]))
    if missing := [NAMES.get(n, n) for n, node in run.nodes.items() if node.state == "not reached"]:
        console.print(Text(f"not reached: {', '.join(missing)}", "dim"))
    slow = run.slow
    console.print(Text(f"\nA part whole: gigpath trace {record.run_id} --node "
                       f"{slow.name if slow and slow.span else 'NUMBER'}", "dim"))  # fmt: skip


def show_node(run: Inspected, asked: str, facts: bool = False) -> None:
    """One node: what came in, what its tools did, the facts found, prompts and answers, verdicts, what was shown."""
    console, span = _console(), run.span(asked)
    if span.kind != "AGENT":
        return _show_span(console, run, span)
    node, titles = run.nodes[span.name], names(run)
    console.print(Text.assemble((NAMES.get(node.name, node.name), "bold cyan"), f"  began {span.start:.3f} s, took {_took(span):.3f} s  ",
                                (node.state, _STATE.get(node.state, "")), (f"  {node.doing}", "dim")))  # fmt: skip
    _head(console, "came in")
    for key, value in run.came_in(node.name).items():
        console.print(Padding(Text.assemble((f"{key:<10}", "dim"), _brief(value)), (0, 0, 0, 2)))
    _head(console, f"found {count(len(node.facts), 'fact')}")
    standing = {ref for said in node.said for ref in said.refs}
    ranked = sorted(node.facts, key=lambda key: key not in standing)  # what it said something by comes first
    for key in ranked if facts else ranked[: max(FACTS_SHOWN, len(standing & set(node.facts)))]:
        console.print(Padding(_fact(node.facts[key], key in standing), (0, 0, 0, 2)))
    if not facts and len(ranked) > FACTS_SHOWN:
        console.print(Text("  --facts lists them all", "dim"))
    if node.choice:
        _head(console, f"chose, by {node.choice.by}")
        console.print(Text(f"  {_chosen(node, titles)}"))
        if node.choice.why:
            console.print(Text(f"  because {node.choice.why}"))
        if node.choice.considered:
            console.print(Text(f"  out of {len(node.choice.considered)} considered", "dim"))
        _ranking(console, node.result.get("ranked", [])[:6])
    for asked_ in node.asked:
        call = asked_.call
        first = "" if call.first_token is None else f", first token {call.first_token:.2f} s"
        tries = f", {call.attempts} tries" if call.attempts > 1 else ""
        _head(
            console,
            f"asked {call.model}: {call.seconds:.2f} s{first}, {call.tokens_in} tokens in, {call.tokens_out} out{tries}",
        )
        for message in call.messages:
            console.print(Text(f"[{message['role']}] {message['content']}", "dim"))
        console.print(Text(f"[answer] {call.error or call.answer}"))
        for verdict in asked_.verdicts:
            mark = ("passed  ", "green") if verdict.ok else ("refused ", "red")
            console.print(Text.assemble("  ", mark, verdict.sentence))
            if not verdict.ok:
                console.print(Text(f"          {verdict.rule}: {verdict.why}", "dim"))
    for trouble in node.fallbacks:
        _head(console, f"fell back: {trouble.why}")
        for line in trouble.detail.strip().splitlines()[-6:]:
            console.print(Text(f"  {line}", "dim"))
    _head(console, "said")
    found = run.facts
    for said in node.said:
        console.print(Padding(Text.assemble((f"{said.origin}: ", "dim"), (said.text, "italic")), (0, 0, 0, 2)))
        if said.refs:
            console.print(Padding(Text(f"stands on {', '.join(said.refs)}", "dim"), (0, 0, 0, 4)))
        for ref in said.refs:
            if ref in found and found[ref][0] != node.name:
                console.print(Padding(Text(f"from {found[ref][0]}: ", "dim") + _fact(found[ref][1]), (0, 0, 0, 4)))


def _ranking(console: Console, ranked: list[dict[str, Any]]) -> None:
    """Roles by score, with the scores that a role's total is made of (0–1, higher is better)."""
    if ranked:
        table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
        for part in ("role", *ranked[0]["scores"]):
            table.add_column(part, justify="left" if part == "role" else "right", no_wrap=True)
        for role in ranked:
            table.add_row(f"  {role['title']}"[:44], *(f"{score:.2f}" for score in role["scores"].values()))
        console.print(table)


def _show_span(console: Console, run: Inspected, span: Span) -> None:
    console.print(
        Text.assemble(
            (span.name, "bold cyan"), f"  {span.kind.lower()}  began {span.start:.3f} s, took {_took(span):.4f} s"
        )
    )
    for key, value in span.attributes.items():
        if key not in ("session.id", "gigpath.run_id", "openinference.span.kind") and not key.endswith("mime_type"):
            console.print(Text.assemble((f"  {key}  ", "dim"), str(value)))
    if span.error:
        console.print(Text(f"  {span.error}", "red"))


def _head(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", "bold"))


def _line(console: Console, number: int, span: Span, depth: int, what: Text, took: float | None = None) -> None:
    took = _took(span) if took is None else took
    end = "  open" if span.end is None else f"{took * 1000:7.1f} ms"
    line = Text.assemble((f"{number:>8}  {span.start:7.3f} s  {end:>10}  ", "dim"), ("├─ " * depth, "dim"), what)
    console.print(line, no_wrap=True, overflow="ellipsis")


def _more(console: Console, depth: int, words: str, style: str = "") -> None:
    console.print(
        Text(" " * 33 + "  " * depth) + Text(" ".join(words.split()), style), no_wrap=True, overflow="ellipsis"
    )


def _took(span: Span) -> float:
    return (span.end or span.start) - span.start


def _grouped(spans: list[Span]) -> list[list[Span]]:
    """Neighbours that are the same tool as one."""
    whole = [span for span in spans if span.kind != "RETRIEVER"]
    groups = [
        list(group)
        for _, group in groupby(whole, key=lambda s: s.name if s.kind == "TOOL" and not s.error else s.span_id)
    ]
    searches = [[span] for span in spans if span.kind == "RETRIEVER"]
    return sorted(groups + searches, key=lambda group: group[0].start)


def _what(group: list[Span]) -> Text:
    span, more = group[0], f" ×{len(group)}" if len(group) > 1 else ""
    a = span.attributes
    match span.kind:
        case "LLM":
            words = f"asked {a['llm.model_name']}, {a['llm.token_count.prompt']} tokens in, {a['llm.token_count.completion']} out"
        case "GUARDRAIL":
            ok = a["gigpath.guard.ok"]
            words = (
                f"guard {'passed' if ok else 'refused (' + a['gigpath.guard.rule'] + ')'}: {a.get('input.value', '')}"
            )
            return Text(words, "" if ok else "red")
        case "RETRIEVER":
            scores = [value for key, value in a.items() if key.endswith("document.score")]
            words = f"“{a['input.value']}” → {count(len(scores), 'passage')}" + (
                f", best {max(scores):.2f}" if scores else ""
            )
        case "TOOL":
            words = f"{span.name}{more} → {a.get('output.value', '')}"
        case _:
            words = f"{span.name}: {', '.join(a.get('gigpath.questions', []))}"
    return Text(words) + Text(f" {span.error}", "red") if span.error else Text(words)


def _sum(node: Node) -> str:
    tokens = sum(asked.call.tokens_in + asked.call.tokens_out for asked in node.asked)
    refused = sum(not verdict.ok for asked in node.asked for verdict in asked.verdicts)
    told = [count(len(node.facts), "fact") if node.facts else "", count(len(node.asked), "call") if node.asked else "",
            f"{tokens} tokens" if tokens else "", f"{refused} refused" if refused else ""]  # fmt: skip
    return " · ".join(filter(None, told))


def _chosen(node: Node, titles: dict[str, str]) -> str:
    chosen = node.choice.chosen if node.choice else []
    more = f" and {len(chosen) - 5} more," if len(chosen) > 5 else ""
    return f"{'; '.join(titles.get(i, i) for i in chosen[:5]) or 'nothing'}{more} by {node.choice.by if node.choice else ''}"


def _brief(value: Any) -> str:
    """A result in a line: its scalars, and how many of everything else."""
    if not isinstance(value, dict):
        return str(value)
    inner = value["profile"] if isinstance(value.get("profile"), dict) else value
    told = [f"{k}={v}" if isinstance(v, str | int | float) else f"{k}: {len(v)}" for k, v in inner.items()
            if v and isinstance(v, str | int | float | list | dict) and k != "narrative"]  # fmt: skip
    return ", ".join(told)[:400] or "nothing"


def _fact(data: dict[str, Any], stands: bool = False) -> Text:
    fact = Fact.model_validate(data)
    source = f"{fact.source} {fact.release}".strip()
    of = f" of {', '.join(fact.inputs)}" if fact.inputs else ""
    how = f": {fact.formula}{of}" if fact.formula else ""
    return Text.assemble((f"{fact.id} ", "bold" if stands else "dim"), fact.sentence, (f" ({source}{how})", "dim"))
