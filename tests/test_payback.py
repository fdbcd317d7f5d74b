"""When learning has paid for itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.errors import UserError
from tools.payback import payback


def test_by_hand() -> None:
    """$600 at $4–$10 an hour more over 40 h: 600 ÷ 400 → 2 weeks, 600 ÷ 160 → 4; ready in 6 to 9 weeks."""
    found = payback((600, 600), (4, 10), 40, (6, 8.5))
    assert (found.after_soonest, found.after_latest) == (2, 4)
    assert (found.from_now_soonest, found.from_now_latest) == (8, 13)
    assert found.months(found.from_now_latest) == 3


def test_what_costs_nothing_has_paid_at_once() -> None:
    assert payback((0, 0), (-1, 5), 40, (3, 3)).from_now_latest == 3


def test_no_gain_pays_nothing_back() -> None:
    found = payback((100, 200), (-2, 5), 40)
    assert (found.after_soonest, found.after_latest) == (1, None)
    assert found.months(found.after_latest) is None
    assert payback((100, 200), (-2, 0), 40).after_soonest is None


@pytest.mark.parametrize(
    "wrong", [((2, 1), (1, 2), 40), ((-1, 1), (1, 2), 40), ((1, 1), (1, 2), 0), ((1, 1), (1, 2), 200)]
)
def test_spans_that_cannot_be(wrong: tuple[tuple[float, float], tuple[float, float], float]) -> None:
    with pytest.raises(UserError):
        payback(*wrong)


amount = st.floats(0, 20_000)


@given(amount, amount, st.floats(0.5, 40), st.floats(0, 40), st.floats(1, 80))
def test_dearer_or_poorer_never_pays_sooner(cost: float, more: float, uplift: float, rise: float, hours: float) -> None:
    found = payback((cost, cost + more), (uplift, uplift + rise), hours)
    assert found.after_soonest is not None
    assert found.after_latest is not None
    assert found.after_soonest <= found.after_latest
