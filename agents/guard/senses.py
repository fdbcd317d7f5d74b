"""What each fact is, in one word: the name by which the phrases speak of it."""

from __future__ import annotations

import re

from tools.fact import Fact

_SENSES = (
    ("gross", r"you\.gross_week"), ("hours", r"you\.(?:paid_)?hours"), ("car", r"you\.miles_cost"), ("costs", r"you\.expenses"),
    ("self", r"you\.se_tax"), ("payroll", r"you\.fica"), ("own", r"you\.net_hour"), ("skill", r"you\.skill\..*"),
    ("role", r"role\..*\.title"), ("place", r"area\..*"), ("growth", r"role\..*\.growth"),
    ("pay", r"wage\..*\.p50"), ("entry", r"wage\..*\.p25"), ("net", r"wage\..*\.net"),
    ("pace", r"plan\.pace"), ("learning", r"plan\.hours"), ("weeks", r"plan\.weeks"), ("fee", r"plan\.cost"),
    ("how", r"way\..*\.how"), ("paid", r"way\..*\.paid"), ("clo", r"way\..*\.cost\.low"), ("chi", r"way\..*\.cost\.high"),
    ("wlo", r"way\..*\.weeks\.low"), ("whi", r"way\..*\.weeks\.high"),
)  # fmt: skip


def sense(fact: Fact) -> str:
    """Empty for facts that no agent puts into words."""
    return next((name for name, pattern in _SENSES if re.fullmatch(pattern, fact.id)), "")
