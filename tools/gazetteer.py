"""Names of roles standing in a sentence, for the guard: O*NET's titles as people would write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.tables import tables

NO_ROLES = frozenset([
    "number", "computer", "paper", "order", "power", "water", "player", "user", "member", "partner", "other", "center", "career",
    "customer", "dinner", "winter", "summer", "door", "major", "minor", "senior", "junior", "former", "freelancer", "owner",
    "worker", "want", "plant", "consultant", "whatever", "however", "restaurant", "tracker", "gutter", "scanner", "printer",
])  # fmt: skip
"""Words of O*NET's titles that mean no role in a sentence."""


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    """O*NET titles of two words and more, and single words that end like a doer, lower case → as written."""
    kept: dict[str, str] = {}
    for title in tables().titles["title"]:
        low = re.sub(r"\s*\(.*?\)", "", title).lower().strip()
        if re.search(r" (?:in|up|out|off|on)$", low):
            continue  # "pick up" is what one does with many things
        if " " in low or re.search(r"(?:er|or|ist|ian|ant|eer|man|nurse|aide|cook|clerk|nanny|chef|maid)$", low):
            kept.setdefault(low, title)
            if low.endswith("s") and not low.endswith("ss"):
                kept.setdefault(low[:-1], title)
    for word in NO_ROLES:
        kept.pop(word, None)
    return kept


def titles_in(clause: str) -> Iterator[tuple[int, int, str]]:
    """Longest O*NET titles standing in the clause, left to right: (start, end, words as written)."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z][A-Za-z'&/-]*", clause)]
    names, at = _gazetteer(), 0
    while at < len(spans):
        for size in range(min(5, len(spans) - at), 0, -1):
            start, end = spans[at][0], spans[at + size - 1][1]
            words = clause[start:end]
            if (low := words.lower()) in names or (low.endswith("s") and low[:-1] in names):
                yield start, end, words
                at += size - 1
                break
        at += 1
