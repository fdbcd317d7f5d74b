"""What ran, as rich draws it: the list of runs, and one run's trace as a tree."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from runtime.records import RunRecord, RunRow
from tools.fact import Fact
from ui.turn import NAMES
from ui.view import count

_STYLE = {"finished": "green", "waiting": "cyan", "failed": "red", "stopped": "yellow"}
FACTS_SHOWN = 12


def show_runs(rows: list[RunRow]) -> None:
    console = Console(highlight=False)
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
        asked, took = Text(" ".join(row.asked.split())), f"{row.seconds:.2f} s"
        table.add_row(row.run_id, when, took, Text(row.outcome, _STYLE[row.outcome]), asked, Text(row.answer))
    console.print(table)


def show_trace(record: RunRecord, facts: bool = False) -> None:
    """The run's events by agent, each with the second it came at; ``facts`` lists all that were found."""
    when = record.started.astimezone().strftime("%d %b %Y %H:%M:%S")
    head = Text.assemble((f"Run {record.run_id}", "bold"), f" · {when} · {record.seconds:.3f} s · {record.mode} · ",
                         (record.outcome, _STYLE[record.outcome]))  # fmt: skip
    tree, branches = Tree(head), dict[str, Tree]()
    tree.add(Text.assemble(("asked  ", "dim"), " ".join(record.asked.split())))
    names = {role["soc"]: role["title"] for event in record.events if event["type"] == "agent_finished"
             for role in event["result"].get("candidates", [])}  # fmt: skip
    for event in record.events:
        agent = event["agent"]
        if agent and agent not in branches:
            branches[agent] = tree.add(Text(NAMES.get(agent, agent), "bold cyan"))
        _add(branches.get(agent, tree), event, names, 10_000 if facts else FACTS_SHOWN)
    if record.context:
        kept = tree.add(Text(f"retrieved context: {len(record.context)} passages", "dim"))
        for passage in record.context:
            kept.add(Text(f"{passage['score']:.3f} {passage['source']} {passage['id']}", "dim"))
    Console(highlight=False).print(tree)


def _add(branch: Tree, event: dict[str, Any], names: dict[str, str], most: int) -> None:
    at = Text(f"{event['at']:7.3f} s  ", "dim")
    match event["type"]:
        case "run_started":
            branch.add(at + Text(f"started: {event['mode']}" + (f", {event['why']}" if event["why"] else "")))
        case "agent_started":
            branch.add(at + Text(event["doing"]))
        case "facts_found":
            facts = branch.add(at + Text(f"found {count(len(event['facts']), 'fact')}"))
            for fact in list(event["facts"].values())[:most]:
                facts.add(_fact(fact))
            if (more := len(event["facts"]) - most) > 0:
                facts.add(Text(f"and {more} more; --facts lists them", "dim"))
        case "choice_made":
            shown = "; ".join(names.get(i, i) for i in event["chosen"][:5]) or "nothing"
            more = f" and {len(event['chosen']) - 5} more," if len(event["chosen"]) > 5 else ""
            choice = branch.add(at + Text.assemble(("chose ", "bold"), f"{shown}{more} by {event['by']}"))
            if event["why"]:
                choice.add(Text(event["why"], "dim"))
            if event["considered"]:
                choice.add(Text(f"out of {len(event['considered'])} considered", "dim"))
        case "text":
            said = branch.add(at + Text(f"said ({event['origin']}): ") + Text(event["text"], "italic"))
            if event["refs"]:
                said.add(Text("stands on " + ", ".join(event["refs"]), "dim"))
        case "model_called":
            call = branch.add(
                at
                + Text(
                    f"asked {event['model']}: {event['seconds']:.2f} s, {event['tokens_in']} tokens in, {event['tokens_out']} out"
                )
            )
            if event["error"]:
                call.add(Text(event["error"], "red"))
        case "guard" if not event["ok"]:
            branch.add(at + Text.assemble(("refused ", "red"), f"({event['rule']}): {event['sentence']}")).add(
                Text(event["why"], "dim")
            )
        case "fallback":
            broke = branch.add(at + Text(f"fell back: {event['why']}", "yellow"))
            for line in event["detail"].strip().splitlines()[-4:]:
                broke.add(Text(line, "dim"))
        case "agent_finished":
            cached = ", from the cache" if event["cached"] else ""
            branch.add(at + Text(f"done in {event['seconds']:.3f} s{cached}", "green"))
        case "questions":
            waits = branch.add(at + Text("waits for answers", "cyan"))
            for question in event["questions"]:
                waits.add(Text(f"{question['field']}: {question['text']}"))
        case "run_failed":
            branch.add(at + Text(f"failed: {event['message']} {event['mend']}".strip(), "red"))
        case "run_finished":
            branch.add(at + Text("finished", "green"))


def _fact(data: dict[str, Any]) -> Text:
    fact = Fact.model_validate(data)
    source = f"{fact.source} {fact.release}".strip()
    of = f" of {', '.join(fact.inputs)}" if fact.inputs else ""
    how = f": {fact.formula}{of}" if fact.formula else ""
    return Text.assemble((f"{fact.id} ", "dim"), fact.sentence, (f" ({source}{how})", "dim"))
