"""What a sentence compares, and whether the values agree. The phrases say where a comparison may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agents.guard.relations import ABOUT, SLIGHTLY, ratio
from agents.guard.relations import FAR as FAR_FROM
from tools.fact import Fact

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MORE = r"more than|higher than|higher|above"
_LESS = r"less than|lower than|lower|below"
_SAME = r"the same as|as much as|close to"
_COMPARES = re.compile(
    rf"(?P<no>\bnot )?(?:\b(?P<size>slightly|a little|a bit|somewhat|far|much|well|a lot) )?\b(?:(?P<gt>{_MORE})|(?P<lt>{_LESS})|(?P<eq>{_SAME}))\b",
    re.I,
)
_AGAINST = re.compile(r"\b(?:compared (?:with|to)|next to|beside|(?:set |as )?against)\b", re.I)
_SLIGHT = ("slightly", "a little", "a bit", "somewhat")


def contradiction(sentence: str, facts: Mapping[str, Fact]) -> tuple[str, str] | None:
    """(span, why) of the first comparison the values do not bear out, or that has nothing to compare."""
    bare = _PLACEHOLDER.sub(lambda m: "\0" * len(m[0]), sentence)
    figures = [
        (m.start(), facts[m[1]])
        for m in _PLACEHOLDER.finditer(sentence)
        if m[1] in facts and not isinstance(facts[m[1]].value, str)
    ]
    for match in _COMPARES.finditer(bare):
        before = [fact for at, fact in figures if at < match.start()]
        after = [fact for at, fact in figures if at > match.start()]
        turned = _AGAINST.match(bare) and match[0].lower().endswith(
            ("higher", "lower")
        )  # "Compared with A, B is higher"
        if turned and len(before) == 2:
            left, right = before[1], before[0]
        elif before and after:
            left, right = before[-1], after[0]
        else:
            return match[0], "compares without two facts to compare"
        if left.unit != right.unit:
            return match[0], f"compares {left.unit} with {right.unit}"
        if left.id == right.id:
            return match[0], "compares a thing with itself"
        if not _holds(match, ratio(left.amount, right.amount)):
            return match[0], f"the values of {left.name} and {right.name} say otherwise"
    return None


def _holds(match: re.Match[str], gap: float) -> bool:
    """Whether a relative difference is what the words say of it."""
    size = (match["size"] or "").lower()
    if match["eq"]:
        less = match["eq"].lower() == "as much as" and match["no"]  # "not as much as" is less
        return gap < -ABOUT if less else (abs(gap) <= ABOUT) != bool(match["no"])
    gap = gap if match["gt"] else -gap
    if match["no"]:
        return gap <= ABOUT
    if gap <= 0:
        return False
    if size in _SLIGHT:
        return gap < SLIGHTLY * 2
    return not size or gap >= FAR_FROM / 2
