"""The guard's rules: each a function from a sentence taken apart to what is wrong with it, or None."""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.guard.compare import contradiction
from agents.guard.grammar import grammar
from agents.guard.said import Said

LONGEST = 45
"""Words in a sentence."""

_PAYS = ("{entry}", "{pay}", "typical", "usual", "median")
"""What a pay is known by."""

Found = tuple[str, str] | None


def _placeholder(said: Said) -> Found:
    """Only names that were given."""
    unknown = next((name for name in said.names if name not in said.allowed.facts), None)
    return (f"{{{unknown}}}", "is no placeholder that was given") if unknown else None


def _phrase(said: Said) -> Found:
    """Every word has its place in the phrases: each clause is about a fact, or is one that claims nothing."""
    if len(said.words) > LONGEST:
        return f"{len(said.words)} words", "is too long"
    reached = grammar().reach(said.words, said.allowed.holds)
    if reached > len(said.words):
        return None
    rest = " ".join(said.words[reached:][:6])
    if not rest:
        return said.text[-40:], "is not finished"
    if re.match(r"[\d$€£%]", rest):
        return rest, "holds a figure of its own"
    return rest, "says what no fact says, or says it where it does not belong"


def _comparison(said: Said) -> Found:
    """What is called more is more."""
    return contradiction(said.text, said.allowed.facts)


def _referent(said: Said) -> Found:
    """What is left after payroll tax is of the typical pay: behind a beginner's pay that is named again, as "it" would be taken for the other."""
    last = ""
    for word in said.words:
        if word in _PAYS:
            last = word
        elif word == "{net}" and last == "{entry}":
            return word, "would be taken for what is left of a beginner's pay"
    return None


RULES: tuple[Callable[[Said], Found], ...] = (_placeholder, _phrase, _comparison, _referent)
