"""The user's own market reports, apart from the documents that are written from the facts: added, listed, removed, searched.

A report is kept in windows of two sentences (rows of a table one by one), each with its file, page, heading and date, so that what is
found can be quoted word for word. Chroma holds them in a collection of their own: no report moves a role.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from knowledge.documents import Doc
from knowledge.index import Progress, add_documents, collection, lock_file
from runtime.errors import UserError

COLLECTION = "reports"


@lru_cache(maxsize=1)
def opened() -> Any:
    """The collection, once a process."""
    return collection(COLLECTION)


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
    with FileLock(lock_file()):
        kept = opened()
        wanted = {doc.id: doc for doc in docs}
        there = kept.get(where={"source": {"$in": list(counts)}}, include=[])["ids"] if counts else []
        if old := [i for i in there if i not in wanted]:
            kept.delete(ids=old)
        add_documents(kept, [doc for i, doc in wanted.items() if i not in set(there)], progress)
    return counts, problems


def names() -> dict[str, int]:
    """Each report with how many windows it has, by name."""
    rows = opened().get(include=["metadatas"])["metadatas"]
    return dict(sorted(Counter(str(row["source"]) for row in rows).items()))


def remove(name: str) -> int:
    """Take a report out; returns how many windows went. UserError where there is none of that name."""
    with FileLock(lock_file()):
        ids = opened().get(where={"source": name}, include=[])["ids"]
        if not ids:
            there = ", ".join(names()) or "none"
            raise UserError(f"There is no report '{name}'.", f"There are: {there}.")
        opened().delete(ids=ids)
    return len(ids)


def nearest(query: str, k: int) -> list[tuple[Any, float]]:
    """(window, cosine distance) of the ``k`` nearest; none where no report was added."""
    kept = opened()
    if kept._collection.count() == 0:
        return []
    found: list[tuple[Any, float]] = kept.similarity_search_with_score(query, k=k)
    return found
