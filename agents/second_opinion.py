"""With a model on, a second opinion on what a further turn is, asked where the classifier is unsure.

It chooses between the two likeliest kinds and no others; what would wipe or take back is not among them.
"""

from __future__ import annotations

from pydantic import BaseModel, Field, create_model

from agents.hints import Hinter, one_of, quoted
from agents.offers import offered
from runtime.tracing import mask
from tools.turns.classifier import Guess, Kind

UNSURE, LIKELY = 0.6, 0.2
"""Below the one the likeliest kind is in doubt; from the other on a kind may be the right one."""

MEANINGS: dict[Kind, str] = {
    "statement": "tells something new of themselves", "correction": "puts right what was said or read before",
    "answer": "answers what the service asked", "what if": "supposes something that is not so",
    "question": "asks something", "comparison": "asks to set jobs beside each other",
    "somebody else": "is about another person", "service": "is about this service itself",
    "small talk": "thanks, greets or chats", "unclear": "cannot be understood",
}  # fmt: skip


class Opinion(BaseModel):
    """What a message of a talk is."""


def in_doubt(text: str, guess: Guess) -> list[Kind]:
    """The two kinds that a turn may be; none where the likeliest is sure enough, or where an offer was tapped."""
    first, second = sorted(guess.kinds, key=lambda kind: -guess.kinds[kind])[:2]
    open_ = guess.kinds[first] < UNSURE and guess.kinds[second] >= LIKELY and {first, second} <= set(MEANINGS)
    return [first, second] if open_ and offered(text) is None else []


async def opinion(text: str, guess: Guess, hint: Hinter | None) -> Kind | None:
    """Which of the two kinds in doubt a model takes the turn for; None where none is, without a model, or without its answer."""
    kinds = in_doubt(text, guess)
    if hint is None or not kinds:
        return None
    schema = create_model("Opinion", __base__=Opinion, kind=(one_of(kinds), Field(description="what the message is")))
    meanings = "\n".join(f"- {kind}: it {MEANINGS[kind]}" for kind in kinds)
    told = await hint.ask(schema, "turn", words=quoted(mask(text)), options=meanings)
    return None if told is None else told.kind  # type: ignore[attr-defined]
