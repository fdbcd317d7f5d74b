"""What is kept is for its owner's eyes, without what would tell who a person is; what is deleted is gone, every byte of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from runtime.events import RunFinished
from runtime.records import Records
from runtime.settings import settings
from runtime.tracing import without_identifiers
from ui.cli import main
from ui.loop import House
from ui.service import Service
from ui.worker.notes import Notes

SECRET = "Zyxquorbel"
TALK = (
    f"I drive for Lyft in Tampa, 45 hours a week for $800, 700 miles. I was a pharmacy technician at {SECRET} Chemists."
)
WHO = {
    "[email]": "rosa.delgado77@example.org",
    "[phone]": "602-555-0143",
    "[ssn]": "219-09-9999",
    "[card]": "4111 1111 1111 1111",
    "[address]": "1420 E Main St Apt 3",
}


def holding(folder: Path, secret: str) -> list[str]:
    """Files with the secret anywhere in their bytes, logs and journals included."""
    found = [file for file in folder.rglob("*") if file.is_file()]
    return [
        file.name
        for file in found
        if secret.encode() in file.read_bytes() or secret.encode("utf-16-le") in file.read_bytes()
    ]


async def turn(service: Service, text: str, thread: str) -> RunFinished:
    last = [event async for event in service.advise(text=text, thread=thread)][-1]
    assert isinstance(last, RunFinished), last
    return last


async def test_a_talk_that_is_deleted_leaves_no_byte_while_the_house_goes_on(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    monkeypatch.setenv("GIGPATH_TRACE", "full")
    settings.cache_clear()
    async with Service.open() as service:
        await turn(service, TALK, "planted-talk")
        await turn(service, f"sorry, at {SECRET} I was a cashier", "planted-talk")
        await turn(service, TALK.replace(SECRET, "Some"), "another-talk")
        notes = Notes(settings().database)
        notes.rename("planted-talk", SECRET)
        notes.rate(service.records.list(1)[0].run_id, "planted-talk", True, f"{SECRET} was good to me")
        assert service.traces is not None
        service.traces.flush()
        there = await asyncio.to_thread(holding, tmp_path, SECRET)
        assert {"gigpath.checkpoints.db", "gigpath.db"} <= {name.removesuffix("-wal") for name in there}
        notes.delete_thread("planted-talk")
        await service.forget("planted-talk")
        assert await asyncio.to_thread(holding, tmp_path, SECRET) == []
        assert await service.talks() == ["another-talk"]
        assert isinstance(await turn(service, "why not nursing?", "another-talk"), RunFinished)


def test_deleting_in_the_chat_leaves_no_byte_either(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    settings.cache_clear()
    house = House(settings())
    live = house.say("planted-talk", TALK, text=TALK)
    assert [event for batch in live.follow() for event in batch or []]
    house.notes.rename("planted-talk", SECRET)
    assert holding(tmp_path, SECRET)
    house.forget("planted-talk")
    assert holding(tmp_path, SECRET) == []
    house.close()


def test_forget_at_the_command_line(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    settings.cache_clear()
    for name in ("one", "two", "three"):
        assert main(["advise", "--thread", name, "--text", TALK.replace(SECRET, SECRET + name), "--json"]) == 0
    (run,) = (row.run_id for row in Records(settings().database).list() if row.thread == "two")
    capsys.readouterr()
    assert main(["forget"]) == 2
    assert main(["forget", "--list"]) == 0
    assert capsys.readouterr().out.split() == ["three", "two", "one"]
    assert main(["forget", "one", run[:8]]) == 0
    assert "2 talks with 2 runs" in capsys.readouterr().out
    assert holding(tmp_path, f"{SECRET}one") == holding(tmp_path, f"{SECRET}two") == []
    assert holding(tmp_path, f"{SECRET}three")
    assert main(["forget", "--older", "1d"]) == 0
    assert holding(tmp_path, f"{SECRET}three")
    assert main(["forget", "no-such-talk"]) == 2
    assert main(["forget", "--all"]) == 0
    assert holding(tmp_path, SECRET) == []


async def test_who_somebody_is_is_kept_nowhere(at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    monkeypatch.setenv("GIGPATH_TRACE", "full")
    settings.cache_clear()
    async with Service.open() as service:
        told = f"{TALK} I am Rosa, {', '.join(WHO.values())}."
        last = await turn(service, told, "with-who")
        plain = await turn(service, TALK, "without")
        assert service.traces is not None
        service.traces.flush()
    for secret in WHO.values():
        assert await asyncio.to_thread(holding, tmp_path, secret) == []
    assert last.advice["income"]["net_hour"] == plain.advice["income"]["net_hour"]


@pytest.mark.parametrize(
    "text",
    [
        "made 950 doing uber drive", "I drove 900 Miles Down The Road", "$1,200.50 a week, 45 hours, 700 miles",
        "10 to 12 hours a day, 300 400 500 dollars", "since 2019-2021, 31 an hour", "12 Hours A Day On The Street",
    ],
)  # fmt: skip
def test_what_somebody_earns_is_no_identifier(text: str) -> None:
    assert without_identifiers(text) == text


def test_each_identifier_is_named_by_its_kind() -> None:
    assert without_identifiers(", ".join(WHO.values())) == ", ".join(WHO)
