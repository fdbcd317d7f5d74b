"""What a sentence compares, and whether the values agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agents.guard.lexicon import COMPARATOR, FAR, NEGATION, SLIGHT
from agents.guard.relations import ABOUT, SLIGHTLY, ratio
from agents.guard.relations import FAR as FAR_FROM
from tools.fact import Fact

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NOW = re.compile(
    r"\b(?:your (?:present|current|own|net|real|actual) (?:hour|pay|work|income|rate|gig|earnings)|your hour|what you (?:make|earn|bring in|have|get)(?: now| today)?|you (?:make|earn|get) now|than (?:you do )?now|than today|than before|your gig|now|today|currently)\b",
    re.I,
)


@dataclass(frozen=True)
class Operand:
    """Something compared: a placeholder, a role by name (its typical pay), or the worker's present hour."""

    at: int
    end: int
    fact: Fact


def operands(sentence: str, facts: Mapping[str, Fact], subjects: Mapping[str, tuple[str, ...]]) -> list[Operand]:
    """In the order of the sentence. A name counts only where no placeholder of its subject stands in the sentence."""
    found = [
        Operand(m.start(), m.end(), facts[m[1]])
        for m in _PLACEHOLDER.finditer(sentence)
        if m[1] in facts and not isinstance(facts[m[1]].value, str)
    ]
    spoken = {operand.fact.subject for operand in found}
    for subject, names in subjects.items():
        pay = next((f for f in facts.values() if f.subject == subject and f.id.endswith((".p50", ".net_hour"))), None)
        if pay is None or subject in spoken:
            continue
        pattern = _NOW if subject == "you" else names_pattern(names)
        if match := pattern.search(sentence):
            found.append(Operand(match.start(), match.end(), pay))
    return sorted(found, key=lambda operand: operand.at)


def names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    return (
        re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in ordered)})\b", re.I)
        if ordered
        else re.compile(r"(?!)")
    )


def contradiction(sentence: str, found: list[Operand]) -> tuple[str, str] | None:
    """(span, why) of the first comparison the values do not bear out, or that has nothing to compare."""
    bare = _PLACEHOLDER.sub(lambda m: "x" * len(m[0]), sentence)  # a name such as {more_pay} is no comparator
    for match in COMPARATOR.finditer(bare):
        pair = _pair(bare, match, found)
        if pair is None:
            if re.match(r"(?:over|under|above|below|up|top|tops|behind)$", match[0], re.I) and not _near(match, found):
                continue  # "over the decade", "under the plan"
            return match[0], "compares without two facts to compare"
        left, right = pair
        if left.fact.unit != right.fact.unit:
            return match[0], f"compares {left.fact.unit} with {right.fact.unit}"
        if left.fact.id == right.fact.id:
            return match[0], "compares a thing with itself"
        if not _holds(bare, match, left, right):
            return match[0], f"the values of {left.fact.name} and {right.fact.name} say otherwise"
    return None


def _near(match: re.Match[str], found: list[Operand]) -> bool:
    return any(0 <= operand.at - match.end() <= 12 for operand in found)


def _pair(text: str, match: re.Match[str], found: list[Operand]) -> tuple[Operand, Operand] | None:
    """Left and right of a comparator. "Compared with A, B is higher" and "A is x, while B is lower" turn round."""
    before = [o for o in found if o.end <= match.start()]
    after = [o for o in found if o.at >= match.end()]
    against = re.search(
        r"\b(?:compared (?:with|to)|against|versus|vs\.?|next to|beside|relative to|unlike)\b", text, re.I
    )
    if against and (base := next((o for o in found if o.at >= against.end()), None)):
        left = [o for o in found if o is not base and (o.end <= match.start() or o.at >= match.end())]
        return (left[-1] if left and left[-1].end <= match.start() else left[0], base) if left else None
    if re.match(r"\s*(?:than|as|to|with|of|from|on|over)?\b", text[match.end() :]) and before and after:
        cut = re.search(r"[,;]|\b(?:but|while|whereas|and)\b", text[match.end() : after[0].at])
        if not cut:
            return before[-1], after[0]
        return (before[-1], before[-2]) if len(before) > 1 else (before[-1], after[0])
    if len(before) > 1 and not after:
        return before[-1], before[-2]
    return None


def _holds(text: str, match: re.Match[str], left: Operand, right: Operand) -> bool:
    gap = ratio(left.fact.amount, right.fact.amount)
    lead = text[left.end if left.end <= match.start() else max(0, match.start() - 25) : match.start()]
    denied = bool(NEGATION.search(lead[-30:]))
    if match["eq"]:
        same = abs(gap) <= max(ABOUT, 0.05)
        return not same if denied else same
    greater = bool(match["gt"])
    if denied:
        return gap <= ABOUT if greater else gap >= -ABOUT
    if not (gap > 0 if greater else gap < 0):
        return False
    size = text[max(0, match.start() - 14) : match.start()]
    if FAR.search(size):
        return abs(gap) >= FAR_FROM / 2
    return abs(gap) < SLIGHTLY * 2 if SLIGHT.search(size) else True
