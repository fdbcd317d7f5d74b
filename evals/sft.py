"""Training data for the wording: turns that hold, as chat JSONL with where each comes from.

A turn is one agent's prompt and the words that may answer it. It is kept when the run did all that its test profile
expects and every sentence passes the guard, the recorded one and today's. A model's turn must also be whole: nothing had
to be said for it in plain words. Runs without a model give turns too: the prompt a model would have been sent, answered
by those of the draft's own sentences that carry what must be said. Such turns teach the form (placeholders copied
exactly, no digits, three sentences), not a voice.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel

from agents.base import Agent
from agents.contracts import Finding, Understanding
from agents.guard import Allowed, check, split_sentences
from agents.render import placeholders
from agents.speech import compose
from agents.state import CareerState
from agents.subjects import allowed
from evals.expected import holds
from evals.results import Manifest, Result, RunSet
from graph import AGENTS
from runtime.events import EVENT, AgentFinished, Event, FactsFound, GuardVerdict, ModelCalled, TextDelta
from runtime.llm import Message
from tools.fact import Fact

Split = Literal["train", "valid", "test"]
Words = Literal["model", "facts", "both"]

MOST = 3
"""Sentences an answer may have, as the prompts ask."""

MUST = {
    "income_analyst": frozenset({"your_net_hour"}),
    "career_decider": frozenset({"pick", "pick_pay"}),
    "upskilling_coach": frozenset({"plan_weeks"}),
}
"""Placeholders without which a turn is no example, by agent."""


class Source(BaseModel):
    """Where a turn comes from. ``words`` says whose they are; ``model`` is empty for the facts' own."""

    runs: str
    run: str
    case: str
    agent: str
    words: Literal["model", "facts"]
    model: str = ""
    prompt: str
    facts: dict[str, str] = {}


class Turn(BaseModel):
    """One line of the file."""

    messages: list[Message]
    split: Split
    source: Source


@dataclass
class Export:
    """The turns, and how many were left out for which reason."""

    turns: list[Turn] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(turn.model_dump(mode="json"), ensure_ascii=False) + "\n" for turn in self.turns]
        file.write_text("".join(lines), encoding="utf-8")


def split(case: str) -> Split:
    """By hash of the profile's id: 8 in 10 train, 1 valid, 1 test; a profile is in the same part of every export."""
    place = int(hashlib.sha256(case.encode()).hexdigest(), 16) % 10
    return "test" if place == 0 else "valid" if place == 1 else "train"


def export(sets: Iterable[RunSet], words: Words = "both") -> Export:
    """All turns that hold, each once, the training part first.

    Prompts hold no word of the worker's, so profiles share many. One that several parts have stays in the first of them.
    """
    done, found = Export(), list[Turn]()
    for runs in sets:
        manifest = runs.manifest
        cases = {case.id: case for case in manifest.cases}
        for result in runs:
            if result.case not in cases or not holds(cases[result.case], result):
                done.left_out["the run did not do what its profile expects"] += 1
            else:
                found += _turns(result, manifest, words, done.left_out)
    answers, parts = set[tuple[str, str]](), dict[str, Split]()
    for turn in sorted(found, key=lambda turn: get_args(Split).index(turn.split)):
        *sent, answer = (message.content for message in turn.messages)
        prompt = "\n".join(sent)
        if parts.setdefault(prompt, turn.split) != turn.split:
            done.left_out["its prompt is in another part already"] += 1
        elif (prompt, answer) in answers:
            done.left_out["the same turn is there already"] += 1
        else:
            answers.add((prompt, answer))
            done.turns.append(turn)
    return done


def _turns(result: Result, manifest: Manifest, words: Words, left_out: Counter[str]) -> Iterator[Turn]:
    events = [EVENT.validate_python(event) for event in result.events]
    state = state_of(events)
    for agent in AGENTS:
        if agent.writes not in state:
            continue
        finding = state[agent.writes]  # type: ignore[literal-required]
        given, plain = spoken(agent, state, finding)
        if not given or finding.degraded:
            continue
        must = MUST.get(agent.name, frozenset()) & set(given)
        for found in (_said(events, agent.name), _drafted(agent.name, given, plain, must)):
            if found is None or words not in (found.words, "both"):
                continue
            if why := _wrong(found, replace(allowed(given), draft=" ".join(plain)), must):
                left_out[why] += 1
                continue
            source = Source(
                runs=manifest.name, run=result.run_id, case=result.case, agent=agent.name, words=found.words,
                model=found.model, prompt=found.digest, facts=manifest.facts,
            )  # fmt: skip
            messages = [*found.prompt, Message(role="assistant", content=found.text)]
            yield Turn(messages=messages, split=split(result.case), source=source)


def state_of(events: Iterable[Event]) -> CareerState:
    """What each agent wrote to the state, from the run's events."""
    kinds: dict[str, tuple[str, type[Finding]]] = {agent.name: (agent.writes, agent.result) for agent in AGENTS}
    kinds["intake"] = ("intake", Understanding)
    facts: dict[str, dict[str, Any]] = {}
    state: dict[str, Finding] = {}
    for event in events:
        if isinstance(event, FactsFound):
            facts.setdefault(event.agent, {}).update(event.facts)
        elif isinstance(event, AgentFinished):
            key, kind = kinds[event.agent]
            state[key] = kind.model_validate({**event.result, "facts": facts.get(event.agent, {})})
    return state  # type: ignore[return-value]


def spoken(agent: Agent[Any], state: CareerState, finding: Finding) -> tuple[dict[str, Fact], list[str]]:
    """The facts an agent's prompt names, and its plain words; as the agent itself does it before it speaks."""
    named = {fact.name: fact for fact in agent.speakable(state, finding).values()}
    plain = agent.tell(state, finding)
    return {name: named[name] for passage in plain for name in placeholders(passage)}, plain


@dataclass(frozen=True)
class _Found:
    prompt: list[Message]
    digest: str
    sentences: list[str]
    words: Literal["model", "facts"]
    model: str = ""
    whole: bool = True

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def _said(events: Iterable[Event], agent: str) -> _Found | None:
    """A model's sentences that the guard passed, with the prompt they answer; a second try's too, its own prompt left out.

    Verdicts come before the call that brought the sentences; a call without any was for a hint.
    """
    passed: list[str] = []
    first, judged, whole = None, False, True
    for event in events:
        if event.agent != agent:
            continue
        if isinstance(event, GuardVerdict):
            judged = True
            if event.ok and event.sentence not in passed:
                passed.append(event.sentence)
        elif isinstance(event, ModelCalled) and judged:
            first = first or event
        elif isinstance(event, TextDelta) and event.origin == "fallback":
            whole = False
    if first is None:
        return None
    asked = [Message.model_validate(message) for message in first.messages if message["role"] != "assistant"]
    asked = asked[: 1 + (asked[0].role == "system")]  # a second try's words come after these
    return _Found(asked, first.prompt_hash, passed, "model", first.model, whole)


def _drafted(agent: str, given: Mapping[str, Fact], plain: list[str], must: Set[str]) -> _Found:
    """Of the draft's own sentences first those that carry what must be said, at most three, in the draft's order."""
    draft = " ".join(plain)
    may = replace(allowed(given), draft=draft)
    sentences = [sentence for sentence in split_sentences(draft) if check(sentence, may).ok]
    carrying = [sentence for sentence in sentences if must & set(placeholders(sentence))]
    chosen = [*carrying, *(sentence for sentence in sentences if sentence not in carrying)][:MOST]
    sent, digest = compose(agent, given, draft)
    return _Found(sent, digest, [sentence for sentence in sentences if sentence in chosen], "facts")


def _wrong(found: _Found, may: Allowed, must: Set[str]) -> str:
    """Why a turn is no example to learn from; empty when it is one."""
    if not found.sentences:
        return "no sentence passed the guard"
    if not all(check(sentence, may).ok for sentence in found.sentences):
        return "a sentence does not pass the guard of today"
    said = {name for sentence in found.sentences for name in placeholders(sentence)}
    if not found.whole or must - said:
        return "something that must be said was missing"
    return ""
