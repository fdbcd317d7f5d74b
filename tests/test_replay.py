"""Profiles replayed through the product: every one, whole, once; gone on with where it was stopped; from a recording exactly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from modelserver import Scripted

from evals.cases import load
from evals.experiments import MOST, configured, grid, parsed, prompts
from evals.replay import chosen, manifest, opened, replay, tasks
from evals.results import RunSet, find
from evals.scorecard import Scorecard, card, read, write
from runtime.errors import NotFound, UserError
from runtime.events import AgentFinished, Event, RunFailed, RunStarted
from runtime.llm import Choice
from runtime.settings import ROOT, settings
from tools.profile import Profile
from ui.cli import main

PEOPLE: dict[str, dict[str, Any]] = {
    "driver": {
        "gig": "rideshare",
        "tags": ["car"],
        "text": "I drive for Uber in Phoenix, 45 hours a week for $950, about 800 miles. I know Excel.",
        "again": ["Uber driver, Phoenix AZ. $950 a week, 45 hours weekly, 800 miles a week. I know Excel."],
        "expect": {"current": ["53-3054"], "net_hour": [6.3, 6.8], "area": "0038060"},
    },
    "aide": {
        "gig": "home care",
        "profile": {"work": [{"title": "home health aide"}], "place": "Columbus, Ohio", "study_hours": 6},
        "expect": {"hours_per_week": 6, "abstains": False},
    },
    "thin": {"gig": "unknown", "tags": ["thin"], "text": "hi", "expect": {"asks": ["work"], "abstains": True}},
}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    folder.mkdir()
    for name, told in PEOPLE.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(told))
    return folder


def same(name: str, other: str) -> bool:
    """Whether two sets of runs did and measured the same, clocks aside."""
    a, b = (read(one) for one in (name, other))
    return [(r.key, r.pick, r.trail) for r in a.rows] == [(r.key, r.pick, r.trail) for r in b.rows]


# ---- what is run ----------------------------------------------------------------------------------------------


def test_each_in_its_own_words_and_in_others(people: Path) -> None:
    todo = tasks(load(people), repeat=2)
    keys = [task.key for task in todo]
    assert keys == [
        ("aide", 0, 0), ("aide", 0, 1), ("driver", 0, 0), ("driver", 0, 1), ("driver", 1, 0), ("driver", 1, 1), ("thin", 0, 0), ("thin", 0, 1),
    ]  # fmt: skip
    assert todo[4].text == PEOPLE["driver"]["again"][0]
    assert todo[0].profile is not None
    told = load(people)[0].model_copy(update={"again": ["I care for people in Columbus."]})
    assert tasks([told])[1].profile is None  # a ready profile would say again what the words must say


def test_some_of_them(people: Path) -> None:
    cases = load(people)
    assert [case.id for case in chosen(cases, ["thin", "car"])] == ["driver", "thin"]
    assert [case.id for case in chosen(cases, ["home care"], 1)] == ["aide"]
    with pytest.raises(UserError, match="No profile is tagged boats"):
        chosen(cases, ["boats"])


async def silent(text: str, profile: Profile | None, thread: str = "") -> AsyncIterator[Event]:
    """A run that fails at once, for what has nothing to do with the product."""
    yield RunStarted(run_id="r", thread="t", mode="evidence-only")
    if text == "hi":
        yield AgentFinished(agent="intake", seconds=0, result={"questions": [{"field": "work"}]})
    yield RunFailed(message="It broke.", mend="Mend it.")


def a_set(people: Path, folder: Path, **more: Any) -> RunSet:
    return opened(folder, manifest("x", "people", load(people), **more))


async def test_going_on_runs_what_is_left(people: Path, tmp_path: Path) -> None:
    cases, ran = load(people), list[str]()

    async def counted(text: str, profile: Profile | None, thread: str = "") -> AsyncIterator[Event]:
        ran.append(text)
        yield RunStarted(run_id="r", thread="t", mode="evidence-only")

    runs = a_set(people, tmp_path / "x")
    assert await replay(tasks(cases)[:2], counted, runs) == 2
    file = tmp_path / "x" / "results.jsonl"
    file.write_text(file.read_text() + '{"case": "thin", "vari')  # as a killed process leaves it
    again = a_set(people, tmp_path / "x")
    assert await replay(tasks(cases), counted, again) == 2
    assert len(ran) == 4
    assert sorted(result.key for result in again) == [
        ("aide", 0, 0),
        ("driver", 0, 0),
        ("driver", 1, 0),
        ("thin", 0, 0),
    ]


async def test_a_run_that_failed_is_kept_with_its_reason_and_tried_again(people: Path, tmp_path: Path) -> None:
    runs = a_set(people, tmp_path / "x")
    await replay(tasks(load(people)), silent, runs)
    results = {result.case: result for result in runs}
    assert results["thin"].outcome == "failed"
    assert results["thin"].error == "It broke. Mend it."
    assert results["thin"].asked == ["work"]
    assert await replay(tasks(load(people)), silent, a_set(people, tmp_path / "x")) == 4


async def test_other_conditions_need_another_name(people: Path, tmp_path: Path) -> None:
    a_set(people, tmp_path / "x")
    with pytest.raises(UserError, match=r"with other model, changed\."):
        a_set(people, tmp_path / "x", model="other", changed={"model": "other"})
    (people / "thin.yaml").write_text("gig: unknown\ntext: hello\n")
    with pytest.raises(UserError, match="with other cases"):
        a_set(people, tmp_path / "x")


async def test_stopping_loses_the_runs_in_flight_alone(people: Path, tmp_path: Path) -> None:
    runs, cases = a_set(people, tmp_path / "x"), load(people)

    async def slow(text: str, profile: Profile | None, thread: str = "") -> AsyncIterator[Event]:
        yield RunStarted(run_id="r", thread="t", mode="evidence-only")
        if text == "hi":
            await asyncio.Event().wait()

    rest = asyncio.Event()
    hear = lambda what, share: rest.set() if share >= 0.75 else None  # noqa: E731
    work = asyncio.create_task(replay(tasks(cases), slow, runs, jobs=4, told=hear))
    await rest.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert {result.case for result in runs} == {"aide", "driver"}


def test_a_line_break_of_unicode_is_none(tmp_path: Path, people: Path) -> None:
    runs = a_set(people, tmp_path / "x")
    from evals.results import Result

    runs.add(Result(case="thin", run_id="r", outcome="failed", seconds=1, error="one\u2028two\x85three"))
    assert [result.error for result in runs] == ["one\u2028two\x85three"]


# ---- through the product --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_home")
def test_the_command_runs_measures_and_goes_on(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "run", str(people), "--name", "first", "--llm", "none"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["profiles"], told["without_answer"]) == (4, 3, 0)
    assert told["means"]["decision.expected"] == 1.0
    assert told["means"]["groundedness.unsupported"] == 0
    assert told["means"]["decision.stable"] == 1.0
    runs = find("first")
    kept = runs.manifest
    assert kept.mode == "evidence-only"
    assert kept.finished >= kept.started
    assert kept.facts.keys() >= {"wages", "occupations"}
    assert kept.prompts.keys() >= {"career_decider", "rules"}
    assert kept.versions["langgraph"]
    assert [case.id for case in kept.cases] == ["aide", "driver", "thin"]
    lines = (runs.folder / "results.jsonl").read_bytes()
    assert main(["eval", "run", str(people), "--name", "first", "--llm", "none"]) == 0
    assert (runs.folder / "results.jsonl").read_bytes() == lines  # nothing was left to run
    assert json.loads(capsys.readouterr().out)["means"] == told["means"]
    assert main(["eval", "runs"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "first"
    assert main(["eval", "score", "last", "--words"]) == 0
    assert "decision.expected" in capsys.readouterr().out


@pytest.mark.usefixtures("at_home")
def test_evaluations_are_no_conversations(people: Path, home: Path) -> None:
    from runtime.records import Records

    main(["eval", "run", str(people), "--name", "quiet", "--llm", "none", "--tag", "thin"])
    assert Records(settings().database).list() == []


@pytest.mark.usefixtures("at_home")
def test_from_a_recording_it_is_exact(people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = Scripted(["I suggest {pick}. You will be rich."])
    file = str(tmp_path / "made.jsonl.gz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.service.choose", lambda config: Choice(model, "scripted"))
        assert main(["eval", "run", str(people), "--name", "spoken", "--record", file]) == 0
    said = json.loads(capsys.readouterr().out)["means"]
    assert said["cost.calls"] > 1
    assert 0 < said["speech.kept"] < 1
    assert find("spoken").manifest.way == "record"
    calls = len(model.asked)
    for name, more in (("again", []), ("faster", ["--jobs", "3"])):
        assert main(["eval", "run", str(people), "--name", name, "--replay", file, *more]) == 0
        assert same("spoken", name)
    assert len(model.asked) == calls
    kept = find("again").manifest
    assert (kept.way, kept.mode, kept.model) == ("replay", "endpoint", "scripted")
    assert len(kept.recordings) == 16


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nowhere"], 2, "There is no set 'nowhere'"),
        (["profiles", "--replay", "none.gz"], 2, "There is no recording none.gz"),
        (["profiles", "--replay", "a.gz", "--record", "b.gz"], 2, "either made or replayed"),
        (["profiles", "--name", "../x"], 2, "is no name"),
        (["profiles", "--set", "hf_token=x"], 2, "'hf_token' cannot be set"),
        (["profiles", "--set", "prompt.intake=x"], 2, "'prompt.intake' cannot be set"),
        (["profiles", "--set", "prompt.skill_mapper=nofile.md"], 2, "nofile.md cannot be read"),
        (["profiles", "--grid", "model=a"], 2, "is no grid"),
        (["profiles", "--llm", "none", "--record", "x.gz", "--limit", "1"], 2, "There is no model to record"),
    ],
)
def test_mistakes_are_named(words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "run", *words]) == code
    told = capsys.readouterr().err
    assert message in told
    assert "Traceback" not in told


# ---- experiments ----------------------------------------------------------------------------------------------


def test_what_is_set_reaches_settings_and_prompts(tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_text("$rules\nSay it.\n$facts")
    changed = parsed(
        [
            f"prompt.skill_mapper={file}",
            "agents.income_analyst.model=m",
            "agents.income_analyst.temperature=0",
            "run_calls=3",
            "hints=none",
        ]
    )
    config = configured(settings(), changed)
    assert config.agents["income_analyst"].model == "m"
    assert config.agents["income_analyst"].temperature == 0
    assert config.run_calls == 3
    assert config.hints == frozenset()
    assert settings().run_calls == 40
    assert prompts(changed) == {"skill_mapper": "$rules\nSay it.\n$facts"}
    with pytest.raises(UserError, match=r"agents\.income_analyst\.temperature cannot be so"):
        configured(settings(), {"agents.income_analyst.temperature": "hot"})
    file.write_text("$rules $secret")
    with pytest.raises(UserError, match=r"cannot hold \$secret"):
        prompts(changed)


def test_a_grid_is_every_combination() -> None:
    assert grid([]) == [{}]
    assert grid(["model=a,b", "run_calls=1,2"]) == [
        {"model": model, "run_calls": calls} for model in "ab" for calls in "12"
    ]
    with pytest.raises(UserError, match=f"and {MOST} are the most"):
        grid(["model=a,b,c,d", "run_calls=1,2,3,4"])


@pytest.mark.usefixtures("at_home")
def test_a_grid_comes_to_one_table(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "ui.service.choose", lambda config: Choice(Scripted(["Go for {pick} at {pick_pay}."]), "scripted")
    )
    own = (ROOT / "agents" / "prompts" / "career_decider.md").read_text()
    (tmp_path / "a.md").write_text(own)
    (tmp_path / "b.md").write_text(own + "\nBe brief.")
    axis = f"prompt.career_decider={tmp_path / 'a.md'},{tmp_path / 'b.md'}"
    assert main(["eval", "run", str(people), "--name", "g", "--tag", "car", "--grid", axis]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["name"], second["name"]) == ("g-1", "g-2")
    assert first["means"]["cost.tokens_in"] == second["means"]["cost.tokens_in"]  # the scripted model counts ten each
    assert find("g-1").manifest.prompts["career_decider"] != find("g-2").manifest.prompts["career_decider"]


# ---- scorecards -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_home")
def test_a_scorecard_is_kept_small_and_without_this_machine(people: Path, tmp_path: Path) -> None:
    main(["eval", "run", str(people), "--name", "kept", "--llm", "none"])
    made = card(find("kept"))
    for name in ("card.json", "card.json.gz"):
        write(made, tmp_path / name)
        told = read(str(tmp_path / name))
        assert [(r.key, r.pick, r.trail) for r in told.rows] == [(r.key, r.pick, r.trail) for r in made.rows]
        assert told.facts == made.facts
        assert not any("seconds" in name for row in told.rows for name in row.values)
    assert str(tmp_path) not in (tmp_path / "card.json").read_text()
    kept = (tmp_path / "card.json").read_text()
    messages = [told["text"] for told in PEOPLE.values() if len(told.get("text", "")) > 20]
    assert not any(text[:40] in kept for text in messages), "at most a word of theirs, never the message"
    assert (tmp_path / "card.json.gz").stat().st_size < 12_000
    (tmp_path / "broken.json").write_text("{}")
    with pytest.raises(UserError, match=r"broken\.json is no scorecard"):
        read(str(tmp_path / "broken.json"))
    with pytest.raises(NotFound):
        read("nothing")
    assert isinstance(made, Scorecard)
