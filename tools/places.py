"""A place in a worker's words → the area BLS publishes wages for: metro, else state, else the nation, and why."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from knowledge.tables import AreaRow, tables
from runtime.settings import ROOT
from tools.profile import Area
from tools.zips import zip_metro, zip_state

ALIASES = ROOT / "knowledge" / "catalogue" / "place_aliases.csv"
How = Literal["exact", "wider", "ambiguous", "unknown", "not in the US"]

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
    "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "GU": "Guam", "VI": "Virgin Islands",
}  # fmt: skip

_ABROAD = re.compile(
    r"\b(?:canada|toronto|vancouver, bc|montreal|mexico(?! city,? mo)|uk|u\.k\.|united kingdom|england|scotland|wales|london|manchester, uk|ireland|dublin, ireland|"
    r"france|paris|germany|berlin|spain|madrid|barcelona|italy|rome, italy|netherlands|amsterdam|sweden|poland|portugal|greece|turkey|istanbul|"
    r"russia|ukraine|kyiv|india|mumbai|delhi|bangalore|bengaluru|hyderabad|pakistan|karachi|lahore|bangladesh|dhaka|sri lanka|nepal|china|beijing|shanghai|"
    r"hong kong|japan|tokyo|korea|seoul|philippines|manila|vietnam|indonesia|jakarta|malaysia|singapore|thailand|bangkok|australia|sydney|melbourne, au|new zealand|auckland|"
    r"nigeria|lagos|abuja|kenya|nairobi|ghana|accra|south africa|johannesburg|cape town|egypt|cairo|morocco|ethiopia|brazil|s[ãa]o paulo|argentina|buenos aires|colombia|bogot[áa]|"
    r"chile|peru|venezuela|jamaica|dubai|uae|saudi arabia|qatar|israel|tel aviv)\b",
    re.I,
)
_REMOTE = re.compile(
    r"^(?:remote(?:ly)?|online|from home|anywhere|the us|usa?|u\.s\.a?\.?|united states|america)$", re.I
)
_RURAL = re.compile(
    r"\b(?:rural|countryside|small town(?: in)?|upstate|northern|southern|eastern|western|central|outside(?: of)?|suburbs? of)\s+",
    re.I,
)


class AreaMatch(BaseModel):
    """``area`` is None only when the place is unknown or ambiguous; ``note`` says what was taken instead of what."""

    area: Area | None = None
    candidates: list[Area] = []
    how: How = "unknown"
    note: str = ""


def find_area(place: str) -> AreaMatch:
    """The wage area of a place; a state where no metro is meant; candidates when several towns have the name."""
    said = " ".join(re.sub(r"[^\w\s,.'-]", " ", place).split()).strip(" ,.")
    if _REMOTE.match(said):
        return AreaMatch(area=Area(), how="exact")
    if zipped := re.search(r"\b(\d{5})(?:-\d{4})?\b", said):
        return _zip(zipped[1])
    if not _key(said):
        return AreaMatch()
    town, state = _split(said)
    if _ABROAD.search(said) and not state:
        return AreaMatch(how="not in the US")
    if state and not town:
        return AreaMatch(area=_area(tables().states[state]), how="exact")
    if _RURAL.match(said) and (rest := _RURAL.sub("", said)) != said:
        inner = find_area(rest)
        if inner.area:
            inner.how, inner.note = (
                "wider",
                f"Pay is for {inner.area.name}; wages for smaller places near {said} are not kept apart.",
            )
        return inner
    return _town(town, state, said)


def _town(town: str, state: str, said: str) -> AreaMatch:
    names = _towns()
    found = [row for row in names.get(town, []) if not state or state in _states_of(row)]
    alias = _aliases().get(f"{town} {state.lower()}".strip()) or _aliases().get(town)
    if alias and (not state or state in _states_of(tables().area(alias))):
        return AreaMatch(area=_area(tables().area(alias)), how="exact")
    if len(found) == 1:
        return AreaMatch(area=_area(found[0]), how="exact")
    if len(found) > 1:
        return AreaMatch(candidates=[_area(row) for row in found], how="ambiguous")
    if state:
        row = tables().states[state]
        return AreaMatch(
            area=_area(row), how="wider", note=f"No wages are published for {said} itself, so pay is for {row.name}."
        )
    near = (
        process.extractOne(town, [*names, *_aliases()], scorer=fuzz.ratio, score_cutoff=88) if len(town) > 4 else None
    )
    return _town(near[0], "", said) if near and near[0] != town else AreaMatch()


def places_in(text: str) -> list[str]:
    """Places named in a message, in its order: "in Phoenix", "Columbus, OH", a ZIP code, a country."""
    found: list[tuple[int, str]] = []
    for match in re.finditer(
        r"\b(?!(?:In|Near|From|At|Around|To|Here|Now)\b)((?:[A-Z][A-Za-z'-]+|St\.|Ft\.|Mt\.)(?: (?:[A-Z][A-Za-z'-]+|St\.|Ft\.|Mt\.)){0,2}),? ([A-Z]{2})\b(?!\w)",
        text,
    ):
        if match[2] in STATES and not (match[2] in {"IN", "OR", "ME", "OK", "HI", "ID"} and "," not in match[0]):
            found.append((match.start(), match[0]))
    for match in _ZIP.finditer(text):
        if _zip(match[1]).area:
            found.append((match.start(1), match[1]))
    found += _town_and_state(text)
    cue = r"\b(?i:in|near|around|from|to|outside(?: of)?|based (?:in|out of)|live in|moving to|at)\s+(?:the )?"
    for match in re.finditer(
        cue
        + r"(?=((?:(?:rural|northern|southern|upstate|downtown|greater) )?[A-Za-z][\w.'-]*(?:,? [A-Za-z][\w.'-]*){0,3}))",
        text,
    ):  # looked at only, so that "from home in Reno" is seen twice
        if name := _longest_known(match[1]):
            found.append((match.start(1), name))
    for match in re.finditer(r"\b(?=([A-Z][\w.'-]+(?:,? [A-Z][\w.'-]+){0,3}))", text):
        if name := _longest_known(match[1], strict=True):
            found.append((match.start(), name))
    found += [(match.start(), match[0]) for match in _lower_case().finditer(text)]
    found += [(m.start(), m[0]) for m in _ABROAD.finditer(text) if not _STATE_NEXT.match(text[m.end() :])]
    kept: list[tuple[int, str]] = []
    for at, name in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        if not any(a <= at < a + len(n) for a, n in kept):
            kept.append((at, name))
    return [name for _, name in kept]


def _town_and_state(text: str) -> list[tuple[int, str]]:
    """A known town beside its state, however written: "chattanooga tn", "Lincoln, Nebraska"."""
    found = []
    for match in _beside_state().finditer(text):
        state = match["state"].upper() if len(match["state"]) == 2 else _CODES.get(match["state"].lower(), "")
        words = match["town"].split()
        if match["state"].lower() in _WORDS and match["state"].islower() and re.match(r"\s+[a-z]", text[match.end() :]):
            continue  # "college in Ohio"
        for first in range(len(words)):
            town = _key(" ".join(words[first:]))
            rows = [*_towns().get(town, []), *([tables().area(_aliases()[town])] if town in _aliases() else [])]
            if any(state in _states_of(row) for row in rows):
                at = match.start() + len(match["town"]) - len(" ".join(words[first:]))
                found.append((at, text[at : match.end()]))
                break
    return found


@lru_cache(maxsize=1)
def _beside_state() -> re.Pattern[str]:
    states = "|".join([*STATES, *STATES.values()])
    return re.compile(rf"\b(?P<town>[a-z][\w'-]+\.?(?: [a-z][\w'-]+){{0,2}}),? (?P<state>{states})\b", re.I)


_WORDS = frozenset(["in", "or", "me", "hi", "ok", "id", "oh", "pa", "ma", "la", "de", "co", "al"])
_STATE_NEXT = re.compile(rf",? (?:{'|'.join(STATES.values())})\b")
_CODES = {name.lower(): code for code, name in STATES.items()}
_ZIP = re.compile(
    r"(?:\b(?i:in|zip(?: code)?|near|at|code is|area)\s*:?\s+|\b[A-Z]{2},?\s+|(?:^|[,;(.])\s*)(\d{5})(?![\d%]|[.,]\d|[ -]?(?i:miles?|mi|k|dollars?|bucks|usd|hours?|hrs?|a|per|an|each|gross|net|rides)\b|\s?[/$])"
)
"""A ZIP code: after a word that says so, after a state, or alone between stops."""
_PLAIN = frozenset([
    "college", "mobile", "reading", "orange", "jackson", "lincoln", "salem", "dover", "mesa", "hollywood", "dc", "la", "indy", "the", "bay",
    "katy", "camden", "troy", "rome", "queens", "victoria", "dmv", "sf",
])  # fmt: skip
"""Town names that are plain words or people's names: taken only after "in", "near" …"""


@lru_cache(maxsize=1)
def _lower_case() -> re.Pattern[str]:
    """Town names of two words and more, which need neither a capital nor an "in", and a few short forms that mean nothing else."""
    names = {name for name in (*_towns(), *_aliases()) if " " in name and len(name) > 6} | {
        "nyc",
        "phx",
        "atl",
        "dfw",
        "philly",
    }
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b", re.I)


def _longest_known(words: str, strict: bool = False) -> str:
    """The longest beginning of the words that names a place."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        name = " ".join(parts[:size]).strip(" ,.")
        key = _key(_RURAL.sub("", name))
        town, state = _split(_RURAL.sub("", name))
        if parts[size - 1].strip(" ,.") in _WORDS:
            continue  # "college in", "home or": no state
        if key in _PLAIN and (strict or not name[0].isupper()):
            continue
        if (
            (town in _towns() or key in _aliases() or (state and (not town or town in _towns())))
            and not (strict and len(key) < 4)
            and (name[0].isupper() or len(key) > 4 or strict)
        ):
            return name
    return ""


def _key(place: str) -> str:
    return " ".join(re.sub(r"[^a-z ]", " ", place.lower().replace(".", "")).split())


def _split(place: str) -> tuple[str, str]:
    """("columbus", "OH") from "Columbus, Ohio"; the state alone gives ("", "TX"); no state gives (town, "")."""
    key = _key(place)
    for code, name in sorted(STATES.items(), key=lambda pair: -len(pair[1])):
        full = name.lower()
        if key in (full, f"state of {full}") and full not in ("new york", "washington"):
            return "", code
        if key.endswith(f" {full}") and key != full:
            return key.removesuffix(full).strip(), code
    words = key.split()
    if len(words) > 1 and words[-1].upper() in STATES:
        return " ".join(words[:-1]), words[-1].upper()
    if len(words) == 1 and place.strip().isupper() and words[0].upper() in STATES and key not in _aliases():
        return "", words[0].upper()
    return ("", "WA") if key in ("washington", "washington state") else (key, "")


def _zip(code: str) -> AreaMatch:
    metro = zip_metro(code)
    if metro:
        return AreaMatch(area=_area(tables().area(metro)), how="exact")
    state = zip_state(code)
    if not state:
        return AreaMatch()
    row = tables().states[state]
    return AreaMatch(
        area=_area(row),
        how="wider",
        note=f"I know the state of ZIP code {code}, not its metro, so pay is for {row.name}.",
    )


def _states_of(row: AreaRow) -> set[str]:
    """A metro may lie in several states: "New York-Newark-Jersey City, NY-NJ"."""
    named = row.name.rsplit(", ", 1)
    return set(named[1].split("-")) if len(named) == 2 else {row.state}


def _area(row: AreaRow) -> Area:
    return Area.model_validate({"code": row.code, "name": row.name, "level": row.level})


@lru_cache(maxsize=1)
def _towns() -> dict[str, list[AreaRow]]:
    """Every principal city in a metro's name → its metros."""
    towns: dict[str, list[AreaRow]] = {}
    for row in tables().areas.filter(level="metro").to_dicts():
        cities = row["name"].rsplit(", ", 1)[0]
        for city in {cities, *re.split(r"(?<=\w)(?:--?|/)(?=[A-Z])", cities)}:
            towns.setdefault(_key(city), []).append(AreaRow(**row))
    return towns


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    with ALIASES.open(newline="") as lines:
        return {row["alias"]: row["code"] for row in csv.DictReader(lines)}
