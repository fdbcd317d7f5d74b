"""The answer as a message, for clients that keep a talk as messages (the Agent Protocol, chat front ends)."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage

from agents.advice import assemble
from agents.state import CareerState
from runtime.run import RunInfo


async def messenger(state: CareerState) -> dict[str, Any]:
    """The graph's last node where there are messages: what was said, in words; its facts are in the other keys."""
    advice = assemble(dict(state), RunInfo("", ""))
    if advice.reply is not None:
        words = advice.reply.text
    else:
        words = "\n\n".join(filter(None, (passage.text for passage in advice.narrative)))
    return {"messages": [AIMessage(words or "; ".join(advice.abstentions))]}
