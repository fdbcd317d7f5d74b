"""How much of what is said a model worded, and what the guard kept back, read from runs' event streams.

kept share = sentences shown in a model's words ÷ all sentences shown where a model was asked. Passages that are never
reworded (steps with links, other ways) count on neither side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel

from agents.guard import split_sentences
from runtime.events import Event, GuardVerdict, ModelCalled, RunFinished


class Kept(BaseModel):
    """Sentences shown in a model's words, and in plain words because a model's did not hold."""

    model: int = 0
    fallback: int = 0

    @property
    def share(self) -> float:
        """0–1; 0 where a model was never asked."""
        return self.model / (self.model + self.fallback) if self.model + self.fallback else 0.0


class SpeechMetrics(BaseModel):
    """Over all runs given. ``rejected`` counts sentences by the guard's rule that kept them back, ``unheard`` agents' turns
    in which the model could not be asked at all."""

    runs: int = 0
    kept: dict[str, Kept] = {}
    judged: int = 0
    rejected: dict[str, int] = {}
    unheard: int = 0
    tokens_out: int = 0

    @property
    def total(self) -> Kept:
        return Kept(
            model=sum(kept.model for kept in self.kept.values()),
            fallback=sum(kept.fallback for kept in self.kept.values()),
        )


def speech_metrics(runs: Iterable[Iterable[Event]]) -> SpeechMetrics:
    """What the models of these runs contributed; a run is its events in order."""
    found, kept, rejected = SpeechMetrics(), dict[str, Kept](), Counter[str]()
    for events in runs:
        found.runs += 1
        for event in events:
            if isinstance(event, GuardVerdict):
                found.judged += 1
                rejected.update([] if event.ok else [event.rule])
            elif isinstance(event, ModelCalled):
                found.tokens_out += event.tokens_out
                found.unheard += bool(event.error)
            elif isinstance(event, RunFinished):
                for passage in event.advice["narrative"]:
                    if passage["origin"] in ("model", "fallback"):
                        share, count = kept.setdefault(passage["agent"], Kept()), len(split_sentences(passage["text"]))
                        setattr(share, passage["origin"], getattr(share, passage["origin"]) + count)
    found.kept = dict(sorted(kept.items()))
    found.rejected = dict(rejected.most_common())
    return found
