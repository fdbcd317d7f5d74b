"""The facts a decision is spoken of by."""

from __future__ import annotations

from agents.contracts import Choice
from agents.state import CareerState
from knowledge.tables import tables
from tools.fact import Fact
from tools.profile import Profile
from tools.wages import NATION
from tools.words import role_words

_SPOKEN = {"p50": "pay", "p25": "entry_pay", "net": "net", "entry_net": "entry_net"}


def named_facts(choice: Choice, name: str, state: CareerState) -> list[Fact]:
    """The facts a choice is spoken of by, under short names: ``pick``, ``pick_pay``, ``pick_growth`` …"""
    area, title = state["income"].roles[choice.soc].area, role_words(choice.title)
    known = {**state["market"].facts, **state["income"].facts}
    place = tables().area(area).name if area != NATION else "the United States"
    what = {
        "pick": "the role to go for",
        "other_a": "another way to go",
        "other_b": "one more way to go",
        "asked": "the role you asked about",
        "lane_now": "the best that pays within a month",
        "lane_bridge": "the best that pays within a year",
        "lane_career": "the best that takes one to four years",
    }[name]
    common = {"unit": "text", "subject": choice.soc}
    facts = [
        Fact.model_validate({**common, "id": f"role.{choice.soc}.title", "name": name, "value": title, "meaning": what, "source": "O*NET"}),
        Fact.model_validate({**common, "id": f"area.{area}.{choice.soc}", "name": f"{name}_place", "value": place, "meaning": "where that pay is", "source": tables().source("areas").name}),
    ]  # fmt: skip
    ids = {f"wage.{choice.soc}.{area}.{key}": f"{name}_{word}" for key, word in _SPOKEN.items()}
    ids[f"role.{choice.soc}.growth"] = f"{name}_growth"
    return facts + [known[i].model_copy(update={"name": spoken}) for i, spoken in ids.items() if i in known]


def said_facts(profile: Profile) -> list[Fact]:
    if profile.target_hourly is None:
        return []
    return [
        Fact(id="you.target", name="your_target", value=profile.target_hourly, unit="USD/hour", subject="you",
             meaning="the pay you want", source="you said"),
    ]  # fmt: skip
