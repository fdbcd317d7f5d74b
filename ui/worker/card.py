"""The profile as a form: each field with the worker's own words it came from; what is changed replaces what was read."""

from __future__ import annotations

import re
from typing import Any, get_args

import streamlit as st

from tools.profile import Amount, Area, Constraint, Education, PastWork, Per, Profile, Work
from tools.reading.occupations import SURE, title_of
from ui.prose import plain
from ui.view import CHANGED, money, words_of
from ui.worker.bounds import MOST, possible

WORKS_SHOWN = 3
_FIGURES = (
    ("hours", "Hours a week, waiting included"),
    ("unpaid_hours", "More hours nobody pays"),
    ("miles", "Miles a week"),
    ("expenses", "Other costs a week, $"),
    ("fees", "Platform's share, %"),
)
_WISHES = (
    ("target_hourly", "Pay wanted, $ an hour"),
    ("study_hours", "Hours a week to learn"),
    ("budget", "To spend on training, $"),
)
_LISTS = (("skills", "Skills"), ("languages", "Languages"), ("wants", "Roles you ask about"))


def editor(profile: Profile, key: str) -> None:
    """The form's fields; their values stand in the session under ``key``. To be drawn inside a form."""
    for n, work in enumerate((profile.work or [Work(title="")])[:WORKS_SHOWN]):
        _work(profile, work, n, f"{key}.work{n}")
    st.text_input("Work before", "; ".join(map(_past, profile.past)), key=f"{key}.past", max_chars=1000,
                  placeholder="bookkeeping (2 years); retail")  # fmt: skip
    _from(words_of(profile, "past"))
    for name, label in _LISTS:
        st.text_input(label, "; ".join(getattr(profile, name)), key=f"{key}.{name}", max_chars=2000)
        _from(words_of(profile, name))
    levels = ["", *get_args(Education)]
    level = profile.education if profile.education in levels else ""
    st.selectbox("Schooling", levels, levels.index(level), key=f"{key}.education",
                 format_func=lambda level: level or "not said")  # fmt: skip
    _from(words_of(profile, "education"))
    st.text_input("City or state", profile.place, key=f"{key}.place", max_chars=100)
    _from(words_of(profile, "place"))
    for name, label in _WISHES:
        _number(name, label, getattr(profile, name), f"{key}.{name}")
        _from(words_of(profile, name))
    limits = get_args(Constraint)
    st.multiselect("Must have", limits, [one for one in profile.constraints if one in limits], key=f"{key}.constraints")
    _from(words_of(profile, "constraints"))


def _work(profile: Profile, work: Work, n: int, key: str) -> None:
    st.text_input(
        "Work now" if not n else f"Work now, {n + 1}",
        work.title,
        key=f"{key}.title",
        max_chars=100,
        placeholder="Uber driver",
    )
    _from(words_of(profile, f"work.{work.title}"))
    if work.with_first:
        st.caption("Its week is counted with the first work's.")
    with st.container(horizontal=True):
        _number("gross", "Takes in, $", work.gross.usd if work.gross else None, f"{key}.gross")
        periods = get_args(Per)
        st.selectbox("for each", periods, periods.index(work.gross.per if work.gross else "week"), key=f"{key}.per")
    _from(words_of(profile, _figure_key("gross", n)))
    for name, label in _FIGURES:
        _number(name, label, getattr(work, name), f"{key}.{name}")
        _from(words_of(profile, _figure_key(name, n)))
    st.selectbox("Paid as", (False, True), int(work.employee), key=f"{key}.employee",
                 format_func=lambda employee: "an employee (W-2)" if employee else "self-employed (1099)")  # fmt: skip


def _figure_key(name: str, n: int) -> str:
    return f"work.{name}" + (f".{n}" if n else "")


def _number(name: str, label: str, value: float | None, key: str) -> None:
    """What cannot be is left out of its field, and said under it."""
    can_be = possible(name, value)
    st.number_input(label, 0.0, MOST[name], can_be, step=1.0, format="%g", key=key, placeholder="not said")
    if value is not None and can_be is None:
        st.caption(f":orange[:material/warning: {plain(f'I had {value:,g} here, which cannot be. What is right?')}]")


def _from(words: str) -> None:
    if words:
        st.caption(f"✎ {CHANGED}" if words == CHANGED else f"from “{plain(words)}”")


def _past(job: PastWork) -> str:
    return f"{job.title} ({job.years:g} years)" if job.years else job.title


# ---- what came of it --------------------------------------------------------------------------------------------


def edited(profile: Profile, key: str) -> Profile:
    """The profile with what stands in the form. An unchanged field keeps its words and all that was read of it."""
    told = {name[len(key) + 1 :]: value for name, value in st.session_state.items() if str(name).startswith(f"{key}.")}
    return with_fields(profile, told)


def with_fields(profile: Profile, told: dict[str, Any]) -> Profile:
    """``told`` maps a field of the form (``place``, ``work0.miles``, ``skills`` as one line) to its value."""
    made = profile.model_copy(deep=True, update={"asks": []})
    made.work = [_worked(profile, n, told) for n in range(max(len(profile.work), 1))]
    made.work = [work for work in made.work if work != Work(title="")]
    if "past" in told:
        made.past = _pasts(str(told["past"]), profile.past)
    for name, _ in _LISTS:
        if name in told:
            setattr(made, name, _listed(str(told[name])))
    if "education" in told:
        made.education = told["education"] or None
    if "place" in told and (place := str(told["place"]).strip()) != profile.place:
        made.place, made.area = place, Area()
    for name in ("target_hourly", "study_hours", "budget", "constraints"):
        if name in told:
            setattr(made, name, told[name])
    made.words = _words(profile, made)
    gone = [words for key, words in profile.words.items() if made.words.get(key) != words]
    made.notes = [note for note in profile.notes if not any(words in note for words in gone)]
    return made


def _worked(profile: Profile, n: int, told: dict[str, Any]) -> Work:
    old = profile.work[n] if n < len(profile.work) else Work(title="")
    said = {name.partition(".")[2]: value for name, value in told.items() if name.startswith(f"work{n}.")}
    work = old.model_copy(update={name: value for name, value in said.items() if name not in ("title", "gross", "per")})
    if "title" in said and (title := str(said["title"]).strip()) != old.title:
        found = title_of(title) if title else None
        work = work.model_copy(update={"title": title, "soc": found.soc if found and found.sure >= SURE else ""})
    if "gross" in said or "per" in said:
        usd = said.get("gross", old.gross.usd if old.gross else None)
        per = said.get("per", old.gross.per if old.gross else "week")
        work = work.model_copy(update={"gross": None if usd is None else Amount(usd=usd, per=per)})
    if work.gross or work.hours:
        work = work.model_copy(update={"with_first": False})
    return work


def _pasts(line: str, before: list[PastWork]) -> list[PastWork]:
    known = {_past(job): job for job in before}
    jobs = []
    for item in _listed(line, r"[;\n]"):
        if item not in known:
            years = re.search(r"\(?\b(\d+(?:\.\d+)?) ?(?:years?|yrs?)\b\)?", item)
            title = (item[: years.start()] if years else item).strip(" ,(") or item
            known[item] = PastWork(title=title, years=float(years[1]) if years else None)
        jobs.append(known[item])
    return jobs


def _listed(line: str, apart: str = r"[;,\n]") -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split(apart, line) if part.strip()))


def _words(old: Profile, new: Profile) -> dict[str, str]:
    """The words of what stayed as it was; what was changed says so."""
    words = dict(old.words)
    for n, work in enumerate(new.work):
        was = old.work[n] if n < len(old.work) else Work(title="")
        if work.title != was.title:
            words.pop(f"work.{was.title}", None)
            words[f"work.{work.title}"] = CHANGED
        for name in ("gross", *(name for name, _ in _FIGURES)):
            if getattr(work, name) != getattr(was, name):
                words[_figure_key(name, n)] = CHANGED
    for name in (
        "past",
        "skills",
        "languages",
        "education",
        "place",
        "wants",
        "target_hourly",
        "study_hours",
        "budget",
        "constraints",
    ):
        if getattr(old, name) != getattr(new, name):
            words = {key: said for key, said in words.items() if key.partition(".")[0] != name} | {name: CHANGED}
    return words


# ---- on the page ------------------------------------------------------------------------------------------------


def form(profile: Profile, key: str) -> None:
    """The editable card. What is changed in it begins a run on the next pass of the script."""
    with st.form(f"{key}.form", border=False), st.container(gap="small"):
        st.form_submit_button(
            "Update the answer", type="primary", on_click=_change, args=(profile, key), width="stretch"
        )
        editor(profile, key)


def _change(profile: Profile, key: str) -> None:
    change(profile, edited(profile, key))


def change(old: Profile, new: Profile) -> None:
    """Begin a run with the changed profile; nothing when it is the same."""
    if said := changes(old, new):
        st.session_state["say"] = {"said": said, "edited": new}


@st.dialog("What I understood")
def dialog(profile: Profile, key: str) -> None:
    """The same form over the page, for where there is no room beside it."""
    form(profile, key)
    if "say" in st.session_state:
        st.rerun()


# ---- told in words ----------------------------------------------------------------------------------------------


def changes(old: Profile, new: Profile) -> str:
    """What was changed, in a line: ``Hours a week to learn: 6 → 10; City or state: Phoenix → Denver``."""
    before, after = _shown(old), _shown(new)
    told = [f"{label}: {before.get(label) or 'not said'} → {after.get(label) or 'not said'}"
            for label in dict.fromkeys([*after, *before]) if before.get(label) != after.get(label)]  # fmt: skip
    return "; ".join(told)


def _shown(profile: Profile) -> dict[str, str]:
    lines: dict[str, str] = {}
    for n, work in enumerate(profile.work):
        tail = f", {n + 1}" if n else ""
        lines[f"Work now{tail}"] = work.title
        lines[f"Takes in{tail}"] = f"{money(work.gross.usd)} a {work.gross.per}" if work.gross else ""
        for name, label in _FIGURES:
            lines[label + tail] = _plainly(getattr(work, name))
        lines[f"Paid as{tail}"] = "an employee" if work.employee else "self-employed"
    lines["Work before"] = "; ".join(map(_past, profile.past))
    for name, label in (
        *_LISTS,
        ("education", "Schooling"),
        ("place", "City or state"),
        *_WISHES,
        ("constraints", "Must have"),
    ):
        lines[label] = _plainly(getattr(profile, name))
    return lines


def _plainly(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:,g}" if isinstance(value, float | int) else value or ""
