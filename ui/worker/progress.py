"""Who comes back after a while is asked how far the plan has come; what they say is kept on this machine and counted on."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from agents.contracts import UpskillingPlan
from runtime.records import now
from tools.words import role_words
from ui import view
from ui.loop import House
from ui.prose import plain
from ui.turn import Turn
from ui.worker.past import turn_of

AFTER = timedelta(days=7)
"""What was planned is asked after from then on."""
BEGUN = {"Not begun": 0.0, "A little": 0.25, "About half": 0.5, "All the learning": 1.0}
"""An answer → the share of the planned hours that is behind one."""
WENT = {
    "I applied": "Good luck. When an offer comes, tell me its pay and hours, and I set it against your hour now.",
    "I have that work": "Tell me what it pays and for how many hours, and I work out what an hour there really brings you.",
    "I let it go": "Tell me below what got in the way, and I look for another way.",
}


def how_far(home: House, thread: str, since: datetime) -> None:
    """ "You planned 20 hours": how far, in a tap; then what is left. Nothing where nothing was planned, or just now."""
    if now() - since < AFTER or (turn := planned(home, thread)) is None:
        return
    st.markdown(f"**{plain(plan_line(turn, since))}** How far are you?")
    said = next(iter(home.notes.progress(turn.run_id)), None)
    key = f"far.{turn.run_id}"
    st.pills(
        "How far are you?", [*BEGUN, *WENT], default=said.how_far if said else None, key=key,
        label_visibility="collapsed", on_change=_came, args=(home, turn, key),
    )  # fmt: skip
    if said:
        st.markdown(plain(from_here(turn.plan, said.how_far, said.at)))
        st.caption("Kept on this machine.")


def planned(home: House, thread: str) -> Turn | None:
    """The newest answer of a talk that has a plan with hours."""
    turns = (turn_of(home, row) for row in home.records.list(50, thread) if row.outcome == "finished")
    return next((turn for turn in turns if turn.advice and turn.plan and turn.plan.hours and turn.decision.role), None)


def plan_line(turn: Turn, since: datetime) -> str:
    role = role_words(turn.decision.role.title)
    return f"On {since.astimezone():%-d %B} you planned {view.hours(turn.plan.hours)} on the way to {role}."


def from_here(plan: UpskillingPlan, how_far: str, at: datetime) -> str:
    """What is left of the plan, and by when at the pace that was planned."""
    if how_far in WENT:
        return WENT[how_far]
    left = plan.hours * (1 - BEGUN[how_far])
    if left == 0:
        last = next((step.title for step in reversed(plan.steps) if step.kind == "apply"), "")
        return f"All {view.hours(plan.hours)} are behind you. Next: {last}." if last else "All of it is behind you."
    told = f"About {view.hours(round(left))} are left"
    if not plan.hours_per_week:
        return f"{told}."
    weeks = max(1, round(left / plan.hours_per_week))
    by = (at + timedelta(weeks=weeks)).astimezone()
    return f"{told}: at {view.hours(plan.hours_per_week)} a week that is {view.count(weeks, 'week')}, to about {by:%-d %B}."


def _came(home: House, turn: Turn, key: str) -> None:
    if chosen := st.session_state.get(key):
        home.notes.came(turn.run_id, turn.thread, chosen)
