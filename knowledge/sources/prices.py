"""What a dollar buys by metro, the states' minimum wages, and how far AI reaches into an occupation's work."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from knowledge.sources.files import find, need

RELEASES = {"prices": "2023", "minimum": "July 2026", "exposure": "2025"}
PRICES, MINIMUM, EXPOSURE = r"rpp_msa_\d{4}\.csv", r"state_minimum_wage_.*\.csv", r"soc_ai_applicability_scores\.csv"
_RAISED = {"FL": 15.0}
"""States whose rate rose after the table was made, by its own note: Florida on 30 September 2026."""
_LEVEL, _HOUSING = "RPPs: All items", "RPPs: Services: Housing"


def prices(folder: Path, published: set[str]) -> pl.DataFrame:
    """area, level, housing: regional price parities, the nation's being 100, of metros that wages are published for."""
    path = need(
        folder,
        PRICES,
        "The table of price parities",
        "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area",
    )
    frame = pl.read_csv(path, infer_schema=False).select(
        area=pl.lit("00") + pl.col("GeoFIPS").str.strip_chars(),
        level=pl.col(_LEVEL).cast(pl.Float64, strict=False), housing=pl.col(_HOUSING).cast(pl.Float64, strict=False),
    )  # fmt: skip
    return frame.filter(pl.col("area").is_in(published)).drop_nulls("level").sort("area")


def minimum(folder: Path) -> pl.DataFrame:
    """state, usd an hour: the least that holds in the whole state; cities and districts may ask more."""
    path = need(folder, MINIMUM, "The table of minimum wages", "https://www.dol.gov/agencies/whd/minimum-wage/state")
    frame = pl.read_csv(path, infer_schema=False)
    told = pl.col("usd_per_hour").cast(pl.Float64)
    return frame.select(
        "state", usd=pl.max_horizontal(told, pl.col("state").replace_strict(_RAISED, default=0.0))
    ).sort("state")


def exposure(folder: Path) -> pl.DataFrame:
    """soc, score, share: AI applicability of an occupation's work, and the percent of occupations with a lower one; empty without the file."""
    path = find(folder, EXPOSURE)
    if path is None:
        return pl.DataFrame(schema={"soc": pl.String, "score": pl.Float64, "share": pl.Float64})
    frame = pl.read_csv(path, infer_schema=False).select(
        soc="SOC Code", score=pl.col("ai_applicability_score").cast(pl.Float64).round(4)
    )
    lower = (pl.col("score").rank("min") - 1) / pl.len() * 100
    return frame.with_columns(share=lower.round(0)).sort("soc")
