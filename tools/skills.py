"""What a worker calls a skill → O*NET skill, knowledge or software: reviewed aliases, product names, then close spellings.

Ids are O*NET element ids (``2.C.1.e``) and ``sw:<commodity code>`` for software.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.fit import Kind

TABLE = ROOT / "knowledge" / "catalogue" / "skill_aliases.csv"

CLOSE = 90
"""Spelling likeness, 0–100, from which a word counts as the same."""


class SkillLink(BaseModel):
    """``input`` in the worker's words; one input may link to several ids."""

    input: str
    id: str
    name: str
    kind: Kind
    score: float


class SkillLinks(BaseModel):
    linked: list[SkillLink] = []
    unlinked: list[str] = []


def map_skills(skills: list[str]) -> SkillLinks:
    """Links for each skill, in order; what has none is named in ``unlinked``."""
    result = SkillLinks()
    for said in skills:
        if links := _links(said):
            result.linked += links
        else:
            result.unlinked.append(said)
    return result


def skill_phrases_in(text: str) -> list[str]:
    """Alias phrases and product names standing in a text, longest first at each place, as written there."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z0-9][\w.+#&'-]*", text)]
    known, found, at = _lexicon(), list[str](), 0
    while at < len(spans):
        for size in range(min(4, len(spans) - at), 0, -1):
            words = text[spans[at][0] : spans[at + size - 1][1]].strip(".'-")
            if normal(words) in known and not (size == 1 and (normal(words) in _VAGUE or len(words) < 3)):
                found.append(words)
                at += size - 1
                break
        at += 1
    return found


_VAGUE = frozenset(
    "it art law tools trading repair repairs training training reading numbers kids dogs travel design writing driver delivery "
    "deliveries square analysis research english security safety toast credit planning building numbers management marketing "
    "driving history assembly shipping patient email computer maintenance pricing article blog email staffing investment audit "
    "windows banking loans decisions retail compliance contracts maps facebook instagram youtube tiktok linkedin twitter gmail "
    "fitness medicine fleet coaching consulting strategy operations register logistics".split()
)
"""Single words that say too little of themselves to count as a skill when merely mentioned."""


def normal(words: str) -> str:
    """Lower case, one space, "&" as "and", no outer punctuation."""
    return " ".join(words.lower().replace("’", "'").split()).strip(" .,;:!?\"'()")


def _links(said: str) -> list[SkillLink]:
    key, lexicon = normal(said), _lexicon()
    if key in lexicon:
        return [_link(said, skill, 1.0) for skill in lexicon[key]]
    trimmed = re.sub(
        r"^(?:basic|advanced|good|strong|some|excellent|certified|professional|using|microsoft|adobe|google|intuit)\s+|\s+(?:skills?|services?|experience|software|expert|specialist|management|development|design|strategy|work)$",
        "", key,
    )  # fmt: skip
    if trimmed != key and trimmed in lexicon:
        return [_link(said, skill, 0.9) for skill in lexicon[trimmed]]
    if len(key) >= 5 and (near := process.extractOne(key, lexicon.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)):
        return [_link(said, skill, round(near[1] / 100, 2)) for skill in lexicon[near[0]]]
    if part := _known_part(key):
        return [_link(said, skill, 0.75) for skill in lexicon[part]]
    return []


def _known_part(key: str) -> str:
    """The longest known words inside a phrase, the later on a tie: "tiktok marketing" is marketing."""
    words = re.split(r"[ /]", key)
    parts = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1) if j - i < len(words)]
    known = [part for part in parts if len(part) > 3 and part in _lexicon()]
    return max(known, key=lambda part: (part.count(" "), parts.index(part)), default="")


def _link(said: str, skill: str, score: float) -> SkillLink:
    name, kind = names()[skill]
    return SkillLink(input=said, id=skill, name=name, kind=kind, score=score)


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[str, Kind]]:
    """Id → (name, kind) for every skill, knowledge and software commodity."""
    t = tables()
    known: dict[str, tuple[str, Kind]] = {i: (n, k) for i, n, k in t.skills.select("element_id", "name", "kind").unique().iter_rows()}
    known |= {f"sw:{code}": (name, "software") for code, name in t.software.select("commodity_code", "commodity").unique().iter_rows()}
    return known


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Normalised words → ids: reviewed aliases first, then O*NET's own names and products."""
    found: dict[str, list[str]] = defaultdict(list)
    with TABLE.open(newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["alias"]].append(row["id"])
    aliases = set(found)
    for skill, (name, _) in names().items():
        if normal(name) not in aliases:
            found[normal(name)].append(skill)
    for product, code in sorted(tables().software.select("name", "commodity_code").unique().iter_rows()):
        for word in {normal(product), normal(re.sub(r"^(?:Microsoft|Adobe|Google|Intuit|Oracle|IBM|Apple|Autodesk) ", "", product))}:
            if word not in aliases and len(word) > 2 and len(found[word]) < 2:
                found[word].append(f"sw:{code}")
    return {word: tuple(dict.fromkeys(ids)) for word, ids in found.items() if ids}
