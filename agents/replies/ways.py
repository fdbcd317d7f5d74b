"""Replies about the way into a role: schooling, licence, price, length, who pays, where to begin, and what may stand in it."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from tools.fact import Fact
from tools.pathways import Way, looked_at, way_facts
from tools.resources import resource_fact
from tools.words import lettered, listed


def way_fact(way: Way, key: str) -> Fact | None:
    """One fact of a way (``how``, ``paid``, ``weeks_low`` …), its placeholder named after the role, since a reply may speak of several ways."""
    stem = f"way_{lettered(way.soc.replace('-', '_'))}"
    return next((fact for fact in way_facts(way, stem) if fact.name == f"{stem}_{key}"), None)


def span(q: Inquiry, way: Way, key: str) -> Passage:
    """A way's bounds: "4 to 10 weeks"; one figure where both are the same."""
    low, high = way_fact(way, f"{key}_low"), way_fact(way, f"{key}_high")
    assert low is not None
    assert high is not None
    if key == "weeks" and low.amount >= YEARS and not (low.amount % 52 or high.amount % 52):
        low, high = (_in_years(one) for one in (low, high))
    if low.value == high.value:
        return q.put(low)
    return q.say(f"{q.put(low)} to {q.put(high)}", f"de {q.put(low)} a {q.put(high)}")


YEARS = 104.0
"""Weeks from which whole years are said as such."""


def _in_years(weeks: Fact) -> Fact:
    return Fact(
        id=f"{weeks.id}.years", name=weeks.name, value=weeks.amount / 52, unit="years", subject=weeks.subject, meaning=weeks.meaning, source=weeks.source,
        release=weeks.release, url=weeks.url, formula="weeks ÷ 52", inputs=(weeks.id,),
    )  # fmt: skip


def row_text(q: Inquiry, way: Way, key: str, value: str, meaning: str) -> Passage:
    """A row's own words, of which :func:`way_facts` makes no fact, as one."""
    return q.put(
        Fact(id=f"way.{way.soc}.{way.number}.{key}", name=lettered(f"way_{way.soc.replace('-', '_')}_{key}"), value=value, unit="text", subject=way.soc,
             meaning=meaning, source=way.source, release=looked_at(way), url=way.url)
    )  # fmt: skip


def length(q: Inquiry, way: Way) -> list[Passage]:
    return [
        q.say(
            f"The way in: {how(q, way)}. Count on {span(q, way, 'weeks')} until you can be hired.",
            f"El camino, en inglés: {how(q, way)}. Cuente con {span(q, way, 'weeks')} hasta poder empezar.",
        )
    ]


def how(q: Inquiry, way: Way) -> Passage:
    return q.put(way_fact(way, "how"))


def schooling(q: Inquiry) -> list[Passage]:
    soc, found = q.role, q.outlook(q.role)
    said = []
    if school := q.put(found.get("education")):
        said.append(
            q.say(
                f"{q.cap(soc)}: usually asked on entry is {school}.", f"{q.cap(soc)}: lo que suele pedirse es {school}."
            )
        )
    if way := q.way(soc):
        said += length(q, way)
    page = q.page(soc, "training")
    return [*said, q.say(f"Schools near you: {page}.", f"Escuelas cerca: {page}.")] if said else []


def training(q: Inquiry) -> list[Passage]:
    soc, way = q.role, q.way(q.role)
    usual = q.put(q.outlook(soc).get("training"))
    said = (
        [q.say(f"Usual training of {q.name(soc)}: {usual}.", f"Capacitación habitual, en inglés: {usual}.")]
        if usual and usual != "None"
        else []
    )
    if way:
        said += length(q, way)
        said.append(paid(q, way))
    return said or schooling(q)


def paid(q: Inquiry, way: Way) -> Passage:
    spanish = {
        "yes": "Le pagan mientras aprende.",
        "some employers": "Algunos empleadores pagan mientras aprende.",
        "no": "Se aprende en tiempo propio y por cuenta propia.",
    }
    start = "Here " if way.paid == "some employers" else "It is "
    return q.say(f"{start}{q.put(way_fact(way, 'paid'))}.", spanish[way.paid])


def cost(q: Inquiry) -> list[Passage]:
    soc, way = q.role, q.way(q.role)
    if way is None:
        page = q.page(soc, "training")
        return [
            q.say(
                f"What the way to {q.name(soc)} costs is in none of my sources; schools near you say it: {page}.",
                f"Ninguna de mis fuentes dice cuánto cuesta; pregunte a las escuelas cerca: {page}.",
            )
        ]
    said = [
        q.say(
            f"To become one of the {q.name(soc)}: {span(q, way, 'cost')} ({how(q, way)}).",
            f"Para ser {q.name(soc)}: {span(q, way, 'cost')} (en inglés: {how(q, way)}).",
        )
    ]
    if way.cost == (0.0, 0.0):
        said = [
            q.say(
                f"To become one of the {q.name(soc)} costs you nothing in fees: {span(q, way, 'cost')} ({how(q, way)}).",
                f"Para ser {q.name(soc)} no hay cuotas: {span(q, way, 'cost')} (en inglés: {how(q, way)}).",
            )
        ]
    if fee := q.put(way_fact(way, "exam_fee")):
        said.append(q.say(f"The exam costs {fee}.", f"El examen cuesta {fee}."))
    said.append(paid(q, way))
    return [*said, first] if (first := q.put(way_fact(way, "first"))) else said


def who_pays(q: Inquiry) -> list[Passage]:
    way = q.way(q.role)
    said = [paid(q, way)] if way and way.paid != "no" else []
    needs = [*q.profile.needs, "no money for training"]
    return [*said, *q.supports(needs, 2 if said else 3)]


def how_long(q: Inquiry) -> list[Passage]:
    soc, way, plan = q.role, q.way(q.role), q.plan
    if way is None:
        school = q.put(q.outlook(soc).get("education"))
        return (
            [
                q.say(
                    f"How long the way to {q.name(soc)} takes is in none of my sources; usually asked is {school}.",
                    f"Ninguna de mis fuentes dice cuánto tarda; suele pedirse {school}.",
                )
            ]
            if school
            else []
        )
    said = [
        q.say(
            f"{q.cap(soc)}: {span(q, way, 'weeks')} until you can be hired, with {span(q, way, 'hours')} of training.",
            f"{q.cap(soc)}: {span(q, way, 'weeks')} hasta poder empezar, con {span(q, way, 'hours')} de capacitación.",
        )
    ]
    said.append(q.say(f"How: {how(q, way)}.", f"Cómo, en inglés: {how(q, way)}."))
    if plan and not plan.left_open and plan.weeks:
        said.append(
            q.say(
                f"At {q.known_as('plan.pace')} your plan takes about {q.known_as('plan.weeks')}.",
                f"Con {q.known_as('plan.pace')} su plan toma unas {q.known_as('plan.weeks')}.",
            )
        )
    return said


def first_step(q: Inquiry) -> list[Passage]:
    plan, way, soc = q.plan, q.way(q.role), q.role
    said = []
    if way:
        step = row_text(q, way, "first_step", way.first_step, "a first step")
        page = q.put(way_fact(way, "first")) or q.page(soc, "training")
        said.append(q.say(f"This week, for free: {step} {page}.", f"Esta semana, gratis (en inglés): {step} {page}."))
        if way.needs:
            said.append(
                q.say(
                    f"Have ready: {row_text(q, way, 'needs', '; '.join(way.needs[:3]), 'what must be there before')}.",
                    f"Tenga listo, en inglés: {row_text(q, way, 'needs', '; '.join(way.needs[:3]), 'what must be there before')}.",
                )
            )
    if plan and plan.steps:
        steps = [q.known_as(f"plan.step{n}.what") for n in range(1, min(3, len(plan.steps)) + 1)]
        said = said or [q.say(f"First: {steps[0]}", f"Primero, en inglés: {steps[0]}")]
        for n, one in enumerate(plan.steps[:3], 1):
            if one.link and n > 1 and (link_ := q.known_as(one.link)):
                said.append(q.say(f"Then: {link_}.", f"Después: {link_}."))
                break
    if not said:
        said = [
            q.say(
                f"First read what {q.name(soc)} do, then see who hires.",
                f"Primero lea qué hacen {q.name(soc)} y vea quién contrata.",
            )
        ]
    jobs = q.page(soc, "jobs")
    return [*said, q.say(f"See who hires: {jobs}.", f"Vea quién contrata: {jobs}.")]


def courses(q: Inquiry) -> list[Passage]:
    """Courses of the plan and for what is missing, free ones first; schools near the worker."""
    soc, skills = q.role, q.state.get("skills")
    fit = skills.roles.get(soc) if skills else None
    links = []
    for need in (fit.missing if fit else [])[:4]:
        for one in q.tools.find_resources(need.id, 1, q.name(soc)).resources:
            if one.cost_usd == 0:
                links.append(q.put(resource_fact(one)))
    page = q.page(soc, "training")
    said = [
        q.say(
            f"Schools and courses near you for {q.name(soc)}: {page}. Community colleges are usually the cheapest; ask for the whole price.",
            f"Escuelas y cursos cerca para {q.name(soc)}: {page}. Los colegios comunitarios suelen ser los más baratos; pida el precio total.",
        )
    ]
    if links := list(dict.fromkeys(links))[:2]:
        said.append(q.say(f"Free online: {listed(links)}.", f"Gratis en línea: {', '.join(links)}."))
    if "ged" in q.words.lower().split() or "diploma" in q.words.lower() or q.profile.education == "none":
        said = [*q.supports(["no diploma"], 1), *said]
    return said
