"""Words for a Streamlit page. What people and pages wrote is escaped, so that it shows as it was typed and does nothing."""

from __future__ import annotations

import re

from ui.view import Footnotes

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")
_JOINER = "\u2060"
"""Takes no room; between the parts of an address it keeps Markdown from making it a link."""


PAGES_SHOWN = 8
"""More pages of one source than this are left to the Sources table."""


def plain(text: str) -> str:
    """Text as Markdown that shows just this text: no markup, link, formula, colour or emoji code."""
    text = re.sub(r"(?i)(https?(?=:)|www(?=\.)|@)", rf"\1{_JOINER}", text)
    return _SPECIAL.sub(r"\\\1", text)


def link(words: str, url: str) -> str:
    """A link to an http(s) address; the bare words for any other."""
    if not re.match(r"https?://[^\s<>]+$", url):
        return plain(words)
    return f"[{plain(words)}](<{url}>)"


def marks(notes: Footnotes, refs: list[str] | tuple[str, ...]) -> str:
    """Footnote numbers, each a link to its source's page."""
    numbers = notes.marks(refs)
    if not numbers:
        return ""
    shown = [link(f"[{n}]", notes.sources[n - 1].url) if notes.sources[n - 1].url else plain(f"[{n}]") for n in numbers]
    return f" :small[{' '.join(shown)}]"


def source_line(notes: Footnotes, refs: list[str] | tuple[str, ...]) -> str:
    """ "Source: BLS OEWS, May 2025 · …" for under a chart."""
    parts = _by_source(notes, notes.marks(refs), PAGES_SHOWN)
    return f"Source: {' · '.join(parts)}" if parts else ""


def source_lines(notes: Footnotes) -> list[str]:
    """Every source with all its pages."""
    return _by_source(notes, list(range(1, len(notes.sources) + 1)), len(notes.sources))


def _by_source(notes: Footnotes, numbers: list[int], most: int) -> list[str]:
    """Each source once, linked, with a number a page of it; the numbers are left out where there are more than ``most``."""
    pages: dict[str, list[int]] = {}
    for n in numbers:
        pages.setdefault(notes.sources[n - 1].line, []).append(n)
    return [
        link(line, notes.sources[own[0] - 1].url)
        + (" " + " ".join(link(f"[{n}]", notes.sources[n - 1].url) for n in own) if len(own) <= most else "")
        for line, own in pages.items()
    ]
