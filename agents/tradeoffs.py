"""What speaks for one role against another, in words: strengths, trade-offs, and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agents.contracts import Choice, Decision, IncomeComparison
from agents.scoring import WEIGHTS
from tools.words import role_words

_STRONG = {"suits": "suits them best on the whole", "fit": "uses most of what they know", "uplift": "pays most", "outlook": "best outlook", "ready": "soonest ready",
           "wishes": "nearest to what they asked for"}  # fmt: skip


def strength(choice: Choice, options: Iterable[Choice]) -> str:
    """What a role is best at among the options, in words."""
    rest = list(options)
    best = [
        name
        for name in WEIGHTS
        if getattr(choice.scores, name) == max(getattr(c.scores, name) for c in rest)
        and len({getattr(c.scores, name) for c in rest}) > 1
    ]
    return ", ".join(_STRONG[name] for name in best) or "best on the whole"


_BETTER = {"suits": "it suits you better on the whole", "fit": "it uses more of what you bring", "uplift": "it brings you more", "outlook": "the outlook is better",
           "ready": "you are ready sooner", "wishes": "it is nearer to what you said you want"}  # fmt: skip
_WORSE = {"suits": "it suits you less on the whole", "fit": "it uses less of what you bring", "uplift": "it brings you less", "outlook": "the outlook is weaker",
          "ready": "it takes longer to get ready", "wishes": "it is further from what you said you want"}  # fmt: skip


Weeks = Mapping[str, tuple[float, float]]
"""SOC code → weeks until one can be hired, from and to."""


def trade_off(choice: Choice, pick: Choice, wished: bool, weeks: Weeks) -> str:
    """The two largest differences to the pick, the good one first; of wishes only where the worker ``wished`` something."""
    gaps = _gaps(choice, pick, wished, weeks)
    best, worst = max(gaps, key=lambda n: gaps[n] * WEIGHTS[n]), min(gaps, key=lambda n: gaps[n] * WEIGHTS[n])
    plus = _BETTER[best] if gaps[best] > 0.02 else ""
    minus = _WORSE[worst] if gaps[worst] < -0.02 else ""
    text = f"{plus}, but {minus}" if plus and minus else plus or minus or "it comes out about even"
    return f"{text[:1].upper()}{text[1:]}."


def _gaps(choice: Choice, pick: Choice, wished: bool, weeks: Weeks) -> dict[str, float]:
    """By how much a role is better than the pick, by criterion. Who learns fewer hours may still wait longer to be hired, as for a
    promotion: then neither is ready sooner."""
    names = [name for name in WEIGHTS if wished or name != "wishes"]
    gaps = {name: getattr(choice.scores, name) - getattr(pick.scores, name) for name in names}
    if (
        choice.soc in weeks
        and pick.soc in weeks
        and gaps["ready"] * (sum(weeks[pick.soc]) - sum(weeks[choice.soc])) < 0
    ):
        gaps["ready"] = 0.0
    return gaps


def would_change(pick: Choice, others: list[Choice], wished: bool, weeks: Weeks) -> list[str]:
    """What the worker would have to weigh more for another role to win."""
    lines = []
    used: set[str] = set()
    for other in others:
        gaps = {
            name: gap
            for name, gap in _gaps(other, pick, wished, weeks).items()
            if name in _MATTERS and name not in used
        }
        if not gaps:
            break
        name = max(gaps, key=lambda n: gaps[n])
        if gaps[name] > 0.02:
            used.add(name)
            lines.append(f"If {_MATTERS[name]} mattered most to you, {role_words(other.title)} would come first.")
    return lines


_MATTERS = {
    "fit": "using what you already know",
    "uplift": "the pay",
    "outlook": "the outlook",
    "ready": "being ready soon",
    "wishes": "what you said you want",
}


def no_role(found: Decision, any_ranked: bool, any_pays: bool, income: IncomeComparison) -> None:
    """Why there is no pick, as an abstention."""
    if found.too_far and not any_ranked:
        found.abstentions.append(
            "Every role I found takes more than three years to get ready for at the hours you have."
        )
    elif any_ranked and any_pays:
        found.abstentions.append(
            "Roles that pay more than your hour lie too far from what you do, or are fading where you live, so I recommend none. Tell me more of what you can do or have done."
        )
    elif any_ranked:
        found.abstentions.append(
            "None of the roles within reach pays a beginner more than your hour brings now, so I recommend none over it."
        )
    elif income.unranked:
        found.abstentions.append("No wage is published for the roles I found, so I cannot rank them.")
    else:
        found.abstentions.append("I cannot recommend a role yet; tell me what work you do or what you are good at.")
