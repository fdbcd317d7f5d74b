"""What a careful counsellor would ask: where the reader is not sure, where figures contradict each other, where something is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import UBER, told

from agents.contracts import Understanding
from agents.gates import refusal
from agents.understanding import ask_about, left_open
from tools.profile import Amount, Area, PastWork, Profile, Work
from tools.reading import occupations
from tools.reading.answers import answered
from tools.reading.assembly import assembled
from tools.reading.doubts import MOST, doubts
from tools.reading.lacking import Doubt, missing, of_all, unlikely
from tools.reading.occupations import Title
from tools.reading.tagger import Guess, Reading
from tools.toolbox import Toolbox

WEEK = Amount(usd=900, per="week")
CLEAR = (
    f"{UBER} [$900 a week](takings/week before 1), [40 hours a week](hours/week 1), [700 miles a week](miles/week 1)"
)


def asked(marked: str, **more: dict[str, float]) -> list[Doubt]:
    reading = told(marked, **more)  # type: ignore[arg-type]
    return doubts(reading, assembled(reading))


def fields(marked: str, **more: dict[str, float]) -> set[str]:
    return {one.field for one in asked(marked, **more)}


def lacks(**profile: object) -> set[str]:
    return {one.field for one in missing(Profile.model_validate({"place": "Phoenix", **profile}))}


# ---- doubts about words ---------------------------------------------------------------------------------------


def test_what_is_clear_is_not_asked_about() -> None:
    assert asked(CLEAR) == []
    assert doubts(Reading(""), assembled(Reading(""))) == []


@pytest.mark.parametrize(
    ("marked", "about"),
    [
        (f"{UBER} [$500 a week](takings/week before 1), [$60,000 a year](takings/year before 1)", {"money"}),
        (f"{UBER} [$150 a day](takings/day before 1), [30 hours](hours/week 1)", {"money"}),
        (f"{UBER} [$9](takings/week before 1), [40 hours](hours/week 1)", {"money"}),
        (f"{UBER} [$15,000 a week](takings/week before 1), [40 hours](hours/week 1)", {"money"}),
        (f"{UBER} [$400 an hour](takings/hour before 1), [30 hours](hours/week 1)", {"money"}),
        (f"{UBER} [30 hours](hours/week 1), no, [70 hours](hours/week 1)", {"hours"}),
        (f"{UBER} [9 hours a day](hours/day 1)", {"hours"}),
        (f"{UBER} [60 miles a day](miles/day 1)", {"miles"}),
        (f"{UBER} [$900 a week](takings/week before 1), [$400](cost fuel 1)", {"costs"}),
        (f"{UBER} [$300 a week](takings/week before 1), [20 hours](hours/week 1), [$450 a week](cost/week car 1)", {"costs"}),
    ],
)  # fmt: skip
def test_what_contradicts_itself_or_cannot_be_is_asked_about(marked: str, about: set[str]) -> None:
    found = asked(marked)
    assert {one.field for one in found} == about
    assert all(one.blocks for one in found)


@pytest.mark.parametrize("dollars", [7, 20, 50])
def test_an_hour_that_may_be_is_not_asked_about(dollars: int) -> None:
    assert asked(f"{UBER} [${dollars * 40} a week](takings/week before 1), [40 hours](hours/week 1)") == []
    assert asked(f"{UBER} [${dollars} an hour](takings/hour before 1), [40 hours](hours/week 1)") == []


@pytest.mark.parametrize("dollars", [3, 90])
def test_an_hour_that_such_work_does_not_bring_is_asked_about(dollars: int) -> None:
    """A third of the low end of drivers' pay, or more than twice the high end."""
    (doubt,) = asked(f"{UBER} [${dollars * 40} a week](takings/week before 1), [40 hours](hours/week 1)")
    assert (doubt.field, doubt.blocks, f"${dollars} an hour" in doubt.text) == ("money", True, True)


def test_sums_that_contradict_each_other_may_hold_a_cost() -> None:
    own = f"{UBER} [$4,300 a month](takings/month before 1), [$85 a month](takings/month before 1), [28 hours a week](hours/week 1)"
    assert fields(own) == {"money", "costs"}
    paid = own.replace("now self", "now employee")
    assert fields(paid) == {"money"}


def test_a_sum_or_distance_that_may_be_of_the_work_is_asked_about_and_a_code_is_not() -> None:
    for piece, about in (("[$35](other)", "money"), ("[150 miles](other)", "miles")):
        assert fields(f"{CLEAR} {piece}", sure={piece[1:].partition("]")[0]: 0.5}) == {about}
        assert fields(f"{CLEAR} {piece}") == set()
    assert fields(f"{CLEAR} [30032](cost)", sure={"30032": 0.5}) == set()


def test_what_one_kind_of_work_brings_another_does_not() -> None:
    hour = {"gross": Amount(usd=90, per="hour"), "hours": 10}
    photographer, driver = ({"title": "x", "soc": soc, **hour} for soc in ("27-4021", "53-3054"))
    assert (
        unlikely(Profile.model_validate({"work": [photographer]})),
        len(unlikely(Profile.model_validate({"work": [driver]}))),
    ) == ([], 1)


def test_a_figure_that_may_be_something_else_is_asked_about() -> None:
    marked = f"{UBER} [$1,950 a month](takings/month before 1), [40 hours a week](hours/week 1)"
    assert asked(marked) == []
    found = asked(marked, sure={"$1,950 a month": 0.5})
    assert {one.field for one in found} == {"money"}
    assert any("$1,950 a month" in one.words for one in found)


def test_of_several_works_that_are_not_clear_all_together_is_asked_about() -> None:
    """Whoever answers for one of two leaves the other as it was read; the sum is easier to know, and the hour is of all."""
    two = Profile.model_validate(
        {
            "place": "Phoenix",
            "work": [{"title": "Uber", "soc": "53-3054", "miles": 300}, {"title": "dog walking", "soc": "39-2021"}],
        }
    )
    found = of_all(two, missing(two))
    assert [one.field for one in found if one.blocks] == ["money", "hours"]
    assert "“Uber” and “dog walking”" in found[0].text
    one = two.model_copy(deep=True)
    one.work[0].gross, one.work[0].hours = WEEK, 40
    assert of_all(one, missing(one)) == missing(one)  # of one of them alone
    apart = two.model_copy(deep=True)
    apart.work[1].employee = True
    assert of_all(apart, missing(apart)) == missing(apart)  # taxed in two ways


def test_a_share_of_one_work_is_none_of_all_works_together() -> None:
    two = Profile.model_validate(
        {
            "place": "Phoenix",
            "work": [
                {"title": "Uber", "soc": "53-3054", "miles": 300, "fees": 25},
                {"title": "dog walking", "soc": "39-2021"},
            ],
        }
    )
    found = of_all(two, missing(two))
    assert [one.field for one in found] == ["money", "hours", "costs"]
    assert answered(two, "money", "$900 a week", found[0].text)
    assert two.work[0].fees is None


def test_a_payroll_is_asked_about_where_something_else_is() -> None:
    def unsure(marked: str) -> Reading:
        reading = told(marked)
        return replace(
            reading,
            spans=tuple(
                replace(one, heads={**one.heads, "employment": Guess("employee", 0.6)}) for one in reading.spans
            ),
        )

    whole, part = CLEAR, f"{UBER} [$900 a week](takings/week before 1)"
    readings = [unsure(marked) for marked in (whole, part)]
    clear, lacking = (doubts(one, assembled(one)) for one in readings)
    assert ([one.field for one in clear], [(one.field, one.blocks) for one in lacking]) == ([], [("payroll", False)])


def test_a_figure_that_may_be_of_another_work_is_asked_about() -> None:
    """With one work alone there is nobody else's it could be."""
    two = "[dog walking](work now self 1) [$200 a week](takings/week after 1), [tutoring](work now self 2) [$90 a week](takings/week after 2)"
    assert fields(two) == set()
    assert fields(two, links={"$90 a week": 0.1}) == {"money"}
    assert fields("[tutoring](work now self 1) [$90 a week](takings/week after 1)", links={"$90 a week": 0.1}) == set()


def test_figures_of_no_work_are_asked_about() -> None:
    found = asked("[$900 a week](takings/week before), [40 hours a week](hours/week)")
    assert [(one.field, one.words) for one in found] == [("money", "$900 a week"), ("hours", "40 hours a week")]


def test_a_work_that_may_be_over_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.reading.gold.SURE", 0.5)
    assert {one.field for one in asked("[tutoring](work now self 1)") if one.blocks} == {"work"}


def test_an_occupation_that_is_not_sure_is_asked_about_and_blocks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occupations, "title_of", lambda words: Title("43-3031", 0.05))
    (found,) = asked("I do [odd things](work now self 1)")
    assert (found.field, found.blocks, "“odd things”" in found.text) == ("work", False, True)


def test_every_question_quotes_the_words_it_is_about() -> None:
    found = [
        *asked(f"{UBER} [$500 a week](takings/week before 1), [$60,000 a year](takings/year before 1)"),
        *asked("[$900 a week](takings/week before)"),
        *asked(f"{UBER} [9 hours a day](hours/day 1), [60 miles a day](miles/day 1)"),
    ]
    assert len(found) >= 4
    assert all(one.words and f"“{one.words}”" in one.text for one in found)


def test_the_weightiest_doubt_comes_first() -> None:
    found = asked(
        f"{UBER} [$9](takings/week before 1), [40 hours a week](hours/week 1), [60 miles a day](miles/day 1), [$30](cost fuel 1)"
    )
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert (found[0].field, len({one.field for one in found})) == ("money", 3)


# ---- what is missing ------------------------------------------------------------------------------------------


def driver(**more: object) -> list[Work]:
    return [Work.model_validate({"title": "Uber", "soc": "53-3054", "gross": WEEK, "hours": 40, "miles": 700, **more})]


@pytest.mark.parametrize(
    ("profile", "about"),
    [
        ({"work": driver()}, set()),
        ({}, {"work"}),
        ({"past": [PastWork(title="teller")]}, set()),
        ({"skills": ["Excel"]}, set()),
        ({"work": [Work(title="")]}, {"work", "money"}),
        ({"work": driver(gross=None)}, {"money"}),
        ({"work": driver(hours=None)}, {"hours"}),
        ({"work": driver(hours=0)}, {"hours"}),
        ({"work": driver(miles=None)}, {"miles"}),
        ({"work": driver(miles=0)}, set()),
        ({"work": driver(miles=None, employee=True)}, set()),
        ({"work": driver(miles=None, soc="39-2021")}, set()),
        ({"work": driver(miles=None), "text": "I deliver by e-bike"}, set()),
        ({"work": driver(miles=None), "constraints": ["no car"]}, set()),
        ({"work": driver(miles=None, expenses=150)}, {"miles"}),
        ({"work": driver(), "place": ""}, {"place"}),
        ({"work": driver(), "place": "", "area": Area(code="0400000", name="Arizona", level="state")}, set()),
    ],
)
def test_what_the_answer_hangs_on_and_was_not_said_is_asked_for(profile: dict[str, object], about: set[str]) -> None:
    assert lacks(**profile) == about


def test_where_they_live_holds_nothing_up() -> None:
    assert {one.field: one.blocks for one in missing(Profile(work=driver(hours=None)))} == {
        "hours": True,
        "place": False,
    }


def test_each_work_is_asked_for_what_it_lacks_by_its_name() -> None:
    found = missing(Profile(work=[*driver(hours=None), Work(title="tutoring", soc="25-3041")], place="Phoenix"))
    assert [(one.field, "tutoring" in one.text) for one in found] == [("hours", False), ("money", True)]


# ---- from doubts to questions ---------------------------------------------------------------------------------


def test_at_most_three_questions_one_a_field_the_weightiest_first() -> None:
    result = Understanding()
    ask_about(
        result,
        [
            Doubt("place", "Where?", blocks=False, weight=0.5), Doubt("hours", "How long?", weight=1.3), Doubt("money", "How much?", weight=1.2),
            Doubt("money", "Is it $9?", weight=2), Doubt("miles", "How far?", weight=1.1), Doubt("work", "What?", blocks=False, weight=1.5),
        ],
    )  # fmt: skip
    assert [one.text for one in result.questions] == ["Is it $9?", "What?", "How long?"]
    assert set(result.profile.doubts) == {"money", "hours", "miles"}  # what was not asked is open all the same


def test_later_doubts_add_to_the_questions_but_repeat_none() -> None:
    result = Understanding()
    ask_about(result, [Doubt("money", "How much?")])
    ask_about(
        result,
        [
            Doubt("money", "Again?", weight=9),
            Doubt("hours", "How long?"),
            Doubt("miles", "How far?"),
            Doubt("costs", "And costs?"),
        ],
    )
    assert [one.text for one in result.questions] == ["How much?", "How long?", "How far?"]


@pytest.mark.parametrize(
    ("doubt", "kept"),
    [
        ("money", {"hours", "miles", "expenses"}), ("hours", {"gross", "miles", "expenses"}), ("miles", {"gross", "hours", "expenses"}),
        ("costs", {"gross", "hours", "miles"}), ("place", {"gross", "hours", "miles", "expenses"}),
    ],
)  # fmt: skip
def test_what_a_question_is_open_about_is_left_out(doubt: str, kept: set[str]) -> None:
    profile = Profile(work=driver(expenses=50), doubts=[doubt])
    left_open(profile)
    (work,) = profile.work
    assert {name for name in ("gross", "hours", "miles", "expenses") if getattr(work, name) is not None} == kept


words = st.sampled_from(["", "Uber", "dog walking"])
amount = st.one_of(st.none(), st.just(WEEK))
number = st.one_of(st.none(), st.floats(0, 120))
works = st.builds(
    Work, title=words, soc=st.sampled_from(["", "53-3054", "39-2021"]), gross=amount, hours=number, miles=number, employee=st.booleans()
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(works, max_size=3), st.sampled_from(["", "Phoenix"]))
def test_nothing_that_is_known_is_asked_for(work: list[Work], place: str) -> None:
    profile = Profile(work=work, place=place)
    result = Understanding(profile=profile)
    ask_about(result, missing(profile))
    assert len(result.questions) <= MOST
    needed = {
        "money": any(one.gross is None for one in work),
        "hours": any(not one.hours for one in work),
        "miles": any(one.miles is None for one in work),
        "work": not any(one.title for one in work),
        "place": not place,
    }
    assert all(needed[question.field] for question in result.questions)


# ---- doubts about limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sure", "about"), [(0.95, set()), (0.65, {"limits"}), (0.2, set())])
def test_a_limit_that_is_only_likely_is_asked_about_and_holds_roles_back(sure: float, about: set[str]) -> None:
    marked = f"{CLEAR}, [no evenings](limit no-evenings)"
    assert fields(marked, sure={"no evenings": sure}) == about
    profile = assembled(told(marked, sure={"no evenings": sure})).profile
    assert profile.constraints == (["no evenings"] if sure > 0.9 else [])
    assert profile.possible_limits == (["no evenings"] if about else [])
    why = refusal("35-3023", profile, set(), Toolbox())  # fast food: evenings
    assert ("evening" in why) == (sure > 0.5)
    assert ("you may have meant" in why) == bool(about)


@pytest.mark.parametrize(("answer", "limits"), [("no", []), ("yes", ["no evenings"])])
def test_the_answer_settles_a_possible_limit(answer: str, limits: list[str]) -> None:
    marked = f"{CLEAR}, [no evenings](limit no-evenings)"
    profile = assembled(told(marked, sure={"no evenings": 0.65})).profile
    assert answered(profile, "limits", answer, "Must a new job respect this: no evenings?", "no evenings")
    assert profile.possible_limits == []
    assert profile.constraints == limits


def test_a_limit_that_is_asked_about_does_not_hold_the_hour_back() -> None:
    (doubt,) = asked(f"{CLEAR}, [no evenings](limit no-evenings)", sure={"no evenings": 0.65})
    assert (doubt.words, doubt.blocks) == ("no evenings", False)
    assert doubt.text.endswith(": no evenings?")


@pytest.mark.parametrize(
    ("hours", "about"), [("[71 hours](hours/week 1)", {"hours"}), ("[71 hours a week](hours/week 1)", set())]
)
def test_hours_of_no_stated_time_beside_a_months_pay_may_be_the_months(hours: str, about: set[str]) -> None:
    marked = f"{UBER} [$940 a month](takings/month before 1), {hours}, [100 miles a week](miles/week 1)"
    assert fields(marked) - {"money", "costs"} == about


EVENINGS = f"{UBER} [3 evenings](days/week 1), [12 hours](hours/week 1), [$180](takings/week before 1), [110 miles](miles/day 1)"


def test_miles_that_may_be_of_a_day_or_of_the_week_are_asked_about() -> None:
    calm = EVENINGS.replace("110", "30")
    assert fields(calm) == set()
    assert fields(calm, periods={"30 miles": 0.7}) == {"miles"}
    assert fields(calm.replace("30 miles", "30 miles a day"), periods={"30 miles a day": 0.7}) == set()


def test_miles_of_each_day_that_would_eat_up_the_week_are_asked_about_where_nobody_said_each_day() -> None:
    assert fields(EVENINGS) == {"miles"}
    assert fields(EVENINGS.replace("110 miles", "110 miles a day")) == set()  # so it is, then
