"""What a message says outright, which no probability may overrule: an age, a right to work, asylum granted, a licence that is lacking,
schooling that was begun.

Each is a pattern over one clause; a clause that speaks of somebody else says nothing of the worker.
"""

from __future__ import annotations

import re

CLAUSE = re.compile(r"[.!?;\n]+\s*|,\s+|\s(?=(?:and|but|so|because|y|pero)\s)")
SOMEBODY_ELSE = re.compile(
    r"\b(?:my|our|mi|his|her|their) (?:\w+ )?(?:son|daughter|kids?|child|children|boys?|girls?|mom|mother|mum|dad|father|wife|husband|spouse|partner"
    r"|sister|brother|uncle|aunt|cousin|friend|neighbou?r|boss|esposo|esposa|hij[oa]s?|car|truck|van)\b|\b(?:she|he|they)\b",
    re.I,
)
NOT = re.compile(
    r"\b(?:no|not|n[o']?t|never|without|lost|expired|waiting|wait|applied|applying|apply|need|want|lack|sin|nunca|until|if)\b|n't\b", re.I
)  # fmt: skip
MAY_WORK = re.compile(
    r"\b(?:green card|work permit|work authori[sz]ation|ead|permiso de trabajo|residencia|papers? to work|permanent resident|citizen|ciudadan[oa]"
    r"|special immigrant visa|siv|visa is (?:fine|good|ok|okay|valid)|(?:allowed|authori[sz]ed|permitted) to work)\b",
    re.I,
)
MINE = re.compile(r"\bmy (?:own )?(?:green card|work permit|ead|work authori[sz]ation|citizenship)\b", re.I)
GRANTED = re.compile(
    r"\b(?:won|got|granted|received|approved|gained|gave|given)\b[^.!?]{0,30}\basylum\b|\basylum\b[^.!?]{0,20}\b(?:granted|approved)\b", re.I
)  # fmt: skip
NO_LICENCE = re.compile(
    r"\b(?:no|without an?|without|don'?t have an?|don'?t have the|do not have an?|never got (?:my|an?|the)|never had an?|not) "
    r"(?:\w+ )?licen[sc](?:e|ed)\b|\bunlicen[sc]ed\b|\bget(?:ting)? (?:my|licen[sc]ed|a licen[sc]e|the licen[sc]e)|\bsin licencia\b",
    re.I,
)
OF_DRIVING = re.compile(r"\bdriv(?:er'?s?|ing) licen[sc]e", re.I)
BEGUN = re.compile(
    r"\b(?:half|part|most|two thirds|one year|a year|two years|\w+ semesters?) (?:of|through|into|in) (?:an?|the|my)? ?(?:[\w'-]+ ){0,4}"
    r"(?:course|program(?:me)?|class(?:es)?|degree|training|certificate|apprenticeship|school)\b"
    r"|\b(?:started|began|begun) (?:an?|the|my) (?:[\w'-]+ ){0,4}(?:course|program(?:me)?|degree|training|certificate|apprenticeship)\b",
    re.I,
)
AGE = re.compile(
    r"\b(?:i'?m|i am|turned|tengo|aged?) (\d\d)\b(?!\s*(?:%|percent|hours?|hrs?|h\b|miles?|mi\b|minutes?|min\b|weeks?|days?|months?|k\b|bucks|dollars|/|years? in|yrs? in))"
    r"|(?<!\ba )\b(\d\d)[ -]?(?:yrs?|years?|yo|y/o)[ -]?old\b|\b(\d\d) ?(?:yo|y/o|años de edad)\b",
    re.I,
)
ALONE = re.compile(r"(?:^|[.!?]\s+)(\d\d)(?=[.,]\s)")
TENS = {"fifty": 50, "sixty": 60, "seventy": 70}
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SPELT = re.compile(rf"(?:^|[.!?]\s+|\b(?:at|i'?m|i am|turned) )({'|'.join(TENS)})(?:[- ]({'|'.join(ONES)}))?\b(?=\s*(?:[.,!]|years old|i\b|and\b|next\b|this\b|now\b))", re.I)  # fmt: skip
YOUNGEST, OLDEST = 16, 90


def age(text: str) -> int | None:
    """The worker's age in years as they say it; None where they do not."""
    for clause in _own(text):
        if found := AGE.search(clause):
            years = int(next(filter(None, found.groups())))
            return years if YOUNGEST <= years <= OLDEST else None
    if found := SPELT.search(text):
        return TENS[found[1].lower()] + (ONES.index(found[2].lower()) + 1 if found[2] else 0)
    alone = ALONE.search(text)
    return int(alone[1]) if alone and YOUNGEST <= int(alone[1]) <= OLDEST else None


def may_work(text: str) -> bool:
    """Whether they say that their papers let them work."""
    own = [*_own(text), *(clause for clause in CLAUSE.split(text) if clause and MINE.search(clause))]
    return any(MAY_WORK.search(clause) and not NOT.search(clause) for clause in own)


def asylum_granted(text: str) -> bool:
    return any(GRANTED.search(clause) and not NOT.search(clause) for clause in _own(text))


def lacks_licence(text: str) -> bool:
    """Whether they say that they have no licence for their work, or want to get it; one to drive a car is another matter."""
    return any(NO_LICENCE.search(clause) and not OF_DRIVING.search(clause) for clause in _own(text))


def has_begun(text: str) -> bool:
    """Whether they say that a course of theirs was begun and not finished."""
    return any(BEGUN.search(clause) for clause in _own(text))


def _own(text: str) -> list[str]:
    """Clauses that speak of nobody else."""
    return [clause for clause in CLAUSE.split(text) if clause and not SOMEBODY_ELSE.search(clause)]
