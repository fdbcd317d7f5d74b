"""What a model changes, counted by hand, and what the guard lets through or keeps back of sentences with labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from eval_samples import answer, case, fact, ran, said
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import heard, told, work

from agents.contracts import Narrative
from evals.guarding import SPOKEN, Guarded, facts_of, guarded, sentences
from evals.read import Outcome
from evals.results import Result
from evals.worth import Worth, _field, worth
from tools.fact import Fact

BOOKS, BILLS, TRUCK = "43-3031", "43-3021", "53-3032"
GRADED = [{"soc": soc, "title": soc, "grade": grade} for soc, grade in ((BOOKS, 3), (BILLS, 1), (TRUCK, 0))]


def beside(plain: Result, spoken: Result, **labels: Any) -> Worth:
    return worth({"one": told(**labels)}, [plain], [spoken])


def model(text: str, *refs: str) -> Narrative:
    return said(text, *refs, origin="model")


# ---- words and facts ------------------------------------------------------------------------------------------


def test_only_sentences_that_say_something_else_are_the_models_own() -> None:
    plain = ran(answer(BOOKS, said=(said("An hour brings you little. Go for bookkeeping now."),)))
    spoken = ran(
        answer(
            BOOKS,
            said=(
                model("an hour brings you LITTLE! You know the work from your uncle."),
                said("Nobody said this before.", origin="fallback"),
            ),
        )
    )
    found = beside(plain, spoken)
    assert (found.runs, found.sentences, found.own) == (1, 2, 1)
    again = beside(plain, plain)
    assert (again.runs, again.sentences, again.own) == (1, 0, 0)


def test_facts_that_the_models_answer_lost() -> None:
    plain = ran(answer(BOOKS, said=(said("First of all.", "a", "b"), said("And then.", "b", "c"))))
    kept = ran(answer(BOOKS, said=(model("First of all.", "c", "a"), said("And then.", "b"))))
    lost = ran(answer(BOOKS, said=(model("First of all.", "a"),)))
    moved = ran(answer(BILLS, said=(model("First of all.", "a"),)))
    assert beside(plain, kept).lost_facts == {}
    assert beside(plain, lost).lost_facts == {"one": ["b", "c"]}
    assert beside(plain, moved).lost_facts == {}  # another role has other facts


# ---- the choice -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "moved", "better", "worse"),
    [
        (BILLS, BOOKS, 1, 1, 0),
        (BOOKS, BILLS, 1, 0, 1),
        (BOOKS, "", 1, 0, 1),  # no role is a grade of nothing
        (TRUCK, "11-9199", 1, 0, 0),  # one that nobody graded is as good as one graded 0
        (BOOKS, BOOKS, 0, 0, 0),
    ],
)
def test_a_choice_that_moved_is_for_the_better_by_its_grade(
    was: str, now: str, moved: int, better: int, worse: int
) -> None:
    found = beside(ran(answer(was)), ran(answer(now)), roles=GRADED)
    assert (found.moved, found.better, found.worse) == (["one"] * moved, better, worse)
    ungraded = beside(ran(answer(was)), ran(answer(now)))
    assert (ungraded.moved, ungraded.better, ungraded.worse) == (["one"] * moved, 0, 0)


# ---- what was read --------------------------------------------------------------------------------------------


def read(**profile: Any) -> Result:
    return ran(heard(**profile))


@pytest.mark.parametrize(
    ("was", "now", "change", "counted"),
    [
        ({"budget": 3000}, {"budget": 300}, "wrong → right", "corrected"),
        ({}, {"budget": 300}, "missed → right", "corrected"),
        ({"budget": 300}, {"budget": 3000}, "right → wrong", "spoiled"),
        ({"budget": 300}, {}, "right → missed", "spoiled"),
    ],
)
def test_a_field_that_came_out_otherwise(
    was: dict[str, Any], now: dict[str, Any], change: str, counted: str
) -> None:  # fmt: skip
    found = beside(read(**was), read(**now), budget=300)
    assert found.fields == {change: 1}
    assert {name: getattr(found, name) for name in ("corrected", "questioned", "needless", "spoiled")} == {
        "corrected": 0, "questioned": 0, "needless": 0, "spoiled": 0, counted: 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "counted"),
    [
        ("wrong", "right", "corrected"), ("missed", "right", "corrected"), ("asked", "right", "corrected"),
        ("wrong", "asked", "questioned"), ("missed", "asked", "questioned"), ("right", "asked", "needless"),
        ("right", "missed", "spoiled"), ("right", "wrong", "spoiled"), ("asked", "missed", "spoiled"), ("asked", "wrong", "spoiled"),
        ("missed", "wrong", "spoiled"),
    ],
)  # fmt: skip
def test_what_each_change_of_an_outcome_counts_as(was: Outcome, now: Outcome, counted: str) -> None:
    found, names = Worth(), ("corrected", "questioned", "needless", "spoiled")
    _field(found, was, now)
    assert {name: getattr(found, name) for name in names} == {name: int(name == counted) for name in names}


def test_a_value_nobody_stated_is_spoiled_when_read_and_corrected_when_left_out() -> None:
    none, some = read(), read(budget=300)
    spoiled = beside(none, some)
    assert (spoiled.fields, spoiled.spoiled) == ({"right → wrong": 1}, 1)
    corrected = beside(some, none)
    assert (corrected.fields, corrected.corrected) == ({"wrong → right": 1}, 1)


own = st.sampled_from([("53-3054", False), ("53-3054", True), ("35-2014", False), ("35-2014", True)])


@settings(max_examples=60, deadline=None)
@given(st.lists(own, max_size=3), st.lists(own, max_size=3))
def test_an_answer_beside_itself_is_worth_nothing(stated: list[tuple[str, bool]], found: list[tuple[str, bool]]) -> None:  # fmt: skip
    works = [work(soc, employment="employee" if paid else "self") for soc, paid in stated]
    alone = read(work=[{"title": soc, "soc": soc, "employee": paid, "fees": 20} for soc, paid in found])
    same = beside(alone, alone, work=works)
    assert same == Worth(runs=1)


def test_two_works_alike_of_which_one_was_misread_are_no_change() -> None:
    works = [work("53-3054", "Uber driver"), work("35-2014", "cook")]
    alone = read(work=[{"title": "Uber", "soc": "53-3054"}, {"title": "cook", "soc": "35-2014", "employee": True}])
    assert beside(alone, alone, work=works).fields == {}


def test_only_runs_that_both_sides_finished_are_counted() -> None:
    good = ran(answer(BOOKS))
    assert beside(good, ran()).runs == beside(ran(), good).runs == 0
    assert worth({}, [good], [good]).runs == 0
    assert worth({"one": case()}, [good], [ran(answer(BOOKS), repeat=1)]).runs == 0
    assert worth({"one": case()}, [good], [good]) == Worth(runs=1)


# ---- what it cost ---------------------------------------------------------------------------------------------


def test_tokens_are_shared_among_an_agents_sentences_as_the_guard_judged_them() -> None:
    """120 tokens of which 1 sentence in 3 was kept back: 40; 50 tokens all let through; 30 that nobody judged."""
    verdicts = [("coach", True), ("coach", False), ("coach", True), ("mapper", True)]
    calls = [("coach", 100), ("coach", 20), ("mapper", 50), ("intake", 30)]
    events = (
        *({"type": "guard", "agent": agent, "ok": ok} for agent, ok in verdicts),
        *({"type": "model_called", "agent": agent, "tokens_out": tokens} for agent, tokens in calls),
        {"type": "text", "agent": "coach"},
    )
    found = beside(ran(answer()), ran(answer(), events=events))
    assert (found.tokens, found.refused) == (200, 33 + 7)  # each call's third is rounded


# ---- the guard ------------------------------------------------------------------------------------------------

HOUR = fact("you.net_hour", 6.53, subject="you", name="your_net_hour", meaning="what an hour really brings you")


def found(agent: str, *facts: Fact) -> dict[str, Any]:
    return {"type": "facts_found", "agent": agent, "facts": {one.id: one.model_dump(mode="json") for one in facts}}


def test_the_guard_is_held_against_labels_both_ways(tmp_path: Path) -> None:
    """Of two false sentences one gets through, of three true ones one is kept back."""
    (tmp_path / "true.tsv").write_text(
        "income_analyst\tYour work really brings you {your_net_hour}.\n"
        "income_analyst\tAn hour really brings you {your_net_hour}.\n"
        "income_analyst\tYour work really brings you $6.53 an hour.\n"
    )
    (tmp_path / "false.tsv").write_text(
        "false\tincome_analyst\tYour work really brings you {your_net_hour}.\n"
        "link-like\tincome_analyst\tSee www.example.org for {your_net_hour}.\n"
    )
    seen = guarded([found("income_analyst", HOUR)], [tmp_path / "true.tsv", tmp_path / "false.tsv"])
    assert (seen.false, seen.true) == (2, 3)
    assert [(one.sentence, one.why) for one in seen.passes] == [
        ("Your work really brings you {your_net_hour}.", "false")
    ]
    assert [one.sentence for one in seen.rejections] == ["Your work really brings you $6.53 an hour."]
    assert seen.rejections[0].why, "the guard's rule is named"
    assert (seen.false_pass, seen.false_rejection) == (1 / 2, 1 / 3)
    assert seen.by_kind() == {"false": 1}


def test_an_agent_is_heard_with_the_facts_alone_that_it_is_given(tmp_path: Path) -> None:
    file, events = tmp_path / "true.tsv", [found("income_analyst", HOUR)]
    for agent, kept_back in (("income_analyst", 0), ("upskilling_coach", 1)):
        file.write_text(f"{agent}\tYour work really brings you {{your_net_hour}}.\n")
        assert guarded(events, [file]).false_rejection == kept_back


def test_facts_of_a_run_are_sorted_by_agent_and_name() -> None:
    later = HOUR.model_copy(update={"value": 7.0})
    by_agent = facts_of([found("a", HOUR), {"type": "text", "agent": "a"}, found("b", later), found("a", later)])
    assert {agent: {name: one.value for name, one in of.items()} for agent, of in by_agent.items()} == {
        "a": {"your_net_hour": 7.0}, "b": {"your_net_hour": 7.0}
    }  # fmt: skip


def test_shares_of_no_sentences_are_none_at_all() -> None:
    assert (Guarded().false_pass, Guarded().false_rejection, Guarded().by_kind()) == (0, 0, {})


def test_the_labelled_sentences_are_sound() -> None:
    rows = sentences()
    true, false = ({sentence for kind, _, sentence in rows if bool(kind) == labelled} for labelled in (False, True))
    assert len(true) >= 100
    assert len(false) >= 100
    assert not true & false
    assert {agent for _, agent, _ in rows} <= set(SPOKEN)
    assert all(sentence.strip() == sentence and sentence for _, _, sentence in rows)
