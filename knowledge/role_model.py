"""The nearest occupations of each, worked out beforehand from the fact tables by ``role_training``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.tables import FACTS
from knowledge.title_model import read_arrays

WEIGHTS = FACTS / "near_roles.npz"
NEAREST = 100
"""How many are kept for each."""


class RoleModel:
    """Who is near whom. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.socs: list[str] = [soc.decode() for soc in arrays["socs"].tolist()]
        self._row = {soc: n for n, soc in enumerate(self.socs)}
        self._nearest, self._odds = arrays["nearest"], arrays["odds"].astype(np.float32)

    def near(self, soc: str) -> list[tuple[str, float]]:
        """(SOC, log-odds of being called similar by the Occupational Outlook Handbook), nearest first."""
        row = self._row[soc]
        return [(self.socs[at], float(odds)) for at, odds in zip(self._nearest[row], self._odds[row], strict=True)]


@lru_cache(maxsize=1)
def role_model() -> RoleModel:
    """The shipped neighbours, once a process."""
    return RoleModel()
