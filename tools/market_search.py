"""The Chroma retriever tool: what the knowledge base holds on a question, with filters by role, facet and pay."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from knowledge import reports
from knowledge.index import nearest


class Passage(BaseModel):
    """A retrieved chunk; ``score`` is cosine likeness, −1–1. ``page`` and ``date`` only of the user's own reports."""

    id: str
    text: str
    score: float
    soc: str = ""
    facet: str = ""
    source: str = ""
    page: int | None = None
    heading: str = ""
    date: str = ""


class Filters(BaseModel):
    """All given must hold. ``min_pay`` in USD an hour, nationwide median."""

    socs: list[str] = []
    facets: list[str] = []
    max_job_zone: int | None = None
    min_pay: float | None = None
    origin: str = ""


class MarketPassages(BaseModel):
    query: str
    passages: list[Passage] = []


def market_search(query: str, filters: Filters | None = None, k: int = 5) -> MarketPassages:
    """The ``k`` nearest chunks; IndexStale when nothing was indexed yet. Of the user's reports with ``origin`` "user"."""
    given = filters or Filters()
    found = reports.nearest(query, k) if given.origin == "user" else nearest(query, k, _where(given))
    return MarketPassages(query=query, passages=[_passage(doc, distance) for doc, distance in found])


def market_search_many(queries: list[str], filters: Filters | None = None, k: int = 5) -> list[MarketPassages]:
    """One answer a query, in order."""
    return [market_search(query, filters, k) for query in queries]


def _where(f: Filters) -> dict[str, Any] | None:
    terms: list[dict[str, Any]] = []
    if f.socs:
        terms.append({"soc": {"$in": f.socs}})
    if f.facets:
        terms.append({"facet": {"$in": f.facets}})
    if f.max_job_zone is not None:
        terms.append({"job_zone": {"$lte": f.max_job_zone}})
    if f.min_pay is not None:
        terms.append({"median_pay": {"$gte": f.min_pay}})
    if f.origin:
        terms.append({"origin": f.origin})
    return {"$and": terms} if len(terms) > 1 else terms[0] if terms else None


def _passage(doc: Any, distance: float) -> Passage:
    meta = doc.metadata
    return Passage(
        id=doc.id or "", text=doc.page_content, score=round(1 - distance, 4), soc=meta.get("soc", ""), facet=meta.get("facet", ""),
        source=meta.get("source", ""), page=meta.get("page"), heading=meta.get("heading", ""), date=meta.get("date", ""),
    )  # fmt: skip
