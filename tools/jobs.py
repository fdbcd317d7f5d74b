"""Jobs named in a worker's words: what they do now, did before, and ask about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.figure import Figure
from tools.mentions import Job, is_doer, mentions
from tools.profile import PastWork, Work
from tools.skills import map_skills
from tools.titles import UNREAD, match_title

_PAST = re.compile(
    r"^\W*(?:did|was|worked|had|ran|kept|before)\b|\bbehind me\b|\bi (?:had|ran|kept)\b|\bbefore (?:that|this)\b|\bbefore,? in\b|\bin my (?:home )?country\b|\bused to\b|\bpreviously\b|\bformer(?:ly)?\b|\bex-|\bi (?:was|did|worked|had been)\b|"
    r"\bwas an?\b|\bworked (?:as|in|at|for)\b|\bdid \d|\bb4\b|\byears? ago\b|\bretired\b|\blaid off\b|\bin the past\b|\bback (?:home|in)\b|"
    r"\bhave (?:worked|helped|been)\b|\b\d+ (?:years?|yrs?) (?:of|as|in|doing|at|an?|the)\b|^\W*\d+ (?:years?|yrs?)\b|\bearlier\b|\bold job\b|\bexperience (?:as|in)\b",
    re.I,
)
_YEARS_OF = re.compile(r"\W*(?:\w+ )?\d+\+? (?:years?|yrs?)\b", re.I)
_OVER = re.compile(
    r"\b(?:before|b4|ago|was|used to|did|until|till|left|retired|laid off|closed|former\w*|behind me|in the past)\b",
    re.I,
)
_ENDED = re.compile(
    r"\bi(?:'ve|ve| have| had)? (?:(?:just|then|finally|recently|also|already|\w+ly) )?"
    r"(?:(?:stopped|quit|gave up|given up|ended|no longer|got (?:deactivated from|kicked off|fired from))\s+(?:(?:doing|driving|working|delivering|shopping|do|drive|work|deliver|shop|my|the|an?|job|gig|for|with|at|as|on) )*"
    r"|(?:left|lost)\s+(?:(?:my|the|an?|job|gig|at|as|with) )*)(?:\w+ )?$",
    re.I,
)
"""Before a job's name: it is over. "I left nursing for Uber" ends nursing alone."""
_DOES = re.compile(
    r"\bi (?:now |also |only |just |mostly |mainly |still )*(?:drive|deliver|dash|shop|work|do|clean|walk|sell)(?: \w+)? (?:for|with|on|at|as|through) $",
    re.I,
)
_ANY_MORE = re.compile(
    r"\bi (?:(?:do not|don'?t) (?!want|wanna|like|enjoy|care|feel|think|know)|am not |'m not )[^,;.]*\b(?:any ?more|any longer)\b|\bi(?:'m| am) done with\b",
    re.I,
)
_WORKED_UNTIL = re.compile(
    r"\bi (?:drove|delivered|shopped|dashed|did|cleaned|walked|babysat)\b[^,;.]*\b(?:until|till|up to|back in|last year|(?:in|since) (?:19|20)\d\d)\b",
    re.I,
)
STOPPED_DRIVING = re.compile(
    r"\b(?:i(?:'ve|ve| have| had)?|and|then|but) (?:(?:just|then|finally|recently|\w+ly) )?(?:stopped|quit|gave up|given up) driving\b(?! (?:at night|nights|on |so |as |that |much|full))"
    r"|\bi no longer drive\b|\bi don'?t drive any ?more\b|\bi used to drive\b[^.;!?]*\b(?:until|till)\b",
    re.I,
)
"""Driving itself is given up, whatever was driven before."""
DRIVING = ("53-303", "53-305")
"""Trucks, vans, buses and cars for hire."""
_NOW = re.compile(
    r"\bnow\b|\bcurrently\b|\bi (?:drive|deliver|work|do|clean|care|teach|run|sell|shop|walk|freelance|am)\b|\bi'?m\b|\bthese days\b|\bat the moment\b",
    re.I,
)
_WANT = re.compile(
    r"\b(?:want|like|love|hope|plan|trying|thinking|dream)\w*\b(?: \w+){0,3}? (?:to )?(?:be(?:come|ing)?|work(?:ing)? as|get(?:ting)? into|mov(?:e|ing) into|switch(?:ing)? to|go(?:ing)? into|train(?:ing)? as|being|of|do(?:ing)?|try(?:ing)?)\s+(?:an? |the )?([a-z][\w /&'-]{2,40})"
    r"|\b(?:want|like|love|hope|plan|dream)\w* to ((?:teach|weld|code|program|cook|nurse|design|write|paint|repair|fix)\b(?! (?:less|more|fewer|better|my|a lot))[\w /&'-]{3,30})"
    r"|\b(?:maybe|perhaps|possibly|interested in|curious about|considering|look(?:ing)? into|to)\s+(?:becom(?:e|ing)|being|work(?:ing)? as|train(?:ing)? as|as)\s+(?:an? |the )?([a-z][\w /&'-]{2,40})"
    r"|\b(?:interested in|curious about|considering|look(?:ing)? into)\s+(?:an? |the )?([a-z][\w /&'-]{2,40})"
    r"|\b(?:what about|how about|why not|could i be(?:come)?)\s+(?:an? |the )?([a-z][\w /&'-]{2,40})",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:do|doing|try|trying|to (?:teach|weld|code|program|cook|nurse|design|write|paint|repair|fix)) (?!to be)", re.I
)
"""After these anything may follow: "I want to do better"; only a job that is surely one counts."""
_AIM = re.compile(r"\b(?:want|like|love|hope|plan|dream|interested|becom)\w*\b", re.I)
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


def jobs_in(text: str, found: list[Figure], words: dict[str, str]) -> tuple[list[Work], list[PastWork], list[str]]:
    current: list[Work] = []
    past: list[PastWork] = []
    wants: list[str] = []
    lately: list[Work] = []
    for at, clause in _clauses(text):
        if (wish := _wished(clause)) is not None:
            start, what = wish
            for title in _wishes(what, clause):
                wants.append(title)
                words[f"wants.{title}"] = clause.strip()[:120]
            clause = clause[:start]  # "I braid hair, maybe become a nurse": what stands before the wish is so
        if _QUESTION.match(clause):
            continue
        for job in _known_jobs(clause, at):
            if _before_now(clause, job, at):
                years = next((f.value for f in found if f.kind == "years" and at <= f.at < at + len(clause)), None)
                if job.title.lower() not in {p.title.lower() for p in past}:
                    past.append(PastWork(title=job.title, soc=job.soc, years=years))
                    words[f"past.{job.title}"] = clause.strip()[:120]
                if _YEARS_OF.match(clause) and not _OVER.search(clause):
                    lately.append(Work(title=job.title, soc=job.soc))
            elif current and _listed_skill(job, text):
                continue
            elif not any(_same(job, work) for work in current):
                current.append(Work(title=job.title, soc=job.soc))
                words[f"work.{job.title}"] = job.words or clause.strip()[:120]
    _end_driving(text, current, past, words)
    if not current and lately and any(f.kind in ("gross", "hours") for f in found):
        current = lately[-1:]  # "Twelve years of home care. I get $14 an hour": nothing says that it is over
        words[f"work.{current[0].title}"] = words.get(f"past.{current[0].title}", current[0].title)
    past = [p for p in past if not any(p.soc == w.soc and p.title.lower() == w.title.lower() for w in current)]
    return current[:5], past[:5], unique(wants)[:3]


def _end_driving(text: str, current: list[Work], past: list[PastWork], words: dict[str, str]) -> None:
    """Driving told of before "I stopped driving last year" is over: "I drive Lyft, well I stopped driving last year"."""
    if (stop := STOPPED_DRIVING.search(text)) is None:
        return
    before = text[: stop.start()].lower()
    for work in [w for w in current if w.soc.startswith(DRIVING) and w.title.lower() in before]:
        current.remove(work)
        past.append(PastWork(title=work.title, soc=work.soc))
        words[f"past.{work.title}"] = stop[0]


def _wished(clause: str) -> tuple[int, str] | None:
    """Where a clause begins to say what the worker wants to do, or asks about, and what; None when it tells of no wish."""
    want = _WANT.search(clause)
    what = trim(next((group for group in want.groups() if group), "")) if want else ""
    return (want.start(), what) if want and what else None


def _wishes(what: str, clause: str) -> list[str]:
    """The roles of a wish; words that name none only when they can mean nothing else."""
    if titles := [job.title for job in mentions(what, own=False)]:
        return titles
    match = match_title(what)
    return [what] if match.sure or (match.matches and not _VAGUE.search(clause)) else []


def _before_now(clause: str, job: Job, at: int) -> bool:
    """Whether a job named in the clause is over, by the verb that tells it, else by the tense of the clause."""
    lead = clause[: job.at - at]
    if (
        re.search(r"\b(?:retired|former|ex)[ -](?:\w+ )?$", lead, re.I)
        or _ENDED.search(lead)
        or _WORKED_UNTIL.search(clause)
        or _ANY_MORE.search(clause)
    ):
        return True
    if job.form == "past":
        return re.search(r"(?:\bhave|\bhas|'ve|\bive)\s+(?:\w+\s)?$", lead, re.I) is None
    if re.search(r"\bused to\s+(?:\w+\s)?$", lead, re.I):
        return True
    if re.search(r"\bi (?:now |also |only |just |mostly |mainly |still )?$", lead, re.I) and not re.match(
        r"\w+ed\b", job.title
    ):
        return False  # "I was born in Peru, I drive Lyft"
    if _DOES.search(lead):
        return False  # "former line cook, I drive for Lyft"
    over, now = _PAST.search(clause), _NOW.search(clause)
    if over is None or re.search(r"\bfor the (?:last|past)\b|\bi(?:'ve| have) (?:been|done)\b", clause, re.I):
        return False
    return now is None or now.start() > over.start()


def aims_in(wants: list[str], words: dict[str, str]) -> list[str]:
    """Those of ``wants`` that the worker wants to become; the others were only asked about."""
    return [title for title in wants if _AIM.search(words.get(f"wants.{title}", ""))]


def _listed_skill(job: Job, text: str) -> bool:
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


def _same(job: Job, work: Work) -> bool:
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


def _known_jobs(clause: str, at: int) -> Iterator[Job]:
    """What stands in the clause as the worker's; else a title that opens the text; else what follows "I am a …"."""
    if found := mentions(clause, at):
        yield from found
        return
    lead = _LEAD.match(clause) if at == 0 else None
    if lead and is_doer(lead["what"]) and len(lead["what"].split()) <= 4 and match_title(lead["what"]).sure:
        yield Job(lead["what"].strip(), "", at, lead[0].strip())
        return
    for match in _SAID.finditer(clause):
        what = trim(match["what"])
        if len(what) > 3 and what.split()[0].lower() not in _DOING and _a_job(what):
            yield Job(what, "", at + match.start("what"), match[0].strip())
            return


def _a_job(what: str) -> bool:
    """Whether words no table knows name a job: what people are called who do one, or what the title model is sure of."""
    if what.lower() in _NO_WORK:
        return False
    match = match_title(what)
    return bool(match.matches) and (match.sure or (is_doer(what) and match.matches[0].score >= UNREAD))


def trim(what: str) -> str:
    return STOP.split(what.strip(), maxsplit=1)[0].strip(" -,'/&")


_DOING = frozenset(
    [
    "learning", "looking", "trying", "working", "going", "doing", "getting", "making", "able", "new", "good",
    "tired", "not", "so", "very", "also", "a", "it", "this", "that", "them", "my", "what", "only", "teaching", "in", "few", "some", "more",
]
)  # fmt: skip
_LEAD = re.compile(r"^\s*(?:an? )?(?P<what>[A-Z][A-Za-z/&' -]{4,45}?) (?:who|with|in|at|for|from|here)\b")
_QUESTION = re.compile(
    r"\s*(?:how|why|what(?! i (?:do|sell|make)\b)|which|when|explain|can you|could you|tell me)\b", re.I
)
_NO_WORK = frozenset(
    [
        "online",
        "remotely",
        "student",
        "looking",
        "trying",
        "tired",
        "member",
        "person",
        "friend",
        "father",
        "mother",
        "parent",
    ]
)


def unique(items: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(item.lower(), item)
    return list(seen.values())
