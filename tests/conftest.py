"""Every test runs without network, without a model, and in a home of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import index, reports
from runtime.settings import settings

pytest_plugins = ["browsing", "app_samples"]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """GIGPATH_HOME in a temporary folder; no token, no endpoint, no tracing out of the house."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HF_TOKEN", "GIGPATH_ENDPOINT_URL", "GIGPATH_CHROMA_URL", "GIGPATH_DATABASE_URL", "LANGSMITH_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIGPATH_HOME", str(folder))
    monkeypatch.setenv("GIGPATH_LLM", "none")
    monkeypatch.setenv("LANGSMITH_TRACING", "false")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    settings.cache_clear()
    reports.close()
    yield folder
    settings.cache_clear()
    reports.close()


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the whole index, built once for the session."""
    folder = tmp_path_factory.mktemp("indexed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIGPATH_HOME", str(folder))
        settings.cache_clear()
        index.build()
    settings.cache_clear()
    return folder


@pytest.fixture
def at_home(indexed: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For whole runs: the home that has the index."""
    monkeypatch.setenv("GIGPATH_HOME", str(indexed))
    settings.cache_clear()
    index.close()
    reports.close()
    built = {found.name for found in indexed.iterdir()}
    yield
    index.close()
    reports.close()
    for left in indexed.iterdir():  # the next test finds the index and nothing else
        if left.name not in built:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
