"""Why each role of a run stands where it does: the pick, what was weighed beside it, what was left out and by which rule."""

from __future__ import annotations

from typing import Any

from agents.career_decider import LEAST_FIT, LEAST_OUTLOOK, LEAST_SUITS
from agents.scoring import WEIGHTS
from ui.backstage.inspected import Inspected, names

FIRST = 6
"""Roles shown before one asks for all."""


def weighed(run: Inspected) -> list[tuple[dict[str, Any], str]]:
    """The ranked roles with their scores, best total first, each with what became of it and why."""
    decision = run.nodes["career_decider"].result
    pick, asked, ranked = decision.get("role"), decision.get("asked"), decision.get("ranked", [])
    aimed = pick and pick["soc"] in decision.get("aimed", ())
    beside = {other["soc"] for other in decision.get("alternatives", ())}

    def became(choice: dict[str, Any]) -> str:
        soc, scores = choice["soc"], choice["scores"]
        for holds, words in (
            (pick and soc == pick["soc"], "the pick"),
            (soc in beside, "named beside it"),
            (asked and soc == asked["soc"], "asked about"),
            (
                choice["pareto"] and aimed and scores["total"] > pick["scores"]["total"],
                "the worker wants the pick more",
            ),
            (scores["suits"] < LEAST_SUITS and scores["fit"] < LEAST_FIT, f"fit is under {LEAST_FIT}"),
            (scores["uplift"] == 0, "pays no more than now"),
            (scores["suits"] < LEAST_SUITS, f"suits is under {LEAST_SUITS}"),
            (choice["pareto"], "a lower total"),
            (scores["outlook"] < LEAST_OUTLOOK, f"outlook is under {LEAST_OUTLOOK}"),
            (any(_beats(other, choice) for other in ranked if other["pareto"]), "beaten on all"),
        ):
            if holds:
                return words
        return "kept back by a rule"

    return [(choice, became(choice)) for choice in ranked]


def _beats(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one["scores"][name] >= other["scores"][name] for name in WEIGHTS)


NAMED = ("the pick", "named beside it", "asked about")


def named_first(rows: list[tuple[dict[str, Any], str]]) -> list[tuple[dict[str, Any], str]]:
    """Those that the worker was told of before all others."""
    return sorted(rows, key=lambda row: NAMED.index(row[1]) if row[1] in NAMED else len(NAMED))


def foremost(rows: list[tuple[dict[str, Any], str]]) -> list[tuple[dict[str, Any], str]]:
    """The best totals, and wherever they stand those that were named."""
    return [row for n, row in enumerate(rows) if n < FIRST or row[1] in NAMED]


def left_out(run: Inspected, node: str) -> list[str]:
    """Roles that never came to be weighed, with the rule that kept each out, in the node's own words."""
    result, titles = run.nodes[node].result, names(run)
    far = [
        f"{titles.get(soc, soc)}: it takes longer, or more hours a week, than the worker has"
        for soc in result.get("too_far", ())
    ]
    return [*result.get("refused", {}).values(), *far]
