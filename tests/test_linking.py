"""The linking evaluation on small made-up sets, worked by hand."""

import json
import time
from pathlib import Path

import pytest
from clock import SLACK
from typer.testing import CliRunner

from evals.linking import evaluate, opened
from evals.scores import Report, shares
from knowledge.tables import tables
from runtime.errors import UserError
from ui.cli import app


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    (tmp_path / "title_to_soc_tiny.csv").write_text(
        "title,soc\nRegistered Nurses,29-1141\nBaker,51-3011|35-2021\nExecutive Secretary,43-6000\nCabinetmaker,29-1141\n"
    )
    (tmp_path / "similar_occupations_ooh.csv").write_text(
        "from_soc,from_title,to_soc,to_title\n43-3031,Bookkeepers,13-2011,Accountants\n43-6000,Secretaries,43-4171,Clerks\n"
    )
    (tmp_path / "freelancer_skills.jsonl").write_text(
        json.dumps({"skills": ["Adobe Photoshop", "Logo Design", "qqxzv"], "category": "graphic design"}) + "\n"
    )
    return tmp_path


class Plain:
    """Baselines that answer next to nothing, as the real ones need minutes to be made."""

    def __init__(self, progress: object) -> None: ...

    def __getattr__(self, name: str) -> object:
        return lambda asked, k: [["43-4171"] if name == "related" else [] for _ in asked]


@pytest.fixture
def report(sets: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.setattr("evals.linking.Baselines", Plain)
    return evaluate(sets)


def value(report: Report, name: str, metric: str, system: str = "gigpath") -> float:
    return next(m.value for m in report.measures if (m.set, m.metric, m.system) == (name, metric, system))


def test_a_joint_code_is_missed_as_given_and_met_when_opened(report: Report) -> None:
    assert value(report, "tiny", "top1") == 0.5  # the secretary's code is joint, the cabinetmaker's is wrong on purpose
    assert value(report, "tiny, joint codes opened", "top1") == 0.75
    assert value(report, "tiny", "top1", "TF-IDF") == 0


def test_the_worst_family_comes_with_what_was_answered(report: Report) -> None:
    (miss,) = report.confusions
    assert (miss.family, miss.missed, miss.questions, miss.example) == ("29-1", 1, 2, "Cabinetmaker")
    assert miss.answered.startswith("Cabinetmakers")


def test_what_links_to_nothing_counts_against_the_share(report: Report) -> None:
    assert value(report, "freelancers' skills", "linked") == pytest.approx(2 / 3, abs=1e-4)
    assert value(report, "skills alone", "family@5") == 1


def test_a_joint_code_may_be_asked_about(report: Report) -> None:
    assert value(report, "similar occupations", "recall@10") > 0
    assert {m.n for m in report.measures if m.set == "similar occupations, joint codes opened"} == {2}


def test_every_interval_holds_its_value(report: Report) -> None:
    assert all(0 <= m.low <= m.value <= m.high <= 1 for m in report.measures)


def test_a_lead_is_sure_only_where_most_questions_show_it() -> None:
    ours, same, worse = shares("set", "top1", {"gigpath": [1, 0] * 50, "same": [0, 1] * 50, "worse": [0.0] * 100})
    assert ours.value == 0.5
    assert ours.lead is None
    assert same.lead is not None
    assert same.lead.value == 0
    assert same.lead.low < 0 < same.lead.high
    assert worse.lead is not None
    assert (worse.lead.value, worse.low, worse.high) == (0.5, 0, 0)
    assert worse.lead.low > 0.35


def test_shares_weigh_people_by_their_mentions() -> None:
    (ours,) = shares("set", "linked", {"gigpath": [1.0, 0.0]}, [3, 1])
    assert ours.value == 0.75


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("43-3031", {"43-3031"}),
        ("11-2030", {"11-2032", "11-2033"}),
        ("21-1018", {"21-1011", "21-1014"}),
        ("43-6000", {"43-6011", "43-6012", "43-6013", "43-6014"}),
    ],
)
def test_joint_codes(code: str, means: set[str]) -> None:
    assert opened({code}) == means


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such sets"):
        evaluate(tmp_path)


def test_the_command_prints_json(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.linking.Baselines", Plain)
    answer = CliRunner().invoke(app, ["eval", "link", str(sets), "--json", "--set", "skills"])
    assert {m["set"] for m in json.loads(answer.stdout)["measures"]} == {
        "freelancers' skills", "skills alone", "gap skills",
    }  # fmt: skip


@pytest.mark.slow
def test_a_thousand_titles_in_a_batch() -> None:
    """JSON lines in and out, each title unlike O*NET's own so that none is a mere look-up; 20 s is the floor."""
    lines = "".join(
        json.dumps({"title": f"assistant {title}"}) + "\n" for title in tables().titles["title"].sample(1_000, seed=1)
    )
    began = time.perf_counter()
    answer = CliRunner().invoke(app, ["tool", "match_title"], input=lines)
    assert time.perf_counter() - began < 20 * SLACK
    assert len(answer.stdout.splitlines()) == 1_000
