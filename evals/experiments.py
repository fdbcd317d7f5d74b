"""What ``--set`` may change and how a grid of such changes is laid out.

``prompt.AGENT=FILE`` words an agent's part by another template, ``agents.AGENT.model=NAME`` (or ``temperature``,
``max_tokens``) has it speak otherwise, and a setting's name sets that setting.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from string import Template
from typing import Any

from pydantic import ValidationError

from runtime.errors import UserError
from runtime.settings import ROOT, Settings, Voice

SETTINGS = ("model", "provider", "hints", "run_calls", "run_tokens", "run_seconds", "llm_timeout")
"""Settings that may be tried out; secrets and places are none of them, for what is set stands in the manifest."""

MOST = 12
"""Sets of runs that a grid may come to."""

MAY_HOLD = frozenset({"rules", "facts", "relations", "draft"})


def parsed(words: Iterable[str]) -> dict[str, str]:
    """``KEY=VALUE`` each, by key; UserError for what cannot be set."""
    changed = {}
    for word in words:
        key, mark, value = (part.strip() for part in word.partition("="))
        if not mark or not value:
            raise UserError(f"'{word}' sets nothing.", "Write it like prompt.skill_mapper=FILE.")
        part, _, rest = key.partition(".")
        known = (
            rest in agents() if part == "prompt"
            else rest.partition(".")[0] in agents() and rest.partition(".")[2] in Voice.model_fields if part == "agents"
            else key in SETTINGS
        )  # fmt: skip
        if not known:
            can = f"prompt.AGENT, agents.AGENT.{'|'.join(Voice.model_fields)}, {', '.join(SETTINGS)}"
            raise UserError(f"'{key}' cannot be set.", f"There are {can}; agents: {', '.join(agents())}.")
        changed[key] = value
    return changed


def grid(words: Iterable[str]) -> list[dict[str, str]]:
    """``KEY=A,B`` each → every combination of their values, in order; [{}] without any. UserError for too many."""
    axes = []
    for word in words:
        key, mark, values = word.partition("=")
        each = [value.strip() for value in values.split(",") if value.strip()]
        if not mark or len(each) < 2:
            raise UserError(f"'{word}' is no grid.", "Write it like agents.skill_mapper.temperature=0,0.5.")
        axes.append([parsed([f"{key}={value}"]) for value in each])
    combined = [{key: value for part in parts for key, value in part.items()} for parts in product(*axes)]
    if len(combined) > MOST:
        raise UserError(
            f"The grid comes to {len(combined)} sets of runs, and {MOST} are the most.", "Try fewer values."
        )
    return combined


def configured(base: Settings, changed: dict[str, str]) -> Settings:
    """The settings with the changes; prompts are no settings (see :func:`prompts`)."""
    told: dict[str, Any] = {}
    for key, value in changed.items():
        if key.startswith("agents."):
            _, agent, field = key.split(".")
            voices = told.setdefault("agents", {name: v.model_dump() for name, v in base.agents.items()})
            voices.setdefault(agent, {})[field] = value
        elif not key.startswith("prompt."):
            told[key] = [part for part in value.split("+") if part != "none"] if key == "hints" else value
    config = base.model_copy()
    for name, given in told.items():
        try:
            Settings.__pydantic_validator__.validate_assignment(config, name, given)
        except ValidationError as error:
            first = error.errors()[0]
            raise UserError(f"{'.'.join(map(str, first['loc']))} cannot be so: {first['msg']}.") from None
    return config


def prompts(changed: dict[str, str]) -> dict[str, str]:
    """By agent, the template in the place of its own; UserError for a file that is none."""
    found = {}
    for key, value in changed.items():
        if key.startswith("prompt."):
            try:
                text = Path(value).expanduser().read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise UserError(f"{value} cannot be read ({type(error).__name__}).", "Name a prompt's file.") from None
            found[key.removeprefix("prompt.")] = well_formed(text)
    return found


def well_formed(template: str) -> str:
    """The template, if it holds nothing but what a prompt is given; UserError otherwise."""
    if wrong := set(Template(template).get_identifiers()) - MAY_HOLD:
        allowed = ", ".join(f"${name}" for name in sorted(MAY_HOLD))
        raise UserError(f"A prompt cannot hold ${min(wrong)}.", f"It may hold {allowed}.")
    return template


def agents() -> list[str]:
    """Those with a prompt of their own."""
    return sorted(file.stem for file in (ROOT / "agents" / "prompts").glob("*.md") if file.stem != "rules")
