"""Observed moves: the shares that are shipped, the chance they give, and how they are learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import moves as shipped
from knowledge.move_training import Observed, _by_similar, _shares_of, calibrated, cross_validated, fitted
from knowledge.moves import FLOOR, Moves, moves, rounded_shares
from knowledge.tables import tables
from runtime.errors import FactsError

ALL = tables().occupations["soc"].sort().to_list()


def test_every_occupation_has_shares_that_add_up() -> None:
    assert moves().socs == ALL
    for soc in ALL[::40]:
        shares = np.exp(moves().log_shares(soc))
        assert shares[moves().at[soc]] < 1e-5, "none moves to where they are"
        assert shares.sum() == pytest.approx(1, abs=0.05), "but for rounding to bytes"


@pytest.mark.parametrize(
    ("origin", "near", "far"),
    [("31-1131", "29-2061", "47-2111"), ("53-3033", "53-3032", "29-1141"), ("27-1024", "27-1011", "53-3032"), ("35-3031", "35-3011", "15-1252")],
)  # fmt: skip
def test_what_movers_do_is_likelier_than_what_they_do_not(origin: str, near: str, far: str) -> None:
    assert moves().chance(origin, near) > 0.6 > moves().chance(origin, far)


def test_who_stays_has_arrived() -> None:
    assert moves().chance("53-3033", "53-3033") == 1.0


def test_an_edited_file_is_refused(tmp_path: Path) -> None:
    harmed = tmp_path / "moves.npz"
    with np.load(shipped.WEIGHTS) as packed:
        arrays = {name: packed[name] for name in packed.files}
    arrays["calibration"] = arrays["calibration"] + 1
    np.savez(harmed, **arrays)
    with pytest.raises(FactsError, match="checksum"):
        Moves(harmed)


def test_bytes_keep_a_share_within_a_thirtieth() -> None:
    logs = np.linspace(FLOOR, 0, 200, dtype=np.float32)
    back = FLOOR * (1 - rounded_shares(logs).astype(np.float32) / 255)
    assert np.abs(back - logs).max() <= 0.03


def test_the_weights_are_those_that_made_the_moves() -> None:
    """Moves drawn from known weights over two kinds of evidence give the weights back."""
    draw = np.random.default_rng(1)
    columns, true = draw.normal(size=(60, 60, 2)), np.array([1.5, -0.7])
    shares = np.exp(_shares_of(columns @ true, np.arange(60)))
    counts = np.stack([draw.multinomial(400, row / row.sum()) for row in shares]).astype(float)
    assert fitted(columns, counts, np.arange(60)) == pytest.approx(true, abs=0.1)


def test_a_chance_is_true_after_calibration() -> None:
    draw = np.random.default_rng(2)
    lifts = draw.normal(size=20_000)
    seen = (draw.random(20_000) < 1 / (1 + np.exp(-(2 * lifts - 0.5)))).astype(float)
    assert calibrated(lifts, seen) == pytest.approx((2, -0.5), abs=0.1)


def _world(seed: int = 0) -> Observed:
    """Forty occupations on a line, whose movers go to a neighbour; the evidence is how far apart two lie."""
    draw, n = np.random.default_rng(seed), 40
    gap = np.abs(np.arange(n)[:, None] - np.arange(n))
    counts = np.zeros((n, n))
    for row in range(n):
        for target in draw.choice(
            n, 12, p=np.where(gap[row] == 1, 1.0, 1e-3) / np.where(gap[row] == 1, 1.0, 1e-3).sum()
        ):
            counts[row, target] += target != row
    alike = -gap.astype(float)
    np.fill_diagonal(alike, -99.0)
    fixed = {"gap": -gap.astype(float), "workers": np.full((n, n), 9.0)}
    return Observed([f"{11 + 2 * (row % 20)}-{row:04d}" for row in range(n)], counts, fixed, alike)


def test_an_origin_apart_is_judged_by_the_others_alone() -> None:
    """What is known of an origin's moves does not change with them: a share of its own can never leak into its evidence."""
    seen = _world()
    changed = seen.counts.copy()
    changed[7] = 0
    changed[7, 30] = 500
    assert np.allclose(_by_similar(seen, seen.counts)[7], _by_similar(seen, changed)[7])
    assert not np.allclose(_by_similar(seen, seen.counts)[8], _by_similar(seen, changed)[8]), (
        "its neighbours do hear of them"
    )
    check = cross_validated(seen, lambda share: None)
    assert check.reach10 > 0.9
    assert np.mean(check.seen) == pytest.approx(0.5, abs=0.05)
