"""A worker's message → profile and doubts: the one door of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tools.profile import Profile
from tools.reading.assembly import assembled
from tools.reading.doubts import doubts
from tools.reading.lacking import Doubt
from tools.reading.tagger import tagger
from tools.reading.topics import topics

LONGEST = 6_000
"""Characters read of one message, about a thousand words; what stands behind is not read, and the answer says so."""


@dataclass(frozen=True)
class Message:
    """``doubts`` are what to ask, the weightiest first."""

    profile: Profile
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=256)
def _read(text: str, now: str) -> Message:
    reading = tagger().read(text)
    made = assembled(reading, now)
    for topic, words in topics(text):
        made.profile.asks.append(topic)
        made.profile.words[f"asks.{topic}"] = words
    return Message(made.profile, tuple(doubts(reading, made)))


def read_message(text: str, now: str = "") -> Message:
    """What a message says, each field with its words, and what it leaves open; ``now`` are the words of a work that the worker
    has since said to be their present one."""
    kept = _read(text[:LONGEST], now)
    profile = kept.profile.model_copy(deep=True)
    profile.text = text
    return Message(profile, kept.doubts)
