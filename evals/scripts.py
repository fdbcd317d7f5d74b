"""Conversation cases: a person's first message, then further turns, and what each turn must and must not do.

A set is a JSONL file, one :class:`Script` a line. Whoever writes it knows no fact id of Gigpath: what a reply must hold is
named by a kind of fact and, where it is about a role, the role's SOC code; :mod:`evals.metrics.talk` knows which ids these are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.labels import parsed

TurnKind = Literal[
    "statement", "correction", "answer", "what if", "question", "comparison", "undo", "start over", "somebody else",
    "service", "small talk", "unclear",
]  # fmt: skip

ProfileField = Literal[
    "work", "money", "hours", "miles", "costs", "place", "past", "skills", "education", "credentials", "languages",
    "limits", "wishes", "wanted_pay", "study_hours", "budget",
]  # fmt: skip

FactKind = Literal[
    "typical pay", "entry pay", "top pay", "pay range", "schooling", "training", "openings", "growth", "job links", "self-employed share",
    "net hour", "gross", "tax", "mileage rate", "car cost", "hours worked", "plan hours", "plan weeks", "plan cost", "first step",
    "course link", "credential", "licence", "support", "what the job is like", "skills needed", "skills held", "ai exposure",
    "price level", "minimum wage", "quotation", "reasons for the choice",
]  # fmt: skip


class Needed(BaseModel):
    """A fact that the reply must hold. ``soc``: any of these codes (or beginnings); empty where it is about no role."""

    model_config = ConfigDict(extra="forbid")

    kind: FactKind
    soc: list[str] = []


class Turn(BaseModel):
    """One further message and what is right for it."""

    model_config = ConfigDict(extra="forbid")

    say: str = Field(min_length=1)
    kind: TurnKind
    may_change: list[ProfileField] = Field([], description="profile fields that this turn may change; usually none")
    then: dict[ProfileField, Any] = Field(
        {},
        description="what those fields hold afterwards: USD a week, hours, a SOC beginning, a word that stands in it",
    )
    must: list[Needed] = Field([], description="facts that the reply must hold")
    says: list[str] = Field(
        [], description="words of which the reply holds one; for the service, small talk, other tongues"
    )
    never_says: list[str] = Field([], description="words that the reply must not hold")
    no_source: bool = Field(
        False, description="nothing in any source answers this: the reply says so and states no figure"
    )
    longest: int = Field(120, description="words")


class Script(BaseModel):
    """``first`` is a message that gets advice; the turns follow in one thread."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    about: str = Field(description="what the script tries, in a line")
    first: str = Field(min_length=1)
    turns: list[Turn] = Field(min_length=1, max_length=6)


def load(path: Path) -> list[Script]:
    """The scripts of a file, in its order. UserError names the line and the field of the first mistake."""
    return parsed(path, Script)
