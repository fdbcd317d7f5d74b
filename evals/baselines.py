"""What linking must beat, computed beside it in the same run: exact names, character TF-IDF, MiniLM, O*NET's own list.

Each baseline ranks occupations by their nearest O*NET title; none of them learns anything. sklearn and torch are
imported on use, as nobody but an evaluation needs them here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedder import embedder
from knowledge.tables import tables
from runtime.settings import settings

Progress = Callable[[str, float], None]
Ranking = list[str]
"""SOC codes, best first."""


def _in_turn(lists: list[Ranking], without: set[str]) -> Ranking:
    """The first of each list, then the second of each, …; each once."""
    turns = (soc for row in zip_longest(*lists) for soc in row if soc and soc not in without)
    return list(dict.fromkeys(turns))


CHUNK = 128
"""Queries compared with all titles at a time: some 30 MB of likenesses."""


class Baselines:
    """O*NET's titles, and occupations by their titles taken together."""

    def __init__(self, progress: Progress = lambda what, share: None) -> None:
        pairs = sorted(set(tables().titles.select("soc", "title").iter_rows()))
        self.titles = [title for _, title in pairs]
        socs = np.array([soc for soc, _ in pairs])
        self.socs, self.starts = np.unique(socs, return_index=True)
        self.progress = progress

    def exact(self, titles: Sequence[str], k: int) -> list[Ranking]:
        """Occupations that carry the very title, but for case."""
        named: dict[str, list[str]] = {}
        for title, soc in zip(
            self.titles, np.repeat(self.socs, np.diff(np.append(self.starts, len(self.titles)))), strict=True
        ):
            named.setdefault(title.casefold(), []).append(str(soc))
        return [named.get(title.casefold(), [])[:k] for title in titles]

    def tfidf(self, titles: Sequence[str], k: int) -> list[Ranking]:
        """The nearest title by character n-grams of two to four letters within words."""
        grams, matrix = self._grams
        return self._nearest(grams.transform(titles), lambda rows: (rows @ matrix.T).toarray(), k)

    def minilm(self, titles: Sequence[str], k: int) -> list[Ranking]:
        """The nearest title by plain all-MiniLM-L6-v2."""
        queries = np.array([embedder().embed_query(title) for title in titles], dtype=np.float32)
        return self._nearest(queries, lambda rows: rows @ self._vectors.T, k)

    def related(self, socs: Sequence[str], k: int) -> list[Ranking]:
        """O*NET's related occupations in their own order; those of a joint code's members one after another."""
        rows = tables().related.sort("soc", "index", "related_soc").select("soc", "related_soc").iter_rows()
        listed: dict[str, list[str]] = {}
        for soc, other in rows:
            listed.setdefault(soc, []).append(other)
        members = [tables().detailed(soc) for soc in socs]
        return [_in_turn([listed.get(soc, []) for soc in joined], set(joined))[:k] for joined in members]

    def tfidf_roles(self, texts: Sequence[str], k: int) -> list[Ranking]:
        """Occupations whose titles, taken together, look most like a text; a SOC code stands for its own titles."""
        grams, _ = self._grams
        together = grams.transform([" ".join(titles) for titles in np.split(np.array(self.titles), self.starts[1:])])
        return self._roles(texts, together.toarray(), lambda text: grams.transform([text]).toarray()[0], k)

    def minilm_roles(self, texts: Sequence[str], k: int) -> list[Ranking]:
        """The same by the mean of the titles' MiniLM vectors."""
        means = np.add.reduceat(self._vectors, self.starts, axis=0)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return self._roles(texts, means, lambda text: np.array(embedder().embed_query(text)), k)

    def _roles(
        self, texts: Sequence[str], roles: NDArray[Any], encode: Callable[[str], NDArray[Any]], k: int
    ) -> list[Ranking]:
        """``roles``: unit vectors, one row an occupation."""
        at = {str(soc): n for n, soc in enumerate(self.socs)}
        found = []
        for text in texts:
            members = tables().detailed(text) if re.fullmatch(r"\d\d-\d{4}", text) else []
            rows = [roles[at[soc]] for soc in members] or [encode(text)]
            likeness = (roles @ np.array(rows).T).max(axis=1)
            best = [str(self.socs[n]) for n in np.argsort(-likeness, kind="stable")[: k + len(rows)]]
            found.append([soc for soc in best if soc not in members][:k])
        return found

    def _nearest(self, queries: Any, likeness: Callable[[Any], NDArray[Any]], k: int) -> list[Ranking]:
        """Each occupation by its best title."""
        found: list[Ranking] = []
        for start in range(0, queries.shape[0], CHUNK):
            best = np.maximum.reduceat(likeness(queries[start : start + CHUNK]), self.starts, axis=1)
            found += [[str(self.socs[n]) for n in row] for row in np.argsort(-best, axis=1, kind="stable")[:, :k]]
        return found

    @cached_property
    def _grams(self) -> tuple[Any, Any]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.progress("character n-grams", 0.0)
        grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
        return grams, grams.fit_transform(self.titles)

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        """MiniLM of every O*NET title, kept under the user's folder: it takes a minute or two and never changes."""
        key = hashlib.sha256("\n".join([embedder().name, *self.titles]).encode()).hexdigest()[:16]
        kept = settings().home / "evals" / f"titles-{key}.npy"
        if kept.exists():
            return np.asarray(np.load(kept), dtype=np.float32)
        parts, size = [], 2048
        for start in range(0, len(self.titles), size):
            self.progress("embedding O*NET's titles, once", start / len(self.titles))
            parts.append(np.array(embedder().embed_documents(self.titles[start : start + size]), dtype=np.float16))
        vectors = np.concatenate(parts)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, vectors)
        return vectors.astype(np.float32)
