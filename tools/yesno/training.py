"""Teaches a :class:`tools.yesno.network.YesNo` from labelled texts. Offline, with the extra ``finetune``."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from tools.reading import export
from tools.reading.training import Progress
from tools.turns.lessons import adapted
from tools.yesno.network import Texts, encoded

Example = tuple[Texts, bool]
BATCH, RANK, DROPOUT = 24, 24, 0.1
RATES = (8e-4, 3e-3)


def taught(
    examples: Sequence[Example],
    held: Sequence[Example],
    passes: int,
    weight: float,
    progress: Progress = lambda what, share: None,
) -> dict[str, Any]:
    """The arrays of the network. ``weight`` is what a yes counts for beside a no; on ``held`` its probabilities are fitted."""
    import torch
    from torch import nn
    from torch.nn import functional as f

    torch.manual_seed(0)
    draw = random.Random(0)
    net: Any = nn.Module()
    net.bert = adapted(RANK)
    net.out, net.loose = nn.Linear(384, 1), nn.Dropout(DROPOUT)
    own = [one for one in net.bert.parameters() if one.requires_grad]
    steps = torch.optim.AdamW([{"params": own}, {"params": net.out.parameters()}], lr=0.0, weight_decay=1e-2)
    lessons = list(examples)
    net.train()
    for epoch in range(passes):
        draw.shuffle(lessons)
        batches = _batches(lessons)
        draw.shuffle(batches)
        for number, batch in enumerate(batches):
            done = epoch + number / len(batches)
            progress("learning", done / passes)
            for group, rate in zip(steps.param_groups, RATES, strict=True):
                group["lr"] = rate * max(0.01, min(1.0, 4 * done) * (1 - done / passes))
            right = torch.tensor([float(yes) for _, yes in batch])
            missed = f.binary_cross_entropy_with_logits(_logits(net, batch), right, 1 + (weight - 1) * right)
            steps.zero_grad()
            missed.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*own, *net.out.parameters()], 1.0)
            steps.step()
    net.eval()
    return {
        **export.changes(net),
        "weight": net.out.weight.detach().numpy()[0], "bias": net.out.bias.detach().numpy(), "heat": np.float32(_heat(net, held)),
    }  # fmt: skip


def _batches(lessons: Sequence[Example]) -> list[Sequence[Example]]:
    """Batches of texts of about one length, out of neighbourhoods of forty batches."""
    found: list[Sequence[Example]] = []
    for at in range(0, len(lessons), BATCH * 40):
        part = sorted(lessons[at : at + BATCH * 40], key=lambda one: sum(map(len, one[0])))
        found += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
    return found


def _logits(net: Any, batch: Sequence[Example]) -> Any:
    import torch

    coded = [encoded(texts) for texts, _ in batch]
    longest = max(map(len, coded))
    ids = torch.tensor([one + [0] * (longest - len(one)) for one in coded])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in coded])
    tokens = net.loose(net.bert(input_ids=ids, attention_mask=mask).last_hidden_state)
    return net.out((tokens * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))[:, 0]


def _heat(net: Any, held: Sequence[Example]) -> float:
    """What the logits are divided by, so that the probabilities are honest on examples that were left out."""
    import torch
    from torch.nn import functional as f

    with torch.no_grad():
        logits = torch.cat([_logits(net, held[at : at + BATCH]) for at in range(0, len(held), BATCH)])
    right = torch.tensor([float(yes) for _, yes in held])
    grid = np.linspace(0.5, 4.0, 36)
    return float(min(grid, key=lambda heat: float(f.binary_cross_entropy_with_logits(logits / heat, right))))
