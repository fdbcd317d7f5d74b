"""The last steps of a way into a role: what one holds in the end, who gives it, and who asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from agents.contracts import StepKind
from tools.pathways import Licence, Way, WayCredential

CARD_HOURS = 1.0
"""Of one's own time, for a form: a planning assumption."""


@dataclass(frozen=True)
class WayStep:
    """``page`` names one of the role's official pages, ``link`` the id of a link fact; one of both or none."""

    title: str
    kind: StepKind
    hours: float
    detail: str = ""
    page: str = ""
    link: str = ""
    provider: str = ""
    cost: float | None = None
    paid_hours: float = 0.0
    of_way: bool = False


def cards(way: Way, licence: Licence | None, facts: Mapping[str, str]) -> list[WayStep]:
    """What to hold in the end: each credential that a law asks for, and one of those that employers ask for."""
    links = {one.name: facts.get(f"credential_{'abcdefgh'[at]}", "") for at, one in enumerate(way.credentials)}
    asked = asked_for(way)
    legal = [one for one in asked if one.asked.startswith("by law")]
    usual = [one for one in asked if one.asked == "usual"]
    if licence and licence.rule in ("none", "local", "employer"):
        legal = [one for one in legal if one.asked != "by law in some states"]
    found = [
        _card(f"Get the {named(one, None if at else licence)}", one, _ASKED[one.asked], links[one.name])
        for at, one in enumerate(legal)
    ]
    if usual:
        title = f"Get the {' or the '.join(named(one) for one in usual[:3])}"
        enough = "Most employers ask for it; one is enough." if len(usual) > 1 else "Most employers ask for it."
        step = _card(title, usual[0], enough, links[usual[0].name])
        issuers = " or ".join(dict.fromkeys(one.issuer for one in usual[:3]))
        found.append(replace(step, detail=f"From {issuers}. {enough}"))
    return found


def asked_for(way: Way) -> list[WayCredential]:
    """The credentials that a law or most employers ask for."""
    return [one for one in way.credentials if one.asked != "helps"]


def _card(title: str, one: WayCredential, asked: str, link: str) -> WayStep:
    return WayStep(
        title,
        "gate",
        CARD_HOURS,
        f"From {one.issuer}. {asked}",
        link=link,
        page="" if link else "licence",
        provider=one.issuer,
    )


_ASKED = {
    "by law in some states": "Some states ask for it by law.", "by law in most states": "Most states ask for it by law.",
    "by law everywhere": "The law asks for it everywhere.",
}  # fmt: skip


def named(one: WayCredential, licence: Licence | None = None) -> str:
    """A credential by its name, with its short form and with what the worker's state calls it."""
    name = f"{one.name} ({one.short})" if one.short and one.short.lower() not in one.name.lower() else one.name
    own = licence.name if licence and licence.name and licence.name.lower() not in name.lower() else ""
    return own if own and "state" in one.issuer.lower() else name


def helpful(way: Way) -> str:
    """Credentials that are not asked for and help, in a sentence; empty without any."""
    names = [named(one) for one in way.credentials if one.asked == "helps"]
    return f"It helps to hold: {', '.join(names)}." if names else ""
