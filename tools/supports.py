"""Who may pay for the way, who helps, and what is at stake: rows by what somebody said of their lot.

``knowledge/catalogue/supports.csv`` was written by hand; each row says for whom it is, what comes first, and for whom it would be wrong
(``never``). ``support_order.csv`` says which rows meet a need, or two needs together (``veteran+homeless``), the best first. A row that
was not checked says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, Field

from runtime.settings import ROOT
from tools.fact import Fact
from tools.pathways import is_link

TABLE = ROOT / "knowledge" / "catalogue" / "supports.csv"
ORDER = ROOT / "knowledge" / "catalogue" / "support_order.csv"
MOST, OF_ONE_NEED = 6, 2
"""Rows that are shown at most, and of one need."""

Kind = Literal["urgent", "rights", "stake", "income", "pays", "earns", "help"]

NEEDS = (
    "trafficked", "domestic violence", "homeless", "food", "rent due", "immigrant no papers", "mental health", "no income now", "deactivated",
    "laid off", "hurt at work", "wage theft", "ssdi or ssi", "medicaid or snap", "asylum seeker", "refugee", "record", "disability", "veteran",
    "military spouse", "foreign degree", "english learner", "no diploma", "foster care alum", "pregnant", "child care", "single parent",
    "caregiver", "health insurance", "discrimination", "student loans", "debt", "age 55 plus", "youth under 25", "tribal", "rural", "cdl",
    "apprenticeship", "no money for training", "self employed taxes", "starting a business", "union", "farm work", "licence", "degree",
)  # fmt: skip
"""What may call for help, the most pressing first."""


class Support(BaseModel):
    """One programme, office or right. ``line`` says what it is, ``first`` what to do, ``before`` what must come before that."""

    id: str
    name: str
    kind: Kind
    line: str
    first: str = ""
    url: str = ""
    phone: str = ""
    who: str = ""
    never: list[str] = Field([], description="needs of people whom this row would mislead or harm")
    before: str = ""
    state: str = Field("", description="two letters where it is of one state only")
    work: list[str] = Field([], description="beginnings of SOC codes: where it is for those who do such work only")
    source: str
    how_known: Literal["read", "summary", "general knowledge"]
    checked: str
    doubt: str = ""


class Supports(BaseModel):
    """``met`` says for which need each row is shown."""

    rows: list[Support] = []
    met: list[str] = []
    facts: list[Fact] = []


def supports(needs: Sequence[str], state: str = "", k: int = MOST, work: Sequence[str] = ()) -> Supports:
    """At most ``k`` rows for what somebody needs, the most pressing need first; none that would be wrong for any of them.

    Each need gets its best row before any gets a second. A row of another state is left out, and one of another work where ``work``
    names the worker's own by their SOC codes.
    """
    has = [need for need in NEEDS if need in needs]
    served = [(need, fitting) for need in _served(has) if (fitting := _fitting(need, has, state, work))]
    chosen: dict[str, tuple[str, Support]] = {}
    for turn in range(OF_ONE_NEED):
        for need, fitting in served:
            if turn < len(fitting) and len(chosen) < k:
                chosen.setdefault(fitting[turn].id, (need, fitting[turn]))
    rows = [row for _, row in chosen.values()]
    return Supports(
        rows=rows, met=[need for need, _ in chosen.values()],
        facts=[fact for at, row in enumerate(rows) for fact in _facts(row, "abcdefghijklmnopqrst"[at])],
    )  # fmt: skip


def _served(has: Sequence[str]) -> list[str]:
    """Needs that rows serve: those of two together before those of one, the most pressing first."""
    both = [key for key in _order() if "+" in key and set(key.split("+")) <= set(has)]
    return [*both, *(need for need in has if need in _order())]


def _fitting(need: str, has: Sequence[str], state: str, work: Sequence[str]) -> list[Support]:
    """Rows for a need, best first, without those of another state and those that would be wrong for any need."""
    rows = (_rows()[key] for key in _order()[need])
    right = [row for row in rows if not set(row.never) & set(has) and row.state in ("", state.upper())]
    return [row for row in right if not row.work or not work or any(soc.startswith(tuple(row.work)) for soc in work)]


def _words(row: Support) -> str:
    return " ".join(filter(None, (row.line, row.before, row.first, f"Phone: {row.phone}." if row.phone else "")))


def _facts(row: Support, letter: str) -> list[Fact]:
    """A row's words and its page."""
    release = "not checked" if row.how_known == "general knowledge" else f"looked at {row.checked}"
    words = _words(row)
    base = {"subject": "support", "source": row.source, "release": release, "url": row.url}
    found = [
        Fact.model_validate(
            {**base, "id": f"support.{row.id}", "name": f"support_{letter}", "value": words, "unit": "text", "meaning": row.name, "sentence": words}
        )
    ]  # fmt: skip
    if row.url:
        link = {
            "id": f"support.{row.id}.page",
            "name": f"support_{letter}_page",
            "value": row.url,
            "unit": "url",
            "meaning": row.name,
        }
        found.append(Fact.model_validate({**base, **link}))
    return found


@lru_cache(maxsize=1)
def _rows() -> dict[str, Support]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            Support.model_validate(
                {**row, **{key: list(filter(None, row[key].split("|"))) for key in ("never", "work")}}
            )
            for row in csv.DictReader(lines)
        ]
    return {row.id: row for row in rows}


@lru_cache(maxsize=1)
def _order() -> dict[str, list[str]]:
    with ORDER.open(encoding="utf-8", newline="") as lines:
        return {row["need"]: row["rows"].split("|") for row in csv.DictReader(lines)}


def problems() -> list[str]:
    """What is wrong with the two tables, one sentence each."""
    served = {need for key in _order() for need in key.split("+")}
    found = [f"support_order.csv names {need}, which is no need." for need in sorted(served - set(NEEDS))]
    found += [f"No row serves {need}." for need in NEEDS if need not in _order() and need not in ("licence", "degree")]
    lost = {key for keys in _order().values() for key in keys} - _rows().keys()
    found += [f"support_order.csv names {key}, which supports.csv lacks." for key in sorted(lost)]
    found += [
        f"supports.csv has a link that is none: {row.url}."
        for row in _rows().values()
        if row.url and not is_link(row.url)
    ]
    for row in _rows().values():  # a figure in a link's name must stand in the row's words, which are a fact
        if set(re.findall(r"\d+", row.name)) - set(re.findall(r"\d+", _words(row))):
            found.append(f"supports.csv: the name of {row.id} has a figure that its words lack.")
        if "://" in _words(row):
            found.append(f"supports.csv: the words of {row.id} hold a link; only its own column may.")
    strange = {need for row in _rows().values() for need in row.never} - set(NEEDS)
    return found + [f"supports.csv bars {need}, which is no need." for need in sorted(strange)]
