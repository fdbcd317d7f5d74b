"""Facts → Chroma. Content-hashed: only what changed is embedded again."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from knowledge.documents import Doc, documents
from knowledge.embedder import MINILM, Embedder, embedder
from knowledge.tables import FACTS
from runtime.errors import FactsError, IndexStale
from runtime.settings import settings

VECTORS = FACTS / "vectors.npz"
COLLECTION = "market"
BATCH = 256
_MEND = "Run `gigpath index build`."

Progress = Callable[[int, int, float], None]
"""Called with (done, total, seconds left)."""


class Shipped(Embeddings):
    """The embedder, with the shipped documents' vectors at hand: half precision, keyed by the text's hash."""

    def __init__(self, inner: Embedder, use_shipped: bool) -> None:
        self.inner, self.use_shipped = inner, use_shipped and inner.name == MINILM

    @cached_property
    def _vectors(self) -> dict[str, np.ndarray[Any, Any]]:
        if not self.use_shipped or not VECTORS.exists():
            return {}
        with np.load(VECTORS) as packed:
            keys, values, check = packed["keys"], packed["values"], str(packed["sha256"])
        if hashlib.sha256(keys.tobytes() + values.tobytes()).hexdigest() != check:
            raise FactsError(
                "vectors.npz is truncated or edited: its checksum is wrong.",
                "Run `git checkout knowledge/facts`, or `gigpath index build --fresh`.",
            )
        return dict(zip((k.tobytes().hex() for k in keys), values, strict=True))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        known = [self._vectors.get(key(text)) for text in texts]
        new = [text for text, vector in zip(texts, known, strict=True) if vector is None]
        made = iter(self.inner.embed_documents(new) if new else [])
        return [next(made) if vector is None else vector.astype(np.float32).tolist() for vector in known]

    def embed_query(self, text: str) -> list[float]:
        return self.inner.embed_query(text)


def key(text: str) -> str:
    """Sixteen bytes of the text's sha256, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def ship_vectors(docs: Iterable[Doc], inner: Embedder) -> int:
    """Write the vectors of the shipped documents; done after the facts are compiled. Returns how many."""
    texts = sorted({doc.text for doc in docs}, key=lambda text: (len(text), text))
    values = np.array(inner.embed_documents(texts), dtype=np.float16)
    keys = np.array([bytes.fromhex(key(text)) for text in texts], dtype="V16")
    check = hashlib.sha256(keys.tobytes() + values.tobytes()).hexdigest()
    np.savez_compressed(VECTORS, keys=keys, values=values, sha256=np.array(check))
    return len(texts)


def open_store(use_shipped: bool = True) -> Any:
    """The shipped documents' collection."""
    return collection(COLLECTION, use_shipped)


def collection(name: str, use_shipped: bool = False) -> Any:
    """langchain's Chroma over the embedded store, or over the server of GIGPATH_CHROMA_URL.

    IndexStale when the store was built with another embedder, whose vectors mean nothing to this one.
    """
    from langchain_chroma import Chroma

    config, client = settings(), _client()
    store = Chroma(
        client=client,
        collection_name=name,
        embedding_function=Shipped(embedder(), use_shipped),
        collection_metadata={"embedder": config.embedder},
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": WIDE}},
    )
    if (store._collection.configuration["hnsw"] or {}).get("ef_search") != WIDE:  # built before it was so
        store._collection.modify(configuration={"hnsw": {"ef_search": WIDE}})
    built = (store._collection.metadata or {}).get("embedder", config.embedder)
    if built != config.embedder:
        raise IndexStale(
            f"The index was built with the embedder {built}, not {config.embedder}.",
            "Run `gigpath index build --fresh`, or set GIGPATH_EMBEDDER back.",
        )
    return store


WIDE = 5_000
"""Documents that a search looks through: as good as all. With Chroma's hundred, one in twenty of the nearest was missed, and
which one differed from process to process, for its graph is built anew by threads that race."""

_OPENING = Lock()


@lru_cache(maxsize=1)
def store() -> Any:
    """The process's store, for reading; IndexStale when nothing was built yet."""
    with _OPENING:  # Chroma's client cannot be made by two threads at once
        opened = open_store()
    if opened._collection.count() == 0:
        raise IndexStale("The index is empty.", _MEND)
    return opened


def empty() -> bool:
    """Whether nothing was built yet."""
    with _OPENING:
        return int(open_store()._collection.count()) == 0


def nearest(query: str, k: int, where: dict[str, Any] | None = None) -> list[tuple[Any, float]]:
    """(document, cosine distance) of the ``k`` nearest; a store that another process rebuilt meanwhile is opened anew.

    IndexStale when it cannot be read even then, as in the midst of a build.
    """
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.errors import ChromaError

    try:
        found: list[tuple[Any, float]] = store().similarity_search_with_score(query, k=k, filter=where)
    except ChromaError:
        store.cache_clear()
        SharedSystemClient.clear_system_cache()
        try:
            found = store().similarity_search_with_score(query, k=k, filter=where)
        except ChromaError as error:
            raise IndexStale(
                "The index is being rebuilt.", "Ask again when `gigpath index build` has ended."
            ) from error
    return found


def build(
    fresh: bool = False, progress: Progress = lambda done, total, left: None, docs: list[Doc] | None = None
) -> dict[str, int]:
    """Bring the shipped documents into the store; what the user added stays. ``fresh`` embeds everything anew.

    Safe to break off: what is in stays, and the next build goes on from there. One build at a time a home.
    """
    wanted = {doc.id: doc for doc in (documents() if docs is None else docs)}
    with FileLock(lock_file()):
        if fresh:
            _drop()
        kept = open_store(use_shipped=not fresh)
        present = set(kept.get(where={"origin": "gigpath"}, include=[])["ids"])
        if gone := sorted(present - set(wanted)):
            kept.delete(ids=gone)
        new = sorted((doc for i, doc in wanted.items() if i not in present), key=lambda doc: len(doc.text))
        add_documents(kept, new, progress)
    store.cache_clear()
    return {"documents": len(wanted), "added": len(new), "removed": len(gone), "unchanged": len(wanted) - len(new)}


def add_documents(kept: Any, docs: list[Doc], progress: Progress) -> None:
    """Embed and add, batch by batch."""
    began = time.monotonic()
    for at in range(0, len(docs), BATCH):
        part = docs[at : at + BATCH]
        kept.add_texts([d.text for d in part], metadatas=[d.meta for d in part], ids=[d.id for d in part])
        done = at + len(part)
        # longer documents come last, so the rest takes more than its share by count
        size, left = sum(len(d.text) for d in docs[:done]), sum(len(d.text) for d in docs[done:])
        progress(done, len(docs), (time.monotonic() - began) / size * left)


def _drop() -> None:
    """Forget the shipped documents; the user's reports are in a collection of their own."""
    client = _client()
    if COLLECTION in {c.name for c in client.list_collections()}:
        client.delete_collection(COLLECTION)
    store.cache_clear()


def _client() -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    config, quiet = settings(), ChromaSettings(anonymized_telemetry=False)
    if config.chroma_url:
        url = urlsplit(config.chroma_url)
        return chromadb.HttpClient(
            host=url.hostname or "127.0.0.1", port=url.port or 8000, ssl=url.scheme == "https", settings=quiet
        )
    config.index_dir.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(config.index_dir), settings=quiet)


def lock_file() -> str:
    """One writer at a time a home."""
    settings().home.mkdir(parents=True, exist_ok=True)
    return str(settings().home / "index.lock")
