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

_ZIP3 = (
    "005-005 NY,006-009 PR,010-027 MA,028-029 RI,030-038 NH,039-049 ME,050-059 VT,060-069 CT,070-089 NJ,100-149 NY,150-196 PA,"
    "197-199 DE,200-200 DC,201-201 VA,202-205 DC,206-219 MD,220-246 VA,247-268 WV,270-289 NC,290-299 SC,300-319 GA,320-349 FL,"
    "350-369 AL,370-385 TN,386-397 MS,398-399 GA,400-427 KY,430-459 OH,460-479 IN,480-499 MI,500-528 IA,530-549 WI,550-567 MN,"
    "570-577 SD,580-588 ND,590-599 MT,600-629 IL,630-658 MO,660-679 KS,680-693 NE,700-714 LA,716-729 AR,730-749 OK,750-799 TX,"
    "800-816 CO,820-831 WY,832-838 ID,840-847 UT,850-865 AZ,870-884 NM,885-885 TX,889-898 NV,900-961 CA,967-968 HI,970-979 OR,"
    "980-994 WA,995-999 AK"
)
_ZIP_METRO = (
    "850-853 0038060,100-104 0035620,112-114 0035620,900-905 0031080,940-941 0041860,945-948 0041860,606-606 0016980,770-772 0026420,"
    "752-753 0019100,191-191 0037980,331-331 0033100,303-303 0012060,021-022 0014460,981-981 0042660,802-802 0019740,891-891 0029820,"
    "921-921 0041740,787-787 0012420,782-782 0041700,482-482 0019820,972-972 0038900,200-200 0047900,432-432 0018140,462-462 0026900"
)

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
        return AreaMatch(area=_area(_state_area(state)), how="exact")
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
        row = _state_area(state)
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
    for match in re.finditer(r"\b((?:[A-Z][A-Za-z'-]+|St\.|Ft\.|Mt\.)(?: (?:[A-Z][A-Za-z'-]+|St\.|Ft\.|Mt\.)){0,2}),? ([A-Z]{2})\b(?!\w)", text):
        if match[2] in STATES and not (match[2] in {"IN", "OR", "ME", "OK", "HI", "ID"} and "," not in match[0]):
            found.append((match.start(), match[0]))
    for match in re.finditer(
        r"(?:\b(?:in|zip(?: code)?|near|at|code is|area)\s*:?|\b[A-Z]{2},?)\s+(\d{5})(?!\d|,\d)", text
    ):
        if _zip(match[1]).area:
            found.append((match.start(1), match[1]))
    cue = r"\b(?i:in|near|around|from|to|outside(?: of)?|based (?:in|out of)|live in|moving to|at)\s+(?:the )?"
    for match in re.finditer(
        cue
        + r"((?:(?:rural|northern|southern|upstate|downtown|greater) )?[A-Za-z][\w.'-]*(?:,? [A-Za-z][\w.'-]*){0,3})",
        text,
    ):
        if name := _longest_known(match[1]):
            found.append((match.start(1), name))
    for match in re.finditer(r"\b[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}\b", text):
        if name := _longest_known(match[0], strict=True):
            found.append((match.start(), name))
    found += [(match.start(), match[0]) for match in _lower_case().finditer(text)]
    found += [(match.start(), match[0]) for match in _ABROAD.finditer(text)]
    kept: list[tuple[int, str]] = []
    for at, name in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        if not any(a <= at < a + len(n) for a, n in kept):
            kept.append((at, name))
    return [name for _, name in kept]


_PLAIN = frozenset([
    "mobile", "reading", "orange", "jackson", "lincoln", "salem", "dover", "mesa", "hollywood", "dc", "la", "indy", "the", "bay",
    "katy", "camden", "troy", "rome", "queens", "victoria", "dmv", "sf",
])  # fmt: skip
"""Town names that are plain words or people's names: taken only after "in", "near" …"""


@lru_cache(maxsize=1)
def _lower_case() -> re.Pattern[str]:
    """Town names of two words and more, which need neither a capital nor an "in", and a few short forms that mean nothing else."""
    names = {name for name in (*_towns(), *_aliases()) if " " in name and len(name) > 6} | {
        "nyc",
        "phx",
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
    metro = _in_ranges(_ZIP_METRO, code[:3])
    if metro:
        return AreaMatch(area=_area(tables().area(metro)), how="exact")
    state = _in_ranges(_ZIP3, code[:3])
    if not state:
        return AreaMatch()
    row = _state_area(state)
    return AreaMatch(
        area=_area(row),
        how="wider",
        note=f"I know the state of ZIP code {code}, not its metro, so pay is for {row.name}.",
    )


def _in_ranges(table: str, prefix: str) -> str:
    for entry in table.split(","):
        span, value = entry.split()
        low, high = span.split("-")
        if low <= prefix <= high:
            return value
    return ""


def _state_area(code: str) -> AreaRow:
    return next(AreaRow(**row) for row in tables().areas.filter(level="state", state=code).to_dicts())


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
        for city in {cities, *re.split(r"(?<=\w)[-/](?=[A-Z])", cities)}:
            towns.setdefault(_key(city), []).append(AreaRow(**row))
    return towns


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    with ALIASES.open(newline="") as lines:
        return {row["alias"]: row["code"] for row in csv.DictReader(lines)}
