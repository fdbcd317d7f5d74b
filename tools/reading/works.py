"""The works of a message: which pieces name one, which of them are one and the same, and which figure is whose."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.reading.occupations import work_title
from tools.reading.sums import Week
from tools.reading.tagger import Figure, Guess, Reading

SURE_SPAN, SURE_PART, SURE_LINK = 0.45, 0.45, 0.5
"""Probabilities from which a piece, a quantity's part, and its work are taken. Below, they are left unread or asked about."""
OF_WORK = {
    "takings",
    "price",
    "pieces",
    "tips",
    "fee",
    "kept",
    "cost",
    "hours",
    "active",
    "unpaid",
    "days",
    "miles",
    "years",
}


@dataclass
class Gathered:
    """One work with everything that is said of it. ``at`` are the indices of its mentions among the work spans."""

    title: str
    soc: str
    sure: float
    status: str
    status_sure: float
    employee: bool
    span_sure: float
    at: list[int]
    words: list[str]
    told: bool = False
    payroll: float = 0.0
    """How likely it is that this work is a job on a payroll; the most of all its mentions."""
    figures: list[Figure] = field(default_factory=list)
    week: Week = field(default_factory=Week)


SURE_PAYROLL = 0.7
"""Work counts as a job on a payroll only when the network is this sure: a gig's tax is the higher one."""


def _on_payroll(employment: Guess) -> float:
    """The probability, as far as it is known, that a mention is of a job on a payroll."""
    return {"employee": employment.sure, "self": 1 - employment.sure}.get(employment.label, 0.0)


NAMELESS = 0.25
"""A piece whose occupation is less likely than this names no job of its own beside others: "my clients"."""


def works_in(reading: Reading) -> list[Gathered]:
    """The works of a message; mentions of one and the same work are one."""
    found: list[Gathered] = []
    own = {one.work for one in reading.figures if one.part.label in OWN_MONEY and one.link >= SURE_LINK}
    for at, span in enumerate(reading.of("work")):
        if span.sure < SURE_SPAN:
            continue
        words = reading.words(span)
        title = work_title(words, reading.text, span)
        status, employment = span.heads["status"], span.heads["employment"]
        told = {index for index, work in enumerate(found) if work.told} if at in own else set()
        same = next(
            (one for n, one in enumerate(found) if _one_work(one, words, title.soc, status.label, n in told)), None
        )
        if same is not None:
            same.at.append(at)
            same.told = same.told or at in own
            if words.lower() not in {said.lower() for said in same.words}:
                same.words.append(words)
            same.payroll = max(same.payroll, _on_payroll(employment))
            same.employee = same.payroll >= SURE_PAYROLL
            if title.sure > same.sure:
                same.soc, same.sure = title.soc, title.sure
            continue
        if title.sure < NAMELESS and (
            before := next((one for one in reversed(found) if one.status == status.label), None)
        ):
            before.at.append(at)
            continue
        found.append(
            Gathered(
                words,
                title.soc,
                title.sure,
                status.label,
                status.sure,
                _on_payroll(employment) >= SURE_PAYROLL,
                span.sure,
                [at],
                [words],
                at in own,
                _on_payroll(employment),
            )
        )
    return found


OWN_MONEY = ("takings", "price", "hours")
"""Parts that make two gigs of one occupation two works, where each has its own."""


def _one_work(one: Gathered, words: str, soc: str, status: str, apart: bool) -> bool:
    """Whether a piece names a work that is known already; ``apart`` where both have money or hours of their own."""
    same = words.lower() in {said.lower() for said in one.words} or bool(soc and soc == one.soc and not apart)
    return same and one.status == status


def share_out(reading: Reading, works: list[Gathered], present: list[Gathered]) -> list[Figure]:
    """Each figure to its work. Returns the figures of a work's week that found none."""
    owner = {at: work for work in works for at in work.at}
    loose = []
    for one in reading.figures:
        if one.part.sure < SURE_PART or one.part.label not in OF_WORK or is_code(one, reading.text):
            continue
        work = owner.get(one.work) if one.work >= 0 and one.link >= SURE_LINK else None
        if work is not None:
            work.figures.append(one)
        elif one.part.label == "years":
            continue
        elif one.part.label in ("fee", "kept") and one.quantity.unit == "percent" and owner.get(one.work) is None:
            for each in present:  # "they take 20% of all of it"
                each.figures.append(one)
        elif present and (owner.get(one.work) is None or owner.get(one.work) is present[0]):
            present[0].figures.append(one)
        else:
            loose.append(one)
    return loose


SURE_MENTION = 0.85
"""A present work of which nothing is said counts beside one with figures only when piece and occupation are this sure."""


def without_mentions(present: list[Gathered], works: list[Gathered]) -> list[Gathered]:
    """Present works; pieces that only name what is done within another ("silk press", "my own car") are no work beside it."""
    told = [work for work in present if work.figures]
    if not told:
        return present
    kept = [work for work in present if work.figures or min(work.span_sure, work.sure) >= SURE_MENTION]
    for work in present:
        if work not in kept:
            works.remove(work)
    return kept


MONEY, TIME = {"takings", "price"}, {"hours", "active"}
SURE_APART = 0.8
"""Two works of which one has the money and the other the hours are two only where both occupations are at least this sure."""


def joined(present: list[Gathered], works: list[Gathered]) -> list[Gathered]:
    """Present works; mentions of one and the same work among which its figures are spread are one.

    "Independent contractor, Monday to Friday. The courier route pays 165 a day": neither has a week without the other, and no
    part of a week is said of both.
    """
    kept: list[Gathered] = []
    for one in present:
        whole = next((other for other in kept if _halves(one, other)), None)
        if whole is None:
            kept.append(one)
            continue
        works.remove(one)
        whole.at += one.at
        whole.words += [words for words in one.words if words not in whole.words]
        whole.figures += one.figures
        whole.employee, whole.payroll = whole.employee or one.employee, max(whole.payroll, one.payroll)
        if one.sure > whole.sure:
            whole.soc, whole.sure, whole.title = one.soc, one.sure, one.title
    return kept


def _halves(one: Gathered, other: Gathered) -> bool:
    """Whether two mentions have figures that make one week together and none of their own."""
    parts, others = ({figure.part.label for figure in work.figures} for work in (one, other))
    if not parts or not others:
        return False
    if (parts & MONEY and others & MONEY) or (parts & TIME and others & TIME):
        return False
    return one.soc == other.soc or min(one.sure, other.sure) < SURE_APART


def is_code(one: Figure, text: str) -> bool:
    """Whether a number is written as a ZIP code or the like: five digits and more, without a mark of money."""
    words = text[one.quantity.start : one.quantity.end]
    return len(words) >= 5 and words.isdigit() and one.quantity.unit == ""
