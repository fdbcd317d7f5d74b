"""Settings from the environment or ``.env``; every other module asks here and nowhere else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, BaseModel, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: shipped tables, vectors and prompts lie under it."""


class Voice(BaseModel):
    """How one agent uses the model; what is left out is the call's own. ``max_tokens`` can only lower it."""

    model: str = ""
    temperature: float | None = Field(None, ge=0, le=2)
    max_tokens: int | None = Field(None, ge=1)


class Settings(BaseSettings):
    """``GIGPATH_*`` and ``HF_TOKEN``."""

    model_config = SettingsConfigDict(
        env_prefix="GIGPATH_", env_nested_delimiter="__", env_file=".env", extra="ignore", populate_by_name=True
    )

    hf_token: SecretStr | None = Field(None, validation_alias=AliasChoices("HF_TOKEN", "hf_token"))
    llm: Literal["auto", "none", "hosted", "endpoint", "local"] = "auto"
    model: str = "meta-llama/Llama-3.2-3B-Instruct"
    provider: str = "auto"
    """``auto`` leaves it to the router, ``fastest`` and ``cheapest`` too; a provider's name pins it."""
    endpoint_url: str = ""
    endpoint_key: SecretStr | None = None
    """The endpoint's own key. HF_TOKEN is never sent to it."""
    endpoint_kind: Literal["auto", "tgi", "vllm", "llama.cpp", "ollama", "openai"] = "auto"
    local_gguf: str = ""
    """A GGUF file, or ``owner/repo:file.gguf`` on the Hub."""
    llm_timeout: float = Field(60, gt=0)
    """Seconds a call to the model may take, retries included."""
    agents: dict[str, Voice] = {}
    """By agent: ``GIGPATH_AGENTS__CAREER_DECIDER__TEMPERATURE=0``, likewise ``__MODEL`` and ``__MAX_TOKENS``."""
    hints: frozenset[str] = frozenset({"intake"})
    """Agents whose model may add more than wording, as a JSON list: ``GIGPATH_HINTS=["intake","career_decider"]``."""
    hint_seconds: float = Field(10, gt=0)
    """Seconds that the answer waits for a hint; a slow model of one's own, or one that is recorded, may be given more."""
    run_calls: int = 40
    run_tokens: int = 60_000
    run_seconds: float = 180
    """What the model may cost a run; beyond it the facts speak."""
    most_letters: int = Field(100_000, ge=1)
    """Of one message, its files included; a longer one is refused with a sentence."""
    most_runs: int = Field(64, ge=1)
    most_waiting: int = Field(256, ge=0)
    """Runs at once in one process, and how many more may wait for their turn; who comes then is asked to come again."""
    recordings: str = ""
    """A file of recorded completions, used as ``recording`` says."""
    recording: Literal["live", "record", "replay"] = "live"
    database_url: str = ""
    """An SQLite file; empty means ``home/gigpath.db``."""
    chroma_url: str = ""
    """A Chroma server, http://host:port; empty means the embedded store under ``home``."""
    embedder: str = "all-MiniLM-L6-v2"
    """``all-MiniLM-L6-v2`` is read from the installed weights package; any other value is a folder or model id."""
    otlp_endpoint: str = ""
    trace: Literal["off", "facts", "full"] = "facts"
    """What spans hold: nothing; facts, choices and what was shown; or the worker's words, prompts and answers too."""
    door: Literal["key", "open"] = "key"
    """Who may open the chat: whoever has the printed link, or anybody who reaches it (behind a login of your own)."""
    log: Literal["debug", "info", "warning", "error"] = "warning"
    """From which level on our own logs are written."""
    home: Path = Field(default_factory=lambda: user_data_path("gigpath", appauthor=False))

    @field_validator("database_url")
    @classmethod
    def _sqlite(cls, url: str) -> str:
        if "://" in url:
            raise ValueError("runs are kept in an SQLite file so far; name a file, or leave it empty")
        return url

    @property
    def database(self) -> str:
        return self.database_url or str(self.home / "gigpath.db")

    @property
    def index_dir(self) -> Path:
        """Where the user's own reports are; the shipped documents' index is beside it (:mod:`knowledge.shelf`)."""
        return self.home / "chroma"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings, read once; tests call ``settings.cache_clear()``."""
    return Settings()
