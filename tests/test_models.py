"""Models are found on disk, brought once, listed and removed; what is missing is one clear line."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.__main__ import cli
from ingest.catalogue import KNOWN, SplitGguf, WheelFolder, known
from ingest.errors import ModelUnavailable
from ingest.models import embedding_model_path, installed, language_model_path, pull, remove
from ingest.settings import settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home, no hub and no package index."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


def put_model(home: Path, name: str, **files: str) -> Path:
    folder = home / "models" / name.replace("/", "--")
    folder.mkdir(parents=True)
    for file, text in {"config": "{}", **files}.items():
        (folder / f"{file}.json").write_text(text)
    return folder


def test_a_folder_is_used_as_it_is(home: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert embedding_model_path(str(tmp_path)) == tmp_path
    assert language_model_path(str(tmp_path)) == tmp_path


def test_a_folder_without_a_model_is_named(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"no model's folder \(it has no config\.json\)"):
        language_model_path(str(tmp_path))


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2", "ALL-minilm-l6-v2"])
def test_a_model_in_the_home_goes_by_any_of_its_names(home: Path, name: str) -> None:
    folder = put_model(home, "sentence-transformers/all-MiniLM-L6-v2", modules="[]")
    assert embedding_model_path(name) == folder


def test_bare_embedding_names_are_sentence_transformers_own(home: Path) -> None:
    folder = put_model(home, "sentence-transformers/all-mpnet-base-v2", modules="[]")
    assert embedding_model_path("all-mpnet-base-v2") == folder


def test_an_address_is_left_to_vllm(home: Path) -> None:
    assert language_model_path("s3://bucket/model") == "s3://bucket/model"


@pytest.mark.parametrize("name", ["no such name", "../../etc", "a/b/c", ".hidden/model", ""])
def test_a_name_that_is_none_is_refused_before_anything_is_written(home: Path, name: str) -> None:
    with pytest.raises(ModelUnavailable):
        pull(name)
    assert not home.exists()


def test_a_model_that_cannot_be_had_is_said_so_at_once(home: Path) -> None:
    start = time.monotonic()
    with pytest.raises(ModelUnavailable, match="org/unknown is not on this machine, and no model hub can be reached"):
        language_model_path("org/unknown")
    assert time.monotonic() - start < 3


def test_without_hub_and_packages_the_default_says_what_to_do(home: Path) -> None:
    with pytest.raises(ModelUnavailable, match="check that a package index can be reached") as caught:
        embedding_model_path("all-MiniLM-L6-v2")
    assert "\n" not in str(caught.value)
    assert installed() == []


def test_a_home_that_cannot_be_written_is_said_so(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(ModelUnavailable, match="set FOOTNOTE_HOME to another folder"):
        pull("all-MiniLM-L6-v2")


def test_listed_and_removed(home: Path) -> None:
    put_model(home, "org/language")
    put_model(home, "sentence-transformers/all-MiniLM-L6-v2", modules="[]")
    assert [(m.model, m.kind) for m in installed()] == [
        ("org/language", "language"),
        ("sentence-transformers/all-MiniLM-L6-v2", "embedding"),
    ]
    assert remove("all-minilm-l6-v2").model == "sentence-transformers/all-MiniLM-L6-v2"
    assert [m.model for m in installed()] == ["org/language"]
    with pytest.raises(ModelUnavailable, match="is not in"):
        remove("all-MiniLM-L6-v2")


def test_of_two_at_once_one_waits(home: Path) -> None:
    script = (
        "import time; from rich.console import Console; from ingest import models\n"
        "with models._locked('org/model', Console()):\n print('locked', flush=True); time.sleep(1.5)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        start = time.monotonic()
        with pytest.raises(ModelUnavailable, match="not on this machine"):
            pull("org/model")
        assert time.monotonic() - start > 1


def test_the_catalogue_is_sound() -> None:
    assert len({entry.hub for entry in KNOWN}) == len(KNOWN)
    for entry in KNOWN:
        assert known(entry.hub) is known(entry.hub.split("/")[1]) is entry
        packages: tuple[str, ...] = ()
        hashes: list[str] = []
        if isinstance(entry.packaged, SplitGguf):
            packages, hashes = entry.packaged.packages, [entry.packaged.sha256]
        elif isinstance(entry.packaged, WheelFolder):
            packages, hashes = (entry.packaged.package,), list(entry.packaged.files.values())
        assert all("==" in package for package in packages), "a version that is not pinned can change"
        assert all(len(sha256) == 64 and int(sha256, 16) for sha256 in hashes)


def test_the_default_embedding_model_embeds() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(embedding_model_path("all-MiniLM-L6-v2")), local_files_only=True)
    near, far = "purchases of property, plant and equipment", "the board of directors met in May"
    question, *passages = model.encode(["capital expenditure", near, far], normalize_embeddings=True)
    assert question.shape == (384,)
    assert question @ passages[0] > question @ passages[1]


def test_models_from_the_command_line(home: Path) -> None:
    import json

    put_model(home, "org/language")
    run = CliRunner().invoke(cli, ["models", "list", "--json"])
    rows = {row["model"]: row for row in json.loads(run.output)}
    assert rows["org/language"]["installed"] is True
    assert rows["Qwen/Qwen2.5-Coder-1.5B-Instruct"] == {
        "model": "Qwen/Qwen2.5-Coder-1.5B-Instruct",
        "kind": "language",
        "source": "hub, packages",
        "installed": False,
    }
    assert "org/language" in CliRunner().invoke(cli, ["models", "list"]).output
    assert CliRunner().invoke(cli, ["models", "remove", "org/language"]).output == "removed org/language (0.0 GB)\n"
    assert installed() == []
