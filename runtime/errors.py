"""As many error types as there are distinct reactions. Each message is one sentence and its mend."""

from __future__ import annotations


class GigpathError(Exception):
    """Ours: something in the installation is wrong. Exit 1."""

    exit_code = 1
    agent = ""
    """In whose work it came up, where that is known."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(f"{message} {mend}".strip())
        self.message, self.mend = message, mend


class UserError(GigpathError):
    """The user's mistake: bad arguments, unreadable file, empty profile. Exit 2."""

    exit_code = 2


class FactsError(GigpathError):
    """A table of facts is missing, truncated or edited; names the table."""


class IndexStale(GigpathError):
    """The index is missing, or was built with another embedder; the mend names the command."""


class Unreachable(GigpathError, ConnectionError):
    """A server of ours does not answer. It may blink, so the graph asks again before the run ends with it."""


class StoreError(GigpathError):
    """A file in which runs or talks are kept cannot be used: locked, full, damaged, read only."""


class Busy(UserError):
    """Too much at once, or too long a message; ``retry_after`` seconds on, where waiting helps."""

    def __init__(self, message: str, mend: str = "", retry_after: float = 0.0) -> None:
        super().__init__(message, mend)
        self.retry_after = retry_after


class SourceError(UserError):
    """A source file is not in the format its name promises; names file and line or column."""


class NotFound(UserError):
    """A code or place that the tables do not have."""


class ModelError(GigpathError):
    """A model failed. Never leaves an agent: it shows as ``origin: fallback``.

    ``seconds`` and ``attempts`` are what it cost all the same, ``answer`` what had come before it broke off.
    """

    seconds: float = 0.0
    attempts: int = 1
    answer: str = ""


class BudgetExceeded(ModelError):
    """The run has used up its calls, tokens or time; says which."""


class RecordingMiss(GigpathError):
    """A replay was asked for what was never recorded; says what differs from the nearest that was."""
