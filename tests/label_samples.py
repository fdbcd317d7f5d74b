"""People with a counsellor's labels, and what an answer understood of them, put together by hand."""

from __future__ import annotations

from typing import Any

from agents.contracts import Advice, IncomeComparison, MarketBrief, Question, Role
from evals.cases import Case
from evals.labels import Person
from tools.profile import Profile

PHOENIX = {"code": "0038060", "name": "Phoenix-Mesa-Chandler, AZ", "level": "metro"}
ARIZONA = {"code": "0400000", "name": "Arizona", "level": "state"}
NEW_YORK = {"code": "0035620", "name": "New York-Newark-Jersey City, NY-NJ", "level": "metro"}


def person(**labels: Any) -> Person:
    """Somebody who states these things and nothing else."""
    return Person.model_validate({"id": "one", "voice": "a driver", "text": "I drive.", **labels})


def work(soc: str = "53-3054", title: str = "Uber driver", **more: Any) -> dict[str, Any]:
    """A labelled work; one figure stands for a range with both ends the same."""
    spans = {k: [v, v] if k.endswith("_week") and isinstance(v, (int, float)) else v for k, v in more.items()}
    return {"title": title, "soc": [soc], "employment": "self", **spans}


def told(**labels: Any) -> Case:
    """A case from the words of somebody with these labels."""
    return Case(id="one", gig="rideshare", text="I drive.", label=person(**labels))


def heard(
    *,
    asked: tuple[str, ...] = (),
    current: tuple[tuple[str, str], ...] = (),
    former: tuple[tuple[str, str], ...] = (),
    wished: tuple[tuple[str, str], ...] = (),
    net: float | None = None,
    **profile: Any,
) -> Advice:
    """An answer that read this profile. ``current``, ``former`` and ``wished``: SOC codes with the words for them."""
    return Advice(
        run_id="r",
        mode="evidence-only",
        profile=Profile(**profile),
        questions=[Question(field=field, text="What is it?") for field in asked],
        market=MarketBrief(
            current=[Role(soc=soc, title=title, said=title, score=1) for soc, title in current],
            past=[Role(soc=soc, title=title, said=title, score=1) for soc, title in former],
            candidates=[Role(soc=soc, title=title, score=1) for soc, title in wished],
            asked=[soc for soc, _ in wished],
        ),
        income=IncomeComparison(net_hour=net),
    )
