"""A job title in a person's words → SOC. Exact titles first, then rare-word overlap with O*NET's own titles."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache

from pydantic import BaseModel
from rapidfuzz import fuzz

from knowledge.tables import tables
from tools.gigwords import gig_word

SURE = 0.72
"""Score from which a match is taken without asking."""


class TitleMatch(BaseModel):
    soc: str
    title: str
    score: float


class TitleMatches(BaseModel):
    """Best first; ``sure`` is false when the first is too weak to act on without saying so."""

    matches: list[TitleMatch] = []
    sure: bool = False


def match_title(title: str, k: int = 5) -> TitleMatches:
    """At most ``k`` occupations for a title, scores 0–1; none when no word of it stands in any O*NET title."""
    if (gig := gig_word(title)) is not None:
        return TitleMatches(matches=[_match(gig.soc, 1.0)], sure=True)
    index = _index()
    words = tokens(title)
    if exact := index.exact.get(" ".join(words)):
        ranked = sorted(exact, key=lambda soc: (exact[soc], soc))
        return TitleMatches(matches=[_match(soc, 1.0 - 0.02 * n) for n, soc in enumerate(ranked[:k])], sure=True)
    best: dict[str, float] = {}
    for row, overlap in index.nearest(words, 200):
        name, soc = index.rows[row]
        score = 0.75 * overlap + 0.25 * fuzz.token_sort_ratio(" ".join(words), name) / 100
        best[soc] = max(best.get(soc, 0.0), score)
    top = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    return TitleMatches(matches=[_match(soc, score) for soc, score in top], sure=bool(top) and top[0][1] >= SURE)


def tokens(title: str) -> list[str]:
    """Lower-case words, plural and bracketed parts taken off."""
    plain = re.sub(r"\(.*?\)|[^a-z0-9+# ]", " ", title.lower().replace("'s", ""))
    words = [w for w in plain.split() if w not in _EMPTY]
    return [w[:-1] if w.endswith("s") and not w.endswith("ss") and len(w) > 3 else w for w in words]


_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "for",
        "in",
        "at",
        "to",
        "with",
        "my",
        "i",
        "am",
        "im",
        "as",
        "freelance",
        "freelancer",
        "self",
        "employed",
        "part",
        "full",
        "time",
        "online",
        "local",
    ]
)


class _Index:
    """Inverted index over every O*NET title: word → titles, weighted by how rare the word is."""

    def __init__(self) -> None:
        rank = {"title": 0, "variant": 1, "reported": 2, "alternate": 3, "short": 4}
        self.rows: list[tuple[str, str]] = []
        self.exact: dict[str, dict[str, int]] = defaultdict(dict)
        self.posting: dict[str, list[int]] = defaultdict(list)
        seen: Counter[str] = Counter()
        for soc, title, kind in tables().titles.select("soc", "title", "kind").iter_rows():
            words = tokens(title)
            name = " ".join(words)
            self.exact[name].setdefault(soc, rank[kind])
            for word in set(words):
                self.posting[word].append(len(self.rows))
            seen.update(set(words))
            self.rows.append((name, soc))
        self.idf = {word: math.log(len(self.rows) / count) for word, count in seen.items()}
        self.norm = [math.sqrt(sum(self.idf[w] ** 2 for w in set(name.split()))) or 1.0 for name, _ in self.rows]

    def nearest(self, words: list[str], most: int) -> list[tuple[int, float]]:
        """(row, cosine of rare-word weights), best first."""
        known = {w for w in words if w in self.idf}
        rare = sorted(known, key=lambda w: -self.idf[w])
        total = math.sqrt(sum(self.idf.get(w, 8.0) ** 2 for w in set(words))) or 1.0
        scores: dict[int, float] = defaultdict(float)
        for word in rare:
            if len(self.posting[word]) > 6_000 and scores:
                continue
            for row in self.posting[word]:
                scores[row] += self.idf[word] ** 2
        found = [(row, value / (total * self.norm[row])) for row, value in scores.items()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]


@lru_cache(maxsize=1)
def _index() -> _Index:
    return _Index()


def _match(soc: str, score: float) -> TitleMatch:
    return TitleMatch(soc=soc, title=tables().occupation(soc).title, score=round(score, 4))
