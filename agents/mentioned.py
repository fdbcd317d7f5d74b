"""Which roles a turn speaks of: those it names, those it points at among what was shown, the present work, or what the talk is on."""

from __future__ import annotations

import re

from agents.state import CareerState
from agents.turn import NamedRole, TurnRead
from knowledge.tables import tables
from tools.gazetteer import titles_in
from tools.reading.occupations import title_of
from tools.turns.classifier import Guess
from tools.words import role_words

ROLE = 0.3
"""A piece that is tagged as a role's name is one from this probability of its occupation on."""
SURE = 0.5
"""From it on it is that role, whatever was shown."""
MOST_ROLES = 4


def roles_named(text: str, guess: Guess, state: CareerState) -> list[NamedRole]:
    """The roles that a turn names, each once: pieces that the classifier tags, and occupations' titles where it tags none."""
    pieces = list(guess.named) or [words for _, _, words in titles_in(text) if guess.about == "named"]
    found: dict[str, NamedRole] = {}
    for words in pieces:
        own = title_of(words)
        soc = own.soc if own.sure >= SURE else _shown(words, state) or (own.soc if own.sure >= ROLE else "")
        if soc:
            found.setdefault(soc, NamedRole(words=words, soc=soc))
    return list(found.values())[:MOST_ROLES]


def _shown(words: str, state: CareerState) -> str:
    """The role of the last answers that the words name by a part of its name: "the phlebotomy one"."""
    telling = set(re.findall(r"[a-z]{4,}", words.lower())) - {"jobs", "role", "work", "ones"}
    before = state.get("reply")
    spoken_of = [(soc, tables().occupation(soc).title) for soc in (before.roles if before else [])]
    for soc, title in [*spoken_of, *shown_roles(state)] if telling else []:
        names = re.findall(r"[a-z]{4,}", f"{title} {role_words(title)}".lower())
        if all(any(name.startswith(word[:6]) for name in names) for word in telling):
            return soc
    return ""


def shown_roles(state: CareerState) -> list[tuple[str, str]]:
    """The roles of the last answer, the first to go for first: SOC code and title."""
    decision = state.get("decision")
    if decision is None or decision.role is None:
        return []
    return [(choice.soc, choice.title) for choice in (decision.role, *decision.alternatives)]


_ORDINALS = (
    (0, r"\b(?:the )?(?:1st|first|top|main|primer[oa])\b(?! step| thing| year)"), (1, r"\b(?:the )?(?:2nd|second|segund[oa])\b"),
    (2, r"\b(?:the )?(?:3rd|third|last|tercer[oa]|[uú]ltim[oa])\b(?! year| month| time)"),
)  # fmt: skip


def roles_meant(turn: TurnRead, text: str, state: CareerState) -> list[str]:
    """SOC codes that a question is about: those it names, those it points at among the shown, the present work, else what the talk is on."""
    shown = [soc for soc, _ in shown_roles(state)]
    named = [role.soc for role in turn.roles]
    market = state.get("market")
    current = [role.soc for role in market.current] if market else []
    pointed = [shown[at] for at, cue in _ORDINALS if at < len(shown) and re.search(cue, text, re.I)]
    if named:
        beside = shown[:1] if turn.kind == "comparison" and len(named) == 1 else []
        beside = current[:1] if beside and turn.about == "current" else beside
        return list(dict.fromkeys([*named, *beside]))
    if pointed and turn.about in ("shown", "lead", "named"):
        return pointed
    if turn.about == "shown":
        return shown if turn.kind == "comparison" else shown[1:] or shown
    if turn.about == "current" and current:
        return current[:2]
    before = state.get("reply")
    if before is not None and before.roles and turn.about in ("lead", "named") and not re.search(_PICK, text, re.I):
        return list(before.roles)
    return shown[:1]


_PICK = r"\byour? (?:pick(?:ed)?|suggest\w*|recommend\w*|cho(?:se|ice)|told me|said)|\bmy (?:plan|match)\b"
