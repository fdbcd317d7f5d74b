"""``gigpath facts train-reader``: the corpus → the reader's weights and the vectors of its coded work phrases. Offline.

Every thirtieth message is kept apart; on it the probabilities are made honest: each head's logits are divided by the heat at which
the labels are least surprising (temperature scaling, Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
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

APART = 30
"""One message in so many is not learned from, and fits the heats."""
HEATS = np.linspace(0.6, 4.0, 35)


def train_reader(
    progress: Progress = lambda what, share: None, saved: Path | None = None, begun: Path | None = None
) -> int:
    """Write both files; returns their size in bytes. ``saved`` keeps the weights after each pass, ``begun`` are some to go on from."""
    messages = load()
    apart, learned = messages[::APART], [one for n, one in enumerate(messages) if n % APART]
    net = training.train(learned, town_names(), progress, held=apart, saved=saved, begun=begun)
    return finish(net, apart)


def finish(net: Any, apart: Sequence[Message]) -> int:
    """The learned network and the phrases, as they are shipped."""
    export.save(export.arrays(net, heats(net, apart)), WEIGHTS)
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


def heats(net: Any, apart: Sequence[Message]) -> dict[str, float]:
    """By head, and for tags and links, the heat at which the labels of messages kept apart are least surprising."""
    import torch

    found: dict[str, list[tuple[Any, int]]] = {name: [] for name in (*HEADS, "tags", "link")}
    with torch.no_grad():
        for one in examples(apart):
            for name, logits, wanted in _answers(net, one):
                found[name].append((logits, wanted))
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
