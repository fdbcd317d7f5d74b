"""A talk is taken back to before one of its turns; what is said instead is laid over what was known then."""

from __future__ import annotations

import pytest

from runtime.events import RunFinished
from ui.service import Service

FIRST = "I drive for Uber in Phoenix, 45 hours a week for $950, 800 miles"


async def said(service: Service, text: str, **more: str) -> RunFinished:
    last = [event async for event in service.advise(text, thread="talk", **more)][-1]
    assert isinstance(last, RunFinished)
    return last


@pytest.mark.usefixtures("at_home")
async def test_words_said_otherwise_are_laid_over_what_was_known_before_them() -> None:
    async with Service.open() as service:
        await said(service, FIRST)
        await said(service, "sorry, it's 55 hours")
        moved = await said(service, "I moved to Tucson")
        assert moved.advice["profile"]["work"][0]["hours"] == 55
        second = service.records.list(2)[1].run_id
        await service.go_back("talk", second)
        again = await said(service, "sorry, it's 50 hours", instead=second)
        assert again.advice["profile"]["work"][0]["hours"] == 50
        assert "Phoenix" in again.advice["profile"]["place"]
        assert service.records.list(1)[0].run_id != second
        assert service.records.get(service.records.list(1)[0].run_id).request["instead"] == second


@pytest.mark.usefixtures("at_home")
async def test_the_first_words_said_otherwise_begin_from_nothing() -> None:
    async with Service.open() as service:
        await said(service, FIRST)
        first = service.records.list(1)[0].run_id
        await service.go_back("talk", first)
        again = await said(service, "I walk dogs with Rover in Fresno, 20 hours a week, $450", instead=first)
        assert [work["title"] for work in again.advice["profile"]["work"]] != []
        assert "Uber" not in str(again.advice["profile"])
        assert again.advice["profile"]["work"][0]["miles"] is None
