"""Whether the links that the tables carry still answer. Needs the network; nothing else in the house does this."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable
from pathlib import Path

import httpx

CATALOGUE = Path(__file__).parent / "catalogue"
AT_ONCE = 8
"""Requests in flight; courses of one provider share a host, which should not be pressed."""
SECONDS = 20.0


def urls(folder: Path = CATALOGUE) -> list[str]:
    """Every distinct http(s) address in a ``url`` column of the catalogue's tables."""
    found = set()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["url"] for row in csv.DictReader(file) if (row.get("url") or "").startswith("http")}
    return sorted(found)


async def dead(addresses: list[str], seen: Callable[[int], None] = lambda done: None) -> dict[str, str]:
    """What is wrong, by address; addresses that answer are left out. ``seen`` is called with how many were tried."""
    gate, wrong, done = asyncio.Semaphore(AT_ONCE), dict[str, str](), 0
    headers = {"User-Agent": "Gigpath link check"}
    async with httpx.AsyncClient(follow_redirects=True, timeout=SECONDS, headers=headers) as client:

        async def look(address: str) -> None:
            nonlocal done
            async with gate:
                if problem := await _problem(client, address):
                    wrong[address] = problem
            done += 1
            seen(done)

        await asyncio.gather(*(look(address) for address in addresses))
    return dict(sorted(wrong.items()))


async def _problem(client: httpx.AsyncClient, address: str) -> str:
    """Empty when the page is there. Hosts that refuse HEAD are asked with GET, whose body is not read."""
    try:
        answer = await client.head(address)
        if answer.status_code in (403, 404, 405, 501):
            async with client.stream("GET", address) as answer:
                pass
    except httpx.HTTPError as error:
        return type(error).__name__
    return f"{answer.status_code} {answer.reason_phrase}" if answer.status_code >= 400 else ""
