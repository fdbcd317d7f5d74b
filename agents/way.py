"""From a way into a role to the steps of a plan: which way suits the worker's hours and money, and what each step asks of them.

Pure functions over rows of :mod:`tools.pathways`. What a step says stands in one text, whose figures are the row's own; a figure that
is ours (an hour to read a page) is an assumption and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.cards import WayStep, asked_for, cards, helpful, named
from agents.contracts import StepKind
from knowledge.tables import tables
from tools.needs.plainly import has_begun
from tools.occupations import EDUCATION_RANK
from tools.pathways import COURSES, NOT_CHECKED, Licence, Pathway, Way, WayCredential
from tools.profile import Credential, Profile

READ_HOURS, NEEDS_HOURS, ASK_HOURS, EXAM_HOURS, APPLY_HOURS = 1.0, 2.0, 1.0, 3.0, 4.0
"""Of one's own time, for reading of a role, gathering papers, a call, an exam, and applying: planning assumptions."""


@dataclass(frozen=True)
class Fits:
    """A way beside the worker's hours and money. ``hours`` is how many a week its training takes at the least."""

    way: Way
    in_time: bool
    in_budget: bool

    @property
    def hours(self) -> float:
        return 0.0 if self.way.paid_training else self.way.weekly[0]


def choose_way(found: Pathway, profile: Profile) -> Fits | None:
    """The first way that fits the worker's hours and money, else the first that fits their hours, else the first; None without any.

    A way that is paid while one learns takes none of one's own hours; hours and money that were not named are no bar. Whoever holds a
    bachelor's degree is sent first where it counts, and whoever does not only where there is no other way.
    """
    degree = EDUCATION_RANK[profile.education or "high school"] >= EDUCATION_RANK["bachelor"]
    ways = sorted(
        (way for way in found.ways if degree or not asks_degree(way)), key=lambda way: asks_degree(way) is not degree
    )
    ways = ways or found.ways
    all_ = [fits(way, profile) for way in ways]
    both = (one for one in all_ if one.in_time and one.in_budget)
    return next(both, next((one for one in all_ if one.in_time), all_[0])) if all_ else None


def asks_degree(way: Way) -> bool:
    """Whether a bachelor's degree must be there before the way begins."""
    return any(need.startswith("bachelor's degree") for need in way.needs)


def fits(way: Way, profile: Profile) -> Fits:
    study, budget = profile.study_hours, profile.budget
    in_time = way.paid_training or not study or way.weekly[0] <= study
    return Fits(way, in_time, budget is None or way.cost[0] <= budget)


def unlicensed(found: Pathway, profile: Profile) -> bool:
    """Whether a law asks for a licence in a role, and the worker says that they have none: even of work they do the way is before them."""
    return "licence" in profile.needs and any(way.by_law for way in found.ways)


def held(way: Way, profile: Profile, known: bool = False) -> tuple[WayCredential, Credential] | None:
    """A credential of the way of which the worker speaks, whatever its state, with their own words for it.

    ``known`` says that the worker has been in the role: then one from abroad, or one that lapsed, is taken to be the role's.
    """
    named = [(asked, own) for asked in way.credentials for own in profile.credentials if _same(asked, own.name)]
    lost = [own for own in profile.credentials if own.state in ("foreign", "lapsed")] if known else []
    legal = next((one for one in way.credentials if one.asked.startswith("by law")), None)
    return next(iter(named), (legal, lost[0]) if legal and lost else None)


def _same(asked: WayCredential, words: str) -> bool:
    """Whether a worker's word for a credential names it: its short form as a word, or all telling words of its name."""
    own = set(re.findall(r"[a-z+]+", words.lower()))
    short = set(re.findall(r"[a-z+]+", asked.short.lower()))
    if short and short <= own:
        return True
    telling = own - _EMPTY
    return bool(telling) and telling <= set(re.findall(r"[a-z+]+", asked.name.lower()))


_EMPTY = frozenset({
    "a", "an", "my", "the", "of", "in", "state", "licence", "license", "licensed", "certificate", "certification", "certified", "card", "permit",
    "class", "course", "lapsed", "expired", "old", "i", "have", "got",
})  # fmt: skip


def training_hours(way: Way, licence: Licence | None) -> tuple[float, float]:
    """Hours of training, from the least to the most; the state's own where a text states them and the way is a course."""
    if (
        licence
        and licence.hours
        and way.modes[0] in COURSES
        and licence.rule in ("licence", "certificate", "registration")
    ):
        return licence.hours, licence.hours
    return way.hours


def steps(
    way: Way, licence: Licence | None, profile: Profile, facts: Mapping[str, str], known: bool = False
) -> list[WayStep]:
    """The way's steps up to the first application; ``facts`` maps a link fact's short key (first, board, credential_a) to its id."""
    has = held(way, profile, known)
    state = has[1].state if has else ""
    found = [WayStep(_sentence(way.first_step), "check", ASK_HOURS, "It costs nothing.", link=facts.get("first", ""))]
    if state != "held":
        found += (
            [WayStep("See that you have what is asked first", "check", NEEDS_HOURS, _needs(way, profile))]
            if way.needs
            else []
        )
        found += _board(way, licence, facts)
    found += [_papers(way, *has)] if has else []
    hire = f"Who hires: {', '.join(way.who_hires)}." if way.who_hires else ""
    apply = WayStep("Write your résumé around what you bring, and apply", "apply", APPLY_HOURS, hire, page="jobs")
    if has_begun(profile.text) and not has:
        found.append(
            WayStep("Ask for your transcript, and what it still counts for", "check", ASK_HOURS, BEGUN, page="training")
        )
    if (way.paid_training or way.modes[0] == "employer-paid") and not has:
        return [*found, apply, _training(way, licence, profile)]
    if not has or state == "in progress":
        found.append(_training(way, licence, profile, begun=bool(has)))
    if state != "held" and way.exam and asked_for(way):
        fee = "" if way.exam_fee is None else f", which costs ${way.exam_fee:,.0f}"
        found.append(WayStep("Sit the exam", "gate", EXAM_HOURS, f"{_sentence(way.exam)}{fee}.", cost=way.exam_fee))
    return [*found, *(cards(way, licence, facts) if state != "held" else []), apply]


def _needs(way: Way, profile: Profile) -> str:
    lines = f"{'; '.join(way.needs)}."
    if profile.education == "none" and re.search(r"diploma|GED", lines):
        lines += " You have no diploma: adult schools prepare for the test that stands in for it, mostly for free."
    if way.record and ("no background check" in profile.constraints or "record" in profile.needs):
        lines += f" On a record: {_lower(way.record)}"
    if "work status" in profile.constraints:
        lines += " Before you apply or pay, ask free immigration legal help what your papers allow."
    return lines


def _papers(way: Way, asked: WayCredential, own: Credential) -> WayStep:
    """What to do with a credential that is held, lapsed, from abroad or begun."""
    name, issuer = asked.short or asked.name, asked.issuer
    title, detail = {
        "held": (f"Check that your {name} is current", f"You said you hold it; {issuer} can tell until when."),
        "lapsed": (f"Ask how to renew your {name}", f"You said it lapsed. {_sentence(issuer)} says whether a form, a test or a new course is asked for."),
        "foreign": ("Ask what your papers from abroad count for", f"{_sentence(way.abroad) or _sentence(issuer) + ' decides'}. Keep your papers and have them translated."),
        "in progress": (f"Finish what you have begun for your {name}", "Ask the school what is left; what you did counts, as a rule, for a limited time."),
    }[own.state]  # fmt: skip
    return WayStep(title, "gate", ASK_HOURS, detail, page="licence", provider=issuer)


def _board(way: Way, licence: Licence | None, facts: Mapping[str, str]) -> list[WayStep]:
    """The state's own rule, before any money is spent; none where no credential is asked for by law."""
    legal = [one for one in way.credentials if one.asked.startswith("by law")]
    if not legal:
        return []
    if licence is None or licence.rule == "unknown":
        detail = (
            f"{way.states}. " if way.states and not way.states.endswith(".") else f"{way.states} " if way.states else ""
        )
        return [WayStep(f"Ask {legal[0].issuer} what it takes", "check", ASK_HOURS, f"{detail}Ask before you pay for a course.", page="licence", provider=legal[0].issuer)]  # fmt: skip
    title = f"Ask {licence.board or legal[0].issuer} what it takes"
    told = {
        "local": "Your state leaves this to cities and counties; ask yours.",
        "none": "I know of no licence that your state asks of workers; ask to be sure.",
        "employer": "Your state has the employer train you; ask what they give.",
    }.get(licence.rule, f"It is called {licence.name or legal[0].name} there.")
    told += f" It asks for {licence.hours:,.0f} hours of training." if licence.hours and way.modes[0] in COURSES else ""
    told += f" {_sentence(licence.note)}." if licence.note else ""
    told += " This row is not checked." if licence.how_known == NOT_CHECKED else ""
    return [WayStep(title, "check", ASK_HOURS, f"{told} Ask before you pay for a course.", link=facts.get("board", ""),
                    page="" if "board" in facts else "licence", provider=licence.board)]  # fmt: skip


_FORMS: dict[str, tuple[str, StepKind, str]] = {
    "on the job": ("Get hired and learn there", "apply", "jobs"), "employer-paid": ("Find an employer that pays the training", "apply", "jobs"),
    "paid apprenticeship": ("Apply for a paid apprenticeship", "apply", "apprenticeship"), "promotion": ("Move up from a job near it", "apply", "jobs"),
    "portfolio": ("Make work that you can show", "practise", ""), "self-paced": ("Learn it at your own pace", "gate", "training"),
    "online": ("Take the course, online", "gate", "training"), "evenings": ("Take the course in the evenings", "gate", "training"),
    "part-time": ("Take the course, part-time", "gate", "training"), "full-time cohort": ("Take the course, full-time", "gate", "training"),
    "degree": ("Study for the degree", "gate", "training"),
}  # fmt: skip


def _training(way: Way, licence: Licence | None, profile: Profile, begun: bool = False) -> WayStep:
    """The training itself: its form, length and price; on one's own time only where nobody pays for it. What was begun has no hours."""
    title, kind, page = _FORMS[way.modes[0]]
    low, high = training_hours(way, licence)
    parts = [f"{_sentence(way.how)}."]
    if way.length:
        parts.append(f"The whole takes {way.length}.")
    elif way.modes[0] not in ("on the job", "promotion"):
        parts.append(f"It takes {_span((low, high))} hours, in {_span(way.weeks)} weeks.")
    else:
        parts.append(f"Until you are hired it usually takes {_span(way.weeks)} weeks.")
    parts.append(_trained_there(way))
    other = [mode for mode in way.modes[1:] if mode in COURSES]
    if other:
        parts.append(f"Also given: {', '.join(other)}.".replace("full-time cohort", "full-time in one class"))
    if way.modes[0] in COURSES and profile.study_hours and way.weekly[0] > profile.study_hours:
        parts.append(f"It takes at least {way.weekly[0]:g} hours a week, more than you have.")
    parts.append(_price(way))
    parts += [f"It gets shorter with: {'; '.join(way.counts)}."] if way.counts else []
    foreign = any(one.state == "foreign" for one in profile.credentials) or "foreign degree" in profile.needs
    parts += [f"From abroad: {_sentence(way.abroad)}."] if foreign and way.abroad else []
    parts += [f"From the forces: {_sentence(way.forces)}."] if way.forces and "veteran" in profile.needs else []
    if (way.paid_training or way.modes[0] == "employer-paid") and (
        ends := [
            *filter(None, [way.exam]),
            *(named(one, None if at else licence) for at, one in enumerate(asked_for(way))),
        ]
    ):
        parts.append(f"At its end: {'; '.join(ends)}.")
    parts += [helpful(way), "This row is not checked." if way.how_known == NOT_CHECKED else ""]
    middle = 0 if begun else round((low + high) / 2)
    own = way.paid_training or way.paid == "yes"
    return WayStep(
        title, kind, 0.0 if own else middle, " ".join(filter(None, parts)), page=page,
        paid_hours=middle if own else 0.0, of_way=True,
    )  # fmt: skip


BEGUN = "You said that you began a course: schools and apprenticeships may give credit for what you finished, so ask before you pay for any of it again."

FULL_TIME = 24.0
"""Hours a week from which training leaves no room for another full job."""

TRAINED = {
    "Short-term on-the-job training": "up to a month", "Moderate-term on-the-job training": "over a month and up to a year",
    "Long-term on-the-job training": "over a year",
}  # fmt: skip
"""How long the employer trains, by the Bureau of Labor Statistics' own bounds."""


def _trained_there(way: Way) -> str:
    """What is said of paid training after somebody is taken on; nothing where one pays for a course."""
    if way.apprenticeship:
        return "It is a full-time job from the first day."
    if way.modes[0] not in ("on the job", "employer-paid") or way.paid == "no":
        return ""
    spread = TRAINED.get(tables().occupation(way.soc).training or "", "")
    full = "The training is full-time." if way.modes[0] == "employer-paid" and way.weekly[0] >= FULL_TIME else ""
    after = f"Once you are hired, training on the job usually takes {spread}." if spread and not way.length else ""
    return " ".join(filter(None, (full, after)))


def _price(way: Way) -> str:
    low, high = way.cost
    span = "nothing" if high == 0 else f"${low:,.0f} to ${high:,.0f}" if high > low else f"${low:,.0f}"
    note = f" ({way.cost_note})" if way.cost_note else ""
    paid = (
        " You are paid while you learn."
        if way.paid == "yes"
        else " Some employers pay you while you learn."
        if way.paid == "some employers"
        else ""
    )
    return f"Tuition and fees: {span}{note}.{paid}"


def _span(pair: Sequence[float]) -> str:
    low, high = pair
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _sentence(text: str) -> str:
    """With a capital and without the stop at its end."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".")


def _lower(text: str) -> str:
    plain = text.rstrip(".")
    return f"{plain[:1].lower()}{plain[1:]}." if plain else ""
