"""What a proposer sees of a person: their traits as words of a vocabulary, and their message and its telling pieces as two texts."""

from __future__ import annotations

import re

from tools.profile import Profile
from tools.reading.occupations import title_of

LIKELY = 0.3
"""Probability from which an occupation that a wish names is one of the traits."""
NOTHING = "nothing"
"""The pieces of somebody of whom none was understood."""
LONGEST = 1_500
"""Characters of a message that are looked at."""


def traits(profile: Profile) -> list[str]:
    """Each trait once: ``now:53-3054`` with its minor and major group, ``limit:no nights``, ``school:high school``, ``cred:cna``."""
    found = [f"{when}:{soc[:size]}" for when, socs in socs_of(profile).items() for soc in socs for size in (7, 4, 2)]
    found += [f"limit:{limit}" for limit in profile.constraints]
    found += [f"school:{profile.education}"] if profile.education else []
    words = {
        "cred": [f"{one.name} {one.state}" for one in profile.credentials],
        "field": [profile.field],
        "skill": profile.skills,
        "lang": profile.languages,
        "wish": profile.wishes,
    }
    found += [f"{kind}:{word}" for kind, texts in words.items() for text in texts for word in _words(text)]
    return list(dict.fromkeys(found))


def socs_of(profile: Profile) -> dict[str, list[str]]:
    """The occupations somebody has ``now``, had in the ``past`` and would ``want``, as far as they are known."""
    return {
        "now": [work.soc for work in profile.work if work.soc],
        "past": [work.soc for work in profile.past if work.soc],
        "want": [soc for want in profile.wants if (soc := _wanted(want))],
    }


def _wanted(want: str) -> str:
    title = title_of(want)
    return title.soc if title.sure >= LIKELY else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())


def pieces(profile: Profile) -> str:
    """What tells most of a person, in their own words: what they were, are and want to be, hold, studied and can do."""
    told = [
        *(work.title for work in profile.past),
        *(work.title for work in profile.work),
        *profile.wants,
        *(f"{one.name} {one.state}" for one in profile.credentials),
        profile.field,
        *profile.skills,
    ]
    return "; ".join(filter(None, told))[:LONGEST] or NOTHING
