"""Replies to what changes the profile, or only supposes it: what is other now, in the facts of both answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.supposing import marked
from agents.state import CareerState, Request
from agents.team import supposed
from agents.understanding import understand
from tools.profile import PastWork
from tools.words import listed

_PERSON = (
    r"mother|mom|mum|mama|father|dad|papa|wife|husband|hubby|partner|girlfriend|gf|boyfriend|bf|fianc[eé]e?|sister|sis|brother|bro|cousin|friend|buddy|pal|roommate|"
    r"neighbou?r|aunt|uncle|son|daughter|kid|nephew|niece|coworker|co-worker|colleague|grand(?:ma|pa|mother|father|son|daughter)|ex|homie|homegirl|boss|"
    r"(?:brother|sister|mother|father|son|daughter)[- ]in[- ]law|stepson|stepdaughter|stepdad|stepmom|"
    r"mam[aá]|pap[aá]|madre|padre|espos[ao]|marido|mujer|novi[ao]|herman[ao]|amig[ao]|prim[ao]|hij[ao]|vecin[ao]|sueg?r[ao]|cuñad[ao]|t[ií][ao]|sobrin[ao]|compañer[ao]"
)
_WHO = re.compile(
    rf"\b(?:my|mi|a|un|una|our|this)\s+(?:[\w'-]+\s+){{0,2}}?(?:{_PERSON})\b(?-i:\s+[A-Z][a-z]+\b)?", re.I
)
_PRONOUNS = (
    (r"\b(?:she|he|they)(?:'s| is| are)\b", "I am"), (r"\b(?:she|he|they)(?:'ve| has| have)\b", "I have"), (r"\b(?:she|he|they)\b", "I"),
    (r"\b(?:her|his|their)\b", "my"), (r"\b(?:him|them)\b", "me"), (r"\bI (?:is|are)\b", "I am"), (r"\bI has\b", "I have"), (r"\bI does\b", "I do"),
    (r"\bI ((?!was\b)\w*[^s\W])s\b", r"I \1"),
)  # fmt: skip


def as_own(words: str) -> str:
    """What is told of somebody else as they would say it of themselves: "my sister drives, she makes" → "I drive, I make"."""
    told = _WHO.sub("I", words, count=1)
    for pattern, own in _PRONOUNS:
        told = re.sub(pattern, own, told, flags=re.I if pattern.startswith(r"\b(") else 0)
    return told


def somebody_else(q: Inquiry, answers: Callable[[Inquiry], list[Passage]]) -> list[Passage]:
    """A short advice for another person by what the turn tells of them, after what it asks of a role; the worker's own answer stays."""
    theirs = understand(Request(text=as_own(q.words)), None, q.tools)
    profile = theirs.profile
    if profile.area.level == "nation" and not profile.place:
        profile.place, profile.area = q.profile.place, q.profile.area
    apart = q.say("Yours stays as it is. For a whole plan of their own, start a new chat with their work, takings, hours and place.",
                  "Lo suyo queda como está. Para un plan completo, abra una charla nueva con su trabajo, ingresos, horas y lugar.")  # fmt: skip
    turn = q.state["intake"].turn
    named = turn.roles if turn else []
    if not (profile.work or profile.past) and named:  # what they are or were is all that is told
        profile.past = [PastWork(title=role.words, soc=role.soc) for role in named[:1]]
    if not (profile.work or profile.past):
        return [
            q.say(
                "To advise them I need their work, what it brings, the hours, and what they did before.",
                "Para orientarle necesito su trabajo, cuánto deja, las horas y qué hizo antes.",
            ),
            apart,
        ]
    other = supposed(profile, q.tools)
    asked_of = [role.soc for role in named] or [work.soc for work in profile.work if work.soc]
    said, hour = (
        answers(replace(q, state=_without_plan(other), roles=asked_of[:1])),
        other["income"].facts.get("you.net_hour"),
    )
    if hour is not None:
        said.append(
            q.say(
                f"Their hour brings {q.put(marked(hour, 'other'))} after costs and tax.",
                f"Su hora le deja {q.put(marked(hour, 'other'))} después de gastos e impuestos.",
            )
        )
    role = other["decision"].role
    for soc in dict.fromkeys([*(one.soc for one in named), *([role.soc] if role else [])]):
        found = q.pay(soc, profile.area.code)
        if "p50" in found:
            first = role is not None and soc == role.soc
            start = q.put(found.get("p25"))
            begins = q.say(f", {start} at the start", f", {start} al empezar") if start else ""
            said.append(q.say(f"{'I would look at' if first else 'You named'} {q.name(soc)}: typically {q.put(found['p50'])} in {q.place(found)}{begins}.",
                              f"{'Miraría' if first else 'Usted nombró'} {q.name(soc)}: normalmente {q.put(found['p50'])} en {q.place(found)}{begins}."))  # fmt: skip
        school = q.put(q.outlook(soc).get("education"))
        said += [q.say(f"Usually asked there: {school}.", f"Suele pedirse: {school}.")] if school else []
        if len(said) > 4:
            break
    return [*said, apart] if said else [q.say("I could not make out their work.", "No entendí su trabajo."), apart]


def _without_plan(state: CareerState) -> CareerState:
    """A plan would be told as the worker's own."""
    left = state.copy()
    left.pop("plan", None)
    return left


# ---- what was changed ------------------------------------------------------------------------------------------

_LABELS = {
    "money": ("what comes in", "sus ingresos"), "hours": ("your hours", "sus horas"), "miles": ("your miles", "sus millas"), "costs": ("your costs", "sus gastos"),
    "work": ("your work", "su trabajo"), "past": ("what you did before", "lo que hizo antes"), "skills": ("what you can do", "lo que sabe"), "languages": ("your languages", "sus idiomas"),
    "education": ("your schooling", "sus estudios"), "field": ("your field of study", "su campo de estudio"), "credentials": ("your credentials", "sus licencias"),
    "place": ("where you are", "dónde está"), "area": ("where you are", "dónde está"), "target_hourly": ("the pay you want", "el salario que quiere"),
    "study_hours": ("your hours to learn", "sus horas para aprender"), "budget": ("your budget", "su presupuesto"), "wants": ("what you ask to become", "lo que quiere ser"),
    "wishes": ("your wishes", "sus deseos"), "constraints": ("your limits", "sus límites"), "possible_limits": ("a possible limit", "un posible límite"),
    "needs": ("what may call for help", "lo que puede necesitar ayuda"),
}  # fmt: skip


def changed(q: Inquiry) -> list[Passage]:
    """Which fields are other now, what the hour brings now, and whether the role to go for stays."""
    intake = q.state["intake"]
    turn, earlier = intake.turn, intake.earlier
    fields = list(dict.fromkeys(_LABELS[name][q.language == "es"] for name in (turn.changed if turn else [])))
    undone = turn is not None and turn.kind == "undo"
    if not fields and intake.questions:
        return [q.say("I changed nothing yet.", "Todavía no cambié nada."), intake.questions[0].text]
    if not fields:
        return [q.say("I read nothing new in that, so the answer stays as it is. Say it with a figure, a place, a skill or a limit.",
                      "No leí nada nuevo, así que la respuesta queda igual. Dígalo con una cifra, un lugar, una habilidad o un límite.")]  # fmt: skip
    lead = q.say("Taken back" if undone else "Changed", "Deshecho" if undone else "Cambiado")
    said = [f"{lead}: {listed(fields) if q.language == 'en' else ', '.join(fields)}."]
    now, before = q.known.get("you.net_hour"), earlier.hour if earlier else None
    if now is not None:
        was = (
            q.say(f", {q.put(marked(before, 'before'))} before", f", antes {q.put(marked(before, 'before'))}")
            if before is not None and before.value != now.value
            else ""
        )
        said.append(q.say(f"An hour brings you {q.put(now)}{was}.", f"Una hora le deja {q.put(now)}{was}."))
    elif intake.questions:
        said.append(intake.questions[0].text)
    if turn is not None and "study_hours" in turn.changed and q.plan and q.plan.weeks and not q.plan.left_open:
        said.append(
            q.say(
                f"At {q.known_as('plan.pace')} the learning of your own takes about {q.known_as('plan.weeks')}.",
                f"Con {q.known_as('plan.pace')} lo que usted estudia toma unas {q.known_as('plan.weeks')}.",
            )
        )
    if q.lead:
        stays = earlier is not None and earlier.lead == q.lead
        found = q.pay(q.lead)
        pay = (
            q.say(f", typically {q.put(found['p50'])}", f", normalmente {q.put(found['p50'])}")
            if "p50" in found
            else ""
        )
        said.append(
            q.say(
                f"The role to go for {'stays' if stays else 'is now'} {q.name(q.lead)}{pay}.",
                f"El puesto {'sigue siendo' if stays else 'ahora es'} {q.name(q.lead)}{pay}.",
            )
        )
    return said


def nothing_to_undo(q: Inquiry) -> list[Passage]:
    return [
        q.say(
            "There is no change to take back. Tell me what is wrong and I set it right.",
            "No hay ningún cambio que deshacer. Dígame qué está mal y lo corrijo.",
        )
    ]


def started_over(q: Inquiry) -> list[Passage]:
    return [q.say("All cleared: I answer nothing from it any more. Say “undo” if you did not mean it, or delete the talk to remove it for good. Else tell me what work you do, what it brings, how many hours and miles, and where.",
                  "Todo borrado: ya no respondo con nada de eso. Diga “deshacer” si no lo quería, o borre la charla para quitarlo para siempre. Si no, dígame qué trabajo hace, cuánto le deja, cuántas horas y millas, y dónde.")]  # fmt: skip
