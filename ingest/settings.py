"""Settings, read from `FOOTNOTE_…` environment variables; a command-line option beats them."""

from functools import lru_cache
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings", "settings"]


class Settings(BaseSettings):
    """Every setting there is. Field `llm_url` is the variable `FOOTNOTE_LLM_URL`, and so on."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore")

    home: Path = Field(default_factory=lambda: user_cache_path("footnote"))
    """Where model weights, and filings brought from EDGAR, are kept."""
    index: Path = Path("footnote-index")
    """The index folder a command uses when `--index` is not given."""

    llm_url: str = "http://127.0.0.1:8000/v1"
    """Any OpenAI-compatible address; `footnote serve` answers at the default one."""
    llm_model: str | None = None
    """The model to serve (a hub name or a folder; default by hardware) or to ask for (default: what the server has)."""
    llm_api_key: SecretStr = SecretStr("none")
    llm_timeout: float = 300.0
    """Seconds without a byte from the LLM before the question is given up."""

    embedding_model: str = "all-MiniLM-L6-v2"
    """Any sentence-transformers model by hub name, or a folder."""
    reranking_model: str | None = None
    """A sentence-transformers cross-encoder that reorders the pages found; default: by how much they cover."""
    chroma_url: str | None = None
    """A Chroma server to use instead of one per index folder on loopback."""
    edgar_identity: str | None = None
    """Your name and e-mail address, which the SEC wants to know of who asks EDGAR ("Jane Doe jane@example.com")."""
    edgar_url: str = "https://www.sec.gov"
    edgar_data_url: str = "https://data.sec.gov"
    """Where EDGAR answers: the archives, and the lists of filings; a mirror may be named."""
    vllm_python: Path | None = None
    """The Python that has vLLM; default: the virtual environment beside the app's, named with `-vllm` at the end."""


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
