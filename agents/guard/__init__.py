"""The guard: what of a model's words may be shown. Deterministic; every rule is one small function below.

``check`` passes a sentence only when nothing in it goes beyond the facts: no figure of its own, no link, no foreign
role or place, no comparison or direction the values contradict, no praise, promise or requirement without a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agents.guard import lexicon as lex
from agents.guard.compare import Operand, contradiction, names_pattern, operands
from agents.guard.relations import prompt_lines, relations
from agents.guard.sentences import SentenceStream, split_sentences
from tools.fact import Fact

LONGEST = 45
"""Words in a sentence."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Verdict:
    """``rule`` and ``span`` are empty when the sentence passed."""

    ok: bool
    rule: str = ""
    span: str = ""
    why: str = ""


@dataclass(frozen=True)
class Allowed:
    """What a sentence may stand on.

    ``facts``     placeholder name → fact
    ``subjects``  "you" and SOC codes → names they go by in a sentence, lower case
    ``foreign``   finds names of roles in a text; those that no subject has are foreign
    ``pick``      the subject that was decided on, where one was
    ``places``    finds names of places in a text; those in no fact are foreign
    """

    facts: Mapping[str, Fact]
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: Callable[[str], list[str]] = lambda text: []
    places: Callable[[str], list[str]] = lambda text: []
    pick: str = ""


@dataclass(frozen=True)
class _Said:
    """A sentence taken apart once: its words without placeholders, its placeholders, what it can compare."""

    text: str
    bare: str
    names: tuple[str, ...]
    operands: tuple[Operand, ...]
    allowed: Allowed


def check(sentence: str, allowed: Allowed) -> Verdict:
    """The first rule a sentence breaks, or a pass."""
    bare = _PLACEHOLDER.sub(" _ ", sentence)
    said = _Said(
        sentence,
        bare,
        tuple(_PLACEHOLDER.findall(sentence)),
        tuple(operands(sentence, allowed.facts, allowed.subjects)),
        allowed,
    )
    for rule in RULES:
        if found := rule(said):
            span, why = found
            return Verdict(False, rule.__name__.strip("_"), span, why)
    return Verdict(True)


_Found = tuple[str, str] | None


def _form(said: _Said) -> _Found:
    """Plain English prose of a bearable length that does not loop."""
    words = re.findall(r"[A-Za-z']+", said.bare)
    if not words or len(words) + len(said.names) < 2:
        return said.text[:40], "says nothing"
    if len(words) > LONGEST:
        return f"{len(words)} words", "is too long"
    if strange := re.search(r"[^\x00-\x7F–—’‘“”…é]", said.text):
        return strange[0], "is not plain English"
    if odd := re.search(r"[{}<>\[\]|\\=_#`~^*]", _PLACEHOLDER.sub("", said.text)):
        return odd[0], "holds marks that are no prose"
    if lex.FOREIGN.search(said.bare) or (len(words) >= 6 and not lex.ENGLISH.search(said.bare)):
        return said.text[:40], "is not plain English"
    low = [word.lower() for word in words]
    if len(low) >= 8 and len(set(low)) / len(low) < 0.45:
        return " ".join(low[:6]), "repeats itself"
    return None


def _figure(said: _Said) -> _Found:
    """No digit, amount, share or spelled-out number."""
    for pattern, what in (
        (re.compile(r"[\d$€£%½¼¾]"), "figure"),
        (lex.NUMBER, "number word"),
        (lex.ONE, "number word"),
    ):
        if match := pattern.search(said.bare):
            return match[0], f"holds a {what} of its own"
    return None


def _link(said: _Said) -> _Found:
    match = lex.LINK.search(said.text)
    return (match[0], "holds a link or address") if match else None


def _placeholder(said: _Said) -> _Found:
    """Only names that were given."""
    unknown = next((name for name in said.names if name not in said.allowed.facts), None)
    return (f"{{{unknown}}}", "is no placeholder that was given") if unknown else None


def _meta(said: _Said) -> _Found:
    match = lex.META.search(said.bare)
    return (match[0], "speaks of the machine, not to the worker") if match else None


def _stranger(said: _Said) -> _Found:
    """Roles and places outside the run's own."""
    known = [name for names in said.allowed.subjects.values() for name in names]
    for role in said.allowed.foreign(said.bare):
        if not any(role.lower() in name or name in role.lower() for name in known):
            return role, "is a role this answer does not stand on"
    own = " ".join(f"{fact.place} {fact.meaning} {fact.value}" for fact in said.allowed.facts.values()).lower()
    for place in said.allowed.places(said.bare):
        if place.lower().split(",")[0] not in own:
            return place, "is a place this answer does not stand on"
    return None


def _subject(said: _Said) -> _Found:
    """A placeholder stands with its own subject: the role named last before it in its clause, else the next after."""
    for clause in _clauses(said.text):
        named = _mentions(clause, said.allowed)
        for match in _PLACEHOLDER.finditer(clause):
            fact = said.allowed.facts[match[1]]
            if fact.subject not in said.allowed.subjects or not named:
                continue
            before = [subject for at, subject in named if at < match.start()]
            nearest = before[-1] if before else named[0][1]
            if fact.subject != nearest and fact.subject not in {s for _, s in named}:
                return match[0], f"is {fact.meaning}, not of what the clause names"
            if fact.subject != "you" and nearest not in (fact.subject, "you"):
                return match[0], f"is {fact.meaning}, but follows another name"
    return None


def _clauses(text: str) -> list[str]:
    return [
        part
        for part in re.split(
            r"[,;:]|\b(?:but|while|whereas|although|and|so|because|than|against|compared (?:with|to))\b", text
        )
        if part.strip()
    ]


def _masked(text: str) -> str:
    """The text with its placeholders blotted out, every word where it was."""
    return _PLACEHOLDER.sub(lambda m: "x" * len(m[0]), text)


_ASIDE = re.compile(r"\b(?:when|once|if|until|before|after|as) you\b", re.I)  # says when, not whose


def _mentions(clause: str, allowed: Allowed) -> list[tuple[int, str]]:
    """(place, subject) of every subject named in a clause; longer names first at one place."""
    bare = _ASIDE.sub(lambda m: "x" * len(m[0]), _masked(clause))
    found = []
    for subject, names in allowed.subjects.items():
        pattern = (
            re.compile(r"\b(?:you|your|yours|you're|you'll)\b", re.I) if subject == "you" else names_pattern(names)
        )
        found += [(match.start(), subject) for match in pattern.finditer(bare)]
    for match in _PLACEHOLDER.finditer(clause):  # {pick} is a name too
        fact = allowed.facts.get(match[1])
        if fact and fact.unit == "text" and fact.subject != "you" and fact.id.endswith(".title"):
            found.append((match.start(), fact.subject))
    return sorted(found)


_GO = re.compile(
    r"\b(?:go(?:ing)? for|choos\w+|pick|becom\w+|switch\w* to|mov\w+ (?:in)?to|aim\w* (?:for|at)|recommend\w*|suggest\w*|try|consider|target|pursue|go into|work(?:ing)? as)\b",
    re.I,
)


def _choice(said: _Said) -> _Found:
    """What to go for is the pick and a name, never a figure or another role."""
    if (match := _GO.search(_masked(said.text))) is None:
        return None
    rest = said.text[match.end() :]
    first = _PLACEHOLDER.search(rest)
    named = _mentions(rest, said.allowed)
    if (
        first
        and said.allowed.facts[first[1]].unit != "text"
        and not [s for at, s in named if s != "you" and at < first.start()]
    ):
        return match[0], "says to go for a figure, not for a role"
    subject = said.allowed.facts[first[1]].subject if first else next((s for _, s in named if s != "you"), "")
    if said.allowed.pick and subject not in ("", "you", said.allowed.pick):
        return match[0], "says to go for another role than the one decided on"
    return None


def _comparison(said: _Said) -> _Found:
    return contradiction(said.text, list(said.operands))


def _extreme(said: _Said) -> _Found:
    match = lex.SUPERLATIVE.search(said.bare)
    return (match[0], "sets a bound or an extreme that no fact states") if match else None


def _gain(said: _Said) -> _Found:
    """Gain and loss need two facts, the new one first in value."""
    for pattern, sign in ((lex.GAIN, 1), (lex.LOSS, -1)):
        if match := pattern.search(said.bare):
            pay = [o for o in said.operands if o.fact.unit == "USD/hour"]
            role = next((o for o in pay if o.fact.subject != "you"), None)
            own = next((o for o in pay if o.fact.subject == "you"), None)
            if (
                role is None
                or own is None
                or lex.NEGATION.search(said.bare)
                or (role.fact.amount - own.fact.amount) * sign <= 0
            ):
                return match[0], "claims a gain or a loss that the facts do not bear out"
    return None


def _direction(said: _Said) -> _Found:
    """Rising and falling only of a projected change, and only its way."""
    changes = [said.allowed.facts[name] for name in said.names if said.allowed.facts[name].unit == "percent"]
    for pattern, sign in ((lex.RISES, 1), (lex.FALLS, -1)):
        match = pattern.search(re.sub(r"\b(?:more|less|fewer) than\b", "", said.bare)) if changes else None
        if match and (lex.NEGATION.search(said.bare) or any(fact.amount * sign < 0 for fact in changes)):
            return match[0], "goes against the projected change"
    loose = lex.MOVES.search(said.bare)
    return (loose[0], "claims a direction without a fact") if loose and not changes else None


def _promise(said: _Said) -> _Found:
    match = lex.PROMISE.search(said.bare)
    return (match[0], "promises") if match else None


def _worth(said: _Said) -> _Found:
    """Praise, ease, outlook and fitness are claims without a fact."""
    match = lex.WORTH.search(said.bare)
    return (match[0], "claims a worth or an outlook that no fact states") if match else None


def _requirement(said: _Said) -> _Found:
    match = lex.REQUIRE.search(said.bare)
    return (match[0], "claims a requirement or a condition that no fact states") if match else None


def _having(said: _Said) -> _Found:
    """What the worker has, knows or lacks only as a placeholder of theirs."""
    match = re.search(
        r"(?<!what )\byou(?:'ve| have|'re| are| already| know| bring| speak| lack| need| still| can| do not| don't)+\b",
        said.bare,
        re.I,
    )
    return (match[0], "says what the worker has or lacks without a fact") if match and not said.names else None


def _bare_claim(said: _Said) -> _Found:
    """Pay, cost, time and openings are spoken of with a placeholder or not at all."""
    match = lex.MONEY.search(said.bare)
    return (
        (match[0], "speaks of money, time or openings without a fact")
        if match and not said.names and len(said.operands) < 2
        else None
    )


RULES: tuple[Callable[[_Said], _Found], ...] = (
    _figure, _link, _placeholder, _form, _meta, _stranger, _subject, _choice, _comparison, _extreme, _gain, _direction, _promise,
    _worth, _requirement, _having, _bare_claim,
)  # fmt: skip

__all__ = ["RULES", "Allowed", "SentenceStream", "Verdict", "check", "prompt_lines", "relations", "split_sentences"]
