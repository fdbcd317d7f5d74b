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


_Rules = tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]
_RULES: _Rules = (
    (_SSN, "[ssn]"), (_DIGIT_GROUPS, _cards), (_PHONE, "[phone]"), (_STREET, "[address]"),
)  # fmt: skip
_NAMED_STREET = re.compile(
    rf"(?<![\w$.,])\d{{1,6}}[a-z]?\s+(?!(?i:{_FILLER}))(?:[NSEW]\.?\s+)?(?:(?:[A-Z][\w'’-]*|\d+(?:st|nd|rd|th))\s+){{1,3}}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Parkway|Pkwy|Circle|Cir|Terrace"
    r"|Trail|Highway|Hwy|Way)\b\.?(?:,?\s*(?:Apartment|apartment|Apt|apt|Unit|unit|Suite|suite|Ste|#)\.?\s*\w+)?"
)
"""A street as an address is written. Read for what somebody earns, a looser one would take "950 doing uber drive" for one."""
_SURE: _Rules = ((_SSN, "[ssn]"), (_DIGIT_GROUPS, _cards), (_PHONE, "[phone]"), (_NAMED_STREET, "[address]"))
_DIGITS = re.compile(r"\d")
_KEYS = re.compile(r"hf_|(?i:bearer|authorization|api[-_]key)|://|[a-z]{2,4}\d?[-_][\w-]{16}")


def without_identifiers(text: str) -> str:
    """What a person says, as it is read and kept: without what would tell who they are, every figure left as it stands."""
    return _by(_SURE, text)


def mask(text: str) -> str:
    """``text`` with what is private replaced by what it was: ``[email]``, ``[phone]``, ``[address]``, ``[ssn]``, ``[card]``."""
    return _by(_RULES, text)


def _by(rules: _Rules, text: str) -> str:
    if _KEYS.search(text):
        text = _SECRET.sub("***", clean(text))
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if _DIGITS.search(text):
        for pattern, by in rules:
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
