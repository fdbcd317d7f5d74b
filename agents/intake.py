"""Intake: talk → Profile; doubts openly, and asks before anything is worked out from what was not understood.

A further turn is told apart first (:mod:`agents.talk`): only a statement, a correction, an answer, an undo and a start over may
change the profile.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agents.second_opinion import opinion
from agents.second_reader import disagreements
from agents.state import CareerState, Context, at_hand, requested
from agents.talk import first_turn, further, guessed
from agents.understanding import ask_about, lay_answers, left_open
from runtime.apart import apart
from runtime.errors import NotFound
from runtime.events import AgentFinished, AgentStarted, FactsFound
from tools.fact import Fact
from tools.profile import Profile
from tools.toolbox import Toolbox
from tools.wages import NATION, wage_facts


async def intake(state: CareerState, runtime: Runtime[Context]) -> dict[str, Any]:
    """The graph's first node. On a later turn the new words change the profile that is already there, where they are no question."""
    began, request, tools = time.perf_counter(), requested(state), at_hand(runtime.context).tools
    runtime.stream_writer(AgentStarted(agent="intake", doing="reading what you said"))
    fresh = "intake" not in state
    history = list(state.get("history") or [])
    aside = len(request.text) > LONG and tools == Toolbox()
    spent, said = (0, 0), CareerState(**{**state, "request": request, "messages": []})
    hint = at_hand(runtime.context).hinter("intake", runtime.stream_writer) if request.text else None
    if fresh:
        result = await (apart(first_turn, request, tools) if aside else asyncio.to_thread(first_turn, request, tools))
    elif aside:
        result, history = await apart(further, request, said, tools)
    else:
        taken = (
            await opinion(request.text, await asyncio.to_thread(guessed, request.text, said), hint) if hint else None
        )
        spent = hint.tokens if hint else spent
        result, history = await asyncio.to_thread(further, request, said, tools, taken)
    if fresh and result.advises and hint:
        if known := first_facts(result.profile, tools):  # a second reading may take seconds
            facts = {fact.id: fact.model_dump(mode="json") for fact in known}
            lead = next((key for key in facts if key == "you.net_hour" or key.endswith(".p50")), "")
            runtime.stream_writer(FactsFound(agent="intake", facts=facts, lead=lead))
        ask_about(result, await disagreements(request.text, result.profile, hint))
        spent = hint.tokens
    if request.ask and fresh and result.questions:
        given = interrupt({"questions": [q.model_dump() for q in result.questions]})
        lay_answers(result, answered(given, [question.field for question in result.questions]), tools)
    if result.advises:
        left_open(result.profile)
    seconds = time.perf_counter() - began
    runtime.stream_writer(
        AgentFinished(
            agent="intake",
            seconds=seconds,
            result=result.model_dump(mode="json", exclude={"facts"}),
            tokens_in=spent[0],
            tokens_out=spent[1],
        )
    )
    cleared = result.turn is not None and result.turn.kind == "start over"
    return {"request": request, "intake": result, "history": history, **(dict.fromkeys(OF_PERSON) if cleared else {})}


LONG = 2_000
"""Letters from which on a message is read in a process apart: reading it takes seconds, which nobody else may wait for."""
OF_PERSON = ("market", "skills", "income", "decision", "plan", "reply")
"""The keys that hold what was found for a person; a start over empties them, so that nothing of theirs is answered from any more."""


def answered(given: Any, fields: list[str]) -> dict[str, str]:
    """Answers by field: as our own screens send them, or plain words, or chat clients' ``[{"type": …, "args": words}]``."""
    if isinstance(given, list):
        given = given[0] if given else ""
    if isinstance(given, dict) and "type" in given and "args" in given:
        given = given["args"] if given["type"] in ("response", "edit") else ""
    if isinstance(given, dict):
        return {str(field): str(words) for field, words in given.items()}
    return {field: str(given) for field in fields} if given else {"said": ""}


def first_facts(profile: Profile, tools: Toolbox) -> list[Fact]:
    """What can be shown before a model has been asked: the worker's hour, else what their work pays as a job."""
    if not profile.doubts and (facts := tools.gig_income(profile.work).facts):
        return list(facts)
    soc = next((work.soc for work in profile.work if work.soc), "")
    try:
        return wage_facts(tools.wages(soc, profile.area.code or NATION)) if soc else []
    except NotFound:  # of some work no wage is published
        return []
