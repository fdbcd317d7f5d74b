"""Names of roles and things as a sentence needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEEP = re.compile(r"^(?:[A-Z]{2,}|I|EMT\w*|Web|English)$")


def role_words(title: str) -> str:
    """An O*NET title inside a sentence: "Bookkeeping, Accounting, and Auditing Clerks" → "bookkeeping, accounting and auditing clerks"."""
    words = " ".join(w if _KEEP.match(w.strip(",")) else w.lower() for w in title.split())
    return re.sub(r",? (?:except|including) .*$", "", words).replace(", and ", " and ").replace(", or ", " or ")


def slug(title: str, most: int = 4) -> str:
    """A short placeholder stem, lower-case words joined by ``_``: the first telling words of the title."""
    plain = re.sub(r"[^a-z ]", " ", role_words(title).replace("'", "").lower())
    words = [word for word in plain.split() if word not in {"and", "or", "of", "the", "for", "all", "other"}]
    return "_".join(words[:most]) or "thing"


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
