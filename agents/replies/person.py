"""Replies about what may stand in the way of somebody, and about getting hired: record, papers, English, age, health, résumé, interview."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.roles import MEETING, comes_with, physical, skills
from agents.replies.ways import length, row_text
from tools.occupations import duty_fact
from tools.pathways import licence_facts
from tools.words import listed


def who_hires(q: Inquiry) -> list[Passage]:
    soc, way = q.role, q.way(q.role)
    who = row_text(q, way, "who_hires", ", ".join(way.who_hires), "who hires") if way and way.who_hires else ""
    said = (
        [q.say(f"Who hires {q.name(soc)}: {who}.", f"Quién contrata {q.name(soc)}, en inglés: {who}.")] if who else []
    )
    jobs = q.page(soc, "jobs")
    return [*said, q.say(f"Open jobs near you: {jobs}.", f"Vacantes cerca: {jobs}.")]


def record(q: Inquiry) -> list[Passage]:
    soc, way = q.role, q.way(q.role)
    said = []
    if way and way.record:
        said.append(
            q.say(
                f"{q.cap(soc)}: {row_text(q, way, 'record', way.record, 'what a record means there')}",
                f"{q.cap(soc)}, en inglés: {row_text(q, way, 'record', way.record, 'what a record means there')}",
            )
        )
    checks = q.conditions(soc, ("background check", "driving record"))
    if checks and not said:
        said.append(
            q.say(
                f"{q.cap(soc)} come with {listed(comes_with(q, soc, checks))}; what counts differs by state and employer.",
                f"{q.cap(soc)}: {', '.join(comes_with(q, soc, checks))}; lo que cuenta depende del estado y del empleador.",
            )
        )
    rule = q.pathway(soc).licence
    if rule is not None and (board := next((f for f in licence_facts(rule, soc) if f.unit == "url"), None)):
        said.append(
            q.say(
                f"Ask the board before you pay for a course: {q.put(board)}.",
                f"Pregunte a la junta antes de pagar un curso: {q.put(board)}.",
            )
        )
    return [*said, *q.supports(["record"], 1)]


def status(q: Inquiry) -> list[Passage]:
    """Papers, and what was learned or held abroad."""
    way = q.way(q.role) if q.role else None
    said = []
    if way and way.abroad:
        said.append(
            q.say(
                f"{q.cap(q.role)}: {row_text(q, way, 'abroad', way.abroad, 'what counts from abroad')}",
                f"{q.cap(q.role)}, en inglés: {row_text(q, way, 'abroad', way.abroad, 'what counts from abroad')}",
            )
        )
        if rule := q.pathway(q.role).licence:
            board = next((fact for fact in licence_facts(rule, q.role) if fact.unit == "url"), None)
            said += [q.say(f"The board: {q.put(board)}.", f"La junta: {q.put(board)}.")] if board else []
    needs = [
        need
        for need in q.profile.needs
        if need in ("immigrant no papers", "asylum seeker", "refugee", "foreign degree")
    ]
    return [*said, *q.supports(needs or ["foreign degree"], 1)]


def english(q: Inquiry) -> list[Passage]:
    soc = q.role
    talk = comes_with(q, soc, q.conditions(soc, MEETING[:3]))
    if talk:
        said = [
            q.say(
                f"{q.cap(soc)} have {listed(talk)}, so they need English that is good enough to talk with people.",
                f"{q.cap(soc)} tienen {', '.join(talk)}: hace falta inglés suficiente para hablar con la gente en ese trabajo.",
            )
        ]
    else:
        said = [
            q.say(
                f"For {q.name(soc)} I know of no rule about English; instructions and safety talks are in English in most places.",
                f"Para ese trabajo ({q.name(soc)}) no sé de una regla sobre el inglés; las instrucciones suelen darse en inglés.",
            )
        ]
    return [*said, *skills(q)[:1], *q.supports(["english learner"], 1)]


def age(q: Inquiry) -> list[Passage]:
    said = [
        q.say(
            "No law sets an upper age for this work that I know of.",
            "No sé de ninguna ley que ponga una edad máxima para este trabajo.",
        )
    ]
    young = any(word in q.words.lower() for word in ("young", "too early", "teen", "joven", "menor"))
    if q.role and (way := q.way(q.role)):
        said += length(q, way)
    return [*said, *q.supports(["youth under 25" if young else "age 55 plus"], 1)]


def health(q: Inquiry) -> list[Passage]:
    needs = [need for need in q.profile.needs if need in ("disability", "hurt at work", "mental health")]
    return (
        [*physical(q)[:1], *q.supports(needs or ["disability"], 1)]
        if q.role
        else q.supports(needs or ["disability"], 2)
    )


def resume(q: Inquiry) -> list[Passage]:
    """Lines for a résumé out of the gig: what was done, how much of it, and what of it the role asks for."""
    does = [q.put(fact) for soc in q.current[:1] if (fact := duty_fact(soc))]
    work = next((work.title for work in q.profile.work if work.title), "")
    said, figures = [], [word for key in ("you.jobs", "you.miles", "you.hours") if (word := q.known_as(key))]
    if work:
        amount = f" ({listed(figures)})" if figures else ""
        said.append(
            q.say(
                f"Line one: “{_plain(work)}, self-employed{amount}”.",
                f"Línea uno: “{_plain(work)}, por cuenta propia{amount}”.",
            )
        )
    skills = [q.put(fact) for key, fact in q.known.items() if key.startswith("you.skill")][:4]
    if skills:
        said.append(
            q.say(
                f"Line two: what you can do: {listed(skills)}.", f"Línea dos: lo que sabe hacer: {', '.join(skills)}."
            )
        )
    if does:
        said.append(
            q.say(
                f"Words that employers know for it: {does[0]}.",
                f"Palabras que conocen los empleadores, en inglés: {does[0]}.",
            )
        )
    past = [job.title for job in q.profile.past if job.title][:2]
    if past:
        said.append(
            q.say(
                f"Then what you did before: {listed([_plain(title) for title in past])}.",
                f"Después lo de antes: {', '.join(_plain(title) for title in past)}.",
            )
        )
    return said or [
        q.say(
            "Tell me what you do and can do, and I make lines of it.",
            "Dígame qué hace y qué sabe, y lo pongo en líneas.",
        )
    ]


def interview(q: Inquiry) -> list[Passage]:
    """What an interview is likely to turn on: what the role asks most, and what its people do."""
    does = duty_fact(q.role)
    said = [
        q.say(
            f"For {q.name(q.role)} have one story ready for each of these.",
            f"Para {q.name(q.role)} prepare una historia de cada punto.",
        )
    ]
    said += skills(q)[:1]
    if does:
        said.append(
            q.say(
                f"They will ask whether you have done, or could do: {q.put(does)}.",
                f"Le preguntarán si ha hecho o podría hacer, en inglés: {q.put(does)}.",
            )
        )
    said.append(
        q.say(
            "And why you leave gig work: say what you want more of, not what you flee.",
            "Y por qué deja lo suyo: diga qué busca, no de qué huye.",
        )
    )
    return said


def _plain(words: str) -> str:
    return "".join(c for c in words if not c.isdigit() and c not in "{}[]()<>").strip()
