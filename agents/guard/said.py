"""A sentence taken apart, and what it may stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.guard.senses import sense
from tools.fact import Fact

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TOKEN = re.compile(r"\{[a-z][a-z0-9_]*\}|[a-z]+(?:['-][a-z]+)*|[$€£]?\d[\d.]*%?|[^\s,–—]", re.I)
_SHORT = re.compile(
    r"\b(?P<who>i|you|we|they|it|that|this|here|what|there)'(?P<what>s|re|ll|ve|d|m)\b|\b(?P<do>do|does|did|is|are|could|would)n't\b|\b(?P<let>let)'s\b",
    re.I,
)
_LONG = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "would", "m": "am"}


@dataclass(frozen=True)
class Allowed:
    """What a sentence may stand on.

    ``facts``     placeholder name → fact
    ``subjects``  "you" and SOC codes → names they go by in a sentence, lower case
    ``pick``      the subject that was decided on, where one was
    ``draft``     the plain sentences that the facts were given with; any of them may be said as it is
    ``words``     the worker's own words that a reason may repeat, where a reason is asked for
    """

    facts: Mapping[str, Fact]
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pick: str = ""
    draft: str = ""
    words: str = ""

    def kind(self, name: str) -> str:
        """The sense of a placeholder; empty for one that was not given, or that is of a role which was not decided on."""
        fact = self.facts.get(name)
        if fact is None or (self.pick and fact.subject not in ("you", self.pick)):
            return ""
        return sense(fact)

    @property
    def holds(self) -> frozenset[str]:
        """What may be spoken of: the senses given, and which way the number of jobs is projected to go."""
        found = {self.kind(name) for name in self.facts} | ({"said"} if self.words else set())
        if "role" not in found:
            found.add("alone")
        change = next((fact.amount for name, fact in self.facts.items() if self.kind(name) == "growth"), None)
        if change is not None:
            found.add("up" if change > 0 else "down" if change < 0 else "flat")
        return frozenset(found - {""})


@dataclass(frozen=True)
class Said:
    """``words`` are in lower case, each placeholder as its sense in braces, each shortened form written out."""

    text: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    allowed: Allowed


def take_apart(sentence: str, allowed: Allowed) -> Said:
    text = " ".join(sentence.replace("’", "'").split()).rstrip()
    text = re.sub(r"(?<=[\w})])[.!?]$", "", text)
    if allowed.words:
        text = re.sub(rf"\b{re.escape(allowed.words)}\b", "{said}", text, flags=re.I)
    pick = next((fact.value for fact in allowed.facts.values() if allowed.kind(fact.name) == "role"), None)
    if isinstance(pick, str):  # the role by its name
        text = re.sub(rf"\b{re.escape(pick)}\b", "{role}", text, flags=re.I)
    text = _SHORT.sub(_long, text)
    given = {f"{{{name}}}": f"{{{allowed.kind(name)}}}" for name in allowed.facts}
    words = tuple(given.get(token, token.lower()) for token in _TOKEN.findall(text))
    return Said(sentence, tuple(PLACEHOLDER.findall(sentence)), words, allowed)


def _long(short: re.Match[str]) -> str:
    if short["let"]:
        return "let us"
    return f"{short['do']} not" if short["do"] else f"{short['who']} {_LONG[short['what'].lower()]}"
