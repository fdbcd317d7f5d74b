"""MiniLM taught to tell occupations by their titles: low-rank changes of its matrices, and a classifier over its vectors.

Offline, with the extra ``finetune``: peft keeps the changes small enough to be shipped. Learned from O*NET's titles alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from knowledge.embedder import Changes, model_dir
from knowledge.title_model import SHARPNESS, Floats

RANK = 16
EPOCHS, BATCH = 6, 192
RATES = (1e-3, 4e-3)
"""Highest learning rates of the changes and of the classifier; both rise for a fifth of an epoch and then fall to nothing."""
ALTERED = 0.3
"""Share of the titles that are read in another form each time: people turn titles around and leave words out."""
KEPT = 0.8
"""Share of the changes that is kept: with all of them, words that no title of O*NET's has are understood less well."""
FAMILY = 0.3
"""Weight of being right about the minor group, so that a slip within a family costs less than one beyond it."""

Shares = list[tuple[list[int], list[float]]]
"""By title, the occupations it names and how much of it each has."""
Progress = Callable[[str, float], None]


def tune(texts: list[str], shares: Shares, socs: list[str], progress: Progress) -> Changes:
    """The changes by matrix, from titles in normal form; the classifier that they were learned with is left behind."""
    import torch
    from peft import LoraConfig, get_peft_model
    from tokenizers import Tokenizer
    from torch import nn
    from transformers import AutoModel

    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    bert = AutoModel.from_pretrained(str(model_dir()), add_pooling_layer=False)
    matrices = r"(.*\.)?encoder\.layer\..*(query|key|value|dense)"
    net = get_peft_model(bert, LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=matrices))
    head, loose = nn.Linear(384, len(socs)), nn.Dropout(0.1)
    learned = [weight for weight in net.parameters() if weight.requires_grad]
    groups: list[dict[str, Any]] = [{"params": learned}, {"params": head.parameters()}]
    steps = torch.optim.AdamW(groups, lr=0.0, weight_decay=1e-3)
    tokenizer = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    tokenizer.enable_truncation(32)
    tokenizer.no_padding()
    family = torch.tensor(_families(socs))

    for epoch in range(EPOCHS):
        rows = [one.ids for one in tokenizer.encode_batch([altered(text, draw) for text in texts])]
        batches = list(_batches(rows, draw))
        for number, batch in enumerate(batches):
            done = epoch + number / len(batches)
            for group, rate in zip(steps.param_groups, RATES, strict=True):
                group["lr"] = rate * max(0.01, min(1.0, 5 * done) * (1 - done / EPOCHS))
            ids = torch.tensor([rows[row] for row in batch])
            meant = net(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state.mean(1)
            meant = meant / meant.norm(dim=1, keepdim=True)
            chance = torch.log_softmax(head(loose(meant) * SHARPNESS), 1)
            wanted = _wanted(batch, shares, len(socs))
            missed = -(wanted * chance).sum(1).mean()
            missed = missed - FAMILY * ((wanted @ family) * torch.log(chance.exp() @ family + 1e-9)).sum(1).mean()
            steps.zero_grad()
            missed.backward()
            steps.step()
            progress(f"learning, {missed.item():.2f}", done / EPOCHS)
    return _changes(net)


def classifier(meant: Floats, shares: Shares, many: int, epochs: int = 8) -> tuple[Floats, Floats]:
    """Weights (384, ``many`` occupations) and biases over the vectors of titles, as they are once the changes are made."""
    import torch

    torch.manual_seed(0)
    draw, x = np.random.default_rng(0), torch.tensor(meant) * SHARPNESS
    linear = torch.nn.Linear(meant.shape[1], many)
    steps = torch.optim.AdamW(linear.parameters(), lr=2e-3, weight_decay=1e-4)
    for epoch in range(epochs):
        steps.param_groups[0]["lr"] = 2e-3 * (1 - epoch / epochs)
        for batch in np.split(draw.permutation(len(meant)), range(512, len(meant), 512)):
            missed = -(_wanted(batch, shares, many) * torch.log_softmax(linear(x[batch]), 1)).sum(1).mean()
            steps.zero_grad()
            missed.backward()
            steps.step()
    return linear.weight.detach().numpy().T, linear.bias.detach().numpy()


def _wanted(rows: Iterable[int], shares: Shares, many: int) -> Any:
    """Of each title the share of every occupation, shape (titles, ``many``)."""
    import torch

    rows = list(rows)
    wanted = torch.zeros(len(rows), many)
    for at, row in enumerate(rows):
        wanted[at, shares[row][0]] = torch.tensor(shares[row][1])
    return wanted


def altered(title: str, draw: np.random.Generator) -> str:
    """Now and then the last word first ("supervisor shipping"), or one word left out."""
    said = title.split()
    if len(said) < 2 or draw.random() >= ALTERED:
        return title
    if len(said) == 2 or draw.random() < 0.5:
        return " ".join([said[-1], *said[:-1]])
    said.pop(int(draw.integers(len(said))))
    return " ".join(said)


def _batches(rows: list[list[int]], draw: np.random.Generator) -> Iterator[list[int]]:
    """Titles of one length go together, so that nothing is padded; batches in any order."""
    alike: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        alike.setdefault(len(row), []).append(at)
    parts = [
        part for ats in alike.values() for part in np.array_split(draw.permutation(ats), max(1, len(ats) // BATCH))
    ]
    for at in draw.permutation(len(parts)):
        yield parts[at].tolist()


def _families(socs: list[str]) -> Floats:
    """Which occupation is of which minor group, shape (occupations, groups)."""
    groups = sorted({soc[:5] for soc in socs})
    return np.array([[soc[:5] == group for group in groups] for soc in socs], dtype=np.float32)


def _changes(net: Any) -> Changes:
    """What was learned, by the name of the matrix that it is added to: (up, down), peft's scale and ``KEPT`` in ``up``."""
    found: dict[str, dict[str, Floats]] = {}
    for name, weight in net.named_parameters():
        if part := re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])\.default\.weight", name):
            found.setdefault(part[1], {})[part[2]] = weight.detach().numpy()
    return {at: (both["B"] * (2.0 * KEPT), both["A"]) for at, both in sorted(found.items())}
