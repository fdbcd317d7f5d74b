"""From a passage with ``{fact_name}`` placeholders to the text a person reads, with the ids it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tools.fact import Fact

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def render(passage: str, named: Mapping[str, Fact]) -> tuple[str, list[str]]:
    """Text with values, units and links put in, and the ids of the facts it used. KeyError on an unknown name."""
    refs: list[str] = []

    def put(match: re.Match[str]) -> str:
        fact = named[match[1]]
        if fact.id not in refs:
            refs.append(fact.id)
        if fact.id.startswith("you.skill"):  # the worker's own words, as they were cut out of a sentence
            return " ".join(fact.shown.split()).strip(" .,;")
        return f"[{fact.meaning}]({fact.value})" if fact.unit == "url" else fact.shown

    return _PLACEHOLDER.sub(put, passage), refs


def placeholders(passage: str) -> list[str]:
    """Names in the order they stand, each once."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(passage)))
