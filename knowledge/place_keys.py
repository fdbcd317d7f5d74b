"""The key a place's name is looked up by, whoever writes it and however."""

from __future__ import annotations

import re
import unicodedata

_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "heights": "hts"}
_FIRST = {"n": "north", "s": "south", "e": "east", "w": "west", "so": "south", "no": "north"}


def unaccented(name: str) -> str:
    """As people type it: "Espanola" for "Española"."""
    return name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def key(name: str) -> str:
    """Lower case without stops: "St. Paul" and "Saint Paul" → "st paul", "the Bronx" → "bronx", "N. Bend" → "north bend"."""
    low = re.sub(r"[.'`]", "", unaccented(name).lower()).replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", low).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if len(words) > 1:
        words[0] = _FIRST.get(words[0], words[0])
    return " ".join([_SHORT.get(word, word) for word in words])
