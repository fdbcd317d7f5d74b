"""Small sets of runs for the tests of what is made of them: a few cases through the whole graph, kept as a replay keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.advice import assemble
from agents.contracts import Advice
from agents.state import Context, Request
from evals.cases import Case, Expectation
from evals.hostile import Hostile
from evals.results import Manifest, Result, RunSet
from graph import build_graph
from runtime.events import RunFinished
from runtime.llm import ChatModel
from runtime.records import dump
from runtime.run import RunInfo, new_id, run
from runtime.settings import Settings

DRIVER = "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of bookkeeping, I know Excel and Spanish. I want $25 an hour, can study 6 hours a week."
CASES = [
    Case(id="phoenix-driver", gig="rideshare", text=DRIVER, tags=["past in an office"],
         expect=Expectation(current=["53-3054"], families=["43-3"], net_hour=(6, 7), area="0038060", abstains=False, hours_per_week=6)),
    Case(id="tampa-courier", gig="delivery", text="I deliver for DoorDash in Tampa, $700 a week, 35 hours, 300 miles. No nights. <script>alert(1)</script>",
         tags=["hostile"], expect=Expectation(current=["53-30"], families=["99-9"], never=["53-3054"], abstains=False)),
    Case(id="seattle-designer", gig="design", text="Freelance graphic designer near Seattle, $45 an hour, 20 hours a week. Photoshop, Figma, Canva.",
         expect=Expectation(families=["27-1", "15-1", "27-4", "13-1161", "11-2"])),
    Case(id="no-words", gig="none", text="idk what I want", tags=["thin"], expect=Expectation(abstains=True)),
]  # fmt: skip


@dataclass
class Parrot(Hostile):
    """Says the draft again, sentence by sentence, and now and then a figure of its own that no guard lets through."""

    model_name: str = "parrot"
    lies: bool = True

    def words(self, prompt: str) -> list[str]:
        found = re.search(r"^Draft: (.*)$", prompt, re.M)
        said = re.findall(r"[^.]*?(?:\{\w+\}[^.]*)*\.(?=\s|$)", found[1])[:3] if found else []
        return [*(sentence.strip() for sentence in said), *(["It pays $99 an hour."] if self.lies else [])]


async def played(folder: Path, cases: Sequence[Case] = CASES, model: ChatModel | None = None, **told: str) -> RunSet:
    """Every case once, written as ``gigpath eval run`` writes it."""
    runs, graph = RunSet(folder), build_graph()
    config = Settings(_env_file=None, hints=frozenset())
    given = {"started": "2026-11-20T10:00:00+00:00", "mode": model.mode if model else "evidence-only", **told}
    given |= {"model": model.model_name} if model else {}
    runs.begin(
        Manifest(name=folder.name, set="profiles", cases=list(cases), prompts={"career_decider": "abc"}, **given)
    )
    for case in cases:
        info = RunInfo(new_id(), new_id(), given["mode"])
        context = Context(model=model, config=config)
        asked = Request(text=case.text, profile=case.profile)
        events = [event async for event in run(graph, asked, context=context, assemble=assemble, info=info)]
        last = events[-1]
        assert isinstance(last, RunFinished), last
        facts = [event.at for event in events if event.type == "facts_found"]
        runs.add(Result(case=case.id, run_id=info.run_id, outcome="finished", seconds=info.timings["total"], first_fact=min(facts),
                        advice=Advice.model_validate(last.advice), events=dump(events)))  # fmt: skip
    return runs
