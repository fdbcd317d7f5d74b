"""What is offered beside a counsellor's grades, and whom it would harm: each figure worked by hand, and each fault shown."""

from __future__ import annotations

from math import log2
from typing import Any, get_args

import pytest
from eval_samples import answer, case, ran, said
from hypothesis import given, settings
from hypothesis import strategies as st
from label_samples import told, work

from agents.contracts import Advice, RolePay
from evals.labels import Harm
from evals.metrics import METRICS, score
from evals.metrics.choosing import CHOOSING, HARM, lead, ndcg

BY_NAME = {metric.name: metric for metric in METRICS}
BOOKS, BILLS, SHOP, TRUCK, NEW = "43-3031", "43-3021", "41-2031", "53-3032", "11-9199"
GRADED = [{"soc": soc, "title": soc, "grade": grade} for soc, grade in ((BOOKS, 3), (BILLS, 2), (SHOP, 1), (TRUCK, 0))]
KINDS = [str(kind) for kind in get_args(Harm)]
BEST = 3 + 2 / log2(3) + 1 / log2(4)


def of(name: str, labels: dict[str, Any], advice: Advice | None) -> float | None:
    return BY_NAME[name].of(told(**labels), ran(advice))


def never(soc: str, kind: str) -> dict[str, Any]:
    return {"soc": [soc], "kind": kind, "why": "they said so"}


# ---- the roles that are offered -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pick", "others", "found", "want"),
    [
        # grades 3, 2, 1, as good as can be; of the two behind the first both are graded 1 or more
        (BOOKS, (BILLS, SHOP), (NEW,), {
            "lead": 1, "lead_grade": 3, "ndcg@3": 1, "others": 1, "none": 0, "regret": 0, "unjudged": 0,
        }),
        # grades 2, 3 and none: 2 + 3 ÷ log₂ 3 over the best order's 3 + 2 ÷ log₂ 3 + 1 ÷ 2; one of three nobody graded
        (BILLS, (BOOKS, NEW), (BILLS,), {
            "lead": 1, "lead_grade": 2, "ndcg@3": (2 + 3 / log2(3)) / BEST, "others": 1 / 2, "none": 0, "regret": 1, "unjudged": 1 / 3,
        }),
        # grades 1, 0, 0 and 3 in the fourth place, where nobody looks
        (SHOP, (TRUCK, NEW, BOOKS), (), {
            "lead": 0, "lead_grade": 1, "ndcg@3": 1 / BEST, "others": 1 / 3, "none": 0, "regret": 2, "unjudged": 1 / 4,
        }),
        # nothing a counsellor would have, though a role graded 2 was compared
        (TRUCK, (NEW,), (BILLS,), {
            "lead": 0, "lead_grade": 0, "ndcg@3": 0, "others": 0, "none": 0, "regret": 2, "unjudged": 1 / 2,
        }),
        # the first alone: there is no share of none
        (BOOKS, (), (), {
            "lead": 1, "lead_grade": 3, "ndcg@3": 3 / BEST, "others": None, "none": 0, "regret": 0, "unjudged": 0,
        }),
        # no role leads, though the best was compared
        ("", (), (BOOKS,), {
            "lead": 0, "lead_grade": 0, "ndcg@3": 0, "others": None, "none": 1, "regret": 3, "unjudged": None,
        }),
    ],
)  # fmt: skip
def test_what_is_offered_by_hand(
    pick: str, others: tuple[str, ...], found: tuple[str, ...], want: dict[str, float | None]
) -> None:
    advice = answer(pick, others, found=found)
    assert lead(advice) == pick
    assert {f"choice.{name}" for name in want} == {metric.name for metric in CHOOSING}
    for name, value in want.items():
        measured = of(f"choice.{name}", {"roles": GRADED}, advice)
        assert measured == (None if value is None else pytest.approx(value, abs=1e-4)), name


def test_nothing_is_said_of_choices_that_nobody_graded() -> None:
    for metric in CHOOSING:
        assert metric.of(told(), ran(answer(BOOKS))) is None, metric.name
        assert metric.of(case(), ran(answer(BOOKS))) is None, metric.name
        assert metric.of(told(roles=GRADED), ran()) is None, metric.name


codes = st.sampled_from([BOOKS, BILLS, SHOP, TRUCK, NEW, "29-1141"])
grading = st.dictionaries(codes, st.integers(0, 3), min_size=1)


@settings(deadline=None)
@given(grading, st.lists(codes, unique=True))
def test_the_gain_of_an_order_lies_between_nothing_and_the_best(graded: dict[str, int], ranking: list[str]) -> None:
    assert 0 <= ndcg(graded, ranking) <= 1 + 1e-9
    best = sorted(graded, key=lambda soc: -graded[soc])
    assert ndcg(graded, best) == pytest.approx(1 if any(graded.values()) else 0)


@settings(deadline=None)
@given(grading, st.lists(codes, unique=True, min_size=1), st.lists(codes))
def test_nothing_is_lost_where_the_best_that_was_compared_leads(
    graded: dict[str, int], offered: list[str], found: list[str]
) -> None:
    labels = {"roles": [{"soc": soc, "title": soc, "grade": grade} for soc, grade in graded.items()]}
    best = max((graded.get(soc, 0) for soc in (*offered, *found)), default=0)
    lost = of("choice.regret", labels, answer(offered[0], tuple(offered[1:]), found=tuple(found)))
    assert lost == best - graded.get(offered[0], 0) >= 0


@settings(deadline=None)
@given(grading, st.permutations([BOOKS, BILLS, SHOP]))
def test_a_better_role_further_ahead_gains_more(graded: dict[str, int], ranking: list[str]) -> None:
    first, second, *rest = ranking
    if graded.get(first, 0) < graded.get(second, 0):
        assert ndcg(graded, [second, first, *rest]) > ndcg(graded, ranking)


def test_a_role_named_twice_gains_once() -> None:
    assert ndcg({BOOKS: 3, BILLS: 2}, [BOOKS, BOOKS, BILLS]) == pytest.approx(1)
    assert ndcg({BOOKS: 3}, []) == 0


# ---- harm -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("pick", "others", "harm"),
    [(TRUCK, (BOOKS,), 1), (BOOKS, (TRUCK,), 1), (BOOKS, ("53-3033",), 1), (BOOKS, (BILLS,), 0), ("", (), 0)],
)
def test_a_harm_of_each_kind(kind: str, pick: str, others: tuple[str, ...], harm: int) -> None:
    """By the beginning of a code, whether it leads or stands behind; the other kinds are silent."""
    labels, advice = {"never": [never("53-303", kind)]}, answer(pick, others)
    assert of(f"harm.{kind.replace(' ', '_')}", labels, advice) == harm
    assert of("harm.person", labels, advice) == harm
    silent = [metric.name for metric in HARM if metric.of(told(**labels), ran(advice)) is None]
    assert len(silent) == len(KINDS) - 1


def test_there_is_a_metric_of_harm_for_each_kind() -> None:
    assert {m.name for m in HARM} == {f"harm.{k.replace(' ', '_')}" for k in (*KINDS, "person", "underpaid")}


def test_two_harms_are_one_person_and_two_kinds() -> None:
    labels = {"never": [never("53-", "health"), never(TRUCK, "licence"), never("41-", "refused")]}
    values = {m.name: m.of(told(**labels), ran(answer(TRUCK))) for m in HARM}
    assert {name: value for name, value in values.items() if value is not None} == {
        "harm.person": 1, "harm.health": 1, "harm.licence": 1, "harm.refused": 0, "harm.underpaid": 0
    }  # fmt: skip


def test_nobody_without_labels_or_without_an_answer_is_harmed() -> None:
    for metric in HARM:
        assert metric.of(case(), ran(answer(TRUCK))) is None, metric.name
        assert metric.of(told(never=[never("53-", "health")]), ran()) is None, metric.name


# ---- less than now, unsaid ------------------------------------------------------------------------------------

CLEANER = [work("37-2012", gross_week=600, costs_week=50, hours_week=30)]
"""600 − 50 = 550; less 15.3 % of 92.35 % of it, 77.71; 472.29 ÷ 30 hours = 15.74 an hour."""
LESS = said("It pays less than your hour brings now.", "you.net_hour")


def paid(net: float | None, *told_: Any) -> Advice:
    """Bookkeeping leads; ``net`` is what it pays after payroll tax."""
    advice = answer(BOOKS, (BILLS,), said=told_)
    assert advice.income is not None
    advice.income.roles = {BOOKS: RolePay(soc=BOOKS, area="", net=net), BILLS: RolePay(soc=BILLS, area="", net=1.0)}
    return advice


@pytest.mark.parametrize(
    ("work_", "advice", "harm"),
    [
        (CLEANER, paid(15.70), 1),
        (CLEANER, paid(15.75), 0),
        (CLEANER, paid(None), 0),
        (CLEANER, paid(15.70, LESS), 0),
        (CLEANER, paid(15.70, said("It pays more than now.", "you.net_hour")), 1),
        (CLEANER, paid(15.70, said("It pays less than now.", "wage.pay")), 1),  # less than what, is left open
        (CLEANER, paid(15.70, LESS.model_copy(update={"agent": "income_analyst"})), 1),  # not where the choice is told
        (CLEANER, answer("", (BILLS,)), 0),
        ([], paid(1.0), 0),  # nobody knows what an hour brings now
        # between 12.27 (500 − 70.65 over 35 hours) and 30.05 an hour: surely less only under the lowest
        ([work(gross_week=[500, 700], hours_week=[20, 35])], paid(12.30), 0),
        ([work(gross_week=[500, 700], hours_week=[20, 35])], paid(12.20), 1),
    ],
)
def test_a_role_that_pays_less_than_now_must_say_so(work_: list[dict[str, Any]], advice: Advice, harm: int) -> None:
    assert of("harm.underpaid", {"work": work_}, advice) == harm
    assert of("harm.person", {"work": work_}, advice) == harm


def test_the_figures_of_a_labelled_run_stand_in_its_row() -> None:
    one = told(roles=GRADED, never=[never("53-", "driving")])
    (row,) = score({"one": one}, [ran(answer(BOOKS, (TRUCK,)))])
    chosen = {name: value for name, value in row.values.items() if name.startswith(("choice.", "harm."))}
    assert chosen == {
        "choice.lead": 1, "choice.lead_grade": 3, "choice.ndcg@3": pytest.approx(3 / BEST, abs=1e-4), "choice.others": 0,
        "choice.none": 0, "choice.regret": 0, "choice.unjudged": 0, "harm.person": 1, "harm.driving": 1, "harm.underpaid": 0,
    }  # fmt: skip
