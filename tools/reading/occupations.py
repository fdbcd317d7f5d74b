"""A piece of a message that names a work → its occupation, and whether that is sure enough to act on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tools.gigwords import gig_word, gig_words_in
from tools.reading.phrases import likely
from tools.reading.tagger import Span
from tools.titles import match_titles

SURE = 0.6
BARE = frozenset({
    "drive", "driving", "driver", "deliver", "delivery", "deliveries", "work", "working", "cook", "cooking", "sell", "selling", "clean", "write", "design",
    "teach", "manage", "help", "care", "caring", "watch", "guard", "run", "fix", "freelance", "freelancing", "gig", "gigs", "apps", "temp", "nurse",
})  # fmt: skip
"""Words of so many meanings that alone they are never sure."""
_LEADS = re.compile(
    r"^(?:i(?:'m| am)?|we|my|an?|the|some|do(?:ing)?|work(?:ing)? (?:as|at|in|for)|been|being|doing|job(?: as| at)?|part[- ]time|full[- ]time|freelance|mobile|self[- ]employed)\s+",
    re.I,
)
_TAILS = re.compile(r"\s+(?:for|on|at|with|through|via|in|by|to|of|from|out of)\s+.*$", re.I)
_SHORT = {
    "asst": "assistant", "mgr": "manager", "mgmt": "management", "supv": "supervisor", "coord": "coordinator", "techs": "technicians", "acct": "accountant",
}  # fmt: skip
"""Common short forms of words in titles."""
_JOB = re.compile(r"\s+(?:jobs?|gigs?|work|business|company|stuff|shifts?|side hustle|contractor|freelancer)$", re.I)


@dataclass(frozen=True)
class Title:
    """``soc`` is empty where no occupation is likely at all; ``sure`` is the probability that it is the right one."""

    soc: str
    sure: float


@lru_cache(maxsize=4096)
def title_of(words: str) -> Title:
    whole = gig_word(words)
    if whole is not None:
        return Title(whole.soc, 1.0)
    inside = gig_words_in(words)
    named = [one for one in inside if one.kind != "platform"] or inside
    votes: Counter[str] = Counter()
    for soc in dict.fromkeys(one.soc for one in named):
        votes[soc] += WORD / len({one.soc for one in named})  # type: ignore[assignment]
    for soc, share in likely(words):
        votes[soc] += PHRASE * share  # type: ignore[assignment]
    forms = list(dict.fromkeys(_forms(words)))
    titles: dict[str, float] = {}
    certain: set[str] = set()
    for form, found in zip(forms, match_titles(forms, 3), strict=True):
        for match in found.matches:
            titles[match.soc] = max(titles.get(match.soc, 0.0), match.score * (0.5 if form.lower() in BARE else 1.0))
            if match.score >= CERTAIN and len(form.split()) > 1:
                certain.add(match.soc)
    for soc, score in titles.items():
        votes[soc] += (OFFICIAL if soc in certain else TITLE) * score  # type: ignore[assignment]
    if not votes:
        return Title("", 0.0)
    soc, best = votes.most_common(1)[0]
    return Title(soc, min(1.0, float(best)))


PHRASE, TITLE, WORD = 0.75, 0.45, 0.35
"""Weight of how people's own pieces were coded, of what titles lists say, and of a gig word within the piece."""
CERTAIN, OFFICIAL = 0.95, 0.9
"""A title of two words and more that the lists know as one occupation's alone outweighs how like pieces were coded: an athletic
trainer is none at a gym."""


def _forms(words: str) -> Iterator[str]:
    """The piece as it stands, and without what commonly stands around a title."""
    plain = " ".join(re.sub(r"[^\w\s&/+#'’-]", " ", words).split())
    seen = plain = " ".join(_SHORT.get(word.lower(), word) for word in plain.split())
    for _ in range(3):
        seen = _LEADS.sub("", seen)
    for form in (plain, seen, _JOB.sub("", seen), _TAILS.sub("", seen), _JOB.sub("", _TAILS.sub("", seen))):
        if len(form) > 1:
            yield form


def work_title(words: str, text: str, span: Span) -> Title:
    """The occupation of a piece of ``text``."""
    return title_of(words)
