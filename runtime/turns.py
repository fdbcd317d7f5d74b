"""Who is answered now, and who waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from runtime.errors import Busy


class Turns:
    """Who is answered now, and who waits; Busy for whom there is no place to wait."""

    def __init__(self, most: int, waiting: int) -> None:
        self.free, self.room = asyncio.Semaphore(most), most + waiting

    @asynccontextmanager
    async def mine(self) -> AsyncIterator[None]:
        if self.room <= 0:
            raise Busy(
                "More people ask at this moment than I can answer.", "Please say it again in a minute.", retry_after=60
            )
        self.room -= 1
        try:
            async with self.free:
                yield
        finally:
            self.room += 1
