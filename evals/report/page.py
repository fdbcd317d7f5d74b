"""The report as one HTML file: it asks for nothing from anywhere, runs no script, and shows people's words as they were typed."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.report import charts
from evals.report.shape import Summary
from evals.report.words import GLOSSARY, GROUPS, day, difference, figure, many, who

ADDRESS = "http://localhost:8501"
"""Where the chat of `make run` is."""
HEADLINES = {
    "decision.expected": "of expectations held", "groundedness.supported": "of figures and links backed", "decision.stable": "same pick in other words",
    "plan.coverage": "of steps with a link", "speech.kept": "of the model's sentences shown", "cost.seconds.p50": "for half of the answers",
}  # fmt: skip
"""Metrics on tiles, and drawn large over the sets kept, with what to call them there."""

_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s()<>\"]+)\)")


def html(summary: Summary) -> str:
    """The whole file."""
    page = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )  # fmt: skip
    page.filters |= {"linked": linked, "figure": figure, "day": day, "paragraphs": paragraphs, "difference": difference}
    headlines = [(one, words) for name, words in HEADLINES.items() for one in summary.measured if one.metric == name]
    return page.get_template("report.html.j2").render(
        s=summary, groups=GROUPS, marked=marked, glossary=GLOSSARY, charts=charts, headlines=headlines, many=many, who=who, address=ADDRESS
    )  # fmt: skip


def linked(text: str) -> Markup:
    """Escaped, with the links of a narrative made links; http and https alone."""
    parts, at = [], 0
    for match in _LINK.finditer(text):
        parts += [Markup.escape(text[at : match.start()]), Markup('<a href="{}" rel="noreferrer">{}</a>').format(match[2], match[1])]  # fmt: skip
        at = match.end()
    return Markup("").join([*parts, Markup.escape(text[at:])])


def paragraphs(text: str) -> list[tuple[bool, str]]:
    """Lines, each with whether it is an item of a list."""
    return [(line.startswith("- "), line.removeprefix("- ")) for line in text.split("\n") if line.strip()]


def marked(left: str, right: str) -> tuple[Markup, Markup]:
    """Both texts, the words that the other has not marked; links as their words."""
    a, b = (_LINK.sub(r"\1", text).split() for text in (left, right))
    out: tuple[list[Markup], list[Markup]] = ([], [])
    for what, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for side, part in ((0, a[a0:a1]), (1, b[b0:b1])):
            if part:
                text = Markup.escape(" ".join(part))
                out[side].append(text if what == "equal" else Markup("<mark>{}</mark>").format(text))
    return Markup(" ").join(out[0]), Markup(" ").join(out[1])
