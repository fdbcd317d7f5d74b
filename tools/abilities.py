"""What a worker says they can do: skills named in running text or in a list, and languages."""

from __future__ import annotations

import re

from tools.jobs import STOP, is_skill, unique
from tools.skills import skill_phrases_in

_NAMES = (
    "Spanish|Mandarin|Cantonese|Chinese|French|German|Arabic|Russian|Portuguese|Hindi|Urdu|Punjabi|Bengali|Tagalog|"
    "Vietnamese|Korean|Japanese|Italian|Polish|Ukrainian|Farsi|Persian|Turkish|Somali|Amharic|Swahili|Haitian Creole|"
    "Creole|Hebrew|Greek|Yoruba|Igbo|Hausa|Nepali|Gujarati|Tamil|Telugu|Romanian|Dutch|Thai|Hmong|Armenian|ASL|"
    "American Sign Language|sign language"
)
LANGUAGE = re.compile(rf"\b(?:{_NAMES})\b", re.I)

_SKILLS = re.compile(
    r"\b(?:skills?(?: are| include)?:?|i know|know how to use|good (?:at|with)|experienced? (?:with|in)|familiar with|can use|proficient in|speciali[sz]e in|i (?:can |also )?speak|fluent in|certified in|i (?:like|love|enjoy)|(?<=[.!?] )like|fixed|fixing)\s+(?P<what>[^.;!?\n]{2,160})",
    re.I,
)


_WISH = re.compile(r"\b(?:want|wish|hope|hoping|looking for|would like|i'd like|need)\b[^.;!?\n]*", re.I)
"""What is wished for is no skill one has."""
_LIMIT = re.compile(
    r"[^,.;!?\n]*\b(?:problems?|can'?t|cannot|hate|don'?t like|not good (?:at|with)|bad (?:at|with)|stopped|gave up)\b[^,.;!?\n]*"
    r"|\b(?:no|never|not an?)\b(?:(?!\bbut\b)[^,.:;!?\n])*",
    re.I,
)
"""Nor is what one cannot or will not do."""
_TAKES_WORK = re.compile(
    r"[^,.;!?\n]*\b(?:tak(?:es|ing)|took|eat(?:s|ing)|ate|kill\w*|replac\w+) (?:\w+ ){0,3}(?:my|our) (?:work|jobs?|orders?|clients|gigs?)\b[^,.;!?\n]*",
    re.I,
)
"""Nor what takes one's work away: "machine translation is eating my work"."""
_OWN_TAXES = re.compile(r"(\bmy (?:own )?(?:[\w ]+, )*(?:[\w ]+ and )?)(?:and )?taxes\b", re.I)
"""To do one's own taxes is no trade."""


def _listed(text: str) -> list[str]:
    """Items of a bare list that name skills: "Guest messages, cleaning, pricing"; two at least, three items or more."""
    found: list[str] = []
    for sentence in re.split(r"[.;:!?\n](?:\s|$)", text):
        items = [part.strip(" -") for part in re.split(r",|\band\b|&", sentence)]
        bare = [i for i in items if 0 < len(i.split()) <= 3 and not re.search(r"\d|\$|\bi\b|\bmy\b|\ba\b", i, re.I)]
        named = [item for item in bare if is_skill(item)]
        found += named if len(bare) >= 3 and len(named) >= 2 else []
    return found


def skills_in(text: str, jobs: list[str], words: dict[str, str]) -> list[str]:
    """Skills named: phrases the alias table knows, and what follows "I know …", "good with …"."""
    able = _LIMIT.sub(" ", _WISH.sub(" ", _TAKES_WORK.sub(" ", _OWN_TAXES.sub(r"\1", text))))
    named = list(skill_phrases_in(able))
    known = [*jobs, *(phrase.lower() for phrase in named)]
    named += [item for item in _listed(able) if not any(one in item.lower() for one in known)]
    for match in _SKILLS.finditer(able):
        for part in re.split(r",|\band\b|/|\bplus\b|&", match["what"]):
            part = re.sub(
                r"^(?:how to|use|using|some|basic|a bit of|a little|very good|the)\s+", "", part.strip(), flags=re.I
            )
            part = STOP.split(part, maxsplit=1)[0].strip(" -,'.")
            if 2 < len(part) <= 40 and not re.search(r"\d|\bi\b|^every\b", part) and not LANGUAGE.fullmatch(part):
                named.append(part)
    skills = unique(s for s in named if not LANGUAGE.search(s))
    for skill in skills:
        words.setdefault(f"skills.{skill}", skill)
    return skills[:40]
