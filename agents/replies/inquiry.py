"""What a reply is worked out from: the talk so far, the roles it is about, and the facts it comes to speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from agents.contracts import UpskillingPlan
from agents.draft import near
from agents.state import CareerState
from agents.way import choose_way
from knowledge.tables import tables
from runtime.errors import NotFound
from tools.conditions import Condition
from tools.fact import Fact
from tools.pathways import Pathway, Way
from tools.place_mentions import places_in
from tools.places import find_area
from tools.profile import Area, Profile
from tools.reading.message import read_message
from tools.resources import resource_fact
from tools.toolbox import Toolbox
from tools.turns.classifier import About
from tools.wages import NATION, wage_facts
from tools.words import role_words

Passage = str
"""A sentence or two with ``{fact_name}`` where a value goes."""


@dataclass
class Inquiry:
    """``roles`` are SOC codes, the one most asked about first; ``words`` the turn; ``language`` "en" or "es"."""

    state: CareerState
    tools: Toolbox
    words: str
    roles: list[str] = field(default_factory=list)
    about: About = "lead"
    language: str = "en"
    facts: dict[str, Fact] = field(default_factory=dict)

    # ---- the talk so far

    @property
    def profile(self) -> Profile:
        return self.state["intake"].profile

    @property
    def role(self) -> str:
        """The role that is asked about first; empty where there is none yet."""
        return self.roles[0] if self.roles else self.lead

    @property
    def lead(self) -> str:
        decision = self.state.get("decision")
        return decision.role.soc if decision and decision.role else ""

    @property
    def others(self) -> list[str]:
        """The alternatives that were shown."""
        decision = self.state.get("decision")
        return [choice.soc for choice in decision.alternatives] if decision else []

    @property
    def current(self) -> list[str]:
        market = self.state.get("market")
        return [role.soc for role in market.current] if market else [work.soc for work in self.profile.work if work.soc]

    @property
    def plan(self) -> UpskillingPlan | None:
        """The plan, where it is of the role that is asked about."""
        plan = self.state.get("plan")
        return plan if plan is not None and plan.soc == self.role else None

    @cached_property
    def known(self) -> dict[str, Fact]:
        """Every fact of the last answer, by id."""
        found: dict[str, Fact] = {}
        for key in ("skills", "income", "decision", "plan", "market"):
            found |= getattr(self.state.get(key), "facts", None) or {}
        return found

    @cached_property
    def region(self) -> str:
        """Two letters; empty where no state is known."""
        return tables().area(self.profile.area.code).state

    @cached_property
    def named_place(self) -> Area | None:
        """The wage area of a place that the turn names, as the reader reads it; None for none."""
        read = read_message(self.words).profile
        for place in filter(None, (read.place, *places_in(self.words))):
            match = find_area(place)
            if match.area is not None and match.how in ("exact", "wider") and match.area.level != "nation":
                return read.area if read.area.level != "nation" and place == read.place else match.area
        return None

    # ---- facts

    def put(self, fact: Fact | None) -> str:
        """The placeholder of a fact, which from now on is one of the reply's; empty for none. A name that is taken gets a letter."""
        if fact is None:
            return ""
        if fact.id in self.facts:
            return f"{{{self.facts[fact.id].name}}}"
        taken, name = {one.name for one in self.facts.values()}, fact.name
        while name in taken:
            name += "_x"
        self.facts[fact.id] = fact.model_copy(update={"name": name})
        return f"{{{name}}}"

    def known_as(self, key: str) -> str:
        """The placeholder of a fact of the last answer; empty where it has none."""
        return self.put(self.known.get(key))

    def say(self, english: Passage, spanish: Passage) -> Passage:
        return spanish if self.language == "es" else english

    def pay(self, soc: str, area: str = "") -> dict[str, Fact]:
        """The published pay of a role by percentile (p10 … p90, net, entry_net), where the worker lives or in another area."""
        try:
            wage = self.tools.wages(soc, area or self.profile.area.code)
        except NotFound:
            return {}
        return {fact.id.rpartition(".")[2]: fact for fact in wage_facts(wage)}

    def place(self, pay: dict[str, Fact]) -> str:
        """Where a pay is from, as a sentence says it."""
        name = next((fact.place for fact in pay.values()), "")
        if not name or name == tables().area(NATION).name:
            return self.say("the country as a whole", "todo el país")
        return name

    def outlook(self, soc: str) -> dict[str, Fact]:
        """education, training, growth, openings, self_employed … of a role."""
        return {fact.id.rpartition(".")[2]: fact for fact in self.tools.occupation_facts(soc)}

    def pathway(self, soc: str) -> Pathway:
        return self.tools.pathways(soc, self.region)

    def way(self, soc: str) -> Way | None:
        """The way into a role that fits the worker best; None where the table has none."""
        fits = choose_way(self.pathway(soc), self.profile)
        return fits.way if fits else None

    def conditions(self, soc: str, names: Iterable[str]) -> list[Condition]:
        wanted = set(names)
        return [one for one in self.tools.conditions(soc) if one.condition in wanted]

    def page(self, soc: str, key: str) -> str:
        """The placeholder of a role's official page: onet, handbook, training, licence, apprenticeship, jobs."""
        pages = self.tools.role_links(soc, near(self.profile.area))
        found = next((page for page in pages if page.id == f"{soc}.{key}"), None)
        return self.put(resource_fact(found)) if found else ""

    def supports(self, needs: list[str], most: int = 2) -> list[Passage]:
        """Who may pay or help, a line each with its page."""
        found = self.tools.supports(needs, self.region, most)
        by_id = {fact.id: fact for fact in found.facts}
        lines = []
        for row in found.rows:
            page = self.put(by_id.get(f"support.{row.id}.page"))
            lines.append(f"{self.put(by_id[f'support.{row.id}'])} {page}".strip())
        return lines

    # ---- words

    def name(self, soc: str) -> str:
        """A role in the plural inside a sentence, without a figure."""
        return role_words(tables().occupation(soc).title)

    def cap(self, soc: str) -> str:
        name = self.name(soc)
        return name[:1].upper() + name[1:]

    @property
    def net_hour(self) -> str:
        """The placeholder of the worker's own net hour; empty while it is not known."""
        return self.known_as("you.net_hour")
