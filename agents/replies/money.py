"""Replies about the worker's own money: the hour, tax, miles, rates, benefits, moving, and time beside the gig."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from knowledge.rates import rate
from tools.fact import Fact, Unit
from tools.words import listed

SET_ASIDE = {
    "en": "that is apart from income tax, which depends on all you earn",
    "es": "aparte queda el impuesto sobre la renta, que depende de todo lo que gane",
}
SELF = ("you.se_tax", "you.fica")


def my_hour(q: Inquiry) -> list[Passage]:
    """The chain from what comes in to what an hour brings; while it is open, what is missing."""
    steps = {
        key: q.known.get(f"you.{key}")
        for key in ("gross_week", "fees", "miles_cost", "expenses", "se_tax", "fica", "net_week", "hours", "net_hour")
    }
    if steps["net_hour"] is None or steps["gross_week"] is None:
        asked = q.state["intake"].questions[:1]
        said = [
            q.say(
                "Your hour is not worked out yet: a figure that may be wrong helps nobody.",
                "Su hora todavía no está calculada: una cifra equivocada no ayuda a nadie.",
            )
        ]
        if gross := q.put(steps["gross_week"]):
            said.append(q.say(f"So far I have {gross} coming in.", f"Hasta ahora tengo {gross} de ingresos."))
        return [*said, *(question.text for question in asked)]
    off = []
    for key, english, spanish in (
        ("fees", "the platform's share", "la comisión de la plataforma"), ("miles_cost", "the car by the mile", "el auto por milla"),
        ("expenses", "other costs", "otros gastos"), ("se_tax", "self-employment tax", "el impuesto de trabajo por cuenta propia"), ("fica", "payroll tax", "el impuesto de nómina"),
    ):  # fmt: skip
        if word := q.put(steps[key]):
            off.append(q.say(f"{word} for {english}", f"{word} por {spanish}"))
    said = (
        [
            q.say(
                f"You take in {q.put(steps['gross_week'])}; off come {listed(off)}.",
                f"Le entran {q.put(steps['gross_week'])}; se restan {', '.join(off)}.",
            )
        ]
        if off
        else []
    )
    said.append(
        q.say(
            f"That leaves {q.put(steps['net_week'])} for {q.put(steps['hours'])}: {q.put(steps['net_hour'])}.",
            f"Quedan {q.put(steps['net_week'])} por {q.put(steps['hours'])}: {q.put(steps['net_hour'])}.",
        )
    )
    if "you.mile_rate" in q.known:
        said.append(
            q.say(
                f"A mile counts {q.known_as('you.mile_rate')} (fuel, wear, insurance). Know your real costs? Tell me and I use those.",
                f"Cada milla cuenta {q.known_as('you.mile_rate')} (gasolina, desgaste, seguro). Si sabe sus gastos reales, dígamelos.",
            )
        )
    else:
        said.append(
            q.say("If one of these is wrong, tell me the right one.", "Si algo está mal, dígame el dato correcto.")
        )
    return said


def tax(q: Inquiry) -> list[Passage]:
    own = q.known.get("you.se_tax")
    said = []
    rates = [rate_word(q, key) for key in ("se_base", "se_social_security", "se_medicare")]
    if own is not None:
        said.append(
            q.say(
                f"Set aside about {q.put(own)} for self-employment tax; {SET_ASIDE['en']}.",
                f"Aparte unos {q.put(own)} para el impuesto de trabajo por cuenta propia; {SET_ASIDE['es']}.",
            )
        )
    elif payroll := q.known_as("you.fica"):
        return [
            q.say(
                f"As an employee payroll tax takes {payroll}; the employer pays as much again, and income tax is withheld apart.",
                f"Como empleado, el impuesto de nómina le quita {payroll}; el empleador paga otro tanto.",
            )
        ]
    said.append(q.say(f"It is taken on {rates[0]} of what is left after costs: {rates[1]} for Social Security and {rates[2]} for Medicare, because you pay the employer's half too. Cash counts as well.",
                      f"Se cobra sobre el {rates[0]} de lo que queda tras los gastos: {rates[1]} de Seguro Social y {rates[2]} de Medicare, porque usted paga también la parte del empleador. El efectivo también cuenta."))  # fmt: skip
    said.append(
        q.say(
            f"It is paid four times a year: {tax_page(q, 'irs-quarterly')}.",
            f"Se paga cuatro veces al año: {tax_page(q, 'irs-quarterly')}.",
        )
    )
    return said


_PAGES = {
    "irs-quarterly": ("IRS, estimated taxes", "https://www.irs.gov/businesses/small-businesses-self-employed/estimated-taxes"),
    "irs-gig": ("IRS, Gig Economy Tax Center", "https://www.irs.gov/businesses/gig-economy-tax-center"),
}  # fmt: skip


def tax_page(q: Inquiry, key: str) -> Passage:
    title, url = _PAGES[key]
    return q.put(
        Fact(
            id=f"link.{key}",
            name=f"page_{key.replace('-', '_')}",
            value=url,
            unit="url",
            subject="tax",
            meaning=title,
            source="Internal Revenue Service",
            url=url,
        )
    )


def rate_word(q: Inquiry, key: str) -> Passage:
    if word := q.known_as(f"rate.{key}"):
        return word
    found = rate(key)
    units: dict[str, Unit] = {"percent": "percent", "USD/mile": "USD/mile", "USD/hour": "USD/hour"}
    return q.put(Fact(id=f"rate.{key}", name=f"rate_{key}", value=found.value, unit=units[found.unit], subject="tax", meaning=found.note.split(";")[0] or key,
                      source=found.source, release=found.release, url=found.url))  # fmt: skip


def miles(q: Inquiry) -> list[Passage]:
    mile = q.known_as("you.mile_rate") or rate_word(q, "mileage")
    said = []
    if "you.miles_cost" in q.known:
        said.append(
            q.say(
                f"Your {q.known_as('you.miles')} at {mile} make {q.known_as('you.miles_cost')}.",
                f"Sus {q.known_as('you.miles')} a {mile} son {q.known_as('you.miles_cost')}.",
            )
        )
    else:
        said.append(
            q.say(
                f"The tax office counts {mile} driven for work.",
                f"La oficina de impuestos cuenta {mile} de trabajo.",
            )
        )
    said.append(q.say("It covers fuel, wear, insurance and repairs, so no gas on top. Miles between jobs count, the way from home to a fixed workplace does not. Keep a log.",
                      "Cubre gasolina, desgaste, seguro y arreglos, así que la gasolina no se suma. Cuentan las millas entre trabajos, no las de casa a un lugar fijo. Lleve un registro."))  # fmt: skip
    if hour := q.net_hour:
        said.append(q.say(f"After that your hour brings {hour}.", f"Después de eso su hora le deja {hour}."))
    return said


def deductions(q: Inquiry) -> list[Passage]:
    mile = q.known_as("you.mile_rate") or rate_word(q, "mileage")
    return [
        q.say(f"What the work needs can be taken off what you earn before tax: {mile} or the car's real costs, supplies, tools, phone share, fees and platform cuts, insurance for the work. Keep receipts.",
              f"Lo que el trabajo necesita se resta antes de impuestos: {mile} o los gastos reales del auto, materiales, herramientas, parte del teléfono, comisiones y seguro. Guarde recibos."),
        *([q.say(f"Without that your self-employment tax would be more than {q.known_as('you.se_tax')}.", f"Sin eso su impuesto sería más que {q.known_as('you.se_tax')}.")] if "you.se_tax" in q.known else [q.say(f"Self-employment tax takes {rate_word(q, 'se_social_security')} and {rate_word(q, 'se_medicare')} of it.", f"El impuesto toma {rate_word(q, 'se_social_security')} y {rate_word(q, 'se_medicare')}.")]),
        q.say(f"What counts: {tax_page(q, 'irs-gig')}.", f"Qué cuenta: {tax_page(q, 'irs-gig')}."),
    ]  # fmt: skip
