"""A message → Understanding: the profile laid over what was known, what to ask, what is assumed, what could not be read."""

from __future__ import annotations

import re

from agents.contracts import Question, Understanding
from agents.state import Request
from tools.needs.classifier import needs_of
from tools.profile import Profile, Work
from tools.proposing.traits import NOTHING, pieces
from tools.reading.answers import answered, to_all
from tools.reading.doubts import MOST
from tools.reading.lacking import Doubt, missing, of_all, unlikely
from tools.reading.message import LONGEST, read_message
from tools.reading.tongue import greeting
from tools.toolbox import Toolbox
from tools.turns.crisis import LIKELY, SURE, in_crisis
from tools.words import unique


def understand(request: Request, before: Profile | None, tools: Toolbox) -> Understanding:
    """The profile with its place found, what to ask, what is assumed, and what could not be read."""
    message = read_message(request.text)
    doubts = list(message.doubts)
    if before is not None:
        message.profile.languages = [one for one in message.profile.languages if one in message.profile.words.values()]
    if before is not None and before.work:
        doubts = _further_works(message.profile, before, doubts)
    profile = merge(merge(before or Profile(), message.profile), request.profile or Profile(), replace=True)
    if not profile.opening and pieces(message.profile) != NOTHING:
        profile.opening = request.text
    profile.needs = needs_of(profile, request.text)
    if in_crisis(request.text, LIKELY if before else SURE):
        profile.needs = unique(["mental health", *profile.needs])
    result = Understanding(profile=profile, assumptions=list(profile.notes))
    _place(result, tools)
    _unreadable(result, request.text)
    ask_about(result, of_all(profile, [*doubts, *missing(profile)]))
    result.assumptions += _assumed(profile)
    return result


def _further_works(said: Profile, before: Profile, doubts: list[Doubt]) -> list[Doubt]:
    """Of a later turn's works those that may be counted stay: figures of a work that was spoken of before are that work's, and one
    that comes up without takings and hours is asked about before it stands beside the known ones. Returns what to ask."""
    kept: list[Work] = []
    asked: list[Doubt] = []
    for work in said.work:
        if not work.title:
            continue  # figures by themselves are laid over the known work by their parts (agents/amend.py)
        known = any(_same(work, one) for one in before.work)
        if work.title and not known and work.title.lower() in before.text.lower():
            work.title, work.soc, known = "", "", True
        if known or (work.gross and work.hours):
            kept.append(work)
            continue
        text = f"You also named “{work.title}”. Is that work you do for pay now, beside the rest?"
        asked.append(Doubt("work", text, ("yes", "no"), work.title, blocks=False, weight=1.0))
    said.work = kept
    if not kept:  # what is doubted of works that do not count opens nothing
        doubts = [one for one in doubts if not one.blocks]
    return [*asked, *(one for one in doubts if not (asked and one.field == "work"))]


def ask_about(result: Understanding, doubts: list[Doubt]) -> None:
    """At most :data:`MOST` questions, one a field, the weightiest first; what hangs on them is noted in the profile."""
    known = {question.field for question in result.questions}
    fresh: dict[str, Doubt] = {}
    for one in sorted(doubts, key=lambda doubt: -doubt.weight):
        if one.field not in known:
            fresh.setdefault(one.field, one)
    asked = list(fresh.values())[: MOST - len(known)]
    result.questions += [
        Question(field=one.field, text=one.text, options=list(one.options), words=one.words) for one in asked
    ]
    open_ = [one.field for one in fresh.values() if one.blocks]
    result.profile.doubts = unique([*result.profile.doubts, *open_])


def lay_answers(result: Understanding, answers: dict[str, str], tools: Toolbox) -> None:
    """Each answer over the profile; one that could not be read leaves its question's field open, and is said so.

    Words under a key that no question has are an answer to all of them at once, as somebody types it.
    """
    asked = {question.field: question for question in result.questions}
    for field, words in answers.items():
        if not words.strip() or no_answer(words):
            read = True
        elif field in asked:
            of = asked[field]
            read = answered(result.profile, field, words, of.text, of.words)
        else:
            read = to_all(result.profile, [(one.field, one.text, one.words) for one in result.questions], words)
        if not read:
            result.abstentions.append(
                f"I could not read “{words[:60]}” as an answer, so what hangs on it is left open."
            )
        result.profile.text = "\n".join(filter(None, (result.profile.text, words)))
    result.questions = []
    _place(result, tools)
    open_ = [one.field for one in (*missing(result.profile), *unlikely(result.profile)) if one.blocks]
    result.profile.doubts = unique([*result.profile.doubts, *open_])


def left_open(profile: Profile) -> None:
    """What a question is open about is left out of every work, not guessed: half of a week's money is no week's money."""
    for field, names in OPEN_FIELDS.items():
        if field in profile.doubts:
            for work in profile.work:
                for name in names:
                    setattr(work, name, None)


OPEN_FIELDS: dict[str, tuple[str, ...]] = {
    "money": ("gross", "fees"), "hours": ("hours", "unpaid_hours"), "miles": ("miles",), "costs": ("expenses", "supplies", "fees"),
}  # fmt: skip

_ADDED = (
    "skills",
    "languages",
    "constraints",
    "possible_limits",
    "wishes",
    "past",
    "credentials",
    "questions",
    "read",
    "unread",
)
"""Lists said anew add to what is there."""


def merge(old: Profile, new: Profile, replace: bool = False) -> Profile:
    """What was said last wins, field by field; lists add up, works by what is said of them."""
    merged = old.model_copy(deep=True)
    for field in type(new).model_fields:
        value = getattr(new, field)
        if field == "text":
            merged.text = "\n".join(filter(None, (old.text, new.text)))
        elif field == "words":
            merged.words = {**old.words, **new.words}
        elif field in _ADDED:
            there = getattr(old, field)
            setattr(merged, field, [*there, *(one for one in value if one not in there)])
        elif field == "work" and old.work and value:
            merged.work = _merged_work(old.work, value, replace)
        elif field == "place" and value:
            merged.place, merged.area = value, new.area
        elif field == "wants" and value:
            merged.wants = unique([*value, *(new.aims or old.aims)])  # what they aim at stays in the comparison
        elif field == "asks":
            merged.asks = value if new.text else old.asks  # a question is of its own turn
        elif field == "doubts":
            merged.doubts = value if new.text else old.doubts
        elif value not in (None, "", [], {}) and field != "area":
            setattr(merged, field, value)
    if new.area.level != "nation":
        merged.area = new.area
    return merged


def _merged_work(old: list[Work], new: list[Work], replace: bool) -> list[Work]:
    """Figures without a job belong to the first of the jobs known; a job that is known is brought up to date, another one is added."""
    if replace and not any(_same(one, known) for one in new for known in old):
        return new
    merged = list(old)
    for one in new:
        at = next((n for n, known in enumerate(merged) if _same(one, known)), None)
        if at is None:
            merged.append(one)
        else:
            told = {name for name in one.model_dump(exclude_defaults=True) if name not in ("title", "soc")}
            merged[at] = merged[at].model_copy(update={name: getattr(one, name) for name in told})
    return merged


def _same(one: Work, known: Work) -> bool:
    return not one.title or one.title.lower() == known.title.lower() or bool(one.soc and one.soc == known.soc)


def no_answer(answer: str) -> bool:
    return bool(
        re.fullmatch(r"\W*(?:(?:i )?(?:don'?t|do not) know|no idea|skip|idk|\?+|n/?a|not sure)\W*", answer, re.I)
    )


def _place(result: Understanding, tools: Toolbox) -> None:
    """The worker's area, or the nation with the reason why; an ambiguous place is asked about."""
    profile = result.profile
    if not profile.place or profile.area.level != "nation":
        return
    match = tools.find_area(profile.place)
    if match.area:
        profile.area = match.area
    if match.how == "ambiguous":
        names = [area.name for area in match.candidates[:4]]
        ask_about(
            result,
            [
                Doubt(
                    "place",
                    f"Which {profile.place} do you mean?",
                    tuple(names),
                    profile.place,
                    blocks=False,
                    weight=1.0,
                )
            ],
        )
        result.abstentions.append(
            f"There is more than one {profile.place} ({'; '.join(names)}), so pay is for the whole country. Tell me which one."
        )
    elif match.how == "not in the US":
        result.abstentions.append(
            f"{profile.place} is outside the United States. Gigpath knows US pay and rules only, so take the figures as a rough comparison."
        )
    elif match.how == "unknown":
        result.abstentions.append(
            f"I do not know the place “{profile.place}”, so pay is for the whole country. Name the nearest city or the state."
        )
        ask_about(
            result,
            [
                Doubt(
                    "place",
                    f"I do not know the place “{profile.place}”. Which bigger city or state is it near?",
                    (),
                    profile.place,
                    blocks=False,
                    weight=0.6,
                )
            ],
        )
    elif match.how == "wider" and match.note:
        result.assumptions.append(match.note)


def _unreadable(result: Understanding, text: str) -> None:
    if len(text) > LONGEST:
        result.abstentions.append("Your message is very long; I read only its beginning.")
    if words := greeting(text):
        result.abstentions.append(words)


def _assumed(profile: Profile) -> list[str]:
    lines = []
    if not profile.place:
        lines.append("You did not name a place, so pay is for the whole country.")
    if profile.study_hours is None:
        lines.append("You did not say how many hours you can learn, so the plan takes five a week.")
    if profile.budget is None:
        lines.append("You did not name a budget, so free courses come first.")
    return lines
