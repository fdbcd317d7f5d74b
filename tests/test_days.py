"""Dates of a table: 02/03 is one day to some and another to others, and a wrong one makes a wrong week."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from app_samples import opened, words

from ui.worker import days, files
from ui.worker.earnings import UnknownColumns

TODAY = date(2026, 11, 29)


def first(column: list[str]) -> list[str]:
    """The first row's day by each reading that the rows leave open."""
    return [str(found[0]) for _, found in days.likely(days.readings(pl.Series(column)), TODAY)]


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (["02/03/2026", "02/14/2026"], ["2026-02-03"]),  # another row has no such month
        (["02/03/2026", "14/03/2026"], ["2026-03-02"]),
        (["02/03/2026", "02/10/2026", "03/03/2026"], ["2026-02-03"]),  # the other way it stands in no order
        (["02/03/2026", "02/04/2026", "02/05/2026"], ["2026-02-03", "2026-03-02"]),  # each day, or each month
        (["11/12/2026", "11/10/2026", "11/03/2026"], ["2026-11-12"]),  # the other way two are yet to come
        (["02/03/26", "02/24/26"], ["2026-02-03"]),  # and the year has two digits
        (["02/03/2026", "02/06/2026", "02/11/2026"], ["2026-02-03", "2026-03-02"]),
        (["2026-02-03", "2026-02-09"], ["2026-02-03"]),
        (["02.03.2026", "05.03.2026"], ["2026-03-02"]),
        (["soon", "later"], []),
    ],
)
def test_other_rows_tell_which_day_is_meant(column: list[str], meant: list[str]) -> None:
    assert first(column) == meant


IN_DOUBT = b"Date,Earnings\n02/03/2026,100\n02/06/2026,90\n02/11/2026,80\n"


def test_a_table_whose_days_are_in_doubt_is_asked_about() -> None:
    with pytest.raises(UnknownColumns) as asked:
        files.said("pay.csv", IN_DOUBT)
    assert asked.value.date == "02/03/2026"
    assert asked.value.dates == {"3 February 2026": "%m/%d/%Y", "2 March 2026": "%d/%m/%Y"}
    columns = asked.value.guesses
    assert "from 03 Feb 2026 to 11 Feb 2026" in files.said("pay.csv", IN_DOUBT, columns, "%m/%d/%Y")
    assert "from 02 Mar 2026 to 02 Nov 2026" in files.said("pay.csv", IN_DOUBT, columns, "%d/%m/%Y")


def test_days_in_doubt_that_come_to_the_same_week_are_not_asked_about() -> None:
    assert "I take in $270 a week" in files.said("pay.csv", b"Date,Earnings\n02/03/2026,200\n02/03/2026,70\n")


def test_the_page_asks_which_day_is_meant_and_goes_on_with_the_answer(house) -> None:
    app = opened()
    app.chat_input[0].upload("pay.csv", IN_DOUBT)
    app.chat_input[0].set_value("I drive for Uber").run()
    assert not app.exception
    assert "cannot tell which day is meant" in words(app).replace("\\", "")
    add = next(b for b in app.button if b.label == "Add it up")
    add.click().run()
    assert "which number of a date is the month" in app.error[0].value
    app.radio[0].set_value("3 February 2026")
    next(b for b in app.button if b.label == "Add it up").click().run()
    assert not app.exception
    assert house.service.asked[-1]["text"].startswith(
        "I drive for Uber\n\nFrom my file pay.csv:\nI take in $210 a week"
    )
