"""A job title in a person's words → SOC. Gig words first, then O*NET's own titles word for word, then the title model."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel

from knowledge.tables import tables
from knowledge.title_model import Floats, title_model
from tools.gigwords import gig_word

SURE = 0.6
"""Probability from which a match is taken without asking."""
UNREAD = 0.2
"""Below it a match says nothing: the words are left unread, and asked about."""


class TitleMatch(BaseModel):
    """``score`` is the calibrated probability that the title means this occupation."""

    soc: str
    title: str
    score: float


class TitleMatches(BaseModel):
    """Best first; ``sure`` is false when the first is too weak to act on without saying so."""

    matches: list[TitleMatch] = []
    sure: bool = False


def match_title(title: str, k: int = 5) -> TitleMatches:
    """At most ``k`` occupations for a title; none when no word of it stands in any O*NET title."""
    return match_titles([title], k)[0]


def match_titles(titles: list[str], k: int = 5) -> list[TitleMatches]:
    """``match_title`` of many, quicker together."""
    asked = list(dict.fromkeys(titles))
    found = {title: known for title in asked if (known := _settled(title, k)) is not None}
    rest = [title for title in asked if title not in found]
    for at in range(0, len(rest), 64):
        part = rest[at : at + 64]
        for title, row in zip(part, title_model().scores(part), strict=True):
            found[title] = _ranked(title, row, k)
    return [found[title].model_copy(deep=True) for title in titles]


def _settled(title: str, k: int) -> TitleMatches | None:
    """What needs no weighing of evidence; None when it does."""
    if (gig := gig_word(title)) is not None:
        return TitleMatches(matches=[_match(gig.soc, 1.0)], sure=True)
    return None if title_model().knows(title) else TitleMatches()


def _ranked(title: str, row: Floats, k: int) -> TitleMatches:
    """Occupations that have a title of these very words first, then the others by probability."""
    socs, chance = title_model().socs, np.exp(row)
    exact = _exactly(title_model().exact(title), dict(zip(socs, chance.tolist(), strict=True)))
    others = [at for at in np.argsort(-row, kind="stable")[: k + len(exact)] if socs[at] not in exact]
    least = min(exact.values(), default=1.0)
    matches = [_match(soc, share) for soc, share in exact.items()]
    matches += [_match(socs[at], min(least, float(chance[at]) * (0.1 if exact else 1.0))) for at in others]
    return TitleMatches(matches=matches[:k], sure=matches[0].score >= SURE)


def _exactly(exact: dict[str, int], chance: dict[str, float]) -> dict[str, float]:
    """SOC → share among the occupations that carry the title itself, best first: "driver" is an exact title of nine.

    A more official title counts much more; between equals, what the other titles say and how many work there.
    """
    if not exact:
        return {}
    best = min(exact.values())
    weight = {s: (max(chance[s], 1e-6) * _workers(s)) ** 0.5 * 0.1 ** (rank - best) for s, rank in exact.items()}
    total = sum(weight.values())
    return {soc: weight[soc] / total for soc in sorted(weight, key=lambda soc: (-weight[soc], soc))}


def _workers(soc: str) -> float:
    """People employed; few in a rest class, which nobody means, and where none are counted."""
    projection = tables().projection(soc)
    counted = (projection.employment_2024 if projection else None) or 10_000
    return counted * (0.05 if tables().occupation(soc).title.endswith("All Other") else 1.0)


def _match(soc: str, score: float) -> TitleMatch:
    return TitleMatch(soc=soc, title=tables().occupation(soc).title, score=round(score, 4))
