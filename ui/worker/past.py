"""A conversation's recorded runs as turns, and which of them the page shows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from runtime.events import EVENT, RunFailed
from runtime.records import RunRow
from ui.loop import House, Live
from ui.mishap import sentence
from ui.turn import Turn
from ui.worker.card import changes

AS_BEFORE = "As I said last time"
WENT_ON = "(went on)"
"""Stands on record for the words of a run that goes on where another was cut; nobody said them."""


def standing(home: House, rows: list[RunRow], instead: str = "") -> list[RunRow]:
    """The runs that stand: where the worker said something otherwise, it and all after it gave way to what was said
    instead. ``instead`` is what is being said otherwise just now."""
    kept: list[RunRow] = []
    for row in rows:
        kept = _before(kept, turn_of(home, row).instead)
        kept.append(row)
    return _before(kept, instead)


def _before(rows: list[RunRow], run_id: str) -> list[RunRow]:
    return rows[: next((at for at, row in enumerate(rows) if row.run_id == run_id), len(rows))]


def shown_rows(home: House, rows: list[RunRow], editing: bool) -> list[tuple[RunRow, Turn | None]]:
    """The runs to be shown, each with the answer it is compared with.

    Of several changes of the profile in a row the last stands in the place of the others, and is compared with the
    answer before them all; while one more is at work (``editing``), none of them stands. A run that went on stands in
    the place of the one that was cut, with its words.
    """
    kept: list[tuple[RunRow, Turn | None]] = []
    base: Turn | None = None
    for row in rows:
        turn = turn_of(home, row)
        if row.asked == WENT_ON and kept and kept[-1][0].outcome == "stopped":
            turn.asked = turn_of(home, kept.pop()[0]).asked
        if turn.changed and base:
            if kept and turn_of(home, kept[-1][0]).changed and kept[-1][1]:
                kept.pop()
            turn.asked = (
                changes(base.advice.profile, turn.advice.profile) or "As I said before" if turn.advice else turn.asked
            )
            kept.append((row, base))
        else:
            if turn.changed:
                turn.asked = AS_BEFORE
            kept.append((row, None if turn.changed else base))
            base = turn if turn.advice else base
    if editing and kept and kept[-1][1] and turn_of(home, kept[-1][0]).changed:
        kept.pop()
    return kept


def base_of(home: House, rows: list[RunRow]) -> Turn | None:
    """The answer that a change of the profile is compared with."""
    kept = shown_rows(home, rows, True)
    return next((turn for row, _ in reversed(kept) if (turn := turn_of(home, row)).advice), None)


def turn_of(home: House, row: RunRow) -> Turn:
    """The recorded run as a Turn, kept for this browser's session."""
    kept: dict[str, Turn] = st.session_state.setdefault("turns", {})
    if row.run_id not in kept:
        kept[row.run_id] = _read(home, row)
    return kept[row.run_id]


def _read(home: House, row: RunRow) -> Turn:
    """From the record; one that cannot be read says so in its place, and the talk goes on without it."""
    try:
        record = home.records.get(row.run_id)
        said = str(record.request.get("text") or "")
        turn = Turn(asked=said or row.asked, changed=_changed(record.request), sayable=bool(said))
        turn.instead = str(record.request.get("instead") or "")
        for event in record.events:
            turn.hear(EVENT.validate_python(event))
    except Exception as error:
        why = RunFailed(
            message="This answer can no longer be read.", mend=f"Say it again, and I answer anew. {sentence(error)}"
        )
        return Turn(asked=row.asked, failure=why)
    return turn


def keep(turn: Turn, said: str, live: Live) -> None:
    """A run that was followed to its end need not be read from its record."""
    if turn.advice:
        turn.asked, turn.changed, turn.sayable, turn.instead = said, live.edited, live.sayable, live.instead
        st.session_state.setdefault("turns", {})[turn.run_id] = turn


def _changed(request: dict[str, Any]) -> bool:
    return bool(request.get("profile")) and not request.get("text")
