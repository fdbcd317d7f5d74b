"""The index: only what changed is embedded, a broken build goes on, user reports come in with page and date."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from knowledge import index, reports
from knowledge.documents import Doc, documents
from knowledge.embedder import MiniLM, embedder, model_dir
from knowledge.tables import tables
from runtime.errors import FactsError, IndexStale
from runtime.settings import settings
from tools.market_search import Filters, market_search

SOME = 300


@pytest.fixture(autouse=True)
def clean(home: Path) -> Iterator[None]:
    index.close()
    yield
    index.close()


def some() -> list[Doc]:
    return documents()[:SOME]


def test_only_changes_are_embedded_again() -> None:
    docs = some()
    assert index.build(docs=docs)["added"] == SOME
    assert index.build(docs=docs) == {"documents": SOME, "added": 0, "removed": 0, "unchanged": SOME}
    changed = [Doc(docs[0].text + " New.", docs[0].meta), *docs[2:]]
    again = Fake()
    index.embedder().embed_documents = again  # type: ignore[method-assign]
    try:
        assert index.build(docs=changed) == {"documents": SOME - 1, "added": 1, "removed": 2, "unchanged": SOME - 2}
    finally:
        del index.embedder().embed_documents
    assert again.asked == [changed[0].text]


class Fake:
    """Stands in for the document side of the embedder, so that no test waits for torch."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [embedder().embed_query(text) for text in texts]


def test_a_broken_build_goes_on_where_it_was() -> None:
    class Broken(Exception):
        pass

    def stop(done: int, total: int, left: float) -> None:
        raise Broken

    with pytest.raises(Broken):
        index.build(docs=some(), progress=stop)
    again = index.build(docs=some())
    assert again["unchanged"] == index.BATCH
    assert again["added"] == SOME - index.BATCH


def test_another_embedder_is_refused_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    index.build(docs=some()[:10])
    monkeypatch.setenv("GIGPATH_EMBEDDER", "some/other-model")
    settings.cache_clear()
    with pytest.raises(IndexStale, match="index build"):
        index.store()


def test_an_empty_index_says_what_to_do() -> None:
    with pytest.raises(IndexStale, match="gigpath index build"):
        market_search("anything")


def test_shipped_vectors_are_those_of_the_shipped_documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = index.Shipped(embedder(), True)
    texts = [doc.text for doc in documents()]
    assert {index.key(text) for text in texts} == set(shipped._vectors)
    for text in texts[::500]:
        vector = np.array(shipped.embed_documents([text])[0])
        assert float(vector @ np.array(embedder().embed_query(text))) > 0.999
    harmed = tmp_path / "vectors.npz"
    with np.load(index.VECTORS) as packed:
        values = packed["values"].copy()
        values[0, 0] += 1
        np.savez_compressed(harmed, keys=packed["keys"], values=values, sha256=packed["sha256"])
    monkeypatch.setattr(index, "VECTORS", harmed)
    with pytest.raises(FactsError, match="checksum"):
        index.Shipped(embedder(), True).embed_documents(["x"])


@pytest.mark.slow
def test_queries_and_documents_meet_in_one_space() -> None:
    texts = ["better paid work near taxi drivers", "", "🚗 señor naïve", "word " * 600, documents()[5].text]
    slow = np.array(embedder().embed_documents(texts))
    model = MiniLM(model_dir())
    fast = np.array([model.encode(text) for text in texts])
    assert (np.sum(slow * fast, axis=1) > 0.9999).all()


def test_retrieval_finds_the_facet_and_keeps_to_filters() -> None:
    docs = [doc for doc in documents() if str(doc.meta["soc"]).startswith("43-3")]
    index.build(docs=docs)
    first = market_search("what do bookkeepers earn an hour", k=3).passages
    assert ("43-3031", "pay") in {(p.soc, p.facet) for p in first}
    only = market_search("pay", Filters(socs=["43-3021"], facets=["pay"]), k=5).passages
    assert [(p.soc, p.facet) for p in only] == [("43-3021", "pay")]


def test_reports_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder(), "embed_documents", Fake(), raising=False)
    (tmp_path / "a.md").write_text("# Couriers\nCouriers in Tampa are paid by the stop.\n")
    (tmp_path / "b.html").write_text("<html><script>x()</script><p>Forklift drivers are wanted in Reno.</p></html>")
    (tmp_path / "c.csv").write_text("role,pay\nwelder,high\n")
    (tmp_path / "d.jsonl").write_text('{"text": "Notaries work at closings."}\n')
    (tmp_path / "e.pdf").write_bytes(pdf("Nurse aides in Boise work in teams."))
    (tmp_path / "fake.pdf").write_bytes(b"PK\x03\x04 not a pdf")
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "bad.jsonl").write_text("{oops\n")
    counts, problems = reports.add(sorted(tmp_path.iterdir()))
    assert counts == {"a.md": 1, "b.html": 1, "c.csv": 1, "d.jsonl": 1, "e.pdf": 1}
    assert set(problems) == {"fake.pdf", "empty.md", "bad.jsonl"}
    assert "not a PDF" in problems["fake.pdf"]
    found = market_search("nurse aides in Boise", Filters(origin="user"), k=1).passages[0]
    assert (found.source, found.page) == ("e.pdf", 1)
    assert found.date
    index.build(docs=some()[:20])  # shipped documents come and go without the user's
    assert market_search("forklift", Filters(origin="user"), k=1).passages[0].source == "b.html"


def pdf(text: str) -> bytes:
    """The smallest PDF with one page of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % n for n in at)
    return out + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_reader_outlives_a_rebuild_by_another_process() -> None:
    """The chat stays open while somebody runs ``gigpath index build --fresh`` beside it."""
    docs = documents()
    index.build(docs=docs[:40])
    assert market_search("pay", k=1).passages
    code = "from knowledge import index; from knowledge.documents import documents as d; index.build(fresh=True, docs=d()[40:80])"
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))
    assert {p.id for p in market_search("pay", k=5).passages} <= {doc.id for doc in docs[40:80]}


def test_several_runs_may_be_the_first_to_open_the_store(at_home: None) -> None:
    for _ in range(5):
        index.close()
        SharedSystemClient.clear_system_cache()
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda n: index.nearest(f"bookkeeping {n}", 2), range(8)))
        assert all(len(hits) == 2 for hits in found)


def test_the_nearest_are_the_nearest_of_all(at_home: None) -> None:
    """Against every vector, one by one; an index that guesses would miss some, and others in every process."""
    titles = [f"better paid work near {title}" for title in tables().occupations["title"][::40]]
    kept = index.store()._collection.get(include=["embeddings"])
    vectors = np.array(kept["embeddings"])
    for title in titles:
        asked = np.array(index.store().embeddings.embed_query(title))
        likeness = vectors @ asked / np.linalg.norm(vectors, axis=1) / np.linalg.norm(asked)
        best = {kept["ids"][n] for n in np.argsort(-likeness)[:6]}
        assert {document.id for document, _ in index.nearest(title, 6)} == best
