"""The LoRA recipe of docs/finetuning.md, run for real: a few steps on a tiny Llama made on the spot, on the CPU."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_sets import played

from evals.sft import Turn, export
from ui.cli import main

pytest.importorskip("trl", reason="pip install 'gigpath[finetune]'")
pytest.importorskip("peft", reason="pip install 'gigpath[finetune]'")
pytestmark = pytest.mark.slow

CHAT = """{{ bos_token }}{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}{{ eos_token }}{% endfor %}\
{% if add_generation_prompt %}<|assistant|>{% endif %}"""


def tiny(folder: Path, turns: list[Turn]) -> str:
    """A Llama of two thin layers with random weights, and a tokenizer learned from the data itself."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, set_seed

    learned = Tokenizer(models.BPE())
    learned.pre_tokenizer, learned.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    special = ["<pad>", "<s>", "</s>", "<|user|>", "<|assistant|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=600, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    learned.train_from_iterator((message.content for turn in turns for message in turn.messages), trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=learned, pad_token="<pad>", bos_token="<s>", eos_token="</s>")
    tokenizer.chat_template = CHAT
    tokenizer.save_pretrained(folder)
    set_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=2048, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return str(folder)


async def test_a_few_steps_teach_something(at_home: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    import torch
    from peft import PeftModel
    from safetensors.torch import load_file
    from transformers import AutoModelForCausalLM, AutoTokenizer

    done = export([await played(tmp_path / "facts")])
    turns = [turn.model_copy(update={"split": "train" if n else "valid"}) for n, turn in enumerate(done.turns)]
    done.turns = turns
    data, base, out = tmp_path / "sft.jsonl", tiny(tmp_path / "base", turns), tmp_path / "adapter"
    done.write(data)
    before = load_file(tmp_path / "base" / "model.safetensors")

    given = ["--base", base, "--out", str(out), "--steps", "8", "--rate", "5e-3", "--batch", "2"]
    assert main(["eval", "finetune", str(data), *given]) == 0

    assert f"8 steps on {len(turns) - 1} turns: loss" in capsys.readouterr().out
    loss = json.loads((out / "trained.json").read_text())["loss"]
    assert loss["last"] < loss["first"] - 0.1
    assert loss["valid"] > 0
    weights = load_file(out / "adapter_model.safetensors")
    moved = [name for name, weight in weights.items() if "lora_B" in name and weight.abs().max() > 1e-4]
    assert len(moved) == 14  # seven projections in each of two layers; they begin at zero

    after = load_file(tmp_path / "base" / "model.safetensors")
    assert all(torch.equal(before[name], after[name]) for name in before)

    tokenizer = AutoTokenizer.from_pretrained(out)
    text = tokenizer.apply_chat_template([m.model_dump() for m in turns[1].messages], tokenize=False)
    ids = tokenizer(text, return_tensors="pt", add_special_tokens=False).input_ids
    plain = AutoModelForCausalLM.from_pretrained(base)
    with torch.no_grad():
        alone = plain(ids, labels=ids).loss.item()
        adapted = PeftModel.from_pretrained(plain, out)
        adapted.eval()
        assert adapted(ids, labels=ids).loss.item() < alone
        merged = adapted.merge_and_unload()
        assert merged(ids, labels=ids).loss.item() < alone
