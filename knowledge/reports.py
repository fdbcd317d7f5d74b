"""The user's own market reports, apart from the documents that are written from the facts: added, listed, removed, searched.

A report is kept in windows of two sentences (rows of a table one by one), each with its file, page, heading and date, so that what is
found can be quoted word for word. Chroma holds them in a collection of their own: no report moves a role.
"""

from __future__ import annotations

import logging
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge import shelf
from knowledge.documents import Doc
from knowledge.index import Progress, add_documents, collection
from runtime.database import damage
from runtime.errors import IndexStale, UserError
from runtime.settings import settings

COLLECTION, MADE = "reports", "placed"
"""The collection's name, and how its windows are embedded."""
LOG = logging.getLogger("gigpath.reports")


def placed(text: str, source: str, heading: str) -> str:
    """A window with what it stands under: as it is embedded and judged. A window by itself often does not say of what it speaks."""
    name = source.rpartition(".")[0].replace("-", " ").replace("_", " ")
    return ". ".join(filter(None, (name, heading, text)))


def _told(doc: Doc) -> str:
    return placed(doc.text, str(doc.meta.get("source", "")), str(doc.meta.get("heading", "")))


@lru_cache(maxsize=1)
def opened() -> Any:
    """The collection, once a process."""
    if wrong := damage(settings().index_dir / "chroma.sqlite3"):
        raise IndexStale(f"The store of your own reports is damaged ({wrong}).", "Run `gigpath doctor --mend`.")
    return collection(shelf.client(settings().index_dir), COLLECTION, made=MADE)


def close() -> None:
    """Let go of the store, so that it is opened anew; needed where its files are moved or removed."""
    if opened.cache_info().currsize:
        opened()._client.close()
        opened.cache_clear()


def none() -> bool:
    """Whether no report can have been added: there is no store of them yet."""
    return not settings().chroma_url and not (settings().index_dir / "chroma.sqlite3").exists()


def add(
    paths: list[Path], progress: Progress = lambda done, total, left: None
) -> tuple[dict[str, int], dict[str, str]]:
    """(windows by file, what is wrong by file); a bad file does not stop the others, a file of a known name takes its place."""
    from knowledge.sources.documents import windows

    counts, problems, docs = dict[str, int](), dict[str, str](), list[Doc]()
    for path in paths:
        try:
            found = windows(path)
        except Exception as error:
            problems[path.name] = str(error)
            continue
        counts[path.name] = len(found)
        docs += found
    with shelf.writing():
        kept = opened()
        wanted = {doc.id: doc for doc in docs}
        there = kept.get(where={"source": {"$in": list(counts)}}, include=[])["ids"] if counts else []
        if old := [i for i in there if i not in wanted]:
            kept.delete(ids=old)
        add_documents(kept, [doc for i, doc in wanted.items() if i not in set(there)], progress, _told)
    return counts, problems


def renew(progress: Progress = lambda done, total, left: None) -> int:
    """Embed the reports anew where they were embedded by another model or in another way; returns how many windows."""
    if none():
        return 0
    with shelf.writing():
        client = shelf.client(settings().index_dir)
        if COLLECTION not in {c.name for c in client.list_collections()}:
            return 0
        old = client.get_collection(COLLECTION)
        meta = old.metadata or {}
        if meta.get("embedder", settings().embedder) == settings().embedder and meta.get("made") == MADE:
            return 0
        rows = old.get(include=["documents", "metadatas"])
        docs = [Doc(text, meta) for text, meta in zip(rows["documents"], rows["metadatas"], strict=True)]
        client.delete_collection(COLLECTION)
        opened.cache_clear()
        add_documents(opened(), docs, progress, _told)
    return len(docs)


def names() -> dict[str, int]:
    """Each report with how many windows it has, by name."""
    if none():
        return {}
    rows = opened().get(include=["metadatas"])["metadatas"]
    return dict(sorted(Counter(str(row["source"]) for row in rows).items()))


def remove(name: str) -> int:
    """Take a report out; returns how many windows went. UserError where there is none of that name."""
    with shelf.writing():
        ids = [] if none() else opened().get(where={"source": name}, include=[])["ids"]
        if not ids:
            there = ", ".join(names()) or "none"
            raise UserError(f"There is no report '{name}'.", f"There are: {there}.")
        opened().delete(ids=ids)
    return len(ids)


def nearest(query: str, k: int) -> list[tuple[Any, float]]:
    """(window, cosine distance) of the ``k`` nearest; none where no report was added, or none can be read: no answer hangs on them."""
    if none():
        return []
    try:
        kept = opened()
    except IndexStale as error:
        LOG.warning(str(error))
        return []
    if kept._collection.count() == 0:
        return []
    found: list[tuple[Any, float]] = kept.similarity_search_with_score(query, k=k)
    return found
