"""Toolbox: the instruments an agent may use, as one object, so that a run can be given others."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from runtime.events import Call
from runtime.tracing.masks import mask
from tools import (
    conditions,
    fit,
    gig_income,
    market_search,
    occupations,
    pathways,
    places,
    resources,
    roles,
    skills,
    supports,
    titles,
    wages,
)
from tools.proposing import proposer
from tools.quoting import quotes


@dataclass(frozen=True)
class Toolbox:
    """Every tool under the name it has on the command line."""

    match_title: Callable[..., titles.TitleMatches] = titles.match_title
    related_roles: Callable[..., roles.Roles] = roles.related_roles
    roles_for_skills: Callable[..., roles.Roles] = roles.roles_for_skills
    map_skills: Callable[..., skills.SkillLinks] = skills.map_skills
    propose_roles: Callable[..., proposer.Proposals] = proposer.propose_roles
    role_fit: Callable[..., fit.RoleFit] = fit.role_fit
    wages: Callable[..., wages.Wage] = wages.wages
    gig_income: Callable[..., gig_income.GigIncome] = gig_income.gig_income
    find_area: Callable[..., places.AreaMatch] = places.find_area
    occupation_facts: Callable[..., list[Any]] = occupations.occupation_facts
    conditions: Callable[..., list[conditions.Condition]] = conditions.conditions
    pathways: Callable[..., pathways.Pathway] = pathways.pathways
    supports: Callable[..., supports.Supports] = supports.supports
    find_resources: Callable[..., resources.Resources] = resources.find_resources
    role_links: Callable[..., list[resources.Resource]] = resources.role_links
    market_search: Callable[..., Any] = market_search.market_search_many
    quotations: Callable[..., list[quotes.Quotation]] = quotes.quotations

    def watched(self, calls: list[Seen]) -> Toolbox:
        """The same instruments, each of whose uses is added to ``calls``."""
        return Toolbox(**{f.name: _watched(f.name, getattr(self, f.name), calls) for f in fields(self)})


_FIELDS = 5
WORDS = ("text", "opening")
"""Fields of a model that hold all of a worker's words: a record of facts alone holds none of them."""


@dataclass(frozen=True)
class Seen:
    """One use of a tool as it was; ``began`` on the process's clock, in seconds."""

    tool: str
    function: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    found: Any
    began: float
    seconds: float

    def told(self, now: float) -> Call:
        """The same for the event stream, shortened."""
        given = {**dict(zip(_parameters(self.function), self.args, strict=False)), **self.named}
        failed = isinstance(self.found, BaseException)
        call = Call(
            tool=self.tool, given={key: _short(value) for key, value in given.items()},
            found="" if failed else str(_short(self.found)), began=now - self.began, seconds=self.seconds,
            error=str(self.found) if failed else "",
        )  # fmt: skip
        if isinstance(self.found, list) and self.found and isinstance(self.found[0], market_search.MarketPassages):
            call["searches"] = [
                {
                    "query": one.query,
                    "passages": [p.model_dump(include={"id", "score", "source", "text"}) for p in one.passages],
                }
                for one in self.found
            ]
        return call


def _watched(name: str, function: Callable[..., Any], calls: list[Seen]) -> Callable[..., Any]:
    def use(*args: Any, **named: Any) -> Any:
        began, found = time.perf_counter(), None
        try:
            found = function(*args, **named)
        except BaseException as error:
            found = error
            raise
        finally:
            calls.append(Seen(name, function, args, named, found, began, time.perf_counter() - began))
        return found

    return use


@lru_cache
def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def _short(value: Any) -> Any:
    """A value in a few words: scalars as they are, a model's first scalar fields, a list's first item and length."""
    if isinstance(value, str):
        return value if len(value) <= 160 else mask(value)[:160] + "…"  # half of a number would not be known for one
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, BaseModel):
        told: list[str] = []
        for key, part in value.__dict__.items():
            if key in WORDS:
                continue
            if part and isinstance(part, str | int | float):
                told.append(f"{key}={part}" if len(told) else str(part))
            elif part and isinstance(part, list | dict):
                told.append(f"{len(part)} {key}")
            if len(told) == _FIELDS:
                break
        return ", ".join(told)[:160]
    if isinstance(value, list | tuple | set | frozenset | dict) and value:
        first = str(_short(next(iter(value))))
        return first if len(value) == 1 else f"{first} and {len(value) - 1} more"
    return str(value)[:160]
