"""What a further turn of a talk is: its kind, the topics that it asks about, whose role it is about, and the pieces that name one.

MiniLM with small changes (``knowledge/facts/turns.npz``, taught by :mod:`tools.turns.lessons`) looks at the whole turn once; kind,
topics and role hang on the mean of its tokens, the pieces that name a role on each token. Numpy alone, some ms a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import minilm
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded
from tools.reading.corpus import in_reply
from tools.reading.network import softmax

WEIGHTS = FACTS / "turns.npz"

Kind = Literal[
    "statement", "correction", "answer", "what if", "question", "comparison", "undo", "start over", "somebody else",
    "service", "small talk", "unclear",
]  # fmt: skip
"""What a turn is. A statement, a correction, an answer, an undo and a start over may change the profile; nothing else does."""

Topic = Literal[
    "duties", "skills", "schooling", "training", "licence", "credential", "cost", "who pays", "how long", "first step", "openings",
    "growth", "pay", "entry pay", "top pay", "raise", "hours", "remote", "physical", "ai", "risks", "compare", "why this", "why not",
    "my hour", "tax", "miles", "deductions", "keep gig", "part time", "moving", "resume", "interview", "who hires", "apprenticeship",
    "record", "age", "english", "benefits", "other ways", "courses", "rate", "own business", "help", "status", "health", "advancement",
    "my profile", "source", "minimum wage", "identity", "privacy", "shorter", "more", "language", "instructions", "unsourced",
]  # fmt: skip
"""What may be asked; "unsourced" is what no official source can say."""

About = Literal["lead", "named", "current", "shown", "self"]
"""The role that the talk is on, roles that the turn names, the present work, the alternatives that were shown, or the person."""

KINDS: tuple[Kind, ...] = get_args(Kind)
TOPICS: tuple[Topic, ...] = get_args(Topic)
ABOUTS: tuple[About, ...] = get_args(About)
TAGS = ("O", "B", "I")
"""Of a token: outside, at the beginning, or within a piece that names a role."""
LAYERS = {"kind": len(KINDS), "topic": len(TOPICS), "about": len(ABOUTS), "role": len(TAGS)}
"""The heads, and how many classes each has."""

LONGEST = 240
"""Tokens of a turn that are looked at."""
LIKELY, SECOND = 0.15, 0.45
"""From it on the likeliest topic is answered, and from the other on a further one too."""
SURE_UNSOURCED = 0.8
"""From it on a turn asks what no source says, whatever else it may ask; below it nothing is held to be such. On the six seen sets of
talks 26 of 34 such turns are at or above it, and 6 of 765 others."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Guess:
    """Probabilities: of kinds and of abouts each sum to 1, topics stand by themselves. ``named`` are pieces that name a role."""

    kinds: dict[Kind, float]
    topics: dict[Topic, float]
    abouts: dict[About, float]
    named: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return max(self.kinds, key=lambda kind: self.kinds[kind])

    @property
    def about(self) -> About:
        return max(self.abouts, key=lambda about: self.abouts[about])

    def asked(self, most: int = 2) -> list[Topic]:
        """The topics that are asked about, the likeliest first; none where nothing is likely. What no source says stands alone."""
        if self.topics["unsourced"] >= SURE_UNSOURCED:
            return ["unsourced"]
        ranked = sorted((topic for topic in self.topics if topic != "unsourced"), key=lambda topic: -self.topics[topic])
        return [t for n, t in enumerate(ranked[:most]) if self.topics[t] >= (SECOND if n else LIKELY)]


class Classifier:
    """Networks that were taught apart and judge together: their logits are averaged. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.networks = [_Network(arrays, n) for n in range(int(arrays["networks"]))]
        self.heat = {name: float(arrays[f"heat/{name}"]) if f"heat/{name}" in arrays else 1.0 for name in LAYERS}
        self.tokenizer = minilm().tokenizer

    def __call__(self, text: str, asked: str = "") -> Guess:
        """``asked`` is the field of a question that the service has open; empty for none."""
        shown = in_reply(" ".join(text.split()), asked)
        encoded = self.tokenizer.encode(shown)
        logits = [network(encoded.ids[:LONGEST]) for network in self.networks]
        kinds, topics, abouts, tags = (
            np.mean([one[name] for one in logits], axis=0) / self.heat[name] for name in LAYERS
        )
        return Guess(
            dict(zip(KINDS, softmax(kinds).tolist(), strict=True)),
            dict(zip(TOPICS, (1 / (1 + np.exp(-topics))).tolist(), strict=True)),
            dict(zip(ABOUTS, softmax(abouts).tolist(), strict=True)),
            tuple(_pieces(shown, encoded.offsets[:LONGEST], tags.argmax(axis=1).tolist())),
        )


class _Network:
    def __init__(self, arrays: dict[str, Any], number: int) -> None:
        own = {key.removeprefix(f"{number}/"): value for key, value in arrays.items() if key.startswith(f"{number}/")}
        matrices = [name.removeprefix("up/") for name in own if name.startswith("up/")]
        self.encoder = minilm().changed(
            {at: (unrounded(own, f"up/{at}"), unrounded(own, f"down/{at}")) for at in matrices}
        )
        self.layers = {name: (unrounded(own, f"layer/{name}"), own[f"bias/{name}"]) for name in LAYERS}

    def __call__(self, ids: list[int]) -> dict[str, Floats]:
        tokens = self.encoder.tokens(ids)
        mean = tokens.mean(axis=0)
        return {
            name: np.asarray((tokens if name == "role" else mean) @ weight + bias, dtype=np.float32)
            for name, (weight, bias) in self.layers.items()
        }


_JOINTS = frozenset({" de ", " del ", " of ", "/", "-"})
"""What stands between two parts of one name."""


def _pieces(text: str, offsets: list[tuple[int, int]], tags: list[int]) -> list[str]:
    """The tagged pieces as they stand; a word is tagged as its first token is."""
    found: list[list[int]] = []
    tagged, end_before = False, -1
    for (start, end), tag in zip(offsets, tags, strict=True):
        if end <= start:
            continue
        gap = text[found[-1][1] : start].lower() if found else ""
        if tag and found and found[-1][2] == 0 and gap in _JOINTS:
            found[-1][1], found[-1][2], tagged, end_before = end, 1, True, end
            continue
        within = start == end_before and text[start].isalnum() and text[start - 1].isalnum()
        tagged = tagged if within else bool(tag)
        if tagged and found and (within or (tag == 2 and found[-1][2] == 1)):
            found[-1][1] = end
        elif tagged:
            found.append([start, end, 1])
        if not tagged and found:
            found[-1][2] = 0
        end_before = end
    return [words for start, end, _ in found if len(words := text[start:end].strip(" .,?!'\"")) > 1]


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The shipped classifier, once a process."""
    return Classifier()


@lru_cache(maxsize=256)
def turn_of(text: str, asked: str = "") -> Guess:
    """The shipped classifier's guess for a turn."""
    return classifier()(text, asked)
