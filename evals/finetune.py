"""LoRA on exported turns: a small adapter over a Llama that learns to word advice in the form the guard lets through.

Needs the optional packages of ``pip install 'gigpath[finetune]'``. Nothing is fetched when ``base`` is a folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.sft import Turn
from runtime.errors import UserError

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Recipe:
    """What docs/finetuning.md explains. ``steps`` 0 means ``epochs`` over the training part."""

    epochs: float = 3
    steps: int = 0
    rate: float = 2e-4
    rank: int = 16
    batch: int = 4
    longest: int = 1536
    seed: int = 7


@dataclass(frozen=True)
class Trained:
    """Mean loss per token of the answers: at the first and the last step, and on the profiles kept apart (None without any)."""

    first: float
    last: float
    valid: float | None
    steps: int
    turns: int
    adapter: Path


def rows(data: Path) -> dict[str, list[Row]]:
    """The exported file as TRL takes it, by part: the prompt apart from the answer, so that only the answer is learned."""
    parts: dict[str, list[Row]] = {"train": [], "valid": [], "test": []}
    if not data.exists():
        raise UserError(f"There is no file {data}.", "Make it with `gigpath eval export-sft RUN --out FILE`.")
    for number, line in enumerate(data.read_text(encoding="utf-8").splitlines(), 1):
        try:
            turn = Turn.model_validate_json(line)
        except ValueError:
            raise UserError(f"{data}: line {number} is no turn.", "Make the file anew with `export-sft`.") from None
        *prompt, answer = (message.model_dump(include={"role", "content"}) for message in turn.messages)
        parts[turn.split].append({"prompt": prompt, "completion": [answer]})
    if not parts["train"]:
        raise UserError(f"{data} has no turn to train on.", "Export more runs: see docs/finetuning.md.")
    return parts


def train(data: Path, base: str, out: Path, recipe: Recipe = Recipe()) -> Trained:
    """Train an adapter over ``base`` and save it in ``out``, with the tokenizer and what it was made from."""
    parts = rows(data)
    try:
        import torch
        from datasets import Dataset  # type: ignore[import-untyped,unused-ignore]
        from peft import LoraConfig
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from trl import SFTConfig, SFTTrainer  # type: ignore[attr-defined,unused-ignore]
    except ImportError as error:
        raise UserError(f"{error.name} is not installed.", "pip install 'gigpath[finetune]'") from None
    tokenizer = AutoTokenizer.from_pretrained(base)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    on_gpu = torch.cuda.is_available()
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16 if on_gpu else torch.float32)
    config = SFTConfig(
        output_dir=str(out), max_steps=recipe.steps or -1, num_train_epochs=recipe.epochs, learning_rate=recipe.rate,
        per_device_train_batch_size=recipe.batch, lr_scheduler_type="constant_with_warmup", warmup_steps=0 if recipe.steps else 10,
        max_length=recipe.longest, completion_only_loss=True, bf16=on_gpu, use_cpu=not on_gpu, gradient_checkpointing=on_gpu,
        logging_steps=1, save_strategy="no", report_to="none", seed=recipe.seed, disable_tqdm=recipe.steps > 0, dataloader_pin_memory=on_gpu,
    )  # fmt: skip
    lora = LoraConfig(r=recipe.rank, lora_alpha=2 * recipe.rank, lora_dropout=0.05, target_modules="all-linear", task_type="CAUSAL_LM")  # fmt: skip
    valid = Dataset.from_list(list(parts["valid"])) if parts["valid"] else None
    trainer = SFTTrainer(
        model=model, args=config, train_dataset=Dataset.from_list(list(parts["train"])), eval_dataset=valid,
        processing_class=tokenizer, peft_config=lora,
    )  # fmt: skip
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    apart = trainer.evaluate()["eval_loss"] if valid is not None else None
    trainer.save_model(str(out))
    tokenizer.save_pretrained(str(out))
    done = Trained(losses[0], losses[-1], apart, trainer.state.global_step, len(parts["train"]), out)
    told = {"base": base, "data": data.name, "recipe": vars(recipe), "loss": {"first": done.first, "last": done.last, "valid": apart}}  # fmt: skip
    (out / "trained.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return done
