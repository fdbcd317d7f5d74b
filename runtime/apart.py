"""Work that would hold everybody up, in one process beside this one, behind all others in the line for the processor.

Two threads of Python that compute get half the time each, whatever they compute. So what one stranger sends may not be
read beside what another waits for. The process starts with the first such piece of work, reads one after another, and
ends with this one; where it dies, the work is done here.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from typing import TypeVar, cast

T = TypeVar("T")
NICE = 19
"""The last place in that line: at 2 another's answer took up to twice as long beside a long message, at 19 a quarter more."""
LOG = logging.getLogger("gigpath.apart")


def _last_in_line() -> None:
    """One processor, and that behind others; told before numpy is read in, which would take all there are."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    os.nice(NICE)


@lru_cache(maxsize=1)
def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_last_in_line)


async def apart(work: Callable[..., T], *given: object) -> T:
    """What a module's own function makes of what it is given, worked out in the process beside this one."""
    try:
        return cast(T, await asyncio.get_running_loop().run_in_executor(_pool(), work, *given))
    except BrokenProcessPool:
        LOG.warning("The process that reads long messages ended; the message is read here.")
        _pool.cache_clear()
        return await asyncio.to_thread(work, *given)
