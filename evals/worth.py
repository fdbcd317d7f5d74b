"""What a model is worth: the same people answered with it and from facts alone, and what became other.

Not how many words are its own counts, but what changes: sentences that say something else than the plain draft, facts that are
lost, choices that move and whether for the better by a counsellor's grades, fields that it corrected, spoiled or asked about
for nothing, and tokens that were spent on words nobody saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, Field

from agents.contracts import Advice
from evals.cases import Case
from evals.labels import Person
from evals.metrics.choosing import grades, lead
from evals.read import Outcome
from evals.results import Result
from evals.turns import sentences
from evals.understood import verdicts

LOSSES: dict[Outcome, int] = {"wrong": 3, "missed": 2, "asked": 1, "right": 0}
"""How bad an outcome is for a person; what lowers it is for the better."""


class Worth(BaseModel):
    """Counts over the runs that both sides finished."""

    runs: int = 0
    sentences: int = Field(0, description="shown as the model's")
    own: int = Field(0, description="of these, such as the plain answer does not have")
    lost_facts: dict[str, list[str]] = Field(
        {}, description="case → facts in the plain answer's passages that the model's lacks"
    )
    moved: list[str] = Field([], description="cases whose first role is another one")
    better: int = Field(0, description="of these, first roles with a higher grade")
    worse: int = Field(0, description="of these, first roles with a lower grade")
    fields: dict[str, int] = Field({}, description="«was → is» of reading verdicts that are other, with how often")
    corrected: int = 0
    questioned: int = Field(0, description="wrong or missed before, asked about now")
    needless: int = Field(0, description="right before, asked about now")
    spoiled: int = Field(0, description="right or asked before, missed or wrong now")
    tokens: int = Field(0, description="that the model wrote")
    refused: int = Field(
        0, description="of these, in sentences that the guard kept back, by their share of each answer"
    )


def worth(cases: dict[str, Case], plain: Iterable[Result], spoken: Iterable[Result]) -> Worth:
    """``plain`` from facts alone beside ``spoken`` with a model, run by run."""
    told, was = Worth(), {result.key: result for result in plain}
    changed: Counter[str] = Counter()
    for result in spoken:
        before, case = was.get(result.key), cases.get(result.case)
        if case is None or before is None or before.advice is None or result.advice is None:
            continue
        told.runs += 1
        _words(told, before.advice, result.advice, result.case)
        _choice(told, case, before.advice, result.advice)
        _spent(told, result)
        if case.label is not None and case.text:
            once, again = _counted(case.label, before.advice), _counted(case.label, result.advice)
            for key in dict.fromkeys([*once, *again]):  # what only one side states was no fault of the other
                then, now = once.get(key, "right"), again.get(key, "right")
                if then != now:
                    changed[f"{then} → {now}"] += 1
                    _field(told, then, now)
    told.fields = dict(changed.most_common())
    return told


def _counted(person: Person, advice: Advice) -> dict[tuple[str, str, int], Outcome]:
    """Outcome by field, by what the label says and, where a label says the same of several things, by their number."""
    found: dict[tuple[str, str, int], Outcome] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for one in verdicts(person, advice):
        key = one.field, one.expected
        found[one.field, one.expected, seen[key]] = one.outcome
        seen[key] += 1
    return found


def _words(told: Worth, plain: Advice, spoken: Advice, case: str) -> None:
    draft = {one for passage in plain.narrative for one in sentences(passage.text)}
    said = [one for passage in spoken.narrative if passage.origin == "model" for one in sentences(passage.text)]
    told.sentences += len(said)
    told.own += sum(one not in draft for one in said)
    if lead(plain) == lead(spoken):  # another choice speaks of other facts
        there = {ref for passage in spoken.narrative for ref in passage.refs}
        lost = [ref for passage in plain.narrative for ref in passage.refs if ref not in there]
        if lost:
            told.lost_facts[case] = list(dict.fromkeys(lost))


def _choice(told: Worth, case: Case, plain: Advice, spoken: Advice) -> None:
    if lead(plain) == lead(spoken):
        return
    told.moved.append(case.id)
    if case.label is not None and case.label.roles:
        graded = grades(case.label)
        was, now = graded.get(lead(plain), 0), graded.get(lead(spoken), 0)
        told.better, told.worse = told.better + (now > was), told.worse + (now < was)


def _field(told: Worth, was: Outcome, now: Outcome) -> None:
    if now == "right":
        told.corrected += 1
    elif now == "asked":
        told.questioned, told.needless = told.questioned + (was != "right"), told.needless + (was == "right")
    elif LOSSES[now] > LOSSES[was]:
        told.spoiled += 1


def _spent(told: Worth, result: Result) -> None:
    """Tokens of each agent's answers, shared among its sentences as the guard judged them."""
    by_agent: dict[str, list[bool]] = {}
    for event in result.events:
        if event["type"] == "guard":
            by_agent.setdefault(event["agent"], []).append(bool(event["ok"]))
    for event in result.events:
        if event["type"] == "model_called":
            tokens, heard = int(event["tokens_out"]), by_agent.get(event["agent"], [])
            told.tokens += tokens
            told.refused += round(tokens * heard.count(False) / len(heard)) if heard else 0
