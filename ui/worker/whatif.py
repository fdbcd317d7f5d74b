"""What if: a few things to move, each of which runs the answer again in its place; and what changed by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from tools.profile import Profile
from ui import view
from ui.prose import plain
from ui.turn import Turn
from ui.worker.bounds import possible
from ui.worker.card import change, changes, with_fields
from ui.worker.figures import figure

EMPLOYEE, OWN = "an employee (W-2)", "self-employed (1099)"


def moved() -> str:
    """The CSS selector of what was moved last; nothing when it was something else that changed the profile."""
    key = st.session_state.pop("moved", "")
    return f".st-key-{re.sub(r'[^0-9A-Za-z_-]', '-', key)}" if key else ""


# ---- to be moved ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slider:
    field: str
    label: str
    most: float
    step: float
    format: str
    value: float


def sliders(turn: Turn) -> list[Slider]:
    """What can be moved, from where the answer stands; where nothing was said, from what it assumed instead."""
    profile = turn.advice.profile
    rows = view.role_rows(turn)
    typical = next((row.p50 for row in rows if row.p50), 20.0)
    target, study, budget = (
        possible(name, getattr(profile, name)) for name in ("target_hourly", "study_hours", "budget")
    )
    target = round(typical) if target is None else target
    study = (turn.plan.hours_per_week if turn.plan else 5.0) if study is None else study
    miles = possible("miles", profile.work[0].miles) if profile.work else None
    made = [
        Slider("target_hourly", "Pay wanted, an hour", 80, 1, "$%g", target),
        Slider("study_hours", "Hours a week to learn", 40, 1, "%g", study or 5.0),
        Slider("budget", "To spend on training", 5000, 50, "$%g", budget or 0.0),
    ]
    if miles is not None:
        made.append(Slider("work0.miles", "Miles a week", 2000, 10, "%g", miles))
    return made


def panel(turn: Turn, base: Profile | None) -> None:
    """The sliders and choices. ``base`` is the profile before any of them was moved, to go back to."""
    profile, key = turn.advice.profile, f"if.{turn.thread}"
    now: dict[str, float | str] = {slider.field: float(slider.value) for slider in sliders(turn)}
    now |= {"place": profile.place, "employee": EMPLOYEE if profile.work and profile.work[0].employee else OWN}
    if st.session_state.get(f"{key}.of") != turn.run_id:
        st.session_state[f"{key}.of"] = turn.run_id
        st.session_state.update({f"{key}.{field}": value for field, value in now.items()})
    with st.expander("What if …", icon=":material/tune:", expanded=base is not None, key=f"{key}.open"):
        for slider in sliders(turn):
            st.slider(
                slider.label.replace("$", r"\$"), 0.0, float(max(slider.most, slider.value)), step=float(slider.step), format=slider.format,
                key=f"{key}.{slider.field}", on_change=_moved, args=(profile, key, slider.field, now[slider.field]),
            )  # fmt: skip
        st.text_input("Where you live", key=f"{key}.place", max_chars=100, placeholder="City or state",
                      on_change=_moved, args=(profile, key, "place", profile.place))  # fmt: skip
        if profile.work:
            st.segmented_control("Paid as", [OWN, EMPLOYEE], key=f"{key}.employee", required=True,
                                 on_change=_moved, args=(profile, key, "employee", now["employee"]))  # fmt: skip
        st.caption("Or say it: “What if I moved to Denver and could learn 10 hours a week?”")
        if base is not None and changes(base, profile):
            st.button("Back to what I said", icon=":material/undo:", on_click=change, args=(profile, base))


def _moved(profile: Profile, key: str, field: str, was: float | str) -> None:
    value = st.session_state.get(f"{key}.{field}")
    if value is None or value == was:
        return
    st.session_state["moved"] = f"{key}.{field}"
    told = {field: value}
    if field == "employee":
        told = {f"work{n}.employee": value == EMPLOYEE for n in range(len(profile.work))}
    change(profile, with_fields(profile, told))


# ---- what came of it --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    what: str
    before: str
    now: str
    ref: str = ""


def differences(old: Turn, new: Turn) -> list[Change]:
    """What the new answer says otherwise than the old one."""
    return [change for change in _compared(old, new) if change.before != change.now]


def _compared(old: Turn, new: Turn) -> Iterator[Change]:
    def role(turn: Turn) -> str:
        return turn.decision.role.soc if turn.decision and turn.decision.role else ""

    def plan(turn: Turn, ref: str) -> str:
        return turn.facts[ref].shown if ref in turn.facts else "–"

    hours = [view.hourly(turn.income.net_hour if turn.income else None) for turn in (old, new)]
    yield Change("Your hour now", *hours, "you.net_hour")
    yield Change("Go for", *(turn.title(role(turn)) or "no role" for turn in (old, new)))
    for label, key in (("Typical pay there", "p50"), ("More than your hour now", "uplift")):
        pays = [turn.income.roles.get(role(turn)) if turn.income else None for turn in (old, new)]
        ref = f"uplift.{role(new)}" if key == "uplift" else f"wage.{role(new)}.{pays[1].area}.p50" if pays[1] else ""
        yield Change(label, *(view.hourly(getattr(pay, key, None)) for pay in pays), ref)
    others = [
        ", ".join(choice.title for choice in turn.decision.alternatives) if turn.decision else "" for turn in (old, new)
    ]
    yield Change("Other ways", others[0] or "none", others[1] or "none")
    for label, ref in (
        ("Weeks to get ready", "plan.weeks"),
        ("Hours of learning", "plan.hours"),
        ("Course fees", "plan.cost"),
    ):
        yield Change(label, plan(old, ref), plan(new, ref), ref)


def changed(old: Turn, new: Turn) -> None:
    """What changed against the old answer, as a small table."""
    found = differences(old, new)
    profile = changes(old.advice.profile, new.advice.profile)
    if not found and not profile:
        return
    with st.container(border=True, gap="small"):
        st.markdown("**What changed**")
        if not found:
            st.markdown("Nothing: the answer stays as it was.")
            return
        rows = [
            {"": plain(one.what), "Before": plain(one.before), "Now": figure(one.now, one.ref, new)} for one in found
        ]
        st.table(rows, hide_index=True)
