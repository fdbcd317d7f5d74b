"""A worker's own words → Profile. Deterministic: a field with no words behind it stays empty."""

from __future__ import annotations

import re

from tools import amounts
from tools.abilities import LANGUAGE, skills_in
from tools.figure import Figure
from tools.gigwords import gig_word
from tools.jobs import DRIVING, STOPPED_DRIVING, aims_in, jobs_in, unique
from tools.places import find_area, places_in
from tools.profile import Amount, Constraint, Education, Per, Profile, Topic, Work

LONGEST = 20_000
"""Characters read of one message; about four thousand words."""

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("tax", re.compile(r"(?:explain|why|how|what)\b[^.!?]*\btax", re.I)),
    ("miles", re.compile(r"(?:explain|why|how|what)\b[^.!?]*\b(?:miles?|mileage|car cost|the car)\b", re.I)),
    (
        "choice",
        re.compile(
            r"(?:explain|why|how)\b[^.!?]*\b(?:recommend|choose|chose|pick|choice|this (?:one|role|job)|that (?:one|role|job)|score)",
            re.I,
        ),
    ),
    (
        "rate",
        re.compile(
            r"(?:what|how much)\b[^.!?]*\b(?:charge|ask (?:clients|customers)|my (?:hourly )?rate)|\bwhat (?:hourly )?rate\b|\b(?:raise|set) my (?:rates?|prices)|"
            r"\b(?:stay|remain|keep being|be|go) (?:self[- ]employed|freelance|independent)\b|\b(?:keep|stay|continue) freelancing|"
            r"\b(?:work|working) for myself\b|\bbe my own boss\b|\bown clients\b",
            re.I,
        ),
    ),
)

_EDUCATION: tuple[tuple[Education, re.Pattern[str]], ...] = (
    ("doctorate", re.compile(r"\bph\.?d\b|\bdoctorate\b|\bjuris doctor\b", re.I)),
    ("master", re.compile(r"\bmaster'?s?(?:'s)? (?:degree|in|of)\b|\bmba\b|\bm\.?sc\b|\bm\.a\.", re.I)),
    ("bachelor", re.compile(r"\bbachelor|\bb\.?sc?\b(?= |,|\.)|\bb(?:fa|sn|ba|eng)\b|\bb\.?a\.? (?:in|degree)|\bcollege degree|\bcollege grad|\buniversity degree|\b4[ -]year degree|(?<!associate )(?<!associates )(?<!associate's )\bdegree in\b|\bgraduated (?:from )?(?:college|university)|\b(?<!')(?!(?:no|any|a|the|my|another|without|associates?|associate's|master'?s?|of|or|get|need)\b)[a-z]+ degree\b|\b(?:have|got|with|hold) a degree\b|\b(?:recent )?(?:business|college|university) graduate", re.I)),
    ("associate", re.compile(r"\bassociate'?s? (?:degree|in|of)\b|\b2[ -]year degree|\baa degree", re.I)),
    ("some college", re.compile(r"\bsome (?:community )?college|\b(?:dropped out of|left|quit) (?:college|university)|\b(?:college|university) drop ?-?outs?\b|\b(?:(?:did|have)(?: not|n'?t)|never) (?:graduated?(?: from)?|complet(?:ed?)|finish(?:ed)?) (?:college|university|(?:my|a|the) (?:\w+ )?(?:bachelor'?s?|associate'?s?|degree|college))|\bcollege credits?|\b(?:did(?: not|n'?t)|never) finish(?:ed)? (?:college|university|my degree)|\bdone with college, never finished|\b\d+ (?:years?|yrs?|semesters?) (?:of|in) (?:community )?college|\bcollege for \d+ (?:years?|yrs?)|\bin my (?:first|second|third|fourth|last) year (?:at|of (?:college|university))|\b(?:college|university) (?:student|freshman|sophomore|junior|senior)\b|\b(?:junior|senior|sophomore|freshman|majoring) in (?!high)", re.I)),
    ("certificate", re.compile(r"\b(?:technical|trade|vocational|college) certificate\b|\bcertificate (?:in|from|program)|\bcertified (?:as|in|nurs\w+|nursing assistant)|\btrade school|\bvocational", re.I)),
    ("high school", re.compile(r"\bhigh school\b|\bhs diploma\b|\bged\b|\bno (?:college|degree)\b|\b(?:never went|(?:did|have)(?: not|n'?t) (?:go|been|went)) to (?:college|university)|\bwithout (?:an?|any|my) (?:(?!another)\w+ |bachelor'?s |associate'?s )?degree\b(?! (?:require|needed|program))|\b(?:i|we) lack (?:an?|any) (?:\w+ )?degree|\bno (?:\w+ )?degree\b|\bi (?:do|did)(?: not|n'?t) have (?:an?|any|my) (?:(?:\w+ |bachelor'?s |associate'?s )?degree\b|bachelor'?s?\b)|\bnever (?:got|earned|had) (?:an?|my|any) (?:\w+ )?degree\b|\b12 years of school", re.I)),
    ("none", re.compile(r"\b(?:(?:got|went|made it) (?:only )?to|finished|through|until|till|after|past|only|but|got|up to|left school (?:in|after)|dropped out[^.,;]{0,20}|completed) (?:the )?(?:[1-9]|1[01])(?:th|st|nd|rd)?[ -]grade\b|(?:^|[,.;] )(?:[1-9]|1[01])th grade(?: only| education)?(?=\s*(?:$|[.,;]))|\b(?:[1-9]|1[01]) years of school(?:ing)?\b|\bno school(?:ing)?\b(?! (?:run|bus))|\bnever (?:went to|finished) (?:high )?school\b|\bdid(?: not|n'?t) finish (?:high )?school\b|\b(?:dropped out of|left) (?:high )?school\b|\bno (?:high school )?diploma\b|\bno (?:school )?papers?\b", re.I)),
)  # fmt: skip

_LACKING = re.compile(
    r"\b(?:no|without|never (?:got|finished|earned|had)|(?:do|did|have|has)(?:n'?t| not)(?: (?:have|got|get|finish|earn))?|lack(?:ing)?) (?:(?!but\b)\w+ ){0,2}$|\bnever $",
    re.I,
)
"""What is said to be missing is no schooling one has: "no college degree"."""

_CONSTRAINTS: tuple[tuple[Constraint, re.Pattern[str]], ...] = (
    ("home evenings", re.compile(r"home (?:in|by|for) (?:the )?(?:evening|dinner|night)s?|home (?:every |most )?nights?\b|home (?:daily|every day)|evenings? (?:off|free|at home|with)|no evenings?|(?:be )?home (?:at night|every night)|9[ -](?:to|-)[ -]?5|day(?:time)? (?:hours|job|shift) only|during school hours", re.I)),
    ("no nights", re.compile(r"\b(?:want|need|prefer)(?: to work| only)? (?:days\b(?! off)|day ?shifts?)|(?:tired|sick) of (?:the )?nights?\b|no (?:more )?nights?\b|not? (?:work )?at night|(?:can'?t|don'?t want to|won'?t) (?:work|do) (?:\w+ )?nights?|no night shifts?", re.I)),
    ("no weekends", re.compile(r"no (?:more )?weekends?|weekends? (?:off|free)|(?:can'?t|don'?t want to|won'?t) work (?:\w+ )?weekends?", re.I)),
    ("no driving", re.compile(r"(?:no more|stop|quit|tired of|sick of|hate|done with|off the|get out of|don'?t want to|can'?t|cannot|no) (?:\w+ ){0,2}driv(?:e|ing)|off the road|no car\b|don'?t (?:have|own) a car|lost my licen[cs]e|no driver'?s licen[cs]e", re.I)),
    ("no heavy lifting", re.compile(r"bad (?:back|knees?|shoulder)|back (?:pain|injury|problems?)|no (?:heavy )?lifting|(?:can'?t|cannot|don'?t want to) (?:\w+ )?lift|less physical|not physical|hurt my back|hard on my (?:body|back|knees)|knees? (?:hurt|are shot|are gone)", re.I)),
    ("no standing", re.compile(r"(?:can'?t|cannot|no|not)\b[^.!?;]{0,30}\bstand(?:ing)? (?:all day|for long|long|much|all shift)|sit(?:ting)? down job|desk job|off my feet", re.I)),
    ("remote only", re.compile(r"\bremote(?:ly)?\b(?! (?:control|area|sensing))|work(?:ing)? from home|from home\b(?! (?:to|in))|\bwfh\b|telework", re.I)),
    ("no degree", re.compile(r"(?:without|(?:needs?|requires?|asks?|wants?) no|don'?t want|can'?t (?:get|afford)|not? (?:going )?back to) (?:a |another |go to |to )?(?:degree|college|university|school for years)", re.I)),
    ("no licence", re.compile(r"no licen[cs]es?\b|without (?:a )?licen[cs]e|don'?t want (?:a|to get a) licen[cs]e", re.I)),
    ("no background check", re.compile(r"felony|felon\b|\bex[- ]?con\b|criminal record|(?:in|out of|been to|from) (?:prison|jail)|incarcerat|did time\b|(?:can'?t|won'?t) pass (?:a )?background|no background check|background checks? (?:is|are|might be|will be) (?:a |an )?(?:big )?(?:problem|issue|trouble)|(?:afraid of|fail) (?:a |the )?background|\bon parole|\bconvict", re.I)),
    ("no care work", re.compile(r"no (?:more )?(?:care ?(?:work|giving)|caring|nursing)|(?:tired|sick|done) (?:of|with) (?:care ?(?:work|giving)|caring)|not? nursing", re.I)),
    ("no sales", re.compile(r"no sales|hate (?:sales|selling|cold calling)|not? (?:a )?sales|no cold call", re.I)),
    ("flexible hours", re.compile(r"flexible|own (?:hours|schedule)|set my (?:own )?hours|around (?:my )?(?:kids?|school|class)", re.I)),
)  # fmt: skip


def read_profile(text: str) -> Profile:
    """What the text says, each field with its words; ``text`` is kept whole up to :data:`LONGEST`."""
    text = text[:LONGEST]
    plain = amounts.completed(amounts.digits(text))
    words: dict[str, str] = {}
    found = amounts.figures(plain)
    current, past, wants = jobs_in(plain, found, words)
    profile = Profile(text=text, past=past, wants=wants, aims=aims_in(wants, words), words=words)
    words = profile.words
    profile.work = _with_figures(current, found, plain, words, profile.notes)
    profile.skills = skills_in(plain, [work.title.lower() for work in profile.work if work.title], words)
    profile.languages = unique(m[0] for m in LANGUAGE.finditer(plain))
    words |= {f"languages.{name}": name for name in profile.languages}
    profile.education = _education(plain, words)
    profile.constraints = [name for name, cue in _CONSTRAINTS if _noted(f"constraints.{name}", cue, plain, words)]
    if not any(work.soc.startswith(DRIVING) for work in profile.work) and "no driving" not in profile.constraints:
        given_up = _noted("constraints.no driving", STOPPED_DRIVING, plain, words)
        profile.constraints += ["no driving"] if given_up else []
    profile.asks = [topic for topic, cue in _TOPICS if _noted(f"asks.{topic}", cue, plain, words)]
    if places := places_in(text):
        here = [place for place in places if find_area(place).how != "not in the US"] or places
        profile.place = words["place"] = here[-1] if len(here) > 1 and _moved(text, here) else here[0]
    _wishes(profile, found, words)
    return profile


def _education(text: str, words: dict[str, str]) -> Education | None:
    """The highest level that is stated; one said to be missing does not count, school left early counts before school."""
    order = (
        [row for row in _EDUCATION if row[0] == "none"]
        if re.search(
            r"\b(?:no|never|not|n't|left|dropped out of) [\w ]{0,14}(?:high school|school|diploma)\b", text, re.I
        )
        else []
    )
    for level, cue in [*_EDUCATION[:-2], *order, *_EDUCATION[-2:]]:
        for match in cue.finditer(text):
            if level in ("high school", "none", "some college") or not _LACKING.search(text[: match.start()]):
                words["education"] = match[0].strip()
                return level
    return None


def _noted(field: str, cue: re.Pattern[str], text: str, words: dict[str, str]) -> bool:
    if match := cue.search(text):
        words[field] = match[0].strip()
    return match is not None


def _moved(text: str, places: list[str]) -> bool:
    return bool(
        re.search(
            rf"(?:moved|moving|relocat\w+|now live|now) (?:from [\w ,]+? )?(?:to|in)? ?{re.escape(places[-1])}",
            text,
            re.I,
        )
    )


def _wishes(profile: Profile, found: list[Figure], words: dict[str, str]) -> None:
    for figure in found:
        if figure.assumed:
            profile.notes.append(f"I took “{figure.words}” as by the week, since you did not say.")
        if figure.middle:
            profile.notes.append(f"You gave a range; I used the middle of “{figure.words}”.")
        if figure.kind == "target" and profile.target_hourly is None:
            profile.target_hourly = _hourly(figure)
        elif figure.kind == "study_hours" and profile.study_hours is None:
            profile.study_hours = amounts.per_week(figure.value, figure.per, days=7)
        elif figure.kind == "budget" and profile.budget is None:
            profile.budget = figure.value
        else:
            continue
        words[{"target": "target_hourly", "study_hours": "study_hours", "budget": "budget"}[figure.kind]] = figure.words
    if profile.budget is None and (
        match := re.search(
            r"no (?:money|budget|savings)|free (?:only|courses|training)|can'?t (?:pay|afford) (?:for )?(?:any|course|school|training|class)\w*",
            profile.text,
            re.I,
        )
    ):
        profile.budget, words["budget"] = 0.0, match[0]


def _hourly(figure: Figure) -> float | None:
    """A wanted pay as USD an hour; bare figures are read by their size, full-time years where yearly."""
    per = figure.per or ("hour" if figure.value <= 300 else "year" if figure.value >= 10_000 else None)
    hours = {
        "hour": 1.0,
        "day": 8.0,
        "week": 40.0,
        "month": amounts.HOURS_A_YEAR / 12,
        "year": float(amounts.HOURS_A_YEAR),
    }
    return round(figure.value / hours[per], 2) if per in hours else None


# ---- figures of the current work ------------------------------------------------------------------------------


def _with_figures(
    current: list[Work], found: list[Figure], text: str, words: dict[str, str], notes: list[str]
) -> list[Work]:
    """Figures go to the job named last before them; those before any job go to the first."""
    if not current:
        if not any(f.kind in ("gross", "hours", "miles", "jobs") for f in found):
            return current
        current = [Work(title="")]
    for work in current:
        work.employee = bool(_PAYROLL.search(text))
    places = [max(text.lower().find(work.title.lower()), 0) for work in current]
    days, by_mile = amounts.days_a_week(text), any(figure.kind == "miles" for figure in found)
    for figure in found:
        index = max((i for i, at in enumerate(places) if at <= figure.at), key=lambda i: places[i], default=0)
        work = current[index]
        if figure.kind == "gross" and (work.gross is None or _by_span(figure, work)):
            per = figure.per or _likely_per(figure.value)
            work.gross = Amount(usd=figure.value, per=per)
            if figure.per is None:
                notes.append(f"I took “{figure.words}” as {_PER_WORDS[per]}, since you did not say.")
        elif figure.kind == "expenses" and (more := amounts.per_week(figure.value, figure.per)) is not None:
            field = "supplies" if by_mile and _BESIDE_MILES.search(figure.words) else "expenses"
            setattr(work, field, round((getattr(work, field) or 0.0) + more, 1))  # fuel, insurance, … add up
            key = f"work.{field}" + (f".{index}" if index else "")
            words[key] = ", ".join(filter(None, (words.get(key), figure.words)))
            continue
        elif figure.kind in ("hours", "miles", "jobs", "unpaid_hours") and getattr(work, figure.kind) is None:
            weekly = amounts.per_week(
                figure.value, figure.per, hours=None, days=work.jobs if figure.per == "job" else days
            )
            if weekly is None:
                continue
            setattr(work, figure.kind, round(weekly, 1))
        elif figure.kind == "fees" and work.fees is None:
            work.fees = figure.value
        else:
            continue
        words[f"work.{figure.kind}" + (f".{index}" if index else "")] = figure.words
    told = [work for work in current if work.gross or work.hours]
    for work in current:
        if work.gross is not None and work.gross.per == "day" and work.days is None:
            work.days = days
    for work in [w for w in current if w not in told]:  # "uber eats and doordash", "walk dogs on Rover": one gig
        if (same := next((other for other in told if work.soc and other.soc == work.soc), None)) is not None:
            current = [w for w in current if w is not work]
            names = all((word := gig_word(w.title)) and word.kind == "platform" for w in (same, work))
            same.title = f"{same.title} and {work.title}" if names and len(same.title) < 40 else same.title
    return current


def _by_span(figure: Figure, work: Work) -> bool:
    """Whether a sum by the week, month or year tells more than one by the piece, of which nobody counted the pieces."""
    by_piece = work.gross is not None and work.gross.per == "job" and work.jobs is None
    return by_piece and figure.per in ("week", "month", "year")


_BESIDE_MILES = re.compile(r"\b(?:tools?|supplies|materials|phone|parking|tolls?|gear|equipment|rent|bags?)\b", re.I)
"""Costs that the tax office's rate per mile does not cover."""
_PER_WORDS: dict[Per, str] = {
    "hour": "by the hour",
    "week": "by the week",
    "month": "by the month",
    "year": "by the year",
}


def _likely_per(usd: float) -> Per:
    """The period a bare sum most likely means; always said aloud in the profile's notes."""
    return "hour" if usd < 100 else "week" if usd < 3_000 else "month" if usd < 10_000 else "year"


_PAYROLL = re.compile(
    r"\bw-?2\b|on (?:the )?payroll|as an employee|\bmy employer\b|\b(?:through|for|with|by) an? (?:[a-z]+ ){0,2}agency\b",
    re.I,
)
