"""Replies about a role: what it is like, what it asks, what it pays, and why it was chosen or not."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.outlook import growth
from agents.replies.spanish import CONDITIONS as EN_ESPANOL
from knowledge.tables import tables
from tools.conditions import IN_WORDS, Condition
from tools.fact import Fact
from tools.occupations import duty_fact
from tools.words import listed, skill_words, slug

HOURS = ("nights", "evenings", "weekends", "shifts", "on call", "away overnight")
BODY = ("heavy physical", "standing", "heights", "fumes and dust", "outdoors", "hard on the hands")
MEETING = ("phones", "dealing with the public", "sales", "care work", "mostly driving")


def comes_with(q: Inquiry, soc: str, found: list[Condition]) -> list[Passage]:
    """The placeholder of each condition, said as a noun."""
    words = EN_ESPANOL if q.language == "es" else IN_WORDS
    return [
        q.put(
            Fact(
                id=f"condition.{soc}.{one.condition.replace(' ', '_').replace('/', '_')}",
                name=f"{slug(q.name(soc))}_{slug(one.condition)}",
                value=words[one.condition],
                unit="text",
                subject=soc,
                meaning=f"a condition of {q.name(soc)}: {one.note}",
                source=one.source,
            )
        )
        for one in found
    ]


def duties(q: Inquiry) -> list[Passage]:
    soc = q.role
    said = []
    if does := q.put(duty_fact(soc)):
        said.append(q.say(f"{q.cap(soc)}: {does}.", f"{q.cap(soc)}, en inglés: {does}."))
    if comes := comes_with(q, soc, q.conditions(soc, (*HOURS[:3], *BODY, *MEETING)))[:5]:
        said.append(q.say(f"It comes with {listed(comes)}.", f"Trae consigo {', '.join(comes)}."))
    page = q.page(soc, "onet")
    return [*said, q.say(f"More: {page}.", f"Más (en inglés): {page}.")] if said else []


def skills(q: Inquiry) -> list[Passage]:
    """What the role asks most, and which of it the worker has shown."""
    soc, fits = q.role, q.state.get("skills")
    fit = (fits.roles.get(soc) if fits else None) or q.tools.role_fit(
        soc, dict.fromkeys(fits.linked.values(), "") if fits else {}, q.current
    )
    ranked = sorted((*fit.have, *fit.missing), key=lambda need: -need.importance)[:4]
    if not ranked:
        return []
    has = {need.id for need in fit.have}

    def name(need: object, at: int) -> Passage:
        return q.put(
            Fact(id=f"need.{soc}.{at + 1}", name=f"{slug(q.name(soc))}_need_{'abcd'[at]}", value=skill_words(need.name), unit="text", subject=soc,  # type: ignore[attr-defined]
                 meaning=f"what {q.name(soc)} need", source=tables().source("skills").name, url=f"https://www.onetonline.org/link/summary/{soc}.00")
        )  # fmt: skip

    named = [(need, name(need, at)) for at, need in enumerate(ranked)]
    said = [
        q.say(
            f"{q.cap(soc)} need most: {listed([word for _, word in named])}.",
            f"Lo que más se pide: {', '.join(word for _, word in named)}.",
        )
    ]
    mine = [word for need, word in named if need.id in has]
    if mine:
        said.append(
            q.say(
                f"By what you told me you bring {listed(mine)}.",
                f"Por lo que me contó, usted ya aporta {', '.join(mine)}.",
            )
        )
    else:
        said.append(
            q.say(
                "Most of it is learned in training or on the job.",
                "La mayor parte se aprende en el curso o en el trabajo.",
            )
        )
    if school := q.put(q.outlook(soc).get("education")):
        said.append(q.say(f"Usually asked on entry: {school}.", f"Lo que suele pedirse: {school}."))
    return said


def pay_line(q: Inquiry, soc: str) -> list[Passage]:
    """What a role typically pays near the worker, and what a beginner may expect."""
    found = q.pay(soc)
    if "p50" not in found:
        return [q.say(f"No wage is published for {q.name(soc)}.", f"No hay salario publicado para {q.name(soc)}.")]
    typical, where = q.put(found["p50"]), q.place(found)
    start = q.put(found.get("p25"))
    begins = q.say(f" A beginner may expect {start}.", f" Al empezar, unos {start}.") if start else ""
    return [
        q.say(
            f"{q.cap(soc)} typically earn {typical} in {where}.{begins}",
            f"{q.cap(soc)} ganan normalmente {typical} en {where}.{begins}",
        )
    ]


def pay(q: Inquiry) -> list[Passage]:
    said = [line for soc in q.roles[:3] or [q.role] for line in pay_line(q, soc)]
    if len(said) == 1 and (hour := q.net_hour):
        said.append(
            q.say(
                f"Your own hour brings {hour} after costs and tax.",
                f"Su hora le deja {hour} después de gastos e impuestos.",
            )
        )
    return said


def entry_pay(q: Inquiry) -> list[Passage]:
    found = q.pay(q.role)
    if "p25" not in found:
        return pay(q)
    low = q.put(found.get("p10"))
    said = [q.say(f"When you start as one of the {q.name(q.role)} in {q.place(found)}, count on about {q.put(found['p25'])}.",
                  f"Al empezar como {q.name(q.role)} en {q.place(found)}, cuente con unos {q.put(found['p25'])}.")]  # fmt: skip
    if low:
        said.append(
            q.say(
                f"The lowest tenth earns up to {low}; the typical pay is {q.put(found['p50'])}.",
                f"La décima parte más baja gana hasta {low}; lo normal son {q.put(found['p50'])}.",
            )
        )
    return said


def top_pay(q: Inquiry) -> list[Passage]:
    found = q.pay(q.role)
    if "p90" not in found and "p75" not in found:
        return pay(q)
    high, upper = q.put(found.get("p90")), q.put(found.get("p75"))
    low = q.put(found.get("p10"))
    said = [q.say(f"In {q.place(found)} pay of {q.name(q.role)} runs from {low} to {high}; the middle is {q.put(found['p50'])}.",
                  f"En {q.place(found)} {q.name(q.role)} ganan de {low} a {high}; lo normal son {q.put(found['p50'])}.")]  # fmt: skip
    if not (low and high):
        said = [
            q.say(
                f"The upper quarter of {q.name(q.role)} earns from {upper} up.",
                f"El cuarto mejor pagado gana desde {upper}.",
            )
        ]
    elif upper:
        said.append(
            q.say(
                f"One in four earns {upper} and more, mostly with years in the work.",
                f"Uno de cada cuatro gana {upper} o más, casi siempre con años de experiencia.",
            )
        )
    return said


def hours(q: Inquiry) -> list[Passage]:
    soc = q.role
    found = comes_with(q, soc, q.conditions(soc, HOURS))
    page = q.page(soc, "handbook") or q.page(soc, "onet")
    if found:
        said = q.say(f"{q.cap(soc)} may have {listed(found)}.", f"{q.cap(soc)} pueden tener {', '.join(found)}.")
    else:
        said = q.say(
            f"I know of no night, weekend or on-call work that {q.name(soc)} usually have.",
            f"No sé de turnos de noche, fin de semana o guardias habituales para {q.name(soc)}.",
        )
    return [
        said,
        q.say(
            f"Hours differ by employer: ask for the shifts before you accept. More: {page}.",
            f"El horario depende del empleador: pregunte antes de aceptar. Más: {page}.",
        ),
    ]


def remote(q: Inquiry) -> list[Passage]:
    soc = q.role
    found = q.conditions(soc, ("remote possible", "on site"))
    if not found:
        return [
            q.say(
                f"My sources do not say whether {q.name(soc)} can work from home; ask in the interview.",
                f"Mis fuentes no dicen si {q.name(soc)} pueden trabajar desde casa; pregunte en la entrevista.",
            )
        ]
    return [q.say(f"{q.cap(soc)}: {word}.", f"{q.cap(soc)}: {word}.") for word in comes_with(q, soc, found[:1])]


def physical(q: Inquiry) -> list[Passage]:
    soc = q.role
    found = comes_with(q, soc, q.conditions(soc, BODY))
    does = q.put(duty_fact(soc))
    if found:
        said = [q.say(f"{q.cap(soc)} have {listed(found)}.", f"{q.cap(soc)} tienen {', '.join(found)}.")]
    else:
        said = [
            q.say(
                f"I know of no heavy lifting, heights or fumes that come with it for {q.name(soc)}.",
                f"No sé de cargas pesadas, alturas ni vapores habituales para {q.name(soc)}.",
            )
        ]
    return [*said, q.say(f"What they do: {does}.", f"Lo que hacen, en inglés: {does}.")] if does else said


def risks(q: Inquiry) -> list[Passage]:
    """What speaks against a role: a shrinking field, a beginner's pay below the worker's hour, hard conditions."""
    soc = q.role
    found, wage, said = q.outlook(soc), q.pay(soc), []
    if (change := found.get("growth")) and change.amount < 0:
        said.append(
            q.say(
                f"Jobs for {q.name(soc)} are projected to change by {q.put(change)} over ten years.",
                f"Se prevé que los empleos de {q.name(soc)} cambien un {q.put(change)} en diez años.",
            )
        )
    own, start = q.known.get("you.net_hour"), wage.get("entry_net")
    if own and start and start.amount < own.amount:
        said.append(
            q.say(
                f"At first it may leave you {q.put(start)}, less than the {q.put(own)} you keep now.",
                f"Al principio puede dejarle {q.put(start)}, menos que los {q.put(own)} de ahora.",
            )
        )
    if hard := comes_with(q, soc, q.conditions(soc, (*HOURS, *BODY)))[:4]:
        said.append(q.say(f"It comes with {listed(hard)}.", f"Trae consigo {', '.join(hard)}."))
    if not said:
        said = growth(q)[:1]
    said.append(
        q.say(
            "Pay for no course before you have called the licensing board or a job centre: they know which ones count.",
            "No pague ningún curso antes de llamar a la junta de licencias o al centro de empleo: ellos saben cuáles valen.",
        )
    )
    return said
