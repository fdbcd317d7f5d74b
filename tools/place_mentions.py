"""Places that a sentence names, found with care: what may be a plain word counts only where the sentence says it is a place."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.place_keys import key
from knowledge.tables import tables
from tools.place_names import abroad, aliases, area_names, split, towns, zips

KNOWN = 100_000
"""People of a town that is taken for a place by its name alone."""

_WORD = r"(?:[A-Z][\w'-]+|(?:St|Ft|Mt)\.)"
_NAMED = re.compile(rf"\b(?=({_WORD}(?:,? {_WORD}|,? [A-Z]{{2}}\b){{0,3}}))")
_CUE = re.compile(
    r"\b(?:in|near|around|from|to|outside(?: of)?|at)\s+(?:the )?(?=([A-Za-z][\w.'-]*(?:,? [A-Za-z][\w.'-]*){0,3}))",
    re.I,
)
_ZIP = re.compile(
    r"(?:\b(?i:in|zip(?: code)?|near|code is)\s*:?\s+|\b[A-Z]{2},?\s+)(\d{5})(?![\d%]|[.,]\d|[ -]?(?i:miles?|mi|k|dollars?|bucks|usd|hours?|hrs?|a|per|an|each)\b|\s?[/$])"
)
"""A ZIP code after a word that says so, or after a state."""
_PLAIN = frozenset([
    "college", "mobile", "reading", "orange", "jackson", "lincoln", "salem", "dover", "mesa", "hollywood", "bend", "independence",
    "enterprise", "paradise", "surprise", "normal", "commerce", "industry", "union", "gary", "camden", "troy", "rome", "victoria",
])  # fmt: skip
"""Names that are words or people's names too: places only after "in", "near" …, or beside a state."""
_NOT_STATES = frozenset(["in", "or", "me", "hi", "ok", "id", "oh", "pa", "ma", "la", "de", "co", "al"])


def places_in(text: str) -> list[str]:
    """Places named in a sentence, in its order: "in Phoenix", "Columbus, OH", a state, a country, a ZIP code after "in"."""
    found = [(match.start(1), match[1]) for match in _ZIP.finditer(text) if match[1] in zips()]
    for match in _CUE.finditer(text):
        if name := _longest(match[1], said=True):
            found.append((match.start(1), name))
    for match in _NAMED.finditer(text):
        if name := _longest(match[1], said=False):
            found.append((match.start(1), name))
    found += [(match.start(), match[0]) for match in _several_words().finditer(text)]
    kept: list[tuple[int, str]] = []
    for at, name in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        if not any(before <= at < before + len(other) for before, other in kept):
            kept.append((at, name))
    return [name for _, name in kept]


def _longest(words: str, said: bool) -> str:
    """The longest beginning of the words that names a place; ``said`` where the sentence says that one follows."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        name = " ".join(parts[:size]).strip(" ,.")
        if parts[size - 1].strip(" ,.") not in _NOT_STATES and _is_place(name, said):
            return name
    return ""


def _is_place(name: str, said: bool) -> bool:
    low, capital = key(name), name[:1].isupper()
    town, state = split(low)
    if town and state:
        return any(one.state == state for one in towns(town)) and (capital or name[-1:].isupper() or len(name) > 8)
    if low in _PLAIN and not (said and capital):
        return False
    if not town:
        return capital and len(low) > 2
    if low in aliases():
        return not aliases()[low].plain and (capital or len(low) > 4 or low in _SHORT)
    return (capital or (said and len(low) > 4)) and (low in _known() or low in abroad())


_SHORT = frozenset(["nyc", "phx", "atl", "dfw", "slc", "okc"])


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Names of big towns, of the cities that areas are named for, and of the areas themselves."""
    cities = {
        key(city)
        for name in tables().areas.filter(level="metro")["name"]
        for city in re.split(r"(?<=\w)(?:--?|/)(?=[A-Z])", name.rsplit(", ", 1)[0])
    }
    big = tables().places.filter(tables().places["population"] >= KNOWN)["key"]
    return frozenset(cities | set(big) | set(area_names()))


@lru_cache(maxsize=1)
def _several_words() -> re.Pattern[str]:
    """Names of two words and more, which need neither a capital nor an "in", and a few short forms that mean nothing else."""
    nicknames = {name for name, alias in aliases().items() if not alias.plain}
    names = {name for name in (*_known(), *nicknames) if " " in name and len(name) > 6} | _SHORT | {"philly"}
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b", re.I)
