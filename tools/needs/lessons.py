"""``gigpath facts train-needs``: labelled messages and phrases → the classifier of needs. Offline, minutes on one core.

A message teaches each of its needs through the clause that says it most; a phrase is a clause by itself, and a near miss teaches that
it is none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.title_model import rounded
from runtime.settings import ROOT
from tools.needs.classifier import WEIGHTS, Floats, clauses, sight, words
from tools.reading import corpus, export
from tools.reading.training import Progress
from tools.supports import NEEDS

CORPUS = ROOT / "knowledge" / "corpus" / "needs"
NETWORKS, WIDTH, PASSES, BATCH = 2, 128, 20, 64
RATE, RATE_OF_WORDS, DECAY = 5e-3, 1e-2, 0.1
DROP, DROP_INNER, DROP_WORDS = 0.1, 0.2, 0.2
WEIGHT = 2.0
"""Of a need that is there, beside one that is not: each is rare."""
SELDOM = 3
"""Words of fewer clauses are none of the vocabulary."""

Lesson = tuple[list[str], list[str]]
"""Clauses of a text, and the needs that it says."""


def load(folder: Path = CORPUS) -> list[Lesson]:
    """Messages of the reader's corpus and messages written for this first, then phrases and near misses."""
    texts = {one.id: one.text for one in corpus.load()}
    whole = [json.loads(line) for line in (folder / "whole.jsonl").read_text(encoding="utf-8").splitlines()]
    messages = [json.loads(line) for line in (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    phrases = [json.loads(line) for line in (folder / "phrases.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(clauses(texts[one["id"]]), list(one["needs"])) for one in whole]
    found += [(clauses(one["text"]), list(one["needs"])) for one in messages]
    found += [([text], [one["need"]]) for one in phrases for text in one["say"]]
    return found + [([text], []) for one in phrases for text in one["not"]]


def train_needs(progress: Progress = lambda what, share: None) -> int:
    """Write the file; returns its size in bytes."""
    arrays = learned(load(), progress)
    export.save(arrays, WEIGHTS)
    return WEIGHTS.stat().st_size


def learned(lessons: Sequence[Lesson], progress: Progress = lambda what, share: None) -> dict[str, Any]:
    """The arrays that :class:`tools.needs.classifier.Classifier` reads."""
    keys = [need for need in NEEDS if any(need in said for _, said in lessons)]
    counts = Counter(word for texts, _ in lessons for word in words(texts[0]))
    vocabulary = {word: n for n, word in enumerate(sorted(word for word, count in counts.items() if count >= SELDOM))}
    progress("reading", 0.0)
    meant, said = sight([text for texts, _ in lessons for text in texts], vocabulary)
    ends = np.cumsum([len(texts) for texts, _ in lessons])
    rows = [range(end - len(texts), end) for end, (texts, _) in zip(ends.tolist(), lessons, strict=True)]
    wanted = np.array([[key in needs for key in keys] for _, needs in lessons], dtype=np.float32)
    arrays: dict[str, Any] = {
        "keys": np.array([key.encode() for key in keys]), "words": np.array([word.encode() for word in vocabulary]),
        "networks": np.int64(NETWORKS),
    }  # fmt: skip
    for number in range(NETWORKS):
        progress("learning", number / NETWORKS)
        arrays |= _network(number, meant, said, rows, wanted)
    return arrays


def _network(number: int, meant: Floats, said: Floats, rows: Sequence[range], wanted: Floats) -> dict[str, Any]:
    import torch
    from torch import nn

    torch.manual_seed(number)
    x, spoken, right = torch.tensor(meant), torch.tensor(said), torch.tensor(wanted)
    inner, outer = nn.Linear(x.shape[1], WIDTH), nn.Linear(WIDTH, right.shape[1])
    by_words = nn.Linear(spoken.shape[1], right.shape[1], bias=False)
    nn.init.constant_(outer.bias, -3.0)
    nn.init.zeros_(by_words.weight)
    path = nn.Sequential(nn.Dropout(DROP), inner, nn.GELU(), nn.Dropout(DROP_INNER), outer)
    dull = nn.Dropout(DROP_WORDS)
    groups = [
        {"params": list(path.parameters()), "lr": RATE},
        {"params": list(by_words.parameters()), "lr": RATE_OF_WORDS},
    ]
    steps = torch.optim.AdamW(groups, weight_decay=DECAY)
    for done in range(PASSES):
        for group, rate in zip(steps.param_groups, (RATE, RATE_OF_WORDS), strict=True):
            group["lr"] = rate * (1 - done / PASSES)
        for batch in torch.split(torch.randperm(len(rows)), BATCH):
            at = [row for one in batch.tolist() for row in rows[one]]
            logits = path(x[at]) + by_words(dull(spoken[at]))
            parts = torch.split(logits, [len(rows[one]) for one in batch.tolist()])
            most = torch.stack([part.max(0).values for part in parts])
            weight = 1 + (WEIGHT - 1) * right[batch]
            missed = nn.functional.binary_cross_entropy_with_logits(most, right[batch], weight, reduction="sum")
            steps.zero_grad()
            (missed / len(batch)).backward()  # type: ignore[no-untyped-call]
            steps.step()
    made: dict[str, Any] = {}
    for name, layer in (("inner", inner), ("outer", outer), ("said", by_words)):
        made |= rounded(f"{number}/{name}", layer.weight.detach().numpy().T)
    made[f"{number}/inner_bias"] = inner.bias.detach().numpy()
    made[f"{number}/outer_bias"] = outer.bias.detach().numpy()
    return made
