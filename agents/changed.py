"""What a turn changed of a profile: which fields, and whether a figure is said again that stood there before."""

from __future__ import annotations

from tools.profile import Profile
from tools.reading.quantities import quantities

FIELDS = (
    "work", "past", "skills", "languages", "education", "field", "credentials", "place", "area", "target_hourly", "study_hours", "budget",
    "wants", "wishes", "constraints", "possible_limits", "needs",
)  # fmt: skip
"""Fields of a profile that advice hangs on."""


OF_WORK = {
    "money": ("gross",),
    "hours": ("hours", "unpaid_hours"),
    "miles": ("miles",),
    "costs": ("expenses", "supplies", "fees"),
}
VALUES = {*OF_WORK, "area", "education", "target_hourly", "study_hours", "budget"}
"""Fields that hold one value: another one in its place is a correction."""


def value_of(profile: Profile, name: str) -> object:
    """What a field holds; of a work's figures all that are known, none for a place that is not known."""
    if name in OF_WORK:
        return [value for work in profile.work for part in OF_WORK[name] if (value := getattr(work, part)) is not None]
    if name == "area":
        return profile.area if profile.area.level != "nation" else None
    if name == "work":
        return [(work.title, work.soc, work.employee) for work in profile.work]
    return getattr(profile, name)


def changed_fields(before: Profile, after: Profile) -> list[str]:
    """Fields that are other now: those of :data:`FIELDS`, and of the works takings, hours, miles and costs by themselves."""
    return [name for name in (*FIELDS, *OF_WORK) if value_of(before, name) != value_of(after, name)]


SHORT = 16
"""Words of a turn that takes back what was said by naming what it was."""


def said_again(text: str, earlier: Profile, now: Profile) -> bool:
    """Whether a figure is named that stood in the profile before its last change and does not now: "no, 44 was right"."""
    told = [one.by_week() for one in quantities(text)]
    if len(told) > 2 or len(text.split()) > SHORT:  # who tells much tells something new
        return False
    return any(
        one.unit in units
        and any(abs(one.value - gone) < 0.01 for gone in _figures(earlier, name) - _figures(now, name))
        for one in told
        for name, units in UNITS_OF.items()
    )


UNITS_OF: dict[str, tuple[str, ...]] = {
    "money": ("", "usd"), "hours": ("", "hours"), "miles": ("", "miles", "km"), "costs": ("", "usd", "percent"), "target_hourly": ("", "usd"),
    "study_hours": ("", "hours"), "budget": ("", "usd"),
}  # fmt: skip
"""A field that holds figures → the units that one may be said in: 45 miles are no 45 hours."""


def _figures(profile: Profile, name: str) -> set[float]:
    """The figures that a field holds."""
    if name == "money":
        return {work.gross.usd for work in profile.work if work.gross}
    values = value_of(profile, name)
    return {float(one) for one in (values if isinstance(values, list) else [values]) if isinstance(one, int | float)}
