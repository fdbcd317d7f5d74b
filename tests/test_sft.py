"""Training data: only what holds is exported, with where it comes from, and no profile or prompt in two parts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_sets import CASES, Parrot, played

from agents.guard import split_sentences
from evals.hostile import Liar
from evals.results import RunSet
from evals.sft import MOST, Export, Turn, export, split
from runtime.errors import UserError

pytestmark = pytest.mark.usefixtures("at_home")


@pytest.fixture
async def facts(at_home: None, tmp_path: Path) -> RunSet:
    return await played(tmp_path / "facts")


@pytest.fixture
async def parrot(at_home: None, tmp_path: Path) -> RunSet:
    return await played(tmp_path / "parrot", model=Parrot())


def test_a_run_without_a_model_gives_prompts_and_plain_words(facts: RunSet) -> None:
    done = export([facts])
    assert done.turns
    assert {turn.source.words for turn in done.turns} == {"facts"}
    by = {(turn.source.case, turn.source.agent): turn for turn in done.turns}
    rules, prompt, answer = by["phoenix-driver", "career_decider"].messages
    assert (rules.role, prompt.role) == ("system", "user")
    assert prompt.content.endswith("Your words:")
    assert "{pick} = the role to go for" in prompt.content
    assert answer.content.startswith("Go for {pick}. They typically earn {pick_pay}")


def test_the_prompt_is_the_one_a_model_is_sent(facts: RunSet, tmp_path: Path, parrot: RunSet) -> None:
    """Rebuilt from the record of a run without a model, to the last character."""
    sent = {
        (result.case, event["agent"]): (event["messages"], event["prompt_hash"])
        for result in parrot
        for event in result.events
        if event["type"] == "model_called"
    }
    turns = export([facts]).turns
    assert len(turns) >= 5
    for turn in turns:
        key = turn.source.case, turn.source.agent
        assert sent[key] == ([message.model_dump() for message in turn.messages[:-1]], turn.source.prompt)


def test_a_model_s_turn_is_what_passed_and_no_more(parrot: RunSet) -> None:
    turns = export([parrot], "model").turns
    assert turns
    for turn in turns:
        assert turn.source.words == "model"
        assert turn.source.model == "parrot"
        assert "$99" not in turn.messages[-1].content
        assert 1 <= len(list(split_sentences(turn.messages[-1].content))) <= MOST


def test_a_turn_with_something_missing_is_left_out(parrot: RunSet) -> None:
    """The parrot's three sentences end before the driver's net hour, which had to be said in plain words."""
    done = export([parrot], "model")
    assert ("phoenix-driver", "income_analyst") not in {(t.source.case, t.source.agent) for t in done.turns}
    assert done.left_out["something that must be said was missing"] >= 1


def test_a_run_that_missed_its_expectations_gives_nothing(facts: RunSet) -> None:
    done = export([facts])
    assert done.left_out["the run did not do what its profile expects"] == 1
    assert "tampa-courier" not in {turn.source.case for turn in done.turns}


async def test_what_a_liar_says_is_never_learned(at_home: None, tmp_path: Path) -> None:
    runs = await played(tmp_path / "liar", CASES[:1], Liar())
    for turn in export([runs], "model").turns:
        assert not any(word in turn.messages[-1].content for word in ("guarantee", "nurses", "twice", "www", "booming"))


def test_verdicts_are_not_taken_on_trust(parrot: RunSet, tmp_path: Path) -> None:
    """A record made with the guard off, or by an older one: what does not hold today is not learned."""
    off = RunSet(tmp_path / "off")
    off.begin(parrot.manifest)
    for result in parrot:
        for event in result.events:
            if event["type"] == "guard":
                event["ok"] = True
        off.add(result)
    kinds = {event["type"] for result in parrot for event in result.events}
    done = export([off], "model")
    assert "guard" in kinds
    assert done.turns == []
    assert done.left_out["a sentence does not pass the guard of today"] > 3


def test_the_same_turn_is_exported_once(facts: RunSet) -> None:
    once, twice = export([facts]), export([facts, facts])
    assert twice.turns == once.turns
    assert twice.left_out["the same turn is there already"] >= len(once.turns)


def test_no_prompt_is_in_two_parts(facts: RunSet, tmp_path: Path) -> None:
    """The same worker under many names: the prompts are the same, so they stay in the training part."""
    manifest, driver = facts.manifest, next(result for result in facts if result.case == "phoenix-driver")
    many = RunSet(tmp_path / "many")
    names = [f"driver-{n}" for n in range(40)]
    many.begin(manifest.model_copy(update={"cases": [CASES[0].model_copy(update={"id": name}) for name in names]}))
    for name in names:
        many.add(driver.model_copy(update={"case": name}))
    done = export([many])
    assert {split(name) for name in names} == {"train", "valid", "test"}
    assert {turn.split for turn in done.turns} == {"train"}
    assert done.left_out["its prompt is in another part already"]


@given(st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=50))
def test_a_profile_is_always_in_the_same_part(ids: list[str]) -> None:
    assert [split(one) for one in ids] == [split(one) for one in ids]
    assert {split(one) for one in ids} <= {"train", "valid", "test"}


def test_parts_are_about_eight_one_one() -> None:
    counts = Counter(split(f"case-{n}") for n in range(5000))
    assert 0.77 < counts["train"] / 5000 < 0.83
    assert 0.08 < counts["valid"] / 5000 < 0.12


def test_the_file_is_chat_jsonl_with_its_sources(facts: RunSet, tmp_path: Path) -> None:
    done = export([facts])
    done.write(tmp_path / "deep" / "sft.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "deep" / "sft.jsonl").read_text().splitlines()]
    assert [Turn.model_validate(line) for line in lines] == done.turns
    for line in lines:
        assert [message["role"] for message in line["messages"]] == ["system", "user", "assistant"]
        assert all(message["content"] for message in line["messages"])
        assert {"runs", "run", "case", "agent", "words", "prompt", "facts"} <= line["source"].keys()
        assert "idk what I want" not in json.dumps(line)


def test_training_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    from evals.finetune import rows

    with pytest.raises(UserError, match="no file"):
        rows(tmp_path / "none.jsonl")
    Export().write(tmp_path / "empty.jsonl")
    with pytest.raises(UserError, match="no turn to train on"):
        rows(tmp_path / "empty.jsonl")
    (tmp_path / "bad.jsonl").write_text('{"messages": []}\n')
    with pytest.raises(UserError, match="line 1 is no turn"):
        rows(tmp_path / "bad.jsonl")
