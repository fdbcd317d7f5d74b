"""The guard's rules: each a small function from a sentence taken apart to what is wrong with it, or None."""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.guard import lexicon as lex
from agents.guard.compare import contradiction, names_pattern
from agents.guard.lexicon import COMPARATOR
from agents.guard.said import PLACEHOLDER, Allowed, Said
from agents.guard.senses import misplaced
from agents.guard.sentences import split_sentences
from agents.guard.vocabulary import unknown

LONGEST = 45
"""Words in a sentence."""

Found = tuple[str, str] | None


def _form(said: Said) -> Found:
    """Plain English prose of a bearable length that does not loop."""
    words = re.findall(r"[A-Za-z']+", said.bare)
    if not words or len(words) + len(said.names) < 2:
        return said.text[:40], "says nothing"
    if len(words) > LONGEST:
        return f"{len(words)} words", "is too long"
    if strange := re.search(r"[^\x00-\x7F–—’‘“”…é]", said.text):
        return strange[0], "is not plain English"
    if odd := re.search(r"[{}<>\[\]|\\=_#`~^*]", PLACEHOLDER.sub("", said.text)):
        return odd[0], "holds marks that are no prose"
    if lex.FOREIGN.search(said.bare) or (len(words) >= 6 and not lex.ENGLISH.search(said.bare)):
        return said.text[:40], "is not plain English"
    if doubled := re.search(
        r"\b(?:your|my|the|an?|of) (?:the|an?|what|all|how|where|your|of)\b(?<!of the)(?<!of all)(?<!of your)(?<!of what)(?<!of an)(?<!of a)",
        said.bare,
        re.I,
    ):
        return doubled[0], "is no plain English"
    if said.text.rstrip().endswith(":"):
        return said.text[-40:], "announces and does not say"
    low = [word.lower() for word in words]
    if len(low) >= 8 and len(set(low)) / len(low) < 0.45:
        return " ".join(low[:6]), "repeats itself"
    return None


def _figure(said: Said) -> Found:
    """No digit, amount, share or spelled-out number."""
    for pattern, what in (
        (re.compile(r"[\d$€£%½¼¾]"), "figure"),
        (lex.NUMBER, "number word"),
        (lex.ONE, "number word"),
    ):
        if match := pattern.search(said.bare):
            return match[0], f"holds a {what} of its own"
    return None


def _link(said: Said) -> Found:
    match = lex.LINK.search(said.text)
    return (match[0], "holds a link or address") if match else None


def _placeholder(said: Said) -> Found:
    """Only names that were given."""
    unknown = next((name for name in said.names if name not in said.allowed.facts), None)
    return (f"{{{unknown}}}", "is no placeholder that was given") if unknown else None


def _meta(said: Said) -> Found:
    match = lex.META.search(said.bare)
    return (match[0], "speaks of the machine, not to the worker") if match else None


def _stranger(said: Said) -> Found:
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


def _subject(said: Said) -> Found:
    """A placeholder stands with its own subject: the role named last before it in its clause, else the next after."""
    for clause in _clauses(said.text):
        named = _mentions(clause, said.allowed)
        for match in PLACEHOLDER.finditer(clause):
            fact = said.allowed.facts[match[1]]
            lead = clause[: match.start()]
            if fact.subject == "you" and _THEY.search(lead) and not lex.YOU.search(lead):
                return match[0], f"is {fact.meaning}, and nobody else's"
            if (
                fact.subject == "you"
                and fact.unit != "text"
                and _other_life(said.text[: said.text.find(match[0])], said)
            ):
                return match[0], f"is {fact.meaning}, not what comes after it"
            if fact.subject not in said.allowed.subjects or not named:
                continue
            if fact.id.startswith("plan.") and {s for _, s in named} == {"you"}:
                continue
            before = [subject for at, subject in named if at < match.start()]
            nearest = before[-1] if before else named[0][1]
            if fact.subject != nearest and fact.subject not in {s for _, s in named}:
                return match[0], f"is {fact.meaning}, not of what the clause names"
            if fact.subject != "you" and nearest not in (fact.subject, "you"):
                return match[0], f"is {fact.meaning}, but follows another name"
    return None


_THEY = re.compile(r"\b(?:they|them|their|others?)\b", re.I)


_LATER = re.compile(
    r"\b(?:after|once|end of|with|from) (?:the|your|this) (?:plan|learning|study|steps?|switch|change)|\bfinish\w*|\blater\b|\bwhen you start\b",
    re.I,
)


def _other_life(lead: str, said: Said) -> bool:
    """Whether the words before speak of another role or of a later time, and nothing turns back to now."""
    if re.search(r"\b(?:now|today|present|current\w*|against|than|while|compared|beside|versus)\b", said.bare, re.I):
        return False
    if COMPARATOR.search(said.bare):
        return False
    return bool(_LATER.search(lead)) or any(subject != "you" for _, subject in _mentions(lead, said.allowed))


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
    return PLACEHOLDER.sub(lambda m: "x" * len(m[0]), text)


_ASIDE = re.compile(r"\b(?:when|once|if|until|before|after|as) you\b", re.I)  # says when, not whose


def _mentions(clause: str, allowed: Allowed) -> list[tuple[int, str]]:
    """(place, subject) of every subject named in a clause; longer names first at one place."""
    bare = _ASIDE.sub(lambda m: "x" * len(m[0]), _masked(clause))
    found = []
    for subject, names in allowed.subjects.items():
        pattern = lex.YOU if subject == "you" else names_pattern(names)
        found += [(match.start(), subject) for match in pattern.finditer(bare)]
    for match in PLACEHOLDER.finditer(clause):  # {pick} is a name too
        fact = allowed.facts.get(match[1])
        if fact and fact.unit == "text" and fact.subject != "you" and fact.id.endswith(".title"):
            found.append((match.start(), fact.subject))
    return sorted(found)


_GO = re.compile(
    r"\b(?:go(?:ing)? for|choos\w+|pick|becom\w+|switch\w* to|mov\w+ (?:in)?to|aim\w* (?:for|at)|recommend\w*|suggest\w*|try|consider|target|pursue|go into|work(?:ing)? as)\b",
    re.I,
)


def _choice(said: Said) -> Found:
    """What to go for is the pick and a name, never a figure or another role."""
    if (match := _GO.search(_masked(said.text))) is None:
        return None
    rest = said.text[match.end() :]
    first = PLACEHOLDER.search(rest)
    named = _mentions(rest, said.allowed)
    if (
        first
        and said.allowed.facts[first[1]].unit != "text"
        and not [s for at, s in named if s != "you" and at < first.start()]
    ):
        return match[0], "says to go for a figure, not for a role"
    if first and said.allowed.facts[first[1]].subject == "you" and not [s for at, s in named if at < first.start()]:
        return match[0], "says to go for what is no role"
    subject = said.allowed.facts[first[1]].subject if first else next((s for _, s in named if s != "you"), "")
    if said.allowed.pick and subject not in ("", "you", said.allowed.pick):
        return match[0], "says to go for another role than the one decided on"
    return None


def _sense(said: Said) -> Found:
    """A figure is called what it is, and a name stands where one can."""
    return misplaced(said.text, said.allowed.facts)


def _denial(said: Said) -> Found:
    """To deny is to claim: only in a comparison, or where the draft denies of the same placeholders."""
    match = lex.NEGATION.search(said.bare)
    if match is None or COMPARATOR.search(said.bare):
        return None
    for sentence in split_sentences(said.allowed.draft):
        if lex.NEGATION.search(sentence) and set(PLACEHOLDER.findall(sentence)) == set(said.names):
            return None
    return match[0], "denies what no fact denies"


def _vocabulary(said: Said) -> Found:
    """Only words whose claims the other rules can judge."""
    allowed = said.allowed
    own = [name for names in allowed.subjects.values() for name in names]
    own += [text for fact in allowed.facts.values() for text in (fact.meaning, fact.place)]
    word = unknown(said.bare, [*own, PLACEHOLDER.sub(" ", allowed.draft)])
    return (word, "is a word whose claim cannot be checked") if word else None


def _comparison(said: Said) -> Found:
    return contradiction(said.text, list(said.operands))


def _extreme(said: Said) -> Found:
    match = lex.SUPERLATIVE.search(said.bare)
    return (match[0], "sets a bound or an extreme that no fact states") if match else None


def _gain(said: Said) -> Found:
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


def _direction(said: Said) -> Found:
    """Rising and falling only of a projected change, and only its way."""
    changes = [said.allowed.facts[name] for name in said.names if said.allowed.facts[name].unit == "percent"]
    for pattern, sign in ((lex.RISES, 1), (lex.FALLS, -1)):
        match = pattern.search(re.sub(r"\b(?:more|less|fewer) than\b", "", said.bare)) if changes else None
        if match and (lex.NEGATION.search(said.bare) or any(fact.amount * sign < 0 for fact in changes)):
            return match[0], "goes against the projected change"
    loose = lex.MOVES.search(said.bare)
    return (loose[0], "claims a direction without a fact") if loose and not changes else None


def _promise(said: Said) -> Found:
    match = lex.PROMISE.search(said.bare)
    return (match[0], "promises") if match else None


def _worth(said: Said) -> Found:
    """Praise, ease, outlook and fitness are claims without a fact."""
    match = lex.WORTH.search(said.bare)
    return (match[0], "claims a worth or an outlook that no fact states") if match else None


def _requirement(said: Said) -> Found:
    match = lex.REQUIRE.search(said.bare)
    return (match[0], "claims a requirement or a condition that no fact states") if match else None


def _having(said: Said) -> Found:
    """What the worker has, knows or lacks only as a placeholder of theirs."""
    match = re.search(
        r"(?<!what )\byou(?:'ve| have|'re| are| already| know| bring| speak| lack| need| still| can| do not| don't)+\b",
        said.bare,
        re.I,
    )
    return (match[0], "says what the worker has or lacks without a fact") if match and not said.names else None


def _bare_claim(said: Said) -> Found:
    """Pay, cost, time and openings are spoken of with a placeholder or not at all."""
    match = lex.MONEY.search(said.bare)
    return (
        (match[0], "speaks of money, time or openings without a fact")
        if match and not said.names and len(said.operands) < 2
        else None
    )


RULES: tuple[Callable[[Said], Found], ...] = (
    _figure, _link, _placeholder, _form, _meta, _stranger, _subject, _choice, _comparison, _extreme, _gain, _direction, _promise,
    _worth, _requirement, _having, _bare_claim, _denial, _sense, _vocabulary,
)  # fmt: skip
