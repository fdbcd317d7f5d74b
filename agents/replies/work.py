"""Replies that weigh the gig against a job: the gain, what to charge, benefits, time for both, another place, help meanwhile."""

from __future__ import annotations

from agents.replies.inquiry import Inquiry, Passage
from agents.replies.money import rate_word
from agents.replies.roles import HOURS, comes_with, pay_line
from agents.replies.ways import how, span
from agents.worth import rate as charge
from knowledge.tables import tables
from tools.fact import Fact
from tools.needs.classifier import classifier as needs_in
from tools.prices import minimum_wage_fact, price_fact
from tools.supports import NEEDS
from tools.words import listed


def raise_(q: Inquiry) -> list[Passage]:
    """What an hour there leaves beside the worker's own, typical and at the start."""
    soc, found, own = q.role, q.pay(q.role), q.known.get("you.net_hour")
    if "p50" not in found:
        return []
    typical = [] if found["p50"].id in q.facts else pay_line(q, soc)
    said = [
        *typical,
        q.say(
            f"After payroll tax that leaves {q.put(found['net'])}.",
            f"Después del impuesto de nómina quedan {q.put(found['net'])}.",
        ),
    ]
    if own is None:
        return [
            *said,
            q.say(
                "Your own hour is not known yet, so I cannot say how much more that is.",
                "Su hora todavía no se conoce, así que no puedo decir cuánto más es.",
            ),
        ]
    more = found["net"].amount >= own.amount
    gap = Fact(id=f"uplift.{soc}", name="uplift_hour", value=abs(found["net"].amount - own.amount), unit="USD/hour", subject=soc, meaning="typical pay after payroll tax beside your own hour",
               source="computed", formula="|typical pay after payroll tax − your net hour|", inputs=(found["net"].id, own.id))  # fmt: skip
    said.append(
        q.say(
            f"You keep {q.put(own)} now, so that is {q.put(gap)} {'more' if more else 'less'}.",
            f"Usted se queda ahora con {q.put(own)}: {q.put(gap)} {'más' if more else 'menos'}.",
        )
    )
    if "entry_net" in found:
        said.append(
            q.say(
                f"At the start count on {q.put(found['entry_net'])}.",
                f"Al principio cuente con {q.put(found['entry_net'])}.",
            )
        )
    return said


def set_rate(q: Inquiry) -> list[Passage]:
    """What a freelancer's paid hour must bring to match a wage."""
    profile = q.profile.model_copy(update={"asks": [*q.profile.asks, "rate"]})
    state = {**q.state, "intake": q.state["intake"].model_copy(update={"profile": profile})}
    found = charge(state, q.role, q.tools) if q.state.get("market") else None  # type: ignore[arg-type]
    said = []
    if found is not None:
        high = next(fact for fact in found.facts if fact.id.endswith(".high"))
        low = next(fact for fact in found.facts if fact.id.endswith(".low") and fact.id.startswith("freelance."))
        wage = found.facts[0]
        said.append(q.say(f"To keep as much as {q.name(high.subject)} on a wage of {q.put(wage)}, charge {q.put(low)} for each paid hour, {q.put(high)} to make up for benefits too.",
                          f"Para quedarse con lo mismo que {q.name(high.subject)} con salario de {q.put(wage)}, cobre {q.put(low)} por hora pagada, {q.put(high)} para cubrir también los beneficios."))  # fmt: skip
    if hour := q.net_hour:
        said.append(
            q.say(
                f"Your hour leaves {hour} now. Raise the price for new clients first.",
                f"Su hora le deja {hour} ahora. Suba primero el precio a clientes nuevos.",
            )
        )
    return said


def own_business(q: Inquiry) -> list[Passage]:
    soc, said = q.role, []
    if soc and (share := q.put(q.outlook(soc).get("self_employed"))):
        said.append(
            q.say(
                f"Of {q.name(soc)} {share} work for themselves.", f"De {q.name(soc)}, el {share} trabaja por su cuenta."
            )
        )
    return [*said, *set_rate(q)[:1], *q.supports(["starting a business"], 1)]


def benefits(q: Inquiry) -> list[Passage]:
    """What employers pay on top of wages on average: no promise of any one of them."""
    keys = ("employer_wages", "employer_leave", "employer_insurance", "employer_retirement")
    wages, leave, insurance, pension = (rate_word(q, key) for key in keys)
    said = [q.say(f"On average private employers add to {wages} in wages {leave} for paid leave, {insurance} for insurance and {pension} for retirement. Not every job has them, least often part-time ones.",
                  f"En promedio, los empleadores privados añaden a {wages} de salario {leave} en días pagados, {insurance} en seguro y {pension} en jubilación. No todos los empleos los tienen.")]  # fmt: skip
    if q.role:
        said.append(
            q.say(
                f"Ask for them in writing before you take a job as one of the {q.name(q.role)}.",
                f"Pídalos por escrito antes de aceptar un empleo ({q.name(q.role)}).",
            )
        )
    return [*said, *(q.supports(["health insurance"], 1))]


def keep_gig(q: Inquiry) -> list[Passage]:
    """The hours of the way beside those of the gig."""
    way, plan, said = q.way(q.role) if q.role else None, q.plan, []
    if way is not None:
        said.append(
            q.say(
                f"The way to {q.name(q.role)} takes {span(q, way, 'weekly')} while it lasts.",
                f"El camino a {q.name(q.role)} pide {span(q, way, 'weekly')} mientras dura.",
            )
        )
    if plan and plan.hours_per_week:
        said.append(
            q.say(
                f"Your plan goes at {q.known_as('plan.pace')}, {q.known_as('plan.hours')} in all.",
                f"Su plan va a {q.known_as('plan.pace')}, {q.known_as('plan.hours')} en total.",
            )
        )
    if hours := q.known_as("you.hours"):
        said.append(
            q.say(
                f"You give your work {hours} now. Keep what pays best by the hour and drop the rest first; a steady client can stay beside a job.",
                f"Ahora dedica {hours} a su trabajo. Conserve lo que mejor paga por hora; un cliente fijo puede seguir junto a un empleo.",
            )
        )
    elif said:
        said.append(
            q.say(
                "Keep what pays best by the hour beside it, and let the rest go first.",
                "Conserve lo que mejor paga por hora y deje lo demás primero.",
            )
        )
    return said


def part_time(q: Inquiry) -> list[Passage]:
    soc = q.role
    slow = (
        [way for way in q.pathway(soc).ways if {"evenings", "part-time", "online", "self-paced"} & set(way.modes)]
        if soc
        else []
    )
    said = []
    if slow:
        said.append(
            q.say(
                f"The training can be done beside work: {how(q, slow[0])}, {span(q, slow[0], 'weekly')}.",
                f"La capacitación puede hacerse junto al trabajo (en inglés): {how(q, slow[0])}, {span(q, slow[0], 'weekly')}.",
            )
        )
    elif soc and (way := q.way(soc)):
        said.append(
            q.say(
                f"The training I know for {q.name(soc)} takes {span(q, way, 'weekly')}; I know of no slower form.",
                f"La capacitación que conozco para {q.name(soc)} pide {span(q, way, 'weekly')}.",
            )
        )
    if soc and (found := comes_with(q, soc, q.conditions(soc, HOURS))):
        said.append(
            q.say(
                f"The job itself may bring {listed(found)}; part-time posts depend on the employer.",
                f"El empleo puede traer {', '.join(found)}; las plazas de medio tiempo dependen del empleador.",
            )
        )
    elif soc:
        said.append(
            q.say(
                "Whether the job is offered part-time depends on the employer: filter for it when you search.",
                "Si hay medio tiempo depende del empleador: fíltrelo al buscar.",
            )
        )
        said.append(q.page(soc, "jobs"))
    return said


def moving(q: Inquiry) -> list[Passage]:
    """Pay there and here, and what a dollar buys in both."""
    here, soc = q.profile.area.code, q.role
    match = q.named_place
    said: list[Passage] = []
    areas = [here] if match is None or match.code == here else [match.code, here]
    for area in areas if soc else ():
        found = q.pay(soc, area)
        if "p50" in found:
            said.append(
                q.say(
                    f"{q.cap(soc)} in {q.place(found)}: typically {q.put(found['p50'])}.",
                    f"{q.cap(soc)} en {q.place(found)}: normalmente {q.put(found['p50'])}.",
                )
            )
    for area in areas:
        if level := price_fact(area):
            said.append(
                q.say(
                    f"Prices in {level.place} stand at {q.put(level)} of the country's.",
                    f"Los precios en {level.place} están al {q.put(level)} de los del país.",
                )
            )
    if match is None and said:
        said.append(
            q.say(
                "Name a city and I set its pay and prices beside yours.",
                "Nombre una ciudad y comparo salario y precios.",
            )
        )
    if match is not None and match.code != here:
        said.append(
            q.say(
                "A licence may not carry over: ask the new state's board first.",
                "Una licencia puede no valer allá: pregunte primero a la junta del nuevo estado.",
            )
        )
    return said


def minimum_wage(q: Inquiry) -> list[Passage]:
    match = q.named_place
    state = tables().area(match.code).state if match else q.region
    fact = minimum_wage_fact(state)
    where = fact.place or q.say("the whole country", "todo el país")
    said = [
        q.say(
            f"The minimum wage in {where} is {q.put(fact)}; a city may ask more. It holds for employees, not for the self-employed.",
            f"El salario mínimo en {where} es {q.put(fact)}; una ciudad puede pedir más. Vale para empleados, no para quien trabaja por su cuenta.",
        )
    ]
    if hour := q.net_hour:
        said.append(q.say(f"Your own hour brings {hour}.", f"Su hora le deja {hour}."))
    return said


def help_(q: Inquiry) -> list[Passage]:
    """Who may help with what the turn says, else with what is known of the worker's lot."""
    asked = needs_in()(q.words)
    needs = (
        [need for need in NEEDS if need in asked]
        or [need for need in q.profile.needs if need != "licence"]
        or ["no income now"]
    )
    return q.supports(needs, 3)
