"""The guard: every planted error is caught, true sentences pass, and nothing that holds a figure ever does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import guard_cases as cases
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import base
from agents.advice import assemble
from agents.contracts import Narrative
from agents.guard import Allowed, check, split_sentences
from agents.speech import Speech
from agents.state import Context, Request
from agents.subjects import allowed
from evals.people import people
from graph import build_graph
from runtime.llm import Completion
from runtime.run import run
from runtime.settings import Settings
from tests.modelserver import Scripted
from tools.fact import Fact

PEOPLE = [
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that two years of bookkeeping, I know Excel and Spanish. I want $25 an hour.",
    "I clean houses in Miami, 30 hours a week for $600. I'd like to be a bookkeeper.",
    "Nurse aide in Columbus, Ohio, 36 hours a week at $18 an hour, W2. I have a GED and can study 8 hours a week. I know patient care.",
    "I deliver for DoorDash in Tampa, 40 hours, $700 a week, 500 miles. I know QuickBooks and customer service.",
    "I walk dogs in Reno, $400 a week, 20 hours a week, 60 miles. I was a dental assistant for four years. I know Spanish.",
    "Freelance web developer, WordPress, PHP, $30 an hour, 25 hours, Salt Lake City",
]  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What an agent of a run may speak of, or all of them together, and what its templates are filled with."""

    allowed: Allowed
    fill: Mapping[str, str]
    together: bool = False

    def put(self, template: str) -> str | None:
        """The template with this run's own placeholders; None where it lacks what the template speaks of."""
        names = re.findall(r"(?<!\{)\{([a-z]+)\}(?!\})", template)
        known = {"pay", "own", "hi", "lo", "role", "other", "growth", "gross", "cost", "left", "entry", "place", "net", "pace", "plan", "skill", "tax", "hours", "learning"}  # fmt: skip
        if any(name in known and name not in self.fill for name in names):
            return None
        return re.sub(r"(?<!\{)\{([a-z]+)\}(?!\})", lambda m: self.fill.get(m[1], m[0]), template)


class Listening(Scripted):
    async def complete(self, messages, **how) -> Completion:  # type: ignore[no-untyped-def]
        return Completion(text="Nothing.")


@pytest.fixture(scope="session")
def scenes(indexed) -> list[Scene]:  # type: ignore[no-untyped-def]
    """By run one an agent, and one over all facts its agents were given to speak of."""
    import asyncio

    given: list[dict[str, Fact]] = []
    found: list[Scene] = []

    class Heard(Speech):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            given.append(dict(self.named))

    async def one(text: str) -> None:
        context = Context(model=Listening([""]), config=Settings(_env_file=None, hints=frozenset()))
        async for event in run(build_graph(), Request(text=text), context=context, assemble=assemble):
            assert event.type != "run_failed", event

    from knowledge import index
    from runtime.settings import settings as house

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIGPATH_HOME", str(indexed))
        patch.setattr(base, "Speech", Heard)
        house.cache_clear()
        index.close()
        for text in PEOPLE:
            given.clear()
            asyncio.run(one(text))
            found += [scene for facts in given for scene in scenes_of(facts)]
            found += [
                replace(scene, together=True) for scene in scenes_of({n: f for one in given for n, f in one.items()})
            ]
    house.cache_clear()
    index.close()
    return found


def scenes_of(facts: dict[str, Fact]) -> Iterator[Scene]:
    fill = {
        key: f"{{{name}}}"
        for key, name in {
            "pay": "pick_pay", "own": "your_net_hour", "role": "pick", "gross": "your_gross_week", "left": "your_net_week", "entry": "pick_entry_pay",
            "place": "pick_place", "net": "pick_net", "growth": "pick_growth", "pace": "plan_pace", "plan": "plan_weeks", "skill": "your_skill_a", "cost": "your_miles_cost", "tax": "your_se_tax", "hours": "your_hours", "learning": "plan_hours",
        }.items()
        if name in facts
    }  # fmt: skip
    if "pick" in facts:
        mine = facts["pick"].subject
        fill["other"] = "brokerage clerks" if mine != "43-4011" else "bill and account collectors"
    pay = [f for f in facts.values() if f.unit == "USD/hour" and not isinstance(f.value, str)]
    pairs = [(a, b) for a, b in product(pay, pay) if a.amount > b.amount * 1.12 and b.amount > 0][:4]
    for a, b in pairs or [(None, None)]:
        more = {"hi": f"{{{a.name}}}", "lo": f"{{{b.name}}}"} if a and b else {}
        yield Scene(allowed(facts), {**fill, **more})


def planted(scene: Scene) -> Iterator[tuple[str, str]]:
    growth = scene.allowed.facts.get("pick_growth")
    way = [] if growth is None else cases.DIRECTIONS_UP if growth.amount > 0 else cases.DIRECTIONS_DOWN
    kinds = {
        "figure": cases.FIGURES, "link": cases.LINKS, "placeholder": cases.UNKNOWN, "comparison": cases.COMPARISONS, "direction": [*way, *cases.LOOSE],
        "subject": cases.SUBJECTS, "stranger": cases.STRANGERS, "worth": cases.WORTH, "promise": cases.PROMISES, "requirement": cases.REQUIREMENTS,
        "form": cases.FORMS, "meta": cases.METAS, "sense": cases.SENSES, "denial": cases.DENIALS, "vocabulary": cases.FRESH_FALSE,
    }  # fmt: skip
    for kind, templates in kinds.items():
        for template in templates:
            if (sentence := scene.put(template)) is not None:
                yield kind, sentence


MUTATIONS = {
    "figure": [lambda s: s.replace("{", "about 12, or {", 1), lambda s: s[:-1] + ", or a third of it.", lambda s: s[:-1] + ", twice over.", lambda s: s[:-1] + " and fifty cents."],
    "link": [lambda s: s[:-1] + ", see www.example.org.", lambda s: s[:-1] + " (https://pay.example.com)."],
    "placeholder": [lambda s: re.sub(r"\{(\w+)\}", r"{\1_now}", s, count=1)],
    "stranger": [lambda s: "In Denver, " + s[:1].lower() + s[1:], lambda s: s[:-1] + ", as dental hygienists do."],
    "promise": [lambda s: s[:-1] + ", guaranteed.", lambda s: s[:-1] + ", and you will earn it."],
    "worth": [lambda s: s[:-1] + ", a booming field.", lambda s: s[:-1] + ", which is good money."],
    "requirement": [lambda s: s[:-1] + ", with no degree needed."],
    "meta": [lambda s: "As an AI I say: " + s],
    "form": [lambda s: "**" + s + "**"],
}  # fmt: skip
"""One thing made wrong in a sentence that was true."""


def honest(scene: Scene) -> Iterator[str]:
    """The true sentences that are true of this run: of costs only where there are some, of the present hour beside a role as the present one."""
    growth = scene.allowed.facts.get("pick_growth")
    way = [] if growth is None else cases.TRUE_UP if growth.amount > 0 else cases.TRUE_DOWN
    for template in [*cases.TRUE, *cases.FRESH_TRUE, *way]:
        sentence = scene.put(template)
        costs = "cost" in scene.fill or "your_expenses" in scene.allowed.facts
        present = "pick" not in scene.allowed.facts or re.search(
            r"\b(?:now|today|more|less|higher|lower|above|below)\b", template
        )
        if (
            sentence
            and (costs or not re.search(r"\bcosts?\b|\bcar\b", template))
            and (present or "{own}" not in template)
        ):
            yield sentence


def test_every_planted_error_is_caught(scenes: list[Scene]) -> None:
    tried, missed, by_kind = set(), [], Counter[str]()
    for scene in scenes:
        for kind, sentence in planted(scene):
            tried.add(sentence)
            by_kind[kind] += 1
            if check(sentence, scene.allowed).ok:
                missed.append((kind, sentence))
    assert missed == []
    assert len(tried) >= 240, "different sentences; each over every run it can be said of"
    assert by_kind.total() >= 2_500
    assert min(by_kind.values()) >= 20, by_kind


def test_every_mutation_of_a_true_sentence_is_caught(scenes: list[Scene]) -> None:
    tried, missed = 0, []
    for scene in scenes:
        for sentence in honest(scene):
            for kind, mutate in ((kind, mutate) for kind, several in MUTATIONS.items() for mutate in several):
                wrong = mutate(sentence)
                if wrong != sentence:
                    tried += 1
                    if check(wrong, scene.allowed).ok:
                        missed.append((kind, wrong))
    assert missed == []
    assert tried >= 2_000


def test_every_verdict_names_its_rule_and_its_span(scenes: list[Scene]) -> None:
    for kind, sentence in planted(scenes[-1]):
        verdict = check(sentence, scenes[-1].allowed)
        assert verdict.rule, (kind, sentence)
        assert verdict.span, (kind, sentence)
        assert verdict.why, (kind, sentence)


def test_true_sentences_pass(scenes: list[Scene]) -> None:
    sentences = [(scene, sentence) for scene in scenes if not scene.together for sentence in honest(scene)]
    held = [(sentence, verdict) for scene, sentence in sentences if not (verdict := check(sentence, scene.allowed)).ok]
    assert len(sentences) >= 200
    assert len(held) <= 0.05 * len(sentences), held


async def test_every_plain_sentence_of_every_agent_passes(at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an agent would say itself a model may say too, and by the phrases alone; only what is left open of a way is said as it is."""
    held, heard = [], Counter[str]()

    class Heard(Speech):
        async def speak(self, plain: list[str]) -> list[Narrative]:
            may = self.allowed
            for sentence in (sentence for passage in plain for sentence in split_sentences(passage)):
                heard[self.agent] += 1
                if (
                    "left open" not in sentence
                    and "leave it open" not in sentence
                    and not (verdict := check(sentence, may)).ok
                ):
                    held.append((sentence, verdict))
            return []

    monkeypatch.setattr(base, "Speech", Heard)
    for text in people(60, seed=3):
        context = Context(model=Listening([""]), config=Settings(_env_file=None, hints=frozenset()))
        async for event in run(build_graph(), Request(text=text), context=context, assemble=assemble):
            assert event.type != "run_failed", event
    assert held == []
    assert len(heard) == 4
    assert heard.total() > 200


def test_the_errors_hide_in_true_sentences(scenes: list[Scene]) -> None:
    """A falsehood stays one behind a true clause, before one, and in other case and spacing."""
    scene = next(scene for scene in scenes if "hi" in scene.fill)
    lie = scene.put("{lo} is more than {hi}")
    assert lie is not None
    for sentence in (
        f"Here is your week, and {lie}.", f"{lie}, and that is the plan.", f"Although it takes work, {lie}.", f"{lie.replace('more', 'MORE')}.", f"As you said,  {lie} .",
        f"Your week adds up, but {lie}.",
    ):  # fmt: skip
        assert not check(sentence, scene.allowed).ok, sentence


PARTS = ["{pick_pay}", "{your_net_hour}", "{pick}", "{nope}", "7", "half", "www.a.com", "is", "more", "than", "you", "the", "take", "in", "and", ".", "at", "{", "}"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(PARTS) | st.text(max_size=6),
        max_size=14,
    )
)
def test_whatever_comes_in_no_figure_link_or_unknown_name_passes(parts: list[str]) -> None:
    def fact(name: str, subject: str, value: float | str, unit: str) -> Fact:
        return Fact.model_validate(
            {
                "id": f"x.{name}",
                "name": name,
                "value": value,
                "unit": unit,
                "subject": subject,
                "meaning": name.replace("_", " "),
                "source": "s",
            }
        )

    facts = {
        f.name: f
        for f in (
            fact("pick_pay", "43-3031", 25.0, "USD/hour"),
            fact("your_net_hour", "you", 7.0, "USD/hour"),
            fact("pick", "43-3031", "clerks", "text"),
        )
    }
    sentence = " ".join(parts)
    if check(sentence, Allowed(facts)).ok:
        bare = re.sub(r"\{(?:pick_pay|your_net_hour|pick)\}", "", sentence)
        assert not re.search(r"[\d{}]|www|http|half", bare, re.I), sentence
