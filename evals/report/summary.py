"""A set of runs → what a report shows. Nothing here draws; the HTML page and the Streamlit page both read this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from agents.contracts import Advice
from evals.cases import Case
from evals.compare import Comparison, compare
from evals.expected import checks
from evals.gates import Broken, broken_in, gates
from evals.judge import kept as opinion_of
from evals.metrics import METRICS, OVERALL
from evals.report.shape import Measured, Rule, Side, Spread, Summary, Told, Worst
from evals.report.trend import kept, points
from evals.report.words import day, figure, many, who
from evals.results import Manifest, Result, RunSet
from evals.scorecard import Scorecard
from knowledge.tables import tables

WORST, TOLD, REJECTED, TREND = 12, 8, 3, 20
"""Worst runs, transcripts, examples of a rule, and earlier sets of runs that a report holds."""

Key = tuple[str, int, int]


def summarise(runs: RunSet, against: RunSet | None = None, history: Sequence[RunSet] = ()) -> Summary:
    """``against`` is the earlier set that ``runs`` is held against; ``history`` the sets kept, oldest first: those of
    the same profiles that began before this one make the trend."""
    card, cases = kept(runs), {case.id: case for case in runs.manifest.cases}
    manifest, means = runs.manifest, card.means
    values = {_name(row.key): row.values for row in card.rows}
    broken = broken_in(values, means, gates())
    earlier = [one for one in history if one.folder != runs.folder and _before(one.manifest, manifest)]
    cards = [*(kept(one) for one in earlier[-TREND:]), card]
    comparison = compare(kept(against), card) if against else None
    broken = comparison.broken if comparison else broken
    seen, spreads, rules, judged = _read(runs, cases, broken)
    worst = sorted(seen, key=_badness)[:WORST]
    return Summary(
        manifest=manifest.model_copy(update={"cases": []}),
        opening=_opening(card, seen, broken, spreads),
        measured=_measured(card, means, broken, cards),
        broken=broken,
        spreads=spreads,
        worst=[one for one in worst if one.missed or one.broken or one.told.error],
        rules=rules,
        judged=judged,
        transcripts=_transcripts(seen, against, comparison),
        sets=points(cards, "decision.expected"),
        comparison=comparison,
        against=against.manifest.model_copy(update={"cases": []}) if against else None,
        opinion=opinion_of(runs),
    )


def _before(one: Manifest, other: Manifest) -> bool:
    return one.set == other.set and one.started <= other.started


# ---- figures --------------------------------------------------------------------------------------------------


def _measured(card: Scorecard, means: dict[str, float], broken: list[Broken], cards: list[Scorecard]) -> list[Measured]:
    bad, rules = {gate.metric: gate for gate in broken}, gates()
    about: dict[str, tuple[str, str, str]] = {m.name: (m.unit, m.better, m.doc) for m in METRICS}
    about |= {name: (unit, better, (of.__doc__ or _TIMED[name.rpartition(".")[2]]).strip().splitlines()[0]) for name, (of, better, unit) in OVERALL.items()}  # fmt: skip
    found = []
    for name, value in means.items():
        if name.startswith("speech.rejected."):
            continue  # the guard's part of the report tells them, with examples
        unit, better, meaning = about[name]
        gate = rules.get(name)
        alone = gate is not None and any(
            limit is not None for limit in (gate.each_most, gate.each_least, gate.mean_most, gate.mean_least)
        )
        verdict = "broken" if name in bad else "holds" if alone else "compared" if gate else ""
        words = f"{bad[name].words}. It must hold that {bad[name].why}." if name in bad else gate.why if gate else ""
        count = sum(name in row.values for row in card.rows) or len(card.rows)
        found.append(
            Measured(metric=name, group=name.partition(".")[0], unit=unit, better=better, meaning=meaning, value=value, runs=count,
                     verdict=verdict, gate=words, trend=points(cards, name) if len(cards) > 1 else [])
        )  # fmt: skip
    return found


_TIMED = {"p50": "Half of the runs stay within this.", "p95": "Nineteen in twenty runs stay within this."}


def _opening(card: Scorecard, seen: list[Worst], broken: list[Broken], spreads: list[Spread]) -> list[str]:
    """What was run, with what, and what came out, in sentences."""
    manifest, means = card.manifest, card.means
    ran = f"On {day(manifest.started)} {many(len(card.digests), 'test profile')} went through the whole of Gigpath in {many(len(card.rows), 'run')}, {who(manifest)}."
    if manifest.changed:
        ran += f" Tried out: {', '.join(f'{key} = {value}' for key, value in manifest.changed.items())}."
    if not manifest.finished:
        ran += " The set is not finished."
    stated = [check for one in seen for check in one.checks]
    ended = sum(row.values.get("cost.finished", 0) == 1 for row in card.rows)
    came = "Every run came to an end." if ended == len(card.rows) else f"{ended:,} of {len(card.rows):,} runs came to an end."  # fmt: skip
    if stated:
        whole = sum(not one.missed for one in seen)
        came += f" Of {len(stated):,} expectations worked out by hand {sum(check.ok for check in stated):,} held; {whole:,} of {len(seen):,} runs met all of theirs."
    shown = sum(row.values.get("groundedness.claims", 0) for row in card.rows)
    loose = sum(row.values.get("groundedness.unsupported", 0) + row.values.get("groundedness.contradicted", 0) for row in card.rows)  # fmt: skip
    came += f" {shown:,.0f} numbers and links were shown, {'each the value of a fact' if not loose else f'{loose:,.0f} of them without a fact behind'}."
    if uplift := next((spread.values for spread in spreads if spread.name == "Uplift"), []):
        came += f" Half of the recommended roles bring at least {figure(sorted(uplift)[len(uplift) // 2], 'USD/hour')} an hour more than the present work."
    if "speech.kept" in means:
        came += f" Of the model's sentences {figure(means['speech.kept'], 'share')} held and were shown."
    verdict = "No gate is broken." if not broken else f"{many(len(broken), 'gate is', 'gates are')} broken: {', '.join(gate.metric for gate in broken)}."  # fmt: skip
    return [ran, came, verdict]


# ---- runs -----------------------------------------------------------------------------------------------------


def _read(
    runs: RunSet, cases: dict[str, Case], broken: list[Broken]
) -> tuple[list[Worst], list[Spread], list[Rule], int]:
    """One pass over the results: they are large."""
    seen, spreads, kept_back, examples, judged = [], _spreads(), Counter[str](), dict[str, list[tuple[str, str]]](), 0
    for result in runs:
        if (case := cases.get(result.case)) is None:
            continue
        name = _name(result.key)
        bad = [gate.metric for gate in broken if name in gate.runs]
        seen.append(
            Worst(told=told(case, result), gig=case.gig, tags=case.tags, checks=checks(case, result), why=case.why, broken=bad)
        )  # fmt: skip
        for spread, value in zip(spreads, _values(result), strict=True):
            if value is not None:
                spread.values.append(value)
        for event in result.events:
            if event["type"] == "guard":
                judged += 1
                if not event["ok"]:
                    kept_back[event["rule"]] += 1
                    found = examples.setdefault(event["rule"], [])
                    if len(found) < REJECTED and event["sentence"] not in {sentence for sentence, _ in found}:
                        found.append((event["sentence"], event["why"]))
    rules = [Rule(rule=rule, count=n, examples=examples[rule]) for rule, n in kept_back.most_common()]
    return seen, [spread for spread in spreads if spread.values], rules, judged


def _spreads() -> list[Spread]:
    return [
        Spread(name="Net hour", unit="USD/hour", meaning="What an hour of the present work brings, where it is known.", values=[]),
        Spread(name="Uplift", unit="USD/hour", meaning="What the recommended role brings an hour more, after payroll tax.", values=[]),
        Spread(name="Fit", unit="share", meaning="How much of what the recommended role needs the worker has.", values=[]),
        Spread(name="Time", unit="s", meaning="From the request to the whole answer.", values=[]),
    ]  # fmt: skip


def _values(result: Result) -> tuple[float | None, float | None, float | None, float | None]:
    advice = result.advice
    role = advice.decision.role if advice and advice.decision else None
    pay = advice.income.roles.get(role.soc) if advice and advice.income and role else None
    net = advice.income.net_hour if advice and advice.income else None
    return net, pay.uplift if pay else None, role.scores.fit if role else None, result.seconds


def told(case: Case, result: Result) -> Told:
    """The words as they were said in this run: the case's own, or one of its others."""
    again = result.variant and result.variant <= len(case.again)
    asked = case.again[result.variant - 1] if again else case.text
    if not asked and case.profile:
        asked = "; ".join(f"{k}: {v}" for k, v in case.profile.model_dump(mode="json", exclude_defaults=True).items())
    return Told(
        case=result.case, variant=result.variant, repeat=result.repeat, run_id=result.run_id, asked=asked, pick=_pick(result.advice),
        passages=result.advice.narrative if result.advice else [], error=result.error,
    )  # fmt: skip


def _pick(advice: Advice | None) -> str:
    role = advice.decision.role if advice and advice.decision else None
    return "no answer" if advice is None else tables().occupation(role.soc).title if role else "no role"


def _badness(one: Worst) -> tuple[bool, bool, float, int, str]:
    """Broken gates first, then runs without an answer, then by the share of expectations missed."""
    missed = len(one.missed)
    share = missed / len(one.checks) if one.checks else 0.0
    return not one.broken, one.told.pick != "no answer", -share, -missed, _name((one.told.case, one.told.variant, one.told.repeat))  # fmt: skip


def _transcripts(seen: list[Worst], against: RunSet | None, comparison: Comparison | None) -> list[Side]:
    """Beside another set the runs that moved; else a few whole answers, of different kinds of gig."""
    here: dict[Key, Told] = {(one.told.case, one.told.variant, one.told.repeat): one.told for one in seen}
    if against is None or comparison is None:
        first: dict[str, Told] = {}
        for one in seen:
            if one.told.variant == one.told.repeat == 0 and one.told.passages and not one.missed:
                first.setdefault(one.gig, one.told)
        return [Side(told=one) for one in list(first.values())[:TOLD]]
    moved = {(one.case, one.variant, one.repeat): one.why for one in comparison.moved[:TOLD]}
    cases = {case.id: case for case in against.manifest.cases}
    there = {r.key: told(cases[r.case], r) for r in against if r.key in moved and r.case in cases}
    return [
        Side(told=here[key], other=there[key], why=why) for key, why in moved.items() if key in here and key in there
    ]


def _name(key: Iterable[object]) -> str:
    """As gates name runs: "case", "case/variant" or "case/variant/repeat"."""
    case, variant, repeat = key
    return f"{case}" + (f"/{variant}" if variant or repeat else "") + (f"/{repeat}" if repeat else "")
