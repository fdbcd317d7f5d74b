"""What intake makes of a further turn of a talk."""

from __future__ import annotations

from pydantic import BaseModel, Field

from tools.fact import Fact
from tools.turns.classifier import About, Kind, Topic


class NamedRole(BaseModel):
    """A piece of a turn that names a role, and the occupation it was matched to."""

    words: str
    soc: str


class Headline(BaseModel):
    """What an answer came to: the worker's net hour, and the role to go for."""

    hour: Fact | None = None
    lead: str = ""


class TurnRead(BaseModel):
    """A further turn as intake took it. ``roles`` are those it names; ``sure`` is the kind's probability."""

    kind: Kind
    sure: float = 1.0
    topics: list[Topic] = []
    about: About = "lead"
    roles: list[NamedRole] = []
    unmatched: list[str] = Field([], description="pieces that name a role of which no occupation is known")
    changed: list[str] = Field([], description="fields of the profile that this turn changed")
