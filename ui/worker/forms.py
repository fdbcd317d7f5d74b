"""A tax form's words → what it says was paid in the year. Names, numbers and addresses on it are left where they are."""

from __future__ import annotations

import re

from runtime.errors import SourceError

_FORMS = (
    ("1099-NEC", "box 1", r"nonemployee\s+compensation", "before any cost"),
    ("1099-K", "box 1a", r"gross\s+amount\s+of\s+payment\s+card\W+third[\s-]+party\s+network\s+transactions", "before any cost"),
    ("W-2", "box 1", r"wages,?\s+tips,?\s+(?:and\s+)?other\s+comp(?:ensation|\.)?", "as an employee on a W-2"),
)  # fmt: skip
"""Name, box, the box's own words, and how its sum is counted."""
_SUM = re.compile(r"(?<![\d.,/-])\$?\s?(\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{3,7}\.\d{2})(?![\d/-])")
_YEAR = re.compile(r"\b(?:for\s+)?(?:calendar|tax)\s+year\s*:?\s*(20\d\d)\b", re.I)
NEAR = 120
"""Letters after a box's words within which its sum stands."""


def form(name: str, text: str) -> str | None:
    """``I take in $41,220 a year before any cost.``; None for what is no such form."""
    for called, box, words, counted in _FORMS:
        cue = re.search(words, text, re.I)
        if cue is None or not re.search(rf"\b{called}\b", text, re.I):
            continue
        found = _SUM.search(text, cue.end(), cue.end() + NEAR)
        if found is None:
            raise SourceError(
                f"{name} is a {called}, but I cannot make out the sum in {box}.", f"Type what stands in {box}."
            )
        year = _YEAR.search(text)
        usd = float(found[1].replace(",", ""))
        what = f"({box} of a {called}{f' for {year[1]}' if year else ''})"
        return f"I take in ${usd:,.0f} a year {counted}.\n{what}"
    return None
