"""Facts → Chroma. Content-hashed: only what changed is embedded again. Built beside what is in use (:mod:`knowledge.shelf`)."""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge import shelf
from knowledge.documents import Doc, documents
from knowledge.embedder import MINILM, Embedder, embedder
from knowledge.tables import FACTS
from runtime.errors import FactsError, IndexStale
from runtime.settings import settings

VECTORS = FACTS / "vectors.npz"
COLLECTION = "market"
BATCH = 256
LOG = logging.getLogger("gigpath.index")

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


def collection(client: Any, name: str, use_shipped: bool = False, made: str = "") -> Any:
    """langchain's Chroma over a client's collection; IndexStale when that was built with another embedder. ``made`` says how
    documents are embedded, where not by their text alone; it is kept with the collection."""
    from langchain_chroma import Chroma

    config = settings()
    store = Chroma(
        client=client,
        collection_name=name,
        embedding_function=Shipped(embedder(), use_shipped),
        collection_metadata={"embedder": config.embedder} | ({"made": made} if made else {}),
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": WIDE, "sync_threshold": BATCH}},
    )
    if (store._collection.configuration["hnsw"] or {}).get("ef_search") != WIDE:  # built before it was so
        store._collection.modify(configuration={"hnsw": {"ef_search": WIDE}})
    built = (store._collection.metadata or {}).get("embedder", config.embedder)
    if built != config.embedder:
        raise IndexStale(
            f"The index was built with the embedder {built}, not {config.embedder}.",
            "Run `gigpath index build`, or set GIGPATH_EMBEDDER back.",
        )
    return store


WIDE = 5_000
"""Documents that a search looks through: as good as all. With Chroma's hundred, one in twenty of the nearest was missed, and
which one differed from process to process, for its graph is built anew by threads that race."""

_OPENING = RLock()


def store() -> Any:
    """The process's store, for reading: that of the build in use, checked once. IndexStale where it is not whole."""
    with _OPENING:  # Chroma's client cannot be made by two threads at once
        if settings().chroma_url:
            return _served()
        build = shelf.current()
        return _opened(build.model_dump_json() if build else "", settings().embedder, str(shelf.root()))


@lru_cache(maxsize=1)
def _opened(noted: str, wanted: str, home: str) -> Any:
    build = shelf.check(shelf.Build.model_validate_json(noted) if noted else None)
    opened = collection(shelf.client(shelf.place(build)), COLLECTION, True)
    # the first search reads the vectors in; if several did so at once, Chroma would write, to what is only read here
    opened._collection.query(query_embeddings=[[1.0] * build.dimension], n_results=1, include=[])
    return opened


@lru_cache(maxsize=1)
def _served() -> Any:
    opened = collection(shelf.client(shelf.root()), COLLECTION, True)
    whole = (opened._collection.metadata or {}).get("documents")
    if not (count := opened._collection.count()):
        raise IndexStale("The index is empty.", shelf.MEND)
    if whole is not None and whole != count:
        raise IndexStale(f"The index has {count:,} of its documents only: a build was broken off.", shelf.MEND)
    return opened


def close() -> None:
    """Forget what is open, so that the next search opens and checks it anew."""
    with _OPENING:
        _opened.cache_clear()
        _served.cache_clear()


def whole() -> bool:
    """Whether there is an index to search, all of it as it was built."""
    try:
        shelf.check(shelf.current())
    except IndexStale:
        return False
    return True


def nearest(query: str, k: int, where: dict[str, Any] | None = None) -> list[tuple[Any, float]]:
    """(document, cosine distance) of the ``k`` nearest, from the build in use at this moment.

    IndexStale where it cannot be read even when it is opened anew; Unreachable where its server does not answer.
    """
    import httpx
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.errors import ChromaError

    def found() -> list[tuple[Any, float]]:
        hits: list[tuple[Any, float]] = store().similarity_search_with_score(query, k=k, filter=where)
        return hits

    try:
        return found()
    except httpx.TransportError as error:
        close()
        raise shelf.unreachable() from error
    except ChromaError:
        close()
        SharedSystemClient.clear_system_cache()
    try:
        return found()
    except ChromaError as error:
        raise IndexStale(f"The index cannot be read ({str(error)[:120]}).", shelf.MEND) from error


def build(
    fresh: bool = False, progress: Progress = lambda done, total, left: None, docs: list[Doc] | None = None
) -> dict[str, int]:
    """Bring the shipped documents into an index; what the user added stays. ``fresh`` embeds everything anew.

    It is built beside the one in use, which is served from meanwhile, and takes its place when it is whole. Safe to
    break off: the next build goes on from there. One build at a time a home; who waited for another's finds it done.
    """
    wanted = {doc.id: doc for doc in (documents() if docs is None else docs)}
    digest = hashlib.sha256("".join(sorted(wanted)).encode()).hexdigest()
    with shelf.writing():
        if settings().chroma_url:
            return _build_served(wanted, fresh, progress)
        used = _usable()
        if used is not None and used.digest == digest and not fresh:
            return _counts(wanted, 0, 0)
        folder, client, kept = _started(fresh, used)
        try:
            added, removed = _brought_up(kept, wanted, progress)
            dimension = len(embedder().embed_query("pay"))
        finally:
            client.close()
        shelf.finish(folder, len(wanted), settings().embedder, dimension, digest)
    return _counts(wanted, added, removed)


def _counts(wanted: dict[str, Doc], added: int, removed: int) -> dict[str, int]:
    return {"documents": len(wanted), "added": added, "removed": removed, "unchanged": len(wanted) - added}


def _usable() -> shelf.Build | None:
    try:
        return shelf.check(shelf.current())
    except IndexStale:
        return None


def _started(fresh: bool, used: shelf.Build | None) -> tuple[Path, Any, Any]:
    """(folder, client, collection) of the build to be made: one that was broken off, else a copy of that in use, else empty."""
    folder = None if fresh else shelf.begun()
    if folder is not None:
        try:
            client = shelf.client(folder)
            return folder, client, collection(client, COLLECTION, True)
        except IndexStale:  # broken off in its first moments, or with another embedder
            LOG.info("A build that was broken off cannot be gone on with; it is begun anew.")
    folder = shelf.new()
    if used is not None and not fresh:
        shutil.copytree(shelf.place(used), folder, dirs_exist_ok=True)
    client = shelf.client(folder)
    return folder, client, collection(client, COLLECTION, use_shipped=not fresh)


def _brought_up(kept: Any, wanted: dict[str, Doc], progress: Progress) -> tuple[int, int]:
    """Take out of a collection what is not wanted, embed what is missing; (added, removed)."""
    present = set(kept.get(where={"origin": "gigpath"}, include=[])["ids"])
    if gone := sorted(present - set(wanted)):
        kept.delete(ids=gone)
    new = sorted((doc for i, doc in wanted.items() if i not in present), key=lambda doc: len(doc.text))
    add_documents(kept, new, progress)
    return len(new), len(gone)


def _build_served(wanted: dict[str, Doc], fresh: bool, progress: Progress) -> dict[str, int]:
    """On a server the collection is brought up in place; until it has as many documents as its mark says, nobody reads it."""
    client = shelf.client(shelf.root())
    if fresh and COLLECTION in {c.name for c in client.list_collections()}:
        client.delete_collection(COLLECTION)
    kept = collection(client, COLLECTION, use_shipped=not fresh)
    mark = {"embedder": settings().embedder, "documents": len(wanted)}
    kept._collection.modify(metadata={**mark, "documents": -1})
    added, removed = _brought_up(kept, wanted, progress)
    kept._collection.modify(metadata=mark)
    _served.cache_clear()
    return _counts(wanted, added, removed)


def add_documents(kept: Any, docs: list[Doc], progress: Progress, told: Callable[[Doc], str] | None = None) -> None:
    """Embed and add, batch by batch. With ``told``, what is embedded of a document in the place of its text."""
    began = time.monotonic()
    for at in range(0, len(docs), BATCH):
        part = docs[at : at + BATCH]
        texts, metas, ids = [d.text for d in part], [d.meta for d in part], [d.id for d in part]
        if told is None:
            kept.add_texts(texts, metadatas=metas, ids=ids)
        else:
            vectors = kept.embeddings.embed_documents([told(d) for d in part])
            kept._collection.upsert(ids=ids, embeddings=vectors, documents=texts, metadatas=metas)
        done = at + len(part)
        # longer documents come last, so the rest takes more than its share by count
        size, left = sum(len(d.text) for d in docs[:done]), sum(len(d.text) for d in docs[done:])
        progress(done, len(docs), (time.monotonic() - began) / size * left)
