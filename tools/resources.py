"""Where to learn a skill, free first; and the official pages of a role.

Every link comes from the table of resources (a public list, or a hand-checked page) or from an official site's own
pattern by SOC code. None is composed otherwise.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from urllib.parse import quote

from pydantic import BaseModel, Field

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.fact import Fact
from tools.skills import map_skills, names
from tools.words import lettered, role_words, slug

TABLE = ROOT / "knowledge" / "catalogue" / "resources.csv"

LEVELS = ("beginner", "", "intermediate", "advanced")
"""Easiest first; a list that states no level comes after what is known to be for beginners."""


class Resource(BaseModel):
    """A page to learn from, or an official page of a role."""

    id: str
    title: str
    provider: str
    url: str
    cost_usd: float | None = Field(None, description="USD; 0 is free, None is not free or not known, see cost_note")
    cost_note: str = ""
    hours: float | None = Field(None, description="as the list or the provider states; None where neither does")
    level: str = ""
    skill_ids: tuple[str, ...] = ()
    topics: str = ""
    language: str = "en"
    found_in: str = Field("", description="the list, or whose page it is")


class Resources(BaseModel):
    resources: list[Resource] = []


def find_resources(skill: str, k: int = 3, about: str = "") -> Resources:
    """At most ``k`` resources for a skill, given by id, name or the worker's words; ``about`` is the role it is for.

    Those on the very words or the role's come first, then free ones, then those that teach this skill foremost,
    hand-checked pages before lists, beginners' before others.
    """
    ids = [skill] if skill in names() else list(dict.fromkeys(link.id for link in map_skills([skill]).linked))
    wanted = _words(about) | (set() if skill in names() else _words(skill))
    found = {r.id: r for i in ids for r in _by_skill().get(i, ())}
    if skill not in names():
        found |= {r.id: r for r in _all() if len(wanted & _words(f"{r.title} {r.topics}")) == len(wanted) > 0}

    def rank(r: Resource) -> tuple[int, bool, int, bool, int]:
        place = min((r.skill_ids.index(i) for i in ids if i in r.skill_ids), default=len(r.skill_ids))
        on_topic = len(wanted & _words(f"{r.title} {r.topics}"))
        return -on_topic, r.cost_usd != 0, place, "page" not in r.found_in, LEVELS.index(r.level)

    return Resources(resources=sorted(found.values(), key=rank)[:k])


def resource_fact(resource: Resource) -> Fact:
    """The link as a fact: its value is the URL, its meaning the title shown for it."""
    return Fact(
        id=f"link.{resource.id}", name=f"link_{slug(resource.title, 6)}_{re.sub('[^a-z]', '', lettered(resource.id.lower()))}", value=resource.url, unit="url",
        subject=resource.id, meaning=resource.title, source=f"{resource.provider} ({resource.found_in})", url=resource.url,
    )  # fmt: skip


def _words(text: str) -> set[str]:
    """Telling words, plural and singular as one."""
    return {re.sub(r"(?<=[a-z]{3})s$", "", word) for word in re.findall(r"[a-z+#]{2,}", text.lower())} - _SMALL


_SMALL = frozenset({
    "and", "or", "of", "the", "for", "to", "in", "at", "with", "all", "other", "except", "worker", "basic", "skill", "free", "course", "learn",
    "assistant", "technician", "operator", "manager", "specialist", "clerk", "agent", "helper", "supervisor", "first", "line", "general", "service",
})  # fmt: skip


@lru_cache(maxsize=1)
def _all() -> tuple[Resource, ...]:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return tuple(
            Resource(
                id=row["id"], title=row["title"], provider=row["provider"], url=row["url"], cost_note=row["cost_note"], level=row["level"],
                cost_usd=float(row["cost_usd"]) if row["cost_usd"] else None, hours=float(row["hours"]) if row["hours"] else None,
                skill_ids=tuple(filter(None, row["skill_ids"].split(";"))), topics=row["topics"], language=row["language"],
                found_in=row["found_in"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


@lru_cache(maxsize=1)
def _by_skill() -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = defaultdict(list)
    for resource in _all():
        for skill in resource.skill_ids:
            found[skill].append(resource)
    return dict(found)


# ---- official pages of a role ---------------------------------------------------------------------------------

HANDBOOK_GROUPS: dict[str, str] = {
    "11": "management", "13": "business-and-financial", "15-1": "computer-and-information-technology", "15-2": "math",
    "17": "architecture-and-engineering", "19": "life-physical-and-social-science", "19-5": "healthcare",
    "21": "community-and-social-service", "23": "legal", "25": "education-training-and-library", "27-1": "arts-and-design",
    "27-2": "entertainment-and-sports", "27-3": "media-and-communication", "27-4": "media-and-communication", "29": "healthcare",
    "31": "healthcare", "33": "protective-service", "35": "food-preparation-and-serving", "37": "building-and-grounds-cleaning",
    "39": "personal-care-and-service", "41": "sales", "43": "office-and-administrative-support", "45": "farming-fishing-and-forestry",
    "47": "construction-and-extraction", "49": "installation-maintenance-and-repair", "51": "production",
    "53": "transportation-and-material-moving",
}  # fmt: skip
"""SOC prefix → the part of the Occupational Outlook Handbook its pages lie in; the longest prefix counts."""

APPRENTICED = ("47-", "49-", "51-4", "51-8", "35-1", "53-6")
"""Trades with registered apprenticeships across the country."""


def role_links(soc: str, place: str = "United States") -> list[Resource]:
    """Official pages of an occupation: what it is, its outlook, where it is taught, what licence it needs, who hires.

    ``place`` is a city and state, or a state, for the finders. NotFound for a code that is no occupation.
    """
    occupation = tables().occupation(soc)
    code, words = _onet_code(soc), role_words(occupation.title)
    keyword, where = quote(occupation.title), quote(place)
    finder = "https://www.careeronestop.org/Toolkit"
    pages = [("onet", f"What {words} do, by O*NET", "O*NET OnLine", f"https://www.onetonline.org/link/summary/{code}")]
    if group := handbook_group(soc) if occupation.ooh_slug else "":
        url = f"https://www.bls.gov/ooh/{group}/{occupation.ooh_slug}.htm"
        pages.append(("handbook", f"Pay and outlook of {words}, by the handbook", "US Bureau of Labor Statistics", url))
    pages += [
        ("next", f"A short profile of {words}", "My Next Move", f"https://www.mynextmove.org/profile/summary/{code}"),
        ("profile", f"Wages and outlook for {words} by place", "CareerOneStop",
         f"{finder}/Careers/Occupations/occupation-profile.aspx?keyword={keyword}&onetcode={code.replace('-', '').replace('.', '')}&location={where}"),
        ("training", f"Training near you for {words}", "CareerOneStop", f"{finder}/Training/find-local-training.aspx?keyword={keyword}&location={where}"),
        ("licence", f"Licences for {words} in your state", "CareerOneStop", f"{finder}/Training/find-licenses.aspx?keyword={keyword}&location={where}"),
    ]  # fmt: skip
    if soc.startswith(APPRENTICED):
        url = "https://www.apprenticeship.gov/apprenticeship-job-finder"
        pages.append(("apprenticeship", f"Paid apprenticeships for {words}", "Apprenticeship.gov", url))
    url = f"{finder}/Jobs/find-jobs-results.aspx?keyword={keyword}&location={where}"
    pages.append(("jobs", f"Job openings for {words} near you", "CareerOneStop", url))
    return [
        Resource(id=f"{soc}.{key}", title=title, provider=by, url=url, cost_usd=0, found_in="official page by SOC code")
        for key, title, by, url in pages
    ]


def handbook_group(soc: str) -> str:
    """The handbook's part for a SOC code; empty for the armed forces."""
    return next((HANDBOOK_GROUPS[soc[:n]] for n in (4, 2) if soc[:n] in HANDBOOK_GROUPS), "")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """SOC → its first O*NET code, ".00" where there is one."""
    pairs = sorted(tables().titles.select("soc", "onet_code").unique().iter_rows(), reverse=True)
    return dict(pairs)


def _onet_code(soc: str) -> str:
    return _codes().get(soc, f"{soc}.00")
