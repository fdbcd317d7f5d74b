"""Replies about what one must or may hold for a role: the state's licence, credentials, an apprenticeship."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.ways import how, length, paid, row_text, span
from tools.conditions import Condition
from tools.fact import Fact
from tools.pathways import Way, licence_facts, looked_at
from tools.words import lettered, listed


def credential_facts(way: Way, stem: str = "credential") -> list[Fact]:
    """Each credential that a way ends with: its name, who gives it, and whether law or employers ask for it."""
    found = []
    for at, one in enumerate(way.credentials):
        name = f"{one.name} ({one.short})" if one.short and one.short not in one.name else one.name
        value = (
            f"{name}, given by {one.issuer}, asked {one.asked}"
            if one.asked.startswith("by law")
            else f"{name}, given by {one.issuer}"
        )
        found.append(
            Fact(
                id=f"credential.{way.soc}.{way.number}.{at + 1}",
                name=f"{stem}_{'abcdefgh'[at]}",
                value=value,
                unit="text",
                subject=way.soc,
                meaning=f"a credential of a {way.role}",
                source=way.source,
                release=looked_at(way),
                url=one.url or way.url,
            )
        )
    return found


def licence(q: Inquiry) -> list[Passage]:
    """The state's rule where the table has it, else what the law of most states asks, else where to ask."""
    soc, path, way = q.role, q.pathway(q.role), q.way(q.role)
    said, rule = [], path.licence
    if rule is not None:
        facts = {fact.id.rpartition(".")[2]: fact for fact in licence_facts(rule, soc)}
        name = rule.name or q.say("a licence", "una licencia")
        asked = {
            "licence": q.say(f"In {rule.state} it takes {name}", f"En {rule.state} hace falta: {name}"),
            "certificate": q.say(f"In {rule.state} it takes {name}", f"En {rule.state} hace falta: {name}"),
            "registration": q.say(
                f"In {rule.state} one must register ({name})", f"En {rule.state} hay que registrarse ({name})"
            ),
            "local": q.say(
                f"In {rule.state} cities or counties decide", f"En {rule.state} deciden la ciudad o el condado"
            ),
            "employer": q.say(f"In {rule.state} the employer sees to it", f"En {rule.state} lo tramita el empleador"),
            "none": q.say(
                f"In {rule.state} the state asks for no licence", f"En {rule.state} el estado no pide licencia"
            ),
            "unknown": q.say(f"What {rule.state} asks I do not know", f"No sé qué pide {rule.state}"),
        }[rule.rule]
        hours = q.put(facts.get("hours"))
        board = q.put(facts.get("board"))
        said.append(
            f"{asked}{q.say(f', with {hours} of training', f', con {hours} de curso') if hours else ''}."
            + (q.say(f" Ask the board: {board}.", f" Pregunte a la junta: {board}.") if board else "")
        )
    if way is not None:
        legal = [
            fact
            for fact, one in zip(credential_facts(way), way.credentials, strict=True)
            if one.asked.startswith("by law")
        ]
        if legal and (rule is None or rule.rule != "none"):
            said.append(
                q.say(
                    f"What is asked: {listed([q.put(_stem(fact)) for fact in legal[:2]])}.",
                    f"Lo que se pide, en inglés: {', '.join(q.put(_stem(fact)) for fact in legal[:2])}.",
                )
            )
        elif not legal and rule is None:
            has = [q.put(_stem(fact)) for fact in credential_facts(way)[:1]]
            helps = q.say(f"; what helps is {has[0]}", f"; lo que ayuda, en inglés: {has[0]}") if has else ""
            said.append(
                q.say(
                    f"For {q.name(soc)} I know of no licence that the law of most states asks{helps}.",
                    f"Para {q.name(soc)} no sé de ninguna licencia que pida la ley en la mayoría de los estados{helps}.",
                )
            )
        said += _exam(q, way)
    notes = q.conditions(soc, ("licence", "licence in some states"))
    if not said:
        said = (
            [_noted(q, soc, notes[0])]
            if notes
            else [
                q.say(
                    f"My tables have no licence for {q.name(soc)}; rules differ by state.",
                    f"Mis tablas no tienen licencia para {q.name(soc)}; depende del estado.",
                )
            ]
        )
    page = q.page(soc, "licence")
    return [*said, q.say(f"Check your state: {page}.", f"Confirme en su estado: {page}.")]


def _stem(fact: Fact) -> Fact:
    return fact.model_copy(update={"name": lettered(f"{fact.name}_{fact.subject.replace('-', '_')}")})


def _noted(q: Inquiry, soc: str, one: Condition) -> Passage:
    fact = Fact(id=f"condition.{soc}.{one.condition.replace(' ', '_')}", name="licence_note", value=one.note, unit="text", subject=soc,
                meaning="a condition of the role", source=one.source)  # fmt: skip
    return q.say(f"{q.cap(soc)}: {q.put(fact)}.", f"{q.cap(soc)}, en inglés: {q.put(fact)}.")


def credential(q: Inquiry) -> list[Passage]:
    soc, way = q.role, q.way(q.role)
    found = credential_facts(way) if way else []
    if not way or not found:
        told = licence(q)
        return told if way is None else [*told[:-1], *length(q, way), told[-1]]
    law = any(one.asked.startswith("by law") for one in way.credentials)
    usual = any(one.asked == "usual" for one in way.credentials)
    first = listed([q.put(_stem(fact)) for fact in found[:2]])
    said = [q.say(f"{q.cap(soc)}: {first}.", f"{q.cap(soc)}, en inglés: {first}.")]
    if law:
        said.append(
            q.say(
                "The law asks for it in many states, so it is worth it once the way is yours.",
                "La ley lo pide en muchos estados, así que vale la pena si elige ese camino.",
            )
        )
    elif usual:
        said.append(
            q.say(
                "Most employers ask for it, so it is worth it before you apply.",
                "La mayoría de los empleadores lo pide, así que conviene tenerlo antes de solicitar.",
            )
        )
    else:
        said.append(
            q.say(
                "No law asks for it; it helps, so see first whether employers near you name it in their ads.",
                "Ninguna ley lo exige; ayuda, así que vea primero si los empleadores de su zona lo piden.",
            )
        )
    return [*said, *_exam(q, way)]


def _exam(q: Inquiry, way: Way) -> list[Passage]:
    if not way.exam:
        return []
    words = row_text(q, way, "exam", way.exam, "the exam")
    return [q.say(f"Exam: {words}.", f"Examen, en inglés: {words}.")]


def apprenticeship(q: Inquiry) -> list[Passage]:
    soc = q.role
    ways = [way for way in q.pathway(soc).ways if "paid apprenticeship" in way.modes]
    said = []
    if ways:
        way = ways[0]
        whole = (
            row_text(q, way, "length", way.length, "the whole apprenticeship") if way.length else span(q, way, "weeks")
        )
        said.append(
            q.say(
                f"Yes, {q.name(soc)} have paid apprenticeships: {how(q, way)}. Length: {whole}.",
                f"Sí, hay aprendizajes pagados para {q.name(soc)} (en inglés): {how(q, way)}. Duración: {whole}.",
            )
        )
        said.append(paid(q, way))
    else:
        usual = q.put(q.outlook(soc).get("training"))
        also = q.say(f" The usual training: {usual}.", f" Lo habitual, en inglés: {usual}.") if usual else ""
        said.append(
            q.say(
                f"I know of no common apprenticeship for {q.name(soc)}.{also}",
                f"No sé de un aprendizaje habitual para {q.name(soc)}.{also}",
            )
        )
    page = q.page(soc, "apprenticeship")
    return [*said, *([q.say(f"Search: {page}.", f"Busque: {page}.")] if page else q.supports(["apprenticeship"], 1))]
