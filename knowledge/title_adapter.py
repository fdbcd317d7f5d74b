"""MiniLM taught which of O*NET's titles name one occupation: low-rank additions to its matrices. Offline, in torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from knowledge.embedder import model_dir
from knowledge.title_model import GAIN, SHARPNESS, Floats, additions

LAYERS = ("encoder.layer.3.", "encoder.layer.4.", "encoder.layer.5.")
"""The upper half; below, words are still words."""
ADAPTED = ("query", "key", "value", "dense")
"""Endings of the matrices' names that are added to."""
RANK = 16
EPOCHS = 2
BATCH = 64
RATE = 1e-3
LONGEST = 24
"""Word pieces kept of a title."""

Targets = list[tuple[list[int], list[float]]]


def adapt(
    texts: list[str], targets: Targets, centres: Floats, progress: Callable[[float], None] = lambda share: None
) -> tuple[dict[str, Any], Floats, Floats]:
    """Additions by matrix name, and the classifier on top, w of shape (384, occupations) and b.

    ``centres``: each occupation's mean title vector, where the classifier begins.
    """
    import torch
    from transformers import AutoModel

    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    bert = AutoModel.from_pretrained(str(model_dir())).requires_grad_(False)
    added = _add(bert)
    head = torch.nn.Linear(*centres.T.shape)
    with torch.no_grad():
        head.weight.copy_(torch.tensor(centres))
        head.bias.zero_()
    ids = _pieces(texts)
    learned = [matrix for pair in added.values() for matrix in pair]
    steps = torch.optim.AdamW(
        [{"params": learned, "lr": RATE}, {"params": head.parameters(), "lr": 2e-3}], weight_decay=0.01
    )
    total = EPOCHS * -(-len(ids) // BATCH)
    fade = torch.optim.lr_scheduler.LambdaLR(steps, lambda n: min(1, n / 100) * max(0.02, 1 - n / total))
    bert.eval()  # so few numbers are learned that dropout only slows
    done = 0
    for _ in range(EPOCHS):
        for batch in _batches(ids, draw):
            wanted = torch.zeros(len(batch), len(centres))
            for row, index in enumerate(batch):
                wanted[row, targets[index][0]] = torch.tensor(targets[index][1])
            logits = head(_encoded(bert, [ids[index] for index in batch]) * SHARPNESS)
            loss = -(wanted * torch.log_softmax(logits, 1)).sum(1).mean()
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            steps.step()
            fade.step()
            done += 1
            progress(done / total)
    arrays = {
        f"{part}.{name}": matrix.detach().numpy().astype(np.float16)
        for name, pair in added.items()
        for part, matrix in zip(("down", "up"), pair, strict=True)
    }
    return arrays, head.weight.detach().numpy().T, head.bias.detach().numpy()


def embedded(arrays: dict[str, Any], texts: list[str]) -> Floats:
    """Unit vectors of the adapted model, shape (texts, 384)."""
    import torch
    from transformers import AutoModel

    bert = AutoModel.from_pretrained(str(model_dir())).requires_grad_(False).eval()
    weights = dict(bert.named_parameters())
    for name, more in additions(arrays).items():
        weights[name] += torch.tensor(more)
    ids = _pieces(texts)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    found = np.zeros((len(ids), bert.config.hidden_size), dtype=np.float32)
    for first in range(0, len(order), 256):
        batch = order[first : first + 256]
        found[batch] = _encoded(bert, [ids[n] for n in batch]).numpy()
    return found


def _pieces(texts: list[str]) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return [encoded.ids for encoded in tokenizer.encode_batch(texts)]


def _add(bert: Any) -> dict[str, tuple[Any, Any]]:
    """Hang a low-rank addition on each matrix of the encoder: W x + b + GAIN · up (down x)."""
    import torch

    added: dict[str, tuple[Any, Any]] = {}
    for name, module in bert.named_modules():
        if name.startswith(LAYERS) and name.endswith(ADAPTED):
            down = torch.nn.Parameter(torch.randn(RANK, module.in_features) / module.in_features**0.5)
            up = torch.nn.Parameter(torch.zeros(module.out_features, RANK))
            module.register_forward_hook(lambda _, given, out, d=down, u=up: out + GAIN * (given[0] @ d.T) @ u.T)
            added[name] = (down, up)
    return added


def _encoded(bert: Any, ids: list[list[int]]) -> Any:
    """Mean-pooled unit vectors, shape (titles, 384)."""
    import torch

    longest = max(map(len, ids))
    padded = torch.tensor([row + [0] * (longest - len(row)) for row in ids])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in ids])
    states = bert(input_ids=padded, attention_mask=mask.long()).last_hidden_state * mask[..., None]
    return torch.nn.functional.normalize(states.sum(1) / mask.sum(1, keepdim=True), dim=1)


def _batches(ids: list[list[int]], draw: np.random.Generator) -> list[Any]:
    """Titles of like length together, so that little is padding; in a new order each time."""
    order = np.argsort(np.array([len(row) for row in ids]) + 2 * draw.random(len(ids)))
    batches = np.split(order, range(BATCH, len(order), BATCH))
    return [batches[at] for at in draw.permutation(len(batches))]
