"""How an agent speaks: the facts' own plain sentences, and in the place of some a model's wording of the same facts.

The model gets named placeholders with their meaning and their relations, never a figure and never the worker's words. A
sentence of its own is shown only after the guard has passed it, and only in the place of plain sentences that carry the same
placeholders; all others stay as they are, in their order. So nothing that the facts say is lost, whatever a model writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import Template
from typing import Literal

from agents.contracts import AgentName, Narrative
from agents.guard import Allowed, SentenceStream, Verdict, check, prompt_lines, relations, split_sentences, stands_for
from agents.render import placeholders, render
from runtime.errors import ModelError
from runtime.events import Event, Fallback, GuardVerdict, ModelCalled, TextDelta
from runtime.llm.chat import ChatModel, Completion, Message
from runtime.settings import ROOT
from tools.fact import Fact

PROMPTS = ROOT / "agents" / "prompts"
MAX_TOKENS = 140
MOST = 3
"""Sentences of a model that are shown of one agent."""

Write = Callable[[Event], None]
Origin = Literal["model", "fallback"]


@dataclass
class Speech:
    """One agent's turn to speak. ``named`` are the facts its plain words use; the model may use these and no others."""

    agent: AgentName
    model: ChatModel
    named: Mapping[str, Fact]
    allowed: Allowed
    write: Write
    plain: list[str] = field(default_factory=list)
    """The plain sentences; the first ``shown`` have been said, by the model or as they are."""

    shown: int = 0
    spoken: int = 0
    """Sentences of the model that were shown."""

    waiting: list[str] = field(default_factory=list)
    """What the model said last that stands for no plain sentence yet."""

    told: list[Narrative] = field(default_factory=list)
    rejected: list[Verdict] = field(default_factory=list)
    tokens: tuple[int, int] = (0, 0)
    template: str = ""
    """In the place of the agent's own prompt."""

    async def speak(self, plain: list[str]) -> list[Narrative]:
        """Every plain sentence, or the model's that stands for it."""
        self.plain = [sentence for passage in plain for sentence in split_sentences(passage)]
        self.allowed = replace(self.allowed, draft=" ".join(self.plain))
        messages, digest = compose(self.agent, self.named, " ".join(plain), self.template)
        try:
            answer = await self._ask(messages, digest)
            if not self.spoken and self.rejected:
                messages += [
                    Message(role="assistant", content=answer.text),
                    Message(role="user", content=_repair(self.rejected)),
                ]
                await self._ask(messages, digest)
        except ModelError as error:
            self.write(Fallback(agent=self.agent, why=error.message, detail=error.mend))
        if not self.spoken:
            self.write(
                Fallback(agent=self.agent, why="The model's words did not hold, so the facts speak for themselves.")
            )
        self._say(self.plain[self.shown :], "fallback")
        return self.told

    async def _ask(self, messages: list[Message], digest: str) -> Completion:
        stream = SentenceStream()

        def hear(delta: str) -> None:
            for sentence in stream.feed(delta):
                self._judge(sentence)

        sent = [message.model_dump() for message in messages]
        try:
            answer = await self.model.complete(messages, max_tokens=MAX_TOKENS, on_delta=hear)
        except ModelError as error:
            self.write(
                ModelCalled(
                    agent=self.agent,
                    model=self.model.model_name,
                    messages=sent,
                    answer=error.answer,
                    seconds=error.seconds,
                    prompt_hash=digest,
                    attempts=error.attempts,
                    error=error.message,
                )
            )
            raise
        # the last sentence counts only when the model ended it itself
        for sentence in stream.end() if answer.finish == "stop" else []:
            self._judge(sentence)
        self.tokens = (self.tokens[0] + answer.tokens_in, self.tokens[1] + answer.tokens_out)
        self.write(
            ModelCalled(
                agent=self.agent, model=self.model.model_name, messages=sent, answer=answer.text, tokens_in=answer.tokens_in,
                tokens_out=answer.tokens_out, seconds=answer.seconds, first_token=answer.first_token_s, prompt_hash=digest,
                attempts=answer.raw.get("attempts", 1), finish=answer.finish, asked=answer.raw.get("asked", {}),
            )
        )  # fmt: skip
        return answer

    def _judge(self, sentence: str) -> None:
        verdict = check(sentence, self.allowed)
        if verdict.ok:
            verdict = self._place(sentence)
        self.write(
            GuardVerdict(
                agent=self.agent,
                sentence=sentence,
                ok=verdict.ok,
                rule=verdict.rule,
                span=verdict.span,
                why=verdict.why,
            )
        )
        if not verdict.ok:
            self.rejected.append(verdict)

    def _place(self, sentence: str) -> Verdict:
        """Says what the model has said last in the place of the plain sentences it stands for.

        A sentence that claims nothing waits for one that it leads to, and the half of a plain sentence for the other half.
        """
        waiting = [*self.waiting, sentence][-MOST:]
        for begin in reversed(range(len(waiting))):
            if (places := stands_for(waiting[begin:], self.plain, self.shown)) is None:
                continue
            leads = begin > 0 and not self.spoken and not placeholders(waiting[begin - 1])
            said = waiting[begin - leads :]
            self.waiting = []
            if self.spoken + len(said) > MOST:
                return Verdict(False, "length", f"{self.spoken} sentences", "comes after enough has been said")
            self._say(self.plain[self.shown : places.start], "fallback")
            self._say(said, "model")
            self.spoken, self.shown = self.spoken + len(said), places.stop
            return Verdict(True)
        names = set(placeholders(sentence))
        if any(names < set(placeholders(ahead)) for ahead in self.plain[self.shown :]):
            self.waiting = waiting
            return Verdict(True)
        return Verdict(False, "whole", sentence[:40], "does not carry the same placeholders as a plain sentence")

    def _say(self, sentences: list[str], origin: Origin) -> None:
        """Shows them, and keeps them: with what was said before where that has the same origin."""
        if not sentences:
            return
        text, refs = render(" ".join(sentences), self.named)
        self.write(TextDelta(agent=self.agent, text=text, refs=refs, origin=origin))
        if self.told and self.told[-1].origin == origin:
            last = self.told.pop()
            text, refs = f"{last.text} {text}", list(dict.fromkeys([*last.refs, *refs]))
        self.told.append(Narrative(agent=self.agent, text=text, refs=refs, origin=origin))


def compose(agent: str, named: Mapping[str, Fact], draft: str, template: str = "") -> tuple[list[Message], str]:
    """What is sent, and the hash of its template. ``draft`` is the plain rendering, placeholders still in it.

    A template's part before a line ``---`` is the system's turn, the rest the user's; without such a line all is the user's.
    """
    rules, own = _template("rules"), template or _template(agent)
    facts = list(named.values())
    known = relations(facts)
    filled = {
        "rules": rules, "draft": draft, "facts": "\n".join(prompt_lines(facts)), "relations": "\n".join(known) or "(none: compare nothing)",
    }  # fmt: skip
    parts = [Template(part).substitute(filled).strip() for part in own.split("\n---\n", 1)]
    turns = [Message(role="system", content=parts[0])] if len(parts) > 1 else []
    digest = hashlib.sha256(f"{rules}{own}".encode()).hexdigest()[:16]
    return [*turns, Message(role="user", content=parts[-1])], digest


@lru_cache
def _template(name: str) -> str:
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8").strip()


def _repair(rejected: list[Verdict]) -> str:
    lines = "\n".join(f"- {verdict.why}" for verdict in rejected[:3])
    return f"That cannot be shown:\n{lines}\nWrite it again: at most three short sentences, only the placeholders given, no digit and no praise."
