"""People with a need, and what a counsellor would tell each of who pays, who helps and what is at stake.

A set is a JSONL file, one :class:`Needing` a line. Whoever labels knows the table of supports and sees the message alone. ``right`` are
rows of which at least one must be shown, ``wrong`` those that would mislead or harm this person; a row that is shown for a need which the
message does not speak of counts as wrong too, unless the plan itself calls for it.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from agents.contracts import Advice, SupportShown
from evals.labels import parsed

OF_THE_PLAN = frozenset({"no money for training", "apprenticeship", "licence", "cdl", "farm work"})
"""Needs that come from the role advised, whatever was said."""


class Needing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    voice: str = Field(description="trade, temper, way of writing: for the reader of a miss")
    need: str = Field(description="the kind of need the message was written for")
    text: str = Field(min_length=1)
    needs: list[str] = Field([], description="what the message says of needs")
    may: list[str] = Field([], description="needs that could fairly be heard in it")
    right: list[str] = Field(min_length=1)
    wrong: list[str] = []
    why: str = ""


def load(path: Path) -> list[Needing]:
    """The people of a file, in its order. UserError names the line and the field of the first mistake."""
    return parsed(path, Needing)


def right(person: Needing, advice: Advice) -> bool:
    """Whether a row that a counsellor would name is shown."""
    return any(one.id in person.right for one in _shown(advice))


def wrong(person: Needing, advice: Advice) -> list[str]:
    """The rows shown that mislead or harm, or that answer a need nobody spoke of."""
    heard = {*person.needs, *person.may, *OF_THE_PLAN}
    return [one.id for one in _shown(advice) if one.id in person.wrong or not set(one.need.split("+")) <= heard]


def _shown(advice: Advice) -> list[SupportShown]:
    return advice.plan.supports if advice.plan else []
