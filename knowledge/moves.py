"""How workers really move: by occupation, the share of those who leave it that each other one takes in, fitted on observed moves.

``knowledge/facts/moves.npz`` is made by :mod:`knowledge.move_training`. It is evidence of what people did, not of what they should do:
the résumés behind it lean to offices, and nobody knows who tried in vain.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.tables import FACTS
from knowledge.title_model import Floats, read_arrays

WEIGHTS = FACTS / "moves.npz"
FLOOR = -14.0
"""Log share below which nothing is told apart; bytes from here to 0."""


class Moves:
    """Log shares of moves, shape (occupations, occupations), rows the origins. FactsError when the file is missing or edited."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        arrays = read_arrays(path)
        self.socs: list[str] = [soc.decode() for soc in arrays["socs"].tolist()]
        self.at = {soc: n for n, soc in enumerate(self.socs)}
        self._bytes = arrays["log_shares"]
        self._arrivals: Floats = arrays["arrivals"]
        self._calibration: Floats = arrays["calibration"]

    def log_shares(self, soc: str) -> Floats:
        """By occupation of :attr:`socs`, the log of its share among moves out of ``soc``; the floor for itself."""
        return np.asarray(FLOOR * (1 - self._bytes[self.at[soc]].astype(np.float32) / 255))

    def chance(self, origin: str, target: str) -> float:
        """0–1: of equally many movers out of ``origin`` and out of anything, the share of those from ``origin`` among all who came to
        ``target``. A half where work like it neither helps nor hinders; 1 for who stays in what they do."""
        if origin == target:
            return 1.0
        lift = float(self.log_shares(origin)[self.at[target]] - self._arrivals[self.at[target]])
        slope, offset = self._calibration
        return round(float(1 / (1 + np.exp(-(slope * lift + offset)))), 2)


def rounded_shares(log_shares: Floats) -> np.ndarray:
    """Log shares as bytes: 0 for the floor and below, 255 for a share of one."""
    return np.round((1 - np.clip(log_shares, FLOOR, 0) / FLOOR) * 255).astype(np.uint8)


@lru_cache(maxsize=1)
def moves() -> Moves:
    """The shipped shares, once a process."""
    return Moves()
