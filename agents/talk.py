"""A further turn of a talk: what it is, which roles it speaks of, and which fields of the profile it changed."""

from __future__ import annotations

import re

from agents.amend import BARE, FIELDS, SURE, SURE_TOLD, amended, answers, on_top
from agents.changed import OF_WORK, VALUES, changed_fields, said_again, value_of
from agents.contracts import Question, Understanding
from agents.mentioned import roles_named
from agents.offers import offered
from agents.state import CareerState, Request
from agents.turn import Headline, TurnRead
from agents.understanding import ask_about, lay_answers, understand
from tools.profile import Profile
from tools.reading.lacking import unlikely
from tools.reading.message import read_message
from tools.reading.tagger import tagger
from tools.reading.tongue import language
from tools.toolbox import Toolbox
from tools.turns.classifier import Guess, Kind, turn_of

ADVISING: frozenset[Kind] = frozenset({"statement", "correction", "answer", "undo"})
"""After these the agents work anew."""
_TELLING: frozenset[Kind] = frozenset({"statement", "correction", "unclear"})
"""Kinds of which a turn may be an answer where a question is open."""

UNSURE = 0.5
"""Below it a turn of another kind may be an answer as well, where a question is open."""
ASKED = 0.6
"""What a turn that tells something asks besides is answered from this probability on."""
DESTRUCTIVE: frozenset[Kind] = frozenset({"start over", "undo"})
SURE_DESTRUCTIVE, SECOND_BEST, COMPARES = 0.65, 0.25, 0.35
LIKELY_UNDO, BACK = 0.3, 0.45
"""Where something has been changed, it is taken back from these probabilities on: that it is one, and that it is that or a start over.
The one that is taken back can be told again, so less must be sure than for a start over."""
_TELLS: frozenset[Kind] = frozenset({"statement", "correction", "answer"})
UNDONE = 20
"""Changes that are kept to be taken back."""
SURE_FIRST = 0.9
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


def further(
    request: Request, state: CareerState, tools: Toolbox, opinion: Kind | None = None
) -> tuple[Understanding, list[Profile]]:
    """A later turn: the understanding after it, and the profiles that an undo can go back to. ``opinion`` is a model's on its kind."""
    before, history = state["intake"], list(state.get("history") or [])
    if not request.text or request.profile is not None:  # changed by hand, or another person's profile on the same talk
        result = understand(request, before.profile, tools)
        result.number, result.language = before.number + 1, before.language
        return result, history
    turn = read_turn(request.text, state, opinion)
    if turn.kind in TELLING_OR_NOT and history and said_again(request.text, history[-1], before.profile):
        turn.kind = "undo"
    result = _changed(turn, request, before, history, tools)
    turn.changed = changed_fields(before.profile, result.profile)
    if turn.kind in _TELLS:
        turn.kind = _told(turn, before, result)
    result.turn, result.number, result.earlier = (
        turn,
        before.number + 1,
        Headline() if turn.kind == "start over" else _headline(state),
    )
    result.language = tongue(request.text, before.language, "language" in turn.topics)  # type: ignore[assignment]
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
            result = _laid_over(request, before, tools, turn.kind == "correction")
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
    return result if result.advises else same.model_copy(update={"questions": result.questions or same.questions})


def _amend(result: Understanding, text: str, sure: float) -> None:
    """Figures that name no work are of the work that is known; a question about what they now say is not open any more."""
    done, asked = amended(result.profile, text, sure)
    fields = {one.field for one in asked}
    earlier = [one for one in result.questions if one.field not in fields]
    if done:
        result.profile.doubts = [field for field in result.profile.doubts if field not in done]
        earlier = [one for one in earlier if one.field not in done and one.words not in text]
    result.questions = [*asked, *earlier]


TELLING_OR_NOT: frozenset[Kind] = frozenset({*_TELLS, "unclear"})


def _told(turn: TurnRead, before: Understanding, result: Understanding) -> Kind:
    """Which of the three kinds that tell something: what was known is put right, what was asked is answered, the rest is stated."""
    own = {one.field for one in before.questions}
    asked = (
        {"study_hours", "budget", *own}
        | ({"area"} if "place" in own else set())
        | ({"constraints"} if "limits" in own else set())
    )
    known = any(name in VALUES and value_of(before.profile, name) for name in turn.changed)
    if turn.changed and set(turn.changed) <= asked and not known:
        return "answer"
    if known and turn.kind in ("statement", "answer"):
        return "correction"
    if turn.kind == "answer" and turn.changed:  # something that nobody asked for
        return "statement"
    return (
        "statement"
        if turn.kind == "correction" and turn.changed and not known and "work" not in turn.changed
        else turn.kind
    )


APART, SURE_APART = ("wanted", "study", "budget", "debt", "age", "years", "cap"), 0.5
"""Parts of a quantity that answer no question about takings, hours, miles and costs, and from which probability on."""
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
    reading = tagger().read(request.text)
    apart = any(
        (one.part.label in APART and one.part.sure >= SURE_APART) or on_top(reading, one) for one in reading.figures
    )
    for question in fits:
        settled = (
            question.field in OF_WORK
            and value_of(before.profile, question.field)
            and question.field not in before.profile.doubts
        )
        loose = settled and len(request.text.split()) > BARE
        if (apart and question.field in _MENTIONS) or loose or not answers(question.field, request.text):
            continue  # a figure of something else is no answer to that
        result = before.model_copy(deep=True, update={"questions": [question], "abstentions": []})
        lay_answers(result, {question.field: request.text}, tools)
        if changed_fields(before.profile, result.profile):
            result.questions = [
                one for one in before.questions if one.field in result.profile.doubts and one.field != question.field
            ]
            return result
    return _laid_over(request, before, tools, False)


def _laid_over(request: Request, before: Understanding, tools: Toolbox, corrects: bool) -> Understanding:
    """A statement or a correction over what is known; figures that name no work are of the work that is known."""
    result = understand(request, before.profile, tools)
    if before.profile.work and result.profile.work == before.profile.work:
        _amend(result, request.text, SURE if corrects else SURE_TOLD)
    ask_about(result, unlikely(result.profile))  # half of a change may have been read
    return result


def _headline(state: CareerState) -> Headline:
    income, decision = state.get("income"), state.get("decision")
    return Headline(
        hour=income.facts.get("you.net_hour") if income else None, lead=decision.role.soc if decision and decision.role else "",
    )  # fmt: skip


def guessed(text: str, state: CareerState) -> Guess:
    """What the classifier takes a turn for, in the light of what was asked."""
    intake = state["intake"]
    asked = intake.questions[0].field if intake.questions else ""
    guess = turn_of(text)
    unsure = guess.kind in _TELLING or guess.kinds[guess.kind] < UNSURE
    return other if asked and unsure and (other := turn_of(text, asked)).kind == "answer" else guess


def read_turn(text: str, state: CareerState, opinion: Kind | None = None) -> TurnRead:
    """The turn as the classifier takes it, in the light of what was asked, of what the talk is on, and of a model's opinion on its kind."""
    if topic := offered(text):
        return TurnRead(kind="comparison" if topic == "compare" else "question", topics=[topic], about="lead")
    guess = guessed(text, state)
    roles, unknown = roles_named(text, guess, state)
    kind = opinion or _kind(guess, text, len(roles), bool(state.get("history")))
    topics = [topic for topic in guess.asked() if kind not in ADVISING or guess.topics[topic] >= ASKED]
    return TurnRead(
        kind=kind, sure=round(guess.kinds[kind], 3), topics=topics, about=guess.about, roles=roles, unmatched=unknown,
    )  # fmt: skip


def _kind(guess: Guess, text: str, roles: int, changed: bool) -> Kind:
    """The likeliest kind. What would wipe or take back must be sure; a question that sets roles beside each other compares; one that
    the reader finds a limit or an aim in, and that may be a statement, is one."""
    ranked = sorted(guess.kinds, key=lambda kind: -guess.kinds[kind])
    kind = ranked[0]
    if (
        kind in DESTRUCTIVE
        and guess.kinds["undo"] >= LIKELY_UNDO
        and guess.kinds["undo"] + guess.kinds["start over"] >= BACK
        and changed
    ):
        return "undo"
    if kind in DESTRUCTIVE and guess.kinds[kind] < SURE_DESTRUCTIVE:
        kind = next(one for one in ranked if one not in DESTRUCTIVE)
        kind = kind if guess.kinds[kind] >= SECOND_BEST else "unclear"
    if kind == "question" and (
        guess.kinds["comparison"] >= SECOND_BEST or (roles > 1 and guess.topics["compare"] >= COMPARES)
    ):
        return "comparison"
    if kind in ("question", "comparison") and guess.kinds[kind] < UNSURE + 0.1 and not roles and _told_a_figure(text):
        return "statement"
    if kind == "comparison" and not roles and guess.about == "self":
        return "question"
    if kind == "question" and guess.kinds["statement"] >= SECOND_BEST and "?" not in text:
        read = read_message(text).profile
        if read.constraints or read.possible_limits or read.aims:
            return "statement"
    return kind


_ASKS = re.compile(
    r"\?|\b(?:what\w*|how\w*|why|which|who\w*|when|where|is|are|am|do|does|did|can|could|would|will|should|qu[eé]|cu[aá]nt\w+|c[oó]mo)\b", re.I
)  # fmt: skip
SURE_FIGURE = 0.9


def _told_a_figure(text: str) -> bool:
    """Whether a turn without a word of asking states a figure that is surely one of the worker's own work."""
    if _ASKS.search(text):
        return False
    return any(one.part.label in FIELDS and one.part.sure >= SURE_FIGURE for one in tagger().read(text).figures)


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
