"""From what stands on a command line or in a file to a Profile and to answers. UserError names what cannot be read."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from runtime.errors import SourceError, UserError
from tools.profile import Amount, Per, Profile

_PER: dict[str, Per] = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year", "j": "job"}
_GROSS = re.compile(
    r"\$?\s*(\d[\d,]*(?:\.\d+)?)\s*(k?)\s*(?:usd|dollars)?\s*(?:/|per\s|an?\s)?\s*([hdwmyj][a-z]*)?", re.I
)
MOST_BYTES = 2_000_000


def read_profile_file(path: Path) -> tuple[str, Profile | None]:
    """A ``.txt`` or ``.md`` file's words, or the Profile of a YAML or JSON file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(f"{path} is too large for a profile.", "A profile is a page at most.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not a text file.", "Give a profile as YAML, JSON or plain text.") from None
    if path.suffix.lower() in (".txt", ".md"):
        return text, None
    return "", profile_from(_parsed(path, text), str(path))


def _parsed(path: Path, text: str) -> object:
    import yaml

    try:
        return json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}, line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise SourceError(f"{path}{where}: this is not YAML.") from None


def profile_from(data: object, name: str) -> Profile:
    """A Profile of parsed data; unknown and ill-formed fields are named."""
    if not isinstance(data, dict):
        raise SourceError(f"{name} does not hold a profile.", "It needs fields such as work, place and skills.")
    unknown = [key for key in data if key not in Profile.model_fields]
    if unknown:
        known = ", ".join(Profile.model_fields)
        raise SourceError(f"{name}: a profile has no field '{unknown[0]}'.", f"It has {known}.")
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SourceError(f"{name}: {where}: {first['msg'][:1].lower()}{first['msg'][1:]}.") from None


def filled(profile: Profile | None, flags: dict[str, Any]) -> Profile | None:
    """The profile with the flags over it; None when neither says anything."""
    said = {key: value for key, value in flags.items() if value not in (None, "", [])}
    if not said:
        return profile
    data = (profile or Profile()).model_dump()
    job = {key: said.pop(key) for key in ("hours", "miles", "expenses", "fees") if key in said}
    if "gross" in said:
        job["gross"] = gross(said.pop("gross")).model_dump()
    if "work" in said:
        job["title"] = said.pop("work")
    if job:
        first, *others = data["work"] or [{"title": ""}]
        data["work"] = [{**first, **job}, *others]
    if "past" in said:
        said["past"] = [{"title": title} for title in said["past"]]
    return profile_from({**data, **said}, "The command line")


def gross(words: str) -> Amount:
    """``950/week``, ``$25 an hour``, ``3.2k/month``; a bare figure is a week's."""
    match = _GROSS.fullmatch(words.strip())
    if match is None:
        raise UserError(f"--gross '{words}' cannot be read.", "Write it like 950/week or 25/hour.")
    usd = float(match[1].replace(",", "")) * (1000 if match[2] else 1)
    return Amount(usd=usd, per=_PER[match[3][0].lower()] if match[3] else "week")


def parsed_answers(given: list[str], questions: list[dict[str, Any]]) -> dict[str, str]:
    """``field=words`` pairs as a dict; UserError when a field was not asked."""
    fields = [question["field"] for question in questions]
    answers = {}
    for pair in given:
        key, equals, words = pair.partition("=")
        if not equals or key not in fields:
            raise UserError(f"--answer '{pair}' answers nothing that was asked.", f"Asked were: {', '.join(fields)}.")
        answers[key] = words
    return answers


def moment(words: str) -> datetime | None:
    """``90m``, ``12h`` or ``7d`` ago, or the beginning of a day; None for nothing; UserError for anything else."""
    if not words:
        return None
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)\s*([mhd])", words.strip()):
        return datetime.now(UTC) - timedelta(seconds=float(found[1]) * {"m": 60, "h": 3600, "d": 86400}[found[2]])
    try:
        return datetime.fromisoformat(words).astimezone()
    except ValueError:
        raise UserError(f"'{words}' is no time.", "Give 90m, 12h, 7d, or a day as 2025-03-31.") from None
