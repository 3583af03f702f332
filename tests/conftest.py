"""What several tests need: real filings, the demo filings, a vLLM that answers."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ServeError
from assistant.serving.launch import vllm_python
from assistant.serving.serve import listed_models, serves_here, serving
from ingest.index import Index
from ingest.pipeline import ingest
from ingest.settings import settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real filings and benchmark questions, which lies beside the repository where there is one."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"no real filings: {folder} is not there")
    return folder


@pytest.fixture(scope="session")
def demo_filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented company's filings, freshly written."""
    folder = tmp_path_factory.mktemp("demo-filings")
    subprocess.run([sys.executable, "-m", "ingest.demo", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def demo_index(demo_filings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the demo filings' PDFs, for reading only."""
    folder = tmp_path_factory.mktemp("demo-index") / "index"
    with Index.create(folder) as index:
        ingest(sorted(demo_filings.glob("*.pdf")), index)
    return folder


@pytest.fixture(scope="session")
def vllm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The OpenAI address of a real vLLM: the one at FOOTNOTE_LLM_URL if it answers, else one started for the tests.

    Tests run in two processes (`make test`), which share it: the one that started it ends it when both are done.
    """
    url = settings().llm_url
    if not serves_here():
        yield url
        return
    if not listed_models(url) and not os.environ.get("CI"):
        try:
            vllm_python()
        except ServeError as error:
            pytest.skip(str(error))
    users = tmp_path_factory.getbasetemp().parent / "vllm-users"
    with serving() as server:
        with users.open("w") as using:
            fcntl.flock(using, fcntl.LOCK_SH)
            yield server.url
        if server.process is not None:
            with users.open("w") as last:
                fcntl.flock(last, fcntl.LOCK_EX)
