"""Toolbox: the instruments an agent may use, as one object, so that a run can be given others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools import (
    conditions,
    fit,
    gig_income,
    market_search,
    occupations,
    places,
    resources,
    roles,
    skills,
    titles,
    wages,
)


@dataclass(frozen=True)
class Toolbox:
    """Every tool under the name it has on the command line."""

    match_title: Callable[..., titles.TitleMatches] = titles.match_title
    related_roles: Callable[..., roles.Roles] = roles.related_roles
    roles_for_skills: Callable[..., roles.Roles] = roles.roles_for_skills
    map_skills: Callable[..., skills.SkillLinks] = skills.map_skills
    role_fit: Callable[..., fit.RoleFit] = fit.role_fit
    wages: Callable[..., wages.Wage] = wages.wages
    gig_income: Callable[..., gig_income.GigIncome] = gig_income.gig_income
    find_area: Callable[..., places.AreaMatch] = places.find_area
    occupation_facts: Callable[..., list[Any]] = occupations.occupation_facts
    conditions: Callable[..., list[conditions.Condition]] = conditions.conditions
    find_resources: Callable[..., resources.Resources] = resources.find_resources
    role_links: Callable[..., list[resources.Resource]] = resources.role_links
    market_search: Callable[..., Any] = market_search.market_search_many
