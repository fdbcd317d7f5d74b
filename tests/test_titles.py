"""Titles → SOC: hand-worked cases on the shipped model, its file, and what must hold for any title."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import title_encoder
from knowledge import title_model as model
from knowledge.embedder import minilm
from knowledge.tables import tables
from knowledge.title_encoder import altered
from knowledge.title_words import forms, normal, words
from runtime.errors import FactsError
from tools.gigwords import gig_word
from tools.titles import SURE, UNREAD, link_title, match_title, match_titles

PLAIN = [
    ("Plumber", "47-2152"), ("bookkeeper", "43-3031"), ("freelance copywriter", "27-3043"), ("tyre fitter", "49-3093"),
    ("self-employed hair stylist", "39-5012"), ("lorry driver", "53-3032"), ("Uber driver", "53-3054"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "soc"), PLAIN)
def test_the_first_match(title: str, soc: str) -> None:
    assert match_title(title).matches[0].soc == soc


def test_gig_words_come_before_the_model() -> None:
    found = match_title("Dasher")
    assert (found.matches[0].soc, found.matches[0].score, found.sure) == ("53-3031", 1.0, True)


def test_a_title_of_onets_own_is_sure_and_brings_neighbours() -> None:
    found = match_title("Actuaries")
    assert found.sure
    assert found.matches[0].soc == "15-2011"
    assert len(found.matches) == 5


def test_strange_words_name_nothing() -> None:
    assert match_title("qwzx flurb").matches == []
    assert match_title("").matches == []
    assert not match_title("...").sure


def test_a_word_spelled_otherwise_is_guessed_at_and_not_acted_on() -> None:
    found = match_title("gemmologist")
    assert "51-9071" in {match.soc for match in found.matches}, "Jewelers and Precious Stone and Metal Workers"
    assert not found.sure
    assert found.matches[0].score < UNREAD


def test_a_title_that_does_not_tell_two_roles_apart_brings_the_broad_code() -> None:
    """Electrical and electronics engineers are one broad occupation with two detailed ones."""
    found = link_title("electrical engineer")
    assert found.matches[0].soc == "17-2071"
    (broad,) = [match for match in found.matches if match.soc == "17-2070"]
    assert broad.title == "Electrical Engineers; Electronics Engineers, Except Computer"
    assert len(found.matches) == 5
    assert all(not match.soc.endswith("0") or match.soc == "17-2070" for match in found.matches)
    assert all(not match.soc.endswith("2070") for match in match_title("electrical engineer").matches), (
        "agents act on detailed codes"
    )


def test_an_occupation_alone_in_its_broad_one_has_no_second_code() -> None:
    assert "29-1140" not in {match.soc for match in link_title("registered nurse").matches}


def test_many_at_once_are_as_one_by_one() -> None:
    titles = ["poultry sexer", "Dasher", "", "web guy", "poultry sexer", "drone pilot for farms"]
    assert match_titles(titles) == [match_title(title) for title in titles]


def test_words_are_spelled_one_way() -> None:
    assert normal("Paediatric Programme Organiser (n.e.c.)") == "pediatric program organiser"
    assert words("Freelance Dressers & Tailors") == ["dresser", "tailor"]
    assert forms("Certified Nurse Aide (CNA)") == {"certified nurse aide cna", "certified nurse aide", "cna"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_ranked_or_refused(title: str) -> None:
    found = match_title(title)
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({match.soc for match in found.matches}) == len(scores) <= 5
    assert not found.sure or scores[0] >= SURE


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=60_000))
def test_every_onet_title_finds_its_occupation(at: int) -> None:
    soc, title = tables().titles.select("soc", "title").row(at % tables().titles.height)
    if words(title) and gig_word(title) is None:
        assert soc in {match.soc for match in match_title(title, 60).matches}


def test_weights_are_of_the_shipped_titles() -> None:
    assert model.title_model().titles_sha256 == tables().manifest.tables["titles"].sha256
    assert model.title_model().socs == sorted(tables().titles["soc"].unique())
    assert model.WEIGHTS.stat().st_size <= 10_000_000


def test_an_edited_file_is_refused(tmp_path: Path) -> None:
    harmed = tmp_path / "title_model.npz"
    with np.load(model.WEIGHTS) as packed:
        arrays = {name: packed[name] for name in packed.files}
    arrays["mix"] = arrays["mix"] + 1
    np.savez(harmed, **arrays)
    with pytest.raises(FactsError, match="checksum"):
        model.TitleModel(harmed)
    with pytest.raises(FactsError, match="cannot be read"):
        model.TitleModel(tmp_path / "none.npz")


def test_evidence_has_the_shape_of_the_occupations() -> None:
    parts = model.title_model().parts(["plumber", "dog walker"])
    assert set(parts) == set(model.PARTS)
    assert {part.shape for part in parts.values()} == {(2, len(model.title_model().socs))}
    assert np.allclose(np.exp(model.title_model().scores(["plumber"])).sum(), 1, atol=1e-4)


def test_a_title_that_many_occupations_share_is_asked_about() -> None:
    """ "Driver" is a reported title of nine occupations: the commonest leads, and none is sure."""
    found = match_title("driver")
    assert not found.sure
    assert found.matches[0].soc in {"53-3032", "53-3033"}
    assert sum(match.score for match in found.matches) <= 1.01
    assert match_title("electrician").sure


def test_titles_are_read_in_other_forms_now_and_then() -> None:
    draw = np.random.default_rng(0)
    seen = {altered("night shift nurse", draw) for _ in range(200)}
    assert seen == {"night shift nurse", "nurse night shift", "shift nurse", "night nurse", "night shift"}
    assert altered("plumber", draw) == "plumber"


@pytest.mark.slow
def test_an_encoder_learns_from_titles_what_their_words_do_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three roles' titles every fourth is held out; what is shipped of the changed model reads those better than it did."""
    pytest.importorskip("peft")
    socs = ["29-1141", "39-5012", "53-3032"]
    named = {soc: sorted({normal(row["title"]) for row in tables().rows("titles", soc)}) for soc in socs}
    pairs = sorted((title, at) for at, soc in enumerate(socs) for title in named[soc])
    taught, held = [pair for n, pair in enumerate(pairs) if n % 4], pairs[::4]
    monkeypatch.setattr(title_encoder, "BATCH", 16)
    told: list[float] = []
    changes = title_encoder.tune(
        [title for title, _ in taught],
        [([at], [1.0]) for _, at in taught],
        socs,
        lambda what, share: told.append(share),
    )
    assert told == sorted(told)
    arrays = {
        name: array
        for at, (up, down) in changes.items()
        for name, array in {**model.rounded(f"up/{at}", up), **model.rounded(f"down/{at}", down)}.items()
    }
    shipped = minilm().changed(
        {at: (model.unrounded(arrays, f"up/{at}"), model.unrounded(arrays, f"down/{at}")) for at in changes}
    )
    vectors = shipped.encode_all([title for title, _ in taught])
    weights, bias = title_encoder.classifier(vectors, [([at], [1.0]) for _, at in taught], len(socs))
    answers = (shipped.encode_all([title for title, _ in held]) * model.SHARPNESS @ weights + bias).argmax(1)
    right = np.mean(answers == [at for _, at in held])
    assert right >= 0.9
    assert np.allclose(minilm().encode("nurse"), minilm().changed({}).encode("nurse")), (
        "the model it comes from is as it was"
    )
