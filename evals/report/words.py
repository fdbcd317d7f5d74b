"""Figures and sentences of a report, as a reader finds them."""

from __future__ import annotations

from datetime import datetime

from evals.results import Manifest

GROUPS = {
    "groundedness": ("Groundedness", "Is every number, link and comparison shown backed by a fact?"),
    "decision": ("Decision", "Was the worker understood, and is the role they are sent to a good one?"),
    "diversity": ("Diversity", "Are different people sent to different roles?"),
    "retrieval": ("Retrieval", "Are roles that suit among those compared, and does the knowledge base answer?"),
    "plan": ("Plan", "Does the way there fit the worker's week and money, and do its links hold?"),
    "speech": ("Speech", "How much of what the model said was shown, and can it be read?"),
    "cost": ("Cost", "What did a run take?"),
    "facts": ("Facts", "Do the published figures agree with those of the other set?"),
}
"""Group of metrics → its name and the question it answers."""

GLOSSARY = {
    "Test profile": "A gig worker that nobody is, in their own words, with what any good advice for them must hold, worked out by hand.",
    "Run": "One answer to one profile, through the whole of Gigpath. A profile may be run again in other words, or several times.",
    "Fact": "One value with its source. Numbers and links are shown only as the value of a fact.",
    "Guard": "What stands between a language model and the worker: a sentence that goes beyond the facts is kept back.",
    "Gate": "A line that no change may cross, whatever else gets better.",
    "Net hour": "What an hour of the present work brings after costs and self-employment tax, waiting included.",
    "Uplift": "What the recommended role brings an hour more than the present work, after payroll tax.",
    "Fit": "How much of what the role needs the worker has, weighted by how much it matters; 0 to 1.",
    "Regret": "How much better, by a counsellor's grades, the best role was that was compared and passed over.",
    "SOC code": "The number of an occupation in US statistics: 43-3031 is bookkeeping clerks, 43-3 all financial clerks.",
    "Hit@10, precision@10, nDCG@10, MRR": "Whether a role that suits is among the first so many, how many of them suit, and how far up.",
    "95 %": "The interval of a difference if other profiles like these had been drawn (paired bootstrap).",
}


def figure(value: float | None, unit: str) -> str:
    """A value with its unit: 83.0 %, $18.01, 0.253 s."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{value * 100:.1f} %"
    if unit == "USD/hour":
        return f"{'-' if value < 0 else ''}${abs(value):,.2f}"
    digits = f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:,.3g}"
    return f"{digits} {'s' if unit == 's' else unit}".rstrip()


def difference(value: float, unit: str) -> str:
    """With its sign; shares in points of a hundred."""
    if unit == "share":
        return f"{value * 100:+.1f}"
    return f"{value:+.3f}" if unit in ("s", "USD/hour", "score") else f"{value:+.3g}"


def many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def day(moment: str) -> str:
    """An ISO moment as a day: 25 November 2026."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{at.day} {at:%B %Y}"


def who(manifest: Manifest) -> str:
    """Who worded the answers, as the end of a sentence."""
    if not manifest.model:
        return "without a language model: the facts spoke for themselves"
    how = {"live": "", "record": ", whose words were recorded", "replay": ", whose words came from a recording"}
    return f"worded by {manifest.model} ({manifest.mode}){how[manifest.way]}"
