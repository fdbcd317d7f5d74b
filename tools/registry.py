"""Every tool by name: typed input, JSON in and out, and as a LangChain tool. The command line and models call them here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from runtime.errors import GigpathError, UserError
from tools.profile import Work

if TYPE_CHECKING:
    from langchain_core.tools import StructuredTool


class MatchTitle(BaseModel):
    title: str = Field(description="a job title in anybody's words")
    k: int = Field(5, ge=1, le=50)


class RelatedRoles(BaseModel):
    soc: str = Field(description="SOC code, such as 43-3031")
    k: int = Field(10, ge=1, le=100)


class MapSkills(BaseModel):
    skills: list[str] = Field(description="skills in the worker's words")


class Wages(BaseModel):
    soc: str = Field(description="SOC code")
    area: str = Field("0000000", description="7-digit OEWS area code, or a place name")


class GigIncomeInput(BaseModel):
    work: list[Work] = Field(description="gigs with gross, hours, miles and expenses a week")


class MarketSearch(BaseModel):
    query: str = Field(description="what to look up in the knowledge base")
    filters: dict[str, Any] | None = Field(None, description="socs, facets, max_job_zone, min_pay, origin")
    k: int = Field(5, ge=1, le=50)


class Pathways(BaseModel):
    soc: str = Field(description="SOC code, such as 31-9097")
    state: str = Field("", description="two letters, such as OH, for the licence there")


class SupportsInput(BaseModel):
    needs: list[str] = Field(description="keys of the support table, such as record, veteran, rent due")
    state: str = Field("", description="two letters, such as OH")
    k: int = Field(6, ge=1, le=20)


class FindResources(BaseModel):
    skill: str = Field(description="a skill's id, name, or the worker's words for it")
    k: int = Field(3, ge=1, le=50)


@dataclass(frozen=True)
class ToolSpec:
    """``path`` is module:function, imported on first use, so that naming a tool costs nothing."""

    name: str
    path: str
    takes: type[BaseModel]
    does: str

    @property
    def function(self) -> Callable[..., BaseModel]:
        module, name = self.path.split(":")
        found: Callable[..., BaseModel] = getattr(importlib.import_module(module), name)
        return found

    def __call__(self, given: dict[str, Any]) -> BaseModel:
        """UserError names the field that is wrong; the tool's own errors pass through."""
        try:
            checked = self.takes.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the input"
            raise UserError(
                f"{self.name}: {field} is wrong ({first['msg']}).", f"It takes {list(self.takes.model_fields)}."
            ) from error
        values = {name: getattr(checked, name) for name in self.takes.model_fields}
        if self.name == "wages" and not values["area"].isdigit():
            values["area"] = _area_code(values["area"])
        if self.name == "market_search" and values["filters"] is not None:
            values["filters"] = _filters(values["filters"])
        return self.function(**values)


def _area_code(place: str) -> str:
    from tools.places import find_area

    match = find_area(place)
    if match.area is None:
        raise UserError(f"I do not know the place '{place}'.", "Give a city and state, or a 7-digit area code.")
    return match.area.code


def _filters(given: dict[str, Any]) -> BaseModel:
    from tools.market_search import Filters

    try:
        return Filters.model_validate(given)
    except ValidationError as error:
        raise UserError("market_search: filters are wrong.", f"They take {list(Filters.model_fields)}.") from error


TOOLS: dict[str, ToolSpec] = {
    spec.name: spec
    for spec in (
        ToolSpec("match_title", "tools.titles:link_title", MatchTitle, "Which occupations a job title names."),
        ToolSpec("related_roles", "tools.roles:related_roles", RelatedRoles, "Occupations near an occupation."),
        ToolSpec(
            "map_skills",
            "tools.skills:map_skills",
            MapSkills,
            "O*NET skills, knowledge and software behind a worker's words.",
        ),
        ToolSpec("wages", "tools.wages:wages", Wages, "What an occupation pays in a place, USD an hour."),
        ToolSpec(
            "gig_income", "tools.gig_income:gig_income", GigIncomeInput, "What an hour of gig work really brings."
        ),
        ToolSpec(
            "market_search",
            "tools.market_search:market_search",
            MarketSearch,
            "What the knowledge base holds on a question.",
        ),
        ToolSpec(
            "pathways",
            "tools.pathways:pathways",
            Pathways,
            "The ways into a role: credentials, length, form, price, and who licenses it in a state.",
        ),
        ToolSpec(
            "supports", "tools.supports:supports", SupportsInput, "Who may pay or help, and what is at stake, by need."
        ),
        ToolSpec(
            "find_resources", "tools.resources:find_resources", FindResources, "Where to learn a skill, free first."
        ),
    )
}


def run_json(name: str, given: Any) -> dict[str, Any]:
    """A tool's answer as JSON, or ``{"error": one sentence with its mend}``; UserError only for an unknown tool."""
    if name not in TOOLS:
        raise UserError(f"There is no tool '{name}'.", f"There are {', '.join(TOOLS)}.")
    if not isinstance(given, dict):
        return {"error": f"{name} takes a JSON object with {list(TOOLS[name].takes.model_fields)}."}
    try:
        return TOOLS[name](given).model_dump(mode="json")
    except GigpathError as error:
        return {"error": str(error)}


def run_many(name: str, given: list[Any]) -> list[dict[str, Any]]:
    """``run_json`` of each; titles are weighed many at a time, which is several times as quick."""
    if name != "match_title":
        return [run_json(name, one) for one in given]
    from tools.titles import link_titles

    answers: dict[int, dict[str, Any]] = {}
    asked: dict[int, list[tuple[int, str]]] = {}
    for n, one in enumerate(given):
        try:
            title = MatchTitle.model_validate(one)
            asked.setdefault(title.k, []).append((n, title.title))
        except ValidationError:
            answers[n] = run_json(name, one)
    for k, titles in asked.items():
        found = link_titles([title for _, title in titles], k)
        answers |= {n: match.model_dump(mode="json") for (n, _), match in zip(titles, found, strict=True)}
    return [answers[n] for n in range(len(given))]


def as_langchain_tools() -> list[StructuredTool]:
    """For models that call tools themselves."""
    from langchain_core.tools import StructuredTool

    return [
        StructuredTool.from_function(
            func=lambda _spec=spec, **given: _spec(given).model_dump_json(),
            name=spec.name,
            description=spec.does,
            args_schema=spec.takes,
        )
        for spec in TOOLS.values()
    ]
