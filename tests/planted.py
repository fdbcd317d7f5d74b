"""For the tests that plant regressions: the product as it stands, run once a session; models that speak badly; what was told."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from langgraph.runtime import Runtime
from pydantic import BaseModel

import graph
from agents import talk, upskilling_coach
from agents.contracts import Understanding, UpskillingPlan
from agents.draft import Draft
from agents.scoring import WEIGHTS
from agents.state import CareerState, Context, Request
from evals.cases import SETS, Expectation, load
from evals.compare import Comparison
from evals.hostile import Hostile
from evals.labels import Person
from evals.results import home
from knowledge.index import nearest
from knowledge.tables import Tables, WageRow
from runtime.llm import Choice
from tools.fit import SkillNeed
from tools.profile import Profile
from tools.toolbox import Toolbox
from ui.cli import main

_RELATION = re.compile(r"^\{(\w+)\} is .*?(more|less) than \{(\w+)\}$", re.M)
_SENTENCE = re.compile(r"[^.]*?(?:\{\w+\}[^.]*)*\.(?=\s|$)")
_MADE = TemporaryDirectory(prefix="gigpath-planted-")
_MONEY = ("mean", "p10", "p25", "p50", "p75", "p90")
_KEPT: dict[tuple[str, ...], Path] = {}


class Told(NamedTuple):
    """What `gigpath eval compare` exits with, and says."""

    code: int
    comparison: Comparison

    @property
    def broken(self) -> dict[str, str]:
        """Enforced gates that are broken, each with its figures in words."""
        return {gate.metric: gate.words for gate in self.comparison.broken if gate.enforced}

    @property
    def mentioned(self) -> dict[str, set[str]]:
        """All gates that are told as broken, enforced or not, with the runs that they name."""
        return {gate.metric: set(gate.runs) for gate in self.comparison.broken}


def evaluated(name: str, source: str = "profiles", *more: str) -> str:
    assert main(["eval", "run", source, "--name", name, *more]) == 0
    return name


def plain(source: str = "profiles", *more: str) -> str:
    """Folder of a set of runs of the product as it stands. Made once a session, so it is asked for before anything is planted."""
    if (source, *more) not in _KEPT:
        folder = Path(_MADE.name) / f"plain-{len(_KEPT)}"
        shutil.move(home() / evaluated("plain", source, *more), folder)  # a test's own home is emptied after it
        _KEPT[source, *more] = folder
    return str(_KEPT[source, *more])


def compared(a: str, b: str) -> Told:
    with redirect_stdout(io.StringIO()) as out:
        code = main(["eval", "compare", a, b, "--json"])
    return Told(code, Comparison.model_validate_json(out.getvalue()))


def profiles(wanted: Callable[[Expectation], Any]) -> tuple[str, ...]:
    """The test profiles that expect something of the kind, as arguments of the command."""
    return "profiles", *(word for case in load() if wanted(case.expect) for word in ("--tag", case.id))


def set_of(file: Path, people: Iterable[Person]) -> str:
    """A set of labelled people as a file."""
    file.write_text("".join(f"{one.model_dump_json(exclude_defaults=True)}\n" for one in people), encoding="utf-8")
    return str(file)


def shipped(*ids: str) -> list[Person]:
    """Some of the labelled people that come with Gigpath, whatever set they are of."""
    files = [file for file in SETS.values() if file.suffix == ".jsonl"]
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [Person.model_validate(line) for line in lines if line["id"] in ids]


# ---- planting -------------------------------------------------------------------------------------------------


def misread(change: Callable[[Understanding, str], Any], later: bool = False) -> Callable[[pytest.MonkeyPatch], None]:
    """An intake that understands as ours does and then gets something wrong of a first message, or of a later one."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        real = graph.intake

        async def understood(state: CareerState, runtime: Runtime[Context]) -> dict[str, Understanding]:
            known, told = "intake" in state, await real(state, runtime)
            if known == later:
                change(told["intake"], state["request"].text)
            return told

        patch.setattr(graph, "intake", understood)

    return plant


def pay_alone(patch: pytest.MonkeyPatch) -> None:
    """The best paid role wins, whatever else speaks against it."""
    for name in WEIGHTS:
        patch.setitem(WEIGHTS, name, float(name == "uplift"))


def limits_unheard(patch: pytest.MonkeyPatch) -> None:
    """What a worker cannot do is no bar."""
    patch.setattr("agents.market_researcher.refusal", lambda *given: "")


def dearer(patch: pytest.MonkeyPatch) -> None:
    """Every wage a tenth too high."""
    real = Tables.wage

    def shifted(self: Tables, soc: str, area: str) -> WageRow | None:
        row = real(self, soc, area)
        return row and replace(row, **{k: round(v * 1.1, 2) for k in _MONEY if (v := getattr(row, k)) is not None})

    patch.setattr(Tables, "wage", shifted)


def nothing_found(patch: pytest.MonkeyPatch) -> None:
    """The knowledge base knows of nothing."""
    patch.setattr("tools.market_search.nearest", lambda query, k, where=None: [])


def astray(patch: pytest.MonkeyPatch) -> None:
    """The knowledge base answers another question."""
    patch.setattr("tools.market_search.nearest", lambda query, k, where=None: nearest("weather at sea", k, where))


def one_course(patch: pytest.MonkeyPatch) -> None:
    """Every lesson of a plan has the link of the first."""
    real = Draft.learn

    def same(self: Draft, need: SkillNeed, profile: Profile, tools: Toolbox) -> None:
        real(self, need, profile, tools)
        step = self.plan.steps[-1]
        step.link = next((one.link for one in self.plan.steps if one.kind == "learn" and one.link), step.link)

    patch.setattr(Draft, "learn", same)


def hours_quartered(patch: pytest.MonkeyPatch) -> None:
    """All learning takes a quarter of its time. The plan agrees with itself, so no sum gives it away."""
    real = upskilling_coach.schedule

    def hurried(plan: UpskillingPlan) -> None:
        for step in plan.steps:
            step.hours /= 1 if step.kind in ("check", "apply") else 4
            step.paid_hours /= 4
        real(plan)

    patch.setattr(upskilling_coach, "schedule", hurried)


def nothing_asked(patch: pytest.MonkeyPatch) -> None:
    """Whatever is not understood, no question is put."""
    real = talk.understand

    def sure(request: Request, before: Profile | None, tools: Toolbox) -> Understanding:
        found = real(request, before, tools)
        found.questions = []
        return found

    patch.setattr(talk, "understand", sure)


# ---- speaking --------------------------------------------------------------------------------------------------


def spoken_by(model: Hostile, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ui.service.choose", lambda config: Choice(model, "planted"))


class Dutiful(Hostile):
    """Says its draft where the prompt holds the rules, and makes figures up where it does not; has nothing to hint at."""

    model_name: str = "dutiful"

    def words(self, prompt: str) -> list[str]:
        draft = re.search(r"Draft: (.+)", prompt)
        ruled = "Never write a digit" in prompt and draft
        return self.said(draft[1], prompt) if ruled else [f"You will make ${n} an hour." for n in (40, 50, 60)]

    def said(self, draft: str, prompt: str) -> list[str]:
        return [draft]

    def hint(self, prompt: str, schema: type[BaseModel]) -> dict[str, Any]:
        fields = schema.model_json_schema()["properties"]
        return {
            name: [] if spec.get("type") == "array" else spec.get("enum", [""])[-1] for name, spec in fields.items()
        }


class Curt(Dutiful):
    """Says the first sentence of its draft and leaves the rest out."""

    model_name: str = "curt"

    def said(self, draft: str, prompt: str) -> list[str]:
        return _SENTENCE.findall(draft)[:1]


class Contrary(Dutiful):
    """Says of the typical pay beside the present hour the contrary of how it is told they compare, then its draft."""

    model_name: str = "contrary"

    def said(self, draft: str, prompt: str) -> list[str]:
        turned = {"more": "less", "less": "more"}
        turns = ((a, turned[how], b) for a, how, b in _RELATION.findall(prompt) if a == "pick_net")
        lies = (
            f"After payroll tax the typical pay leaves {{{a}}}, which is {how} than the {{{b}}} you keep now."
            for a, how, b in turns
        )
        return [*lies, draft]
