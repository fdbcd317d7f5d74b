"""The guard before thousands of false and harmful sentences that a grammar of their own makes, and its own phrases read and spoken."""

from __future__ import annotations

from collections import Counter

import pytest
from guard_fuzz import TRUE, false_sentences
from guard_kinds import TURNED, TWINS

from agents.guard import Allowed, check
from agents.guard.grammar import grammar, read
from agents.subjects import allowed
from tools.fact import Fact

S = "43-3031"
GIVEN: dict[str, tuple[tuple[str, str, float | str, str, str], ...]] = {
    "income_analyst": (
        ("you.gross_week", "your_gross_week", 950, "USD/week", "you"), ("you.hours", "your_hours", 45, "hours/week", "you"), ("you.miles_cost", "your_miles_cost", 560, "USD/week", "you"),
        ("you.se_tax", "your_se_tax", 55, "USD/week", "you"), ("you.net_hour", "your_net_hour", 7.5, "USD/hour", "you"),
    ),
    "skill_mapper": (("you.skill.1", "your_skill_a", "Excel", "text", "you"), ("you.skill.2", "your_skill_b", "Spanish", "text", "you")),
    "career_decider": (
        (f"role.{S}.title", "pick", "bookkeepers", "text", S), (f"wage.{S}.1.p50", "pick_pay", 25, "USD/hour", S), (f"wage.{S}.1.p25", "pick_entry_pay", 22.4, "USD/hour", S),
        (f"wage.{S}.1.net", "pick_net", 23, "USD/hour", S), (f"area.1.{S}", "pick_place", "Phoenix, AZ", "text", S), (f"role.{S}.growth", "pick_growth", -5.8, "percent", S),
        ("you.net_hour", "your_net_hour", 7.5, "USD/hour", "you"),
    ),
    "upskilling_coach": (
        ("plan.pace", "plan_pace", 6, "hours/week", S), ("plan.hours", "plan_hours", 20, "hours", S), ("plan.weeks", "plan_weeks", 4, "weeks", S), ("plan.cost", "plan_cost", 200, "USD", S),
        (f"way.{S}.1.cost.low", "way_cost_low", 0, "USD", S), (f"way.{S}.1.cost.high", "way_cost_high", 600, "USD", S), (f"way.{S}.1.weeks.low", "way_weeks_low", 6, "weeks", S),
        (f"way.{S}.1.weeks.high", "way_weeks_high", 26, "weeks", S),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def may() -> dict[str, Allowed]:
    def fact(row: tuple[str, str, float | str, str, str]) -> Fact:
        fields = dict(zip(("id", "name", "value", "unit", "subject"), row, strict=True))
        return Fact.model_validate({**fields, "meaning": row[1].replace("_", " "), "source": "s"})

    return {agent: allowed({row[1]: fact(row) for row in rows}) for agent, rows in GIVEN.items()}


def test_nothing_false_or_harmful_passes(may: dict[str, Allowed]) -> None:
    made = list(false_sentences())
    kinds = Counter(kind for kind, _, _ in made)
    assert len(made) >= 5_000
    assert len(kinds) >= 25
    assert min(kinds.values()) >= 20, kinds.most_common()[-3:]
    assert [(kind, said) for kind, agent, said in made if check(said, may[agent]).ok] == []


def test_what_they_are_hung_onto_is_true_and_passes(may: dict[str, Allowed]) -> None:
    assert [said for agent, true in TRUE.items() for said in true if not check(f"{said}.", may[agent]).ok] == []


def test_what_is_true_may_be_said_from_either_end(may: dict[str, Allowed]) -> None:
    held = [said for agent, true in TURNED.items() for said in true if not check(said, may[agent]).ok]
    assert held == []


def test_what_sounds_like_it_and_is_false_does_not_pass(may: dict[str, Allowed]) -> None:
    assert [said for agent, false in TWINS.items() for said in false if check(said, may[agent]).ok] == []


@pytest.mark.parametrize("net", ["that leaves {pick_net} after payroll tax", "after payroll tax they keep {pick_net}", "after payroll tax it leaves {pick_net}"])  # fmt: skip
def test_what_is_left_is_never_of_a_beginners_pay(net: str, may: dict[str, Allowed]) -> None:
    decider = may["career_decider"]
    assert check(f"They typically earn {{pick_pay}}, and {net}.", decider).ok
    assert not check(f"When you start, count on {{pick_entry_pay}}, and {net}.", decider).ok
    assert check(
        "When you start, count on {pick_entry_pay}, and after payroll tax the typical pay leaves {pick_net}.", decider
    ).ok


def test_no_fact_of_another_agent_can_be_spoken_of(may: dict[str, Allowed]) -> None:
    for agent, true in TRUE.items():
        for other in may.keys() - {agent}:
            assert not [said for said in true if check(f"{said}.", may[other]).ok]


@pytest.mark.parametrize("said", ["Go for {pick}, and it brings you {your_net_hour}.", "That leaves you {your_net_hour}.", "You keep {your_net_hour}.", "In {pick_place} you keep {your_net_hour}."])  # fmt: skip
def test_beside_a_role_the_present_hour_is_called_the_present_one(said: str, may: dict[str, Allowed]) -> None:
    assert not check(said, may["career_decider"]).ok
    assert check(
        said.replace("Go for {pick}, and it brings", "It brings").replace("In {pick_place} ", ""), may["income_analyst"]
    ).ok


@pytest.mark.parametrize(
    ("said", "ok"),
    [
        ("The typical pay is {pick_pay}, which is more than the {your_net_hour} you keep now.", True), ("The typical pay is {pick_pay}, which is far more than the {your_net_hour} you keep now.", True),
        ("The typical pay is {pick_pay}, which is less than the {your_net_hour} you keep now.", False), ("The typical pay is {pick_pay}, which is slightly more than the {your_net_hour} you keep now.", False),
        ("{pick_pay} is not less than {your_net_hour}.", True), ("{pick_pay} is not more than {your_net_hour}.", False), ("{pick_pay} is about the same as {your_net_hour}.", False),
        ("Compared with {your_net_hour}, {pick_pay} is higher.", True), ("Compared with {pick_pay}, {your_net_hour} is higher.", False),
    ],
)  # fmt: skip
def test_what_is_called_more_is_more(said: str, ok: bool, may: dict[str, Allowed]) -> None:
    assert check(said, may["career_decider"]).ok is ok


def test_the_way_a_number_of_jobs_goes_is_the_projected_one(may: dict[str, Allowed]) -> None:
    for said, ok in (("shrink", True), ("grow", False), ("change", True), ("stay as it is", False)):
        sentence = f"The number of such jobs is projected to {said} by {{pick_growth}} over the decade."
        assert check(sentence, may["career_decider"]).ok is ok


# ---- phrases --------------------------------------------------------------------------------------------------


def test_a_phrase_is_said_word_by_word() -> None:
    made = read("sentence: (you | we) [really] keep <what>\n  | ?own so be it\nwhat: {own} | {own} and <what>\n")
    for said, holds, whole in (
        ("you keep {own}", (), True), ("we really keep {own} and {own}", (), True), ("you keep", (), False), ("they keep {own}", (), False), ("you keep {own} now", (), False),
        ("so be it", ("own",), True), ("so be it", (), False),
    ):  # fmt: skip
        words = said.split()
        assert (made.reach(words, holds) > len(words)) is whole, said
    assert made.reach(["you", "keep", "{own}", "now"], ()) == 3


@pytest.mark.parametrize("text", ["sentence: (a | b", "sentence: a]", "sentence: <nowhere>"])
def test_phrases_that_cannot_be_read_are_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"missing|closes|no such"):
        read(text)


def test_every_entry_can_be_said() -> None:
    """What nothing leads to is dead weight."""
    made, seen, ahead = grammar(), {"sentence"}, [grammar().entries["sentence"]]
    while ahead:
        node = ahead.pop()
        ahead += node.parts
        if node.kind == "entry" and node.text not in seen:
            seen.add(node.text)
            ahead.append(made.entries[node.text])
    assert made.entries.keys() == seen


def test_a_long_or_looping_sentence_takes_no_time(may: dict[str, Allowed]) -> None:
    for said in ("so " * 45, "and " * 5_000, "you take in {your_gross_week} and " * 11, "({" * 2_000):
        assert not check(said, may["income_analyst"]).ok
