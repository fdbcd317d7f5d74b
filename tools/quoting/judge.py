"""Whether a piece of a report answers a question: question and piece are read together, so that a near miss is told from an answer.

The weights, ``knowledge/facts/quoting.npz``, are taught by :mod:`tools.quoting.lessons` from ``knowledge/corpus/reports/``.
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.tables import FACTS
from tools.yesno.network import YesNo

WEIGHTS = FACTS / "quoting.npz"


@lru_cache(maxsize=1)
def judge() -> YesNo:
    """The shipped judge, once a process; it is asked with (question, piece)."""
    return YesNo(WEIGHTS)
