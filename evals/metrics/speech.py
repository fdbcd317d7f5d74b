"""Speech: how much of what the model said was shown, why the rest was kept back, and whether it can be read."""

from __future__ import annotations

import re

from agents.guard import RULE_NAMES
from evals.cases import Case
from evals.metrics.metric import Metric, metric, share
from evals.results import Result

_URL = re.compile(r"https?://\S+")
_WORD = re.compile(r"[A-Za-z0-9$%][\w$%,.'’-]*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")


def verdicts(result: Result) -> list[bool]:
    """By sentence of the model, in the order they were judged: whether it was shown."""
    return [bool(event["ok"]) for event in result.events if event["type"] == "guard"]


def prose(result: Result) -> str:
    """What a person reads, without lists of steps and links."""
    lines = [
        line for passage in (result.advice.narrative if result.advice else []) for line in passage.text.split("\n")
    ]
    return " ".join(_URL.sub("", line).strip() for line in lines if line.strip() and not line.startswith("- "))


def grade_of(text: str) -> float | None:
    """Automated readability index; words of figures count as one word each."""
    words = _WORD.findall(text)
    if not words:
        return None
    characters = sum(sum(c.isalnum() for c in word) for word in words)
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 4.71 * characters / len(words) + 0.5 * len(words) / sentences - 21.43


@metric("speech.kept")
def kept(case: Case, result: Result) -> float | None:
    """Sentences of the model that the guard let through ÷ all that it judged."""
    judged = verdicts(result)
    return share(sum(judged), len(judged))


@metric("speech.model")
def model(case: Case, result: Result) -> float | None:
    """Words from the model ÷ words of all passages that it was asked to put into words."""
    told = result.advice.narrative if result.advice else []
    words = {origin: sum(len(p.text.split()) for p in told if p.origin == origin) for origin in ("model", "fallback")}
    return share(words["model"], sum(words.values()))


@metric("speech.rejected", better="low", unit="sentences")
def rejected(case: Case, result: Result) -> float | None:
    """Sentences of the model that the guard kept back."""
    judged = verdicts(result)
    return float(len(judged) - sum(judged)) if judged else None


@metric("speech.grade", better="low", unit="grade")
def grade(case: Case, result: Result) -> float | None:
    """US school grade to read the prose: 4.71 characters ÷ words + 0.5 words ÷ sentences − 21.43.

    The automated readability index (Smith and Senter, "Automated Readability Index", AMRL-TR-66-220, 1967), which needs no
    count of syllables and so no dictionary.
    """
    return grade_of(prose(result))


@metric("speech.repetition", better="low")
def repetition(case: Case, result: Result) -> float | None:
    """1 − distinct trigrams ÷ trigrams of the prose (distinct-n of Li et al., NAACL 2016)."""
    words = [word.lower().strip(".,") for word in _WORD.findall(prose(result))]
    trigrams = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(trigrams)) / len(trigrams) if trigrams else None


def _by_rule(rule: str) -> Metric:
    def of(case: Case, result: Result) -> float | None:
        guarded = [event for event in result.events if event["type"] == "guard"]
        return float(sum(not e["ok"] and e["rule"] == rule for e in guarded)) if guarded else None

    of.__doc__ = f"Sentences of the model that the guard's rule “{rule}” kept back."
    return Metric(f"speech.rejected.{rule}", "speech", "low", of, "sentences")


SPEECH = (kept, model, rejected, grade, repetition, *(_by_rule(name) for name in RULE_NAMES))
