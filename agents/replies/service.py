"""Replies about the service, the talk itself and the person; and what is said where no source has an answer."""

from __future__ import annotations

import re

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.ways import first_step
from knowledge.attribution import SOURCES
from tools.fact import Fact
from tools.reading.tongue import greeting
from tools.words import listed, unique


def identity(q: Inquiry) -> list[Passage]:
    return [q.say("I am Gigpath, a program, not a person: software that counsels gig workers. Nobody pays me for what I name, and no school or employer can buy a place in it.",
                  "Soy Gigpath, un programa, no una persona: software que orienta a trabajadores independientes. Nadie me paga por lo que nombro, ni escuelas ni empleadores."),
            q.say("Pay is from the US Bureau of Labor Statistics, jobs from O*NET; I can misread you, so check what I took you to say.",
                  "Los salarios vienen del Bureau of Labor Statistics, los empleos de O*NET; puedo entender mal, así que revise lo que leí.")]  # fmt: skip


def privacy(q: Inquiry) -> list[Passage]:
    return [q.say("What you type is stored in a database on the machine this runs on, so that you can come back to it. I do not sell or share it.",
                  "Lo que escribe se guarda en una base de datos de la máquina donde esto funciona, para que pueda volver. No lo vendo ni lo comparto."),
            q.say("Delete a talk for good with the bin beside its title; “start over” puts aside what I know of you in this talk, and “undo” brings it back. Where a hosted model is switched on, your words go to it without names of cards, phones and e-mail.",
                  "Puede borrar una charla para siempre con el cubo junto a su título; “empezar de nuevo” aparta lo que sé de usted aquí, y “deshacer” lo trae de vuelta. Si hay un modelo en línea, recibe sus palabras sin tarjetas, teléfonos ni correos.")]  # fmt: skip


def source(q: Inquiry) -> list[Passage]:
    """Where the figures are from: what a role's pay and the outlook stand on, and of which place."""
    soc, said = q.role, []
    if soc and "p50" in (found := q.pay(soc)):
        fact = found["p50"]
        survey = q.put(Fact(id="source.oews", name="wage_survey", value=f"{fact.source}, {fact.release}", unit="text", subject="wages",
                            meaning="the survey that the pay is from", source=fact.source, release=fact.release, url=fact.url))  # fmt: skip
        said.append(q.say(f"{q.put(fact)} for {q.name(soc)} is of {q.place(found)}, from {survey}; it leaves out the self-employed.",
                          f"{q.put(fact)} para {q.name(soc)} es de {q.place(found)}, de {survey}; no incluye a quienes trabajan por su cuenta."))  # fmt: skip
        said.append(q.page(soc, "handbook") or q.page(soc, "onet"))
    else:
        names = [info.name for key, info in SOURCES.items() if key in ("onet", "oews", "projections")]
        said.append(
            q.say(
                f"Figures are from {listed(names)}, mostly the US Department of Labor.",
                f"Las cifras vienen de {', '.join(names)}.",
            )
        )
    said.append(
        q.say(
            "What an hour brings you is worked out from your own words with IRS rates.",
            "Lo que le deja una hora se calcula con lo que me dijo y las tasas del IRS.",
        )
    )
    return said


def instructions(q: Inquiry) -> list[Passage]:
    return [q.say("I keep to what I am here for: what your hour brings, which work pays better, and how to get there. What you type is read as facts about you, never as orders to me.",
                  "Me quedo en lo mío: lo que le deja su hora, qué trabajo paga mejor y cómo llegar. Lo que escribe lo leo como datos, no como órdenes."),
            q.say("What would you like to know about that?", "¿Qué le gustaría saber de eso?")]  # fmt: skip


def language(q: Inquiry) -> list[Passage]:
    """From here on in the language that was asked for, where it is one of two; else one sentence in it."""
    if q.language == "es":
        return ["De acuerdo: desde ahora le contesto en español.", *shorter(q)]
    if re.search(r"\benglish\b|\bingl[eé]s\b", q.words.lower()):
        return ["From here on I answer in English.", *shorter(q)]
    foreign = greeting(q.words)
    named = next((code for word, code in _NAMED.items() if word in q.words.lower()), "")
    from tools.reading.tongue import sentence_in

    if word := foreign or (sentence_in(named) if named else ""):
        return [word]
    return ["I answer in English, and in Spanish if you ask for it (“en español”)."]


_NAMED = {
    "french": "fr", "français": "fr", "francais": "fr", "portugu": "pt", "russian": "ru", "русск": "ru", "chinese": "zh", "mandarin": "zh", "中文": "zh",
    "vietnam": "vi", "tagalog": "tl", "arabic": "ar", "korean": "ko", "creole": "ht", "kreyòl": "ht", "kreyol": "ht", "amharic": "am",
}  # fmt: skip


def shorter(q: Inquiry) -> list[Passage]:
    """The answer in three sentences: the hour, the role with its pay, the first step."""
    said, soc = [], q.lead
    if hour := q.net_hour:
        said.append(q.say(f"Your hour brings {hour}.", f"Su hora le deja {hour}."))
    if soc and "p50" in (found := q.pay(soc)):
        said.append(
            q.say(
                f"Go for {q.name(soc)}: typically {q.put(found['p50'])} in {q.place(found)}.",
                f"Apunte a {q.name(soc)}: normalmente {q.put(found['p50'])} en {q.place(found)}.",
            )
        )
    plan = q.state.get("plan")
    if plan and plan.steps:
        said += first_step(Inquiry(q.state, q.tools, q.words, [soc], language=q.language, facts=q.facts))[:1]
    return said or [
        q.say(
            "Tell me what work you do, what it brings, how many hours, and where.",
            "Dígame qué trabajo hace, cuánto le deja, cuántas horas y dónde.",
        )
    ]


def my_profile(q: Inquiry) -> list[Passage]:
    """What the worker was taken to have said."""
    p, parts = q.profile, []
    works = unique([work.title for work in p.work if work.title])
    if works:
        parts.append(q.say(f"your work: {listed(works)}", f"su trabajo: {', '.join(works)}"))
    for key, english, spanish in (
        ("you.gross_week", "coming in", "de ingresos"),
        ("you.hours", "", ""),
        ("you.miles", "", ""),
    ):
        if word := q.known_as(key):
            parts.append(q.say(f"{word} {english}".strip(), f"{word} {spanish}".strip()))
    if p.area.level != "nation":
        parts.append(p.area.name)
    if past := unique([job.title for job in p.past]):
        parts.append(q.say(f"before: {listed(past)}", f"antes: {', '.join(past)}"))
    if skills := [fact for key, fact in q.known.items() if key.startswith("you.skill")][:4]:
        parts.append(
            q.say(
                f"you are good at {listed([q.put(one) for one in skills])}",
                f"sabe {', '.join(q.put(one) for one in skills)}",
            )
        )
    if p.constraints:
        parts.append(q.say(f"limits: {listed(list(p.constraints))}", f"límites: {', '.join(p.constraints)}"))
    if not parts:
        return [q.say("I know nothing of you yet.", "Todavía no sé nada de usted.")]
    return [
        q.say(f"I took you to say: {'; '.join(parts)}.", f"Entendí: {'; '.join(parts)}."),
        q.say(
            "If something is wrong, say the right thing and I work it out again.",
            "Si algo está mal, dígame lo correcto y lo calculo de nuevo.",
        ),
    ]


def small_talk(q: Inquiry) -> list[Passage]:
    low = q.words.lower()
    if any(
        word in low for word in ("thank", "thx", "appreciate", "preciate", "gracias", "merci", "ty ", "bless")
    ) or low.strip() in ("ty", "tysm"):
        return [
            q.say("You are welcome. Ask whenever something comes up.", "De nada, con gusto. Pregunte cuando quiera.")
        ]
    if any(
        low.strip(" !.?").startswith(word)
        for word in ("hi", "hey", "hello", "hola", "good morning", "buenas", "buenos", "yo")
    ):
        return [
            q.say(
                "Hello. What would you like to know about your hour or the way ahead?",
                "Hola. ¿Qué quiere saber de su hora o del camino?",
            )
        ]
    if any(word in low for word in ("bye", "adios", "adiós", "later", "good night", "see ya")):
        return [
            q.say(
                "Good luck. This talk is kept, so you can come back to it.",
                "Suerte. Esta charla queda guardada por si vuelve.",
            )
        ]
    return [
        q.say(
            "I hear you. Ask me anything about the pay, the way in, or your hour.",
            "Le entiendo. Pregúnteme lo que quiera sobre el salario, el camino o su hora.",
        )
    ]


def unclear(q: Inquiry) -> list[Passage]:
    if questions := q.state["intake"].questions[:1]:
        return [q.say("I could not tell what you mean.", "No entendí bien."), questions[0].text]
    return [q.say("I could not tell what you mean. Ask about the pay, the schooling, the first step, or another job, or tell me something new about yourself.",
                  "No entendí bien. Pregunte por el salario, los estudios, el primer paso u otro trabajo, o cuénteme algo nuevo de usted.")]  # fmt: skip


_ASK = {
    "who": ("the employer or the people who do it near you", "el empleador o quienes lo hacen cerca de usted"),
    "law": (
        "the Wage and Hour Division at 1-866-487-9243, or a legal aid office",
        "la División de Salarios y Horas o una oficina de ayuda legal",
    ),
    "centre": ("an American Job Center, which is free", "un American Job Center, que es gratis"),
}


def unknown(q: Inquiry) -> list[Passage]:
    """That no source says it, and who might know; no figure and no link."""
    about = " ".join(q.words.split())
    about = f"“{about[:70].rstrip('?!. ')}{'…' if len(about) > 70 else ''}”"
    law = any(
        word in q.words.lower()
        for word in ("boss", "legal", "owe me", "unfair", "screw", "law", "lawsuit", "jefe", "abogad")
    )
    ask = _ASK["law" if law else "who"]
    english, spanish = (part.replace(" at 1-866-487-9243", "") for part in ask)
    return [
        q.say(
            f"My sources do not say that ({_plain(about)}). Ask {english}.",
            f"Mis fuentes no lo dicen ({_plain(about)}). Pregunte a {spanish}.",
        )
    ]


def _plain(words: str) -> str:
    """A turn's own words as they can stand in a reply: without figures, braces and addresses."""
    return "".join(c for c in words if not c.isdigit() and c not in "{}[]()<>").replace("  ", " ")
