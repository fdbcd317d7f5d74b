"""Intake: talk → Profile; asks for what is missing, two questions at most, then goes on and says so."""

from __future__ import annotations

import re
import time
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import interrupt
from pydantic import BaseModel, Field

from agents.contracts import Question, Understanding
from agents.hints import Hinter, quoted, said
from agents.state import CareerState, Context, Request
from runtime.events import AgentFinished, AgentStarted, FactsFound
from tools.fact import Fact
from tools.jobs import unique
from tools.profile import Area, Profile, Work
from tools.reading import LONGEST, read_profile
from tools.toolbox import Toolbox
from tools.wages import NATION, wage_facts

_ENGLISH = frozenset([
    "i", "an", "the", "and", "to", "of", "for", "in", "at", "my", "is", "am", "are", "was", "did", "have", "has", "had", "with", "on",
    "about", "want", "need", "work", "job", "week", "hour", "hours", "pay", "can", "not", "but", "from", "that", "this", "it", "you",
    "also", "make", "earn", "drive", "know", "per", "each", "day", "days", "month", "months", "year", "years", "weekly", "hourly", "hrs",
])  # fmt: skip

_ASK: dict[str, Question] = {
    "work": Question(
        field="work", text="What work do you do now? A few words are enough, such as “I deliver for DoorDash”."
    ),
    "money": Question(
        field="money", text="About how much do you take in, and for how many hours a week, waiting included?"
    ),
    "place": Question(field="place", text="Which city or state do you work in? Pay differs a lot from place to place."),
}


class Pointers(BaseModel):
    """Pieces of the worker's own words; each is read by the reader, and dropped where it does not stand in them."""

    reasoning: str = Field(description="one short sentence: what this person does and wants")
    work: str = Field(description="the work they do now")
    past: str = Field(description="the work they did before")
    skills: list[str] = Field(description="up to five things they can do or know")
    place: str = Field(description="the city or state they are in")
    takings: str = Field(description="the money they take in, with its period")
    hours: str = Field(description="the hours they work")


class Meant(BaseModel):
    reasoning: str = Field(description="one short sentence: what the person asks")
    topic: Literal["tax", "miles", "choice", "other"] = Field(
        description="tax: the tax part; miles: what the car costs; choice: why this role was recommended"
    )


async def intake(state: CareerState, runtime: Runtime[Context]) -> dict[str, Understanding]:
    """The graph's first node. On a later turn the new words change the profile that is already there."""
    began, request, tools = time.perf_counter(), state["request"], runtime.context.tools
    runtime.stream_writer(AgentStarted(agent="intake", doing="reading what you said"))
    before = state["intake"].profile if "intake" in state else None
    result, spent = understand(request, before, tools), (0, 0)
    if request.text and (hint := runtime.context.hinter("intake", runtime.stream_writer)):
        if result.questions and (known := first_facts(result.profile, tools)):  # a hint may take seconds
            facts = {fact.id: fact.model_dump(mode="json") for fact in known}
            runtime.stream_writer(FactsFound(agent="intake", facts=facts))
        result, spent = await hinted(request, before, result, hint), hint.tokens
    if request.ask and before is None and result.questions:
        answers: dict[str, str] = interrupt({"questions": [q.model_dump() for q in result.questions]})
        result = understand(with_answers(request, answers), None, tools)
        result.questions = []
    seconds = time.perf_counter() - began
    runtime.stream_writer(
        AgentFinished(
            agent="intake",
            seconds=seconds,
            result=result.model_dump(mode="json", exclude={"facts"}),
            tokens_in=spent[0],
            tokens_out=spent[1],
        )
    )
    return {"intake": result}


def first_facts(profile: Profile, tools: Toolbox) -> list[Fact]:
    """What can be shown before a model has been asked: the worker's hour, else what their work pays as a job."""
    if facts := tools.gig_income(profile.work).facts:
        return list(facts)
    soc = next((match.soc for work in profile.work for match in tools.match_title(work.title).matches[:1]), "")
    return wage_facts(tools.wages(soc, profile.area.code or NATION)) if soc else []


async def hinted(request: Request, before: Profile | None, read: Understanding, hint: Hinter) -> Understanding:
    """What the reader missed and a model can point at: fields that are still empty, or which question is meant."""
    if before is not None:
        if read_profile(request.text).model_dump(exclude={"text", "words", "notes"}) != _NOTHING:
            return read
        told = await hint.ask(Meant, words=quoted(request.text))
        if told is not None and told.topic != "other":
            read.profile.asks = [told.topic]
            read.profile.words[f"asks.{told.topic}"] = request.text
        return read
    if not read.questions:
        return read
    found = await hint.ask(Pointers, words=quoted(request.text))
    if found is None:
        return read
    own = {name: said(getattr(found, name), request.text) for name in ("work", "past", "place", "takings", "hours")}
    taken = [read.profile.words.get(field, "") for field in ("study_hours", "budget", "target_hourly")]
    for name in ("takings", "hours"):  # words that were read as a wish or as time to learn are no work
        own[name] = "" if any(own[name] in words for words in taken) else own[name]
    lead = {"work": "I work as {}.", "past": "Before that I worked as {}.", "place": "I live in {}.", "takings": "I make {}.",
            "hours": "I work {}."}  # fmt: skip
    again = read_profile(" ".join(line.format(own[name]) for name, line in lead.items() if own[name]))
    if own["work"] and not any(work.title for work in again.work):
        again.work = [(again.work or [Work(title="")])[0].model_copy(update={"title": own["work"]})]
        again.words[f"work.{own['work']}"] = own["work"]
    return understand(
        request, _filled(read.profile, again, [said(s, request.text) for s in found.skills[:5]]), hint.tools
    )


_NOTHING = Profile().model_dump(exclude={"text", "words", "notes"})


def _filled(read: Profile, pointed: Profile, skills: list[str]) -> Profile:
    """``read`` with what is pointed at where it had nothing; never in place of what was read."""
    filled = read.model_copy(deep=True)
    for field in ("work", "past", "place"):
        if not getattr(filled, field) and (value := getattr(pointed, field)):
            setattr(filled, field, value)
            filled.words |= {key: words for key, words in pointed.words.items() if key.startswith(field)}
    for old, new in zip(filled.work, pointed.work, strict=False):
        old.title, old.soc = (old.title, old.soc) if old.title else (new.title, new.soc)
        old.gross, old.hours = old.gross or new.gross, old.hours or new.hours
    filled.skills += [skill for skill in skills if skill and skill not in filled.skills] if not read.skills else []
    filled.text = ""
    return filled


def understand(request: Request, before: Profile | None, tools: Toolbox) -> Understanding:
    """The profile with its place found, what is still missing, what is assumed, and what could not be read."""
    said = read_profile(request.text)
    profile = merge(merge(before or Profile(), said), request.profile or Profile())
    result = Understanding(profile=profile, assumptions=list(profile.notes))
    _place(result, tools)
    _unreadable(result, request.text)
    result.questions = _missing(profile)
    result.assumptions += _assumed(profile)
    return result


def merge(old: Profile, new: Profile) -> Profile:
    """What was said last wins, field by field; lists said anew replace, skills and words add up."""
    merged = old.model_copy(deep=True)
    for field in type(new).model_fields:
        value = getattr(new, field)
        if field == "text":
            merged.text = "\n".join(filter(None, (old.text, new.text)))
        elif field == "words":
            merged.words = {**old.words, **new.words}
        elif field == "skills":
            merged.skills = [*old.skills, *(s for s in new.skills if s not in old.skills)]
        elif field == "work" and old.work and value:
            merged.work = _merged_work(old.work, value)
        elif field == "place" and value:
            merged.place, merged.area = value, new.area
        elif field == "wants" and value:
            merged.wants = unique([*value, *(new.aims or old.aims)])  # what they aim at stays in the comparison
        elif field == "asks":
            merged.asks = value if new.text else old.asks  # a question is of its own turn
        elif value not in (None, "", [], {}) and field != "area":
            setattr(merged, field, value)
    if new.area.level != "nation":
        merged.area = new.area
    return merged


def _merged_work(old: list[Work], new: list[Work]) -> list[Work]:
    """Figures without a job belong to the job already known; another job replaces the list."""
    if len(new) == 1 and (not new[0].title or new[0].title == old[0].title):
        said = {k: v for k, v in new[0].model_dump(exclude_defaults=True).items() if k != "title"}
        return [old[0].model_copy(update={k: getattr(new[0], k) for k in said}), *old[1:]]
    return new


def with_answers(request: Request, answers: dict[str, str]) -> Request:
    """The request with the worker's answers, each put so that the reader knows what it answers."""
    lead = {"work": "I work as ", "money": "I make ", "place": "I live in "}
    said = [
        answer if re.search(r"\bi\b|\bin\b", answer, re.I) else f"{lead.get(field, '')}{answer}"
        for field, answer in answers.items()
        if answer.strip() and not _no_answer(answer)
    ]
    return request.model_copy(update={"text": ". ".join([request.text.rstrip(". "), *said])})


def _no_answer(answer: str) -> bool:
    return bool(
        re.fullmatch(r"\W*(?:(?:i )?(?:don'?t|do not) know|no idea|skip|idk|\?+|n/?a|not sure)\W*", answer, re.I)
    )


def _place(result: Understanding, tools: Toolbox) -> None:
    """The worker's area, or the nation with the reason why."""
    profile = result.profile
    if not profile.place or profile.area.level != "nation":
        return
    match = tools.find_area(profile.place)
    if match.area:
        profile.area = match.area
    if match.how == "ambiguous":
        names = "; ".join(area.name for area in match.candidates[:4])
        result.abstentions.append(
            f"There is more than one {profile.place} ({names}), so pay is for the whole country. Tell me which one."
        )
    elif match.how == "not in the US":
        result.abstentions.append(
            f"{profile.place} is outside the United States. Gigpath knows US pay and rules only, so take the figures as a rough comparison."
        )
    elif match.how == "unknown":
        result.abstentions.append(
            f"I do not know the place “{profile.place}”, so pay is for the whole country. Name the nearest city or the state."
        )
    elif match.how == "wider" and match.note:
        result.assumptions.append(match.note)


def _unreadable(result: Understanding, text: str) -> None:
    if len(text) > LONGEST:
        result.abstentions.append("Your message is very long; I read only its beginning.")
    letters = re.findall(r"[^\W\d_]+", text)
    strange = sum(len(w) for w in letters if not w.isascii())
    if letters and (strange > 0.3 * sum(map(len, letters)) or (len(letters) >= 8 and not english(letters))):
        result.abstentions.append(
            "I can read English only so far; I used the words I knew. Please tell me in English what you do and want."
        )


def english(words: list[str]) -> bool:
    """Whether at least one word in twelve is among English's commonest."""
    return sum(word.lower() in _ENGLISH for word in words) * 12 >= len(words)


def _missing(profile: Profile) -> list[Question]:
    """The two questions whose answers change the advice most."""
    missing = []
    named = [work for work in profile.work if work.title]
    if not named and not profile.past and not profile.skills:
        missing.append("work")
    if named and not any(work.gross and (work.hours or work.gross.per == "hour") for work in named):
        missing.append("money")
    if profile.area == Area() and not profile.place:
        missing.append("place")
    return [_ASK[field] for field in missing[:2]]


def _assumed(profile: Profile) -> list[str]:
    lines = []
    if not profile.place:
        lines.append("You did not name a place, so pay is for the whole country.")
    if profile.study_hours is None:
        lines.append("You did not say how many hours you can learn, so the plan takes five a week.")
    if profile.budget is None:
        lines.append("You did not name a budget, so free courses come first.")
    return lines
