"""What a run may spend, and how an agent's own voice is set."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Unpack

import pytest
from modelserver import Scripted

from runtime.budget import Budget, Budgeted
from runtime.errors import BudgetExceeded, ModelError
from runtime.llm import Completion, How, Message, voice
from runtime.settings import Settings, Voice

HELLO = [Message(role="user", content="Hello?")]


async def test_calls_are_counted() -> None:
    model = Budgeted(Scripted(["x"]), Budget(calls=2, tokens=1000, seconds=60))
    await model.complete(HELLO)
    await model.complete(HELLO)
    with pytest.raises(BudgetExceeded, match=r"used up its 2 calls .* GIGPATH_RUN_CALLS"):
        await model.complete(HELLO)


async def test_tokens_are_counted_in_and_out() -> None:
    budget = Budget(calls=99, tokens=30, seconds=60)
    model = Budgeted(Scripted(["x"]), budget)
    await model.complete(HELLO)
    await model.complete(HELLO)
    assert budget.used_tokens == 30
    with pytest.raises(BudgetExceeded, match="30 tokens"):
        await model.complete(HELLO)


async def test_time_is_the_runs_own() -> None:
    now = 100.0
    budget = Budget(calls=99, tokens=99, seconds=5, clock=lambda: now)
    model = Budgeted(Scripted(["x"]), budget)
    now = 104.9
    await model.complete(HELLO)
    now = 105.0
    with pytest.raises(BudgetExceeded, match="5 seconds"):
        await model.complete(HELLO)


async def test_a_call_is_cut_where_the_time_ends() -> None:
    class Slow(Scripted):
        async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
            await asyncio.Event().wait()
            raise AssertionError

    model = Budgeted(Slow(["x"]), Budget(calls=9, tokens=9, seconds=0.05))
    with pytest.raises(BudgetExceeded, match="GIGPATH_RUN_SECONDS"):
        await model.complete(HELLO)


async def test_a_model_that_keeps_failing_is_left_alone() -> None:
    inner = Scripted([ModelError("gone")])
    model = Budgeted(inner, Budget(calls=99, tokens=99, seconds=60))
    for _ in range(3):
        with pytest.raises(ModelError, match="gone"):
            await model.complete(HELLO)
    with pytest.raises(BudgetExceeded, match="3 times in a row"):
        await model.complete(HELLO)
    assert len(inner.asked) == 3


async def test_a_success_forgives() -> None:
    model = Budgeted(Scripted([ModelError("a"), ModelError("b"), "x", ModelError("c"), "y"]), Budget(99, 99, 60))
    for failing in (True, True, False, True, False):
        if failing:
            with pytest.raises(ModelError):
                await model.complete(HELLO)
        else:
            await model.complete(HELLO)


async def test_an_agent_has_its_own_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIGPATH_AGENTS__CAREER_DECIDER__MODEL", "meta-llama/Llama-3.1-8B-Instruct")
    monkeypatch.setenv("GIGPATH_AGENTS__CAREER_DECIDER__TEMPERATURE", "0")
    monkeypatch.setenv("GIGPATH_AGENTS__INTAKE__MAX_TOKENS", "50")
    config = Settings()
    model = Scripted(["x"])
    assert voice(model, "skill_mapper", config) is model
    decider = voice(model, "career_decider", config)
    assert decider.model_name == "meta-llama/Llama-3.1-8B-Instruct"
    await decider.complete(HELLO, temperature=0.7)
    assert model.asked[-1][1] == {"temperature": 0, "model": "meta-llama/Llama-3.1-8B-Instruct"}
    intake = voice(model, "intake", config)
    for asked in (40, 140):
        await intake.complete(HELLO, max_tokens=asked)
    assert [how["max_tokens"] for _, how in model.asked[-2:]] == [40, 50]


def test_a_voice_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="less than or equal to 2"):
        Voice(temperature=3)


def test_a_budget_is_set_by_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIGPATH_RUN_CALLS", "3")
    assert Budget.of(Settings()).calls == 3
