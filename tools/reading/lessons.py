"""``gigpath facts train-reader``: the corpus → the reader's weights and the vectors of its coded work phrases. Offline.

Networks are taught apart, from different seeds, and judge together. The file :data:`HELD` is learned from by none of them; on it the
probabilities are made honest: each head's averaged logits are divided by the heat at which the labels are least surprising
(temperature scaling, Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.tables import tables
from tools.reading import export, phrases, training
from tools.reading.corpus import Message, load
from tools.reading.examples import Example, examples
from tools.reading.shape import HEADS, OF_QUANTITY, OF_SPAN
from tools.reading.tagger import WEIGHTS
from tools.reading.training import Progress

NETWORKS = 2
"""How many judge together; each takes 2.5 MB and some 15 ms a message."""
HELD = "h1-"
"""How the ids of the messages begin that fit the heats and are not learned from."""
HEATS = np.linspace(0.6, 4.0, 35)


def train_reader(progress: Progress = lambda what, share: None, kept: Path | None = None) -> int:
    """Write both files; returns their size in bytes. ``kept`` is a folder for each network's weights after each pass: those that
    learned to the end there are not taught again."""
    learned, apart = divided(load())
    nets = []
    for seed in range(NETWORKS):
        done = kept / f"{seed}.done.pt" if kept else None
        if done is not None and done.exists():
            nets.append(training.restored(done))
            continue
        saved = kept / f"{seed}.pt" if kept else None
        nets.append(training.train(learned, town_names(), progress, seed=seed, held=apart, saved=saved))
        if done is not None and saved is not None:
            saved.rename(done)
    return finish(nets, apart)


def divided(messages: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """Messages to learn from, and those kept apart."""
    apart = [one for one in messages if one.id.startswith(HELD)]
    return [one for one in messages if not one.id.startswith(HELD)], apart


def finish(nets: Sequence[Any], apart: Sequence[Message]) -> int:
    """The learned networks and the phrases, as they are shipped."""
    export.save(export.together(nets, heats(nets, apart)), WEIGHTS)
    made = phrases.built(sorted(phrases.coded()))
    export.save(made, phrases.VECTORS)
    return WEIGHTS.stat().st_size + phrases.VECTORS.stat().st_size


def town_names() -> list[str]:
    """Places to vary the corpus with, as people write them: the wage areas' first towns with their state."""
    names = (row["name"] for row in tables().areas.iter_rows(named=True) if row["level"] == "metro")
    return sorted(
        {
            f"{name.split(',')[0].split('-')[0]}{sep}{name.rpartition(', ')[2][:2]}"
            for name in names
            for sep in (", ", " ")
        }
    )


def heats(nets: Sequence[Any], apart: Sequence[Message]) -> dict[str, float]:
    """By head, and for tags and links, the heat at which the labels of messages kept apart are least surprising."""
    import torch

    found: dict[str, list[tuple[Any, int]]] = {name: [] for name in (*HEADS, "tags", "link")}
    with torch.no_grad():
        for one in examples(apart):
            for told in zip(*(_answers(net, one) for net in nets), strict=True):
                name, _, wanted = told[0]
                found[name].append((sum(logits for _, logits, _ in told) / len(told), wanted))
    return {name: _coolest(rows) for name, rows in found.items()}


def _answers(net: Any, one: Example) -> list[tuple[str, Any, int]]:
    """(head, logits, right class) of a message, as far as it is labelled."""
    rows = [training.hidden(net, [one])[0]]
    mine, theirs = training.vectors(net, [one], rows)
    told = [("tags", logits, tag) for logits, tag in zip(net.tags(rows[0]), one.tags, strict=True) if tag]
    sides: list[tuple[dict[str, int], Any, tuple[str, ...]]] = [
        (classes, vector, OF_QUANTITY) for (*_, classes, _), vector in zip(one.quantities, mine, strict=True)
    ]
    sides += [(classes, vector, OF_SPAN) for (*_, classes, _), vector in zip(one.spans, theirs, strict=True)]
    for classes, vector, names in sides:
        told += [(name, net.heads[name](vector), classes[name]) for name in names if name in classes]
    return told + [("link", scores, wanted) for scores, wanted in training.link_scores(net, one, mine, theirs)]


def _coolest(rows: list[tuple[Any, int]]) -> float:
    """The heat with the least surprise; 1 where there is too little to tell."""
    import torch

    if len(rows) < 20:
        return 1.5
    surprise = [sum(-float(torch.log_softmax(logits / heat, 0)[wanted]) for logits, wanted in rows) for heat in HEATS]
    return float(HEATS[int(np.argmin(surprise))])
