"""A sentence taken apart, and what it may stand on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agents.guard.compare import Operand
from tools.fact import Fact

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Allowed:
    """What a sentence may stand on.

    ``facts``     placeholder name → fact
    ``subjects``  "you" and SOC codes → names they go by in a sentence, lower case
    ``foreign``   finds names of roles in a text; those that no subject has are foreign
    ``pick``      the subject that was decided on, where one was
    ``places``    finds names of places in a text; those in no fact are foreign
    ``draft``     the plain sentences that the facts were given with: what they deny may be denied
    """

    facts: Mapping[str, Fact]
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: Callable[[str], list[str]] = lambda text: []
    places: Callable[[str], list[str]] = lambda text: []
    pick: str = ""
    draft: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence taken apart once: its words without placeholders, its placeholders, what it can compare."""

    text: str
    bare: str
    names: tuple[str, ...]
    operands: tuple[Operand, ...]
    allowed: Allowed
