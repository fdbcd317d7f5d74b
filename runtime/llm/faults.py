"""What can go wrong with a model: what is worth another try, and one sentence with its mend for all else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx

from runtime.errors import ModelError

T = TypeVar("T")

RETRY = frozenset({408, 429, 500, 502, 503, 504})
TRIES = 3
PAUSE, LONGEST = 0.5, 20.0
"""Seconds before the second try, doubled after; and the longest wait a server's Retry-After gets out of us."""

Sleep = Callable[[float], Awaitable[None]]


class Unusable(Exception):
    """The model answered, and the answer is no use: empty, looping, unreadable. Asking again gives the same."""


async def retrying(attempt: Callable[[int], Awaitable[T]], *, sleep: Sleep, again: Callable[[], bool]) -> T:
    """``attempt`` up to three times; ``again`` may forbid a further try (text is already on the screen)."""
    for tried in range(1, TRIES):
        try:
            return await attempt(tried)
        except Exception as error:
            wait = _wait(error, tried)
            if wait is None or not again():
                raise
            await sleep(wait)
    return await attempt(TRIES)


def status(error: Exception) -> int | None:
    """The HTTP status behind an error of httpx or huggingface_hub; both carry the response."""
    response = getattr(error, "response", None)
    return response.status_code if isinstance(response, httpx.Response) else None


def said(error: Exception) -> str:
    """What the server wrote beside its status, shortened and without anything that looks like a token."""
    response = getattr(error, "response", None)
    try:
        text = response.text if isinstance(response, httpx.Response) else str(error)
    except httpx.ResponseNotRead:
        text = ""
    return clean(" ".join(text.split()))[:200]


def clean(text: str) -> str:
    """``text`` without Hugging Face tokens, bearer headers and passwords in URLs."""
    return re.sub(r"hf_[A-Za-z0-9]{8,}|(?i:bearer)\s+[\w.~+/-]{20,}=*|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)", "***", text)


def _wait(error: Exception, tried: int) -> float | None:
    """Seconds to wait before the next try, None when there should be none."""
    code = status(error)
    if code is not None and code not in RETRY:
        return None
    # huggingface_hub's time-out is a TimeoutError; its HTTP errors are OSErrors, which common policies leave out.
    if code is None and not isinstance(error, httpx.TransportError | TimeoutError):
        return None
    asked = _retry_after(error)
    if asked is not None:
        return asked if asked <= LONGEST else None
    return float(PAUSE * 2 ** (tried - 1))


def _retry_after(error: Exception) -> float | None:
    value = getattr(getattr(error, "response", None), "headers", {}).get("retry-after")
    if not value:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds()) if when.tzinfo else None


def explain(error: Exception, *, mode: str, where: str, model: str) -> ModelError:
    """One sentence and its mend. ``where`` is the host, ``model`` the model asked for."""
    if isinstance(error, ModelError):
        return error
    hosted, code, words = mode == "hosted", status(error), said(error)
    if code in (401, 403):
        if hosted:
            what = "does not know the token" if code == 401 else "does not let this token call models"
            return ModelError(
                f"Hugging Face {what}.",
                "Put a token with the permission to call inference providers into .env as HF_TOKEN.",
            )
        return ModelError(f"The server at {where} wants another key.", "Set GIGPATH_ENDPOINT_KEY.")
    if code == 402:
        return ModelError(
            f"The credits at {where} are used up.", "Top them up, or set GIGPATH_LLM=none or another model."
        )
    if code == 404 or (code == 400 and "not supported by any provider" in words):
        mend = "`gigpath doctor` names the nearest one that is; set GIGPATH_MODEL."
        if not hosted:
            mend = "Set GIGPATH_MODEL to one it lists, or correct GIGPATH_ENDPOINT_URL (it usually ends in /v1)."
        return ModelError(f"{model} is not served at {where}.", mend)
    if code == 429:
        return ModelError(f"{where} has had enough calls for now.", "Wait a little, or use another model.")
    if code is not None and code >= 500:
        return ModelError(f"{where} has trouble of its own (HTTP {code}).", "Try again later, or use another model.")
    if code is not None and code != 408:
        return ModelError(
            f"{where} refused the call (HTTP {code}: {words}).", "Check GIGPATH_MODEL and the server's log."
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.UnsupportedProtocol):
        mend = "Check the network." if hosted else "Start the server, or correct GIGPATH_ENDPOINT_URL."
        return ModelError(f"Nothing answers at {where}.", mend)
    if code == 408 or isinstance(error, TimeoutError | httpx.TimeoutException):
        return ModelError(f"{where} took too long.", "Try again, use a smaller model, or raise GIGPATH_LLM_TIMEOUT.")
    if isinstance(error, httpx.TransportError):
        return ModelError(f"The connection to {where} broke in the middle of an answer.", "Try again.")
    if isinstance(error, Unusable):
        return ModelError(f"{model} {error}.", "Try a larger model.")
    return ModelError(f"{where} sent what cannot be read ({type(error).__name__}: {words}).", "Check the server's log.")
