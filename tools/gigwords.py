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
    """``kind`` is "platform" or "word"; ``skills`` are ids of O*NET skills, knowledge and software the gig uses.

    ``written`` says how the word must stand in running text to be meant: "capital" for names that are plain words
    too ("Handy"), "capitals" for abbreviations ("VA"), empty for anyhow.
    """

    word: str
    soc: str
    skills: tuple[str, ...]
    kind: str
    written: str
    reason: str


@lru_cache(maxsize=1)
def gig_words() -> dict[str, GigWord]:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return {
            row["word"]: GigWord(
                row["word"], row["soc"], tuple(row["skills"].split(";")), row["kind"], row["written"], row["reason"]
            )
            for row in csv.DictReader(lines)
        }


def gig_word(text: str) -> GigWord | None:
    """The row of a text that is, as a whole, a gig word: "Dasher" or "uber driver"."""
    key = re.sub(r"^(?:an?|the) ", "", _key(text))
    shorter = re.sub(r" (?:driver|delivery|deliveries|gig|worker|work|contractor|partner|app)s?$", "", key)
    forms = (key, key.removesuffix("s"), shorter, shorter.removesuffix("s"))
    return next((_by_key()[form] for form in forms if form in _by_key()), None)


def gig_words_in(text: str) -> list[GigWord]:
    """Gig words standing in a text, the longest at each place, in its order, each once."""
    tokens = re.findall(r"[\w$&'’.-]+", text)
    words, found, at = [_key(token) for token in tokens], dict[str, GigWord](), 0
    while at < len(words):
        for size in range(min(_longest(), len(words) - at), 0, -1):
            key = " ".join(words[at : at + size])
            row = _by_key().get(key) or _by_key().get(key.removesuffix("s"))
            if row and _as_written(row, tokens[at]):
                found.setdefault(row.word, row)
                at += size - 1
                break
        at += 1
    return list(found.values())


def _as_written(row: GigWord, token: str) -> bool:
    return token[:1].isupper() if row.written == "capital" else token.isupper() if row.written == "capitals" else True


def _key(text: str) -> str:
    """Lower case, hyphens and slashes open, apostrophes and outer dots gone."""
    plain = re.sub(r"['’]|(?<!\w)\.+|\.+(?!\w)", "", text.lower())
    return " ".join(re.sub(r"[-/,;:!?()\"]+", " ", plain).split())


@lru_cache(maxsize=1)
def _by_key() -> dict[str, GigWord]:
    return {_key(word): row for word, row in gig_words().items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(key.count(" ") + 1 for key in _by_key())
