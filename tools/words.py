"""Names of roles and things as a sentence needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.tables import tables

_KEEP = re.compile(r"^(?:[A-Z]{2,}|I|EMT\w*|Web|English)$")


def role_words(title: str) -> str:
    """An O*NET title inside a sentence as people say it: "Heavy and Tractor-Trailer Truck Drivers" → "truck drivers"; of a role without a
    plain name the title itself: "Bookbinders and Bindery Workers, All Other" → "bookbinders and bindery workers, all other".
    """
    if title in _plain_names():
        return _plain_names()[title]
    words = " ".join(w if _KEEP.match(w.strip(",")) else w.lower() for w in title.split())
    return re.sub(r",? (?:except|including) .*$", "", words).replace(", and ", " and ").replace(", or ", " or ")


@lru_cache(maxsize=1)
def _plain_names() -> dict[str, str]:
    """O*NET title → the plural that people say, where that is no narrower: its words are the title's, or it is known for the same."""
    from tools.pathways import plain_names

    found = {}
    for soc, (_, plural) in plain_names().items():
        title, plain = tables().occupation(soc).title, re.sub(r" \(.*?\)", "", plural)
        if soc in _SAME or all(word[:5] in title.lower() for word in re.findall(r"[a-z]{4,}", plain.lower())):
            found[title] = plain
    return found


_SAME = frozenset({
    "13-2011", "15-1232", "25-9042", "25-9043", "29-2042", "29-2061", "31-1131", "35-2021", "37-2011", "37-2012", "39-5094", "43-3071", "43-5031",
    "43-5052", "43-6014", "43-9021",
})  # fmt: skip
"""Occupations whose plain name has other words than the title and means the same people."""


def slug(title: str, most: int = 4) -> str:
    """A short placeholder stem, lower-case words joined by ``_``: the first telling words of the title."""
    plain = re.sub(r"[^a-z ]", " ", role_words(title).replace("'", "").lower())
    words = [word for word in plain.split() if word not in {"and", "or", "of", "the", "for", "all", "other"}]
    return "_".join(words[:most]) or "thing"


def lettered(key: str) -> str:
    """A key with its digits as letters, since placeholders carry none: "49-9021" → "ej-jacb"."""
    return "".join("abcdefghij"[int(c)] if c.isdigit() else c for c in key)


def unique(items: Iterable[str]) -> list[str]:
    """Each once, whatever its case, in the order they come first."""
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(item.lower(), item)
    return list(seen.values())


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"; empty for none."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


_SKILL = {
    "Administrative": "office administration",
    "Mechanical": "mechanics",
    "Foreign Language": "a foreign language",
    "English Language": "English",
    "Coordination": "coordinating with others",
    "Monitoring": "keeping an eye on how things run",
    "Installation": "installing equipment",
    "Speaking": "speaking to others",
    "Enterprise resource planning ERP software": "business planning (ERP) software",
}
"""O*NET's names that make no phrase by themselves."""


def skill_words(name: str) -> str:
    """A skill, field of knowledge or kind of software inside a sentence."""
    return _SKILL.get(name) or role_words(name)
