"""How people speak of a place without naming it alone: near it, a side of it, between two."""

from __future__ import annotations

import re

ANYWHERE = frozenset([
    "remote", "remotely", "online", "home", "from home", "work from home", "anywhere", "nationwide", "us", "usa", "america",
    "united states", "united states of america",
])  # fmt: skip
"""Keys of what stands for no one place."""
HOME = re.compile(r",? ?\b(?:usa|u\.s\.a?\.?|united states(?: of america)?)$", re.I)

BETWEEN = re.compile(r"^(?:somewhere |i'm |in )?between (.+?),? (?:and|&) (.+)$", re.I)
PARTS = re.compile(r"\s*(?:/|&|\band\b|\bor\b|;)\s*", re.I)
"""What may join two places."""

AT = re.compile(
    r"^(?:(?:right |just )?(?:near|nearby|around|about|in|by|at|close to|next to|here in|from)|down ?town|up ?town|mid ?town|greater|"
    r"metro(?:politan)?|(?:the )?(?:city|town|village|heart) of)\s+(?:the )?",
    re.I,
)
"""Before a place that it means."""
SIDE = re.compile(
    r"^(?:upper|lower|old|inner|north|south|east|west|northern|southern|eastern|western|central|mid|(?:north|south)[ -]?(?:east|west)(?:ern)?|[nsew]|"
    r"[ns][ew])(?:[ -]?side)?(?: of| part of)?\s+(?:the )?",
    re.I,
)
"""A side of a place."""
OUT = re.compile(
    r"^(?:(?:right |just |way )?outside(?: of)?|(?:the )?(?:sub|ex)urbs? (?:of|near|outside)|suburban)\s+(?:the )?",
    re.I,
)
"""Beside a town."""
COUNTRY = re.compile(
    r"^(?:rural|upstate|(?:the )?country ?side (?:of|in|near)|(?:in )?(?:a )?small towns? (?:in|near|outside)|"
    r"(?:the )?middle of nowhere,?(?: in)?)\s+(?:the )?(?=\w)",
    re.I,
)
"""In the country, of a state or near a town."""
AREA = re.compile(
    r"[ -]+(?:metro(?:politan)?(?: area| region)?|(?:greater )?area|region|suburbs?|vicinity|proper|city limits|downtown|"
    r"and (?:the )?(?:surrounding )?(?:areas?|suburbs?|surroundings))(?=$|,| [A-Z]{2}$)",
    re.I,
)
"""After a place that it means."""
KINDS = re.compile(r" (?:city|town|township|twp|village|borough|cdp|beach)$")
"""What may stand after a town's name or be left out."""
