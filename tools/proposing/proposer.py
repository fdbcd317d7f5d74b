"""What an experienced counsellor would name for such a person: a network over their traits and words, and weights over what speaks for
each role (:mod:`tools.proposing.pairs`), learned together from labelled people.

``knowledge/facts/proposer.npz`` is made by :mod:`tools.proposing.lessons` from the roles that the corpus grades for each message.
It proposes and does not decide: what it names is looked up, gated and weighed like every other role.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from knowledge.embedder import gelu, minilm
from knowledge.tables import FACTS
from knowledge.title_model import read_arrays, unrounded
from tools.profile import Profile
from tools.proposing.pairs import pairs
from tools.proposing.traits import LONGEST, NOTHING, pieces, traits
from tools.reading.network import softmax

WEIGHTS = FACTS / "proposer.npz"
SCALE = 4.0
"""What a text's unit vector counts for beside traits of 0 or 1."""

Floats = NDArray[np.float32]


class Proposal(BaseModel):
    """``share`` is how much of a counsellor's naming falls to this role, 0–1 over all roles."""

    soc: str
    share: float = Field(ge=0, le=1)


class Proposals(BaseModel):
    roles: list[Proposal] = []


class Proposer:
    """Networks taught apart whose logits are averaged. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.socs: list[str] = [soc.decode() for soc in arrays["socs"].tolist()]
        self.vocabulary = {trait.decode(): n for n, trait in enumerate(arrays["traits"].tolist())}
        parts = sorted({name.partition("/")[0] for name in arrays if "/inner" in name and not name.startswith("scale")})
        self.networks = [
            (
                unrounded(arrays, f"{n}/inner"),
                arrays[f"{n}/inner_bias"],
                unrounded(arrays, f"{n}/outer"),
                arrays[f"{n}/outer_bias"],
                arrays[f"{n}/pairs"],
            )
            for n in parts
        ]

    def shares(self, profile: Profile) -> Floats:
        """By role of :attr:`socs`; sums to 1. Half by the message, half without it: in other words it says the same of the person."""
        seen = sight(profile, self.vocabulary)
        blind = np.concatenate([np.zeros(384, dtype=np.float32), seen[384:]])
        x = np.stack([seen, blind])
        speaks = pairs(profile, self.socs)
        logits = [
            gelu(x @ inner + bias) @ outer + last + speaks @ weights
            for inner, bias, outer, last, weights in self.networks
        ]
        return softmax(np.mean(logits, axis=(0, 1)))


def sight(profile: Profile, vocabulary: dict[str, int]) -> Floats:
    """The input of the network: first message, pieces, traits; the first is nothing where only a profile was given.

    Later messages count by what was understood of them, so that a question moves nothing.
    """
    seen = np.zeros(len(vocabulary), dtype=np.float32)
    seen[[vocabulary[trait] for trait in traits(profile) if trait in vocabulary]] = 1.0
    text = profile.opening[:LONGEST].strip()
    message = minilm().encode(text) * SCALE if text else np.zeros(384, dtype=np.float32)
    return np.concatenate([message, minilm().encode(pieces(profile)) * SCALE, seen])


@lru_cache(maxsize=1)
def proposer() -> Proposer:
    """The shipped proposer, once a process."""
    return Proposer()


def propose_roles(profile: Profile, k: int = 12) -> Proposals:
    """The ``k`` roles that a counsellor would most likely name for this person, best first; none for somebody of whom nothing was understood."""
    if pieces(profile) == NOTHING:
        return Proposals()
    shares = proposer().shares(profile)
    best = np.argsort(-shares, kind="stable")[:k]
    return Proposals(
        roles=[Proposal(soc=proposer().socs[at], share=round(float(shares[at]), 4)) for at in best.tolist()]
    )
