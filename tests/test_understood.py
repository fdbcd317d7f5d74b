"""What was understood of a message, field by field: each outcome worked by hand, and the shares that the metrics make of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from eval_samples import ran
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import ARIZONA, NEW_YORK, PHOENIX, heard, person, told, work

from evals.cases import Case
from evals.labels import Person
from evals.metrics.reading import READING, judged
from evals.read import Understood, alike, near, understood
from evals.understood import FIELDS, verdicts

R, A, M, W = "right", "asked", "missed", "wrong"
BY_NAME = {metric.name: metric for metric in READING}
OUTCOMES = (R, A, M, W)

DRIVES, COOKS = {"title": "Uber driver", "soc": "53-3054"}, {"title": "cook", "soc": "35-2014"}
DRIVER, COOK = work(), work("35-2014", "cook")
IN_PHOENIX = {"name": "Phoenix", "state": "AZ", "area": "0038060"}
TELLER = {"title": "teller", "soc": ["43-3071"], "years": 3}
CLEANER = work("37-2012", "cleaner", gross_week=600, costs_week=50, hours_week=30)
"""600 − 50 = 550; less 15.3 % of 92.35 % of it, 77.71; 472.29 ÷ 30 hours = 15.74 an hour."""


def week(usd: float, per: str = "week", **more: Any) -> dict[str, Any]:
    return {"work": [{**DRIVES, "gross": {"usd": usd, "per": per}, **more}]}


TABLE: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("works", {"work": [DRIVER]}, {"work": [DRIVES]}, [R]),
    ("works", {"work": [work("53-30")]}, {"work": [DRIVES]}, [R]),
    ("works", {"work": [DRIVER]}, {"work": [{"title": "Uber"}], "current": (("53-3054", "Uber"),)}, [R]),
    ("works", {"work": [DRIVER]}, {}, [M]),
    ("works", {"work": [DRIVER]}, {"asked": ("work",)}, [A]),
    ("works", {"work": [DRIVER]}, {"work": [COOKS]}, [W]),
    ("works", {"work": [DRIVER, COOK]}, {"work": [COOKS]}, [M, R]),
    ("works", {"work": [DRIVER, DRIVER]}, {"work": [DRIVES]}, [R, M]),
    ("works", {"work": [{**work(), "soc": ["35-", "53-"]}, COOK]}, {"work": [COOKS, DRIVES]}, [R, R]),
    ("invented", {"work": [DRIVER]}, {"work": [DRIVES]}, [R]),
    ("invented", {"work": [DRIVER]}, {"work": [COOKS]}, [R]),  # wrong once, in the place of one's own
    ("invented", {"work": [DRIVER]}, {"work": [DRIVES, COOKS]}, [W]),
    ("invented", {"not_work": [{"title": "his wife cooks", "soc": ["35-"]}]}, {"work": [COOKS]}, [W]),
    ("invented", {"work": [DRIVER], "past": [{"title": "cook", "soc": ["35-2014"]}]}, {"work": [COOKS]}, [W]),
    ("takings", {"work": [work(gross_week=950)]}, week(950), [R]),
    ("takings", {"work": [work(gross_week=950)]}, week(4100, "month"), [R]),  # × 12 ÷ 52 = 946
    ("takings", {"work": [work(gross_week=800)]}, week(20, "hour", hours=40), [R]),
    ("takings", {"work": [work(gross_week=800)]}, week(20, "hour"), [M]),  # nobody knows how many hours
    ("takings", {"work": [work(gross_week=800)]}, {"asked": ("money",)}, [A]),
    ("takings", {"work": [work(gross_week=950)]}, week(1100), [W]),
    ("takings", {"work": [work(gross_week=[700, 900])]}, week(660), [R]),  # 700 less 6 % is 658
    ("takings", {"work": [work(gross_week=[700, 900])]}, week(655), [W]),
    ("takings", {"work": [DRIVER]}, week(500), [W]),
    ("takings", {"work": [work(gross_week=950)], "open": ["money"]}, week(950), [W]),
    ("takings", {"open": ["money"]}, {"asked": ("money",)}, [A]),
    ("takings", {"open": ["money"]}, {}, [M]),
    ("takings", {"work": [work(gross_week=1000, fee_percent=20)]}, week(800), [R]),
    ("takings", {"work": [work(gross_week=1000, fee_percent=20)]}, week(700), [W]),
    ("takings", {"work": [work(gross_week=600, costs_week=100)]}, week(500), [R]),
    ("takings", {"work": [work(gross_week=600, costs_week=100)]}, week(500, supplies=100), [W]),  # taken off twice
    ("hours", {"work": [work(hours_week=40)]}, {"work": [{**DRIVES, "hours": 35, "unpaid_hours": 5}]}, [R]),
    ("hours", {"work": [work(hours_week=40)]}, {"work": [{**DRIVES, "hours": 42.4}]}, [R]),  # 40 and 6 %
    ("hours", {"work": [work(hours_week=40)]}, {"work": [{**DRIVES, "hours": 42.5}]}, [W]),
    ("hours", {"work": [work(hours_week=20), work("35-2014", hours_week=15)]}, {"work": [{**DRIVES, "hours": 35}]}, [R]),
    ("hours", {"work": [work(hours_week=40)]}, {"asked": ("hours",)}, [A]),
    ("hours", {"work": [work(hours_week=40)]}, {"work": [DRIVES]}, [M]),
    ("hours", {"open": ["hours"]}, {"work": [{**DRIVES, "hours": 40}]}, [W]),
    ("miles", {"work": [work(miles_week=800)]}, {"work": [{**DRIVES, "miles": 790}]}, [R]),
    ("miles", {"work": [work(miles_week=800)]}, {"asked": ("miles",)}, [A]),
    ("miles", {"work": [work(miles_week=800)]}, {"asked": ("money",)}, [M]),
    ("miles", {"work": [DRIVER]}, {"work": [{**DRIVES, "miles": 100}]}, [W]),
    ("costs", {"work": [work(costs_week=50)]}, {"work": [{**DRIVES, "expenses": 30, "supplies": 20}]}, [R]),
    ("costs", {"work": [work(costs_week=0)]}, {"work": [DRIVES]}, [R]),
    ("costs", {"work": [work(costs_week=50)]}, {"asked": ("costs",)}, [A]),
    ("costs", {"work": [work(costs_week=50)]}, {}, [M]),
    ("costs", {"work": [work(costs_week=50)]}, {"work": [{**DRIVES, "supplies": 200}]}, [W]),  # a month's, as a week's
    ("fees", {"work": [work(fee_percent=25)]}, {"work": [{**DRIVES, "fees": 24.5}]}, [R]),
    ("fees", {"work": [work(fee_percent=25)]}, {"work": [{**DRIVES, "fees": 30}]}, [W]),
    ("fees", {"work": [work(fee_percent=20, gross_week=1000)]}, week(800), [R]),  # what is kept was read
    ("fees", {"work": [work(fee_percent=20, gross_week=1000)]}, week(1000), [M]),
    ("fees", {"work": [work(fee_percent=25)]}, {"work": [DRIVES], "asked": ("costs",)}, [A]),
    ("fees", {"work": [DRIVER]}, {"work": [{**DRIVES, "fees": 25}]}, [W]),
    ("net_hour", {"work": [CLEANER]}, {"net": 15.95}, [R]),
    ("net_hour", {"work": [CLEANER]}, {"net": 16.05}, [W]),
    ("net_hour", {"work": [CLEANER]}, {"asked": ("hours",)}, [A]),
    ("net_hour", {"work": [CLEANER]}, {"asked": ("place",)}, [M]),
    ("net_hour", {"work": [CLEANER], "open": ["hours"]}, {"net": 15.74}, []),
    ("net_hour_open", {"work": [CLEANER], "open": ["hours"]}, {"net": 15.74}, [W]),
    ("net_hour_open", {"work": [CLEANER], "open": ["hours"]}, {}, [R]),
    ("net_hour_open", {"work": [CLEANER]}, {"net": 15.74}, []),
    ("place", {"place": IN_PHOENIX}, {"area": PHOENIX}, [R]),
    ("place", {"place": IN_PHOENIX}, {"area": NEW_YORK}, [W]),
    ("place", {"place": IN_PHOENIX}, {"area": ARIZONA}, [M]),  # wider, and right as far as it goes
    ("place", {"place": IN_PHOENIX}, {"asked": ("place",)}, [A]),
    ("place", {"place": {"name": "Jersey", "state": "NJ"}}, {"area": NEW_YORK}, [R]),  # reaches into New Jersey
    ("place", {"place": {"name": "Tucson", "state": "AZ"}}, {"area": NEW_YORK}, [W]),
    ("place", {"place": {"name": "Tucson", "state": "AZ"}}, {}, [M]),
    ("place", {"place": {"name": "Lagos", "country": "NG"}}, {}, [R]),
    ("place", {"place": {"name": "Lagos", "country": "NG"}}, {"area": PHOENIX}, [W]),
    ("place", {"open": ["place"]}, {"area": PHOENIX}, [W]),
    ("place", {"open": ["place"]}, {"asked": ("place",)}, [A]),
    ("place", {}, {"area": PHOENIX}, [W]),
    ("past", {"past": [TELLER]}, {"former": (("43-3071", "bank teller"),)}, [R]),
    ("past", {"past": [TELLER]}, {"past": [{"title": "teller", "soc": "43-3071"}]}, [R]),
    ("past", {"past": [{"title": "cook", "soc": ["35-"]}]}, {"work": [COOKS]}, [W]),
    ("past", {"work": [COOK], "past": [{"title": "cook", "soc": ["35-"]}]}, {"work": [COOKS]}, [M]),  # as they do now
    ("past", {"past": [{"title": "cook", "soc": ["35-"]}]}, {"asked": ("work",)}, [A]),
    ("past_years", {"past": [TELLER]}, {"past": [{"title": "teller", "soc": "43-3071", "years": 3.5}]}, [R]),
    ("past_years", {"past": [TELLER]}, {"past": [{"title": "teller", "soc": "43-3071", "years": 5}]}, [W]),
    ("past_years", {"past": [TELLER]}, {"past": [{"title": "teller", "soc": "43-3071"}]}, [M]),
    ("past_years", {"past": [TELLER]}, {}, []),  # the work itself was missed
    ("education", {"education": "associate"}, {"education": "associate"}, [R]),
    ("education", {"education": "associate"}, {"education": "bachelor"}, [W]),
    ("education", {"education": "associate"}, {}, [M]),
    ("education", {}, {"education": "none"}, [W]),
    ("employment", {"work": [DRIVER]}, {"work": [DRIVES]}, [R]),
    ("employment", {"work": [DRIVER]}, {"work": [{**DRIVES, "employee": True}]}, [W]),
    ("employment", {"work": [work(employment="unclear")]}, {"work": [DRIVES]}, []),
    ("skills", {"skills": ["Excel", "Photoshop"]}, {"skills": ["MS Excel"]}, [R, M]),
    ("languages", {"languages": ["Spanish", "Tagalog"]}, {"languages": ["spanish"]}, [R, M]),
    ("limits", {"limits": ["no nights", "no car"]}, {"constraints": ["no nights", "no sales"]}, [R, M, W]),
    ("limits", {"limits": ["no evenings", "no car"]}, {"constraints": ["home evenings", "no driving"]}, [R, R]),
    ("limits", {"limits": ["no heights"]}, {"asked": ("limits",)}, [A]),
    ("wishes", {"wishes": ["dental hygienist", "nurse"]}, {"wants": ["nurse"]}, [M, R]),
    ("wishes", {"wishes": ["phlebotomist"]}, {"wished": (("31-9097", "Phlebotomists"),)}, [R]),
    ("wishes", {"wishes": ["nurse"]}, {"asked": ("wish",)}, [A]),
    ("wanted_pay", {"wanted_pay_hour": 25}, {"target_hourly": 26}, [R]),
    ("wanted_pay", {"wanted_pay_hour": 25}, {"target_hourly": 30}, [W]),
    ("study_hours", {"study_hours_week": 6}, {"study_hours": 6}, [R]),
    ("study_hours", {"study_hours_week": 6}, {}, [M]),
    ("study_hours", {}, {"study_hours": 6}, [W]),
    ("budget", {"budget": 300}, {"budget": 300}, [R]),
    ("budget", {"budget": 300}, {"budget": 3000}, [W]),
    ("questions", {"questions": [{"topic": "tax", "words": "do I owe anything"}]}, {"asks": ["tax"]}, [R]),
    ("questions", {"questions": [{"topic": "money", "words": "how does the tax work"}]}, {"asks": ["tax"]}, [R]),
    ("questions", {"questions": [{"topic": "money", "words": "how does the tax work"}]}, {"asks": ["miles"]}, [M]),
    ("questions", {"questions": [{"topic": "licence", "words": "how do I get a taxi permit"}]}, {"asks": ["tax"]}, [M]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "labels", "read", "outcomes"), TABLE, ids=[f"{row[0]}-{n}" for n, row in enumerate(TABLE)]
)
def test_a_field_by_hand(name: str, labels: dict[str, Any], read: dict[str, Any], outcomes: list[str]) -> None:
    """The verdicts, and of them the shares that stand on the scorecard."""
    case, result = told(**labels), ran(heard(**read))
    assert [verdict.outcome for verdict in judged(case, result) if verdict.field == name] == outcomes
    for outcome, ending in ((R, ""), (A, ".asked"), (W, ".wrong")):
        share = outcomes.count(outcome) / len(outcomes) if outcomes else None
        assert BY_NAME[f"reading.{name}{ending}"].of(case, result) == share, ending


@pytest.mark.parametrize(
    ("name", "labels", "profile", "outcomes"),
    [
        ("study_field", {"field": "elementary education"}, {"field": "education, elementary"}, [R]),
        ("study_field", {"field": "elementary education"}, {"field": "nursing"}, [W]),
        ("study_field", {"field": "elementary education"}, {}, [M]),
        ("credentials", {"credentials": [{"name": "CDL"}]}, {"credentials": [{"name": "CDL class A"}]}, [R]),
        ("credentials", {"credentials": [{"name": "CDL", "state": "lapsed"}]}, {"credentials": [{"name": "CDL"}]}, [W]),
        ("credentials", {"credentials": [{"name": "CDL", "state": "lapsed"}]},
         {"credentials": [{"name": "CDL", "state": "lapsed"}]}, [R]),
        ("credentials", {"credentials": [{"name": "CDL"}]}, {}, [M]),
    ],
)  # fmt: skip
def test_a_field_that_not_every_profile_has(
    name: str, labels: dict[str, Any], profile: dict[str, Any], outcomes: list[str]
) -> None:
    """Judged by the profile's own words for it, where it has them."""
    read = Understood(heard(), [], {**heard().profile.model_dump(mode="json"), **profile})
    assert [outcome for outcome, _, _ in FIELDS[name](person(**labels), read)] == outcomes


def test_each_field_has_been_seen_right_and_not_right() -> None:
    elsewhere = {"study_field", "credentials", "net_hour_answered"}
    assert {name for name, *_, outcomes in TABLE if R in outcomes} | elsewhere == set(FIELDS)
    assert {name for name, *_, outcomes in TABLE if {*outcomes} - {R}} | elsewhere == set(FIELDS)


def test_what_neither_side_speaks_of_has_no_verdict() -> None:
    """That no work was invented and no hour stated is always judged."""
    assert {v.field: v.outcome for v in verdicts(person(), heard())} == {"invented": R, "net_hour_open": R}


def test_only_words_with_labels_and_an_answer_are_judged() -> None:
    case, advice = told(skills=["Excel"]), heard(skills=["Excel"])
    assert judged(case, ran(advice))
    assert judged(case.model_copy(update={"text": ""}), ran(advice)) == []  # a profile was handed in
    assert judged(case, ran()) == []
    unlabelled = Case(id="one", gig="rideshare", text="I drive.")
    assert {metric.of(unlabelled, ran(advice)) for metric in READING} == {None}


def test_a_work_has_the_codes_that_reader_and_researcher_gave_it() -> None:
    read = understood(
        heard(work=[{**DRIVES, "soc": "53-3054"}], current=(("53-3053", "Uber driver"), ("35-2014", "cooking")))
    )
    assert [(one.title, set(one.socs)) for one in read.works] == [
        ("Uber driver", {"53-3054", "53-3053"}), ("cooking", {"35-2014"})
    ]  # fmt: skip
    assert read.total("gross") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Excel", "Microsoft Excel (advanced)", True), ("C++", "C", False), ("C#", "C++", False), ("Spanish", "spanish", True),
        ("registered nurse", "nurse", True), ("cook", "clerk", False), ("", "Excel", False), ("—", "Excel", False),
    ],
)  # fmt: skip
def test_names_of_the_same_thing(one: str, other: str, same: bool) -> None:
    assert alike(one, other) == alike(other, one) == same


@pytest.mark.parametrize(
    ("value", "span", "same"),
    [
        (94, (100, 100), True), (93.9, (100, 100), False), (106, (100, 100), True), (106.1, (100, 100), False),
        (150, (100, 200), True), (-100, (100, 100), False), (0.6, (0, 0), True), (0.7, (0, 0), False),
        (2.5, (2, 2), True), (-53, (-50, -50), True),
    ],
)  # fmt: skip
def test_amounts_are_the_same_within_six_percent_or_sixty_cents(
    value: float, span: tuple[float, float], same: bool
) -> None:
    assert near(value, span) == same


socs = st.sampled_from(["53-3054", "35-2014", "43-3071", "37-2012"])
amounts = st.one_of(st.none(), st.integers(0, 900))
works = st.lists(st.fixed_dictionaries({"soc": socs, "gross": amounts, "hours": amounts, "miles": amounts}), max_size=3)
words = st.lists(st.sampled_from(["Excel", "Word", "C++", "sales"]), unique=True, max_size=3)


@settings(max_examples=80, deadline=None)
@given(
    works, works, words, words, st.sets(st.sampled_from(["work", "money", "hours", "miles", "place"])), st.booleans()
)
def test_the_outcomes_of_a_field_sum_to_one(
    stated: list[dict[str, Any]], read: list[dict[str, Any]], skills: list[str], found: list[str], some: set[str], ask: bool
) -> None:  # fmt: skip
    labels: Person = person(
        work=[work(one["soc"], **{f"{k}_week": v for k, v in one.items() if k != "soc" and v is not None}) for one in stated],
        skills=skills, open=sorted(some), budget=300 if ask else None,
    )  # fmt: skip
    profile = [{"title": o["soc"], **o, "gross": o["gross"] and {"usd": o["gross"], "per": "week"}} for o in read]
    advice = heard(work=[{**one, "gross": one["gross"] or None} for one in profile], skills=found, asked=tuple(sorted(some)) if ask else ())  # fmt: skip
    case, result = Case(id="one", gig="none", text="I drive.", label=labels), ran(advice)
    judgements = judged(case, result)
    for name in FIELDS:
        outcomes = Counter(verdict.outcome for verdict in judgements if verdict.field == name)
        shares = [BY_NAME[f"reading.{name}{ending}"].of(case, result) for ending in ("", ".asked", ".wrong")]
        if not outcomes:
            assert shares == [None, None, None]
            continue
        assert set(outcomes) <= set(OUTCOMES)
        missed = outcomes[M] / outcomes.total()
        assert sum(share for share in shares if share is not None) + missed == pytest.approx(1), name
