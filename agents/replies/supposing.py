"""“What if”: the answer for a copy of the profile beside the one that stands; nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from agents.amend import amended
from agents.replies.inquiry import Inquiry, Passage
from agents.replies.ways import length
from agents.team import supposed
from tools.fact import Fact
from tools.profile import Amount, Profile, Work
from tools.reading.message import read_message
from tools.reading.quantities import quantities
from tools.reading.tagger import tagger
from tools.words import listed

_UP = re.compile(
    r"\b(?:rais\w*|more|up|increas\w*|extra|higher|add\w*|another|bump\w*|plus|m[aá]s|sub\w+|aument\w+)\b", re.I
)
_DOWN = re.compile(r"\b(?:less|fewer|cut\w*|drop\w*|lower\w*|down|reduc\w*|sav\w+|minus|menos|baj\w+)\b", re.I)
_PAYROLL = {
    True: re.compile(r"\bemployee\b|\bw-?2\b|\bon (?:the |a )?payroll\b|\bempleado\b", re.I),
    False: re.compile(
        r"\bself[- ]employed\b|\b1099\b|\bindependent contractor\b|\bfreelance\b|\bon my own\b|\bpor mi cuenta\b", re.I
    ),
}


# ---- what if ---------------------------------------------------------------------------------------------------


def what_if(q: Inquiry) -> list[Passage]:
    """The answer for a copy of the profile with the change in it, beside the one that stands; empty where no change can be read."""
    turn = q.state["intake"].turn
    profile = changed_by(q.words, q.profile, turn.topics if turn else ())
    if profile is None:
        return []
    other = supposed(profile, q.tools)
    pace = profile.study_hours != q.profile.study_hours
    said = [*_weeks(q, other), *_role(q, other)] if pace else [*_hours(q, other), *_role(q, other)]
    said += _prices(q, profile)
    return (
        [
            *said,
            q.say(
                "That changed nothing. Say it as a fact if it is one.",
                "Con esto no cambia nada. Dígalo como un hecho si lo es.",
            ),
        ]
        if said
        else []
    )


_FOR_IT = re.compile(
    r"\b(?:for (?:it|that|this|school|classe?s?|a course)|study\w*|learn\w*|para (?:eso|estudiar))\b", re.I
)


def _to_learn(words: str, topics: Sequence[str]) -> float | None:
    """Hours a week to learn that a turn supposes: the reader takes them for such, or how long the way takes is asked beside."""
    for one in tagger().read(words).figures:
        if one.quantity.unit == "hours" and (
            one.part.label == "study" or "how long" in topics or _FOR_IT.search(words)
        ):
            return one.quantity.value
    return None


def changed_by(words: str, profile: Profile, topics: Sequence[str] = ()) -> Profile | None:
    """The profile as a turn supposes it: another place, other figures, paid otherwise; None where nothing is other."""
    read, copy = read_message(words).profile, profile.model_copy(deep=True)
    if read.area.level != "nation" or read.place:
        copy.place, copy.area = read.place, read.area
        if copy.area.level == "nation":
            from tools.places import find_area

            if area := find_area(read.place).area:
                copy.area = area
    if (study := _to_learn(words, topics)) is not None:
        copy.study_hours = study
    elif copy.work:
        _figures(words, copy)
        for employee, cue in _PAYROLL.items():
            if cue.search(words):
                for work in copy.work:
                    work.employee = employee
    for name in ("study_hours", "budget", "target_hourly"):
        if (value := getattr(read, name)) is not None:
            setattr(copy, name, value)
    if read.constraints:
        copy.constraints = [*copy.constraints, *(one for one in read.constraints if one not in copy.constraints)]
    return copy if copy != profile else None


def _figures(words: str, copy: Profile) -> None:
    """Figures of the turn over those of the work; with a word of more or less they are added or taken off, percents as shares."""
    sign = 1 if _UP.search(words) else -1 if _DOWN.search(words) else 0
    share = next((one.value / 100 for one in quantities(words) if one.unit == "percent" and one.value <= 300), None)
    if share is not None and sign:
        _scale(words, copy.work[0], 1 + sign * share)
        return
    old = copy.work[0].model_copy(deep=True)
    amended(copy, words, supposed=True)
    now = copy.work[0]
    for name in ("hours", "miles", "supplies"):
        value, was = getattr(now, name), getattr(old, name)
        if sign and value is not None and was is not None and value != was and _beside(words, value):
            setattr(now, name, max(0.0, was + sign * value))
    if sign and now.gross and old.gross and now.gross != old.gross and _beside(words, now.gross.usd):
        more = _weekly(now.gross, now)
        was_week = _weekly(old.gross, old)
        now.gross = old.gross if more is None or was_week is None else Amount(usd=was_week + sign * more, per="week")


def _scale(words: str, work: Work, times: float) -> None:
    low = words.lower()
    if "hour" in low or "hora" in low:
        work.hours = work.hours and round(work.hours * times, 1)
    elif "mile" in low or "milla" in low:
        work.miles = work.miles and round(work.miles * times, 1)
    elif work.gross is not None:
        work.gross = Amount(usd=round(work.gross.usd * times, 2), per=work.gross.per)


def _beside(words: str, value: float) -> bool:
    """Whether a word of more or less stands right by the figure: "10 more hours", "300 miles less"."""
    shown = re.escape(f"{value:g}")
    return bool(
        re.search(
            rf"(?:more|less|fewer|extra|m[aá]s|menos|another)\W+(?:\w+\W+)?\$?{shown}|{shown}\W+(?:\w+\W+){{0,2}}(?:more|less|fewer|extra|m[aá]s|menos)",
            words,
            re.I,
        )
    )


def _weekly(gross: Amount, work: Work) -> float | None:
    times = {"week": 1.0, "month": 12 / 52, "year": 1 / 52, "hour": work.hours}.get(gross.per)
    return gross.usd * times if times else None


def marked(fact: Fact, mark: str) -> Fact:
    """A fact of another answer, so that it cannot be taken for one of the worker's own."""
    return fact.model_copy(
        update={
            "id": f"{fact.id}.{mark}",
            "name": f"{fact.name}_{mark}",
            "inputs": tuple(f"{i}.{mark}" for i in fact.inputs),
        }
    )


def _weeks(q: Inquiry, other: Any) -> list[Passage]:
    """How long the plan takes at another pace, beside how long it takes now."""
    plan, now = other["plan"], q.state.get("plan")
    then, pace = plan.facts.get("plan.weeks"), plan.facts.get("plan.pace")
    if then is None or pace is None or plan.left_open or not plan.weeks:
        return []
    was = now.facts.get("plan.weeks") if now is not None and now.soc == plan.soc and not now.left_open else None
    against = "" if was is None else q.say(f" instead of {q.put(was)}", f" en lugar de {q.put(was)}")
    if was is not None and was.value == then.value:
        against = q.say(", as it does now", ", como ahora")
    said = [
        q.say(
            f"At {q.put(marked(pace, 'if'))} the learning of your own for {q.name(plan.soc)} takes about {q.put(marked(then, 'if'))}{against}.",
            f"Con {q.put(marked(pace, 'if'))} lo que usted estudia para {q.name(plan.soc)} toma unas {q.put(marked(then, 'if'))}{against}.",
        )
    ]
    way = q.way(plan.soc)  # being hired takes longer than one's own learning
    return said if way is None else [*said, *length(q, way)]


def _hours(q: Inquiry, other: Any) -> list[Passage]:
    then, now = other["income"].facts.get("you.net_hour"), q.known.get("you.net_hour")
    if then is None:
        return (
            [
                q.say(
                    "Your hour stays open until I know your takings, hours and miles.",
                    "Su hora queda abierta hasta saber ingresos, horas y millas.",
                )
            ]
            if now is None
            else []
        )
    if now is not None and then.value == now.value:
        return [q.say(f"Your hour would stay at {q.put(now)}.", f"Su hora quedaría en {q.put(now)}.")]
    against = q.say(f" instead of {q.put(now)}", f" en lugar de {q.put(now)}") if now is not None else ""
    week = other["income"].facts.get("you.net_week")
    left = (
        q.say(
            f", {q.put(marked(week, 'if'))} after costs and tax",
            f", {q.put(marked(week, 'if'))} después de gastos e impuestos",
        )
        if week
        else ""
    )
    return [
        q.say(
            f"Then an hour would bring you {q.put(marked(then, 'if'))}{against}{left}.",
            f"Entonces una hora le dejaría {q.put(marked(then, 'if'))}{against}{left}.",
        )
    ]


def _role(q: Inquiry, other: Any) -> list[Passage]:
    role = other["decision"].role
    if role is None:
        return []
    area = other["intake"].profile.area.code
    found, here = q.pay(role.soc, area), q.pay(q.lead) if q.lead else {}
    if "p50" not in found:
        return []
    stays = role.soc == q.lead
    pay, where = q.put(found["p50"]), q.place(found)
    against = ""
    if stays and "p50" in here and here["p50"].id != found["p50"].id:
        against = q.say(f", {q.put(here['p50'])} in {q.place(here)}", f", {q.put(here['p50'])} en {q.place(here)}")
    said = [q.say(f"The role to go for {'stays' if stays else 'would be'} {q.name(role.soc)}: typically {pay} in {where}{against}.",
                  f"El puesto {'sigue siendo' if stays else 'sería'} {q.name(role.soc)}: normalmente {pay} en {where}{against}.")]  # fmt: skip
    if not stays and q.lead and "p50" in (same := q.pay(q.lead, area)):
        said.append(
            q.say(f"{q.cap(q.lead)} there: {q.put(same['p50'])}.", f"{q.cap(q.lead)} allí: {q.put(same['p50'])}.")
        )
    return said


def _prices(q: Inquiry, profile: Profile) -> list[Passage]:
    from tools.prices import price_fact

    if profile.area.code == q.profile.area.code:
        return []
    levels = [fact for code in (profile.area.code, q.profile.area.code) if (fact := price_fact(code))]
    return (
        [
            q.say(
                f"Prices of the country: {listed([f'{q.put(one)} in {one.place}' for one in levels])}.",
                f"Precios frente al país: {', '.join(f'{q.put(one)} en {one.place}' for one in levels)}.",
            )
        ]
        if levels
        else []
    )


# ---- somebody else ---------------------------------------------------------------------------------------------
