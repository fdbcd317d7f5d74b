"""A reader of files that strangers send, in a process of its own with so much time and memory and no more.

Such files break their readers in ways beyond counting, and a thread cannot be ended: ``re`` and C code hold the
interpreter, and everybody else waits. ``python -m runtime.bounded`` is that process: a header line as JSON and the file
on its stdin, one line of JSON on its stdout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module

from runtime.errors import SourceError
from runtime.settings import ROOT

MEGABYTES = 1_500
"""Of address space; libraries alone claim a third of it."""


class TookTooLong(Exception):
    """The reader used up its time."""


class Broke(Exception):
    """The reader ended without an answer: out of memory, or broken by the file."""


def bounded(
    reader: Callable[[str, bytes], str], name: str, data: bytes, seconds: float, megabytes: int = MEGABYTES
) -> str:
    """What a module's own function makes of (name, data); its SourceError comes through as it is."""
    header = json.dumps(
        {"reader": f"{reader.__module__}:{reader.__name__}", "name": name, "seconds": seconds, "megabytes": megabytes}
    )
    command = [sys.executable, "-m", "runtime.bounded"]
    try:
        done = subprocess.run(
            command, input=header.encode() + b"\n" + data, capture_output=True, timeout=seconds, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Broke(f"exit {done.returncode}") from None
    if "text" in answer:
        return str(answer["text"])
    if answer["error"] == "SourceError":
        raise SourceError(answer["message"], answer["mend"])
    raise Broke(answer["error"])


def main() -> None:
    import resource

    header, _, data = sys.stdin.buffer.read().partition(b"\n")
    given = json.loads(header)
    module, _, function = given["reader"].partition(":")
    reader = getattr(import_module(module), function)
    resource.setrlimit(resource.RLIMIT_AS, (given["megabytes"] << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(given["seconds"]) + 1, int(given["seconds"]) + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write
    answer: dict[str, str]
    try:
        answer = {"text": reader(given["name"], data)}
    except SourceError as error:
        answer = {"error": "SourceError", "message": error.message, "mend": error.mend}
    except Exception as error:
        answer = {"error": type(error).__name__}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
