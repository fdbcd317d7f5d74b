"""What this project writes about each occupation from its facts: one short document a facet, for retrieval."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from knowledge.tables import Occupation, Tables, tables

NATION = "0000000"


@dataclass(frozen=True)
class Doc:
    """``meta``: soc, title, facet, job_zone, median_pay (USD/hour), growth (percent), self_employed (percent), source, origin."""

    text: str
    meta: dict[str, str | int | float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """By content, so that an unchanged document is never embedded twice."""
        own = f"{self.meta['source']}|{self.meta.get('page', '')}|" if self.meta.get("origin") == "user" else ""
        whole = f"{own}{self.meta.get('soc', '')}|{self.meta.get('facet', '')}|{self.text}"
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


def documents(t: Tables | None = None) -> list[Doc]:
    """Every occupation's facets in SOC order; the same tables give the same documents."""
    t = t or tables()
    writer = _Writer(t)
    return [doc for soc in t.occupations["soc"] for doc in writer.write(t.occupation(soc))]


class _Writer:
    """Holds the tables grouped by occupation, so that each is filtered once."""

    def __init__(self, t: Tables) -> None:
        self.t = t
        top = t.skills.filter(pl.col("importance") >= 50).sort("importance", "element_id", descending=[True, False])
        self.skills = {k: list(v) for k, v in top.group_by("soc", maintain_order=True).agg("name").iter_rows()}
        hot = t.software.filter(pl.col("hot") | pl.col("in_demand")).sort(
            "in_demand", "hot", "name", descending=[True, True, False]
        )
        self.software = {k: list(v) for k, v in hot.group_by("soc", maintain_order=True).agg("name").iter_rows()}
        named = t.titles.filter(pl.col("kind").is_in(["variant", "reported"]))
        self.titles = {k: list(v) for k, v in named.group_by("soc", maintain_order=True).agg("title").iter_rows()}
        related = t.related.sort("soc", "index")
        self.related = {
            k: list(v)[:8] for k, v in related.group_by("soc", maintain_order=True).agg("related_soc").iter_rows()
        }

    def write(self, o: Occupation) -> Iterator[Doc]:
        wage, outlook = self.t.wage(o.soc, NATION), self.t.projection(o.soc)
        meta: dict[str, str | int | float] = {"soc": o.soc, "title": o.title, "origin": "gigpath"}
        if o.job_zone is not None:
            meta["job_zone"] = o.job_zone
        if wage and wage.p50 is not None:
            meta["median_pay"] = wage.p50
        if outlook and outlook.growth_pct is not None:
            meta["growth"] = outlook.growth_pct
        if outlook and outlook.self_employed_pct is not None:
            meta["self_employed"] = outlook.self_employed_pct

        def doc(facet: str, text: str, source: str) -> Doc:
            return Doc(text, {**meta, "facet": facet, "source": source})

        oews, onet, ep = (self.t.source(name).name for name in ("wages", "titles", "projections"))
        if wage and wage.p50 is not None:
            ends = f" One in ten earns under ${wage.p10:.2f}" if wage.p10 else ""
            ends += f", one in ten over ${wage.p90:.2f}." if ends and wage.p90 else "." if ends else ""
            yield doc("pay", f"Pay of {o.title}: typically ${wage.p50:.2f} an hour nationwide.{ends}", oews)
        if outlook and outlook.growth_pct is not None:
            text = f"Demand for {o.title}: {outlook.openings or 0:,.0f} openings a year, jobs change by {outlook.growth_pct:g}% over the decade."
            if outlook.self_employed_pct is not None:
                text += f" {outlook.self_employed_pct:g}% work for themselves, freelance or with an own business."
            yield doc("demand", text, ep)
        if o.education or o.job_zone:
            text = f"Becoming one of the {o.title}: usual entry education is {o.education or 'not stated'}; job zone {o.job_zone or 'not stated'}"
            yield doc("requirements", text + (f"; {o.training}." if o.training else "."), ep)
        if skills := self.skills.get(o.soc):
            yield doc("skills", f"Skills and knowledge {o.title} need: {', '.join(skills[:12])}.", onet)
        if software := self.software.get(o.soc):
            yield doc("software", f"Software {o.title} use: {', '.join(software[:12])}.", onet)
        near = [self.t.occupation(soc).title for soc in self.related.get(o.soc, [])]
        called = self.titles.get(o.soc, [])[:10]
        if called or near:
            text = f"{o.title} are also called {', '.join(called)}." if called else f"{o.title}."
            yield doc("titles", text + (f" Near to them: {', '.join(near)}." if near else ""), onet)
