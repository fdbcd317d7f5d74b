"""Where to learn a skill, free first; and the official pages of a role. No link is composed but by an official pattern."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache

from pydantic import BaseModel

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.fact import Fact
from tools.skills import map_skills, names
from tools.words import role_words, slug

TABLE = ROOT / "knowledge" / "catalogue" / "resources.csv"


class Resource(BaseModel):
    """``cost_usd`` and ``hours`` are None where neither the list nor the provider states them."""

    id: str
    title: str
    provider: str
    url: str
    cost_usd: float | None = None
    cost_note: str = ""
    hours: float | None = None
    level: str = ""
    found_in: str = ""


class Resources(BaseModel):
    resources: list[Resource] = []


def find_resources(skill: str, k: int = 3) -> Resources:
    """At most ``k`` resources for a skill, by id, name or the worker's words; hand-checked pages first, then free, then by title."""
    ids = [skill] if skill in names() else [link.id for link in map_skills([skill]).linked]
    found = {r.id: r for i in ids for r in _by_skill().get(i, [])}
    ranked = sorted(found.values(), key=lambda r: (not r.id.startswith("page"), r.cost_usd != 0, r.id))
    return Resources(resources=ranked[:k])


def role_links(soc: str) -> list[Resource]:
    """Official pages of an occupation: what it is, where it is taught, what licence it needs, who hires."""
    occupation = tables().occupation(soc)
    words = role_words(occupation.title)
    pages = [
        ("onet", f"What {words} do, by O*NET", "O*NET OnLine", f"https://www.onetonline.org/link/summary/{soc}.00", "official pattern by SOC code"),
        ("training", f"Training near you for {words}", "CareerOneStop", "https://www.careeronestop.org/FindTraining/find-training.aspx", "official page"),
        ("licence", f"Licences for {words} in your state", "CareerOneStop", "https://www.careeronestop.org/Toolkit/Training/find-licenses.aspx", "official page"),
        ("jobs", f"Job openings for {words} near you", "CareerOneStop", "https://www.careeronestop.org/JobSearch/job-search.aspx", "official page"),
    ]  # fmt: skip
    return [
        Resource(id=f"{soc}.{key}", title=title, provider=by, url=url, cost_usd=0, found_in=found)
        for key, title, by, url, found in pages
    ]


def resource_fact(resource: Resource) -> Fact:
    """The link as a fact: its value is the URL, its meaning the title shown for it."""
    return Fact(
        id=f"link.{resource.id}", name=f"link_{slug(resource.title, 6)}_{_letters(resource.id)}", value=resource.url, unit="url",
        subject=resource.id, meaning=resource.title, source=f"{resource.provider} ({resource.found_in})", url=resource.url,
    )  # fmt: skip


def _letters(key: str) -> str:
    """A key's digits as letters, since placeholders carry none."""
    return "".join("abcdefghij"[int(c)] if c.isdigit() else c if c.isalpha() else "" for c in key).lower()


@lru_cache(maxsize=1)
def _by_skill() -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = defaultdict(list)
    with TABLE.open(newline="") as lines:
        for row in csv.DictReader(lines):
            resource = Resource(
                id=row["id"], title=row["title"], provider=row["provider"], url=row["url"], cost_note=row["cost_note"], level=row["level"],
                cost_usd=float(row["cost_usd"]) if row["cost_usd"] else None, hours=float(row["hours"]) if row["hours"] else None,
                found_in=row["found_in"],
            )  # fmt: skip
            for skill in row["skill_ids"].split(";"):
                found[skill].append(resource)
    return dict(found)
