"""What a role pays where the worker lives: the metro's own wages, else the state's, else the nation's, named."""

from __future__ import annotations

from pydantic import BaseModel

from knowledge.tables import WageRow, tables
from runtime.errors import NotFound
from tools.fact import Fact
from tools.taxes import employee_net
from tools.words import role_words, slug

NATION = "0000000"
LEAVES_OUT = "These wages leave out the self-employed."


class Wage(BaseModel):
    """USD an hour; ``used_area`` is the area the figures are of, which may be wider than the one asked for."""

    soc: str
    title: str
    area: str
    used_area: str
    used_name: str
    used_level: str
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None
    mean: float | None
    employment: int | None
    basis: str
    top_coded: bool
    source: str
    release: str
    url: str


def wages(soc: str, area: str = NATION) -> Wage:
    """NotFound when the wage programme publishes none for the occupation anywhere."""
    t = tables()
    occupation = t.occupation(soc)
    for code in _wider(area):
        row = t.wage(soc, code)
        if row is not None and row.p50 is not None:
            return _wage(soc, occupation.title, area, row)
    raise NotFound(f"No wage is published for {occupation.title}.", "Look at a related role instead.")


def _wider(area: str) -> list[str]:
    """The area, its state, the nation."""
    t = tables()
    state = t.states.get(t.area(area).state)
    return list(dict.fromkeys([area, *([state.code] if state else []), NATION]))


def _wage(soc: str, title: str, area: str, row: WageRow) -> Wage:
    t = tables()
    used, source = t.area(row.area), t.source("wages")
    return Wage(
        soc=soc, title=title, area=area, used_area=row.area, used_name=used.name, used_level=used.level,
        p10=row.p10, p25=row.p25, p50=row.p50, p75=row.p75, p90=row.p90, mean=row.mean, employment=row.employment,
        basis=row.basis, top_coded=row.top_coded, source=source.name, release=source.release,
        url=f"https://www.bls.gov/oes/current/oes{row.soc.replace('-', '')}.htm",
    )  # fmt: skip


_SAYS = {
    "p10": ("low", "the low end of pay"), "p25": ("entry_pay", "what a beginner may expect"), "p50": ("pay", "the typical pay"),
    "p75": ("upper_pay", "the pay of the upper quarter"), "p90": ("high", "the high end of pay"),
}  # fmt: skip


def wage_facts(wage: Wage) -> list[Fact]:
    """One fact a published percentile, and the typical and the entry pay after payroll tax."""
    stem, of = slug(wage.title), f"for {role_words(wage.title)} in {wage.used_name}"
    common = {
        "unit": "USD/hour",
        "subject": wage.soc,
        "release": wage.release,
        "url": wage.url,
        "place": wage.used_name,
    }
    start, facts = f"wage.{wage.soc}.{wage.used_area}", list[Fact]()
    for key, (name, meaning) in _SAYS.items():
        if (value := getattr(wage, key)) is not None:
            note = (
                "at least, as published"
                if wage.top_coded and value >= 115
                else ("year ÷ 2080 hours" if wage.basis != "hourly" else "")
            )
            facts.append(Fact.model_validate({**common, "id": f"{start}.{key}", "name": f"{stem}_{name}", "value": value,
                         "meaning": f"{meaning} {of}", "source": wage.source, "formula": note}))  # fmt: skip
    for key, part, name, what in (
        ("net", "p50", "net", "typical pay"),
        ("entry_net", "p25", "entry_net", "a beginner's pay"),
    ):
        if (value := getattr(wage, part)) is not None:
            facts.append(Fact.model_validate({**common, "id": f"{start}.{key}", "name": f"{stem}_{name}", "value": employee_net(value),
                         "meaning": f"{what} after payroll tax {of}", "source": f"computed from {wage.source}",
                         "formula": "pay − the employee's payroll tax", "inputs": (f"{start}.{part}",)}))  # fmt: skip
    return facts
