"""What a guarded sentence may speak of: the facts given, and every name their subjects go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from agents.guard import Allowed
from knowledge.tables import tables
from tools.fact import Fact
from tools.words import role_words

_SOC = re.compile(r"\d\d-\d{4}")


def allowed(facts: Mapping[str, Fact]) -> Allowed:
    """The facts by placeholder name, with the worker and every role they are about."""
    subjects = {"you": ("you", "your")} | {
        fact.subject: role_names(fact.subject) for fact in facts.values() if _SOC.fullmatch(fact.subject)
    }
    pick = facts["pick"].subject if "pick" in facts else ""
    return Allowed(facts, subjects, pick)


@lru_cache(maxsize=1)
def _main_titles() -> frozenset[str]:
    """Every occupation's own title, plural and singular: none of them is another's second name."""
    titles = {role_words(title).lower() for title in tables().occupations["title"]}
    return frozenset(titles | {title.removesuffix("s") for title in titles})


@lru_cache(maxsize=1024)
def role_names(soc: str) -> tuple[str, ...]:
    """What a role is called: its title, the title's parts, and O*NET's other titles of two words or more."""
    full = role_words(tables().occupation(soc).title).lower()
    parts = [part.strip() for part in re.split(r", | and | or ", full)]
    last = full.split()[-1]
    names = {full, *(part if part.endswith(last) else f"{part} {last}" for part in parts)}
    for row in tables().rows("titles", soc):
        low = re.sub(r"\s*\(.*?\)", "", row["title"]).lower()
        if " " in low or low.endswith(("er", "or", "ist", "ian")):
            names.add(low)
    names -= _main_titles() - {full}
    return tuple(
        sorted(
            names
            | {name[:-1] for name in names if name.endswith("s")}
            | {f"{n}s" for n in names if not n.endswith("s")}
        )
    )
