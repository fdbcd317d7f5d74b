"""Lines on a terminal of at most 100 columns, without blanks at their ends; into a pipe they go the same."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from runtime.tracing import Span
from ui.backstage.inspected import Node

WIDEST = 100
STYLE = {"finished": "green", "waiting": "cyan", "failed": "red", "stopped": "yellow"}
STATE = {
    "done": "green",
    "cached": "blue",
    "fell back": "yellow",
    "failed": "red",
    "waiting": "cyan",
    "working": "yellow",
}


def wide() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else WIDEST
    return console


def head(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", "bold"))


def under(console: Console, label: str, words: str) -> None:
    """A label, and beside it the words in a column of their own."""
    lines = Text(" ".join(words.split())).wrap(console, console.width - 12)
    for n, line in enumerate(lines):
        line.rstrip()
        console.print(Text.assemble((f"{'' if n else label:<12}", "dim"), line))


def indented(console: Console, by: int, text: Text) -> None:
    """Text in a column that begins further right; without the blanks that padding would leave at its end."""
    for line in text.wrap(console, console.width - by):
        line.rstrip()
        console.print(Text(" " * by) + line)


def took_by(span: Span) -> float:
    return (span.end or span.start) - span.start


def chosen(node: Node, titles: dict[str, str]) -> str:
    """What a node chose, by title where it has one."""
    ids = node.choice.chosen if node.choice else []
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return f"{'; '.join(titles.get(i, i) for i in ids[:5]) or 'nothing'}{more}"
