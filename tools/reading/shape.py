"""What the reader's network says: its classes, the features of a quantity, and how far a quantity stands from a work.

Shared by the training (torch) and the reading (numpy), so that both see the same.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tools.reading.corpus import QUANTITY, SPAN
from tools.reading.quantities import Quantity

TAGS = ("O", *(f"{part}-{kind}" for kind in SPAN for part in "BI"))
PERIOD = ("", "hour", "day", "week", "month", "year", "piece", "shift", "once")
HEADS: dict[str, tuple[str, ...]] = {
    "quantity": QUANTITY,
    "period": PERIOD,
    "basis": ("before", "after", "left"),
    "cost": ("fuel", "car", "supplies", "goods", "rent", "phone", "insurance", "software", "tolls", "other"),
    "status": ("now", "past", "ended", "offered", "wished", "studied", "other", "denied"),
    "employment": ("self", "employee", "-"),
    "place": ("now", "from", "wished", "other"),
    "school": ("none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctorate"),
    "cred": ("held", "lapsed", "foreign", "progress", "none"),
    "limit": (
        "no-driving", "no-car", "no-heavy-lifting", "no-standing", "no-hand-strain", "no-fumes", "no-heights", "no-outdoor", "no-nights",
        "no-evenings", "no-weekends", "home-evenings", "school-hours", "flexible-hours", "part-time-only", "remote-only", "no-phone",
        "no-public", "no-care", "no-sales", "no-degree", "no-licence", "record", "limited-english", "work-status",
    ),
    "question": (
        "which", "licence", "pay", "tax", "schooling", "cost", "time", "how", "support", "record", "age", "remote", "deduct", "other",
    ),
}  # fmt: skip
"""Head → its classes. The first four are of a quantity, the rest of a span."""
OF_QUANTITY = ("quantity", "period", "basis", "cost")
OF_SPAN = tuple(name for name in HEADS if name not in OF_QUANTITY)
UNITS = ("", "usd", "percent", "hours", "minutes", "miles", "km", "years", "months", "weeks", "days", "clock", "pieces")
PERS = ("", "hour", "day", "week", "month", "year", "shift", "piece", "two weeks", "half month")
FEATURES = len(UNITS) + len(PERS) + 6
BUCKETS = (-160, -80, -40, -20, -8, 0, 8, 20, 40, 80, 160)
"""Characters between a quantity and a work, the quantity's place less the work's: bounds of the classes of distance."""
LINK = 64
"""Width of the vectors by which a quantity finds its work."""


def features(quantity: Quantity) -> NDArray[np.float32]:
    """What the grammar knows of a quantity, shape (FEATURES,)."""
    found = np.zeros(FEATURES, dtype=np.float32)
    found[UNITS.index(quantity.unit)] = 1
    found[len(UNITS) + PERS.index(quantity.per or "")] = 1
    size = math.log10(max(quantity.value, 0.01))
    found[-6:] = (
        size / 3,
        quantity.is_range,
        quantity.also is not None,
        quantity.value % 1 != 0,
        1900 <= quantity.low <= 2030,
        quantity.value < 1,
    )
    return found


def bucket(quantity_at: int, work_at: int) -> int:
    """The class of a distance, 0 to len(BUCKETS)."""
    return sum(quantity_at - work_at > bound for bound in BUCKETS)
