"""With a model: a whole run beside a plain chain of five prompts, on the same server and profiles, one after the other.

wall ratio and token ratio = median of ours ÷ the chain's, profile by profile. Which of the two goes first changes with
each profile, so that neither profits from what the server still remembers.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from agents.contracts import Advice
from evals.grounded import contradicted, shown, unsupported
from evals.plain_chain import ChainRun
from evals.speech_metrics import SpeechMetrics, speech_metrics
from runtime.errors import GigpathError
from runtime.events import AgentFinished, Event, FactsFound, ModelCalled, RunFailed, RunFinished
from tools.profile import Profile

Advise = Callable[[str], AsyncIterator[Event]]
Chain = Callable[[Profile], Awaitable[ChainRun]]
Told = Callable[[str, float], None]

WALL, TOKENS, FIRST_FACTS = 0.6, 0.6, 1.0
"""Ceilings: the two ratios, and the seconds until the first facts in each mode."""


@dataclass(frozen=True)
class Ours:
    """One run of ours, timed from outside: ``first`` is when its first facts came."""

    seconds: float
    first: float
    tokens_out: int
    advice: Advice
    events: list[Event]


@dataclass
class Beside:
    """Every profile once by us and once by the chain."""

    ours: list[Ours] = field(default_factory=list)
    chain: list[ChainRun] = field(default_factory=list)
    chain_seconds: list[float] = field(default_factory=list)
    evidence_only_first: list[float] = field(default_factory=list)

    @property
    def wall(self) -> float:
        pairs = zip(self.ours, self.chain_seconds, strict=True)
        return statistics.median(mine.seconds / theirs for mine, theirs in pairs)

    @property
    def tokens(self) -> float:
        pairs = zip(self.ours, self.chain, strict=True)
        return statistics.median(mine.tokens_out / max(theirs.tokens_out, 1) for mine, theirs in pairs)

    @property
    def ok(self) -> bool:
        false = any(unsupported(run.advice) or contradicted(run.advice) for run in self.ours)
        late = max(run.first for run in self.ours) > FIRST_FACTS or max(self.evidence_only_first) > FIRST_FACTS
        return not false and not late and self.wall <= WALL and self.tokens <= TOKENS

    @property
    def speech(self) -> SpeechMetrics:
        return speech_metrics(run.events for run in self.ours)


async def beside(texts: Sequence[str], advise: Advise, plain: Advise, chain: Chain, told: Told) -> Beside:
    """``advise`` with the model, ``plain`` without; the chain gets the profile that our intake read."""
    opening, *measured = texts
    await timed(plain, opening)  # opens tables and index
    found = Beside()
    for n, text in enumerate(measured):
        told(f"profile {n + 1} of {len(measured)}", n / len(measured))
        without = await timed(plain, text)
        found.evidence_only_first.append(without.first)
        for ours in (True, False) if n % 2 else (False, True):
            if ours:
                found.ours.append(await timed(advise, text))
            else:
                began = time.perf_counter()
                found.chain.append(await chain(without.advice.profile))
                found.chain_seconds.append(time.perf_counter() - began)
    told("done", 1.0)
    return found


async def timed(advise: Advise, text: str) -> Ours:
    began, first, events = time.perf_counter(), 0.0, list[Event]()
    async for event in advise(text):
        events.append(event)
        if not first and (
            isinstance(event, FactsFound) or (isinstance(event, AgentFinished) and event.agent != "intake")
        ):
            first = time.perf_counter() - began
    last = events[-1]
    if isinstance(last, RunFailed):
        raise GigpathError(f"A run of the benchmark failed: {last.message}", last.mend)
    if not isinstance(last, RunFinished):
        raise GigpathError("A run of the benchmark did not finish.")
    tokens = sum(event.tokens_out for event in events if isinstance(event, ModelCalled))
    return Ours(time.perf_counter() - began, first, tokens, Advice.model_validate(last.advice), events)


def report(found: Beside) -> list[str]:
    """The measures in words, a line each."""
    ours, theirs = found.ours, found.chain
    speech, median = found.speech, statistics.median

    def mark(good: bool) -> str:
        return "✓" if good else "✗"

    false = sum(len(unsupported(run.advice)) for run in ours)
    firsts = [run.first for run in ours]
    lines = [
        f"{len(ours)} profiles, each by Gigpath and by a plain chain of five prompts, in turn, on one server; medians.",
        f"{mark(found.wall <= WALL)} wall time          {median(r.seconds for r in ours):7.1f} s   chain {median(found.chain_seconds):7.1f} s   ×{found.wall:.2f} of at most ×{WALL}",
        f"{mark(found.tokens <= TOKENS)} completion tokens  {median(r.tokens_out for r in ours):7.0f}     chain {median(r.tokens_out for r in theirs):7.0f}     ×{found.tokens:.2f} of at most ×{TOKENS}",
        f"{mark(max(firsts) <= FIRST_FACTS)} first facts        {median(firsts):7.2f} s   latest {max(firsts):.2f} s, with the model",
        f"{mark(max(found.evidence_only_first) <= FIRST_FACTS)} first facts        {median(found.evidence_only_first):7.2f} s   latest {max(found.evidence_only_first):.2f} s, without",
        f"{mark(not false)} unsupported        {false:3d} of {sum(shown(run.advice) for run in ours)} numbers and links; chain {sum(len(r.unsupported) for r in theirs)} of {sum(r.claims for r in theirs)}",
        f"{mark(not any(contradicted(run.advice) for run in ours))} contradicted       {sum(len(contradicted(run.advice)) for run in ours):3d} comparisons",
        f"  kept of the model  {speech.total.share:.0%} of {speech.total.model + speech.total.fallback} sentences; "
        + ", ".join(f"{agent} {kept.share:.0%}" for agent, kept in speech.kept.items()),
        "  rejected by rule   " + (", ".join(f"{rule} {count}" for rule, count in speech.rejected.items()) or "none"),
    ]
    return (
        lines
        + [
            f"    the chain said: {claim.shown} in “{claim.text[:80]}…”"
            for run in theirs
            for claim in run.unsupported[:2]
        ][:6]
    )
