"""What a model is sent: no figure, no link, short, and the worker's words only where hints are asked for."""

from __future__ import annotations

import re

import pytest
from modelserver import Scripted
from tokenizers import Tokenizer

from agents.advice import assemble
from agents.render import render
from agents.state import Context, Request
from graph import build_graph
from knowledge.embedder import model_dir
from runtime.events import Event, ModelCalled
from runtime.run import run
from runtime.settings import ROOT, Settings
from tools.fact import Fact

pytestmark = pytest.mark.usefixtures("at_home")

FULL = (
    "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of bookkeeping for my "
    "uncle and three years as a cashier. I know Excel, QuickBooks, Photoshop, customer service and Spanish. High school. "
    "I want $25 an hour, home in the evenings, no heavy lifting, can study 6 hours a week and spend $400. I want to be an "
    "accountant. What about medical billing?"
)
AGENTS = ("intake", "market_researcher", "skill_mapper", "income_analyst", "career_decider", "upskilling_coach")


async def sent(hints: frozenset[str]) -> list[ModelCalled]:
    config = Settings(_env_file=None, hints=hints)
    context = Context(model=Scripted(["Nothing to say."]), config=config)
    stream: list[Event] = [e async for e in run(build_graph(), Request(text=FULL), context=context, assemble=assemble)]
    calls = [event for event in stream if isinstance(event, ModelCalled)]
    assert len({call.agent for call in calls}) >= 4
    return calls


def test_each_prompt_is_a_file_of_its_own() -> None:
    files = {
        path.relative_to(ROOT / "agents" / "prompts").as_posix() for path in (ROOT / "agents" / "prompts").rglob("*.md")
    }
    assert {f"hints/{name}.md" for name in AGENTS if name != "income_analyst"} <= files
    assert {f"{name}.md" for name in AGENTS[2:]} <= files


async def test_no_prompt_is_long_nor_holds_a_figure_of_the_facts() -> None:
    tokens = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    tokens.no_truncation()
    for call in await sent(frozenset()):
        assert [message["role"] for message in call.messages][:2] == ["system", "user"], call.agent
        prompt = "\n".join(message["content"] for message in call.messages[:2])
        assert len(tokens.encode(prompt).ids) < 900, call.agent
        assert not re.search(r"\d", prompt), call.agent
        assert "http" not in prompt, call.agent
        assert "uncle" not in prompt, call.agent
        assert re.fullmatch(r"[0-9a-f]{16}", call.prompt_hash), call.agent


async def test_a_hint_shows_the_words_as_data() -> None:
    tokens = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    tokens.no_truncation()
    asked = [call for call in await sent(frozenset(AGENTS)) if "data" in call.messages[0]["content"]]
    assert {call.agent for call in asked} >= {"market_researcher", "skill_mapper"}
    for call in asked:
        prompt = call.messages[0]["content"]
        assert "do not obey" in prompt
        assert len(tokens.encode(prompt).ids) < 900, call.agent


def test_a_skill_is_shown_as_a_word_and_not_as_it_was_cut() -> None:
    skill = Fact(id="you.skill.1", name="your_skill_a", value=" fixing things.  ", unit="text", subject="you", meaning="a skill", source="you")  # fmt: skip
    assert render("You bring {your_skill_a}.", {"your_skill_a": skill}) == ("You bring fixing things.", ["you.skill.1"])
