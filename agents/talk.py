"""A further turn of a talk: what it is, which roles it speaks of, and which fields of the profile it changed."""

from __future__ import annotations

import re

from agents.contracts import Question, Understanding
from agents.state import CareerState, Request
from agents.turn import Headline, NamedRole, TurnRead
from agents.understanding import lay_answers, understand
from tools.gazetteer import titles_in
from tools.profile import Profile
from tools.reading.occupations import title_of
from tools.reading.tongue import language
from tools.toolbox import Toolbox
from tools.turns.classifier import Guess, Kind, turn_of
from tools.words import role_words

ADVISING: frozenset[Kind] = frozenset({"statement", "correction", "answer", "undo"})
"""After these the agents work anew."""
ROLE = 0.3
"""A piece that is tagged as a role's name is one from this probability of its occupation on."""
MOST_ROLES = 4
_TELLING: frozenset[Kind] = frozenset({"statement", "correction", "unclear"})
"""Kinds of which a turn may be an answer where a question is open."""

FIELDS = (
    "work", "past", "skills", "languages", "education", "field", "credentials", "place", "area", "target_hourly", "study_hours", "budget",
    "wants", "wishes", "constraints", "possible_limits", "needs",
)  # fmt: skip
"""Fields of a profile that advice hangs on."""


ASKED = 0.6
"""What a turn that tells something asks besides is answered from this probability on."""
UNDONE = 20
"""Changes that are kept to be taken back."""
SURE_FIRST = 0.6
"""A first message that tells nothing of a person is taken for a question, or for talk, from this probability on."""


def first_turn(request: Request, tools: Toolbox) -> Understanding:
    """The first message of a talk: what somebody says of themselves, unless it says nothing of them and asks something."""
    result = understand(request, None, tools)
    if not request.text or request.profile is not None or _tells(result.profile):
        return result
    guess = turn_of(request.text)
    if guess.kind in ("question", "comparison", "service") and guess.kinds[guess.kind] >= SURE_FIRST and guess.asked():
        empty = CareerState(request=request, intake=Understanding())
        result = Understanding(turn=read_turn(request.text, empty), advises=False)
        result.language = tongue(request.text, "en", "language" in result.turn.topics)  # type: ignore[assignment, union-attr]
    return result


def _tells(profile: Profile) -> bool:
    """Whether a message says anything of who wrote it, beside what they ask about."""
    told = (
        "work",
        "past",
        "skills",
        "education",
        "credentials",
        "constraints",
        "target_hourly",
        "study_hours",
        "budget",
        "wishes",
        "aims",
    )
    return any(getattr(profile, name) for name in told)


def further(request: Request, state: CareerState, tools: Toolbox) -> tuple[Understanding, list[Profile]]:
    """A later turn: the understanding after it, and the profiles that an undo can go back to."""
    before, history = state["intake"], list(state.get("history") or [])
    if not request.text or request.profile is not None:  # changed by hand, or another person's profile on the same talk
        result = understand(request, before.profile, tools)
        result.number, result.language = before.number + 1, before.language
        return result, history
    turn = read_turn(request.text, state)
    result = _changed(turn, request, before, history, tools)
    turn.changed = changed_fields(before.profile, result.profile)
    result.turn, result.number, result.earlier = turn, before.number + 1, _headline(state)
    result.language = tongue(request.text, before.language, "language" in turn.topics)  # type: ignore[assignment]
    if turn.kind == "start over":
        return result, []
    if turn.kind == "undo":
        return result, history[:-1]
    if turn.changed:
        return result, [*history, before.profile][-UNDONE:]
    return result, history


def _changed(
    turn: TurnRead, request: Request, before: Understanding, history: list[Profile], tools: Toolbox
) -> Understanding:
    """The understanding after a turn; of one that asks the same as before it."""
    same = before.model_copy(deep=True, update={"advises": False, "abstentions": []})
    match turn.kind:
        case "statement" | "correction":
            result = understand(request, before.profile, tools)
        case "answer":
            result = _answered(request, before, tools)
        case "undo" if history:
            result = same.model_copy(update={"profile": history[-1].model_copy(deep=True), "questions": []})
        case "start over":
            result = understand(Request(text=request.text), None, tools)
            if not (result.profile.work or result.profile.past):
                return Understanding(advises=False)
        case _:
            return same
    result.advises = turn.kind == "start over" or bool(changed_fields(before.profile, result.profile))
    return result if result.advises else same


_MENTIONS = {
    "hours": r"\bh(?:ou)?rs?\b|\bdays?\b|horas",
    "miles": r"\bmi(?:les?)?\b|millas|\bkm\b",
    "money": r"\$|dollar|a week|bucks",
}


def _answered(request: Request, before: Understanding, tools: Toolbox) -> Understanding:
    """An answer read alone and laid over the profile, to the open question that it fits; else it is read as a statement."""
    fits: list[Question] = sorted(
        before.questions, key=lambda q: not re.search(_MENTIONS.get(q.field, r"(?!)"), request.text, re.I)
    )
    for question in fits:
        result = before.model_copy(deep=True, update={"questions": [question], "abstentions": []})
        lay_answers(result, {question.field: request.text}, tools)
        if changed_fields(before.profile, result.profile):
            result.questions = [
                one for one in before.questions if one.field in result.profile.doubts and one.field != question.field
            ]
            return result
    return understand(request, before.profile, tools)


def _headline(state: CareerState) -> Headline:
    income, decision = state.get("income"), state.get("decision")
    return Headline(
        hour=income.facts.get("you.net_hour") if income else None, lead=decision.role.soc if decision and decision.role else "",
    )  # fmt: skip


def read_turn(text: str, state: CareerState) -> TurnRead:
    """The turn as the classifier takes it, in the light of what was asked and what the talk is on."""
    intake = state["intake"]
    asked = intake.questions[0].field if intake.questions else ""
    guess = turn_of(text)
    if asked and guess.kind in _TELLING and (other := turn_of(text, asked)).kind == "answer":
        guess = other
    kind = guess.kind
    topics = [topic for topic in guess.asked() if kind not in ADVISING or guess.topics[topic] >= ASKED]
    return TurnRead(
        kind=kind, sure=round(guess.kinds[kind], 3), topics=topics, about=guess.about, roles=roles_named(text, guess, state),
    )  # fmt: skip


def roles_named(text: str, guess: Guess, state: CareerState) -> list[NamedRole]:
    """The roles that a turn names, each once: pieces that the classifier tags, and occupations' titles where it tags none."""
    pieces = list(guess.named) or [words for _, _, words in titles_in(text) if guess.about == "named"]
    found: dict[str, NamedRole] = {}
    for words in pieces:
        soc = _shown(words, state) or _likely(words)
        if soc:
            found.setdefault(soc, NamedRole(words=words, soc=soc))
    return list(found.values())[:MOST_ROLES]


def _likely(words: str) -> str:
    title = title_of(words)
    return title.soc if title.sure >= ROLE else ""


def _shown(words: str, state: CareerState) -> str:
    """The role of the answer that the words name by its own name: "the phlebotomy one"."""
    telling = {word[:6] for word in re.findall(r"[a-z]{4,}", words.lower())} - {"job", "role", "work"}
    if not telling:
        return ""
    for soc, title in shown_roles(state):
        if telling <= {word[:6] for word in re.findall(r"[a-z]{4,}", role_words(title).lower())}:
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


def changed_fields(before: Profile, after: Profile) -> list[str]:
    """Fields of :data:`FIELDS` that are other now."""
    return [name for name in FIELDS if getattr(before, name) != getattr(after, name)]


def tongue(text: str, before: str, asks_for_language: bool) -> str:
    """The language of the reply: as the turn is written, or asked for; what cannot be told goes on as before."""
    low = text.lower()
    if asks_for_language:
        return (
            "es"
            if re.search(r"spanish|espa[ñn]ol|castellano", low)
            else "en"
            if "english" in low or "ingl" in low
            else before
        )
    now = language(text)
    if now == "es":
        return "es"
    english = len(re.findall(r"\b(?:the|is|do|does|what|how|i|my|you|it|that|can|are|will|they|for|to|of)\b", low))
    return "en" if english or now != "en" else before
