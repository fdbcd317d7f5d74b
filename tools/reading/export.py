"""The learned network as the file that is shipped: matrices as bytes with a scale for each column, heats, a checksum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.title_model import digest, rounded, unrounded
from tools.reading.shape import HEADS
from tools.reading.training import RANK

PLAIN = ("tags", "quantity", "span", "asks", "works", "status_link", "none")
"""Layers beside the heads."""
SCALE = 2.0
"""What a change is multiplied by where it is applied."""
_CHANGE = re.compile(r"bert\.base_model\.model\.(.+)\.lora_([AB])\.default\.weight")


def together(nets: Sequence[Any], heat: dict[str, float]) -> dict[str, Any]:
    """What :class:`tools.reading.tagger.Tagger` reads: the networks by number, and by head the heat that divides their averaged
    logits, so that its probabilities are honest."""
    made = {f"{n}/{name}": array for n, net in enumerate(nets) for name, array in arrays(net).items()}
    return made | {f"heat/{name}": np.float32(value) for name, value in heat.items()}


def changes(net: Any) -> dict[str, Any]:
    """The low-rank changes of the encoder that a network holds as ``bert``."""
    made: dict[str, Any] = {}
    found: dict[str, dict[str, Any]] = {}
    for name, weight in net.named_parameters():
        if part := _CHANGE.fullmatch(name):
            found.setdefault(part[1], {})[part[2]] = weight.detach().float().numpy()
    for at, both in sorted(found.items()):
        made |= rounded(f"up/{at}", both["B"] * SCALE)
        made |= rounded(f"down/{at}", both["A"].T)
        made[f"down/{at}"] = made[f"down/{at}"].T.copy()
        made[f"scale/down/{at}"] = made[f"scale/down/{at}"][:, None]
    return made


def restored(net: Any, shipped: Mapping[str, Any]) -> None:
    """Put the changes of :func:`changes` back into a network that holds an encoder as ``bert``."""
    import torch

    with torch.no_grad():
        for name, weight in net.named_parameters():
            if part := _CHANGE.fullmatch(name):
                there = unrounded(dict(shipped), f"{'up' if part[2] == 'B' else 'down'}/{part[1]}")
                weight.copy_(torch.from_numpy(there / SCALE if part[2] == "B" else there))


def arrays(net: Any) -> dict[str, Any]:
    """What :class:`tools.reading.network.Network` reads."""
    made = changes(net)
    layers = {name: getattr(net, name) for name in PLAIN} | {f"heads.{name}": net.heads[name] for name in HEADS}
    for name, layer in layers.items():
        made |= rounded(f"layer/{name}", layer.weight.detach().float().numpy().T)
        made[f"bias/{name}"] = layer.bias.detach().float().numpy()
    made["distance"] = net.distance.detach().float().numpy()
    made["rank"] = np.int64(RANK)
    return made


def save(made: dict[str, Any], path: Path) -> None:
    """Packed, with its checksum."""
    np.savez_compressed(path, **made, sha256=np.str_(digest(made)))
