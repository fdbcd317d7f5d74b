"""One of several places of a name, by the other places that were named with it."""

from __future__ import annotations

from collections.abc import Iterable

from tools.place_names import states_of
from tools.places import AreaMatch, find_area


def find_beside(place: str, beside: Iterable[str]) -> AreaMatch:
    """The wage area of a place; one of several namesakes is the one in the state or area of other places that were named with it."""
    match = find_area(place)
    if match.how != "ambiguous":
        return match
    others = [one.area for words in beside if (one := find_area(words)).area and one.area.level != "nation"]
    if zipped := [one for one in others if one.code in {area.code for area in match.candidates}]:
        return AreaMatch(area=zipped[0], how="exact")
    found = {
        near.code: near
        for state in sorted({state for one in others for state in states_of(one.code)})
        if (near := find_area(f"{place}, {state}").area) and near.level != "state"
    }
    return AreaMatch(area=next(iter(found.values())), how="exact") if len(found) == 1 else match
