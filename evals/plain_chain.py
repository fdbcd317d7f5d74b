"""What stands beside ours: five prompts in a row, each with the profile, what was retrieved for it, and the answers before it.

The usual way to build such an adviser, and built to do well: its context is retrieved from the same index and tables, as
JSON with every figure and link in it; it is told to use nothing else and to be brief. Nothing is checked before it is shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from agents.contracts import Narrative
from evals.grounded import Claim, claims
from runtime.llm import ChatModel, Message
from tools.gig_income import gig_income
from tools.market_search import Filters, market_search
from tools.profile import Profile
from tools.resources import find_resources, role_links
from tools.roles import related_roles
from tools.titles import match_title
from tools.wages import NATION, wage_facts, wages

MAX_TOKENS = 300
"""An answer's; those of 1.5 billion parameters end by themselves at about half of it."""

SYSTEM = (
    "You are a career adviser for gig workers. Use only the figures and links in the context. Speak to the worker as "
    '"you", in at most five sentences.'
)
STEPS = (
    ("market", "Name the three roles from the context that suit this worker, with what each pays."),
    ("skills", "Say which skills the worker has for each of these roles, and which are missing."),
    ("income", "Say what an hour of the present work brings after costs, and compare it with the pay of each role."),
    ("career", "Choose one role and explain why, with its pay and outlook."),
    ("upskilling", "Lay out a learning plan for the chosen role: steps, hours, costs, and a link for each."),
)


@dataclass
class ChainRun:
    """What the five prompts gave. ``unsupported`` are numbers and links that stand nowhere in profile or context."""

    texts: list[str] = field(default_factory=list)
    tokens_out: int = 0
    claims: int = 0
    unsupported: list[Claim] = field(default_factory=list)


async def chain(model: ChatModel, profile: Profile) -> ChainRun:
    """One answer in five calls, each after the one before."""
    done, before = ChainRun(), list[dict[str, str]]()
    worker = profile.model_dump(mode="json", exclude_defaults=True, exclude={"words", "notes"})
    context = retrieved(profile)
    for name, task in STEPS:
        asked = {"worker": worker, "context": context[name], "earlier_answers": before}
        messages = [
            Message(role="system", content=SYSTEM),
            Message(role="user", content=f"{json.dumps(asked, ensure_ascii=False)}\n\n{task}"),
        ]
        answer = await model.complete(messages, max_tokens=MAX_TOKENS, temperature=0.2)
        done.texts.append(answer.text)
        done.tokens_out += answer.tokens_out
        before.append({name: answer.text})
    seen = json.dumps([worker, context])
    for said in done.texts:
        found = claims(Narrative(agent="market_researcher", text=_LIST_MARK.sub("", said)))
        done.claims += len(found)
        done.unsupported += [claim for claim in found if not stands_in(claim.shown, seen)]
    return done


_LIST_MARK = re.compile(r"(?m)^\s*(?:[-*#]+\s*)*\d+[.)]\s")


def stands_in(shown: str, context: str) -> bool:
    """Whether a number or link is one of the context's own, whatever it is said of: as generous as can be."""
    if shown.startswith("http"):
        return shown.rstrip(".,") in context
    value = abs(float(re.sub(r"[$,]", "", shown)))
    return any(abs(float(number) - value) < 0.005 for number in re.findall(r"\d+(?:\.\d+)?", context.replace(",", "")))


def retrieved(profile: Profile) -> dict[str, Any]:
    """By step, what the index and the tables have of the worker's own work and the five roles nearest to it."""
    words = ", ".join([*(work.title for work in profile.work), *profile.skills, *profile.wants]) or profile.text
    socs = [match.soc for work in profile.work for match in match_title(work.title).matches[:1]]
    socs += [role.soc for soc in socs[:2] for role in related_roles(soc, 4).roles]
    socs += [passage.soc for passage in market_search(words, k=8).passages if passage.soc]
    found = {soc: _documents(soc) for soc in list(dict.fromkeys(socs))[:5]}
    area = profile.area.code or NATION
    pay = {soc: [f"{fact.meaning}: {fact.shown}" for fact in wage_facts(wages(soc, area))][:4] for soc in found}
    skills = list(dict.fromkeys([*profile.skills, *profile.wants]))[:2]
    links = [r for skill in skills for r in find_resources(skill).resources] + [
        r for soc in found for r in role_links(soc)[:1]
    ]

    def of(*facets: str) -> list[dict[str, Any]]:
        return [
            {facet: docs[facet] for facet in facets if facet in docs} | {"pay here": pay[soc]}
            for soc, docs in found.items()
        ]

    return {
        "market": of("titles", "demand"),
        "skills": of("skills", "software"),
        "income": {"present work": [f"{fact.meaning}: {fact.shown}" for fact in gig_income(profile.work).facts], "roles": of("pay")},
        "career": of("demand", "requirements"),
        "upskilling": [{"title": r.title, "url": r.url, "cost_usd": r.cost_usd, "hours": r.hours} for r in links[:8]],
    }  # fmt: skip


def _documents(soc: str) -> dict[str, str]:
    """A role's documents by what they are about."""
    passages = market_search("pay, demand, skills, requirements", Filters(socs=[soc]), 6).passages
    return {passage.facet: passage.text[:300] for passage in passages}
