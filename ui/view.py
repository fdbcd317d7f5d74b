"""What a screen shows of a turn: rows of tables and charts, sources as footnotes, words for figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from agents.contracts import Narrative, Quote
from tools.fact import YOU_SAID, Fact, number
from tools.profile import Credential, Profile
from tools.words import role_words
from ui.turn import Turn

COMPUTED = "computed"
"""How the source of what tools worked out from other facts begins."""

GUIDANCE = (
    "This is guidance from public statistics, not a promise of pay or of a job. "
    "To talk it over with a person, free of charge, find an American Job Center at CareerOneStop:"
)
COUNSELLOR = "https://www.careeronestop.org/LocalHelp/local-help.aspx"
CHANGED = "changed by you"
"""Stands where a field's words stood, once the worker changed it."""


# ---- rows of the tables and charts ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a table: what, how much as shown, and the facts it stands on."""

    label: str
    shown: str
    refs: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class RoleRow:
    """One role beside the worker's net hour. USD an hour; ``fit`` 0–1; None where not published or not known."""

    soc: str
    title: str
    rank: int
    refs: tuple[str, ...] = ()
    p10: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None
    net: float | None = None
    uplift: float | None = None
    fit: float | None = None
    growth: float | None = None
    openings: float | None = None

    def wage(self, part: str) -> str:
        """The id of the fact behind ``p10`` and the like; empty where there is none."""
        return next((ref for ref in self.refs if ref.startswith("wage.") and ref.endswith(f".{part}")), "")

    @property
    def part(self) -> str:
        return "pick" if self.rank == 0 else "alternative" if self.rank in (1, 2) else "also looked at"


def profile_lines(profile: Profile) -> list[Line]:
    """The profile as a person reads it; ``words`` are the worker's own that a line came from."""
    lines = []
    for n, work in enumerate(profile.work):
        parts = [work.title or "your work"]
        if work.gross:
            parts.append(f"{money(work.gross.usd)} a {work.gross.per}")
        parts += [f"{amount(value)} {what}" for value, what in (
            (work.hours, "hours a week"), (work.unpaid_hours, "unpaid hours a week"), (work.jobs, "jobs a week"),
            (work.miles, "miles a week")) if value is not None]  # fmt: skip
        if work.expenses is not None or work.supplies is not None:
            parts.append(f"{money((work.expenses or 0) + (work.supplies or 0))} a week of costs")
        if work.fees is not None:
            parts.append(f"{amount(work.fees)}% platform fees")
        words = profile.words.get(f"work.{work.title}", "" if n else words_of(profile, "work"))
        lines.append(Line("Work now", " · ".join(parts), words=words))
    for job in profile.past:
        years = f", {amount(job.years)} {'year' if job.years == 1 else 'years'}" if job.years else ""
        lines.append(Line("Before", f"{job.title}{years}", words=profile.words.get(f"past.{job.title}", "")))
    simple = (
        ("Skills", ", ".join(profile.skills), "skills"),
        ("Languages", ", ".join(profile.languages), "languages"),
        ("Education", ", ".join(filter(None, (profile.education, profile.field))), "education"),
        ("Credentials", ", ".join(_credential(one) for one in profile.credentials), "credentials"),
        ("Place", _place(profile), "place"),
        ("Wants", ", ".join(profile.wants), "wants"),
        ("Pay wanted", f"{money(profile.target_hourly)} an hour" if profile.target_hourly else "", "target_hourly"),
        (
            "To learn",
            f"{amount(profile.study_hours)} hours a week" if profile.study_hours is not None else "",
            "study_hours",
        ),
        ("To spend", money(profile.budget) if profile.budget is not None else "", "budget"),
        ("Would like", ", ".join(profile.wishes), "wishes"),
        ("May call for help", ", ".join(profile.needs), "needs"),
        ("Must have", ", ".join(profile.constraints), "constraints"),
    )
    return lines + [Line(label, value, words=words_of(profile, key)) for label, value, key in simple if value]


def words_of(profile: Profile, key: str) -> str:
    """The worker's words for a field, else for its parts (``skills.Excel``), each once."""
    if key in profile.words:
        return profile.words[key]
    parts = (words for name, words in profile.words.items() if name.startswith(f"{key}."))
    return " … ".join(list(dict.fromkeys(parts))[:4])


def _credential(one: Credential) -> str:
    return one.name if one.state == "held" or one.state in one.name.lower() else f"{one.name} ({one.state})"


def _place(profile: Profile) -> str:
    if not profile.place:
        return ""
    return profile.place if profile.area.level == "nation" else f"{profile.place} ({profile.area.name})"


def income_lines(turn: Turn) -> list[tuple[str, Fact]]:
    """From what comes in to what an hour brings: each fact with the sign it is counted with."""
    steps = [turn.facts[step] for step in turn.income.steps if step in turn.facts] if turn.income else []
    if len(steps) < 2:
        return []
    first, *costs, left = steps
    hour = [(sign, turn.facts[key]) for sign, key in (("÷", "you.hours"), ("=", "you.net_hour")) if key in turn.facts]
    return [("", first), *(("−", cost) for cost in costs), ("=", left), *hour]


def role_rows(turn: Turn) -> list[RoleRow]:
    """Roles best first: the pick, the alternatives, the others as ranked; roles without a wage last."""
    income, skills, decision = turn.income, turn.skills, turn.decision
    order = [choice.soc for choice in decision.ranked] if decision else []
    if decision and decision.role:
        first = [decision.role.soc, *(choice.soc for choice in decision.alternatives)]
        order = [*first, *(soc for soc in order if soc not in first)]
    known = list(income.roles) if income else [role.soc for role in turn.market.candidates] if turn.market else []
    order += [soc for soc in known if soc not in order]
    rows = []
    for rank, soc in enumerate(order):
        pay = income.roles.get(soc) if income else None
        fit = skills.roles.get(soc) if skills else None
        rows.append(RoleRow(
            soc, turn.title(soc), rank if decision and decision.role else rank + 3, refs=role_refs(turn, soc),
            fit=fit.fit if fit else None,
            growth=_amount(turn.facts.get(f"role.{soc}.growth")), openings=_amount(turn.facts.get(f"role.{soc}.openings")),
            **(pay.model_dump(include={"p10", "p25", "p50", "p75", "p90", "net", "uplift"}) if pay else {}),
        ))  # fmt: skip
    return rows


def role_refs(turn: Turn, soc: str) -> tuple[str, ...]:
    """The facts that a role's row stands on: its pay where the worker lives, its growth and openings."""
    pay = turn.income.roles.get(soc) if turn.income else None
    wages = (
        [f"wage.{soc}.{pay.area}.{key}" for key in ("p10", "p25", "p50", "p75", "p90", "net", "entry_net")]
        if pay
        else []
    )
    return tuple(ref for ref in [*wages, f"role.{soc}.growth", f"role.{soc}.openings"] if ref in turn.facts)


def places(turn: Turn, rows: Iterable[RoleRow]) -> str:
    """Where the rows' wages are from: "Phoenix-Mesa-Chandler, AZ", several joined by "and"."""
    found = [turn.facts[ref].place for row in rows for ref in row.refs if ref.startswith("wage.")]
    return " and ".join(dict.fromkeys(filter(None, found)))


def _amount(fact: Fact | None) -> float | None:
    return None if fact is None or isinstance(fact.value, str) else fact.value


# ---- sources ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    name: str
    release: str
    url: str

    @property
    def line(self) -> str:
        return f"{self.name}, {self.release}" if self.release else self.name


@dataclass
class Footnotes:
    """Numbers each source in the order of its first mention. A computed fact cites what it was computed from."""

    facts: dict[str, Fact]
    sources: list[Source] = field(default_factory=list)

    def marks(self, refs: Iterable[str]) -> list[int]:
        """The footnotes' numbers for these facts, ascending; the worker's own words need none."""
        numbers = set()
        for source in dict.fromkeys(s for ref in refs for s in self.origins(ref)):
            if source not in self.sources:
                self.sources.append(source)
            numbers.add(self.sources.index(source) + 1)
        return sorted(numbers)

    def origins(self, ref: str, seen: frozenset[str] = frozenset()) -> Iterator[Source]:
        fact = self.facts.get(ref)
        if fact is None or ref in seen or fact.unit == "url" or (fact.unit == "text" and not fact.url):  # a mere name
            return
        if fact.inputs:
            for given in fact.inputs:
                yield from self.origins(given, seen | {ref})
        if fact.source != YOU_SAID and not fact.source.startswith(COMPUTED):
            yield Source(fact.source, fact.release, fact.url)


# ---- small words ------------------------------------------------------------------------------------------------

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")


def pieces(passage: Narrative, facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """A passage as (text, link) pairs; a link only where its address is the value of a fact the passage stands on."""
    known = {facts[ref].value for ref in passage.refs if ref in facts and facts[ref].unit == "url"}
    at = 0
    for match in _LINK.finditer(passage.text):
        if match[2] in known:
            if match.start() > at:
                yield passage.text[at : match.start()], ""
            yield match[1], match[2]
            at = match.end()
    if at < len(passage.text):
        yield passage.text[at:], ""


def web(url: str) -> bool:
    """Whether it is an address that may be linked to."""
    return bool(re.fullmatch(r"https?://[^\s<>]+", url))


def money(value: float) -> str:
    """$950, $18.50."""
    return number(value, "USD") if float(value).is_integer() else number(value, "USD/hour")


def hourly(value: float | None) -> str:
    """$18.50; a dash where it is not known."""
    return "–" if value is None else number(value, "USD/hour")


def amount(value: float) -> str:
    """45, 12.5, 1,200."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(value: float) -> str:
    """Of a 0–1 share: 0.62 → 62%."""
    return f"{value:.0%}"


def hours(value: float) -> str:
    return f"{amount(value)} {'hour' if value == 1 else 'hours'}"


def count(number_of: int, what: str) -> str:
    return f"{number_of} {what if number_of == 1 else what + 's'}"


def took(seconds: float) -> str:
    """0.12 s, 34 s."""
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def weeks(start: int, end: int) -> str:
    return f"week {start}" if start == end else f"weeks {start}–{end}"


def role_name(title: str) -> str:
    """A role's name as people say it, with a capital."""
    words = role_words(title)
    return f"{words[:1].upper()}{words[1:]}"


def stands_in(quote: Quote) -> str:
    """Where quoted words stand: the report, its page or row, its date."""
    return ", ".join(filter(None, (quote.source, f"page {quote.page}" if quote.page else "", quote.date)))
