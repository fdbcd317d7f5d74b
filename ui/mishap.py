"""What was not foreseen: its details go to a file, the person gets one sentence."""

from __future__ import annotations

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


def keep(error: BaseException) -> Path:
    """Write the traceback to ``home/errors`` (or the temporary folder where that fails); returns the file."""
    from runtime.settings import settings
    from runtime.tracing.masks import mask

    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    text = mask("".join(traceback.format_exception(error)))
    try:
        folder = settings().home / "errors"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name
    except Exception:  # the mishap may lie in the settings themselves
        path = Path(tempfile.gettempdir()) / f"gigpath-{name}"
        path.write_text(text, encoding="utf-8")
        return path


def sentence(error: BaseException) -> str:
    """One sentence for what nobody foresaw, and where its details are."""
    return f"Something broke on our side ({type(error).__name__}). The details are in {keep(error)}."
