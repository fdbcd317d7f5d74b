"""What a model may say, as a grammar: phrases in plain text, matched word by word.

A phrase file holds entries ``name: alternatives``. In an alternative a word stands for itself, ``{sense}`` for a placeholder of
that sense, ``<name>`` for another entry, ``[x]`` for what may be missing, ``(a | b)`` for either, and ``?sense`` lets what
follows be said only where that holds. Matching keeps the set of places reached, so that it takes time in proportion to the
sentence, whatever is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PHRASES = Path(__file__).parent / "phrases"
_MARK = re.compile(r"<\w+>|\{\w+\}|\?\w+|[\[\]()|]|[;:]|[\w'-]+")


@dataclass(frozen=True, eq=False)
class Node:
    """One piece of a phrase. ``kind`` is word, need, entry, all or any; ``parts`` are the pieces of the last two."""

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()


NOTHING = Node("all")


@dataclass
class Grammar:
    """Entries by name. ``first`` and ``empty`` say what a piece can begin with and whether it can be nothing."""

    entries: Mapping[str, Node]
    first: dict[Node, frozenset[str]] = field(default_factory=dict)
    empty: dict[Node, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        nodes = [node for root in self.entries.values() for node in _nodes(root)]
        if missing := {node.text for node in nodes if node.kind == "entry"} - self.entries.keys():
            raise ValueError(f"no such entries: {', '.join(sorted(missing))}")
        self.first, self.empty = dict.fromkeys(nodes, frozenset()), dict.fromkeys(nodes, False)
        changed = True
        while changed:
            changed = False
            for node in reversed(nodes):
                now = self._begins(node)
                if now != (self.first[node], self.empty[node]):
                    self.first[node], self.empty[node] = now
                    changed = True

    def _begins(self, node: Node) -> tuple[frozenset[str], bool]:
        if node.kind == "word":
            return frozenset((node.text,)), False
        if node.kind == "need":
            return frozenset(), True
        if node.kind == "entry":
            root = self.entries[node.text]
            return self.first[root], self.empty[root]
        if node.kind == "any":
            return frozenset().union(*(self.first[p] for p in node.parts)), any(self.empty[p] for p in node.parts)
        found: frozenset[str] = frozenset()
        for part in node.parts:
            found |= self.first[part]
            if not self.empty[part]:
                return found, False
        return found, True

    def reach(self, words: Sequence[str], holds: Collection[str], root: str = "sentence") -> int:
        """How many words could be said from the start; all of them and one more when they are a whole sentence."""
        seen: dict[tuple[Node, int], frozenset[int]] = {}
        far = 0

        def ends(node: Node, at: int) -> frozenset[int]:
            nonlocal far
            if not self.empty[node] and (at >= len(words) or words[at] not in self.first[node]):
                return frozenset()
            if node.kind == "word":
                far = max(far, at + 1)
                return frozenset((at + 1,))
            if node.kind == "need":
                return frozenset((at,)) if node.text in holds else frozenset()
            if (node, at) in seen:
                return seen[node, at]
            if node.kind == "entry":
                found = ends(self.entries[node.text], at)
            elif node.kind == "any":
                found = frozenset().union(*(ends(part, at) for part in node.parts))
            else:
                found = frozenset((at,))
                for part in node.parts:
                    found = frozenset().union(*(ends(part, end) for end in found))
            seen[node, at] = found
            return found

        return len(words) + 1 if len(words) in ends(self.entries[root], 0) else far


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All phrase files together."""
    return read("\n".join(file.read_text(encoding="utf-8") for file in sorted(PHRASES.glob("*.txt"))))


def read(text: str) -> Grammar:
    """The entries of phrase files; ValueError where a bracket stays open or an entry is missing."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[0].isspace():
            found[name] += line
        else:
            name, _, found[name] = line.partition(":")
    return Grammar({name: _any(list(reversed(_MARK.findall(body))), name) for name, body in found.items()})


def _any(marks: list[str], name: str, close: str = "") -> Node:
    """Alternatives up to ``close``, taken off the end of ``marks``."""
    ways: list[list[Node]] = [[]]
    while marks:
        mark = marks.pop()
        if mark == close:
            break
        if mark == "|":
            ways.append([])
        elif mark == "(":
            ways[-1].append(_any(marks, name, ")"))
        elif mark == "[":
            ways[-1].append(Node("any", parts=(_any(marks, name, "]"), NOTHING)))
        elif mark in ")]":
            raise ValueError(f"{name}: {mark} closes nothing")
        else:
            kind = {"<": "entry", "?": "need"}.get(mark[0], "word")
            ways[-1].append(Node(kind, mark.strip("<>?") if kind != "word" else mark))
    else:
        if close:
            raise ValueError(f"{name}: {close} is missing")
    return Node("any", parts=tuple(Node("all", parts=tuple(way)) for way in ways))
