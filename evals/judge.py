"""A model as judge: is the answer clear, is it helpful? An opinion, kept apart from every score and every gate.

The judge is calibrated first, on answers that a person has labelled (evals/data/judged.jsonl): Cohen's kappa between its
yes and no and the person's, for each question. Below ``LEAST`` its figure is withheld, and the sets of runs are not judged
on that question at all. Temperature 0; the answer's figures are shown as a person reads them.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from evals.results import Result, RunSet
from runtime.errors import ModelError
from runtime.llm.chat import ChatModel, Message
from runtime.settings import ROOT
from runtime.structured import ask

LABELLED = ROOT / "evals" / "data" / "judged.jsonl"
KEPT = "judged.json"
LEAST = 0.6
"""Kappa from which agreement counts as substantial (Landis and Koch, Biometrics 1977)."""

Question = Literal["clear", "helpful"]
QUESTIONS: tuple[Question, ...] = ("clear", "helpful")
Told = Callable[[str, float], None]

PROMPT = """You judge answers that a career guide gave to gig workers. Judge this one answer; be strict and be brief.
An answer is clear when a person with little schooling understands every sentence at the first reading, and nothing is
said twice or against itself.
An answer is helpful when it takes up what the worker said and asked, names at least one way to go with what it pays or
why it cannot, and says what to do next.

The worker said:
{asked}

The answer:
{answer}"""


class Opinion(BaseModel):
    """What the judge is asked for."""

    reasoning: str = Field(description="one sentence: what speaks for and against")
    clear: Literal["yes", "no"] = Field(description="clear, as defined above")
    helpful: Literal["yes", "no"] = Field(description="helpful, as defined above")


class Labelled(BaseModel):
    """An answer with a person's labels and their reasons."""

    id: str
    asked: str
    answer: str
    clear: bool
    clear_why: str
    helpful: bool
    helpful_why: str


class Agreement(BaseModel):
    """How far judge and person agree on a question. ``kappa`` is None where one of them knows one answer only."""

    question: Question
    kappa: float | None
    same: int
    of: int
    yes_person: int
    yes_judge: int

    @property
    def holds(self) -> bool:
        return self.kappa is not None and self.kappa >= LEAST

    @property
    def words(self) -> str:
        kappa = "no kappa, for one of the two always says the same" if self.kappa is None else f"kappa {self.kappa:.2f}"
        return f"{kappa} with a person's labels ({self.same} of {self.of} the same)"


class Judged(BaseModel):
    """What came of it. ``shares`` holds the questions on which the judge may be heard."""

    model: str
    prompt: str
    agreement: list[Agreement]
    shares: dict[str, float] = {}
    judged: int = 0
    unanswered: int = 0

    @property
    def lines(self) -> list[str]:
        found = []
        for one in self.agreement:
            share = self.shares.get(one.question)
            if share is None:
                found.append(f"{one.question}: withheld. {self.model} has {one.words}; {LEAST:g} is the least.")
            else:
                found.append(f"{one.question}: {share * 100:.1f} % of {self.judged} answers, says {self.model}; {one.words}.")  # fmt: skip
        return [*found, f"{self.unanswered} answers got no usable opinion."] if self.unanswered else found


def labelled(path: Path = LABELLED) -> list[Labelled]:
    return [Labelled.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa (1960): (pₒ − pₑ) ÷ (1 − pₑ), agreement beyond what the two would have by chance."""
    if not pairs:
        return None
    total = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[answer] * right[answer] for answer in left) / total**2
    if by_chance == 1 or len(left) == 1 or len(right) == 1:
        return None
    return (sum(a == b for a, b in pairs) / total - by_chance) / (1 - by_chance)


async def judge(
    runs: RunSet, model: ChatModel, jobs: int = 2, told: Told = lambda what, share: None, known: Sequence[Labelled] = ()
) -> Judged:
    """Calibrate, then judge each case's first answer; kept beside the results. ModelError when the model answers nothing."""
    examples, turn = list(known) or labelled(), asyncio.Semaphore(jobs)
    cases = {case.id: case for case in runs.manifest.cases}
    results = [r for r in runs if r.advice and r.advice.narrative and r.case in cases and r.variant == r.repeat == 0]
    done, total = 0, len(examples) + len(results)
    failed: list[ModelError] = []

    async def one(asked: str, answer: str, what: str) -> Opinion | None:
        nonlocal done
        prompt = PROMPT.format(asked=asked or "(a ready profile)", answer=answer)
        try:
            async with turn:
                got = await ask(model, [Message(role="user", content=prompt)], Opinion, max_tokens=160, temperature=0.0)
        except ModelError as error:
            failed.append(error)
            return None
        finally:
            done += 1
            told(what, done / total)
        return got.value

    await model.ready()
    opinions = await asyncio.gather(*(one(example.asked, example.answer, "calibrating") for example in examples))
    if not any(opinions):
        raise failed[0]
    agreement = [_agreement(question, examples, opinions) for question in QUESTIONS]
    heard = [found.question for found in agreement if found.holds]
    answers = [(cases[r.case].text, said(r)) for r in results] if heard else []
    judged = await asyncio.gather(*(one(asked, answer, "judging") for asked, answer in answers))
    usable = [opinion for opinion in judged if opinion]
    shares = {q: sum(getattr(o, q) == "yes" for o in usable) / len(usable) for q in heard} if usable else {}
    found = Judged(model=model.model_name, prompt=hashlib.sha256(PROMPT.encode()).hexdigest()[:16], agreement=agreement,
                   shares=shares, judged=len(usable), unanswered=len(judged) - len(usable))  # fmt: skip
    (runs.folder / KEPT).write_text(found.model_dump_json(indent=1), encoding="utf-8")
    return found


def kept(runs: RunSet) -> Judged | None:
    """What was judged of this set before."""
    file = runs.folder / KEPT
    return Judged.model_validate(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def said(result: Result) -> str:
    """The answer as a person reads it."""
    return "\n".join(passage.text for passage in (result.advice.narrative if result.advice else []))


def _agreement(question: Question, examples: Sequence[Labelled], opinions: Sequence[Opinion | None]) -> Agreement:
    """An opinion that could not be had agrees with nobody."""
    person = ["yes" if getattr(example, question) else "no" for example in examples]
    machine = [getattr(opinion, question) if opinion else "none" for opinion in opinions]
    pairs = list(zip(person, machine, strict=True))
    same = sum(a == b for a, b in pairs)
    return Agreement(question=question, kappa=kappa(pairs), same=same, of=len(pairs), yes_person=person.count("yes"), yes_judge=machine.count("yes"))  # fmt: skip
