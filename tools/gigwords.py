"""Platforms and gig words → SOC, from the hand-written table; each row has its reason."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from runtime.settings import ROOT

TABLE = ROOT / "knowledge" / "catalogue" / "gig_words.csv"


@dataclass(frozen=True)
class GigWord:
    """``kind`` is "platform" or "word"; ``skills`` are O*NET element ids the gig is known to use."""

    word: str
    soc: str
    skills: tuple[str, ...]
    kind: str
    reason: str


@lru_cache(maxsize=1)
def gig_words() -> dict[str, GigWord]:
    with TABLE.open(newline="") as lines:
        return {
            row["word"]: GigWord(
                row["word"], row["soc"], tuple(filter(None, row["skills"].split(";"))), row["kind"], row["reason"]
            )
            for row in csv.DictReader(lines)
        }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Longest words first, so that "uber eats" is not read as "uber"; a plural s is allowed."""
    words = sorted(gig_words(), key=len, reverse=True)
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(re.escape(word) for word in words)})(?=s?(?!\w))", re.I)


def gig_word(text: str) -> GigWord | None:
    """The row of a text that is, as a whole, a gig word: "Dasher" or "uber driver"."""
    plain = re.sub(r"^(?:a|an|the)\s+", "", text.strip().lower())
    plain = (
        re.sub(r"\s+(?:driver|delivery|deliveries|gigs?|worker|work|contractor|partner|app)s?$", "", plain)
        if plain not in gig_words()
        else plain
    )
    return gig_words().get(plain) or gig_words().get(plain.removesuffix("s"))


def gig_words_in(text: str) -> list[GigWord]:
    """Gig words standing in a text, in its order, each once."""
    found: dict[str, GigWord] = {}
    for match in _pattern().finditer(text):
        word = gig_words()[match[0].lower()]
        if not (word.word == "va" and match[0] != "VA") and not (word.word in _CAREFUL and not match[0][0].isupper()):
            found.setdefault(word.word, word)
    return list(found.values())


_CAREFUL = frozenset({"handy", "wag", "dolly", "alto", "wrench", "arise", "soothe", "prolific", "roadie"})
"""Names that are plain words too: taken only when written with a capital."""
