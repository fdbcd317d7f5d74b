"""What a message says of the person beside their works: schooling, credentials, limits, place, wants, skills, questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.place_beside import find_beside
from tools.places import find_area, places_in
from tools.profile import Asked, Constraint, Credential, CredentialState, Education, Profile, Read
from tools.reading.sums import period
from tools.reading.tagger import Figure, Reading, Span
from tools.reading.tongue import language
from tools.reading.works import SURE_PART, SURE_SPAN

LIMITS: dict[str, Constraint] = {
    "no-driving": "no driving", "no-car": "no car", "no-heavy-lifting": "no heavy lifting", "no-standing": "no standing",
    "no-hand-strain": "no hand strain", "no-fumes": "no fumes", "no-heights": "no heights", "no-outdoor": "no outdoor work", "no-nights": "no nights",
    "no-evenings": "no evenings", "no-weekends": "no weekends", "home-evenings": "home evenings", "school-hours": "school hours",
    "flexible-hours": "flexible hours", "part-time-only": "part time only", "remote-only": "remote only", "no-phone": "no phone",
    "no-public": "no public contact", "no-care": "no care work", "no-sales": "no sales", "no-degree": "no degree", "no-licence": "no licence",
    "record": "no background check", "limited-english": "limited English", "work-status": "work status",
}  # fmt: skip
SCHOOLING: dict[str, Education] = {
    "none": "none", "high-school": "high school", "some-college": "some college", "certificate": "certificate", "associate": "associate",
    "bachelor": "bachelor", "master": "master", "doctorate": "doctorate",
}  # fmt: skip
STATES: dict[str, CredentialState] = {
    "held": "held",
    "lapsed": "lapsed",
    "foreign": "foreign",
    "progress": "in progress",
}
SURE_LIMIT, ONE_WORD = 0.8, 0.75
"""A limit bars roles: piece and name together must be this sure. A single word is a limit less often than its probability says: on the
labelled messages three times in four of it."""
POSSIBLE_LIMIT = 0.5
"""From it on a limit is asked about, and roles against it are held back until the worker has said whether it is one."""
SURE_SCHOOL = 0.75
"""Schooling opens and bars roles: piece and level together must be this sure."""
SURE_WANTED = 0.65
"""A wanted pay rules roles out: the part must be this sure."""
ORDER = list(SCHOOLING)
YEAR_HOURS = 2080.0


def _kept(reading: Reading, kind: str) -> list[Span]:
    return [span for span in reading.of(kind) if span.sure >= SURE_SPAN]


def schooling(profile: Profile, reading: Reading) -> None:
    spans = [span for span in reading.of("school") if span.sure * span.heads["school"].sure >= SURE_SCHOOL]
    levels = [(ORDER.index(span.heads["school"].label), span) for span in spans]
    if levels:
        at, span = max(levels, key=lambda pair: pair[0])
        profile.education = SCHOOLING[ORDER[at]]
        profile.words["education"] = reading.words(span)
        profile.read.append(
            Read(
                field="education",
                value=profile.education,
                words=reading.words(span),
                sure=round(span.heads["school"].sure, 3),
            )
        )
    fields = _kept(reading, "field")
    profile.field = reading.words(fields[0]) if fields else ""
    for span in _kept(reading, "cred"):
        state = span.heads["cred"].label
        if state in STATES:
            profile.credentials.append(Credential(name=reading.words(span), state=STATES[state]))
            profile.read.append(
                Read(
                    field="credentials",
                    value=STATES[state],
                    words=reading.words(span),
                    sure=round(span.heads["cred"].sure, 3),
                )
            )


def likely_limits(reading: Reading) -> list[tuple[Constraint, str, float]]:
    """Each piece that may be a limit: its name, its words, and the probability of piece and name together."""
    return [
        (
            LIMITS[span.heads["limit"].label],
            words := reading.words(span),
            span.sure * span.heads["limit"].sure * (1.0 if " " in words else ONE_WORD),
        )
        for span in _kept(reading, "limit")
    ]


def limits(profile: Profile, reading: Reading) -> None:
    """Limits that are sure, and apart from them those that are only possible."""
    found = likely_limits(reading)
    stated = {name for name, _, sure in found if sure >= SURE_LIMIT}
    possible = [n for n, _, sure in found if sure >= POSSIBLE_LIMIT and n not in stated]
    profile.possible_limits = list(dict.fromkeys(possible))
    for name, words, sure in found:
        if name not in profile.constraints and sure >= SURE_LIMIT:
            profile.constraints.append(name)
            profile.words[f"constraints.{name}"] = words
            profile.read.append(Read(field="constraints", value=name, words=words, sure=round(sure, 3)))


def place(profile: Profile, reading: Reading) -> None:
    """Where they are now: the first such piece that is clearly one place, else the first that is any."""
    kept = _kept(reading, "place")
    now = [span for span in kept if span.heads["place"].label == "now"]
    if not now and not reading.of("work"):  # "what if I move to Austin?": no word of work, one place, so that is meant
        now = [span for span in kept if span.heads["place"].label == "wished"]
    told = [(said, span) for number, span in enumerate(now) for said in _forms(reading, now, number)]
    clear = [(said, span) for said, span in told if find_area(said).how in ("exact", "wider", "not in the US")]
    for said, span in clear or told:
        if (match := find_beside(said, _other_places(reading, span))).how != "unknown":
            profile.place, profile.words["place"] = said, said
            if match.area and match.how == "exact":
                profile.area = match.area
            profile.read.append(Read(field="place", value=said, words=said, sure=round(span.heads["place"].sure, 3)))
            return
    if now:
        profile.place = profile.words["place"] = reading.words(now[0])


def _forms(reading: Reading, now: Sequence[Span], number: int) -> list[str]:
    """A place with the piece right behind it, which may be its state, and alone."""
    span, words = now[number], reading.words(now[number])
    beside = now[number + 1] if number + 1 < len(now) and now[number + 1].start - span.end <= 3 else None
    joined = f"{words}, {reading.words(beside)}" if beside else ""
    return [joined, words] if joined and find_area(joined).how == "exact" else [words]


def _other_places(reading: Reading, but: Span) -> list[str]:
    """Places and ZIP codes of a message beside one of them."""
    spans = [reading.words(span) for span in _kept(reading, "place") if span is not but]
    return [*_ZIP.findall(reading.text), *spans, *places_in(reading.text)]


_ZIP = re.compile(r"(?<![\d$#.,-])\d{5}(?![\d%]|[.,]\d)")


def own_numbers(profile: Profile, reading: Reading) -> list[Figure]:
    """Pay that is wanted, hours and money to learn, and a cap on earnings. Returns the figures that became one of them."""
    used = []
    for one in reading.figures:
        if one.part.sure < (SURE_WANTED if one.part.label == "wanted" else SURE_PART):
            continue
        words, value = reading.words(one), one.quantity.value
        if one.part.label == "wanted" and profile.target_hourly is None and (hourly := _hourly(one)) is not None:
            profile.target_hourly = hourly
            profile.words["target_hourly"] = words
        elif one.part.label == "study" and profile.study_hours is None and one.quantity.unit in _TIME:
            times = {"day": 7.0, "two weeks": 0.5, "month": 12 / 52, "half month": 24 / 52}.get(period(one), 1.0)
            profile.study_hours = value * _TIME[one.quantity.unit] * times
            profile.words["study_hours"] = words
        elif one.part.label == "budget" and profile.budget is None:
            profile.budget, profile.words["budget"] = value, words
        elif one.part.label == "cap" and "earnings cap" not in profile.constraints:
            profile.constraints.append("earnings cap")
            profile.words["constraints.earnings cap"] = words
        else:
            continue
        used.append(one)
        profile.read.append(Read(field=one.part.label, value=f"{value:g}", words=words, sure=round(one.part.sure, 3)))
    return used


_TIME = {"hours": 1.0, "": 1.0, "minutes": 1 / 60}
"""Units in which hours to learn may be told, in hours."""


def _hourly(one: Figure) -> float | None:
    """A wanted pay as USD an hour of full-time work; a bare figure is read by its size."""
    value, per = one.quantity.value, period(one)
    if one.quantity.unit not in ("usd", ""):
        return None
    per = per if per not in ("", "once") else "hour" if value <= 300 else "year" if value >= 10_000 else ""
    hours = {
        "hour": 1.0, "day": 8.0, "shift": 8.0, "week": 40.0, "two weeks": 80.0, "month": YEAR_HOURS / 12, "half month": YEAR_HOURS / 24,
        "year": YEAR_HOURS,
    }  # fmt: skip
    return round(value / hours[per], 2) if per in hours else None


LANGUAGES = {
    "es": "Spanish", "fr": "French", "pt": "Portuguese", "ht": "Haitian Creole", "vi": "Vietnamese", "tl": "Tagalog", "zh": "Chinese",
    "ar": "Arabic", "ko": "Korean", "ru": "Russian", "am": "Amharic",
}  # fmt: skip
"""What somebody speaks who writes in it."""


def lists(profile: Profile, reading: Reading) -> None:
    for span in _kept(reading, "skill"):
        words = reading.words(span)
        if words.lower() not in {skill.lower() for skill in profile.skills}:
            profile.skills.append(words)
            profile.words[f"skills.{words}"] = words
    for span in _kept(reading, "lang"):
        words = reading.words(span)
        if words.lower() not in {name.lower() for name in profile.languages} | {"english"}:
            profile.languages.append(words)
            profile.words[f"languages.{words}"] = words
    written = LANGUAGES.get(language(reading.text), "")
    if written and written.lower() not in {name.lower() for name in profile.languages}:
        profile.languages.append(written)
    for span in _kept(reading, "wish"):
        words = reading.words(span)
        if words.lower() not in {wish.lower() for wish in profile.wishes}:
            profile.wishes.append(words)
            profile.words[f"wishes.{words}"] = words
    for span in _kept(reading, "question"):
        profile.questions.append(Asked(topic=span.heads["question"].label, words=reading.words(span)))
