"""Each metric on a case worked by hand, and on one that it must not let pass."""

from __future__ import annotations

import re
from math import log2

import pytest
from eval_samples import answer, case, fact, ran, said

from agents.contracts import Step
from evals.cases import Case
from evals.metrics import METRICS, Metric, means, overall_of, score
from evals.metrics.overall import commonest, distinct, entropy, quantile
from evals.metrics.speech import grade_of
from evals.results import Result

BY_NAME = {metric.name: metric for metric in METRICS}


def of(name: str, case: Case, result: Result) -> float | None:
    return BY_NAME[name].of(case, result)


def test_every_metric_says_what_it_is_and_has_one_name() -> None:
    assert len(BY_NAME) == len(METRICS)
    for metric in METRICS:
        assert isinstance(metric, Metric)
        assert metric.name.startswith(metric.group + ".")
        assert len(metric.doc) > 15, metric.name


def test_every_metric_is_silent_where_it_does_not_apply() -> None:
    """Nothing expected, no answer, no event: only what a run is by itself is measured."""
    measured = {m.name for m in METRICS if m.of(case(), ran()) is not None}
    assert measured == {
        "cost.finished", "cost.fallbacks", "cost.broken", "cost.calls", "cost.tokens_in", "cost.tokens_out", "cost.seconds",
    }  # fmt: skip


# ---- groundedness ---------------------------------------------------------------------------------------------

PAY, LINK = fact("wage.pay", 23.84), fact("link.a", "https://example.org/a", "url")


def test_groundedness_of_a_true_answer() -> None:
    told = said("They earn $23.84 an hour, see https://example.org/a for more.", "wage.pay", "link.a")
    result = ran(answer(facts=(PAY, LINK), said=(told,)))
    assert of("groundedness.claims", case(), result) == 2
    assert of("groundedness.unsupported", case(), result) == 0
    assert of("groundedness.supported", case(), result) == 1
    assert of("groundedness.contradicted", case(), result) == 0
    assert of("groundedness.sourced", case(), result) == 1


def test_groundedness_of_an_invented_one() -> None:
    told = said("They earn $31.00 an hour, not $23.84 an hour, see https://example.org/b.", "wage.pay", "link.a")
    lost = fact("you.net", 5, inputs=("you.gross",))
    result = ran(answer(facts=(PAY, LINK, lost), said=(told,)))
    assert of("groundedness.unsupported", case(), result) == 2  # the other pay, the other link
    assert of("groundedness.supported", case(), result) == pytest.approx(1 / 3)
    assert of("groundedness.sourced", case(), result) == pytest.approx(2 / 3)  # one computed from a fact nobody has


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("$23.84 an hour is more than $20.00 an hour.", 0),
        ("$23.84 an hour is less than $20.00 an hour.", 1),
        ("$23.84 an hour is more than $20.00 a week.", 1),
    ],
)
def test_comparisons(words: str, count: int) -> None:
    assert of("groundedness.contradicted", case(), ran(answer(said=(said(words),)))) == count


def test_a_figure_ends_before_the_comma_of_a_list() -> None:
    skills = fact("skills", "web3", "text")
    result = ran(answer(facts=(skills,), said=(said("You bring web3, and more.", "skills"),)))
    assert of("groundedness.unsupported", case(), result) == 0


# ---- decision -------------------------------------------------------------------------------------------------

WANTED = {
    "current": ["53-3054"], "families": ["43-3", "13-2"], "never": ["53-"], "gated": {"53-3032": "no driving"},
    "net_hour": (6.4, 6.6), "area": "0038060", "asks": ["money"], "abstains": False,
}  # fmt: skip


def test_expectations_that_hold() -> None:
    good = answer("43-3031", ("13-2099",), current=("53-3054",), net=6.53, area="0038060")
    result = ran(good, asked=["money", "place"])
    for name in ("current", "families", "never", "gated", "net_hour", "area", "asks", "abstains", "expected"):
        assert of(f"decision.{name}", case(**WANTED), result) == 1, name
    assert of("decision.violations", case(**WANTED), result) == 0


def test_expectations_that_do_not() -> None:
    bad = answer("41-2011", ("53-3032",), current=("35-3023",), net=9.1)
    result = ran(bad)
    for name in ("current", "families", "never", "gated", "net_hour", "area", "asks"):
        assert of(f"decision.{name}", case(**WANTED), result) == 0, name
    assert of("decision.expected", case(**WANTED), result) == pytest.approx(1 / 8)  # a role is picked, as one must be
    assert of("decision.violations", case(**WANTED), result) == 1
    assert of("decision.abstains", case(abstains=True), result) == 0
    assert of("decision.abstains", case(abstains=True), ran(answer())) == 1
    assert of("decision.families", case(**WANTED), ran()) == 0  # no answer is no hit


def test_pay_of_the_pick_and_of_all() -> None:
    result = ran(answer("43-3031", pay={"43-3031": 23.0, "13-2099": 31.0}, uplift={"43-3031": 4.5}, net=6.5))
    assert of("decision.pay", case(), result) == 23
    assert of("decision.candidates_pay", case(), result) == 27
    assert of("decision.uplift", case(), result) == 4.5
    assert of("decision.net", case(), result) == 6.5
    assert of("decision.pay", case(), ran(answer())) is None


def test_stability_over_other_words_and_over_repeats() -> None:
    picks = {(0, 0): "43-3031", (1, 0): "43-3031", (2, 0): "13-2099", (0, 1): "11-1111"}
    results = [ran(answer(soc), variant=v, repeat=r) for (v, r), soc in picks.items()]
    rows = {(row.variant, row.repeat): row.values for row in score({"one": case()}, results)}
    assert rows[1, 0]["decision.stable"] == 1
    assert rows[2, 0]["decision.stable"] == 0
    assert "decision.stable" not in rows[0, 0]
    assert rows[0, 1]["decision.repeatable"] == 0
    assert "decision.repeatable" not in rows[1, 0]


# ---- retrieval ------------------------------------------------------------------------------------------------

FOUND = ("53-3032", "43-3031", "43-3051", "13-2099", "41-2011")


def test_retrieval_by_hand() -> None:
    """Families 43-3 at rank 2 and 13-2 at rank 4, for the second clerk is no further one; 15-1 is missing."""
    told, result = case(families=["43-3", "13-2", "15-1"]), ran(answer(found=FOUND))
    assert of("retrieval.hit@5", told, result) == 1
    assert of("retrieval.precision@5", told, result) == pytest.approx(3 / 5)  # two clerks and a finance role of five
    assert of("retrieval.precision@10", told, result) == pytest.approx(3 / 10)
    assert of("retrieval.mrr", told, result) == pytest.approx(1 / 2)
    # the second clerk stands behind the first as the same family, so 13-2 ranks third after 53-3032 and 43-3
    ideal = 1 + 1 / log2(3) + 1 / log2(4)
    assert of("retrieval.ndcg@10", told, result) == pytest.approx((1 / log2(3) + 1 / log2(4)) / ideal, abs=1e-4)


def test_retrieval_that_finds_nothing() -> None:
    told = case(families=["29-"])
    for name in ("hit@5", "hit@10", "precision@5", "precision@10", "ndcg@10", "mrr", "passages.hit@10", "passages.mrr"):
        assert of(f"retrieval.{name}", told, ran(answer(found=FOUND, passages=(("43-3031", 0.5),)))) == 0, name
        assert of(f"retrieval.{name}", told, ran(answer())) == 0, name


def test_passages_are_ranked_by_likeness() -> None:
    told, near = case(families=["43-3"]), ran(answer(passages=(("41-2011", 0.4), ("43-3031", 0.8), ("", 0.9))))
    assert of("retrieval.passages.mrr", told, near) == 1
    assert of("retrieval.passages.hit@10", told, near) == 1
    assert of("retrieval.passages.score", told, near) == pytest.approx(0.7)
    assert of("retrieval.passages.score", told, ran(answer())) == 0  # asked, and got nothing


# ---- plan -----------------------------------------------------------------------------------------------------

STEPS = (
    Step(title="Read", kind="check", hours=1, from_week=1, to_week=1),
    Step(title="Learn", kind="learn", hours=15, cost=49, link="link.a", from_week=1, to_week=4),
    Step(title="Pass", kind="gate", hours=2, from_week=4, to_week=5),
)
FITS = {"hours": 18, "weeks": 5, "cost": 49, "hours_per_week": 4}


def test_a_plan_that_can_be_done() -> None:
    told = case(hours_per_week=4, cost=50)
    result = ran(answer("43-3031", steps=STEPS, plan=FITS, facts=(LINK,)))
    assert of("plan.within_hours", told, result) == 1
    assert of("plan.within_budget", told, result) == 1
    assert of("plan.adds_up", told, result) == 1
    assert of("plan.coverage", told, result) == 1 / 2  # one of the two to learn or to pass has a link
    assert of("plan.provenance", told, result) == 1
    assert of("plan.weeks", told, result) == 5


def test_a_plan_that_cannot() -> None:
    told, wrong = case(hours_per_week=3, cost=40), {**FITS, "hours": 30}
    result = ran(answer("43-3031", steps=STEPS, plan=wrong, facts=(PAY,)))
    assert of("plan.within_hours", told, result) == 0
    assert of("plan.within_budget", told, result) == 0
    assert of("plan.adds_up", told, result) == 0
    assert of("plan.provenance", told, result) == 0  # the link is no fact of the answer
    own = answer("43-3031", steps=STEPS, plan=FITS, profile={"study_hours": 4.0, "budget": 10.0})
    assert of("plan.within_hours", case(), ran(own)) == 1  # without an expectation, what the worker said counts
    assert of("plan.within_budget", case(), ran(own)) == 0


# ---- speech ---------------------------------------------------------------------------------------------------


def verdict(ok: bool, rule: str = "") -> dict[str, object]:
    return {"type": "guard", "agent": "career_decider", "sentence": "s", "ok": ok, "rule": rule}


def test_what_the_guard_let_through() -> None:
    events = (verdict(True), verdict(True), verdict(False, "phrase"), verdict(False, "comparison"))
    told = (
        said("Go for it now.", origin="model"),
        said("They pay well here today.", origin="fallback"),
        said("A list of facts."),
    )
    result = ran(answer(said=told), events=events)
    assert of("speech.kept", case(), result) == 0.5
    assert of("speech.rejected", case(), result) == 2
    assert of("speech.rejected.phrase", case(), result) == 1
    assert of("speech.rejected.whole", case(), result) == 0
    assert of("speech.model", case(), result) == pytest.approx(4 / 9)
    silent = ran(answer(said=told[1:]), events=(verdict(False, "phrase"),))
    assert of("speech.kept", case(), silent) == 0
    assert of("speech.model", case(), silent) == 0


def test_the_grade_by_hand() -> None:
    # 5 words, 18 letters, 1 sentence: 4.71 × 18 ÷ 5 + 0.5 × 5 − 21.43 = −1.974
    assert grade_of("You may go home now-ish.") == pytest.approx(4.71 * 18 / 5 + 2.5 - 21.43)
    plain = "You take in more. It is a good job. Go for it."
    heavy = (
        "Notwithstanding considerable occupational heterogeneity, remuneration approximates metropolitan equivalents."
    )
    assert grade_of(plain) < 3 < 20 < grade_of(heavy)  # type: ignore[operator]
    assert grade_of("") is None


def test_lists_and_links_are_no_prose() -> None:
    told = said("Go for it.\n- Incomprehensibilities: https://example.org/internationalization (2 hours)")
    assert of("speech.grade", case(), ran(answer(said=(told,)))) == pytest.approx(grade_of("Go for it."))


def test_repetition_by_hand() -> None:
    once = ran(answer(said=(said("one two three four"),)))
    again = ran(answer(said=(said("one two three one two three"),)))  # 4 trigrams, 3 of them distinct
    assert of("speech.repetition", case(), once) == 0
    assert of("speech.repetition", case(), again) == pytest.approx(1 / 4)


# ---- cost -----------------------------------------------------------------------------------------------------


def test_costs_are_added_up_by_agent() -> None:
    events = (
        {"type": "model_called", "agent": "career_decider", "tokens_in": 100, "tokens_out": 20},
        {"type": "model_called", "agent": "skill_mapper", "tokens_in": 50, "tokens_out": 5},
        {"type": "fallback", "agent": "skill_mapper"},
        {"type": "agent_finished", "agent": "skill_mapper", "seconds": 0.25, "result": {"degraded": True}},
        {"type": "agent_finished", "agent": "career_decider", "seconds": 1.0, "result": {}},
    )
    result = ran(answer(), events=events, first_fact=0.4)
    want = {
        "calls": 2, "tokens_in": 150, "tokens_out": 25, "seconds": 1.5, "first_fact": 0.4, "seconds.skill_mapper": 0.25,
        "tokens.career_decider": 120, "fallbacks": 1, "broken": 1, "finished": 1,
    }  # fmt: skip
    assert {name: of(f"cost.{name}", case(), result) for name in want} == want
    assert of("cost.seconds.intake", case(), result) is None
    assert of("cost.finished", case(), ran()) == 0


# ---- the set as a whole ---------------------------------------------------------------------------------------


def test_diversity_by_hand() -> None:
    rows = [("a", {}), ("a", {}), ("b", {}), ("c", {}), ("", {}), (None, {})]
    assert distinct(rows) == pytest.approx(3 / 4)
    assert entropy(rows) == pytest.approx(1.5)  # ½·1 + ¼·2 + ¼·2 bits
    assert commonest(rows) == pytest.approx(1 / 2)
    same = [("a", {})] * 4
    assert distinct(same) == pytest.approx(1 / 4)
    assert entropy(same) == 0
    assert distinct([("", {})]) is None


def test_quantiles_are_of_values_that_were_measured() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert quantile(values, 0.5) == 3
    assert quantile(values, 0.95) == 5
    assert quantile([7.0], 0.5) == 7
    assert quantile([], 0.5) is None


def test_a_profile_with_many_variants_counts_once() -> None:
    other = case(families=["43-"]).model_copy(update={"id": "two"})
    results = [ran(answer("43-3031"), variant=n) for n in range(3)] + [ran(answer("13-2099"), case="two")]
    rows = score({"one": case(families=["43-"]), "two": other}, results)
    assert means(rows)["decision.families"] == 0.5
    firsts = overall_of([(row.key, "43-3031" if row.case == "one" else "13-2099", row.values) for row in rows])
    assert firsts["diversity.distinct"] == 1  # the paraphrases of one worker are no further people


def test_scores_do_not_depend_on_the_order_of_runs() -> None:
    results = [ran(answer("43-3031"), variant=n, case=name) for name in ("one", "two") for n in range(2)]
    cases = {name: case(families=["43-"]).model_copy(update={"id": name}) for name in ("one", "two")}
    assert score(cases, results) == score(cases, list(reversed(results)))


def test_formulas_name_their_sources() -> None:
    """Every group says where it is taken from: an author and a year stand in the docstring of it or of its module."""
    import evals.metrics.decision as d
    import evals.metrics.groundedness as g
    import evals.metrics.retrieval as r

    for module in (d, g, r):
        assert re.search(r"[12][09]\d\d\)", module.__doc__ or "")
