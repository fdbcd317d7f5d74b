"""How well titles, roles and skills are linked, on sets apart from what they are learned from.

A folder holds ``title_to_soc_*.csv`` (title, soc: one or several codes with "|"), ``similar_occupations_ooh.csv``
(from_soc, to_soc) and ``freelancer_skills.jsonl`` (skills, category). Ours and the baselines answer the same
questions in the same run; every figure comes with a bootstrap interval over the questions.
"""

from __future__ import annotations

import csv
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from agents.readiness import gaps
from evals.baselines import Baselines, Progress, Ranking
from evals.scores import OURS, Confusion, Report, ranked, shares
from knowledge.tables import tables
from runtime.errors import UserError
from tools.fit import role_fit
from tools.resources import find_resources
from tools.roles import related_roles, roles_for_skills
from tools.skills import map_skills, names
from tools.titles import link_title, link_titles

Part = Literal["titles", "roles", "skills"]
T = TypeVar("T")

PARTS: tuple[Part, ...] = ("titles", "roles", "skills")

TARGETS = {
    "bls": {"top1": 0.87, "top5": 0.97},
    "esco": {"top1": 0.56, "top5": 0.82},
    "census": {"top1": 0.61, "top5": 0.74},
    "similar occupations": {"recall@10": 0.43, "recall@20": 0.58},
    "freelancers' skills": {"linked": 0.85},
    "skills alone": {"family@5": 0.90},
    "gap skills": {"taught": 0.95},
}
"""Shares to reach, on codes as the sets give them."""

FAMILIES = {
    "marketing": ("11-201", "11-202", "11-203", "13-1161", "27-303", "41-3011", "27-304"),
    "graphic design": ("27-101", "27-102", "15-1255"),
    "web development": ("15-1254", "15-1255", "15-1252", "15-1253", "15-1251"),
    "data science": ("15-2051", "15-2041", "15-2031", "15-2021", "15-1221", "15-1252", "15-1242", "15-1243"),
    "data analytics": ("15-2051", "15-2041", "15-2031", "15-1211", "15-1242", "15-1243", "13-1111", "13-1161", "13-2051"),
}  # fmt: skip
"""Freelancers' categories → beginnings of the codes of roles that fit them."""


def evaluate(
    folder: Path,
    parts: Sequence[Part] = PARTS,
    sample: int | None = None,
    progress: Progress = lambda what, share: None,
) -> Report:
    """All measures on a folder's sets; ``sample`` takes that many questions of each set, by a fixed seed.

    UserError when the folder holds none of the sets.
    """
    began, report, baselines = time.perf_counter(), Report(), Baselines(progress)
    steps: list[tuple[str, Callable[[], None]]] = []
    for file in sorted(folder.glob("title_to_soc_*.csv")) if "titles" in parts else []:
        steps.append((file.stem.rpartition("_")[2], lambda file=file: _titles(file, sample, baselines, report)))  # type: ignore[misc]
    if "roles" in parts and (similar := folder / "similar_occupations_ooh.csv").exists():
        steps.append(("similar occupations", lambda: _similar(similar, sample, baselines, report)))
    if "skills" in parts and (skills := folder / "freelancer_skills.jsonl").exists():
        steps.append(("freelancers' skills", lambda: _skills(skills, sample, baselines, report)))
    if not steps:
        raise UserError(f"There are no such sets in {folder}.", "Give the folder that holds title_to_soc_*.csv.")
    for number, (what, step) in enumerate(steps):
        progress(what, number / len(steps))
        step()
    progress("done", 1.0)
    report.seconds = round(time.perf_counter() - began, 1)
    return report


# ---- titles ---------------------------------------------------------------------------------------------------


def _titles(file: Path, sample: int | None, baselines: Baselines, report: Report) -> None:
    rows = _sampled(list(csv.DictReader(file.open(newline=""))), sample)
    name, titles = file.stem.rpartition("_")[2], [row["title"] for row in rows]
    gold = [set(row["soc"].split("|")) for row in rows]
    link_title("warm up")
    began = time.perf_counter()
    linked = link_titles(titles, 10)
    ours = [[match.soc for match in found.matches] for found in linked]
    rate = len(titles) / (time.perf_counter() - began)
    report.titles_per_second = round(min(rate, report.titles_per_second or rate), 1)
    sure = [(found.matches[0].soc, opened(codes)) for found, codes in zip(linked, gold, strict=True) if found.sure]
    report.measures += shares(name, "sure", {OURS: [float(found.sure) for found in linked]}, target=None)
    report.measures += shares(name, "wrong when sure", {OURS: [float(soc not in codes) for soc, codes in sure]})
    answers = {
        OURS: ours,
        "MiniLM": baselines.minilm(titles, 10),
        "TF-IDF": baselines.tfidf(titles, 10),
        "exact": baselines.exact(titles, 10),
    }
    wanted = {"top1": "success_1", "top5": "success_5", "mrr": "recip_rank"}
    report.measures += ranked(name, answers, gold, wanted, TARGETS.get(name, {}))
    if any(code not in known() for codes in gold for code in codes):
        wide = f"{name}, joint codes opened"
        report.measures += ranked(wide, answers, [opened(codes) for codes in gold], wanted, {})
    report.confusions += _confusions(name, titles, ours, [opened(codes) for codes in gold])


def _confusions(name: str, titles: list[str], ours: list[Ranking], gold: list[set[str]]) -> list[Confusion]:
    """The families with the most titles put wrongly first."""
    asked: Counter[str] = Counter(min(codes)[:4] for codes in gold if codes)
    wrong: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for title, ranking, codes in zip(titles, ours, gold, strict=True):
        if codes and (first := ranking[0] if ranking else "") not in codes:
            wrong[min(codes)[:4]].append((title, min(codes), first))
    worst = sorted(wrong, key=lambda family: (-len(wrong[family]), family))[:8]
    return [
        Confusion(
            set=name,
            family=family,
            example_role=_role(wrong[family][0][1]),
            questions=asked[family],
            missed=len(wrong[family]),
            instead=[
                group for group, _ in Counter(first[:4] or "none" for _, _, first in wrong[family]).most_common(3)
            ],
            example=wrong[family][0][0],
            answered=_role(wrong[family][0][2]),
        )
        for family in worst
    ]


# ---- roles and skills -----------------------------------------------------------------------------------------


def _similar(file: Path, sample: int | None, baselines: Baselines, report: Report) -> None:
    """Experts' similar occupations. A joint code may be asked about, and is never answered: answers are detailed codes."""
    listed: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(file.open(newline="")):
        listed[row["from_soc"]].add(row["to_soc"])
    asked = _sampled(sorted(listed), sample)
    wanted = {"recall@10": "recall_10", "recall@20": "recall_20", "ndcg@10": "ndcg_cut_10"}
    systems: dict[str, Callable[[list[str]], list[Ranking]]] = {
        OURS: lambda socs: [[role.soc for role in related_roles(soc, 20).roles] for soc in socs],
        "O*NET Related": lambda socs: baselines.related(socs, 20),
        "MiniLM": lambda socs: baselines.minilm_roles(socs, 20),
        "TF-IDF": lambda socs: baselines.tfidf_roles(socs, 20),
    }
    targets = TARGETS["similar occupations"]
    answers = {name: answer(asked) for name, answer in systems.items()}
    report.measures += ranked("similar occupations", answers, [listed[soc] for soc in asked], wanted, targets)
    wide = "similar occupations, joint codes opened"
    report.measures += ranked(wide, answers, [opened(listed[soc]) - opened({soc}) for soc in asked], wanted, {})


def _skills(file: Path, sample: int | None, baselines: Baselines, report: Report) -> None:
    """Mentions that link to something, whether what is linked leads to roles of the person's own category, and whether
    what they lack for those roles is taught by a resource of the catalogue."""
    people = _sampled(
        [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()], sample
    )
    said = [person["skills"] for person in people]
    links = [map_skills(skills) for skills in said]
    own = {name.casefold() for name, _ in names().values()} | {n.casefold() for n in tables().software["name"].unique()}
    linked = {
        OURS: [1 - len(link.unlinked) / max(len(skills), 1) for link, skills in zip(links, said, strict=True)],
        "exact": [sum(s.casefold() in own for s in skills) / max(len(skills), 1) for skills in said],
    }
    sizes = [float(len(skills)) for skills in said]
    report.measures += shares("freelancers' skills", "linked", linked, sizes, TARGETS["freelancers' skills"]["linked"])
    families = [FAMILIES.get(person.get("category", ""), ()) for person in people]
    texts = [", ".join(skills) for skills in said]
    ids = [[found.id for found in link.linked] for link in links]
    rankings = {
        OURS: [_roles(*pair) for pair in zip(ids, said, strict=True)],
        "links only": [_roles(own, []) for own in ids],
        "MiniLM": baselines.minilm_roles(texts, 5),
        "TF-IDF": baselines.tfidf_roles(texts, 5),
    }
    courses = [_taught(*pair) for pair in zip(ids, rankings[OURS], strict=True)]
    sizes = [float(len(found)) for found in courses]
    covered = {OURS: [sum(found) / max(len(found), 1) for found in courses]}
    report.measures += shares("gap skills", "taught", covered, sizes, TARGETS["gap skills"]["taught"])
    for depth in (5, 1):
        hits = {system: _fitting(ranking, families, depth) for system, ranking in rankings.items()}
        metric = f"family@{depth}"
        report.measures += shares("skills alone", metric, hits, target=TARGETS["skills alone"].get(metric))


def _taught(ids: list[str], socs: Ranking) -> list[float]:
    """1 for each skill that a person lacks for one of the roles and a resource of the catalogue teaches."""
    fits = [role_fit(soc, dict.fromkeys(ids, "said")) for soc in socs]
    lacking = {need.id for fit in fits for need in gaps(fit, taught=False)}
    return [float(bool(find_resources(skill, 1).resources)) for skill in sorted(lacking)]


def _roles(ids: list[str], words: list[str]) -> Ranking:
    return [role.soc for role in roles_for_skills(ids, 5, words).roles]


def _fitting(rankings: list[Ranking], families: list[tuple[str, ...]], depth: int) -> list[float]:
    """1 for each person with a role of the own family among the first ``depth``; people without a family left out."""
    pairs = zip(rankings, families, strict=True)
    return [float(any(soc.startswith(family) for soc in socs[:depth])) for socs, family in pairs if family]


# ---- codes and samples ----------------------------------------------------------------------------------------


def known() -> set[str]:
    """The detailed codes that can be answered."""
    return set(tables().occupations["soc"])


def opened(codes: set[str]) -> set[str]:
    """Joint codes of a publisher ("43-6000", "25-9045") → the detailed ones they stand for."""
    return {soc for code in codes for soc in tables().detailed(code)}


def _sampled(items: list[T], sample: int | None) -> list[T]:
    if sample is None or sample >= len(items):
        return items
    chosen = sorted(random.Random(0).sample(range(len(items)), sample))
    return [items[n] for n in chosen]


def _role(soc: str) -> str:
    return tables().occupation(soc).title if soc else "nothing"
