"""The five scorecards of a set: how sure each figure is, and which of them fall short of their target."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.guarding import Guarded, Let
from evals.intervals import mean_interval, smallest_drop
from evals.metrics import METRICS
from evals.panel import SCORECARDS, Panel, Target, guard_panel, panel, short_of_target, targets
from evals.results import Manifest
from evals.scorecard import Row, Scorecard
from evals.understood import FIELDS
from evals.worth import Worth
from runtime.errors import UserError

GUARD = {"guard.false_pass", "guard.false_rejection"}


# ---- how sure -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        # Wilson, z² = 3.8415: at 0 of 60 from 0 to z² ÷ (60 + z²)
        ([0.0] * 60, 0, 0.06017),
        ([1.0] * 60, 0.93983, 1),
        # at 30 of 60 ½ ± z √(¼ ÷ 60 + z² ÷ (4 · 60²)) ÷ (1 + z² ÷ 60) = ½ ± 0.12265
        ([1.0] * 30 + [0.0] * 30, 0.37735, 0.62265),
        # of two values a resample has twice the lower one in four, and twice the higher
        ([0.2, 0.8], 0.2, 0.8),
        # of 8 halves among 16 a resample has under 4 once in a hundred, under 5 four times: 4 to 12 of 16, each ½
        ([0.0, 0.5] * 8, 0.125, 0.375),
        ([0.7] * 9, 0.7, 0.7),
        # nothing is known of none
        ([], 0, 1),
    ],
)
def test_the_interval_of_a_mean_by_hand(values: list[float], low: float, high: float) -> None:
    assert mean_interval(values) == pytest.approx((low, high), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=1, max_size=40))
def test_the_interval_contains_the_mean(values: list[float]) -> None:
    low, high = mean_interval(values)
    assert low - 1e-9 <= sum(values) / len(values) <= high + 1e-9
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9 or set(values) <= {0, 1}
    assert mean_interval(values) == (low, high), "the same values have the same interval"


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(1, 40))
def test_more_cases_make_a_share_surer(right: int, wrong: int) -> None:
    few, many = ([1.0] * right * n + [0.0] * wrong * n for n in (1, 4))
    (low, high), (low_many, high_many) = mean_interval(few), mean_interval(many)
    assert high_many - low_many < high - low
    assert 0 <= low <= right / (right + wrong) <= high <= 1


@pytest.mark.parametrize(
    ("values", "drop"),
    [
        # of 20 a resample misses 3 at (17 ÷ 20)²⁰ = 3.9 %, 4 at (16 ÷ 20)²⁰ = 1.2 %: below 2.5 % from 4 on
        ([1.0] * 20, 4),
        ([0.5] * 20, 4),
        # of 60: 3 at (57 ÷ 60)⁶⁰ = 4.6 %, 4 at (56 ÷ 60)⁶⁰ = 1.6 %
        ([1.0] * 60, 4),
        ([1.0] * 4 + [0.0] * 16, 4),
        # too few can fall: more than there are
        ([1.0] * 3 + [0.0] * 17, 21),
        ([0.0] * 20, 21),
        ([1.0], 1),
    ],
)
def test_the_smallest_drop_that_is_seen_by_hand(values: list[float], drop: int) -> None:
    assert smallest_drop(values) == drop


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 80), st.integers(0, 20))
def test_the_smallest_drop_is_what_few_resamples_miss(can_fall: int, cannot: int) -> None:
    """A resample of n misses all of d at (1 − d ÷ n)ⁿ; give or take what 4,000 of them stray from 2.5 %."""
    n = can_fall + cannot
    drop = smallest_drop([1.0] * can_fall + [0.0] * cannot)
    assert (1 - (drop - 1) / n) ** n > 0.016
    assert drop == n + 1 or (1 - drop / n) ** n < 0.035


# ---- targets --------------------------------------------------------------------------------------------------


def test_every_target_is_of_a_metric_and_says_why() -> None:
    known = {metric.name: metric for metric in METRICS}
    assert targets()
    for name, target in targets().items():
        assert name in known or name in GUARD, name
        assert len(target.why) > 10, name
        assert (target.least is None) != (target.most is None), name
        if name in known and not name.startswith("reading."):
            assert known[name].better == ("high" if target.most is None else "low"), name
        assert 0 <= (target.least if target.most is None else target.most) <= 1, name


@pytest.mark.parametrize(
    ("least", "most", "value", "met"),
    [
        (0.9, None, 0.9, True), (0.9, None, 0.89, False), (None, 0.1, 0.1, True), (None, 0.1, 0.11, False),
        (None, 0, 0, True), (None, 0, 0.01, False), (0.1, 0.2, 0.15, True), (0.1, 0.2, 0.25, False), (1, None, 1 - 1e-12, True),
    ],
)  # fmt: skip
def test_a_target_is_met_within_its_bounds(least: float | None, most: float | None, value: float, met: bool) -> None:
    assert Target(least=least, most=most, why="so").met(value) == met


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reading.works: {least: much, why: so}", r"targets\.yaml: reading\.works\.least is no target"),
        ("reading.works: {leest: 1, why: so}", r"targets\.yaml: reading\.works\.leest is no target"),
        ("reading.works: {least: 1}", r"targets\.yaml: reading\.works\.why is no target"),
        ("reading.works: [", r"targets\.yaml: no YAML is no target"),
    ],
)
def test_a_wrong_target_is_told_by_file_and_metric(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(text)
    with pytest.raises(UserError, match=says):
        targets(tmp_path / "targets.yaml")


def test_a_file_without_targets_has_none(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text("# none yet\n")
    assert targets(tmp_path / "targets.yaml") == {}


# ---- scorecards -----------------------------------------------------------------------------------------------


def card(**values: Sequence[float]) -> Scorecard:
    """A case for each place in the lists; ``__`` in a name stands for its point."""
    count = max(map(len, values.values()), default=0)
    rows = [
        Row(
            case=f"c{n}", variant=0, repeat=0, run_id="r",
            values={name.replace("__", "."): of[n] for name, of in values.items() if n < len(of)},
        )
        for n in range(count)
    ]  # fmt: skip
    manifest = Manifest(name="now", set="people", started="2026-11-28")
    return Scorecard(manifest=manifest, digests={row.case: "d" for row in rows}, rows=rows)


@pytest.fixture
def aims(monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets of its own, so that none of the shipped ones binds this test."""
    told = {
        "reading.works": Target(least=0.9, why="so"), "reading.works.asked": Target(most=0.3, why="so"),
        "reading.works.wrong": Target(most=0, why="so"), "choice.lead": Target(least=0.5, why="so"), "harm.person": Target(most=0, why="so"),
        "guard.false_pass": Target(most=0.1, why="so"), "guard.false_rejection": Target(most=0.1, why="so"),
    }  # fmt: skip
    monkeypatch.setattr("evals.panel.targets", lambda: told)


@pytest.mark.usefixtures("aims")
def test_a_field_by_hand() -> None:
    """Of four cases two are right, one asked, one wrong: a third of what was stated is wrong."""
    made = panel(
        card(reading__works=[1, 1, 0, 0], reading__works__asked=[0, 0, 1, 0], reading__works__wrong=[0, 0, 0, 1])
    )
    (line,) = made.reading
    assert (line.field, line.n) == ("works", 4)
    assert (line.right.value, line.asked.value, line.wrong.value, line.missed) == (0.5, 0.25, 0.25, 0)
    assert line.risk == pytest.approx(1 / 3)
    assert (line.right.low, line.right.high) == mean_interval([1, 1, 0, 0])
    assert (line.right.met, line.asked.met, line.wrong.met) == (False, True, False)  # right and asked are 75 % together
    assert made.short == ["reading.works", "reading.works.wrong"]


@pytest.mark.usefixtures("aims")
@pytest.mark.parametrize(
    ("right", "asked", "wrong", "missed", "short"),
    [
        ([1, 1], [0, 0], [0, 0], 0, []),
        ([1, 0], [0, 1], [0, 0], 0, ["reading.works.asked"]),  # what is asked is not lost, but costs a turn
        ([1, 0], [0, 0], [0, 0], 0.5, ["reading.works"]),
        ([0, 0], [1, 1], [0, 0], 0, ["reading.works.asked"]),
        ([0.9, 0.9], [0, 0], [0.1, 0.1], 0, ["reading.works.wrong"]),
    ],
)
def test_what_a_field_falls_short_of(
    right: list[float], asked: list[float], wrong: list[float], missed: float, short: list[str]
) -> None:
    made = panel(card(reading__works=right, reading__works__asked=asked, reading__works__wrong=wrong))
    assert made.short == short
    assert made.reading[0].missed == pytest.approx(missed)
    stated = sum(right) + sum(wrong)
    assert made.reading[0].risk == (pytest.approx(sum(wrong) / stated) if stated else None)


@pytest.mark.usefixtures("aims")
def test_choices_and_harms_stand_on_one_scorecard() -> None:
    made = panel(
        card(choice__lead=[1, 0, 0], harm__person=[0, 0, 1], plan__weeks=[3, 4], talk__kind=[1]), Worth(runs=3)
    )
    assert made.short == ["choice.lead", "harm.person"]
    assert {name: [figure.metric for figure in of] for name, of in made.figures.items()} == {
        "reading": [], "choosing": ["choice.lead", "harm.person"], "plans": [], "talk": ["talk.kind"], "model": []
    }  # fmt: skip
    lead, harm = made.figures["choosing"]
    assert (lead.value, lead.n, harm.value, harm.n) == (pytest.approx(1 / 3), 3, pytest.approx(1 / 3), 3)
    assert made.figures["talk"][0].met is None  # no target
    assert (made.name, made.cases, made.reading, made.worth) == ("people", 3, [], Worth(runs=3))


@pytest.mark.usefixtures("aims")
def test_a_case_that_was_run_many_times_counts_once() -> None:
    """1, 0 and ½ of one case are ½; with the 0 of the other ¼."""
    once = card(choice__lead=[1, 0])
    again = [once.rows[0].model_copy(update={"repeat": n, "values": {"choice.lead": n / 2 - 0.5}}) for n in (1, 2)]
    made = panel(once.model_copy(update={"rows": [*once.rows, *again]}))
    (figure,) = made.figures["choosing"]
    assert (figure.value, figure.n, figure.met) == (0.25, 2, False)


@pytest.mark.usefixtures("aims")
@pytest.mark.parametrize(
    ("passes", "rejections", "short"),
    [(0, 2, []), (1, 2, []), (2, 2, ["guard.false_pass"]), (0, 3, ["guard.false_rejection"])],
)
def test_the_guard_has_a_scorecard_of_its_own(passes: int, rejections: int, short: list[str]) -> None:
    """Of ten false sentences one may pass, of twenty true ones two may be lost."""
    let = Let(agent="career_decider", sentence="So.", why="false")
    made = guard_panel(Guarded(false=10, true=20, passes=[let] * passes, rejections=[let] * rejections))
    first, second = made.figures["model"]
    assert (first.value, second.value) == (pytest.approx(passes / 10), pytest.approx(rejections / 20))
    assert (first.n, second.n, made.cases) == (10, 20, 30)
    assert made.short == short
    assert short_of_target([made, made]) == 2 * len(short)


def test_every_field_and_group_has_its_place() -> None:
    every = card(**{metric.name.replace(".", "__"): [1.0] for metric in METRICS})
    made = panel(every)
    assert [line.field for line in made.reading] == list(FIELDS)
    shown = {figure.metric for of in made.figures.values() for figure in of}
    groups = {group for some in SCORECARDS.values() for group in some} - {"guard", "reading"}
    assert {name.partition(".")[0] for name in shown} == groups
    assert set(targets()) - GUARD - {name for name in targets() if name.startswith("reading.")} <= shown


def test_nothing_run_is_nothing_short() -> None:
    assert panel(card()).short == Panel(name="none", cases=0).short == []
    assert short_of_target([]) == 0
