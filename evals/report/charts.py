"""Small charts as SVG that stands by itself: colours come from the page, so that light, dark and print need no second one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from evals.report.shape import Spread
from evals.report.trend import Point
from evals.report.words import figure

BINS = 14
PLAIN = 3
"""Points up to which a trend shows them all as dots."""


def bins(values: Sequence[float], most: int = BINS) -> list[tuple[float, float, int]]:
    """(from, to, how many), of the same round width each; the last holds its upper end too."""
    low, high = min(values), max(values)
    if low == high:
        return [(low, high, len(values))]
    step = _round_up((high - low) / most)
    start = math.floor(low / step) * step
    count = max(1, math.ceil(round((high - start) / step, 9)))
    found = [0] * count
    for value in values:
        found[min(count - 1, int(round((value - start) / step, 9)))] += 1
    return [(round(start + n * step, 9), round(start + (n + 1) * step, 9), found[n]) for n in range(count)]


def _round_up(step: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is no smaller."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step * (1 - 1e-9))


def histogram(spread: Spread) -> Markup:
    """Bars with the middle marked."""
    width, height, foot, head = 320.0, 150.0, 22.0, 16.0
    parts, tall = bins(spread.values), max(count for _, _, count in bins(spread.values))
    low, high = parts[0][0], parts[-1][1]
    wide = width / len(parts)
    drawn = []
    for n, (start, end, count) in enumerate(parts):
        up = (height - foot - head) * count / tall
        title = f"{figure(start, spread.unit)} to {figure(end, spread.unit)}: {count}"
        drawn.append(
            f'<rect class="bar" x="{n * wide + 1:.1f}" y="{height - foot - up:.1f}" width="{max(1.0, wide - 2):.1f}" height="{up:.1f}"><title>{title}</title></rect>'
        )
    middle = sorted(spread.values)[(len(spread.values) - 1) // 2]
    at = (middle - low) / (high - low) * width if high > low else width / 2
    anchor = "start" if at < width * 0.3 else "end" if at > width * 0.7 else "middle"
    drawn.append(f'<line class="mid" x1="{at:.1f}" x2="{at:.1f}" y1="{head}" y2="{height - foot}"/>')
    drawn.append(f'<text x="{at:.1f}" y="11" text-anchor="{anchor}">half below {figure(middle, spread.unit)}</text>')
    drawn.append(f'<text x="0" y="{height - 6}">{figure(low, spread.unit)}</text>')
    drawn.append(f'<text x="{width}" y="{height - 6}" text-anchor="end">{figure(high, spread.unit)}</text>')
    label = f"{spread.name}: {len(spread.values)} values, half below {figure(middle, spread.unit)}"
    return _svg(width, height, label, drawn)


def line(points: Sequence[Point], unit: str, width: float = 320.0, height: float = 96.0) -> Markup:
    """A metric over the sets of runs, oldest first; sets it does not apply to leave a gap."""
    known = [(n, point) for n, point in enumerate(points) if point.value is not None]
    if not known:
        return Markup("")
    values = [point.value or 0.0 for _, point in known]
    low, high = min(values), max(values)
    small, edge = height < 40, 4.0 if height < 40 else 18.0

    def place(n: int, value: float) -> tuple[float, float]:
        across = (width - 12) * n / max(1, len(points) - 1) + 6
        return across, height / 2 if high == low else height - edge - (height - 2 * edge) * (value - low) / (high - low)

    spots = [place(n, point.value or 0.0) for n, point in known]
    drawn = [f'<polyline class="trend" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}"/>']
    for (x, y), (_, point) in zip(spots, known, strict=True):
        last = point is known[-1][1]
        if not small or last or len(known) <= PLAIN:
            title = f"{point.name}: {figure(point.value, unit)}"
            drawn.append(
                f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{2.5 if small else 3.5}"><title>{Markup.escape(title)}</title></circle>'
            )
    if not small:
        ends = [(0, 1, "start"), (-1, -2, "end")] if len(spots) > 1 else [(0, 0, "start")]
        for end, beside, anchor in ends:  # on the side from which the line does not come
            (x, y), above = spots[end], spots[beside][1] >= spots[end][1]
            drawn.append(
                f'<text x="{x:.1f}" y="{y - 8 if above else y + 15:.1f}" text-anchor="{anchor}">{figure(values[end], unit)}</text>'
            )
    return _svg(width, height, f"from {figure(values[0], unit)} to {figure(values[-1], unit)}", drawn)


def _svg(width: float, height: float, label: str, parts: Sequence[str]) -> Markup:
    head = f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{Markup.escape(label)}">'
    return Markup(head + "".join(parts) + "</svg>")
