"""The user's own reports: quoted word for word where they answer, silent where they do not, and no figure moves by them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.contracts import Advice
from knowledge import reports
from knowledge.sources.documents import WINDOW, headed, pieces, sentences, windows
from runtime.errors import UserError
from runtime.events import RunFinished
from runtime.settings import settings
from tools.quoting.quotes import quotations
from ui.cli import main
from ui.service import Service

pytestmark = pytest.mark.usefixtures("at_home")

COUNTY = """# Care in Alder County
The county expects 412 openings for nursing assistants over the next twelve months. Two thirds of them replace people who left.

# Pay
Home care agencies here pay $17.80 an hour to start. Weekend shifts bring a premium of two dollars.
"""
OTHER = """# Pay in Alder County
A survey of nine agencies found that home care workers start at $14.10 an hour.
"""
TALK = "I drive for Lyft in Tampa, 45 hours a week for $800, 700 miles. I cared for my aunt for two years."


def added(folder: Path, **texts: str) -> None:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.md")
        paths[-1].write_text(text)
    counts, problems = reports.add(paths)
    assert problems == {}
    assert set(counts) == {path.name for path in paths}


def test_an_answer_is_quoted_as_it_stands_with_its_place(tmp_path: Path) -> None:
    added(tmp_path, county=COUNTY)
    (found, *_) = quotations("what do home care agencies pay to start in alder county")
    assert "$17.80 an hour to start" in found.text
    assert found.text in " ".join(COUNTY.split())
    assert (found.source, found.heading) == ("county.md", "Pay")
    assert found.date


@pytest.mark.parametrize(
    "question", ["how do i file quarterly taxes", "do they pay for scrubs", "who won the game last night"]
)
def test_what_no_report_says_is_quoted_from_none(tmp_path: Path, question: str) -> None:
    added(tmp_path, county=COUNTY)
    assert quotations(question) == []


def test_without_reports_nothing_is_quoted() -> None:
    assert quotations("how many openings are there") == []


def test_reports_are_listed_replaced_and_removed(tmp_path: Path) -> None:
    added(tmp_path, county=COUNTY, other=OTHER)
    assert reports.names() == {"county.md": 2, "other.md": 1}
    added(tmp_path, county=OTHER)
    assert reports.names() == {"county.md": 1, "other.md": 1}
    assert reports.remove("county.md") == 1
    assert reports.names() == {"other.md": 1}
    with pytest.raises(UserError, match=r"no report 'county\.md'"):
        reports.remove("county.md")


async def test_two_that_contradict_are_both_quoted_and_nothing_moves(tmp_path: Path) -> None:
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    question = "what do home care agencies pay to start in alder county"
    answers = []
    async with Service.open(config, cached=False) as service:
        for number in range(2):
            last = [event async for event in service.advise(TALK, thread=f"t{number}")][-1]
            reply = [event async for event in service.advise(question, thread=f"t{number}")][-1]
            assert isinstance(last, RunFinished)
            assert isinstance(reply, RunFinished)
            answers.append([Advice.model_validate(event.advice) for event in (last, reply)])
            added(tmp_path, county=COUNTY, other=OTHER)
    (before, _), (after, talk) = answers
    assert talk.reply is not None
    assert {quote.source for quote in talk.reply.quotes} == {"county.md", "other.md"}
    assert after.decision == before.decision
    assert after.income == before.income
    assert after.skills == before.skills
    assert after.market == before.market


def test_two_that_say_nearly_the_same_words_with_other_figures_are_both_quoted(tmp_path: Path) -> None:
    one = "House cleaners in Alder County charge $38 an hour on average, before supplies."
    added(tmp_path, a=one, b=one.replace("$38", "$24"), c=one)
    found = quotations("what do house cleaners charge in alder county")
    assert {"$38" in quote.text for quote in found} == {True, False}


def test_the_same_by_the_commands_that_a_worker_types(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> dict[str, Any]:
        assert main(list(words)) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    before = said("advise", "--thread", "before", "--text", TALK, "--json")
    files = [tmp_path / "county.md", tmp_path / "other.md"]
    for file, text in zip(files, (COUNTY, OTHER), strict=True):
        file.write_text(text)
    assert said("index", "add", *map(str, files)) == {"county.md": 2, "other.md": 1}
    after = said("advise", "--thread", "after", "--text", TALK, "--json")
    asked = said("ask", "--thread", "after", "--json", "what do home care agencies pay to start in alder county")
    quoted = {quote["source"]: quote["text"] for quote in asked["reply"]["quotes"]}
    assert "$17.80" in quoted["county.md"]
    assert "$14.10" in quoted["other.md"]
    assert asked["advice"] is None
    official = said("ask", "--thread", "after", "--json", "what do home health aides make here")
    assert any(ref.startswith("wage.31-1121") for ref in official["reply"]["refs"])
    assert not {"17.80", "14.10"} & set(re.findall(r"\d+\.\d\d", official["reply"]["text"]))
    assert [after[key] for key in ("decision", "income", "skills", "market")] == [
        before[key] for key in ("decision", "income", "skills", "market")
    ]


def test_a_window_is_found_by_what_it_stands_under(tmp_path: Path) -> None:
    """The sentence itself names neither the trade nor the county."""
    wages = "# Welders in Alder County\nThe usual start is $21.40 an hour. It rises after a year.\n"
    others = "".join(f"# {trade} in Alder County\nThe usual start is ${n}.10 an hour. It rises after a year.\n\n" for n, trade in enumerate(("Bakers", "Barbers", "Janitors", "Roofers", "Cooks", "Clerks"), 14))  # fmt: skip
    added(tmp_path, wages=others + wages)
    found, _ = reports.nearest("what do welders start at in alder county", 1)[0]
    assert "$21.40" in found.page_content


def test_reports_that_were_embedded_in_another_way_are_embedded_anew(tmp_path: Path) -> None:
    added(tmp_path, county=COUNTY)
    assert reports.renew() == 0
    kept = reports.opened()._collection
    kept.modify(metadata={"embedder": settings().embedder})
    assert reports.renew() == 2
    assert reports.renew() == 0
    assert reports.names() == {"county.md": 2}
    assert quotations("what do home care agencies pay to start in alder county")


def test_windows_keep_every_sentence() -> None:
    text = "One is here. Two is there. Three is left. Four is right."
    assert sentences(text) == [
        "One is here. Two is there.",
        "Two is there. Three is left.",
        "Three is left. Four is right.",
    ]
    assert sentences("Only one.") == ["Only one."]
    assert sentences("") == []
    assert headed("## Pay here\nIt is good.\n") == ("Pay here", "It is good.")
    assert headed("No heading. At all.") == ("", "No heading. At all.")


def test_a_text_without_stops_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" ".join(f"word{n}" for n in range(2_000)))
    found = windows(path)
    assert len(found) > 1
    assert all(len(doc.text) <= 700 for doc in found)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=8))
def test_no_sentence_of_a_report_is_lost_and_no_window_is_too_long(lengths: list[int]) -> None:
    """Sentences of any length: each stands whole in a window where it fits into one, and all of a longer one is in windows."""
    said = [f"S{at}" + "x" * size + "." for at, size in enumerate(lengths)]
    found = sentences(" ".join(said))
    assert all(0 < len(window) <= WINDOW for window in found)
    for one in said:
        assert len(one) > WINDOW or any(one in window for window in found)
        assert all(any(piece in window for window in found) for piece in pieces(one))
