"""The answer's charts of what is missing and of the way there; the others, and what a chart comes with, are in charts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from agents.contracts import Step
from ui import view
from ui.turn import Turn
from ui.worker.charts import AMBER, GREY, RED, TEAL, Drawn, rows_of, sized

SKILLS_SHOWN = 12


def skills(turn: Turn) -> Drawn | None:
    """What the picked role asks for, by importance, had or missing."""
    import altair as alt

    role = turn.decision.role if turn.decision else None
    fit = turn.skills.roles.get(role.soc) if turn.skills and role else None
    if role is None or fit is None or not (fit.have or fit.missing):
        return None
    needs = [(need, "you have") for need in fit.have] + [(need, "to learn") for need in fit.missing]
    needs = sorted(needs, key=lambda pair: (-pair[0].importance, pair[0].name))[:SKILLS_SHOWN]
    twice = {
        name for name, many in Counter(need.name for need, _ in needs).items() if many > 1
    }  # a skill and a knowledge
    data = [
        {"name": f"{need.name} ({need.kind})" if need.name in twice else need.name, "importance": need.importance, "state": state,
         "from": need.had_as or "–"}
        for need, state in needs
    ]  # fmt: skip
    base = rows_of(alt, data, "name")
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=["you have", "to learn"], range=[TEAL, AMBER]),
        legend=alt.Legend(orient="top", title=None),
    )
    x = alt.X(
        "importance:Q",
        title="How much it matters there, 0–100",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(tickCount=5),
    )
    tips = [
        alt.Tooltip("name:N", title="What"),
        alt.Tooltip("importance:Q", title="Importance", format=".0f"),
        alt.Tooltip("state:N", title="You"),
        alt.Tooltip("from:N", title="You said"),
    ]
    chart = base.mark_bar(height=10, cornerRadius=2).encode(x=x, color=colour, tooltip=tips)
    have = sum(state == "you have" for _, state in needs)
    caption = f"Of the {len(needs)} things that matter most to {role.title.lower()}, you have {have}."
    table = [
        {"What": d["name"], "Importance": f"{d['importance']:.0f}", "": d["state"], "From your words": d["from"]}
        for d in data
    ]
    refs = tuple(
        ref for ref in (f"role.{role.soc}.job_zone",) if ref in turn.facts
    )  # of the release that the skills are of
    return Drawn(sized(chart, len(data), legend=True), caption, table, refs)


def timeline(turn: Turn) -> Drawn | None:
    """The plan's steps over the weeks, and when what they cost is earned back."""
    import altair as alt

    plan = turn.plan
    if plan is None or not plan.steps:
        return None
    data = [
        {"name": f"{n}. {step.title}", "from": step.from_week - 1, "to": step.to_week, "kind": step.kind,
         "when": view.weeks(step.from_week, step.to_week), "hours": view.hours(step.hours), "cost": _cost(step)}
        for n, step in enumerate(plan.steps, 1)
    ]  # fmt: skip
    back = _earned_back(turn)
    base = rows_of(alt, data + back, "name", lines=2)
    kinds = alt.Scale(
        domain=["check", "learn", "practise", "gate", "apply", "earned back"],
        range=[GREY, TEAL, TEAL, RED, AMBER, GREY],
    )
    end = max(row["to"] for row in data + back)
    x = alt.X(
        "from:Q", title="Weeks from now", axis=alt.Axis(tickMinStep=1, format="d"), scale=alt.Scale(domain=[0, end])
    )
    tips = [alt.Tooltip(f"{key}:N", title=title) for key, title in (("name", "Step"), ("when", "When"), ("hours", "Hours"), ("cost", "Cost"))]  # fmt: skip
    colour = alt.Color("kind:N", scale=kinds, legend=None)
    chart = base.mark_bar(height=10, cornerRadius=2).encode(x=x, x2="to:Q", color=colour, tooltip=tips)
    caption = (
        f"{view.count(plan.weeks, 'week')} at {view.amount(plan.hours_per_week)} hours a week, {view.hours(plan.hours)} in all. "
        f"{_fees(turn)}{' The last bar is when they are earned back in the new work.' if back else ''}"
    )
    table = [
        {"Step": step.title, "When": view.weeks(step.from_week, step.to_week), "Hours": view.amount(step.hours), "Cost": _cost(step)}
        for step in plan.steps
    ]  # fmt: skip
    cells = [{"Hours": f"plan.step{n}.hours"} for n in range(1, len(table) + 1)]
    refs = [*(ref for row in cells for ref in row.values()), *_PLAN, *_PAYBACK]
    return Drawn(
        sized(chart, len(data + back), lines=2), caption, table, tuple(ref for ref in refs if ref in turn.facts), cells
    )


_PLAN, _PAYBACK = (
    ("plan.pace", "plan.hours", "plan.weeks", "plan.cost"),
    ("plan.payback.soonest", "plan.payback.latest"),
)


def _earned_back(turn: Turn) -> list[dict[str, Any]]:
    """A row from the soonest to the latest week in which the plan's fees are earned back; none where they are not known."""
    ends = [turn.facts[ref] for ref in _PAYBACK if ref in turn.facts]
    if len(ends) < 2 or "plan.fees" in turn.facts or any(end.unit != "weeks" for end in ends):
        return []
    soonest, latest = (turn.plan.weeks + end.amount for end in ends)
    when = view.weeks(round(soonest), round(latest))
    return [
        {"name": f"Fees earned back: {when}", "from": soonest - 1, "to": latest, "kind": "earned back", "when": when}
    ]


def _fees(turn: Turn) -> str:
    """What the courses cost, as far as it is known."""
    plan = turn.plan
    if plan.pathway is not None and plan.pathway.cost[1]:
        low, high = plan.pathway.cost
        return f"Tuition and fees: {view.money(low)} to {view.money(high)} over the country."
    unknown = [str(n) for n, step in enumerate(plan.steps, 1) if step.cost is None and step.kind in ("learn", "gate")]
    known = f"Course fees: {view.money(plan.cost) if plan.cost else 'none'}"
    steps = f"step{'s' if len(unknown) > 1 else ''} {' and '.join(unknown)}"
    return f"{known}, without what {steps} may cost." if unknown else f"{known}."


def _cost(step: Step) -> str:
    if step.cost is None:
        return "ask" if step.kind in ("learn", "gate") else "–"
    return "free" if step.cost == 0 else view.money(step.cost)
