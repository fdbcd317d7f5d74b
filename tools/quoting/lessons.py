"""``gigpath facts train-quoting``: reports with questions → the judge of quotations. Offline, with the extra ``finetune``.

``knowledge/corpus/reports/NAME`` holds ``reports/`` and ``questions.jsonl``: a question, the report and the very words that answer it,
or neither where no report does. A question is taught with the pieces that a search brings for it, right and wrong.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import minilm
from knowledge.reports import placed
from knowledge.sources.documents import windows
from runtime.settings import ROOT
from tools.quoting.judge import WEIGHTS
from tools.reading import export
from tools.reading.training import Progress
from tools.yesno.training import taught

CORPUS = ROOT / "knowledge" / "corpus" / "reports"
NEAREST, PASSES = 7, 2
WEIGHT = 2.0
"""Of a piece that answers, beside one that does not."""
SAME = 0.6
"""A piece holds a passage where it has so many of its words."""


@dataclass(frozen=True)
class Asked:
    """A question with the pieces that a search brings for it, and which of them answer it."""

    question: str
    pieces: tuple[str, ...]
    right: tuple[bool, ...]
    answerable: bool


def load(folder: Path) -> list[Asked]:
    """The questions of one set of reports."""
    docs = [doc for path in sorted((folder / "reports").iterdir()) for doc in windows(path)]
    told = [placed(doc.text, str(doc.meta["source"]), str(doc.meta.get("heading", ""))) for doc in docs]
    vectors = minilm().encode_all(told)
    found = []
    for row in map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()):
        near = np.argsort(-(vectors @ minilm().encode(row["q"])))[:NEAREST].tolist()
        holds = [at for at, doc in enumerate(docs) if row["doc"] and _holds(doc.text, str(doc.meta["source"]), row)]
        at = list(dict.fromkeys([*near, *holds[:2]]))
        found.append(Asked(row["q"], tuple(told[n] for n in at), tuple(n in holds for n in at), bool(row["doc"])))
    return found


def _holds(text: str, source: str, row: dict[str, str]) -> bool:
    passage = " ".join(row["passage"].split())
    wanted = set(passage.lower().split())
    return source == row["doc"] and (
        passage in text or (len(wanted & set(text.lower().split())) >= SAME * len(wanted) and text[:40] in passage)
    )


def train_quoting(progress: Progress = lambda what, share: None) -> int:
    """Write the file; returns its size in bytes."""
    lessons = [one for folder in sorted(CORPUS.iterdir()) if folder.is_dir() for one in load(folder)]
    export.save(learned(lessons, progress), WEIGHTS)
    return WEIGHTS.stat().st_size


def learned(lessons: Sequence[Asked], progress: Progress = lambda what, share: None) -> dict[str, Any]:
    """The judge's arrays; one question in ten is left out, to fit its probabilities on."""
    examples = [
        [((" ".join(one.question.split()), piece), yes) for piece, yes in zip(one.pieces, one.right, strict=True)]
        for one in lessons
    ]
    held = [pair for pairs in examples[::10] for pair in pairs]
    kept = [pair for at, pairs in enumerate(examples) if at % 10 for pair in pairs]
    return taught(kept, held, PASSES, WEIGHT, progress)
