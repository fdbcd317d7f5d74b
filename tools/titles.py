"""A job title in a person's words → SOC. Gig words first, then O*NET's own titles word for word, then the title model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from pydantic import BaseModel

from knowledge.tables import tables
from knowledge.title_model import Floats, log_softmax, title_model
from tools.gigwords import gig_word

SURE = 0.9
"""Probability from which a match is taken without a word: over the title sets of the BLS, ESCO and the Census 3.7 % of those matches are
wrong, and a third of the titles have one (``gigpath eval link``)."""
LIKELY = 0.6
"""Probability from which a match is used where it is told what it was taken for."""
UNREAD = 0.2
"""Below it a match says nothing: the words are left unread, and asked about."""
STRANGE = 0.3
"""What is left of a score when no word of the title is known, and only its letters are like one that is."""
COMMON = 0.08
"""Weight of how many people work in an occupation against what the title says: it decides where the title does not."""
NO_FINER = 0.02
"""How likely a title is to say no more than the broad occupation, before one has seen it."""


class TitleMatch(BaseModel):
    """``score`` is the calibrated probability that the title means this occupation; ``soc`` is a detailed code, or in
    ``link_titles`` a broad one, whose title names the detailed ones it stands for."""

    soc: str
    title: str
    score: float


class TitleMatches(BaseModel):
    """Best first; ``sure`` is false when the first is too weak to act on without saying so."""

    matches: list[TitleMatch] = []
    sure: bool = False


def match_title(title: str, k: int = 5) -> TitleMatches:
    """At most ``k`` occupations for a title; none when no word of it stands in an O*NET title, or is spelled much like one."""
    return match_titles([title], k)[0]


def match_titles(titles: list[str], k: int = 5) -> list[TitleMatches]:
    """``match_title`` of many, quicker together."""
    asked = list(dict.fromkeys(titles))
    found = {title: known for title in asked if (known := _settled(title, k)) is not None}
    rest = [title for title in asked if title not in found]
    for at in range(0, len(rest), 64):
        part = rest[at : at + 64]
        rows = log_softmax(title_model().scores(part) + COMMON * _log_workers())
        for title, row in zip(part, rows, strict=True):
            found[title] = _ranked(title, row, k)
    return [found[title].model_copy(deep=True) for title in titles]


def link_title(title: str, k: int = 5) -> TitleMatches:
    """``match_title`` with broad occupations ("17-2070") among the matches, as a publisher's list would have them: where a
    title does not tell its detailed ones apart, the broad code is the honest answer."""
    return link_titles([title], k)[0]


def link_titles(titles: list[str], k: int = 5) -> list[TitleMatches]:
    """``link_title`` of many, quicker together."""
    return [
        TitleMatches(matches=_with_broad(found.matches)[:k], sure=found.sure)
        for found in match_titles(titles, max(k, WIDE))
    ]


WIDE = 12
"""Detailed occupations that are looked at for what their broad ones have together."""


def _with_broad(matches: list[TitleMatch]) -> list[TitleMatch]:
    """Each broad occupation at ``NO_FINER`` of what its detailed ones have together, never before the first of all."""
    together: dict[str, float] = {}
    for match in matches:
        together[match.soc[:6]] = together.get(match.soc[:6], 0.0) + match.score
    broad = [_broad(stem, NO_FINER * score) for stem, score in together.items() if len(_sisters()[stem]) > 1]
    return matches[:1] + sorted([*matches[1:], *broad], key=lambda match: -match.score)


@lru_cache(maxsize=1)
def _sisters() -> dict[str, list[str]]:
    """First six signs of a code → the detailed occupations of that broad one."""
    found: dict[str, list[str]] = {}
    for soc in sorted(tables().occupations["soc"]):
        found.setdefault(soc[:6], []).append(soc)
    return found


def _broad(stem: str, score: float) -> TitleMatch:
    titles = [tables().occupation(soc).title for soc in _sisters()[stem]]
    return TitleMatch(soc=f"{stem}0", title="; ".join(titles), score=round(score, 4))


def _settled(title: str, k: int) -> TitleMatches | None:
    """What needs no weighing of evidence; None when it does."""
    if (gig := gig_word(title)) is not None:
        return TitleMatches(matches=[_match(gig.soc, 1.0)], sure=True)
    model = title_model()
    return None if model.knows(title) or model.resembles(title) else TitleMatches()


def _ranked(title: str, row: Floats, k: int) -> TitleMatches:
    """Occupations that have a title of these very words first, then the others by probability."""
    socs, chance = title_model().socs, np.exp(row) * (1.0 if title_model().knows(title) else STRANGE)
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


@lru_cache(maxsize=1)
def _log_workers() -> Floats:
    """In the order of the model's occupations."""
    return np.log([_workers(soc) for soc in title_model().socs], dtype=np.float32)


def _match(soc: str, score: float) -> TitleMatch:
    return TitleMatch(soc=soc, title=tables().occupation(soc).title, score=round(score, 4))
