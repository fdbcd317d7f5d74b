"""Ways into a role: what one has to hold, who gives it, how long and in what form the training goes, what it costs.

``knowledge/catalogue/pathways.csv`` and ``pathway_credentials.csv`` were written by hand, role by role, each row with its source and
how well it is known; ``licences.csv`` holds who licenses a trade, state by state. Figures are bounds for the whole country. A role that
is not in the table has no way here: nothing is made up for it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, Field

from knowledge.tables import tables
from runtime.settings import ROOT
from tools.fact import Fact

CATALOGUE = ROOT / "knowledge" / "catalogue"
NOT_CHECKED = "general knowledge"
OLD_DAYS = 730
"""A row that was looked at longer ago says so."""

Mode = Literal[
    "on the job", "employer-paid", "paid apprenticeship", "evenings", "part-time", "online", "self-paced", "full-time cohort",
    "degree", "portfolio", "promotion",
]  # fmt: skip
Asked = Literal["by law everywhere", "by law in most states", "by law in some states", "usual", "helps"]
HowKnown = Literal["read", "summary", "general knowledge"]
Rule = Literal["licence", "certificate", "registration", "local", "employer", "none", "unknown"]

COURSES = ("evenings", "part-time", "online", "self-paced", "full-time cohort", "degree")
"""Forms in which one sits in a course, on one's own time."""


class WayCredential(BaseModel):
    """What one ends up holding; ``asked`` says by whom, ``short`` is the name's short form or empty."""

    name: str
    short: str = ""
    issuer: str
    asked: Asked
    url: str = ""
    in_states: list[str] = Field(
        [], description="the only states whose law asks for it, where they are known; else empty"
    )


class Licence(BaseModel):
    """A trade's rule in one state. ``hours`` and ``fee`` only where a text states them."""

    trade: str
    state: str
    rule: Rule
    name: str = ""
    board: str = ""
    url: str = ""
    hours: float | None = None
    fee: float | None = None
    note: str = ""
    how_known: HowKnown
    source: str
    checked: str


class Way(BaseModel):
    """One way into a role. Weeks run from starting until a beginner can be hired, hours are of training before that (where
    all of it is paid, of the whole training), ``weekly`` what the training takes of a week, cost in USD."""

    soc: str
    number: int
    role: str = Field(description="as people say it, singular")
    roles: str = Field(description="plural")
    how: str
    modes: list[Mode]
    needs: list[str] = Field([], description="what must be there before")
    credentials: list[WayCredential] = []
    states: str = Field("", description="how law differs from state to state, one sentence")
    trade: str = Field("", description="key into the licence table")
    weeks: tuple[float, float]
    hours: tuple[float, float]
    weekly: tuple[float, float]
    paid: Literal["yes", "some employers", "no"]
    length: str = Field("", description="the whole of a paid apprenticeship, in words")
    cost: tuple[float, float]
    cost_note: str = ""
    exam: str = ""
    exam_fee: float | None = None
    who_hires: list[str] = []
    counts: list[str] = Field([], description="what people already hold that shortens it")
    abroad: str = ""
    forces: str = ""
    first_step: str
    first_link: str = ""
    record: str = ""
    source: str
    url: str = ""
    how_known: HowKnown
    checked: str
    doubt: str = ""

    @property
    def paid_training(self) -> bool:
        """Whether one is hired first and learns while paid."""
        return self.paid == "yes" or self.modes[0] in ("on the job", "paid apprenticeship", "promotion")

    @property
    def own_hours(self) -> float:
        """Hours of one's own unpaid time, the middle of the bounds; those of training that is all paid are the employer's."""
        return 0.0 if self.all_paid else sum(self.hours) / 2

    @property
    def all_paid(self) -> bool:
        """Whether every hour of the training is paid: an apprenticeship, or learning at work that an employer always pays."""
        return self.apprenticeship or (self.paid == "yes" and self.modes[0] in ("on the job", "employer-paid"))

    @property
    def apprenticeship(self) -> bool:
        return self.modes[0] == "paid apprenticeship"

    @property
    def by_law(self) -> bool:
        """Whether the law of most states asks for a credential."""
        return any(one.asked in ("by law everywhere", "by law in most states") for one in self.credentials)


class Pathway(BaseModel):
    """All ways into a role, the first the one to tell an adult with little money; the state's rule where the trade has one."""

    soc: str
    ways: list[Way] = []
    licence: Licence | None = None
    facts: list[Fact] = []


def pathways(soc: str, state: str = "") -> Pathway:
    """The ways into an occupation, and its licence in ``state`` (two letters). No ways where the table has none.

    NotFound for a code that is no occupation.
    """
    tables().occupation(soc)
    ways = [_in_state(way, state.upper()) for way in _ways().get(soc, [])]
    trade = next((way.trade for way in ways if way.trade), "")
    licence = _licences().get((trade, state.upper()))
    stems = ("way", "way_b", "way_c")
    facts = [fact for way, stem in zip(ways, stems, strict=False) for fact in way_facts(way, stem)]
    facts += licence_facts(licence, soc) if licence else []
    return Pathway(soc=soc, ways=ways, licence=licence, facts=facts)


def _in_state(way: Way, state: str) -> Way:
    """A way without the credentials that only other states' law asks for."""
    asked = [one for one in way.credentials if not (state and one.in_states and state not in one.in_states)]
    return way if len(asked) == len(way.credentials) else way.model_copy(update={"credentials": asked})


def way_facts(way: Way, stem: str = "way") -> list[Fact]:
    """How a way goes and its bounds as facts, and its pages as links; placeholders begin with ``stem``."""

    def fact(key: str, value: float | str, unit: str, meaning: str) -> Fact:
        return Fact.model_validate(
            {"id": f"way.{way.soc}.{way.number}.{key.replace('_', '.')}", "name": f"{stem}_{key}", "value": value, "unit": unit,
             "subject": way.soc, "meaning": meaning, "source": way.source, "release": looked_at(way), "url": way.url}
        )  # fmt: skip

    of = f"of the way to become {'an' if way.role[:1] in 'aeiou' else 'a'} {way.role}"
    found = [fact("how", way.how, "text", f"the way to become {'an' if way.role[:1] in 'aeiou' else 'a'} {way.role}")]
    found.append(fact("paid", _PAID[way.paid], "text", f"who pays {of.removeprefix('of ')}"))
    for key, (low, high), unit in (
        ("weeks", way.weeks, "weeks"),
        ("hours", way.hours, "hours"),
        ("cost", way.cost, "USD"),
        ("weekly", way.weekly, "hours/week"),
    ):
        found.append(fact(f"{key}_low", low, unit, f"the least {key} {of}"))
        found.append(fact(f"{key}_high", high, unit, f"the most {key} {of}"))
    if way.exam_fee is not None:
        found.append(fact("exam_fee", way.exam_fee, "USD", f"the fee of the exam: {way.exam}"))
    if way.first_link:
        found.append(fact("first", way.first_link, "url", "Start here"))
    if way.url:
        found.append(fact("source", way.url, "url", f"Source: {way.source.split(';')[0]}"))
    for at, one in enumerate(way.credentials):
        if one.url:
            found.append(fact(f"credential_{'abcdefgh'[at]}", one.url, "url", one.short or one.name))
    return found


_PAID = {
    "yes": "paid while one learns", "some employers": "some employers pay while one learns", "no": "in one's own time and at one's own cost",
}  # fmt: skip


def licence_facts(one: Licence, soc: str) -> list[Fact]:
    """A state's rule as facts: the board's page, hours and fee where a text states them."""

    def fact(key: str, value: float | str, unit: str, meaning: str) -> Fact:
        return Fact.model_validate(
            {"id": f"licence.{one.trade.replace(' ', '_')}.{one.state}.{key}", "name": f"licence_{key}", "value": value, "unit": unit,
             "subject": soc, "meaning": meaning, "source": one.source, "release": looked_at(one), "url": one.url}
        )  # fmt: skip

    found = [fact("board", one.url, "url", one.board)] if one.url else []
    if one.hours is not None:
        found.append(fact("hours", one.hours, "hours", f"hours of training that {one.board} asks for"))
    if one.fee is not None:
        found.append(fact("fee", one.fee, "USD", f"the fee of {one.board}"))
    return found


def looked_at(row: Way | Licence) -> str:
    """When a row was looked at, and whether it still is to be trusted."""
    if row.how_known == NOT_CHECKED:
        return "not checked"
    old = (date.today() - date.fromisoformat(row.checked)).days > OLD_DAYS
    return f"looked at {row.checked}{', more than two years ago' if old else ''}"


def is_link(text: str) -> bool:
    """Whether an address can stand in a sentence as a link: secure, and without blanks and brackets."""
    return text.startswith("https://") and not re.search(r"[\s()<>]", text)


def problems() -> list[str]:
    """What is wrong with the tables, one sentence each: an unknown occupation, bounds upside down, a credential of no way, a link that
    is none, a trade without one of the states."""
    found = []
    for soc, ways in _ways().items():
        if soc not in set(tables().occupations["soc"]):
            found.append(f"pathways.csv names {soc}, which is no occupation.")
        for way in ways:
            upside = [
                key for key in ("weeks", "hours", "weekly", "cost") if getattr(way, key)[0] > getattr(way, key)[1]
            ]
            links = [way.url, way.first_link, *(one.url for one in way.credentials)]
            found += [f"pathways.csv: {soc} way {way.number} has its {key} upside down." for key in upside]
            found += [
                f"pathways.csv: {soc} has a link that is none: {link}."
                for link in links
                if link and not link.startswith("https://")
            ]
    known = {(soc, str(way.number)) for soc, ways in _ways().items() for way in ways}
    lost = {(row["soc"], row["way"]) for row in _lines("pathway_credentials.csv")} - known
    found += [f"pathway_credentials.csv names {soc} way {way}, which pathways.csv lacks." for soc, way in sorted(lost)]
    found += [
        f"licences.csv has a link that is none: {one.url}."
        for one in _licences().values()
        if one.url and not is_link(one.url)
    ]
    trades, states = ({key[at] for key in _licences()} for at in (0, 1))
    missing = {(trade, state) for trade in trades for state in states} - _licences().keys()
    found += [f"licences.csv has no row for {trade} in {state}." for trade, state in sorted(missing)]
    return found


def plain_names() -> dict[str, tuple[str, str]]:
    """SOC → (singular, plural) as people say it, of the roles that have a way."""
    return {soc: (ways[0].role, ways[0].roles) for soc, ways in _ways().items()}


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _lines(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def _ways() -> dict[str, list[Way]]:
    held = defaultdict(list)
    for row in _lines("pathway_credentials.csv"):
        held[row["soc"], row["way"]].append(
            WayCredential.model_validate(
                {**{k: row[k] for k in WayCredential.model_fields}, "in_states": _parts(row["in_states"])}
            )
        )
    found: dict[str, list[Way]] = defaultdict(list)
    for row in _lines("pathways.csv"):
        spans = {key: (row[f"{key}_low"], row[f"{key}_high"]) for key in ("weeks", "hours", "weekly", "cost")}
        lists = {key: _parts(row[key]) for key in ("modes", "needs", "who_hires", "counts")}
        own = {key: row[key] for key in Way.model_fields if key in row and key not in spans and key not in lists}
        way = {**own, **spans, **lists, "exam_fee": row["exam_fee"] or None, "number": row["way"]}
        found[row["soc"]].append(Way.model_validate({**way, "credentials": held[row["soc"], row["way"]]}))
    return dict(found)


@lru_cache(maxsize=1)
def _licences() -> dict[tuple[str, str], Licence]:
    rows = ({**row, "hours": row["hours"] or None, "fee": row["fee"] or None} for row in _lines("licences.csv"))
    return {(one.trade, one.state): one for one in map(Licence.model_validate, rows)}
