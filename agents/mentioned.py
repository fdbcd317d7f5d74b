"""Which roles a turn speaks of: those it names, those it points at among what was shown, the present work, or what the talk is on."""

from __future__ import annotations

import re

from agents.state import CareerState
from agents.turn import NamedRole, TurnRead
from knowledge.tables import tables
from tools.gazetteer import titles_in
from tools.reading.occupations import CERTAIN, Title, title_of
from tools.titles import match_title
from tools.turns.classifier import Guess
from tools.words import role_words

ROLE = 0.3
"""A piece that is tagged as a role's name is one from this probability of its occupation on."""
SURE = 0.5
"""From it on it is that role, whatever was shown."""
SURE_TRADE = 0.8
"""A word that nothing tagged is a role's name from it on."""
MOST_ROLES = 4


def roles_named(text: str, guess: Guess, state: CareerState) -> tuple[list[NamedRole], list[str]]:
    """The roles that a turn names, each once: pieces that the classifier tags, and occupations' titles where it tags none; and the
    pieces that name no occupation that is known."""
    pieces = list(guess.named)
    if guess.about == "named" and not pieces:
        pieces = [words for _, _, words in titles_in(text)] or _trades(text)
    pieces = [_whole(piece, text, [one for one in pieces if one != piece]) for piece in pieces]
    found: dict[str, NamedRole] = {}
    unknown: list[str] = []
    for words in pieces:
        own = _completed(words, [one for one in pieces if one != words], state) or title_of(words)
        soc = own.soc if own.sure >= SURE else _shown(words, state) or (own.soc if own.sure >= ROLE else "")
        if soc:
            found.setdefault(soc, NamedRole(words=words, soc=soc))
        else:
            unknown.append(words)
    return list(found.values())[:MOST_ROLES], unknown


def _trades(text: str) -> list[str]:
    """Single words that are surely a trade's name, where a role is named and nothing else names one: "plumbing then"."""
    return [word for word in re.findall(r"[a-záéíóúñ]{6,}", text.lower()) if title_of(word).sure >= SURE_TRADE][:1]


def _whole(words: str, text: str, others: list[str]) -> str:
    """A piece, apart from the others, with the words about it that make it a title of the lists: "physiologist" of "an exercise physiologist"."""
    at = text.find(words)
    if at < 0:
        return words
    before, behind = text[:at].split()[-2:], text[at + len(words) :].split()[:1]
    for ahead, after in ((1, 0), (0, 1), (2, 0), (1, 1)):
        if len(before) < ahead or len(behind) < after:
            continue
        longer = " ".join([*before[len(before) - ahead :], words, *behind[:after]]).strip(" ,.?!;:")
        if any(other in longer for other in others):
            continue
        found = match_title(longer, 1)
        if found.sure and found.matches[0].score >= CERTAIN and not match_title(words, 1).sure:
            return longer
        if (
            title_of(words).sure < ROLE and title_of(longer).sure >= SURE
        ):  # half a name was taken: "crew" of "running a crew"
            return longer
    return words


def _completed(words: str, beside: list[str], state: CareerState) -> Title | None:
    """What a bare "assistant" or "tech" is short for: the same word after what stands before the other roles in view, where lists of
    titles know that ("hygienist or assistant" → dental assistant). None for words that say enough by themselves."""
    word = words.lower().strip(" .?!")
    if " " in word or match_title(word, 1).sure:
        return None
    sure = [own.soc for piece in beside if (own := title_of(piece)).sure >= SURE]
    named = [tables().occupation(soc).title for soc in sure]
    reply = state.get("reply")
    spoken_of = [tables().occupation(soc).title for soc in (reply.roles if reply else [])]
    for title in (*beside, *named, *spoken_of, *(title for _, title in shown_roles(state))):
        first, *rest = re.findall(r"[a-z]+", title.lower()) or [""]
        found = match_title(f"{first} {word}", 1).matches[:1] if rest or title in named else []
        if found and found[0].score >= CERTAIN:
            return Title(found[0].soc, found[0].score)
    return None


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
    before = state.get("reply")
    spoken_of = list(before.roles) if before is not None else []
    market = state.get("market")
    current = [role.soc for role in market.current] if market else []
    pointed = [shown[at] for at, cue in _ORDINALS if at < len(shown) and re.search(cue, text, re.I)]
    if named:
        # "that or a paralegal": the one that was just spoken of
        other = [soc for soc in (*spoken_of, *shown) if soc not in named]
        beside = other[:1] if turn.kind == "comparison" and len(named) == 1 and not turn.unmatched else []
        beside = current[:1] if beside and turn.about == "current" else beside
        return list(dict.fromkeys([*named, *beside]))
    if pointed and turn.about in ("shown", "lead", "named"):
        return pointed
    if turn.about == "shown" and len(spoken_of) > 1:  # "which of them"
        return spoken_of
    if turn.about == "shown":
        return shown if turn.kind == "comparison" else shown[1:] or shown
    if turn.about == "current" and current:
        return current[:2]
    if spoken_of and turn.about in ("lead", "named") and not re.search(_PICK, text, re.I):
        return spoken_of
    return shown[:1]


_PICK = r"\byour? (?:pick(?:ed)?|suggest\w*|recommend\w*|cho(?:se|ice)|told me|said)|\bmy (?:plan|match)\b"
