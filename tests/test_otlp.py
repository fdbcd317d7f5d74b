"""Spans sent to other servers: what goes over the wire, a server that is away, and a real MLflow."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from runtime.settings import settings
from ui.service import Service

pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
pytestmark = pytest.mark.enable_socket
DRIVER = "I drive for Uber in Phoenix, 40 hours a week for $900, 500 miles. Mail me: jo@example.com"


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """An OTLP server on loopback: its URL, and the headers and body of each request."""
    got: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(
                ({"path": self.path, **dict(self.headers)}, self.rfile.read(int(self.headers["content-length"])))
            )
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()


async def sent(endpoint: str, tmp_path: Path, text: str = DRIVER) -> tuple[str, Service]:
    given = {"database_url": str(tmp_path / "gigpath.db"), "otlp_endpoint": endpoint, "trace": "full"}
    async with Service.open(settings().model_copy(update=given)) as service:
        events = [event async for event in service.advise(text=text)]
    return events[0].run_id, service


async def test_the_same_spans_go_to_an_otlp_server(
    at_home: None, tmp_path: Path, receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=open-sesame")
    url, got = receiver
    run, service = await sent(url, tmp_path)
    stored = service.traces.store.read(run)
    spans = []
    for headers, body in got:
        assert headers["path"] == "/v1/traces"
        assert headers["x-api-key"] == "open-sesame"
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            spans += [span for scope in resource.scope_spans for span in scope.spans]
    assert {(s.span_id.hex(), s.parent_span_id.hex(), s.name) for s in spans} == {
        (s.span_id, s.parent_id, s.name) for s in stored
    }
    everything = b"".join(body for _, body in got)
    assert b"jo@example.com" not in everything
    assert b"open-sesame" not in everything
    assert "open-sesame" not in json.dumps([s.attributes for s in stored])
    assert b"[email]" in everything


async def test_a_server_that_is_away_holds_nobody_up(at_home: None, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    run, service = await sent(f"http://127.0.0.1:{port}", tmp_path)
    assert time.perf_counter() - began < 15
    assert service.traces.store.read(run)


@pytest.fixture
def mlflow(tmp_path: Path) -> Iterator[str]:
    """A server's URL; ``mlflow`` beside this Python, on the PATH, or named by GIGPATH_TEST_MLFLOW."""
    beside = Path(sys.executable).with_name("mlflow")
    command = (
        os.environ.get("GIGPATH_TEST_MLFLOW") or shutil.which("mlflow") or (str(beside) if beside.exists() else "")
    )
    if not command:
        pytest.skip("mlflow is not installed: pip install 'mlflow>=3.17'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = (tmp_path / "mlflow.log").open("wb")
    server = subprocess.Popen(
        [command, "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--backend-store-uri", f"sqlite:///{tmp_path}/mlflow.db", "--artifacts-destination", str(tmp_path / "artifacts")],
        cwd=tmp_path, stdout=log, stderr=log, start_new_session=True, env={**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true"},
    )  # fmt: skip
    try:
        _await(f"{url}/health", server)
        yield url
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


@pytest.mark.slow
async def test_mlflow_shows_a_run(at_home: None, tmp_path: Path, mlflow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-mlflow-experiment-id=0")
    run, service = await sent(mlflow, tmp_path)
    asked = {
        "locations": [{"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}],
        "max_results": 5,
    }
    (trace,) = _post(f"{mlflow}/api/3.0/mlflow/traces/search", asked)["traces"]
    assert trace["state"] == "OK"
    stored = service.traces.store.read(run)
    assert trace["trace_metadata"]["mlflow.trace.session"] == stored[0].attributes["session.id"]
    with sqlite3.connect(tmp_path / "mlflow.db") as db:
        rows = db.execute("SELECT span_id, parent_span_id, name, content FROM spans").fetchall()
    assert {(i, p or "", n) for i, p, n, _ in rows} == {(s.span_id, s.parent_id, s.name) for s in stored}
    kinds = {json.loads(content)["attributes"]["openinference.span.kind"].strip('"') for *_, content in rows}
    assert kinds >= {"AGENT", "TOOL", "RETRIEVER", "CHAIN"}


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the server did not start")


def _post(url: str, body: object) -> dict[str, object]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, object] = json.load(answer)
    return found
