"""Replies about the choice itself: why this role, why not another, how they compare, what else there is, what comes after."""

from __future__ import annotations

from agents.gates import refusal
from agents.income_analyst import familiar
from agents.replies.inquiry import Inquiry, Passage
from agents.replies.roles import pay, pay_line
from agents.replies.ways import length, span
from knowledge.tables import tables
from tools.words import listed


def why_this(q: Inquiry) -> list[Passage]:
    """What the choice stands on: what one brings, the pay against the own hour, the outlook."""
    soc, decision, market = q.role, q.state.get("decision"), q.state.get("market")
    if decision is None or market is None or soc != q.lead:
        return why_not(q)
    said, wage = [], q.pay(soc)
    past = next((role for role in market.past if role.soc), None)
    mine = [fact for key, fact in q.known.items() if key.startswith("you.skill")][:2]
    if soc in familiar(market):
        said.append(
            q.say(
                f"Because you have done this work: {q.name(soc)}.",
                f"Porque usted ya ha hecho este trabajo: {q.name(soc)}.",
            )
        )
    elif past:
        said.append(
            q.say(
                f"Because it is near what you did before: {past.title.lower()}.",
                f"Porque se parece a lo que hacía antes: {past.title.lower()}.",
            )
        )
    if mine:
        said.append(
            q.say(
                f"You bring {listed([q.put(fact) for fact in mine])}.",
                f"Usted aporta {', '.join(q.put(fact) for fact in mine)}.",
            )
        )
    if "p50" in wage:
        against = (
            q.say(f", and your hour brings {q.net_hour} now", f", y su hora le deja {q.net_hour} ahora")
            if q.net_hour
            else ""
        )
        said.append(
            q.say(
                f"It typically pays {q.put(wage['p50'])} in {q.place(wage)}{against}.",
                f"Suele pagar {q.put(wage['p50'])} en {q.place(wage)}{against}.",
            )
        )
    said += [q.say(line, "") for line in decision.would_change[:1] if q.language == "en"]
    return said


def why_not(q: Inquiry) -> list[Passage]:
    """What stands between the worker and a role, with its pay: nothing is ruled out for good."""
    soc, market, decision = q.role, q.state.get("market"), q.state.get("decision")
    if soc == q.lead:
        return why_this(q)
    said, found = pay_line(q, soc), q.outlook(soc)
    why = refusal(soc, q.profile, familiar(market) if market else set(), q.tools)
    way = q.way(soc)
    if way is None and (school := q.put(found.get("education"))):
        said.append(q.say(f"Usually asked on entry: {school}.", f"Lo que suele pedirse: {school}."))
    if way := q.way(soc):
        said += length(q, way)
    if why and q.language == "en":
        said.append(f"What speaks against it for you: {why}.")
    elif decision and soc in decision.too_far:
        said.append(q.say("It takes long at the hours you have.", "Toma mucho tiempo con las horas que tiene."))
    elif q.lead and soc not in q.others:
        said.append(
            q.say(
                f"It is a real choice. Say “I want that”, and I plan it instead of {q.name(q.lead)}.",
                f"Es una opción real. Diga “quiero eso” y preparo ese plan en lugar de {q.name(q.lead)}.",
            )
        )
    return said


def unmatched(q: Inquiry, pieces: list[str]) -> list[Passage]:
    """Of roles that were named and that nobody here knows."""
    name = " ".join(pieces)
    return [
        q.say(
            f"I know no job by the name “{name}”. Say it in other words, as it would stand in a job ad, and I look it up.",
            f"No conozco un trabajo con el nombre “{name}”. Dígalo con otras palabras, mejor en inglés, y lo busco.",
        )
    ]


_OUTLOOK = (
    ("growth", "more jobs expected over ten years", "más empleos previstos en diez años"),
    ("openings", "openings a year nationwide", "vacantes al año en todo el país"),
)


def compare(q: Inquiry) -> list[Passage]:
    """Two to four roles, a line each: pay, start, schooling, time."""
    roles, turn = q.roles[:4], q.state["intake"].turn
    if turn and len(turn.roles) == 1 and turn.unmatched:
        return [*unmatched(q, turn.unmatched), *pay_line(q, roles[0])]
    if len(roles) < 2:
        roles = list(dict.fromkeys([*roles, *([q.lead] if q.lead else []), *q.others]))[:2]
    if len(roles) < 2:
        return pay(q)
    lines, best = [], {}
    asked = set(turn.topics) if turn else set()
    for soc in roles:
        wage, found, way = q.pay(soc), q.outlook(soc), q.way(soc)
        parts = []
        if "p50" in wage:
            best[soc] = wage["p50"].amount
            start = (
                q.say(f", beginners {q.put(wage['p25'])}", f", al empezar {q.put(wage['p25'])}")
                if "p25" in wage
                else ""
            )
            parts.append(q.say(f"typically {q.put(wage['p50'])}{start}", f"normalmente {q.put(wage['p50'])}{start}"))
        if school := q.put(found.get("education")):
            parts.append(school)
        if asked & {"growth", "openings"}:
            parts += [
                q.say(f"{q.put(fact)} {words}", f"{q.put(fact)} {spanish}")
                for key, words, spanish in _OUTLOOK
                if (fact := found.get(key))
            ]
        elif way and len(roles) < 4:
            parts.append(q.say(f"{span(q, way, 'weeks')} to get hired", f"{span(q, way, 'weeks')} hasta empezar"))
        lines.append(f"- {q.cap(soc)}: {'; '.join(parts) or q.say('no wage published', 'sin salario publicado')}")
    said = ["\n".join(lines)]
    if len(best) > 1:
        top = max(best, key=lambda soc: best[soc])
        said.append(
            q.say(f"By typical pay {q.name(top)} come first.", f"Por salario normal van primero {q.name(top)}.")
        )
    if q.net_hour and len(roles) < 4:
        said.append(q.say(f"Your hour now: {q.net_hour}.", f"Su hora ahora: {q.net_hour}."))
    return said


def other_ways(q: Inquiry) -> list[Passage]:
    """The alternatives, and what else was weighed."""
    decision = q.state.get("decision")
    ranked = [choice.soc for choice in decision.ranked if choice.soc != q.lead] if decision else []
    shown = list(dict.fromkeys([*q.others, *ranked]))[:4]
    lines = []
    for soc in shown:
        wage = q.pay(soc)
        if "p50" in wage:
            lines.append(f"- {q.cap(soc)}: {q.put(wage['p50'])}")
    if not lines:
        return []
    return [
        q.say(
            "Also weighed for you, with typical pay near you:",
            "También considerados, con su salario normal en su zona:",
        ),
        "\n".join(lines),
    ]


def advancement(q: Inquiry) -> list[Passage]:
    """Roles near this one that pay more and ask at least as much."""
    soc, own = q.role, q.pay(q.role)
    floor, zone = own["p50"].amount if "p50" in own else 0.0, tables().occupation(q.role).job_zone or 0
    steps = []
    for role in q.tools.related_roles(soc, 20).roles:
        wage, asks = q.pay(role.soc), tables().occupation(role.soc).job_zone or 0
        if "p50" in wage and wage["p50"].amount > floor * 1.1 and zone <= asks <= zone + 1 and role.soc != q.lead:
            steps.append(f"{q.name(role.soc)} ({q.put(wage['p50'])})")
        if len(steps) == 2:
            break
    top = q.put(own.get("p90"))
    said = (
        [
            q.say(
                f"From {q.name(soc)} people move on to {listed(steps)}.",
                f"Desde {q.name(soc)} se pasa a {', '.join(steps)}.",
            )
        ]
        if steps
        else []
    )
    if top:
        said.append(
            q.say(
                f"Within the role the best paid tenth earns {top} and more.",
                f"Dentro del puesto, la décima parte mejor pagada gana {top} o más.",
            )
        )
    return said
