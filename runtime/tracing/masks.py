"""What never enters a trace or a log: e-mail, phone, street address, SSN, card numbers; tokens and keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from runtime.llm.faults import clean

_FILLER = r"(?:hours?|hrs?|miles?|days?|weeks?|months?|years?|jobs?|a|an|the|to|in|per|of|for|my|and|or|at|is|i|on|from|with)\b"
_STREET = re.compile(
    rf"(?<![\w$.,])\d{{1,6}}[a-z]?\s+(?:(?!{_FILLER})[a-z0-9][\w'’.-]*\s+){{1,4}}"
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|parkway|pkwy|circle|cir"
    r"|terrace|trail|highway|hwy|way)\b\.?"
    r"(?:,?\s*(?:apartment|apt|unit|suite|ste|#)\.?\s*\w+)?|\bp\.?\s?o\.?\s+box\s+\d+",
    re.I,
)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])")
_DIGIT_GROUPS = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,}(?!\w)")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-]?)[2-9]\d\d[ .-]?\d{4}(?![\w-]|[.,]\d)"
)
_SECRET = re.compile(
    r"\b(?:sk|pk|lsv2|ghp|xox[abp])[-_][\w-]{16,}|(?i:\b(?:authorization|x-api-key|api[-_]key)\b)\"?\s*[:=]\s*(?:\"[^\"]*\"|(?i:basic|bearer)\s+\S+|\S+)"
)


def luhn(digits: str) -> bool:
    """Whether the check digit of a card number holds."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _cards(found: re.Match[str]) -> str:
    """Groups of digits with every run of them masked that could be a card, whatever figures stand before or after it."""
    groups = re.findall(r"\d+|\D", found[0])
    covered = set[int]()
    for first in range(0, len(groups), 2):
        digits = ""
        for last in range(first, len(groups), 2):
            digits += groups[last]
            if len(digits) > 19:
                break
            if len(digits) >= 13 and luhn(digits):
                covered |= set(range(first, last + 1))
    return "".join(
        group if n not in covered else "[card]" if n - 1 not in covered else "" for n, group in enumerate(groups)
    )


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_SSN, "[ssn]"), (_DIGIT_GROUPS, _cards), (_PHONE, "[phone]"), (_STREET, "[address]"),
)  # fmt: skip
_DIGITS = re.compile(r"\d")
_KEYS = re.compile(r"hf_|(?i:bearer|authorization|api[-_]key)|://|[a-z]{2,4}\d?[-_][\w-]{16}")


def mask(text: str) -> str:
    """``text`` with what is private replaced by what it was: ``[email]``, ``[phone]``, ``[address]``, ``[ssn]``, ``[card]``."""
    if _KEYS.search(text):
        text = _SECRET.sub("***", clean(text))
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if _DIGITS.search(text):
        for pattern, by in _RULES:
            text = pattern.sub(by, text)
    return text


def masked(value: Any) -> Any:
    """Every string in a JSON-like value masked, keys as they are."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: masked(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [masked(part) for part in value]
    return value
