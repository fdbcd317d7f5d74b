"""What a lane of the advice holds: a role by how soon it pays, or none and why."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class Lane(BaseModel):
    """The best role of a lane, or none and why. ``weeks`` are until one can be hired, from and to; ``gain`` is USD a year that a
    beginner keeps there more than the worker keeps now; ``chance`` is how likely such a move is, fitted on observed moves: a half where the
    worker's occupations neither help nor hinder, 1 for work they do or did, None where none of theirs is known."""

    role: str | None = Field(None, description="SOC code")
    title: str = ""
    why: str
    gain: float | None = None
    chance: float | None = None
    weeks: tuple[float, float] | None = None


class Lanes(BaseModel):
    """By how soon it pays: within four weeks, within a year, within four years, and the same work better paid."""

    now: Lane
    bridge: Lane
    career: Lane
    stay: Lane


LaneName = Literal["now", "bridge", "career", "stay", ""]
