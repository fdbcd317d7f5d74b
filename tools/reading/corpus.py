"""The labelled corpus: messages with their labels written into the text, as the reader is taught by.

``knowledge/corpus/*.jsonl`` holds one message a line; ``m`` is the text with pieces marked as ``[piece](label)``. A later turn of a
talk has its ``intent``, and an answer what was ``asked``. The label guide is ``knowledge/corpus/README.md``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from runtime.errors import FactsError
from runtime.settings import ROOT

CORPUS = ROOT / "knowledge" / "corpus"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()\[\]]+)\)")

QUANTITY = (
    "takings", "price", "pieces", "tips", "fee", "kept", "cost", "hours", "active", "unpaid", "days", "miles", "years", "wanted", "study",
    "budget", "debt", "cap", "age", "other",
)  # fmt: skip
"""What a quantity may be."""
SPAN = (
    "work",
    "place",
    "school",
    "field",
    "country",
    "cred",
    "limit",
    "wish",
    "skill",
    "lang",
    "question",
    "urgent",
    "machine",
)
"""What a piece without a number may be."""


@dataclass(frozen=True)
class Label:
    """``start:end`` of the plain text. ``period`` and ``more`` are the label's further words; ``work`` is its number, 0 for none."""

    start: int
    end: int
    kind: str
    period: str = ""
    more: tuple[str, ...] = ()
    work: int = 0


@dataclass(frozen=True)
class Message:
    """``roles`` are SOC codes a counsellor would accept with their grades; ``never`` those that would harm, with the kind.

    ``intent`` is the kind of turn, empty for a first message.
    """

    id: str
    text: str
    labels: tuple[Label, ...]
    intent: str = ""
    roles: dict[str, int] = field(default_factory=dict)
    never: dict[str, str] = field(default_factory=dict)


def unmarked(marked: str) -> tuple[str, tuple[Label, ...]]:
    """The text without marks, and its labels. ValueError for a label of no kind."""
    text, labels, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        labels.append(_label(match[2], len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + marked[at:], tuple(labels)


def in_reply(words: str, asked: str) -> str:
    """An answer behind the field that was asked about, as the reader sees it: "45" alone could be anything."""
    return f"{asked}? {words}" if asked else words


def _label(words: str, start: int, end: int) -> Label:
    head, *rest = words.split()
    number = int(rest.pop()) if rest and rest[-1].isdigit() else 0
    kind, _, period = head.partition("/")
    if kind not in QUANTITY and kind not in SPAN:
        raise ValueError(f"“{words}” is no label")
    return Label(start, end, kind, period, tuple(rest), number)


def load(folder: Path = CORPUS) -> list[Message]:
    """Every message, by file and line. FactsError names the file and the line that cannot be read."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
            try:
                row = json.loads(line)
                text, labels = unmarked(in_reply(row["m"], row.get("asked", "")))
                roles = {soc: int(grade) for soc, _, grade in (one.partition(":") for one in row["roles"].split())}
                never = {soc: kind for soc, _, kind in (one.partition(":") for one in row["never"].split())}
                found.append(Message(row["id"], text, labels, row.get("intent", ""), roles, never))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise FactsError(
                    f"{file.name}, line {number}: {error}.", "knowledge/corpus/README.md has the labels."
                ) from None
    return found
