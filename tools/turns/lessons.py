"""``gigpath facts train-turns``: labelled turns → the classifier of kinds, topics and roles. Offline, minutes on two cores, with the
extra ``finetune``. Case, marks and accents vary by seed in each pass, since people type them as they please."""

from __future__ import annotations

import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedder import minilm, model_dir
from knowledge.title_model import read_arrays, rounded, unrounded
from runtime.settings import ROOT
from tools.reading import export
from tools.reading.corpus import in_reply, unmarked
from tools.reading.training import Progress
from tools.turns.classifier import ABOUTS, KINDS, LAYERS, TOPICS, WEIGHTS

CORPUS = ROOT / "knowledge" / "corpus"
NETWORKS, RANK, PASSES, BATCH = 2, 32, 7, 32
RATES = (1e-3, 3e-3)
"""Highest learning rates of the changes and of the heads."""
PASSES_ON, RATES_ON, REMEMBERED = 4, (0.0, 2e-3), 900
"""The same where the heads of shipped networks go on from new turns; and how many old ones are said again beside them in each pass."""
DROPOUT, SMOOTHING = 0.2, 0.05
HELD = 16
"""One turn in so many is left out of a network's lessons, another one for each network: its probabilities are fitted on those."""
ASKED_SHOWN, ASKED_LOST = 0.08, 0.3
"""How often a turn is shown behind a question that it does not answer, and an answer without its question."""
WEIGHT = 3.0
"""Of a topic that is asked, beside one that is not: each is rare."""
TAGGING, ABOUT = 1.0, 0.5
"""Weight of the tags and of the role that a turn is about, beside its kind and its topics."""
_INTENTS = {"whatif": "what if", "smalltalk": "small talk", "restart": "start over", "other": "somebody else"}
"""Names of kinds in the reader's corpus."""


@dataclass(frozen=True)
class Lesson:
    """``topics``, ``about`` and ``roles`` are None where the turn has no such label; ``roles`` are pieces that name a role, with its code."""

    text: str
    kind: str
    asked: str = ""
    topics: tuple[str, ...] | None = None
    about: str | None = None
    roles: tuple[tuple[str, str], ...] | None = None


def load(folder: Path = CORPUS) -> list[Lesson]:
    """Turns written for this, then the later turns of the reader's corpus, of which the kind alone is known."""
    found = []
    for file in sorted((folder / "turns").glob("*.jsonl")):
        found += _turns(file)
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if kind := row.get("intent"):
                found.append(Lesson(unmarked(row["m"])[0], _INTENTS.get(kind, kind), row.get("asked", "")))
    return found


def lesson(row: dict[str, Any]) -> Lesson:
    """A line of ``knowledge/corpus/turns``."""
    roles = tuple((role["words"], role["soc"]) for role in row.get("roles", []))
    asks = row["kind"] in ("question", "comparison")
    return Lesson(
        row["say"], row["kind"], row.get("asked", ""), tuple(row.get("topics", [])), row.get("about"),
        roles if asks or roles else None,
    )  # fmt: skip


def train_turns(progress: Progress = lambda what, share: None, new: str = "") -> int:
    """Write the file; returns its size in bytes. With ``new``, a file of turns by its stem, the heads of the shipped ones go on from it."""
    fresh = frozenset(one.text for one in _turns(CORPUS / "turns" / f"{new}.jsonl")) if new else frozenset[str]()
    export.save(learned(load(), progress, fresh=fresh), WEIGHTS)
    return WEIGHTS.stat().st_size


def _turns(file: Path) -> list[Lesson]:
    return [lesson(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def learned(
    lessons: Sequence[Lesson],
    progress: Progress = lambda what, share: None,
    networks: int = NETWORKS,
    fresh: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The arrays that :class:`tools.turns.classifier.Classifier` reads. With ``fresh``, texts of new turns, the heads of the
    shipped networks go on from those, with some of the old ones beside them so that they are not forgotten."""
    made: dict[str, Any] = {"networks": np.int64(networks)}
    shipped = read_arrays(WEIGHTS) if fresh else {}
    heats: list[dict[str, float]] = []
    for number in range(networks):
        held = [one for one in lessons if _fold(one) == number]
        kept = [one for one in lessons if _fold(one) != number]
        own = {key.removeprefix(f"{number}/"): value for key, value in shipped.items() if key.startswith(f"{number}/")}
        net = _taught(
            kept, number, lambda share, number=number: progress("learning", (number + share) / networks), own, fresh
        )
        heats.append(_heats(net, held))
        made |= {f"{number}/{name}": array for name, array in _arrays(net).items()}
    made |= {f"heat/{name}": np.float32(np.mean([one[name] for one in heats])) for name in ("kind", "topic", "about")}
    return made


def _fold(one: Lesson) -> int:
    return int.from_bytes(hashlib.blake2b(one.text.encode(), digest_size=4).digest(), "big") % HELD


def _heats(net: Any, held: Sequence[Lesson]) -> dict[str, float]:
    """By head what its logits are to be divided by, so that its probabilities are honest on turns that it did not learn from."""
    import torch
    from torch.nn import functional as f

    with torch.no_grad():
        rows = [_judged(net, [one])[0] for one in held]
    told = {name: torch.cat([row[name] for row in rows]) for name in ("kind", "topic", "about")}
    topics = torch.tensor([[float(topic in (one.topics or ())) for topic in TOPICS] for one in held])
    known = torch.tensor([one.topics is not None for one in held])
    abouts = torch.tensor([ABOUTS.index(one.about) if one.about else -100 for one in held])
    right: dict[str, Any] = {
        "kind": lambda x: f.cross_entropy(x, torch.tensor([KINDS.index(one.kind) for one in held])),
        "topic": lambda x: f.binary_cross_entropy_with_logits(x[known], topics[known]),
        "about": lambda x: f.cross_entropy(x, abouts, ignore_index=-100),
    }
    grid = np.linspace(0.5, 4.0, 36)
    return {name: float(min(grid, key=lambda heat: float(missed(told[name] / heat)))) for name, missed in right.items()}


def _judged(net: Any, batch: Sequence[Lesson]) -> tuple[dict[str, Any], Any]:
    """The heads' logits for a batch, and the tags that its tokens teach."""
    import torch

    words = minilm().tokenizer
    shown = [in_reply(" ".join(one.text.split()), one.asked) for one in batch]
    coded = words.encode_batch(shown)
    longest = max(len(one.ids) for one in coded)
    ids = torch.tensor([one.ids + [0] * (longest - len(one.ids)) for one in coded])
    mask = torch.tensor([[1] * len(one.ids) + [0] * (longest - len(one.ids)) for one in coded])
    tokens = net.loose(net.bert(input_ids=ids, attention_mask=mask).last_hidden_state)
    mean = (tokens * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    marks = [tags(one, code.offsets, text) for one, code, text in zip(batch, coded, shown, strict=True)]
    right = torch.tensor([row + [-100] * (longest - len(row)) for row in marks])
    return {name: net.layers[name](tokens if name == "role" else mean) for name in LAYERS}, right


def varied(one: Lesson, draw: random.Random) -> Lesson:
    """The same turn as another hand would type it."""

    def typed(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    changes: list[Any] = []
    if draw.random() < 0.4:
        changes.append(str.lower)
    if draw.random() < 0.3:
        changes.append(lambda text: re.sub(r"[?¿!.]+", "", text))
    if draw.random() < 0.2:
        changes.append(lambda text: unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text)
    roles = None if one.roles is None else tuple((typed(words), soc) for words, soc in one.roles)
    asked = one.asked
    if asked and draw.random() < ASKED_LOST:
        asked = ""
    elif not asked and one.kind != "answer" and draw.random() < ASKED_SHOWN:
        asked = draw.choice(("hours", "miles", "money", "costs", "place", "work", "limits"))
    return Lesson(typed(one.text), one.kind, asked, one.topics, one.about, roles)


def tags(one: Lesson, offsets: Sequence[tuple[int, int]], shown: str) -> list[int]:
    """The tag of each token; -100 where the turn teaches none."""
    if one.roles is None:
        return [-100] * len(offsets)
    found = [0 if end > start else -100 for start, end in offsets]
    at = len(shown) - len(one.text)
    for words, _ in one.roles:
        start = one.text.find(words)
        hit = [
            n
            for n, (a, b) in enumerate(offsets)
            if b > a and a < at + start + len(words) and at + start < b and start >= 0
        ]
        for n in hit:
            found[n] = 1 if n == hit[0] else 2
    return found


def _taught(
    lessons: Sequence[Lesson], seed: int, progress: Any, shipped: Mapping[str, Any], fresh: frozenset[str]
) -> Any:
    import torch
    from torch.nn import functional as f

    torch.manual_seed(seed)
    draw = random.Random(seed)
    net = _network()
    if shipped:  # the heads alone go on, which takes minutes
        _restored(net, shipped)
        net.bert.requires_grad_(False)
    passes, rates = (PASSES_ON, RATES_ON) if shipped else (PASSES, RATES)
    new = [one for one in lessons if one.text in fresh]
    old = [one for one in lessons if one.text not in fresh]
    own = [weight for name, weight in net.named_parameters() if weight.requires_grad and name.startswith("bert")]
    heads = [weight for name, weight in net.named_parameters() if weight.requires_grad and not name.startswith("bert")]
    steps = torch.optim.AdamW([{"params": own}, {"params": heads}], lr=0.0, weight_decay=1e-2)
    net.train()
    for epoch in range(passes):
        told = [*new, *draw.sample(old, min(REMEMBERED, len(old)))] if shipped else lessons
        seen = [varied(one, draw) if epoch else one for one in told]
        seen.sort(key=lambda one: len(one.text) + draw.uniform(-12, 12))
        batches = [seen[at : at + BATCH] for at in range(0, len(seen), BATCH)]
        draw.shuffle(batches)
        for number, batch in enumerate(batches):
            done = epoch + number / len(batches)
            progress(done / passes)
            for group, rate in zip(steps.param_groups, rates, strict=True):
                group["lr"] = rate * max(0.01, min(1.0, 2 * done) * (1 - done / passes))
            heads_, right = _judged(net, batch)
            kinds = torch.tensor([KINDS.index(one.kind) for one in batch])
            wanted = torch.tensor([[float(topic in (one.topics or ())) for topic in TOPICS] for one in batch])
            known = torch.tensor([float(one.topics is not None) for one in batch])[:, None]
            weights = (1 + (WEIGHT - 1) * wanted) * known
            missed = f.cross_entropy(heads_["kind"], kinds, label_smoothing=SMOOTHING)
            missed = missed + f.binary_cross_entropy_with_logits(
                heads_["topic"], wanted, weights, reduction="sum"
            ) / len(batch)
            abouts = torch.tensor([ABOUTS.index(one.about) if one.about else -100 for one in batch])
            if (abouts >= 0).any():
                missed = missed + ABOUT * f.cross_entropy(heads_["about"], abouts, ignore_index=-100)
            if (right >= 0).any():
                missed = missed + TAGGING * f.cross_entropy(
                    heads_["role"].flatten(0, 1), right.flatten(), ignore_index=-100
                )
            steps.zero_grad()
            missed.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*own, *heads], 1.0)
            steps.step()
    return net.eval()


def adapted(rank: int) -> Any:
    """The shipped encoder with low-rank changes to learn."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModel

    bert = AutoModel.from_pretrained(str(model_dir()), add_pooling_layer=False)
    matrices = r"(.*\.)?encoder\.layer\..*(query|key|value|dense)"
    return get_peft_model(bert, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=matrices, lora_dropout=0.05))


def _network() -> Any:
    """The encoder with its changes, and the heads."""
    from torch import nn

    net = nn.Module()
    net.bert = adapted(RANK)
    layers = {name: nn.Linear(384, size) for name, size in LAYERS.items()}
    nn.init.constant_(layers["topic"].bias, -3.0)
    net.layers, net.loose = nn.ModuleDict(layers), nn.Dropout(DROPOUT)
    return net


def _restored(net: Any, shipped: Mapping[str, Any]) -> None:
    """The network as it was shipped, so that it can go on learning."""
    import torch

    export.restored(net, shipped)
    with torch.no_grad():
        for name in LAYERS:
            net.layers[name].weight.copy_(torch.from_numpy(unrounded(dict(shipped), f"layer/{name}").T.copy()))
            net.layers[name].bias.copy_(torch.from_numpy(shipped[f"bias/{name}"]))


def _arrays(net: Any) -> dict[str, Any]:
    """One network as the classifier reads it."""
    made = export.changes(net)
    for name in LAYERS:
        layer = net.layers[name]
        made |= rounded(f"layer/{name}", layer.weight.detach().float().numpy().T)
        made[f"bias/{name}"] = layer.bias.detach().float().numpy()
    return made
