"""Sentences out of a stream, whole: placeholders, abbreviations and list marks do not end one."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|U\.S|etc|vs|approx|Mr|Ms|Mrs|Dr|St|No)|\b[A-Z])\.$")
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+")


def split_sentences(text: str) -> list[str]:
    """Trimmed sentences in order; a rest without an end mark counts as one."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.end()]


class SentenceStream:
    """``feed`` returns the sentences a piece of text completes; ``end`` what is left over."""

    def __init__(self) -> None:
        self.buffer = ""

    def feed(self, delta: str) -> list[str]:
        self.buffer += delta
        found: list[str] = []
        start = 0
        for match in _END.finditer(self.buffer):
            if match.end() == len(self.buffer) and "\n" not in match[0]:
                break  # more may follow the mark
            piece = self.buffer[start : match.end()]
            if piece.count("{") > piece.count("}") or _ABBREVIATION.search(piece.rstrip()):
                continue
            found.append(piece)
            start = match.end()
        self.buffer = self.buffer[start:]
        return [clean for piece in found if (clean := _clean(piece))]

    def end(self) -> list[str]:
        rest, self.buffer = self.buffer, ""
        return [clean] if (clean := _clean(rest)) else []


def _clean(piece: str) -> str:
    return re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", " ".join(piece.split())).strip()
