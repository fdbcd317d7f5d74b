"""Plain cues of a need: words that say it whoever says them, beside the learned guess, which is surer of the usual ways to say a thing.

A cue counts in a sentence that speaks of nobody else and denies nothing.
"""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[.!?;\n]+\s*|\s(?=(?:but|pero)\s)")
OTHERS = re.compile(
    r"\b(?:son|daughter|kids?|child|children|mom|mother|mum|dad|daddy|father|parents?|wife|husband|spouse|partner|sister|sis|brother|uncle|aunt|cousin|friend"
    r"|neighbou?r|boss|clients?|customers?|buddy|roommate|ex|grandma|grandpa|nephew|niece|patients?|people|folks|crew|brat|interpreter|they|she|he)\b",
    re.I,
)
ONESELF = re.compile(r"\b(?:i|i'?m|i'?ve|my|me)\b", re.I)
DENIED = re.compile(
    r"\b(?:no|not|never|without|nobody|dismissed|dropped|isn'?t|wasn'?t|ain'?t|don'?t|didn'?t|don’t|clean|used to|if)\b",
    re.I,
)
AT_WORK = re.compile(
    r"\b(?:guard|officer|staff|work(?:s|ed|ing)? (?:at|in|for|with)|teach|taught|visit|kitchen|deliver(?:y|ed|ing)? to|nurse at)\b",
    re.I,
)
CUES = {
    "record": r"felony|felon|convicted|conviction|misdemeanou?rs?|on parole|parole officer|halfway house|incarcerated|behind bars|released from (?:prison|jail)"
    r"|got out of (?:prison|jail)|(?:did|served) (?:\w+ )?(?:\w+ )?(?:years?|yrs|months?|time) (?:in|at|upstate|inside)\b(?=.{0,40}(?:prison|jail|state|county|inside|upstate|got out|home))"
    r"|dui|dwi|on probation|did probation",
    "disability": r"autis(?:tic|m)|asperger'?s?|adhd|epilep(?:sy|tic)|legally blind|blind in|deaf|hard of hearing|amputee|amputation|multiple sclerosis|i have ms"
    r"|long covid|chronic (?:fatigue|pain|illness)|cerebral palsy|fibromyalgia|lupus|prosthetic",
    "veteran": r"(?:army|navy|marines?|marine corps|usmc|air force|coast guard|space force)\b(?=.{0,80}\b(?:years?|yrs|vet|veteran|served|deployed|separated"
    r"|discharged?|out in|got out|retired))|(?:years?|yrs) (?:in the )?(?:army|navy|marines|marine corps|air force|coast guard)|\bi(?:'m| am) a veteran"
    r"|(?:iraq|afghanistan|navy|army|marine|air force|combat) vet(?:eran)?\b",
    "deactivated": r"(?:uber|lyft|doordash|grubhub|instacart|shipt|spark|roadie|rover|airbnb|turo|fiverr|upwork|etsy|taskrabbit|favor|flex|account|profile|listing)\b"
    r"(?=(?:(?!\b(?:never|not)\b).){0,40}\b(?:delisted|banned|suspended|deactivated|closed for good|kicked me|locked me out|took down|shut (?:me )?off|removed me|terminated))",
}  # fmt: skip
PATTERNS = {need: re.compile(rf"\b(?:{cue})", re.I) for need, cue in CUES.items()}


def cued(text: str) -> list[str]:
    """The needs that plain words say, in the order of :data:`CUES`."""
    own = [one for one in SENTENCE.split(text) if one and not OTHERS.search(one)]
    return [need for need in PATTERNS if any(_says(need, one) for one in own)]


def _says(need: str, sentence: str) -> bool:
    found = PATTERNS[need].search(sentence)
    near = sentence[max(0, found.start() - 25) : found.start()] if found else ""
    told_of_oneself = need != "disability" or ONESELF.search(sentence)
    return (
        bool(found and told_of_oneself)
        and not DENIED.search(near)
        and not (need == "record" and AT_WORK.search(sentence))
    )
