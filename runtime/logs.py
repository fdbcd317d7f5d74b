"""Logs on stderr: a line of JSON each where stderr is not a terminal, words where it is; always with the run and its
thread, never with what is private (:mod:`runtime.tracing.masks`).
"""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from runtime.tracing.masks import mask, masked

LOG = logging.getLogger("gigpath")
RUN: ContextVar[tuple[str, str]] = ContextVar("gigpath_run", default=("", ""))
"""The run and the thread that the code at work belongs to; tasks and threads started from it have them too."""

_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Lines(logging.Formatter):
    """``{"at", "level", "logger", "message", "run", "thread", …}``; what a call gives as ``extra`` is in it as well."""

    def format(self, record: logging.LogRecord) -> str:
        run, thread = RUN.get()
        more = {key: value for key, value in vars(record).items() if key not in _OWN}
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage(), "run": run, "thread": thread,
            **more,
        }  # fmt: skip
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(masked(line), ensure_ascii=False, default=lambda value: mask(str(value)))


class Words(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        run, _ = RUN.get()
        told = f"{datetime.fromtimestamp(record.created):%H:%M:%S} {record.levelname.lower():<7} {record.getMessage()}"
        told += f" [run {run}]" if run else ""
        return mask(f"{told}\n{self.formatException(record.exc_info)}" if record.exc_info else told)


def setup(level: str) -> None:
    """Once a process; ``level`` is of our own loggers, everybody else's are heard from a warning up."""
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, Lines | Words) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Words() if sys.stderr.isatty() else Lines())
        root.addHandler(handler)
    LOG.setLevel(level.upper())
