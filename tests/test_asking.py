"""Questions that were asked get their answers, each its own work, and a later message changes what it speaks of and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_samples import told

from agents.contracts import Question, Understanding
from agents.state import Request
from agents.understanding import ask_about, lay_answers, merge, understand
from tools.gig_income import gig_income
from tools.profile import Amount, Area, PastWork, Profile, Work
from tools.reading.assembly import assembled
from tools.reading.doubts import doubts
from tools.reading.lacking import Doubt, missing, of_all
from tools.reading.message import _read
from tools.reading.tagger import Guess, Reading
from tools.toolbox import Toolbox

UBER = {"title": "Uber", "soc": "53-3054"}


def asking(profile: Profile, found: list[Doubt]) -> Understanding:
    result = Understanding(profile=profile)
    ask_about(result, found)
    return result


def two_works() -> Profile:
    uber = Work.model_validate({**UBER, "gross": Amount(usd=900, per="week"), "hours": 40, "miles": 700})
    return Profile(
        work=[uber, Work(title="dog walking", soc="39-2021", gross=Amount(usd=200, per="week"))], place="Phoenix"
    )


def test_an_answer_goes_to_the_work_that_was_asked_about() -> None:
    result = asking(two_works(), missing(two_works()))
    assert [one.field for one in result.questions] == ["hours"]
    lay_answers(result, {"hours": "12"}, Toolbox())
    assert [one.hours for one in result.profile.work] == [40, 12]
    assert result.profile.doubts == []


def test_the_work_that_was_asked_about_goes_when_it_is_none() -> None:
    doubt = Doubt("work", "You wrote “dog walking”. Is that work you do for pay now?", (), "dog walking")
    result = asking(two_works(), [doubt])
    lay_answers(result, {"work": "No, that was before"}, Toolbox())
    assert ([one.title for one in result.profile.work], [one.title for one in result.profile.past]) == (["Uber"], ["dog walking"])  # fmt: skip


def test_a_sum_of_all_works_counts_them_once() -> None:
    """By hand: 800 a week less 300 miles at the rate in force, over 50 hours."""
    profile = two_works()
    profile.work[1].gross, profile.work[0].hours, profile.work[0].miles = None, None, 300
    result = asking(profile, of_all(profile, missing(profile)))
    lay_answers(result, {"money": "about $800 a week", "hours": "50 hours"}, Toolbox())
    first, other = result.profile.work
    assert (first.gross, first.hours, first.miles, first.with_first) == (Amount(usd=800, per="week"), 50, 300, False)
    assert (other.gross, other.hours, other.with_first, result.profile.doubts) == (None, None, True, [])
    income = gig_income(result.profile.work)
    alone = gig_income([Work.model_validate({**UBER, "gross": Amount(usd=800, per="week"), "hours": 50, "miles": 300})])
    assert (income.net_hour, "brings in more" in " ".join(income.assumptions)) == (alone.net_hour, False)


def test_a_sum_of_all_works_without_their_hours_leaves_the_hour_open() -> None:
    profile = two_works()
    profile.work[1].gross, profile.work[0].hours = None, None
    result = asking(profile, of_all(profile, missing(profile)))
    lay_answers(result, {"money": "about $800 a week", "hours": "idk"}, Toolbox())
    assert "hours" in result.profile.doubts


def test_an_answer_that_makes_an_hour_nobody_earns_leaves_it_open() -> None:
    profile = Profile(work=[Work.model_validate({**UBER, "hours": 40, "miles": 700})], place="Phoenix")
    result = asking(profile, missing(profile))
    lay_answers(result, {"money": "$9,000 a week"}, Toolbox())
    assert result.profile.doubts == ["money"]


def test_what_an_app_and_costs_come_to_in_all_takes_no_share_off_beside() -> None:
    profile = Profile(
        work=[
            Work.model_validate({**UBER, "gross": Amount(usd=900, per="week"), "hours": 40, "miles": 700, "fees": 40})
        ],
        place="Phoenix",
    )
    asked = "What do the app's cut and your costs for Uber come to in a week?"
    result = asking(profile, [Doubt("costs", asked)])
    lay_answers(result, {"costs": "$30"}, Toolbox())
    assert (result.profile.work[0].fees, result.profile.work[0].supplies) == (None, 30)


@pytest.mark.parametrize(
    ("words", "employee"),
    [("yes, taxes are taken out", True), ("W-2", True), ("no, I get all of it (1099 or cash)", False), ("cash", False)],
)
def test_how_somebody_is_paid_in_answer(words: str, employee: bool) -> None:
    profile = two_works()
    profile.work[0].employee = not employee
    result = asking(
        profile,
        [
            Doubt(
                "payroll",
                "Does somebody take taxes out of your pay for Uber before you get it (a W-2 job)?",
                blocks=False,
            )
        ],
    )
    lay_answers(result, {"payroll": words}, Toolbox())
    assert (result.profile.work[0].employee, result.abstentions) == (employee, [])


@pytest.mark.parametrize(
    ("words", "usd", "hours", "miles"),
    [
        ("about 470 a week, 38 hours and 120 miles", 470, 38, 120), ("38 hours", None, 38, None), ("$470", 470, None, None),
        ("$12 an hour, 30 hours, I do not use my own car", 12, 30, 0), ("no idea", None, None, None),
    ],
)  # fmt: skip
def test_words_typed_to_several_questions_answer_each_that_they_speak_to(
    words: str, usd: float | None, hours: float | None, miles: float | None
) -> None:
    profile = Profile(work=[Work.model_validate(UBER)], place="Phoenix")
    result = asking(
        profile, [Doubt("money", "How much?"), Doubt("hours", "How many hours?"), Doubt("miles", "How many miles?")]
    )
    lay_answers(result, {"said": words}, Toolbox())
    (work,) = result.profile.work
    assert (work.gross and work.gross.usd, work.hours, work.miles) == (usd, hours, miles)
    assert result.abstentions == []


def test_words_typed_to_one_question_are_its_answer_and_what_cannot_be_read_is_said_so() -> None:
    found = [asking(Profile(work=[Work.model_validate(UBER)]), [Doubt("place", "Where?", blocks=False)]) for _ in "ab"]
    lay_answers(found[0], {"said": "Tampa"}, Toolbox())
    lay_answers(found[1], {"said": "qqxzv"}, Toolbox())
    assert (found[0].profile.area.name, found[0].abstentions) == ("Tampa-St. Petersburg-Clearwater, FL", [])
    assert any("could not read" in line for line in found[1].abstentions)


def test_a_place_and_a_payroll_are_heard_in_a_sentence() -> None:
    profile = two_works()
    profile.place = ""
    result = asking(
        profile, [Doubt("place", "Where?", blocks=False), Doubt("payroll", "Taxes for Uber?", blocks=False)]
    )
    lay_answers(result, {"said": "I'm in Tampa, and taxes are taken out"}, Toolbox())
    assert (result.profile.place, result.profile.work[0].employee) == ("Tampa", True)


OFFERED = [
    *missing(Profile(work=[Work.model_validate(UBER)], place="Phoenix")),
    *missing(Profile(work=[Work.model_validate({**UBER, "gross": Amount(usd=9, per="week")})], place="Phoenix")),
    *(lambda reading: doubts(reading, assembled(reading)))(told("[$900 a week](takings/week before), [40 hours a week](hours/week)")),
    Doubt("work", "You wrote “Uber”. Is that work you do for pay now?", ("Yes, Uber is my work now", "No, that was before", "No, that is somebody else's"), "Uber"),
    Doubt("money", "You wrote “about 640”. Is that what you take in?", ("Yes: about 640", "No"), "about 640"),
    Doubt("hours", "You wrote “38 hrs”. Is that the hours you work?", ("Yes: 38 hrs", "No"), "38 hrs"),
]  # fmt: skip


@pytest.mark.parametrize(("doubt", "option"), [(one, option) for one in OFFERED for option in one.options])
def test_every_answer_that_is_offered_can_be_read(doubt: Doubt, option: str) -> None:
    known = {**UBER, "gross": Amount(usd=950, per="week"), "hours": 45, "miles": 700}
    result = asking(Profile(work=[Work.model_validate(known)], place="Phoenix"), [doubt])
    lay_answers(result, {doubt.field: option}, Toolbox())
    assert [words for words in result.abstentions if "could not read" in words] == []


def test_what_a_figure_is_may_be_said_in_answer() -> None:
    doubt = Doubt(
        "money", "You wrote “$900 a week”. What is that?", ("what I take in", "what it costs me"), "$900 a week"
    )
    takes, costs = (
        asking(Profile(work=[Work.model_validate({**UBER, "hours": 40, "miles": 0})], place="Phoenix"), [doubt])
        for _ in "ab"
    )
    lay_answers(takes, {"money": "what I take in"}, Toolbox())
    lay_answers(costs, {"money": "what it costs me"}, Toolbox())
    assert takes.profile.work[0].gross == Amount(usd=900, per="week")
    assert (costs.profile.work[0].gross, costs.profile.work[0].supplies, costs.profile.doubts) == (None, 900, ["money"])


@pytest.mark.parametrize("field", ["miles", "costs"])
@pytest.mark.parametrize("words", ["no", "none", "I have no costs and no miles"])
def test_none_in_answer_to_a_question_about_a_figure_is_none(field: str, words: str) -> None:
    """The figure that the question quotes was misread."""
    work = Work.model_validate({**UBER, "gross": Amount(usd=9, per="week"), "hours": 1, "miles": 9, "supplies": 9})
    result = asking(Profile(work=[work], place="Phoenix"), [Doubt(field, "I read “90”. How much is it?", (), "90")])
    lay_answers(result, {field: words}, Toolbox())
    assert getattr(result.profile.work[0], {"miles": "miles", "costs": "supplies"}[field]) == 0
    assert result.profile.doubts == []


@pytest.mark.parametrize("words", ["I don't know", "idk", "not sure.", "skip", "?", "n/a", ""])
def test_who_does_not_know_is_not_told_off_and_the_field_stays_open(words: str) -> None:
    result = asking(Profile(work=[Work.model_validate(UBER)], place="Phoenix"), [Doubt("money", "How much?")])
    lay_answers(result, {"money": words}, Toolbox())
    assert (result.abstentions, result.questions, "money" in result.profile.doubts) == ([], [], True)


def test_an_answer_that_cannot_be_read_is_said_so() -> None:
    result = Understanding(profile=two_works(), questions=[Question(field="money", text="How much?")])
    result.profile.doubts = ["money"]
    lay_answers(result, {"money": "it varies"}, Toolbox())
    assert (len(result.abstentions), "money" in result.profile.doubts) == (1, True)
    assert "it varies" in result.profile.text


# ---- a later message ------------------------------------------------------------------------------------------


def test_a_later_message_adds_to_what_is_known() -> None:
    old = two_works().model_copy(
        update={"text": "first", "skills": ["Excel"], "words": {"place": "Phoenix"}, "budget": 300}
    )
    new = Profile(
        text="second",
        work=[Work(title="", hours=30)],
        skills=["Excel", "Word"],
        words={"budget": "$9"},
        doubts=["miles"],
    )
    made = merge(old, new)
    assert (made.text, made.skills, made.budget, made.doubts) == ("first\nsecond", ["Excel", "Word"], 300, ["miles"])
    assert ([one.title for one in made.work], made.work[0].hours, made.work[0].miles) == (
        ["Uber", "dog walking"],
        30,
        700,
    )
    assert (made.place, made.words) == ("Phoenix", {"place": "Phoenix", "budget": "$9"})
    assert (old.text, old.skills, old.work[0].hours) == ("first", ["Excel"], 40)


def test_another_job_stands_beside_the_old_and_another_place_in_its_place() -> None:
    area = Area(code="0038060", name="Phoenix-Mesa-Chandler, AZ", level="metro")
    old, new = (
        two_works().model_copy(update={"area": area}),
        Profile(text="x", work=[Work(title="DoorDash")], place="Tucson"),
    )
    made = merge(old, new)
    assert ([one.title for one in made.work], made.place, made.area) == (
        ["Uber", "dog walking", "DoorDash"],
        "Tucson",
        Area(),
    )
    assert [one.title for one in merge(old, new, replace=True).work] == ["DoorDash"]


def test_nothing_said_anew_changes_nothing() -> None:
    old = two_works().model_copy(
        update={"past": [PastWork(title="teller")], "doubts": ["miles"], "education": "associate"}
    )
    assert merge(old, Profile()) == old


FORMER = "I am [a nurse](work past employee 1), [$44 an hour](takings/hour after 1), [30 hours a week](hours/week 1)."


class _Sees:
    """A reader that takes the work for a former one, and is not sure of it."""

    def read(self, text: str) -> Reading:
        seen = told(FORMER)
        (span,) = seen.spans
        return replace(seen, spans=(replace(span, heads={**span.heads, "status": Guess("past", 0.55)}),))


def test_a_former_work_with_money_and_hours_is_asked_about_and_a_yes_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tools.reading.message.tagger", _Sees)
    _read.cache_clear()
    text = _Sees().read("").text
    result = understand(Request(text=text), None, Toolbox())
    (question, *_) = result.questions
    assert (question.field, question.words) == ("work", "a nurse")
    assert result.profile.work == []
    lay_answers(result, {"work": question.options[0]}, Toolbox())
    (work,) = result.profile.work
    assert (work.gross, work.hours, result.profile.past) == (Amount(usd=44, per="hour"), 30, [])
    assert not {"work", "money", "hours"} & set(result.profile.doubts)
    _read.cache_clear()


def test_a_former_work_that_is_sure_or_brought_nothing_is_not_asked_about() -> None:
    for marked in (f"{UBER_NOW} I was [a nurse](work past employee 2), [$44 an hour](takings/hour after 2).", f"{UBER_NOW} I was [a nurse](work past employee 2)."):  # fmt: skip
        reading = told(marked)
        assert not [one for one in doubts(reading, assembled(reading)) if one.field == "work"]


UBER_NOW = "I drive for [Uber](work now self 1)."
