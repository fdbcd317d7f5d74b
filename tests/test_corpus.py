"""The labelled corpus: marks become labels that stay on their pieces, mistakes are told by line, and a message said otherwise is the same."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.errors import FactsError
from tools.reading import shape
from tools.reading.corpus import QUANTITY, SPAN, Message, load, unmarked
from tools.reading.examples import examples, varied
from tools.reading.quantities import Quantity, quantities

MARKED = (
    "I [drive for Lyft](work now self 1) in [Phoenix](place now), [about $900 a week](takings/week before 1), 40% of it on [Fridays](other); "
    "[my sister](skill) [drives a bus](work other - 2). Since [2019](years 1)!"
)
TEXT = "I drive for Lyft in Phoenix, about $900 a week, 40% of it on Fridays; my sister drives a bus. Since 2019!"
ONE: dict[str, Any] = {"id": "ana", "m": MARKED, "roles": "43-3031:3 53-3032:2", "never": "53-3054:harm"}


def write(folder: Path, *lines: str, name: str = "one.jsonl") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def line(**more: Any) -> str:
    return json.dumps({**ONE, **more}, ensure_ascii=False)


# ---- marks ----------------------------------------------------------------------------------------------------


def test_marks_become_labels_on_the_pieces_they_stood_on() -> None:
    text, labels = unmarked(MARKED)
    assert text == TEXT
    assert [(text[one.start : one.end], one.kind, one.period, one.more, one.work) for one in labels] == [
        ("drive for Lyft", "work", "", ("now", "self"), 1),
        ("Phoenix", "place", "", ("now",), 0),
        ("about $900 a week", "takings", "week", ("before",), 1),
        ("Fridays", "other", "", (), 0),
        ("my sister", "skill", "", (), 0),
        ("drives a bus", "work", "", ("other", "-"), 2),
        ("2019", "years", "", (), 1),
    ]


@pytest.mark.parametrize(
    "text", ["", "no marks", "(a) and [b]", "a [b] (skill)", "see (this)", "[](skill)", "[a]()", "[x [y](z"]
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    assert unmarked(text) == (text, ())


@pytest.mark.parametrize("label", ["skil", "wage/week", "/week", "1", "now work", " "])
def test_a_label_of_no_kind_is_an_error(label: str) -> None:
    with pytest.raises(ValueError, match=r"no label|unpack"):
        unmarked(f"[a]({label})")


pieces = st.lists(
    st.tuples(
        st.text(alphabet=st.characters(exclude_characters="[]()", exclude_categories=["Cs"]), max_size=12),
        st.text(alphabet=st.characters(exclude_characters="[]()", exclude_categories=["Cs"]), min_size=1, max_size=12),
        st.sampled_from([*SPAN, *QUANTITY]), st.sampled_from(["", "/week", "/hour"]), st.integers(0, 3),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(pieces)
def test_marking_and_unmarking_is_a_way_there_and_back(found: list[tuple[str, str, str, str, int]]) -> None:
    marked = "".join(f"{before}[{piece}]({kind}{per} {work})" for before, piece, kind, per, work in found)
    text, labels = unmarked(marked)
    assert text == "".join(before + piece for before, piece, *_ in found)
    assert [(text[one.start : one.end], one.kind, one.work) for one in labels] == [
        (piece, kind, work) for _, piece, kind, _, work in found
    ]


# ---- files ----------------------------------------------------------------------------------------------------


def test_messages_come_by_file_and_line_with_their_roles(tmp_path: Path) -> None:
    write(tmp_path, line(id="zoe"), name="b.jsonl")
    write(tmp_path, line(), line(id="bo", roles="", never=""), name="a.jsonl")
    write(tmp_path, "no message", name="notes.txt")
    ana, bo, zoe = load(tmp_path)
    assert (ana.id, bo.id, zoe.id) == ("ana", "bo", "zoe")
    assert (ana.text, ana.labels) == unmarked(MARKED)
    assert (ana.roles, ana.never) == ({"43-3031": 3, "53-3032": 2}, {"53-3054": "harm"})
    assert (bo.roles, bo.never) == ({}, {})


def test_an_empty_folder_has_no_messages(tmp_path: Path) -> None:
    assert load(tmp_path) == []


def test_a_message_may_hold_any_mark_that_ends_a_line_elsewhere(tmp_path: Path) -> None:
    (one,) = load(write(tmp_path, line(m="I drive.\u2028I also\u0085[cook](work now self 1).")))
    assert [one.text[label.start : label.end] for label in one.labels] == ["cook"]


@pytest.mark.parametrize(
    "wrong",
    [
        "", "{", "[]", "7", "null", json.dumps({"m": "x"}), line(m="[a](skil)"), line(roles="43-3031"), line(roles="43-3031:best"), line(roles=None), line(m=7),
        json.dumps({key: value for key, value in ONE.items() if key != "id"}), json.dumps({key: value for key, value in ONE.items() if key != "never"}),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told_by_file_and_line(wrong: str, tmp_path: Path) -> None:
    write(tmp_path, line(), wrong, line(id="bo"))
    with pytest.raises(FactsError, match=r"one\.jsonl, line 2"):
        load(tmp_path)


def test_the_shipped_corpus_can_be_learned_from() -> None:
    """Every label teaches a class that the network has, and every message is there once."""
    messages = load()
    assert messages
    assert len({one.id for one in messages}) == len(messages)
    for one in messages:
        for label in one.labels:
            if label.kind in ("takings", "cost"):
                assert label.more[0] in shape.HEADS[{"takings": "basis", "cost": "cost"}[label.kind]], one.id
            if label.kind == "work":
                assert (label.more[0] in shape.HEADS["status"], label.more[1] in shape.HEADS["employment"]) == (
                    True,
                ) * 2, one.id
            if label.kind in ("place", "school", "cred", "limit", "question"):
                assert label.more, one.id
            assert label.kind in SPAN or label.period in shape.PERIOD, one.id
            assert one.text[label.start : label.end].strip(), one.id


# ---- the same message said otherwise --------------------------------------------------------------------------

TELLING = (
    "I [drive for Lyft](work now self 1) in [Phoenix](place now), [$1,250 a week](takings/week before 1) and [40 hours](hours/week 1), they keep [20%](fee 1), "
    "about [.65](price/piece 1), since [2019](years 1) near [85014](other). [Excel](skill), [no nights](limit no-nights), [good hands](wish)."
)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000))
def test_labels_stay_on_their_pieces_when_a_message_is_varied(seed: int) -> None:
    message = Message("ana", *unmarked(TELLING))
    other = varied(message, random.Random(seed), ["Tucson, AZ", "Salt Lake City UT"])
    assert other.id == message.id
    assert [(one.kind, one.period, one.more, one.work) for one in other.labels] == [
        (one.kind, one.period, one.more, one.work) for one in message.labels
    ]
    assert [one.start for one in other.labels] == sorted(one.start for one in other.labels)
    said = {one.kind: other.text[one.start : one.end] for one in other.labels}
    assert (
        said["place"] in {"Phoenix", "Tucson, AZ", "Salt Lake City UT"} or len(set(said["place"]) & set("Phoenix")) >= 5
    )
    assert (said["years"], said["other"]) == ("2019", "85014")
    assert said["takings"].startswith("$")
    assert said["takings"].endswith(" a week")
    for kind in ("takings", "hours", "fee", "price"):
        (found,) = quantities(said[kind])
        (first,) = quantities(
            dict(zip([one.kind for one in message.labels], unmarked_pieces(message), strict=True))[kind]
        )
        assert 0.5 * first.value <= found.value <= 1.7 * first.value
        assert found.unit == first.unit


def unmarked_pieces(message: Message) -> list[str]:
    return [message.text[one.start : one.end] for one in message.labels]


def test_a_variation_hangs_on_its_seed_alone_and_seeds_vary() -> None:
    message = Message("ana", *unmarked(TELLING))
    said = [varied(message, random.Random(seed), ["Tucson"]).text for seed in range(12)]
    assert said == [varied(message, random.Random(seed), ["Tucson"]).text for seed in range(12)]
    assert len(set(said)) > 6
    assert message.text == unmarked(TELLING)[0]


# ---- as the network sees it -----------------------------------------------------------------------------------


def test_a_message_as_the_network_sees_it() -> None:
    text = "I [drive](work now self 1) and [walk dogs](work past self 2): [$900 a week](takings/week before 1), [40 hours](hours), 7 kids."
    (one,) = examples([Message("ana", *unmarked(text))])
    assert len(one.ids) == len(one.tags)
    kinds = [shape.TAGS[tag] for tag in one.tags if tag]
    assert [kind for kind in kinds if kind.startswith("B-")] == ["B-work", "B-work"]
    assert [shape.HEADS["quantity"][found["quantity"]] for *_, found, _ in one.quantities] == [
        "takings",
        "hours",
        "other",
    ]  # the kids are labelled nothing
    assert [shape.HEADS["status"][found["status"]] for *_, found, _ in one.spans] == ["now", "past"]
    assert one.links == [0, -1, -2]  # of the first work; of none; not to be learned


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1e9), st.sampled_from(shape.UNITS), st.sampled_from(shape.PERS))
def test_features_of_any_quantity_are_of_one_length_and_finite(value: float, unit: str, per: str) -> None:
    found = shape.features(Quantity(0, 1, value, value, unit, per or None))  # type: ignore[arg-type]
    assert found.shape == (shape.FEATURES,)
    assert np.isfinite(found).all()
    assert found[: len(shape.UNITS) + len(shape.PERS)].sum() == 2


def test_farther_is_never_a_nearer_class() -> None:
    classes = [shape.bucket(at, 500) for at in range(0, 1000, 5)]
    assert classes == sorted(classes)
    assert {classes[0], classes[-1]} == {0, len(shape.BUCKETS)}
