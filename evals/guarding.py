"""The guard held against sentences with labels: what false or harmful ones it lets through, what true ones it keeps back.

The sentences are in ``data/guard`` and ``blind/guard``: ``true*.tsv`` (agent, sentence), all others (kind, agent, sentence). All are
about one worker, so that true and false have a meaning: see :data:`WORKER`. The guard hears each with the facts that the agent is
given to speak of in that worker's run.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from agents.guard import check
from agents.subjects import allowed
from runtime.settings import ROOT
from tools.fact import Fact

FOLDERS = (ROOT / "evals" / "data" / "guard", ROOT / "evals" / "blind" / "guard")

WORKER = (
    "I've been driving Uber around Phoenix for three years, 45 hours a week, gross around $950 a week, 800 miles a week. "
    "Before this I kept the books for a dentist for two years, and I'm good with Excel. I have "
    "to be home in the evenings. I could study 6 hours a week and my budget is $300."
)

SPOKEN = {
    "income_analyst": r"your_(?:gross_week|hours|miles_cost|expenses|se_tax|fica|net_hour)",
    "skill_mapper": r"your_skill_[a-z]+",
    "career_decider": r"pick(?:_(?:pay|place|entry_pay|net|growth))?|your_net_hour",
    "upskilling_coach": r"plan_(?:pace|hours|weeks|cost)|way_(?:how|paid|(?:cost|weeks)_(?:low|high))",
}
"""Agent → the names of the facts that its plain sentences hold."""


class Let(BaseModel):
    """A sentence on which the guard and its label disagree; ``why`` is the label's kind, or the guard's rule."""

    agent: str
    sentence: str
    why: str


class Guarded(BaseModel):
    """``passes``: false or harmful sentences that were let through. ``rejections``: true ones that were kept back."""

    false: int = 0
    true: int = 0
    passes: list[Let] = []
    rejections: list[Let] = []

    @property
    def false_pass(self) -> float:
        return len(self.passes) / self.false if self.false else 0.0

    @property
    def false_rejection(self) -> float:
        return len(self.rejections) / self.true if self.true else 0.0

    def by_kind(self) -> dict[str, int]:
        """Kind of what was let through → how often, the commonest first."""
        return dict(Counter(one.why for one in self.passes).most_common())


def facts_of(events: Iterable[dict[str, Any]]) -> dict[str, dict[str, Fact]]:
    """By agent the facts of a run under the names they are spoken by; the agents' own names win over earlier ones."""
    found: dict[str, dict[str, Fact]] = {}
    for event in events:
        if event["type"] == "facts_found":
            facts = (Fact.model_validate(fact) for fact in event["facts"].values())
            found.setdefault(event["agent"], {}).update({fact.name: fact for fact in facts})
    return found


def guarded(events: Iterable[dict[str, Any]], files: Iterable[Path] | None = None) -> Guarded:
    """Every labelled sentence through the guard, with the facts of :data:`WORKER`'s run."""
    every = {name: fact for facts in facts_of(events).values() for name, fact in facts.items()}
    may = {
        agent: allowed({name: fact for name, fact in every.items() if re.fullmatch(names, name)})
        for agent, names in SPOKEN.items()
    }
    done = Guarded()
    for kind, agent, sentence in sentences(files):
        verdict = check(sentence, may[agent])
        if kind:
            done.false += 1
            done.passes += [Let(agent=agent, sentence=sentence, why=kind)] if verdict.ok else []
        else:
            done.true += 1
            done.rejections += [] if verdict.ok else [Let(agent=agent, sentence=sentence, why=verdict.rule)]
    return done


def sentences(files: Iterable[Path] | None = None) -> list[tuple[str, str, str]]:
    """(kind, agent, sentence); a true sentence has no kind."""
    found = []
    for file in files or [file for folder in FOLDERS for file in sorted(folder.glob("*.tsv"))]:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(("", row[0], row[1]) if len(row) == 2 else (row[0], row[1], row[2]))
    return found
