"""A job title in a person's words → SOC. Gig words first, then O*NET's own titles word for word, then the title model."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel

from knowledge.tables import tables
from knowledge.title_model import Floats, title_model
from tools.gigwords import gig_word

SURE = 0.6
"""Probability from which a match is taken without asking."""


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
    if not title_model().knows(title):
        return TitleMatches()
    exact = list(title_model().exact(title))[:k]
    return (
        TitleMatches(matches=[_match(soc, _exactly(n)) for n, soc in enumerate(exact)], sure=True)
        if len(exact) == k
        else None
    )


def _ranked(title: str, row: Floats, k: int) -> TitleMatches:
    """Occupations that have a title of these very words, the most official first; then the others by probability."""
    socs, exact = title_model().socs, list(title_model().exact(title))
    chance = np.exp(row)
    others = [at for at in np.argsort(-row, kind="stable")[: k + len(exact)] if socs[at] not in exact]
    matches = [_match(soc, _exactly(n)) for n, soc in enumerate(exact)]
    matches += [_match(socs[at], float(chance[at]) * (0.5 if exact else 1.0)) for at in others]
    return TitleMatches(matches=matches[:k], sure=bool(exact) or matches[0].score >= SURE)


def _exactly(place: int) -> float:
    return 1.0 - 0.02 * place


def _match(soc: str, score: float) -> TitleMatch:
    return TitleMatch(soc=soc, title=tables().occupation(soc).title, score=round(score, 4))
