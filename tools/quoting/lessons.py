"""``gigpath facts train-quoting``: reports with questions → the judge of quotations. Offline, with the extra ``finetune``.

``knowledge/corpus/reports/NAME`` holds ``reports/`` and ``questions.jsonl``: a question, the report and the very words that answer it,
or neither where no report does. A question is taught with the pieces that a search brings for it, right and wrong.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import minilm
from knowledge.sources.documents import windows
from runtime.settings import ROOT
from tools.quoting.judge import LONGEST, WEIGHTS, pair, placed
from tools.reading import export
from tools.reading.training import Progress
from tools.turns.lessons import adapted

CORPUS = ROOT / "knowledge" / "corpus" / "reports"
NEAREST, PASSES, BATCH = 10, 4, 24
RATES = (8e-4, 3e-3)
DROPOUT, RANK = 0.1, 24
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
    vectors = minilm().encode_all([doc.text for doc in docs])
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
    """The arrays that :class:`tools.quoting.judge.Judge` reads; one question in ten is left out, to fit the heat on."""
    import torch
    from torch import nn
    from torch.nn import functional as f

    torch.manual_seed(0)
    draw = random.Random(0)
    held, kept = lessons[::10], [one for at, one in enumerate(lessons) if at % 10]
    net: Any = nn.Module()
    net.bert = adapted(RANK)
    net.out, net.loose = nn.Linear(384, 1), nn.Dropout(DROPOUT)
    own = [weight for weight in net.bert.parameters() if weight.requires_grad]
    steps = torch.optim.AdamW([{"params": own}, {"params": net.out.parameters()}], lr=0.0, weight_decay=1e-2)
    pairs = [(one.question, piece, right) for one in kept for piece, right in zip(one.pieces, one.right, strict=True)]
    net.train()
    for epoch in range(PASSES):
        draw.shuffle(pairs)
        size = BATCH * 40
        batches = []
        for at in range(0, len(pairs), size):
            part = sorted(pairs[at : at + size], key=lambda one: len(one[1]))
            batches += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
        draw.shuffle(batches)
        for number, batch in enumerate(batches):
            done = epoch + number / len(batches)
            progress("learning", done / PASSES)
            for group, rate in zip(steps.param_groups, RATES, strict=True):
                group["lr"] = rate * max(0.01, min(1.0, 4 * done) * (1 - done / PASSES))
            right = torch.tensor([float(one[2]) for one in batch])
            missed = f.binary_cross_entropy_with_logits(_logits(net, batch), right, 1 + (WEIGHT - 1) * right)
            steps.zero_grad()
            missed.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*own, *net.out.parameters()], 1.0)
            steps.step()
    net.eval()
    return {
        **export.changes(net),
        "weight": net.out.weight.detach().numpy()[0], "bias": net.out.bias.detach().numpy(), "heat": np.float32(_heat(net, held)),
    }  # fmt: skip


def _logits(net: Any, batch: Sequence[tuple[str, str, bool]]) -> Any:
    import torch

    coded = [minilm().tokenizer.encode(*pair(question, piece)).ids[:LONGEST] for question, piece, _ in batch]
    longest = max(map(len, coded))
    ids = torch.tensor([one + [0] * (longest - len(one)) for one in coded])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in coded])
    tokens = net.loose(net.bert(input_ids=ids, attention_mask=mask).last_hidden_state)
    return net.out((tokens * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))[:, 0]


def _heat(net: Any, held: Sequence[Asked]) -> float:
    """What the logits are divided by, so that the probabilities are honest on questions that were left out."""
    import torch
    from torch.nn import functional as f

    pairs = [(one.question, piece, right) for one in held for piece, right in zip(one.pieces, one.right, strict=True)]
    with torch.no_grad():
        logits = torch.cat([_logits(net, pairs[at : at + BATCH]) for at in range(0, len(pairs), BATCH)])
    right = torch.tensor([float(one[2]) for one in pairs])
    grid = np.linspace(0.5, 4.0, 36)
    return float(min(grid, key=lambda heat: float(f.binary_cross_entropy_with_logits(logits / heat, right))))
