"""The answer's charts. Each comes with a caption in words, its table, and the facts it stands on.

Labels stand above their bars rather than beside the axis, so that a chart reads at a phone's width.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui import view
from ui.turn import Turn
from ui.view import RoleRow

if TYPE_CHECKING:
    import altair

TEAL, AMBER, RED, GREY = "#2a9d8f", "#e09f3e", "#d1605e", "#72808a"
"""Readable on a light and on a dark ground."""
ROLES_SHOWN = 8


@dataclass(frozen=True)
class Drawn:
    """``spec`` is Vega-Lite; written out unchecked, as checking it against its schema takes longer than all else on a page."""

    spec: dict[str, Any]
    caption: str
    table: list[dict[str, Any]]
    refs: tuple[str, ...]
    cells: list[dict[str, str]] = field(default_factory=list)
    """Row by row, the table's columns whose figure is a fact: column → fact id."""


def waterfall(turn: Turn) -> Drawn | None:
    """From what comes in to what is left, USD a week; a bar a step."""
    import altair as alt

    lines = [(sign, fact) for sign, fact in view.income_lines(turn) if fact.unit == "USD/week"]
    if not lines:
        return None
    bars, level = [], 0.0
    for sign, fact in lines:
        start, end = (level, level - fact.amount) if sign == "−" else (0.0, fact.amount)
        level, what = end, fact.meaning[:1].upper() + fact.meaning[1:]
        kind = {"": "comes in", "−": "goes out", "=": "is left"}[sign]
        bars.append(
            {
                "what": what,
                "shown": fact.shown,
                "label": f"{what}: {sign} {fact.shown}",
                "from": start,
                "to": end,
                "kind": kind,
            }
        )
    base = rows_of(alt, bars, "label")
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=["comes in", "goes out", "is left"], range=[GREY, AMBER, TEAL]), legend=None
    )
    x = alt.X("from:Q", title="USD a week", axis=alt.Axis(format="$,.0f", grid=True, tickCount=5))
    tips = [alt.Tooltip("what:N", title="What"), alt.Tooltip("shown:N", title="How much")]
    chart = base.mark_bar(height=14, cornerRadius=2).encode(x=x, x2="to:Q", color=colour, tooltip=tips)
    now = turn.income.net_hour if turn.income else None
    facts = [fact for _, fact in lines]
    caption = f"Of {facts[0].shown} that comes in, {facts[-1].shown} is left" + (
        f": {view.hourly(now)} for each hour you work, waiting included. Income tax is not counted."
        if now is not None
        else "."
    )
    table = [
        {"": sign, "What": f"{fact.meaning[:1].upper()}{fact.meaning[1:]}", "How much": fact.shown}
        for sign, fact in view.income_lines(turn)
    ]
    cells = [{"How much": fact.id} for _, fact in view.income_lines(turn)]
    return Drawn(sized(chart, len(bars)), caption, table, tuple(fact.id for fact in facts), cells)


def ranges(turn: Turn) -> Drawn | None:
    """What each role pays where the worker lives: 10–90 % thin, the middle half thick; the net hour as a line."""
    import altair as alt

    rows = [row for row in view.role_rows(turn) if row.p50 is not None][:ROLES_SHOWN]
    if not rows:
        return None
    now = turn.income.net_hour if turn.income else None
    data = [
        {**_pay(row), "title": row.title, "part": row.part, "label": f"{view.hourly(row.p50)} · {row.title}"}
        for row in rows
    ]
    lines = 2 if any(len(row["label"]) > LONG for row in data) else 1
    base = rows_of(alt, data, "label", lines)
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=["pick", "alternative", "also looked at"], range=[TEAL, TEAL, GREY]),
        legend=None,
    )
    tips = [alt.Tooltip("title:N", title="Role")] + [
        alt.Tooltip(f"{key}:Q", title=name, format="$.2f")
        for key, name in (("p10", "10% earn less than"), ("p25", "a quarter less than"), ("p50", "typical"), ("p75", "a quarter more than"), ("p90", "10% more than"))
    ]  # fmt: skip
    x = alt.X(
        "p10:Q", title="USD an hour", axis=alt.Axis(format="$.0f", tickCount=6), scale=alt.Scale(zero=True, nice=True)
    )
    layers = [
        base.mark_bar(height=3, cornerRadius=1).encode(x=x, x2="p90:Q", color=colour, tooltip=tips),
        base.mark_bar(height=12, cornerRadius=2).encode(x="p25:Q", x2="p75:Q", color=colour, tooltip=tips),
        base.mark_tick(thickness=3, size=20, color=AMBER).encode(x="p50:Q", tooltip=tips),
    ]
    if now is not None:
        layers.append(base.mark_tick(thickness=2, size=22, color=RED).encode(x=alt.datum(now)))
    where = view.places(turn, rows)
    line = f" The red line is what your hour brings now, {view.hourly(now)}." if now is not None else ""
    caption = (
        f"Pay an hour{f' in {where}' if where else ''}, before tax: the thin line runs from the lowest to the highest tenth, "
        f"the bar is the middle half, the mark is typical; green are the role to go for and the other ways, grey what else I looked at.{line} Wage statistics leave out people who work for themselves."
    )
    table = [
        {"Role": row.title, "Low (10%)": view.hourly(row.p10), "Typical": view.hourly(row.p50), "High (90%)": view.hourly(row.p90),
         "More than now": view.hourly(row.uplift), "Fit": view.percent(row.fit) if row.fit is not None else "–"}
        for row in view.role_rows(turn)
    ]  # fmt: skip
    cells = [{"Low (10%)": row.wage("p10"), "Typical": row.wage("p50"), "High (90%)": row.wage("p90"),
              "More than now": f"uplift.{row.soc}", "Fit": f"fit.{row.soc}"} for row in view.role_rows(turn)]  # fmt: skip
    refs = tuple(ref for row in rows for ref in row.refs)
    return Drawn(sized(alt.layer(*layers), len(rows), lines=lines), caption, table, refs, cells)


def near_and_worth_it(turn: Turn) -> Drawn | None:
    """Fit against uplift; size is openings a year, colour the projected growth."""
    import altair as alt

    rows = [row for row in view.role_rows(turn) if row.fit is not None and row.uplift is not None]
    if len(rows) < 3:
        return None
    data = [
        {"soc": row.soc, "title": row.title, "fit": row.fit, "uplift": row.uplift, "openings": row.openings, "growth": row.growth,
         "outlook": "not known" if row.growth is None else "growing" if row.growth > 0 else "shrinking",
         "label": str(row.rank + 1) if row.part != "also looked at" else ""}
        for row in rows
    ]  # fmt: skip
    tips = [alt.Tooltip("title:N", title="Role"), alt.Tooltip("fit:Q", title="Fit", format=".0%"), alt.Tooltip("uplift:Q", title="More an hour", format="+$.2f"),
            alt.Tooltip("openings:Q", title="Openings a year", format=",.0f"), alt.Tooltip("growth:Q", title="Growth over ten years, %", format="+.1f")]  # fmt: skip
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X(
            "uplift:Q",
            title="More than your hour now, USD",
            axis=alt.Axis(format="+$.0f", tickCount=5),
            scale=alt.Scale(zero=True, padding=36),
        ),
        y=alt.Y(
            "fit:Q",
            title="Fit",
            axis=alt.Axis(format=".0%", tickCount=4, values=[n / 10 for n in range(11)]),
            scale=alt.Scale(domain=[0, 1.04]),
        ),
    )
    there = {d["outlook"] for d in data}
    outlooks = {
        name: colour for name, colour in (("growing", TEAL), ("shrinking", AMBER), ("not known", GREY)) if name in there
    }
    points = base.mark_circle(opacity=0.75).encode(
        size=alt.Size("openings:Q", legend=None, scale=alt.Scale(range=[40, 700])),
        color=alt.Color("outlook:N", scale=alt.Scale(domain=list(outlooks), range=list(outlooks.values())), legend=alt.Legend(orient="top", title=None)),
        tooltip=tips,
    )  # fmt: skip
    names = base.mark_text(dx=14, dy=-12, fontSize=14, fontWeight="bold", color=RED).encode(text="label:N")
    named = "; ".join(f"{d['label']} {d['title']}" for d in data if d["label"])
    caption = f"Up is a better fit: more of what sets the work apart you have already. Right is more pay. A bigger dot has more openings a year. {named}.".replace(
        " .", ""
    )
    table = [
        {
            "Role": d["title"],
            "Fit": view.percent(d["fit"]),
            "More an hour": view.hourly(d["uplift"]),
            "Outlook": d["outlook"],
        }
        for d in data
    ]
    return Drawn(
        _spec(alt.layer(points, names), 320),
        caption,
        table,
        tuple(ref for row in rows for ref in row.refs),
        [
            {"Fit": f"fit.{d['soc']}", "More an hour": f"uplift.{d['soc']}", "Outlook": f"role.{d['soc']}.growth"}
            for d in data
        ],
    )


def _pay(row: RoleRow) -> dict[str, float | None]:
    """Percentiles, a missing one drawn as the median."""
    return {
        key: value if (value := getattr(row, key)) is not None else row.p50
        for key in ("p10", "p25", "p50", "p75", "p90")
    }


def rows_of(alt: Any, data: list[dict[str, Any]], label: str, lines: int = 1) -> altair.Chart:
    """A row a datum in the order given, its label above it; drawn by the axis, which follows the page's theme.

    With two ``lines``, a label that is longer than the page is wide goes on in the second.
    """
    two = f"length(datum.label) <= {_FIT} ? ['', datum.label] : split(replace(datum.label, regexp('^(.{{1,' + {_FIT} + '}})\\\\s'), '$1\\n'), '\\n')"
    wrapped = {"labelExpr": two, "labelLineHeight": LINE} if lines > 1 else {}
    axis = alt.Axis(
        title=None, labelAlign="left", labelOffset=-18 - (lines - 1) * LINE, labelPadding=0, labelLimit=alt.ExprRef("width"),
        labelFontSize=13, ticks=False, domain=False, grid=False, zindex=1, **wrapped,
    )  # fmt: skip
    return alt.Chart(alt.Data(values=data)).encode(y=alt.Y(f"{label}:N", axis=axis, sort=None))


LONG = 50
"""Letters of a label that a phone has no room for in one line."""
LINE = 16
"""Pixels a line of a label."""
_FIT = "floor(width / 6.6)"
"""Letters of a label that fit into the drawing's width."""


def sized(chart: Any, rows: int, legend: bool = False, lines: int = 1) -> dict[str, Any]:
    """As Vega-Lite, with the height of the whole drawing, its axis and legend included."""
    return _spec(chart, rows * (44 + (lines - 1) * LINE) + 84 + (44 if legend else 0))


def _spec(chart: Any, height: int) -> dict[str, Any]:
    """Drawn as SVG, whose words take the page's own colour: the theme's grey for them is too pale on white."""
    spec: dict[str, Any] = chart.properties(height=height, width="container").to_dict(validate=False)
    words = {"labelColor": "currentColor", "titleColor": "currentColor"}
    return spec | {
        "config": {"axis": words, "axisX": {"labelFlush": True}, "legend": words},
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }
