"""What is shipped of the reader can be taught on: the network of the file, in torch, answers as the one that reads."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.title_model import read_arrays
from runtime.errors import UserError
from tools.reading.corpus import Message, unmarked
from tools.reading.network import Network, parted
from tools.reading.quantities import quantities
from tools.reading.tagger import WEIGHTS
from ui.cli import main

MARKED = "I [walk dogs](work now self 1), [22 walks a week](pieces/week 1) at [$18](price/piece 1), [half an hour](hours/piece 1) each"


def test_a_file_that_the_corpus_has_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "train-reader", "--more", "k99"]) == UserError.exit_code
    assert "The corpus has no file k99." in capsys.readouterr().err


@pytest.mark.slow
def test_a_shipped_network_is_taught_on_from_where_it_stands() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("peft")
    import torch

    from tools.reading import export, training
    from tools.reading.examples import example, tokenizer

    arrays = parted(read_arrays(WEIGHTS), "0")
    text, labels = unmarked(MARKED)
    one = example(Message("one", text, labels), tokenizer())
    net, reads = export.begun(arrays), Network(arrays)
    net.eval()
    with torch.no_grad():
        rows = [training.hidden(net, [one])[0]]
        taught = net.heads["period"](training.vectors(net, [one], rows)[0]).numpy()
    hidden = reads.hidden(list(one.ids))
    found = [
        reads.layer("heads.period", reads.quantity(hidden, first, last, quantity))
        for (first, last, *_), quantity in zip(one.quantities, quantities(text), strict=True)
    ]
    assert np.abs(taught - np.stack(found)).max() < 0.05


@pytest.mark.slow
def test_what_is_kept_lies_halfway_between_before_and_after() -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("peft")
    from tools.reading import training

    one, other = training.network(), training.network()
    wanted = (one.tags.weight.detach().clone() + other.tags.weight.detach()) / 2
    assert torch.allclose(training.halfway(one, other).tags.weight, wanted)
