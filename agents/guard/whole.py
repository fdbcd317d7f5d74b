"""Which plain sentences a model's sentence may stand for: those that say no more than it does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.guard.said import PLACEHOLDER

_QUALIFIERS = tuple(
    re.compile(rf"\b(?:{words})\b", re.I)
    for words in (
        r"income tax", r"payroll tax", r"by the mile|mile rate|tax office", r"typical(?:ly)?|usual(?:ly)?|normally|commonly|generally|median",
        r"start(?:s|ing|ers?)?|begin\w*|newcomers?|new to|first|outset|entry", r"project\w+|expected|forecasts?|outlook", r"decade|ten years",
        r"until|till|before", r"employee", r"want to become|becoming|become", r"now|today|present|current\w*|at the moment|these days",
        r"fees|courses?",
    )
)  # fmt: skip
"""Words that bound what a sentence says, by kind: before which tax, typical or a beginner's, projected …"""

_DENIES = re.compile(r"\b(?:not|no)\b", re.I)


def stands_for(said: Sequence[str], plain: Sequence[str], begin: int = 0) -> range | None:
    """The plain sentences from ``begin`` on, next to each other, that have the same placeholders as what was ``said`` and no qualifier that is
    not in it; None without any. A plain sentence without a placeholder is never stood for.
    """
    words = " ".join(said)
    names = set(PLACEHOLDER.findall(words))
    if not names:
        return None
    for first in range(begin, len(plain)):
        carried: set[str] = set()
        for last in range(first, len(plain)):
            here = set(PLACEHOLDER.findall(plain[last]))
            carried |= here
            if not here or not carried <= names:
                break
            if carried == names and _qualified(" ".join(plain[first : last + 1]), words):
                return range(first, last + 1)
    return None


def _qualified(plain: str, words: str) -> bool:
    """Placeholders aside, whose names hold such words too."""
    bare, ours = PLACEHOLDER.sub(" ", plain), PLACEHOLDER.sub(" ", words)
    kept = all(pattern.search(ours) for pattern in _QUALIFIERS if pattern.search(bare))
    return kept and bool(_DENIES.search(ours)) == bool(_DENIES.search(bare))
