"""What ran, as rich draws it: the list of runs, and one run as a tree with times (:mod:`ui.commands.nodeview` has its nodes).

Made for 100 columns; into a pipe it goes the same, without colours.
"""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from runtime.records import RunRow
from runtime.tracing import Span, mask
from ui.backstage.inspected import Inspected, Node, names
from ui.commands.lines import STATE, STYLE, chosen, took_by, under, wide
from ui.turn import NAMES
from ui.view import count


def show_runs(rows: list[RunRow]) -> None:
    console = wide()
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
        table.add_row(row.run_id, when, took, Text(row.outcome, STYLE[row.outcome]), asked, Text(row.answer))
    console.print(table)


def show_trace(run: Inspected) -> None:
    """The run as a tree: when each part began, how long it took, what came of it. Like tools side by side are one line."""
    console, record = wide(), run.record
    when = record.started.astimezone().strftime("%d %b %Y %H:%M:%S")
    console.print(Text.assemble((f"Run {record.run_id}", "bold"), f" · {when} · {record.seconds:.3f} s · {record.mode} · ",
                                (record.outcome, STYLE[record.outcome]), (f" · thread {record.thread}", "dim")))  # fmt: skip
    for label, words in (("asked", run.asked), ("answered", run.failure or record.answer), ("spent", _spent(run))):
        if words:
            under(console, label, words)
    console.print(Text("\n  number      began      took", "dim"))
    titles = names(run)
    for n, span in enumerate(run.spans):
        if span.kind == "AGENT":
            node = run.nodes[span.name]
            head = Text.assemble(
                (NAMES.get(node.name, node.name), "bold cyan"), "  ", (node.state, STATE.get(node.state, ""))
            )
            _line(console, n, span, 0, head + Text(f"  {_sum(node)}", "dim"))
            if node.choice:
                _more(console, 1, f"chose {chosen(node, titles)}, by {node.choice.by}")
            for trouble in node.fallbacks:
                _more(console, 1, f"fell back: {trouble.why}", "yellow")
            numbered = {inner.span_id: i for i, inner in enumerate(run.spans)}
            for inner in _grouped(node.inner):
                _line(console, numbered[inner[0].span_id], inner[0], 1, _what(inner), sum(map(took_by, inner)))
            for said in node.said:
                _more(console, 1, f"said ({said.origin}): {said.text}", "italic")
        elif span.name == "interrupt" and span.parent_id == run.spans[0].span_id:
            _line(console, n, span, 0, _what([span]))
    if missing := [NAMES.get(n, n) for n, node in run.nodes.items() if node.state == "not reached"]:
        console.print(Text(f"not reached: {', '.join(missing)}", "dim"))
    slow = run.slow
    console.print(Text(f"\nA part whole: gigpath trace {record.run_id} --node "
                       f"{slow.name if slow and slow.span else 'NUMBER'}", "dim"))  # fmt: skip


def _spent(run: Inspected) -> str:
    """Tokens, failures and cache hits of the whole run; empty where no model was asked and nothing was kept."""
    calls = [asked.call for node in run.nodes.values() for asked in node.asked]
    refused = sum(not v.ok for node in run.nodes.values() for asked in node.asked for v in asked.verdicts)
    kept = sum(node.state == "cached" for node in run.nodes.values())
    tokens = f"{sum(c.tokens_in for c in calls)} tokens in, {sum(c.tokens_out for c in calls)} out"
    told = [count(len(calls), "model call"), tokens, f"{count(refused, 'sentence')} refused"] if calls else []
    return ", ".join([*told, *([f"{count(kept, 'agent')} from the cache"] if kept else [])])


def _line(console: Console, number: int, span: Span, depth: int, what: Text, took: float | None = None) -> None:
    took = took_by(span) if took is None else took
    end = "  open" if span.end is None else f"{took * 1000:7.1f} ms"
    line = Text.assemble((f"{number:>8}  {span.start:7.3f} s  {end:>10}  ", "dim"), ("├─ " * depth, "dim"), what)
    line.rstrip()
    console.print(line, no_wrap=True, overflow="ellipsis")


def _more(console: Console, depth: int, words: str, style: str = "") -> None:
    console.print(
        Text(" " * 33 + "  " * depth) + Text(" ".join(words.split()), style), no_wrap=True, overflow="ellipsis"
    )


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
            if (tries := a.get("gigpath.attempts", 1)) > 1:
                words += f", {tries} tries"
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
            words = f"{span.name}{more} → {a.get('output.value') or 'nothing'}"
        case _:
            words = f"{span.name}: {', '.join(a.get('gigpath.questions', []))}"
    return Text(words) + Text(f" {span.error}", "red") if span.error else Text(words)


def _sum(node: Node) -> str:
    tokens = sum(asked.call.tokens_in + asked.call.tokens_out for asked in node.asked)
    refused = sum(not verdict.ok for asked in node.asked for verdict in asked.verdicts)
    told = [count(len(node.facts), "fact") if node.facts else "", count(len(node.asked), "call") if node.asked else "",
            f"{tokens} tokens" if tokens else "", f"{refused} refused" if refused else ""]  # fmt: skip
    return " · ".join(filter(None, told))
