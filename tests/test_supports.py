"""Who may pay or help: which rows are shown for what somebody says, and for whom a row would be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.grounded import unsupported
from tests.test_advice import advice
from tools.needs.classifier import classifier, clauses, needs_of
from tools.needs.lessons import load
from tools.profile import Credential, Profile
from tools.supports import MOST, NEEDS, problems, supports

pytestmark = pytest.mark.usefixtures("at_home")


def shown(*needs: str, state: str = "") -> list[str]:
    return [row.id for row in supports(needs, state).rows]


# ---- rows -----------------------------------------------------------------------------------------------------


def test_the_tables_are_whole() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("needs", "first"),
    [
        (["domestic violence"], "dv"), (["mental health"], "crisis_988"), (["record"], "record_clearing"), (["ssdi or ssi"], "wipa"),
        (["veteran", "homeless"], "vet_homeless"), (["no diploma"], "hse"), (["laid off"], "ui"), (["wage theft"], "wage_claim"),
    ],
)  # fmt: skip
def test_the_best_row_for_a_need_comes_first(needs: list[str], first: str) -> None:
    assert shown(*needs)[0] == first


def test_a_need_that_presses_more_comes_first() -> None:
    ids = shown("no money for training", "rent due")
    assert ids.index("d211") < ids.index("wioa")


def test_who_lives_on_benefits_hears_of_a_counsellor_before_anything_else() -> None:
    (first, *_) = supports(["ssdi or ssi", "no money for training"]).rows
    assert first.id == "wipa"


def test_a_row_of_another_state_is_not_shown() -> None:
    assert "deact_wa" in shown("deactivated", state="WA")
    assert "deact_wa" not in shown("deactivated", state="CO")
    assert not [one for one in shown("deactivated") if one.startswith("deact_") and one != "deact_appeal"]


def test_who_has_no_papers_is_sent_to_no_office_that_asks_for_them() -> None:
    ids = shown("immigrant no papers", "laid off", "no money for training", "food")
    assert ids[0] == "immigrant_legal" or "immigrant_legal" in ids
    assert not {"ui", "wioa", "pell", "snap", "apprenticeship"} & set(ids)


@given(st.lists(st.sampled_from(NEEDS), max_size=8, unique=True), st.sampled_from(["", "CA", "WA", "TX"]))
def test_nobody_is_shown_what_would_be_wrong_for_them(needs: list[str], state: str) -> None:
    found = supports(needs, state)
    assert len(found.rows) <= MOST
    assert len({row.id for row in found.rows}) == len(found.rows) == len(found.met)
    for row, need in zip(found.rows, found.met, strict=True):
        assert not set(row.never) & set(needs)
        assert set(need.split("+")) <= set(needs)
        assert row.state in ("", state)
    assert {fact.subject for fact in found.facts} <= {"support"}


def test_every_need_has_a_row() -> None:
    assert [need for need in NEEDS if need not in ("licence", "degree") and not shown(need, state="CO")] == []


# ---- what words say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("I served eight years in the Marines and now I haul junk in Tulsa", "veteran"),
        ("been sleeping in my van since the divorce, doing shipt", "homeless"),
        ("im raising three kids by myself and driving nights", "single parent"),
        ("I am 61 and lost my office job in May", "age 55 plus"),
        ("Lyft shut down my account yesterday and nobody answers", "deactivated"),
        ("got a felony from 2014, cleaning offices now", "record"),
    ],
)
def test_a_need_is_heard_in_plain_words(text: str, need: str) -> None:
    assert need in classifier()(text)


@pytest.mark.parametrize(
    "text",
    [
        "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles.",
        "My brother is a veteran and I paint houses with him, $200 a day.",
        "I make candles and sell them at markets, about $300 a weekend.",
        "",
    ],
)
def test_ordinary_talk_is_no_need(text: str) -> None:
    assert classifier()(text) == []


def test_what_the_profile_says_counts_too() -> None:
    profile = Profile(
        constraints=["no background check"],
        education="none",
        budget=0,
        credentials=[Credential(name="RN", state="foreign")],
    )
    assert set(needs_of(profile, "")) == {"record", "no diploma", "no money for training", "foreign degree"}
    assert needs_of(Profile(needs=["veteran"]), "thanks") == ["veteran"], "what was said stays"


@given(st.text(max_size=400))
def test_any_text_falls_into_few_clauses(text: str) -> None:
    found = clauses(text)
    assert 1 <= len(found) <= 48
    assert found[0] == " ".join(text.split())


def test_the_lessons_name_known_needs_alone() -> None:
    lessons = load()
    assert {need for _, needs in lessons for need in needs} <= set(NEEDS)
    assert len(lessons) > 4_000


# ---- an answer ------------------------------------------------------------------------------------------------


async def test_an_answer_shows_who_may_help_with_its_page() -> None:
    found = await advice(
        "I got a felony from 2014. I clean offices in Columbus, Ohio, 30 hours a week for $420 a week. I want to become a nursing assistant."
    )
    assert "record" in found.profile.needs
    assert found.supports
    assert "record_clearing" in [one.id for one in found.supports]
    for one in found.supports:
        assert found.facts[one.words].source
        assert not one.link or str(found.facts[one.link].value).startswith("https://")
    assert unsupported(found) == []


async def test_money_for_the_way_is_named_where_it_costs_more_than_there_is() -> None:
    found = await advice(
        "I deliver for DoorDash in Columbus, Ohio, 40 hours a week, $800 a week, 600 miles. I want to become a barber. I can study 25 hours a week and have $4,000."
    )
    assert "wioa" in [one.id for one in found.supports]


def test_a_right_of_drivers_is_shown_to_drivers() -> None:
    def ids(*work: str) -> set[str]:
        return {row.id for row in supports(["deactivated"], "MN", work=work).rows}

    assert "deact_mn" in ids("53-3054")
    assert "deact_mn" in ids(), "where the work is not known"
    assert "deact_mn" not in ids("39-2021")
    assert "deact_appeal" in ids("39-2021")


def test_what_is_for_those_without_a_degree_is_not_shown_to_who_holds_one() -> None:
    def ids(*needs: str) -> set[str]:
        return {row.id for row in supports(["no money for training", *needs], "MI", k=20).rows}

    assert {"wioa", "mi_reconnect"} <= ids()
    assert "wioa" in ids("degree")
    assert not {"pell", "free_cc", "mi_reconnect"} & ids("degree")
