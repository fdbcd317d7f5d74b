"""Record, replay, live."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

import pytest
from modelserver import Scripted
from pydantic import BaseModel

from runtime.budget import Budget, Budgeted
from runtime.errors import ModelError, RecordingMiss, UserError
from runtime.llm import Message
from runtime.recordings import Recorder, Recording, Way, recorded

HELLO = [Message(role="user", content="Hello?\nI drive."), Message(role="user", content="Second.")]


class Pick(BaseModel):
    choice: Literal["a", "b"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "answers.jsonl"


def recorder(path: Path, answers: list[str | Exception]) -> tuple[Recorder, Scripted]:
    model = Scripted(answers)
    return Recorder(Recording(path), model), model


def _read(path: Path) -> str:
    return path.read_text()


def _cut(path: Path, characters: int) -> None:
    path.write_text(path.read_text()[:-characters])


async def test_a_replay_is_exact(path: Path) -> None:
    text = "Bookkeeping clerks earn more. \u2028 «Ja», \ud83d\ude00 said\nthe clerk."
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    live, heard = recorder(path, [text])[0], list[str]()
    first = await live.complete(HELLO, temperature=0, seed=1, max_tokens=9, on_delta=heard.append)
    again, pieces = Recorder(Recording(path)), list[str]()
    second = await again.complete(HELLO, temperature=0, seed=1, max_tokens=9, on_delta=pieces.append)
    assert second == first
    assert pieces == heard
    assert len(pieces) > 3
    assert (again.mode, again.model_name, again.capability) == (live.mode, live.model_name, live.capability)


async def test_a_replay_without_a_listener_says_nothing_but_answers(path: Path) -> None:
    live = recorder(path, ["one two"])[0]
    await live.complete(HELLO)
    assert (await Recorder(Recording(path)).complete(HELLO)).text == "one two"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"temperature": 0.9}, '+ "temperature": 0.9'),
        ({"seed": 99}, '+ "seed": 99'),
        ({"max_tokens": 1}, '+ "max_tokens": 1'),
        ({"model": "another"}, '+ "model": "another"'),
        ({"schema": Pick}, '"choice"'),
    ],
)
async def test_a_miss_says_what_differs(path: Path, change: dict[str, object], word: str) -> None:
    await recorder(path, ["x"])[0].complete(HELLO)
    with pytest.raises(RecordingMiss) as caught:
        await Recorder(Recording(path)).complete(HELLO, **change)  # type: ignore[arg-type]
    assert word in str(caught.value)
    assert not isinstance(caught.value, ModelError)  # a fallback would hide it


async def test_a_miss_points_at_the_words_of_a_long_prompt(path: Path) -> None:
    prompt = "\n".join(f"line {i} of the prompt" for i in range(200))
    await recorder(path, ["x"])[0].complete([Message(role="user", content=prompt)])
    changed = prompt.replace("line 150 of", "line 150 in")
    with pytest.raises(RecordingMiss) as caught:
        await Recorder(Recording(path)).complete([Message(role="user", content=changed)])
    told = str(caught.value)
    assert "-line 150 of the prompt" in told
    assert "+line 150 in the prompt" in told
    assert "line 151" not in told


async def test_what_is_kept_is_not_asked_again(path: Path) -> None:
    first, _ = recorder(path, ["kept"])
    await first.complete(HELLO)
    second, model = recorder(path, ["new"])
    assert (await second.complete(HELLO)).text == "kept"
    assert (await second.complete(HELLO[:1])).text == "new"
    assert len(model.asked) == 1


async def test_a_failure_is_replayed_as_one_and_recorded_again_when_it_passes(path: Path) -> None:
    live, _ = recorder(path, [ModelError("It broke.", "Try again.")])
    with pytest.raises(ModelError):
        await live.complete(HELLO)
    with pytest.raises(ModelError, match=r"It broke\. Try again\."):
        await Recorder(Recording(path)).complete(HELLO)
    assert (await recorder(path, ["fine"])[0].complete(HELLO)).text == "fine"
    assert (await Recorder(Recording(path)).complete(HELLO)).text == "fine"


async def test_no_secret_is_kept(path: Path) -> None:
    secret = "hf_" + "Ab1" * 10
    said = [Message(role="user", content=f"my token is {secret}")]
    await recorder(path, [f"your token is {secret}"])[0].complete(said)
    assert secret not in _read(path)
    assert (await Recorder(Recording(path)).complete(said)).text == "your token is ***"


async def test_a_line_cut_off_by_a_crash_costs_that_line_alone(path: Path) -> None:
    live, _ = recorder(path, ["one"])
    await live.complete(HELLO)
    await live.complete(HELLO[:1])
    _cut(path, 40)
    more, model = recorder(path, ["two"])
    assert (await more.complete(HELLO)).text == "one"
    assert (await more.complete(HELLO[:1])).text == "two"
    assert len(model.asked) == 1
    replay = Recorder(Recording(path))
    assert (await replay.complete(HELLO[:1])).text == "two"


async def test_another_models_recording_is_not_added_to(path: Path) -> None:
    await recorder(path, ["one"])[0].complete(HELLO)
    other = Recorder(Recording(path), Scripted(["two"], model_name="other"))
    with pytest.raises(UserError, match="was recorded with scripted, not other"):
        await other.complete(HELLO)


async def test_a_budget_before_a_recorder_is_not_recorded(path: Path) -> None:
    live, _ = recorder(path, ["one"])
    model = Budgeted(live, Budget(calls=1, tokens=100, seconds=9))
    await model.complete(HELLO)
    with pytest.raises(ModelError):
        await model.complete(HELLO[:1])
    assert len(Recording(path).calls) == 1


@pytest.mark.parametrize("content", ["hello\n", "hello", '{"mode": "endp'])
def test_a_file_that_is_no_recording_is_refused(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(UserError, match="line 1 is no recording"):
        Recording(path)


def test_the_three_ways(path: Path) -> None:
    model = Scripted(["x"])
    assert recorded(model, "live", "") is model
    assert recorded(None, "record", path) is None
    kept = recorded(model, "record", path)
    assert isinstance(kept, Recorder)
    assert kept.model is model
    ways: list[Way] = ["record", "replay"]
    for way in ways:
        with pytest.raises(UserError, match="GIGPATH_RECORDINGS"):
            recorded(model, way, "")
    with pytest.raises(UserError, match="no recording"):
        recorded(None, "replay", path)


async def test_a_packed_recording_survives_a_crash_and_shrinks(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl.gz"
    live, model = recorder(path, [f"Answer {n}." for n in range(30)])
    for n in range(30):
        await live.complete([Message(role="user", content=f"The same long question for everybody, {n}. " * 9)])
    grown = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-7])  # as a killed process leaves it
    torn = Recording(path)
    assert len(torn.calls) == 29
    again = Recorder(torn, model)
    model.answers.append("The last one again.")
    await again.complete([Message(role="user", content="The same long question for everybody, 29. " * 9)])
    again.recording.pack()
    first = path.read_bytes()
    assert len(first) < grown / 4
    whole = Recording(path)
    assert len(whole.calls) == 30
    whole.pack()
    assert path.read_bytes() == first
    replayed = await Recorder(whole).complete(
        [Message(role="user", content="The same long question for everybody, 3. " * 9)]
    )
    assert replayed.text == "Answer 3."


def test_a_file_that_is_no_gzip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl.gz"
    path.write_text("{}\n")
    with pytest.raises(UserError, match=r"answers\.jsonl\.gz is no gzip"):
        Recording(path)


async def test_what_nobody_waited_for_is_on_record_as_that(tmp_path: Path) -> None:
    """So that a replay goes the same way and does not miss it; recorded again, it is asked again."""

    class Slow(Scripted):
        async def complete(self, messages, **how):
            await asyncio.Event().wait()

    kept = Recorder(Recording(tmp_path / "calls.jsonl"), Slow([""]))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await kept.complete(HELLO)
    with pytest.raises(ModelError, match="Nobody waited"):
        await Recorder(Recording(tmp_path / "calls.jsonl")).complete(HELLO)
