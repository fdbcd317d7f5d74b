"""What licensed and schooled roles publish of their way in, and what the catalogue's courses say they teach.

``data/credentialed_roles.csv`` was compiled for the evaluation from rules and handbooks, each row with its source; it is no
part of the product, so that a plan and what it is held against cannot be wrong together.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from runtime.settings import ROOT

Mode = Literal["yes", "no", "mixed"]
_MODES: dict[str, Mode] = {"yes": "yes", "no": "no", "mixed": "mixed"}
ROLES = ROOT / "evals" / "data" / "credentialed_roles.csv"
COURSES = ROOT / "knowledge" / "catalogue" / "resources.csv"


@dataclass(frozen=True)
class Requirement:
    """One role's way in. Hours are all that the training takes, in the class and on the job; bounds are wide on purpose."""

    soc: str
    credentials: tuple[str, ...]
    issuers: tuple[str, ...]
    hours_low: float
    hours_high: float
    full_time: Mode
    tuition: bool
    source: str

    def names_credential(self, text: str) -> bool:
        """Whether the text names the credential, in any of its usual words."""
        return _names(text, self.credentials)

    def names_issuer(self, text: str) -> bool:
        """Whether the text names who issues or approves it."""
        return _names(text, self.issuers)


def _names(text: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I) for word in words)


def required(soc: str) -> Requirement | None:
    """None for a role that is not in the table: nothing is published, or nothing is asked for."""
    return _roles().get(soc)


@lru_cache(maxsize=1)
def _roles() -> dict[str, Requirement]:
    with ROLES.open(encoding="utf-8", newline="") as lines:
        return {
            row["soc"]: Requirement(
                row["soc"], _words(row["credential_words"]), _words(row["issuer_words"]), float(row["hours_low"]), float(row["hours_high"]),
                _MODES[row["full_time"]], row["tuition"] == "yes", row["source"],
            )
            for row in csv.DictReader(lines)
        }  # fmt: skip


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split("|") if word.strip())


@dataclass(frozen=True)
class Course:
    """``skills`` are ids; ``hours`` as the provider states them, None where it does not."""

    skills: frozenset[str] = frozenset()
    hours: float | None = None


def taught_by(resource: str) -> Course:
    """A course of the catalogue by its id; an empty one for what is not there."""
    return _courses().get(resource, Course())


@lru_cache(maxsize=1)
def _courses() -> dict[str, Course]:
    with COURSES.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: Course(frozenset(row["skill_ids"].split(";")), float(row["hours"]) if row["hours"] else None)
            for row in csv.DictReader(lines)
        }
