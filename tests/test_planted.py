"""Regressions planted into the product itself, each of which `gigpath eval compare` must catch, by the gate that is meant for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import planted
import pytest
from label_samples import person, work
from planted import Contrary, Curt, Dutiful, compared, evaluated, misread, plain, profiles, set_of, shipped, spoken_by

from agents import guard, speech
from agents.career_decider import CareerDecider
from agents.contracts import Choice, Decision, Scores, Understanding
from agents.guard import Verdict
from agents.state import CareerState
from evals import scripts
from evals.cases import SETS
from evals.hostile import Liar
from evals.metrics import scored
from evals.metrics.choosing import harms
from evals.metrics.talk import CHANGES
from evals.results import find
from evals.worth import Worth, worth
from knowledge.tables import tables
from tools.profile import Amount, Area

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("at_home")]

Plant = Callable[[pytest.MonkeyPatch], None]
SOME, FEW = ("profiles", "--limit", "20"), ("profiles", "--limit", "8")
TALK = ("2026-11-talk", "--limit", "8")
LIMITED = profiles(lambda expect: expect.gated)
ASKED = profiles(lambda expect: expect.asks)
QUESTIONS = {turn.say for one in scripts.load(SETS[TALK[0]]) for turn in one.turns if turn.kind not in CHANGES}
DASHERS = {
    "Tampa, FL": (700, 35), "Phoenix, AZ": (640, 32), "Columbus, OH": (820, 45), "Denver, CO": (560, 28), "Austin, TX": (750, 40), "Seattle, WA": (900, 42),
}  # fmt: skip
"""Place → USD and hours a week."""


# ---- what is read ---------------------------------------------------------------------------------------------


def any_number(found: Understanding, text: str) -> None:
    """Where no takings were read, the first number of the message is taken for a week's."""
    numbers = re.findall(r"\d+", text)
    for one in found.profile.work[:1]:
        if one.gross is None and numbers:
            one.gross = Amount(usd=float(numbers[0]), per="week")


def no_miles(found: Understanding, text: str) -> None:
    for one in found.profile.work:
        one.miles = None


def doubled(found: Understanding, text: str) -> None:
    """DoorDash's takings, and nobody else's."""
    for one in found.profile.work:
        if "doordash" in one.title.lower() and one.gross:
            one.gross = one.gross.model_copy(update={"usd": 2 * one.gross.usd})


def one_town(found: Understanding, text: str) -> None:
    """Whoever lives in some town of the country lives in Phoenix."""
    row = tables().area("0038060")
    if found.profile.area.level != "nation":
        found.profile.area = Area(code=row.code, name=row.name, level="metro")


def no_limits(found: Understanding, text: str) -> None:
    found.profile.constraints = []


def doctors_all(found: Understanding, text: str) -> None:
    found.profile.education = "doctorate"


def an_hour_more(found: Understanding, text: str) -> None:
    """Who asks something works an hour more from then on."""
    for one in found.profile.work if text in QUESTIONS else []:
        one.hours = (one.hours or 0) + 1


@pytest.mark.parametrize(
    ("plant", "source", "gates"),
    [
        (planted.pay_alone, ("people:profiles",), {"choice.lead", "choice.ndcg@3"}),
        (planted.limits_unheard, LIMITED, {"decision.gated"}),
        (planted.nothing_found, SOME, {"retrieval.passages.hit@10", "retrieval.passages.score"}),
        (planted.astray, SOME, {"retrieval.passages.hit@10", "retrieval.passages.score"}),
        (planted.one_course, ("people",), {"plan.lesson_links"}),
        (misread(any_number), ("people",), {"reading.takings.wrong"}),
        (misread(no_miles), ("people",), {"reading.miles", "reading.net_hour.wrong"}),
        (misread(one_town), ("people",), {"reading.place"}),
        (misread(no_limits), ("people",), {"reading.limits"}),
        (misread(doctors_all), ("people",), {"reading.education.wrong"}),
        (planted.nothing_asked, ASKED, {"decision.expected"}),
        (misread(an_hour_more, later=True), TALK, {"talk.profile_kept"}),
    ],
    ids=["pay alone", "limits unheard", "nothing found", "astray", "one course", "any number", "no miles", "one town", "no limits", "doctors all", "nothing asked", "questions change"],
)  # fmt: skip
def test_a_regression_is_caught_by_the_gate_that_is_meant_for_it(
    plant: Plant, source: tuple[str, ...], gates: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain(*source)
    plant(monkeypatch)
    told = compared(before, evaluated("planted", *source))
    assert told.code == 1
    assert told.broken.keys() >= gates, told.broken


def test_wages_a_tenth_too_high(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(*SOME)
    planted.dearer(monkeypatch)
    told = compared(before, evaluated("dearer", *SOME))
    assert told.code == 1
    assert "facts.agree" in told.broken
    pay = next(line for line in told.comparison.lines if line.metric == "decision.candidates_pay")
    assert pay.b / pay.a == pytest.approx(1.1, abs=0.02)
    assert any(re.search(r"pay .* was \$[\d.]+ an hour and is \$", moved.why) for moved in told.comparison.moved)


def test_learning_in_a_quarter_of_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson takes the hours that its course states, the whole way those that are published for it; nothing else has any."""
    everybody = [one for name in ("a", "b") for one in scored(find(plain(f"2026-11-{name}:profiles")))]
    learners = [
        one.case for one in everybody if "plan.lesson_hours" in one.values or one.values.get("plan.published_hours")
    ]
    ways = set_of(tmp_path / "ways.jsonl", shipped(*learners)) + ":profiles"  # of others it takes too long as it is
    before = plain(ways)
    planted.hours_quartered(monkeypatch)
    told = compared(before, evaluated("hurried", ways))
    assert told.code == 1
    assert told.broken.keys() >= {"plan.lesson_hours", "plan.published_hours"}
    assert not told.broken.keys() & {"plan.weeks_hold", "plan.adds_up"}  # the plan agrees with itself


def test_one_gigs_takings_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six people of that gig break the gate. Those among the 31 are too few for it: they only stand among the runs that moved."""
    six = [
        person(
            id=f"dash-{n}", text=f"I deliver for DoorDash in {place}, ${usd} a week, {hours} hours a week, 300 miles a week.",
            work=[work("53-30", "DoorDash", gross_week=usd, hours_week=hours, miles_week=300)],
        )
        for n, (place, (usd, hours)) in enumerate(DASHERS.items())
    ]  # fmt: skip
    dashers = set_of(tmp_path / "dashers.jsonl", six)
    few, many = plain(dashers), plain("people")
    misread(doubled)(monkeypatch)
    told = compared(few, evaluated("doubled", dashers))
    assert told.code == 1
    assert told.broken.keys() >= {"reading.takings", "reading.takings.wrong"}
    told = compared(many, evaluated("doubled-too", "people"))
    moved = [one.case for one in told.comparison.moved]
    assert len(moved) < 4
    assert all("dash" in one.text.lower() for one in shipped(*moved))
    assert not told.broken.keys() & {"reading.takings", "reading.takings.wrong"}


def test_one_barred_role_offered_to_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in 31 is far from sure in any mean: the gate on each run tells it, and names the one who was safe before."""
    before = plain("people")
    runs = find(before)
    cases = {case.id: case.label for case in runs.manifest.cases}
    safe = sorted(
        (r.case, r.advice) for r in runs if r.advice and r.advice.decision and len(r.advice.decision.alternatives) == 2
    )
    name, answer = next((n, a) for n, a in safe if cases[n].never and not harms(cases[n], a))
    barred = tuple(cases[name].never[0].soc)
    soc = next(soc for soc in tables().occupations["soc"] if soc.startswith(barred))
    real = CareerDecider.decide

    def decide(self: CareerDecider, state: CareerState, found: Decision) -> Decision:
        found = real(self, state, found)
        if state["intake"].profile.text == answer.profile.text:
            scores = Scores(fit=1, uplift=1, outlook=1, ready=1, wishes=1, total=1)
            found.alternatives.append(Choice(soc=soc, title=tables().occupation(soc).title, scores=scores))
        return found

    monkeypatch.setattr(CareerDecider, "decide", decide)
    once, told = compared(before, before), compared(before, evaluated("harmful", "people"))
    assert told.mentioned["harm.person"] - once.mentioned.get("harm.person", set()) == {name}
    assert [moved.case for moved in told.comparison.moved] == [name]
    assert told.code == int("harm.person" in told.broken)  # told today, enforced one day


# ---- what a model says ----------------------------------------------------------------------------------------


def test_a_worse_prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken_by(Dutiful(), monkeypatch)
    evaluated("ruled", *FEW)
    worse = tmp_path / "worse.md"
    worse.write_text("Sell it to them with big figures.\n$facts\n")
    told = compared("ruled", evaluated("unruled", *FEW, "--set", f"prompt.career_decider={worse}"))
    assert told.code == 1
    assert told.broken.keys() >= {"speech.kept", "speech.model"}
    assert set(told.comparison.other) >= {"prompts", "changed"}
    assert all(moved.why.startswith("career decider") for moved in told.comparison.moved)


def test_the_guard_off(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken_by(Liar(), monkeypatch)
    evaluated("guarded", *FEW)
    monkeypatch.setattr("agents.speech.check", lambda sentence, allowed: Verdict(True))
    told = compared("guarded", evaluated("unguarded", *FEW))
    assert told.code == 1
    assert "groundedness.unsupported" in told.broken


def test_a_false_comparison_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule on comparisons alone is taken out; every figure that is said is a fact's, so that nothing else tells."""
    spoken_by(Contrary(), monkeypatch)
    evaluated("compared", *FEW)
    assert "groundedness.contradicted" not in compared("compared", "compared").broken
    monkeypatch.setattr(guard, "RULES", tuple(rule for rule in guard.RULES if rule.__name__ != "_comparison"))
    told = compared("compared", evaluated("miscompared", *FEW))
    assert told.code == 1
    assert "groundedness.contradicted" in told.broken
    assert "groundedness.unsupported" not in told.broken


def test_a_fact_dropped_when_a_model_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No gate of a comparison: what a model is worth counts it, and names the case and the fact."""
    some = ("people", "--limit", "8")
    cases = {case.id: case for case in find(plain(*some)).manifest.cases}

    def beside(name: str) -> Worth:
        return worth(cases, find(plain(*some)), find(evaluated(name, *some)))

    spoken_by(Curt(), monkeypatch)
    kept = beside("kept")
    monkeypatch.setattr(speech, "stands_for", lambda said, plain, begin: range(begin, len(plain)))
    lost = beside("lost")
    told = {case: set(facts) - set(kept.lost_facts.get(case, [])) for case, facts in lost.lost_facts.items()}
    chosen = {
        r.case: r.advice.decision.role.soc
        for r in find(plain(*some))
        if r.advice and r.advice.decision and r.advice.decision.role
    }
    assert chosen
    for case, soc in chosen.items():
        assert any(re.fullmatch(rf"wage\.{soc}\.\d+\.p50", fact) for fact in told[case]), (case, told.get(case))
