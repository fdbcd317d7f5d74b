"""Retrieval: do the roles and passages that were found hold roles of the families that good advice for this person holds?

A case's families are alternatives: any of them is good, so what counts is whether one is among the first (hit@k) and how many of
the first are of one (precision@k); a share of all alternatives would ask for every good answer at once. For nDCG and MRR the
first role of a family is relevant, further ones of the same are not, so that ten kinds of clerk do not count ten times. The
figures are trec_eval's, through pytrec_eval (Van Gysel and de Rijke, "Pytrec_eval: An Extremely Fast Python Interface to
trec_eval", SIGIR 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from evals.cases import Case
from evals.metrics.metric import metric
from evals.results import Result

_MEASURES = ("success_5", "success_10", "P_5", "P_10", "ndcg_cut_10", "recip_rank")


@lru_cache(maxsize=4096)
def judged(ranking: tuple[str, ...], families: tuple[str, ...]) -> dict[str, float]:
    """trec_eval's figures of one ranking of SOC codes against beginnings of SOC codes; the longest beginning counts."""
    import pytrec_eval

    found: dict[str, float] = {}
    by_family: dict[str, float] = {}
    for at, soc in enumerate(ranking):
        hits = [family for family in families if soc.startswith(family)]
        name = max(hits, key=len) if hits else f"not {soc}"
        by_family.setdefault(name, -float(at))
        found[f"{name} {soc}" if hits else name] = -float(at)
    each = {name: 1 for name in found if not name.startswith("not ")} or {"none": 1}
    counted = pytrec_eval.RelevanceEvaluator({"run": each}, set(_MEASURES[:4])).evaluate({"run": found})
    ordered = pytrec_eval.RelevanceEvaluator({"run": dict.fromkeys(families, 1)}, set(_MEASURES[4:])).evaluate(
        {"run": by_family}
    )
    return {**counted.get("run", {}), **ordered.get("run", {})}


def _of(case: Case, socs: Sequence[str] | None, measure: str) -> float | None:
    families = tuple(dict.fromkeys(case.expect.families))
    if socs is None or not families:
        return None
    return judged(tuple(dict.fromkeys(socs)), families).get(measure, 0.0) if socs else 0.0


def candidates(result: Result) -> list[str] | None:
    """SOC codes of the roles taken into the comparison, best first."""
    if result.advice is None:
        return None
    return [role.soc for role in result.advice.market.candidates] if result.advice.market else []


def passages(result: Result) -> list[str] | None:
    """SOC codes of the passages the knowledge base gave, nearest first; passages of no role are left out."""
    if result.advice is None:
        return None
    found = result.advice.market.passages if result.advice.market else []
    return [p.soc for p in sorted(found, key=lambda p: -p.score) if p.soc]


@metric("retrieval.hit@5")
def hit_5(case: Case, result: Result) -> float | None:
    """1 when a role of an accepted family is among the first 5."""
    return _of(case, candidates(result), "success_5")


@metric("retrieval.hit@10")
def hit_10(case: Case, result: Result) -> float | None:
    """1 when a role of an accepted family is among the first 10."""
    return _of(case, candidates(result), "success_10")


@metric("retrieval.precision@5")
def precision_5(case: Case, result: Result) -> float | None:
    """Roles of accepted families among the first 5 ÷ 5 (Manning et al., Introduction to Information Retrieval, 8.4)."""
    return _of(case, candidates(result), "P_5")


@metric("retrieval.precision@10")
def precision_10(case: Case, result: Result) -> float | None:
    """Roles of accepted families among the first 10 ÷ 10."""
    return _of(case, candidates(result), "P_10")


@metric("retrieval.ndcg@10")
def ndcg_10(case: Case, result: Result) -> float | None:
    """Σ relevanceᵢ ÷ log₂(i + 1) over the first 10 roles, ÷ the same of the best order (Järvelin and Kekäläinen, TOIS 2002)."""
    return _of(case, candidates(result), "ndcg_cut_10")


@metric("retrieval.mrr")
def mrr(case: Case, result: Result) -> float | None:
    """1 ÷ rank of the first role of an accepted family; 0 without one (Voorhees, TREC-8 question answering, 1999)."""
    return _of(case, candidates(result), "recip_rank")


@metric("retrieval.passages.hit@10")
def passages_hit_10(case: Case, result: Result) -> float | None:
    """1 when a passage about a role of an accepted family is among the 10 nearest roles' passages."""
    return _of(case, passages(result), "success_10")


@metric("retrieval.passages.mrr")
def passages_mrr(case: Case, result: Result) -> float | None:
    """1 ÷ rank of the first passage's role of an accepted family; 0 without one."""
    return _of(case, passages(result), "recip_rank")


@metric("retrieval.passages.score", unit="cosine")
def passages_score(case: Case, result: Result) -> float | None:
    """Mean likeness of query and passage, cosine, over all passages of the run; 0 where queries brought none."""
    market = result.advice.market if result.advice else None
    if market is None or not market.queries:
        return None
    return sum(p.score for p in market.passages) / len(market.passages) if market.passages else 0.0


RETRIEVAL = (
    hit_5, hit_10, precision_5, precision_10, ndcg_10, mrr, passages_hit_10, passages_mrr, passages_score,
)  # fmt: skip
