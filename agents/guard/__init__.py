"""The guard: what of a model's words may be shown. Deterministic; it knows what may be said, not what may not.

``check`` passes a sentence when it is one of the plain ones, or when every word of it has its place in the phrases of
``phrases``: each clause speaks of a given fact in the words for that fact, or is one of those that claim nothing; and when what
it compares is so. Where something else is said, in whatever words, there is no phrase for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from agents.guard.relations import prompt_lines, relations
from agents.guard.rules import RULES
from agents.guard.said import Allowed, take_apart
from agents.guard.sentences import SentenceStream, split_sentences
from agents.guard.whole import stands_for


@dataclass(frozen=True)
class Verdict:
    """``rule`` and ``span`` are empty when the sentence passed."""

    ok: bool
    rule: str = ""
    span: str = ""
    why: str = ""


RULE_NAMES = (*(rule.__name__.strip("_") for rule in RULES), "whole", "length")
"""What a sentence can be kept back by; the last two where it would not stand for a plain one, or where enough was said."""


def check(sentence: str, allowed: Allowed) -> Verdict:
    """The first rule a sentence breaks, or a pass."""
    if sentence in split_sentences(allowed.draft):
        return Verdict(True)
    said = take_apart(sentence, allowed)
    for rule in RULES:
        if found := rule(said):
            span, why = found
            return Verdict(False, rule.__name__.strip("_"), span, why)
    return Verdict(True)


__all__ = [
    "RULES", "RULE_NAMES", "Allowed", "SentenceStream", "Verdict", "check", "prompt_lines", "relations", "split_sentences", "stands_for",
]  # fmt: skip
