"""Answerer: replies to a further turn from facts in a few sentences, and names what might be asked next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.base import Agent
from agents.contracts import Quote, Reply
from agents.mentioned import roles_meant
from agents.offers import CHIPS, NEXT
from agents.render import render
from agents.replies import changes, choosing, licences, money, outlook, person, roles, service, supposing, ways, work
from agents.replies.inquiry import Inquiry, Passage
from agents.replies.spanish import spoken
from agents.state import CareerState
from agents.talk import ADVISING
from tools.toolbox import Toolbox
from tools.turns.classifier import Topic
from tools.turns.crisis import in_crisis

Answer = Callable[[Inquiry], list[Passage]]
"""What is said on a topic, the most important first; nothing where no source has it."""

ANSWERS: dict[Topic, Answer] = {
    "duties": roles.duties, "skills": roles.skills, "schooling": ways.schooling, "training": ways.training, "licence": licences.licence,
    "credential": licences.credential, "cost": ways.cost, "who pays": ways.who_pays, "how long": ways.how_long, "first step": ways.first_step,
    "openings": outlook.openings, "growth": outlook.growth, "pay": roles.pay, "entry pay": roles.entry_pay, "top pay": roles.top_pay, "raise": work.raise_,
    "hours": roles.hours, "remote": roles.remote, "physical": roles.physical, "ai": outlook.ai, "risks": roles.risks, "compare": choosing.compare,
    "why this": choosing.why_this, "why not": choosing.why_not, "my hour": money.my_hour, "tax": money.tax, "miles": money.miles, "deductions": money.deductions,
    "keep gig": work.keep_gig, "part time": work.part_time, "moving": work.moving, "resume": person.resume, "interview": person.interview,
    "who hires": person.who_hires, "apprenticeship": licences.apprenticeship, "record": person.record, "age": person.age, "english": person.english,
    "benefits": work.benefits, "other ways": choosing.other_ways, "courses": ways.courses, "rate": work.set_rate, "own business": work.own_business,
    "help": work.help_, "status": person.status, "health": person.health, "advancement": choosing.advancement, "my profile": service.my_profile,
    "source": service.source, "minimum wage": work.minimum_wage, "identity": service.identity, "privacy": service.privacy, "shorter": service.shorter,
    "language": service.language, "instructions": service.instructions, "unsourced": service.unknown,
}  # fmt: skip
"""By topic; "more" goes on with what was answered last."""

OF_PERSON: frozenset[Topic] = frozenset({
    "my hour", "tax", "miles", "deductions", "help", "my profile", "minimum wage", "identity", "privacy", "shorter", "more", "language", "instructions",
    "unsourced", "rate", "age", "status", "health", "other ways", "source", "own business", "benefits", "moving", "keep gig", "who pays", "record",
})  # fmt: skip
"""Topics that can be answered where no role is known."""

OF_ROLE: frozenset[Topic] = frozenset({
    "duties", "skills", "schooling", "training", "licence", "credential", "cost", "how long", "openings", "growth", "hours", "remote", "physical", "ai",
    "apprenticeship", "record", "risks", "advancement", "who hires", "first step",
})  # fmt: skip
"""Topics of which something can be told of any role, whoever asks for whomever."""

MOST_WORDS = 85
"""Of a reply; a link counts by the words of its title."""


class Answerer(Agent[Reply]):
    """One reply a turn. It reads all that the others wrote and changes none of it."""

    name, writes, reads = "answerer", "reply", ("intake", "market", "skills", "income", "decision", "plan")
    doing = "answering"
    result = Reply

    def find(self, state: CareerState, tools: Toolbox) -> Reply:
        intake = state["intake"]
        turn, words = intake.turn, state["request"].text
        if turn is None:
            return Reply(number=intake.number)
        q = Inquiry(state, tools, words, roles_meant(turn, words, state), turn.about, intake.language)
        topics = list(turn.topics)
        quotes = tools.quotations(words) if turn.kind in ("question", "comparison") else []
        passages = fitted([*self._lifeline(q), *self._passages(q, topics)])
        if quotes and not q.facts:  # nothing of ours answers it, a report of theirs does
            passages = [q.say("Your own reports speak of that:", "Sus propios informes hablan de eso:")]
        found = Reply(
            number=intake.number, kind=turn.kind, alone=not intake.advises, topics=topics, roles=self._in_view(state, q)
        )
        named = {fact.name: fact for fact in q.facts.values()}
        shown = [render(passage, named) for passage in passages]
        found.passages = passages
        found.refs = list(dict.fromkeys(ref for _, refs in shown for ref in refs))
        found.facts = {ref: q.facts[ref] for ref in found.refs}
        found.text = self.wording(
            state,
            "\n".join(text for text, _ in shown)
            if any("\n" in text for text, _ in shown)
            else " ".join(text for text, _ in shown),
        )
        found.quotes = [Quote.of(one) for one in quotes]
        found.next = chips(topics, q)
        return found

    def _in_view(self, state: CareerState, q: Inquiry) -> list[str]:
        """The roles that the talk is on after this turn: those it named or pointed at, else those it was on; none after new advice."""
        turn, before = state["intake"].turn, state.get("reply")
        if turn is None or turn.kind in ADVISING or turn.kind == "start over":
            return []
        if turn.roles or turn.about == "shown":
            return q.roles
        return list(before.roles) if before is not None else []

    def _lifeline(self, q: Inquiry) -> list[Passage]:
        """Before all else, where somebody may be thinking of not living on."""
        if not in_crisis(q.words):
            return []
        care = q.say(
            "I am glad that you said that; please talk to somebody now.",
            "Gracias por decirlo; por favor hable con alguien ahora.",
        )
        return [f"{care} {line}" for line in q.supports(["mental health"], 1)]

    def _passages(self, q: Inquiry, topics: list[Topic]) -> list[Passage]:
        turn = q.state["intake"].turn
        assert turn is not None
        match turn.kind:
            case "start over":
                return changes.changed(q) if q.profile.work or q.profile.past else changes.started_over(q)
            case "undo" if not turn.changed:
                return changes.nothing_to_undo(q)
            case "statement" | "correction" | "answer" | "undo":
                return [*changes.changed(q), *(self._answers(q, topics) if topics else [])]
            case "what if":
                return supposing.what_if(q) or self._supposed(q, topics)
            case "somebody else":
                return changes.somebody_else(q, lambda theirs: self._told_of(theirs, topics))
            case "small talk":
                return service.small_talk(q)
            case "unclear":
                return service.unclear(q)
            case "service":
                return self._answers(q, topics or ["identity"])
            case "comparison":
                if topics[:1] == ["unsourced"]:
                    return service.unknown(q)
                beside = [topic for topic in topics if topic not in _COMPARED]
                table = choosing.compare(q)
                each = [line for soc in q.roles[:3] for line in self._told_of(replace(q, roles=[soc]), beside)]
                others = [topic for topic in beside if topic not in OF_ROLE]
                return [*table[:1], *each, *(self._answers(q, others)[:2] if others else []), *table[1:]]
        return self._answers(q, topics)

    def _supposed(self, q: Inquiry, topics: list[Topic]) -> list[Passage]:
        """A what-if that moves no figure: what it asks of a role or a way; else what would have to be said."""
        turn = q.state["intake"].turn
        if topics or (turn and turn.roles):
            return self._answers(q, topics or ["raise"])
        return [
            q.say(
                "I could not read what would be other then. Say it with a figure, a place or a job, as in “what if I worked fewer hours”.",
                "No entendí qué cambiaría. Dígalo con una cifra, un lugar o un trabajo, como “¿y si trabajara menos horas?”.",
            )
        ]

    def _told_of(self, q: Inquiry, topics: Sequence[Topic]) -> list[Passage]:
        """Of one role the first thing that is known on each topic that is about roles."""
        return [line for topic in topics if topic in OF_ROLE and q.role for line in ANSWERS[topic](q)[:1]]

    def _answers(self, q: Inquiry, topics: Sequence[Topic]) -> list[Passage]:
        """What is known on each topic; of a role that was only named, how one gets in and what it pays; else that nothing is known."""
        if topics and topics[0] == "unsourced":  # a figure beside it would look like an answer
            return service.unknown(q)
        asked = [topic for topic in topics if topic != "more" or len(topics) == 1]  # "explain the tax part" is of tax
        before = q.state.get("reply")
        if set(asked) - OF_PERSON and (lost := _unmatched(q)):
            return lost
        if "more" in asked:
            last = before.topics[0] if before and before.topics else "why this"
            asked = [*NEXT[last][:2]]
        if not asked and q.roles and q.roles[0] != q.lead:
            asked = ["why not"]
        fresh = [soc for soc in q.roles[:1] if soc != q.lead and soc not in (before.roles if before else [])]
        said: list[Passage] = []
        if (
            fresh and not set(asked) & _WITH_PAY and set(asked) - OF_PERSON
        ):  # a role that comes up anew is said with its pay
            said += roles.pay_line(q, fresh[0])
        for topic in asked:
            if not q.role and topic not in OF_PERSON:
                said = said or [
                    q.say(
                        "Name the job you mean, and I say what is known of it.",
                        "Diga qué trabajo tiene en mente y le digo lo que se sabe.",
                    )
                ]
                continue
            told = [passage for passage in ANSWERS[topic](q) if passage and passage not in said]
            said += fitted(told, MOST_WORDS // len(asked)) if len(asked) > 1 else told
        if fresh and set(asked) & _PAY and (way := q.way(fresh[0])):  # nor is a pay said without the way to it
            said += ways.length(q, way)
        return said or service.unknown(q)

    def wording(self, state: CareerState, text: str) -> str:
        return spoken(text) if state["intake"].language == "es" else text

    def tell(self, state: CareerState, result: Reply) -> list[str]:
        return []

    def lists(self, state: CareerState, result: Reply) -> list[str]:
        return result.passages


def _unmatched(q: Inquiry) -> list[Passage]:
    """Of a role that is named and that nobody here knows: nothing of another one."""
    turn = q.state["intake"].turn
    if turn is None or turn.roles or turn.about != "named" or not turn.unmatched:
        return []
    return choosing.unmatched(q, turn.unmatched)


_PAY: frozenset[Topic] = frozenset({"pay", "entry pay", "top pay", "raise", "growth", "openings"})
_WITH_PAY: frozenset[Topic] = frozenset(
    {"pay", "entry pay", "top pay", "raise", "why not", "why this", "compare", "moving", "source", "unsourced"}
)
"""Topics whose answer names the pay itself, or must not."""

_COMPARED: frozenset[Topic] = frozenset(
    {"compare", "pay", "schooling", "how long", "entry pay", "why not", "why this", "raise", "growth", "openings"}
)
"""Topics that the table of a comparison answers."""


def fitted(passages: Sequence[Passage], most: int = MOST_WORDS) -> list[Passage]:
    """The first passages that fit into the words of a reply; the very first in any case."""
    kept: list[Passage] = []
    size = 0
    for passage in passages:
        size += len(passage.split())
        if kept and size > most:
            break
        kept.append(passage)
    return kept


def chips(topics: Sequence[Topic], q: Inquiry) -> list[str]:
    """Three questions that go on from what was answered; only such as can be answered now."""
    first: Topic = topics[0] if topics else "why this"
    options = [*NEXT.get(first, ()), "first step", "my hour", "other ways", "my profile"]
    can = [
        topic
        for topic in dict.fromkeys(options)
        if topic in CHIPS and topic not in topics and (q.role or topic in OF_PERSON)
    ]
    return [CHIPS[topic][q.language == "es"] for topic in can[:3]]
