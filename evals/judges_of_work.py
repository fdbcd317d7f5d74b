"""Judges of what was understood of a person's works: which, what they bring, take and cost, and the hour."""

from __future__ import annotations

from collections.abc import Iterator

from evals.hour import expected_hour
from evals.labels import Open, Person, Span
from evals.read import (
    HOUR_NEAR,
    Judge,
    Judged,
    PresentWork,
    Understood,
    in_words,
    is_of,
    matched,
    near,
    without,
)


def works(person: Person, read: Understood) -> Iterator[Judged]:
    """The present works. Another work in the place of one is wrong; none at all is missed."""
    pairs = matched(person, read)
    taken = [work for _, work in pairs if work is not None]
    surplus = [work for work in read.works if work not in taken and work.socs]
    for label, found in pairs:
        if found is not None:
            yield "right", label.title, found.title
        elif "work" in read.asked or not surplus:
            yield without("works", read), label.title, ""
        else:
            other = surplus.pop(0)
            yield "wrong", label.title, words_of(other)


def invented(person: Person, read: Understood) -> Iterator[Judged]:
    """Wrong where somebody else's, a wished, an offered or a former work is read as the present one, or one too many is."""
    taken = [work for _, work in matched(person, read) if work is not None]
    others = [work for work in read.works if work not in taken and work.socs]
    barred = [
        soc for socs in (*(one.soc for one in person.not_work), *(one.soc for one in person.past)) for soc in socs
    ]
    named = [work for work in others if is_of(work, barred)] if barred else []
    own = [soc for label in person.work for soc in label.soc]
    extra = [work for work in others if not is_of(work, own)][len(person.work) - len(taken) :]
    found = named or extra
    yield ("wrong" if found else "right"), "no other work", "; ".join(map(words_of, found))


def words_of(work: PresentWork) -> str:
    return f"{work.title} ({', '.join(sorted(work.socs))})"


def employment(person: Person, read: Understood) -> Iterator[Judged]:
    for label, found in matched(person, read):
        if found is not None and label.employment != "unclear":
            right = found.employee == (label.employment == "employee")
            yield ("right" if right else "wrong"), label.employment, "employee" if found.employee else "self"


def stated(person: Person, name: str) -> Span | None:
    spans = [span for work in person.work if (span := getattr(work, name)) is not None]
    return (sum(low for low, _ in spans), sum(high for _, high in spans)) if spans else None


def amount(name: str, label: str, total: str, doubt: Open) -> Judge:
    """A week's sum of an amount over all present works. A value where the message states none is wrong."""

    def judge(person: Person, read: Understood) -> Iterator[Judged]:
        wanted, found = stated(person, label), read.total(total)
        doubtful = doubt in person.open
        if wanted is None or doubtful:
            if found:
                yield "wrong", "left open" if doubtful else "nothing stated", f"{found:g}"
            elif doubtful:
                yield without(name, read), "left open", ""
        elif not found:
            yield ("right" if wanted == (0, 0) else without(name, read)), in_words(wanted), ""
        else:
            yield ("right" if near(found, wanted) else "wrong"), in_words(wanted), f"{found:g}"

    return judge


def takings(person: Person, read: Understood) -> Iterator[Judged]:
    """Takings, whichever way the platform's cut or the costs were taken off: before, after, or as what is left."""
    wanted, found = stated(person, "gross_week"), read.total("gross")
    if "money" in person.open or wanted is None:
        yield from amount("takings", "gross_week", "gross", "money")(person, read)
        return
    if not found:
        yield without("takings", read), in_words(wanted), ""
        return
    after = tuple(
        sum(w.gross_week[end] * (1 - (w.fee_percent or 0) / 100) for w in person.work if w.gross_week) for end in (0, 1)
    )
    costs = stated(person, "costs_week") or (0.0, 0.0)
    left = (max(0.0, after[0] - costs[1]), max(0.0, after[1] - costs[0]))
    mine = read.total("after_fee") or 0.0
    spared = not (
        read.total("costs") or 0.0
    )  # what is left may be read as the takings where costs are not counted again
    right = near(found, wanted) or near(mine, (after[0], after[1])) or (spared and costs[1] > 0 and near(mine, left))
    yield ("right" if right else "wrong"), in_words(wanted), f"{found:g}"


def fees(person: Person, read: Understood) -> Iterator[Judged]:
    """The share that a platform takes, percent; right too where the takings were read after it."""
    for label, found in matched(person, read):
        if label.fee_percent is None or found is None:
            if found is not None and found.fee:
                yield "wrong", "nothing more to come off", f"{found.fee:g} %"
            continue
        kept = label.gross_week and tuple(end * (1 - label.fee_percent / 100) for end in label.gross_week)
        if found.fee and abs(found.fee - label.fee_percent) <= 1:
            yield "right", f"{label.fee_percent:g} %", f"{found.fee:g} %"
        elif kept and found.after_fee and near(found.after_fee, (kept[0], kept[1])):
            yield "right", f"{label.fee_percent:g} %", "taken off already"
        elif found.fee:
            yield "wrong", f"{label.fee_percent:g} %", f"{found.fee:g} %"
        else:
            yield without("fees", read), f"{label.fee_percent:g} %", ""


def net_hour(person: Person, read: Understood) -> Iterator[Judged]:
    """The hour, where the message has all that it takes."""
    wanted = expected_hour(person)
    if wanted is None:
        return
    found = _net(read)
    if found is None:
        yield without("net_hour", read), in_words(wanted), ""
    else:
        right = wanted[0] - HOUR_NEAR <= found <= wanted[1] + HOUR_NEAR
        yield ("right" if right else "wrong"), in_words(wanted), f"{found:.2f}"


def net_hour_open(person: Person, read: Understood) -> Iterator[Judged]:
    """The hour, where the message leaves it open: none may be stated."""
    if expected_hour(person) is not None:
        return
    found = _net(read)
    if found is not None:
        yield "wrong", "left open", f"{found:.2f}"
    else:
        yield "right", "left open", ""


def _net(read: Understood) -> float | None:
    return read.advice.income.net_hour if read.advice.income else None
