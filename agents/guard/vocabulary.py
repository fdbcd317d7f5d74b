"""The words the guard understands. A sentence with any other may claim what nobody can check, so it is not shown.

A list of what may be said ends where a list of what may not never would: synonyms, slang, invented words and other
languages fall outside it by themselves. What the facts are called, and the roles and places of the run, come on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = """
a about above account across actually add added adding adds after again against ahead aim aiming all along already
also although altogether am amount amounts an and another any anything are area around as aside at away back based be
beat beats because become becomes becoming been before begin beginner beginners beginning begins begun being below
beside besides better between boils both breakdown breaks bring bringing brings brought but by call calls can car
career change changed changes choice choose choosing clear clearly climb close come comes coming compare compared
consider considered considering cost costs could count counted counting counts cover covers current currently cut day
days decade decline declines declining deduct deducted deducting did different direction do does doing done down draws
drive driving drop during each earn earning earnings earns employee employees employment end ends enter equal equals
estimate estimated even every exceed exceeds expect expected expecting expense expenses explain fall falling falls far
find finish first follow following follows for forecast from further get gets getting gig gigs give given gives giving
go goal goes going gone gross grow growing grows growth had has have having head hello help here hi higher hour hourly
hours how however i if in income increase inside into is it its itself job jobs just keep keeping keeps kept know
known large larger later lead leads learn learned learning leave leaves leaving left less let lets like line little
lives living local look looking looks low lower made make makes making match matches matters may me mean means median
might mile mileage miles mind month more move moving much my near nearby net new next no normally not note now number
occupation of off office ok okay on once one only onto open option or order other others our ours out outpays outset
over overall own pace paid part path pay paying payroll pays per period pick picture place places plan planned plus
point present presently probably profession projected projection put puts putting rate rather reach reached reaches
ready real really recommend recommendation recommended reduce reduces related remain remainder remaining remains
result rise rises rising role roles roughly running same say see seen self sense set share shown shows shrink
shrinking shrinks side similar since skill skills slightly small smaller so some something somewhat spend spending
spent stand standing stands start started starting starts stay step steps still study studying such suggest suggested
suggestion sum switch take taken takes taking takings taught tax taxes tell than that the their them themselves then
there these they thing things think this those though through throughout time to today together told total toward
towards trade trails translate translates true truly try turn turns typical typically under up upon us use used uses
using usual usually vehicle versus view vs wage wages waiting walk want way we week weekly weeks well were what
whatever when where whereas which while who whole will with within without work worked workers working works worse
would year yet you your yours yourself
"""
_PLAIN = frozenset(_WORDS.split())

_WORD = re.compile(r"[A-Za-zé]+(?:['’][a-z]+)?")
_NOW = re.compile(r"\b(?:right now|take[- ]home)\b", re.I)
_SHORT = re.compile(r"['’](?:s|re|ll|ve|d|m)$")


def unknown(bare: str, own: Iterable[str]) -> str:
    """The first word of a sentence, placeholders aside, that is neither plain nor among the run's ``own``; else empty."""
    known: set[str] | None = None
    for match in _WORD.finditer(_NOW.sub("", bare)):
        word = _SHORT.sub("", match[0].lower())
        if word in _PLAIN or word == "n't":
            continue
        if known is None:
            known = {part.lower() for text in own for part in _WORD.findall(text)}
        if word not in known and word.removesuffix("n't") not in {"do", "does", "is", "are", "did", "was"}:
            return match[0]
    return ""
