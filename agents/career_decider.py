"""Career decider: which role to go for, two others with what they trade, and what would change the choice."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel, Field, create_model

from agents.base import Agent
from agents.choice_facts import named_facts, said_facts
from agents.contracts import Choice, Decision, IncomeComparison
from agents.gates import by_samples, reach
from agents.guard import check
from agents.hints import Hinter, one_of, quoted, said
from agents.income_analyst import familiar
from agents.lanes import by_when, laned, weeks_to
from agents.readiness import HORIZON_YEARS, PAID_TRAINING, hours_to_ready, pace
from agents.scoring import (
    WEIGHTS,
    baseline,
    closeness,
    expected,
    nearest,
    pareto,
    pay_met,
    pays,
    presence,
    score,
    used,
    wishes,
    zone,
)
from agents.state import CareerState
from agents.subjects import allowed
from agents.tradeoffs import no_role, strength, trade_off, would_change
from agents.way import choose_way, unlicensed
from knowledge.tables import tables
from runtime.events import ChoiceMade
from tools.occupations import openings_rate
from tools.toolbox import Toolbox
from tools.words import role_words

FIT_OF_KNOWN = 0.85
"""The least fit of a role the worker does or did: having done it tells more than any list of skills."""

LEAST_FIT = 0.5
"""Below this a role has too little to do with what the worker brings to be recommended."""

LEAST_SUITS = 0.05
"""From it on a role is near enough without a fit: so many times a counsellor would name it for one of the likeliest role."""

SUITS = 0.4
"""From it on a role may be one that fades: a counsellor would name it nearly as soon as the likeliest."""

LEAST_OUTLOOK = 0.2
"""Below this a role new to the worker is fading or hardly found near them as a paid job, and is not recommended."""


class Preference(BaseModel):
    reasoning: str = Field(description="one short sentence: what the person says matters to them")
    words: str = Field(description="the piece of their own words that says so, copied exactly")
    choice: str
    reason: str = Field(
        description="one plain sentence to the person on why it suits them; call the role {pick}; no digit, no praise"
    )


class CareerDecider(Agent[Decision]):
    """A stated multi-criteria score over a Pareto front; see :mod:`agents.scoring` for the criteria."""

    name, writes, reads = "career_decider", "decision", ("intake", "market", "skills", "income")
    heeds = ("target_hourly", "constraints", "wants", "aims", "education", "study_hours", "needs", "credentials")
    doing = "weighing the roles against what you want"
    result = Decision

    def find(self, state: CareerState, tools: Toolbox) -> Decision:
        profile, market, skills, income = state["intake"].profile, state["market"], state["skills"], state["income"]
        found = Decision()
        known = familiar(market)
        rank = reach(profile, known)
        own_zone = zone(profile, known)
        base, met = baseline(income, profile), pay_met(profile, income)
        unpriced = profile.model_copy(update={"budget": None})  # money changes the plan, not the choice: others may pay
        near = nearest(role for role in market.candidates if role.soc not in known)
        for role in market.candidates:
            fit, pay = skills.roles.get(role.soc), income.roles.get(role.soc)
            if fit is None or pay is None:
                continue
            projection = tables().projection(role.soc)
            samples = by_samples(role.soc, profile, known)
            by_nearness = closeness(fit.fit, max(role.score / near, role.suits))
            close = max(FIT_OF_KNOWN, fit.fit) if role.soc in known else by_nearness
            ways = tools.pathways(role.soc)
            chosen = choose_way(ways, unpriced)
            schooled = max(rank, 4) if samples else rank
            ready = hours_to_ready(role.soc, fit, close, role.soc in known, schooled, tools, chosen)
            far = ready.low > 52 * HORIZON_YEARS * pace(profile) or (chosen is not None and not chosen.in_time)
            if (span := weeks_to(role.soc in known and not unlicensed(ways, profile), chosen, profile)) is not None:
                found.weeks[role.soc] = span
            if far and "asked for" not in role.why:
                found.too_far.append(role.soc)
                continue
            if role.soc in market.aims and not far and pays(pay, state):
                found.aimed.append(role.soc)
            scores = score(
                fit=used(close, role.soc, own_zone),
                uplift=None if (usd := expected(pay, role.soc in known)) is None else usd - base,
                growth=projection.growth_pct if projection else None,
                openings=openings_rate(role.soc, pay.area),
                hours=ready.middle
                + (0.0 if role.soc in known else PAID_TRAINING.get(tables().occupation(role.soc).training or "", 0.0)),
                wishes=wishes(profile, role, met.get(role.soc, 0.5), state["market"]),
                presence=presence(pay, profile),
                suits=role.suits,
            )
            found.ranked.append(Choice(soc=role.soc, title=role.title, scores=scores))
        found.ranked.sort(key=lambda choice: (-choice.scores.total, choice.soc))
        found.facts = {fact.id: fact for fact in said_facts(profile)}
        return found

    async def consult(self, state: CareerState, found: Decision, hint: Hinter) -> Decision:
        """A choice among the best of the front by the worker's own words; it counts only with a reason that holds."""
        best = _aimed(pareto(_paying(state, found)), found)
        text, options = state["intake"].profile.text, dict(zip("ABC", best[:3], strict=False))
        if len(options) < 2:
            return found
        lines = [f"{letter}: {role_words(c.title)} ({strength(c, options.values())})" for letter, c in options.items()]
        schema = create_model("Preference", __base__=Preference, choice=(one_of([*options, "none"]), ...))
        told = await hint.ask(schema, words=quoted(text), options="\n".join(lines))
        if told is None or told.choice not in options:
            return found
        choice, words = options[told.choice], said(told.words, text)
        found.preferred = choice.soc
        named = {fact.name: fact for fact in named_facts(choice, "pick", state)}
        # a figure of theirs would stand in the answer without its fact
        if (
            words
            and words.replace(" ", "").isalpha()
            and "{pick}" in told.reason
            and check(told.reason, replace(allowed(named), words=words)).ok
        ):
            found.by, found.preference = "model", f"You said “{words}”. {told.reason.strip()}"
        return found

    def decide(self, state: CareerState, found: Decision) -> Decision:
        """The best total on the front among roles that beat the present hour, of what the worker wants to become first;
        two others that differ from it."""
        income, asked, paying = state["income"], _asked(state), _paying(state, found)
        if not paying:
            found.lanes, found.lead = laned(state, found, paying)
            any_pays = any(pays(income.roles[c.soc], state) for c in found.ranked)
            no_role(found, bool(found.ranked), any_pays, income)
            return found
        front = pareto(paying)
        aimed = _aimed(front, found)
        # stable: the score orders the rest
        front.sort(key=lambda c: (c not in aimed, found.by == "model" and c.soc != found.preferred))
        found.role = front[0]
        wished = bool((profile := state["intake"].profile).target_hourly or profile.wants)
        near = [c for c in paying if c.scores.suits >= LEAST_SUITS or c.soc in asked] or paying
        others = [c for c in sorted(near, key=lambda c: -c.scores.total) if c.soc != found.role.soc]
        found.alternatives = [
            choice.model_copy(update={"trade_off": trade_off(choice, found.role, wished, found.weeks)})
            for choice in others[:2]
        ]
        if by_samples(found.role.soc, profile, familiar(state["market"])):
            lack = "you named less" if profile.education else "you did not say whether you do"
            found.assumptions.append(
                f"{found.role.title} usually hold a degree; {lack}, so I took it that samples of your work may stand in."
            )
        chosen = {found.role.soc, *(other.soc for other in found.alternatives)}
        if (other := next((c for c in found.ranked if c.soc in asked and c.soc not in chosen), None)) is not None:
            found.asked = other.model_copy(update={"trade_off": trade_off(other, found.role, wished, found.weeks)})
        named = dict(zip(("pick", "other_a", "other_b"), [found.role, *found.alternatives], strict=False))
        if found.asked:
            named["asked"] = found.asked
        found.lanes, found.lead = laned(state, found, paying)
        spoken_of = {choice.soc for choice in named.values()}
        for lane in ("now", "bridge", "career"):
            soc = getattr(found.lanes, lane).role
            if soc and soc not in spoken_of:
                named[f"lane_{lane}"] = next(c for c in paying if c.soc == soc)
        for name, choice in named.items():
            found.facts |= {fact.id: fact for fact in named_facts(choice, name, state)}
        found.reasons = _reasons(found.role.soc, income, found)
        found.would_change = would_change(found.role, found.alternatives, wished, found.weeks)
        if found.role.soc in found.aimed and (first := max(paying, key=lambda c: c.scores.total)) not in aimed:
            by_rest = f"{role_words(first.title)} would come first."
            kept = [line for line in found.would_change if not line.endswith(by_rest)]
            found.would_change = [f"By all else together, {by_rest}", *kept]
        return found

    def choice(self, result: Decision) -> ChoiceMade | None:
        if result.role is None:
            return None
        weights = ", ".join(f"{name} {weight:.0%}" for name, weight in WEIGHTS.items())
        first = "what the worker wants to become comes first; " if result.role.soc in result.aimed else ""
        return ChoiceMade(
            chosen=[result.role.soc],
            considered=[c.soc for c in result.ranked],
            by=result.by,
            why=result.preference or f"{first}weights: {weights}",
        )

    def tell(self, state: CareerState, result: Decision) -> list[str]:
        if result.role is None:
            return []
        has = {fact.name for fact in result.facts.values()}
        same = result.role.soc in {role.soc for role in state["market"].current}
        aimed = result.role.soc in result.aimed
        how = "your own line of work as an employee: " if same else "what you want to become: " if aimed else ""
        told = [f"Go for {how}{{pick}}."]
        if {"pick_pay", "pick_entry_pay"} <= has:
            told.append(
                "They typically earn {pick_pay} in {pick_place}; when you start, count on about {pick_entry_pay}."
            )
        elif "pick_pay" in has:
            told.append("They typically earn {pick_pay} in {pick_place}.")
        if "pick_net" in has and state["income"].net_hour is not None:
            told.append("After payroll tax the typical pay leaves {pick_net}, against {your_net_hour} now.")
        if "pick_growth" in has:
            change = result.facts[f"role.{result.role.soc}.growth"].amount
            how = "grow by" if change > 0 else "shrink:" if change < 0 else "stay as it is:"
            told.append(f"The number of such jobs is projected to {how} {{pick_growth}} over the decade.")
        return [" ".join(told)]

    def lists(self, state: CareerState, result: Decision) -> list[str]:
        has = {fact.name for fact in result.facts.values()}
        passages = [result.preference] if result.preference else []
        entry = next((fact for fact in result.facts.values() if fact.name == "pick_entry_net"), None)
        net = state["income"].net_hour
        typical = next((fact for fact in result.facts.values() if fact.name == "pick_net"), None)
        if typical is not None and net is not None and typical.amount < net:
            thin = baseline(state["income"], state["intake"].profile) < net
            passages.append(
                "An hour there brings less than your {your_net_hour}; I name it because your week is thin, and a full week of it brings more."
                if thin
                else "An hour there brings a little less than your {your_net_hour}; what a payroll adds, such as paid leave, insurance and a steady week, is not in that figure."
            )
        elif typical is not None and net is None and state["intake"].profile.work:
            passages.append(
                "Your own hour is not known yet, so I cannot say that {pick_net} is more; compare the two before you leave anything."
            )
        elif entry is not None and net is not None and entry.amount < net:
            passages.append(
                "Mind that at first it may bring less: a beginner keeps about {pick_entry_net}, and you keep {your_net_hour} now."
            )
        for letter, other in zip("ab", result.alternatives, strict=False):
            pay = f", typically {{other_{letter}_pay}}" if f"other_{letter}_pay" in has else ""
            passages.append(f"Another way: {{other_{letter}}}{pay}. {other.trade_off}")
        if "asked" in has and result.asked is not None:
            pay = ", typically {asked_pay}" if "asked_pay" in has else ""
            passages.append(f"You asked about {{asked}}{pay}. Beside my first choice: {result.asked.trade_off}")
        passages += by_when(result)
        return passages + ([" ".join(result.would_change)] if result.would_change else [])


def _aimed(front: list[Choice], found: Decision) -> list[Choice]:
    """Of the best, those the worker wants to become; all of them when it is none of these."""
    return [choice for choice in front if choice.soc in found.aimed] or front


def _asked(state: CareerState) -> set[str]:
    return {role.soc for role in state["market"].candidates if "asked for" in role.why}


def _paying(state: CareerState, found: Decision) -> list[Choice]:
    """The ranked roles that beat the present hour and are near enough, or were asked about.

    Who wants to become something that pays more is not sent back to what they do.
    """
    pay, asked, known = state["income"].roles, _asked(state), familiar(state["market"])
    near = [c for c in found.ranked if (pays(pay[c.soc], state) and _within_reach(c, known)) or c.soc in asked]
    same = {role.soc for role in state["market"].current} & pay.keys()
    if {c.soc for c in near if pays(pay[c.soc], state)} & {*state["market"].aims} - same:
        near = [c for c in near if c.soc not in same]
    return near


def _within_reach(choice: Choice, known: set[str]) -> bool:
    near = choice.scores.fit >= LEAST_FIT or choice.scores.suits >= LEAST_SUITS
    return near and (choice.scores.outlook >= LEAST_OUTLOOK or choice.soc in known or choice.scores.suits >= SUITS)


def _reasons(soc: str, income: IncomeComparison, found: Decision) -> list[str]:
    area = income.roles[soc].area
    ids = [f"wage.{soc}.{area}.p50", f"wage.{soc}.{area}.p25", f"wage.{soc}.{area}.net", "you.net_hour"]
    known = {**income.facts, **found.facts}
    return [i for i in ids if i in known] + [f"role.{soc}.growth", f"role.{soc}.openings"]
