"""The command line: words for people, JSON for machines, one sentence for what went wrong."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import ui_samples as samples

from agents.contracts import Advice
from runtime.errors import UserError
from runtime.records import Records
from runtime.settings import ROOT, settings
from tools.profile import Amount, Profile
from ui.cli import main
from ui.commands import answers
from ui.service import Service


@pytest.fixture
def service(home: Path, monkeypatch: pytest.MonkeyPatch) -> samples.FakeService:
    fake = samples.FakeService(Records(settings().database))

    @asynccontextmanager
    async def opened(config=None):
        yield fake

    monkeypatch.setattr(Service, "open", opened)
    monkeypatch.setattr("ui.commands.terminal.ready_index", lambda: None)  # a fake that searches nothing
    return fake


def ran(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


# ---- advise -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_first_advice_on_a_machine_needs_no_other_command(capsys) -> None:
    """Nothing was indexed in this home; a run kept there becomes a test profile by one command more."""
    code, out, err = ran(capsys, "advise", "--text", samples.WORDS, "--json")
    assert code == 0
    assert Advice.model_validate_json(out).decision.role
    assert "first run: indexing" in err
    folder = str(settings().home / "cases")
    assert ran(capsys, "eval", "add", "last", "--id", "one-more", "--to", folder)[1].strip().endswith("one-more.yaml")
    code, out, err = ran(capsys, "eval", "run", folder, "--name", "mine", "--json")
    assert code == 0, err
    assert json.loads(out)["means"]["groundedness.unsupported"] == 0
    assert "first run: indexing" not in err


def test_json_is_the_advice_alone(service, capsys) -> None:
    code, out, err = ran(capsys, "advise", "--text", samples.WORDS, "--json")
    assert code == 0
    assert Advice.model_validate_json(out).decision.role.soc == "43-3031"
    assert "Income analyst" in err
    assert "Go for bookkeeping" not in err


def test_a_pipe_gets_json_on_stdout_and_words_on_stderr(service, capsys) -> None:
    code, out, err = ran(capsys, "advise", "--text", samples.WORDS)
    assert code == 0
    assert json.loads(out)["run_id"]
    assert "Go for bookkeeping" in err


def test_words_go_to_stdout_when_asked_for(service, capsys) -> None:
    _, out, err = ran(capsys, "advise", "--text", samples.WORDS, "--words")
    assert "Go for bookkeeping" in out
    assert err == ""


def test_without_a_terminal_nothing_is_asked(service, capsys) -> None:
    code, out, _ = ran(capsys, "advise", "--text", "where am I")
    assert code == 0
    assert service.asked[-1]["ask"] is False
    assert json.loads(out)["questions"][0]["field"] == "place"


def test_flags_fill_a_profile(service, capsys) -> None:
    ran(capsys, "advise", "--work", "Uber driver", "--gross", "950/week", "--hours", "45", "--miles", "800", "--place", "Phoenix",
        "--skill", "Excel", "--skill", "Spanish", "--target", "25", "--study", "6", "--must", "home evenings", "--past", "bookkeeper")  # fmt: skip
    profile: Profile = service.asked[-1]["profile"]
    assert profile.work[0].model_dump(exclude_defaults=True) == {
        "title": "Uber driver", "hours": 45, "miles": 800, "gross": {"usd": 950, "per": "week"}
    }  # fmt: skip
    assert (profile.skills, profile.place, profile.target_hourly, profile.study_hours) == (
        ["Excel", "Spanish"],
        "Phoenix",
        25,
        6,
    )
    assert (profile.constraints, profile.past[0].title) == (["home evenings"], "bookkeeper")


def test_stdin_and_files(service, capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("I walk dogs"))
    ran(capsys, "advise", "--text", "-")
    assert service.asked[-1]["text"] == "I walk dogs"
    (tmp_path / "me.yaml").write_text("place: Tucson\nwork:\n- {title: cleaner, hours: 20}\n")
    ran(capsys, "advise", "--profile", str(tmp_path / "me.yaml"), "--hours", "25")
    profile = service.asked[-1]["profile"]
    assert (profile.place, profile.work[0].title, profile.work[0].hours) == ("Tucson", "cleaner", 25)
    (tmp_path / "me.txt").write_text("I clean houses")
    ran(capsys, "advise", "--profile", str(tmp_path / "me.txt"))
    assert service.asked[-1]["text"] == "I clean houses"


@pytest.mark.parametrize(("words", "usd", "per"), [
    ("950/week", 950, "week"), ("$25 an hour", 25, "hour"), ("3.2k/month", 3200, "month"), ("1,200", 1200, "week"), ("40/h", 40, "hour"),
    ("60000 a year", 60000, "year"), ("12 per job", 12, "job"),
])  # fmt: skip
def test_gross(words: str, usd: float, per: str) -> None:
    assert answers.gross(words) == Amount(usd=usd, per=per)


# ---- what goes wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("argv", [
    ["advise"], ["advise", "--text", "  "], ["advise", "--gross", "lots"], ["advise", "--must", "sing"], ["advise", "--profile", "/no/such.yaml"],
    ["advise", "--hours", "many"], ["advise", "--llm", "magic"], ["nonsense"], ["trace", "nosuchrun"], ["resume", "nosuchrun"], ["advise", "--bogus"],
])  # fmt: skip
def test_the_users_mistake_is_a_sentence_and_exit_2(service, capsys, monkeypatch, argv: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, out, err = ran(capsys, *argv)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(("name", "text", "says"), [
    ("a.json", '{"work": [', "line 1"), ("a.yaml", "work: [", "YAML"), ("a.json", "[1]", "profile"), ("a.yaml", "pay: 3", "pay"),
    ("a.yaml", "target_hourly: lots", "target_hourly"), ("a.json", "\x00\xff", "a.json"),
])  # fmt: skip
def test_a_profile_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="latin-1")
    with pytest.raises(UserError, match=says):
        answers.read_profile_file(tmp_path / name)


def test_a_run_that_fails_says_so(service, capsys) -> None:
    code, out, err = ran(capsys, "advise", "--text", "please fail")
    assert (code, out) == (1, "")
    assert err.strip().endswith("The table wages is truncated. Run `gigpath facts compile`.")


def test_what_nobody_foresaw_is_kept_and_told_in_a_sentence(
    home: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Records, "list", lambda *_: 1 / 0)
    code, out, err = ran(capsys, "runs")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    kept = re.search(r"in (\S+)\.$", err.strip())
    assert "ZeroDivisionError" in Path(kept[1]).read_text()


def test_an_interrupt_is_a_clean_end(home: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Records, "list", interrupted)
    code, _, err = ran(capsys, "runs")
    assert code == 130
    assert "resume" in err


def test_a_setting_that_makes_no_sense_is_named(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIGPATH_LLM", "magic")
    settings.cache_clear()
    code, _, err = ran(capsys, "runs")
    assert code == 2
    assert "GIGPATH_LLM" in err


# ---- what ran ---------------------------------------------------------------------------------------------------


def test_runs_trace_and_resume(service, capsys) -> None:
    ran(capsys, "advise", "--text", samples.WORDS)
    ran(capsys, "advise", "--text", "where am I")
    _, out, _ = ran(capsys, "runs")
    waiting, finished = [json.loads(line) for line in out.splitlines()]
    assert (waiting["outcome"], finished["outcome"]) == ("waiting", "finished")
    _, words, _ = ran(capsys, "trace", finished["run_id"][:6])
    assert "Income analyst" in words
    assert "chose Bookkeeping" in words
    assert max(map(len, words.splitlines())) <= 100
    _, words, _ = ran(capsys, "trace", finished["run_id"], "--node", "income_analyst")
    assert "you.net_hour" in words
    assert "stands on" in words
    _, record, _ = ran(capsys, "trace", finished["run_id"], "--json")
    assert json.loads(record)["advice"]["run_id"]
    code, _, err = ran(capsys, "resume", finished["run_id"])
    assert code == 2
    assert "finished" in err
    code, out, _ = ran(capsys, "resume", waiting["run_id"], "--answer", "place=Tucson")
    assert code == 0
    assert service.asked[-1] == {"answers": {"place": "Tucson"}}
    code, _, err = ran(capsys, "resume", waiting["run_id"], "--answer", "age=7")
    assert code == 2
    assert "place" in err


def test_help_is_quick() -> None:
    heavy = "import sys; from ui.cli import main; main(['--help']); print([m for m in ('langgraph','polars','rich.live','streamlit','pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


# ---- the real thing ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gigpath(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("real")
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIGPATH") and key != "HF_TOKEN"}

    def run(*argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())", *argv]
        more = {"GIGPATH_HOME": str(home), "GIGPATH_LLM": "none"}
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=ROOT, env={**env, **more}, timeout=120
        )

    built = run("index", "build")
    assert built.returncode == 0, built.stderr
    return run


def test_a_real_run_stands_on_its_facts(gigpath) -> None:
    text = ("I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of bookkeeping "
            "for my uncle, I know Excel and Spanish. I want $25 an hour, home in the evenings, can study 6 hours a week.")  # fmt: skip
    done = gigpath("advise", "--text", text, "--json")
    assert done.returncode == 0, done.stderr
    advice = Advice.model_validate_json(done.stdout)
    assert advice.income.net_hour < 0.5 * advice.income.gross_hour
    assert advice.profile.area.code == "0038060"
    assert advice.decision.role
    for passage in advice.narrative:
        shown = (
            " ".join(f"{advice.facts[ref].shown} {advice.facts[ref].value}" for ref in passage.refs)
            + advice.profile.model_dump_json()
        )
        for figure in re.findall(r"\$?\d[\d,]*\.?\d*%?", passage.text):
            assert figure.rstrip(".,") in shown, (figure, passage.text)


def test_tools_speak_json_lines(gigpath) -> None:
    one = gigpath("tool", "match_title", '{"title": "Uber driver"}')
    assert json.loads(one.stdout)["matches"][0]["soc"]
    many = gigpath("tool", "match_title", stdin='{"title": "plumber"}\nnot json\n{"title": "web developer"}\n')
    lines = [json.loads(line) for line in many.stdout.splitlines()]
    assert [("matches" in line, "error" in line) for line in lines] == [(True, False), (False, True), (True, False)]
    assert many.returncode == 2
    assert gigpath("tool", "nonsense", "{}").returncode == 2


def test_doctor_and_facts_are_content(gigpath) -> None:
    assert gigpath("facts", "verify").returncode == 0
    done = gigpath("doctor")
    assert done.returncode == 0
    assert {json.loads(line)["name"]: json.loads(line)["state"] for line in done.stdout.splitlines()}["index"] == "ok"


def test_a_database_that_cannot_be_kept_to_is_refused(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """Never a file by the name of a URL."""
    monkeypatch.setenv("GIGPATH_DATABASE_URL", "postgresql://localhost/gigpath")
    settings.cache_clear()
    assert main(["runs"]) == 2
    assert "GIGPATH_DATABASE_URL" in (told := capsys.readouterr().err)
    assert "SQLite file" in told


@pytest.mark.slow
@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
def test_a_talk_ends_at_its_prompt(indexed: Path, key: bytes) -> None:
    """In a terminal of its own, once the prompt stands; no traceback follows. Pressed again each second, as by a hand: a signal between
    the prompt and the reading behind it is seen by nobody."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIGPATH")}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())", "chat"]
    talking = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True,
        env={**env, "GIGPATH_HOME": str(indexed), "GIGPATH_LLM": "none"},
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    try:
        os.close(theirs)
        shown = b""
        while b"> " not in shown:
            assert select.select([ours], [], [], 60)[0], shown.decode()
            shown += os.read(ours, 4096)
        for _ in range(30):
            os.write(ours, key)
            with suppress(subprocess.TimeoutExpired):
                talking.wait(1)
                break
        assert talking.poll() == 0
        assert b"Traceback" not in shown
    finally:
        talking.kill()
        os.close(ours)
