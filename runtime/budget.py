"""What a run may spend on its model: calls, tokens, wall time, and failures in a row. Beyond it the facts speak."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Unpack

from runtime.errors import BudgetExceeded, ModelError
from runtime.llm.chat import Completion, How, Message, Wrapped
from runtime.settings import Settings


@dataclass
class Budget:
    """One a run; the clock starts when it is made. Shared by the agents that speak at the same time."""

    calls: int
    tokens: int
    seconds: float
    failures: int = 3
    """In a row; a model that fails so often is not asked again in this run."""
    clock: Callable[[], float] = time.monotonic
    used_calls: int = 0
    used_tokens: int = 0
    failed: int = 0
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @classmethod
    def of(cls, config: Settings) -> Budget:
        return cls(config.run_calls, config.run_tokens, config.run_seconds)

    def take(self) -> float:
        """Count one call and return the seconds left; BudgetExceeded when something is used up."""
        left = self.seconds - (self.clock() - self.began)
        if self.failed >= self.failures:
            raise BudgetExceeded(f"The model failed {self.failed} times in a row and is left alone for this run.")
        for used, most, what in (
            (self.used_calls, self.calls, "calls"),
            (self.used_tokens, self.tokens, "tokens"),
            (0 if left > 0 else 1, 1, "seconds"),
        ):
            if used >= most:
                limit = self.seconds if what == "seconds" else most
                raise BudgetExceeded(
                    f"This run has used up its {limit:g} {what} of the model.", f"Raise GIGPATH_RUN_{what.upper()}."
                )
        self.used_calls += 1
        return left


@dataclass(frozen=True)
class Budgeted(Wrapped):
    """A model that a budget watches over."""

    budget: Budget

    async def complete(self, messages: Sequence[Message], **how: Unpack[How]) -> Completion:
        left = self.budget.take()
        try:
            async with asyncio.timeout(left):
                answer = await self.model.complete(messages, **how)
        except TimeoutError as error:
            what = f"This run has used up its {self.budget.seconds:g} seconds of the model."
            exceeded = BudgetExceeded(what, "Raise GIGPATH_RUN_SECONDS.")
            exceeded.seconds = left
            raise exceeded from error
        except ModelError:
            self.budget.failed += 1
            raise
        self.budget.failed = 0
        self.budget.used_tokens += answer.tokens_in + answer.tokens_out
        return answer
