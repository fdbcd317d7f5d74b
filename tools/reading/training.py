"""Teaches the reader from the labelled corpus: MiniLM with low-rank changes, a tagger over its tokens, and heads over pieces.

Offline, with the extra ``finetune``. Amounts, places and spelling vary by seed in each pass, so that what is learned is how
things are said and not the figures that happen to stand in the corpus.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import model_dir
from tools.reading.corpus import Message
from tools.reading.examples import Example, example, tokenizer, varied
from tools.reading.shape import BUCKETS, FEATURES, HEADS, LINK, OF_QUANTITY, OF_SPAN, TAGS, bucket

RANK = 48
EPOCHS, BATCH = 8, 16
RATES = (1.2e-3, 3e-3)
"""Highest learning rates of the changes and of the heads."""
DROPOUT = 0.1
TAGGING, OUTSIDE = 3.0, 0.4
"""Weight of the tags beside the heads, and of the many tokens that are of no piece."""

Progress = Callable[[str, float], None]


# ---- learning -------------------------------------------------------------------------------------------------


def network() -> Any:
    """The encoder with its changes, and the heads."""
    import torch
    from peft import LoraConfig, get_peft_model
    from torch import nn
    from transformers import AutoModel

    bert = AutoModel.from_pretrained(str(model_dir()), add_pooling_layer=False)
    matrices = r"(.*\.)?encoder\.layer\..*(query|key|value|dense)"
    net = nn.Module()
    net.bert = get_peft_model(bert, LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=matrices, lora_dropout=0.05))
    net.tags = nn.Linear(384, len(TAGS))
    net.quantity = nn.Linear(384 * 3 + FEATURES, 256)
    net.span = nn.Linear(384 * 3, 256)
    net.heads = nn.ModuleDict({name: nn.Linear(256, len(classes)) for name, classes in HEADS.items()})
    net.asks, net.works = nn.Linear(256, LINK), nn.Linear(256, LINK)
    net.distance = nn.Parameter(torch.zeros(len(BUCKETS) + 1))
    net.status_link = nn.Linear(len(HEADS["status"]), 1)
    net.none = nn.Linear(256, 1)
    return net


def pieces(meant: Any, spans: Sequence[tuple[int, int]]) -> Any:
    """By span the mean of its tokens, the token before and the token behind, shape (spans, 3 × 384)."""
    import torch

    rows = []
    for first, last in spans:
        rows.append(
            torch.cat([meant[first : last + 1].mean(0), meant[max(0, first - 1)], meant[min(len(meant) - 1, last + 1)]])
        )
    return torch.stack(rows)


Right = dict[str, tuple[int, int]]
"""By head how many were right, of how many."""


def loss(net: Any, batch: Sequence[Example], loose: Any) -> tuple[Any, Right]:
    """The loss of a batch: tags, the heads over quantities and spans, and each quantity's work; and what was right."""
    import torch
    from torch.nn import functional as f

    meant = loose(hidden(net, batch))
    rows = [meant[n, : len(one.ids)] for n, one in enumerate(batch)]
    right: Right = {}
    wanted = torch.tensor([tag for one in batch for tag in one.tags])
    logits = net.tags(torch.cat(rows))
    weights = torch.ones(len(TAGS))
    weights[0] = OUTSIDE
    total = TAGGING * f.cross_entropy(logits, wanted, weights)
    _count(right, "tags", logits.argmax(1)[wanted > 0], wanted[wanted > 0])
    quantity_rows, span_rows = vectors(net, batch, rows)
    for names, found, gold in (
        (OF_QUANTITY, quantity_rows, [classes for one in batch for *_, classes, _ in one.quantities]),
        (OF_SPAN, span_rows, [classes for one in batch for *_, classes, _ in one.spans]),
    ):
        for name in names:
            total = total + _judged(net, name, found, gold, loose, right)
    return total + _links(net, batch, quantity_rows, span_rows, right), right


def hidden(net: Any, batch: Sequence[Example]) -> Any:
    """What each token means, shape (messages, longest, 384)."""
    import torch

    longest = max(len(one.ids) for one in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    for n, one in enumerate(batch):
        ids[n, : len(one.ids)] = torch.tensor(one.ids)
        mask[n, : len(one.ids)] = 1
    return net.bert(input_ids=ids, attention_mask=mask).last_hidden_state


def vectors(net: Any, batch: Sequence[Example], rows: Sequence[Any]) -> tuple[Any, Any]:
    """The vectors of all quantities and of all spans of a batch, each (pieces, 256)."""
    import torch
    from torch.nn import functional as f

    extra = [torch.tensor(np.stack([q[2] for q in one.quantities])) for one in batch if one.quantities]
    mine = [pieces(h, [q[:2] for q in one.quantities]) for one, h in zip(batch, rows, strict=True) if one.quantities]
    theirs = [pieces(h, [s[:2] for s in one.spans]) for one, h in zip(batch, rows, strict=True) if one.spans]
    empty = torch.zeros(0, 256)
    return (
        f.gelu(net.quantity(torch.cat([torch.cat(mine), torch.cat(extra)], 1))) if mine else empty,
        f.gelu(net.span(torch.cat(theirs))) if theirs else empty,
    )


def _judged(net: Any, name: str, vectors: Any, gold: Sequence[dict[str, int]], loose: Any, right: Right) -> Any:
    """The loss of one head over the pieces that teach it; 0 where none does."""
    import torch
    from torch.nn import functional as f

    at = [n for n, classes in enumerate(gold) if name in classes]
    if not at:
        return 0.0
    wanted = torch.tensor([gold[n][name] for n in at])
    logits = net.heads[name](loose(vectors[at]))
    _count(right, name, logits.argmax(1), wanted)
    return f.cross_entropy(logits, wanted) * (1.0 if name in ("quantity", "status") else 0.5)


def _links(net: Any, batch: Sequence[Example], mine: Any, theirs: Any, right: Right) -> Any:
    """The loss of each quantity's choice among "none or all" and the works of its message."""
    import torch
    from torch.nn import functional as f

    losses, first_quantity, first_span = [], 0, 0
    for one in batch:
        q, w = (
            mine[first_quantity : first_quantity + len(one.quantities)],
            theirs[first_span : first_span + len(one.spans)],
        )
        for scores, wanted in link_scores(net, one, q, w):
            losses.append(f.cross_entropy(scores[None], torch.tensor([wanted])))
            _count(right, "link", scores.argmax()[None], torch.tensor([wanted]))
        first_quantity, first_span = first_quantity + len(one.quantities), first_span + len(one.spans)
    return torch.stack(losses).mean() if losses else 0.0


def link_scores(net: Any, one: Example, mine: Any, theirs: Any) -> list[tuple[Any, int]]:
    """By quantity that teaches it: the scores of "none or all" and of each work, and which is right."""
    import torch

    works = [n for n, span in enumerate(one.spans) if "status" in span[2]]
    learned = [n for n, target in enumerate(one.links) if target != -2]
    if not works or not learned:
        return []
    q, w = mine[learned], theirs[works]
    gaps = torch.tensor([[bucket(one.quantities[n][4], one.spans[k][3]) for k in works] for n in learned])
    status = net.status_link(torch.softmax(net.heads["status"](w), 1))[:, 0]
    scores = net.asks(q) @ net.works(w).T / math.sqrt(LINK) + net.distance[gaps] + status
    scores = torch.cat([net.none(q), scores], 1)
    wanted = [0 if one.links[n] == -1 else works.index(one.links[n]) + 1 for n in learned]
    return list(zip(scores, wanted, strict=True))


def _count(right: Right, name: str, found: Any, gold: Any) -> None:
    a, b = right.get(name, (0, 0))
    right[name] = (a + int((found == gold).sum()), b + len(gold))


def train(
    messages: Sequence[Message],
    places: Sequence[str],
    progress: Progress,
    epochs: int = EPOCHS,
    seed: int = 0,
    held: Sequence[Message] = (),
    saved: Path | None = None,
) -> Any:
    """The network after learning. ``held`` messages are only looked at, after each pass; ``saved`` keeps the weights then, and with
    them what it takes to go on from there when it is begun again."""
    import torch

    torch.manual_seed(seed)
    draw = random.Random(seed)
    words = tokenizer()
    net, loose = network(), torch.nn.Dropout(DROPOUT)
    changes = [weight for name, weight in net.named_parameters() if weight.requires_grad and name.startswith("bert")]
    heads = [weight for name, weight in net.named_parameters() if weight.requires_grad and not name.startswith("bert")]
    groups: list[dict[str, Any]] = [{"params": changes}, {"params": heads}]
    steps = torch.optim.AdamW(groups, lr=0.0, weight_decay=1e-2)
    kept = [example(message, words) for message in held]
    begun = 0
    if saved is not None and saved.exists():
        past = torch.load(saved, weights_only=False)
        net.load_state_dict(past["net"])
        steps.load_state_dict(past["steps"])
        draw.setstate(past["draw"])
        begun = past["epoch"] + 1
    for epoch in range(begun, epochs):
        net.train()
        loose.train()
        said = [example(varied(message, draw, places) if epoch else message, words) for message in messages]
        said.sort(key=lambda one: len(one.ids) + draw.uniform(-8, 8))
        batches = [said[at : at + BATCH] for at in range(0, len(said), BATCH)]
        draw.shuffle(batches)
        sums: dict[str, list[int]] = {}
        for number, batch in enumerate(batches):
            done = epoch + number / len(batches)
            for group, rate in zip(steps.param_groups, RATES, strict=True):
                group["lr"] = rate * max(0.01, min(1.0, 2 * done) * (1 - done / epochs))
            missed, right = loss(net, batch, loose)
            steps.zero_grad()
            missed.backward()
            torch.nn.utils.clip_grad_norm_([*changes, *heads], 1.0)
            steps.step()
            _add(sums, right)
            progress(f"learning, {missed.item():.2f}", done / epochs)
        if saved is not None:
            past = {"epoch": epoch, "net": net.state_dict(), "steps": steps.state_dict(), "draw": draw.getstate()}
            torch.save(past, saved)
        if kept:
            print(f"epoch {epoch}: train {_shares(sums)} | held {_shares(looked_at(net, kept, loose))}", flush=True)
    net.eval()
    return net


def restored(saved: Path) -> Any:
    """The network of a file that :func:`train` kept."""
    import torch

    net = network()
    net.load_state_dict(torch.load(saved, weights_only=False)["net"])
    return net.eval()


def looked_at(net: Any, kept: Sequence[Example], loose: Any) -> dict[str, list[int]]:
    import torch

    net.eval()
    loose.eval()
    sums: dict[str, list[int]] = {}
    with torch.no_grad():
        for at in range(0, len(kept), BATCH):
            _add(sums, loss(net, kept[at : at + BATCH], loose)[1])
    return sums


def _add(sums: dict[str, list[int]], right: dict[str, tuple[int, int]]) -> None:
    for name, (hit, of) in right.items():
        a = sums.setdefault(name, [0, 0])
        a[0] += hit
        a[1] += of


def _shares(sums: dict[str, list[int]]) -> str:
    return " ".join(f"{name} {hit / of:.2f}" for name, (hit, of) in sorted(sums.items()) if of)
