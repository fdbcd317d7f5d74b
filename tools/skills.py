"""What a worker calls a skill → O*NET skill, knowledge or software: reviewed aliases, product names, close spellings.

Ids are O*NET element ids (``2.C.1.e``) and ``sw:<commodity code>`` for software. Each step is tried on the whole
phrase before a looser one: as said, without filler words, misspelt, by its head, part by part.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel, Field
from rapidfuzz import fuzz, process

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.fit import Kind

TABLE = ROOT / "knowledge" / "catalogue" / "skill_aliases.csv"

CLOSE = 85
"""Spelling likeness, 0–100, from which a misspelt word counts as the same."""


class SkillLink(BaseModel):
    """``input`` in the worker's words; one input may link to several ids, the most telling first."""

    input: str
    id: str
    name: str
    kind: Kind
    score: float = Field(description="1 for a name as it stands, less for a looser reading")


class SkillLinks(BaseModel):
    linked: list[SkillLink] = []
    unlinked: list[str] = []


def map_skills(skills: list[str]) -> SkillLinks:
    """Links for each skill, in order; what has none is named in ``unlinked``."""
    result = SkillLinks()
    for said in skills:
        ids, score = _read(normal(said))
        result.linked += [_link(said, skill, score) for skill in ids]
        if not ids:
            result.unlinked.append(said)
    return result


def skill_phrases_in(text: str) -> list[str]:
    """Alias phrases and product names standing in a text, the longest at each place, as written there.

    Words that say too little of themselves ("design", "driving") count only in a list of skills, not here.
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z0-9.][\w.+#&'’/-]*", text)]
    known, found, at = _lexicon(), list[str](), 0
    while at < len(spans):
        for size in range(min(5, len(spans) - at), 0, -1):
            words = text[spans[at][0] : spans[at + size - 1][1]].strip(" .'’-/")
            key = normal(words)
            if (
                key in known
                and key not in _listed_only()
                and not (words == "hr" and _SPAN.search(text[: spans[at][0]]))
            ):
                found.append(words)
                at += size - 1
                break
        at += 1
    return found


_SPAN = re.compile(r"(?:\d|/|\ban?|\bper|\bevery|\beach)\s*$", re.I)
"""Before "hr" where it is an hour, not human resources."""


def normal(words: str) -> str:
    """A key for look-ups: lower case, one space, "&" as "and", hyphens open, plurals and -isation as one form."""
    plain = words.lower().replace("’", "'").replace("&", " and ")
    plain = re.sub(r"[^a-z0-9+#./' ]|(?<!\w)[./'](?!net)|[./'](?!\w)", " ", plain)
    plain = re.sub(r"is(ation|ing|ed|er)\b", r"iz\1", plain)
    return " ".join(_singular(word) for word in plain.split())


def _singular(word: str) -> str:
    return (
        word[:-1]
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "js", "ws", "os"))
        else word
    )


# ---- reading one phrase ---------------------------------------------------------------------------------------

_BEFORE = re.compile(
    r"^(?:(?:very|really|a bit of|a little|a lot of|some|basic|intermediate|advanced|good|strong|solid|excellent|great|expert|proficient|fluent|"
    r"native|conversational|certified|licensed|trained|professional|experienced|skilled|comfortable|knowledge|experience|expertise|my|the|an?|"
    r"with|in|of|at|using|use|doing|do|can|i|know|how to|speak|speaking|working|work|\d+ ?\+?|year)\s+)+"
)  # fmt: skip
_AFTER = re.compile(
    r"\s+(?:skill|service|experience|expertise|knowledge|ability|proficiency|basic|essential|expert|specialist|consultation|consultant|software|"
    r"app|application|tool|platform|program|certified|certification|certificate|license|licence|licensed|related|task|work|job|fluent|native|"
    r"intermediate|advanced|beginner|level|wpm|year|\d+)$"
)
_PARTS = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b|\bplus\b)\s*")


def _read(key: str) -> tuple[tuple[str, ...], float]:
    """Ids and score of one normalised phrase; no ids when nothing fits well enough."""
    if ids := _known(key):
        return ids, 1.0
    cores = list(_cores(key))
    for reading, score in ((_known, 0.95), (_respelt, 0.9), (_head, 0.8)):
        for core in cores:
            if ids := reading(core):
                return ids, score
    parts = [part for part in _PARTS.split(_BEFORE.sub("", key)) if part]
    found = [skill for part in parts if len(parts) > 1 for skill in (_known(part) or _head(part))]
    return tuple(dict.fromkeys(found)), 0.7 if found else 0.0


def _cores(key: str) -> Iterator[str]:
    """The phrase without what leads it, then without one word more of filler behind at a time."""
    core, shorter = "", _BEFORE.sub("", key)
    while shorter != core:
        yield shorter
        core, shorter = shorter, _AFTER.sub("", shorter)


def _known(key: str) -> tuple[str, ...]:
    return _lexicon().get(key) or _joined().get(key.replace(" ", "")) or ()


def _respelt(core: str) -> tuple[str, ...]:
    """The closest name, when only words that no occupation's title or skill knows differ, and no figure does."""
    if len(core) < 5:
        return ()
    for name, _, _ in process.extract(core, _spellings(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=3):
        differ = set(core.split()) - set(name.split())
        if name[0] == core[0] and not differ & _words() and re.findall(r"\d+", name) == re.findall(r"\d+", core):
            return _lexicon()[name]
    return ()


def _head(phrase: str) -> tuple[str, ...]:
    """What a phrase ends on ("real estate virtual assistance"), and a product named in it ("WordPress bug fix").

    An end that says only what is done with it ("advertising strategy") leaves the word to what stands before.
    """
    words, lexicon = phrase.split(), _lexicon()
    tails = (" ".join(words[start:]) for start in range(1, len(words)))
    head = next((lexicon[tail] for tail in tails if tail in lexicon and len(tail) > 2 and tail not in _WIDE), ())
    if words[-1] in _DONE_WITH:
        leads = (" ".join(words[:end]) for end in range(len(words) - 1, 0, -1))
        head = next((lexicon[lead] for lead in leads if lead in lexicon and lead not in _WIDE), head)
    spans = ((start, size) for size in range(len(words) - 1, 0, -1) for start in range(len(words) - size + 1))
    named = (" ".join(words[start : start + size]) for start, size in spans)
    product = next((lexicon[part] for part in named if part in _products() and len(part) > 3), ())
    return tuple(dict.fromkeys(head + product))


_DONE_WITH = frozenset({
    "strategy", "management", "planning", "plan", "analysis", "research", "audit", "optimization", "setup", "set", "report",
    "reporting", "development", "creation", "campaign", "system", "consulting", "coaching", "training", "support", "integration",
    "proposal", "promotion", "engineering", "maintenance", "automation", "administration", "operation", "material", "process",
})  # fmt: skip
"""Last words that say what is done with the thing named before them."""

_WIDE = frozenset({
    "it", "word", "page", "box", "app", "book", "print", "apps", "host", "news", "media", "number", "dog", "cat",
    "kid", "child", "travel", "map", "credit", "icon", "sign", "clean", "sell", "drive", "teach", "nurse", "cook",
    "food", "animal", "car", "truck", "insurance", "computer", "training", "card", "event", "government",
    "installation", "repair", "testing", "driver", "server", "system", "layout", "template", "security", "assembly",
    "inspection", "verification", "building", "architecture",
})  # fmt: skip
"""Last words too wide to speak for the phrase before them."""


# ---- names and look-ups ---------------------------------------------------------------------------------------


def _link(said: str, skill: str, score: float) -> SkillLink:
    name, kind = names()[skill]
    return SkillLink(input=said, id=skill, name=name, kind=kind, score=score)


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[str, Kind]]:
    """Id → (name, kind) for every skill, knowledge and software commodity."""
    t = tables()
    known: dict[str, tuple[str, Kind]] = {
        i: (n, k) for i, n, k in t.skills.select("element_id", "name", "kind").unique().iter_rows()
    }
    known |= {
        f"sw:{code}": (name, "software")
        for code, name in t.software.select("commodity_code", "commodity").unique().iter_rows()
    }
    return known


@lru_cache(maxsize=1)
def _aliases() -> tuple[dict[str, str], ...]:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Key → ids: reviewed aliases first, then O*NET's own names of skills and commodities, then products."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _aliases():
        found[normal(row["alias"])].append(row["id"])
    own = {normal(name): [skill] for skill, (name, _) in names().items()}
    return {key: tuple(dict.fromkeys(ids)) for key, ids in (_product_ids() | own | found).items()}


@lru_cache(maxsize=1)
def _product_ids() -> dict[str, list[str]]:
    """Product names → the commodity most occupations list them under.

    A plain word ("Chef", "Orange") is a product's name only where employers ask for it.
    """
    frame = tables().software
    counted = frame.group_by("name", "commodity_code").len().sort("len", "commodity_code", descending=[False, True])
    wanted = set(frame.filter(frame["hot"] | frame["in_demand"])["name"])
    found: dict[str, list[str]] = {}
    for product, code, _ in counted.iter_rows():
        for form in _forms(product, product in wanted):
            key = normal(form)
            if key and (product in wanted or " " in key or key not in _title_words()):
                found[key] = [f"sw:{code}"]
    return found


def _forms(product: str, wanted: bool) -> Iterator[str]:
    """The ways a product is called: without "software", by its abbreviation, and, if asked for, without its maker."""
    yield product
    bare = re.sub(r"\s+software$", "", product)
    yield bare
    if wanted:
        if short := re.fullmatch(r".+ ([A-Z][A-Z0-9]{2,})", bare):
            yield short[1]
        maker = re.match(
            r"(?:Microsoft|Adobe|Google|Intuit|Oracle|IBM|Apple|Autodesk|Apache|Atlassian|Amazon|Cisco|Dassault Systemes|Trimble) ",
            bare,
        )
        if maker and len(bare) - maker.end() > 5 and normal(bare[maker.end() :]) not in _title_words():
            yield bare[maker.end() :]


@lru_cache(maxsize=1)
def _products() -> frozenset[str]:
    """Keys that name a product; a phrase around one is about that product."""
    return frozenset(_product_ids()) | {
        normal(row["alias"]) for row in _aliases() if row["product"] and row["use"] == "text"
    }


@lru_cache(maxsize=1)
def _listed_only() -> frozenset[str]:
    """Names that mean a skill in a list of skills, but too often something else in running text."""
    listed = {normal(row["alias"]) for row in _aliases() if row["use"] == "list"}
    said = {normal(row["alias"]) for row in _aliases()}
    own = {normal(name) for name, _ in names().values() if " " not in name}
    return frozenset(listed | own | {key for key in _product_ids() if " " not in key and key not in said})


@lru_cache(maxsize=1)
def _spellings() -> list[str]:
    """Names worth correcting towards: long enough that one slip cannot turn one into another."""
    return [key for key in _lexicon() if len(key) > 4]


@lru_cache(maxsize=1)
def _joined() -> dict[str, tuple[str, ...]]:
    """The same look-up without blanks: "data entry" and "dataentry", "e commerce" and "ecommerce"."""
    return {key.replace(" ", ""): ids for key, ids in _lexicon().items() if len(key) > 5}


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    """Every word of O*NET's job titles: the plain words of working life."""
    text = " ".join(tables().titles["title"].unique().to_list())
    return frozenset(_singular(word) for word in set(re.findall(r"[a-z]+", text.lower())))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Words that are spelt right as they stand."""
    return _title_words() | {word for key in _lexicon() if key not in _product_ids() for word in key.split()}
