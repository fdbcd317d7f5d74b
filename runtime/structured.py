"""Answers in a given shape from weak models: enforced where the server can, asked for in words, dug out of prose,
checked by pydantic, repaired once; else ModelError, and the caller falls back.

Schemas that small models fill well are flat, put ``reasoning`` first, use ``Literal`` for every choice, and
describe each field in a few words: those descriptions are the instructions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, Unpack

import yaml
from pydantic import BaseModel, ValidationError

from runtime.errors import ModelError
from runtime.llm.capabilities import json_schema
from runtime.llm.chat import ChatModel, Completion, How, Message

T = TypeVar("T", bound=BaseModel)

_LONGEST, _MOST = 20_000, 40
"""Characters looked at, and places in them where an object may begin."""


@dataclass(frozen=True)
class Structured(Generic[T]):
    """The checked answer, and the one or two completions it took."""

    value: T
    completions: tuple[Completion, ...]

    @property
    def repaired(self) -> bool:
        return len(self.completions) > 1


async def ask(model: ChatModel, messages: Sequence[Message], schema: type[T], /, **how: Unpack[How]) -> Structured[T]:
    """One answer as ``schema``. ModelError when two tries gave none, or when the model failed."""
    how["schema"] = schema
    *before, last = messages
    turns = [*before, last.model_copy(update={"content": f"{last.content}\n\n{shape(schema)}"})]
    first = await model.complete(turns, **how)
    value, wrong = parse(first.text, schema)
    if value is not None:
        return Structured(value, (first,))
    again = [
        *turns,
        Message(role="assistant", content=first.text[:1000]),
        Message(role="user", content=f"That was not right: {wrong}. Give the corrected JSON object and nothing else."),
    ]
    second = await model.complete(again, **how)
    value, wrong = parse(second.text, schema)
    if value is None:
        raise ModelError(f"{model.model_name} gave no usable answer in two tries ({wrong}).", "Try a larger model.")
    return Structured(value, (first, second))


def shape(schema: type[BaseModel]) -> str:
    """The words that ask for the object: one line a field, in order, with its choices and its description."""
    whole = json_schema(schema)
    lines = [f'  "{name}": {_kind(spec, whole)}' for name, spec in whole["properties"].items()]
    return "\n".join(["Answer with one JSON object and nothing else:", "{", ",\n".join(lines), "}"])


def _kind(spec: dict[str, Any], whole: dict[str, Any]) -> str:
    if "$ref" in spec:
        inner = whole["$defs"][spec["$ref"].rpartition("/")[2]]
        fields = ", ".join(f'"{name}": {_kind(part, whole)}' for name, part in inner.get("properties", {}).items())
        kind = "{" + fields + "}" if fields else _kind(inner, whole)
    elif "anyOf" in spec:
        kind = " or ".join(_kind(part, whole) for part in spec["anyOf"])
    elif choices := spec.get("enum") or ([spec["const"]] if "const" in spec else []):
        kind = "one of " + " | ".join(json.dumps(choice, ensure_ascii=False) for choice in choices)
    elif spec.get("type") == "array":
        kind = f"list of {_kind(spec.get('items', {}), whole)}"
    else:
        kind = str(spec.get("type", "anything"))
    return f"{kind} ({spec['description']})" if spec.get("description") else kind


def parse(text: str, schema: type[T]) -> tuple[T | None, str]:
    """The first object in ``text`` that fits ``schema``; or None and what was wrong with the likeliest, in one line."""
    wrong = "there was no JSON object"
    for number, found in enumerate(_objects(text)):
        try:
            return schema.model_validate(found), ""
        except ValidationError as error:
            if number == 0:
                wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'object'}: {e['msg']}" for e in error.errors()[:3])
    return None, wrong


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Every object in ``text``, outermost first: strict JSON, else YAML's flow style, which forgives quotes and commas."""
    text, decoder = text[:_LONGEST], json.JSONDecoder(strict=False)
    starts = [i for i, character in enumerate(text) if character == "{"][:_MOST]
    for start in starts:
        try:
            yield decoder.raw_decode(text, start)[0]
        except ValueError:
            end = _closing(text, start)
            if end and isinstance(found := _lenient(text[start:end]), dict):
                yield found


def _closing(text: str, start: int) -> int | None:
    """Where the brace at ``start`` closes, quoted braces aside; None when it never does (a cut answer is not guessed)."""
    depth, quoted, escaped = 0, False, False
    for i, character in enumerate(text[start:], start):
        if quoted:
            escaped, quoted = character == "\\" and not escaped, character != '"' or escaped
        elif character == '"':
            quoted = True
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if not depth:
                return i + 1
    return None


def _lenient(text: str) -> Any:
    try:
        return yaml.load(
            text, Loader=yaml.BaseLoader
        )  # BaseLoader: every value stays a string, pydantic gives it its type
    except yaml.YAMLError:
        return None
