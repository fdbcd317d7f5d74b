"""What is known of an occupation besides its pay: outlook, size, what it asks on entry."""

from __future__ import annotations

from knowledge.tables import tables
from tools.fact import Fact
from tools.wages import NATION
from tools.words import role_words, slug

EDUCATION_RANK: dict[str, int] = {
    "none": 0, "high school": 1, "some college": 2, "certificate": 2, "associate": 3, "bachelor": 4, "master": 5, "doctorate": 6,
    # the projections' own words for what a role usually asks
    "No formal educational credential": 0, "High school diploma or equivalent": 1, "Some college, no degree": 1,
    "Postsecondary nondegree award": 1, "Associate's degree": 3, "Bachelor's degree": 4, "Master's degree": 5,
    "Doctoral or professional degree": 6,
}  # fmt: skip
"""A non-degree award is a gate one can pass by a course, so it ranks with high school here."""


def occupation_facts(soc: str) -> list[Fact]:
    """Growth, openings, self-employed share, entry education, training and job zone; only what is published."""
    t = tables()
    occupation, projection = t.occupation(soc), t.projection(soc)
    stem, of = slug(occupation.title), f"of {role_words(occupation.title)}"
    outlook, onet = t.source("projections"), t.source("occupations")
    onet_page = f"https://www.onetonline.org/link/summary/{soc}.00"
    rows: list[tuple[str, float | str | None, str, str, bool]] = [
        ("education", occupation.education, "text", f"what is usually asked on entry {of}", True),
        ("training", occupation.training, "text", f"the usual training on the job {of}", True),
        ("job_zone", occupation.job_zone, "zone", f"O*NET's job zone {of}", False),
    ]
    if projection:
        rows += [
            (
                "growth",
                projection.growth_pct,
                "percent",
                f"the projected change over the decade in the number {of}",
                True,
            ),
            ("openings", projection.openings, "people", f"the projected openings a year {of}, nationwide", True),
            ("self_employed", projection.self_employed_pct, "percent", f"the share that works for itself {of}", True),
        ]
    return [
        Fact.model_validate(
            {"id": f"role.{soc}.{key}", "name": f"{stem}_{key}", "value": value, "unit": unit, "subject": soc, "meaning": meaning,
             "source": (outlook if projected else onet).name, "release": (outlook if projected else onet).release,
             "url": outlook.url if projected else onet_page}
        )
        for key, value, unit, meaning, projected in rows
        if value is not None
    ]  # fmt: skip


DUTIES = 5
"""Activities of an occupation that are named."""


def duty_fact(soc: str) -> Fact | None:
    """What people do in an occupation, in O*NET's names of activities; None where it has none."""
    t, title = tables(), role_words(tables().occupation(soc).title)
    named = [str(row["activity"]) for row in t.rows("activities", soc)][:DUTIES]
    if not named:
        return None
    source = t.source("activities")
    return Fact(
        id=f"activity.{soc}", name=f"{slug(title)}_duties", value="; ".join(f"{one[:1].lower()}{one[1:]}" for one in named), unit="text", subject=soc,
        meaning=f"what {title} do", source=source.name, release=source.release, url=f"https://www.onetonline.org/link/summary/{soc}.00",
    )  # fmt: skip


def ai_fact(soc: str) -> Fact | None:
    """How far AI reaches into an occupation's work beside all others, percent; None where it was not measured."""
    share, source = tables().ai_share(soc), tables().source("exposure")
    if share is None:
        return None
    title = role_words(tables().occupation(soc).title)
    return Fact(
        id=f"role.{soc}.ai", name=f"{slug(title)}_ai", value=share, unit="percent", subject=soc, source=source.name, release=source.release, url=source.url,
        meaning=f"the share of occupations into whose work AI reaches less than into that of {title}",
    )  # fmt: skip


def openings_rate(soc: str, area: str) -> float | None:
    """Openings a year per 100,000 jobs in an area: the nation's projected openings in the share of the role's jobs there.

    None where either is not published.
    """
    projection, here, nation = tables().projection(soc), tables().wage(soc, area), tables().wage(soc, NATION)
    if projection is None or not projection.openings or here is None or nation is None:
        return None
    if not here.employment or not nation.employment:
        return None
    return projection.openings * here.employment / nation.employment / tables().jobs(area) * 100_000
