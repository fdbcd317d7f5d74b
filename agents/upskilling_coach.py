"""Upskilling coach: the way to the role, step by step, within the hours and money the worker has."""

from __future__ import annotations

from pydantic import BaseModel, Field, create_model

from agents.base import Agent
from agents.cards import named
from agents.contracts import PathwayTaken, Quote, SupportShown, UpskillingPlan
from agents.draft import Draft, near, schedule
from agents.gates import by_samples, reach
from agents.hints import Hinter, one_of, quoted, reported
from agents.income_analyst import familiar
from agents.plan_facts import fill
from agents.plan_words import budget_words, support_words, way_words
from agents.readiness import BY_HAND, gaps, licence, pace, schooling, taught
from agents.state import CareerState
from agents.way import (
    APPLY_HOURS,
    ASK_HOURS,
    EXAM_HOURS,
    READ_HOURS,
    Fits,
    choose_way,
    fits,
    held,
    steps,
    training_hours,
    unlicensed,
)
from agents.worth import payback_words, rate, rate_words
from knowledge.tables import tables
from runtime.events import ChoiceMade
from tools.fact import by_id
from tools.fit import SkillNeed
from tools.freelance import FreelanceRate
from tools.needs.plainly import may_work
from tools.occupations import EDUCATION_RANK
from tools.pathways import COURSES, Pathway, licence_facts, way_facts
from tools.payback import NOT_COUNTED
from tools.profile import Credential, Profile
from tools.toolbox import Toolbox
from tools.words import role_words

WAY_LESSONS = 2
"""The missing skills that are learned beside a way which is no course."""


SHOWN_AT_WORK = (*BY_HAND, "31-", "33-", "49-")
"""Care, security and repair beside the trades: what is missing is shown by the employer, and taught by no lesson at home."""


DEAR = 1_000.0
"""USD: a way that may cost more is said with who may pay, where no budget was named."""


class First(BaseModel):
    reasoning: str = Field(description="one short sentence: what they know already")
    first: str


class UpskillingCoach(Agent[UpskillingPlan]):
    """Check, learn, practise, pass the gates, apply; each step with its hours, its cost and its link."""

    name, writes, reads = "upskilling_coach", "plan", ("intake", "market", "skills", "income", "decision")
    heeds = ("study_hours", "budget", "asks", "area", "credentials", "needs", "education", "constraints")
    doing = "planning the way there"
    result = UpskillingPlan

    def find(self, state: CareerState, tools: Toolbox) -> UpskillingPlan:
        profile, role = state["intake"].profile, state["decision"].role
        charge = rate(state, role.soc if role else "", tools)
        if role is None:
            plan = UpskillingPlan(abstentions=["There is no plan without a role to go for."])
            return _charged(_supported(plan, profile, tools), charge, state)
        profile = _with_papers(profile, role.soc, state)
        weekly, rank = pace(profile), reach(profile, familiar(state["market"]))
        rank = max(rank, 4) if by_samples(role.soc, profile, familiar(state["market"])) else rank
        known = role.soc in familiar(state["market"]) and not unlicensed(tools.pathways(role.soc), profile)
        plan = UpskillingPlan(soc=role.soc, hours_per_week=weekly)
        found = tools.pathways(role.soc, tables().area(profile.area.code).state)
        pages = {page.id.rpartition(".")[2]: page for page in tools.role_links(role.soc, near(profile.area))}
        draft = Draft(plan, pages)
        draft.add(f"Read what {role_words(role.title)} do and what it asks", "check", READ_HOURS, "onet")
        chosen = choose_way(found, profile)
        theirs = next((way for way in found.ways if held(way, profile, known)), None)
        if theirs is not None:  # what they hold decides which way is theirs
            chosen = fits(theirs, profile)
        elif known:
            chosen = None
        needs = gaps(state["skills"].roles[role.soc], not known and taught(role.soc, known, rank, tools))
        if chosen is not None:
            self._by_way(chosen, found, needs, profile, tools, draft, known)
        else:
            for need in needs:
                draft.learn(need, profile, tools)
            self._by_conditions(role.soc, known, rank, state, tools, draft)
            draft.add("Write your résumé around what you bring, and apply", "apply", APPLY_HOURS, "jobs")
        schedule(plan)
        fill(plan, draft.facts, state)
        found_in = tools.quotations(
            f"{role_words(role.title)}: pay, training, openings and hiring near {profile.area.name}"
        )
        plan.quotes = [Quote.of(one) for one in found_in]
        plan.assumptions += [NOT_COUNTED] if "plan.payback.latest" in plan.facts else []
        return _charged(_supported(plan, profile, tools), charge, state)

    def _by_way(
        self,
        chosen: Fits,
        found: Pathway,
        needs: list[SkillNeed],
        profile: Profile,
        tools: Toolbox,
        draft: Draft,
        known: bool,
    ) -> None:
        """The steps of a way of the table, with the lessons beside it where it is no course."""
        way, plan = chosen.way, draft.plan
        own = [*way_facts(way), *(licence_facts(found.licence, way.soc) if found.licence else [])]
        draft.facts += own
        keys = {fact.id.split(".", 3)[-1].replace(".", "_"): fact.id for fact in own if fact.unit == "url"}
        for step in steps(way, found.licence, profile, keys, known):
            draft.put(step)
            if len(plan.steps) == 2 and way.modes[0] not in COURSES and not way.soc.startswith(SHOWN_AT_WORK):
                for need in needs[:WAY_LESSONS]:
                    draft.learn(need, profile, tools)
        plan.hours_per_week = plan.hours_per_week if profile.study_hours else max(plan.hours_per_week, chosen.hours)
        if not chosen.in_time:
            plan.abstentions.append(
                f"The training to become {way.role} takes more hours a week than you have; I know of no way that takes fewer."
            )
        if not chosen.in_budget:
            plan.abstentions.append(
                f"The way to become {way.role} costs more than you have; ask who may pay before you begin."
            )
        has = held(way, profile, known)
        plan.pathway = PathwayTaken(
            role=way.role, how=way.how, modes=list(way.modes), paid=way.paid, weeks=way.weeks,
            hours=training_hours(way, found.licence), cost=way.cost, weekly=way.weekly, source=way.source, url=way.url,
            how_known=way.how_known, by_law=way.by_law, trade=way.trade, checked=way.checked, credentials=[named(one) for one in way.credentials],
            issuers=[one.issuer for one in way.credentials], holds=has[1].state if has else "", steps=[step.title for step in plan.steps],
        )  # fmt: skip

    def _by_conditions(
        self, soc: str, known: bool, rank: int, state: CareerState, tools: Toolbox, draft: Draft
    ) -> None:
        """What is known of the entry of a role that has no way in the table, or that the worker has been in; no hours are made up."""
        usual, asked = tables().occupation(soc), {one.condition for one in tools.conditions(soc)}
        doing = {now.soc for now in state["market"].current}
        if known:
            if soc not in doing and "licence" in asked:
                draft.add(
                    "Find out whether your licence holds in your state, or what it asks for", "gate", 2, "licence"
                )
            return
        if schooling(soc, rank, tools):
            detail = f"Usually asked for: {_lower(usual.education)}."
            draft.add("Ask what the schooling for it takes and costs", "gate", ASK_HOURS, "training", detail)
        if licence(soc, rank, tools):
            draft.add("Find out what licence your state asks for", "gate", ASK_HOURS, "licence")
        if "entry exam" in asked:
            draft.add("Sit the exam that comes before hiring; ask the employer for the next date", "gate", EXAM_HOURS)
        if usual.training == "Apprenticeship":
            draft.add("Look for a paid apprenticeship; one earns while one learns", "apply", 2, "apprenticeship")
        draft.plan.left_open = bool(
            schooling(soc, rank, tools) or licence(soc, rank, tools) or usual.training == "Apprenticeship"
        )
        if draft.plan.left_open:
            draft.plan.abstentions.append(
                f"I have no checked way into the work of {role_words(usual.title)}, so hours of schooling are left open."
            )

    async def consult(self, state: CareerState, found: UpskillingPlan, hint: Hinter) -> UpskillingPlan:
        """What to learn first; hours, costs and dates stay computed."""
        learn = dict(zip("ABCDEF", (step for step in found.steps if step.kind == "learn"), strict=False))
        if len(learn) < 2:
            return found
        schema = create_model("First", __base__=First, first=(one_of(learn), ...))
        options = "\n".join(f"{letter}: {step.title}" for letter, step in learn.items())
        words = quoted(state["intake"].profile.text)
        told = await hint.ask(schema, words=words, options=options, reports=reported(found.quotes))
        if told is None or told.first == "A":
            return found
        first, place = learn[told.first], found.steps.index(learn["A"])
        found.steps.remove(first)
        found.steps.insert(place, first)
        schedule(found)
        fill(found, [fact for fact in found.facts.values() if not fact.id.startswith("plan.")], state)
        return found

    def choice(self, result: UpskillingPlan) -> ChoiceMade:
        return ChoiceMade(chosen=[step.title for step in result.steps])

    def tell(self, state: CareerState, result: UpskillingPlan) -> list[str]:
        return way_words(result) if result.steps else []

    def lists(self, state: CareerState, result: UpskillingPlan) -> list[str]:
        names = {fact.id: fact.name for fact in result.facts.values()}
        lines = []
        for number, step in enumerate(result.steps, 1):
            link = f": {{{names[step.link]}}}" if step.link in names else ""
            hours = f" ({{{names[f'plan.step{number}.hours']}}})" if step.hours else ""
            what = f"{{{names[f'plan.step{number}.what']}}}"
            lines.append(f"- {what}{link}{hours}")
        passages = ["\n".join(lines), budget_words(result)]
        passages.append(support_words(result))
        worth = (payback_words(result, set(names.values())), rate_words(result.facts))
        return [passage for passage in (*passages, *worth) if passage]

    def cache_key(self, state: CareerState) -> str:
        """What comes after this agent is kept with its answer, and after a further turn a reply comes."""
        further = state["intake"].turn is not None
        return f"{super().cache_key(state)}.{'further' if further else 'first'}"


def _lower(text: str | None) -> str:
    return (text or "").lower()


def _supported(plan: UpskillingPlan, profile: Profile, tools: Toolbox) -> UpskillingPlan:
    """With who may pay or help: for what the worker said, and for what the way costs beyond their money."""
    needs, way = list(profile.needs), plan.pathway
    if way is not None:
        most = DEAR if profile.budget is None else profile.budget
        needs += ["no money for training"] if way.cost[1] > most and way.paid != "yes" else []
        needs += ["apprenticeship"] if "paid apprenticeship" in way.modes[:1] else []
        needs += ["licence"] if way.by_law else []
        needs += ["cdl"] if way.trade == "cdl" else []
    needs += ["farm work"] if any(work.soc.startswith("45-2") for work in profile.work) else []
    if _papers_open(profile):
        needs += ["immigrant no papers"]  # what their papers allow is for legal help to say
    needs += ["degree"] if EDUCATION_RANK[profile.education or "high school"] >= EDUCATION_RANK["bachelor"] else []
    own = [soc for soc in (*(now.soc for now in profile.work), *(past.soc for past in profile.past)) if soc]
    found = tools.supports(needs, tables().area(profile.area.code).state, work=own)
    for need, row in zip(found.met, found.rows, strict=True):
        link = f"support.{row.id}.page" if row.url else ""
        words = f"support.{row.id}"
        plan.supports.append(
            SupportShown(
                id=row.id,
                name=row.name,
                kind=row.kind,
                need=need,
                words=words,
                link=link,
                how_known=row.how_known,
            )
        )
    plan.facts |= by_id(found.facts)
    return plan


def _with_papers(profile: Profile, soc: str, state: CareerState) -> Profile:
    """With what stands for papers from abroad: a role that somebody was in there, by their need to have them rated, and is not in here."""
    been = {one.soc for one in state["market"].past} - {one.soc for one in state["market"].current}
    if (
        soc not in been
        or "foreign degree" not in profile.needs
        or any(o.state == "foreign" for o in profile.credentials)
    ):
        return profile
    return profile.model_copy(update={"credentials": [*profile.credentials, Credential(name="", state="foreign")]})


def _papers_open(profile: Profile) -> bool:
    """Whether it is open what somebody's papers allow: not where they say so, nor with a refugee or one whose asylum case runs."""
    told = may_work(profile.text) or {"refugee", "asylum seeker"} & set(profile.needs)
    return not told and "work status" in (*profile.constraints, *profile.possible_limits)


def _charged(plan: UpskillingPlan, charge: FreelanceRate | None, state: CareerState) -> UpskillingPlan:
    if charge is not None:
        plan.facts |= by_id(charge.facts)
        plan.assumptions += [line for line in charge.assumptions if line not in state["income"].assumptions]
    return plan
