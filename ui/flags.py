"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

JsonFlag = Annotated[
    bool | None, typer.Option("--json/--words", help="JSON or words on stdout; words on a terminal, JSON into a pipe.")
]
LlmFlag = Annotated[
    Literal["auto", "none", "hosted", "endpoint", "local"] | None, typer.Option("--llm", help="Who words the answer.")
]
