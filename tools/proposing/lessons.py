"""``gigpath facts train-proposer``: the roles that the corpus grades → the proposer's weights. Offline, minutes on one core.

Each message becomes the profile that a perfect reader would make of it, and teaches the graded roles in shares of their grades; roles
labelled as harmful are taught against. The reader's held messages are not learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from knowledge.title_model import rounded
from tools.profile import Profile
from tools.proposing.pairs import NAMES, pairs
from tools.proposing.proposer import WEIGHTS, Floats, sight
from tools.proposing.traits import traits
from tools.reading import export
from tools.reading.assembly import assembled
from tools.reading.corpus import Message, load
from tools.reading.gold import as_read
from tools.reading.lessons import divided
from tools.reading.training import Progress

NETWORKS, WIDTH, PASSES, BATCH = 3, 256, 30, 64
RATE, DECAY = 2e-3, 1e-4
PAIRS_DECAY = 1e-3
DROP_INPUT, DROP_INNER = 0.3, 0.5
NO_TEXT = 0.3
"""Share of the messages that are seen without their text in a pass, as a profile given by hand is."""
AGAINST = 1.0
"""Weight of not naming what would harm, beside naming what is right."""
GRADE = 2
"""Grades count by this power: the first role is to be told from one that is not wrong."""
SELDOM = 3
"""A trait of fewer people is none of the vocabulary."""


def train_proposer(progress: Progress = lambda what, share: None) -> int:
    """Write the file; returns its size in bytes."""
    messages = [one for one in divided(load())[0] if one.roles]
    profiles = [profile_of(one) for one in messages]
    counts = Counter(trait for profile in profiles for trait in traits(profile))
    vocabulary = {trait: n for n, trait in enumerate(sorted(t for t, count in counts.items() if count >= SELDOM))}
    socs = sorted({soc for one in messages for soc in one.roles})
    seen = np.stack([_seen(profile, vocabulary, progress, n / len(profiles)) for n, profile in enumerate(profiles)])
    speaks = np.stack([pairs(profile, socs) for profile in profiles])
    arrays: dict[str, Any] = {
        "socs": np.array([soc.encode() for soc in socs]),
        "traits": np.array([trait.encode() for trait in vocabulary]),
    }
    for number in range(NETWORKS):
        progress("learning", number / NETWORKS)
        arrays |= _learned(number, seen, speaks, _wanted(messages, socs), _harmful(messages, socs))
    export.save(arrays, WEIGHTS)
    return WEIGHTS.stat().st_size


def profile_of(message: Message) -> Profile:
    """The profile that a perfect reader would make of a message of the corpus."""
    return assembled(as_read(message)).profile.model_copy(update={"opening": message.text})


def _seen(profile: Profile, vocabulary: dict[str, int], progress: Progress, share: float) -> Floats:
    progress("reading people", share)
    return sight(profile, vocabulary)


def _wanted(messages: Sequence[Message], socs: Sequence[str]) -> Floats:
    """By message the share of each role, shape (messages, roles)."""
    grades = np.array([[one.roles.get(soc, 0) ** GRADE for soc in socs] for one in messages], dtype=np.float32)
    return np.asarray(grades / grades.sum(axis=1, keepdims=True), dtype=np.float32)


def _harmful(messages: Sequence[Message], socs: Sequence[str]) -> Floats:
    """1 where a role would harm a message's person."""
    return np.array([[soc.startswith(tuple(one.never)) for soc in socs] for one in messages], dtype=np.float32)


def _learned(number: int, seen: Floats, speaks: Floats, wanted: Floats, harmful: Floats) -> dict[str, Any]:
    """One network's arrays; ``speaks`` are the pairs of each message and role, shape (messages, roles, names)."""
    import torch
    from torch import nn

    torch.manual_seed(number)
    x, of_pair, right, wrong = (torch.tensor(one) for one in (seen, speaks, wanted, harmful))
    inner, outer = nn.Linear(x.shape[1], WIDTH), nn.Linear(WIDTH, right.shape[1])
    weights = nn.Linear(len(NAMES), 1, bias=False)
    net = nn.Sequential(nn.Dropout(DROP_INPUT), inner, nn.GELU(), nn.Dropout(DROP_INNER), outer)
    groups: list[dict[str, Any]] = [
        {"params": [*net.parameters()]},
        {"params": [weights.weight], "weight_decay": PAIRS_DECAY},
    ]
    steps = torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)
    for done in range(PASSES):
        for group in steps.param_groups:
            group["lr"] = RATE * (1 - done / PASSES)
        for batch in torch.split(torch.randperm(len(x)), BATCH):
            told = x[batch].clone()
            told[torch.rand(len(batch)) < NO_TEXT, :384] = 0.0
            logs = torch.log_softmax(net(told) + weights(of_pair[batch])[..., 0], 1)
            harm = (logs.exp() * wrong[batch]).sum(1).clamp(max=0.999)
            missed = -(right[batch] * logs).sum(1).mean() - AGAINST * torch.log(1 - harm).mean()
            steps.zero_grad()
            missed.backward()  # type: ignore[no-untyped-call]
            steps.step()
    made: dict[str, Any] = {f"{number}/pairs": weights.weight.detach().numpy()[0]}
    for name, layer in (("inner", inner), ("outer", outer)):
        made |= rounded(f"{number}/{name}", layer.weight.detach().numpy().T)
        made[f"{number}/{name}_bias"] = layer.bias.detach().numpy()
    return made
