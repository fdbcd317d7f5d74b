"""What a prompt says of the facts instead of their figures: meanings, and how they compare in words."""

from __future__ import annotations

from collections.abc import Iterable

from tools.fact import Fact

ABOUT, SLIGHTLY, FAR = 0.03, 0.10, 0.50
"""Relative differences up to which two values are about the same, slightly apart, and from which far apart."""


def prompt_lines(facts: Iterable[Fact]) -> list[str]:
    """``{name} = meaning``, a line a fact."""
    return [f"{{{fact.name}}} = {fact.meaning}" for fact in facts]


def relations(facts: Iterable[Fact]) -> list[str]:
    """Pay against pay, the worker's own hour always; one line a pair, no figure."""
    pay = [f for f in facts if f.unit == "USD/hour"]
    own = [f for f in pay if f.subject == "you"]
    lines = [f"{{{a.name}}} is {compare(a, b)} {{{b.name}}}" for a in pay if a.subject != "you" for b in own]
    others = [f for f in pay if f.subject != "you" and f.id.endswith(".p50")]
    lines += [f"{{{a.name}}} is {compare(a, b)} {{{b.name}}}" for n, a in enumerate(others) for b in others[n + 1 :]]
    lines += [f"{{{a.name}}} is {compare(a, b)} {{{b.name}}}" for n, a in enumerate(own) for b in own[n + 1 :]]
    return lines[:10]


def compare(a: Fact, b: Fact) -> str:
    """How ``a`` stands to ``b``, in words that read before ``b``'s name."""
    gap = ratio(a.amount, b.amount)
    if abs(gap) <= ABOUT:
        return "about the same as"
    size = "slightly " if abs(gap) < SLIGHTLY else "far " if abs(gap) >= FAR else ""
    return f"{size}{'more' if gap > 0 else 'less'} than"


def ratio(a: float, b: float) -> float:
    """Relative difference of ``a`` over the smaller of both; ±10 where that has no meaning."""
    low = min(abs(a), abs(b))
    if a == b:
        return 0.0
    return max(-10.0, min(10.0, (a - b) / low)) if low > 0 else (10.0 if a > b else -10.0)
