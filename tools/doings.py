"""What a person does, told by verb and object: "I pick grapes", "I drive a van delivering parcels" → SOC, from a hand-written table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from runtime.settings import ROOT

TABLE = ROOT / "knowledge" / "catalogue" / "doings.csv"

_PAST = {
    "build": "built", "buy": "bought", "cut": "cut", "do": "did|done", "draw": "drew|drawn", "drive": "drove|driven", "feed": "fed",
    "give": "gave|given", "hang": "hung", "keep": "kept", "lay": "laid", "lead": "led", "make": "made", "put": "put", "ring": "rang|rung",
    "run": "ran", "sell": "sold", "resell": "resold", "set": "set", "sew": "sewed|sewn", "shoot": "shot", "sit": "sat", "sweep": "swept",
    "take": "took|taken", "teach": "taught", "write": "wrote|written", "bring": "brought", "mow": "mowed|mown",
}  # fmt: skip
_GAP = r"(?:(?!(?:for|to|from|at|who|because|but|when|if|that|while|by|before|after|about|than|as|i|you|not|miles?|mi|hours?|hrs?|between|so|then)\b)[\w'’-]+ ){0,4}"
"""At most four words between a verb and its object, none of which begins another part of the sentence."""


@dataclass(frozen=True)
class Doing:
    """Words that say what somebody does. ``past`` when the verb's form does; ``form`` is "base", "ing" or "past"."""

    start: int
    end: int
    soc: str
    form: str


def doings_in(clause: str, allowed: Callable[[int, str], bool] = lambda start, form: True) -> Iterator[Doing]:
    """Left to right, none inside another; the table's first row that fits decides, where ``allowed`` (start, form)."""
    found: list[Doing] = []
    for pattern, soc in _patterns():
        match = pattern.search(clause)
        while match:
            form = "past" if match["past"] else "ing" if match["ing"] else "base"
            fits = allowed(match.start(), form)
            if fits and not any(d.start < match.end() and match.start() < d.end for d in found):
                found.append(Doing(match.start(), match.end(), soc, form))
            match = pattern.search(clause, match.end() if fits else match.start() + 1)
    found.sort(key=lambda d: d.start)
    for first, then in pairwise(list(found)):
        if then.start - first.end <= 1 and then.form == "ing":  # "drive a van delivering parcels": one doing
            found[found.index(first)] = Doing(first.start, then.end, then.soc, first.form)
            found.remove(then)
    yield from found


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Rows with an object before rows of a bare verb, so that "tutor kids" keeps its object."""
    with TABLE.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows.sort(key=lambda row: not row["objects"])
    return tuple((_pattern(row["verbs"].split(";"), row["objects"]), row["soc"]) for row in rows)


def _pattern(verbs: list[str], objects: str) -> re.Pattern[str]:
    split = [verb.partition(" ") for verb in verbs]
    forms = {
        kind: "|".join(f"(?:{form(head)}){' ' + tail if tail else ''}" for head, _, tail in split)
        for kind, form in (("past", _past), ("ing", _ing), ("base", _base))
    }
    verb = rf"(?:(?P<ing>{forms['ing']})|(?P<base>{forms['base']})|(?P<past>{forms['past']}))"
    if not objects:
        return re.compile(rf"\b{verb}\b", re.I)
    things = "|".join(re.escape(o) for o in sorted(objects.split(";"), key=len, reverse=True))
    return re.compile(rf"\b{verb} {_GAP}(?:{things})(?:e?s)?\b(?! (?:shop|business|company|certificat|driver))", re.I)


def _base(verb: str) -> str:
    third = (
        verb[:-1] + "ies"
        if re.search(r"[^aeiou]y$", verb)
        else verb + ("es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s")
    )
    return f"{verb}|{third}"


def _ing(verb: str) -> str:
    stem = verb[:-1] if verb.endswith("e") else verb
    return f"{stem}{stem[-1]}?in[g']?" if re.search(r"[^aeiou][aeiou][^aeiouwxy]$", stem) else f"{stem}in[g']?"


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}?ed" if re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb) else f"{verb}ed"
