"""What somebody's words say of their lot (a record, benefits, rent due …), as keys of the support table.

Small networks over the embedding and the words of each clause; of a message's clauses the one that says a need most counts. They learn
from ``knowledge/corpus/needs/`` (:mod:`tools.needs.lessons`). What stands in the profile already is added by :func:`needs_of`.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import gelu, minilm
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded
from tools.needs import plainly
from tools.needs.cues import cued
from tools.profile import Profile

WEIGHTS = FACTS / "needs.npz"
LONGEST, CLAUSES, WINDOW = 1_500, 48, 10
"""Characters of a message, and clauses, that are looked at; words of a window."""
SCALE = 6.0
"""What a clause's unit vector counts for beside words of 0 or 1."""
OF_A_SPOUSE = re.compile(r"\b(?:husband|wife|spouse|married|marido|esposo|esposa)\b", re.I)
OLDER, YOUNG = 55, 25
"""Years of age."""
LIKELY = 0.65
"""From this probability on a need is believed; of those so named four in five were right on messages that were not learned from, and half to two thirds were found."""

Floats = NDArray[np.float32]


def clauses(text: str) -> list[str]:
    """The whole message, its clauses, each two neighbours of them, and windows over a text that has no stops."""
    shown = " ".join(text[:LONGEST].split())
    parts = [
        piece.strip()
        for piece in re.split(r"[.!?;:,\n]+\s|\s(?=(?:and|but|so|cuz|because|y|pero)\s)", shown)
        if piece.strip()
    ]
    told = shown.split()
    windows = [" ".join(told[at : at + WINDOW]) for at in range(0, max(1, len(told) - WINDOW // 2), WINDOW // 2)]
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(parts)]
    return list(dict.fromkeys([shown, *parts, *pairs, *windows]))[:CLAUSES]


def words(text: str) -> set[str]:
    """Words and neighbouring pairs of them in lower case, any number as ``#``."""
    found = [re.sub(r"\d+", "#", word) for word in re.findall(r"[a-zñáéíóú0-9]+(?:'[a-z]+)?", text.lower())]
    return {*found, *("_".join(pair) for pair in itertools.pairwise(found))}


def sight(texts: list[str], vocabulary: dict[str, int]) -> tuple[Floats, Floats]:
    """Embeddings, shape (texts, 384), and words of a vocabulary, shape (texts, words)."""
    said = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for row, text in enumerate(texts):
        said[row, [vocabulary[word] for word in words(text) if word in vocabulary]] = 1.0
    return minilm().encode_all(texts) * SCALE, said


class Classifier:
    """Networks whose logits are averaged. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.keys: list[str] = [key.decode() for key in arrays["keys"].tolist()]
        self.vocabulary = {word.decode(): n for n, word in enumerate(arrays["words"].tolist())}
        self.networks = [
            (*(unrounded(arrays, f"{n}/{name}") for name in ("inner", "outer", "said")), arrays[f"{n}/inner_bias"], arrays[f"{n}/outer_bias"])
            for n in range(int(arrays["networks"]))
        ]  # fmt: skip

    def probabilities(self, text: str) -> Floats:
        """By need of :attr:`keys`."""
        meant, said = sight(clauses(text), self.vocabulary)
        logits = [
            gelu(meant @ inner + bias) @ outer + last + said @ spoken
            for inner, outer, spoken, bias, last in self.networks
        ]
        return np.asarray(1 / (1 + np.exp(-np.mean(logits, axis=0).max(axis=0))), dtype=np.float32)

    def __call__(self, text: str) -> list[str]:
        """The needs that a text says; none for an empty one."""
        if not text.strip():
            return []
        return [key for key, sure in zip(self.keys, self.probabilities(text), strict=True) if sure >= LIKELY]


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The shipped classifier, once a process."""
    return Classifier()


def needs_of(profile: Profile, text: str) -> list[str]:
    """Needs that a message says, with those that the profile implies and those known before, each once."""
    limits = set(profile.constraints)
    implied = {
        "record": "no background check" in limits, "english learner": "limited English" in limits, "no diploma": profile.education == "none",
        "ssdi or ssi": "earnings cap" in limits, "no money for training": profile.budget == 0,
        "foreign degree": any(one.state == "foreign" for one in profile.credentials), "licence": plainly.lacks_licence(text),
    }  # fmt: skip
    found = [*profile.needs, *classifier()(text), *cued(text), *(need for need, is_so in implied.items() if is_so)]
    gone = {"ssdi or ssi"} if "work status" in limits else set()  # such a benefit asks for papers that are in doubt
    gone |= {"military spouse"} if "veteran" in found and not OF_A_SPOUSE.search(text) else set()
    return [need for need in dict.fromkeys(_as_said(found, text)) if need not in gone]


def _as_said(needs: list[str], text: str) -> list[str]:
    """Needs with what the text says outright laid over them: an age, a right to work, asylum that was granted."""
    years, gone = plainly.age(text), set[str]()
    if years is not None:
        needs = needs + ["age 55 plus"] * (years >= OLDER) + ["youth under 25"] * (years < YOUNG)
        gone |= {"age 55 plus"} if years < OLDER else set()
        gone |= {"youth under 25"} if years >= YOUNG else set()
    if plainly.asylum_granted(text):
        needs, gone = [*needs, "refugee"], gone | {"asylum seeker"}
    if plainly.may_work(text) or plainly.asylum_granted(text):
        gone |= {"immigrant no papers"}
    return [need for need in needs if need not in gone]
