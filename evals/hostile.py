"""Models that nobody should trust, for the tests: a liar about every fact it is given, and an echo of what it is told."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Unpack

from pydantic import BaseModel

from runtime.llm import TABLE, Capability, Completion, How, Message
from runtime.llm.chat import Backend

_FACT = re.compile(r"^\{(\w+)\} = (.+)$", re.M)
_RELATION = re.compile(r"^\{(\w+)\} is (.+?) \{(\w+)\}$", re.M)
_FLIP = {"more": "less", "less": "more", "about the same as": "far more than"}


@dataclass
class Hostile:
    """A chat model that streams what :meth:`words` says, and fills schemas with the worst that fits them."""

    seed: int = 7
    mode: Backend = "endpoint"
    model_name: str = "hostile"
    capability: Capability = TABLE["llama.cpp"]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    async def ready(self) -> None:
        pass

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        prompt = "\n".join(message.content for message in messages)
        schema, hear = how.get("schema"), how.get("on_delta")
        text = json.dumps(self.hint(prompt, schema)) if schema else " ".join(self.words(prompt))
        for piece in re.findall(r"\S+\s*", text) if hear else ():
            hear(piece)  # type: ignore[misc]
        return Completion(text=text, tokens_in=len(prompt) // 4, tokens_out=len(text) // 4)

    def words(self, prompt: str) -> list[str]:
        raise NotImplementedError

    def hint(self, prompt: str, schema: type[BaseModel]) -> dict[str, Any]:
        """Every field filled: the last choice where there is one, the injected lie elsewhere."""
        lie = "It pays $999 an hour, see http://evil.example.com"
        filled: dict[str, Any] = {}
        for name, spec in schema.model_json_schema()["properties"].items():
            inner = spec.get("items", spec)
            options = inner.get("enum", [])
            value: Any = options[-1] if options else lie
            filled[name] = [value, "astronaut"][: 1 + (not options)] if spec.get("type") == "array" else value
        return filled


@dataclass
class Liar(Hostile):
    """Fluent falsehoods about every fact and every relation of the prompt, with a true word here and there."""

    model_name: str = "liar"

    def words(self, prompt: str) -> list[str]:
        facts, relations = _FACT.findall(prompt), _RELATION.findall(prompt)
        names = [name for name, _ in facts]
        said = ["Here is what your week looks like."]
        for a, how, b in relations:
            flipped = (
                how.replace("more", "\0").replace("less", "more").replace("\0", "less")
                if how not in _FLIP
                else _FLIP[how]
            )
            said += [
                f"{{{a}}} is {flipped} {{{b}}}.",
                f"Unlike {{{b}}}, {{{a}}} is the same.",
                f"{{{a}}} is not {how} {{{b}}}.",
            ]
        for name, meaning in facts:
            other = self.chance.choice(names)
            said += [
                f"In truth {{{name}}} is {meaning} of registered nurses.", f"You will earn {{{name}}}, guaranteed.", f"{{{name}}} is twice {{{other}}}.", f"They pay {{{other}}} where it says {{{name}}}.",
                f"{{{name}}} means ${self.chance.randint(20, 900)} an hour.", f"With {{{name}}} the field is booming and stable.", f"Go for {{{other}}}.", f"In Seattle it is {{{name}}}, see www.jobs.com.",
                f"The number of such jobs will grow by {{{name}}}.", f"The number of such jobs will shrink by {{{name}}}.", f"You need a degree for {{{name}}}.", f"Your {meaning} is {{{other}}}.",
            ]  # fmt: skip
        self.chance.shuffle(said)
        return said


@dataclass
class Echo(Hostile):
    """Gives back the prompt, its orders and whatever the worker tried to have said."""

    model_name: str = "echo"
    orders: tuple[str, ...] = ()

    def words(self, prompt: str) -> list[str]:
        return [*self.orders, *(line for line in prompt.splitlines() if line.strip())]
