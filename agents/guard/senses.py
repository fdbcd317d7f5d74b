"""What each figure is, in the words people use for it: the car's cost is no tax, a beginner's pay not the typical one.

Words are the only sign of what a sentence says a figure to be. So each stands with words of its own: the ones nearest
before it, else the ones after it. Names of roles, places and skills stand where such a name can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tools.fact import Fact

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_SENSES = (
    ("gross", r"you\.gross"), ("hours", r"you\.(?:paid_)?hours"), ("car", r"you\.miles_cost"), ("costs", r"you\.expenses"),
    ("fees", r"you\.fees?"), ("self", r"you\.se_tax"), ("payroll", r"you\.fica"), ("left", r"you\.net_week"), ("own", r"you\.net_hour"),
    ("pay", r"wage\..*\.p50"), ("entry", r"wage\..*\.p(?:10|25)"), ("net", r"wage\..*\.net"), ("entry_net", r"wage\..*\.entry_net"),
    ("growth", r"role\..*\.growth"), ("weeks", r"plan\.weeks"), ("learning", r"plan\.hours"), ("pace", r"plan\.pace"), ("fee", r"plan\.cost"),
)  # fmt: skip
_PAY, _KEPT, _PLAN = (
    {"pay", "entry", "net", "entry_net"},
    {"net", "entry_net", "own", "left"},
    {"weeks", "learning", "fee"},
)
_HEADS: tuple[tuple[str, set[str]], ...] = (  # longer before shorter
    (r"self-employment tax\w*", {"self"}),
    (r"payroll tax\w*", {"payroll"}),
    (r"(?:car|tax\w*|costs?|expenses?|vehicle|plan|steps?|skills?) (?:really |then |also )?(?:brings?|keeps?|earns?|pays?|gives?|makes?)", set()),
    (r"income tax\w*", set()),
    (r"tax\w*", {"self", "payroll"}),
    (r"(?:car|vehicle|driving)(?:'s)? (?:costs?|expenses?)", {"car"}),
    (r"car|vehicle|miles?|mileage|driv\w+", {"car"}),
    (r"fees? for (?:the )?courses?|course fees?|courses? costs?", {"fee"}),
    (r"costs?|expenses?", {"costs", "car"}),
    (r"fees?|commissions?|platforms?", {"fees"}),
    (r"tak(?:e|es|en|ing) in|takings|gross|bring(?:s|ing)? in|com(?:e|es|ing) in", {"gross"}),
    (r"hours?(?: you| of| that|,| a week)|giv(?:e|es|ing)|put(?:ting)? in|spend(?:ing)?|work(?:ing)? for", {"hours", "pace"}),
    (r"(?:your|an|each|every|real) hour", {"own"}),
    (r"brings?|really|actually|truly", {"own", *_PAY}),
    (r"left|leav(?:e|es|ing)|remain(?:s|ing|der)?|keep(?:s|ing)?|net|take[- ]home|taking home", _KEPT),
    (r"start(?:s|ing)?(?: out)?|begin(?:s|ning|ners?)?", {"entry", "entry_net"}),
    (r"typical(?:ly)?|usual(?:ly)?|median|earn(?:s|ed|ing|ings)?|pays?|paid|wages?|count(?:ing)? on|expect(?:ed|ing)?|make|makes|making", {"own", *_PAY}),
    (r"number|grow(?:s|ing|th)?|shrink(?:s|ing)?|declin\w+|project(?:ed|ion)|forecast|chang\w+|decade", {"growth"}),
    (r"learning|learn|study|studying", {"learning", "pace"}),
    (r"plan|the way|the path|it (?:all |should |may )?takes?|in all|in total|finish\w*|start to end", _PLAN),
    (r"pace", {"pace"}),
)  # fmt: skip
_HEAD = re.compile(
    "|".join(rf"(?P<h{n}>\b(?:{words})\b|(?<=\s)(?:{words})(?=\s*$))" for n, (words, _) in enumerate(_HEADS)), re.I
)
_AT = re.compile(r"\b(?:at|(?<!compared )with)(?: about| around)?\s*$", re.I)
_OF = re.compile(r"(?:^|, )\s*(?:out )?of\s*$", re.I)
_ASIDE = re.compile(r"\b(?:after|before|once|counted by|like|as) (?:any |all |your |the )*(?:(?:self-employment |payroll |income |car |other )?(?:tax(?:es)?|costs?|expenses?|fees?|mile|tax office|car)(?: does| are taken off| is taken off)?(?:,? (?:and|or) )?)+", re.I)  # fmt: skip
_STAGE = re.compile(
    r"\b(?:start(?:s|ing)?(?! (?:with|this|today|now))|begin(?:s|ners?|ning)?|first|entry|new(?:ly|comers?)?|initial(?:ly)?|outset)\b",
    re.I,
)
_NET = re.compile(
    r"\bafter (?:payroll |the payroll )?tax|\b(?:take[- ]home|net|leaves?|leaving|keeps?|remain\w*|left)\b", re.I
)
_AGAINST = re.compile(
    r"\b(?:than|against|versus|vs|compared (?:with|to)|beside|next to|while|as (?:much|high|low) as|the same as|beats?|exceeds?|above|below)\b",
    re.I,
)
_PROJECTED = re.compile(r"\b(?:project\w+|forecast\w*|expected)\b", re.I)
_JOBS = re.compile(r"\b(?:number|jobs?|employment|roles?|occupations?)\b", re.I)
_WAGES = re.compile(r"\b(?:pays?|wages?|earn\w*|income|tax\w*|costs?)\b", re.I)
_PERIOD = re.compile(
    r"\b(?:(?:each|every|per|an?) (?P<p>hour|day|week|month|year)|(?P<q>hour|week|month|year|dai)ly|annual(?:ly)?)\b",
    re.I,
)
_BREAK = re.compile(r"[;:]|\b(?:but|while|whereas)\b", re.I)

_BEFORE_PLACE = re.compile(r"\b(?:in|near|around|across|within|throughout|for)(?: the)?\s*$", re.I)
_BEFORE_ROLE = re.compile(
    r"(?:^|[,;:]|\b(?:go(?:ing)? for|for|of|as|become|becoming|to|into|towards?|on|choose|pick|consider|suggest|recommend|try|and|or|that|while|where|whereas|but|because|since|these|such|the|like|than|beside|with)|\b(?:role|pick|choice|suggestion|way|step|option|aim|go for)(?: for you)? (?:is|are|would be|here is))\s*$",
    re.I,
)
_SKILLED = re.compile(r"\b(?:bring\w*|know\w*|have|skills?|told|said|mention\w*|do|did|place|count(?:s|ed)?)\b", re.I)
_NO_SKILL = re.compile(
    r"\b(?:go(?:ing)? for|pay\w*|earn\w*|becom\w+|costs?|takes?|teach\w*|learn\w*|(?<!what )is|are)(?: for| in)? (?=\{)",
    re.I,
)


def misplaced(sentence: str, facts: Mapping[str, Fact]) -> tuple[str, str] | None:
    """(placeholder, why) of the first one that stands where its own words do not, or None."""
    marks = list(_PLACEHOLDER.finditer(sentence))
    figures = [mark for mark in marks if facts[mark[1]].unit != "text"]
    for mark in marks:
        fact = facts[mark[1]]
        why = _name(sentence, mark, fact) if fact.unit == "text" else _figure(sentence, mark, figures, facts)
        if why:
            return mark[0], why
    return None


def sense(fact: Fact) -> str:
    """The idea a figure stands for; empty for those that no agent words."""
    return next((name for name, pattern in _SENSES if re.match(pattern, fact.id)), "")


def _name(sentence: str, mark: re.Match[str], fact: Fact) -> str:
    before = sentence[: mark.start()]
    if fact.id.startswith("area.") and not _BEFORE_PLACE.search(before):
        return "is a place, and stands where none can"
    if fact.id.endswith(".title") and not _BEFORE_ROLE.search(before):
        return "is a role's name, and stands where none can"
    if fact.id.startswith("you.skill") and (not _SKILLED.search(before) or _NO_SKILL.search(sentence[: mark.end()])):
        return "is a skill, and stands where none can"
    return ""


def _figure(sentence: str, mark: re.Match[str], figures: list[re.Match[str]], facts: Mapping[str, Fact]) -> str:
    fact, own = facts[mark[1]], sense(facts[mark[1]])
    if not own:
        return ""
    at = figures.index(mark)
    begin = figures[at - 1].end() if at else 0
    end = figures[at + 1].start() if at + 1 < len(figures) else len(sentence)
    before, after = _last(_BREAK, sentence[begin : mark.start()]), _first(sentence[mark.end() : end])
    near = before + " " + after
    said = next((heads for part in (before, after, sentence[: mark.start()]) if (heads := _heads(part, part is after))), None)  # fmt: skip
    if said is None:  # figures set against each other may stand bare
        against = _AGAINST.search(sentence) and len(figures) > 1
        return "" if against else f"is {fact.meaning}, and nothing says so"
    if own not in said and not (_AGAINST.search(before) and own in ("own", "pay", "net")):
        return f"is {fact.meaning}, and the words around it say another thing"
    if own in _PAY | {"own"} and (why := _qualified(near, sentence, own, [facts[f[1]] for f in figures])):
        return f"is {fact.meaning}, {why}"
    if own == "growth" and (why := _projected(sentence, facts)):
        return why
    learns = re.search(r"\b(?:plan|learn\w*|study\w*)\b", _PLACEHOLDER.sub(" ", sentence), re.I)
    if own == "pace" and not learns and not {sense(facts[f[1]]) for f in figures} & _PLAN:
        return "is time to learn in"
    period = _PERIOD.search(near)
    if period and f"/{(period['p'] or period['q'] or 'year').lower().replace('dai', 'day')}" not in fact.unit:
        return f"is not by the {period['p'] or period['q'] or 'year'}"
    return ""


def _projected(sentence: str, facts: Mapping[str, Fact]) -> str:
    """A change is one of the number of jobs, in the nation, over the decade, and no more than expected."""
    bare = _PLACEHOLDER.sub(" ", sentence)
    if not _PROJECTED.search(bare):
        return "is a projection, and is not called one"
    if not _JOBS.search(bare) or _WAGES.search(bare):
        return "is a change in the number of jobs"
    if re.search(r"\b(?:year|month|week|day|hour)s?\b", bare, re.I):
        return "is a change over the decade"
    here = any(facts[name].id.startswith("area.") for name in _PLACEHOLDER.findall(sentence))
    return "is a change in the whole nation" if here else ""


def _qualified(near: str, sentence: str, own: str, said: list[Fact]) -> str:
    """A beginner's pay is called one and no other is; what is kept after tax likewise."""
    kinds = {sense(fact) for fact in said}
    if own.startswith("entry") != bool(_STAGE.search(near)) and own != "own":
        return "and is not said to be" if own.startswith("entry") else "not a beginner's"
    if own == "pay" and _STAGE.search(sentence) and not kinds & {"entry", "entry_net"}:
        return "not a beginner's"
    if own == "pay" and (_NET.search(near) or (_NET.search(sentence) and not kinds & _KEPT)):
        return "before any tax"
    return "which the sentence does not say" if own == "net" and not _NET.search(near) else ""


def _heads(part: str, forwards: bool) -> set[str] | None:
    """What the nearest words of a part say a figure is; None when they say nothing."""
    found = list(_HEAD.finditer(_ASIDE.sub(lambda m: "\0" * len(m[0]), part)))
    if not found:
        return {"gross"} if _OF.search(part) else {"pace", "pay"} if _AT.search(part) else None
    head = found[0] if forwards else found[-1]
    return next(heads for n, (_, heads) in enumerate(_HEADS) if head[f"h{n}"])


def _last(pattern: re.Pattern[str], text: str) -> str:
    cuts = list(pattern.finditer(text))
    return text[cuts[-1].end() :] if cuts else text


def _first(text: str) -> str:
    return re.split(r"[,;:]|\b(?:but|while|whereas|and|against)\b", text, maxsplit=1)[0]
