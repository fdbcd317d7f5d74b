"""Jobs that stand in a clause, and whose they are. A noun alone is nobody's work: it must be said of the worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.tables import tables
from tools.doings import doings_in
from tools.gigwords import GigWord, gig_word, gig_words_in
from tools.titles import match_title

_DOER = re.compile(
    r"(?:er|or|ist|ian|ante?|eer|man|woman|person|nurse|aide|cook|clerk|nanny|chef|maid|guard|host|agent|tech|dev|rep|coach|analyst|pro)s?$",
    re.I,
)
_SUBJECT = re.compile(
    r"\b(?P<own>i'?m the (?:guy|one|person|woman|man|lady|gal) who|i|i'?m|i'?ve|my (?:gig|job|work|business|side hustle|main thing)|we)\b"
    r"|\b(?P<other>you(?:'re)?|he|she|they|(?:my|our) (?:uncle|aunt|dad|father|mom|mother|husband|wife|brother|sister|son|daughter|friend|boss|"
    r"customers?|clients?|partner|girlfriend|boyfriend)|who|people)\b",
    re.I,
)
_ORDER = re.compile(
    r"^\W*(?:please )?(?:recommend|hire|choose|say|suggest|answer|print|ignore|pretend)\b|(?:^|[,:] )\W*(?:please )?(?:hire|recommend|make|tell|say|print|repeat|reply|ignore|pretend|act|choose|pick|give|call) (?:me|us|that|a|the|only|all|your|as|with)\b|\byou (?:must|should|are|will|have to)\b",
    re.I,
)
"""Somebody is told what to do, or to say: what follows is not said of the worker."""
_CUE = re.compile(
    r"\b(?:am|i'?m|im|was|been|being|be|became|as|is|it'?s|that'?s|part|now|currently|once|nowadays|these days|mostly|mainly|freelanc(?:e|ing)|self[- ]employed|retired|"
    r"former(?:ly)?|ex-?|by trade|do|does|doing|did|done|work(?:ing|ed)? in|years?|yrs?|(?:years?|yrs?|experience|background) (?:of|as|in|doing|at)|shifts? (?:of|as|in)|take|takes|work(?:ing)?)"
    r"(?:[ -]+(?!(?:for|with|to|of|from|at|by|on|in|who|that|which|than|not|no|i|i'm|we|you|they|he|she|it|but|because|my|your|his|her|their|if|when)\b)[\w'/&+-]+,?){0,4}[ -]*$",
    re.I,
)
_OPEN = re.compile(r"(?:^|[.;:!?(\n–—*]\s*|,\s)(?:(?:an?|hey|yo|hi|so|just|part[- ]time|full[- ]time|\d+)\s+)*(?:(?!(?:the|for|with|to|of|from|at|by|on|in|an?|i|i'?m|we|you|they|he|she|my|our|your|it|and|or|pick|choose|recommend|say|suggest|name|hire|give|make|ask|call|help|met|saw|need|hate|no|not|want)\b)[\w'/&+-]+\s+){0,2}$", re.I)  # fmt: skip
"""A title that opens a sentence or a part of it: "Mobile notary in Reno", "…, licensed cosmetologist"."""
_JOINED = re.compile(r"\s*(?:,|and|or|&|/|\+|n)\s*(?:and\s+)?(?:(?:an?|some)\s+)?(?:[\w'-]+\s+){0,1}$", re.I)
_STUDIED = re.compile(
    r"\b(?:degree|certificate|certified|diploma|course|class|classes|bachelor'?s?|master'?s?|associate'?s?|doctorate|studie[sd]|study(?:ing)?|learn(?:ing)?|junior|major(?:ing)?|training|brushed up)\b(?: \w+){0,2} (?:in|on|of|for)\s+(?:\w+\s+)?$|\b(?:learning|studying)\s+$",
    re.I,
)
_NOT_YET = re.compile(r"\b(?:student|aspiring|future|would-be)\s+$", re.I)
_CREDENTIAL = re.compile(
    r"\s*(?:operator )?(?:certifi|licen|degree|course|class\b|training\b|school\b|homes?\b|facilit|students?\b)", re.I
)
_UNWILLED = re.compile(
    r"\b(?:can|could|would|might|should|able to|learn(?:ing)?(?: how)? to|wan(?:t|na)(?: to)?|tryna|like to|love to|hate to|how to|never|not|n't|(?<!\bi )stop(?:ped)?|(?<!\bi )quit|no more|"
    r"learning|studying|teaching myself|tired of|sick of|done with|into|rather(?: than)?|hate|enjoy|instead of|to get|let you|from)(?: \w+ing)?\s+(?:\w+\s)?$",
    re.I,
)
_UNPAID = re.compile(r"\b(?:internship|for (?:practi[cs]e|fun)|as a hobby|volunteer\w*)\b", re.I)
_BARE_BEFORE = re.compile(
    r"(?:^|[.,;:!?(–—*-]|\b(?:i|who|and|or|n|to|then|just|also|only|mostly|mainly|now|currently|usually|still|days?|nights?|winters?|summers?|weekends?|kids?))\W*(?:now |also |only |just |mostly |do |no longer |\w+ly )*$",
    re.I,
)
_THROUGH = re.compile(r"\b(?:through|via|on|with|off)\s+(?:the\s+|[\w' -]{2,25},? (?:and|or)\s+)?$", re.I)
_FOR_WHOM = re.compile(
    r"\b(?:for (?:an?|the|some|my|other|\d+|several|small|local)?|(?:at|in|of) (?:an?|the|my|some|\d+))\s*(?:[\w'-]+ ){0,2}$",
    re.I,
)
_DELIVERING = frozenset(
    ["driver", "drivers", "courier", "couriers", "shopper", "shoppers", "rider", "partner", "host", "hosts", "deliverer"]
)  # fmt: skip
"""After a platform's name these say no more than the platform does: "DoorDash courier"."""
_TOOLS = re.compile(r"\b(?:i (?:can )?use|using|i know|skills?|proficient|good with)\b", re.I)
_WEAK = frozenset([
    "worker", "employee", "driver", "manager", "freelancer", "contractor", "owner", "associate", "assistant",
    "staff", "helper", "lead", "partner", "student", "member", "online", "remotely", "person", "people", "friend", "parent",
    "mother", "father", "dad", "mom", "business", "company", "client", "clients", "work", "job", "jobs", "gig", "gigs", "operator",
])  # fmt: skip
"""Words too general to name a job beside a better one."""
_NO_JOBS = frozenset([
    "number", "computer", "paper", "order", "power", "water", "player", "user", "member", "partner", "other", "center", "career",
    "customer", "dinner", "winter", "summer", "door", "major", "minor", "senior", "junior", "former", "freelancer", "owner",
    "worker", "want", "plant", "consultant", "whatever", "however", "restaurant", "tracker", "gutter", "scanner", "printer",
])  # fmt: skip
"""Words of O*NET's titles that mean no job in a sentence."""


@dataclass(frozen=True)
class Job:
    """A job found in the text: the worker's words, a SOC code where a table names one, and where it stands.

    ``form`` is that of the verb where one tells the work: "past" is past without another word.
    """

    title: str
    soc: str
    at: int
    words: str
    form: str = ""


def mentions(clause: str, at: int = 0, own: bool = True) -> list[Job]:
    """Doings first, then platforms and gig words, then O*NET titles; with ``own`` only what is said of the worker."""
    clause = _TOOLS.split(clause, maxsplit=1)[0]  # "I use Illustrator" names no job
    found: list[Job] = []
    taken: list[tuple[int, int]] = []
    ends: set[int] = set()
    named = [span for span in titles_in(clause) if not _CREDENTIAL.match(clause[span[1] :])]

    def add(start: int, end: int, soc: str, form: str = "") -> None:
        taken.append((start, end))
        found.append(Job(clause[start:end], soc, at + start, around(clause, start, end - start), form))

    for doing in doings_in(clause, lambda start, form: not own or _done_by_self(clause, start, form)):
        add(doing.start, doing.end, doing.soc, doing.form)
    for word, start, end in _gig_words(clause):
        if any(s < end and start < e for s, e in taken) or _CREDENTIAL.match(clause[end:]):
            continue
        wider = next((n for n in named if n[0] <= start and end <= n[1] and n[1] - n[0] > end - start), None)
        if word.kind == "word" and wider and is_doer(wider[2]) and _says_more(wider[2], word.soc):
            continue  # "warehouse supervisor" is more than "warehouse"
        if _THROUGH.search(clause[:start]) and any(
            e < start and said_of_self(clause, s, e, set()) for s, e, _ in named
        ):  # "nurse aide through Care.com"
            taken.append((start, end))
            continue
        beside = next((n for n in named if n[0] == end + 1), None) if word.kind == "platform" else None
        if beside and beside[2].lower() not in _DELIVERING:  # "TaskRabbit handyman": the work is the handyman's
            taken.append((start, end))
            continue
        end = beside[1] if beside else end
        if word.kind == "word" and any(":" in clause[e:start] for _, e in taken):
            continue  # what stands after the colon is what the work consists of
        verb = re.match(r"driv(?:e|es|ing|in'?)\s+", clause[start:end], re.I)
        doer = word.kind == "word" and not verb and is_doer(clause[start:end])  # "drive Uber" is something done
        if own and not (
            said_of_self(clause, start, end, ends) if doer else _own_activity(clause, start, bool(found), word)
        ):
            continue
        ends.add(end)
        add(start + (verb.end() if verb else 0), end, word.soc)
    for start, end, title in named:
        if any(s < end and start < e for s, e in taken) or (found and title.lower() in _WEAK):
            continue
        if own and not said_of_self(clause, start, end, ends):
            continue
        if found and not match_title(title).sure and not _DOER.search(title):
            continue
        of = re.match(r" of ([a-z]+)\b", clause[end:])
        turned = gig_word(f"{of[1]} {title}") if of else None  # "tester of software"
        ends.add(end)
        add(start, end + of.end() if of and turned else end, turned.soc if turned else "")
    return sorted(found, key=lambda job: job.at)


def said_of_self(clause: str, start: int, end: int, before_it: set[int]) -> bool:
    """Whether a name of a job is said of the worker: after "I am", "as", "years of"…, opening a part, or joined to such a one."""
    before, name = clause[:start], clause[start:end]
    if not _own_subject(before) or any(cue.search(before) for cue in (_ORDER, _STUDIED, _NOT_YET)):
        return False
    if _CUE.search(before):
        return True
    if any(e <= start and _JOINED.fullmatch(clause[e:start]) for e in before_it):
        return True
    many = name.lower().endswith("s") and not name.lower().endswith("ss") and _DOER.search(name)
    return (
        not many
        and bool(_OPEN.search(before))
        and (" " in name or before.strip() == "" or not before.rstrip().endswith(","))
    )


def _says_more(title: str, soc: str) -> bool:
    """Whether a title names another occupation than the gig word within it: "warehouse supervisor", not "licensed barber"."""
    match = match_title(title)
    return bool(match.matches) and match.matches[0].soc != soc and match.matches[0].score >= 0.4


def _own_activity(clause: str, start: int, found: bool, word: GigWord) -> bool:
    """An activity or a platform is the worker's unless it is somebody else's, studied, or a customer's beside other work."""
    before = clause[:start]
    if word.kind == "platform":
        return not _ORDER.search(before)
    return (
        _own_subject(before)
        and (not _UNWILLED.search(before) or re.search(r"\bfrom $", before, re.I) is not None)
        and not _STUDIED.search(before)
        and not (found and _FOR_WHOM.search(before))
        and not re.search(r"\bno (?:more )?$", before, re.I)
    )


def _done_by_self(clause: str, start: int, form: str) -> bool:
    before = clause[:start]
    if _UNPAID.search(clause) and form == "past":
        return False
    if (
        not _own_subject(before)
        or _UNWILLED.search(before)
        or (_ORDER.search(before) and not re.search(r"\bi\b", before, re.I))
    ):
        return False
    return form != "base" or _BARE_BEFORE.search(before) is not None


def _own_subject(before: str) -> bool:
    """Whether the nearest subject before is the worker, or none is named."""
    last = next((m for m in reversed(list(_SUBJECT.finditer(before)))), None)
    return (
        last is None
        or last["own"] is not None
        or re.search(r"\b(?:pay|pays|paid|hire|hires|hired|call|calls) (?:me|us)\b", before[last.start() :], re.I)
        is not None
    )


def _gig_words(clause: str) -> Iterator[tuple[GigWord, int, int]]:
    for word in gig_words_in(clause):
        spelled = re.search(r"\b" + re.sub(r"\\?[- ]", "[- ]", re.escape(word.word)), clause, re.I)
        start = spelled.start() if spelled else 0
        end = start + len(word.word)
        if word.written == "capital" and re.match(r" (?:with|at|to)\b", clause[end:]):
            continue  # "Handy with tools" is no platform
        yield word, start, end


def is_doer(phrase: str) -> bool:
    """Whether a phrase ends as names of people who do something end."""
    return bool(_DOER.search(phrase)) and phrase.split()[-1].lower() not in _NO_JOBS


def around(clause: str, where: int, length: int) -> str:
    """The words about a place in the clause, none of them cut."""
    start = clause.rfind(" ", 0, max(0, where - 25)) + 1
    end = clause.find(" ", where + length + 15)
    return " ".join(clause[start : end if end >= 0 else None].split())


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    """O*NET titles of two words and more, and single words that end like a doer, lower case → as written."""
    kept: dict[str, str] = {}
    for title in tables().titles["title"]:
        low = re.sub(r"\s*\(.*?\)", "", title).lower().strip()
        if re.search(r" (?:in|up|out|off|on)$", low):
            continue  # "pick up" is what one does with many things
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
