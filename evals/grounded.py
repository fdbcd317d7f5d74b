"""Groundedness: every number and link a person sees must be the value of a fact the passage names.

unsupported share = numbers and links without such a fact ÷ all numbers and links shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agents.contracts import Advice, Narrative
from tools.fact import Fact
from tools.pathways import plain_names

_URL = re.compile(r"https?://[^\s)\]>\"']+")
_NUMBER = re.compile(r"-?\$?\d+(?:,\d{3})*(?:\.\d+)?")


def passages(advice: Advice) -> list[Narrative]:
    """All that is stated in words: what the agents say, and the reply to a further turn. A question that the reply ends with is left out: it
    gives the worker's own words back and states nothing."""
    if (reply := advice.reply) is None:
        return advice.narrative
    text = reply.text
    for question in advice.questions:
        text = text.replace(question.text, " ")
    return [*advice.narrative, Narrative(agent="answerer", text=text, refs=reply.refs)]


@dataclass(frozen=True)
class Claim:
    """A number or link as shown, and the agent that showed it."""

    agent: str
    shown: str
    text: str


def claims(passage: Narrative) -> list[Claim]:
    """Every number and link in a passage; digits inside a link belong to the link, those of a role's name ("911 dispatchers") to the name."""
    links = _URL.findall(passage.text)
    plain = _numbered_roles().sub(" ", _URL.sub(" ", passage.text))
    numbers = _NUMBER.findall(plain)
    return [Claim(passage.agent, shown, passage.text) for shown in (*links, *numbers)]


@lru_cache(maxsize=1)
def _numbered_roles() -> re.Pattern[str]:
    """Names of roles that hold a digit."""
    names = {name for pair in plain_names().values() for name in pair if re.search(r"\d", name)}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)", re.I)


def supported(claim: Claim, facts: list[Fact]) -> bool:
    """Whether a fact has exactly this value, as a number or as a text that holds it."""
    if claim.shown.startswith("http"):
        return any(fact.value == claim.shown for fact in facts)
    value = float(re.sub(r"[$,]", "", claim.shown))
    return any(
        claim.shown.strip("-") in fact.value if isinstance(fact.value, str) else fact.value == value for fact in facts
    )


def unsupported(advice: Advice) -> list[Claim]:
    """Claims without a fact among the passage's own references; empty when all holds."""
    found = []
    for passage in passages(advice):
        facts = [advice.facts[ref] for ref in passage.refs if ref in advice.facts]
        found += [claim for claim in claims(passage) if not supported(claim, facts)]
    return found


_MONEY = r"(-?\$[\d,]+(?:\.\d+)?) (an hour|a week|a month|a year)"
_MORE = re.compile(
    rf"{_MONEY}[^.;]*?\b(?:is|are)\b(?P<not> not| no)?[^.;]*?\b(?P<word>more|higher|above|better|larger|less|lower|below|worse|smaller)\b(?: than)?(?: the| your)?(?: present| current)? {_MONEY}"
)
_GREATER = {"more", "higher", "above", "better", "larger"}


def contradicted(advice: Advice) -> list[Claim]:
    """Comparisons of two amounts of money, as shown, that the amounts themselves deny; read apart from the guard."""
    found = []
    for passage in passages(advice):
        for match in _MORE.finditer(passage.text):
            a, unit, b, other = match[1], match[2], match[5], match[6]
            left, right = (float(re.sub(r"[$,]", "", value)) for value in (a, b))
            holds = left > right if match["word"] in _GREATER else left < right
            if unit != other or holds == bool(match["not"]):
                found.append(Claim(passage.agent, match[0], passage.text))
    return found


def shown(advice: Advice) -> int:
    """How many numbers and links the advice shows."""
    return sum(len(claims(passage)) for passage in passages(advice))
