"""Whether somebody who writes may be thinking of not living on: then the lifeline comes before everything else.

A miss weighs more than a false alarm. The weights, ``knowledge/facts/crisis.npz``, are taught by ``gigpath facts train-crisis`` from
``knowledge/corpus/crisis/`` and, as what is none, from the turns of talks.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from knowledge.tables import FACTS
from runtime.settings import ROOT
from tools.reading import export
from tools.reading.training import Progress
from tools.yesno.network import YesNo

WEIGHTS = FACTS / "crisis.npz"
CORPUS = ROOT / "knowledge" / "corpus"
LONGEST = 1_000
"""Characters that are looked at."""
LIKELY, SURE = 0.5, 0.8
"""From the one on a turn is taken to say so, from the other on a long first message, which holds much else. On lines that were not learned
from four in five were heard at the first; of ordinary turns it takes one in two hundred for one."""
MOST, MOST_WORDS_OF_NONE = 5, 3
"""Pieces of a message that are looked at, and words up to which a clause by itself is none."""
PASSES, WEIGHT = 6, 2.0
OTHERS = 3
"""One in so many of the turns is learned from, as what is no crisis."""


def train_crisis(progress: Progress = lambda what, share: None) -> int:
    """Write the file; returns its size in bytes."""
    from tools.yesno.training import Example, taught

    told = [
        json.loads(line) for line in (CORPUS / "crisis" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    lines = [
        line
        for file in sorted((CORPUS / "turns").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    examples: list[Example] = [((row["say"],), bool(row["crisis"])) for row in told]
    examples += [((json.loads(line)["say"],), False) for line in lines[::OTHERS]]
    held = examples[::12]
    export.save(taught([one for at, one in enumerate(examples) if at % 12], held, PASSES, WEIGHT, progress), WEIGHTS)
    return WEIGHTS.stat().st_size


@lru_cache(maxsize=1)
def _network() -> YesNo:
    return YesNo(WEIGHTS)


def in_crisis(text: str, sure: float = LIKELY) -> bool:
    """Whether a message, or a sentence of it, says so likely enough."""
    return probability(text) >= sure


@lru_cache(maxsize=256)
def probability(text: str) -> float:
    """How likely a message, or a sentence of it, says so."""
    shown = " ".join(text[:LONGEST].split())
    return max(_network()([(piece,) for piece in pieces(shown)])) if shown else 0.0


def pieces(text: str) -> list[str]:
    """The whole, and the first of its sentences and clauses of some length."""
    parts = [
        part.strip() for part in re.split(r"[.!?;,\n]+\s|\s(?=(?:since|because|but|and|cuz|porque|pero|y)\s)", text)
    ]
    return [text, *(part for part in parts if len(part.split()) > MOST_WORDS_OF_NONE and part != text)][:MOST]
