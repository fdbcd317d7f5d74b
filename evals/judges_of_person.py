"""Judges of what was understood of a person beside their works: past, schooling, limits, wishes, place, single numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz.fuzz import partial_ratio

from evals.judges_of_work import words_of
from evals.labels import Person
from evals.read import (
    LIKE,
    NATION,
    SAME_LIMIT,
    Judge,
    Judged,
    Outcome,
    Understood,
    alike,
    is_of,
    near,
    without,
)
from knowledge.tables import tables


def past(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in _former(person, read):
        if found is not None:
            yield "right", label.title, found
        else:
            now = next((work for work in read.works if is_of(work, label.soc)), None)
            own = now is not None and any(is_of(now, work.soc) for work in person.work)
            yield (
                ("wrong" if now and not own else without("past", read)),
                label.title,
                f"now: {words_of(now)}" if now and not own else "",
            )


def _former(person: Person, read: Understood) -> Iterator[tuple[Any, str | None]]:
    market = read.advice.market.past if read.advice.market else []
    for label in person.past:
        socs = tuple(label.soc)
        titles = [w["title"] for w in read.profile["past"] if w["soc"] and w["soc"].startswith(socs)]
        titles += [role.said or role.title for role in market if role.soc.startswith(socs)]
        titles.sort(
            key=lambda title: not alike(title, label.title)
        )  # of two works of one occupation, the one so called
        yield label, titles[0] if titles else None


def past_years(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in _former(person, read):
        if label.years is None or found is None:
            continue
        years = next((w["years"] for w in read.profile["past"] if w["title"] == found), None)
        if years is None:
            yield without("past_years", read), f"{label.years:g}", ""
        else:
            yield ("right" if abs(years - label.years) <= 0.6 else "wrong"), f"{label.years:g}", f"{years:g}"


def education(person: Person, read: Understood) -> Iterator[Judged]:
    found = read.profile["education"]
    if person.education or found:
        outcome: Outcome = "missed" if not found else "right" if found == person.education else "wrong"
        yield outcome, person.education or "nothing stated", found or ""


def study_field(person: Person, read: Understood) -> Iterator[Judged]:
    found = str(read.profile["field"])
    if person.field:
        outcome: Outcome = "missed" if not found else "right" if alike(found, person.field) else "wrong"
        yield outcome, person.field, found


def credentials(person: Person, read: Understood) -> Iterator[Judged]:
    """Each credential with its state; a lapsed or foreign one read as held is wrong."""
    there = read.profile["credentials"]
    for label in person.credentials:
        found = next((one for one in there if alike(one["name"], label.name)), None)
        if found is None:
            yield without("credentials", read), f"{label.name}, {label.state}", ""
        else:
            right = found.get("state", "held") == label.state
            yield (
                ("right" if right else "wrong"),
                f"{label.name}, {label.state}",
                f"{found['name']}, {found.get('state', 'held')}",
            )


def limits(person: Person, read: Understood) -> Iterator[Judged]:
    there = set(read.profile["constraints"])
    stated = set(person.limits)
    for limit in person.limits:
        yield ("right" if _equal(limit) & there else without("limits", read)), limit, ", ".join(sorted(there))
    for limit in sorted(there):
        if not _equal(limit) & stated:
            yield "wrong", "nothing stated", limit


def _equal(limit: str) -> set[str]:
    return {limit}.union(*(group for group in SAME_LIMIT if limit in group))


def names(name: str, label: str, of: Callable[[Understood], list[str]]) -> Judge:
    """Names in a list, such as languages: each is there, or missed."""

    def judge(person: Person, read: Understood) -> Iterator[Judged]:
        there = of(read)
        for wanted in getattr(person, label):
            found = next((one for one in there if alike(one, wanted)), "")
            yield ("right" if found else without(name, read)), wanted, found

    return judge


def wished(read: Understood) -> list[str]:
    asked = read.advice.market.candidates if read.advice.market else []
    titles = [role.title for role in asked if read.advice.market and role.soc in read.advice.market.asked]
    return [*read.profile["wants"], *read.profile["aims"], *read.profile["wishes"], *titles]


def questions(person: Person, read: Understood) -> Iterator[Judged]:
    """Questions that the person put: one counts as heard when its topic, or words of it, are among what is to be answered."""
    there = [*read.profile["asks"], *(one["topic"] for one in read.profile["questions"])]
    heard = " ".join(one["words"] for one in read.profile["questions"])
    for label in person.questions:
        said = f"{label.topic} {label.words}"
        found = next(
            (t for t in there if alike(t, label.topic) or re.search(rf"\b{re.escape(t)}(?:es|s)?\b", said, re.I)), ""
        )
        found = found or (label.words if heard and partial_ratio(label.words.lower(), heard.lower()) >= LIKE else "")
        yield ("right" if found else "missed"), f"{label.topic}: {label.words}", found


def place(person: Person, read: Understood) -> Iterator[Judged]:
    """The area. A wider area that holds the right one is missed, another one is wrong."""
    area, label = read.profile["area"], person.place
    stated = area["code"] != NATION
    if "place" in person.open or label is None:
        if stated and (label is None or not _within(area, label.state)):
            yield "wrong", "left open" if "place" in person.open else "nothing stated", area["name"]
        elif "place" in person.open:
            yield without("place", read), "left open", area["name"] if stated else ""
        return
    if label.country != "US":
        yield ("wrong" if stated else "right"), label.name, area["name"]
    elif label.area:
        if area["code"] == label.area:
            yield "right", label.name, area["name"]
        elif "place" in read.asked or not stated or (area["level"] == "state" and _within(area, label.state)):
            yield without("place", read), label.name, area["name"] if stated else ""
        else:
            yield "wrong", label.name, area["name"]
    elif _within(area, label.state) and stated:
        yield "right", label.name, area["name"]
    else:
        yield (without("place", read) if not stated else "wrong"), label.name, area["name"]


def _within(area: dict[str, Any], state: str) -> bool:
    """Whether an area lies in a state, wholly or in part: a metropolitan area's name ends in its states, "NY-NJ"."""
    if area["code"] == NATION or not state:
        return False
    return state == tables().area(area["code"]).state or state in area["name"].rpartition(", ")[2].split("-")


def single(label: str, read_as: str) -> Judge:
    """One number, such as a budget; a value where the message states none is wrong."""

    def judge(person: Person, read: Understood) -> Iterator[Judged]:
        wanted, found = getattr(person, label), read.profile[read_as]
        if wanted is None and found is None:
            return
        if wanted is None:
            yield "wrong", "nothing stated", f"{found:g}"
        elif found is None:
            yield "missed", f"{wanted:g}", ""
        else:
            yield ("right" if near(found, (wanted, wanted)) else "wrong"), f"{wanted:g}", f"{found:g}"

    return judge
