"""Which of the four things that an answer can explain on request a message asks for; by hand, for each is one short question."""

from __future__ import annotations

import re

from tools.profile import Topic

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("tax", re.compile(r"(?:explain|why|how|what)\b[^.!?]{0,80}\btax", re.I)),
    ("miles", re.compile(r"(?:explain|why|how|what)\b[^.!?]{0,80}\b(?:miles?|mileage|car cost|the car)\b", re.I)),
    ("choice", re.compile(r"(?:explain|why|how)\b[^.!?]{0,80}\b(?:recommend|choose|chose|pick|choice|this (?:one|role|job)|that (?:one|role|job)|score)", re.I)),
    ("rate", re.compile(r"(?:what|how much)\b[^.!?]{0,80}\b(?:charge|ask (?:clients|customers)|my (?:hourly )?rate)|\bwhat (?:hourly )?rate\b|\b(?:raise|set) my (?:rates?|prices)|"
                        r"\b(?:stay|remain|keep being|be|go) (?:self[- ]employed|freelance|independent)\b|\b(?:keep|stay|continue) freelancing|\bbe my own boss\b|\bown clients\b", re.I)),
)  # fmt: skip


def topics(text: str) -> list[tuple[Topic, str]]:
    """Topic and the words that ask for it."""
    found = ((topic, cue.search(text)) for topic, cue in _TOPICS)
    return [(topic, match[0].strip()) for topic, match in found if match]
