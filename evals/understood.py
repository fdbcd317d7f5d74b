"""What an answer understood of a message, field by field beside the labels: right, asked, missed or wrong.

*Right*: the value is there. *Asked*: no value, but a question about it. *Missed*: neither. *Wrong*: another value is stated as
fact, or a value where the message states none. Wrong is what harms a person; missed and asked cost them a turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz.fuzz import partial_ratio, token_set_ratio

from agents.contracts import Advice
from evals.hour import expected_hour
from evals.labels import Open, Person, Span, WorkLabel
from knowledge.tables import tables
from tools.profile import Amount, Work

Outcome = Literal["right", "asked", "missed", "wrong"]
NATION = "0000000"

NEAR, NEAR_USD = 0.06, 0.6
"""Two amounts are the same within this share, or within so many dollars or hours: rounding and weeks of a month."""
HOUR_NEAR = 0.25
"""USD: how far a net hour may lie outside of what the labels allow."""
LIKE = 80
"""Of 100 (rapidfuzz's token set ratio): from here on two titles, languages or credentials name the same thing."""

SAME_LIMIT = ({"home evenings", "no evenings"}, {"no car", "no driving"}, {"school hours", "part time only"})
"""Limits that keep the same work away, so that either reading of such words is right."""

QUESTIONS: dict[str, set[str]] = {
    "works": {"work"}, "takings": {"money"}, "hours": {"hours", "money"}, "miles": {"miles"}, "costs": {"costs"}, "fees": {"costs", "money"},
    "net_hour": {"money", "hours", "miles", "costs"}, "place": {"place"}, "past": {"work"}, "past_years": {"work"}, "limits": {"limits"},
    "wishes": {"wish"}, "credentials": {"credential"},
}  # fmt: skip
"""Field of the scorecard → fields of a question that ask for it."""


@dataclass(frozen=True)
class Verdict:
    """One thing that a label states (or that was read without being stated), and how it came out."""

    field: str
    outcome: Outcome
    expected: str
    read: str


@dataclass(frozen=True)
class PresentWork:
    """A work that the answer takes for the worker's present one; amounts are USD, hours and miles a week."""

    title: str
    socs: frozenset[str]
    gross: float | None = None
    after_fee: float | None = None
    fee: float | None = None
    hours: float | None = None
    miles: float | None = None
    costs: float | None = None
    employee: bool = False


@dataclass(frozen=True)
class Understood:
    """An answer's profile brought to the labels' form, in one place: what the contract names otherwise is renamed here."""

    advice: Advice
    works: list[PresentWork]
    profile: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def total(self, name: str) -> float | None:
        """A week's sum over all present works; None where no work states it."""
        stated = [value for work in self.works if (value := getattr(work, name)) is not None]
        return sum(stated) if stated else None


def understood(advice: Advice) -> Understood:
    """The profile with each present work's SOC codes, whether the reader or the market researcher named them."""
    current = advice.market.current if advice.market else []
    works = []
    for work in advice.profile.work:
        found = {role.soc for role in current if role.said and role.said == work.title} | ({work.soc} - {""})
        works.append(_present(work, frozenset(found)))
    named = {soc for work in works for soc in work.socs}
    works += [PresentWork(role.said or role.title, frozenset({role.soc})) for role in current if role.soc not in named]
    asked = frozenset(question.field for question in advice.questions)
    return Understood(advice, works, advice.profile.model_dump(mode="json"), asked)


def _present(work: Work, socs: frozenset[str]) -> PresentWork:
    gross = _week(work.gross, work) if work.gross else None
    costs = [cost for cost in (work.expenses, work.supplies) if cost is not None]
    hours = [part for part in (work.hours, work.unpaid_hours) if part is not None]
    after = gross * (1 - (work.fees or 0) / 100) if gross is not None else None
    return PresentWork(
        work.title, socs, gross, after, work.fees, sum(hours) if hours else None, work.miles, sum(costs) if costs else None, work.employee
    )  # fmt: skip


def _week(gross: Amount, work: Work) -> float | None:
    """USD a week; None where what the amount is for was not counted."""
    times = {"hour": work.hours, "day": work.days, "week": 1.0, "month": 12 / 52, "year": 1 / 52, "job": work.jobs}[
        gross.per
    ]
    return gross.usd * times if times else None


def verdicts(person: Person, advice: Advice) -> list[Verdict]:
    """Every field's verdicts, in the order of :data:`FIELDS`. A field that neither side speaks of has none."""
    read = understood(advice)
    return [Verdict(name, *one) for name, judge in FIELDS.items() for one in judge(person, read)]


# ---- how one field is judged ----------------------------------------------------------------------------------

Judged = tuple[Outcome, str, str]
Judge = Callable[[Person, Understood], Iterator[Judged]]


def _without(name: str, read: Understood) -> Outcome:
    """Nothing was read: asked about, or missed."""
    return "asked" if QUESTIONS.get(name, set()) & read.asked else "missed"


def near(value: float, span: Span) -> bool:
    """Whether a value is within a range, give or take :data:`NEAR`."""
    low, high = span
    return low - max(NEAR_USD, NEAR * abs(low)) <= value <= high + max(NEAR_USD, NEAR * abs(high))


def alike(one: str, other: str) -> bool:
    """Whether two names are of the same thing, whatever stands around them."""
    a, b = (re.sub(r"[^\w+#]+", " ", name.lower()).strip() for name in (one, other))
    return bool(a and b) and token_set_ratio(a, b) >= LIKE


def _is(work: PresentWork, label_socs: Sequence[str]) -> bool:
    return any(soc.startswith(tuple(label_socs)) for soc in work.socs)


def _matched(person: Person, read: Understood) -> list[tuple[WorkLabel, PresentWork | None]]:
    """Each labelled work with the work that was read for it; a read work stands for one label alone."""
    held: dict[int, int] = {}

    def place(label: int, tried: set[int]) -> bool:
        for at, work in sorted(enumerate(read.works), key=lambda pair: pair[0] in held):
            if at not in tried and _is(work, person.work[label].soc):
                tried.add(at)
                if at not in held or place(held[at], tried):
                    held[at] = label
                    return True
        return False

    for label in range(len(person.work)):
        place(label, set())
    found = {label: read.works[at] for at, label in held.items()}
    return [(label, found.get(at)) for at, label in enumerate(person.work)]


def _works(person: Person, read: Understood) -> Iterator[Judged]:
    """The present works. Another work in the place of one is wrong; none at all is missed."""
    pairs = _matched(person, read)
    taken = [work for _, work in pairs if work is not None]
    surplus = [work for work in read.works if work not in taken and work.socs]
    for label, found in pairs:
        if found is not None:
            yield "right", label.title, found.title
        elif "work" in read.asked or not surplus:
            yield _without("works", read), label.title, ""
        else:
            other = surplus.pop(0)
            yield "wrong", label.title, _words(other)


def _invented(person: Person, read: Understood) -> Iterator[Judged]:
    """Wrong where somebody else's, a wished, an offered or a former work is read as the present one, or one too many is."""
    taken = [work for _, work in _matched(person, read) if work is not None]
    others = [work for work in read.works if work not in taken and work.socs]
    barred = [
        soc for socs in (*(one.soc for one in person.not_work), *(one.soc for one in person.past)) for soc in socs
    ]
    named = [work for work in others if _is(work, barred)] if barred else []
    own = [soc for label in person.work for soc in label.soc]
    extra = [work for work in others if not _is(work, own)][len(person.work) - len(taken) :]
    found = named or extra
    yield ("wrong" if found else "right"), "no other work", "; ".join(map(_words, found))


def _words(work: PresentWork) -> str:
    return f"{work.title} ({', '.join(sorted(work.socs))})"


def _employment(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in _matched(person, read):
        if found is not None and label.employment != "unclear":
            right = found.employee == (label.employment == "employee")
            yield ("right" if right else "wrong"), label.employment, "employee" if found.employee else "self"


def _stated(person: Person, name: str) -> Span | None:
    spans = [span for work in person.work if (span := getattr(work, name)) is not None]
    return (sum(low for low, _ in spans), sum(high for _, high in spans)) if spans else None


def _amount(name: str, label: str, total: str, doubt: Open) -> Judge:
    """A week's sum of an amount over all present works. A value where the message states none is wrong."""

    def judge(person: Person, read: Understood) -> Iterator[Judged]:
        wanted, found = _stated(person, label), read.total(total)
        doubtful = doubt in person.open
        if wanted is None or doubtful:
            if found:
                yield "wrong", "left open" if doubtful else "nothing stated", f"{found:g}"
            elif doubtful:
                yield _without(name, read), "left open", ""
        elif not found:
            yield ("right" if wanted == (0, 0) else _without(name, read)), _span(wanted), ""
        else:
            yield ("right" if near(found, wanted) else "wrong"), _span(wanted), f"{found:g}"

    return judge


def _takings(person: Person, read: Understood) -> Iterator[Judged]:
    """Takings, whichever way the platform's cut or the costs were taken off: before, after, or as what is left."""
    wanted, found = _stated(person, "gross_week"), read.total("gross")
    if "money" in person.open or wanted is None:
        yield from _amount("takings", "gross_week", "gross", "money")(person, read)
        return
    if not found:
        yield _without("takings", read), _span(wanted), ""
        return
    after = tuple(
        sum(w.gross_week[end] * (1 - (w.fee_percent or 0) / 100) for w in person.work if w.gross_week) for end in (0, 1)
    )
    costs = _stated(person, "costs_week") or (0.0, 0.0)
    left = (max(0.0, after[0] - costs[1]), max(0.0, after[1] - costs[0]))
    mine = read.total("after_fee") or 0.0
    spared = not (
        read.total("costs") or 0.0
    )  # what is left may be read as the takings where costs are not counted again
    right = near(found, wanted) or near(mine, (after[0], after[1])) or (spared and costs[1] > 0 and near(mine, left))
    yield ("right" if right else "wrong"), _span(wanted), f"{found:g}"


def _fees(person: Person, read: Understood) -> Iterator[Judged]:
    """The share that a platform takes, percent; right too where the takings were read after it."""
    for label, found in _matched(person, read):
        if label.fee_percent is None or found is None:
            if found is not None and found.fee:
                yield "wrong", "nothing more to come off", f"{found.fee:g} %"
            continue
        kept = label.gross_week and tuple(end * (1 - label.fee_percent / 100) for end in label.gross_week)
        if found.fee and abs(found.fee - label.fee_percent) <= 1:
            yield "right", f"{label.fee_percent:g} %", f"{found.fee:g} %"
        elif kept and found.after_fee and near(found.after_fee, (kept[0], kept[1])):
            yield "right", f"{label.fee_percent:g} %", "taken off already"
        elif found.fee:
            yield "wrong", f"{label.fee_percent:g} %", f"{found.fee:g} %"
        else:
            yield _without("fees", read), f"{label.fee_percent:g} %", ""


def _net_hour(person: Person, read: Understood) -> Iterator[Judged]:
    """The hour, where the message has all that it takes."""
    wanted = expected_hour(person)
    if wanted is None:
        return
    found = _net(read)
    if found is None:
        yield _without("net_hour", read), _span(wanted), ""
    else:
        right = wanted[0] - HOUR_NEAR <= found <= wanted[1] + HOUR_NEAR
        yield ("right" if right else "wrong"), _span(wanted), f"{found:.2f}"


def _net_hour_open(person: Person, read: Understood) -> Iterator[Judged]:
    """The hour, where the message leaves it open: none may be stated."""
    if expected_hour(person) is not None:
        return
    found = _net(read)
    if found is not None:
        yield "wrong", "left open", f"{found:.2f}"
    else:
        yield "right", "left open", ""


def _net(read: Understood) -> float | None:
    return read.advice.income.net_hour if read.advice.income else None


def _past(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in _former(person, read):
        if found is not None:
            yield "right", label.title, found
        else:
            now = next((work for work in read.works if _is(work, label.soc)), None)
            own = now is not None and any(_is(now, work.soc) for work in person.work)
            yield (
                ("wrong" if now and not own else _without("past", read)),
                label.title,
                f"now: {_words(now)}" if now and not own else "",
            )


def _former(person: Person, read: Understood) -> Iterator[tuple[Any, str | None]]:
    market = read.advice.market.past if read.advice.market else []
    for label in person.past:
        socs = tuple(label.soc)
        titles = [w["title"] for w in read.profile["past"] if w["soc"] and w["soc"].startswith(socs)]
        titles += [role.said or role.title for role in market if role.soc.startswith(socs)]
        yield label, titles[0] if titles else None


def _past_years(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in _former(person, read):
        if label.years is None or found is None:
            continue
        years = next((w["years"] for w in read.profile["past"] if w["title"] == found), None)
        if years is None:
            yield _without("past_years", read), f"{label.years:g}", ""
        else:
            yield ("right" if abs(years - label.years) <= 0.6 else "wrong"), f"{label.years:g}", f"{years:g}"


def _education(person: Person, read: Understood) -> Iterator[Judged]:
    found = read.profile["education"]
    if person.education or found:
        outcome: Outcome = "missed" if not found else "right" if found == person.education else "wrong"
        yield outcome, person.education or "nothing stated", found or ""


def _study_field(person: Person, read: Understood) -> Iterator[Judged]:
    found = str(read.profile["field"])
    if person.field:
        outcome: Outcome = "missed" if not found else "right" if alike(found, person.field) else "wrong"
        yield outcome, person.field, found


def _credentials(person: Person, read: Understood) -> Iterator[Judged]:
    """Each credential with its state; a lapsed or foreign one read as held is wrong."""
    there = read.profile["credentials"]
    for label in person.credentials:
        found = next((one for one in there if alike(one["name"], label.name)), None)
        if found is None:
            yield _without("credentials", read), f"{label.name}, {label.state}", ""
        else:
            right = found.get("state", "held") == label.state
            yield (
                ("right" if right else "wrong"),
                f"{label.name}, {label.state}",
                f"{found['name']}, {found.get('state', 'held')}",
            )


def _limits(person: Person, read: Understood) -> Iterator[Judged]:
    there = set(read.profile["constraints"])
    stated = set(person.limits)
    for limit in person.limits:
        yield ("right" if _equal(limit) & there else _without("limits", read)), limit, ", ".join(sorted(there))
    for limit in sorted(there):
        if not _equal(limit) & stated:
            yield "wrong", "nothing stated", limit


def _equal(limit: str) -> set[str]:
    return {limit}.union(*(group for group in SAME_LIMIT if limit in group))


def _names(name: str, label: str, of: Callable[[Understood], list[str]]) -> Judge:
    """Names in a list, such as languages: each is there, or missed."""

    def judge(person: Person, read: Understood) -> Iterator[Judged]:
        there = of(read)
        for wanted in getattr(person, label):
            found = next((one for one in there if alike(one, wanted)), "")
            yield ("right" if found else _without(name, read)), wanted, found

    return judge


def _wished(read: Understood) -> list[str]:
    asked = read.advice.market.candidates if read.advice.market else []
    titles = [role.title for role in asked if read.advice.market and role.soc in read.advice.market.asked]
    return [*read.profile["wants"], *read.profile["aims"], *titles]


def _questions(person: Person, read: Understood) -> Iterator[Judged]:
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


def _place(person: Person, read: Understood) -> Iterator[Judged]:
    """The area. A wider area that holds the right one is missed, another one is wrong."""
    area, label = read.profile["area"], person.place
    stated = area["code"] != NATION
    if "place" in person.open or label is None:
        if stated and (label is None or not _within(area, label.state)):
            yield "wrong", "left open" if "place" in person.open else "nothing stated", area["name"]
        elif "place" in person.open:
            yield _without("place", read), "left open", area["name"] if stated else ""
        return
    if label.country != "US":
        yield ("wrong" if stated else "right"), label.name, area["name"]
    elif label.area:
        if area["code"] == label.area:
            yield "right", label.name, area["name"]
        elif "place" in read.asked or not stated or (area["level"] == "state" and _within(area, label.state)):
            yield _without("place", read), label.name, area["name"] if stated else ""
        else:
            yield "wrong", label.name, area["name"]
    elif _within(area, label.state) and stated:
        yield "right", label.name, area["name"]
    else:
        yield (_without("place", read) if not stated else "wrong"), label.name, area["name"]


def _within(area: dict[str, Any], state: str) -> bool:
    """Whether an area lies in a state, wholly or in part: a metropolitan area's name ends in its states, "NY-NJ"."""
    if area["code"] == NATION or not state:
        return False
    return state == tables().area(area["code"]).state or state in area["name"].rpartition(", ")[2].split("-")


def _single(label: str, read_as: str) -> Judge:
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


def _span(span: Span) -> str:
    low, high = span
    return f"{low:,.4g}" if low == high else f"{low:,.4g} to {high:,.4g}"


FIELDS: dict[str, Judge] = {
    "works": _works,
    "invented": _invented,
    "takings": _takings,
    "hours": _amount("hours", "hours_week", "hours", "hours"),
    "miles": _amount("miles", "miles_week", "miles", "miles"),
    "costs": _amount("costs", "costs_week", "costs", "costs"),
    "fees": _fees,
    "net_hour": _net_hour,
    "net_hour_open": _net_hour_open,
    "place": _place,
    "past": _past,
    "past_years": _past_years,
    "employment": _employment,
    "education": _education,
    "study_field": _study_field,
    "credentials": _credentials,
    "skills": _names("skills", "skills", lambda read: read.profile["skills"]),
    "languages": _names("languages", "languages", lambda read: read.profile["languages"]),
    "limits": _limits,
    "wishes": _names("wishes", "wishes", _wished),
    "wanted_pay": _single("wanted_pay_hour", "target_hourly"),
    "study_hours": _single("study_hours_week", "study_hours"),
    "budget": _single("budget", "budget"),
    "questions": _questions,
}
"""Field → how it is judged; a judge gives (outcome, what the label says, what was read) for each thing of that field."""
