"""How an agent speaks: the facts' own plain words, or a model's wording of the same facts, sentence by sentence guarded.

The model gets named placeholders with their meaning and their relations, never a figure and never the worker's
words. What it writes is shown only after the guard has passed it; what it leaves out that must be said, and what the
guard keeps back, is said in plain words instead, and marked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import Template

from agents.contracts import AgentName, Narrative
from agents.guard import Allowed, SentenceStream, Verdict, check, prompt_lines, relations, split_sentences
from agents.render import placeholders, render
from runtime.errors import ModelError
from runtime.events import Event, Fallback, GuardVerdict, ModelCalled, TextDelta
from runtime.llm.chat import ChatModel, Completion, Message
from runtime.settings import ROOT
from tools.fact import Fact

PROMPTS = ROOT / "agents" / "prompts"
MAX_TOKENS = 140
Write = Callable[[Event], None]


@dataclass
class Speech:
    """One agent's turn to speak. ``named`` are the facts its plain words use; the model may use these and no others."""

    agent: AgentName
    model: ChatModel
    named: Mapping[str, Fact]
    allowed: Allowed
    write: Write
    kept: list[tuple[str, str, list[str]]] = field(default_factory=list)
    rejected: list[Verdict] = field(default_factory=list)
    tokens: tuple[int, int] = (0, 0)
    template: str = ""
    """In the place of the agent's own prompt."""

    async def speak(self, plain: list[str], must: set[str]) -> list[Narrative]:
        """The model's sentences that hold, then in plain words what is missing of ``must`` (or all, if none held)."""
        self.allowed = replace(self.allowed, draft=" ".join(plain))
        messages, digest = compose(self.agent, self.named, " ".join(plain), self.template)
        try:
            answer = await self._ask(messages, digest)
            if not self.kept and self.rejected:
                messages += [
                    Message(role="assistant", content=answer.text),
                    Message(role="user", content=_repair(self.rejected)),
                ]
                await self._ask(messages, digest)
        except ModelError as error:
            self.write(Fallback(agent=self.agent, why=error.message, detail=error.mend))
        said = self._said()
        if not said:  # what was kept says nothing of the facts
            self.kept.clear()
        rest = _missing(plain, must - said) if self.kept else plain
        passages = self._narrative(plain, rest)
        if rest and not self.kept:
            self.write(
                Fallback(agent=self.agent, why="The model's words did not hold, so the facts speak for themselves.")
            )
        for passage in (passage for passage in passages if passage.origin == "fallback"):
            self.write(TextDelta(agent=self.agent, text=passage.text, refs=passage.refs, origin="fallback"))
        return passages

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
        elif sentence not in {said for said, _, _ in self.kept}:
            text, refs = render(sentence, self.named)
            self.kept.append((sentence, text, refs))
            self.write(TextDelta(agent=self.agent, text=text, refs=refs, origin="model"))

    def _said(self) -> set[str]:
        """Facts that the kept sentences speak of: by placeholder, or a name by its own words."""
        words = " ".join(text for _, text, _ in self.kept).lower()
        spelled = {name for name, fact in self.named.items() if fact.unit == "text" and fact.shown.lower() in words}
        return spelled | {name for sentence, _, _ in self.kept for name in placeholders(sentence)}

    def _narrative(self, plain: list[str], rest: list[str]) -> list[Narrative]:
        """What the model said, and the rest in plain words: before it where the draft begins with that, else after."""
        refs = list(dict.fromkeys(ref for _, _, found in self.kept for ref in found))
        spoken = " ".join(text for _, text, _ in self.kept)
        model = [Narrative(agent=self.agent, text=spoken, refs=refs, origin="model")] if self.kept else []
        fallback = []
        for passage in rest:
            text, refs = render(passage, self.named)
            fallback.append(Narrative(agent=self.agent, text=text, refs=refs, origin="fallback"))
        leads = bool(rest) and rest[0].startswith(split_sentences(plain[0])[0])
        return fallback + model if leads else model + fallback


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


def _missing(plain: list[str], names: set[str]) -> list[str]:
    """The plain sentences that carry what has not been said, each name once."""
    found, left = [], set(names)
    for passage in plain:
        for sentence in split_sentences(passage):
            if carried := left & set(placeholders(sentence)):
                found.append(sentence)
                left -= carried
    return [" ".join(found)] if found else []
