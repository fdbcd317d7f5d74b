"""Replies about what becomes of a role: growth, openings, and how far AI reaches into it."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from tools.occupations import ai_fact
from tools.words import listed


def growing(q: Inquiry) -> list[Passage]:
    """Of the roles that were weighed for the worker, those that grow most."""
    decision = q.state.get("decision")
    found = [
        (soc, change)
        for one in (decision.ranked if decision else [])
        if (change := q.outlook(soc := one.soc).get("growth"))
    ]
    best = sorted(found, key=lambda pair: -pair[1].amount)[:3]
    if not best:
        return []
    told = [f"{q.name(soc)} ({q.put(change)})" for soc, change in best]
    said = [
        q.say(
            f"Of the jobs near what you do these grow most over ten years: {listed(told)}.",
            f"De los trabajos cercanos a lo suyo crecen más en diez años: {', '.join(told)}.",
        )
    ]
    last, least = min(found, key=lambda pair: pair[1].amount)
    if least.amount < 0:
        said.append(
            q.say(
                f"Of the jobs weighed, {q.name(last)} shrink most: {q.put(least)}.",
                f"De los considerados, el que más baja: {q.name(last)}, {q.put(least)}.",
            )
        )
    return said


def growth(q: Inquiry) -> list[Passage]:
    if q.about == "self" and (said := growing(q)):
        return said
    several = q.roles[:3] if q.about == "shown" and len(q.roles) > 1 else [q.role]
    return [passage for soc in several for passage in _growth(q, soc)]


def _growth(q: Inquiry, soc: str) -> list[Passage]:
    said, found = [], q.outlook(soc)
    if change := found.get("growth"):
        up = change.amount >= 0
        word = q.put(change)
        said.append(
            q.say(
                f"Jobs for {q.name(soc)} are projected to {'grow by' if up else 'change by'} {word} over ten years.",
                f"Se prevé que los empleos de {q.name(soc)} {'crezcan' if up else 'cambien'} un {word} en diez años.",
            )
        )
    if many := q.put(found.get("openings")):
        said.append(
            q.say(
                f"Some {many} openings a year are expected nationwide.",
                f"Se esperan unas {many} vacantes al año en todo el país.",
            )
        )
    return said


def openings(q: Inquiry) -> list[Passage]:
    jobs = q.page(q.role, "jobs")
    found = growth(q)[::-1]
    return [*found, q.say(f"What is open now: {jobs}.", f"Lo que hay ahora: {jobs}.")]


def ai(q: Inquiry) -> list[Passage]:
    said = []
    for soc in q.roles[:3] or [q.role]:
        if share := q.put(ai_fact(soc)):
            said.append(
                q.say(
                    f"AI reaches further into the work of {q.name(soc)} than into that of {share} of occupations.",
                    f"La inteligencia artificial alcanza más al trabajo de {q.name(soc)} que al {share} de las ocupaciones.",
                )
            )
    if not said:
        return growth(q)
    if len(said) == 1:
        said.append(
            q.say(
                "That tells of tasks it can help with, not of jobs lost.",
                "Eso habla de tareas en las que ayuda, no de empleos perdidos.",
            )
        )
        said += growth(q)[:1]
    return said
