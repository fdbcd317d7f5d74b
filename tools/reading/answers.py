"""A person's answer to a question, read alone and in the light of that question; it overrides what was read before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tools.places import find_area
from tools.profile import Amount, Area, PastWork, Per, Profile, Read, Work
from tools.reading.corpus import in_reply
from tools.reading.lacking import ALL_HOURS, ALL_MONEY
from tools.reading.message import read_message
from tools.reading.occupations import title_of
from tools.reading.person import LIMITS
from tools.reading.quantities import Quantity, quantities

KM = 0.621371
LIKELY = 0.1
"""A work that is named in answer is none when its occupation is less likely than this."""
_NONE = re.compile(r"\b(?:no|none|nothing|zero|not|don'?t|do not|nada|ninguno)\b", re.I)
_UNKNOWN = re.compile(
    r"\b(?:know|idea|sure|track(?:ed|ing)?|clue|guess|remember|understand|mean|counted|say|tell)\b", re.I
)
"""Words that make of "I do not …" no number at all."""
_NO = re.compile(
    r"\W*(?:no|nope|none|nothing|nada|ninguno|not (?:any ?more|mine|now|really|my))\b(?! idea| clue)\W*", re.I
)
_YES = re.compile(r"\W*(?:yes|yeah|yep|s[ií])\b", re.I)
_BEFORE = re.compile(r"\bbefore\b|\bused to\b|\bany ?more\b|\bantes\b", re.I)
_OWN = re.compile(r"\W*(?:yes|yeah|yep|s[ií])\b|\bI (?:take in|earn|make|work|drive)\b", re.I)
_COSTS = re.compile(r"\bcosts?\b", re.I)
_ELSE = re.compile(r"\b(?:something|somebody) else|\bneither\b", re.I)
_PERIODS: dict[str, tuple[Per, float]] = {
    "hour": ("hour", 1.0), "day": ("day", 1.0), "shift": ("day", 1.0), "week": ("week", 1.0), "month": ("month", 1.0), "year": ("year", 1.0),
    "piece": ("job", 1.0), "two weeks": ("week", 0.5), "half month": ("month", 2.0),
}  # fmt: skip
_TIMES = {"two weeks": 0.5, "month": 12 / 52, "half month": 24 / 52, "year": 1 / 52}


Lay = Callable[[Profile, str, str, str], bool]
"""Lays an answer over the profile: the answer's words, the question, the words that it quotes; whether it could be read."""


def answered(profile: Profile, field: str, words: str, asked: str = "", about: str = "") -> bool:
    """The answer laid over the profile; False where nothing could be read of it: then nothing changes, and the field stays open.

    ``asked`` is the question, ``about`` the worker's words that it quotes; they tell of which work it is.
    """
    done = _WAYS.get(field, _other)(profile, words, asked, about)
    if done:
        profile.doubts = [name for name in profile.doubts if name != field]
        profile.read.append(Read(field=field, value=words, words=words, by="answer"))
    return done


def to_all(profile: Profile, questions: Sequence[tuple[str, str, str]], words: str) -> bool:
    """One answer to several questions, each (field, question, quoted words), laid over the profile as far as it speaks to each: "about
    470 a week, 38 hours, Tampa". False where it speaks to none."""
    if len(questions) == 1:
        field, asked, about = questions[0]
        return answered(profile, field, words, asked, about)
    units = {one.unit for one in quantities(words)}
    speaks = {
        "money": bool(units & {"usd", "", "pieces"}),
        "hours": "hours" in units,
        "miles": bool(units & {"miles", "km"} or _NO_CAR.search(words)),
        "costs": bool(_COSTS.search(words) or _SPENT.search(words)),
        "work": bool(not units or read_message(words).profile.work),
    }
    done = [
        answered(profile, field, words, asked, about) for field, asked, about in questions if speaks.get(field, True)
    ]
    return any(done)


_NO_CAR = re.compile(r"\b(?:no|not|without|don'?t|do not)\b[^.,;]*\b(?:car|drive|miles?)\b", re.I)
_SPENT = re.compile(r"\b(?:pay|spend\w*|rent|fees?|gas|insurance|supplies|expenses?|percent|%)", re.I)


def _meant(profile: Profile, field: str, asked: str) -> Work:
    """The work that a question names, else the first of which the field is not known."""
    if not profile.work:
        profile.work.append(Work(title=""))
    for work in profile.work:
        said = [work.title, *profile.words.get(f"work.{work.title}", "").split(", ")]
        if any(words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", asked) for words in said):
            return work
    return next((work for work in profile.work if getattr(work, field) is None), profile.work[0])


def _as_one(profile: Profile) -> Work:
    """The first work, holding all works' miles and costs; the others are counted with it. Money and hours are open until they are
    told of all together."""
    first, *others = profile.work or [Work(title="")]
    for name in ("miles", "expenses", "supplies"):
        known = [value for work in profile.work if (value := getattr(work, name)) is not None]
        setattr(first, name, sum(known) if known else None)
    for work in others:
        if work.with_first:
            continue
        for name in ("gross", "hours", "unpaid_hours", "days", "jobs", "miles", "expenses", "supplies", "fees"):
            setattr(work, name, None)
        work.with_first = True
        first.gross = first.hours = first.unpaid_hours = first.days = first.jobs = first.fees = None
    return first


def _key(profile: Profile, work: Work, field: str) -> str:
    number = profile.work.index(work)
    return f"work.{field}" + (f".{number}" if number else "")


def _by_choice(profile: Profile, words: str, asked: str, about: str, lay: Lay) -> bool | None:
    """An answer that only says what the quoted figure is, or is not; None where it says something of its own."""
    if not about or quantities(words):
        return None
    if _OWN.search(words):
        return lay(profile, about, asked, "")
    if _COSTS.search(words) and lay is not _costs:
        return _costs(profile, about, asked, "")
    if _ELSE.search(words) or _NO.fullmatch(words):
        for work in profile.work:
            if about in profile.words.get(_key(profile, work, "gross"), ""):
                work.gross = None
        return True
    return None


def _money(profile: Profile, words: str, asked: str, about: str) -> bool:
    if (chosen := _by_choice(profile, words, asked, about, _money)) is not None:
        return chosen
    found = [one.by_week() for one in quantities(words)]
    sums = [one for one in found if one.unit == "usd"] or [one for one in found if one.unit in ("", "pieces")]
    if not sums:
        return False
    work, one = _as_one(profile) if ALL_MONEY in asked else _meant(profile, "gross", asked), sums[0]
    per, times = _PERIODS[one.per or "week"]
    low, high = (one.low * times, one.high * times) if one.is_range else (None, None)
    work.gross = Amount(usd=round(one.value * times, 2), per=per, low=low, high=high)
    profile.words[_key(profile, work, "gross")] = words
    days = [one.value for one in found if one.unit == "days" and one.value <= 7]
    if days:
        work.days = days[0]
    if any(one.unit == "hours" for one in found) and _hours(profile, words, asked, ""):
        profile.doubts = [name for name in profile.doubts if name != "hours"]
    return True


def _hours(profile: Profile, words: str, asked: str, about: str) -> bool:
    if (chosen := _by_choice(profile, words, asked, about, _hours)) is not None:
        return chosen
    found = [one.by_week() for one in quantities(words)]
    hours = [one for one in found if one.unit == "hours"] or [one for one in found if one.unit == ""]
    days = [one.value for one in found if one.unit == "days" and one.value <= 7]
    if not hours:
        return False
    one, known = hours[0], next((work.days for work in profile.work if work.days), None)
    a_day = one.per in ("day", "shift") or (one.per is None and bool(days) and one.value <= 16)
    value = one.value * (((days or [known or 5.0])[0]) if a_day else _TIMES.get(one.per or "", 1.0))
    if not 0 < value <= 120:
        return False
    work = _as_one(profile) if ALL_HOURS in asked else _meant(profile, "hours", asked)
    work.hours, work.unpaid_hours = round(value, 1), None
    profile.words[_key(profile, work, "hours")] = words
    return True


def _weekly(found: list[Quantity], units: tuple[str, ...], work: Work) -> float | None:
    """What the figures of these units come to in a week; None where there are none."""
    told = [one for one in found if one.unit in units]
    days = next((one.value for one in found if one.unit == "days" and one.value <= 7), work.days or 5.0)
    pieces = {"day": days, "shift": days, "piece": work.jobs or 1.0, **_TIMES}
    times = [pieces.get(one.per or "", 1.0) * (KM if one.unit == "km" else 1.0) for one in told]
    return sum(one.value * many for one, many in zip(told, times, strict=True)) if told else None


def _miles(profile: Profile, words: str, asked: str, about: str) -> bool:
    if not _none(words) and (chosen := _by_choice(profile, words, asked, about, _miles)) is not None:
        return chosen
    found, none = [one.by_week() for one in quantities(words)], _none(words)
    units = ("miles", "km") if any(one.unit in ("miles", "km") for one in found) else ("",)
    driven = [one for one in found if one.unit in units]
    work = _meant(profile, "miles", asked) if driven or none else None
    value = 0.0 if none and not driven else _weekly(found, units, work) if work else None
    if work is None or value is None:
        return False
    work.miles = round(value, 1)
    profile.words[_key(profile, work, "miles")] = words
    return True


def _costs(profile: Profile, words: str, asked: str, about: str) -> bool:
    if not _none(words) and (chosen := _by_choice(profile, words, asked, about, _costs)) is not None:
        return chosen
    found, none = [one.by_week() for one in quantities(words)], _none(words)
    work = _meant(profile, "supplies", asked) if found or none else None
    value = 0.0 if none and not found else _weekly(found, ("usd", ""), work) if work else None
    share = next((one.value for one in found if one.unit == "percent" and one.value <= 50), None)
    if work is None or (value is None and share is None):
        return False
    work.expenses, work.supplies = None, None if value is None else round(value, 1)
    if share is not None or _WHOLE.search(asked):
        work.fees = share
    profile.words[_key(profile, work, "supplies")] = words
    return True


_WHOLE = re.compile(r"\bthe app's cut and your costs\b")
"""A question about all that comes off: its answer stands for the cut too."""


def _none(words: str) -> bool:
    """Whether the words say that there is none, rather than that nobody knows."""
    return bool(_NONE.search(words)) and not _UNKNOWN.search(words)


def _place(profile: Profile, words: str, asked: str, about: str) -> bool:
    said = words.strip(" .")
    if said and find_area(said).how == "unknown":
        said = read_message(words).profile.place  # "I'm in Tampa, and it is 40 hours"
    if not said or find_area(said).how == "unknown":
        return False
    profile.place, profile.area = said, Area()
    profile.words["place"] = words
    return True


def _work(profile: Profile, words: str, asked: str, about: str) -> bool:
    """The work named anew, or said to be none of theirs."""
    if _YES.match(words):
        if about and (again := read_message(profile.text, about).profile).work:
            profile.work, profile.past = again.work, again.past
            profile.words |= again.words
        return bool(profile.work) or (bool(about) and _work(profile, about, "", ""))
    rest = words
    if no := _NO.match(words):
        rest = words[no.end() :]
        gone = _meant(profile, "soc", asked) if profile.work else None
        if gone is not None:
            profile.work.remove(gone)
        if gone is not None and _BEFORE.search(words):
            profile.past.append(PastWork(title=gone.title, soc=gone.soc))
        if _BEFORE.search(words) or _ELSE.search(words) or not rest.strip(" ."):
            return True
    read = read_message(rest).profile.work
    title, whole = rest.strip(" ."), title_of(rest.strip(" ."))
    if read and title_of(read[0].title).sure >= whole.sure:
        title = read[0].title
    else:
        read = []
    found = title_of(title)
    if not read and found.sure < LIKELY:
        return bool(no)
    work = _meant(profile, "soc", asked)
    work.title, work.soc = title, read[0].soc if read and read[0].soc else found.soc
    profile.words[f"work.{title}"] = words
    return True


def _other(profile: Profile, words: str, asked: str, about: str) -> bool:
    return bool(words.strip())


_TAXED = re.compile(r"\bw-?2\b|\btax(?:es)? (?:is|are|get|gets) taken\b|\btakes? (?:out )?(?:the )?tax", re.I)
_UNTAXED = re.compile(r"\b(?:no|not|nobody|don'?t)\b|\b1099\b|\bcash\b", re.I)


def _payroll(profile: Profile, words: str, asked: str, about: str) -> bool:
    """Whether taxes are taken out of the pay of the work that is asked about."""
    yes, no = _YES.match(words) or _TAXED.search(words), _UNTAXED.search(words)
    if bool(yes) == bool(no) or not profile.work:
        return False
    _meant(profile, "soc", asked).employee = bool(yes)
    return True


def _limits(profile: Profile, words: str, asked: str, about: str) -> bool:
    """Yes or no to the limit that the question ends with, and limits in words of the worker's own: "no, but I can't do nights"."""
    name = next((name for name in LIMITS.values() if asked.endswith(f": {name}?")), None)
    own = read_message(in_reply(words, "limits")).profile
    meant = {one: own.words.get(f"constraints.{one}", words) for one in own.constraints}
    plain = name is not None and bool(_YES.match(words) or _NO.match(words))
    if name is not None and _YES.match(words):
        meant.setdefault(name, about)
    profile.possible_limits = [one for one in profile.possible_limits if one != name and one not in meant]
    for one, said in meant.items():
        if one not in profile.constraints:
            profile.constraints.append(one)
            profile.words[f"constraints.{one}"] = said
    return bool(meant) or plain


_WAYS: dict[str, Lay] = {
    "money": _money, "hours": _hours, "miles": _miles, "costs": _costs, "place": _place, "work": _work,
    "limits": _limits, "payroll": _payroll,
}  # fmt: skip
