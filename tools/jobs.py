"""Jobs named in a worker's words: what they do now, did before, and ask about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.tables import tables
from tools.amounts import Figure
from tools.gigwords import gig_words_in
from tools.profile import PastWork, Work
from tools.skills import map_skills
from tools.titles import match_title

_PAST = re.compile(
    r"\bbefore (?:that|this)\b|\bbefore,? in\b|\bin my (?:home )?country\b|\bused to\b|\bpreviously\b|\bformer(?:ly)?\b|\bex-|\bi (?:was|did|worked|had been)\b|"
    r"\bwas an?\b|\bworked (?:as|in|at|for)\b|\bdid \d|\byears? ago\b|\bretired\b|\blaid off\b|\bin the past\b|\bback (?:home|in)\b|"
    r"\bhave (?:worked|helped|been)\b|\b\d+ years? (?:of|as|in|doing|at)\b|\bearlier\b|\bold job\b|\bexperience (?:as|in)\b",
    re.I,
)
_NOW = re.compile(
    r"\bnow\b|\bcurrently\b|\bi (?:drive|deliver|work|do|clean|care|teach|run|sell|shop|walk|freelance|am)\b|\bi'?m\b|\bthese days\b|\bat the moment\b",
    re.I,
)
_WANT = re.compile(
    r"\b(?:want|like|love|hope|plan|trying|thinking|dream)\w*\b(?: \w+){0,3}? (?:to )?(?:be(?:come|ing)?|work(?:ing)? as|get(?:ting)? into|mov(?:e|ing) into|switch(?:ing)? to|go(?:ing)? into|train(?:ing)? as|being|of|do(?:ing)?|try(?:ing)?)\s+(?:an? |the )?(?P<what>[a-z][\w /&'-]{2,40})"
    r"|\b(?:want|like|love|hope|plan|dream)\w* to (?P<what3>(?:teach|weld|code|program|cook|nurse|design|write|paint|repair|fix)\b(?! (?:less|more|fewer|better|my|a lot))[\w /&'-]{3,30})"
    r"|\b(?:what about|how about|why not|could i be(?:come)?)\s+(?:an? |the )?(?P<what2>[a-z][\w /&'-]{2,40})",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:do|doing|try|trying|to (?:teach|weld|code|program|cook|nurse|design|write|paint|repair|fix)) (?!to be)", re.I
)
"""After these anything may follow: "I want to do better"; only a job that is surely one counts."""
_AIM = re.compile(r"\b(?:want|like|love|hope|plan|dream)\w*\b", re.I)
_THROUGH = re.compile(r"\b(?:through|via|on|with|off)\s+(?:the\s+|[\w' -]{2,25},? (?:and|or)\s+)?$", re.I)
_DELIVERING = frozenset(
    [
        "driver",
        "drivers",
        "courier",
        "couriers",
        "shopper",
        "shoppers",
        "rider",
        "partner",
        "host",
        "hosts",
        "deliverer",
    ]
)
"""After a platform's name these say no more than the platform does: "DoorDash courier"."""
_SAID = re.compile(
    r"\b(?:i am|i'?m|im|work(?:ed|ing)? as|was|been|job as|gigs? as|years? (?:of|as|in|doing)|experience (?:as|in)|"
    r"did|do|does|freelance|freelancing as|self[- ]employed)\s+(?:also )?(?:an? |the |some |my own |freelance |part[- ]time |full[- ]time |in )*"
    r"(?P<what>[a-z][a-z/&' -]{3,40})",
    re.I,
)
STOP = re.compile(
    r"\b(?:for|in|at|on|with|from|and|but|about|around|since|who|that|which|because|so|to|when|while|making|earning|near|by|"
    r"right now|now|currently|until|after|before|over|, ?|years?|hours?|a week|per)\b",
    re.I,
)


@dataclass(frozen=True)
class _Job:
    """A job found in the text: the worker's words, a SOC code where a table names one, and where it stands."""

    title: str
    soc: str
    at: int
    words: str


def jobs_in(text: str, found: list[Figure], words: dict[str, str]) -> tuple[list[Work], list[PastWork], list[str]]:
    current: list[Work] = []
    past: list[PastWork] = []
    wants: list[str] = []
    for at, clause in _clauses(text):
        want = _WANT.search(clause)
        if want and (what := trim(want["what"] or want["what2"] or want["what3"])):
            titles = [job.title for job in _known_jobs(what, 0)] or [what]
            for title in titles:
                known = titles != [what] or next(_known_jobs(what, 0), None) is not None
                if known or (match := match_title(title)).sure or (match.matches and not _VAGUE.search(clause)):
                    wants.append(title)
                    words[f"wants.{title}"] = clause.strip()[:120]
            continue
        if _QUESTION.match(clause):
            continue
        before = _PAST.search(clause) is not None and not re.search(
            r"\bfor the (?:last|past)\b|\bi(?:'ve| have) been\b", clause, re.I
        )
        for job in _known_jobs(clause, at):
            if before and not (_NOW.search(clause) and _NOW.search(clause).start() < _PAST.search(clause).start()):  # type: ignore[union-attr]
                years = next((f.value for f in found if f.kind == "years" and at <= f.at < at + len(clause)), None)
                if job.title.lower() not in {p.title.lower() for p in past}:
                    past.append(PastWork(title=job.title, soc=job.soc, years=years))
                    words[f"past.{job.title}"] = clause.strip()[:120]
            elif current and _listed_skill(job, text):
                continue
            elif not any(_same(job, work) for work in current):
                current.append(Work(title=job.title, soc=job.soc))
                words[f"work.{job.title}"] = job.words or clause.strip()[:120]
    past = [
        p for p in past if not any(p.soc and p.soc == w.soc and p.title.lower() == w.title.lower() for w in current)
    ]
    return current[:5], past[:5], unique(wants)[:3]


def aims_in(wants: list[str], words: dict[str, str]) -> list[str]:
    """Those of ``wants`` that the worker wants to become; the others were only asked about."""
    return [title for title in wants if _AIM.search(words.get(f"wants.{title}", ""))]


def _listed_skill(job: _Job, text: str) -> bool:
    """Whether a job's name is one of several skills in a row: "handyman. Furniture assembly, drywall, plumbing"."""
    start = max((m.end() for m in re.finditer(r"[.;:!?\n]\s", text[: job.at])), default=0)
    row = re.split(r"[.;:!?\n](?:\s|$)", text[start:], maxsplit=1)[0]
    spans = [(m.start() + start, m[0]) for m in re.finditer(r"[^,/&]+", row)]
    place = next((n for n, (at, part) in enumerate(spans) if at <= job.at < at + len(part)), 0)
    item = spans[place][1].strip()
    doer = re.search(r"(?:er|or|ist|ian|ant|man|aide|nurse)s?$", job.title, re.I)
    if not is_skill(item) or (doer and not (job.title[:1].isupper() and spans[place][0] > start)):
        return False
    return any(is_skill(spans[n][1].strip()) for n in (place - 1, place + 1) if 0 <= n < len(spans))


def is_skill(item: str) -> bool:
    """Whether a few words, as an item of a list, name a skill."""
    return 0 < len(item.split()) <= 4 and bool(map_skills([item]).linked)


def _same(job: _Job, work: Work) -> bool:
    return job.title.lower() in work.title.lower() or work.title.lower() in job.title.lower()


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of one tense each: split at sentence ends, at "before that", "now", "but", and at ", and I"."""
    start = 0
    for cut in re.finditer(
        r"[.!?;\n]+\s+|,? (?=(?:but|before (?:that|this)|now i|and i\b|and now|then|previously|(?:i )?used to|i want|i'd like|formerly)\b)",
        text,
        re.I,
    ):
        yield start, text[start : cut.end()]
        start = cut.end()
    yield start, text[start:]


def _known_jobs(clause: str, at: int) -> Iterator[_Job]:
    """Platforms and gig words first, then O*NET titles standing in the clause, then what follows "I am a …"."""
    taken: list[tuple[int, int]] = []
    hits = 0
    clause = _TOOLS.split(clause, maxsplit=1)[0]  # "I use Illustrator" names no job
    named = list(titles_in(clause))
    for word in gig_words_in(clause):
        spelled = re.search(re.sub(r"\\?[- ]", "[- ]", re.escape(word.word)), clause, re.I)
        where = spelled.start() if spelled else -1
        end = where + len(word.word)
        if _THROUGH.search(clause[:where]) and any(end < where for _, end, _ in named):  # "nurse aide through Care.com"
            taken.append((where, end))
            continue
        beside = next((n for n in named if n[0] == end + 1 and where >= 0), None) if word.kind == "platform" else None
        if beside and beside[2].lower() not in _DELIVERING:  # "TaskRabbit handyman": the work is the handyman's
            taken.append((where, end))
            continue
        end = beside[1] if beside else end
        taken.append((where, end))
        hits += 1
        yield _Job(
            clause[where:end] if where >= 0 else word.word,
            word.soc,
            at + max(where, 0),
            _around(clause, where, len(word.word)),
        )
    for start, end, title in named:
        if not any(s < end and start < e for s, e in taken) and not (hits and title.lower() in _WEAK):
            taken.append((start, end))
            hits += 1
            yield _Job(title, "", at + start, _around(clause, start, end - start))
    if (
        not hits
        and at == 0
        and (lead := _LEAD.match(clause))
        and len(lead["what"].split()) <= 4
        and match_title(lead["what"]).sure
    ):
        yield _Job(lead["what"].strip(), "", at, lead[0].strip())
        return
    if not hits:
        for match in _SAID.finditer(clause):
            what = trim(match["what"])
            if (
                what
                and len(what) > 3
                and not _WEAK.issuperset(what.lower().split())
                and what.split()[0].lower() not in _DOING
            ):
                yield _Job(what, "", at + match.start("what"), match[0].strip())
                return


def _around(clause: str, where: int, length: int) -> str:
    """The words about a place in the clause, none of them cut."""
    start = clause.rfind(" ", 0, max(0, where - 25)) + 1
    end = clause.find(" ", where + length + 15)
    return " ".join(clause[start : end if end >= 0 else None].split())


def trim(what: str) -> str:
    return STOP.split(what.strip(), maxsplit=1)[0].strip(" -,'/&")


_DOING = frozenset(
    [
    "learning", "looking", "trying", "working", "going", "doing", "getting", "making", "able", "new", "good",
    "tired", "not", "so", "very", "also", "a",
]
)  # fmt: skip
_LEAD = re.compile(r"^\s*(?:an? )?(?P<what>[A-Z][A-Za-z/&' -]{4,45}?) (?:who|with|in|at|for|from|here)\b")
_QUESTION = re.compile(r"\s*(?:how|why|what|which|when|explain|can you|could you|tell me)\b", re.I)
_TOOLS = re.compile(r"\b(?:i (?:can )?use|using|i know|skills?|proficient|good with)\b", re.I)
_WEAK = frozenset([
    "worker", "employee", "driver", "manager", "freelancer", "contractor", "owner", "associate", "assistant",
    "staff", "helper", "lead", "partner", "student", "member", "online", "remotely", "looking", "trying", "tired",
    "done", "able", "good", "new", "available", "interested", "ready", "sorry", "here", "working", "going", "doing",
    "getting", "making", "learning", "person", "people", "friend", "parent", "mother", "father", "dad", "mom",
    "business", "company", "client", "clients", "work", "job", "jobs", "gig", "gigs", "it", "this", "that",
])  # fmt: skip
"""Words too general to name a job beside a better one, or no job at all."""


_NO_JOBS = [
    "number", "computer", "paper", "order", "power", "water", "player", "user", "member", "partner", "other", "center", "career",
    "customer", "dinner", "winter", "summer", "door", "major", "minor", "senior", "junior", "former", "freelancer", "owner",
    "worker", "want", "plant", "consultant",
]  # fmt: skip
"""Words of O*NET's titles that mean no job in a sentence."""


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    """O*NET titles of two words and more, and single words that end like a doer, lower case → as written."""
    kept: dict[str, str] = {}
    for title in tables().titles["title"]:
        low = re.sub(r"\s*\(.*?\)", "", title).lower().strip()
        if " " in low or re.search(r"(?:er|or|ist|ian|ant|eer|man|nurse|aide|cook|clerk|nanny|chef|maid)$", low):
            kept.setdefault(low, title)
            if low.endswith("s") and not low.endswith("ss"):
                kept.setdefault(low[:-1], title)
    for word in _NO_JOBS:
        kept.pop(word, None)
    return kept


def titles_in(clause: str) -> Iterator[tuple[int, int, str]]:
    """Longest O*NET titles standing in the clause, left to right: (start, end, words as written)."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z][A-Za-z'&/-]*", clause)]
    names, at = _gazetteer(), 0
    while at < len(spans):
        for size in range(min(5, len(spans) - at), 0, -1):
            start, end = spans[at][0], spans[at + size - 1][1]
            words = clause[start:end]
            if (low := words.lower()) in names or (low.endswith("s") and low[:-1] in names):
                yield start, end, words
                at += size - 1
                break
        at += 1


def unique(items: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(item.lower(), item)
    return list(seen.values())
