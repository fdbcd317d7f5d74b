"""``gigpath facts train-beside``: pairs of figures of the corpus → the layer that says how they stand to each other. Offline, minutes.

``knowledge/corpus/beside.tsv`` names a message, two pieces by their place, and how the second stands beside the first, labelled by hand.
Taught on what the shipped reader sees, so anew whenever that is taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from knowledge.title_model import rounded
from tools.reading import export
from tools.reading.beside import BESIDE, WEIGHTS, seen
from tools.reading.corpus import CORPUS, load
from tools.reading.lessons import HEATS, HELD
from tools.reading.network import Floats, softmax
from tools.reading.tagger import Looked, tagger
from tools.reading.training import Progress

PAIRS = CORPUS / "beside.tsv"
ONE_OF = {"same": "range", "past": "rate", "part": "total"}
"""Labels that are too seldom to be told apart → the class that they count as."""
STRENGTH, FOLDS, PASSES = 0.002, 5, 400
"""Inverse of the penalty on the weights, as logistic regression has it; folds by message for the heat."""


@dataclass(frozen=True)
class Lesson:
    """What is seen of a pair, and the index of its class in :data:`BESIDE`."""

    message: str
    features: Floats
    right: int


def train_beside(progress: Progress = lambda what, share: None) -> int:
    """Write the file; returns its size in bytes."""
    taught = lessons(progress)
    x, y = np.stack([one.features for one in taught]), np.array([one.right for one in taught])
    logits = np.zeros((len(y), len(BESIDE)), dtype=np.float32)
    folds = np.array([sum(map(ord, one.message)) % FOLDS for one in taught])
    for fold in range(FOLDS):
        progress("learning", fold / (FOLDS + 1))
        weight, bias = fitted(x[folds != fold], y[folds != fold])
        logits[folds == fold] = x[folds == fold] @ weight + bias
    weight, bias = fitted(x, y)
    surprise = [-np.log(softmax(logits / heat)[np.arange(len(y)), y]).mean() for heat in HEATS]
    heat = HEATS[int(np.argmin(surprise))]
    export.save(rounded("weight", weight) | {"bias": bias, "heat": np.float32(heat)}, WEIGHTS)
    sure = softmax(logits / heat)
    right, high = sure.argmax(1) == y, sure.max(1) >= 0.8
    print(f"apart: {right.mean():.3f} right of {len(y)}; sure of {high.mean():.2f}, of these {right[high].mean():.3f}")
    return WEIGHTS.stat().st_size


def lessons(progress: Progress) -> list[Lesson]:
    """The labelled pairs whose figures the grammar finds, and whose relation could be told."""
    texts = {one.id: one for one in load()}
    rows = [line.split("\t") for line in PAIRS.read_text().splitlines()[1:]]
    looked: dict[str, Looked] = {}
    found = []
    for n, (message, part, many, first, second, relation) in enumerate(rows):
        progress("reading", n / len(rows))
        if message.startswith(HELD):
            continue
        if message not in looked:
            looked[message] = tagger().look(texts[message].text)
        one, other = (looked[message].at(int(place)) for place in (first, second))
        label = ONE_OF.get(relation, relation)
        if one is None or other is None or one is other or label not in BESIDE:
            continue
        features = seen(texts[message].text, looked[message].hidden, one, other, part, int(many))
        found.append(Lesson(message, features, BESIDE.index(label)))
    return found


def fitted(x: Floats, y: Any) -> tuple[Floats, Floats]:
    """Weights, shape (features, classes), and biases of a logistic regression over features brought to one size."""
    from sklearn.linear_model import LogisticRegression

    mean, size = x.mean(axis=0), x.std(axis=0) + 1e-3
    model = LogisticRegression(C=STRENGTH, max_iter=PASSES).fit((x - mean) / size, y)
    weight = (model.coef_ / size).T.astype(np.float32)
    return weight, (model.intercept_ - mean @ weight).astype(np.float32)
