"""The guard: what of a model's words may be shown. Deterministic; every rule is one small function of :mod:`agents.guard.rules`.

``check`` passes a sentence only when nothing in it goes beyond the facts: no figure of its own, no link, no foreign
role or place, no comparison or direction the values contradict, no figure called what it is not, no praise, promise,
denial or requirement without a fact, and no word whose claim nobody could check.
"""

from __future__ import annotations

from dataclasses import dataclass

from agents.guard.compare import operands
from agents.guard.relations import prompt_lines, relations
from agents.guard.rules import RULES
from agents.guard.said import PLACEHOLDER, Allowed, Said
from agents.guard.sentences import SentenceStream, split_sentences


@dataclass(frozen=True)
class Verdict:
    """``rule`` and ``span`` are empty when the sentence passed."""

    ok: bool
    rule: str = ""
    span: str = ""
    why: str = ""


def check(sentence: str, allowed: Allowed) -> Verdict:
    """The first rule a sentence breaks, or a pass."""
    bare, names = PLACEHOLDER.sub(" _ ", sentence), tuple(PLACEHOLDER.findall(sentence))
    said = Said(sentence, bare, names, tuple(operands(sentence, allowed.facts, allowed.subjects)), allowed)
    for rule in RULES:
        if found := rule(said):
            span, why = found
            return Verdict(False, rule.__name__.strip("_"), span, why)
    return Verdict(True)


__all__ = ["RULES", "Allowed", "SentenceStream", "Verdict", "check", "prompt_lines", "relations", "split_sentences"]
