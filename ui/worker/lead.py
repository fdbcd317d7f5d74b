"""What one came for, on one screen of a phone: the role, the hour now, the difference a week, the next step."""

from __future__ import annotations

import streamlit as st

from ui import view
from ui.prose import link, plain
from ui.turn import Turn
from ui.view import Footnotes
from ui.worker.figures import figure


def role(turn: Turn, notes: Footnotes) -> None:
    """The role to go for as the answer's heading; why there is none, where there is none."""
    chosen = turn.decision.role
    if chosen is not None:
        st.header(f"Go for: {plain(view.role_name(chosen.title))}", anchor=False)
        return
    st.header("No role to go for yet", anchor=False)
    for line in turn.decision.abstentions or ["I do not recommend a role."]:
        st.markdown(plain(line))


def hour(turn: Turn, notes: Footnotes) -> None:
    if turn.income.net_hour is None:
        st.markdown("I cannot work out your hour yet. Tell me what comes in and for how many hours a week.")
    else:
        metric("Your hour now", view.hourly(turn.income.net_hour), "you.net_hour", turn)


def pay(turn: Turn, notes: Footnotes) -> None:
    """What the role pays, and what that makes in a week of the worker's own hours."""
    soc = turn.decision.role.soc
    of_role = turn.income.roles.get(soc)
    if of_role is None:
        return
    metric("Typical pay", view.hourly(of_role.p50), f"wage.{soc}.{of_role.area}.p50", turn)
    week = turn.known.get(f"uplift_week.{soc}")
    if week is not None:
        metric("Less a week" if week.amount < 0 else "More a week", view.money(abs(round(week.amount))), week.id, turn)


def first_step(turn: Turn, notes: Footnotes) -> None:
    step = turn.plan.steps[0]
    at = turn.facts.get(step.link)
    hours = f", {view.hours(step.hours)}" if step.hours else ""
    where = f" {link(step.provider or at.meaning, str(at.value))}" if at else ""
    st.markdown(f"**Next step** :gray[{plain(f'this week{hours}')}]  \n{plain(step.title)}.{where}")


def metric(label: str, value: str, ref: str, turn: Turn) -> None:
    """A figure that its label opens; nothing where it is not known."""
    if value != "–":
        st.metric(figure(label, ref, turn), value.replace("$", r"\$"), width="content")
