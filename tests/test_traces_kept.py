"""What whole processes leave on disk, on stderr and on the wire: nothing private, nothing torn by a kill, LangSmith's own traces."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from modelserver import ModelServer, fails, says
from test_tracing import DRIVER, SECRETS

from runtime.records import Records
from runtime.tracing import SpanStore
from ui.cli import main

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
LIMITS = {
    "use_multipart_endpoint": True, "size_limit": 100, "size_limit_bytes": 20_971_520, "scale_up_nthreads_limit": 1,
    "scale_up_qsize_trigger": 1000,
}  # fmt: skip
"""What LangSmith tells its client."""
KEY, TOKEN = "sesame-4711-quux", "hf_abcdefgh12345678"


def gigpath(tmp_path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())", *args]
    env = {**os.environ, "GIGPATH_DATABASE_URL": str(tmp_path / "gigpath.db"), **env}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, timeout=120)


@pytest.mark.parametrize("level", ["facts", "full"])
def test_nothing_private_in_spans_and_logs_and_no_key_anywhere(at_home: None, tmp_path: Path, level: str) -> None:
    said = " ".join(SECRETS.values())
    model = ModelServer([fails(400, f"Incorrect key: {KEY} {TOKEN}"), says(f"Mail {said}. It is a start. ")])
    done = gigpath(
        tmp_path, "advise", "--json", "--text", f"{DRIVER} I know bookkeeping {said} 40 hours. Mail me: {said}",
        GIGPATH_TRACE=level, GIGPATH_LOG="debug", GIGPATH_LLM="endpoint", GIGPATH_ENDPOINT_URL=model.url,
        GIGPATH_ENDPOINT_KEY=KEY, HF_TOKEN=TOKEN,
    )  # fmt: skip
    model.close()
    assert json.loads(done.stdout)["decision"]["role"]
    assert model.asked[0].headers["authorization"] == f"Bearer {KEY}"  # it was there to be written down
    spans = b"".join(path.read_bytes() for path in tmp_path.glob("gigpath.traces.db*"))
    assert b"you.net_hour = " in spans
    assert (b"llm.output_messages" in spans) == (level == "full")
    for secret in SECRETS.values():
        assert secret.encode() not in spans + done.stderr, secret
        assert secret[-9:].encode() not in spans + done.stderr, secret
    everything = b"".join(path.read_bytes() for path in tmp_path.glob("*")) + done.stderr + done.stdout
    assert TOKEN.encode() not in everything
    assert f"Bearer {KEY}".encode() not in everything


_RUNNER = """
import asyncio, sys
from evals.bench import texts
from ui.service import Service
async def main():
    async with Service.open() as service:
        for text in texts(400):
            events = service.advise(text=text)
            async for event in events:
                print(event.type, getattr(event, "run_id", ""), flush=True)
asyncio.run(main())
"""


def test_killing_the_process_loses_at_most_a_second_and_corrupts_nothing(
    at_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIGPATH_DATABASE_URL", str(tmp_path / "gigpath.db"))
    process = subprocess.Popen([sys.executable, "-c", _RUNNER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    begun: dict[str, float] = {}
    ended: dict[str, float] = {}
    for line in process.stdout or ():
        kind, _, run = line.strip().partition(" ")
        now = time.monotonic()
        if kind == "run_started":
            begun[run] = now
        elif kind == "run_finished":
            ended[list(begun)[-1]] = now
        if begun and now - next(iter(begun.values())) > 4 and kind == "facts_found" and list(begun)[-1] not in ended:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed, cut = time.monotonic(), list(begun)[-1]
    for name in ("gigpath.db", "gigpath.traces.db", "gigpath.checkpoints.db"):
        with sqlite3.connect(tmp_path / name) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",), name
    store, records = SpanStore(tmp_path / "gigpath.traces.db"), Records(tmp_path / "gigpath.db")
    due = [run for run, at in ended.items() if at < killed - 1]
    assert due
    for run in due:  # each span of every run that had ended a second before is there, and has its end
        assert all(span.end is not None for span in store.read(run))
        assert store.read(run)[0].attributes["gigpath.outcome"] == "finished"
    assert {records.get(run).outcome for run in ended} == {"finished"}
    assert records.get(cut).outcome == "stopped"
    assert main(["trace", cut]) == 0
    assert cut in capsys.readouterr().out
    assert main(["resume", cut, "--json"]) == 0  # and the run that was cut goes on
    assert json.loads(capsys.readouterr().out)["decision"]


@pytest.fixture
def langsmith() -> Iterator[tuple[str, list[tuple[str, dict[str, str], bytes]]]]:
    """A server in LangSmith's place: its URL, and what it was sent."""
    got: list[tuple[str, dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers.get("content-length") or 0))))
            self.answer(b"{}")

        def do_GET(self) -> None:
            self.answer(json.dumps({"batch_ingest_config": LIMITS}).encode())

        def answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()


def test_langsmiths_own_variables_work(at_home: None, tmp_path: Path, langsmith) -> None:
    url, got = langsmith
    done = gigpath(
        tmp_path, "advise", "--json", "--text", DRIVER, LANGSMITH_TRACING="true", LANGSMITH_ENDPOINT=url,
        LANGSMITH_API_KEY="lsv2_pt_0123456789abcdef", LANGSMITH_PROJECT="gigs", LANGSMITH_HIDE_INPUTS="true",
        LANGSMITH_HIDE_OUTPUTS="true",
    )  # fmt: skip
    assert json.loads(done.stdout)["decision"]
    sent = b"".join(body for _, _, body in got)
    assert b"career_decider" in sent
    assert {headers.get("x-api-key") for _, headers, _ in got} == {"lsv2_pt_0123456789abcdef"}
    assert b"$900" not in sent  # LangSmith's own way to keep the words at home
