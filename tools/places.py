"""A place in a worker's words → the area BLS publishes wages for: metro, else non-metropolitan area or state, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel

from knowledge.place_keys import key
from knowledge.tables import tables
from tools import place_wording as wording
from tools.place_mentions import places_in
from tools.place_names import (
    BIG,
    COUNTY,
    SMALL,
    Town,
    abroad,
    aliases,
    area_names,
    counties,
    misspelt,
    misspelt_state,
    split,
    splits,
    states,
    states_of,
    towns,
    zips,
)
from tools.profile import Area

__all__ = ["AreaMatch", "find_area", "places_in"]

How = Literal["exact", "wider", "ambiguous", "unknown", "not in the US"]

FAR_MORE = 4
"""A town is meant by its name alone when it has this many times the people of all its namesakes together."""
CANDIDATES = 4
CITY = 100_000
"""People of a town that is meant by the last words of "Hyde Park Chicago"."""

_NATION = "0000000"
_ZIP = re.compile(r"(?<![\d-])(\d{5})(?:-\d{4})?(?!\d)")
_ISLAND_ZIPS = {
    "006": "7200000", "007": "7200000", "009": "0041980", "008": "7800000", "9691": "6600000", "9692": "6600000", "9693": "6600000",
    "9695": _NATION, "96799": _NATION,
}  # fmt: skip
"""How ZIP codes begin in places the table leaves out: Puerto Rico (009 is San Juan's metro), the Virgin Islands, Guam, and
two islands that no wages are published for."""


class AreaMatch(BaseModel):
    """``area`` is None only when the place is unknown, ambiguous or abroad; ``note`` says what was taken instead of what."""

    area: Area | None = None
    candidates: list[Area] = []
    how: How = "unknown"
    note: str = ""


def find_area(place: str) -> AreaMatch:
    """The wage area of a place; candidates when several places have the name and none is far more populous."""
    said = " ".join(re.sub(r"\(.*?\)", " ", place).split()).strip(" ,.;:!?")
    if key(said) in wording.ANYWHERE:
        return AreaMatch(area=Area(), how="exact")
    said = wording.HOME.sub("", said)
    if zipped := _ZIP.search(said):
        of_zip = _zip(zipped[1])
        said = _ZIP.sub("", said).strip(" ,.")
        if of_zip.area or not key(said):
            return of_zip
    return _match(said) or AreaMatch()


def _match(said: str) -> AreaMatch | None:
    if not key(said):
        return None
    if between := wording.BETWEEN.match(said):
        return _either([between[1], between[2]])
    sides = [side for side in wording.PARTS.split(said) if key(side)]
    if len(sides) == 1 and "-" in said and all(_well_known(key(side)) for side in said.split("-")):
        sides = said.split("-")
    return (
        _known(key(said))
        or _around(said)
        or (_either(sides) if len(sides) > 1 else None)
        or _corrected(key(said), said)
        or _inside(said)
        or _state(key(said), said)
    )


def _known(name: str) -> AreaMatch | None:
    """What the tables have under a key, as it stands."""
    if not name:
        return None
    if name in aliases():
        return _of(aliases()[name].areas, f"I took “{name}” for {aliases()[name].stands_for}")
    if name in area_names():
        return _of([area_names()[name]])
    for town, state in splits(name):
        if not town:
            return _of([tables().states[state].code])
        if state and (found := _in_state(town, state)):
            return found
    return _anywhere(name)


def _in_state(town: str, state: str) -> AreaMatch | None:
    """A town, county or nickname in a state; Georgia may also be the country."""
    for name in (town, f"{town} city", wording.KINDS.sub("", town)):
        if found := [one for one in (*_of_kind(name), *towns(name)) if one.state == state]:
            return _of([found[0].area])
    named = aliases()[town].areas if town in aliases() else ()
    if areas := [area for area in named if state in states_of(area) and tables().area(area).level != "state"]:
        return _of(areas)
    if found := [one for one in counties(town) if one.state == state]:
        return _of([found[0].area])
    return AreaMatch(how="not in the US") if state == "GA" and town in abroad() else None


def _anywhere(name: str) -> AreaMatch | None:
    """A name without a state: a country or foreign city, else the one town or county, or the far more populous one."""
    if name in abroad():
        return AreaMatch(how="not in the US")
    found = towns(name)  # a hamlet's name is more often a big town's misspelt: "Huston"
    if found and sum(one.people for one in found) < SMALL and (right := misspelt(name)) and right != name:
        return None
    if found := found or _of_kind(name) or towns(f"{name} city") or counties(name):
        return _most(found)
    words = name.split() if not split(name)[1] else []  # "Aztec, New Mexico"
    ends = [" ".join(words[at:]) for at in range(1, len(words))]
    return AreaMatch(how="not in the US") if any(abroad().get(end) for end in ends) else None


def _of_kind(name: str) -> list[Town]:
    """Counties, where the name says that it is one: only parishes for "parish"."""
    if not COUNTY.search(name):
        return []
    found = counties(name)
    return [one for one in found if key(one.name) == name] or found


def _most(found: Sequence[Town]) -> AreaMatch:
    people: dict[str, int] = {}
    for one in found:
        people[one.area] = people.get(one.area, 0) + one.people
    ordered = sorted(people, key=lambda area: -people[area])
    rest = sum(people.values()) - people[ordered[0]]
    return _of(ordered[:1] if people[ordered[0]] >= FAR_MORE * max(rest, 1) else ordered)


def _around(said: str) -> AreaMatch | None:
    """As X: "near X", "X area", "North X". X and places beside it: "outside X", "rural X"; of a state also "western X"."""
    for words in (wording.AREA, wording.AT, wording.OUT, wording.COUNTRY, wording.SIDE):
        rest = words.sub("", said).strip(" ,")
        if rest == said:
            continue
        if words in (wording.COUNTRY, wording.SIDE) and (state := _whole_state(rest)):
            return _part_of_state(state, said)
        found = _match(rest) if words is not wording.SIDE else _side_of(rest)
        if found and found.area and words in (wording.OUT, wording.COUNTRY):
            note = f"Pay is for {found.area.name}; wages of smaller places around {rest} are not kept apart."
            return AreaMatch(area=found.area, how="wider", note=note)
        if found:
            return found
    return None


def _part_of_state(state: str, said: str) -> AreaMatch:
    """The state; what is rural in it, where that is one area."""
    rural = tables().areas.filter(state=state, level="nonmetro")["code"].to_list()
    alone = said.lower().startswith("rural") and len(rural) == 1
    area = _area(rural[0] if alone else tables().states[state].code)
    note = f"No wages are published for {said} as a whole, so pay is for {area.name}."
    return AreaMatch(area=area, how="wider", note=note)


def _side_of(rest: str) -> AreaMatch | None:
    """What a side of may be named: "north Philly", "East Dallas", but not the "Palm" of "West Palm"."""
    if _well_known(key(rest)):
        return _known(key(rest)) or _around(rest)
    return _corrected(key(rest), rest)


def _well_known(name: str) -> bool:
    town, state = split(name)
    return bool(state) or town in aliases() or any(one.people >= BIG for one in towns(town))


def _whole_state(said: str) -> str:
    """The letters of a state that is named alone; "LA" is no state here, "New York" is."""
    name = key(said)
    return states().get(name, "") if len(name) > 2 or name not in aliases() else ""


def _either(sides: Sequence[str]) -> AreaMatch | None:
    """Both of two places: the area they share, else both as candidates; None where one is not known."""
    state = split(key(sides[-1]))[1]
    found = []
    for side in sides:
        near = (_known(key(f"{side} {state}")) if state and not split(key(side))[1] else None) or _match(side)
        if near is None:
            return None
        found.append(near)
    sure = {state for one in found if one.area for state in states_of(one.area.code)}
    each = [[one.area] if one.area else _in_any(one.candidates, sure) for one in found]
    ordered = [areas[0] for areas in each if areas] + [area for areas in each for area in areas[1:]]
    unique = list({area.code: area for area in ordered}.values())
    if not unique:
        return found[0]
    if len(unique) == 1:
        return next(one for one in found if one.area or one.candidates)
    return AreaMatch(candidates=unique[:CANDIDATES], how="ambiguous")


def _in_any(areas: list[Area], sure: set[str]) -> list[Area]:
    """Those in the states of what is sure, if any are: the Canton beside Akron is Ohio's."""
    return [area for area in areas if states_of(area.code) & sure] or areas


def _inside(said: str) -> AreaMatch | None:
    """A part of what is named last: "Kensington, Philly", "Hyde Park Chicago", "Vienna, Austria"."""
    first, _, last = said.rpartition(",") if "," in said else _tail(said)
    town, of_state = split(key(last))
    if not key(first) or not (whole := _known(key(last))) or (not town and key(last) not in aliases()):
        return None
    here = {one.area for one in towns(key(first))} | set(aliases()[key(first)].areas if key(first) in aliases() else ())
    within = whole.area is not None and whole.area.code in here
    if not town and of_state and not within:
        return None  # "Foo, LA" is in Louisiana unless there is a Foo in Los Angeles
    return AreaMatch(how="not in the US") if key(first) in abroad() and not within else whole


def _tail(said: str) -> tuple[str, str, str]:
    """Words without a comma: the longest end that is a nickname or a big town, after what comes before it."""
    words = said.split()
    for at in range(1, len(words)):
        name = key(" ".join(words[at:]))
        big = any(one.people >= CITY for one in towns(split(name)[0]))
        if big or (name in aliases() and not aliases()[name].plain):
            return " ".join(words[:at]), "", " ".join(words[at:])
    return "", "", ""


def _corrected(name: str, said: str) -> AreaMatch | None:
    """A misspelt town, or a misspelt state after a town."""
    town, state = split(name)
    if (right := misspelt(town, state)) and right != town:
        meant = [one for one in towns(right) if not state or one.state == state]
        found = _most(meant)
        where = f", {meant[0].state}" if found.area else ""
        return found.model_copy(update={"note": f"I took “{said}” for {meant[0].name}{where}."})
    words = name.split()
    for size in (1, 2) if not state else ():
        letters = misspelt_state(" ".join(words[-size:]))
        if letters and (match := _known(" ".join([*words[:-size], letters.lower()]))) and match.area:
            return match.model_copy(update={"note": f"I took “{said}” to be in {tables().states[letters].name}."})
    return None


def _state(name: str, said: str) -> AreaMatch | None:
    """The state of a town that is in no table."""
    _, state = split(name)
    if not state:
        return None
    row = tables().states[state]
    return AreaMatch(
        area=_area(row.code),
        how="wider",
        note=f"No wages are published for {said} itself, so pay is for {row.name}.",
    )


def _zip(code: str) -> AreaMatch:
    area = zips().get(code) or next((area for start, area in _ISLAND_ZIPS.items() if code.startswith(start)), None)
    if area is None:
        return AreaMatch()
    if area == "7200000":
        note = f"I know the state of ZIP code {code}, not its metro, so pay is for {tables().area(area).name}."
        return AreaMatch(area=_area(area), how="wider", note=note)
    return _of([area], f"ZIP code {code} lies in no area that wages are published for")


def _of(codes: Iterable[str], why: str = "") -> AreaMatch:
    areas = [_area(code) for code in codes]
    if len(areas) > 1:
        return AreaMatch(candidates=areas[:CANDIDATES], how="ambiguous")
    if areas[0].code == _NATION:
        return AreaMatch(area=areas[0], how="wider", note=f"{why}, so pay is for {areas[0].name}.")
    return AreaMatch(area=areas[0], how="exact")


def _area(code: str) -> Area:
    row = tables().area(code)
    return Area.model_validate({"code": row.code, "name": row.name, "level": row.level})
