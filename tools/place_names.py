"""What a name of a place may stand for: states, towns, counties, ZIP codes, nicknames, and what is abroad."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.place_keys import key
from knowledge.tables import tables
from runtime.settings import ROOT

ALIASES = ROOT / "knowledge" / "catalogue" / "place_aliases.csv"
ABROAD = ROOT / "knowledge" / "catalogue" / "abroad.csv"

_OLD = {
    "calif": "CA", "cali": "CA", "penn": "PA", "penna": "PA", "mass": "MA", "fla": "FL", "ariz": "AZ", "tex": "TX", "tenn": "TN",
    "minn": "MN", "mich": "MI", "ill": "IL", "wis": "WI", "wisc": "WI", "colo": "CO", "conn": "CT", "wash": "WA", "ore": "OR",
    "okla": "OK", "nebr": "NE", "kans": "KS", "wva": "WV", "w virginia": "WV", "n carolina": "NC", "s carolina": "SC",
    "no carolina": "NC", "so carolina": "SC", "n dakota": "ND", "s dakota": "SD", "n mexico": "NM", "washington state": "WA",
    "new york state": "NY", "nueva york": "NY", "nueva jersey": "NJ", "nuevo mexico": "NM", "carolina del norte": "NC",
    "carolina del sur": "SC", "dakota del norte": "ND", "dakota del sur": "SD", "virginia occidental": "WV",
}  # fmt: skip
"""Abbreviations of states beside the postal ones, and Spanish names."""

COUNTY = re.compile(r" (?:county|parish|borough|census area|municipality|municipio)$")
_KIND = re.compile(rf"{COUNTY.pattern}| (?:city and borough|planning region|city)$")

BIG, SMALL = 20_000, 1_000
"""People of a town that a misspelt name without a state, and with one, may be taken for."""
_LONG, _LONGER = 6, 8
"""Letters of a name of which one, or two, may be wrong."""


@dataclass(frozen=True)
class Town:
    """A town or county: its people, and the wage area it lies in."""

    name: str
    state: str
    people: int
    area: str


@dataclass(frozen=True)
class Alias:
    """A nickname; words that are ``plain`` mean something else in running text."""

    areas: tuple[str, ...]
    stands_for: str
    plain: bool


@lru_cache(maxsize=1)
def _runs() -> dict[str, tuple[int, int]]:
    """Key → where its rows begin in the table, which is sorted by key, and how many there are."""
    runs = tables().places["key"].rle().struct.unnest()
    begins = runs["len"].cum_sum() - runs["len"]
    return dict(zip(runs["value"], zip(begins, runs["len"], strict=True), strict=True))


def towns(name: str) -> list[Town]:
    """Towns whose name has this key, the most populous first, one a state."""
    if (run := _runs().get(name)) is None:
        return []
    return [Town(*row) for row in tables().places.slice(*run).select("place", "state", "population", "area").rows()]


@lru_cache(maxsize=1)
def _counties() -> dict[str, list[Town]]:
    found: dict[str, list[Town]] = {}
    for row in tables().counties.sort("population", descending=True).iter_rows():
        found.setdefault(_KIND.sub("", key(row[0])), []).append(Town(*row))
    return found


def counties(name: str) -> list[Town]:
    """Counties, parishes and boroughs by their key without that word, the most populous first."""
    return _counties().get(COUNTY.sub("", name), [])


@lru_cache(maxsize=1)
def zips() -> dict[str, str]:
    """ZIP code → area."""
    frame = tables().zips
    return dict(zip(frame["zip"], frame["area"], strict=True))


@lru_cache(maxsize=1)
def aliases() -> dict[str, Alias]:
    return {
        key(row["alias"]): Alias(tuple(row["code"].split("|")), row["stands_for"], bool(row["plain"]))
        for row in _rows(ALIASES)
    }


@lru_cache(maxsize=1)
def abroad() -> dict[str, bool]:
    """Key of a country or well known foreign city → whether it is a country."""
    return {key(row["name"]): row["kind"] == "country" for row in _rows(ABROAD)}


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Key of a state's name, letters or abbreviation → its letters."""
    known = {key(row.name): letters for letters, row in tables().states.items()}
    return known | {letters.lower(): letters for letters in tables().states} | _OLD


@lru_cache(maxsize=1)
def area_names() -> dict[str, str]:
    """Key of an area's own name → its code; where it names several cities, also without the states."""
    found: dict[str, str] = {}
    for code, name in tables().areas.select("code", "name").iter_rows():
        cities = name.rsplit(", ", 1)[0]
        found[key(name)] = code
        if re.search(r"\w[-/]\w", cities):
            found.setdefault(key(cities), code)
    return found


def states_of(area: str) -> set[str]:
    """The states an area lies in, as its name tells: "New York-Newark-Jersey City, NY-NJ"."""
    row = tables().area(area)
    return set(row.name.rsplit(", ", 1)[1].split("-")) if row.level == "metro" else {row.state}


def split(name: str) -> tuple[str, str]:
    """The key of "Columbus, Ohio" → ("columbus", "OH"); a state alone → ("", "TX"); without a state (name, "")."""
    return splits(name)[0]


def splits(name: str) -> list[tuple[str, str]]:
    """Every way to split it: "kings park west virginia" may be a Kings Park, and is a Kings Park West."""
    known = states()
    if (bare := name.removeprefix("state of ").removesuffix(" the state")) in known:
        return [("", known[bare])]
    words = name.split()
    ends = [(" ".join(words[:-size]), " ".join(words[-size:])) for size in (3, 2, 1) if len(words) > size]
    return [(town, known[end]) for town, end in ends if end in known] or [(name, "")]


@lru_cache(maxsize=64)
def _names(state: str) -> dict[str, int]:
    """Long names of the towns in a state, or of all big towns, with the people of the biggest."""
    kept = (
        tables()
        .places.filter(
            pl.col("key").str.len_bytes() >= _LONG, pl.col("state") == state if state else pl.col("population") >= BIG
        )
        .unique("key", keep="first", maintain_order=True)
    )
    return dict(zip(kept["key"], kept["population"], strict=True))


def misspelt(name: str, state: str = "") -> str:
    """The key of the town that is one letter off, two in a longer name; empty when none is, or the name is short."""
    if len(name) < _LONG:
        return ""
    people = _names(state)
    far = 2 if len(name) >= _LONGER else 1
    near = process.extract(name, people.keys(), scorer=OSA.distance, score_cutoff=far, limit=None)
    right = [
        (off, -people[found], found)
        for found, off, _ in near
        if found[0] == name[0] and (off < 2 or _word_for_word(name, found))
    ]
    return min(right)[2] if right else ""


def _word_for_word(name: str, other: str) -> bool:
    """Not "east side" for "east ridge": words that differ are long enough for it themselves."""
    pairs = list(zip(name.split(), other.split(), strict=False))
    return name.count(" ") == other.count(" ") and all(
        a == b or OSA.distance(a, b) <= (len(a) >= _LONG - 1) + (len(a) >= _LONGER - 1) for a, b in pairs
    )


def misspelt_state(words: str) -> str:
    """The letters of the state whose full name is one or two letters off: "tennesee"."""
    full = [name for name in states() if len(name) >= _LONGER]
    near = process.extractOne(words, full, scorer=OSA.distance, score_cutoff=2)
    return states()[near[0]] if near else ""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
