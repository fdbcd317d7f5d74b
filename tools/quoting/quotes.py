"""What the user's own reports say on a question, word for word; nothing where no piece is likely to answer it."""

from __future__ import annotations

import re

from pydantic import BaseModel

from knowledge import reports
from knowledge.reports import placed
from tools.quoting.judge import judge

LOOKED_AT, MOST = 5, 2
"""Pieces that are judged, and that are quoted at most."""
LIKELY = 0.6
"""From this probability on a piece is quoted: the least at which nine in ten questions that no report answers are left unquoted. Of those
that one answers two or three in four are then quoted (evals/blind/README.md)."""
OVERLAP = 0.5
"""Two pieces that share so many of their words, and no other figure, are quoted once."""


class Quotation(BaseModel):
    """Words of a report as they stand there; ``page`` is the page or row."""

    text: str
    source: str
    page: int | None = None
    heading: str = ""
    date: str = ""
    sure: float = 0.0


def quotations(question: str, k: int = MOST) -> list[Quotation]:
    """The pieces that answer the question likeliest, best first; none where no report was added."""
    found = [doc for doc, _ in reports.nearest(question, LOOKED_AT)]
    if not found:
        return []
    told = [placed(doc.page_content, doc.metadata.get("source", ""), doc.metadata.get("heading", "")) for doc in found]
    ranked = sorted(
        zip(judge()([(" ".join(question.split()), one) for one in told]), found, strict=True), key=lambda pair: -pair[0]
    )
    kept: list[Quotation] = []
    for sure, doc in ranked:
        if sure < LIKELY or len(kept) == k:
            break
        if not any(_alike(doc.page_content, one.text) for one in kept):
            meta = doc.metadata
            kept.append(
                Quotation(
                    text=doc.page_content,
                    source=meta.get("source", ""),
                    page=meta.get("page"),
                    heading=meta.get("heading", ""),
                    date=meta.get("date", ""),
                    sure=round(sure, 3),
                )
            )
    return kept


def _alike(text: str, other: str) -> bool:
    """Whether two pieces say the same; where their figures differ they contradict each other, and both are heard."""
    words = set(text.lower().split())
    figures, theirs = (set(re.findall(r"\d[\d,.]*\d|\d", one)) for one in (text, other))
    return len(words & set(other.lower().split())) >= OVERLAP * len(words) and figures <= theirs
